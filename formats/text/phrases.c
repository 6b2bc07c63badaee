/* SPDX-License-Identifier: MIT
 *
 * phrases.c: what stands inside a paragraph, heading or line.
 */
#include "characters.h"
#include "writer.h"

void text_add(text_writer *w, pecia_str text) {
    pecia_str run;
    if (w->fill_space) {
        pecia_buf_add_str(&w->phrase, text);
        return;
    }
    while (pecia_fold_run(&w->fold, &text, &run)) {
        pecia_buf_add_str(&w->phrase, run);
    }
}

void text_add_solid(text_writer *w, pecia_str text) {
    pecia_buf_add_str(&w->phrase, pecia_fold_solid(&w->fold));
    pecia_buf_add_str(&w->phrase, text);
}

static bool is_line_phrase(uint32_t kind) {
    return kind == PECIA_PARAGRAPH || kind == PECIA_ATTRIBUTION || kind == PECIA_CODE_BLOCK;
}

static uint8_t write_break(text_writer *w) {
    if (w->fold.edge) {
        return PECIA_DEGRADED; /* nothing stands before it in its line */
    }
    if (!is_line_phrase(w->phrase_kind) || w->cells > 0 || w->fill_space) {
        text_add(w, PECIA_STR(" "));
        return PECIA_DEGRADED;
    }
    pecia_buf_add_char(&w->phrase, '\n');
    pecia_fold_block(&w->fold);
    return PECIA_CARRIED;
}

/* A line of the source begins: a space, but not inside a word. */
static uint8_t write_beginning(text_writer *w, const pecia_event *event) {
    pecia_str inside = {NULL, 0};
    w->host->document->get(w->document, event->node, PECIA_BREAK, &inside);
    if (w->phrase_kind == 0 || pecia_str_is(inside, "no")) {
        return PECIA_DROPPED;
    }
    text_add(w, PECIA_STR(" "));
    return PECIA_DEGRADED;
}

/* A mark is written as "[30]"; one with a body gets the note's name in this output. */
static uint8_t write_mark(text_writer *w, const pecia_event *event) {
    pecia_note_state state;
    pecia_str label = {NULL, 0};
    w->host->document->note(w->document, event->note, NULL, &state);
    if (state.body == 0) {
        w->host->document->get(w->document, event->node, PECIA_N, &label);
    }
    label = label.size > 0 ? label : w->labels[event->note];
    text_add_solid(w, PECIA_STR(""));
    if (state.body != 0) {
        text_add_mark(w, &w->phrase, event->note, label);
    } else { /* nothing but brackets tells that it is a mark */
        pecia_buf_add_char(&w->phrase, '[');
        pecia_buf_add_str(&w->phrase, label);
        pecia_buf_add_char(&w->phrase, ']');
    }
    if (state.body != 0 && !(w->state[event->note] & (TEXT_NOTE_SLOTTED | TEXT_NOTE_QUEUED | TEXT_NOTE_DONE))) {
        w->state[event->note] |= TEXT_NOTE_QUEUED;
        w->queue[w->queued++] = event->note;
    }
    return w->state[event->note] & TEXT_NOTE_RELABELLED ? PECIA_DEGRADED : PECIA_CARRIED;
}

/* The marks of the innermost open quotation, alternating from the outer pair to the inner. */
static void add_made_mark(text_writer *w, uint32_t node, bool close) {
    pecia_str language = w->host->document->lang(w->document, node);
    const text_marks *marks = text_marks_of(language.size > 0 ? language : w->language);
    bool inner = w->quote_count % 2 == 0;
    const char *mark = close ? (inner ? marks->inner_close : marks->close) : (inner ? marks->inner_open : marks->open);
    if (close) {
        pecia_buf_add_text(&w->phrase, mark);
    } else {
        text_add_solid(w, pecia_str_of(mark));
    }
}

