/* SPDX-License-Identifier: MIT
 *
 * test_kinds.c: kinds.def and the enum of plugin.h say the same.
 */
#include "tests/core/cmocka.h"

#include <string.h>

#include "core/kinds.h"

static void test_every_kind(void **state) {
    (void)state;
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++) {
        const pecia_kind_info *info = pecia_kind_get(kind);
        assert_non_null(info->name);
        assert_true(strlen(info->name) > 0 && strlen(info->meaning) > 0);
        assert_string_not_equal(info->name, "unknown");
        for (uint32_t other = 1; other < kind; other++) {
            assert_string_not_equal(info->name, pecia_kind_get(other)->name);
            assert_string_not_equal(info->id, pecia_kind_get(other)->id);
        }
    }
}

/* The table stands in the order of the enum: kinds.sh numbers by lines. */
static void test_order(void **state) {
    (void)state;
    static const uint32_t order[] = {
#define KIND(NAME, name, class_, content, meaning) PECIA_##NAME,
#include "core/kinds.def"
#undef KIND
    };
    assert_int_equal(sizeof order / sizeof order[0], PECIA_KIND_COUNT - 1);
    for (uint32_t i = 0; i < sizeof order / sizeof order[0]; i++)
        assert_int_equal(order[i], i + 1);
}

static void test_known_kinds(void **state) {
    (void)state;
    assert_string_equal(pecia_kind_get(PECIA_BLOCK_QUOTE)->name, "block quotation");
    assert_string_equal(pecia_kind_get(PECIA_BLOCK_QUOTE)->id, "BLOCK_QUOTE");
    assert_int_equal(pecia_kind_get(PECIA_BLOCK_QUOTE)->class_, PECIA_CLASS_FLOW);
    assert_int_equal(pecia_kind_get(PECIA_BLOCK_QUOTE)->content, PECIA_CONTENT_BLOCKS);
    assert_int_equal(pecia_kind_get(PECIA_PAGE_BREAK)->class_, PECIA_CLASS_POINT);
    assert_int_equal(pecia_kind_get(PECIA_TEXT)->content, PECIA_CONTENT_TEXT);
}

static void test_unknown_kinds(void **state) {
    (void)state;
    assert_string_equal(pecia_kind_get(0)->name, "unknown");
    assert_string_equal(pecia_kind_get(PECIA_KIND_COUNT)->name, "unknown");
    assert_string_equal(pecia_kind_get(UINT32_MAX)->name, "unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_known_kinds),
        cmocka_unit_test(test_unknown_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
