/* SPDX-License-Identifier: MIT
 *
 * write.c: writes a document as one page of HTML (the Living Standard), with the bodies of notes at its end.
 */
#include "common/xhtml_title.h"
#include "common/xhtml_words.h"
#include "html.h"

static pecia_str page_of(void *context, uint32_t node) {
    (void)context;
    (void)node;
    return PECIA_STR("");
}

static int32_t take_heading(void *context, uint32_t level, pecia_str id, pecia_str words) {
    (void)context;
    (void)level;
    (void)id;
    (void)words;
    return PECIA_OK;
}

static int32_t take_page_break(void *context, pecia_str id, pecia_str number) {
    (void)context;
    (void)id;
    (void)number;
    return PECIA_OK;
}

static const xhtml_hooks hooks = {page_of, html_take_image, take_heading, take_page_break};

static void settle(html_writer *w) {
    const char *images = w->host->job->option(w->job, "images");
    pecia_str lang = w->host->document->lang(w->document, 1);
    pecia_buf *kept = &w->xhtml.scratch;
    w->embeds = !images || strcmp(images, "embed") == 0;
    w->xhtml.is_html = true;
    w->xhtml.notes = XHTML_NOTES_END;
    w->xhtml.show_lines = w->host->job->option_number(w->job, "lines", 0) != 0;
    w->title = xhtml_title(w->host, w->document);
    if (xhtml_is_language(lang)) {
        w->xhtml.is_rtl = xhtml_is_rtl(lang);
        pecia_buf_clear(kept);
        xhtml_add_language(kept, lang);
        char *copy = w->host->job->alloc(w->job, kept->size + 1);
        if (copy)
            memcpy(copy, kept->data, kept->size);
        w->lang = (pecia_str){copy, copy ? kept->size : 0};
    }
}

static int32_t put(html_writer *w, pecia_buf *buf) {
    int32_t status = buf->status != PECIA_OK ? buf->status : w->host->output->write(w->output, buf->data, buf->size);
    pecia_buf_clear(buf);
    return status;
}

static int32_t write_text(html_writer *w) {
    const pecia_host *host = w->host;
    pecia_cursor *cursor = host->cursor->open(w->job, w->document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    int32_t status = cursor ? PECIA_OK : PECIA_ERR_MEMORY;
    for (uint64_t i = 1; status == PECIA_OK; i++) {
        pecia_event *event = host->cursor->next(cursor);
        if (event->type == PECIA_END)
            break;
        status = xhtml_write_event(&w->xhtml, cursor, event);
        if (status == PECIA_OK && (i & 4095) == 0)
            status = host->job->proceed(w->job);
    }
    return status == PECIA_OK ? xhtml_end_page(&w->xhtml, NULL, 0) : status;
}

/* All notes, in the order of the table: those whose marks were met come first. */
static int32_t write_notes(html_writer *w) {
    const pecia_document_api *d = w->host->document;
    uint32_t count = d->note_count(w->document), bodies = 0;
    uint32_t *all = w->host->job->alloc(w->job, ((uint64_t)count + 1) * sizeof *all);
    pecia_note_state state;
    if (!all)
        return PECIA_ERR_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        all[i] = i;
        bodies += d->note(w->document, i, NULL, &state) && state.body != 0;
    }
    pecia_str title = pecia_str_of(xhtml_word(w->lang, XHTML_WORD_NOTES));
    return bodies > 0 ? xhtml_write_endnotes(&w->xhtml, title, all, count) : PECIA_OK;
}

int32_t html_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output) {
    html_writer *w = host->job->alloc(job, sizeof *w);
    if (!w)
        return PECIA_ERR_MEMORY;
    w->host = host;
    w->job = job;
    w->document = document;
    w->output = output;
    pecia_buf_init(&w->head, host, job);
    int32_t status = xhtml_writer_init(&w->xhtml, host, job, document, &hooks, w);
    if (status == PECIA_OK) {
        settle(w);
        status = html_add_head(w);
    }
    xhtml_begin_page(&w->xhtml, 0);
    if (status == PECIA_OK) {
        html_add_title(w);
        pecia_buf_add_text(&w->head, "<main>\n");
        status = put(w, &w->head);
    }
    if (status == PECIA_OK)
        status = write_text(w);
    if (status == PECIA_OK)
        status = write_notes(w);
    pecia_buf_add_text(&w->xhtml.out, "</main>\n</body>\n</html>\n");
    return status == PECIA_OK ? put(w, &w->xhtml.out) : status;
}
