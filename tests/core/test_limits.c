/* SPDX-License-Identifier: MIT
 *
 * test_limits.c: the table of limits and how one is set.
 */
#include "tests/core/cmocka.h"

#include <string.h>

#include "core/limits.h"

static void test_table(void **state) {
    (void)state;
    pecia_limits limits;
    pecia_limits_default(&limits);
    for (uint32_t i = 0; i < PECIA_LIMIT_COUNT; i++) {
        assert_non_null(pecia_limit_name(i));
        assert_true(strlen(pecia_limit_unit(i)) > 0);
        assert_true(strlen(pecia_limit_meaning(i)) > 0);
        assert_true(limits.value[i] > 0);
        for (uint32_t j = 0; j < i; j++)
            assert_string_not_equal(pecia_limit_name(i), pecia_limit_name(j));
    }
    assert_null(pecia_limit_name(PECIA_LIMIT_COUNT));
    assert_null(pecia_limit_unit(PECIA_LIMIT_COUNT));
    assert_null(pecia_limit_meaning(PECIA_LIMIT_COUNT));
}

static void test_defaults(void **state) {
    (void)state;
    pecia_limits limits;
    pecia_limits_default(&limits);
    assert_int_equal(limits.value[PECIA_LIMIT_INPUT], 268435456);
    assert_int_equal(limits.value[PECIA_LIMIT_OUTPUT], 1073741824);
    assert_int_equal(limits.value[PECIA_LIMIT_DEPTH], 256);
    assert_int_equal(limits.value[PECIA_LIMIT_NODES], 20000000);
    assert_int_equal(limits.value[PECIA_LIMIT_DIAGNOSTICS], 100);
    assert_int_equal(limits.value[PECIA_LIMIT_TEXT], 10485760);
}

static uint64_t value_of(const char *setting, int32_t *status) {
    pecia_limits limits;
    char why[400] = "";
    pecia_limits_default(&limits);
    *status = pecia_limits_set(&limits, setting, why, sizeof why);
    assert_int_equal(*status == PECIA_OK, why[0] == '\0');
    return limits.value[PECIA_LIMIT_INPUT];
}

static void test_set(void **state) {
    (void)state;
    static const struct {
        const char *setting;
        uint64_t value;
    } good[] = {
        {"input=0", 0},
        {"input=1", 1},
        {"input=512k", 524288},
        {"input=512K", 524288},
        {"input=3M", 3145728},
        {"input=2G", 2147483648},
        {"input=none", UINT64_MAX},
        {"input=18446744073709551615", UINT64_MAX},
        {"input=17179869183G", 18446744072635809792u},
    };
    int32_t status;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(value_of(good[i].setting, &status) == good[i].value);
        assert_int_equal(status, PECIA_OK);
    }
}

static void test_every_limit_can_be_set(void **state) {
    (void)state;
    for (uint32_t i = 0; i < PECIA_LIMIT_COUNT; i++) {
        pecia_limits limits;
        char setting[80], why[400];
        pecia_limits_default(&limits);
        strcpy(setting, pecia_limit_name(i));
        strcat(setting, "=4242");
        assert_int_equal(pecia_limits_set(&limits, setting, why, sizeof why), PECIA_OK);
        for (uint32_t j = 0; j < PECIA_LIMIT_COUNT; j++)
            assert_int_equal(limits.value[j] == 4242, j == i);
    }
}

static void test_bad_settings(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",          "input",     "input=",    "input=-1",          "input=5x",
        "input=5kk", "input=5 k", "input=k",   "input=0x10",        "input=1.5M",
        "=5",        "inputs=5",  "Input=5",   "input=nonee",       "input=18446744073709551616",
        "in=5",      " input=5",  "input = 5", "input=17179869184G"};
    int32_t status;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(value_of(bad[i], &status), 268435456);
        assert_int_equal(status, PECIA_ERR_USAGE);
    }
}

static void test_why(void **state) {
    (void)state;
    pecia_limits limits;
    char why[400], tiny[8];
    pecia_limits_default(&limits);
    pecia_limits_set(&limits, "entrys=5", why, sizeof why);
    assert_string_equal(why, "there is no limit 'entrys'; the nearest is 'entries'");
    pecia_limits_set(&limits, "depth", why, sizeof why);
    assert_string_equal(why, "the limit 'depth' needs a value, as in depth=256");
    pecia_limits_set(&limits, "depth=deep", why, sizeof why);
    assert_string_equal(why,
                        "'deep' is no value for the limit 'depth'; give a number of levels, as in 500, 64k, 16M or "
                        "2G, or 'none'");
    pecia_limits_set(&limits, "depth=deep", tiny, sizeof tiny);
    assert_int_equal(strlen(tiny), 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_set),          cmocka_unit_test(test_every_limit_can_be_set),
        cmocka_unit_test(test_bad_settings), cmocka_unit_test(test_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
