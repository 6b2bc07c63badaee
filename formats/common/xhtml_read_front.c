/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_front.c: pages before the text: one that shows nothing but the cover, one that is called the title page.
 */
#include "common/xhtml_reader.h"

enum { TITLE_MOST = 1500, UNTOLD_MOST = 8 };

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

/* A title page repeats what the metadata says; it is kept but it is no part of the text. */
bool xhtml_is_title_page(const xhtml_reader *r, const xhtml_item *item) {
    return xhtml_in_is(r, item, "titlepage", NULL) || xhtml_in_is(r, item, "cover", "doc-cover") ||
           xhtml_in_has_class(r, item, "title-page");
}

/* Counts the words of TEXT that no statement about the document has. */
static uint64_t untold(const xhtml_reader *r, pecia_str text) {
    static const char *const keys[] = {"title", "creator", "contributor", "publisher", "date", "series"};
    uint64_t count = 0;
    for (pecia_str word; (word = pecia_str_word(&text)).size;) {
        bool told = word.size < 4;
        pecia_meta meta;
        for (size_t k = 0; k < sizeof keys / sizeof *keys && !told; k++)
            for (uint32_t i = 0; i < 16 && !told && r->build->meta_get(r->builder, keys[k], i, &meta); i++)
                told = memmem(meta.value.data, meta.value.size, word.data, word.size) != NULL;
        count += !told;
    }
    return count;
}

uint32_t xhtml_front_hide(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    xhtml_in_block(r);
    r->build->enter(r->builder, PECIA_HIDDEN_BLOCK);
    pecia_str words = {NULL, 0};
    uint64_t count = 0;
    for (const xhtml_item *at = item; at < r->page.items + item->end; at++)
        if (at->type == XHTML_TEXT) {
            words = xhtml_page_item_text(&r->page, at);
            count += r->own ? 0 : untold(r, words);
            r->build->text(r->builder, words.data, words.size);
        }
    r->build->leave(r->builder, PECIA_HIDDEN_BLOCK);
    pecia_place place = {r->path, item->line, 0};
    if (count > UNTOLD_MOST)
        r->host->job->report(r->job, PECIA_WARNING, "title-page", &place,
                             "the title page, which is left out, has %llu words that the metadata do not have",
                             (unsigned long long)count);
    return item->end + 1;
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
