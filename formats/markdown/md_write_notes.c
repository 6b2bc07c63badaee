/* SPDX-License-Identifier: MIT
 *
 * md_write_notes.c: the bodies of notes: definitions at the end, behind their section or behind their block.
 */
#include "md_writer.h"

void md_note_queue(md_writer *w, uint32_t note) {
    if (w->notes[note].is_queued) {
        return;
    }
    w->notes[note].is_queued = 1;
    if (pecia_grow(w->host, w->job, &w->queue, &w->queue_capacity, w->queue_count + 1, sizeof *w->queue) < 0) {
        md_fail(w, PECIA_ERR_MEMORY);
        return;
    }
    w->queue[w->queue_count++] = note;
}

/* Opens what holds BODY, that of NOTE: a definition, or an element where there are none. */
static md_frame *open_body(md_writer *w, uint32_t note, uint32_t body) {
    if (w->syntax & MD_NOTES) {
        pecia_buf_clear(&w->flushed);
        pecia_buf_add_text(&w->flushed, "[^");
        pecia_buf_add_str(&w->flushed, md_note_label(w, note));
        pecia_buf_add(&w->flushed, "]: ", 4); /* with its end */
        return md_frame_open(w, PECIA_NOTE, MD_HOW_SIGN, body, w->flushed.data ? w->flushed.data : "", "    ");
    }
    if (w->is_plain) {
        md_frame *frame = md_frame_open(w, PECIA_NOTE, MD_HOW_PASS, body, "", "");
        return frame;
    }
    pecia_buf_clear(&w->flushed);
    md_note_place(w, &w->flushed, note);
    md_tag_open(w, "div", 0, 0, MD_ATTR_NONE);
    w->tag.size--;
    md_tag_attribute(w, "id", pecia_buf_str(&w->flushed));
    md_tag_attribute(w, "data-kind", PECIA_STR("note-body"));
    md_tag_attribute(w, "data-note", md_note_label(w, note));
    pecia_buf_add_char(&w->tag, '>');
    md_line_begin(w);
    md_out_str(w, pecia_buf_str(&w->tag));
    md_line_end(w);
    md_frame *frame = md_frame_open(w, PECIA_NOTE, MD_HOW_HTML, body, "", "");
    if (frame) {
        frame->is_started = 1;
    }
    return frame;
}

