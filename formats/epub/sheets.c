/* SPDX-License-Identifier: MIT
 *
 * sheets.c: the style sheets of a book and its navigation.
 */
#include "contents.h"
#include "reader.h"

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
int32_t epub_read_styles(epub_reader *r) {
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
int32_t epub_read_navigation(epub_reader *r) {
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
