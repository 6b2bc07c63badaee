/* SPDX-License-Identifier: MIT
 *
 * blocks.c: what stands between phrases: sections, lists, quotations, tables, notes.
 */
#include "characters.h"
#include "writer.h"

enum { MOST_UNDERLINES = 6, LONGEST_UNDERLINE = 70 };

void text_open_phrase(text_writer *w, uint32_t kind) {
    w->phrase_kind = kind;
    w->fill_space = kind == PECIA_CODE_BLOCK;
    if (w->cells == 0) {
        text_draw_table(w);
        pecia_buf_clear(&w->phrase);
        pecia_fold_block(&w->fold);
    } else {
        pecia_fold_space(&w->fold);
    }
}

/* Underlines the heading in the phrase by the sign of its depth. */
static void underline(text_writer *w) {
    static const char signs[] = "=-~^\"+";
    uint32_t level = w->level;
    uint64_t columns = text_columns(&w->ruler, pecia_buf_str(&w->phrase));
    uint64_t width = text_width(pecia_buf_str(&w->phrase), LONGEST_UNDERLINE); /* the reader counts characters */
    width = columns > width ? columns : width;
    width = width > LONGEST_UNDERLINE ? LONGEST_UNDERLINE : width;
    pecia_buf_add_char(&w->phrase, '\n');
    pecia_buf_fill(&w->phrase, signs[(level < MOST_UNDERLINES ? level : MOST_UNDERLINES) - 1], width < 3 ? 3 : width);
}

static void close_heading(text_writer *w) {
    bool over_notes = text_is_notes_heading(pecia_buf_str(&w->phrase));
    w->zone = TEXT_ZONE_FLOW;
    if (!w->plain_headings) {
        underline(w);
    }
    text_put_block(w, w->centred ? TEXT_SET_MIDDLE : TEXT_SET_LINE);
    w->notes_head = over_notes;
}

/* A speaker's name, or the direction behind it, that is pointed stands in the line of what is said; over verse in a
 * line of its own. True if it was put off until then. */
static bool put_off(text_writer *w, uint32_t kind) {
    const pecia_event *next = w->host->cursor->peek(w->cursor);
    uint32_t last = text_last(pecia_buf_str(&w->phrase), NULL);
    bool opens = kind == PECIA_SPEAKER || (kind == PECIA_STAGE && w->speaking);
    bool stage = next->kind == PECIA_STAGE && kind == PECIA_SPEAKER;
    bool speech = next->kind == PECIA_PARAGRAPH && (text_is_point(last) || last == ')' || last == ']');
    w->speaking = opens && next->type == PECIA_ENTER && (stage || speech);
    w->over_verse = opens && next->type == PECIA_ENTER && next->kind == PECIA_LINE_GROUP;
    if (w->speaking) {
        pecia_buf_add_str(&w->prefix, pecia_buf_str(&w->phrase));
        pecia_buf_add_char(&w->prefix, ' ');
    }
    return w->speaking;
}

/* Ends the phrase that is open. */
static void close_phrase(text_writer *w, uint32_t kind) {
    bool empty = w->phrase.size == 0 && w->prefix.size == 0;
    w->phrase_kind = 0;
    w->fill_space = false;
    if (w->cells > 0 || empty) {
        return;
    }
    if (w->zone != TEXT_ZONE_FLOW && w->note_depth == 0 && kind != PECIA_HEADING) {
        text_end_zone(w);
    }
    if (kind == PECIA_HEADING) {
        close_heading(w);
        return;
    }
    if ((kind == PECIA_SPEAKER || kind == PECIA_STAGE) && put_off(w, kind)) {
        return;
    }
    w->speaking = false;
    if (kind == PECIA_LINE) {
        text_put_line(w, w->group_fresh);
        w->group_fresh = false;
    } else {
        text_put_block(w, kind == PECIA_CODE_BLOCK ? TEXT_SET_LINE : TEXT_SET_PROSE);
    }
    w->notes_head = false;
    w->attach = false;
}

static uint8_t write_phrase(text_writer *w, const pecia_event *event) {
    if (event->type == PECIA_EXIT) {
        close_phrase(w, event->kind);
        return PECIA_CARRIED;
    }
    const pecia_event *next = w->host->cursor->peek(w->cursor);
    bool mark = next->kind == PECIA_NOTE_REF;
    const pecia_document_api *d = w->host->document;
    bool behind = event->kind == PECIA_ATTRIBUTION ||
                  (event->kind == PECIA_PARAGRAPH &&
                   (event->node == 0 || event->flags & PECIA_CONTINUED ||
                    d->kind(w->document, d->parent(w->document, event->node)) == PECIA_CITATION));
    w->attach = w->attach && mark && behind;
    w->wordy = false;
    text_open_phrase(w, event->kind);
    switch (event->kind) {
    case PECIA_HEADING:
        w->level = (uint32_t)w->host->document->get_number(w->document, event->node, PECIA_LEVEL, w->sections);
        w->level = w->level < 1 ? 1 : w->level;
        return w->level > MOST_UNDERLINES || w->plain_headings ? PECIA_DEGRADED : PECIA_CARRIED;
    case PECIA_PARAGRAPH:
    case PECIA_LINE: return w->cells > 0 ? PECIA_DEGRADED : PECIA_CARRIED;
    default: return PECIA_DEGRADED;
    }
}

