/* SPDX-License-Identifier: MIT
 *
 * read.c: an EPUB 2 or 3 into the builder: container, package, then the pages in the order of the spine.
 */
#include "epub.h"
#include "reader.h"
#include "unrecord.h"

static void check_mimetype(epub_reader *r) {
    pecia_str name;
    if (epub_unbox_find(&r->box, PECIA_STR("mimetype"), &name) &&
        epub_unbox_read(&r->box, name, true, &r->bytes) == PECIA_OK &&
        pecia_str_is(pecia_str_trim(pecia_buf_str(&r->bytes)), "application/epub+zip"))
        return;
    r->host->job->report(r->job, PECIA_WARNING, "epub.no-mimetype", NULL,
                         "the container does not begin with the media type of EPUB");
}

static int32_t check_encryption(epub_reader *r) {
    pecia_str name;
    if (!epub_unbox_find(&r->box, PECIA_STR("META-INF/encryption.xml"), &name))
        return PECIA_OK;
    int32_t status = epub_unbox_read(&r->box, name, true, &r->bytes);
    return status == PECIA_OK ? opf_read_locks(&r->locks, r->host, r->job, pecia_buf_str(&r->bytes)) : status;
}

/* The path of the package document: where container.xml says, else the only thing in the container that looks like one.
 */
static int32_t find_package(epub_reader *r, pecia_str *path) {
    pecia_str container = PECIA_STR("META-INF/container.xml"), name;
    pecia_place place = {container, 0, 0};
    const char *why = "the container has no such file";
    path->data = NULL;
    if (epub_unbox_find(&r->box, container, &name)) {
        int32_t status = epub_unbox_read(&r->box, name, true, &r->bytes);
        if (status == PECIA_OK)
            status = opf_container(r->host, r->job, pecia_buf_str(&r->bytes), path);
        if (status != PECIA_OK && status != PECIA_ERR_INPUT)
            return status;
        why = status != PECIA_OK ? "this is not well-formed XML" : "it does not say where the package document is";
        if (path->data && epub_unbox_find(&r->box, *path, &name)) {
            *path = name;
            return PECIA_OK;
        }
        if (path->data)
            why = "the package document that it names is not in the container";
    }
    *path = epub_unbox_ending(&r->box, ".opf");
    r->host->job->report(r->job, path->data ? PECIA_WARNING : PECIA_ERROR, "epub.no-package", &place,
                         path->data ? "%s; '%.*s' was taken" : "%s, and there is none by its name", why,
                         (int)(path->size > 120 ? 120 : path->size), path->data ? path->data : "");
    return path->data ? PECIA_OK : PECIA_ERR_INPUT;
}

static int32_t open_package(epub_reader *r) {
    pecia_str path;
    int32_t status = find_package(r, &path);
    if (status == PECIA_OK)
        status = epub_unbox_read(&r->box, path, true, &r->bytes);
    return status == PECIA_OK ? opf_read(&r->package, r->host, r->job, path, pecia_buf_str(&r->bytes)) : status;
}

static int32_t tell_cover(epub_reader *r, pecia_str path) {
    pecia_meta meta = {.key = PECIA_STR("cover-image"), .value = path};
    return r->host->builder->meta(r->builder, &meta);
}

static int32_t read_pages(epub_reader *r) {
    xhtml_files files = {.image = epub_read_image, .context = r};
    uint64_t pages = 0;
    int32_t status = xhtml_reader_init(&r->xhtml, r->host, r->job, r->builder, &files);
    r->xhtml.survey.locate = epub_locate;
    r->xhtml.survey.context = r;
    const opf_item *cover = opf_cover(&r->package);
    bool told = cover != NULL;
    if (told)
        r->xhtml.cover = cover->path;
    if (status == PECIA_OK)
        status = opf_check_locks(&r->locks, &r->package);
    if (status == PECIA_OK)
        status = epub_read_styles(r);
    if (status == PECIA_OK)
        status = epub_read_navigation(r);
    if (status == PECIA_OK)
        status = epub_each_page(r, true, &pages);
    if (status == PECIA_OK)
        status = epub_each_page(r, false, &pages);
    if (status == PECIA_OK && r->xhtml.cover.size && !told)
        status = tell_cover(r, r->xhtml.cover); /* which only the page of the cover tells */
    if (status == PECIA_OK)
        status = xhtml_reader_finish(&r->xhtml);
    if (status == PECIA_OK && !pages)
        r->host->job->report(r->job, PECIA_WARNING, "epub.no-pages", NULL,
                             "the spine of the book has no page that can be read");
    return status;
}

/* The cover is no part of the text; a book that is written again has it. */
static int32_t take_cover(epub_reader *r) {
    const opf_item *cover = opf_cover(&r->package);
    return cover && epub_read_image(r, cover->path) ? tell_cover(r, cover->path) : r->status;
}

/* What the user said is known before the package is told, and told of the header's fields. */
static int32_t read_record(epub_reader *r) {
    pecia_str name;
    if (!r->package.record.size || !epub_unbox_find(&r->box, r->package.record, &name))
        return PECIA_OK;
    int32_t status = epub_unbox_read(&r->box, name, true, &r->bytes);
    return status == PECIA_OK ? epub_unrecord(r->host, r->job, r->builder, pecia_buf_str(&r->bytes), name) : status;
}

int32_t epub_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    epub_reader *r = host->job->alloc(job, sizeof *r);
    if (!r)
        return PECIA_ERR_MEMORY;
    r->host = host;
    r->job = job;
    r->builder = builder;
    pecia_buf_init(&r->bytes, host, job);
    pecia_buf_init(&r->image, host, job);
    pecia_map_init(&r->images, host, job);
    pecia_map_init(&r->sheet_paths, host, job);
    int32_t status = epub_unbox_open(&r->box, host, job, input);
    if (status == PECIA_OK) {
        check_mimetype(r);
        status = check_encryption(r);
    }
    if (status == PECIA_OK)
        status = open_package(r);
    if (status == PECIA_OK)
        status = epub_settle_paths(r);
    if (status == PECIA_OK)
        status = read_record(r);
    if (status == PECIA_OK)
        status = opf_tell(&r->package, builder);
    if (status == PECIA_OK)
        status = take_cover(r);
    if (status == PECIA_OK)
        status = read_pages(r);
    epub_unbox_close(&r->box);
    return status;
}
