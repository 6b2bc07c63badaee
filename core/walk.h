/* SPDX-License-Identifier: MIT
 *
 * walk.h: the bare walk under a cursor: ENTER, LEAF and EXIT of each node, note bodies on demand. Seen by cursor.c and
 * flow.c only.
 *
 * A walk is a position in the node array. It needs no stack but for note bodies that were entered: each is a frame.
 */
#ifndef PECIA_CORE_WALK_H
#define PECIA_CORE_WALK_H

#include "core/document.h"

typedef struct pecia_frame {
    uint32_t open;  /* innermost open node, 0 before the root of the frame */
    uint32_t at;    /* node to look at next */
    uint32_t root;  /* node that the frame walks */
    uint32_t depth; /* nodes open in this frame */
} pecia_frame;

typedef struct pecia_walk {
    const pecia_memory *memory;
    const pecia_document *document;
    int hidden; /* show hidden nodes */
    int failed;
    pecia_frame top;
    pecia_frame *below; /* frames that wait */
    uint64_t below_count, below_capacity;
} pecia_walk;

/** One step: fills EVENT; its type is PECIA_END at the end. */
void pecia_walk_next(pecia_walk *walk, pecia_event *event);
/** Jumps behind NODE, which is open in the top frame; what is open inside it is left too, without events. */
void pecia_walk_leave(pecia_walk *walk, uint32_t node);
/** Makes the body of NOTE the next to be walked; 1, or 0 if it has none, is open already, 1,000 notes are open, or
 * memory ran out. */
int pecia_walk_enter_note(pecia_walk *walk, uint32_t note);

#endif
