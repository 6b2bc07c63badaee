/* SPDX-License-Identifier: MIT
 *
 * test_validate.c: each rule of pecia validate by a document that breaks it and nothing else.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/plugins/support.h"

#define HEAD                                                                                                           \
    "<teiHeader><fileDesc><titleStmt><title>A</title><author>B</author></titleStmt><extent>1 page</extent>"            \
    "<publicationStmt><publisher>C</publisher><date when=\"1901\">1901</date><availability><licence "                  \
    "target=\"https://example.org/l\"><p>free</p></licence></availability></publicationStmt><sourceDesc><p>D</p>"      \
    "</sourceDesc></fileDesc><encodingDesc><editorialDecl><p>E</p></editorialDecl></encodingDesc><profileDesc>"        \
    "<langUsage><language ident=\"en\">English</language></langUsage></profileDesc><revisionDesc><change>F</change>"   \
    "</revisionDesc></teiHeader>"
#define ROOT         "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">"
#define BACKED(b, c) ROOT HEAD "<text><body>" b "</body><back>" c "</back></text></TEI>"
#define BODY(b)      ROOT HEAD "<text><body>" b "</body></text></TEI>"
#define P(b)         BODY("<p>" b "</p>")

/* Everything found in XML for PROFILE. */
static int32_t check(scene *s, const char *profile, const char *xml) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_settings settings = {
        .registry = registry, .diagnostics = s->diagnostics, .limits = &s->limits, .from = "tei"};
    pecia_validation wanted = {.profile = profile};
    scene_forget(s);
    pecia_validator *validator = pecia_validator_new(&settings, &wanted);
    assert_non_null(validator);
    int32_t status = pecia_validator_check(validator, scene_file(s, "in.xml", xml));
    pecia_validator_free(validator);
    pecia_registry_free(registry);
    return status;
}

static uint32_t lines_of(const scene *s) {
    uint32_t lines = 0;
    for (size_t i = 0; i < s->said_size; i++)
        lines += s->said[i] == '\n';
    return lines;
}

/* One finding, CODE, and no other. */
static void finds_for(scene *s, const char *profile, const char *xml, const char *code) {
    int32_t status = check(s, profile, xml);
    if (status != PECIA_OK || scene_said(s, code) != 1 || lines_of(s) != 1)
        fail_msg("%s alone was wanted, status 0; status %d, and this was said:\n%s", code, status, s->said);
}

static void finds(scene *s, const char *xml, const char *code) {
    finds_for(s, "all", xml, code);
}

static void finds_nothing(scene *s, const char *profile, const char *xml) {
    int32_t status = check(s, profile, xml);
    if (status != PECIA_OK || s->said_size)
        fail_msg("nothing was wanted, status 0; status %d, and this was said:\n%s", status, s->said);
}

static void a_good_document_passes(void **state) {
    finds_nothing(
        *state, "all",
        BACKED("<p xml:id=\"p1\">a<note n=\"1\" place=\"foot\"><p>b</p></note> <ref target=\"#p1\">c</ref>"
               "<ref type=\"noteref\" xml:id=\"r2\" target=\"#n2\">[2]</ref> <q xml:id=\"q1\" "
               "next=\"#q2\">d</q></p><p><q xml:id=\"q2\" prev=\"#q1\">e</q></p>",
               "<div type=\"notes\"><note xml:id=\"n2\" n=\"2\" target=\"#r2\" place=\"end\">f</note></div>"));
}

static void identifiers_are_names_and_unique(void **state) {
    finds(*state, BODY("<p xml:id=\"1a\">x</p>"), "[tei.id-malformed]");
    finds(*state, BODY("<p xml:id=\"a\">x</p><p xml:id=\"a\">y</p>"), "[tei.id-twice]");
    assert_int_equal(scene_said(*state, "in line 1 has already"), 1);
}

