/* SPDX-License-Identifier: MIT
 *
 * md_write_heads.c: what begins the body of a note: what its entry says that its label does not, as an element; and the
 * edges of notes in a line.
 */
#include "md_reader.h"
#include "md_writer.h"

/* What the entry says of the note comes back from it: its keys are kept. Not so "foot", which is not written since
 * notes are there without saying, nor who is responsible, for which TEI has no room behind a name that is none of its
 * own. */
static void keep_keys(const md_writer *w, uint32_t note, bool has_place) {
    static const uint32_t keys[] = {PECIA_ID, PECIA_N, PECIA_TYPE};
    pecia_note_state state = {0};
    w->host->document->note(w->document, note, NULL, &state);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        pecia_keep_key(w->origins, w->job, state.body, keys[i]);
    }
    if (has_place) {
        pecia_keep_key(w->origins, w->job, state.body, PECIA_PLACE);
    }
}

/* What the entry of NOTE says that LABEL does not, as an element to begin its body with; empty for nothing. */
static pecia_str note_entry(md_writer *w, uint32_t note, pecia_str label) {
    pecia_note entry = {0};
    bool is_made = pecia_str_begins(label, "note-");
    pecia_str printed = label.size > 0 && md_is_printed_mark(label) ? label : (pecia_str){NULL, 0};
    pecia_str id = printed.size > 0 || is_made ? (pecia_str){NULL, 0} : label;
    w->host->document->note(w->document, note, &entry, NULL);
    bool differs = !pecia_str_equal(entry.label, printed);
    if (md_is_made_up(entry.id)) { /* as writers of TEI number notes that have no name */
        entry.id = (pecia_str){NULL, 0};
    }
    bool has_id = entry.id.size > 0 && !pecia_str_equal(entry.id, id);
    bool drops_id = entry.id.size == 0 && id.size > 0;
    bool has_place = entry.place.size > 0 && !pecia_str_is(entry.place, "foot");
    if (!w->is_plain) {
        keep_keys(w, note, has_place);
    }
    has_place = has_place && !pecia_str_equal(entry.place, w->note_place);
    bool is_shown = !(w->syntax & MD_NOTES) && label.size > 0; /* the body begins with the mark, as an element */
    if (is_shown && w->is_plain) {
        pecia_buf_clear(&w->tag);
        pecia_buf_add_text(&w->tag, "\\[");
        md_escape(&w->tag, label);
        pecia_buf_add_text(&w->tag, "\\] ");
        return pecia_buf_str(&w->tag);
    }
    if (w->is_plain ||
        (!is_shown && !differs && !has_id && !drops_id && !has_place && !entry.resp.size && !entry.type.size)) {
        return (pecia_str){"", 0};
    }
    md_tag_open(w, "span", PECIA_NOTE, 0, MD_ATTR_NONE);
    w->tag.size--;
    if (entry.id.size > 0) {
        md_tag_attribute(w, "id", entry.id);
    }
    if (entry.label.size > 0) {
        md_tag_attribute(w, "data-n", entry.label);
    }
    if (has_place) {
        md_tag_attribute(w, "data-place", entry.place);
    }
    if (entry.resp.size > 0) {
        md_tag_attribute(w, "data-resp", entry.resp);
    }
    if (entry.type.size > 0) {
        md_tag_attribute(w, "data-type", entry.type);
    }
    pecia_buf_add_char(&w->tag, '>');
    if (is_shown) {
        md_escape(&w->tag, label);
    }
    pecia_buf_add_text(&w->tag, is_shown ? "</span> " : "</span>");
    return pecia_buf_str(&w->tag);
}

void md_note_edge(md_writer *w, const pecia_event *event) {
    if (event->kind != PECIA_NOTE) { /* a paragraph, or what is empty */
        pecia_fold_space(&w->fold);
        return;
    }
    if (event->type == PECIA_ENTER) {
        md_raw(w, PECIA_STR("^["));
        pecia_str said = note_entry(w, event->note, (pecia_str){"", 0});
        pecia_buf_add_str(&w->line, said);
        w->fold.edge = true;
        return;
    }
    w->fold.pending = false;
    w->fold.edge = false;
    pecia_buf_add_char(&w->line, ']');
    w->markup_end = w->line.size;
    w->comment_at = w->comments_behind[--w->in_note];
}

void md_note_head(md_writer *w) {
    if (w->starts_note && w->body > 0) {
        w->starts_note = false;
        md_out_str(w, note_entry(w, w->body - 1, md_note_label(w, w->body - 1)));
    }
}

void md_note_head_alone(md_writer *w) {
    pecia_str said =
        w->starts_note && w->body > 0 ? note_entry(w, w->body - 1, md_note_label(w, w->body - 1)) : PECIA_STR("");
    w->starts_note = false;
    if (said.size > 0) {
        md_block(w);
        md_line_begin(w);
        md_out_str(w, said);
        md_line_end(w);
    }
}

void md_note_head_block(md_writer *w) {
    if (w->starts_note && w->body > 0) {
        w->starts_note = false;
        pecia_str said = note_entry(w, w->body - 1, md_note_label(w, w->body - 1));
        if (said.size > 0) {
            md_line_begin(w);
            md_task(w);
            md_out_str(w, said);
            md_line_end(w);
            md_block(w);
        }
    }
}