/* A block quotation shows by its marks if the text has them, else by indentation. */
static uint8_t write_block_quote(text_writer *w, const pecia_event *event) {
    bool kept =
        w->host->document->get_number(w->document, event->node, PECIA_MARKS, PECIA_MARKS_NONE) == PECIA_MARKS_KEPT;
    bool enter = event->type == PECIA_ENTER;
    if (!kept) {
        w->indents += enter ? 1 : (uint32_t)-1;
    }
    w->attach = !enter && w->cells == 0;
    return PECIA_CARRIED;
}

static uint8_t write_list(text_writer *w, const pecia_event *event) {
    const pecia_document_api *d = w->host->document;
    int64_t style = d->get_number(w->document, event->node, PECIA_LIST_STYLE, PECIA_LIST_BULLET);
    if (event->type == PECIA_EXIT) {
        w->list_count -= w->list_count > 0 && w->lists_over == 0;
        w->lists_over -= w->lists_over > 0;
        return PECIA_CARRIED;
    }
    if (w->list_count == TEXT_MOST_LISTS) {
        w->lists_over++;
        return PECIA_DEGRADED;
    }
    text_list *list = &w->lists[w->list_count++];
    list->number = style == PECIA_LIST_ORDERED ? d->get_number(w->document, event->node, PECIA_START, 1) : 0;
    list->number = list->number < 1 && style == PECIA_LIST_ORDERED ? 1 : list->number;
    list->fresh = false;
    return style == PECIA_LIST_BULLET || style == PECIA_LIST_ORDERED ? PECIA_CARRIED : PECIA_DEGRADED;
}

static uint8_t write_item(text_writer *w, const pecia_event *event) {
    if (event->type == PECIA_ENTER && w->list_count > 0) {
        w->lists[w->list_count - 1].fresh = event->kind != PECIA_DEFINITION && w->cells == 0;
    }
    return event->kind == PECIA_ITEM && w->cells == 0 ? PECIA_CARRIED : PECIA_DEGRADED;
}

static uint8_t write_row(text_writer *w, const pecia_event *event) {
    if (w->cells > 0) {
        return PECIA_DEGRADED;
    }
    if (event->type == PECIA_ENTER) {
        text_begin_row(w, w->host->document->get_number(w->document, event->node, PECIA_HEADER, 0) == 1);
        return PECIA_CARRIED;
    }
    text_end_row(w);
    return PECIA_CARRIED;
}

/* A cell's text is one line whatever stands in it. */
static uint8_t write_cell(text_writer *w, const pecia_event *event) {
    const pecia_document_api *d = w->host->document;
    bool spans = d->get_number(w->document, event->node, PECIA_COLS, 1) > 1 ||
                 d->get_number(w->document, event->node, PECIA_ROWS, 1) > 1;
    if (event->type == PECIA_ENTER) {
        if (w->cells++ == 0) {
            pecia_buf_clear(&w->phrase);
        }
        pecia_fold_block(&w->fold);
        if (w->cells > 1 && w->phrase.size > 0) {
            pecia_buf_add_char(&w->phrase, ' ');
        }
        return spans || w->cells > 1 ? PECIA_DEGRADED : PECIA_CARRIED;
    }
    if (--w->cells == 0) {
        text_add_cell(w);
    }
    return PECIA_CARRIED;
}

static uint8_t write_rule(text_writer *w) {
    if (w->cells > 0) {
        return PECIA_DROPPED;
    }
    if (w->zone != TEXT_ZONE_FLOW && w->note_depth == 0) {
        text_end_zone(w);
    }
    text_draw_table(w);
    text_put_raw(w, "* * *", 5);
    w->notes_head = false;
    return PECIA_CARRIED;
}

static uint8_t write_slot(text_writer *w, const pecia_event *event) {
    bool elsewhere = w->notes_at != TEXT_NOTES_AUTO || (w->notes_style == TEXT_STYLE_PG && w->note_depth > 0);
    if (elsewhere || w->phrase_kind != 0 || w->cells > 0 || (w->state[event->note] & TEXT_NOTE_DONE)) {
        if (elsewhere) {
            return PECIA_DEGRADED; /* its mark, or else the end of the text, brings it */
        }
        if (!(w->state[event->note] & (TEXT_NOTE_QUEUED | TEXT_NOTE_DONE))) {
            w->state[event->note] |= TEXT_NOTE_QUEUED;
            w->queue[w->queued++] = event->note;
        }
        return PECIA_DEGRADED;
    }
    return w->host->cursor->enter_note(w->cursor, event->note) ? PECIA_CARRIED : PECIA_DEGRADED;
}