static void pointers_lead_somewhere(void **state) {
    finds(*state, P("<ref target=\"#x\">a</ref> <ref target=\"#x\">b</ref>"), "[tei.pointer-nowhere]");
    assert_int_equal(scene_said(*state, "error: @target of <ref>"), 1);
    assert_int_equal(scene_said(*state, "(and 1 more of the same)"), 1);
    finds(*state, P("<name ref=\"#x\">a</name>"), "warning: @ref of <name>");
    finds(*state, BODY("<p xml:id=\"n1\"><ref target=\"n1\">a</ref></p>"), "[tei.pointer-bare]");
    finds_nothing(*state, "all",
                  P("<ref target=\"#xpath(//p)\">a</ref> <ref target=\"https://example.org/#x\">b</ref>"));
    finds_nothing(*state, "all", BODY("<p xml:id=\"\xD0\xB0\"><ref target=\"#%D0%B0\">a</ref></p>"));
    check(*state, "all", "<div xmlns=\"http://www.tei-c.org/ns/1.0\"><p><ref target=\"#x\">a</ref></p></div>");
    assert_int_equal(scene_said(*state, "warning: @target of <ref>"), 1);
    finds(*state, BODY("<p xml:base=\"x.xml\"><ref target=\"#x\">a</ref></p>"), "warning: @target of <ref>");
}

static void fragments_meet(void **state) {
    finds(*state, BODY("<p><q xml:id=\"a\" next=\"#b\">x</q></p><p><q xml:id=\"b\">y</q></p>"),
          "[tei.fragments-apart]");
    check(
        *state, "all",
        BODY("<p><q xml:id=\"a\" next=\"#b\">x</q><q xml:id=\"c\">z</q></p><p><q xml:id=\"b\" prev=\"#c\">y</q></p>"));
    assert_int_equal(scene_said(*state, "points back to \"#c\""), 1);
    finds(*state, BODY("<p><q xml:id=\"a\" next=\"#b\">x</q></p><p><quote xml:id=\"b\" prev=\"#a\">y</quote></p>"),
          "[tei.fragments-differ]");
    check(*state, "all", BODY("<p><q xml:id=\"b\" prev=\"#a\">x</q></p><p><q xml:id=\"a\" next=\"#b\">y</q></p>"));
    assert_int_equal(scene_said(*state, "[tei.fragments-order]"), 2);
}

static void marks_have_notes_and_notes_marks(void **state) {
    finds(*state, P("a<ref type=\"noteref\" n=\"30\">[30]</ref>"), "the mark 30 leads to no note");
    finds(*state, P("a<ref>[30]</ref>"), "the mark [30] leads to no note");
    finds_nothing(*state, "all", P("a<ref>see there</ref>"));
    finds(*state, BACKED("<p>a</p>", "<div type=\"notes\"><note n=\"7\">b</note></div>"),
          "no mark leads to the note 7");
    finds(*state, BACKED("<p>a</p>", "<div type=\"notes\"><note n=\"7\" anchored=\"false\">b</note></div>"),
          "info: no mark leads to the note 7");
    finds(*state, BODY("<p xml:id=\"a\">a<ref type=\"noteref\" target=\"#a\">1</ref></p>"), "[tei.mark-elsewhere]");
    check(*state, "all",
          BACKED("<p><ref xml:id=\"r1\" target=\"#n1\">1</ref><ref xml:id=\"r2\" target=\"#n2\">2</ref></p>",
                 "<div type=\"notes\"><note xml:id=\"n1\" target=\"#r2\">a</note><note xml:id=\"n2\" "
                 "target=\"#r2\">b</note></div>"));
    assert_int_equal(scene_said(*state, "[tei.note-mark-apart]"), 1);
    assert_int_equal(lines_of(*state), 1);
    finds(*state, P("a<note n=\"[1]\">b</note>"), "[tei.note-brackets]");
}

