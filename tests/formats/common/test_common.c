/* SPDX-License-Identifier: MIT
 *
 * test_common.c: the helpers of formats/common that need libc alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/fold.h"

/* A job that hands out memory until its budget is spent; freed at the end of each test. */
struct pecia_job {
    void *blocks[64];
    size_t count, budget;
};

static void *job_alloc(pecia_job *job, uint64_t size) {
    if (job->count >= job->budget) {
        return NULL;
    }
    return job->blocks[job->count++] = calloc(1, (size_t)size);
}

static const pecia_job_api job_table = {.struct_size = sizeof(pecia_job_api), .alloc = job_alloc};
static const pecia_host host = {.struct_size = sizeof(pecia_host), .job = &job_table};

static void job_end(pecia_job *job) {
    for (size_t i = 0; i < job->count; i++) {
        free(job->blocks[i]);
    }
}

static void folded(const char *const *pieces, const char *expected) {
    char out[256];
    size_t size = 0;
    pecia_fold fold;
    pecia_str run;
    pecia_fold_block(&fold);
    for (; *pieces; pieces++) {
        pecia_str text = pecia_str_of(*pieces);
        while (pecia_fold_run(&fold, &text, &run)) {
            memcpy(out + size, run.data, run.size);
            size += run.size;
        }
    }
    out[size] = 0;
    assert_string_equal(out, expected);
}

static void test_fold(void **state) {
    (void)state;
    folded((const char *const[]){" a  b\n\tc ", NULL}, "a b c");
    folded((const char *const[]){"a ", " b", NULL}, "a b");
    folded((const char *const[]){"a", "b", NULL}, "ab");
    folded((const char *const[]){"a ", "\n", "", " b ", NULL}, "a b");
    folded((const char *const[]){" ", "\n", NULL}, "");
    folded((const char *const[]){"\xC2\xA0"
                                 "a",
                                 NULL},
           "\xC2\xA0"
           "a");
}

/* White space anywhere in a block of 16 bytes, as the fast way looks at them. */
static void test_fold_long(void **state) {
    (void)state;
    char text[128], expected[128];
    for (size_t before = 1; before < 40; before++) {
        memset(text, 'x', sizeof text);
        memset(expected, 'x', sizeof expected);
        memcpy(text + before, " y  z\n\nw\tv", 10);
        memcpy(expected + before, " y z w v", 8);
        text[before + 10 + 30] = '\0';
        expected[before + 8 + 30] = '\0';
        folded((const char *const[]){text, NULL}, expected);
    }
}

static void test_fold_solid(void **state) {
    (void)state;
    pecia_fold fold;
    pecia_str run, text = PECIA_STR("word ");
    pecia_fold_block(&fold);
    assert_int_equal(pecia_fold_solid(&fold).size, 0);
    while (pecia_fold_run(&fold, &text, &run)) {
    }
    assert_true(pecia_str_is(pecia_fold_solid(&fold), " "));
    assert_int_equal(pecia_fold_solid(&fold).size, 0);
    pecia_fold_block(&fold);
    pecia_fold_space(&fold);
    assert_int_equal(pecia_fold_solid(&fold).size, 0);
}

static void test_numbers(void **state) {
    (void)state;
    int64_t n = 7;
    assert_true(pecia_str_number(PECIA_STR("0012"), &n));
    assert_int_equal(n, 12);
    assert_true(pecia_str_number(PECIA_STR("-9223372036854775807"), &n));
    assert_false(pecia_str_number(PECIA_STR("9223372036854775808"), &n));
    assert_false(pecia_str_number(PECIA_STR(""), &n));
    assert_false(pecia_str_number(PECIA_STR("-"), &n));
    assert_false(pecia_str_number(PECIA_STR("1 "), &n));
    assert_false(pecia_str_number(PECIA_STR("0x1"), &n));
}

static void test_characters(void **state) {
    (void)state;
    static const uint32_t codes[] = {0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFD, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        char bytes[4];
        pecia_str rest = {bytes, pecia_str_put(codes[i], bytes)};
        assert_int_equal(pecia_str_next(&rest), codes[i]);
        assert_int_equal(rest.size, 0);
    }
    static const char *const bad[] = {"\x80",         "\xC0\x80",         "\xE0\x80\x80",
                                      "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        pecia_str rest = pecia_str_of(bad[i]);
        assert_int_equal(pecia_str_next(&rest), 0xFFFD);
        assert_int_equal(rest.size, strlen(bad[i]) - 1);
    }
}

static void test_buf(void **state) {
    (void)state;
    pecia_job job = {.budget = 64};
    pecia_buf buf;
    pecia_buf_init(&buf, &host, &job);
    assert_int_equal(pecia_buf_str(&buf).size, 0);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(pecia_buf_add_text(&buf, "ab"), PECIA_OK);
        assert_int_equal(pecia_buf_add_char(&buf, 'c'), PECIA_OK);
    }
    assert_int_equal(buf.size, 3000);
    assert_true(pecia_str_is(pecia_buf_from(&buf, 2997), "abc"));
    pecia_buf_clear(&buf);
    pecia_buf_add_number(&buf, INT64_MIN);
    pecia_buf_fill(&buf, ' ', 2);
    pecia_buf_add_code(&buf, 0x44F);
    assert_true(pecia_str_is(pecia_buf_str(&buf), "-9223372036854775808  я"));
    job_end(&job);
}

static void test_buf_without_memory(void **state) {
    (void)state;
    pecia_job job = {.budget = 1};
    pecia_buf buf;
    pecia_buf_init(&buf, &host, &job);
    assert_int_equal(pecia_buf_add_text(&buf, "kept"), PECIA_OK);
    assert_int_equal(pecia_buf_fill(&buf, 'x', 100000), PECIA_ERR_MEMORY);
    assert_int_equal(pecia_buf_add_char(&buf, 'y'), PECIA_ERR_MEMORY);
    assert_int_equal(buf.size, 4);
    assert_null(pecia_buf_room(&buf, UINT64_MAX));
    job_end(&job);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_fold_long),
        cmocka_unit_test(test_fold_solid),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_buf_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
