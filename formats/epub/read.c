/* SPDX-License-Identifier: MIT
 *
 * read.c: an EPUB 2 or 3 into the builder: container, package, then the pages in the order of the spine.
 */
#include "common/xhtml_read.h"
#include "common/xml_read.h"
#include "contents.h"
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
    xhtml_toc toc;
    pecia_str *sheets; /* paths of style sheets, those of the manifest first */
    uint64_t sheet_count, sheet_capacity;
    pecia_map sheet_paths;
    pecia_str sheet; /* that is read */
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

static bool take_image(void *context, pecia_str path) {
    epub_reader *r = context;
    uint32_t taken = 0;
    pecia_str name;
    if (pecia_map_get(&r->images, path, &taken) || r->status != PECIA_OK)
        return taken != 0;
    const opf_item *item = opf_item_at(&r->package, path);
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

static bool is_picture(const opf_item *item) {
    return pecia_str_begins(item->media_type, "image/");
}

/* What is no page may name another item that is one. */
static const opf_item *item_in_spine(const epub_reader *r, uint64_t index) {
    enum { TRIES = 8 };
    const opf_item *first = &r->package.items[r->package.spine[index]], *item = first;
    for (uint32_t tries = 0, next; tries < TRIES && !is_page(item); tries++) {
        if (!item->fallback.size || !pecia_map_get(&r->package.by_id, item->fallback, &next))
            return first;
        item = &r->package.items[next];
    }
    return is_page(item) ? item : first;
}

/* The page of a place in the spine; NULL, reported once (in the survey), if there is none to read. */
static const opf_item *page_at(epub_reader *r, uint64_t index, bool say, pecia_str *name) {
    const opf_item *item = item_in_spine(r, index);
    pecia_place place = {item->href, 0, 0};
    if (item->is_nav)
        return NULL;
    if (item->path.data && is_picture(item) && epub_unbox_find(&r->box, item->path, name))
        return item;
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

/* ---------------------------------------------------------------- pictures in the spine */

typedef struct picture {
    pecia_buf words;
    bool script;
} picture;

static int32_t picture_start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                             const xml_attribute *declarations, uint32_t declared) {
    picture *of = context;
    (void)attributes;
    (void)count;
    (void)declarations;
    (void)declared;
    of->script = strcmp(name->local, "style") == 0 || strcmp(name->local, "script") == 0;
    return pecia_buf_add_text(&of->words, " ");
}

static int32_t picture_text(void *context, pecia_str data) {
    picture *of = context;
    return of->script ? PECIA_OK : pecia_buf_add_str(&of->words, data);
}

/* A picture that is a page of its own: its words, where it has some, are what tells of it. */
static int32_t read_picture(epub_reader *r, const opf_item *item, pecia_str name) {
    static const xml_events events = {.start = picture_start, .text = picture_text};
    picture of = {.script = false};
    pecia_buf_init(&of.words, r->host, r->job);
    if (!take_image(r, item->path) || pecia_str_equal(item->path, r->xhtml.cover))
        return r->status;
    if (pecia_str_is(item->media_type, "image/svg+xml")) {
        xml_source source = {
            .host = r->host, .job = r->job, .bytes = pecia_buf_str(&r->image), .member = name, .quiet = true};
        int32_t status = xml_read(&source, &events, &of, NULL);
        if (status != PECIA_OK && status != PECIA_ERR_INPUT)
            return status;
    }
    const pecia_builder_api *b = r->host->builder;
    b->at(r->builder, b->member(r->builder, item->path), 1, 0);
    b->enter(r->builder, PECIA_FIGURE);
    b->leaf(r->builder, PECIA_IMAGE);
    b->set(r->builder, b->last(r->builder), PECIA_SRC, item->path);
    b->set(r->builder, b->last(r->builder), PECIA_ALT, pecia_str_trim(pecia_buf_str(&of.words)));
    return b->leave(r->builder, PECIA_FIGURE);
}

/* What the page is: as guide or landmarks say; a page at the beginning may be called so by its name. */
static uint8_t front_of(const epub_reader *r, const opf_item *item, uint64_t place) {
    static const char *const titles[] = {"titlepage.", "title_page.", "title-page.", "title."};
    uint32_t front = OPF_TEXT;
    if (pecia_map_get(&r->package.front, item->path, &front))
        return (uint8_t)front;
    const char *slash = memrchr(item->path.data, '/', item->path.size);
    pecia_str file = slash ? pecia_str_from(item->path, (uint64_t)(slash - item->path.data) + 1) : item->path;
    if (place < 3 && pecia_str_begins_anycase(file, "cover"))
        return XHTML_FRONT_COVER;
    for (size_t i = 0; place < 5 && i < sizeof titles / sizeof *titles; i++)
        if (pecia_str_begins_anycase(file, titles[i]))
            return XHTML_FRONT_TITLE_PAGE;
    return XHTML_FRONT_NONE;
}

/* Pages are inflated twice, once to see what links where; that is a tenth of the time it takes to parse them. */
static int32_t each_page(epub_reader *r, bool survey, uint64_t *pages) {
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < r->package.spine_count && status == PECIA_OK; i++) {
        pecia_str name;
        const opf_item *item = page_at(r, i, survey, &name);
        if (!item)
            continue;
        if (!is_page(item)) {
            status = survey ? PECIA_OK : read_picture(r, item, name);
            *pages += !survey;
            continue;
        }
        uint64_t unpacked = r->box.unpacked, packed = r->box.packed;
        status = epub_unbox_read(&r->box, name, true, &r->bytes);
        if (status == PECIA_OK && survey) {
            status = xhtml_survey_page(&r->xhtml.survey, item->path, pecia_buf_str(&r->bytes));
            r->box.unpacked = unpacked; /* what is read twice counts once */
            r->box.packed = packed;
        } else if (status == PECIA_OK) {
            r->xhtml.front = front_of(r, item, i);
            status = xhtml_reader_page(&r->xhtml, item->path, pecia_buf_str(&r->bytes));
            (*pages)++;
        }
        if (status == PECIA_OK)
            status = r->status;
    }
    return status;
}

