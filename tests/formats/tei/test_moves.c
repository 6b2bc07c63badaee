/* SPDX-License-Identifier: MIT
 *
 * test_moves.c: TEI said again with its notes elsewhere, with gaps for notes that are not there, without quotation
 * marks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/plugins/support.h"

#define FRAME(header, text) "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader>" header "</teiHeader>" text "</TEI>"
#define BODY(body)          FRAME("<fileDesc/>", "<text><body>" body "</body></text>")
#define BACK(body, back)    FRAME("<fileDesc/>", "<text><body>" body "</body><back>" back "</back></text>")
#define NOTES(notes)        "<div type=\"notes\">" notes "</div>"

/* XML with OPTION; absent if that failed. */
static char *written(scene *s, const char *xml, const char *option) {
    static const char *const formats[] = {"tei", "tei"};
    const char *options[] = {option, "tei:indent=no", NULL};
    const char *path = scene_convert(s, PLUGINS, formats, scene_file(s, "in.xml", xml), "out.xml", options);
    return path ? scene_read(path, NULL) : NULL;
}

/* Takes out the declaration and the line breaks that are layout here: no text of these tests has one. */
static void squeeze(char *xml) {
    char *to = xml, *from = strstr(xml, "?>") + 2;
    for (; *from; from++)
        if (*from != '\n')
            *to++ = *from;
    *to = 0;
}

/* What XML becomes with OPTION is just EXPECTED. */
static void becomes(scene *s, const char *option, const char *xml, const char *expected) {
    char *out = written(s, xml, option);
    assert_non_null(out);
    squeeze(out);
    assert_string_equal(out, expected);
    free(out);
}

/* With the notes in the back XML is IN_BACK, and that with its notes at their marks is XML again. */
static void goes_back_and_comes(scene *s, const char *xml, const char *in_back) {
    becomes(s, "tei:notes=back", xml, in_back);
    becomes(s, "tei:notes=inline", in_back, xml);
    becomes(s, "tei:notes=source", xml, xml);
    becomes(s, "tei:notes=source", in_back, in_back);
}

static void notes_go_to_the_back_and_to_their_marks(void **state) {
    goes_back_and_comes(
        *state,
        BODY("<p>a<note n=\"1\" place=\"foot\" resp=\"#x\">b  <hi rend=\"i\">c</hi> <note>d</note></note>, e</p>"),
        BACK("<p>a<ref type=\"noteref\" xml:id=\"pecia-ref-1\" n=\"1\" target=\"#pecia-note-1\">[1]</ref>, e</p>",
             NOTES("<note n=\"1\" place=\"foot\" resp=\"#x\" xml:id=\"pecia-note-1\" target=\"#pecia-ref-1\">b  <hi "
                   "rend=\"i\">c</hi> <note>d</note></note>")));
}

static void notes_without_a_printed_mark_get_none(void **state) {
    goes_back_and_comes(*state, BODY("<p>a<note xml:id=\"x\"><p>b</p><p>c</p></note></p>"),
                        BACK("<p>a<ref type=\"noteref\" xml:id=\"pecia-ref-1\" target=\"#x\"/></p>",
                             NOTES("<note xml:id=\"x\" target=\"#pecia-ref-1\"><p>b</p><p>c</p></note>")));
}

static void a_mark_is_a_point_where_no_text_may_stand(void **state) {
    goes_back_and_comes(*state, BODY("<lg><l>a</l><note n=\"*\">b</note></lg><p><w>c<note>d</note></w></p>"),
                        BACK("<lg><l>a</l><anchor xml:id=\"pecia-ref-1\" n=\"*\"/></lg><p><w>c<anchor "
                             "xml:id=\"pecia-ref-2\"/></w></p>",
                             NOTES("<note n=\"*\" xml:id=\"pecia-note-1\" target=\"#pecia-ref-1\">b</note><note "
                                   "xml:id=\"pecia-note-2\" target=\"#pecia-ref-2\">d</note>")));
}