/* Writes the definition of NOTE. */
static void definition(md_writer *w, uint32_t note) {
    pecia_note_state state = {0};
    pecia_cursor *outer = w->cursor;
    w->host->document->note(w->document, note, NULL, &state);
    w->cursor = w->host->cursor->open(w->job, w->document, state.body, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (!w->cursor) {
        w->cursor = outer;
        md_fail(w, PECIA_ERR_MEMORY);
        return;
    }
    md_block(w);
    if (open_body(w, note, state.body)) {
        uint32_t sections = w->sections, closed = w->closed;
        w->body = note + 1;
        w->starts_note = true;
        w->sections = 0;
        w->closed = 0;
        md_comment_place behind = md_comments_enter(w, state.body);
        md_walk(w);
        w->comment_at = behind;
        md_note_head_alone(w);
        md_remarks_block(w);
        w->body = 0;
        if (md_frame_top(w)->how == MD_HOW_HTML) {
            md_block(w);
            md_line_begin(w);
            md_out_text(w, "</div>");
            md_line_end(w);
        }
        w->sections = sections;
        w->closed = closed;
        md_frame_close(w);
    }
    w->host->cursor->close(w->cursor);
    w->cursor = outer;
}

/* Writes the definitions that are wanted. */
static void write_definitions(md_writer *w) {
    while (w->queue_at < w->queue_count && w->status == PECIA_OK) {
        definition(w, w->queue[w->queue_at++]);
    }
}

static bool is_paragraph_of_points(const md_writer *w, uint32_t node) {
    return w->host->document->kind(w->document, node) == PECIA_PARAGRAPH && md_holds_points(w, node);
}

/* The node behind NODE among the blocks of sections; 0 at the end of these, or of what is no section. */
static uint32_t next_block(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t next = md_passes(w, node) ? d->first_child(w->document, node) : 0;
    while (node && !next) {
        next = d->next_sibling(w->document, node);
        uint32_t parent = d->parent(w->document, node);
        bool goes_on = parent && (d->kind(w->document, parent) == PECIA_SECTION || md_passes(w, parent) ||
                                  is_paragraph_of_points(w, parent));
        node = goes_on ? parent : 0;
    }
    return next;
}

/* True if NODE, a point, stands before a section: to a reader it ends the section before, whose notes come first. */
static bool is_before_section(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t most = 64; /* blocks that are looked at */
    do {
        node = next_block(w, node);
    } while (node && most-- > 0 && d->kind(w->document, node) != PECIA_SECTION &&
             (md_is_point(d->kind(w->document, node)) || md_passes(w, node) || md_is_empty(w, node) ||
              is_paragraph_of_points(w, node)));
    return node && d->kind(w->document, node) == PECIA_SECTION;
}

void md_notes_turn(md_writer *w, const pecia_event *event, bool is_before) {
    bool is_turn = w->where == MD_AT_BLOCK
                       ? !is_before && (event->type != PECIA_ENTER || event->kind == PECIA_TABLE ||
                                        event->kind == PECIA_CODE_BLOCK) /* which are written as a whole */
                       : (event->kind == PECIA_SECTION && (is_before || event->type == PECIA_EXIT)) ||
                             (is_before && event->node && md_is_point(event->kind));
    if (!is_turn || w->queue_at == w->queue_count || w->body > 0 || w->in_note > 0 || w->in_phrase ||
        (w->where == MD_AT_SECTION && event->kind != PECIA_SECTION && !is_before_section(w, event->node))) {
        return;
    }
    for (uint64_t i = 0; i < w->frame_count; i++) { /* bodies stand at the top, between blocks */
        const md_frame *frame = &w->frames[i];
        bool is_top = frame->how == MD_HOW_PASS ? frame->kind != PECIA_LINE_GROUP && frame->kind != PECIA_TABLE
                                                : frame->kind == PECIA_SECTION && frame->how == MD_HOW_SIGN;
        if (!is_top || (w->verse_open && w->where == MD_AT_BLOCK)) {
            return;
        }
    }
    pecia_buf waiting = w->remarks; /* to a reader these stand behind the block, and so behind its notes */
    pecia_buf_init(&w->remarks, w->host, w->job);
    write_definitions(w);
    w->remarks = waiting;
    md_remarks_block(w);
}

/* True if NODE lies in matter that is no part of the text. */
static bool is_hidden(const md_writer *w, uint32_t node) {
    return md_within(w, node, PECIA_HIDDEN_BLOCK) != 0;
}

/* True if the only mark of a note, whose STATE this is, stands in its own body. */
static bool marks_itself(const md_writer *w, const pecia_note_state *state) {
    return state->references == 1 && state->body != 0 && md_lies_in(w, state->first_ref, state->body);
}

/* Writes the body of NOTE, whose mark was not met. */
static void queue_unmarked(md_writer *w, uint32_t note) {
    w->notes[note].was_marked = 1;
    md_note_name(w, note);
    md_note_queue(w, note);
}

/* Writes the places of the notes that nothing marks: before all bodies, since to a reader they are no part of these. */
static void write_slots(md_writer *w) {
    pecia_event phrase = {.kind = PECIA_PARAGRAPH};
    for (uint32_t note = 0; note < w->note_count && w->status == PECIA_OK; note++) {
        pecia_note_state state = {0};
        w->host->document->note(w->document, note, NULL, &state);
        if (state.references == 0 && state.body != 0 && !w->notes[note].was_marked && !is_hidden(w, state.body)) {
            pecia_event slot = {.kind = PECIA_NOTE_SLOT, .note = note};
            if (w->where == MD_AT_SECTION) { /* behind the notes of the last section, not in it */
                md_sections_settle(w, 0);
            }
            md_phrase_begin(w, &phrase);
            md_note_slot(w, &slot);
            md_phrase_end(w);
            if (w->where == MD_AT_BLOCK) {
                write_definitions(w);
            }
        } else if (!w->notes[note].was_marked && marks_itself(w, &state) && !is_hidden(w, state.body)) {
            queue_unmarked(w, note); /* keeps its turn */
        }
    }
}

void md_notes_end(md_writer *w) {
    pecia_event phrase = {.kind = PECIA_PARAGRAPH};
    md_remarks_block(w);
    write_slots(w);
    write_definitions(w);
    for (uint32_t note = 0; note < w->note_count && w->status == PECIA_OK; note++) {
        pecia_note_state state = {0};
        w->host->document->note(w->document, note, NULL, &state);
        if (!w->notes[note].was_marked && state.body != 0 && !is_hidden(w, state.body)) {
            queue_unmarked(w, note); /* its mark stands in what was not shown */
            write_definitions(w);
        }
    }
    if (w->held.size > 0 && w->status == PECIA_OK) {
        md_phrase_begin(w, &phrase);
        md_phrase_end(w);
    }
}
