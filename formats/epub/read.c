/* SPDX-License-Identifier: MIT
 *
 * read.c: an EPUB 2 or 3 into the builder: container, package, then the pages in the order of the spine.
 */
#include "common/xhtml_read.h"
#include "epub.h"
#include "opf.h"
#include "unbox.h"
#include "unrecord.h"

typedef struct epub_reader {
    const pecia_host *host;
    pecia_job *job;
    pecia_builder *builder;
    epub_unbox box;
    opf_package package;
    pecia_buf bytes;  /* of the page at hand */
    pecia_buf image;  /* of the image */
    pecia_map images; /* paths that were taken in (1) or could not be (0) */
    int32_t status;
    xhtml_reader xhtml;
} epub_reader;

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
    return status == PECIA_OK ? opf_check_encryption(r->host, r->job, pecia_buf_str(&r->bytes)) : status;
}

static int32_t open_package(epub_reader *r) {
    pecia_str path;
    int32_t status = epub_unbox_read(&r->box, PECIA_STR("META-INF/container.xml"), true, &r->bytes);
    if (status == PECIA_OK)
        status = opf_container(r->host, r->job, pecia_buf_str(&r->bytes), &path);
    if (status == PECIA_OK)
        status = epub_unbox_read(&r->box, path, true, &r->bytes);
    if (status == PECIA_OK)
        status = opf_read(&r->package, r->host, r->job, path, pecia_buf_str(&r->bytes));
    return status;
}

/* ---------------------------------------------------------------- images */

static const opf_item *item_at(const opf_package *package, pecia_str path) {
    for (uint64_t i = 0; i < package->item_count; i++)
        if (pecia_str_equal(package->items[i].path, path))
            return &package->items[i];
    return NULL;
}

static bool take_image(void *context, pecia_str path) {
    epub_reader *r = context;
    uint32_t taken = 0;
    pecia_str name;
    if (pecia_map_get(&r->images, path, &taken) || r->status != PECIA_OK)
        return taken != 0;
    const opf_item *item = item_at(&r->package, path);
    bool there = epub_unbox_find(&r->box, path, &name);
    if (there) {
        r->status = epub_unbox_read(&r->box, path, false, &r->image);
        pecia_resource resource = {path, item ? item->media_type : (pecia_str){NULL, 0}, pecia_buf_str(&r->image)};
        if (r->status == PECIA_OK)
            r->status = r->host->builder->resource(r->builder, &resource);
        taken = r->status == PECIA_OK;
    } else {
        pecia_place place = {path, 0, 0};
        r->host->job->report(r->job, PECIA_WARNING, "resource-missing", &place, "this image is not in the container");
    }
    pecia_map_put(&r->images, path, taken);
    return taken != 0;
}

/* ---------------------------------------------------------------- pages */

static bool is_page(const opf_item *item) {
    return pecia_str_is(item->media_type, "application/xhtml+xml") || pecia_str_is(item->media_type, "text/html") ||
           pecia_str_is(item->media_type, "text/x-oeb1-document") || pecia_str_ends(item->path, ".xhtml") ||
           pecia_str_ends(item->path, ".html") || pecia_str_ends(item->path, ".htm");
}

/* The page of a place in the spine; NULL, reported once (in the survey), if there is none to read. */
static const opf_item *page_at(epub_reader *r, uint64_t index, bool say, pecia_str *name) {
    const opf_item *item = &r->package.items[r->package.spine[index]];
    pecia_place place = {item->href, 0, 0};
    if (item->is_nav)
        return NULL;
    if (!item->path.data || !is_page(item)) {
        if (say)
            r->host->job->report(r->job, PECIA_WARNING, "epub.not-a-page", &place,
                                 item->path.data
                                     ? "this item of the spine is no XHTML and was left out"
                                     : "this item of the spine leads out of the container and was left out");
        return NULL;
    }
    if (!epub_unbox_find(&r->box, item->path, name)) {
        if (say)
            r->host->job->report(r->job, PECIA_WARNING, "epub.missing", &place,
                                 "the spine names this page, but it is not in the container");
        return NULL;
    }
    return item;
}

static int32_t check_manifest(epub_reader *r) {
    for (uint64_t i = 0; i < r->package.item_count; i++) {
        const opf_item *item = &r->package.items[i];
        pecia_place place = {item->href, 0, 0};
        if (!item->path.data && !memchr(item->href.data ? item->href.data : "", ':', item->href.size))
            r->host->job->report(r->job, PECIA_WARNING, "epub.bad-name", &place,
                                 "this item of the manifest leads out of the container");
    }
    return PECIA_OK;
}

/* Pages are inflated twice, once to see what links where; that is a tenth of the time it takes to parse them. */
static int32_t each_page(epub_reader *r, bool survey, uint64_t *pages) {
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < r->package.spine_count && status == PECIA_OK; i++) {
        pecia_str name;
        const opf_item *item = page_at(r, i, survey, &name);
        if (!item)
            continue;
        uint64_t unpacked = r->box.unpacked, packed = r->box.packed;
        status = epub_unbox_read(&r->box, name, true, &r->bytes);
        if (status == PECIA_OK && survey) {
            status = xhtml_survey_page(&r->xhtml.survey, item->path, pecia_buf_str(&r->bytes));
            r->box.unpacked = unpacked; /* what is read twice counts once */
            r->box.packed = packed;
        } else if (status == PECIA_OK) {
            status = xhtml_reader_page(&r->xhtml, item->path, pecia_buf_str(&r->bytes));
            (*pages)++;
        }
        if (status == PECIA_OK)
            status = r->status;
    }
    return status;
}

/* What cannot be read of a style sheet is no loss to the text. */
static int32_t read_styles(epub_reader *r) {
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < r->package.item_count && status == PECIA_OK; i++) {
        const opf_item *item = &r->package.items[i];
        pecia_str name;
        if (!pecia_str_is(item->media_type, "text/css") || !item->path.data ||
            !epub_unbox_find(&r->box, item->path, &name))
            continue;
        status = epub_unbox_read(&r->box, name, true, &r->bytes);
        if (status == PECIA_OK)
            status = xhtml_css_add(&r->xhtml.css, pecia_buf_str(&r->bytes));
    }
    return status;
}

static int32_t read_pages(epub_reader *r) {
    xhtml_files files = {.image = take_image, .context = r};
    uint64_t pages = 0;
    int32_t status = xhtml_reader_init(&r->xhtml, r->host, r->job, r->builder, &files);
    if (status == PECIA_OK)
        status = check_manifest(r);
    if (status == PECIA_OK)
        status = read_styles(r);
    if (status == PECIA_OK)
        status = each_page(r, true, &pages);
    if (status == PECIA_OK)
        status = each_page(r, false, &pages);
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
    if (!cover || !take_image(r, cover->path))
        return r->status;
    pecia_meta meta = {.key = PECIA_STR("cover-image"), .value = cover->path};
    return r->host->builder->meta(r->builder, &meta);
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
    int32_t status = epub_unbox_open(&r->box, host, job, input);
    if (status == PECIA_OK) {
        check_mimetype(r);
        status = check_encryption(r);
    }
    if (status == PECIA_OK)
        status = open_package(r);
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
