/* SPDX-License-Identifier: MIT
 *
 * md_write_marks.c: marks of notes.
 *
 * The first mark of a note is "[^label]"; a note in a note is inline, "^[...]", where it is one line of text. Readers
 * of Markdown show the body again for every "[^label]", so another mark of the same note is an element that names it. A
 * mark without a body is "[30]" in an element; a body without a mark gets a "[^label]" in an element that says that
 * none was printed.
 */
#include "md_writer.h"

/* True if the body of a note can be written "^[...]": as one line of text. */
static bool is_inline_body(const md_writer *w, uint32_t body) {
    return md_shape(w, body, false) == MD_SHAPE_LINE && md_has_words(w, body);
}

/* The mark of a note that is shown by an element: KEEP says how it looks. */
static void element_mark(md_writer *w, uint32_t note, const char *name, pecia_str mark, bool is_repeated) {
    pecia_note entry = {0};
    w->host->document->note(w->document, note, &entry, NULL);
    md_tag_open(w, name, PECIA_NOTE_REF, 0, MD_ATTR_NONE);
    w->tag.size--;
    bool is_missing = *name == 's' && name[1] == 'p'; /* in a span: no body */
    if (is_repeated) {
        md_tag_attribute(w, "data-note", md_note_label(w, note));
    }
    if (is_repeated && is_missing) {
        md_tag_attribute(w, "data-missing", PECIA_STR("1"));
    }
    if (is_missing && entry.id.size > 0) {
        md_tag_attribute(w, "data-note-id", entry.id);
    }
    if (mark.size > 0) {
        md_tag_attribute(w, "data-n", mark);
    }
    if (is_missing && !pecia_str_equal(mark, entry.label)) {
        md_tag_attribute(w, "data-label", entry.label);
    }
    pecia_buf_add_char(&w->tag, '>');
    md_raw(w, pecia_buf_str(&w->tag));
}

/* True if a reader that counts words would count one in MARK. */
static bool is_word(pecia_str mark) {
    while (mark.size > 0) {
        uint32_t c = pecia_str_next(&mark);
        if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
            (c >= 0xAA && c != 0xAB && c != 0xAC && c != 0xAE && c != 0xB6 && c != 0xB7 && c != 0xBB && c != 0xBF &&
             (c < 0x2000 || c > 0x206F))) {
            return true;
        }
    }
    return false;
}

/* Appends MARK as readers see it, in one line. */
static void add_shown(md_writer *w, pecia_str mark) {
    uint64_t from = w->line.size;
    md_escape(&w->line, mark);
    md_fold_from(w, from);
}

static void missing_body(md_writer *w, uint32_t note, pecia_str mark, uint32_t references) {
    pecia_note entry = {0};
    w->host->document->note(w->document, note, &entry, NULL);
    pecia_str shown = mark.size > 0 ? mark : entry.label;
    if (references > 1 && !w->notes[note].is_named) {
        md_note_name(w, note);
    }
    if (!w->is_plain) {
        element_mark(w, note, "span", shown, references > 1);
    }
    md_raw(w, PECIA_STR("\\["));
    bool is_hidden = w->is_plain || w->has_references; /* the mark may be the label of a link */
    if (!is_hidden) {
        w->line.size -= 2;
        pecia_buf_add_char(&w->line, '[');
    }
    add_shown(w, pecia_str_trim(shown).size > 0 ? pecia_str_trim(shown) : PECIA_STR("?"));
    pecia_buf_add_text(&w->line, w->is_plain ? "\\]" : is_hidden ? "\\]</span>" : "]</span>");
    w->notes[note].was_marked = 1;
}

/* The mark of a note in a flavour without notes: a link to the body, in an element that says what it is. */
static void bare_mark(md_writer *w, uint32_t note, pecia_str mark) {
    pecia_str shown = mark.size > 0 ? mark : md_note_label(w, note);
    w->notes[note].was_marked = 1;
    md_note_queue(w, note);
    if (w->is_plain) {
        md_raw(w, PECIA_STR("\\["));
        add_shown(w, shown);
        pecia_buf_add_text(&w->line, "\\]");
        return;
    }
    element_mark(w, note, "sup", mark, true);
    pecia_buf_add_text(&w->line, "<a href=\"#");
    md_note_place(w, &w->line, note);
    pecia_buf_add_text(&w->line, "\">");
    add_shown(w, shown);
    pecia_buf_add_text(&w->line, "</a></sup>");
    w->markup_end = w->line.size;
}

