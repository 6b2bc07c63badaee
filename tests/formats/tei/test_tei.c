/* SPDX-License-Identifier: MIT
 *
 * test_tei.c: TEI in and out, by small documents.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "tests/plugins/support.h"

#define HEADER                                                                                                         \
    "<teiHeader><fileDesc><titleStmt><title type=\"main\">A  \n "                                                      \
    "title</title><author>Ann</author></titleStmt><publicationStmt>"                                                   \
    "<publisher>P</publisher><date "                                                                                   \
    "when=\"1901\">MCMI</date></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>"
#define TEI(body) "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">" HEADER "<text><body>" body "</body></text></TEI>"

static pecia_settings settings_of(scene *s, pecia_registry *registry) {
    return (pecia_settings){
        .registry = registry, .diagnostics = s->diagnostics, .limits = &s->limits, .from = "tei", .to = "tei"};
}

/* Reads XML; the source is to be freed by the caller when the status is PECIA_OK. */
static int32_t read_xml(scene *s, pecia_registry *registry, const char *xml, pecia_source *source) {
    pecia_settings settings = settings_of(s, registry);
    const char *paths[] = {scene_file(s, "in.xml", xml), NULL};
    return pecia_read(&settings, paths, source);
}

/* XML read and written again. */
static char *again(scene *s, const char *xml) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source;
    assert_int_equal(read_xml(s, registry, xml, &source), PECIA_OK);
    pecia_settings settings = settings_of(s, registry);
    pecia_str out;
    assert_int_equal(pecia_write_memory(&settings, &source, &out, NULL), PECIA_OK);
    char *copy = strdup(out.data);
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)out.data);
    pecia_source_free(&source);
    pecia_registry_free(registry);
    return copy;
}

static void holds(scene *s, const char *xml, const char *expected) {
    char *out = again(s, xml);
    if (!strstr(out, expected))
        fail_msg("%s\ndoes not hold\n%s", out, expected);
    free(out);
}

static void refuses(scene *s, const char *xml, int32_t status, const char *code) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source;
    scene_forget(s);
    assert_int_equal(read_xml(s, registry, xml, &source), status);
    assert_int_equal(scene_said(s, code), 1);
    pecia_registry_free(registry);
}

static void mixed_content_keeps_every_character(void **state) {
    holds(*state, TEI("<p>a <hi rend=\"italic\">b\n  c</hi>,  d<lb/>e <!-- f --> <?g h?> &lt;&amp;]]&gt;</p>"),
          "<p>a <hi rend=\"italic\">b\n  c</hi>,  d<lb/>e <!-- f --> <?g h?> &lt;&amp;]]&gt;</p>");
}

static void attributes_come_back_as_they_were(void **state) {
    holds(*state,
          TEI("<p xml:id=\"x\" n=\"&quot;1&amp;2&quot;\" custom=\"a&#10;b\" rend=\"indent\" xml:lang=\"ru\">t</p>"),
          "<p xml:id=\"x\" n=\"&quot;1&amp;2&quot;\" custom=\"a&#10;b\" rend=\"indent\" xml:lang=\"ru\">t</p>");
}

static void what_stands_around_the_root_stays(void **state) {
    char *out = again(*state, "<?xml version=\"1.0\"?><!--before--><?model x?>" TEI("<p>t</p>") "<!--after-->");
    assert_non_null(strstr(out, "<!--before-->\n<?model x?>\n<TEI"));
    assert_non_null(strstr(out, "</TEI>\n<!--after-->"));
    free(out);
}

static void other_namespaces_are_kept(void **state) {
    holds(*state,
          TEI("<p><m:math xmlns:m=\"urn:m\" m:a=\"1\"><m:mi>x</m:mi></m:math> and <math "
              "xmlns=\"urn:n\"><mi>y</mi></math></p>"),
          "<p><m:math m:a=\"1\" xmlns:m=\"urn:m\"><m:mi>x</m:mi></m:math> and <math "
          "xmlns=\"urn:n\"><mi>y</mi></math></p>");
}

static void prefixes_are_kept_apart(void **state) {
    holds(*state,
          TEI("<p><m:mi xmlns:m=\"urn:m\">x</m:mi><mi xmlns=\"urn:m\">y</mi><k:mi xmlns:k=\"urn:m\">z</k:mi></p>"),
          "<m:mi xmlns:m=\"urn:m\">x</m:mi><mi xmlns=\"urn:m\">y</mi><k:mi xmlns:k=\"urn:m\">z</k:mi>");
}

/* Layout in a list is free, unless a list of this document holds text. */
static void space_beside_text_in_elements_of_elements_stays(void **state) {
    holds(*state, TEI("<list><item>a</item><item>b</item></list>"), "<list>\n    <item>a</item>\n    <item>b</item>");
    holds(*state, TEI("<list><item>a</item> <item>b</item></list><list> \xD0\xB4 <item>c</item></list>"),
          "<list><item>a</item>\n    <item>b</item></list>\n   <list> \xD0\xB4 <item>c</item></list>");
    holds(*state, TEI("<list xml:space=\"preserve\">  <item>a</item><item>b</item> </list>"),
          "<list xml:space=\"preserve\">  <item>a</item><item>b</item> </list>");
}

static void the_header_is_metadata_too(void **state) {
    scene *s = *state;
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source;
    pecia_meta meta;
    assert_int_equal(read_xml(s, registry, TEI("<p>t</p>"), &source), PECIA_OK);
    assert_int_equal(pecia_document_meta_find(source.document, "title", 0, &meta), 1);
    assert_int_equal(meta.value.size, strlen("A title"));
    assert_memory_equal(meta.value.data, "A title", meta.value.size);
    assert_memory_equal(meta.type.data, "main", 4);
    assert_int_equal(pecia_document_meta_find(source.document, "date", 0, &meta), 1);
    assert_memory_equal(meta.value.data, "1901", 4);
    assert_int_equal(pecia_document_meta_find(source.document, "creator", 0, &meta), 1);
    pecia_source_free(&source);
    pecia_registry_free(registry);
}

