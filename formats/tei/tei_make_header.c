/* SPDX-License-Identifier: MIT
 *
 * tei_make_header.c: a teiHeader (Guidelines, section 2) from metadata; what is not known is said to be unknown, what
 * the profile has no element for is said somewhere else, or told.
 */
#include "tei/tei_make_header.h"

#include <inttypes.h>
#include <stdio.h>

bool tei_header_find(const tei_maker *maker, const char *key, uint32_t index, pecia_meta *meta) {
    return maker->host->document->meta_find(maker->document, key, index, meta) && meta->value.size;
}

bool tei_header_has(const tei_maker *maker, const char *element) {
    const tei_word *word = tei_word_element(element);
    return word && word->profiles & maker->fit.profile->bit;
}

bool tei_header_is(const tei_maker *maker, uint8_t bits) {
    return (maker->fit.profile->bit & bits) != 0;
}

void tei_header_gap(tei_maker *maker, const char *what, const char *instead) {
    maker->host->job->report(maker->out->job, PECIA_INFO, "header-gap", NULL,
                             "the document does not say its %s; the TEI header says %s", what, instead);
}

void tei_header_lost(tei_maker *maker, const char *key) {
    pecia_meta meta;
    if (tei_header_find(maker, key, 0, &meta))
        maker->host->job->report(maker->out->job, PECIA_WARNING, "header-no-place", NULL,
                                 "the header of profile %s has no place for the %s that is stated: it is left out",
                                 maker->fit.profile->name, key);
}

/* ---------------------------------------------------------------- encodingDesc */

/* What the user states of how the text was treated, under KEY, else TEXT: in an element of its own or a paragraph. */
static void put_practice(tei_maker *maker, const char *key, const char *attribute, const char *value,
                         const char *text) {
    pecia_meta meta;
    bool stated = tei_header_find(maker, key, 0, &meta), own = tei_header_is(maker, TEI_PROFILE_ALL);
    if (!stated && !text)
        return;
    if (own) {
        tei_out_element(maker->out, key, true);
        if (attribute)
            tei_out_attribute(maker->out, attribute, pecia_str_of(value));
    }
    for (uint32_t i = 0; tei_header_find(maker, key, i, &meta); i++)
        tei_out_simple(maker->out, "p", meta.value);
    if (!stated)
        tei_out_simple(maker->out, "p", pecia_str_of(text));
    if (own)
        tei_out_end(maker->out);
}

/* Where the marks of quotations in lines are: 0 where there is no such quotation, else a set of 1 << enum pecia_marks.
 */
static uint32_t where_marks_are(const tei_maker *maker) {
    const pecia_document_api *api = maker->host->document;
    uint32_t left = api->count(maker->document, PECIA_QUOTE), found = 0;
    for (uint32_t node = 1; left > 0; node++) {
        if (api->kind(maker->document, node) != PECIA_QUOTE)
            continue;
        found |= 1U << api->get_number(maker->document, node, PECIA_MARKS, PECIA_MARKS_KEPT);
        left--;
    }
    return found;
}

const char *tei_header_marks(const tei_maker *maker, const char **attribute) {
    uint32_t where = where_marks_are(maker), kept = 1U << PECIA_MARKS_KEPT;
    *attribute = "none";
    if (maker->out->wishes.strip_marks)
        return "Quotation marks were taken out of the text; where they stood, rend says which.";
    if (where && !(where & kept))
        return "Quotation marks are not in the text: the source leaves them to whoever shows it.";
    *attribute = where & ~kept ? "some" : "all";
    return where & ~kept ? "Quotation marks are kept where the source has them; others it leaves to whoever shows it."
                         : "Quotation marks of the source are kept within the quotation.";
}

static void put_editorial(tei_maker *maker) {
    const pecia_document_api *api = maker->host->document;
    pecia_meta meta;
    bool quotes = api->count(maker->document, PECIA_QUOTE) || api->count(maker->document, PECIA_BLOCK_QUOTE);
    tei_out_element(maker->out, "editorialDecl", true);
    put_practice(maker, "correction", NULL, NULL, NULL);
    const char *marks, *told = tei_header_marks(maker, &marks);
    put_practice(maker, "quotation", "marks", marks, quotes ? told : NULL);
    put_practice(maker, "hyphenation", NULL, NULL, "Hyphens are those of the text as it was read.");
    put_practice(maker, "normalization", NULL, NULL, "Characters are those of the source; nothing was normalized.");
    put_practice(maker, "punctuation", NULL, NULL, NULL);
    put_practice(maker, "interpretation", NULL, NULL, NULL);
    for (uint32_t i = 0; tei_header_find(maker, "editorial", i, &meta); i++)
        tei_out_simple(maker->out, "p", meta.value);
    if (api->note_count(maker->document))
        tei_out_simple(maker->out, "p",
                       PECIA_STR("Notes keep the marks of the source; a mark without a note is a ref of type noteref "
                                 "without a target."));
    tei_out_end(maker->out);
}

