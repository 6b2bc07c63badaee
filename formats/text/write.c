/* SPDX-License-Identifier: MIT
 *
 * write.c: walks a document and writes it as plain text; the notes that had no place of their own come last.
 */
#include "text.h"
#include "writer.h"

static bool is_inline(uint32_t kind) {
    switch (kind) {
    case PECIA_TEXT:
    case PECIA_SOFT_BREAK:
    case PECIA_LINE_BREAK:
    case PECIA_LINE_BEGINNING:
    case PECIA_EMPHASIS:
    case PECIA_STRONG:
    case PECIA_STYLE:
    case PECIA_CODE:
    case PECIA_LINK:
    case PECIA_IMAGE:
    case PECIA_QUOTE:
    case PECIA_CITE:
    case PECIA_BIBL:
    case PECIA_NOTE_REF:
    case PECIA_SPAN:
    case PECIA_FOREIGN_INLINE: return true;
    default: return false;
    }
}

/* The next note that waits to be written: those that were referred to, and at the end those that nothing refers to. */
static bool enter_next_note(text_writer *w) {
    while (w->written < w->queued) {
        uint32_t note = w->queue[w->written++];
        if (!(w->state[note] & TEXT_NOTE_DONE) && w->host->cursor->enter_note(w->cursor, note)) {
            return true;
        }
    }
    for (; w->end_notes && w->unreferenced < w->notes; w->unreferenced++) {
        pecia_note_state state;
        w->host->document->note(w->document, w->unreferenced, NULL, &state);
        if (state.body != 0 && !(w->state[w->unreferenced] & TEXT_NOTE_DONE) &&
            w->host->cursor->enter_note(w->cursor, w->unreferenced++)) {
            return true;
        }
    }
    return false;
}

/* True at the end of the body: what follows, a licence say, is no part of the text that the notes belong to. */
static bool ends_body(const text_writer *w, const pecia_event *event) {
    pecia_str role = {NULL, 0};
    if (event->kind != PECIA_MATTER || event->type != PECIA_EXIT) {
        return false;
    }
    w->host->document->get(w->document, event->node, PECIA_ROLE, &role);
    return pecia_str_is(role, "body");
}

static void write_event(text_writer *w, pecia_event *event) {
    bool last = event->type == PECIA_EXIT && event->kind == PECIA_DOCUMENT;
    bool note_over = event->type == PECIA_EXIT && event->kind == PECIA_NOTE;
    event->outcome = is_inline(event->kind) ? text_write_inline(w, event) : text_write_block(w, event);
    if (last) {
        w->end_notes = true;
    }
    bool section = w->written < w->queued && ((event->kind == PECIA_SECTION && w->by_section) || ends_body(w, event));
    if (w->note_depth == 0 && w->cells == 0 && (last || section || (note_over && w->emptying))) {
        w->emptying = enter_next_note(w);
    }
}

static bool is_option(const text_writer *w, const char *name, const char *value) {
    const char *option = w->host->job->option(w->job, name);
    return option && strcmp(option, value) == 0;
}

static void read_options(text_writer *w) {
    const char *wrap = w->host->job->option(w->job, "wrap");
    int64_t columns = 0;
    if (wrap && pecia_str_number(pecia_str_of(wrap), &columns) && columns >= 20 && columns <= 10000) {
        w->wrap = (uint32_t)columns;
    }
    w->plain_headings = is_option(w, "headings", "plain");
    w->page_brackets = is_option(w, "pages", "bracket");
    w->page_feeds = is_option(w, "pages", "auto");
    w->heading_wanted = is_option(w, "notes-heading", "word");
    w->image_words = is_option(w, "images", "words");
    w->underscores = strcmp(w->host->document->source_format(w->document), "text") == 0;
    w->language = w->host->document->lang(w->document, 1);
}

int32_t text_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output) {
    text_writer *w = host->job->alloc(job, sizeof(*w));
    pecia_event *event;
    if (!w) {
        return PECIA_ERR_MEMORY;
    }
    w->host = host;
    w->job = job;
    w->document = document;
    w->output = output;
    pecia_buf_init(&w->phrase, host, job);
    pecia_buf_init(&w->row, host, job);
    pecia_buf_init(&w->prefix, host, job);
    read_options(w);
    w->status = text_make_labels(w);
    w->cursor = host->cursor->open(job, document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (!w->cursor) {
        return PECIA_ERR_MEMORY;
    }
    for (uint64_t i = 0; w->status == PECIA_OK; i++) {
        event = host->cursor->next(w->cursor);
        if (event->type == PECIA_END) {
            break;
        }
        write_event(w, event);
        if ((i & 4095) == 0 && w->status == PECIA_OK) {
            w->status = host->job->proceed(job);
        }
    }
    if (w->status == PECIA_OK && w->last != TEXT_LAST_NOTHING) {
        w->status = host->output->write(output, "\n", 1);
    }
    return w->status != PECIA_OK ? w->status : host->output->status(output);
}
