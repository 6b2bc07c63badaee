/* SPDX-License-Identifier: MIT
 *
 * flatten.c: walks a document in the flow view and writes down what counts of it.
 *
 * A node that opens is written down only when something stands in it, so that empty paragraphs do not count and a node
 * that is split at a line break opens again by itself.
 */
#include "cli/flatten.h"

#include <string.h>

#include "cli/row.h"
#include "plugins/host/documents.h"

/** Groups of verse lines are wrapped in many ways; through other formats only the gaps between stanzas count: where a
 * line follows directly on one of another group. */
static void note_stanza(cli_flattener *f, const pecia_event *event) {
    const cli_row *row = f->row;
    if (!f->view->folds || f->view->words) {
        return;
    }
    f->stanza = f->stanza || event->kind == PECIA_LINE_GROUP;
    if (event->kind != PECIA_LINE || event->type != PECIA_ENTER) {
        return;
    }
    const cli_token *last = row->count > 0 ? &row->at[row->count - 1] : NULL;
    if (f->stanza && f->view->holds[PECIA_LINE_GROUP] && last != NULL && last->type == CLI_TOKEN_CLOSE &&
        last->kind == PECIA_LINE) {
        cli_row_append(f, (cli_token){.type = CLI_TOKEN_LEAF, .kind = PECIA_LINE_GROUP, .node = event->node});
    }
    f->stanza = false;
}

/** As what the node counts: its kind, another one, or 0 when only its content counts. */
static uint8_t counts_as(const cli_flattener *f, const pecia_event *event) {
    const cli_view *view = f->view;
    uint8_t class = pecia_kind_get(event->kind)->class_;
    if (view->words) {
        return 0;
    }
    switch (event->kind) {
    case PECIA_DOCUMENT:
    case PECIA_MATTER:
    case PECIA_SECTION:
    case PECIA_NOTE:
    case PECIA_SPAN:
    case PECIA_FOREIGN_BLOCK:
    case PECIA_FOREIGN_INLINE: return 0;
    case PECIA_LINE_GROUP:
        if (view->folds) {
            return 0; /* note_stanza */
        }
        break;
    case PECIA_LIST:
        if (!view->holds[PECIA_DEFINITION] &&
            pecia_document_get_number(f->out->document, event->node, PECIA_LIST_STYLE, 0) == PECIA_LIST_DEFINITION) {
            return 0;
        }
        break;
    default: break;
    }
    if (view->holds[event->kind]) {
        return event->kind;
    }
    return class == PECIA_CLASS_PHRASE ? PECIA_PARAGRAPH : 0;
}

static bool is_outside(pecia_str href) {
    return href.size > 0 && href.data[0] != '#';
}

/** The level that the source gave, or how many sections stand around. Not every format holds levels that nesting does
 * not show, or sections without headings: through other formats only the sections with headings count. */
static int64_t heading_level(const cli_flattener *f, uint32_t node) {
    int64_t headed = 0;
    if (!f->view->folds) {
        return pecia_document_get_number(f->out->document, node, PECIA_LEVEL, (int64_t)f->sections);
    }
    for (uint64_t i = 0; i < f->sections; i++) {
        headed += f->headed[i];
    }
    return headed;
}

/** What counts of a node beside its kind. */
static void add_details(cli_flattener *f, const pecia_event *event, cli_token *token) {
    const pecia_document *document = f->out->document;
    pecia_str text = {NULL, 0};
    int64_t number = 0;
    switch (token->kind) {
    case PECIA_HEADING:
        number = heading_level(f, event->node);
        token->detail = (uint16_t)(number < 1 ? 1 : number > 6 ? 6 : number);
        break;
    case PECIA_LIST:
        number = pecia_document_get_number(document, event->node, PECIA_LIST_STYLE, PECIA_LIST_BULLET);
        token->detail = (uint16_t)(number == PECIA_LIST_PLAIN ? PECIA_LIST_BULLET : number);
        if (number == PECIA_LIST_ORDERED) {
            token->number = (uint32_t)pecia_document_get_number(document, event->node, PECIA_START, 1);
        }
        break;
    case PECIA_STYLE:
        token->detail = (uint16_t)pecia_document_get_number(document, event->node, PECIA_STYLE_BITS, 0);
        break;
    case PECIA_LINK:
        pecia_document_get(document, event->node, PECIA_HREF, &text);
        if (is_outside(text)) {
            cli_row_set_text(f, token, text);
        }
        break;
    case PECIA_PAGE_BREAK:
        pecia_document_get(document, event->node, PECIA_N, &text);
        cli_row_set_text(f, token, text);
        break;
    default: break;
    }
}

/** Through other formats a style is what it shows: bold is strong emphasis, italic is emphasis, and the rest is a style
 * of its own. Opens these, or closes them in turn. */
