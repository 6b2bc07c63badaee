/* SPDX-License-Identifier: MIT
 *
 * test_diagnostics.c: counting, cutting, and what a terminal or a JSON reader is safe from.
 */
#include "tests/core/cmocka.h"

#include <stdio.h>
#include <string.h>

#include "tests/core/said.h"

static void test_text(void **state) {
    (void)state;
    pecia_place place = {.line = 12, .column = 3};
    pecia_diagnostics_file(heard.diagnostics, "a.txt");
    pecia_report(heard.diagnostics, PECIA_WARNING, "note-without-body", &place, "mark [%s] has no body", "30");
    assert_string_equal(heard.last, "a.txt:12:3: warning: mark [30] has no body [note-without-body]");
    place.column = 0;
    pecia_report(heard.diagnostics, PECIA_ERROR, "x", &place, "bad");
    assert_string_equal(heard.last, "a.txt:12: error: bad [x]");
    place = (pecia_place){.member = PECIA_STR("OEBPS/c1.xhtml"), .line = 5, .column = 6};
    pecia_report(heard.diagnostics, PECIA_INFO, "x", &place, "so");
    assert_string_equal(heard.last, "a.txt(OEBPS/c1.xhtml):5:6: info: so [x]");
    assert_string_equal(pecia_diagnostics_file(heard.diagnostics, NULL), "a.txt");
    pecia_report(heard.diagnostics, PECIA_INFO, "x", NULL, "so");
    assert_string_equal(heard.last, "pecia: info: so [x]");
    assert_int_equal(pecia_diagnostics_count(heard.diagnostics, PECIA_INFO), 2);
    assert_int_equal(pecia_diagnostics_count(heard.diagnostics, PECIA_WARNING), 1);
    assert_int_equal(pecia_diagnostics_count(heard.diagnostics, PECIA_ERROR), 1);
    assert_int_equal(pecia_diagnostics_count(heard.diagnostics, 7), 0);
}

static void test_colour(void **state) {
    (void)state;
    const pecia_diagnostic diagnostic = {.severity = PECIA_ERROR, .code = "x", .file = "f", .message = "m"};
    char out[1024];
    size_t size = pecia_diagnostic_text(&diagnostic, true, out, sizeof out);
    assert_string_equal(out, "f: \033[1;31merror\033[0m: m [x]\n");
    assert_int_equal(size, strlen(out));
}

static void test_active_characters_are_visible(void **state) {
    (void)state;
    pecia_place place = {.member = PECIA_STR("m\033[31m"), .line = 1};
    pecia_diagnostics_file(heard.diagnostics, "f\n\xE2\x80\xAE"
                                              "gnp");
    pecia_report(heard.diagnostics, PECIA_ERROR, "c\x07", &place,
                 "a\033[2Jb\x7F\xC2\x9B"
                 "c\xE2\x81\xA6\xFF\xD0 \xD8\x9C");
    assert_string_equal(heard.last, "f\\x0A<U+202E>gnp(m\\x1B[31m):1: error: "
                                    "a\\x1B[2Jb\\x7F\\x9Bc<U+2066>\\xFF\\xD0 <U+061C> [c\\x07]");
}

static void test_nul_and_lines(void **state) {
    (void)state;
    char out[100];
    size_t size = pecia_printable("a\0b\r\nc\xE2\x80\xA8", 9, out, sizeof out);
    assert_string_equal(out, "a\\x00b\\x0D\\x0Ac<U+2028>");
    assert_int_equal(size, strlen(out));
    assert_int_equal(pecia_printable("\xEF\xBF\xBD", 3, out, sizeof out), 3);
    assert_string_equal(out, "\xEF\xBF\xBD");
}

static void test_cut(void **state) {
    (void)state;
    char out[8];
    assert_int_equal(pecia_printable("abcdefg", 7, out, sizeof out), 7);
    assert_string_equal(out, "abcdefg");
    assert_int_equal(pecia_printable("abcdefgh", 8, out, sizeof out), 7);
    assert_string_equal(out, "abcd...");
    assert_int_equal(pecia_printable("\xD0\xB6\xD0\xB6\xD0\xB6\xD0\xB6", 8, out, sizeof out), 7);
    assert_string_equal(out, "\xD0\xB6\xD0\xB6...");
    assert_int_equal(pecia_printable("abc", 3, out, 2), 1);
    assert_string_equal(out, ".");
    assert_int_equal(pecia_printable("abc", 3, out, 1), 0);
    assert_int_equal(pecia_printable("abc", 3, out, 0), 0);
}

static void test_long_messages(void **state) {
    (void)state;
    char text[4001];
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'x', shift);
        for (size_t i = shift; i + 2 < sizeof text; i += 2)
            memcpy(text + i, "\xD0\xB6", 3);
        pecia_report(heard.diagnostics, PECIA_ERROR, "x", NULL, "%s", text);
        const char *from = strstr(heard.last, "error: ") + 7, *to = strstr(heard.last, " [x]");
        assert_true(to - from <= 500 && to - from > 490);
        assert_memory_equal(to - 3, "...", 3);
        assert_null(strstr(heard.last, "\\x"));
    }
}

