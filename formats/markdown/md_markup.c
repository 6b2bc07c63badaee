/* SPDX-License-Identifier: MIT
 *
 * md_markup.c: HTML blocks. Their elements are opened as they come, may hold Markdown until they are closed in another
 * block, and are closed where HTML closes them unasked. What is unknown is kept as foreign; what closes nothing is
 * reported.
 */
#include "md_html.h"
#include "md_reader.h"

static const pecia_str end_of_section = {"/section", 8};

/* Makes sure that characters may stand here: they stand bare, which is an implied paragraph, as in HTML. What begins
 * with an image and what stands behind bare text gets a paragraph of its own. */
static int32_t text_room(md_reader *reader, bool may_be_bare) {
    md_open *top = md_top(reader);
    bool is_open =
        top && (top->type == MD_OPEN_IMPLIED ||
                (top->type == MD_OPEN_ELEMENT && (top->role == MD_ROLE_INLINE || top->role == MD_ROLE_PHRASE)));
    if (is_open) {
        top->is_used = 1;
        return PECIA_OK;
    }
    int32_t status = md_room(reader);
    top = md_top(reader);
    bool in_part = top && top->type == MD_OPEN_ELEMENT && (top->kind == PECIA_CELL || top->kind == PECIA_ITEM);
    bool is_bare = (may_be_bare || in_part) && reader->bare != reader->host->builder->last(reader->builder);
    return status < 0 ? status : md_push(reader, MD_OPEN_IMPLIED, is_bare ? 0 : PECIA_PARAGRAPH, 0);
}

/* What the element's own name says beside its kind. */
static int32_t dress(md_reader *reader, const md_html *tag, const md_element *element) {
    const pecia_builder_api *b = reader->host->builder;
    uint32_t node = b->last(reader->builder);
    int32_t status = PECIA_OK;
    uint32_t key = element->kind == PECIA_LIST    ? PECIA_LIST_STYLE
                   : element->kind == PECIA_STYLE ? PECIA_STYLE_BITS
                   : element->kind == PECIA_CELL  ? PECIA_HEADER
                                                  : 0;
    if (key && element->number) {
        status = b->set_number(reader->builder, node, key, element->number);
    }
    if (element->kind == PECIA_QUOTE && pecia_str_is(tag->name, "q")) {
        status = b->set_number(reader->builder, node, PECIA_MARKS, PECIA_MARKS_GENERATED);
    }
    if (element->kind == PECIA_ROW && md_innermost(reader, md_html_hash(PECIA_STR("thead")), 0) != UINT64_MAX) {
        status = b->set_number(reader->builder, node, PECIA_HEADER, 1);
    }
    bool says_more = element->kind == PECIA_FOREIGN_BLOCK || element->kind == PECIA_FOREIGN_INLINE ||
                     (element->kind == PECIA_SPAN && !pecia_str_is(tag->name, "span")) ||
                     (element->kind == PECIA_CODE && !pecia_str_is(tag->name, "code"));
    bool is_tei = tag->attributes.size > 0 && md_is_tei_name(md_html_get(tag, "data-tei")); /* its origin */
    if (says_more && !is_tei && status == PECIA_OK && tag->name.size < 100 && !md_html_get(tag, "data-kind").data) {
        pecia_name name = {{NULL, 0}, {NULL, 0}, tag->name};
        uint32_t number = b->name(reader->builder, &name);
        status = number ? b->origin(reader->builder, node, number) : b->status(reader->builder);
    }
    return status < 0 ? status : md_html_set(reader->host, reader->builder, node, element->kind, tag, &reader->value);
}

