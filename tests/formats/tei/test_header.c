/* SPDX-License-Identifier: MIT
 *
 * test_header.c: the header and metadata, both ways: what is read, and what comes back through other formats.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "tests/plugins/support.h"

#define HEADER(inside)                                                                                                 \
    "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader>" inside                                                    \
    "</teiHeader><text><body><p>x</p></body></text></TEI>"
#define FILE_DESC(inside) HEADER("<fileDesc>" inside "</fileDesc>")
#define TITLE(inside)     FILE_DESC("<titleStmt>" inside "</titleStmt>")
#define PUBLISHED(inside) FILE_DESC("<publicationStmt>" inside "</publicationStmt>")

/* Statement META as a line "key|value|type or scheme|role|href|sort|lang" without what is absent at its end. */
static void add_line(char *all, const pecia_meta *meta) {
    pecia_str type = meta->type.size ? meta->type : meta->scheme;
    const pecia_str fields[] = {meta->key, meta->value, type, meta->role, meta->href, meta->sort, meta->lang};
    size_t used = strlen(all), end = used;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        used += (size_t)snprintf(all + used, 8192 - used, "%s%.*s", i ? "|" : "", (int)fields[i].size,
                                 fields[i].data ? fields[i].data : "");
        end = fields[i].size ? used : end;
    }
    all[end] = '\n';
    all[end + 1] = 0;
}

/* Every statement of the file PATH of FORMAT. */
static char *statements(scene *s, const char *format, const char *path) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_settings settings = {
        .registry = registry, .diagnostics = s->diagnostics, .limits = &s->limits, .from = format};
    const char *paths[] = {path, NULL};
    pecia_source source;
    pecia_meta meta;
    char *all = calloc(1, 8192);
    assert_int_equal(pecia_read(&settings, paths, &source), PECIA_OK);
    for (uint32_t i = 0; pecia_document_meta(source.document, i, &meta); i++)
        add_line(all, &meta);
    pecia_source_free(&source);
    pecia_registry_free(registry);
    return all;
}

/* XML says EXPECTED, and says it still when it was Markdown in between. */
static void says(scene *s, const char *xml, const char *expected) {
    static const char *const out[] = {"tei", "markdown"}, *const back[] = {"markdown", "tei"};
    const char *path = scene_file(s, "in.xml", xml);
    char *read = statements(s, "tei", path);
    assert_string_equal(read, expected);
    free(read);
    path = scene_convert(s, PLUGINS, out, path, "out.md", NULL);
    path = scene_convert(s, PLUGINS, back, path, "again.xml", NULL);
    read = statements(s, "tei", path);
    assert_string_equal(read, expected);
    free(read);
}

static void titles_have_types_and_languages(void **state) {
    says(*state,
         TITLE("<title type=\"main\">A <hi>b</hi>c</title><title type=\"alt\" xml:lang=\"fr\">D</title>"
               "<title type=\"sub\">E</title><title type=\"short\">F</title>"),
         "title|A bc|main\ntitle|D|alt||||fr\ntitle|E|sub\ntitle|F|short\n");
}

static void names_are_names_alone(void **state) {
    scene *s = *state;
    says(s,
         TITLE("<author><persName ref=\"http://v/1\"><surname>S</surname> <forename>F</forename></persName>"
               "<idno type=\"wikidata\">Q1</idno><idno>2</idno></author>"),
         "creator|S, F||aut|http://v/1\n");
    says(s, TITLE("<author><persName>A B</persName><persName xml:lang=\"ru\">C</persName><note>d</note></author>"),
         "creator|A B||aut\n");
    says(s,
         TITLE("<author>Sand, George (1804\xE2\x80\x93"
               "1876)<idno>1</idno></author><author><forename>F</forename> "
               "<surname>S</surname></author>"),
         "creator|Sand, George (1804\xE2\x80\x93"
         "1876)||aut\ncreator|F S||aut\n");
    says(s,
         PUBLISHED(
             "<publisher><orgName>P</orgName><address><addrLine>Q 1</addrLine></address><email>r</email></publisher>"),
         "publisher|P\n");
}

static void contributors_have_roles(void **state) {
    says(*state,
         TITLE("<editor>E</editor><funder>F</funder><sponsor>S</sponsor><principal>P</principal>"
               "<respStmt><resp>keyed</resp><resp>checked</resp><name>N</name></respStmt>"
               "<respStmt><resp>contributor</resp><name>C</name></respStmt>"
               "<respStmt><name>T</name><resp>illustrator</resp></respStmt>"),
         "contributor|E||edt\ncontributor|F||fnd\ncontributor|S||spn\ncontributor|P||rth\n"
         "contributor|N||keyed, checked\ncontributor|C||ctb\ncontributor|T||ill\n");
}