/* Every statement of XML's header as lines of "key|value|type or scheme|role|href". */
static char *statements(scene *s, const char *xml) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source;
    pecia_meta meta;
    char *all = calloc(1, 4096);
    size_t used = 0;
    assert_int_equal(read_xml(s, registry, xml, &source), PECIA_OK);
    for (uint32_t i = 0; pecia_document_meta(source.document, i, &meta); i++) {
        pecia_str type = meta.type.size ? meta.type : meta.scheme;
        used += (size_t)snprintf(all + used, 4096 - used, "%.*s|%.*s|%.*s|%.*s|%.*s\n", (int)meta.key.size,
                                 meta.key.data, (int)meta.value.size, meta.value.data, (int)type.size, type.data,
                                 (int)meta.role.size, meta.role.data, (int)meta.href.size, meta.href.data);
    }
    pecia_source_free(&source);
    pecia_registry_free(registry);
    return all;
}

static void every_part_of_the_header_is_read(void **state) {
    static const char xml[] =
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title type=\"main\">A "
        "<hi>b</hi>c</title><author ref=\"u:1\"><forename>F</forename><surname>S</surname></author><editor "
        "role=\"translator\">T</editor><respStmt><name>N</name><name>M</name><resp>a</resp><resp>b</resp></respStmt>"
        "</titleStmt><extent>3 leaves</extent><publicationStmt><distributor>D</distributor><idno type=\"DOI\">1</idno>"
        "<date notBefore=\"1900\">c. 1900</date><availability><licence target=\"u:l\">L</licence></availability>"
        "</publicationStmt><sourceDesc><msDesc><msIdentifier><settlement>O</settlement><idno>1</idno></msIdentifier>"
        "<adminInfo><availability><p>not ours</p></availability></adminInfo></msDesc></sourceDesc></fileDesc>"
        "<profileDesc><textClass><keywords "
        "scheme=\"#s\"><list><item>K</item></list></keywords></textClass></profileDesc>"
        "<revisionDesc><listChange><change when=\"2001\">C</change></listChange></revisionDesc></teiHeader>"
        "<standOff><listBibl><biblStruct><monogr><respStmt><resp>r</resp><name>not ours</name></respStmt></monogr>"
        "</biblStruct></listBibl></standOff><text><body><p>x</p></body></text></TEI>";
    char *all = statements(*state, xml);
    assert_string_equal(all, "title|A bc|main||\n"
                             "creator|F S||aut|u:1\n"
                             "contributor|T||trl|\n"
                             "contributor|N||a, b|\n"
                             "contributor|M||a, b|\n"
                             "extent|3 leaves|||\n"
                             "publisher|D||dst|\n"
                             "identifier|1|DOI||\n"
                             "date|1900|||\n"
                             "licence|L|||u:l\n"
                             "source|O 1|||\n"
                             "subject|K|#s||\n"
                             "revision|C|2001||\n");
    free(all);
}

static void what_pecia_says_of_itself_is_no_metadata(void **state) {
    scene *s = *state;
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source;
    static const char xml[] =
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" "
        "xml:lang=\"und\"><teiHeader><fileDesc><titleStmt><title>untitled</title>"
        "</titleStmt><extent>12 paragraphs</extent><publicationStmt><authority>unknown</authority><availability><p>No "
        "statement of rights is "
        "known.</p></availability></publicationStmt><sourceDesc><p>The source is not "
        "stated.</p></sourceDesc></fileDesc>"
        "<revisionDesc><change type=\"conversion\">Converted</change></revisionDesc></teiHeader>"
        "<text><body><p>x</p></body></text></TEI>";
    assert_int_equal(read_xml(s, registry, xml, &source), PECIA_OK);
    assert_int_equal(pecia_document_meta_count(source.document), 0);
    pecia_source_free(&source);
    pecia_registry_free(registry);
}

/* XML written again with METADATA that the user states. */
static void states(scene *s, const char *const *metadata, const char *xml, const char *expected) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_settings settings = settings_of(s, registry);
    pecia_source source;
    pecia_str out;
    settings.metadata = metadata;
    const char *paths[] = {scene_file(s, "in.xml", xml), NULL};
    assert_int_equal(pecia_read(&settings, paths, &source), PECIA_OK);
    assert_int_equal(pecia_write_memory(&settings, &source, &out, NULL), PECIA_OK);
    if (!strstr(out.data, expected))
        fail_msg("%s\ndoes not hold\n%s", out.data, expected);
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)out.data);
    pecia_source_free(&source);
    pecia_registry_free(registry);
}

static void what_the_user_states_goes_into_the_header(void **state) {
    scene *s = *state;
    static const char *const title[] = {"title=New & old", "author=Bob", "author=Eve", NULL};
    static const char *const date[] = {"date=1999-01", NULL};
    static const char *const subject[] = {"lang=ru", NULL};
    static const char *const creator[] = {"contributor=New", NULL};
    static const char *const extent[] = {"extent=3 leaves", NULL};
    const char *xml = TEI("<p>t</p>");
    states(s, title, xml,
           "<titleStmt><title type=\"main\">New &amp; old</title><author>Bob</author><author>Eve</author></titleStmt>");
    states(s, date, xml, "<publisher>P</publisher><date when=\"1999-01\">1999-01</date></publicationStmt>");
    states(s, subject, xml,
           "</fileDesc><profileDesc><langUsage><language "
           "ident=\"ru\">ru</language></langUsage></profileDesc></teiHeader>");
    states(
        s, creator,
        "<TEI "
        "xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>t</title><respStmt><resp>r</resp>"
        "<name>A</name><name>B</name></respStmt></titleStmt><sourceDesc><msDesc><respStmt><name>C</name></respStmt>"
        "</msDesc></sourceDesc></fileDesc></teiHeader></TEI>",
        "<respStmt><resp>r</resp><name>New</name></respStmt></titleStmt><sourceDesc><msDesc><respStmt><name>C</name>");
    states(s, subject, xml, "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"ru\">");
    scene_forget(s);
    states(s, extent, xml, "<author>Ann</author>");
    assert_int_equal(scene_said(s, "header-no-place"), 1);
}

