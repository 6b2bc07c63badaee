/* SPDX-License-Identifier: MIT
 *
 * test_markdown.c: what Markdown means, and how it is written, by small samples.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "round.h"

static void becomes_with(scene *s, const char *option, const char *markdown, const char *expected) {
    char *out = again(s, markdown, option, 0, NULL);
    assert_string_equal(out, expected);
    free(out);
}

static void becomes(scene *s, const char *markdown, const char *expected) {
    becomes_with(s, NULL, markdown, expected);
}

static void stays(scene *s, const char *markdown) {
    becomes(s, markdown, markdown);
}

/* How many nodes of KIND the document has. */
static uint32_t count(scene *s, const char *markdown, uint32_t kind) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source = read_file(s, registry, "markdown", scene_file(s, "in.md", markdown));
    uint32_t n = pecia_document_count(source.document, kind);
    pecia_source_free(&source);
    pecia_registry_free(registry);
    return n;
}

static int32_t status_of(scene *s, const char *markdown) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_settings settings = {
        .registry = registry, .diagnostics = s->diagnostics, .limits = &s->limits, .from = "markdown"};
    const char *paths[] = {scene_file(s, "in.md", markdown), NULL};
    pecia_source source;
    scene_forget(s);
    int32_t status = pecia_read(&settings, paths, &source);
    if (status == PECIA_OK) {
        pecia_source_free(&source);
    }
    pecia_registry_free(registry);
    return status;
}

static void notes_keep_labels_and_bodies(void **state) {
    stays(*state, "One[^1], two[^†].\n\n[^1]: First\n\n    second paragraph\n\n    - a list\n\n[^†]: Other\n");
}

static void notes_stand_in_containers(void **state) {
    becomes(*state, "> quoted[^a]\n>\n> [^a]: in the quote\n> lazy\n\n- item[^b]\n\n  [^b]: in the item\n",
            "> quoted[^a]\n\n- item[^b]\n\n[^a]: in the quote\n    lazy\n\n[^b]: in the item\n");
}

static void adjacent_marks_are_two(void **state) {
    assert_int_equal(count(*state, "x[^a][^b]\n\n[^a]: A\n\n[^b]: B\n", PECIA_NOTE_REF), 2);
    assert_int_equal(count(*state, "x[^a](b) [y[^a]](z)\n\n[^a]: A\n", PECIA_NOTE_REF), 2);
}

static void a_second_mark_does_not_double_the_note(void **state) {
    char *out = again(*state, "x[^1] y[^1]\n\n[^1]: A\n", NULL, 0, NULL);
    char *mark = strstr(out, "[^1]");
    assert_non_null(mark);
    assert_ptr_equal(strstr(mark + 1, "[^1]"), strstr(out, "[^1]:"));
    assert_non_null(strstr(out, "data-note=\"1\""));
    free(out);
}

static void escaped_marks_and_code_are_no_marks(void **state) {
    assert_int_equal(count(*state, "\\[^1] and `[^1]` and <b title=\"[^1]\">x</b>\n\n    [^1]: code\n", PECIA_NOTE_REF),
                     0);
    stays(*state, "`[^1]: x` \\~\\~no\\~\\~ `^[x]`\n");
}

static void marks_without_bodies_stay_visible(void **state) {
    becomes(*state, "a[^30].\n", "a<span data-kind=\"note-ref\" data-n=\"30\">[30]</span>.\n");
    stays(*state, "a<span data-kind=\"note-ref\" data-n=\"30\">[30]</span>.\n");
}

static void inline_notes_nest(void **state) {
    assert_int_equal(count(*state, "a^[b *c* ^[d [e](f)]]\n", PECIA_NOTE), 2);
}

static void labels_given_twice_are_reported(void **state) {
    assert_int_equal(count(*state, "a[^1]\n\n[^1]: A\n\n[^1]: B\n", PECIA_NOTE), 2);
    assert_int_equal(scene_said(*state, "markdown-note-twice"), 1);
}

