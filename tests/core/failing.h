/* SPDX-License-Identifier: MIT
 *
 * failing.h: an allocator whose n-th allocation fails, to try every n.
 */
#ifndef PECIA_TESTS_CORE_FAILING_H
#define PECIA_TESTS_CORE_FAILING_H

#include <stdbool.h>

#include "core/memory.h"

typedef struct failing {
    pecia_memory memory; /* what to hand to the code under test; its context is this struct */
    uint64_t fail_at;    /* the allocation, from 1, that fails; 0: none */
    bool for_ever;       /* and all after it */
    uint64_t count;      /* allocations asked for so far */
    uint64_t live;       /* blocks that are not freed yet */
    uint64_t failed;     /* how often an allocation was refused */
} failing;

void failing_begin(failing *allocator, uint64_t fail_at, bool for_ever);

/** One run of the code under test: returns its status, PECIA_OK or negative. It frees all that it made. */
typedef int32_t (*failing_run)(const pecia_memory *memory, void *context);

/** Runs RUN with the first allocation failing, then the second, and so on until none fails, each time once with that
 * one failing and once with all after it failing too. Every run must leave nothing allocated and, when an allocation
 * failed, return a failure; the last must return PECIA_OK. With TOLERANT a run may also succeed without what it was
 * refused (a table that is only there for speed, for example). Returns how many allocations the whole run makes. */
uint64_t failing_try_all(failing_run run, void *context, bool tolerant);

#endif