/* How many notes XML has, and how many references and bodies. */
static void notes(scene *s, const char *xml, uint32_t count, uint32_t references, uint32_t bodies, const char *label) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source;
    assert_int_equal(read_xml(s, registry, xml, &source), PECIA_OK);
    uint32_t found_references = 0, found_bodies = 0;
    pecia_note entry = {.label = {NULL, 0}};
    assert_int_equal(pecia_document_note_count(source.document), count);
    for (uint32_t i = 0; i < count; i++) {
        pecia_note_state note;
        pecia_document_note(source.document, i, &entry, &note);
        found_references += note.references;
        found_bodies += note.body != 0;
    }
    assert_int_equal(found_references, references);
    assert_int_equal(found_bodies, bodies);
    if (label) {
        assert_int_equal(entry.label.size, strlen(label));
        assert_memory_equal(entry.label.data, label, entry.label.size);
    }
    pecia_source_free(&source);
    pecia_registry_free(registry);
}

static void notes_are_found_in_every_way(void **state) {
    scene *s = *state;
    notes(s, TEI("<p>a<note n=\"[1]\">b</note></p>"), 1, 1, 1, "1");
    notes(s,
          TEI("<p>a<ref type=\"noteref\" target=\"#n\">[31]</ref></p><div type=\"notes\"><note "
              "xml:id=\"n\">b</note></div>"),
          1, 1, 1, "31");
    notes(s, TEI("<p>a<ref target=\"#n\">2</ref></p><div type=\"notes\"><note xml:id=\"n\" n=\"2\">b</note></div>"), 1,
          1, 1, "2");
    notes(s, TEI("<p>a<ptr target=\"#n\"/></p><div type=\"notes\"><note xml:id=\"n\" n=\"3\">b</note></div>"), 1, 1, 1,
          "3");
    notes(s, TEI("<p>a<anchor xml:id=\"r\"/></p><div type=\"notes\"><note target=\"#r\" n=\"4\">b</note></div>"), 1, 1,
          1, "4");
    notes(s, TEI("<p>a<ref type=\"noteref\" n=\"30\">[30]</ref></p>"), 1, 1, 0, "30");
    notes(s, TEI("<p>a<ref type=\"noteref\">a whole sentence that could be no mark of a note</ref></p>"), 0, 0, 0,
          NULL);
    notes(s, TEI("<div type=\"notes\"><note n=\"5\">b</note></div>"), 1, 0, 1, "5");
    notes(s, TEI("<p>a<note>b<note>c</note></note></p>"), 2, 2, 2, NULL);
    notes(s,
          TEI("<p>a<ref target=\"#m #n\">1, 2</ref></p><div type=\"notes\"><note xml:id=\"m\">b</note><note "
              "xml:id=\"n\">c</note></div>"),
          2, 2, 2, NULL);
    notes(s,
          TEI("<p>a<anchor xml:id=\"r\"/>b<anchor xml:id=\"s\"/></p><div type=\"notes\"><note target=\"#r "
              "#s\">b</note></div>"),
          1, 2, 1, NULL);
    notes(s,
          TEI("<p>a<note xml:id=\"a\" n=\"*\" next=\"#n\"/></p><div type=\"notes\"><note xml:id=\"n\" "
              "prev=\"#a\">b</note></div>"),
          1, 1, 1, "*");
    notes(s, TEI("<p>a<note target=\"#gone\" n=\"7\"></note></p>"), 1, 1, 0, "7");
    notes(s,
          TEI("<p>a<ref type=\"note\" target=\"n\">1</ref></p><div type=\"notes\"><note xml:id=\"n\">b</note></div>"),
          1, 1, 1, "1");
    notes(s, TEI("<p>a<anchor corresp=\"#n\"/></p><div type=\"notes\"><note xml:id=\"n\">b</note></div>"), 1, 1, 1,
          NULL);
    notes(s, TEI("<p>a<anchor xml:id=\"r\"/></p><div type=\"notes\"><note corresp=\"#r\">b</note></div>"), 1, 1, 1,
          NULL);
    notes(s, TEI("<p>a<note xml:id=\"n\">b</note></p><p>See <ref target=\"#n\">the note above</ref></p>"), 1, 1, 1,
          NULL);
}

/* Also in the back, where notes are printed. */
static void a_note_between_blocks_has_its_mark_there(void **state) {
    static const char *const places[] = {"<epigraph><p>a</p><note>b</note></epigraph>",
                                         "<lg><l>a</l><note>b</note></lg>",
                                         "<sp><speaker>a</speaker><note>b</note><p>c</p></sp>",
                                         "<table><row><cell>a</cell></row><note>b</note></table>",
                                         "<table><row><cell>a</cell><note>b</note></row></table>",
                                         "<list><item>a</item><note>b</note></list>",
                                         "<quote><p>a</p><note>b</note></quote>",
                                         "<cit><quote>a</quote><note>b</note></cit>",
                                         "<figure><head>a</head><note>b</note></figure>"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char xml[400];
        snprintf(xml, sizeof xml,
                 "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><back><div>%s</div></back></text></TEI>", places[i]);
        notes(*state, xml, 1, 1, 1, NULL);
    }
    notes(*state,
          "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>a<ref target=\"#n\">1</ref></p></body><back><list>"
          "<note xml:id=\"n\">b</note></list></back></text></TEI>",
          1, 1, 1, "1");
}