void md_note_ref(md_writer *w, pecia_event *event) {
    pecia_note_state state = {0};
    uint32_t note = event->note;
    if (note >= w->note_count || !w->host->document->note(w->document, note, NULL, &state)) {
        event->outcome = PECIA_DROPPED;
        return;
    }
    pecia_str mark = md_get(w, event->node, PECIA_N);
    if (!w->in_phrase) { /* in a code block: the mark goes to the next phrase */
        pecia_event phrase = {.kind = PECIA_PARAGRAPH};
        md_phrase_begin(w, &phrase);
        md_note_ref(w, event);
        pecia_buf_add_str(&w->held, md_flush(w));
        w->in_phrase = false;
        return;
    }
    if (state.body == 0) {
        missing_body(w, note, mark, state.references);
        return;
    }
    bool is_inner = w->body > 0 || w->in_note > 0;
    md_note_out *out = &w->notes[note];
    if (!out->was_marked && is_inner && state.references == 1 && !out->is_queued && w->in_note < 6 && w->in_code == 0 &&
        (w->syntax & MD_INLINE_NOTES) && !pecia_str_ends(pecia_str_trim(pecia_buf_str(&w->line)), "[") &&
        is_inline_body(w, state.body)) {
        out->was_marked = 1;
        out->is_queued = 1;
        if (w->host->cursor->enter_note(w->cursor, note)) {
            w->comments_behind[w->in_note++] = md_comments_enter(w, state.body);
        }
        return;
    }
    if (!out->is_named) {
        md_note_name(w, note);
    }
    if (!(w->syntax & MD_NOTES)) {
        bare_mark(w, note, mark);
        event->outcome = w->is_plain ? PECIA_DEGRADED : event->outcome;
        return;
    }
    if (out->was_marked) {
        if (w->is_plain) {
            md_raw(w, PECIA_STR("[^"));
            pecia_buf_add_str(&w->line, md_note_label(w, note));
            pecia_buf_add_char(&w->line, ']');
            return;
        }
        element_mark(w, note, "sup", mark, true);
        pecia_str shown = mark.size > 0 && !is_word(mark) ? mark : PECIA_STR("\xE2\x80\xBB");
        add_shown(w, shown);
        pecia_buf_add_text(&w->line, "</sup>");
        return;
    }
    out->was_marked = 1;
    md_raw(w, PECIA_STR("[^"));
    pecia_buf_add_str(&w->line, md_note_label(w, note));
    pecia_buf_add_char(&w->line, ']');
    w->markup_end = w->line.size;
    md_note_queue(w, note);
}

void md_note_slot(md_writer *w, pecia_event *event) {
    pecia_note_state state = {0};
    uint32_t note = event->note;
    if (note >= w->note_count || !w->host->document->note(w->document, note, NULL, &state) || state.references > 0 ||
        state.body == 0 || w->notes[note].was_marked) {
        return;
    }
    if (!w->notes[note].is_named) {
        md_note_name(w, note);
    }
    w->notes[note].was_marked = 1;
    md_note_queue(w, note);
    if (!(w->syntax & MD_NOTES)) {
        md_tag_open(w, "span", PECIA_NOTE_SLOT, 0, MD_ATTR_NONE);
        w->tag.size--;
        md_tag_attribute(w, "data-note", md_note_label(w, note));
        pecia_buf_add_text(&w->tag, "></span>");
        md_raw(w, w->is_plain ? PECIA_STR("") : pecia_buf_str(&w->tag));
        return;
    }
    md_raw(w, w->is_plain ? PECIA_STR("[^") : PECIA_STR("<span data-kind=\"note-slot\">[^"));
    pecia_buf_add_str(&w->line, md_note_label(w, note));
    pecia_buf_add_text(&w->line, w->is_plain ? "]" : "]</span>");
}
