/* SPDX-License-Identifier: MIT
 *
 * write.c: writes a document as EPUB 3.3: plan, text, then what can only be said when the text is known.
 */
#include "epub.h"
#include "writer.h"

static const char container[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
    "</rootfiles>\n</container>\n";

static bool is_option(const epub_writer *w, const char *name, const char *value) {
    const char *option = w->host->job->option(w->job, name);
    return option && strcmp(option, value) == 0;
}

static void read_options(epub_writer *w) {
    const char *split = w->host->job->option(w->job, "split");
    w->split = split && split[0] >= '0' && split[0] <= '6' && split[1] == '\0' ? split[0] - '0' : EPUB_SPLIT_AUTO;
    w->xhtml.notes = is_option(w, "notes", "endnotes")  ? XHTML_NOTES_END
                     : is_option(w, "notes", "visible") ? XHTML_NOTES_VISIBLE
                                                        : XHTML_NOTES_PAGE;
    w->most = (uint64_t)w->host->job->option_number(w->job, "split-size", 220) * 1024;
    w->toc_depth = (uint32_t)w->host->job->option_number(w->job, "toc-depth", 6);
    w->with_ncx = w->host->job->option_number(w->job, "ncx", 1) != 0;
    w->with_title_page = w->host->job->option_number(w->job, "title-page", 1) != 0;
    w->with_colophon = w->host->job->option_number(w->job, "colophon", 1) != 0;
    w->xhtml.show_lines = w->host->job->option_number(w->job, "lines", 0) != 0;
}

/* In the order in which each knows what it needs: the cover has the title on it, the package tells of all the others.
 */
static int32_t write_rest(epub_writer *w) {
    int32_t (*const parts[])(epub_writer *) = {epub_write_style,     epub_write_cover,      epub_write_record,
                                               epub_settle_metadata, epub_write_title_page, epub_write_colophon,
                                               epub_write_nav,       epub_write_ncx,        epub_write_package};
    int32_t status = PECIA_OK;
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && status == PECIA_OK; i++) {
        status = parts[i](w);
    }
    return status == PECIA_OK ? epub_box_add(&w->box, "META-INF/container.xml", PECIA_STR(container), true) : status;
}

static int32_t write_book(epub_writer *w) {
    int64_t level = w->host->job->option_number(w->job, "compression", 6);
    int32_t status = epub_box_open(&w->box, w->host, w->job, (int32_t)level);
    if (status == PECIA_OK) {
        status = xhtml_writer_init(&w->xhtml, w->host, w->job, w->document, NULL, w);
    }
    if (status == PECIA_OK) {
        epub_settle_pages(w);
        status = epub_plan(w);
    }
    if (status == PECIA_OK) {
        status = epub_write_pages(w);
    }
    if (status == PECIA_OK) {
        status = write_rest(w);
    }
    if (status == PECIA_OK && w->is_short) {
        status = PECIA_ERR_MEMORY;
    }
    if (status == PECIA_OK) {
        status = epub_box_write(&w->box, w->host->job->timestamp(w->job), w->output);
    }
    epub_box_close(&w->box);
    return status;
}

int32_t epub_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output) {
    epub_writer *w = host->job->alloc(job, sizeof(*w));
    if (!w) {
        return PECIA_ERR_MEMORY;
    }
    w->host = host;
    w->job = job;
    w->document = document;
    w->output = output;
    pecia_buf_init(&w->file, host, job);
    pecia_map_init(&w->image_names, host, job);
    epub_sha1_begin(&w->hash);
    read_options(w);
    int32_t status = write_book(w);
    return status != PECIA_OK ? status : host->output->status(output);
}
