/* SPDX-License-Identifier: MIT
 *
 * xhtml_write.c: from events to the page: the stack of open elements, text, beginning and end of a page.
 */
#include "common/xhtml_writer.h"

int32_t xhtml_writer_init(xhtml_writer *w, const pecia_host *host, pecia_job *job, const pecia_document *document,
                          const xhtml_hooks *hooks, void *context) {
    uint32_t notes = host->document->note_count(document);
    pecia_note entry;
    w->host = host;
    w->origins = pecia_origins_of(host);
    w->job = job;
    w->document = document;
    w->hooks = hooks;
    w->context = context;
    pecia_buf_init(&w->out, host, job);
    pecia_buf_init(&w->heading, host, job);
    pecia_buf_init(&w->points, host, job);
    pecia_buf_init(&w->marks, host, job);
    pecia_buf_init(&w->scratch, host, job);
    pecia_map_init(&w->note_ids, host, job);
    w->references = host->job->alloc(job, ((uint64_t)notes + 1) * sizeof(*w->references));
    w->is_queued = host->job->alloc(job, (uint64_t)notes + 1);
    if (!w->references || !w->is_queued) {
        return w->status = PECIA_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < notes && w->status == PECIA_OK; i++) {
        if (host->document->note(document, i, &entry, NULL) && entry.id.size > 0 &&
            !pecia_map_get(&w->note_ids, entry.id, NULL)) {
            w->status = pecia_map_put(&w->note_ids, entry.id, i);
        }
    }
    return w->status == PECIA_OK ? xhtml_order_bodies(w) : w->status;
}

xhtml_open *xhtml_top(xhtml_writer *w) {
    return w->count > 0 ? &w->stack[w->count - 1] : NULL;
}

xhtml_open *xhtml_push(xhtml_writer *w, const pecia_event *event, const char *close) {
    int32_t status = pecia_grow(w->host, w->job, &w->stack, &w->capacity, w->count + 1, sizeof(*w->stack));
    if (status != PECIA_OK) {
        w->status = status;
        return NULL;
    }
    xhtml_open *open = &w->stack[w->count++];
    memset(open, 0, sizeof(*open));
    open->node = event->node;
    open->kind = event->kind;
    open->close = close;
    return open;
}

void xhtml_pop(xhtml_writer *w) {
    xhtml_open *open = &w->stack[--w->count];
    if (!open->closed) {
        if (open->math) {
            xhtml_markup(w, "</");
            xhtml_markup(w, open->math);
            xhtml_markup(w, ">");
        }
        xhtml_markup(w, open->close);
        if (open->wrap) {
            xhtml_markup(w, open->wrap);
        }
    }
}

static bool is_inline(uint8_t kind) {
    return kind == PECIA_EMPHASIS || kind == PECIA_STRONG || kind == PECIA_STYLE || kind == PECIA_CODE ||
           kind == PECIA_LINK || kind == PECIA_QUOTE || kind == PECIA_CITE || kind == PECIA_BIBL ||
           kind == PECIA_SPAN || kind == PECIA_FOREIGN_INLINE;
}

static void write_text(xhtml_writer *w, pecia_str text) {
    pecia_str run, words = text;
    if (w->code > 0) {
        xhtml_escape(&w->out, text);
    } else {
        while (pecia_fold_run(&w->fold, &text, &run)) {
            xhtml_escape(&w->out, run);
        }
    }
    if (w->in_heading) {
        while (pecia_fold_run(&w->heading_fold, &words, &run)) {
            pecia_buf_add_str(&w->heading, run);
        }
    }
}

static uint8_t write_leaf(xhtml_writer *w, const pecia_event *event) {
    switch (event->kind) {
    case PECIA_TEXT: write_text(w, event->text); return PECIA_CARRIED;
    case PECIA_SOFT_BREAK: xhtml_soft_break(w); return PECIA_CARRIED;
    case PECIA_LINE_BREAK:
        xhtml_markup(w, "<br/>");
        pecia_fold_block(&w->fold);
        pecia_fold_space(&w->heading_fold);
        return PECIA_CARRIED;
    case PECIA_NOTE_REF: return xhtml_write_mark(w, event);
    case PECIA_RULE: return xhtml_enter_block(w, event);
    case PECIA_IMAGE: return xhtml_write_inline(w, event);
    default: return xhtml_write_point(w, event);
    }
}

static void leave_inline(xhtml_writer *w) {
    xhtml_close_inline(w);
    const xhtml_open *open = xhtml_top(w);
    uint8_t kind = open->kind;
    bool was_link = kind == PECIA_LINK && open->shape == 1;
    xhtml_pop(w);
    w->code -= kind == PECIA_CODE && w->code > 0;
    if (was_link && --w->links == 0 && w->marks.size > 0) {
        pecia_buf_add_str(&w->out, pecia_buf_str(&w->marks));
        pecia_buf_clear(&w->marks);
    }
}

int32_t xhtml_write_event(xhtml_writer *w, pecia_cursor *cursor, pecia_event *event) {
    w->cursor = cursor;
    if (event->type == PECIA_LEAF) {
        event->outcome = write_leaf(w, event);
    } else if (event->type == PECIA_ENTER) {
        event->outcome = is_inline(event->kind) ? xhtml_write_inline(w, event) : xhtml_enter_block(w, event);
    } else if (event->type == PECIA_EXIT && w->count > 0) {
        if (is_inline(event->kind)) {
            leave_inline(w);
        } else {
            xhtml_leave_block(w, event);
        }
    }
    return w->status != PECIA_OK ? w->status : w->out.status;
}

void xhtml_begin_page(xhtml_writer *w, uint32_t level) {
    pecia_buf_clear(&w->out);
    w->tags_from = w->tags_end = 0;
    pecia_fold_block(&w->fold);
    w->page_level = level;
    w->has_h1 = false;
}
