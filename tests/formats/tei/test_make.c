/* SPDX-License-Identifier: MIT
 *
 * test_make.c: TEI made of small Markdown documents: profiles and the writer's options.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/plugins/support.h"

#define NOTED "One[^1] two.[^2]\n\n[^1]: A *body* with [a link](#b).\n"

/* TEXT of the format FROM as TEI with OPTIONS; absent if that failed. */
static char *make(scene *s, const char *from, const char *text, const char *const *options) {
    const char *const formats[] = {from, "tei"};
    const char *path = scene_convert(s, PLUGINS, formats, scene_file(s, "in.txt", text), "out.xml", options);
    return path ? scene_read(path, NULL) : NULL;
}

/* What is made of TEXT of the format FROM with one OPTION holds EXPECTED. */
static void made_holds(scene *s, const char *from, const char *text, const char *option, const char *expected) {
    const char *options[] = {option, NULL};
    char *out = make(s, from, text, options);
    assert_non_null(out);
    if (!strstr(out, expected))
        fail_msg("%s: %s\ndoes not hold\n%s", option, out, expected);
    free(out);
}

static void holds(scene *s, const char *markdown, const char *option, const char *expected) {
    made_holds(s, "markdown", markdown, option, expected);
}

static void each_profile_says_it_in_its_own_words(void **state) {
    static const char quoted[] = "> Said.\n\n- a\n\n`code` *em*\n";
    holds(*state, quoted, "tei:profile=all", "<quote><p>Said.</p></quote>");
    holds(*state, quoted, "tei:profile=lite", "<q><p>Said.</p></q>");
    holds(*state, quoted, "tei:profile=simple-print", "<hi rendition=\"simple:italic\">em</hi>");
    holds(*state, quoted, "tei:profile=dtabf", "<hi rendition=\"#i\">em</hi>");
    holds(*state, quoted, "tei:profile=eltec-1", "<hi rend=\"monospace\">code</hi>");
    holds(*state, quoted, "tei:profile=eltec-1", "<p>a</p>");
}

static void notes_stand_where_they_are_wanted(void **state) {
    holds(*state, NOTED, "tei:notes=inline", "One<note xml:id=\"note-1\" n=\"1\">");
    holds(*state, NOTED, "tei:notes=back",
          "One<ref type=\"noteref\" xml:id=\"ref-1\" n=\"1\" target=\"#note-1\">[1]</ref>");
    holds(*state, NOTED, "tei:notes=back", "place=\"end\" target=\"#ref-1\">");
    holds(*state, NOTED, "tei:profile=eltec-1", "<div type=\"notes\">");
    holds(*state, NOTED, "tei:profile=dtabf", "One<note xml:id=\"note-1\" n=\"1\" place=\"foot\">");
}

static void missing_notes_are_marks_gaps_or_errors(void **state) {
    scene *s = *state;
    const char *error[] = {"tei:missing-notes=error", NULL};
    holds(s, NOTED, "tei:missing-notes=mark", "two.<ref type=\"noteref\" n=\"2\">[2]</ref>");
    holds(s, NOTED, "tei:missing-notes=gap", "<gap reason=\"sampling\"/></note>");
    holds(s, NOTED, "tei:profile=dtabf", "two.<ref>[2]</ref>");
    scene_forget(s);
    assert_null(make(s, "markdown", NOTED, error));
    assert_int_equal(scene_said(s, "note-missing"), 1);
}

static void identifiers_become_names_and_stay_their_own(void **state) {
    static const char text[] =
        "<span id=\"1 a\">x</span> <span id=\"ok\">y</span> [z](#1%20a) <a id=\"note-1\"></a>[^n]\n\n[^n]: N\n";
    holds(*state, text, "tei:indent=no", "xml:id=\"_1.20a\"");
    holds(*state, text, "tei:indent=no", "xml:id=\"ok\"");
    holds(*state, text, "tei:indent=no", "target=\"#_1.20a\"");
    holds(*state, text, "tei:indent=no", "<anchor xml:id=\"note-1\"/><note xml:id=\"note-1_\"");
}

static void addresses_are_made_fit_for_a_schema(void **state) {
    holds(*state, "[x](<a%zz b>)\n", "tei:indent=no", "target=\"a%25zz%20b\"");
    holds(*state, "[x](1a:b:c)\n", "tei:indent=no", "target=\"1a%3Ab:c\"");
    holds(*state, "[x](a/b:c#d#e)\n", "tei:indent=no", "target=\"a/b:c#d%23e\"");
    holds(*state, "[x](mailto:a@b)\n", "tei:indent=no", "target=\"mailto:a@b\"");
}

static void a_link_of_tei_may_lead_to_several_places(void **state) {
    static const char xml[] = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body><p xml:id=\"a\"><ref "
                              "target=\"#a http://b/ c|d\">x</ref></p></body></text></TEI>";
    made_holds(*state, "tei", xml, "tei:profile=lite", "<ref target=\"#a http://b/ c%7Cd\">x</ref>");
}

static void only_days_that_there_were_are_dates(void **state) {
    holds(*state, "---\ndate: 2020-02-29\n---\n\nx\n", "tei:indent=no", "<date when=\"2020-02-29\">");
    holds(*state, "---\ndate: 2019-02-29\n---\n\nx\n", "tei:indent=no", "<date>2019-02-29</date>");
}

static void indentation_leaves_text_alone(void **state) {
    static const char list[] = "- a *b* c[^1]\n\n[^1]: d\n", item[] = "<item>a <emph>b</emph> c<note xml:id=\"note-1\"";
    char indented[120], plain[120];
    snprintf(indented, sizeof indented, "<list type=\"bulleted\">\n    %s", item);
    snprintf(plain, sizeof plain, "<list type=\"bulleted\">\n%s", item);
    holds(*state, list, "tei:indent=yes", indented);
    holds(*state, list, "tei:indent=no", plain);
    made_holds(*state, "tei",
               "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body><p>a <hi>b</hi>\n   c</p></body>"
               "</text></TEI>",
               "tei:indent=yes", "<p>a <hi>b</hi>\n   c</p>");
}

static void a_schema_and_a_header_may_be_named(void **state) {
    scene *s = *state;
    char option[400];
    holds(s, "x\n", "tei:model=http://a/b.rng", "<?xml-model href=\"http://a/b.rng\" type=\"application/xml\"");
    const char *path =
        scene_file(s, "header.xml",
                   "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xmlns:y=\"urn:y\"><teiHeader n=\"1\"><y:a>&lt;"
                   "</y:a></teiHeader><text/></TEI>");
    snprintf(option, sizeof option, "tei:header=%s", path);
    holds(s, "x\n", option, "<teiHeader xmlns:y=\"urn:y\" n=\"1\"><y:a>&lt;</y:a></teiHeader>");
    snprintf(option, sizeof option, "tei:header=%s", scene_file(s, "none.xml", "<TEI/>"));
    const char *options[] = {option, NULL};
    scene_forget(s);
    assert_null(make(s, "markdown", "x\n", options));
    assert_int_equal(scene_said(s, "tei.no-header"), 1);
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(each_profile_says_it_in_its_own_words),
        SCENE(notes_stand_where_they_are_wanted),
        SCENE(missing_notes_are_marks_gaps_or_errors),
        SCENE(identifiers_become_names_and_stay_their_own),
        SCENE(addresses_are_made_fit_for_a_schema),
        SCENE(only_days_that_there_were_are_dates),
        SCENE(a_link_of_tei_may_lead_to_several_places),
        SCENE(a_schema_and_a_header_may_be_named),
        SCENE(indentation_leaves_text_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
