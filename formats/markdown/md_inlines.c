/* SPDX-License-Identifier: MIT
 *
 * md_inlines.c: turns the inlines of cmark's tree into builder calls; tokens become marks of notes and strikes, or
 * their own source again where they are code. Walks without recursion.
 */
#include "md_html.h"
#include "md_reader.h"

/* The mark of a note. */
static int32_t mark(md_reader *reader, md_token *token) {
    const pecia_builder_api *b = reader->host->builder;
    if (token->kind == MD_TOKEN_INLINE) {
        pecia_note note = {.place = reader->note_place};
        int32_t status = b->note(reader->builder, &note, &token->value);
        token->used = 1;
        return status < 0 ? status : b->note_ref(reader->builder, token->value, (pecia_str){NULL, 0});
    }
    pecia_str source = md_token_source(reader, token);
    pecia_str label = md_joined(reader, md_note_key(source));
    md_label *entry = md_note(reader, label);
    if (!entry) {
        return PECIA_ERR_MEMORY;
    }
    if (source.data[1] == '?' && b->text(reader->builder, label.data + 1, label.size - 1) < 0) { /* it is text too */
        return b->status(reader->builder);
    }
    return b->note_ref(reader->builder, entry->note, md_is_printed_mark(label) ? label : (pecia_str){NULL, 0});
}

/* The span that TOKEN opens: underlined and small capitals are styles, as pandoc has them. */
static int32_t open_span(md_reader *reader, md_token *token) {
    const pecia_builder_api *b = reader->host->builder;
    md_token *close = &reader->tokens[token->value - 1];
    pecia_str says = pecia_str_from(md_token_source(reader, close), 1);
    pecia_str class = md_attributes_class(says);
    int64_t style = pecia_str_is(class, "smallcaps")                                ? PECIA_SMALL_CAPS
                    : pecia_str_is(class, "underline") || pecia_str_is(class, "ul") ? PECIA_UNDERLINE
                                                                                    : 0;
    close->value = style ? PECIA_STYLE : PECIA_SPAN;
    int32_t status = b->enter(reader->builder, close->value);
    uint32_t node = b->last(reader->builder);
    if (style) {
        return status < 0 ? status : b->set_number(reader->builder, node, PECIA_STYLE_BITS, style);
    }
    return status < 0 ? status : md_attributes_set(reader, node, PECIA_SPAN, says);
}

/* What TOKEN says of a node that was made before it. */
static int32_t said(md_reader *reader, const md_token *token, uint32_t node) {
    pecia_str source = md_token_source(reader, token);
    const char *open = memrchr(source.data, '{', (size_t)source.size);
    return md_attributes_set(reader, node, 0, pecia_str_from(source, (uint64_t)(open - source.data)));
}

static int32_t token_in_text(md_reader *reader, md_token *token) {
    const pecia_builder_api *b = reader->host->builder;
    if (token == reader->expected) {
        reader->expected = NULL;
        return PECIA_OK;
    }
    switch (token->kind) {
    case MD_TOKEN_MARK:
    case MD_TOKEN_INLINE: return mark(reader, token);
    case MD_TOKEN_STRIKE:
        if (token->value == 1) {
            int32_t status = b->enter(reader->builder, PECIA_STYLE);
            return status < 0
                       ? status
                       : b->set_number(reader->builder, b->last(reader->builder), PECIA_STYLE_BITS, PECIA_STRIKE);
        }
        if (token->value == 2) {
            return b->leave(reader->builder, PECIA_STYLE);
        }
        break;
    case MD_TOKEN_OPEN:
        if (token->value > 0) {
            return open_span(reader, token);
        }
        break;
    case MD_TOKEN_CLOSE:
        if (token->value > 0) {
            return b->leave(reader->builder, token->value);
        }
        break;
    case MD_TOKEN_HEAD:
        if (reader->heading) {
            return said(reader, token, reader->heading);
        }
        break;
    case MD_TOKEN_SAYS:
        if (reader->said_of) {
            return said(reader, token, reader->said_of);
        }
        break;
    case MD_TOKEN_FORMULA: return md_formula_read(reader, md_token_source(reader, token));
    case MD_TOKEN_VERSE: return b->leaf(reader->builder, PECIA_LINE_BREAK);
    default: break;
    }
    pecia_str source = md_token_source(reader, token);
    return b->text(reader->builder, source.data, source.size);
}

