/* SPDX-License-Identifier: MIT
 *
 * md_write.c: writes Markdown: sets up the writer and walks the document. See md_writer.h.
 */
#include "md_write.h"

#include "md_writer.h"

/* True if KIND is a phrase or an inline: its events go to md_write_inline() while a phrase is open. */
static bool is_inline(uint32_t kind) {
    switch (kind) {
    case PECIA_TEXT:
    case PECIA_SOFT_BREAK:
    case PECIA_LINE_BREAK:
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

void md_walk(md_writer *w) {
    const pecia_cursor_api *c = w->host->cursor;
    uint32_t count = 0;
    pecia_event *event = c->next(w->cursor);
    while (w->status == PECIA_OK && event->type != PECIA_END) {
        if (event->type != PECIA_EXIT) {
            event->outcome = w->is_plain && md_tag_says(w, event->node) ? PECIA_DEGRADED : PECIA_CARRIED;
        }
        if (w->where != MD_AT_END && event->type == PECIA_EXIT) { /* what a section ends with comes behind its notes */
            md_notes_turn(w, event, true);
        }
        if (w->comment_count > 0) {
            md_comments_before(w, event);
        }
        if (w->where != MD_AT_END && event->type != PECIA_EXIT) {
            md_notes_turn(w, event, true);
        }
        pecia_event was = *event;
        if (is_inline(event->kind) || (md_is_point(event->kind) && w->in_phrase)) {
            md_write_inline(w, event);
        } else if (md_is_point(event->kind)) {
            md_write_point(w, event);
        } else {
            md_write_block(w, event);
        }
        if (w->where != MD_AT_END) {
            md_notes_turn(w, &was, false);
        }
        if (++count % 8192 == 0) {
            md_fail(w, w->host->job->proceed(w->job));
        }
        event = c->next(w->cursor);
    }
}

static bool is_chosen(const md_writer *w, const char *option, const char *value) {
    const char *said = w->host->job->option(w->job, option);
    return said && strcmp(said, value) == 0;
}

/* The option "wrap". */
static int32_t read_wrap(md_writer *w) {
    const char *wrap = w->host->job->option(w->job, "wrap");
    int64_t width = 0;
    if (!wrap || strcmp(wrap, "keep") == 0) {
        return PECIA_OK;
    }
    if (is_chosen(w, "wrap", "none") || is_chosen(w, "wrap", "sentence")) {
        w->wrap = *wrap == 'n' ? MD_WRAP_NONE : MD_WRAP_SENTENCE;
        return PECIA_OK;
    }
    if (!pecia_str_number(pecia_str_of(wrap), &width) || width < 20 || width > 100000) {
        w->host->job->report(w->job, PECIA_ERROR, "option-value", NULL,
                             "markdown:wrap=%s is none of keep, none, sentence and a number from 20 to 100000", wrap);
        return PECIA_ERR_USAGE;
    }
    w->wrap = (uint32_t)width;
    return PECIA_OK;
}

static int32_t begin(md_writer *w) {
    pecia_buf *buffers[] = {&w->prefix, &w->pending, &w->line,   &w->flushed, &w->code,
                            &w->tag,    &w->held,    &w->labels, &w->remarks};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        pecia_buf_init(buffers[i], w->host, w->job);
    }
    pecia_buf_init(&w->links_end, w->host, w->job);
    w->syntax = md_flavour(w->host, w->job);
    w->is_plain = is_chosen(w, "html", "none");
    w->is_setext = is_chosen(w, "headings", "setext");
    w->has_references = is_chosen(w, "links", "reference");
    w->where = is_chosen(w, "notes", "section") ? MD_AT_SECTION
               : is_chosen(w, "notes", "block") ? MD_AT_BLOCK
                                                : MD_AT_END;
    int32_t status = read_wrap(w);
    status = status < 0 ? status : md_targets(w);
    status = status < 0 ? status : md_comments(w);
    return status < 0 ? status : md_notes_init(w);
}

int32_t md_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output) {
    md_writer *w = host->job->alloc(job, sizeof *w);
    if (!w) {
        return PECIA_ERR_MEMORY;
    }
    w->host = host;
    w->origins = pecia_origins_of(host);
    w->job = job;
    w->document = document;
    w->output = output;
    const char *source = host->document->source_format(document);
    w->is_own = source && strcmp(source, "markdown") == 0;
    w->status = begin(w);
    w->cursor = host->cursor->open(job, document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (w->status < 0 || !w->cursor) {
        return w->status < 0 ? w->status : PECIA_ERR_MEMORY;
    }
    md_frame *top = md_frame_open(w, PECIA_DOCUMENT, MD_HOW_PASS, 1, "", "");
    md_write_yaml(w);
    if (top && w->status == PECIA_OK) {
        md_walk(w);
    }
    if (w->status == PECIA_OK) {
        md_notes_end(w);
        md_out(w, "\n", w->verse_open ? 1 : 0);
        w->verse_open = false;
        md_links_end(w);
    }
    if (w->lost_signs > 0) {
        host->job->report(job, PECIA_WARNING, "markdown-emphasis", NULL,
                          "%u stretches of emphasis are plain text: where they stand Markdown has no sign for them",
                          w->lost_signs);
    }
    return w->status < 0 ? w->status : host->output->status(output);
}