static void what_leads_to_a_note_still_does(void **state) {
    goes_back_and_comes(*state,
                        BODY("<p>a<note xml:id=\"x\" n=\"1\" target=\"#y\">b</note> <ref type=\"noteref\" "
                             "target=\"#x\">1</ref> <seg xml:id=\"y\">c</seg></p>"),
                        BACK("<p>a<ref type=\"noteref\" xml:id=\"pecia-ref-1\" n=\"1\" target=\"#x\">[1]</ref> <ref "
                             "type=\"noteref\" target=\"#x\">1</ref> <seg xml:id=\"y\">c</seg></p>",
                             NOTES("<note xml:id=\"x\" n=\"1\" target=\"#y #pecia-ref-1\">b</note>")));
}

static void each_text_has_its_back(void **state) {
    becomes(*state, "tei:notes=back",
            FRAME("<fileDesc/>",
                  "<text><group><text><body><p>a<note xml:id=\"m\">b</note></p></body><back><div1><p>c</p></div1>"
                  "<trailer>d</trailer></back></text><text><body><p>e<note xml:id=\"n\">f</note></p></body><back>"
                  "<div type=\"notes\"><note>g</note></div></back></text></group></text>"),
            FRAME("<fileDesc/>",
                  "<text><group><text><body><p>a<ref type=\"noteref\" xml:id=\"pecia-ref-1\" target=\"#m\"/></p>"
                  "</body><back><div1><p>c</p></div1><div1 type=\"notes\"><note xml:id=\"m\" "
                  "target=\"#pecia-ref-1\">b</note></div1><trailer>d</trailer></back></text><text><body><p>e<ref "
                  "type=\"noteref\" xml:id=\"pecia-ref-2\" target=\"#n\"/></p></body><back><div type=\"notes\">"
                  "<note>g</note><note xml:id=\"n\" target=\"#pecia-ref-2\">f</note></div></back></text></group>"
                  "</text>"));
}

static void notes_of_a_chapter_and_of_standoff_go_to_the_back(void **state) {
    becomes(*state, "tei:notes=back",
            FRAME("<fileDesc/>",
                  "<standOff><note xml:id=\"m\">b</note></standOff><text><body><div><p>a<ref target=\"#m\">1</ref>"
                  "<ptr target=\"#n\"/></p><div type=\"notes\"><head>c</head><note xml:id=\"n\">d</note></div></div>"
                  "</body></text>"),
            FRAME("<fileDesc/>",
                  "<text><body><div><p>a<ref target=\"#m\">1</ref><ptr target=\"#n\"/></p><div "
                  "type=\"notes\"><head>c</head></div></div></body><back><div type=\"notes\"><note xml:id=\"m\">b"
                  "</note><note xml:id=\"n\">d</note></div></back></text>"));
}

static void marks_of_every_kind_give_way_to_their_notes(void **state) {
    scene *s = *state;
    becomes(
        s, "tei:notes=inline",
        BACK("<p>a<ref target=\"#m\">[30]</ref> b<ptr xml:id=\"p\" target=\"#n\"/> <ref target=\"#p\">the mark</ref> "
             "c<anchor xml:id=\"q\"/></p>",
             NOTES("<note xml:id=\"m\">d</note><note xml:id=\"n\" n=\"31\" target=\"#p\">e</note><note "
                   "corresp=\"#q #z\">f</note><note>g</note>")),
        BACK("<p>a<note xml:id=\"m\" n=\"30\">d</note> b<anchor xml:id=\"p\"/><note xml:id=\"n\" n=\"31\">e</note> "
             "<ref target=\"#p\">the mark</ref> c<note corresp=\"#z\">f</note></p>",
             NOTES("<note>g</note>")));
    assert_int_equal(scene_said(s, "NOTE_REF"), 0);
}

