/* SPDX-License-Identifier: MIT
 *
 * xhtml_notes.c: marks and bodies of notes (encoding: id on the container, nothing but the mark in the link, the back
 * link first). A mark without a body is no link; a body without a mark is printed with the others.
 */
#include "common/xhtml_writer.h"

#include <stdlib.h>

void xhtml_add_note_id(xhtml_writer *w, pecia_buf *out, uint32_t note) {
    pecia_note entry;
    pecia_note_state state;
    w->host->document->note(w->document, note, &entry, &state);
    pecia_str id = xhtml_get(w, state.body, PECIA_ID);
    uint32_t first = note;
    if (id.size > 0 && xhtml_owns_id(w, state.body, id)) {
        xhtml_add_id(out, id);
    } else if (entry.id.size > 0 && w->host->document->find_id(w->document, entry.id) == 0 &&
               pecia_map_get(&w->note_ids, entry.id, &first) && first == note) {
        xhtml_add_id(out, entry.id);
    } else {
        pecia_buf_add_text(out, "pecia-n");
        pecia_buf_add_number(out, (int64_t)note + 1);
    }
}

static void add_mark_id(pecia_buf *out, uint32_t note, uint32_t which) {
    pecia_buf_add_text(out, "pecia-r");
    pecia_buf_add_number(out, (int64_t)note + 1);
    if (which > 1) {
        pecia_buf_add_char(out, '-');
        pecia_buf_add_number(out, which);
    }
}

/* The label of NOTE as printed, or one that is made for it, in *MADE. */
static pecia_str label_of(const xhtml_writer *w, uint32_t note, char made[16]) {
    pecia_note entry = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
    w->host->document->note(w->document, note, &entry, NULL);
    if (pecia_str_trim(entry.label).size > 0) {
        return pecia_str_trim(entry.label);
    }
    uint64_t at = 16;
    for (uint32_t value = note + 1; value > 0; value /= 10) {
        made[--at] = (char)('0' + value % 10);
    }
    pecia_str label = {made + at, 16 - at};
    return label;
}

/* Adds NOTE to those that wait, unless it is among them or written already. */
static int32_t queue_note(xhtml_writer *w, uint32_t note) {
    if (w->is_queued[note]) {
        return w->status;
    }
    w->is_queued[note] = 1;
    int32_t status = pecia_grow(w->host, w->job, &w->queue, &w->queue_capacity, w->queued + 1, sizeof(*w->queue));
    if (status != PECIA_OK) {
        return w->status = status;
    }
    w->queue[w->queued++] = note;
    return PECIA_OK;
}

static void add_bare_mark(xhtml_writer *w, pecia_buf *out, const pecia_event *event, pecia_str mark) {
    pecia_str id = xhtml_get(w, event->node, PECIA_ID);
    pecia_buf_add_text(out, "<sup class=\"mark\"");
    if (id.size > 0 && xhtml_owns_id(w, event->node, id) && xhtml_emit_id(w, event->node)) {
        pecia_buf_add_text(out, " id=\"");
        xhtml_add_id(out, id);
        pecia_buf_add_char(out, '"');
    }
    pecia_buf_add_text(out, ">[");
    xhtml_escape(out, mark);
    pecia_buf_add_text(out, "]</sup>");
}

