/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_display.c: what style sheets hide, and phrases that they set as blocks (CSS Display 3, 2).
 *
 * Nobody who reads the book sees what is hidden, so it is no text; but headings and notes are, since reading systems
 * show them in their own way.
 */
#include "common/xhtml_reader.h"

static bool keeps(xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    for (uint32_t i = index; i < items[index].end; i++) {
        if (items[i].type != XHTML_START)
            continue;
        pecia_str id = xhtml_in_value(r, &items[i], XHTML_KEY_ID);
        if ((items[i].tag >= XHTML_h1 && items[i].tag <= XHTML_h6) || items[i].tag == XHTML_body ||
            items[i].tag == XHTML_br || xhtml_is_typed_note(r, &items[i]) || xhtml_prints_notes(r, &items[i]))
            return true;
        if (id.size && pecia_map_get(&r->survey.notes, xhtml_place(r->host, r->job, r->path, id), NULL))
            return true;
    }
    return false;
}

static bool holds_words(const xhtml_reader *r, const xhtml_item *item) {
    for (const xhtml_item *at = item; at < r->page.items + item->end; at++)
        if (at->type == XHTML_TEXT && pecia_str_trim(xhtml_page_item_text(&r->page, at)).size)
            return true;
    return false;
}

static uint32_t bits_of(xhtml_reader *r, const xhtml_item *item) {
    bool told = r->css.displays || xhtml_in_value(r, item, XHTML_KEY_STYLE).size;
    return told && !r->own ? xhtml_in_look(r, item).bits & CSS_BITS : 0;
}

/* True if a phrase that is set as a block stands behind something else in its block. */
static bool breaks_before(const xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    for (uint32_t i = index; i-- > 0;) {
        if (items[i].type == XHTML_TEXT && !pecia_str_trim(xhtml_page_item_text(&r->page, &items[i])).size)
            continue;
        return items[i].type == XHTML_TEXT || (items[i].type == XHTML_END && items[i].tag != XHTML_br);
    }
    return false;
}

bool xhtml_read_display(xhtml_reader *r, uint32_t index, uint32_t *next) {
    const xhtml_item *item = &r->page.items[index];
    uint32_t bits = bits_of(r, item), class_ = xhtml_tag_class(item->tag);
    if ((bits & CSS_HIDDEN) && class_ != XHTML_CLASS_VOID && item->end > index + 1 && !r->in_notes &&
        !keeps(r, index)) {
        r->hidden += holds_words(r, item);
        *next = item->end + 1;
        return true;
    }
    if (!(bits & CSS_BLOCK) || class_ != XHTML_CLASS_INLINE || item->end == index + 1)
        return false;
    xhtml_in *top = xhtml_in_top(r);
    if (top->wraps && !top->lines)
        xhtml_in_block(r);
    else if (!top->lines && breaks_before(r, index))
        r->build->leaf(r->builder, PECIA_LINE_BREAK);
    return false;
}

void xhtml_end_display(xhtml_reader *r, const xhtml_item *end) {
    const xhtml_item *item = end + 1, *last = r->page.items + r->page.count;
    xhtml_in *top = xhtml_in_top(r);
    if (r->own || xhtml_tag_class(end->tag) != XHTML_CLASS_INLINE || !r->css.displays ||
        !(bits_of(r, &r->page.items[end->end]) & CSS_BLOCK))
        return;
    if (top->wraps && !top->lines) {
        xhtml_in_block(r);
        return;
    }
    while (item < last && item->type == XHTML_TEXT && !pecia_str_trim(xhtml_page_item_text(&r->page, item)).size)
        item++;
    bool more = item < last && (item->type == XHTML_TEXT || (item->type == XHTML_START && item->tag != XHTML_br &&
                                                             !(bits_of(r, item) & CSS_BLOCK)));
    if (!top->lines && more)
        r->build->leaf(r->builder, PECIA_LINE_BREAK);
}