static void fold_style(cli_flattener *f, const pecia_event *event) {
    static const uint8_t kinds[] = {PECIA_STRONG, PECIA_EMPHASIS, PECIA_STYLE};
    int64_t all = pecia_document_get_number(f->out->document, event->node, PECIA_STYLE_BITS, 0);
    int64_t bits[] = {all & PECIA_BOLD, all & PECIA_ITALIC, all & ~(int64_t)(PECIA_BOLD | PECIA_ITALIC)};
    for (size_t i = 0; i < 3; i++) {
        size_t at = event->type == PECIA_ENTER ? i : 2 - i;
        if (bits[at] == 0 || !f->view->holds[kinds[at]]) {
            continue;
        }
        cli_row_end_word(f);
        if (event->type == PECIA_EXIT) {
            cli_row_close(f, kinds[at]);
            continue;
        }
        cli_token token = {.type = CLI_TOKEN_OPEN, .kind = kinds[at], .node = event->node};
        token.detail = kinds[at] == PECIA_STYLE ? (uint16_t)bits[at] : 0;
        cli_row_open(f, token, false, false);
    }
}

static void enter_section(cli_flattener *f) {
    if (f->failed || (f->sections == f->sections_capacity &&
                      pecia_memory_grow(f->memory, &f->headed, &f->sections_capacity, f->sections + 1, 1) != 0)) {
        f->failed = true;
        return;
    }
    f->headed[f->sections++] = 0;
}

static bool is_folded_style(const cli_flattener *f, const pecia_event *event) {
    return event->kind == PECIA_STYLE && f->view->folds && !f->view->words;
}

static void enter(cli_flattener *f, const pecia_event *event) {
    if (is_folded_style(f, event)) {
        fold_style(f, event);
        return;
    }
    uint8_t kind = counts_as(f, event);
    uint8_t class = pecia_kind_get(event->kind)->class_;
    f->code += event->kind == PECIA_CODE_BLOCK;
    if (event->kind == PECIA_SECTION) {
        enter_section(f);
    } else if (event->kind == PECIA_HEADING && f->sections > 0) {
        f->headed[f->sections - 1] = 1;
    }
    if (class == PECIA_CLASS_FLOW || class == PECIA_CLASS_PHRASE) {
        cli_row_end_word(f);
    }
    note_stanza(f, event);
    if (kind == 0) {
        return;
    }
    cli_token token = {.type = CLI_TOKEN_OPEN, .kind = kind, .node = event->node};
    bool part = kind == PECIA_ITEM || kind == PECIA_ROW || kind == PECIA_CELL;
    cli_row_end_word(f);
    add_details(f, event, &token);
    cli_row_open(f, token, class == PECIA_CLASS_PHRASE, part);
}

static void leave(cli_flattener *f, const pecia_event *event) {
    if (is_folded_style(f, event)) {
        fold_style(f, event);
        return;
    }
    uint8_t kind = counts_as(f, event);
    uint8_t class = pecia_kind_get(event->kind)->class_;
    f->sections -= event->kind == PECIA_SECTION && f->sections > 0;
    f->code -= event->kind == PECIA_CODE_BLOCK && f->code > 0;
    if (class == PECIA_CLASS_FLOW || class == PECIA_CLASS_PHRASE) {
        cli_row_end_word(f);
    }
    note_stanza(f, event);
    if (kind != 0) {
        cli_row_close(f, kind);
    }
}

static void add_mark(cli_flattener *f, const pecia_event *event) {
    pecia_note entry;
    cli_token token = {.type = CLI_TOKEN_MARK, .kind = PECIA_NOTE_REF, .node = event->node};
    if (f->number[event->note] == 0) {
        f->order[f->ordered++] = event->note;
        f->number[event->note] = f->ordered;
    }
    if (f->view->words) {
        return; /* a mark does not part a word */
    }
    cli_row_end_word(f);
    token.number = f->number[event->note];
    if (pecia_document_note(f->out->document, event->note, &entry, NULL)) {
        cli_row_set_text(f, &token, entry.label);
    }
    cli_row_settle(f);
    cli_row_append(f, token);
}

/** True where the lines of code are lines of verse, which in turn are paragraphs. */
static bool is_code_in_lines(const cli_flattener *f) {
    return f->code > 0 && f->view->folds && !f->view->words && !f->view->holds[PECIA_CODE_BLOCK] &&
           !f->view->holds[PECIA_LINE];
}

static void add_text(cli_flattener *f, const pecia_event *event) {
    pecia_str rest = event->text;
    while (is_code_in_lines(f) && rest.size > 0) {
        const char *end = memchr(rest.data, '\n', rest.size);
        if (end == NULL) {
            break;
        }
        uint64_t line = (uint64_t)(end - rest.data);
        cli_row_add_text(f, event->node, (pecia_str){rest.data, line});
        cli_row_split(f);
        rest = (pecia_str){end + 1, rest.size - line - 1};
    }
    cli_row_add_text(f, event->node, rest);
}