/* A mark that says more than a note can is told; so are notes whose marks stand in each other. */
static void what_a_mark_loses_is_told(void **state) {
    scene *s = *state;
    becomes(s, "tei:notes=inline",
            BACK("<p>a<ref rend=\"sup\" target=\"#m\"><hi>1</hi></ref></p>", NOTES("<note xml:id=\"m\">b</note>")),
            BODY("<p>a<note xml:id=\"m\" n=\"1\">b</note></p>"));
    assert_int_equal(scene_said(s, "[degraded]") + scene_said(s, "[loss"), 1);
    scene_forget(s);
    becomes(s, "tei:notes=inline",
            BACK("<p>a</p>", NOTES("<note xml:id=\"m\">b<ref target=\"#n\">1</ref></note><note xml:id=\"n\">c<ref "
                                   "target=\"#m\">2</ref></note>")),
            BACK("<p>a</p>", NOTES("<note xml:id=\"m\">b<note xml:id=\"n\" n=\"1\">c<ref target=\"#m\">2</ref></note>"
                                   "</note>")));
    assert_int_equal(scene_said(s, "notes-unmoved"), 1);
}

static void notes_that_cannot_move_stay(void **state) {
    scene *s = *state;
    static const char app[] = BODY("<p><app><lem>a</lem><note>b</note></app><fw>c<note>d</note></fw></p>");
    becomes(s, "tei:notes=back", app, app);
    assert_int_equal(scene_said(s, "2 notes stay"), 1);
    static const char part[] = "<div xmlns=\"http://www.tei-c.org/ns/1.0\"><p>a<note>b</note></p></div>";
    becomes(s, "tei:notes=back", part, part);
    assert_int_equal(scene_said(s, "1 note stays"), 1);
}

static void a_mark_without_a_note_is_a_gap_or_an_error(void **state) {
    scene *s = *state;
    static const char xml[] =
        BODY("<p>a<ref type=\"noteref\" xml:id=\"r\" target=\"#gone\">[30]</ref><note n=\"2\" target=\"#gone\"/></p>");
    becomes(s, "tei:missing-notes=mark", xml, xml);
    becomes(s, "tei:missing-notes=gap", xml,
            BODY("<p>a<note xml:id=\"r\" n=\"30\"><gap reason=\"sampling\"/></note><note n=\"2\"><gap "
                 "reason=\"sampling\"/></note></p>"));
    scene_forget(s);
    assert_null(written(s, xml, "tei:missing-notes=error"));
    assert_int_equal(scene_said(s, "note-missing"), 1);
}

#define DECLARED(marks) "<encodingDesc><editorialDecl><quotation marks=\"" marks "\"/></editorialDecl></encodingDesc>"

static void quotation_marks_are_taken_out_where_they_enclose(void **state) {
    scene *s = *state;
    becomes(s, "tei:marks=strip",
            FRAME(DECLARED("all"), "<text><body><p>a <q>\xC2\xAB"
                                   "b <q>\xE2\x80\x9C"
                                   "c\xE2\x80\x9D</q>\xC2\xBB</q><note>d</note></p><quote rend=\"it\"> <p>\xE2\x80\x98"
                                   "don\xE2\x80\x99t,</p><p>e\xE2\x80\x99<note>f</note></p></quote></body></text>"),
            FRAME(DECLARED("none"),
                  "<text><body><p>a <q rend=\"pre(\xC2\xAB) post(\xC2\xBB)\">b <q rend=\"pre(\xE2\x80\x9C) "
                  "post(\xE2\x80\x9D)\">c</q></q><note>d</note></p><quote rend=\"it pre(\xE2\x80\x98) "
                  "post(\xE2\x80\x99)\"> <p>don\xE2\x80\x99t,</p><p>e<note>f</note></p></quote></body></text>"));
    static const char apart[] = BODY("<p><q>\"a\" and \"b\"</q> <q>\"c</q> <hi>\"d\"</hi> <q>\"</q></p>");
    becomes(s, "tei:marks=strip", apart, apart);
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(notes_go_to_the_back_and_to_their_marks),
        SCENE(notes_without_a_printed_mark_get_none),
        SCENE(a_mark_is_a_point_where_no_text_may_stand),
        SCENE(what_leads_to_a_note_still_does),
        SCENE(each_text_has_its_back),
        SCENE(notes_of_a_chapter_and_of_standoff_go_to_the_back),
        SCENE(marks_of_every_kind_give_way_to_their_notes),
        SCENE(what_a_mark_loses_is_told),
        SCENE(notes_that_cannot_move_stay),
        SCENE(a_mark_without_a_note_is_a_gap_or_an_error),
        SCENE(quotation_marks_are_taken_out_where_they_enclose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