/* ---------------------------------------------------------------- style sheets, navigation */

static void add_sheet(epub_reader *r, pecia_str path) {
    if (!path.data || pecia_map_get(&r->sheet_paths, path, NULL) || r->status != PECIA_OK)
        return;
    r->status = pecia_grow(r->host, r->job, &r->sheets, &r->sheet_capacity, r->sheet_count + 1, sizeof *r->sheets);
    if (r->status == PECIA_OK)
        r->status = pecia_map_put(&r->sheet_paths, path, 1);
    if (r->status == PECIA_OK)
        r->sheets[r->sheet_count++] = path;
}

static void import_sheet(void *context, pecia_str href) {
    epub_reader *r = context;
    pecia_str fragment, name, path = xhtml_resolve(r->host, r->job, r->sheet, href, &fragment);
    pecia_place place = {r->sheet, 0, 0};
    if (path.data && epub_unbox_find(&r->box, path, &name))
        add_sheet(r, name);
    else
        r->host->job->report(r->job, PECIA_WARNING, "css-import", &place,
                             "the style sheet '%.*s' that this one imports is not in the container",
                             (int)(href.size > 80 ? 80 : href.size), href.data);
}

/* What cannot be read of a style sheet is no loss to the text. */
static int32_t read_styles(epub_reader *r) {
    r->xhtml.css.import = import_sheet;
    r->xhtml.css.context = r;
    for (uint64_t i = 0; i < r->package.item_count; i++) {
        const opf_item *item = &r->package.items[i];
        pecia_str name;
        if (pecia_str_is(item->media_type, "text/css") && item->path.data &&
            epub_unbox_find(&r->box, item->path, &name))
            add_sheet(r, name);
    }
    for (uint64_t i = 0; i < r->sheet_count && r->status == PECIA_OK; i++) {
        r->sheet = r->sheets[i];
        r->status = epub_unbox_read(&r->box, r->sheet, true, &r->bytes);
        if (r->status == PECIA_OK)
            r->status = xhtml_css_add(&r->xhtml.css, pecia_buf_str(&r->bytes));
    }
    return r->status;
}

static int32_t read_contents(epub_reader *r, const opf_item *item) {
    pecia_str name;
    if (!item || !item->path.data || !epub_unbox_find(&r->box, item->path, &name))
        return PECIA_OK;
    int32_t status = epub_unbox_read(&r->box, name, true, &r->bytes);
    return status == PECIA_OK ? epub_read_contents(&r->toc, &r->package, item->path, pecia_buf_str(&r->bytes)) : status;
}

/* The navigation of EPUB 3; without one that has entries, the NCX. */
static int32_t read_navigation(epub_reader *r) {
    int32_t status = PECIA_OK;
    const opf_item *ncx = NULL;
    uint32_t named;
    xhtml_toc_init(&r->toc, r->host, r->job);
    for (uint64_t i = 0; i < r->package.item_count && status == PECIA_OK; i++) {
        if (r->package.items[i].is_nav)
            status = read_contents(r, &r->package.items[i]);
        if (pecia_str_is(r->package.items[i].media_type, "application/x-dtbncx+xml"))
            ncx = &r->package.items[i];
    }
    if (r->package.ncx.size && pecia_map_get(&r->package.by_id, r->package.ncx, &named))
        ncx = &r->package.items[named];
    if (status == PECIA_OK && !r->toc.count)
        status = read_contents(r, ncx);
    r->xhtml.toc = &r->toc;
    return status;
}

static int32_t tell_cover(epub_reader *r, pecia_str path) {
    pecia_meta meta = {.key = PECIA_STR("cover-image"), .value = path};
    return r->host->builder->meta(r->builder, &meta);
}

static int32_t read_pages(epub_reader *r) {
    xhtml_files files = {.image = take_image, .context = r};
    uint64_t pages = 0;
    int32_t status = xhtml_reader_init(&r->xhtml, r->host, r->job, r->builder, &files);
    const opf_item *cover = opf_cover(&r->package);
    bool told = cover != NULL;
    if (told)
        r->xhtml.cover = cover->path;
    if (status == PECIA_OK)
        status = check_manifest(r);
    if (status == PECIA_OK)
        status = read_styles(r);
    if (status == PECIA_OK)
        status = read_navigation(r);
    if (status == PECIA_OK)
        status = each_page(r, true, &pages);
    if (status == PECIA_OK)
        status = each_page(r, false, &pages);
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
    return cover && take_image(r, cover->path) ? tell_cover(r, cover->path) : r->status;
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
