/* SPDX-License-Identifier: MIT
 *
 * test_keyed.c: notes in the forms of MultiMarkdown and PHP Markdown Extra.
 */
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "round.h"

/* MARKDOWN holds so many NOTES, and is written in the flavour OPTION as EXPECTED. */
static void notes(scene *s, const char *option, const char *markdown, uint32_t count, const char *expected) {
    holds(s, option, markdown, PECIA_NOTE, count, expected);
}

static void citations_are_notes(void **state) {
    notes(*state, NULL,
          "A[p. 2][#Lee] `[#Lee]` [#no] [#Lee]\n\n[#Lee]: Lee, *A Book*\n[#Ray]: Ray: a tale\n\n    More\n", 2,
          "A\\[p. 2\\][^Lee] `[#Lee]` \\[#no\\] <sup data-kind=\"note-ref\" data-note=\"Lee\">\xE2\x80\xBB</sup>\n\n"
          "[^Lee]: Lee, *A Book*\n\n[^Ray]: Ray: a tale\n\n    More\n");
}

static void terms_of_a_glossary_are_text_and_notes(void **state) {
    notes(*state, NULL, "a **[?quire]** `[?quire]`\n\n[?quire]: Sheets, folded\n", 1,
          "a **quire[^quire]** `[?quire]`\n\n[^quire]: Sheets, folded\n");
}

static void links_and_words_stay(void **state) {
    notes(*state, NULL, "[a][#b] [#b]\n\n[#b]: http://x.y 'T'\n", 0, "[a](http://x.y \"T\") [#b](http://x.y \"T\")\n");
    notes(*state, NULL, "a\n[#b]: c d\n[#b]\n", 0, "a\n\\[#b\\]: c d\n\\[#b\\]\n");
    notes(*state, "markdown:flavour=pandoc", "a [#b]\n\n[#b]: c d\n", 0, "a \\[#b\\]\n\n\\[#b\\]: c d\n");
}

static void bodies_may_begin_below(void **state) {
    notes(*state, NULL, "a[^1]\n\n[^1]:\n    b\n\n    > c\n", 1, "a[^1]\n\n[^1]: b\n\n    > c\n");
    notes(*state, NULL, "a[^1]\n\n  [^1]:\n\n    b\n", 1, "a[^1]\n\n[^1]: b\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(citations_are_notes, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(terms_of_a_glossary_are_text_and_notes, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(links_and_words_stay, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(bodies_may_begin_below, scene_begin, scene_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