static int32_t add_text(md_reader *reader, pecia_str text) {
    return (reader->syntax & MD_ADDRESSES) && reader->links == 0
               ? md_addresses(reader, text)
               : reader->host->builder->text(reader->builder, text.data, text.size);
}

int32_t md_inline_text(md_reader *reader, pecia_str text) {
    int32_t status = PECIA_OK;
    const char *sign = reader->has_tokens ? md_sign_find(text) : NULL;
    while (sign && status == PECIA_OK) {
        uint64_t before = (uint64_t)(sign - text.data);
        uint64_t size = MD_SIGN_SIZE;
        uint64_t behind = 0;
        md_token *token = md_token_at(reader, pecia_str_from(text, before), &size);
        uint64_t edge = token ? md_token_edges(token, &behind) : 0;
        status = add_text(reader, (pecia_str){text.data, before - edge});
        reader->said_of = before > 0 ? 0 : reader->said_of;
        if (token && status == PECIA_OK) {
            status = token_in_text(reader, token);
        }
        reader->said_of = 0;
        text = pecia_str_from(text, before + size + behind);
        sign = md_sign_find(text);
    }
    return status < 0 ? status : add_text(reader, text);
}

/* The text of what is inside NODE, an image: its description. */
static pecia_str description(md_reader *reader, cmark_node *image) {
    cmark_node *node = cmark_node_first_child(image);
    pecia_buf_clear(&reader->alt);
    while (node) {
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
            pecia_buf_add_str(&reader->alt, md_plain(reader, md_literal(node)));
        } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
            pecia_buf_add_char(&reader->alt, ' ');
        }
        if (cmark_node_first_child(node)) {
            node = cmark_node_first_child(node);
            continue;
        }
        while (node && node != image && !cmark_node_next(node)) {
            node = cmark_node_parent(node);
        }
        node = node && node != image ? cmark_node_next(node) : NULL;
    }
    return pecia_buf_str(&reader->alt);
}

/* Sets the address and title of a link or an image. */
static int32_t set_target(md_reader *reader, cmark_node *node, uint32_t key) {
    const pecia_builder_api *b = reader->host->builder;
    uint32_t made = b->last(reader->builder);
    int32_t status = b->set(reader->builder, made, key, md_plain(reader, pecia_str_of(cmark_node_get_url(node))));
    const char *title = cmark_node_get_title(node);
    if (status == PECIA_OK && title && *title) {
        status = b->set(reader->builder, made, PECIA_TITLE, md_plain(reader, pecia_str_of(title)));
    }
    return status;
}

static int32_t image(md_reader *reader, cmark_node *node) {
    const pecia_builder_api *b = reader->host->builder;
    int32_t status = b->leaf(reader->builder, PECIA_IMAGE);
    uint32_t made = reader->done = b->last(reader->builder);
    status = status < 0 ? status : set_target(reader, node, PECIA_SRC);
    pecia_str alt = description(reader, node);
    if (status < 0 || alt.size == 0) {
        return status;
    }
    status = b->set_number(reader->builder, made, PECIA_ALT_IS_TEXT, 1);
    return status < 0 ? status : b->set(reader->builder, made, PECIA_ALT, alt);
}

/* Gives NODE, just made for TAG, its kind's own number, its attributes, and its origin where the name says more. */
static int32_t dress(md_reader *reader, const md_html *tag, const md_element *element, uint32_t kind) {
    const pecia_builder_api *b = reader->host->builder;
    uint32_t node = b->last(reader->builder);
    int32_t status = PECIA_OK;
    if (kind == PECIA_STYLE && element->number) {
        status = b->set_number(reader->builder, node, PECIA_STYLE_BITS, element->number);
    }
    if (kind == PECIA_QUOTE && pecia_str_is(tag->name, "q")) {
        status = b->set_number(reader->builder, node, PECIA_MARKS, PECIA_MARKS_GENERATED);
    }
    bool is_tei = tag->attributes.size > 0 && md_is_tei_name(md_html_get(tag, "data-tei")); /* its origin */
    bool says_more = kind == PECIA_FOREIGN_INLINE || (kind == PECIA_SPAN && !pecia_str_is(tag->name, "span")) ||
                     (kind == PECIA_CODE && !pecia_str_is(tag->name, "code"));
    if (says_more && !is_tei && status == PECIA_OK && tag->name.size < 100) {
        pecia_name name = {{NULL, 0}, {NULL, 0}, tag->name};
        uint32_t number = b->name(reader->builder, &name);
        status = number ? b->origin(reader->builder, node, number) : b->status(reader->builder);
    }
    return status < 0 ? status : md_html_set(reader->host, reader->builder, node, kind, tag, &reader->value);
}