static void places_are_those_of_the_profile(void **state) {
    finds(*state, P("a<note place=\"botom\">b</note><note place=\"botom\">c</note>"), "warning: the place of a note");
    check(*state, "simple-print", P("a<note place=\"foot\">b</note>"));
    assert_int_equal(scene_said(*state, "@place of <note> is \"foot\""), 1);
    check(*state, "dtabf", P("a<note place=\"bottom\">b</note><note place=\"foot\">b</note><note>c</note>"));
    assert_int_equal(scene_said(*state, "@place of <note> is \"bottom\""), 1);
    assert_int_equal(scene_said(*state, "<note> has neither @place nor @type"), 1);
    check(*state, "eltec-1", BACKED("<div><p>a<note>b</note></p></div>", "<div type=\"notes\"><note>c</note></div>"));
    assert_int_equal(scene_said(*state, "[tei.note-outside]"), 1);
}

static void headers_say_what_they_should(void **state) {
#define HEADER(file) ROOT "<teiHeader><fileDesc>" file "</fileDesc></teiHeader><text><body><p>x</p></body></text></TEI>"
    check(*state, "all", HEADER("<titleStmt><title/></titleStmt>"));
    assert_int_equal(scene_said(*state, "<fileDesc> holds no <publicationStmt>"), 1);
    assert_int_equal(scene_said(*state, "<fileDesc> holds no <sourceDesc>"), 1);
    assert_int_equal(scene_said(*state, "error: <title> in <titleStmt> is empty"), 1);
    assert_int_equal(scene_said(*state, "names nobody"), 1);
    assert_int_equal(scene_said(*state, "says nothing of rights"), 1);
    check(*state, "all", HEADER("<publicationStmt><date>1901</date><publisher>P</publisher></publicationStmt>"));
    assert_int_equal(scene_said(*state, "[tei.publication-order]"), 1);
    finds(*state, "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">" HEAD "<text><body><p>x</p></body></text></TEI>",
          "[tei.language-missing]");
}

static void names_are_those_of_tei_and_of_the_profile(void **state) {
    finds(*state, P("<emhp>a</emhp>"), "<emph> may be meant");
    finds(*state, P("<hi rned=\"i\">a</hi>"), "@rend may be meant");
    check(*state, "lite", P("<said>a</said>"));
    assert_int_equal(scene_said(*state, "the profile lite has no element <said>"), 1);
    check(*state, "simple-print", P("<hi rend=\"i\">a</hi>"));
    assert_int_equal(scene_said(*state, "the profile simple-print has no attribute @rend"), 1);
    check(*state, "dtabf", P("<ref n=\"1\" target=\"#x\">a</ref>"));
    assert_int_equal(scene_said(*state, "<ref> has no attribute @n in the profile dtabf"), 1);
    finds_nothing(*state, "all",
                  P("<formula><m:math xmlns:m=\"http://www.w3.org/1998/Math/MathML\"><m:mi "
                    "odd=\"1\">x</m:mi></m:math></formula>"));
}

static void elements_stand_where_they_may(void **state) {
    finds(*state, P("<item>a</item>"), "<item> cannot stand in <p>, only in: list");
    finds(*state, P("a <p>b</p>"), "<p> cannot stand directly in <p>");
    check(*state, "dtabf", P("<quote>a <bibl>b</bibl></quote>"));
    finds(*state, BODY("<div>text</div>"), "[tei.text-misplaced]");
    finds(*state, BODY("<list><head>a</head></list>"), "<list> holds no <item>");
    finds(*state, P("<graphic/>"), "<graphic> has no @url");
    finds(*state, BODY("<p>a</p><p/>"), "[tei.empty]");
    finds(*state,
          "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">" HEAD
          "<text><front><p>a</p></front></text></TEI>",
          "<text> holds no <body> or <group>");
    finds_nothing(*state, "all", P("<ref target=\"https://example.org\"/><note sameAs=\"https://example.org\"/>"));
}

