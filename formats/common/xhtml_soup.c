/* SPDX-License-Identifier: MIT
 *
 * xhtml_soup.c: pages that are no well-formed XML, read by gumbo as browsers would (HTML, section 13.2).
 */
#include <gumbo.h>

#include "common/xhtml_page.h"

static pecia_str element_name(const GumboElement *element) {
    if (element->tag != GUMBO_TAG_UNKNOWN)
        return pecia_str_of(gumbo_normalized_tagname(element->tag));
    GumboStringPiece piece = element->original_tag;
    gumbo_tag_from_original_text(&piece);
    return (pecia_str){piece.data, piece.length};
}

static void start(xhtml_page *page, const GumboElement *element) {
    page->line = element->start_pos.line;
    xhtml_page_start(page, element_name(element));
    for (unsigned i = 0; i < element->attributes.length; i++) {
        const GumboAttribute *attribute = element->attributes.data[i];
        xhtml_page_attribute(page, (pecia_str){"", 0}, pecia_str_of(attribute->name), pecia_str_of(attribute->value));
    }
}

static bool is_element(const GumboNode *node) {
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

/* Down, along and up the tree without recursion: a node knows its parent and its place in it. */
static void walk(xhtml_page *page, const GumboNode *root) {
    const GumboNode *node = root;
    for (;;) {
        const GumboNode *child = NULL;
        if (is_element(node)) {
            start(page, &node->v.element);
            child = node->v.element.children.length ? node->v.element.children.data[0] : NULL;
            if (!child)
                xhtml_page_end(page);
        } else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
                   node->type == GUMBO_NODE_CDATA) {
            xhtml_page_text(page, pecia_str_of(node->v.text.text));
        }
        while (!child) {
            if (node == root)
                return;
            const GumboVector *siblings = &node->parent->v.element.children;
            if (node->index_within_parent + 1 < siblings->length) {
                child = siblings->data[node->index_within_parent + 1];
            } else {
                node = node->parent;
                xhtml_page_end(page);
            }
        }
        node = child;
    }
}

/* gumbo frees its tree by recursion, so a page that nests too deep is not given to it. Elements that never nest are not
 * counted. */
static bool nests_too_deep(pecia_str bytes) {
    static const char *const flat[] = {"p",    "br",   "hr",    "img", "li", "td", "th",    "tr",
                                       "meta", "link", "input", "col", "dt", "dd", "option"};
    int64_t depth = 0;
    for (const char *at = bytes.data, *end = bytes.data + bytes.size;
         (at = memchr(at, '<', (size_t)(end - at))) != NULL;) {
        at++;
        uint64_t size = 0;
        while (at + size < end && size < 8 && ((at[size] | 0x20) >= 'a' && (at[size] | 0x20) <= 'z'))
            size++;
        if (at < end && *at == '/' && depth > 0)
            depth--;
        bool counts = size > 0;
        for (size_t i = 0; i < sizeof flat / sizeof *flat; i++)
            counts = counts && !(strlen(flat[i]) == size && memcmp(flat[i], at, size) == 0);
        depth += counts;
        if (depth > 5000)
            return true;
    }
    return false;
}

int32_t xhtml_page_repair(xhtml_page *page, pecia_str bytes) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    if (bytes.size > UINT32_MAX / 2 || nests_too_deep(bytes))
        return page->host->job->limit_met(page->job, PECIA_LIMIT_DEPTH, NULL);
    GumboOutput *output = gumbo_parse_with_options(&options, bytes.data, bytes.size);
    if (!output)
        return PECIA_ERR_MEMORY;
    if (output->root)
        walk(page, output->root);
    gumbo_destroy_output(&options, output);
    return page->status;
}