/* A point: written as an element with nothing to read in it. */
int32_t md_point(md_reader *reader, const md_html *html, const md_element *element) {
    const pecia_builder_api *b = reader->host->builder;
    if (element->kind == PECIA_NOTE) {
        return md_note_says(reader, html);
    }
    if (element->kind == PECIA_NO_KIND) {
        return PECIA_OK;
    }
    int32_t status = b->leaf(reader->builder, element->kind);
    return status < 0 ? status : dress(reader, html, element, element->kind);
}

/* Opens the node of TAG, which has its other half. */
static int32_t open_tag(md_reader *reader, md_tag *tag, const md_html *html) {
    md_element element;
    bool is_known = md_element_get(html, &element);
    md_tag *other = &reader->tags[tag->other];
    bool is_empty = cmark_node_next(tag->node) == other->node;
    if (is_known && element.role == MD_ROLE_HIDDEN) {
        tag->skips = 1;
        reader->hidden++;
        return PECIA_OK;
    }
    if (is_known && element.kind == PECIA_NOTE_REF) {
        tag->skips = 1;
        return md_written_mark(reader, html);
    }
    if (is_known && element.kind == PECIA_NOTE_SLOT) {
        tag->skips = 1;
        return md_written_slot(reader, html, cmark_node_next(tag->node));
    }
    if (is_known && element.role == MD_ROLE_POINT) {
        tag->skips = 1;
        return md_point(reader, html, &element);
    }
    bool is_a = pecia_str_is(html->name, "a") || pecia_str_is(html->name, "A");
    if (is_known && is_a && element.kind == PECIA_LINK && !md_html_get(html, "href").data) {
        element.kind = is_empty ? PECIA_ANCHOR : PECIA_SPAN;
        if (is_empty) {
            tag->skips = 1;
            return md_point(reader, html, &element);
        }
    }
    uint8_t kind = is_known && element.role == MD_ROLE_INLINE ? element.kind : PECIA_FOREIGN_INLINE;
    pecia_str tei = kind == PECIA_SPAN && html->attributes.size > 0 ? md_html_get(html, "data-tei") : (pecia_str){0};
    if (md_is_tei_name(tei)) {
        kind = (uint8_t)md_tei_kind(tei);
    }
    int32_t status = reader->host->builder->enter(reader->builder, kind);
    tag->kind = other->kind = kind;
    return status < 0 ? status : dress(reader, html, is_known ? &element : &(md_element){0}, kind);
}

/* What stands in a piece of raw HTML and is neither an open nor a close tag. */
static int32_t other_html(md_reader *reader, const md_html *html) {
    const pecia_builder_api *b = reader->host->builder;
    md_element element;
    switch (html->type) {
    case MD_HTML_COMMENT:
        return pecia_str_trim(html->attributes).size == 0
                   ? PECIA_OK
                   : b->hidden_text(reader->builder, PECIA_COMMENT, html->attributes);
    case MD_HTML_PI: return b->hidden_text(reader->builder, PECIA_INSTRUCTION, html->attributes);
    case MD_HTML_CDATA: return b->text(reader->builder, html->attributes.data, html->attributes.size);
    case MD_HTML_OTHER: return b->hidden_text(reader->builder, PECIA_COMMENT, html->attributes);
    default: break;
    }
    if (md_element_get(html, &element) && element.role == MD_ROLE_POINT) {
        return md_point(reader, html, &element);
    }
    if (md_element_of(html->name) && element.kind == PECIA_LINK) {
        element.kind = PECIA_ANCHOR;
        return md_point(reader, html, &element);
    }
    if (pecia_str_is(html->name, "hr")) {
        return PECIA_OK;
    }
    int32_t status = b->enter(reader->builder, PECIA_FOREIGN_INLINE);
    status = status < 0 ? status : dress(reader, html, &(md_element){0}, PECIA_FOREIGN_INLINE);
    return status < 0 ? status : b->leave(reader->builder, PECIA_FOREIGN_INLINE);
}

