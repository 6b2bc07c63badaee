/* SPDX-License-Identifier: MIT
 *
 * test_compare.c: which documents count as the same, and where others differ.
 */
#include "tests/core/cmocka_all.h"

#include <string.h>

#include "cli/differ.h"
#include "tests/core/failing.h"
#include "tests/core/script.h"

static cli_view everything(void) {
    cli_view view = {.words = false};
    memset(view.holds, 1, sizeof view.holds);
    return view;
}

/** How many differences there are between two documents. */
static unsigned differences(const char *a, const char *b, cli_view view) {
    pecia_document *documents[2] = {script_document(a), script_document(b)};
    cli_flat flat[2];
    unsigned count = 0;
    cli_difference found;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(cli_flatten(pecia_memory_default(), documents[i], &view, &flat[i]), PECIA_OK);
    }
    cli_differ text = {&flat[0], &flat[1], &flat[0].text, &flat[1].text, 0, 0};
    cli_differ notes = {&flat[0], &flat[1], &flat[0].notes, &flat[1].notes, 0, 0};
    while (cli_differ_next(&text, &found) || cli_differ_next(&notes, &found)) {
        count++;
    }
    for (size_t i = 0; i < 2; i++) {
        cli_flat_free(pecia_memory_default(), &flat[i]);
        pecia_document_free(documents[i]);
    }
    return count;
}

static void same(const char *a, const char *b) {
    assert_int_equal(differences(a, b, everything()), 0);
}

static void different(unsigned count, const char *a, const char *b) {
    assert_int_equal(differences(a, b, everything()), count);
}

static void layout_does_not_count(void **state) {
    (void)state;
    same("(item \"a  b\")", "(item (paragraph \"a\" (soft_break) \"b \"))");
    same("(matter (section (paragraph \"a\")))", "(paragraph \"a\")");
    same("(paragraph \"a\") (paragraph)", "(paragraph \"a\")");
    same("(paragraph \"wo\" (span \"rd\"))", "(paragraph \"word\")");
    same("(paragraph \"\u00abword\u00bb so\u00adft\")", "(paragraph \"\u201cword\u201d soft\")");
    same("(paragraph (page_break) \"a\")", "(page_break) (paragraph \"a\")");
}

static void structure_counts(void **state) {
    (void)state;
    different(1, "(paragraph \"a b c d e\")", "(paragraph \"a b x d e\")");
    different(1, "(paragraph \"a, b c d e f\")", "(paragraph \"a b c d e f\")");
    different(1, "(section (heading \"a\"))", "(section (section (heading \"a\")))");
    different(1, "(paragraph \"a b c d e\" (line_break) \"b c d e f\")", "(paragraph \"a b c d e b c d e f\")");
    assert_true(differences("(paragraph \"a\")", "(block_quote (paragraph \"a\"))", everything()) > 0);
    assert_true(differences("(paragraph (quote \"a\"))", "(paragraph \"a\")", everything()) > 0);
}

static void notes_count(void **state) {
    (void)state;
    same("(paragraph \"a\" (ref 0) (note 0 \"b\"))", "(paragraph \"a\" (ref 0)) (note 0 (paragraph \"b\"))");
    different(1, "(paragraph \"a\" (ref 0)) (note 0 \"b c d e f g\")",
              "(paragraph \"a\" (ref 0)) (note 0 \"b x d e f g\")");
    assert_true(differences("(paragraph \"a\" (ref 0)) (note 0 \"b\")", "(paragraph \"a\" (ref 0))", everything()) > 0);
    assert_true(
        differences("(paragraph \"a\" (ref 0)) (note 0 \"b\")", "(paragraph \"a\") (note 0 \"b\")", everything()) > 0);
    /* a note in a note, and a note that nothing refers to */
    same("(paragraph \"a\" (ref 0)) (note 0 \"b\" (ref 1)) (note 1 \"c\") (note 2 \"d\")",
         "(paragraph \"a\" (ref 0)) (note 0 \"b\" (ref 1)) (note 2 \"d\") (note 1 \"c\")");
}

static void words_alone(void **state) {
    (void)state;
    cli_view view = {.words = true};
    assert_int_equal(differences("(section (heading \"A, b\")) (list (item \"c\"))", "(paragraph \"A b c\")", view), 0);
    assert_int_equal(differences("(paragraph \"ab\" (ref 0) \"cd\")", "(paragraph \"abcd\")", view), 0);
    assert_int_equal(differences("(paragraph \"ab\" (line_break) \"cd\")", "(paragraph \"abcd\")", view), 1);
    assert_int_equal(differences("(paragraph \"one\")(paragraph \"two\")", "(paragraph \"onetwo\")", view), 1);
    assert_int_equal(differences("(paragraph \"a\" (ref 0)) (note 0 \"b\")", "(paragraph \"a b\")", view), 2);
}

