/* SPDX-License-Identifier: MIT
 *
 * test_written.c: what the writer makes of what Markdown has no sign for, and what stays the same the second time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "round.h"

/* MARKDOWN written with OPTIONS, parted by spaces, is EXPECTED. */
static void becomes(scene *s, const char *options, const char *markdown, const char *expected) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source = read_file(s, registry, "markdown", scene_file(s, "in.md", markdown));
    pecia_str out = write_markdown(s, registry, &source, options);
    char *text = strndup(out.data, (size_t)out.size);
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)out.data);
    pecia_source_free(&source);
    pecia_registry_free(registry);
    assert_string_equal(text, expected);
    free(text);
}

static void stays(scene *s, const char *option, const char *markdown) {
    becomes(s, option, markdown, markdown);
}

static void attributes_of_tei_stay(void **state) {
    stays(*state, NULL, "# <span data-kind=\"section\" data-n=\"1\" data-type=\"act\"></span>Act\n\nx\n");
    stays(*state, NULL, "<div data-kind=\"section\" data-type=\"chorus\">\n\nx\n\n</div>\n");
    stays(*state, NULL, "# <span data-kind=\"section\" id=\"a\"></span>Act\n\n[x](#a)\n");
    stays(*state, NULL, "<div data-kind=\"speech\" data-who=\"#anna\">\n\nx\n\n</div>\n");
    stays(*state, NULL, "<span data-kind=\"stage\" data-type=\"exit\" data-tei-rend=\"italic\">She goes</span>\n");
    stays(*state, NULL, "<span data-kind=\"page-break\" data-n=\"7\" data-tei-rendition=\"#top\"></span>\n\nx\n");
    stays(*state, NULL, "<span data-kind=\"paragraph\" data-n=\"12\">x</span>\n");
}

static const char pandoc[] = "markdown:flavour=pandoc";

static void spans_stay_what_they_were(void **state) {
    stays(*state, NULL, "<span data-n=\"1\">x</span> y\n");
    stays(*state, NULL, "<span data-n=\"1\" lang=\"la\">x</span> y\n");
    stays(*state, NULL, "<span lang=\"la\" data-tei=\"seg\">x</span> y\n");
    stays(*state, pandoc, "[x]{data-n=\"1\"} y\n");
}

static void sections_and_headings_both_say(void **state) {
    stays(*state, NULL, "# <span data-kind=\"section\" lang=\"ar\"></span>x\n\ny\n");
    becomes(*state, pandoc, "# <span data-kind=\"section\" lang=\"ar\"></span>x\n\ny\n", "# x {lang=\"ar\"}\n\ny\n");
    stays(*state, pandoc,
          "# <span data-kind=\"section\" data-type=\"play\"></span>x {data-tei=\"head\" data-tei-rend=\"center\"}\n");
}

static void attributes_of_tei_need_no_name(void **state) {
    becomes(*state, NULL, "<div data-kind=\"speech\" data-who=\"#anna\" data-tei=\"sp\">\n\nx\n\n</div>\n",
            "<div data-kind=\"speech\" data-who=\"#anna\">\n\nx\n\n</div>\n");
    stays(*state, NULL, "a <i data-type=\"exit\" data-tei=\"stage\">She goes</i>\n");
}

static void lines_end_where_they_may(void **state) {
    stays(*state, "markdown:wrap=20", "[y](\")<span lang=\"fr\" class=\"(1) bbbbbbb cccccc\">x</span>\n");
    stays(*state, "markdown:wrap=20", "[y](u \"a ) b c d e f g h\")\nz\n");
    stays(*state, NULL,
          "a[^1]\n\n| b |\n| --- |\n| <sup data-kind=\"note-ref\" data-note=\"1\" data-n=\"&#10;\"> </sup> "
          "|\n\n[^1]: c\n");
}

static void notes_of_a_section_stand_before_the_page_that_begins_the_next(void **state) {
    const char *page = "<span data-kind=\"page-break\" data-n=\"2\"></span>";
    char text[256];
    snprintf(text, sizeof text, "# A\n\nb[^1]\n\n[^1]: c\n\n%s\n\n# D\n\ne\n", page);
    stays(*state, "markdown:notes=section", text);
    snprintf(text, sizeof text, "# A\n\nb[^1]\n\n%s\n\nd\n\n[^1]: c\n", page);
    stays(*state, "markdown:notes=section", text);
}

static void a_table_that_begins_an_item_stands_behind_a_blank_line(void **state) {
    const char *loose = "1. i\n\n   - | a |\n     | --- |\n     | b |\n\n2. c\n";
    stays(*state, NULL, loose);
    becomes(*state, NULL,
            "1. i\n   - <div data-kind=\"matter\">\n\n     | a |\n     | --- |\n     | b |\n\n     </div>\n2. c\n",
            loose);
}