static void test_limit_and_count(void **state) {
    (void)state;
    for (int i = 0; i < 250; i++)
        pecia_report(heard.diagnostics, PECIA_WARNING, "w", NULL, "warning %d", i);
    assert_int_equal(heard.count, 99);
    pecia_report(heard.diagnostics, PECIA_ERROR, "e", NULL, "the end");
    pecia_report(heard.diagnostics, PECIA_WARNING, "w", NULL, "after it");
    pecia_diagnostics_finish(heard.diagnostics);
    assert_int_equal(heard.count, 101);
    assert_string_equal(heard.last,
                        "pecia: info: 152 more diagnostics are not shown: 0 of errors, 152 of warnings, 0 of "
                        "information; --limit diagnostics=VALUE shows more [more-diagnostics]");
    assert_int_equal(pecia_diagnostics_count(heard.diagnostics, PECIA_WARNING), 251);
    pecia_diagnostics_finish(heard.diagnostics);
    assert_int_equal(heard.count, 101);
}

static void collect(void *context, const pecia_diagnostic *diagnostic) {
    char *all = context;
    strncat(all, diagnostic->message, 20);
}

static void report_with_limit(uint64_t limit, int count, char *all) {
    pecia_limits limits;
    pecia_limits_default(&limits);
    limits.value[PECIA_LIMIT_DIAGNOSTICS] = limit;
    pecia_diagnostics *diagnostics = pecia_diagnostics_new(pecia_memory_default(), &limits);
    pecia_diagnostics_listen(diagnostics, collect, all);
    for (int i = 0; i < count; i++)
        pecia_report(diagnostics, i == 2 ? PECIA_ERROR : PECIA_INFO, "x", NULL, "%d", i);
    pecia_diagnostics_finish(diagnostics);
    pecia_diagnostics_free(diagnostics);
}