static void publication_and_rights_come_back(void **state) {
    says(*state,
         FILE_DESC(
             "<editionStmt><edition>2nd</edition></editionStmt><extent><measure unit=\"pages\">12</measure><measure "
             "unit=\"words\">3400</measure></extent><publicationStmt><publisher>P</publisher><distributor>D</"
             "distributor>"
             "<authority>A</authority><pubPlace>X</pubPlace><pubPlace>Y</pubPlace><date type=\"print\" "
             "when=\"1999-02\">Feb.</date><idno><idno type=\"URN\">u:1</idno><idno type=\"DOI\">10.1/2</idno></idno>"
             "<availability><licence target=\"http://l\">L</licence><p>R</p></availability></publicationStmt>"
             "<seriesStmt><title>S</title><biblScope unit=\"volume\" n=\"3\">vol. 3</biblScope></seriesStmt>"
             "<notesStmt><note>N</note></notesStmt><sourceDesc><bibl><author>B</author>: <title>C</title></bibl>"
             "</sourceDesc>"),
         "edition|2nd\nextent|12 pages, 3400 words\npublisher|P\npublisher|D||dst\npublisher|A||authority\npubplace|X\n"
         "pubplace|Y\ndate|1999-02|print\nidentifier|u:1|URN\nidentifier|10.1/2|DOI\nlicence|L|||http://l\nrights|R\n"
         "series|S||||3\nnote|N\nsource|B: C\n");
}

static void what_the_text_is_about_comes_back(void **state) {
    says(
        *state,
        HEADER("<encodingDesc><projectDesc><p>J</p></projectDesc><samplingDecl><p>M</p></samplingDecl></encodingDesc>"
               "<profileDesc><abstract><p>A</p><p>B</p></abstract><creation>1774</creation><langUsage><language "
               "ident=\"de\">German</language><language ident=\"la\">Latin</language></langUsage><textClass><keywords "
               "scheme=\"http://s\"><term>K</term><term>L</term></keywords><keywords><list><item>I</item></list></"
               "keywords>"
               "<classCode scheme=\"http://d\">830</classCode></textClass></profileDesc><revisionDesc><change "
               "when=\"2020-01-02\">C</change><listChange><change>D</change></listChange></revisionDesc>"),
        "project|J\nsampling|M\ndescription|A\ndescription|B\ncreation|1774\nlanguage|de\nlanguage|la\n"
        "subject|K|http://s\nsubject|L|http://s\nsubject|I\nsubject|830|http://d\nrevision|C|2020-01-02\nrevision|D\n");
}

/* What the package of an EPUB holds of all that. */
static void a_book_keeps_what_its_package_holds(void **state) {
    scene *s = *state;
    static const char *const out[] = {"tei", "epub"}, *const back[] = {"epub", "tei"};
    static const char *const kept[] = {"title|T|main\n",
                                       "title|S|sub",
                                       "creator|A||aut",
                                       "contributor|E||edt",
                                       "publisher|P\n",
                                       "date|1999\n",
                                       "language|de\n",
                                       "subject|K",
                                       "description|D\n",
                                       "rights|R\n",
                                       "licence|http://l|||http://l\n",
                                       "source|B\n",
                                       "series|Y||||3\n",
                                       "identifier|10.1/2|DOI\n"};
    const char *path = scene_file(
        s, "in.xml",
        HEADER("<fileDesc><titleStmt><title type=\"main\">T</title><title "
               "type=\"sub\">S</title><author>A<idno>9</idno></author>"
               "<editor>E</editor></titleStmt><publicationStmt><publisher>P</publisher><date when=\"1999\"/><idno "
               "type=\"DOI\">10.1/2</idno><availability><licence "
               "target=\"http://l\">http://l</licence><p>R</p></availability>"
               "</publicationStmt><seriesStmt><title>Y</title><biblScope>3</biblScope></"
               "seriesStmt><sourceDesc><bibl>B</bibl>"
               "</sourceDesc></fileDesc><profileDesc><abstract><p>D</p></abstract><langUsage><language ident=\"de\"/>"
               "</langUsage><textClass><keywords><term>K</term></keywords></textClass></profileDesc>"));
    path = scene_convert(s, PLUGINS, out, path, "out.epub", NULL);
    path = scene_convert(s, PLUGINS, back, path, "again.xml", NULL);
    char *read = statements(s, "tei", path);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (!strstr(read, kept[i]))
            fail_msg("%s\nlacks\n%s", read, kept[i]);
    free(read);
}

/* Words that a header must have and Pecia put there, in every profile: read again they are no statements. */
static void what_pecia_put_there_is_no_statement(void **state) {
    scene *s = *state;
    static const char *const profiles[] = {"all", "lite", "simple-print", "dtabf", "eltec-1"};
    static const char *const formats[] = {"text", "tei"};
    const char *text = scene_file(s, "in.txt", "One line.\n\nAnother.\n");
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        char option[40];
        snprintf(option, sizeof option, "tei:profile=%s", profiles[i]);
        const char *options[] = {option, NULL};
        char *read = statements(s, "tei", scene_convert(s, PLUGINS, formats, text, "out.xml", options));
        assert_string_equal(read, "");
        free(read);
    }
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(titles_have_types_and_languages),
        SCENE(names_are_names_alone),
        SCENE(contributors_have_roles),
        SCENE(publication_and_rights_come_back),
        SCENE(what_the_text_is_about_comes_back),
        SCENE(a_book_keeps_what_its_package_holds),
        SCENE(what_pecia_put_there_is_no_statement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
