/* SPDX-License-Identifier: MIT
 *
 * failing.c: the allocator that fails.
 */
#include "tests/core/failing.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "pecia/plugin.h"
#include "tests/core/cmocka.h"

/* Moves at every resize and fills what is new with rubbish, so that stale pointers and unset bytes show. */
static void *allocate_moving(void *old, size_t size) {
    char *made = malloc(size);
    assert_non_null(made);
    memset(made, 0xA5, size);
    size_t before = old ? malloc_usable_size(old) : 0;
    if (before)
        memcpy(made, old, before < size ? before : size);
    free(old);
    return made;
}

static void *resize_failing(void *context, void *old, size_t size) {
    failing *allocator = context;
    if (size == 0) {
        allocator->live -= old != NULL;
        free(old);
        return NULL;
    }
    allocator->count++;
    if (allocator->count == allocator->fail_at ||
        (allocator->for_ever && allocator->fail_at && allocator->count > allocator->fail_at)) {
        allocator->failed++;
        return NULL;
    }
    void *made = allocate_moving(old, size);
    allocator->live += old == NULL;
    return made;
}

void failing_begin(failing *allocator, uint64_t fail_at, bool for_ever) {
    *allocator = (failing){.fail_at = fail_at, .for_ever = for_ever};
    allocator->memory = (pecia_memory){resize_failing, allocator};
}

/* Returns whether an allocation failed. */
static bool try_one(failing_run run, void *context, uint64_t fail_at, bool for_ever, bool tolerant, uint64_t *count) {
    failing allocator;
    failing_begin(&allocator, fail_at, for_ever);
    int32_t status = run(&allocator.memory, context);
    *count = allocator.count;
    if (allocator.live != 0)
        fail_msg("%lu blocks leak when allocation %lu fails", (unsigned long)allocator.live, (unsigned long)fail_at);
    if (allocator.failed == 0)
        assert_int_equal(status, PECIA_OK);
    else if (!tolerant && status == PECIA_OK)
        fail_msg("the run succeeds although allocation %lu failed", (unsigned long)fail_at);
    return allocator.failed > 0;
}

uint64_t failing_try_all(failing_run run, void *context, bool tolerant) {
    uint64_t count = 0;
    for (uint64_t fail_at = 1; try_one(run, context, fail_at, false, tolerant, &count); fail_at++)
        try_one(run, context, fail_at, true, tolerant, &count);
    return count;
}
