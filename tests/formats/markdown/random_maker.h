/* SPDX-License-Identifier: MIT
 *
 * random_maker.h: what makes a random document, shared by random.c (blocks) and random_inlines.c. The same seed and
 * size make the same document.
 */
#ifndef PECIA_TESTS_MARKDOWN_RANDOM_MAKER_H
#define PECIA_TESTS_MARKDOWN_RANDOM_MAKER_H

#include <string.h>

#include "pecia/plugin.h"

typedef struct maker {
    const pecia_builder_api *b;
    pecia_builder *to;
    uint64_t state;
    int32_t left;   /* nodes that may still be made */
    uint32_t notes; /* made */
    uint64_t slots; /* a bit for each of the first of them that has a place and no mark */
    uint32_t depth;
    int in_note, in_link, in_line;
} maker;

/** A number below SIDES. */
uint32_t maker_roll(maker *m, uint32_t sides);
/** True once in SIDES. */
static inline int maker_rarely(maker *m, uint32_t sides) {
    return maker_roll(m, sides) == 0;
}
/** Text that Markdown would take for more than text. */
const char *maker_hostile(maker *m);
/** Adds text: LEAST words or up to three more. */
void maker_text(maker *m, int least);
void maker_text_of(maker *m, const char *text);
/** Sets KEY of the node made last. */
void maker_set(maker *m, uint32_t key, const char *value);
void maker_number(maker *m, uint32_t key, int64_t value);
/** Gives the node made last, now and then, what any node may say: a language, an id, a class, an origin. */
void maker_dress(maker *m);
/** A comment, an instruction or layout. */
void maker_hidden(maker *m);
/** A page break or another point. */
void maker_point(maker *m);
/** Inlines: LEAST or up to three more. */
void maker_inlines(maker *m, int least);
/** A phrase of KIND, most often with text. */
void maker_phrase(maker *m, uint32_t kind);
/** A code block, or inline code. */
void maker_code(maker *m, uint32_t kind);
/** Blocks, for the bodies of notes and for blocks in the midst of a phrase. */
void maker_blocks(maker *m, uint32_t how_many);

#endif