static void put_application(tei_maker *maker) {
    const char *generator = maker->host->job->generator(maker->out->job), *space = strrchr(generator, ' ');
    tei_out_element(maker->out, "appInfo", true);
    tei_out_element(maker->out, "application", true);
    tei_out_attribute(maker->out, "ident", PECIA_STR("pecia"));
    tei_out_attribute(maker->out, "version", pecia_str_of(space ? space + 1 : "0"));
    tei_out_simple(maker->out, "label", pecia_str_of(generator));
    tei_out_end(maker->out);
    tei_out_end(maker->out);
}

static void put_described(tei_maker *maker, const char *key, const char *element) {
    pecia_meta meta;
    if (!tei_header_has(maker, element)) {
        tei_header_lost(maker, key);
        return;
    }
    for (uint32_t i = 0; tei_header_find(maker, key, i, &meta); i++) {
        tei_out_element(maker->out, element, true);
        tei_out_simple(maker->out, "p", meta.value);
        tei_out_end(maker->out);
    }
}

static void put_encoding(tei_maker *maker) {
    tei_out_element(maker->out, "encodingDesc", true);
    if (tei_header_is(maker, TEI_PROFILE_ELTEC_1)) {
        tei_header_eltec_encoding(maker);
    } else {
        put_described(maker, "project", "projectDesc");
        put_described(maker, "sampling", "samplingDecl");
        put_editorial(maker);
        if (tei_header_has(maker, "appInfo"))
            put_application(maker);
    }
    tei_out_end(maker->out);
}

/* ---------------------------------------------------------------- profileDesc */

static void put_language(tei_maker *maker, pecia_str ident, pecia_str text) {
    tei_out_element(maker->out, "language", false);
    tei_out_attribute(maker->out, "ident", tei_is_language(ident) ? ident : PECIA_STR("und"));
    tei_out_text(maker->out, text);
    tei_out_end(maker->out);
}

static void put_languages(tei_maker *maker) {
    pecia_meta meta;
    pecia_str lang = maker->host->document->lang(maker->document, 1);
    uint32_t languages = 0;
    tei_out_element(maker->out, "langUsage", true);
    for (; tei_header_find(maker, "language", languages, &meta); languages++)
        put_language(maker, meta.value, meta.value);
    if (!languages)
        put_language(maker, lang, tei_is_language(lang) ? lang : PECIA_STR("undetermined"));
    tei_out_end(maker->out);
}

/* Subjects of one authority after another are keywords of that authority. */
static void put_keywords(tei_maker *maker) {
    pecia_meta meta;
    pecia_str scheme = {NULL, 0};
    bool all = tei_header_is(maker, TEI_PROFILE_ALL);
    for (uint32_t i = 0; tei_header_find(maker, "subject", i, &meta); i++) {
        bool other = all && !pecia_str_equal(scheme, meta.scheme);
        if (i && other)
            tei_out_end(maker->out);
        if (!i || other)
            tei_out_element(maker->out, "keywords", true);
        if (other && meta.scheme.size) {
            maker->tag = TEI_E_ref;
            tei_make_pointer(maker, "scheme", meta.scheme);
        }
        scheme = meta.scheme;
        tei_out_simple(maker->out, "term", meta.value);
    }
    tei_out_end(maker->out);
}