static void add_leaf(cli_flattener *f, const pecia_event *event) {
    pecia_str value = {NULL, 0};
    cli_token token = {.type = CLI_TOKEN_LEAF, .kind = event->kind, .node = event->node};
    switch (event->kind) {
    case PECIA_TEXT: add_text(f, event); return;
    case PECIA_NOTE_REF: add_mark(f, event); return;
    case PECIA_SOFT_BREAK: cli_row_end_word(f); return;
    case PECIA_LINE_BREAK:
        if (!f->view->folds || f->view->holds[PECIA_LINE]) {
            break;
        }
        cli_row_split(f); /* a line of verse where there are none */
        return;
    case PECIA_LINE_BEGINNING:
        if (!pecia_document_get(f->out->document, event->node, PECIA_BREAK, &value)) {
            cli_row_end_word(f);
        }
        break;
    case PECIA_ANCHOR:
    case PECIA_NOTE_SLOT: return;
    default: break;
    }
    if (event->kind == PECIA_LINE_BREAK || event->kind == PECIA_RULE) {
        cli_row_end_word(f);
    }
    if (counts_as(f, event) == 0) {
        return;
    }
    cli_row_end_word(f);
    add_details(f, event, &token);
    if (pecia_kind_get(event->kind)->class_ == PECIA_CLASS_POINT) {
        cli_row_append_point(f, token); /* at the beginning of a paragraph it may as well stand before it */
        return;
    }
    cli_row_settle(f);
    cli_row_append(f, token);
}

/* ------------------------------------------------------------------ the whole */

static void walk(cli_flattener *f, uint32_t node) {
    pecia_cursor *cursor = pecia_cursor_new(f->memory, f->out->document, NULL, node, PECIA_VIEW_FLOW);
    const pecia_event *event = cursor != NULL ? pecia_cursor_next(cursor) : NULL;
    for (; event != NULL && event->type != PECIA_END && !f->failed; event = pecia_cursor_next(cursor)) {
        if (event->type == PECIA_ENTER) {
            enter(f, event);
        } else if (event->type == PECIA_EXIT) {
            leave(f, event);
        } else {
            add_leaf(f, event);
        }
    }
    f->failed = f->failed || cursor == NULL || pecia_cursor_failed(cursor);
    cli_row_end_word(f);
    pecia_cursor_close(cursor);
    f->depth = f->settled = 0;
}

static void add_note(cli_flattener *f, uint32_t note, uint32_t number) {
    pecia_note entry;
    pecia_note_state state;
    cli_token token = {.type = CLI_TOKEN_NOTE, .kind = PECIA_NOTE, .number = number};
    if (!pecia_document_note(f->out->document, note, &entry, &state)) {
        return;
    }
    token.node = state.body != 0 ? state.body : state.first_ref;
    token.detail = state.body != 0;
    if (!f->view->words) {
        cli_row_set_text(f, &token, entry.label);
        cli_row_append(f, token);
    }
    if (state.body != 0) {
        walk(f, state.body);
    }
}

/** The notes in the order of their marks, then those without marks; marks in notes bring further ones meanwhile. */
static void add_notes(cli_flattener *f) {
    uint32_t count = pecia_document_note_count(f->out->document);
    uint32_t done = 0;
    f->row = &f->out->notes;
    for (uint32_t note = 0; !f->failed; note++) {
        for (; done < f->ordered && !f->failed; done++) {
            add_note(f, f->order[done], done + 1);
        }
        if (note >= count) {
            return;
        }
        if (f->number[note] == 0) {
            f->order[f->ordered++] = note;
            f->number[note] = f->ordered;
        }
    }
}

int32_t cli_flatten(const pecia_memory *memory, const pecia_document *document, const cli_view *view, cli_flat *out) {
    size_t notes = pecia_document_note_count(document);
    *out = (cli_flat){.document = document};
    cli_flattener f = {.memory = memory, .view = view, .out = out, .row = &out->text};
    f.order = pecia_memory_new(memory, (notes + 1) * sizeof *f.order);
    f.number = pecia_memory_new(memory, (notes + 1) * sizeof *f.number);
    f.failed = f.order == NULL || f.number == NULL;
    if (!f.failed) {
        walk(&f, 1);
        add_notes(&f);
    }
    pecia_memory_free(memory, f.order);
    pecia_memory_free(memory, f.number);
    pecia_memory_free(memory, f.stack);
    pecia_memory_free(memory, f.headed);
    return f.failed ? PECIA_ERR_MEMORY : PECIA_OK;
}

void cli_flat_free(const pecia_memory *memory, cli_flat *flat) {
    pecia_memory_free(memory, flat->text.at);
    pecia_memory_free(memory, flat->notes.at);
    pecia_memory_free(memory, flat->pool);
    *flat = (cli_flat){0};
}

pecia_str cli_token_text(const cli_flat *flat, const cli_token *token) {
    return (pecia_str){flat->pool + token->text, token->size};
}

bool cli_token_same(const cli_flat *a, const cli_token *x, const cli_flat *b, const cli_token *y) {
    if (x->type != y->type || x->kind != y->kind || x->detail != y->detail || x->number != y->number) {
        return false;
    }
    if ((x->type == CLI_TOKEN_MARK || x->type == CLI_TOKEN_NOTE) && (x->size == 0 || y->size == 0)) {
        return true;
    }
    return x->size == y->size && (x->size == 0 || memcmp(a->pool + x->text, b->pool + y->text, x->size) == 0);
}