static void words_are_no_caption(void **state) {
    stays(*state, NULL, "| a |\n| --- |\n| b |\n\nTable\\: c\n");
}

static void comments_stand_behind_the_notes_of_verse(void **state) {
    becomes(*state, "markdown:notes=block",
            "<div data-kind=\"matter\">\n\na[^1]\\\nb\n\n<p> <!--c--></p>\n\n</div>\n\n[^1]: d\n",
            "a[^1]\\\nb\n\n[^1]: d\n\n<!--c-->\n");
}

static const char plain[] = "markdown:html=none";

static void lines_end_without_html(void **state) {
    becomes(*state, plain, "First Lane<br/>Second Town\n", "First Lane\\\nSecond Town\n");
    becomes(*state, plain, "a<br/>1. b<br/>\\- c<br/> <br/>d<br/>\n", "a\\\n1\\. b\\\n\\- c\\\nd\n");
    becomes(*state, plain, "*a<br/>* b *<br/>c* *d*<br/>e\n", "*a* b *c* *d*\\\ne\n");
    becomes(*state, plain, "a\\\\<br/>\n", "a\\\\\n");
    becomes(*state, plain, "# a<br/>b\n\n| c<br/>d |\n| --- |\n", "# a b\n\n| c d |\n| --- |\n");
    becomes(*state, "markdown:html=none markdown:wrap=20", "word word word<br/>word word word word word\n",
            "word word word\\\nword word word word\nword\n");
    stays(*state, "markdown:html=none markdown:flavour=commonmark", "Verse one\\\nverse two\n");
}

static void words_stay_apart_without_html(void **state) {
    becomes(*state, plain,
            "one<span data-kind=\"line-beginning\"></span>two <span data-kind=\"line-beginning\"></span>three\n",
            "one two three\n");
    becomes(*state, plain, "a<span data-kind=\"line-beginning\" data-break=\"no\"></span>b\n", "ab\n");
}

static void terms_stand_alone_without_html(void **state) {
    becomes(*state, plain, "<dl>\n<dt>Ash</dt>\n<dd>a tree</dd>\n<dt>Elm</dt>\n<dd>another</dd>\n</dl>\n",
            "Ash\n\na tree\n\nElm\n\nanother\n");
    becomes(*state, plain, "- one\n  <dl><dt>Ash</dt><dd>\n\n  - a\n\n  </dd><dt>Elm</dt><dd>b</dd></dl>\n",
            "- one\n\n  Ash\n\n  - a\n\n  Elm\n\n  b\n");
}

static void addresses_have_few_backslashes(void **state) {
    stays(*state, NULL, "[a](http://x.org/~me/Saint_(poet)?a=1&b=*2^3#_c)\n");
    becomes(*state, NULL, "[a](<http://x.org/(b>) [c](\\(\\(d\\)\\)) [e](f&amp;lt;g) [h](i\\~\\~j)\n",
            "[a](http://x.org/\\(b) [c](\\(\\(d\\)\\)) [e](f&amp;lt;g) [h](i\\~\\~j)\n");
}

static void values_that_are_printed_are_strings(void **state) {
    stays(*state, NULL,
          "---\ntitle: \"A\"\ntitle-details: {lang: \"la\"}\nauthor:\n- \"B\"\n- \"C\"\n"
          "author-details:\n- {}\n- {role: \"aut\", sort: \"C, c\"}\n---\n\nx\n");
    becomes(*state, NULL,
            "---\ndate-details: {type: sent}\ndate: \"1850\"\nauthor: [{name: A, role: aut}, B]\n---\n\nx\n",
            "---\ndate: \"1850\"\ndate-details: {type: \"sent\"}\nauthor:\n- \"A\"\n- \"B\"\n"
            "author-details:\n- {role: \"aut\"}\n- {}\n---\n\nx\n");
    stays(*state, NULL, "---\ncontributor: {name: \"D\", role: \"edc\"}\n---\n\nx\n");
    stays(*state, NULL, "---\nx-details: \"y\"\ntitle-details: \"z\"\n---\n\nx\n");
}

static void the_place_of_all_notes_is_said_once(void **state) {
    becomes(*state, NULL,
            "a[^1] b[^2]\n\n[^1]: <span data-kind=\"note\" data-n=\"1\" data-place=\"end\"></span>c\n\n"
            "[^2]: <span data-kind=\"note\" data-n=\"2\" data-place=\"end\"></span>d\n",
            "---\nnote-place: \"end\"\n---\n\na[^1] b[^2]\n\n[^1]: c\n\n[^2]: d\n");
    stays(*state, NULL,
          "---\ntitle: \"x\"\nnote-place: \"margin\"\n---\n\na[^1] b[^2]\n\n[^1]: c\n\n"
          "[^2]: <span data-kind=\"note\" data-n=\"2\" data-resp=\"#ed\"></span>d\n");
    stays(*state, NULL,
          "a[^1] b[^2]\n\n[^1]: <span data-kind=\"note\" data-n=\"1\" data-place=\"end\"></span>c\n\n[^2]: d\n");
}

