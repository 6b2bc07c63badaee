/* SPDX-License-Identifier: MIT
 *
 * md_paragraph.c: paragraphs, and what they may stand for: verse, the line of a quotation's source, a block that the
 * writer wrapped in a span, points that stand between blocks. See md_reader.h.
 */
#include "md_html.h"
#include "md_reader.h"

/* How many bytes of TEXT are the dash that opens an attribution, with its space; 0 for none. */
static uint64_t dash(pecia_str text) {
    static const char *const dashes[] = {"-- ", "--- ", "\xE2\x80\x94 ", "\xE2\x80\x93 ", "\xE2\x80\x95 "};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        if (pecia_str_begins(text, dashes[i])) {
            return strlen(dashes[i]);
        }
    }
    return 0;
}

static bool is_type(cmark_node *node, cmark_node_type type) {
    return node && cmark_node_get_type(node) == type;
}

static bool is_break(cmark_node *node) {
    return is_type(node, CMARK_NODE_SOFTBREAK) || is_type(node, CMARK_NODE_LINEBREAK);
}

static bool begins_with_dash(cmark_node *node) {
    return is_type(node, CMARK_NODE_TEXT) && dash(md_literal(node)) > 0;
}

bool md_attribution(cmark_node *quote, cmark_node **paragraph, cmark_node **line) {
    cmark_node *last = cmark_node_last_child(quote);
    if (!is_type(last, CMARK_NODE_PARAGRAPH)) {
        return false;
    }
    cmark_node *start = cmark_node_first_child(last);
    for (cmark_node *node = start; node; node = cmark_node_next(node)) {
        start = is_break(node) && cmark_node_next(node) ? cmark_node_next(node) : start;
    }
    if (!begins_with_dash(start) || (start == cmark_node_first_child(last) && last == cmark_node_first_child(quote))) {
        return false;
    }
    for (cmark_node *block = cmark_node_first_child(quote); block; block = cmark_node_next(block)) {
        cmark_node *node = is_type(block, CMARK_NODE_PARAGRAPH) ? cmark_node_first_child(block) : NULL;
        bool is_first = true;
        for (; node; node = cmark_node_next(node)) { /* a dialogue: every speech has its dash */
            if (is_first && node != start && begins_with_dash(node)) {
                return false;
            }
            is_first = is_break(node);
        }
    }
    *paragraph = last;
    *line = start;
    return true;
}

int32_t md_attribution_line(md_reader *reader, cmark_node *paragraph, cmark_node *line) {
    const pecia_builder_api *b = reader->host->builder;
    pecia_str text = md_literal(line);
    int32_t status = md_close(reader, reader->open_count - 1); /* the quotation itself */
    status = status < 0 ? status : b->enter(reader->builder, PECIA_ATTRIBUTION);
    reader->skip = dash(text);
    status = status < 0 ? status : md_inlines(reader, paragraph, line, NULL);
    return status < 0 ? status : b->leave(reader->builder, PECIA_ATTRIBUTION);
}

/* True if each line of the paragraph from FIRST on ends in a hard break, and there are some. */
static bool is_all_hard(cmark_node *first) {
    bool any = false;
    for (cmark_node *node = first; node; node = cmark_node_next(node)) {
        if (is_type(node, CMARK_NODE_SOFTBREAK)) {
            return false;
        }
        any = any || is_type(node, CMARK_NODE_LINEBREAK);
    }
    return any;
}

/* One line of verse: from FIRST up to STOP. A span of the kind "line" around all of it is the line itself. */
static int32_t verse_line(md_reader *reader, cmark_node *parent, cmark_node *first, cmark_node *stop) {
    const pecia_builder_api *b = reader->host->builder;
    int32_t status = PECIA_OK;
    first = md_points_before(reader, first, "line", &status);
    cmark_node *last = stop ? cmark_node_previous(stop) : cmark_node_last_child(parent);
    status = status < 0 ? status : b->enter(reader->builder, PECIA_LINE);
    uint32_t made = b->last(reader->builder);
    if (is_type(first, CMARK_NODE_HTML_INLINE) && is_type(last, CMARK_NODE_HTML_INLINE) && first != last) {
        pecia_str open = md_plain(reader, md_literal(first));
        pecia_str close = md_literal(last);
        md_html tag, end;
        if (md_html_next(&open, &tag) && md_html_next(&close, &end) && tag.type == MD_HTML_OPEN &&
            end.type == MD_HTML_CLOSE && pecia_str_is(md_html_get(&tag, "data-kind"), "line")) {
            status = status < 0 ? status
                                : md_html_set(reader->host, reader->builder, made, PECIA_LINE, &tag, &reader->value);
            first = cmark_node_next(first);
            stop = last;
        }
    }
    if (first != stop) {
        status = status < 0 ? status : md_inlines(reader, parent, first, stop);
    }
    return status < 0 ? status : b->leave(reader->builder, PECIA_LINE);
}