static void what_a_format_cannot_hold_does_not_count(void **state) {
    (void)state;
    cli_view view = everything();
    view.folds = true;
    view.holds[PECIA_LINE] = view.holds[PECIA_LINE_GROUP] = view.holds[PECIA_QUOTE] = false;
    assert_int_equal(
        differences("(line_group (line \"a\") (line \"b\"))", "(paragraph \"a\" (line_break) \"b\")", view), 0);
    assert_int_equal(differences("(paragraph (emphasis \"a\" (line_break) \"b\") \"c\")",
                                 "(paragraph (emphasis \"a\")) (paragraph (emphasis \"b\") \"c\")", view),
                     0);
    view.holds[PECIA_CODE_BLOCK] = false;
    assert_int_equal(differences("(code_block \"a\nb\n\")", "(paragraph \"a\") (paragraph \"b\")", view), 0);
    assert_int_equal(differences("(section (section (heading \"a\")) (section (heading \"b\")))",
                                 "(section (heading \"a\")) (section (heading \"b\"))", view),
                     0);
    assert_int_equal(differences("(section (heading \"a b c d\") (section (heading \"e\")))",
                                 "(section (heading \"a b c d\")) (section (heading \"e\"))", view),
                     1);
    assert_int_equal(differences("(paragraph (quote \"a\") \" b\")", "(paragraph \"a b\")", view), 0);
}

static void points_between_rows_may_stand_in_the_next(void **state) {
    (void)state;
    static const char between[] = "(list (item \"a\") (page_break) (item \"b\"))"
                                  "(table (line_beginning) (row (cell \"c\") (line_beginning) (cell)))";
    static const char inside[] = "(list (item \"a\") (item (page_break) \"b\"))"
                                 "(table (row (cell (line_beginning) \"c\") (cell (line_beginning))))";
    static const char late[] = "(list (item \"a\" (page_break)) (item \"b\"))"
                               "(table (row (cell (line_beginning) \"c\") (cell (line_beginning))))";
    cli_view view = everything();
    view.folds = true;
    assert_int_equal(differences(between, inside, view), 0);
    assert_int_equal(differences(between, late, view), 1);
    assert_true(differences(between, inside, everything()) > 0);
}

static void stanzas_count_by_their_gaps(void **state) {
    (void)state;
    cli_view view = everything();
    view.folds = true;
    assert_int_equal(differences("(line \"a\") (line \"b\")", "(line_group (line \"a\") (line \"b\"))", view), 0);
    assert_int_equal(differences("(line_group (line_group (line \"a\")) (line_group (line \"b\")))",
                                 "(line_group (line \"a\")) (line \"b\")", view),
                     0);
    assert_int_equal(differences("(line_group (line \"a\") (line \"b\"))",
                                 "(line_group (line \"a\")) (line_group (line \"b\"))", view),
                     1);
    different(2, "(line \"a\") (line \"b\")", "(line_group (line \"a\") (line \"b\"))");
}

static void differences_are_found_apart(void **state) {
    (void)state;
    different(2, "(paragraph \"a b c d e f g h i j k l m\")", "(paragraph \"a x c d e f g h i j k l y m\")");
    different(1, "(paragraph \"a b c d e f\")", "(paragraph \"a b c d\")");
}

static int32_t flatten_once(const pecia_memory *memory, void *document) {
    cli_view view = everything();
    cli_flat flat;
    int32_t status = cli_flatten(memory, document, &view, &flat);
    cli_flat_free(memory, &flat);
    return status;
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    pecia_document *document = script_document(
        "(section (heading \"a\") (paragraph \"b \" (quote \"c\") (ref 0))) (note 0 (paragraph \"d\"))");
    assert_true(failing_try_all(flatten_once, document, false) > 5);
    pecia_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout_does_not_count),
        cmocka_unit_test(structure_counts),
        cmocka_unit_test(notes_count),
        cmocka_unit_test(words_alone),
        cmocka_unit_test(what_a_format_cannot_hold_does_not_count),
        cmocka_unit_test(points_between_rows_may_stand_in_the_next),
        cmocka_unit_test(stanzas_count_by_their_gaps),
        cmocka_unit_test(differences_are_found_apart),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