static void add_linked_mark(xhtml_writer *w, pecia_buf *out, const pecia_event *event, pecia_str mark, bool made) {
    pecia_str id = xhtml_get(w, event->node, PECIA_ID);
    pecia_note_state state;
    w->host->document->note(w->document, event->note, NULL, &state);
    uint32_t which = ++w->references[event->note];
    which = event->node == state.first_ref ? 1 : which + 1;
    bool own = id.size > 0 && xhtml_owns_id(w, event->node, id) && xhtml_emit_id(w, event->node);
    pecia_buf_add_text(out, own ? "<span id=\"" : "");
    if (own) {
        xhtml_add_id(out, id);
        pecia_buf_add_text(out, "\"></span>");
    }
    pecia_buf_add_text(out, "<sup><a");
    xhtml_type(w, out, "noteref");
    pecia_buf_add_text(out, " role=\"doc-noteref\" id=\"");
    add_mark_id(out, event->note, which);
    pecia_buf_add_text(out, made ? "\" class=\"made\" href=\"" : "\" href=\"");
    pecia_str page = w->hooks->page_of(w->context, state.body);
    pecia_buf_add_str(out, page);
    pecia_buf_add_char(out, '#');
    xhtml_add_note_id(w, out, event->note);
    pecia_buf_add_text(out, "\">");
    xhtml_escape(out, mark);
    pecia_buf_add_text(out, "</a></sup>");
    if (page.size == 0 || w->notes == XHTML_NOTES_END) {
        queue_note(w, event->note);
    }
}

uint8_t xhtml_write_mark(xhtml_writer *w, const pecia_event *event) {
    char made[16];
    pecia_note_state state;
    pecia_str mark = pecia_str_trim(xhtml_get(w, event->node, PECIA_N));
    bool printed = mark.size > 0, linked;
    if (!printed) {
        mark = label_of(w, event->note, made);
        printed = mark.data < made || mark.data >= made + 16;
    }
    w->host->document->note(w->document, event->note, NULL, &state);
    linked = state.body != 0;
    pecia_buf_add_str(&w->out, pecia_fold_solid(&w->fold));
    pecia_buf *out = w->links > 0 && linked ? &w->marks : &w->out; /* no link within a link */
    if (linked) {
        add_linked_mark(w, out, event, mark, !printed);
    } else {
        add_bare_mark(w, out, event, mark);
    }
    return PECIA_CARRIED;
}

/* ---------------------------------------------------------------- bodies */

static void add_back_link(xhtml_writer *w, uint32_t note) {
    char made[16];
    pecia_str label = label_of(w, note, made);
    bool printed = label.data < made || label.data >= made + 16;
    pecia_note_state state;
    w->host->document->note(w->document, note, NULL, &state);
    if (state.first_ref != 0 && !xhtml_is_unseen(w, state.first_ref)) {
        xhtml_markup(w, "<a");
        xhtml_type(w, &w->out, "backlink");
        xhtml_markup(w, " role=\"doc-backlink\" href=\"");
        pecia_buf_add_str(&w->out, w->hooks->page_of(w->context, state.first_ref));
        pecia_buf_add_char(&w->out, '#');
        add_mark_id(&w->out, note, 1);
        xhtml_markup(w, printed ? "\">" : "\" class=\"made\">");
        xhtml_escape(&w->out, label);
        xhtml_markup(w, "</a> ");
    } else if (printed) {
        xhtml_markup(w, "<span");
        xhtml_type(w, &w->out, "backlink");
        xhtml_markup(w, " class=\"note-label\">");
        xhtml_escape(&w->out, label);
        xhtml_markup(w, "</span> ");
    }
}

static const char *begin_body(xhtml_writer *w, uint32_t note) {
    pecia_note entry;
    pecia_note_state state;
    bool at_end = w->notes == XHTML_NOTES_END, aside = w->notes == XHTML_NOTES_PAGE;
    w->host->document->note(w->document, note, &entry, &state);
    xhtml_markup(w, at_end ? "<li" : aside ? "<aside" : "<div");
    xhtml_type(w, &w->out, at_end ? "endnote" : "footnote");
    xhtml_markup(w, at_end ? "" : " role=\"doc-footnote\"");
    xhtml_markup(w, aside || (at_end && !w->is_html) ? " id=\"" : " class=\"note\" id=\"");
    xhtml_add_note_id(w, &w->out, note);
    pecia_buf_add_char(&w->out, '"');
    if (xhtml_emit_id(w, state.body)) {
        pecia_keep_key(w->origins, w->job, state.body, PECIA_ID);
    }
    pecia_keep_key(w->origins, w->job, state.body, PECIA_LANG);
    pecia_keep_key(w->origins, w->job, state.body, PECIA_PLACE);
    pecia_keep_key(w->origins, w->job, state.body, PECIA_RESP);
    pecia_keep_key(w->origins, w->job, state.body, PECIA_TYPE);
    xhtml_language(w, xhtml_get(w, state.body, PECIA_LANG));
    int64_t value;
    if (at_end && pecia_str_number(entry.label, &value) && value > 0 && value < 1000000000) {
        xhtml_number(w, "value", value);
    }
    xhtml_attribute(w, "data-place", entry.place);
    xhtml_attribute(w, "data-resp", entry.resp);
    xhtml_attribute(w, "data-type", entry.type);
    pecia_buf_add_char(&w->out, '>');
    return at_end ? "</li>\n" : aside ? "</aside>\n" : "</div>\n";
}

