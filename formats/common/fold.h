/* SPDX-License-Identifier: MIT
 *
 * fold.h: white-space folding for writers of flow formats (docs/DOCUMENT.md, "Text").
 *
 * A run of XML white space is one space, at the edges of a block it is nothing. The folder copies nothing: it cuts the
 * text into runs to write. A space is held back until something follows it, so it never ends a block.
 *
 *     pecia_fold_block(&fold);                              at the start of each block
 *     while (pecia_fold_run(&fold, &text, &run)) write(run);    for each TEXT
 *     pecia_fold_space(&fold);                              for a SOFT_BREAK
 *     write(pecia_fold_solid(&fold));                       before a note mark, an image, an opening sign ...
 *     pecia_fold_block(&fold);                              behind a LINE_BREAK: the line's edges are trimmed too
 */
#ifndef PECIA_FORMATS_COMMON_FOLD_H
#define PECIA_FORMATS_COMMON_FOLD_H

#include "common/str.h"

typedef struct pecia_fold {
    bool edge;    /* nothing was written in this block yet */
    bool pending; /* a space waits for something behind it */
} pecia_fold;

/** At the beginning of a block or line. */
static inline void pecia_fold_block(pecia_fold *fold) {
    fold->edge = true;
    fold->pending = false;
}

/** A space that is no character of a text. */
static inline void pecia_fold_space(pecia_fold *fold) {
    fold->pending = !fold->edge;
}

/** Something that is no text comes now: the space to write before it, or an empty text. */
static inline pecia_str pecia_fold_solid(pecia_fold *fold) {
    pecia_str space = {" ", fold->pending ? 1 : 0};
    fold->pending = false;
    fold->edge = false;
    return space;
}

/** Takes the next run of *TEXT that can be written as it is. False when nothing is left to write. Linear. */
bool pecia_fold_run(pecia_fold *fold, pecia_str *text, pecia_str *run);

#endif
