/* SPDX-License-Identifier: MIT
 *
 * test_args.c: the command line taken apart, and what is said when it is wrong.
 */
#include "tests/core/cmocka_all.h"

#include <string.h>

#include "cli/args.h"

static char why[512];

static int32_t parse(cli_args *args, const char *const *words) {
    why[0] = '\0';
    return cli_args_parse(words, args, why, sizeof why);
}

#define PARSE(args, ...) parse(args, (const char *const[]){"pecia", __VA_ARGS__, NULL})

static void refused(const char *expected, const char *const *words) {
    cli_args args;
    assert_int_equal(parse(&args, words), PECIA_ERR_USAGE);
    assert_string_equal(why, expected);
    cli_args_free(&args);
}

#define REFUSED(expected, ...) refused(expected, (const char *const[]){"pecia", __VA_ARGS__, NULL})

static void every_form_of_a_value(void **state) {
    (void)state;
    static const char *const forms[][4] = {
        {"pecia", "-oout"}, {"pecia", "-o", "out"}, {"pecia", "--output=out"}, {"pecia", "--output", "out"}};
    for (size_t i = 0; i < 4; i++) {
        cli_args args;
        assert_int_equal(parse(&args, forms[i]), PECIA_OK);
        assert_string_equal(cli_args_last(&args, CLI_OPTION_OUTPUT), "out");
        assert_int_equal(args.operand_count, 0);
        cli_args_free(&args);
    }
}

static void options_stand_anywhere(void **state) {
    (void)state;
    cli_args args;
    assert_int_equal(PARSE(&args, "a", "-q", "b", "--output=c", "-", "-vf", "tei"), PECIA_OK);
    assert_int_equal(args.command, CLI_CONVERT);
    assert_false(args.named);
    assert_int_equal(args.operand_count, 3);
    assert_string_equal(args.operands[0], "a");
    assert_string_equal(args.operands[1], "b");
    assert_string_equal(args.operands[2], "-");
    assert_null(args.operands[3]);
    assert_true(cli_args_has(&args, CLI_OPTION_QUIET));
    assert_true(cli_args_has(&args, CLI_OPTION_VERBOSE));
    assert_string_equal(cli_args_last(&args, CLI_OPTION_FROM), "tei");
    assert_null(cli_args_last(&args, CLI_OPTION_TO));
    cli_args_free(&args);
}

static void two_hyphens_end_the_options(void **state) {
    (void)state;
    cli_args args;
    assert_int_equal(PARSE(&args, "--", "formats", "-q", "--"), PECIA_OK);
    assert_int_equal(args.command, CLI_CONVERT);
    assert_int_equal(args.operand_count, 3);
    assert_string_equal(args.operands[0], "formats");
    assert_string_equal(args.operands[2], "--");
    assert_false(cli_args_has(&args, CLI_OPTION_QUIET));
    cli_args_free(&args);
}

static void the_first_operand_may_be_a_command(void **state) {
    (void)state;
    cli_args args;
    assert_int_equal(PARSE(&args, "-v", "compare", "formats", "b"), PECIA_OK);
    assert_int_equal(args.command, CLI_COMPARE);
    assert_true(args.named);
    assert_int_equal(args.operand_count, 2);
    assert_string_equal(args.operands[0], "formats");
    cli_args_free(&args);
}

static void values_keep_their_order(void **state) {
    (void)state;
    cli_args args;
    assert_int_equal(PARSE(&args, "-M", "a=1", "x", "--metadata=b=2", "-Mc=3"), PECIA_OK);
    assert_int_equal(args.count[CLI_OPTION_METADATA], 3);
    assert_string_equal(args.list[CLI_OPTION_METADATA][0], "a=1");
    assert_string_equal(args.list[CLI_OPTION_METADATA][1], "b=2");
    assert_string_equal(args.list[CLI_OPTION_METADATA][2], "c=3");
    assert_null(args.list[CLI_OPTION_METADATA][3]);
    assert_null(args.list[CLI_OPTION_LIMIT][0]);
    cli_args_free(&args);
}

static void what_is_wrong_is_said(void **state) {
    (void)state;
    REFUSED("there is no option --ouptut; did you mean --output?", "--ouptut=x");
    REFUSED("there is no option --extract; did you mean --extract-media?", "--extract", "x");
    REFUSED("there is no option --zzzzzzzz", "--zzzzzzzz");
    REFUSED("there is no option -x", "-qx");
    REFUSED("-output is written with two hyphens: --output", "-output", "x");
    REFUSED("--output needs a value: --output OUTPUT", "--output");
    REFUSED("-o needs a value: -o OUTPUT", "-qo");
    REFUSED("--output needs a value that is not empty: --output=OUTPUT", "-o", "");
    REFUSED("--strict takes no value", "--strict=yes");
    REFUSED("--color cannot be 'sometimes'; it is one of auto|always|never", "--color=sometimes");
    REFUSED("'pecia limits' does not take --strict; it belongs to 'pecia convert'", "limits", "--strict");
    REFUSED("there is no option --\\x1B[31m", "--\x1B[31m");
}

static void long_words_are_safe(void **state) {
    (void)state;
    static char word[5000];
    cli_args args;
    memset(word, 'a', sizeof word - 1);
    word[0] = word[1] = '-';
    assert_int_equal(PARSE(&args, word), PECIA_ERR_USAGE);
    assert_true(strlen(why) < sizeof why);
    cli_args_free(&args);
    word[1] = 'x';
    assert_int_equal(PARSE(&args, word), PECIA_ERR_USAGE);
    cli_args_free(&args);
}

static void the_table_is_sound(void **state) {
    (void)state;
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        assert_true(cli_options[i].commands != 0);
        assert_true(cli_options[i].value != NULL || cli_options[i].completes == CLI_COMPLETES_NOTHING);
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(cli_options[i].name, cli_options[j].name);
            assert_true(cli_options[i].letter == 0 || cli_options[i].letter != cli_options[j].letter);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_of_a_value),       cmocka_unit_test(options_stand_anywhere),
        cmocka_unit_test(two_hyphens_end_the_options), cmocka_unit_test(the_first_operand_may_be_a_command),
        cmocka_unit_test(values_keep_their_order),     cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(long_words_are_safe),         cmocka_unit_test(the_table_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
