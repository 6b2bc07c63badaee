/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_manners.c: how others set page numbers and verse.
 */
#include "common/xhtml_reader.h"

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