/* What the writer says of verse in an empty span at its start: 0 nothing, 1 a group, 2 lines without one. */
static int verse_says(cmark_node *first) {
    md_html tag;
    if (!is_type(first, CMARK_NODE_HTML_INLINE) || !is_type(cmark_node_next(first), CMARK_NODE_HTML_INLINE)) {
        return 0;
    }
    pecia_str rest = md_literal(first);
    if (!md_html_next(&rest, &tag) || tag.type != MD_HTML_OPEN) {
        return 0;
    }
    bool is_empty = true; /* but for comments and instructions: no line */
    for (cmark_node *node = cmark_node_next(cmark_node_next(first)); node && is_empty; node = cmark_node_next(node)) {
        is_empty = md_is_remark(node);
    }
    pecia_str kind = md_html_get(&tag, "data-kind");
    return is_empty ? 0 : pecia_str_is(kind, "line-group") ? 1 : pecia_str_is(kind, "lines") ? 2 : 0;
}

/* Verse by hard breaks. */
static int32_t hard_verse(md_reader *reader, cmark_node *parent, cmark_node *first) {
    const pecia_builder_api *b = reader->host->builder;
    int says = verse_says(first);
    bool in_group = says != 2;
    int32_t status = in_group ? b->enter(reader->builder, PECIA_LINE_GROUP) : PECIA_OK;
    if (says == 1 && status == PECIA_OK) { /* the sign is the group itself */
        pecia_str rest = md_plain(reader, md_literal(first));
        md_html tag;
        md_html_next(&rest, &tag);
        status = md_html_set(reader->host, reader->builder, b->last(reader->builder), PECIA_LINE_GROUP, &tag,
                             &reader->value);
    }
    first = says ? cmark_node_next(cmark_node_next(first)) : first;
    while (status == PECIA_OK && first) {
        cmark_node *stop = first;
        while (stop && !is_type(stop, CMARK_NODE_LINEBREAK)) {
            stop = cmark_node_next(stop);
        }
        status = verse_line(reader, parent, first, stop);
        first = stop ? cmark_node_next(stop) : NULL;
    }
    return status < 0 || !in_group ? status : b->leave(reader->builder, PECIA_LINE_GROUP);
}

/* The token that NODE, a text, begins with, if it is of KIND. *SIZE: its length. */
static md_token *token_of(md_reader *reader, cmark_node *node, uint8_t kind, uint64_t *size) {
    if (!reader->has_tokens || !is_type(node, CMARK_NODE_TEXT) || !md_begins_with_token(node)) {
        return NULL;
    }
    md_token *token = md_token_at(reader, md_literal(node), size);
    return token && token->kind == kind ? token : NULL;
}

/* True if the lines of the block of verse from FIRST on hold nothing but comments and instructions. */
static bool has_remarks_alone(md_reader *reader, cmark_node *first) {
    bool any = false;
    for (cmark_node *node = first; node; node = cmark_node_next(node)) {
        uint64_t size = 0;
        bool is_token = token_of(reader, node, MD_TOKEN_VERSE, &size) && size == md_literal(node).size;
        bool is_remark = md_is_remark(node);
        if (!is_token && !is_remark && !is_break(node)) {
            return false;
        }
        any = any || is_remark;
    }
    return any;
}

/* The comments and instructions from FIRST on. */
static int32_t remarks_alone(md_reader *reader, cmark_node *parent, cmark_node *first) {
    int32_t status = PECIA_OK;
    for (cmark_node *node = first; node && status == PECIA_OK; node = cmark_node_next(node)) {
        status = md_is_remark(node) ? md_inlines(reader, parent, node, cmark_node_next(node)) : PECIA_OK;
    }
    return status;
}