static void tables_keep_cells_and_alignment(void **state) {
    stays(*state, "| a | b \\| c |\n| :--- | ---: |\n| *x* | `y\\|z` |\n");
    stays(*state, "|  |  |\n| --- | :---: |\n| a | b[^1] |\n\n[^1]: n\n");
    assert_int_equal(count(*state, "a\n|---|\nnot a table: one pipe\n", PECIA_TABLE), 1);
    assert_int_equal(count(*state, "a | b\n--- | --- | ---\n", PECIA_TABLE), 0);
}

static void verse_is_hard_breaks_or_a_line_block(void **state) {
    becomes(*state, "| one\n| two *x*\n", "one\\\ntwo *x*\n");
    stays(*state, "one\\\ntwo\n");
    assert_int_equal(count(*state, "one  \ntwo\nthree\n", PECIA_LINE), 0);
}

static void the_source_of_a_quotation_is_its_last_line(void **state) {
    becomes(*state, "> words\n> -- Who\n", "> words\n>\n> — Who\n");
    assert_int_equal(count(*state, "> — Yes.\n> — No.\n", PECIA_ATTRIBUTION), 0);
}

static void text_stays_text(void **state) {
    stays(*state, "1925\\. \\[30\\] \\*a\\* \\_b\\_ \\<i> \\&amp; \\`c\\` a\\|b\n\n\\# x\n\n\\- y\n\n\\| z\n");
}

static void lists_keep_apart_and_tight(void **state) {
    stays(*state, "- a\n- b\n  - c\n\n<!-- -->\n\n* other\n\n3. x\n\n4. y\n\n   more\n");
    stays(*state, "- [ ] open\n- [x] done\n");
}

static void html_becomes_kinds(void **state) {
    stays(*state, "H<sub>2</sub>O <u>x</u> <span lang=\"fr\">mot</span> <q>said</q>\n");
    assert_int_equal(count(*state, "<dl>\n<dt>T</dt>\n<dd>D</dd>\n</dl>\n", PECIA_TERM), 1);
    assert_int_equal(count(*state, "a <b>c\n", PECIA_STYLE), 0);
    assert_int_equal(scene_said(*state, "markdown-html"), 1);
    assert_int_equal(count(*state, "<div>a <b>c</div>\n", PECIA_STYLE), 1);
    assert_int_equal(scene_said(*state, "markdown-html"), 1);
    assert_int_equal(count(*state, "<ul><li>a<li><p>c</ul>\n", PECIA_ITEM), 2);
    assert_int_equal(scene_said(*state, "markdown-html"), 0);
    char *out = again(*state, "x\n\n<script>alert(1)</script>\n\ny\n", NULL, 0, NULL);
    assert_null(strstr(out, "alert"));
    free(out);
}

static void comments_stay_where_they_are(void **state) {
    scene *s = *state;
    stays(
        s,
        "<!-- top -->\n\n# A <!-- b --> c\n\nd <!-- e --> f<!--g-->\n\n<!-- two\nlines -->\n\n| h <!-- i --> |\n| --- "
        "|\n| j |\n");
    stays(
        s,
        "- a\n- b <!-- c -->\n\n<!-- d -->\n\n> e\n>\n> <!-- f -->\n>\n> — G\n\nh\\\ni <!-- j -->\n\nk[^1]\n\n[^1]: l "
        "<!-- m [n] -->\n\n    <!-- o -->\n");
    becomes(s, "<!-- a > b -->\nc\n", "<!-- a > b -->\n\nc\n");
    becomes_with(s, "markdown:html=none", "a <!-- b --> c\n", "a c\n");
    assert_int_equal(count(s, "a <!-- [^1] ~~ --> b\n", PECIA_NOTE_REF), 0);
    stays(s, "[^1]: a <!--\xE2\xB8\xAC \xE2\xB8\xACm0\xE2\xB8\xAC-->\n");
    assert_int_equal(count(s, "# <?a b?> <!-- c -->\n\nd\n", PECIA_HEADING), 0);
    assert_int_equal(count(s, "<span data-kind=\"lines\"></span><?a b?><!-- c -->\n", PECIA_LINE), 0);
    assert_int_equal(count(s, "> | <!-- a -->\n", PECIA_LINE_GROUP), 0);
}

