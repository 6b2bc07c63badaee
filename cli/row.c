/* SPDX-License-Identifier: MIT
 *
 * row.c: writes rows of tokens: words, nodes, and when each counts.
 */
#include "cli/row.h"

#include <string.h>

#include "cli/letters.h"
#include "plugins/host/documents.h"

void cli_row_append(cli_flattener *f, cli_token token) {
    cli_row *row = f->row;
    if (f->failed || (row->count == row->capacity &&
                      pecia_memory_grow(f->memory, &row->at, &row->capacity, row->count + 1, sizeof *row->at) != 0)) {
        f->failed = true;
        return;
    }
    row->at[row->count++] = token;
}

void cli_row_append_point(cli_flattener *f, cli_token token) {
    enum { MOST_OPEN = 16 }; /* the work stays linear */
    cli_row *row = f->row;
    cli_row_append(f, token);
    if (f->failed || !f->view->folds) {
        return;
    }
    uint64_t at = row->count - 1, least = at > MOST_OPEN ? at - MOST_OPEN : 0;
    for (; at > least && row->at[at - 1].type == CLI_TOKEN_OPEN; at--) {
        row->at[at] = row->at[at - 1];
    }
    row->at[at] = token;
}

static void add_bytes(cli_flattener *f, const char *data, uint64_t size) {
    cli_flat *out = f->out;
    if (f->failed || out->pool_size + size > UINT32_MAX ||
        (out->pool_size + size > out->pool_capacity &&
         pecia_memory_grow(f->memory, &out->pool, &out->pool_capacity, out->pool_size + size, 1) != 0)) {
        f->failed = true;
        return;
    }
    memcpy(out->pool + out->pool_size, data, size);
    out->pool_size += size;
}

void cli_row_set_text(cli_flattener *f, cli_token *token, pecia_str text) {
    token->text = (uint32_t)f->out->pool_size;
    token->size = text.size < UINT32_MAX ? (uint32_t)text.size : 0;
    if (token->size > 0) {
        add_bytes(f, text.data, token->size);
    }
}

/** Writes down what is open and has not been. */
void cli_row_settle(cli_flattener *f) {
    while (f->settled < f->depth) {
        cli_row_append(f, f->stack[f->settled++].token);
    }
}

void cli_row_end_word(cli_flattener *f) {
    if (f->word.size > 0) {
        cli_token word = f->word;
        f->word.size = 0;
        cli_row_settle(f);
        cli_row_append(f, word);
    }
}

static void add_characters(cli_flattener *f, uint32_t node, const char *data, uint64_t size, uint8_t type) {
    if (f->word.size == 0) {
        f->word = (cli_token){.type = type, .node = node, .text = (uint32_t)f->out->pool_size};
    }
    add_bytes(f, data, size);
    f->word.size += (uint32_t)size;
}

void cli_row_add_text(cli_flattener *f, uint32_t node, pecia_str text) {
    uint32_t width = 1;
    for (uint64_t at = 0; at < text.size; at += width) {
        uint32_t code = pecia_utf8_decode(text.data + at, text.size - at, &width);
        switch (cli_letter_class(code)) {
        case CLI_LETTER: add_characters(f, node, text.data + at, width, CLI_TOKEN_WORD); break;
        case CLI_SIGN:
            cli_row_end_word(f);
            if (!f->view->words) {
                add_characters(f, node, text.data + at, width, CLI_TOKEN_SIGN);
                cli_row_end_word(f);
            }
            break;
        case CLI_NOTHING: break;
        default: cli_row_end_word(f); break;
        }
    }
}

void cli_row_open(cli_flattener *f, cli_token token, bool phrase, bool at_once) {
    cli_row_end_word(f);
    if (f->failed || (f->depth == f->capacity &&
                      pecia_memory_grow(f->memory, &f->stack, &f->capacity, f->depth + 1, sizeof *f->stack) != 0)) {
        f->failed = true;
        return;
    }
    f->stack[f->depth++] = (cli_open_node){.token = token, .phrase = phrase};
    if (at_once) {
        cli_row_settle(f);
    }
}

void cli_row_close(cli_flattener *f, uint8_t kind) {
    cli_row_end_word(f);
    if (f->depth > 0 && f->stack[f->depth - 1].token.kind == kind) {
        f->depth--;
        if (f->settled > f->depth) {
            f->settled = f->depth;
            cli_row_append(f,
                           (cli_token){.type = CLI_TOKEN_CLOSE, .kind = kind, .node = f->stack[f->depth].token.node});
        }
    }
}

/** Ends the paragraph at a line break; what is open opens again when more comes. */
void cli_row_split(cli_flattener *f) {
    cli_row_end_word(f);
    for (uint64_t i = f->depth; i > 0; i--) {
        const cli_open_node *node = &f->stack[i - 1];
        if (f->settled >= i) {
            f->settled = i - 1;
            cli_row_append(f, (cli_token){.type = CLI_TOKEN_CLOSE, .kind = node->token.kind, .node = node->token.node});
        }
        if (node->phrase) {
            return;
        }
    }
}