static void notes_of_standoff_are_notes(void **state) {
    scene *s = *state;
    static const char xml[] =
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">" HEADER
        "<standOff><listPerson><person><note>of a person</note></person></listPerson><note xml:id=\"n\">b</note>"
        "</standOff><text><body><p>a<ref target=\"#n\">1</ref></p></body></text></TEI>";
    notes(s, xml, 1, 1, 1, "1");
    holds(s, xml, "</listPerson><note xml:id=\"n\">b</note></standOff>");
}

static uint32_t count_kind(scene *s, const char *xml, uint32_t kind) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source;
    assert_int_equal(read_xml(s, registry, xml, &source), PECIA_OK);
    uint32_t count = pecia_document_count(source.document, kind);
    pecia_source_free(&source);
    pecia_registry_free(registry);
    return count;
}

static void running_titles_are_hidden_but_for_their_notes(void **state) {
    scene *s = *state;
    static const char xml[] = TEI("<p>a<fw>b <hi>c</hi><note n=\"1\">d</note> e</fw> f</p><fw>g</fw>");
    notes(s, xml, 1, 1, 1, "1");
    holds(s, xml, "<p>a<fw>b <hi>c</hi><note n=\"1\">d</note> e</fw> f</p>");
    assert_int_equal(count_kind(s, xml, PECIA_TEXT), 3);
}

static void marks_and_notes_come_back_where_they_were(void **state) {
    holds(*state,
          TEI("<p>a<ref type=\"noteref\" target=\"#n\">1<note>c</note></ref></p><div type=\"notes\"><note "
              "xml:id=\"n\">b</note></div>"),
          "<p>a<ref type=\"noteref\" target=\"#n\">1<note>c</note></ref></p>");
    holds(*state, "<note xmlns=\"http://www.tei-c.org/ns/1.0\">a<p>b</p></note>", "a<p>b</p></note>");
    holds(*state,
          TEI("<p>a<ref type=\"noteref\" target=\"#n\">[<hi>31</hi>]</ref></p><div type=\"notes\"><note "
              "xml:id=\"n\">b</note></div>"),
          "<p>a<ref type=\"noteref\" target=\"#n\">[<hi>31</hi>]</ref></p>");
    holds(*state, TEI("<p>a<note place=\"foot\" n=\"1\"><p>b</p></note> c</p>"),
          "<p>a<note place=\"foot\" n=\"1\"><p>b</p></note> c</p>");
    holds(*state,
          TEI("<p>a<ref target=\"#m #n\">1</ref></p><div type=\"notes\"><note xml:id=\"m\">b</note><note "
              "xml:id=\"n\">c</note></div>"),
          "<p>a<ref target=\"#m #n\">1</ref></p>");
}

/* The node number INDEX of KIND, 0 if there are not so many. */
static uint32_t node_of(const pecia_source *source, uint32_t kind, uint32_t index) {
    for (uint32_t node = 1; node < source->document->nodes.count; node++)
        if (pecia_document_kind(source->document, node) == kind && index-- == 0)
            return node;
    return 0;
}

static void shows(scene *s, const char *const *options, const char *xml, const char *expected);

