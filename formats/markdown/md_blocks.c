/* SPDX-License-Identifier: MIT
 *
 * md_blocks.c: turns the blocks of cmark's tree into builder calls; what rewriting made of notes and tables becomes
 * notes and tables again. Walks without recursion and without cmark's iterator, which would need memory.
 */
#include "md_reader.h"

pecia_str md_literal(cmark_node *node) {
    return pecia_str_of(cmark_node_get_literal(node));
}

bool md_begins_with_token(cmark_node *node) {
    const char *literal = cmark_node_get_literal(node);
    return literal && strncmp(literal, MD_SIGN, MD_SIGN_SIZE) == 0;
}

/* The token that NODE, a paragraph or an item with one, begins with; NULL for none. */
static md_token *first_token(md_reader *reader, cmark_node *paragraph) {
    uint64_t size;
    if (!reader->has_tokens || !paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) {
        return NULL;
    }
    cmark_node *text = cmark_node_first_child(paragraph);
    if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT || !md_begins_with_token(text)) {
        return NULL;
    }
    return md_token_at(reader, md_literal(text), &size);
}

static void at_node(md_reader *reader, cmark_node *node) {
    uint32_t line = (uint32_t)cmark_node_get_start_line(node);
    reader->block_line = (int)line;
    reader->host->builder->at(reader->builder, 0, md_piece_line(reader, line), 0);
}

/* Opens LIST, unless it is open. */
static int32_t open_list(md_reader *reader, cmark_node *list) {
    const pecia_builder_api *b = reader->host->builder;
    md_open *top = md_top(reader);
    if (top->kind == PECIA_LIST) {
        return PECIA_OK;
    }
    bool is_ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    int32_t status = b->enter(reader->builder, PECIA_LIST);
    top->kind = PECIA_LIST;
    top->node = b->last(reader->builder);
    b->set_number(reader->builder, top->node, PECIA_LIST_STYLE, is_ordered ? PECIA_LIST_ORDERED : PECIA_LIST_BULLET);
    if (is_ordered && cmark_node_get_list_start(list) != 1) {
        b->set_number(reader->builder, top->node, PECIA_START, cmark_node_get_list_start(list));
    }
    if (cmark_node_get_list_tight(list)) {
        b->set_number(reader->builder, top->node, PECIA_TIGHT, 1);
    }
    return status;
}

static int32_t report_twice(md_reader *reader, pecia_str label, cmark_node *node) {
    pecia_place place = md_place(md_piece_line(reader, (uint32_t)cmark_node_get_start_line(node)));
    reader->host->job->report(reader->job, PECIA_WARNING, "markdown-note-twice", &place,
                              "note [^%.*s] is defined again: this body is kept as a note without a mark",
                              (int)(label.size > 60 ? 60 : label.size), label.data);
    return PECIA_OK;
}

/* The note whose body begins with TOKEN in ITEM; MD_NONE when its mark never was one, or memory ran out. */
static uint32_t note_of(md_reader *reader, md_token *token, cmark_node *item) {
    if (token->value != MD_NONE) {
        md_token *mark = &reader->tokens[token->value];
        return mark->used ? mark->value : MD_NONE;
    }
    pecia_str label = md_note_key(md_token_source(reader, token)); /* [^label]: */
    md_label *entry = md_note(reader, label);
    if (!entry) {
        return MD_NONE;
    }
    if (entry->has_body) {
        pecia_note again = {.label = label, .place = reader->note_place};
        uint32_t number = MD_NONE;
        report_twice(reader, label, item);
        return reader->host->builder->note(reader->builder, &again, &number) < 0 ? MD_NONE : number;
    }
    entry->has_body = 1;
    return entry->note;
}

/* Opens the note whose body ITEM is. *SKIP: its mark never was one. */
static int32_t open_note(md_reader *reader, cmark_node *item, md_token *token, bool *skip) {
    md_open *top = md_top(reader);
    if (top->kind == PECIA_LIST) { /* the list goes on behind the note */
        int32_t status = reader->host->builder->leave(reader->builder, PECIA_LIST);
        top->kind = 0;
        if (status < 0) {
            return status;
        }
    }
    uint32_t note = note_of(reader, token, item);
    *skip = note == MD_NONE;
    if (*skip) {
        return reader->host->builder->status(reader->builder);
    }
    int32_t status = reader->host->builder->note_enter(reader->builder, note, 0);
    status = status < 0 ? status : md_push(reader, MD_OPEN_CMARK, PECIA_NOTE, 0);
    if (status == PECIA_OK) {
        md_top(reader)->node = note;
    }
    return status;
}

/* What the writer says stands before the item that begins with PARAGRAPH; behind TOKEN, if that is a task's. */
static int32_t points_before(md_reader *reader, cmark_node *paragraph, const md_token *token) {
    int32_t status = PECIA_OK;
    if (!reader->has_tags || !paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) {
        return status;
    }
    cmark_node *first = cmark_node_first_child(paragraph);
    md_points_before(reader, token && first ? cmark_node_next(first) : first, "item", &status);
    return status;
}

