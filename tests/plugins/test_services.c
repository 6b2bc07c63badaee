/* SPDX-License-Identifier: MIT
 *
 * test_services.c: the tables that plugins get are whole.
 */
#include <string.h>

#include "plugins/host/job.h"
#include "tests/core/cmocka_all.h"

typedef void (*slot)(void);

/** Every field behind struct_size and reserved is a function that is there. */
static void check_table(const char *name, const void *table) {
    uint32_t size;
    memcpy(&size, table, sizeof size);
    assert_true(size > 8 && (size - 8) % sizeof(slot) == 0);
    for (uint32_t at = 8; at < size; at += (uint32_t)sizeof(slot)) {
        slot one;
        memcpy(&one, (const char *)table + at, sizeof one);
        if (!one)
            fail_msg("slot %u of the table %s is empty", (at - 8) / (uint32_t)sizeof(slot), name);
    }
}

static void no_slot_is_empty(void **state) {
    (void)state;
    const pecia_host *host = pecia_host_get();
    assert_int_equal(host->struct_size, sizeof(pecia_host));
    assert_int_equal(host->abi_major, PECIA_ABI_MAJOR);
    assert_int_equal(host->abi_minor, PECIA_ABI_MINOR);
    check_table("job", host->job);
    check_table("input", host->input);
    check_table("output", host->output);
    check_table("builder", host->builder);
    check_table("document", host->document);
    check_table("cursor", host->cursor);
    assert_true(PECIA_HAS(host, get_extension));
}

static void unknown_extensions_are_not_there(void **state) {
    (void)state;
    assert_null(pecia_host_get()->get_extension("pecia.nonsense/1"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_slot_is_empty),
        cmocka_unit_test(unknown_extensions_are_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
