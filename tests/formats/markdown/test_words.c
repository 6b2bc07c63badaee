/* SPDX-License-Identifier: MIT
 *
 * test_words.c: long stretches of words, which the reader takes out of paragraphs, mean what a few words mean there.
 */
#include <stdlib.h>
#include <string.h>

#include "round.h"

#define FEW "a few words"

/* Words without a meaning to CommonMark but being words, in letters of several sizes. */
static const char many[] = "first of all, the fog; then \xD1\x82\xD1\x83\xD0\xBC\xD0\xB0\xD0\xBD \xE2\x80\x94 "
                           "\xE2\x80\x9Csecond\xE2\x80\x9D third (\xE4\xB8\xAD\xE6\x96\x87), and so on - 1. > until # "
                           "the last + word = of it";

/* TEXT with every FROM in it replaced by TO; to be freed. */
static char *replaced(const char *text, const char *from, const char *to) {
    size_t count = 0;
    for (const char *s = text; (s = strstr(s, from)) != NULL; s += strlen(from)) {
        count++;
    }
    char *out = calloc(1, strlen(text) + count * strlen(to) + 1);
    char *end = out;
    assert_non_null(out);
    for (const char *s; (s = strstr(text, from)) != NULL; text = s + strlen(from)) {
        memcpy(end, text, (size_t)(s - text));
        end = memcpy(end + (s - text), to, strlen(to));
        end += strlen(to);
    }
    memcpy(end, text, strlen(text));
    return out;
}

/* MARKDOWN is read and written the same with MANY words where it has a FEW. */
static void means_the_same(scene *s, const char *markdown, const char *words) {
    char *source = replaced(markdown, FEW, words);
    char *of_few = again(s, markdown, NULL, 0, NULL);
    char *of_many = again(s, source, NULL, 0, NULL);
    char *expected = replaced(of_few, FEW, words);
    assert_string_equal(of_many, expected);
    free(source);
    free(of_few);
    free(of_many);
    free(expected);
}

static const char *const texts[] = {
    FEW " " FEW " *" FEW "* " FEW "_" FEW "_" FEW "\n",
    "**" FEW "** " FEW "**" FEW "**.\n*" FEW " * " FEW "*" FEW "\n",
    FEW "  \n" FEW "\\\n   " FEW "\n" FEW "   \n",
    "> " FEW "\n> " FEW "\n> — Who " FEW "\n",
    "> - " FEW "\n>   " FEW "\n" FEW "\n",
    "- [x] " FEW "\n- " FEW "\n\n  " FEW "\n",
    FEW " 1. " FEW "\n2. " FEW "\n#" FEW "\n====" FEW "\n- - " FEW "\n",
    "| " FEW "\n| " FEW " *" FEW "*\n",
    FEW " | " FEW "\n---|---\n" FEW " | *" FEW "*\n",
    FEW "[^1] " FEW "^[" FEW " *" FEW "*] " FEW "\n\n[^1]: " FEW " ~~" FEW "~~ " FEW "\n\n    " FEW "\n",
    FEW " [" FEW "](https://example.org/x \"" FEW "\") " FEW " [r] " FEW "\n\n[r]: u \"" FEW "\"\n",
    FEW " `" FEW "` " FEW " <span title=\"" FEW "\">" FEW "</span> " FEW " <!-- " FEW " --> " FEW "\n",
    FEW " [" FEW "]{.class} " FEW " $x^2$ " FEW " ![" FEW "](i.png)\n",
    FEW "![" FEW "](i.png) " FEW "!\n",
    FEW " \\* " FEW " \\_" FEW "\\_ " FEW "\\ " FEW "\n",
    "# " FEW " ##\n\n" FEW "\n" FEW "\n===\n\n    " FEW "\n\n```\n" FEW "\n```\n\n<p>" FEW "</p>\n",
};

/* The sign that tokens begin and end with, behind a backslash. */
static void signs_of_tokens_stay(void **state) {
    char *out = again(*state, "a \\\xE2\xB8\xAC b \\\xE2\xB8\xACw0\xE2\xB8\xAC\n", NULL, 0, NULL);
    assert_string_equal(out, "a \\\\\xE2\xB8\xAC b \\\\\xE2\xB8\xACw0\xE2\xB8\xAC\n");
    free(out);
}

static void many_words_mean_what_few_mean(void **state) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        means_the_same(*state, texts[i], many);
    }
}

/* Longer than any text that is looked at as a whole, so that no place within it is like another. */
static void very_many_words_too(void **state) {
    char *words = replaced("@ 1 @ 2 @ 3 @ 4 @ 5 @ 6 @ 7 @ 8 @", "@", many);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        means_the_same(*state, texts[i], words);
    }
    free(words);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(signs_of_tokens_stay, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(many_words_mean_what_few_mean, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(very_many_words_too, scene_begin, scene_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