static void addresses_are_not_wrapped(void **state) {
    static const char wrap[] = "markdown:wrap=20";
    stays(*state, wrap, "word [a](<x (1) z>)\nword [b](y(1)2 \"a title of words that is long\")\n");
}

static void bare_words_stand_in_a_line(void **state) {
    stays(*state, NULL, "<dl>\n\n<dt>Ash</dt>\n\n<dd>a tree</dd>\n\n</dl>\n");
    stays(*state, NULL, "<table>\n\n<tr>\n\n<td colspan=\"2\">a, b</td>\n\n</tr>\n\n</table>\n");
    becomes(*state, NULL, "<dl><dt>*</dt><dd>a &amp; b</dd><dt>1. c</dt><dd><b>d</b></dd></dl>\n",
            "<dl>\n\n<dt>\n\n\\*\n\n</dt>\n\n<dd>\n\na & b\n\n</dd>\n\n<dt>\n\n1\\. c\n\n</dt>\n\n<dd>\n\n**d**\n\n"
            "</dd>\n\n</dl>\n");
    stays(*state, NULL, "- <dl>\n\n  <dt>\n\n  Ash\n\n  </dt>\n\n  </dl>\n");
    stays(*state, NULL, "<dl>\n\n<dt>Ash</dt>\n\n<dd>\n\na paragraph\n\n</dd>\n\n</dl>\n");
}

static void items_begin_as_pandoc_reads_them(void **state) {
    becomes(*state, NULL, "- ``` c\n  x\n  ```\n\n  ```\n  y\n  ```\n", "- ~~~ c\n  x\n  ~~~\n\n  ```\n  y\n  ```\n");
    becomes(*state, NULL, "12. > ```\n    > ~~~\n    > ```\n", "12. > ~~~~\n    > ~~~\n    > ~~~~\n");
    becomes(*state, NULL, "12. > a\n    >\n    > ```\n    > x\n    > ```\n",
            "12. > a\n    >\n    > ~~~\n    > x\n    > ~~~\n");
    stays(*state, NULL, "> > ```\n> > x\n> > ```\n");
    becomes(*state, NULL, "1. | a |\n   | --- |\n   | b |\n", "1.\n   | a |\n   | --- |\n   | b |\n");
    becomes(*state, NULL, "- x\n  1. | a |\n     | --- |\n", "- x\n\n  1.\n     | a |\n     | --- |\n");
    stays(*state, NULL, "- | a |\n  | --- |\n  | b |\n");
    becomes(*state, NULL, "- a\n  - b\n  * c\n", "- a\n\n  - b\n\n  <!-- -->\n\n  * c\n");
    stays(*state, NULL, "- a\n  1. b\n  - c\n");
}

static void comments_that_are_text_are_text_to_pandoc(void **state) {
    becomes(*state, NULL, "1. a \\<!-- b\n2. \\<! \\<- c\n", "1. a \\<\\!-- b\n2. \\<! \\<- c\n");
}

static void citations_are_text_to_pandoc(void **state) {
    becomes(*state, pandoc, "@ab, (@c) -@{d} @\xC3\xA9 z@b.c @ x, @; *e*@*f*\n",
            "\\@ab, (\\@c) -\\@{d} \\@\xC3\xA9 z@b.c @ x, @; *e*\\@*f*\n");
    stays(*state, NULL, "@ab (@c)\n");
}

static void formulas_go_through_no_cells(void **state) {
    static const char prices[] = "| $5 | US$ |\n| --- | --- |\n| $6 | $7 |\n";
    stays(*state, NULL, prices);
    becomes(*state, pandoc, prices, "| $5 | US\\$ |\n| --- | --- |\n| $6 | $7 |\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(attributes_of_tei_stay, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(spans_stay_what_they_were, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(sections_and_headings_both_say, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(attributes_of_tei_need_no_name, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(lines_end_where_they_may, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(notes_of_a_section_stand_before_the_page_that_begins_the_next, scene_begin,
                                        scene_end),
        cmocka_unit_test_setup_teardown(a_table_that_begins_an_item_stands_behind_a_blank_line, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(words_are_no_caption, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(comments_stand_behind_the_notes_of_verse, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(lines_end_without_html, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(words_stay_apart_without_html, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(terms_stand_alone_without_html, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(addresses_have_few_backslashes, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(values_that_are_printed_are_strings, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(the_place_of_all_notes_is_said_once, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(addresses_are_not_wrapped, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(bare_words_stand_in_a_line, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(items_begin_as_pandoc_reads_them, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(comments_that_are_text_are_text_to_pandoc, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(citations_are_text_to_pandoc, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(formulas_go_through_no_cells, scene_begin, scene_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
