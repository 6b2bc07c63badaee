/* SPDX-License-Identifier: MIT
 *
 * tracked.h: an allocator that remembers what is not freed yet, so that all of it can be freed at once. Cursors live on
 * it: a writer may close its cursors or leave that to the host.
 */
#ifndef PECIA_HOST_TRACKED_H
#define PECIA_HOST_TRACKED_H

#include <stdbool.h>

#include "core/memory.h"

typedef struct pecia_tracked_block {
    struct pecia_tracked_block *before, *after;
} pecia_tracked_block;

typedef struct pecia_tracked {
    pecia_memory memory; /* hand out &memory */
    const pecia_memory *parent;
    pecia_tracked_block list; /* a ring */
    bool failed;              /* an allocation failed */
} pecia_tracked;

/** Sets TRACKED up over PARENT. It must not move afterwards. */
void pecia_tracked_start(pecia_tracked *tracked, const pecia_memory *parent);
/** Frees everything that was allocated and not freed. May be called many times. */
void pecia_tracked_end(pecia_tracked *tracked);

#endif