/* Raw HTML among the inlines. *NEXT may be moved on, behind what is not shown. */
static int32_t raw(md_reader *reader, cmark_node *node, cmark_node **next) {
    uintptr_t number = (uintptr_t)cmark_node_get_user_data(node);
    pecia_str rest = md_plain(reader, md_literal(node));
    md_html html;
    if (!md_html_next(&rest, &html)) {
        return PECIA_OK;
    }
    if (number == 0 && html.type != MD_HTML_OPEN && html.type != MD_HTML_CLOSE) {
        return html.type == MD_HTML_TEXT ? md_inline_text(reader, html.whole) : other_html(reader, &html);
    }
    if (number == 0) { /* a void element: <br> */
        return other_html(reader, &html);
    }
    md_tag *tag = &reader->tags[number - 1];
    if (tag->other == MD_NONE) { /* unbalanced: it stays in sight */
        md_unbalanced(reader);
        return reader->host->builder->text(reader->builder, html.whole.data, html.whole.size);
    }
    if (tag->type == MD_HTML_CLOSE) {
        return tag->kind ? reader->host->builder->leave(reader->builder, tag->kind) : PECIA_OK;
    }
    int32_t status = open_tag(reader, tag, &html);
    if (tag->skips) {
        *next = cmark_node_next(reader->tags[tag->other].node);
    }
    return status;
}

/* True if attributes at the start of NODE, a text, belong to what stands before it. */
static bool is_behind(const md_reader *reader, cmark_node *node) {
    cmark_node *before = reader->has_tokens ? cmark_node_previous(node) : NULL;
    cmark_node_type type = before ? cmark_node_get_type(before) : CMARK_NODE_NONE;
    return type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE || type == CMARK_NODE_CODE;
}

/* Enters NODE. *NEXT is what comes behind it on the same level. */
static int32_t enter(md_reader *reader, cmark_node *node, cmark_node **next) {
    const pecia_builder_api *b = reader->host->builder;
    int32_t status;
    pecia_str text;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        text = pecia_str_from(md_literal(node), reader->skip);
        reader->skip = 0;
        reader->said_of = reader->has_attributes && is_behind(reader, node) ? reader->done : 0;
        return md_inline_text(reader, text);
    case CMARK_NODE_SOFTBREAK: return b->leaf(reader->builder, PECIA_SOFT_BREAK);
    case CMARK_NODE_LINEBREAK: return b->leaf(reader->builder, PECIA_LINE_BREAK);
    case CMARK_NODE_CODE:
        status = b->enter(reader->builder, PECIA_CODE);
        reader->done = b->last(reader->builder);
        text = md_plain(reader, md_literal(node));
        status = status < 0 ? status : b->text(reader->builder, text.data, text.size);
        return status < 0 ? status : b->leave(reader->builder, PECIA_CODE);
    case CMARK_NODE_HTML_INLINE: return raw(reader, node, next);
    case CMARK_NODE_EMPH: return b->enter(reader->builder, PECIA_EMPHASIS);
    case CMARK_NODE_STRONG: return b->enter(reader->builder, PECIA_STRONG);
    case CMARK_NODE_LINK:
        reader->links += cmark_node_first_child(node) ? 1 : 0;
        status = b->enter(reader->builder, PECIA_LINK);
        reader->link = reader->done = b->last(reader->builder);
        return status < 0 ? status : set_target(reader, node, PECIA_HREF);
    case CMARK_NODE_IMAGE: return image(reader, node);
    default: return PECIA_OK;
    }
}

/* The kind that NODE opened and that must be left behind its children; 0 for none. */
static uint32_t opened(cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH: return PECIA_EMPHASIS;
    case CMARK_NODE_STRONG: return PECIA_STRONG;
    case CMARK_NODE_LINK: return PECIA_LINK;
    default: return 0;
    }
}

int32_t md_inlines(md_reader *reader, cmark_node *parent, cmark_node *first, cmark_node *stop) {
    const pecia_builder_api *b = reader->host->builder;
    reader->tag_count = 0;
    int32_t status = md_tags(reader, first, stop);
    cmark_node *node = first;
    cmark_node *above = parent;
    while (status == PECIA_OK && above) {
        if (!node || (node == stop && above == parent)) { /* the end of a level */
            if (above == parent) {
                break;
            }
            if (opened(above) == PECIA_LINK) {
                reader->links--;
                reader->done = reader->link;
            }
            status = b->leave(reader->builder, opened(above));
            node = cmark_node_next(above);
            above = cmark_node_parent(above);
            continue;
        }
        cmark_node *next = cmark_node_next(node);
        status = enter(reader, node, &next);
        if (status == PECIA_OK && opened(node)) {
            cmark_node *child = cmark_node_first_child(node);
            if (child) {
                status = md_tags(reader, child, NULL);
                above = node;
                node = child;
                continue;
            }
            status = b->leave(reader->builder, opened(node));
        }
        node = next;
    }
    return status;
}
