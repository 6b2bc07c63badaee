/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_front.c: pages before the text: one that shows nothing but the cover, one that is called the title page.
 */
#include "common/xhtml_reader.h"

enum { TITLE_MOST = 1500 };

/* Bytes of the words on the page; *IMAGE is its only image, 0 where there is none or several. */
static uint64_t weigh(const xhtml_reader *r, uint32_t body, uint32_t *image) {
    const xhtml_page *page = &r->page;
    uint64_t words = 0, images = 0;
    for (uint32_t i = body; i < page->items[body].end; i++) {
        const xhtml_item *item = &page->items[i];
        if (item->type == XHTML_TEXT)
            words += pecia_str_trim(xhtml_page_item_text(page, item)).size;
        bool is_image = item->type == XHTML_START && (item->tag == XHTML_img || item->tag == XHTML_image);
        images += is_image;
        *image = is_image ? i : *image;
    }
    *image = images == 1 ? *image : 0;
    return words;
}

bool xhtml_front_skips(xhtml_reader *r, uint32_t body) {
    uint32_t image = 0;
    pecia_str fragment, path;
    if (r->own || r->is_single || weigh(r, body, &image) > 0 || !image)
        return false;
    const xhtml_item *item = &r->page.items[image];
    pecia_str src = xhtml_in_value(r, item, item->tag == XHTML_image ? XHTML_KEY_HREF : XHTML_KEY_SRC);
    path = xhtml_survey_resolve(&r->survey, r->path, src, &fragment);
    bool same = path.data && r->cover.size && pecia_str_equal(path, r->cover);
    if (!path.data || (!same && (r->front != XHTML_FRONT_COVER || r->cover.size)))
        return false;
    if (!same && !r->files->image(r->files->context, path))
        return false;
    r->cover = path;
    return true;
}

/* An element of the page says of itself that it is the title page: it is known without us. */
static bool says_itself(const xhtml_reader *r, uint32_t body) {
    for (uint32_t i = body; i < r->page.items[body].end; i++)
        if (r->page.items[i].type == XHTML_START && xhtml_is_title_page(r, &r->page.items[i]))
            return true;
    return false;
}

void xhtml_front_begin(xhtml_reader *r, uint32_t body) {
    uint32_t image = 0;
    r->front_node = 0;
    if (r->own || r->front != XHTML_FRONT_TITLE_PAGE || says_itself(r, body))
        return;
    uint64_t words = weigh(r, body, &image);
    if (words == 0 || words > TITLE_MOST)
        return;
    r->entry = 0;
    r->on_page = false;
    r->front_node = xhtml_open_section(r, 1, 0);
    if (r->front_node)
        r->build->set(r->builder, r->front_node, PECIA_TYPE, PECIA_STR("titlepage"));
}

void xhtml_front_end(xhtml_reader *r) {
    if (r->front_node && r->status == PECIA_OK)
        xhtml_leave_section(r, r->front_node);
    r->front_node = 0;
}
