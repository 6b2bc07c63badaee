/* SPDX-License-Identifier: MIT
 *
 * test_tracked.c: what is not freed is freed at the end, and only once.
 */
#include <string.h>

#include "plugins/host/tracked.h"
#include "tests/core/cmocka_all.h"
#include "tests/core/failing.h"

static void everything_goes_at_the_end(void **state) {
    (void)state;
    failing parent;
    pecia_tracked tracked;
    failing_begin(&parent, 0, false);
    pecia_tracked_start(&tracked, &parent.memory);
    char *one = pecia_memory_new(&tracked.memory, 10);
    char *two = pecia_memory_new(&tracked.memory, 20);
    char *three = pecia_memory_new(&tracked.memory, 30);
    memset(two, 'x', 20);
    two = tracked.memory.resize(&tracked, two, 5000); /* moves in the middle of the list */
    assert_memory_equal(two, "xxxxxxxxxxxxxxxxxxxx", 20);
    pecia_memory_free(&tracked.memory, one);
    assert_non_null(three);
    assert_int_equal(parent.live, 2);
    pecia_tracked_end(&tracked);
    assert_int_equal(parent.live, 0);
    pecia_tracked_end(&tracked);
    assert_false(tracked.failed);
}

static void a_failure_keeps_the_old_block(void **state) {
    (void)state;
    failing parent;
    pecia_tracked tracked;
    failing_begin(&parent, 2, true);
    pecia_tracked_start(&tracked, &parent.memory);
    char *one = pecia_memory_new(&tracked.memory, 10);
    assert_non_null(one);
    assert_null(tracked.memory.resize(&tracked, one, 100));
    assert_true(tracked.failed);
    assert_null(tracked.memory.resize(&tracked, NULL, SIZE_MAX));
    one[9] = 'x';
    pecia_tracked_end(&tracked);
    assert_int_equal(parent.live, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_goes_at_the_end),
        cmocka_unit_test(a_failure_keeps_the_old_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