/* Marks that the source left to its reader are made; parts of one quotation open in the first and close in the last. */
static uint8_t write_quote(text_writer *w, const pecia_event *event) {
    const pecia_document_api *d = w->host->document;
    int64_t marks = d->get_number(w->document, event->node, PECIA_MARKS, PECIA_MARKS_KEPT);
    int64_t part = d->get_number(w->document, event->node, PECIA_PART, 0);
    if (event->type == PECIA_ENTER) {
        if (w->quote_count == TEXT_MOST_QUOTES) {
            w->quotes_over++;
            return PECIA_DEGRADED;
        }
        w->quotes[w->quote_count++].generated = marks == PECIA_MARKS_GENERATED;
        if (marks == PECIA_MARKS_GENERATED && part != PECIA_MEDIAL && part != PECIA_FINAL &&
            !(event->flags & PECIA_CONTINUED)) {
            add_made_mark(w, event->node, false);
        }
        return marks == PECIA_MARKS_NONE ? PECIA_DEGRADED : PECIA_CARRIED;
    }
    if (w->quotes_over > 0) {
        w->quotes_over--;
    } else if (w->quote_count > 0) {
        if (marks == PECIA_MARKS_GENERATED && part != PECIA_MEDIAL && part != PECIA_INITIAL &&
            !(event->flags & PECIA_BROKEN)) {
            add_made_mark(w, event->node, true);
        }
        w->quote_count--;
    }
    return PECIA_CARRIED;
}

/* A description stands for its image; without one nothing is written. */
static uint8_t write_image(text_writer *w, const pecia_event *event) {
    pecia_str alt = {NULL, 0};
    w->host->document->get(w->document, event->node, PECIA_ALT, &alt);
    alt = pecia_str_trim(alt);
    bool is_text = w->host->document->get_number(w->document, event->node, PECIA_ALT_IS_TEXT, 0) != 0;
    if (alt.size == 0 || (!is_text && !w->image_words)) {
        return PECIA_DROPPED;
    }
    text_add_solid(w, PECIA_STR("["));
    text_add(w, alt);
    pecia_buf_add_char(&w->phrase, ']');
    return PECIA_DEGRADED;
}

static uint8_t write_emphasis(text_writer *w, const pecia_event *event) {
    if (!w->underscores) {
        return PECIA_DEGRADED;
    }
    if (event->type == PECIA_ENTER) {
        text_add_solid(w, PECIA_STR("_"));
    } else {
        pecia_buf_add_char(&w->phrase, '_');
    }
    return PECIA_CARRIED;
}

/* True if TEXT holds anything but points and spaces. */
static bool has_words(pecia_str text) {
    while (text.size > 0) {
        uint32_t code = pecia_str_next(&text);
        if (!text_is_point(code) && !text_is_space(code)) {
            return true;
        }
    }
    return false;
}

uint8_t text_write_inline(text_writer *w, const pecia_event *event) {
    switch (event->kind) {
    case PECIA_TEXT:
        w->wordy = w->wordy || (w->attach && has_words(event->text));
        text_add(w, event->text);
        return PECIA_CARRIED;
    case PECIA_SOFT_BREAK: text_add(w, PECIA_STR(" ")); return PECIA_CARRIED;
    case PECIA_LINE_BREAK: return write_break(w);
    case PECIA_LINE_BEGINNING: return write_beginning(w, event);
    case PECIA_NOTE_REF: return write_mark(w, event);
    case PECIA_QUOTE: return write_quote(w, event);
    case PECIA_IMAGE: return write_image(w, event);
    case PECIA_EMPHASIS: return write_emphasis(w, event);
    case PECIA_STRONG:
    case PECIA_STYLE:
    case PECIA_CODE:
    case PECIA_LINK:
    case PECIA_CITE:
    case PECIA_BIBL:
    case PECIA_SPAN:
    case PECIA_FOREIGN_INLINE: return PECIA_DEGRADED;
    default: return PECIA_DROPPED;
    }
}