/* What the Guidelines' core, header, structure, verse, drama, transcription and linking chapters name, and its kind. */
static void elements_have_their_kinds(void **state) {
    scene *s = *state;
    static const struct {
        const char *xml;
        uint32_t kind, count;
    } cases[] = {
        {TEI("<div><p>a</p></div>"), PECIA_SECTION, 1},
        {TEI("<div1><div2><p>a</p></div2></div1>"), PECIA_SECTION, 2},
        {TEI("<div1><div2><div3><div4><div5><div6><div7><p>a</p></div7></div6></div5></div4></div3></div2></div1>"),
         PECIA_SECTION, 7},
        {TEI("<div><head>a</head><p>b</p></div>"), PECIA_HEADING, 1},
        {TEI("<p>a</p><ab>b</ab>"), PECIA_PARAGRAPH, 2},
        {TEI("<lg><l>a</l><lg><l>b</l></lg></lg>"), PECIA_LINE_GROUP, 2},
        {TEI("<lg><l part=\"I\">a</l></lg><l part=\"F\">b</l>"), PECIA_LINE, 2},
        {TEI("<sp><speaker>a</speaker><p>b</p></sp>"), PECIA_SPEECH, 1},
        {TEI("<sp><speaker>a</speaker><p>b</p></sp>"), PECIA_SPEAKER, 1},
        {TEI("<div><stage>a</stage><p>b</p></div>"), PECIA_STAGE, 1},
        {TEI("<list><item>a</item></list>"), PECIA_ITEM, 1},
        {TEI("<list type=\"gloss\"><label>a</label><item>b</item></list>"), PECIA_TERM, 1},
        {TEI("<table><row><cell>a</cell><cell>b</cell></row></table>"), PECIA_CELL, 2},
        {TEI("<figure><graphic url=\"a.png\"/><figDesc>b</figDesc></figure>"), PECIA_FIGURE, 1},
        {TEI("<figure><graphic url=\"a.png\"/><figDesc>b</figDesc></figure>"), PECIA_IMAGE, 1},
        {TEI("<figure><graphic url=\"a.png\"/><figDesc>b</figDesc></figure>"), PECIA_CAPTION, 1},
        {TEI("<p><q>a</q><quote>b</quote><said>c</said><soCalled>d</soCalled><mentioned>e</mentioned></p>"),
         PECIA_QUOTE, 5},
        {TEI("<quote><p>a</p></quote><epigraph><p>b</p></epigraph>"), PECIA_BLOCK_QUOTE, 2},
        {TEI("<cit><quote><p>a</p></quote><bibl>b</bibl></cit>"), PECIA_CITATION, 1},
        {TEI("<cit><quote><p>a</p></quote><bibl>b</bibl></cit>"), PECIA_ATTRIBUTION, 1},
        {TEI("<p>a<note>b</note></p>"), PECIA_NOTE, 1},
        {TEI("<p>a <ref target=\"https://example.org\">b</ref> <ptr target=\"#c\"/></p>"), PECIA_LINK, 2},
        {TEI("<p>a<pb n=\"1\"/></p>"), PECIA_PAGE_BREAK, 1},
        {TEI("<p>a<cb/></p>"), PECIA_COLUMN_BREAK, 1},
        {TEI("<p>a<lb/></p>"), PECIA_LINE_BEGINNING, 1},
        {TEI("<p>a<milestone unit=\"x\"/></p>"), PECIA_MILESTONE, 1},
        {TEI("<p><hi rend=\"italic\">a</hi><hi rendition=\"#b\">b</hi><hi style=\"font-weight:bold\">c</hi></p>"),
         PECIA_STYLE, 3},
        {TEI("<p><emph>a</emph></p>"), PECIA_EMPHASIS, 1},
        {TEI("<p><del>a</del></p>"), PECIA_STYLE, 1},
        {TEI("<p><bibl>a</bibl></p>"), PECIA_BIBL, 1},
        {TEI("<listBibl><bibl>a</bibl></listBibl>"), PECIA_SECTION, 1},
        {TEI("<egXML>a</egXML>"), PECIA_CODE_BLOCK, 1},
        {TEI("<opener>a</opener><p>b</p><closer>c</closer>"), PECIA_PARAGRAPH, 3},
        {TEI("<div type=\"x\"><u who=\"#a\">b <pause/> c</u></div>"), PECIA_PARAGRAPH, 1},
        {TEI("<p>a<fw>b</fw></p>"), PECIA_HIDDEN_BLOCK, 2}, /* and the header */
        {TEI("<p><choice><sic>a</sic><corr>b</corr></choice><add>c</add><supplied>d</supplied><unclear>e</unclear><gap/"
             ">"
             "<name>f</name><persName>g</persName><placeName>h</placeName><date>i</date><num>j</num><foreign>k</"
             "foreign>"
             "<term>l</term><gloss>m</gloss><formula>n</formula></p>"),
         PECIA_FOREIGN_INLINE, 15}, /* no kind of their own: seen, and named where a format can */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (count_kind(s, cases[i].xml, cases[i].kind) != cases[i].count)
            fail_msg("%s: %u nodes, not %u", cases[i].xml, count_kind(s, cases[i].xml, cases[i].kind), cases[i].count);
    static const char *const none[] = {NULL};
    shows(s, none, TEI("<p>hy<lb break=\"no\"/>phen <pb n=\"2\"/>ated</p>"), "hyphen ated");
}

static void elements_become_kinds(void **state) {
    scene *s = *state;
    assert_int_equal(count_kind(s, TEI("<p>a <q>b</q> <quote>c</quote></p>"), PECIA_QUOTE), 2);
    assert_int_equal(count_kind(s, TEI("<quote><p>c</p></quote><p>a <q><l>d</l></q></p>"), PECIA_BLOCK_QUOTE), 2);
    assert_int_equal(count_kind(s, TEI("<list><head>h</head><item>a</item></list>"), PECIA_CAPTION), 1);
    assert_int_equal(count_kind(s, TEI("<list><label>a</label><item>b</item></list>"), PECIA_DEFINITION), 1);
    assert_int_equal(count_kind(s, TEI("<div><head>h</head><p>a</p></div>"), PECIA_HEADING), 1);
    assert_int_equal(count_kind(s, TEI("<castList><head>h</head><castItem>a</castItem></castList>"), PECIA_HEADING), 1);
    assert_int_equal(count_kind(s, TEI("<argument><head>h</head><p>a</p></argument>"), PECIA_CAPTION), 0);
    assert_int_equal(count_kind(s, TEI("<p>a<graphic url=\"x.png\"/></p>"), PECIA_IMAGE), 1);
    assert_int_equal(count_kind(s, TEI("<p>a<pb n=\"2\"/></p>"), PECIA_PAGE_BREAK), 1);
    assert_int_equal(count_kind(s, TEI("<p><persName>x</persName></p>"), PECIA_FOREIGN_INLINE), 1);
    assert_int_equal(count_kind(s, TEI("<p>a</p>"), PECIA_PARAGRAPH), 1);
}

static void looks_are_understood(void **state) {
    scene *s = *state;
    static const char declared[] =
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><encodingDesc><tagsDecl><rendition xml:id=\"x\" "
        "scheme=\"css\">font-style: italic;</rendition></tagsDecl></encodingDesc></teiHeader><text><body>"
        "<p><hi rendition=\"#x\">a</hi> <title rend=\"#x\">b</title></p></body></text></TEI>";
    static const struct {
        const char *xml;
        int64_t bits;
    } cases[] = {
        {declared, PECIA_ITALIC},
        {TEI("<p><hi rend=\"bold sup\">a</hi></p>"), PECIA_BOLD | PECIA_SUPERSCRIPT},
        {TEI("<p><hi rendition=\"simple:letterspace\">a</hi></p>"), PECIA_SPACED},
        {TEI("<p><hi style=\"FONT-WEIGHT: 700; font-style:oblique\">a</hi></p>"), PECIA_BOLD | PECIA_ITALIC},
        {TEI("<p><hi style=\"font-size:1.25em\">a</hi></p>"), PECIA_LARGE},
        {TEI("<p><hi style=\"letter-spacing:0; font-size:100%; font-weight:400\">a</hi></p>"), 0},
        {TEI("<p><name rend=\"smallcaps\">a</name></p>"), PECIA_SMALL_CAPS},
        {TEI("<p>a <stage>b</stage></p>"), PECIA_ITALIC},
        {TEI("<p><del>b</del></p>"), PECIA_STRIKE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pecia_registry *registry = scene_registry(s, PLUGINS);
        pecia_source source;
        assert_int_equal(read_xml(s, registry, cases[i].xml, &source), PECIA_OK);
        uint32_t node = node_of(&source, PECIA_STYLE, 0);
        assert_int_not_equal(node, 0);
        assert_int_equal(pecia_document_get_number(source.document, node, PECIA_STYLE_BITS, -1), cases[i].bits);
        pecia_source_free(&source);
        pecia_registry_free(registry);
    }
}

static void cells_are_aligned(void **state) {
    scene *s = *state;
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source;
    assert_int_equal(
        read_xml(
            s, registry,
            TEI("<table><row role=\"label\"><cell>a</cell><cell rend=\"x right\" cols=\"2\">b</cell></row></table>"),
            &source),
        PECIA_OK);
    assert_int_equal(pecia_document_get_number(source.document, node_of(&source, PECIA_CELL, 0), PECIA_ALIGN, 0), 0);
    uint32_t second = node_of(&source, PECIA_CELL, 1);
    assert_int_equal(pecia_document_get_number(source.document, second, PECIA_ALIGN, 0), PECIA_ALIGN_RIGHT);
    assert_int_equal(pecia_document_get_number(source.document, second, PECIA_COLS, 0), 2);
    assert_int_equal(pecia_document_get_number(source.document, node_of(&source, PECIA_ROW, 0), PECIA_HEADER, 0), 1);
    pecia_source_free(&source);
    pecia_registry_free(registry);
}

static void fragments_of_a_quotation_are_tied(void **state) {
    scene *s = *state;
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_source source;
    static const char xml[] =
        TEI("<p><quote xml:id=\"a\" next=\"#b\">x</quote></p><p><quote xml:id=\"b\" prev=\"#a\" next=\"#c\">y</quote>"
            "</p><p><quote xml:id=\"c\" prev=\"#b\">z</quote> <q>w</q></p>");
    assert_int_equal(read_xml(s, registry, xml, &source), PECIA_OK);
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t node = node_of(&source, PECIA_QUOTE, i);
        assert_int_equal(pecia_document_get_number(source.document, node, PECIA_PART, 0), PECIA_INITIAL + (int64_t)i);
        assert_int_equal(pecia_document_get_number(source.document, node, PECIA_TIE, 0), 1);
    }
    assert_int_equal(pecia_document_get_number(source.document, node_of(&source, PECIA_QUOTE, 3), PECIA_PART, 0), 0);
    pecia_source_free(&source);
    pecia_registry_free(registry);
    holds(s, xml, "<quote xml:id=\"b\" prev=\"#a\" next=\"#c\">y</quote>");
}

static void images_with_content_are_seen(void **state) {
    scene *s = *state;
    const char *image = "<p><ref target=\"u\"><graphic url=\"a.png\"><desc>A boat</desc></graphic></ref></p>";
    assert_int_equal(
        count_kind(s, TEI("<p><ref target=\"u\"><graphic url=\"a.png\"><desc>A boat</desc></graphic></ref></p>"),
                   PECIA_IMAGE),
        1);
    holds(s, TEI("<p><ref target=\"u\"><graphic url=\"a.png\"><desc>A boat</desc></graphic></ref></p>"), image);
}

static void descriptions_of_images_are_no_words(void **state) {
    scene *s = *state;
    const char *image = "<p><graphic url=\"a.png\"><?pecia-alt A boat?></graphic></p>";
    assert_int_equal(count_kind(s, TEI("<p><graphic url=\"a.png\"><?pecia-alt A boat?></graphic></p>"), PECIA_IMAGE),
                     1);
    holds(s, TEI("<p><graphic url=\"a.png\"><?pecia-alt A boat?></graphic></p>"), image);
}

/* XML as plain text, with OPTIONS for the reader. */
static void shows(scene *s, const char *const *options, const char *xml, const char *expected) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_settings settings = settings_of(s, registry);
    pecia_source source;
    pecia_str out;
    settings.options = options;
    settings.to = "text";
    const char *paths[] = {scene_file(s, "in.xml", xml), NULL};
    assert_int_equal(pecia_read(&settings, paths, &source), PECIA_OK);
    assert_int_equal(pecia_write_memory(&settings, &source, &out, NULL), PECIA_OK);
    if (!strstr(out.data, expected))
        fail_msg("%s\ndoes not hold\n%s", out.data, expected);
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)out.data);
    pecia_source_free(&source);
    pecia_registry_free(registry);
}

