/* SPDX-License-Identifier: MIT
 *
 * flow.h: the flow view of a document (docs/DOCUMENT.md): blocks hold blocks, phrases hold inlines. Seen by cursor.c
 * and flow.c only.
 *
 * The state is a stack of the nodes that are open in the document. The innermost block or phrase is the base; the
 * inlines above it are shown from below upwards, so a count says which are. ENTER of a phrase or an inline waits until
 * there is something to show in it.
 */
#ifndef PECIA_CORE_FLOW_H
#define PECIA_CORE_FLOW_H

#include "core/ledger.h"
#include "core/walk.h"

typedef struct pecia_flow_entry {
    uint32_t node;
    uint8_t kind;
    uint8_t is_phrase;  /* a base that holds inlines */
    uint8_t is_shown;   /* phrase: its ENTER was shown and its EXIT not yet */
    uint8_t is_implied; /* phrase: goes on as an implied paragraph */
    uint8_t seen;       /* was shown at some time */
    uint8_t broken;     /* a block was met inside */
    uint8_t saved_implied;
    uint32_t saved_base, saved_shown; /* base: the state of the one below it */
} pecia_flow_entry;

typedef struct pecia_flow {
    const pecia_memory *memory;
    pecia_walk *walk;
    pecia_ledger *ledger; /* may be NULL */
    pecia_flow_entry *stack;
    uint64_t count, capacity;
    uint32_t base;   /* index of the base */
    uint32_t shown;  /* inlines shown above it */
    uint32_t code;   /* code nodes open: their white space counts */
    uint32_t depth;  /* nodes shown open */
    uint8_t implied; /* an implied paragraph is open in the base */
    uint8_t holding; /* HELD is a raw event still to be dealt with */
    pecia_event held;
} pecia_flow;

/** Fills EVENT with the next event of the view. */
void pecia_flow_next(pecia_flow *flow, pecia_event *event);
/** Jumps behind NODE, whose ENTER was shown at DEPTH. */
void pecia_flow_leave(pecia_flow *flow, uint32_t node, uint32_t depth);
/** The node shown open UP levels up, implied paragraphs left out; 0 for none. */
uint32_t pecia_flow_ancestor(const pecia_flow *flow, uint32_t up);

#endif