static void put_class_codes(tei_maker *maker) {
    pecia_meta meta;
    for (uint32_t i = 0; tei_header_find(maker, "subject", i, &meta); i++) {
        tei_out_element(maker->out, "classCode", false);
        tei_out_attribute(maker->out, "scheme", PECIA_STR("urn:keywords"));
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
}

static void put_subjects(tei_maker *maker) {
    pecia_meta meta;
    if (!tei_header_find(maker, "subject", 0, &meta))
        return;
    tei_out_element(maker->out, "textClass", true);
    if (tei_header_has(maker, "keywords"))
        put_keywords(maker);
    else
        put_class_codes(maker);
    tei_out_end(maker->out);
}

static void put_profile(tei_maker *maker) {
    pecia_meta meta;
    tei_out_element(maker->out, "profileDesc", true);
    if (tei_header_has(maker, "abstract") && tei_header_find(maker, "description", 0, &meta)) {
        tei_out_element(maker->out, "abstract", true);
        for (uint32_t i = 0; tei_header_find(maker, "description", i, &meta); i++)
            tei_out_simple(maker->out, "p", meta.value);
        tei_out_end(maker->out);
    }
    if (!tei_header_has(maker, "creation"))
        tei_header_lost(maker, "creation");
    else if (tei_header_find(maker, "creation", 0, &meta))
        tei_out_simple(maker->out, "creation", meta.value);
    put_languages(maker);
    put_subjects(maker);
    if (tei_header_is(maker, TEI_PROFILE_ELTEC_1))
        tei_header_eltec_text(maker);
    tei_out_end(maker->out);
}

/* ---------------------------------------------------------------- revisionDesc */

/* This conversion is the last of the changes; when it was is said only if the user says it, so that the same document
 * gives the same bytes. */
static void put_this_change(tei_maker *maker) {
    char date[16] = "";
    tei_out_element(maker->out, "change", false);
    tei_out_attribute(maker->out, "type", PECIA_STR(TEI_CONVERSION));
    if (tei_header_today(maker, date, sizeof date))
        tei_out_attribute(maker->out, "when", pecia_str_of(date));
    tei_out_literal(maker->out, "Converted by ");
    tei_out_literal(maker->out, maker->host->job->generator(maker->out->job));
    tei_out_end(maker->out);
}

static void put_revision(tei_maker *maker) {
    pecia_meta meta;
    char date[16] = "";
    if (!tei_header_has(maker, "revisionDesc")) {
        tei_header_lost(maker, "revision");
        return;
    }
    tei_out_element(maker->out, "revisionDesc", true);
    put_this_change(maker);
    for (uint32_t i = 0; tei_header_find(maker, "revision", i, &meta); i++) {
        tei_out_element(maker->out, "change", false);
        if (tei_is_date(meta.type))
            tei_out_attribute(maker->out, "when", meta.type);
        else if (tei_header_is(maker, TEI_PROFILE_ELTEC_1) && tei_header_today(maker, date, sizeof date))
            tei_out_attribute(maker->out, "when", pecia_str_of(date));
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
    tei_out_end(maker->out);
}

static bool is_element(const tei_maker *maker, uint32_t node, const char *local) {
    pecia_name name;
    return maker->host->document->origin(maker->document, node, &name) && pecia_str_is(name.ns, TEI_NS) &&
           pecia_str_is(name.local, local);
}

static uint32_t child_named(const tei_maker *maker, uint32_t node, const char *local) {
    const pecia_document_api *api = maker->host->document;
    uint32_t child = node ? api->first_child(maker->document, node) : 0;
    while (child && !is_element(maker, child, local))
        child = api->next_sibling(maker->document, child);
    return child;
}

/* The header that travelled with the document, 0 if there is none, or not one for all of it, or it is not whole
 * (2.1.1).
 */
static uint32_t carried_header(const tei_maker *maker) {
    static const char *const parts[] = {"titleStmt", "publicationStmt", "sourceDesc"};
    const pecia_document_api *api = maker->host->document;
    uint32_t header = tei_header_is(maker, TEI_PROFILE_ALL) ? child_named(maker, 1, "teiHeader") : 0;
    uint32_t file = child_named(maker, header, "fileDesc");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!child_named(maker, file, parts[i]))
            return 0;
    for (uint32_t other = api->next_sibling(maker->document, header); other;
         other = api->next_sibling(maker->document, other))
        if (is_element(maker, other, "teiHeader"))
            return 0;
    return header;
}

void tei_make_header(tei_maker *maker) {
    uint32_t carried = carried_header(maker);
    maker->event = NULL;
    if (tei_header_named(maker->out)) {
        tei_header_from_file(maker->out);
        return;
    }
    if (carried) {
        tei_replay_carried(maker->out, carried);
        return;
    }
    tei_out_element(maker->out, "teiHeader", true);
    tei_header_file(maker);
    put_encoding(maker);
    put_profile(maker);
    put_revision(maker);
    tei_out_end(maker->out);
    maker->tag = TEI_E_none;
}