static void elements_stand_in_their_order(void **state) {
    finds(*state, BODY("<div><p>a</p><head>b</head></div>"), "<head> cannot stand behind <p> in <div>");
    finds(*state, BODY("<div><div><p>a</p></div><p>b</p></div>"), "<p> cannot stand behind <div> in <div>");
    finds(*state, BODY("<div><p>a</p><closer>b</closer><p>c</p></div>"), "<p> cannot stand behind <closer> in <div>");
    finds(*state, BODY("<list><item>a</item><head>b</head></list>"), "[tei.order]");
    finds(*state, BODY("<p>a</p></body><body><p>b</p>"), "<body> stands in <text> a second time");
    finds(*state, ROOT HEAD "<text><group><text><body><p>a</p></body></text></group><body><p>b</p></body></text></TEI>",
          "<group> and <body> cannot both stand in <text>");
    finds_nothing(*state, "all",
                  BODY("<head>a</head><pb/><head>b</head><p>c</p><list><head>d</head><item>e</item></list><p>f</p>"
                       "<div><head>g</head><p>h</p><trailer>i</trailer></div><div><p>j</p></div><closer>k</closer>"));
}

static void elements_hold_and_bear_what_is_theirs(void **state) {
    finds(*state, P("a<lb><hi>c</hi></lb>"), "<hi> cannot stand directly in <lb>");
    finds(*state, P("<choice><sic>a</sic><corr>b</corr><p>c</p></choice>"), "<p> cannot stand directly in <choice>");
    finds(*state, P("<hi url=\"a.png\">b</hi>"), "<hi> has no attribute @url in TEI");
    finds(*state, BODY("<table><row><cell script=\"1\">a</cell></row></table>"), "[tei.attribute-misplaced]");
}

static void values_have_their_form(void **state) {
    finds(*state, BODY("<p xml:lang=\"en_GB\">a</p>"), "its parts are joined by hyphens");
    finds(*state, BODY("<p xml:lang=\"english language\">a</p>"), "error: @xml:lang is");
    finds(*state, BODY("<p xml:lang=\"en-GB-GB\">a</p>"), "warning: @xml:lang is");
    finds(*state, BODY("<p xml:lang=\"grc\">a</p><p xml:lang=\"grc\">b</p>"), "[tei.language-unlisted]");
    finds(*state, P("<date when=\"1901-02-29\">a</date>"), "[tei.date]");
    finds(*state, P("<date when=\"1901-2-1\">a</date>"), "[tei.date]");
    finds(*state, P("<date when=\"spring\">a</date>"), "[tei.date]");
    finds_nothing(*state, "all",
                  P("<date when=\"-0044-03-15\">a</date><date when=\"--02-29\">a</date><date when=\"---31\">a</date>"
                    "<date when=\"1904-02-29T24:00:00+14:00\">a</date><date when=\"12:30:00.5Z\">a</date><date "
                    "when=\"10000\">a</date><date when=\"--05\">a</date><date when=\"1901Z\">a</date>"));
    finds(*state, P("<date notBefore=\"1902\" notAfter=\"1901-05\">a</date>"), "[tei.date-order]");
    finds_nothing(*state, "all", P("<date from=\"1901\" to=\"1901-05\">a</date>"));
    finds(*state, BODY("<lg><l part=\"X\">a</l></lg>"), "one of these was wanted: Y N I M F");
    finds(*state, BODY("<table><row><cell cols=\"two\">a</cell></row></table>"), "a whole number was wanted");
    finds(*state, P("<note anchored=\"no\">a</note>"), "true or false was wanted");
    finds(*state, P("<seg type=\"a b\">a</seg>"), "a word without spaces was wanted");
    check(*state, "dtabf", P("<hi rendition=\"#b #bold\">a</hi>"));
    assert_int_equal(scene_said(*state, "one of these was wanted: #topBraced"), 1);
    check(*state, "dtabf", P("<hi rendition=\" #b #i \">a</hi>"));
    assert_int_equal(scene_said(*state, "[tei.value]"), 0);
}