static void attributes_stand_in_braces(void **state) {
    scene *s = *state;
    const char *pandoc = "markdown:flavour=pandoc";
    const char *written = "# A {#a lang=\"fr\" .x .y}\n\nb [c *d* [e]{.smallcaps}]{lang=\"de\"} [f]{.underline}\n";
    becomes_with(s, pandoc, "# A ## {#a .x .y lang=fr}\n\nb [c *d* [e]{.smallcaps}]{lang=de} [f]{.ul}\n", written);
    becomes_with(s, pandoc, written, written);
    becomes_with(s, pandoc, "A {-}\n===\n", "# A {.unnumbered}\n");
    becomes(s, "# A {lang=fr}\n\n[b]{lang=de}\n", "# <span lang=\"fr\">A</span>\n\n<span lang=\"de\">b</span>\n");
    becomes(s, "`a`{.x} [b](c){target=_blank} ![d](e){: width=\"5%\"}\n\n``` {.py #f}\ng\n```\n",
            "<code class=\"x\">a</code> <a href=\"c\" target=\"_blank\">b</a> <img src=\"e\" alt=\"d\" data-alt=\"1\" "
            "width=\"5%\" />\n\n``` {#f .py}\ng\n```\n");
    becomes_with(s, pandoc,
                 "`a`{.x} [b](c){target=_blank} ![d](e){: width=\"5%\"}\n\n``` {.py x=\"a&amp;quot;b\"}\ng\n```\n",
                 "`a`{.x} [b](c){target=\"_blank\"} ![d](e){width=\"5%\"}\n\n``` {.py x=\"a&amp;quot;b\"}\ng\n```\n");
    stays(s, "# {a} {#b\\}\n\n`[a]{.b}` \\[c\\]{.d} e{.f} [g](h)\\{.i}\n");
    becomes_with(s, "markdown:flavour=gfm", "# A {#b}\n\n[c]{.d}\n", "# A {#b\\}\n\n\\[c\\]{.d}\n");
}

static void elements_keep_their_names(void **state) {
    scene *s = *state;
    stays(s,
          "<kbd>a</kbd> <abbr title=\"b\">c</abbr> <mark>d</mark> <x-y z=\"1\">*e*</x-y> <video src=\"f\"></video>\n");
    stays(s, "<details open=\"\">\n\na\n\n<center>\n\nb\n\n</center>\n\n</details>\n");
    stays(s, "<img src=\"a\" alt=\"b\" width=\"5\" />\n");
    becomes(s, "<del>\n\n*a*\n\n</del>\n", "<div>\n\n*a*\n\n</div>\n");
    becomes(s, "<textarea>\na\n</textarea>\n", "<div>\n\na\n\n</div>\n");
}

static void bare_text_stays_apart(void **state) {
    scene *s = *state;
    assert_int_equal(count(s, "<div>a</div>\n", PECIA_PARAGRAPH), 0);
    becomes(s, "<div>a</div>\n\n<i>b</i>\n", "<div>\n\na\n\n</div>\n\n*b*\n");
    becomes(s, "<i>\na\n</i>\n\n<i>\nb\n</i>\n", "*a*\n\n*b*\n");
}