static void test_exact_limits(void **state) {
    (void)state;
    static const struct {
        uint64_t limit;
        int count;
        const char *shown;
    } cases[] = {
        {5, 4, "0123"},
        {5, 5, "01234"},
        {3, 3, "012"},
        {1, 1, "0"},
        {2, 4, "022 more diagnosti"},
        {1, 4, "23 more diagnosti"},
        {0, 1, "1 more diagnostic is"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char all[400] = "";
        report_with_limit(cases[i].limit, cases[i].count, all);
        assert_memory_equal(all, cases[i].shown, strlen(cases[i].shown));
        if (cases[i].limit >= (uint64_t)cases[i].count)
            assert_string_equal(all, cases[i].shown);
    }
}

static void test_limit_can_change(void **state) {
    (void)state;
    pecia_diagnostics_show(heard.diagnostics, 2);
    for (int i = 0; i < 5; i++)
        pecia_report(heard.diagnostics, PECIA_INFO, "i", NULL, "so");
    assert_int_equal(heard.count, 1);
    pecia_diagnostics_finish(heard.diagnostics);
    assert_int_equal(heard.count, 3);
}

static void test_held_names_are_copied(void **state) {
    (void)state;
    char file[] = "first", member[] = "inner";
    pecia_place place = {.member = {member, 5}, .line = 7};
    for (int i = 0; i < 99; i++)
        pecia_report(heard.diagnostics, PECIA_INFO, "i", NULL, "so");
    pecia_diagnostics_file(heard.diagnostics, file);
    pecia_report(heard.diagnostics, PECIA_ERROR, "e", &place, "last");
    memcpy(file, "gone!", 5);
    memcpy(member, "gone!", 5);
    pecia_diagnostics_finish(heard.diagnostics);
    assert_string_equal(heard.last, "first(inner):7: error: last [e]");
}

static void test_listeners(void **state) {
    (void)state;
    char all[3][64] = {"", "", ""};
    for (int i = 0; i < 3; i++)
        assert_int_equal(pecia_diagnostics_listen(heard.diagnostics, collect, all[i]), 0);
    assert_int_equal(pecia_diagnostics_listen(heard.diagnostics, collect, all[0]), -1);
    pecia_report(heard.diagnostics, PECIA_INFO, "x", NULL, "once");
    for (int i = 0; i < 3; i++)
        assert_string_equal(all[i], "once");
}

static void test_json(void **state) {
    (void)state;
    pecia_place place = {.member = PECIA_STR("m\t\xFF"), .line = 4, .column = 2};
    pecia_diagnostics_file(heard.diagnostics, "a\"b\\c\033\xE2\x80\xAE.txt");
    pecia_report(heard.diagnostics, PECIA_WARNING, "cannot-read", &place, "\xC2\xAB\"\xD0\xB6\"\xC2\xBB");
    assert_string_equal(heard.json, "{\"severity\":\"warning\",\"code\":\"cannot-read\",\"file\":"
                                    "\"a\\\"b\\\\c\\u001b\\u202e.txt\",\"member\":\"m\\u0009\xEF\xBF\xBD\",\"line\":4,"
                                    "\"column\":2,\"message\":\"\xC2\xAB\\\"\xD0\xB6\\\"\xC2\xBB\",\"advice\":"
                                    "\"Check the name of the file and that you may read it\"}\n");
}

static void test_json_that_does_not_fit(void **state) {
    (void)state;
    char file[2000], out[1024];
    memset(file, 'f', sizeof file - 1);
    file[sizeof file - 1] = '\0';
    const pecia_diagnostic diagnostic = {.severity = PECIA_ERROR, .code = "x", .file = file, .message = "m"};
    pecia_diagnostic_json(&diagnostic, out, sizeof out);
    assert_string_equal(out, "{\"severity\":\"error\",\"code\":\"x\",\"message\":\"m\"}\n");
    for (size_t size = 0; size < 70; size++) {
        memset(out, '#', sizeof out);
        size_t used = pecia_diagnostic_json(&diagnostic, out, size);
        assert_true(used < size || size == 0);
        assert_int_equal(out[size], '#');
        assert_true(used == 0 || (out[0] == '{' && out[used - 2] == '}'));
    }
}

static void test_limit_sentence(void **state) {
    (void)state;
    assert_int_equal(pecia_report_limit(heard.diagnostics, &heard.limits, PECIA_LIMIT_INPUT, NULL), PECIA_ERR_LIMIT);
    assert_string_equal(heard.last, "pecia: error: the limit 'input' was met (size of one input: at most 256 MiB); "
                                    "--limit input=512M raises it [limit-met]");
    pecia_report_limit(heard.diagnostics, &heard.limits, PECIA_LIMIT_DEPTH, NULL);
    assert_string_equal(heard.last,
                        "pecia: error: the limit 'depth' was met (depth of elements and of the document: at "
                        "most 256 levels); --limit depth=512 raises it [limit-met]");
    pecia_report_limit(heard.diagnostics, &heard.limits, PECIA_LIMIT_OUTPUT, NULL);
    assert_non_null(strstr(heard.last, "(size of one output: at most 1024 MiB); --limit output=2048M"));
    heard.limits.value[PECIA_LIMIT_NODES] = 0;
    pecia_report_limit(heard.diagnostics, &heard.limits, PECIA_LIMIT_NODES, NULL);
    assert_non_null(strstr(heard.last, "at most 0 nodes); --limit nodes=1 "));
    assert_int_equal(pecia_report_limit(heard.diagnostics, &heard.limits, 99, NULL), PECIA_ERR_LIMIT);
}

static void test_severities(void **state) {
    (void)state;
    assert_string_equal(pecia_severity_name(PECIA_INFO), "info");
    assert_string_equal(pecia_severity_name(PECIA_WARNING), "warning");
    assert_string_equal(pecia_severity_name(PECIA_ERROR), "error");
    pecia_report(heard.diagnostics, 77, "x", NULL, "out of range");
    pecia_report(heard.diagnostics, -77, NULL, NULL, "out of range");
    assert_int_equal(pecia_diagnostics_count(heard.diagnostics, PECIA_ERROR), 1);
    assert_int_equal(pecia_diagnostics_count(heard.diagnostics, PECIA_INFO), 1);
    assert_string_equal(heard.last, "pecia: info: out of range [unnamed]");
}

/* The table is alphabetical, so that two people who add a code see that they do. */
static void test_table_is_in_order(void **state) {
    (void)state;
    static const char *const codes[] = {
#define CODE(code, advice) code,
#include "core/diagnostics.def"
#undef CODE
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        const char *advice = pecia_diagnostic_advice(codes[i]);
        assert_non_null(advice);
        assert_true(strlen(advice) > 10 && advice[strlen(advice) - 1] != '.');
        if (i > 0 && strcmp(codes[i - 1], codes[i]) >= 0)
            fail_msg("'%s' stands behind '%s'", codes[i], codes[i - 1]);
    }
    assert_null(pecia_diagnostic_advice("no-such-code"));
}

#define WITH_SINK(test) cmocka_unit_test_setup_teardown(test, said_setup, said_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_SINK(test_text),
        WITH_SINK(test_colour),
        WITH_SINK(test_active_characters_are_visible),
        WITH_SINK(test_nul_and_lines),
        WITH_SINK(test_cut),
        WITH_SINK(test_long_messages),
        WITH_SINK(test_limit_and_count),
        WITH_SINK(test_exact_limits),
        WITH_SINK(test_limit_can_change),
        WITH_SINK(test_held_names_are_copied),
        WITH_SINK(test_listeners),
        WITH_SINK(test_json),
        WITH_SINK(test_json_that_does_not_fit),
        WITH_SINK(test_limit_sentence),
        WITH_SINK(test_severities),
        WITH_SINK(test_table_is_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
