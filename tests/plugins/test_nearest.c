/* SPDX-License-Identifier: MIT
 *
 * test_nearest.c: the word that was probably meant.
 */
#include "tests/plugins/support.h"

static const char *const formats[] = {"epub", "markdown", "tei", "text", NULL};

static void misspelt_words_are_found(void **state) {
    (void)state;
    assert_string_equal(pecia_nearest("markdwon", formats), "markdown"); /* a swap */
    assert_string_equal(pecia_nearest("epab", formats), "epub");
    assert_string_equal(pecia_nearest("txt", formats), "text");
    assert_string_equal(pecia_nearest("mark", formats), "markdown"); /* the beginning */
    assert_string_equal(pecia_nearest("tie", formats), "tei");
}

static void other_words_are_not(void **state) {
    (void)state;
    assert_null(pecia_nearest("docx", formats));
    assert_null(pecia_nearest("", formats));
    assert_null(pecia_nearest("x", formats));
    assert_null(pecia_nearest("a-word-that-is-much-longer-than-any-name-of-a-format-can-be", formats));
    assert_null(pecia_nearest("epub", (const char *const[]){NULL}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(misspelt_words_are_found),
        cmocka_unit_test(other_words_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
