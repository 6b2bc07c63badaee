/* SPDX-License-Identifier: MIT
 *
 * md_headings.c: headings, and what is said at their start of themselves and of their sections. See md_reader.h.
 */
#include "md_html.h"
#include "md_reader.h"

/* True if FIRST and its neighbour are an empty span of data-kind KIND, by which the writer says something of the
 * heading or its section; *TAG is it. */
static bool is_sign(md_reader *reader, cmark_node *first, const char *kind, md_html *tag) {
    cmark_node *end = first && cmark_node_get_type(first) == CMARK_NODE_HTML_INLINE ? cmark_node_next(first) : NULL;
    pecia_str rest = end ? md_plain(reader, md_literal(first)) : (pecia_str){"", 0};
    return end && cmark_node_get_type(end) == CMARK_NODE_HTML_INLINE && pecia_str_is(md_literal(end), "</span>") &&
           md_html_next(&rest, tag) && tag->type == MD_HTML_OPEN && pecia_str_is(md_html_get(tag, "data-kind"), kind);
}

/* What is said of the section that begins with a heading, and of the heading, at *FIRST, which goes behind it: whole
 * elements of HTML, whose attributes go to the nodes that are open. SECTION is 0 where there is none. */
static int32_t heading_signs(md_reader *reader, cmark_node **first, uint32_t section, uint32_t made) {
    int32_t status = PECIA_OK;
    md_html tag;
    if (section && is_sign(reader, *first, "section", &tag)) {
        status = md_html_set(reader->host, reader->builder, section, PECIA_SECTION, &tag, &reader->value);
        *first = cmark_node_next(cmark_node_next(*first));
    }
    if (status == PECIA_OK && is_sign(reader, *first, "title", &tag)) {
        status = md_html_set(reader->host, reader->builder, made, PECIA_HEADING, &tag, &reader->value);
        *first = cmark_node_next(cmark_node_next(*first));
    }
    return status;
}

/* True if NODE is the attributes of a heading. */
static bool is_said(md_reader *reader, cmark_node *node) {
    uint64_t size = 0;
    pecia_str text =
        pecia_str_trim(cmark_node_get_type(node) == CMARK_NODE_TEXT ? md_literal(node) : (pecia_str){"", 0});
    md_token *token = reader->has_tokens && pecia_str_begins(text, MD_SIGN) ? md_token_at(reader, text, &size) : NULL;
    return token && token->kind == MD_TOKEN_HEAD && size == text.size;
}

bool md_is_remark(cmark_node *node) {
    pecia_str rest = cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE ? md_literal(node) : (pecia_str){"", 0};
    md_html html;
    return md_html_next(&rest, &html) &&
           (html.type == MD_HTML_COMMENT || html.type == MD_HTML_PI || pecia_str_is(html.name, "wbr"));
}

/* True if the inlines from FIRST on are remarks and what is nothing. */
static bool is_wordless(md_reader *reader, cmark_node *first) {
    for (; first; first = cmark_node_next(first)) {
        bool is_space = cmark_node_get_type(first) == CMARK_NODE_TEXT && pecia_str_trim(md_literal(first)).size == 0;
        if (!is_space && !is_said(reader, first) && !md_is_remark(first)) {
            return false;
        }
    }
    return true;
}

int32_t md_heading(md_reader *reader, cmark_node *node) {
    const pecia_builder_api *b = reader->host->builder;
    uint32_t number = 0;
    cmark_node *first = cmark_node_first_child(node);
    int32_t status = PECIA_OK;
    uint32_t section = 0;
    md_html tag;
    if (first && is_wordless(reader, first)) {
        return md_inlines(reader, node, first, NULL);
    }
    if (is_sign(reader, first, "heading", &tag)) { /* it begins no section */
        first = cmark_node_next(cmark_node_next(first));
        number = (uint32_t)cmark_node_get_heading_level(node);
    } else if (first) {
        status = md_section(reader, (uint32_t)cmark_node_get_heading_level(node), &number);
        section = md_top(reader) && md_top(reader)->kind == PECIA_SECTION ? md_top(reader)->node : 0;
    } else {
        number = (uint32_t)cmark_node_get_heading_level(node);
    }
    status = status < 0 ? status : b->enter(reader->builder, PECIA_HEADING);
    if (number) {
        b->set_number(reader->builder, b->last(reader->builder), PECIA_LEVEL, number);
    }
    reader->heading = b->last(reader->builder);
    status = status < 0 ? status : heading_signs(reader, &first, section, reader->heading);
    status = status < 0 || !first ? status : md_inlines(reader, node, first, NULL);
    reader->heading = 0;
    return status < 0 ? status : b->leave(reader->builder, PECIA_HEADING);
}
