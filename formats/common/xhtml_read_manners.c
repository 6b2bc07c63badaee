/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_manners.c: how others set page numbers, verse, quotations, notes within the text and links to headings.
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
    static const char *const classes[] = {"stanza", "line-block", "linegroup",  "line-group",
                                          "lg",     "strophe",    "verse-group"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (!r->own && xhtml_in_has_class(r, item, classes[i]))
            return true;
    return false;
}

bool xhtml_is_poem(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const classes[] = {"poem", "poetry", "verse", "lyrics", "song"};
    bool may_be = item->tag == XHTML_div || item->tag == XHTML_blockquote || item->tag == XHTML_section;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (!r->own && may_be && xhtml_in_has_class(r, item, classes[i]))
            return true;
    return false;
}

bool xhtml_is_box(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const types[] = {"note", "tip", "warning", "caution", "important", "sidebar", "example"};
    static const char *const classes[] = {"admonition", "admonitionblock", "sidebar", "callout", "boxed-text"};
    pecia_str type = xhtml_in_value(r, item, XHTML_KEY_DATA_TYPE);
    bool box = item->tag == XHTML_aside;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        box = box || pecia_str_is(type, types[i]);
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        box = box || xhtml_in_has_class(r, item, classes[i]);
    return box && !r->own && (item->tag == XHTML_aside || item->tag == XHTML_div);
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
    static const char *const words[] = {"text-author",     "text_author",
                                        "attribution",     "epigraph-attribution",
                                        "epigraph-author", "epigraph-source",
                                        "quote-source",    "quote-author",
                                        "attrib",          NULL};
    return !r->own && item->tag == XHTML_p && is_any(r, item, words);
}

bool xhtml_is_quotation(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const words[] = {"blockquote", "blockquot", "block-quote", "block_quote",     "block-quotation",
                                        "epigraph",   "extract",   "ext",         "excerpt",         "quotation",
                                        "quote",      "zitat",     "epigraphe",   "epigrafe",        "citazione",
                                        "longquote",  "bq",        "MsoQuote",    "MsoIntenseQuote", NULL};
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

/* ---------------------------------------------------------------- notes within the text */

const char *xhtml_inline_note(const xhtml_reader *r, const xhtml_item *item) {
    static const struct {
        const char *name, *place;
    } manners[] = {{"sidenote", "margin"},        /* Tufte's pages */
                   {"marginnote", "margin"},      /* without a number */
                   {"ltx_role_footnote", "foot"}, /* LaTeXML */
                   {"ltx_role_endnote", "end"},
                   {"modern-footnotes-footnote__note", "foot"}};
    if (r->own || (item->tag != XHTML_span && item->tag != XHTML_OTHER))
        return NULL;
    if (item->tag == XHTML_OTHER) /* Distill */
        return pecia_str_is(xhtml_page_item_name(&r->page, item), "d-footnote") ? "foot" : NULL;
    for (size_t i = 0; i < sizeof manners / sizeof *manners; i++)
        if (xhtml_in_has_class(r, item, manners[i].name))
            return manners[i].place;
    return NULL;
}

pecia_str xhtml_inline_label(xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    for (uint32_t i = index + 1; i < items[index].end && i < index + 4; i++)
        if (items[i].type == XHTML_START && xhtml_in_has_class(r, &items[i], "ltx_note_mark"))
            return xhtml_in_words(r, &items[i]);
    return (pecia_str){NULL, 0};
}

bool xhtml_is_note_switch(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const names[] = {"margin-toggle", "ltx_note_mark", "ltx_tag_note", "ltx_note_type",
                                        "modern-footnotes-footnote"};
    for (size_t i = 0; !r->own && i < sizeof names / sizeof *names; i++)
        if (xhtml_in_has_class(r, item, names[i]))
            return true;
    return false;
}

/* ---------------------------------------------------------------- links to headings */

bool xhtml_is_permalink(xhtml_reader *r, const xhtml_item *item) {
    static const char *const names[] = {"headerlink",    "anchor",        "permalink",
                                        "header-anchor", "anchorjs-link", "hash-link"};
    bool named = false;
    if (r->own || !pecia_str_begins(xhtml_in_value(r, item, XHTML_KEY_HREF), "#"))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        named = named || xhtml_in_has_class(r, item, names[i]);
    pecia_str words = xhtml_in_words(r, item);
    return named && (words.size == 0 || pecia_str_is(words, "#") || pecia_str_is(words, "\u00b6") ||
                     pecia_str_is(words, "\u00a7") || pecia_str_is(words, "\U0001f517"));
}