static uint8_t write_note(text_writer *w, const pecia_event *event) {
    if (event->type == PECIA_EXIT) {
        w->note_depth--;
        if (w->prefix.size > 0) { /* a body without any text: its label stands alone */
            w->note_depth++;
            text_open_phrase(w, PECIA_PARAGRAPH);
            close_phrase(w, PECIA_PARAGRAPH);
            w->note_depth--;
        }
        if (w->notes_style == TEXT_STYLE_PG) {
            text_draw_table(w);
            text_put_behind(w, "]");
        }
        return PECIA_CARRIED;
    }
    text_draw_table(w);
    text_begin_zone(w);
    w->note_depth++;
    w->state[event->note] |= TEXT_NOTE_DONE;
    pecia_buf_clear(&w->prefix);
    text_add_label(w, &w->prefix, event->note);
    w->labelled = true;
    return w->state[event->note] & TEXT_NOTE_RELABELLED ? PECIA_DEGRADED : PECIA_CARRIED;
}

static uint8_t write_page(text_writer *w, const pecia_event *event) {
    pecia_str n = {NULL, 0};
    bool known = w->host->document->get(w->document, event->node, PECIA_N, &n) && n.size > 0;
    if (known && (w->page_brackets || (w->page_feeds && w->from_text))) {
        if (w->phrase_kind != 0 || w->cells > 0) {
            text_add_solid(w, w->wrap > 0 ? PECIA_STR("[p.\xC2\xA0") : PECIA_STR("[p. "));
            pecia_buf_add_str(&w->phrase, n);
            pecia_buf_add_char(&w->phrase, ']');
        } else {
            text_draw_table(w);
            pecia_buf_clear(&w->phrase);
            pecia_buf_add_text(&w->phrase, "[p. ");
            pecia_buf_add_str(&w->phrase, n);
            pecia_buf_add_char(&w->phrase, ']');
            text_put_block(w, TEXT_SET_LINE);
        }
        return PECIA_DEGRADED;
    }
    if (w->page_feeds && !known && w->phrase_kind == 0 && w->cells == 0 && w->note_depth == 0) {
        w->feeds += w->feeds < 8;
        return PECIA_CARRIED;
    }
    return PECIA_DROPPED;
}

/* True of kinds inside of which a note would end what is open when it is read back. */
static bool holds_no_notes(uint32_t kind) {
    switch (kind) {
    case PECIA_LIST:
    case PECIA_BLOCK_QUOTE:
    case PECIA_CITATION:
    case PECIA_LINE_GROUP:
    case PECIA_SPEECH:
    case PECIA_FIGURE:
    case PECIA_TABLE: return true;
    default: return false;
    }
}

uint8_t text_write_block(text_writer *w, const pecia_event *event) {
    bool enter = event->type == PECIA_ENTER;
    w->containers += holds_no_notes(event->kind) ? (enter ? 1 : (uint32_t)-1) : 0;
    switch (event->kind) {
    case PECIA_DOCUMENT: return PECIA_CARRIED;
    case PECIA_SECTION: w->sections += enter ? 1 : (uint32_t)-1; return PECIA_CARRIED;
    case PECIA_HEADING:
    case PECIA_PARAGRAPH:
    case PECIA_ATTRIBUTION:
    case PECIA_TERM:
    case PECIA_LINE:
    case PECIA_SPEAKER:
    case PECIA_STAGE:
    case PECIA_CODE_BLOCK:
    case PECIA_CAPTION: return write_phrase(w, event);
    case PECIA_BLOCK_QUOTE: return write_block_quote(w, event);
    case PECIA_LIST: return write_list(w, event);
    case PECIA_ITEM:
    case PECIA_DEFINITION: return write_item(w, event);
    case PECIA_LINE_GROUP:
        w->group_fresh = !w->over_verse;
        w->over_verse = false;
        return PECIA_CARRIED;
    case PECIA_TABLE:
        if (w->cells == 0) {
            text_draw_table(w); /* the one before this, or this one at its end */
        }
        return w->cells > 0 ? PECIA_DEGRADED : PECIA_CARRIED;
    case PECIA_ROW: return write_row(w, event);
    case PECIA_CELL: return write_cell(w, event);
    case PECIA_RULE: return write_rule(w);
    case PECIA_NOTE_SLOT: return write_slot(w, event);
    case PECIA_NOTE: return write_note(w, event);
    case PECIA_PAGE_BREAK: return write_page(w, event);
    case PECIA_ANCHOR:
    case PECIA_COLUMN_BREAK:
    case PECIA_MILESTONE: return PECIA_DROPPED;
    case PECIA_CITATION: w->attach = false; return PECIA_CARRIED;
    default: return PECIA_DEGRADED; /* wrappers: MATTER, CITATION, SPEECH, FIGURE, FOREIGN_BLOCK */
    }
}