static void the_user_chooses_a_reading(void **state) {
    scene *s = *state;
    static const char *const none[] = {NULL}, *const reg[] = {"tei:choice=reg", NULL},
                             *const three[] = {"tei:choice=orig", "tei:correction=corr", "tei:abbreviation=expan",
                                               NULL};
    const char *xml =
        TEI("<p>x<choice>\n <orig>olde</orig>\n <reg>old</reg></choice>y "
            "<choice><sic>teh</sic><corr>the</corr></choice> "
            "<choice><abbr>D<am>r</am></abbr><expan>D<ex>octo</ex>r</expan></choice> <orig>vp</orig></p>");
    shows(s, none, xml, "xolde oldy teh the Dr Doctor vp");
    shows(s, reg, xml, "xoldy teh the Dr Doctor vp");
    shows(s, three, xml, "xoldey the Doctor vp");
    assert_int_equal(scene_said(s, "tei-choice-empty"), 0);
    shows(s, reg, TEI("<p>a<choice><orig>b</orig><abbr/></choice></p><p>c<choice><orig>d</orig></choice></p>"), "a");
    assert_int_equal(scene_said(s, "tei-choice-empty"), 1);
}

static void readings_are_set_apart(void **state) {
    scene *s = *state;
    static const char *const none[] = {NULL};
    static const struct {
        const char *xml, *text;
    } cases[] = {
        {"a <choice><sic>teh</sic><corr>the</corr></choice>, b", "a teh the, b"},
        {"a (<choice><sic>teh</sic><corr>the</corr></choice>) b", "a (teh the) b"},
        {"a <hi><choice><abbr>Mr.</abbr><expan>Mister</expan></choice></hi>; b", "a Mr. Mister; b"},
        {"a <choice>\n <orig>loue</orig>\n <reg>love</reg>\n</choice>; b", "a loue love; b"},
        {"lo<choice><orig>u</orig><reg>v</reg></choice>e b", "louve b"}, /* within a word */
        {"\xD0\xB6\xD0\xB8<choice><orig>a</orig><reg>b</reg></choice>", "\xD0\xB6\xD0\xB8"
                                                                        "ab"},
        {"a\xE2\x80\x94<choice><orig>u</orig><reg>v</reg></choice>", "a\xE2\x80\x94u v"},
        {"a <choice><seg>one</seg><seg>two</seg><seg>three</seg></choice>", "a one two three"},
        {"a <choice><sic/><corr>b</corr></choice> c", "a b c"},
        {"a <choice><orig>b <choice><sic>c</sic><corr>d</corr></choice></orig><reg>e</reg></choice>", "a b c d e"},
        {"a <choice><sic>b<note>n</note></sic><corr>c</corr></choice>", "a b[1] c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char xml[1024];
        snprintf(xml, sizeof xml, TEI("<p>%s</p>"), cases[i].xml);
        shows(s, none, xml, cases[i].text);
    }
}

static void entities_of_an_absent_dtd_stay(void **state) {
    scene *s = *state;
    holds(s, "<!DOCTYPE TEI SYSTEM \"no.dtd\">" TEI("<p n=\"&eacute;\">&mdash; &odd; &odd;</p>"),
          "<p n=\"\xC3\xA9\">\xE2\x80\x94 &amp;odd; &amp;odd;</p>");
    assert_int_equal(scene_said(s, "entity-unknown"), 1);
    assert_int_equal(scene_said(s, "2 times"), 1);
}

static void entities_of_the_document_are_expanded(void **state) {
    holds(*state,
          "<!DOCTYPE TEI [<!ENTITY who \"<name>Anna</name>\"><!ENTITY d \"&#8212;\">]>" TEI(
              "<p n=\"&d;\">&who;&d;&who;</p>"),
          "<p n=\"\xE2\x80\x94\"><name>Anna</name>\xE2\x80\x94<name>Anna</name></p>");
    assert_int_equal(scene_said(*state, "entity-expanded"), 1);
    assert_int_equal(scene_said(*state, "4 times"), 1);
}

static void external_entities_are_never_read(void **state) {
    scene *s = *state;
    scene_file(s, "secret.txt", "SECRET");
    char *out = again(s, "<!DOCTYPE TEI [<!ENTITY x SYSTEM \"secret.txt\">]>" TEI("<p>&x;</p>"));
    assert_null(strstr(out, "SECRET"));
    assert_non_null(strstr(out, "&amp;x;"));
    assert_int_equal(scene_said(s, "external-entity"), 1);
    free(out);
}

static void what_is_wrong_is_refused(void **state) {
    scene *s = *state;
    refuses(s, "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text>", PECIA_ERR_INPUT, "not-well-formed");
    refuses(s, "<html><body/></html>", PECIA_ERR_INPUT, "not-tei");
    refuses(s, TEI("<p><x:y/></p>"), PECIA_ERR_INPUT, "not-well-formed");
    refuses(s, TEI("<p>\x01</p>"), PECIA_ERR_INPUT, "not-well-formed");
    refuses(s, TEI("<p>&undeclared;</p>"), PECIA_ERR_INPUT, "not-well-formed");
}

static void limits_are_named(void **state) {
    scene *s = *state;
    s->limits.value[PECIA_LIMIT_DEPTH] = 5;
    refuses(s, TEI("<p><hi><hi><hi>x</hi></hi></hi></p>"), PECIA_ERR_LIMIT, "--limit depth");
    s->limits.value[PECIA_LIMIT_DEPTH] = 256;
    s->limits.value[PECIA_LIMIT_ATTRIBUTES] = 2;
    refuses(s, TEI("<p a=\"1\" b=\"2\" c=\"3\"/>"), PECIA_ERR_LIMIT, "--limit attributes");
    s->limits.value[PECIA_LIMIT_ATTRIBUTES] = 256;
    s->limits.value[PECIA_LIMIT_ENTITIES] = 1;
    refuses(s, "<!DOCTYPE TEI [<!ENTITY a \"a\"><!ENTITY b \"b\">]>" TEI("<p/>"), PECIA_ERR_LIMIT, "--limit entities");
    s->limits.value[PECIA_LIMIT_ENTITIES] = 2000;
    s->limits.value[PECIA_LIMIT_EXPANSION] = 100;
    refuses(s,
            "<!DOCTYPE TEI [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">]>" TEI("<p>&a;&a;&a;&a;</p>"),
            PECIA_ERR_LIMIT, "--limit expansion");
}

