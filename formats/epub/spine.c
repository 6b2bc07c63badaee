/* SPDX-License-Identifier: MIT
 *
 * spine.c: the pages of a book in the order of its spine, and its images.
 */
#include "common/xhtml_charset.h"
#include "common/xml_read.h"
#include "reader.h"

/* ---------------------------------------------------------------- images */

bool epub_read_image(void *context, pecia_str path) {
    epub_reader *r = context;
    uint32_t taken = 0;
    pecia_str name;
    if (pecia_map_get(&r->images, path, &taken) || r->status != PECIA_OK)
        return taken != 0;
    const opf_item *item = opf_item_at(&r->package, path);
    bool there = epub_unbox_find(&r->box, path, &name);
    if (there && opf_is_locked(&r->locks, name)) {
        pecia_place place = {path, 0, 0};
        r->host->job->report(r->job, PECIA_WARNING, "epub.encrypted", &place,
                             "this image is encrypted and was left out");
        pecia_map_put(&r->images, path, 0);
        return false;
    }
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

/* An item as the container has it: named in other letters, or as seen from the container's root. */
static bool find_item(epub_reader *r, opf_item *item, pecia_str *name) {
    pecia_str fragment;
    if (epub_unbox_find(&r->box, item->path, name))
        return true;
    pecia_str path = xhtml_resolve(r->host, r->job, PECIA_STR(""), item->href, &fragment);
    return path.data && epub_unbox_find(&r->box, path, name);
}

static void settle_path(epub_reader *r, opf_item *item) {
    const pecia_job_api *job = r->host->job;
    pecia_place place = {item->href, 0, 0};
    pecia_str name;
    bool remote = item->href.size && memchr(item->href.data, ':', item->href.size);
    if (!item->path.data && !remote) {
        job->report(r->job, PECIA_WARNING, "epub.bad-name", &place,
                    "this item of the manifest leads out of the container");
    } else if (item->path.data && find_item(r, item, &name)) {
        if (!pecia_str_equal(name, item->path))
            job->report(r->job, PECIA_WARNING, "epub.path", &place, "the container calls this item '%.*s'",
                        (int)(name.size > 120 ? 120 : name.size), name.data);
        item->path = name;
    } else if (item->path.data && pecia_str_is(item->media_type, "text/css")) {
        job->report(r->job, PECIA_WARNING, "epub.missing", &place, "this style sheet is not in the container");
    }
}

pecia_str epub_locate(void *context, pecia_str path) {
    epub_reader *r = context;
    pecia_str name;
    return epub_unbox_find(&r->box, path, &name) ? name : path;
}

int32_t epub_settle_paths(epub_reader *r) {
    for (uint64_t i = 0; i < r->package.item_count; i++)
        settle_path(r, &r->package.items[i]);
    return opf_settle_spine(&r->package);
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
    if (!epub_read_image(r, item->path) || pecia_str_equal(item->path, r->xhtml.cover))
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

/* The page in UTF-8. A declaration of another encoding, which is not true any more, becomes a processing instruction
 * without a meaning. */
static int32_t decode(epub_reader *r, pecia_str path, bool say) {
    xhtml_bytes page = {
        .host = r->host, .job = r->job, .bytes = pecia_buf_str(&r->bytes), .member = path, .code = "encoding"};
    int32_t status = xhtml_decode(&page, &r->text);
    pecia_place place = {path, 0, 0};
    if (page.guessed && say)
        r->host->job->report(r->job, PECIA_WARNING, "encoding", &place,
                             "this page is not UTF-8 and says no encoding; it was read as windows-1252");
    bool same = r->text.data >= r->bytes.data && r->text.data < r->bytes.data + r->bytes.size;
    if (status != PECIA_OK || same || !r->text.size)
        return status;
    if (pecia_str_begins(pecia_str_trim(r->text), "<?xml "))
        memcpy((char *)(uintptr_t)pecia_str_trim(r->text).data, "<?was", 5);
    return status;
}

/* Pages are inflated twice, once to see what links where; that is a tenth of the time it takes to parse them. */
int32_t epub_each_page(epub_reader *r, bool survey, uint64_t *pages) {
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
        if (status == PECIA_OK)
            status = decode(r, item->path, survey);
        if (status == PECIA_OK && survey) {
            status = xhtml_survey_page(&r->xhtml.survey, item->path, r->text);
            r->box.unpacked = unpacked; /* what is read twice counts once */
            r->box.packed = packed;
        } else if (status == PECIA_OK) {
            r->xhtml.front = front_of(r, item, i);
            status = xhtml_reader_page(&r->xhtml, item->path, r->text);
            (*pages)++;
        }
        if (status == PECIA_OK)
            status = r->status;
    }
    return status;
}
