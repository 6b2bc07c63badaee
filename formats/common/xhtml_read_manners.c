/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_manners.c: how others set page numbers, verse and quotations.
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
    return !r->own && (xhtml_in_has_class(r, item, "stanza") || xhtml_in_has_class(r, item, "line-block"));
}

bool xhtml_is_poem(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const classes[] = {"poem", "poetry", "verse", "lyrics", "song"};
    bool may_be = item->tag == XHTML_div || item->tag == XHTML_blockquote || item->tag == XHTML_section;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (!r->own && may_be && xhtml_in_has_class(r, item, classes[i]))
            return true;
    return false;
}

/* ---------------------------------------------------------------- quotations */

/* One of the classes of ITEM is WORD, whatever its case, or begins with it: "Extract-first", "ext1". */
static bool is_called(const xhtml_reader *r, const xhtml_item *item, const char *word) {
    pecia_str names = xhtml_in_value(r, item, XHTML_KEY_CLASS), name;
    while ((name = pecia_str_word(&names)).size) {
        pecia_str rest = pecia_str_from(name, strlen(word));
        if (pecia_str_begins_anycase(name, word) && (!rest.size || strchr("-_0123456789", rest.data[0])))
            return true;
    }
    return false;
}

static bool is_any(const xhtml_reader *r, const xhtml_item *item, const char *const *words) {
    for (; *words; words++)
        if (is_called(r, item, *words))
            return true;
    return false;
}

bool xhtml_is_attribution(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const words[] = {"text-author",     "attribution",     "epigraph-attribution",
                                        "epigraph-author", "epigraph-source", "quote-source",
                                        "quote-author",    "attrib",          NULL};
    return !r->own && item->tag == XHTML_p && is_any(r, item, words);
}

bool xhtml_is_quotation(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const words[] = {"blockquote", "blockquot", "block-quote", "block_quote", "block-quotation",
                                        "epigraph",   "extract",   "ext",         "excerpt",     "quotation",
                                        "quote",      "longquote", "bq",          "MsoQuote",    "MsoIntenseQuote",
                                        NULL};
    bool div = item->tag == XHTML_div;
    if (r->own || (!div && item->tag != XHTML_p) || xhtml_is_attribution(r, item))
        return false;
    if (!is_any(r, item, words) && !(div && xhtml_in_has_class(r, item, "cite")) &&
        !xhtml_in_is(r, item, "epigraph", NULL))
        return false;
    for (const xhtml_item *at = item; div && at < r->page.items + item->end; at++)
        if (at->type == XHTML_START && (at->tag == XHTML_blockquote || (at->tag >= XHTML_h1 && at->tag <= XHTML_h6)))
            return false;
    return true;
}

bool xhtml_is_citation(const xhtml_reader *r, const xhtml_item *item) {
    const xhtml_item *at = item + 1, *end = r->page.items + item->end;
    while (at < end && at->type == XHTML_TEXT && !pecia_str_trim(xhtml_page_item_text(&r->page, at)).size)
        at++;
    if (xhtml_in_has_class(r, item, "citation"))
        return true;
    if (r->own || at >= end || at->type != XHTML_START || at->tag != XHTML_blockquote)
        return false;
    for (at = r->page.items + at->end; at < end; at++)
        if (at->type == XHTML_START && at->tag == XHTML_figcaption)
            return true;
    return false;
}

static bool parts_lines(const xhtml_reader *r, const xhtml_item *item) {
    return item->type == XHTML_END || item->tag == XHTML_br || item->tag == XHTML_span ||
           xhtml_tag_class(item->tag) == XHTML_CLASS_BLOCK || item->type == XHTML_COMMENT || r->own;
}

bool xhtml_is_whole_line(const xhtml_reader *r, const xhtml_item *item) {
    const xhtml_item *at = r->page.items + item->end + 1, *last = r->page.items + r->page.count;
    while (at < last && at->type == XHTML_TEXT && !pecia_str_trim(xhtml_page_item_text(&r->page, at)).size)
        at++;
    return at >= last || (at->type != XHTML_TEXT && parts_lines(r, at));
}