/* Opens an element that holds something. */
static int32_t open_element(md_reader *reader, const md_html *tag, const md_element *element) {
    uint8_t kind = element->kind;
    uint32_t level = 0;
    bool is_heading = kind == PECIA_HEADING && element->number > 0;
    int32_t status = element->role == MD_ROLE_INLINE ? text_room(reader, true)
                     : element->role == MD_ROLE_PASS ? md_leave_phrases(reader)
                                                     : md_make_way(reader, kind);
    if (element->role == MD_ROLE_INLINE && md_innermost(reader, 0, PECIA_CODE_BLOCK) != UINT64_MAX) {
        kind = 0; /* <pre><code> is one thing */
    }
    if (status == PECIA_OK && !md_fits(reader, kind)) {
        kind = kind == PECIA_TERM ? PECIA_PARAGRAPH : kind == PECIA_CAPTION ? PECIA_PARAGRAPH : 0;
    }
    if (status == PECIA_OK && is_heading) {
        status = md_section(reader, (uint32_t)element->number, &level);
    }
    if (status == PECIA_OK && kind == 0) {
        status = md_nest(reader, tag, element->role);
    }
    uint32_t note = 0;
    if (status == PECIA_OK && kind == PECIA_NOTE) {
        status = md_written_body(reader, tag, &note);
    }
    status = status < 0 ? status : md_push(reader, MD_OPEN_ELEMENT, kind, md_html_hash(tag->name));
    md_open *top = md_top(reader);
    if (status < 0 || !top) {
        return status;
    }
    top->role = element->role;
    if (level) {
        reader->host->builder->set_number(reader->builder, top->node, PECIA_LEVEL, level);
    }
    if (kind == PECIA_NOTE) {
        top->node = note;
        return PECIA_OK;
    }
    return kind ? dress(reader, tag, element) : PECIA_OK;
}

/* An element without content. */
static int32_t empty_element(md_reader *reader, const md_html *tag, const md_element *element) {
    const pecia_builder_api *b = reader->host->builder;
    md_open *top = md_top(reader);
    bool in_text = top && (top->type == MD_OPEN_IMPLIED || top->role == MD_ROLE_PHRASE || top->role == MD_ROLE_INLINE);
    if (element->kind == PECIA_NOTE) {
        return md_note_says(reader, tag);
    }
    if (md_innermost(reader, 0, PECIA_CODE_BLOCK) != UINT64_MAX && element->kind != PECIA_NOTE) {
        return element->kind == PECIA_LINE_BREAK ? b->text(reader->builder, "\n", 1)
                                                 : PECIA_OK; /* code is characters */
    }
    if (element->kind == PECIA_NO_KIND || (element->kind == PECIA_LINE_BREAK && !in_text)) {
        return PECIA_OK;
    }
    int32_t status = element->role == MD_ROLE_LEAF  ? md_room(reader)
                     : element->kind == PECIA_IMAGE ? text_room(reader, false)
                                                    : PECIA_OK;
    status = status < 0 ? status : b->leaf(reader->builder, element->kind);
    return status < 0 ? status : dress(reader, tag, element);
}

/* A script or a style: everything up to its end is no text. */
static int32_t hidden(md_reader *reader, const md_html *tag, pecia_str *rest) {
    const pecia_builder_api *b = reader->host->builder;
    uint32_t hash = md_html_hash(tag->name);
    const char *from = rest->data;
    uint64_t size = rest->size;
    for (uint64_t i = 0; i < rest->size;) {
        const char *at = memmem(rest->data + i, (size_t)(rest->size - i), "</", 2);
        if (!at) {
            break;
        }
        i = (uint64_t)(at - rest->data);
        pecia_str name = {at + 2, 0};
        while (i + 2 + name.size < rest->size && name.size < tag->name.size) {
            name.size++;
        }
        const char *end = memchr(at, '>', (size_t)(rest->size - i));
        if (md_html_hash(name) == hash && end) {
            size = i;
            *rest = pecia_str_from(*rest, (uint64_t)(end - rest->data) + 1);
            break;
        }
        i += 2;
    }
    if (size == rest->size && from == rest->data) {
        *rest = pecia_str_from(*rest, rest->size);
    }
    reader->hidden_line = reader->hidden++ ? reader->hidden_line : md_piece_line(reader, (uint32_t)reader->block_line);
    int32_t status = md_room(reader);
    status = status < 0 ? status : b->enter(reader->builder, PECIA_HIDDEN_BLOCK);
    md_element element = {"", MD_ROLE_HIDDEN, PECIA_FOREIGN_BLOCK, 0};
    status = status < 0 ? status : dress(reader, tag, &element);
    status = status < 0 ? status : b->text(reader->builder, from, size);
    return status < 0 ? status : b->leave(reader->builder, PECIA_HIDDEN_BLOCK);
}

