/* SPDX-License-Identifier: MIT
 *
 * test_flow.c: the flow view, rule by rule.
 */
#include <stdlib.h>

#include "tests/core/cmocka_all.h"
#include "tests/core/script.h"

static void shows(const char *script, const char *expected) {
    pecia_document *document = script_document(script);
    char *text = script_show(document, PECIA_VIEW_FLOW, 1);
    assert_string_equal(text, expected);
    free(text);
    pecia_document_free(document);
}

static void plain_blocks_stay(void **state) {
    (void)state;
    shows("(section (heading \"A\") (paragraph \"one \" (emphasis \"two\")))",
          "(document (section (heading \"A\") (paragraph \"one \" (emphasis \"two\"))))");
}

static void bare_inlines_get_a_paragraph(void **state) {
    (void)state;
    shows("(item \"a \" (strong \"b\") (paragraph \"c\") \"d\")",
          "(document (item (~paragraph \"a \" (strong \"b\")) (paragraph \"c\") (~paragraph \"d\")))");
}

static void blank_text_between_blocks_vanishes(void **state) {
    (void)state;
    shows("(section \"\n \" (paragraph \"x\") \"\n\" (paragraph \"y\") \" \")",
          "(document (section (paragraph \"x\") (paragraph \"y\")))");
}

static void a_block_breaks_a_paragraph(void **state) {
    (void)state;
    shows("(paragraph \"a\" (list (item \"i\")) \"b\")",
          "(document (paragraph \"a\"-) (list (item (~paragraph \"i\"))) (+paragraph \"b\"))");
}

static void nothing_goes_on_when_nothing_follows(void **state) {
    (void)state;
    shows("(paragraph \"a\" (list (item \"i\")) \"\n\")",
          "(document (paragraph \"a\"-) (list (item (~paragraph \"i\"))))");
}

static void a_paragraph_of_blocks_is_not_shown(void **state) {
    (void)state;
    shows("(paragraph (list (item \"i\")))", "(document (list (item (~paragraph \"i\"))))");
}

static void a_block_breaks_inlines_too(void **state) {
    (void)state;
    shows("(paragraph \"a\" (style \"b\" (block_quote (paragraph \"q\")) \"c\") \"d\")",
          "(document (paragraph \"a\" (style \"b\"-)-) (block_quote (paragraph \"q\")) (+paragraph (+style \"c\") "
          "\"d\"))");
}

static void an_inline_around_blocks_only_is_left_out(void **state) {
    (void)state;
    shows("(style (paragraph \"a\") (paragraph \"b\"))", "(document (paragraph \"a\") (paragraph \"b\"))");
}

static void empty_nodes_are_shown(void **state) {
    (void)state;
    shows("(paragraph) (paragraph \"x\" (link)) (section)",
          "(document (paragraph) (paragraph \"x\" (link)) (section))");
}

static void a_heading_goes_on_as_a_paragraph(void **state) {
    (void)state;
    shows("(heading \"a\" (list (item \"i\")) \"b\")",
          "(document (heading \"a\"-) (list (item (~paragraph \"i\"))) (~paragraph \"b\"))");
}

static void points_stay_where_they_are(void **state) {
    (void)state;
    shows(
        "(page_break) (paragraph (page_break) \"a\") (section (page_break) \"b\" (milestone))",
        "(document (page_break) (paragraph (page_break) \"a\") (section (page_break) (~paragraph \"b\" (milestone))))");
}

static void white_space_of_code_counts(void **state) {
    (void)state;
    shows("(code_block \" \" \"x\") (paragraph (code \" \"))",
          "(document (code_block \" x\") (paragraph (code \" \")))");
}

static void space_between_inlines_is_kept(void **state) {
    (void)state;
    shows("(paragraph \"a\" (style \" \" (strong \"b\")) (style \" \"))",
          "(document (paragraph \"a\" (style \" \" (strong \"b\")) (style \" \")))");
}

static void a_note_does_not_break_its_paragraph(void **state) {
    (void)state;
    shows("(paragraph \"a\" (ref 0) (note 0 \"n\" (paragraph \"m\" (ref 1) (note 1 \"o\"))) \"b\")",
          "(document (paragraph \"a\" (note_ref) (note (~paragraph \"n\") (paragraph \"m\" (note_ref) (note "
          "(~paragraph \"o\")))) \"b\"))");
}

static void a_note_that_refers_to_itself_ends(void **state) {
    (void)state;
    shows("(paragraph (ref 0) (note 0 \"n\" (ref 0)))",
          "(document (paragraph (note_ref) (note (~paragraph \"n\" (note_ref)))))");
}

static void hidden_nodes_are_not_shown(void **state) {
    (void)state;
    shows("(comment \"c\") (hidden_block (paragraph \"h\")) (paragraph \"a\" (comment \"d\") \"b\" (space \" \"))",
          "(document (paragraph \"a\" \"b\"))");
}

static void a_paragraph_in_a_paragraph_breaks_it(void **state) {
    (void)state;
    shows("(paragraph \"a\" (paragraph \"b\") \"c\")",
          "(document (paragraph \"a\"-) (paragraph \"b\") (+paragraph \"c\"))");
}

static void a_rule_breaks_too(void **state) {
    (void)state;
    shows("\"a\" (rule) \"b\"", "(document (~paragraph \"a\") (rule) (~paragraph \"b\"))");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_blocks_stay),
        cmocka_unit_test(bare_inlines_get_a_paragraph),
        cmocka_unit_test(blank_text_between_blocks_vanishes),
        cmocka_unit_test(a_block_breaks_a_paragraph),
        cmocka_unit_test(nothing_goes_on_when_nothing_follows),
        cmocka_unit_test(a_paragraph_of_blocks_is_not_shown),
        cmocka_unit_test(a_block_breaks_inlines_too),
        cmocka_unit_test(an_inline_around_blocks_only_is_left_out),
        cmocka_unit_test(empty_nodes_are_shown),
        cmocka_unit_test(a_heading_goes_on_as_a_paragraph),
        cmocka_unit_test(points_stay_where_they_are),
        cmocka_unit_test(white_space_of_code_counts),
        cmocka_unit_test(space_between_inlines_is_kept),
        cmocka_unit_test(a_note_does_not_break_its_paragraph),
        cmocka_unit_test(a_note_that_refers_to_itself_ends),
        cmocka_unit_test(hidden_nodes_are_not_shown),
        cmocka_unit_test(a_paragraph_in_a_paragraph_breaks_it),
        cmocka_unit_test(a_rule_breaks_too),
    };
    return cmocka_run_group_tests_name("flow", tests, NULL, NULL);
}
