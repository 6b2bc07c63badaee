/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_manners.c: how others set notes, page numbers and verse: empty anchors beside marks and before bodies
 * (Project Gutenberg), back links in a span (encyclopedias), lists of notes without a name, numbers of pages as text.
 */
#include "common/xhtml_reader.h"

static const xhtml_item *skip_blank(const xhtml_reader *r, const xhtml_item *item) {
    bool blank = item->type == XHTML_TEXT && pecia_str_trim(xhtml_page_item_text(&r->page, item)).size == 0;
    return item + blank;
}

static bool is_empty_anchor(const xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    return item->type == XHTML_START && (item->tag == XHTML_a || item->tag == XHTML_span) && item->end == index + 1 &&
           !xhtml_in_value(r, item, XHTML_KEY_HREF).size;
}

pecia_str xhtml_place_id(const xhtml_reader *r, const xhtml_item *item) {
    pecia_str id = xhtml_in_value(r, item, XHTML_KEY_ID);
    return id.size || item->tag != XHTML_a ? id : xhtml_in_value(r, item, XHTML_KEY_NAME);
}

pecia_str xhtml_anchor_before(const xhtml_reader *r, uint32_t index) {
    bool there = index >= 2 && r->page.items[index - 1].type == XHTML_END && is_empty_anchor(r, index - 2);
    return there ? xhtml_place_id(r, &r->page.items[index - 2]) : (pecia_str){NULL, 0};
}

bool xhtml_is_anchor_of_mark(xhtml_reader *r, uint32_t index) {
    const xhtml_item *next = &r->page.items[index] + 2;
    return !r->own && is_empty_anchor(r, index) && next->type == XHTML_START && next->tag == XHTML_a &&
           xhtml_is_mark(r, index + 2);
}

bool xhtml_is_note_key(xhtml_reader *r, pecia_str id, uint32_t *note) {
    return id.size && pecia_map_get(&r->notes, xhtml_in_key(r, r->path, id), note);
}

/* The body of a note may have its identifier on an anchor that it begins with: a paragraph, an item, or a division that
 * says that it is a note. */
pecia_str xhtml_body_id(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index], *at = item + 1;
    pecia_str id = xhtml_in_value(r, item, XHTML_KEY_ID);
    bool division =
        item->tag == XHTML_div && (xhtml_in_has_class(r, item, "footnote") || xhtml_in_has_class(r, item, "endnote"));
    if (xhtml_is_note_key(r, id, NULL) || r->own ||
        (item->tag != XHTML_p && item->tag != XHTML_li && item->tag != XHTML_dd && !division))
        return id;
    for (int i = 0; i < 4; i++, at++) {
        at = skip_blank(r, at);
        if (at->type != XHTML_START)
            break;
        pecia_str inner = xhtml_place_id(r, at);
        if (xhtml_is_note_key(r, inner, NULL))
            return inner;
    }
    return id;
}

bool xhtml_lists_notes(xhtml_reader *r, uint32_t index) {
    const xhtml_item *first = skip_blank(r, &r->page.items[index + 1]);
    return first->type == XHTML_START && first->tag == XHTML_li &&
           xhtml_is_note_key(r, xhtml_in_value(r, first, XHTML_KEY_ID), NULL);
}

bool xhtml_holds_back_links(const xhtml_reader *r, const xhtml_item *item) {
    return r->in_notes && !r->own && item->tag == XHTML_span && xhtml_in_has_class(r, item, "mw-cite-backlink");
}

bool xhtml_is_page_number(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const classes[] = {"pagenum", "pageno", "pagenumber", "page-number"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (!r->own && item->tag == XHTML_span && xhtml_in_has_class(r, item, classes[i]))
            return true;
    return false;
}

/* "Pg 12", "p. xiv", "12": the last word. */
pecia_str xhtml_page_number(pecia_str words) {
    pecia_str last = words, next;
    while ((next = pecia_str_word(&words)).size)
        last = next;
    return last;
}

bool xhtml_is_stanza(const xhtml_reader *r, const xhtml_item *item) {
    return !r->own && xhtml_in_has_class(r, item, "stanza");
}

bool xhtml_is_poem(const xhtml_reader *r, const xhtml_item *item) {
    return !r->own && item->tag == XHTML_div &&
           (xhtml_in_has_class(r, item, "poem") || xhtml_in_has_class(r, item, "poetry"));
}