/* How many blocks behind a tag its end is looked for. */
#define MAX_AHEAD 64

/* True if TAG, behind which REST stands in the block NODE, is ended in a block of its own further on: it holds blocks.
 */
static bool holds_blocks(cmark_node *node, const md_html *tag, pecia_str rest) {
    uint32_t hash = md_html_hash(tag->name);
    if (tag->type != MD_HTML_OPEN || pecia_str_trim(rest).size > 0) {
        return false;
    }
    for (uint32_t i = 0; i < MAX_AHEAD && (node = cmark_node_next(node)) != NULL; i++) {
        md_html end;
        pecia_str text = cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK ? md_literal(node) : (pecia_str){"", 0};
        if (md_html_next(&text, &end) && end.type == MD_HTML_CLOSE && md_html_hash(end.name) == hash) {
            return true;
        }
    }
    return false;
}

static int32_t open_tag(md_reader *reader, cmark_node *node, const md_html *tag, pecia_str *rest) {
    md_element element;
    if (!md_element_get(tag, &element)) {
        element = (md_element){"", MD_ROLE_INLINE, PECIA_FOREIGN_INLINE, 0};
        if (tag->type == MD_HTML_EMPTY) {
            int32_t status = text_room(reader, true);
            status = status < 0 ? status : reader->host->builder->enter(reader->builder, PECIA_FOREIGN_INLINE);
            status = status < 0 ? status : dress(reader, tag, &element);
            return status < 0 ? status : reader->host->builder->leave(reader->builder, PECIA_FOREIGN_INLINE);
        }
    }
    if (element.role == MD_ROLE_HIDDEN && tag->type == MD_HTML_OPEN) {
        return hidden(reader, tag, rest);
    }
    bool is_a = tag->name.size == 1 && (tag->name.data[0] | 32) == 'a';
    if (is_a && element.kind == PECIA_LINK && !md_html_get(tag, "href").data) {
        bool is_empty = tag->type == MD_HTML_EMPTY ||
                        (rest->size >= 4 && (memcmp(rest->data, "</a>", 4) == 0 || memcmp(rest->data, "</A>", 4) == 0));
        element.kind = is_empty ? PECIA_ANCHOR : PECIA_SPAN;
        element.role = is_empty ? MD_ROLE_POINT : MD_ROLE_INLINE;
    }
    if (element.role == MD_ROLE_POINT || element.role == MD_ROLE_LEAF) {
        bool ends = tag->type == MD_HTML_OPEN && rest->size > tag->name.size + 2 && rest->data[0] == '<' &&
                    rest->data[1] == '/' && memcmp(rest->data + 2, tag->name.data, (size_t)tag->name.size) == 0;
        *rest = pecia_str_from(*rest, ends ? tag->name.size + 3 : 0); /* its own end tag */
        return empty_element(reader, tag, &element);
    }
    if (tag->type == MD_HTML_EMPTY || element.role == MD_ROLE_HIDDEN) {
        return PECIA_OK;
    }
    pecia_str tei =
        element.kind == PECIA_SPAN && tag->attributes.size > 0 ? md_html_get(tag, "data-tei") : (pecia_str){0};
    if (md_is_tei_name(tei)) {
        element.kind = (uint8_t)md_tei_kind(tei);
    }
    if (element.role == MD_ROLE_INLINE && holds_blocks(node, tag, *rest)) {
        element = (md_element){"", MD_ROLE_FLOW, PECIA_FOREIGN_BLOCK, 0};
    }
    return open_element(reader, tag, &element);
}

static int32_t close_tag(md_reader *reader, const md_html *tag) {
    uint64_t at = md_innermost(reader, md_html_hash(tag->name), 0);
    if (at == UINT64_MAX) {
        const md_element *element = md_element_of(tag->name);
        if (!element || (element->role != MD_ROLE_POINT && element->role != MD_ROLE_LEAF &&
                         element->role != MD_ROLE_PASS && element->kind != PECIA_PARAGRAPH)) {
            md_unbalanced(reader);
        }
        return PECIA_OK;
    }
    reader->open[at].is_ended = 1;
    return md_close(reader, at);
}