/* A line block: every line begins with a token. Without words in any of them it is none. */
static int32_t block_verse(md_reader *reader, cmark_node *parent, cmark_node *first) {
    const pecia_builder_api *b = reader->host->builder;
    if (has_remarks_alone(reader, first)) {
        return remarks_alone(reader, parent, first);
    }
    int32_t status = b->enter(reader->builder, PECIA_LINE_GROUP);
    while (status == PECIA_OK && first) {
        uint64_t size = 0;
        cmark_node *stop = cmark_node_next(first);
        while (stop && !(is_break(stop) && token_of(reader, cmark_node_next(stop), MD_TOKEN_VERSE, &size))) {
            stop = cmark_node_next(stop);
        }
        reader->expected = token_of(reader, first, MD_TOKEN_VERSE, &size);
        bool is_alone = reader->expected && size == md_literal(first).size;
        status = verse_line(reader, parent, is_alone ? cmark_node_next(first) : first, stop);
        first = stop ? cmark_node_next(stop) : NULL;
    }
    return status < 0 ? status : b->leave(reader->builder, PECIA_LINE_GROUP);
}

/* True if FIRST opens a span with data-kind that ends with the paragraph; *TAG is it and *KIND what it says. */
static bool is_wrapped(md_reader *reader, cmark_node *parent, cmark_node *first, md_html *tag, md_element *element) {
    cmark_node *last = cmark_node_last_child(parent);
    if (!is_type(first, CMARK_NODE_HTML_INLINE) || !is_type(last, CMARK_NODE_HTML_INLINE) || first == last) {
        return false;
    }
    pecia_str open = md_plain(reader, md_literal(first));
    if (!md_html_next(&open, tag) || tag->type != MD_HTML_OPEN || !md_html_get(tag, "data-kind").data ||
        !md_element_get(tag, element) || element->role != MD_ROLE_PHRASE) {
        return false;
    }
    uint32_t depth = 0;
    for (cmark_node *node = first; node; node = cmark_node_next(node)) { /* its end tag must be the last thing */
        pecia_str rest = md_literal(node);
        md_html other;
        if (is_type(node, CMARK_NODE_HTML_INLINE) && md_html_next(&rest, &other) &&
            pecia_str_equal(other.name, tag->name)) {
            depth += other.type == MD_HTML_OPEN ? 1 : 0;
            depth -= other.type == MD_HTML_CLOSE && depth > 0 ? 1 : 0;
            if (depth == 0) {
                return node == last;
            }
        }
    }
    return false;
}

static int32_t wrapped(md_reader *reader, cmark_node *parent, cmark_node *first, const md_html *tag, uint8_t kind) {
    const pecia_builder_api *b = reader->host->builder;
    int32_t status = b->enter(reader->builder, kind);
    uint32_t made = b->last(reader->builder);
    status = status < 0 ? status : md_html_set(reader->host, reader->builder, made, kind, tag, &reader->value);
    status = status < 0 ? status : md_inlines(reader, parent, cmark_node_next(first), cmark_node_last_child(parent));
    return status < 0 ? status : b->leave(reader->builder, kind);
}

/* True if TAG, the inline NODE, is an anchor: <a id="x"></a>. */
static bool is_anchor(cmark_node *node, const md_html *tag) {
    cmark_node *next = cmark_node_next(node);
    pecia_str rest = next ? md_literal(next) : (pecia_str){"", 0};
    bool is_a = tag->name.size == 1 && (tag->name.data[0] | 32) == 'a';
    return is_a && !md_html_get(tag, "href").data && is_type(next, CMARK_NODE_HTML_INLINE) &&
           (pecia_str_is(rest, "</a>") || pecia_str_is(rest, "</A>"));
}

/* True if the inlines from FIRST on are nothing but points (page breaks, anchors of the writer). */
static bool is_points(cmark_node *first) {
    bool any = false;
    bool in_slot = false;
    for (cmark_node *node = first; node; node = cmark_node_next(node)) {
        pecia_str rest = md_literal(node);
        md_html tag;
        md_element element;
        if (is_type(node, CMARK_NODE_SOFTBREAK)) {
            continue;
        }
        if (in_slot && is_type(node, CMARK_NODE_TEXT)) {
            in_slot = false;
            continue;
        }
        if (!is_type(node, CMARK_NODE_HTML_INLINE) || !md_html_next(&rest, &tag)) {
            return false;
        }
        if (tag.type == MD_HTML_COMMENT) {
            continue;
        }
        bool is_open = tag.type == MD_HTML_OPEN || tag.type == MD_HTML_EMPTY;
        if (is_open && is_anchor(node, &tag)) {
            any = true;
            continue;
        }
        bool is_ours = is_open && md_html_get(&tag, "data-kind").data;
        if (is_ours
                ? !md_element_get(&tag, &element) || (element.role != MD_ROLE_POINT && element.kind != PECIA_NOTE_SLOT)
                : tag.type != MD_HTML_CLOSE) {
            return false;
        }
        in_slot = is_ours && element.kind == PECIA_NOTE_SLOT;
        any = any || is_ours;
    }
    return any;
}