/* Ten times ten times ... : our limit is met before libxml2 expands anything, and can be raised. */
static void entities_of_entities_meet_our_limit(void **state) {
    scene *s = *state;
    char xml[4096];
    size_t size = (size_t)snprintf(xml, sizeof xml, "<!DOCTYPE TEI [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 8; i++) {
        size += (size_t)snprintf(xml + size, sizeof xml - size, "<!ENTITY l%d \"", i);
        for (int j = 0; j < 10; j++)
            size += (size_t)snprintf(xml + size, sizeof xml - size, "&l%d;", i - 1);
        size += (size_t)snprintf(xml + size, sizeof xml - size, "\">");
    }
    snprintf(xml + size, sizeof xml - size, "]>%s", TEI("<p>&l7;</p>"));
    refuses(s, xml, PECIA_ERR_LIMIT, "--limit expansion");
    snprintf(xml + size, sizeof xml - size, "]>%s", TEI("<p n=\"&l7;\">a</p>"));
    refuses(s, xml, PECIA_ERR_LIMIT, "--limit expansion");
    snprintf(xml + size, sizeof xml - size, "]>%s", TEI("<p>&l5;&l5;&l5;&l5;&l5;</p>"));
    s->limits.value[PECIA_LIMIT_EXPANSION] = 16 << 20;
    assert_int_equal(count_kind(s, xml, PECIA_PARAGRAPH), 1);
    refuses(s, "<!DOCTYPE TEI [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>" TEI("<p>&a;</p>"), PECIA_ERR_INPUT,
            "entities refer to themselves");
}