static void labels_of_several_words_are_notes(void **state) {
    scene *s = *state;
    becomes(s, "a[^b c]\n\n[^b c]: d\n", "a[^note-1]\n\n[^note-1]: d\n");
    becomes(s, "a[^b *c* [d](e).] f\n", "a[^note-1] f\n\n[^note-1]: b *c* [d](e).\n");
    becomes(s, "a[^1]\n\n[^1]:\n    b\n\n    c\n", "a[^1]\n\n[^1]: b\n\n    c\n");
    assert_int_equal(count(s, "`[^a b]` \\[^a b] [^a b](c) [^ a b] [^a b ]\n", PECIA_NOTE_REF), 0);
    becomes_with(s, "markdown:flavour=pandoc", "a[^b c]\n", "a\\[\\^b c\\]\n");
}

static void headings_within_sections_say_so(void **state) {
    scene *s = *state;
    stays(s, "# A\n\n## <span data-kind=\"heading\"></span>B\n\nc\n");
    assert_int_equal(count(s, "# A\n\n## <span data-kind=\"heading\"></span>B\n", PECIA_SECTION), 1);
}

/* What FLAVOUR has no sign for is HTML, which the usual flavour reads as the same again. */
static void flavours_say_what_is_written(void **state) {
    scene *s = *state;
    const char *all = "| a |\n| --- |\n| b[^1] |\n\n~~c~~\n\nd\\\ne\n\n[^1]: f ^[g]\n";
    char *out = again(s, all, NULL, 0, NULL);
    assert_string_equal(out, all);
    free(out);
    static const char *const flavours[] = {"markdown:flavour=gfm", "markdown:flavour=pandoc",
                                           "markdown:flavour=commonmark"};
    pecia_registry *registry = scene_registry(s, PLUGINS);
    cli_view view;
    markdown_view(registry, &view);
    for (size_t i = 0; i < sizeof flavours / sizeof *flavours; i++) {
        pecia_source first = read_file(s, registry, "markdown", scene_file(s, "in.md", all));
        pecia_str text = write_markdown(s, registry, &first, flavours[i]);
        pecia_source second =
            read_file(s, registry, "markdown", scene_bytes(s, "out.md", text.data, (size_t)text.size));
        assert_false(differ(first.document, second.document, &view));
        assert_int_equal(i == 1, memmem(text.data, (size_t)text.size, "| d\n| e\n", 8) != NULL);
        assert_int_equal(i == 2, memmem(text.data, (size_t)text.size, "<s>c</s>", 8) != NULL);
        assert_int_equal(i < 2, memmem(text.data, (size_t)text.size, "b[^1]", 5) != NULL);
        assert_int_equal(i == 1, memmem(text.data, (size_t)text.size, "^[g]", 4) != NULL);
        pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)text.data);
        pecia_source_free(&first);
        pecia_source_free(&second);
    }
    pecia_registry_free(registry);
    becomes_with(s, "markdown:flavour=commonmark", "---\na: b\n---\n", "***\n\n## a: b\n");
}

