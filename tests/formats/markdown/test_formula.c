/* SPDX-License-Identifier: MIT
 *
 * test_formula.c: formulas of TeX in a line: what is one in which flavour, and that it is written as it was.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "round.h"

/* MARKDOWN, read and written with OPTION, holds so many FORMULAS and becomes EXPECTED (NULL: stays). */
static void formulas(scene *s, const char *option, const char *markdown, uint32_t count, const char *expected) {
    holds(s, option, markdown, PECIA_FOREIGN_INLINE, count, expected);
}

static const char pandoc[] = "markdown:flavour=pandoc";

static void formulas_stay_as_they_are(void **state) {
    static const char *const texts[] = {"$e^{i\\pi} + 1 = 0$ and $a_1 * b_2 * c_3$, $x_{i}$\n", "the $n$th, *$y*z$*\n",
                                        "$$\\sum_i a_i * b_i \\\\ x < y & z$$\n", "a $f(x)$ [$q$](u)\n",
                                        "# On $x^2$\n\n- $\\text{a \\$ 5}$\n"};
    static const uint32_t counts[] = {3, 2, 1, 2, 2};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        formulas(*state, NULL, texts[i], counts[i], NULL);
        formulas(*state, pandoc, texts[i], counts[i], NULL);
    }
    formulas(*state, NULL, "$$\na_1\n  = b\n$$\n", 1, "$$a_1 = b$$\n");
    formulas(*state, "markdown:html=none", "$x^2$\n", 1, NULL);
    formulas(*state, "markdown:wrap=20", "word word word word $a_1 + b_1 + c_1$ word\n", 1,
             "word word word\nword $a_1 + b_1 + c_1$\nword\n");
}

static void prices_are_no_formulas(void **state) {
    formulas(*state, NULL, "costs $5 and $6\n", 0, NULL);
    formulas(*state, NULL, "$5 and 6 US$ or $HOME/$USER\n", 0, "$5 and 6 US\\$ or $HOME/\\$USER\n");
    formulas(*state, pandoc, "$x$5 $ x$ $y $\n", 0, "$x$5 $ x\\$ $y $\n");
    formulas(*state, NULL, "US$\n\n# $^{#c}\n", 0, "US$\n\n# <span id=\"c\">$\\^</span>\n");
    formulas(*state, NULL, "# <span id=\"c\">$\\^</span>\n", 0, NULL);
    formulas(*state, "markdown:flavour=commonmark", "$a_1$\n", 0, "$a\\_1\\$\n");
    formulas(*state, NULL, "\\$a^2\\$\n", 0, "$a\\^2\\$\n");
}

static void markup_goes_before_formulas(void **state) {
    formulas(*state, pandoc, "`$a` and `b$`\n", 0, NULL);
    formulas(*state, pandoc, "[$a](u$)\n", 0, "[$a](u\\$)\n");
    formulas(*state, pandoc, "<b>$a</b>$\n", 0, "**$a**\\$\n");
    formulas(*state, pandoc, "a$ $b<br>*c*$\n", 0, "a$ $b<br/>\n*c*\\$\n");
    formulas(*state, pandoc, "a $b$*c*&#53; $d$&#53;\n", 2, "a $b$*c*5 $d$&#53;\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(formulas_stay_as_they_are, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(prices_are_no_formulas, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(markup_goes_before_formulas, scene_begin, scene_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