/* True if NODE stands in a tight list: its text stands bare in the item. */
static bool is_tight(md_reader *reader, cmark_node *node) {
    cmark_node *item = cmark_node_parent(node);
    md_open *top = md_top(reader);
    return is_type(item, CMARK_NODE_ITEM) && top && top->kind == PECIA_ITEM &&
           cmark_node_get_list_tight(cmark_node_parent(item));
}

/* What the writer says of a note at the start of its body. Returns what is first behind it. */
static cmark_node *note_head(md_reader *reader, cmark_node *first, int32_t *status) {
    cmark_node *end = is_type(first, CMARK_NODE_HTML_INLINE) ? cmark_node_next(first) : NULL;
    end = is_type(end, CMARK_NODE_TEXT) ? cmark_node_next(end) : end; /* the mark, shown again */
    pecia_str rest = end ? md_plain(reader, md_literal(first)) : (pecia_str){"", 0};
    md_html tag;
    if (!is_type(end, CMARK_NODE_HTML_INLINE) || !md_html_next(&rest, &tag) || tag.type != MD_HTML_OPEN ||
        !pecia_str_is(md_html_get(&tag, "data-kind"), "note")) {
        return first;
    }
    *status = md_note_says(reader, &tag);
    cmark_node *behind = cmark_node_next(end);
    bool is_space = is_type(behind, CMARK_NODE_TEXT) && pecia_str_trim(md_literal(behind)).size == 0;
    return is_space ? cmark_node_next(behind) : behind;
}

int32_t md_paragraph(md_reader *reader, cmark_node *node, cmark_node *first) {
    const pecia_builder_api *b = reader->host->builder;
    int32_t status = PECIA_OK;
    first = note_head(reader, first, &status);
    if (!first || status < 0) {
        return status;
    }
    cmark_node *line = cmark_node_get_user_data(node);
    md_open *top = md_top(reader);
    bool is_filling = top && top->type == MD_OPEN_ELEMENT && top->role == MD_ROLE_PHRASE && !top->is_used;
    md_html tag;
    md_element element;
    uint64_t size;
    if (is_filling) { /* <figcaption>, a blank line, and now its text */
        top->is_used = 1;
        return md_inlines(reader, node, first, NULL);
    }
    bool is_block = is_wrapped(reader, node, first, &tag, &element);
    bool is_caption = is_block && element.kind == PECIA_CAPTION && top && top->type == MD_OPEN_ELEMENT &&
                      (top->kind == PECIA_LIST || top->kind == PECIA_TABLE);
    bool has_points = is_points(first);
    bool is_between = has_points && top && top->type == MD_OPEN_ELEMENT &&
                      (top->kind == PECIA_LIST || top->kind == PECIA_TABLE || top->kind == PECIA_ROW);
    status = is_caption || is_between ? PECIA_OK : md_room(reader);
    if (status < 0) {
        return status;
    }
    if (line && line == first) {
        return md_attribution_line(reader, node, line);
    }
    if (is_block) {
        return wrapped(reader, node, first, &tag, element.kind);
    }
    if (token_of(reader, first, MD_TOKEN_VERSE, &size)) {
        return block_verse(reader, node, first);
    }
    if (has_points) {
        return md_inlines(reader, node, first, NULL);
    }
    if (!line && (verse_says(first) || ((reader->syntax & MD_HARD_VERSE) && is_all_hard(first)))) {
        return hard_verse(reader, node, first);
    }
    if (is_tight(reader, node)) {
        return md_inlines(reader, node, first, NULL);
    }
    status = b->enter(reader->builder, PECIA_PARAGRAPH);
    status = status < 0 ? status : md_inlines(reader, node, first, line ? cmark_node_previous(line) : NULL);
    status = status < 0 ? status : b->leave(reader->builder, PECIA_PARAGRAPH);
    return status < 0 || !line ? status : md_attribution_line(reader, node, line);
}