/* Without HTML each kind that has no sign is told in the report, and nothing of the words is lost. */
static void what_is_written_plainly_is_told(void **state) {
    static const struct {
        const char *markdown, *written;
        uint32_t kind; /* that is told */
    } cases[] = {
        {"a<sup>b</sup>\n", "ab\n", PECIA_STYLE},
        {"<span lang=\"fr\">a</span>\n", "a\n", PECIA_SPAN},
        {"<q>a</q>\n", "a\n", PECIA_QUOTE},
        {"# <b lang=\"fr\">a</b>\n", "# **a**\n", PECIA_STYLE},
        {"<p lang=\"fr\">a</p>\n", "a\n", PECIA_PARAGRAPH},
        {"a<br>b\n", "a\\\nb\n", PECIA_LINE_BREAK},
        {"<cite>a</cite>\n", "a\n", PECIA_BIBL},
        {"a<span data-kind=\"page-break\" data-n=\"1\"></span>b\n", "ab\n", PECIA_PAGE_BREAK},
        {"a<a id=\"x\"></a>b\n", "ab\n", PECIA_ANCHOR},
        {"<div class=\"a\">\n\nb\n\n</div>\n", "b\n", PECIA_FOREIGN_BLOCK},
        {"<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n", "a\n\nb\n", PECIA_LIST},
        {"<table>\n<tr>\n<td><p>a</p><p>b</p></td>\n</tr>\n</table>\n", "a\n\nb\n", PECIA_TABLE},
        {"<figure>\n\na\n\n<figcaption>b</figcaption>\n</figure>\n", "a\n\nb\n", PECIA_FIGURE},
        {"<div data-kind=\"speech\">\n\n<span data-kind=\"speaker\">a</span>\n\nb\n\n</div>\n", "a\n\nb\n",
         PECIA_SPEECH},
    };
    scene *s = *state;
    pecia_registry *registry = scene_registry(s, PLUGINS);
    const char *options[] = {"markdown:html=none", NULL};
    pecia_settings settings = {.registry = registry,
                               .diagnostics = s->diagnostics,
                               .limits = &s->limits,
                               .options = options,
                               .to = "markdown"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pecia_source source = read_file(s, registry, "markdown", scene_file(s, "in.md", cases[i].markdown));
        pecia_loss loss = {0};
        pecia_str out;
        assert_int_equal(pecia_write_memory(&settings, &source, &out, &loss), PECIA_OK);
        assert_string_equal(out.data, cases[i].written);
        assert_int_equal(loss.degraded[cases[i].kind] + loss.dropped[cases[i].kind], 1);
        pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)out.data);
        pecia_source_free(&source);
    }
    assert_int_equal(scene_said(s, "markdown-emphasis"), 0);
    becomes_with(s, "markdown:html=none", "<i>a</i><b>b</b>\n", "ab\n");
    assert_int_equal(scene_said(s, "markdown-emphasis"), 1);
    pecia_registry_free(registry);
}

static void metadata_is_strings(void **state) {
    stays(*state, "---\ntitle: \"A: B\"\nauthor:\n- \"One\"\n- \"Two\"\nlang: \"ru\"\ndate: \"1925\"\nown-name: "
                  "\"yes\"\n---\n\ntext\n");
    assert_int_equal(status_of(*state, "---\ntitle: [a\nb: c\n---\n\ntext\n"), PECIA_ERR_INPUT);
    assert_int_equal(scene_said(*state, "markdown-yaml"), 1);
}

static void limits_are_met(void **state) {
    scene *s = *state;
    char *deep = malloc(4000);
    assert_non_null(deep);
    memset(deep, '>', 3000);
    memcpy(deep + 3000, " x\n", 4);
    assert_int_equal(status_of(s, deep), PECIA_ERR_LIMIT);
    free(deep);
    s->limits.value[PECIA_LIMIT_BRACKETS] = 3;
    assert_int_equal(status_of(s, "[a](b) [c](d) [e](f) [g](h) [i](j)\n"), PECIA_OK);
    assert_int_equal(scene_said(s, "markdown-brackets"), 1);
}

/* A long text is read in pieces: what is defined at its end counts at its beginning, and fences hide what they hold. */
static void pieces_make_one_document(void **state) {
    enum { CHAPTERS = 400 };
    size_t size = 0;
    char *text = malloc((size_t)CHAPTERS * 1200);
    assert_non_null(text);
    for (int i = 0; i < CHAPTERS; i++) {
        size += (size_t)sprintf(
            text + size, "# Chapter %d\n\nWords [link] and a mark[^%d].\n\n```\n\n# no heading\n\n```\n\n", i, i);
        memset(text + size, 'w', 600);
        size += 600;
        size += (size_t)sprintf(text + size, "\n\n- item\n\n  ```\n# Part\n\n");
    }
    for (int i = 0; i < CHAPTERS; i++) {
        size += (size_t)sprintf(text + size, "[^%d]: Body\n", i);
    }
    sprintf(text + size, "\n[link]: http://example.org 'T'\n");
    assert_int_equal(count(*state, text, PECIA_HEADING), 2 * CHAPTERS);
    assert_int_equal(count(*state, text, PECIA_LINK), CHAPTERS);
    assert_int_equal(count(*state, text, PECIA_NOTE), CHAPTERS);
    free(text);
}