/* Closes the innermost section made by a heading. */
static int32_t close_section(md_reader *reader) {
    int32_t status = md_room(reader);
    md_open *top = md_top(reader);
    return status < 0 || !top || top->type != MD_OPEN_SECTION ? status : md_close(reader, reader->open_count - 1);
}

static int32_t comment(md_reader *reader, const md_html *html) {
    pecia_str text = pecia_str_trim(html->attributes);
    if (text.size == 0) {
        return PECIA_OK;
    }
    if (pecia_str_equal(text, end_of_section)) {
        return close_section(reader);
    }
    return reader->host->builder->hidden_text(reader->builder, PECIA_COMMENT, html->attributes);
}

/* TEXT without the line end right behind <pre>, and without the one before its end, which REST begins with: neither is
 * part of the code. */
static pecia_str without_ends(const md_reader *reader, pecia_str text, pecia_str rest) {
    uint64_t code = md_innermost(reader, 0, PECIA_CODE_BLOCK);
    if (code == UINT64_MAX) {
        return text;
    }
    if (!reader->open[code].is_used && pecia_str_begins(text, "\n")) {
        text = pecia_str_from(text, 1);
    }
    if ((pecia_str_begins(rest, "</pre") || pecia_str_begins(rest, "</code")) && pecia_str_ends(text, "\n")) {
        text.size--;
    }
    reader->open[code].is_used = 1;
    return text;
}

/* Characters of an HTML block. */
static int32_t characters(md_reader *reader, pecia_str text) {
    md_open *top = md_top(reader);
    bool is_open = top && (top->type == MD_OPEN_IMPLIED || top->role == MD_ROLE_PHRASE || top->role == MD_ROLE_INLINE);
    bool is_new = top && top->role == MD_ROLE_PHRASE && !top->is_used;
    if ((!is_open || is_new) && pecia_str_trim(text).size == 0) {
        return PECIA_OK;
    }
    int32_t status = text_room(reader, true);
    pecia_buf_clear(&reader->value);
    md_html_decode(&reader->value, text);
    pecia_str plain = pecia_buf_str(&reader->value);
    bool may_link = (reader->syntax & MD_ADDRESSES) && md_innermost(reader, 0, PECIA_LINK) == UINT64_MAX &&
                    md_innermost(reader, 0, PECIA_CODE_BLOCK) == UINT64_MAX;
    status = status < 0 || !may_link ? status : md_addresses(reader, plain);
    return status < 0 || may_link ? status : reader->host->builder->text(reader->builder, plain.data, plain.size);
}

/* Closes what ends with the block: inlines, implied paragraphs, phrases that have their text. */
static int32_t end_block(md_reader *reader) {
    uint64_t count = reader->open_count;
    while (count > 0) {
        const md_open *open = &reader->open[count - 1];
        bool ends = open->type == MD_OPEN_IMPLIED ||
                    (open->type == MD_OPEN_ELEMENT &&
                     (open->role == MD_ROLE_INLINE || (open->role == MD_ROLE_PHRASE && open->is_used)));
        if (!ends) {
            break;
        }
        count--;
    }
    return md_close(reader, count);
}

int32_t md_markup(md_reader *reader, cmark_node *node) {
    const pecia_builder_api *b = reader->host->builder;
    pecia_str text = md_plain(reader, md_literal(node));
    int32_t status = PECIA_OK;
    md_html html;
    while (status == PECIA_OK && md_html_next(&text, &html)) {
        switch (html.type) {
        case MD_HTML_OPEN:
        case MD_HTML_EMPTY: status = open_tag(reader, node, &html, &text); break;
        case MD_HTML_CLOSE: status = close_tag(reader, &html); break;
        case MD_HTML_COMMENT: status = comment(reader, &html); break;
        case MD_HTML_PI: status = b->hidden_text(reader->builder, PECIA_INSTRUCTION, html.attributes); break;
        case MD_HTML_OTHER: status = b->hidden_text(reader->builder, PECIA_COMMENT, html.attributes); break;
        default:
            status = characters(reader,
                                html.type == MD_HTML_CDATA ? html.attributes : without_ends(reader, html.whole, text));
            break;
        }
    }
    return status < 0 ? status : end_block(reader);
}