/* One start tag that spans many reads must be stopped before libxml2 compares its attributes with each other. */
static void a_tag_that_goes_on_and_on_is_stopped(void **state) {
    scene *s = *state;
    size_t size = 0, capacity = 2 << 20;
    char *xml = malloc(capacity);
    size += (size_t)snprintf(xml, capacity, "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p");
    for (int i = 0; i < 100000; i++)
        size += (size_t)snprintf(xml + size, capacity - size, " a%d=\"\"", i);
    snprintf(xml + size, capacity - size, "/></body></text></TEI>");
    refuses(s, xml, PECIA_ERR_LIMIT, "--limit attributes");
    free(xml);
}

static void a_name_that_goes_on_and_on_is_refused(void **state) {
    char *xml = malloc(80000);
    int size = snprintf(xml, 80000, "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><");
    memset(xml + size, 'x', 60000);
    snprintf(xml + size + 60000, 80000 - 60000 - (size_t)size, "/></TEI>");
    refuses(*state, xml, PECIA_ERR_INPUT, "a name is longer");
    free(xml);
}

static void p4_is_written_as_p5(void **state) {
    scene *s = *state;
    holds(s, "<TEI.2><teiHeader/><text lang=\"de\"><body><p id=\"a\">x</p></body></text></TEI.2>",
          "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">");
    holds(s, "<TEI.2><teiHeader/><text><body><p id=\"a\">x</p></body></text></TEI.2>", "<p xml:id=\"a\">x</p>");
    assert_true(scene_said(s, "tei-no-namespace") >= 1);
}

static void encodings_are_honoured(void **state) {
    scene *s = *state;
    holds(s, "<?xml version=\"1.0\" encoding=\"windows-1251\"?>" TEI("<p>\xC6\xE4</p>"), "<p>\xD0\x96\xD0\xB4</p>");
    holds(s, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" TEI("<p>\xE9</p>"), "<p>\xC3\xA9</p>");
    holds(s, "\xEF\xBB\xBF" TEI("<p>x</p>"), "<p>x</p>");
}

static void a_part_of_a_document_is_accepted(void **state) {
    scene *s = *state;
    holds(s, "<div xmlns=\"http://www.tei-c.org/ns/1.0\"><head>h</head><p>x</p></div>", "<head>h</head>");
    assert_int_equal(scene_said(s, "tei-fragment"), 1);
}

static void lines_past_65535_are_numbered(void **state) {
    scene *s = *state;
    size_t size = 0, capacity = 200000;
    char *xml = malloc(capacity);
    size += (size_t)snprintf(xml, capacity, "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>");
    memset(xml + size, '\n', 70000);
    size += 70000;
    snprintf(xml + size, capacity - size, "<p>a<ref type=\"noteref\">[1]</ref></p></body></text></TEI>");
    char *out = again(s, xml);
    assert_int_equal(scene_said(s, ":70001:5: "), 1);
    free(out);
    free(xml);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        TEST(mixed_content_keeps_every_character),
        TEST(attributes_come_back_as_they_were),
        TEST(what_stands_around_the_root_stays),
        TEST(other_namespaces_are_kept),
        TEST(prefixes_are_kept_apart),
        TEST(space_beside_text_in_elements_of_elements_stays),
        TEST(the_header_is_metadata_too),
        TEST(every_part_of_the_header_is_read),
        TEST(what_pecia_says_of_itself_is_no_metadata),
        TEST(what_the_user_states_goes_into_the_header),
        TEST(notes_are_found_in_every_way),
        TEST(a_note_between_blocks_has_its_mark_there),
        TEST(notes_of_standoff_are_notes),
        TEST(running_titles_are_hidden_but_for_their_notes),
        TEST(marks_and_notes_come_back_where_they_were),
        TEST(elements_become_kinds),
        TEST(elements_have_their_kinds),
        TEST(looks_are_understood),
        TEST(cells_are_aligned),
        TEST(fragments_of_a_quotation_are_tied),
        TEST(images_with_content_are_seen),
        TEST(descriptions_of_images_are_no_words),
        TEST(the_user_chooses_a_reading),
        TEST(readings_are_set_apart),
        TEST(entities_of_an_absent_dtd_stay),
        TEST(entities_of_the_document_are_expanded),
        TEST(external_entities_are_never_read),
        TEST(what_is_wrong_is_refused),
        TEST(limits_are_named),
        TEST(entities_of_entities_meet_our_limit),
        TEST(a_tag_that_goes_on_and_on_is_stopped),
        TEST(a_name_that_goes_on_and_on_is_refused),
        TEST(p4_is_written_as_p5),
        TEST(encodings_are_honoured),
        TEST(a_part_of_a_document_is_accepted),
        TEST(lines_past_65535_are_numbered),
    };
    return cmocka_run_group_tests_name("tei", tests, NULL, NULL);
}