static void options_say_how_it_is_written(void **state) {
    scene *s = *state;
    const char *notes = "# A\n\none[^1]\n\ntwo\n\n# B\n\n[^1]: x\n";
    becomes_with(s, "markdown:wrap=20", "aa bb cc dd ee ff gg hh 1. ii\n", "aa bb cc dd ee ff gg\nhh 1. ii\n");
    becomes_with(s, "markdown:wrap=none", "aa\nbb\n", "aa bb\n");
    becomes_with(s, "markdown:wrap=sentence", "One two. Three A. Smith? Four five. six\n",
                 "One two.\nThree A. Smith?\nFour five. six\n");
    becomes_with(s, "markdown:notes=section", notes, "# A\n\none[^1]\n\ntwo\n\n[^1]: x\n\n# B\n");
    becomes_with(s, "markdown:notes=block", notes, "# A\n\none[^1]\n\n[^1]: x\n\ntwo\n\n# B\n");
    becomes_with(s, "markdown:headings=setext", "# Aé\n\n## Bcd\n\n### C\n", "Aé\n==\n\nBcd\n---\n\n### C\n");
    becomes_with(s, "markdown:links=reference", "[a](b \"c\") ![d](<e f>)\n",
                 "[a][1] ![d][2]\n\n[1]: b \"c\"\n[2]: <e f>\n");
    becomes_with(s, "markdown:html=none", "a<sup>b</sup>\n", "ab\n");
}

static void flavours_say_what_is_read(void **state) {
    scene *s = *state;
    becomes_with(s, "markdown:flavour=commonmark", "a ~~b~~ ^[c]\n", "a \\~\\~b\\~\\~ \\^\\[c\\]\n");
    becomes_with(s, "markdown:flavour=commonmark", "x[^1]\n", "x\\[\\^1\\]\n");
    becomes_with(s, "markdown:flavour=gfm", "see https://a.b/c_d.\n", "see [https://a.b/c\\_d](https://a.b/c_d).\n");
    becomes_with(s, "markdown:addresses=yes", "(http://a.b)\n", "([http://a.b](http://a.b))\n");
    stays(s, "see https://a.b/c\n");
}

static void names_of_tei_travel(void **state) {
    stays(*state, "<span data-ref=\"#p\" data-tei=\"persName\" data-tei-not-before=\"1890\">Ivan</span> said\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_begin, scene_end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(notes_keep_labels_and_bodies),
        TEST(notes_stand_in_containers),
        TEST(adjacent_marks_are_two),
        TEST(a_second_mark_does_not_double_the_note),
        TEST(escaped_marks_and_code_are_no_marks),
        TEST(marks_without_bodies_stay_visible),
        TEST(inline_notes_nest),
        TEST(labels_given_twice_are_reported),
        TEST(tables_keep_cells_and_alignment),
        TEST(verse_is_hard_breaks_or_a_line_block),
        TEST(the_source_of_a_quotation_is_its_last_line),
        TEST(text_stays_text),
        TEST(lists_keep_apart_and_tight),
        TEST(html_becomes_kinds),
        TEST(comments_stay_where_they_are),
        TEST(attributes_stand_in_braces),
        TEST(elements_keep_their_names),
        TEST(bare_text_stays_apart),
        TEST(labels_of_several_words_are_notes),
        TEST(headings_within_sections_say_so),
        TEST(flavours_say_what_is_written),
        TEST(what_is_written_plainly_is_told),
        TEST(metadata_is_strings),
        TEST(limits_are_met),
        TEST(options_say_how_it_is_written),
        TEST(flavours_say_what_is_read),
        TEST(names_of_tei_travel),
        TEST(pieces_make_one_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