static int32_t open_item(md_reader *reader, cmark_node *item, bool *skip) {
    cmark_node *paragraph = cmark_node_first_child(item);
    md_token *token = first_token(reader, paragraph);
    if (token && token->kind == MD_TOKEN_NOTE) {
        return open_note(reader, item, token, skip);
    }
    int32_t status = open_list(reader, cmark_node_parent(item));
    status = status < 0 ? status : points_before(reader, paragraph, token);
    status = status < 0 ? status : md_push(reader, MD_OPEN_CMARK, PECIA_ITEM, 0);
    if (status == PECIA_OK && token && token->kind == MD_TOKEN_TASK) {
        const pecia_builder_api *b = reader->host->builder;
        status = b->set_number(reader->builder, b->last(reader->builder), PECIA_CHECKED, token->value);
    }
    return status;
}

/* One cell: PARAGRAPH without its token. */
static int32_t table_cell(md_reader *reader, cmark_node *paragraph, uint32_t align, bool is_header) {
    const pecia_builder_api *b = reader->host->builder;
    int32_t status = b->enter(reader->builder, PECIA_CELL);
    uint32_t node = b->last(reader->builder);
    if (align) {
        b->set_number(reader->builder, node, PECIA_ALIGN, align);
    }
    if (is_header) {
        b->set_number(reader->builder, node, PECIA_HEADER, 1);
    }
    reader->expected = first_token(reader, paragraph);
    status = status < 0 ? status : md_inlines(reader, paragraph, cmark_node_first_child(paragraph), NULL);
    return status < 0 ? status : b->leave(reader->builder, PECIA_CELL);
}

/* True if the row that begins at NODE has no text: a table without a head. */
static bool is_empty_row(md_reader *reader, cmark_node *node) {
    md_token *token = first_token(reader, node);
    do {
        cmark_node *text = cmark_node_first_child(node);
        uint64_t size = 0;
        pecia_str literal = text ? md_literal(text) : (pecia_str){"", 0};
        if (!text || cmark_node_next(text) || !md_token_at(reader, literal, &size) || size < literal.size) {
            return false;
        }
        node = cmark_node_next(node);
        token = first_token(reader, node);
    } while (token && token->kind == MD_TOKEN_CELL);
    return true;
}

/* The block quotation QUOTE is a table that begins with TOKEN. */
static int32_t table(md_reader *reader, cmark_node *quote, const md_token *token) {
    const pecia_builder_api *b = reader->host->builder;
    uint64_t aligns = token->source;
    uint32_t columns = token->value;
    uint32_t column = 0;
    uint32_t rows = 0;
    int32_t status = b->enter(reader->builder, PECIA_TABLE);
    cmark_node *node = cmark_node_next(cmark_node_first_child(quote));
    bool has_head = node && !is_empty_row(reader, node);
    for (; node && status == PECIA_OK; node = cmark_node_next(node)) {
        md_token *cell = first_token(reader, node);
        if (cell && cell->kind == MD_TOKEN_ROW) {
            status = rows > (has_head ? 0u : 1u) ? b->leave(reader->builder, PECIA_ROW) : PECIA_OK;
            column = 0;
            rows++;
            if (rows > 1 || has_head) {
                at_node(reader, node);
                status = status < 0 ? status : b->enter(reader->builder, PECIA_ROW);
            }
            if (rows == 1 && has_head) {
                b->set_number(reader->builder, b->last(reader->builder), PECIA_HEADER, 1);
            }
        }
        if (status == PECIA_OK && (rows > 1 || has_head)) {
            uint32_t align = column < columns ? reader->aligns[aligns + column] : 0;
            status = table_cell(reader, node, align, rows == 1);
        }
        column++;
    }
    if (status == PECIA_OK && rows > (has_head ? 0u : 1u)) {
        status = b->leave(reader->builder, PECIA_ROW);
    }
    return status < 0 ? status : b->leave(reader->builder, PECIA_TABLE);
}

static int32_t code(md_reader *reader, cmark_node *node) {
    const pecia_builder_api *b = reader->host->builder;
    int32_t status = b->enter(reader->builder, PECIA_CODE_BLOCK);
    uint32_t made = b->last(reader->builder);
    const char *info = cmark_node_get_fence_info(node);
    pecia_str says = md_plain(reader, pecia_str_of(info ? info : ""));
    if (reader->has_attributes && md_attributes_size(says) == says.size && says.size > 0) {
        pecia_str class = md_attributes_class(says);
        b->set(reader->builder, made, PECIA_CODE_INFO, class);
        status = status < 0 ? status : md_attributes_set(reader, made, PECIA_CODE_BLOCK, says);
    } else if (says.size > 0) {
        b->set(reader->builder, made, PECIA_CODE_INFO, says);
    }
    pecia_str text = md_plain(reader, md_literal(node));
    text.size -= text.size > 0 && text.data[text.size - 1] == '\n' ? 1 : 0;
    status = status < 0 ? status : b->text(reader->builder, text.data, text.size);
    return status < 0 ? status : b->leave(reader->builder, PECIA_CODE_BLOCK);
}

