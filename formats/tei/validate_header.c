/* SPDX-License-Identifier: MIT
 *
 * validate_header.c: what a teiHeader should say beside what the schema asks for (Guidelines, section 2).
 */
#include "tei/validate.h"

/* What tells that the header says something: an element in another ("" for any), and an attribute that it needs. */
static const struct {
    const char *parent, *element, *attribute;
    uint32_t bit;
} signs[] = {
    {"titleStmt", "author", NULL, TEI_HAS_RESPONSIBLE},
    {"titleStmt", "editor", NULL, TEI_HAS_RESPONSIBLE},
    {"titleStmt", "principal", NULL, TEI_HAS_RESPONSIBLE},
    {"titleStmt", "respStmt", NULL, TEI_HAS_RESPONSIBLE},
    {"publicationStmt", "availability", NULL, TEI_HAS_AVAILABILITY},
    {"availability", "licence", "target", TEI_HAS_LICENCE},
    {"publicationStmt", "date", NULL, TEI_HAS_DATE},
    {"fileDesc", "extent", NULL, TEI_HAS_EXTENT},
    {"langUsage", "language", NULL, TEI_HAS_LANGUAGES},
    {"encodingDesc", "editorialDecl", NULL, TEI_HAS_EDITORIAL},
    {"teiHeader", "revisionDesc", NULL, TEI_HAS_REVISION},
};

/* What to say when it does not. */
static const struct {
    uint32_t bit;
    const char *element; /* the profile must have it */
    const char *sentence;
    int32_t severity;
} gaps[] = {
    {TEI_HAS_RESPONSIBLE, "titleStmt", "names nobody: no <author>, <editor> or <respStmt> in <titleStmt>",
     PECIA_WARNING},
    {TEI_HAS_AVAILABILITY, "availability", "says nothing of rights: no <availability> in <publicationStmt>",
     PECIA_WARNING},
    {TEI_HAS_LICENCE, "licence", "names no licence: no <licence target=\"...\"> in <availability>", PECIA_INFO},
    {TEI_HAS_DATE, "publicationStmt", "says no date of publication: no <date> in <publicationStmt>", PECIA_INFO},
    {TEI_HAS_EXTENT, "extent", "says nothing of the size of the text: no <extent> in <fileDesc>", PECIA_INFO},
    {TEI_HAS_LANGUAGES, "langUsage", "says nothing of languages: no <language> in <langUsage>", PECIA_INFO},
    {TEI_HAS_EDITORIAL, "editorialDecl", "says nothing of how the text was treated: no <editorialDecl>", PECIA_INFO},
    {TEI_HAS_REVISION, "revisionDesc", "says nothing of changes: no <revisionDesc>", PECIA_INFO},
};

/* The first of a publicationStmt tells who is answerable: one of the elements that it must hold. */
static void check_publication(tei_checker *checker, const tei_checked *element) {
    uint32_t count;
    const tei_content *row = tei_content_find(TEI_HOLDS, "publicationStmt", &count);
    for (uint32_t i = 0; i < count; i++)
        if ((row[i].profiles & checker->profile->bit) && !tei_words_have(row[i].names, pecia_str_of(element->local)))
            TEI_SAY(checker, PECIA_ERROR, "tei.publication-order",
                    "<publicationStmt> begins with <%s>; first comes one of: %s", element->local, row[i].names);
}

void tei_check_header(tei_checker *checker, const tei_checked *element, const tei_checked *parent,
                      const xml_attribute *attributes, uint32_t count) {
    if (!element->header || !parent)
        return;
    if (parent->children == 0 && strcmp(parent->local, "publicationStmt") == 0)
        check_publication(checker, element);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strcmp(signs[i].element, element->local) == 0 && strcmp(signs[i].parent, parent->local) == 0 &&
            (!signs[i].attribute || tei_check_value(attributes, count, signs[i].attribute).size))
            checker->header |= signs[i].bit;
    pecia_str ident = tei_check_value(attributes, count, "ident");
    if (ident.size && strcmp(element->local, "language") == 0)
        tei_check_new(checker, &checker->languages, pecia_str_trim(ident));
}

void tei_check_header_end(tei_checker *checker, const tei_checked *header) {
    if (checker->gaps_said || header->include)
        return; /* the headers within a corpus may leave to the first what it says for all */
    checker->gaps_said = true;
    if (checker->header & TEI_HAS_LICENCE)
        checker->header |= TEI_HAS_AVAILABILITY;
    if (!(checker->header & TEI_HAS_AVAILABILITY))
        checker->header |= TEI_HAS_LICENCE; /* one sentence is enough */
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        const tei_word *word = tei_word_element(gaps[i].element);
        if (!(checker->header & gaps[i].bit) && word && (word->profiles & checker->profile->bit))
            TEI_SAY_AT(checker, gaps[i].severity, "tei.header-gap", header->line, 0, "the header %s", gaps[i].sentence);
    }
}
