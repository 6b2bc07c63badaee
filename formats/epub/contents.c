/* SPDX-License-Identifier: MIT
 *
 * contents.c: see contents.h. The words of an entry are complete when the next begins or when its list ends; entries in
 * it come behind its words.
 */
#include "contents.h"

#include "common/xhtml_page.h"
#include "common/xhtml_read.h"
#include "common/xml_read.h"

enum { DEPTH = 32 };
enum nav { NAV_NONE, NAV_TOC, NAV_PAGES, NAV_LANDMARKS };

typedef struct contents {
    xhtml_toc *toc;
    opf_package *package;
    pecia_str path;
    enum nav nav;
    pecia_buf words;
    bool gathers, is_open; /* words are taken; there is an entry to add */
    pecia_str href;
    uint32_t parents[DEPTH], depth; /* entries of the lists that are open */
    uint32_t last;                  /* entry that was added last in the list that is open, by number + 1 */
    uint32_t landmark;              /* enum opf_front */
    pecia_str value;                /* of a page of an NCX */
    uint64_t added;
} contents;

/* Adds the entry that is open. */
static int32_t settle(contents *c) {
    pecia_str fragment = {NULL, 0}, path = {NULL, 0}, words = pecia_str_trim(pecia_buf_str(&c->words));
    if (!c->is_open)
        return PECIA_OK;
    c->is_open = c->gathers = false;
    if (c->href.size)
        path = xhtml_resolve(c->toc->host, c->toc->job, c->path, c->href, &fragment);
    if (c->nav == NAV_LANDMARKS)
        return path.data && c->landmark ? opf_add_front(c->package, path, c->landmark) : PECIA_OK;
    if (c->nav == NAV_PAGES)
        return path.data && (words.size || c->value.size)
                   ? xhtml_toc_add_break(c->toc, words.size ? words : c->value, path, fragment)
                   : PECIA_OK;
    uint32_t number, parent = c->depth && c->depth <= DEPTH ? c->parents[c->depth - 1] : 0;
    int32_t status = xhtml_toc_add(c->toc, words, path, fragment, parent, &number);
    c->last = number + 1;
    c->added++;
    return status;
}

static void open_entry(contents *c, pecia_str href) {
    pecia_buf_clear(&c->words);
    c->is_open = c->gathers = true;
    c->href = pecia_copy(c->toc->host, c->toc->job, href);
    c->value = (pecia_str){NULL, 0};
}

/* Entries that stand in the last one begin. */
static void open_list(contents *c) {
    if (c->depth++ < DEPTH)
        c->parents[c->depth - 1] = c->last;
    c->last = 0;
}

static void close_list(contents *c) {
    if (!c->depth)
        return;
    c->depth--;
    c->last = c->depth < DEPTH ? c->parents[c->depth] : 0;
}

static enum nav nav_of(const xml_attribute *attributes, uint32_t count) {
    pecia_str type = xml_value(attributes, count, "type"), role = xml_value(attributes, count, "role");
    if (xhtml_has_word(type, "page-list") || xhtml_has_word(role, "doc-pagelist"))
        return NAV_PAGES;
    if (xhtml_has_word(type, "landmarks"))
        return NAV_LANDMARKS;
    return !type.size || xhtml_has_word(type, "toc") ? NAV_TOC : NAV_NONE;
}

static int32_t start_xhtml(contents *c, const char *name, const xml_attribute *attributes, uint32_t count) {
    int32_t status = PECIA_OK;
    if (strcmp(name, "nav") == 0) {
        c->nav = nav_of(attributes, count);
        c->depth = 0;
    } else if (c->nav && (strcmp(name, "ol") == 0 || strcmp(name, "ul") == 0)) {
        status = settle(c);
        open_list(c);
    } else if (c->nav && c->depth && (strcmp(name, "a") == 0 || (strcmp(name, "span") == 0 && !c->is_open))) {
        open_entry(c, xml_value(attributes, count, "href"));
        c->landmark = opf_front_of(xml_value(attributes, count, "type"));
    }
    return status;
}

static int32_t start_ncx(contents *c, const char *name, const xml_attribute *attributes, uint32_t count) {
    int32_t status = PECIA_OK;
    bool page = strcmp(name, "pageTarget") == 0;
    if (strcmp(name, "navPoint") == 0 || page) {
        status = settle(c);
        c->nav = page ? NAV_PAGES : NAV_TOC;
        if (!page)
            open_list(c);
        open_entry(c, (pecia_str){NULL, 0});
        c->gathers = false;
        c->value = pecia_copy(c->toc->host, c->toc->job, xml_value(attributes, count, "value"));
    } else if (strcmp(name, "text") == 0) {
        c->gathers = c->is_open;
    } else if (strcmp(name, "content") == 0 && c->is_open) {
        c->href = pecia_copy(c->toc->host, c->toc->job, xml_value(attributes, count, "src"));
    }
    return status;
}

static int32_t start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                     const xml_attribute *declarations, uint32_t declared) {
    contents *c = context;
    (void)declarations;
    (void)declared;
    int32_t status = start_xhtml(c, name->local, attributes, count);
    return status == PECIA_OK ? start_ncx(c, name->local, attributes, count) : status;
}

static int32_t end(void *context, const xml_name *name) {
    contents *c = context;
    bool nav = strcmp(name->local, "nav") == 0, point = strcmp(name->local, "navPoint") == 0;
    if (strcmp(name->local, "a") == 0 || strcmp(name->local, "text") == 0)
        c->gathers = false;
    if (strcmp(name->local, "li") != 0 && strcmp(name->local, "pageTarget") != 0 && !nav && !point)
        return strcmp(name->local, "ol") == 0 && c->nav ? (close_list(c), PECIA_OK) : PECIA_OK;
    int32_t status = settle(c);
    if (point)
        close_list(c);
    if (nav)
        c->nav = NAV_NONE;
    return status;
}

static int32_t text(void *context, pecia_str data) {
    contents *c = context;
    return c->gathers ? pecia_buf_add_str(&c->words, data) : PECIA_OK;
}

int32_t epub_read_contents(xhtml_toc *toc, opf_package *package, pecia_str path, pecia_str bytes) {
    static const xml_events events = {.start = start, .end = end, .text = text};
    contents c = {.toc = toc, .package = package, .path = path};
    xml_source source = {
        .host = toc->host, .job = toc->job, .bytes = bytes, .member = path, .html_entities = true, .quiet = true};
    pecia_buf_init(&c.words, toc->host, toc->job);
    int32_t status = xml_read(&source, &events, &c, NULL);
    if (status != PECIA_ERR_INPUT)
        return status;
    pecia_place place = {path, 0, 0};
    toc->host->job->report(toc->job, PECIA_WARNING, "epub.contents", &place,
                           "the navigation is not well-formed, so titles that only it tells may be missing");
    return PECIA_OK;
}