/* A paragraph behind what rewriting put at its start. */
static int32_t paragraph(md_reader *reader, cmark_node *node) {
    md_token *token = first_token(reader, node);
    cmark_node *first = cmark_node_first_child(node);
    bool is_ours = token && (token->kind == MD_TOKEN_NOTE || token->kind == MD_TOKEN_TASK);
    reader->expected = is_ours ? token : NULL;
    if (token && token->kind == MD_TOKEN_NOTE) {
        uint64_t size = 0;
        pecia_str literal = md_literal(first);
        bool is_alone = md_token_at(reader, literal, &size) && size == literal.size;
        if (is_alone) { /* the label stands on a line of its own */
            first = cmark_node_next(first);
            first = first && cmark_node_get_type(first) == CMARK_NODE_SOFTBREAK ? cmark_node_next(first) : first;
        }
    }
    if (token && token->kind == MD_TOKEN_TASK) {
        uint64_t size = 0;
        pecia_str literal = md_literal(first);
        if (md_token_at(reader, literal, &size) && pecia_str_trim(pecia_str_from(literal, size)).size == 0 &&
            cmark_node_next(first)) {
            reader->expected = NULL;
            first = cmark_node_next(first);
        }
    }
    return first ? md_paragraph(reader, node, first) : PECIA_OK;
}

/* A block quotation; with the line of its source it becomes a citation. */
static int32_t open_quote(md_reader *reader, cmark_node *node) {
    cmark_node *last, *line;
    if (!(reader->syntax & MD_ATTRIBUTIONS) || !md_attribution(node, &last, &line)) {
        return md_push(reader, MD_OPEN_CMARK, PECIA_BLOCK_QUOTE, 0);
    }
    int32_t status = md_push(reader, MD_OPEN_CMARK, PECIA_CITATION, 0);
    cmark_node_set_user_data(last, line);
    return status < 0 ? status : md_push(reader, MD_OPEN_ELEMENT, PECIA_BLOCK_QUOTE, 0);
}

/* Enters NODE. *DEEPER: its children come next, and then leave(). */
static int32_t enter(md_reader *reader, cmark_node *node, bool *deeper) {
    bool skip = false;
    int32_t status = PECIA_OK;
    *deeper = false;
    at_node(reader, node);
    cmark_node_type type = cmark_node_get_type(node);
    if (type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_ITEM) {
        status = md_room(reader);
    }
    if (status < 0) {
        return status;
    }
    switch (type) {
    case CMARK_NODE_BLOCK_QUOTE: {
        md_token *token = first_token(reader, cmark_node_first_child(node));
        if (token && token->kind == MD_TOKEN_TABLE) {
            return table(reader, node, token);
        }
        *deeper = true;
        return open_quote(reader, node);
    }
    case CMARK_NODE_LIST: *deeper = true; return md_push(reader, MD_OPEN_CMARK, 0, 0);
    case CMARK_NODE_ITEM:
        status = open_item(reader, node, &skip);
        *deeper = !skip;
        return status;
    case CMARK_NODE_CODE_BLOCK: return code(reader, node);
    case CMARK_NODE_HTML_BLOCK: return md_markup(reader, node);
    case CMARK_NODE_PARAGRAPH: return paragraph(reader, node);
    case CMARK_NODE_HEADING: return md_heading(reader, node);
    case CMARK_NODE_THEMATIC_BREAK: return reader->host->builder->leaf(reader->builder, PECIA_RULE);
    default: return PECIA_OK;
    }
}

/* Closes the innermost container of cmark and what is open inside. */
static int32_t leave(md_reader *reader) {
    uint64_t count = reader->open_count;
    while (count > 0 && reader->open[count - 1].type != MD_OPEN_CMARK) {
        count--;
    }
    return md_close(reader, count > 0 ? count - 1 : 0);
}

int32_t md_blocks(md_reader *reader, cmark_node *root) {
    cmark_node *node = cmark_node_first_child(root);
    int32_t status = PECIA_OK;
    while (node && (uint32_t)cmark_node_get_start_line(node) <= reader->definition_lines) {
        node = cmark_node_next(node); /* a definition that was none */
    }
    while (node && status == PECIA_OK) {
        bool deeper;
        status = enter(reader, node, &deeper);
        if (deeper && status == PECIA_OK && cmark_node_first_child(node)) {
            node = cmark_node_first_child(node);
            continue;
        }
        if (deeper && status == PECIA_OK) {
            status = leave(reader);
        }
        while (status == PECIA_OK && node && !cmark_node_next(node)) {
            node = cmark_node_parent(node);
            if (node == root) {
                node = NULL;
            } else if (node) {
                status = leave(reader);
            }
        }
        node = node ? cmark_node_next(node) : NULL;
    }
    return status;
}
