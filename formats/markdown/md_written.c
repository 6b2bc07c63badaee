/* SPDX-License-Identifier: MIT
 *
 * md_written.c: what the writer says by elements: marks that "[^label]" cannot be, places of notes without marks,
 * points before items and lines. See md_reader.h.
 */
#include "md_html.h"
#include "md_reader.h"

/* Appends the attribute NAME of HTML to reader->value, decoded; *SIZE gets its length. True if it is there. */
static bool add_value(md_reader *reader, const md_html *html, const char *name, uint64_t *size) {
    uint64_t from = reader->value.size;
    pecia_str raw = md_html_get(html, name);
    md_html_decode(&reader->value, raw);
    *size = reader->value.size - from;
    return raw.data != NULL;
}

/* A mark without a body, or another one of a note that was marked before, as the writer makes it. */
int32_t md_written_mark(md_reader *reader, const md_html *html) {
    const pecia_builder_api *b = reader->host->builder;
    uint64_t sizes[5];
    pecia_str values[5];
    static const char *const names[5] = {"data-note", "data-n", "data-label", "data-note-id", "id"};
    bool has[5];
    pecia_buf_clear(&reader->value);
    for (size_t i = 0; i < 5; i++) {
        has[i] = add_value(reader, html, names[i], &sizes[i]);
    }
    const char *at = reader->value.data ? reader->value.data : "";
    for (size_t i = 0; i < 5; at += sizes[i++]) {
        values[i] = (pecia_str){has[i] ? at : NULL, sizes[i]};
    }
    pecia_note made = {.label = has[2] ? values[2] : values[1], .id = values[3], .place = reader->note_place};
    made.label = made.label.size > 0 ? made.label : (pecia_str){NULL, 0};
    uint32_t note;
    int32_t status = reader->value.status;
    if (has[0]) {
        uint64_t known = reader->label_count;
        md_label *entry = md_note(reader, values[0]);
        if (!entry) {
            return PECIA_ERR_MEMORY;
        }
        note = entry->note;
        if (reader->label_count > known && md_html_get(html, "data-missing").data) { /* there is no body to say more */
            status = b->note_update(reader->builder, note, &made);
        }
    } else if (status == PECIA_OK) {
        status = b->note(reader->builder, &made, &note);
    }
    status = status < 0 ? status : b->note_ref(reader->builder, note, values[1]);
    return status < 0 || !has[4] ? status : b->set(reader->builder, b->last(reader->builder), PECIA_ID, values[4]);
}

/* The place of a note that has no mark: the writer put one there, TEXT, that nobody printed. */
/* The note that HTML names; NULL if memory ran out. */
static md_label *named(md_reader *reader, const md_html *html) {
    uint64_t size;
    pecia_buf_clear(&reader->value);
    add_value(reader, html, "data-note", &size);
    return reader->value.status < 0 ? NULL : md_note(reader, pecia_buf_str(&reader->value));
}

int32_t md_written_body(md_reader *reader, const md_html *html, uint32_t *note) {
    md_label *entry = named(reader, html);
    if (!entry) {
        return PECIA_ERR_MEMORY;
    }
    entry->has_body = 1;
    *note = entry->note;
    return reader->host->builder->note_enter(reader->builder, entry->note, 0);
}

int32_t md_written_slot(md_reader *reader, const md_html *html, cmark_node *text) {
    uint64_t size;
    if (md_html_get(html, "data-note").data) {
        md_label *entry = named(reader, html);
        return entry ? reader->host->builder->note_slot(reader->builder, entry->note) : PECIA_ERR_MEMORY;
    }
    pecia_str literal = text ? md_literal(text) : (pecia_str){"", 0};
    if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT || !pecia_str_begins(literal, MD_SIGN)) {
        return PECIA_OK;
    }
    md_token *token = md_token_at(reader, literal, &size);
    if (!token || token->kind != MD_TOKEN_MARK) {
        return PECIA_OK;
    }
    pecia_str label = md_token_source(reader, token);
    md_label *entry = md_note(reader, (pecia_str){label.data + 2, label.size - 3});
    return entry ? reader->host->builder->note_slot(reader->builder, entry->note) : PECIA_ERR_MEMORY;
}

cmark_node *md_points_before(md_reader *reader, cmark_node *node, const char *what, int32_t *status) {
    while (node && *status == PECIA_OK && cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE) {
        cmark_node *end = cmark_node_next(node);
        pecia_str rest = md_plain(reader, md_literal(node));
        md_html html;
        md_element element;
        bool is_one = md_html_next(&rest, &html) && html.type == MD_HTML_OPEN &&
                      pecia_str_is(md_html_get(&html, "data-before"), what) && md_element_get(&html, &element) &&
                      (element.role == MD_ROLE_POINT || element.kind == PECIA_LINK) && end &&
                      cmark_node_get_type(end) == CMARK_NODE_HTML_INLINE && pecia_str_begins(md_literal(end), "</");
        if (!is_one) {
            break;
        }
        element.kind = element.kind == PECIA_LINK ? PECIA_ANCHOR : element.kind;
        *status = md_point(reader, &html, &element);
        cmark_node *next = cmark_node_next(end);
        cmark_node_unlink(node);
        cmark_node_unlink(end);
        node = next;
    }
    return node;
}
