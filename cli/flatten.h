/* SPDX-License-Identifier: MIT
 *
 * flatten.h: a document as two rows of tokens, its text and its notes, in a form that does not depend on the format:
 * what "pecia compare" compares. docs/comparing.md says what counts as the same.
 */
#ifndef PECIA_CLI_FLATTEN_H
#define PECIA_CLI_FLATTEN_H

#include <stdbool.h>

#include "core/memory.h"
#include "pecia/plugin.h"

enum cli_token_type {
    CLI_TOKEN_WORD = 1, /* text */
    CLI_TOKEN_SIGN,     /* one character of punctuation */
    CLI_TOKEN_OPEN,     /* a node begins; text: what else counts of it */
    CLI_TOKEN_CLOSE,
    CLI_TOKEN_LEAF, /* a node without content */
    CLI_TOKEN_MARK, /* mark of the note NUMBER; text: its label */
    CLI_TOKEN_NOTE  /* body of the note NUMBER begins (DETAIL 1) or is missing (0); text: its label */
};

typedef struct cli_token {
    uint32_t text; /* offset in the pool */
    uint32_t size; /* bytes; 0 for no text */
    uint32_t node; /* for its place */
    uint32_t number; /* of the note; of an ordered list: what it begins at */
    uint8_t type; /* enum cli_token_type */
    uint8_t kind; /* enum pecia_kind */
    uint16_t detail;
} cli_token;

typedef struct cli_row {
    cli_token *at;
    uint64_t count, capacity;
} cli_row;

/** What is looked at. */
typedef struct cli_view {
    bool words; /* letters and digits alone */
    bool folds; /* the document went through another format: styles fold into emphasis, verse into lines */
    bool holds[PECIA_KIND_COUNT]; /* kinds that count as themselves */
} cli_view;

typedef struct cli_flat {
    const pecia_document *document;
    cli_row text;
    cli_row notes; /* in the order of their first marks, then those without marks */
    char *pool;
    uint64_t pool_size, pool_capacity;
} cli_flat;

/** Fills OUT from DOCUMENT, which must outlive it. PECIA_OK or PECIA_ERR_MEMORY. Free with cli_flat_free in any case.
 */
int32_t cli_flatten(const pecia_memory *memory, const pecia_document *document, const cli_view *view, cli_flat *out);
void cli_flat_free(const pecia_memory *memory, cli_flat *flat);
/** The text of TOKEN. */
pecia_str cli_token_text(const cli_flat *flat, const cli_token *token);
/** True if the two say the same. A label that one side does not have counts as any. */
bool cli_token_same(const cli_flat *a, const cli_token *x, const cli_flat *b, const cli_token *y);

#endif