static void what_is_no_tei_is_named(void **state) {
    assert_int_equal(check(*state, "all", "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>"), PECIA_ERR_INPUT);
    assert_int_equal(scene_said(*state, "[not-tei]"), 1);
    assert_int_equal(check(*state, "all", "<TEI><teiHeader>"), PECIA_ERR_INPUT);
    assert_int_equal(scene_said(*state, "[not-well-formed]"), 1);
    finds(*state, "<TEI.2><teiHeader/><text><p id=\"1\" foo=\"x\"/></text></TEI.2>", "[tei-no-namespace]");
    assert_int_equal(check(*state, "tei-lite", P("x")), PECIA_ERR_USAGE);
    assert_int_equal(scene_said(*state, "[profile-unknown]"), 1);
    finds(*state, "<div xmlns=\"http://www.tei-c.org/ns/1.0\"><p>a</p></div>", "[tei-fragment]");
    finds(*state,
          BODY("<p>a</p><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"x.xml\"/><p><ref "
               "target=\"https://example.org\">a</ref></p>"),
          "[xinclude-unread]");
}

static void limits_hold(void **state) {
    scene *s = *state;
    s->limits.value[PECIA_LIMIT_DEPTH] = 8;
    assert_int_equal(check(s, "all", P("<hi><hi><hi><hi><hi>a</hi></hi></hi></hi></hi>")), PECIA_ERR_LIMIT);
    assert_int_equal(scene_said(s, "[limit-met]"), 1);
}

/* Memory that ends after so many allocations. */
typedef struct short_memory {
    uint64_t left;
} short_memory;

static void *resize(void *context, void *old, size_t size) {
    short_memory *memory = context;
    if (size == 0) {
        free(old);
        return NULL;
    }
    if (memory->left == 0)
        return NULL;
    memory->left--;
    return realloc(old, size);
}

static void every_allocation_may_fail(void **state) {
    scene *s = *state;
    pecia_registry *registry = scene_registry(s, PLUGINS);
    const char *path = scene_file(s, "in.xml",
                                  BACKED("<p xml:id=\"a\"><ref target=\"#b\">x</ref><note n=\"1\">y</note></p>",
                                         "<div type=\"notes\"><note xml:id=\"n\">z</note></div>"));
    int32_t status = PECIA_ERR_MEMORY;
    for (uint64_t allowed = 0; allowed < 200 && status == PECIA_ERR_MEMORY; allowed++) {
        short_memory left = {allowed};
        pecia_memory memory = {resize, &left};
        pecia_settings settings = {.memory = &memory,
                                   .registry = registry,
                                   .diagnostics = s->diagnostics,
                                   .limits = &s->limits,
                                   .from = "tei"};
        pecia_validation wanted = {.profile = NULL};
        scene_forget(s);
        pecia_validator *validator = pecia_validator_new(&settings, &wanted);
        status = validator ? pecia_validator_check(validator, path) : PECIA_ERR_MEMORY;
        pecia_validator_free(validator);
        assert_true(status == PECIA_OK || status == PECIA_ERR_MEMORY);
    }
    assert_int_equal(status, PECIA_OK);
    pecia_registry_free(registry);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_begin, scene_end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_good_document_passes),
        TEST(identifiers_are_names_and_unique),
        TEST(pointers_lead_somewhere),
        TEST(fragments_meet),
        TEST(marks_have_notes_and_notes_marks),
        TEST(places_are_those_of_the_profile),
        TEST(headers_say_what_they_should),
        TEST(names_are_those_of_tei_and_of_the_profile),
        TEST(elements_stand_where_they_may),
        TEST(values_have_their_form),
        TEST(elements_stand_in_their_order),
        TEST(values_have_their_form),
        TEST(elements_hold_and_bear_what_is_theirs),
        TEST(values_have_their_form),
        TEST(what_is_no_tei_is_named),
        TEST(limits_hold),
        TEST(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