/* The back link goes into the paragraph that the body begins with, or into one of its own. */
static int32_t write_body(xhtml_writer *w, pecia_cursor *cursor, uint32_t note) {
    const char *close = begin_body(w, note);
    pecia_event *event = w->host->cursor->next(cursor);
    event->outcome = PECIA_CARRIED; /* the note itself */
    xhtml_push(w, event, "");
    const pecia_event *first = w->host->cursor->peek(cursor);
    bool into = first->type == PECIA_ENTER && first->kind == PECIA_PARAGRAPH;
    if (!into) {
        xhtml_markup(w, "<p>");
        add_back_link(w, note);
        xhtml_markup(w, "</p>\n");
    }
    for (uint64_t base = w->count;; into = false) {
        event = w->host->cursor->next(cursor);
        if (event->type == PECIA_END || (event->type == PECIA_EXIT && event->kind == PECIA_NOTE && w->count == base)) {
            break;
        }
        int32_t status = xhtml_write_event(w, cursor, event);
        if (status != PECIA_OK) {
            return status;
        }
        if (into) {
            add_back_link(w, note);
        }
    }
    xhtml_flush_points(w);
    xhtml_pop(w);
    xhtml_markup(w, close);
    w->notes_written++;
    return w->status;
}

static int32_t write_note(xhtml_writer *w, uint32_t note) {
    pecia_note_state state;
    if (!w->host->document->note(w->document, note, NULL, &state) || state.body == 0) {
        return PECIA_OK;
    }
    pecia_cursor *cursor = w->host->cursor->open(w->job, w->document, state.body, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (!cursor) {
        return PECIA_ERR_MEMORY;
    }
    int32_t status = write_body(w, cursor, note);
    w->host->cursor->close(cursor);
    return status;
}

static int by_body(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

int32_t xhtml_order_bodies(xhtml_writer *w) {
    uint32_t count = w->host->document->note_count(w->document);
    uint64_t *bodies = w->host->job->alloc(w->job, ((uint64_t)count + 1) * sizeof(*bodies));
    w->next_body = w->host->job->alloc(w->job, ((uint64_t)count + 1) * sizeof(*w->next_body));
    if (!bodies || !w->next_body) {
        return w->status = PECIA_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < count; i++) {
        pecia_note_state state = {0, 0, 0, 0};
        w->host->document->note(w->document, i, NULL, &state);
        bodies[i] = (uint64_t)state.body << 32 | i;
    }
    qsort(bodies, count, sizeof(*bodies), by_body);
    for (uint32_t i = 0; i < count; i++) {
        w->next_body[(uint32_t)bodies[i]] = (uint32_t)bodies[i + 1 < count ? i + 1 : i];
    }
    return PECIA_OK;
}

/* A note that no mark leads to stays behind the one that it follows in the source's list: the number of that note, or
 * that of NOTE itself when there is none. */
static uint32_t follower_of(xhtml_writer *w, uint32_t note) {
    const pecia_document_api *d = w->host->document;
    uint32_t other = w->next_body[note];
    pecia_note_state own, next;
    if (!d->note(w->document, note, NULL, &own) || !d->note(w->document, other, NULL, &next) || own.body == 0 ||
        next.body == 0 || next.references > 0 || w->is_queued[other] ||
        d->parent(w->document, own.body) != d->parent(w->document, next.body) ||
        (w->notes != XHTML_NOTES_END && w->hooks->page_of(w->context, next.body).size > 0)) {
        return note;
    }
    w->is_queued[other] = 1;
    return other;
}

/* Notes that a body refers to come right behind it: they wait on a pile, the first of them on top. */
static int32_t write_waiting(xhtml_writer *w) {
    uint64_t end = w->queued;
    while (w->written < end && w->status == PECIA_OK) {
        uint64_t height = 0;
        w->status = pecia_grow(w->host, w->job, &w->pile, &w->pile_capacity, 1, sizeof(*w->pile));
        if (w->status == PECIA_OK) {
            w->pile[height++] = w->queue[w->written++];
        }
        while (height > 0 && w->status == PECIA_OK) {
            uint32_t note = w->pile[--height];
            w->status = write_note(w, note);
            uint32_t next = follower_of(w, note);
            uint64_t fresh = w->queued - end;
            if (w->status == PECIA_OK) {
                w->status =
                    pecia_grow(w->host, w->job, &w->pile, &w->pile_capacity, height + fresh + 2, sizeof(*w->pile));
            }
            if (w->status == PECIA_OK && next != note) {
                w->pile[height++] = next;
            }
            for (; w->status == PECIA_OK && w->queued > end; w->queued--) {
                w->pile[height++] = w->queue[w->queued - 1];
            }
        }
    }
    return w->status;
}

/* Writes the notes that wait, then those of REST that no mark led to. */
static int32_t write_all(xhtml_writer *w, const uint32_t *rest, uint64_t count) {
    write_waiting(w);
    for (uint64_t i = 0; i < count && w->status == PECIA_OK; i++) {
        if (!w->is_queued[rest[i]]) {
            queue_note(w, rest[i]);
            write_waiting(w);
        }
    }
    return w->status != PECIA_OK ? w->status : w->out.status;
}

/* True if any of REST has a body and is still to be written. */
static bool is_any_left(const xhtml_writer *w, const uint32_t *rest, uint64_t count) {
    for (uint64_t i = 0; i < count; i++) {
        pecia_note_state state;
        if (!w->is_queued[rest[i]] && w->host->document->note(w->document, rest[i], NULL, &state) && state.body != 0) {
            return true;
        }
    }
    return false;
}

int32_t xhtml_end_page(xhtml_writer *w, const uint32_t *rest, uint64_t count) {
    for (uint64_t i = w->count; i-- > 0;) {
        if (!w->stack[i].closed) {
            xhtml_markup(w, w->stack[i].close);
            w->stack[i].closed = true;
        }
    }
    xhtml_flush_points(w);
    if (w->notes == XHTML_NOTES_END || (w->written == w->queued && !is_any_left(w, rest, count))) {
        return w->status != PECIA_OK ? w->status : w->out.status;
    }
    xhtml_markup(w, "<div class=\"notes\">\n");
    write_all(w, rest, count);
    xhtml_markup(w, "</div>\n");
    return w->status != PECIA_OK ? w->status : w->out.status;
}

int32_t xhtml_write_endnotes(xhtml_writer *w, pecia_str title, const uint32_t *rest, uint64_t count) {
    xhtml_markup(w, "<section");
    xhtml_type(w, &w->out, "endnotes");
    xhtml_markup(w, " role=\"doc-endnotes\" id=\"pecia-notes\">\n<h1 class=\"made\">");
    xhtml_escape(&w->out, title);
    xhtml_markup(w, "</h1>\n<ol class=\"notes\">\n");
    write_all(w, rest, count);
    xhtml_markup(w, "</ol>\n</section>\n");
    return w->status != PECIA_OK ? w->status : w->out.status;
}
