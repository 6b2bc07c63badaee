/* SPDX-License-Identifier: MIT
 *
 * row.h: rows of tokens being written. Seen by flatten.c and row.c only.
 */
#ifndef PECIA_CLI_ROW_H
#define PECIA_CLI_ROW_H

#include "cli/flatten.h"

/** A node that is open in the walk and counts. */
typedef struct cli_open_node {
    cli_token token;
    bool phrase; /* holds words: a paragraph and the like */
} cli_open_node;

typedef struct cli_flattener {
    const pecia_memory *memory;
    const cli_view *view;
    cli_flat *out;
    cli_row *row;
    cli_open_node *stack;
    uint64_t depth, capacity;
    uint64_t settled; /* how many of them, from the bottom, are written down */
    uint8_t *headed;  /* for each section that is open: it has a heading */
    uint64_t sections, sections_capacity;
    uint32_t *order;  /* notes in the order of their first marks */
    uint32_t *number; /* place of each note in ORDER and 1, 0 for none yet */
    uint32_t ordered;
    cli_token word; /* a word that may go on; SIZE 0: none */
    uint32_t code;  /* code blocks that are open */
    bool stanza;    /* a line group began or ended since the last verse line */
    bool failed;
} cli_flattener;

/** Writes TOKEN down as it is. */
void cli_row_append(cli_flattener *f, cli_token token);
/** Writes a point down; where the document went through another format, before what has just begun. */
void cli_row_append_point(cli_flattener *f, cli_token token);
/** Copies TEXT to the pool as that of TOKEN. No word may be going on. */
void cli_row_set_text(cli_flattener *f, cli_token *token, pecia_str text);
/** Writes down the nodes that are open and have not been. */
void cli_row_settle(cli_flattener *f);
/** Ends the word that is going on. */
void cli_row_end_word(cli_flattener *f);
/** Takes TEXT apart into words and signs; the last word may go on. */
void cli_row_add_text(cli_flattener *f, uint32_t node, pecia_str text);
/** Opens a node; it is written down AT_ONCE, or when something comes inside. */
void cli_row_open(cli_flattener *f, cli_token token, bool phrase, bool at_once);
/** Closes the innermost node if it is of KIND. */
void cli_row_close(cli_flattener *f, uint8_t kind);
/** Ends the paragraph at a line break; what is open opens again when more comes. */
void cli_row_split(cli_flattener *f);

#endif
