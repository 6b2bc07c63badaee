/* SPDX-License-Identifier: MIT
 *
 * tei_make_header.c: a teiHeader (Guidelines, section 2) from metadata; what is not known is said to be unknown.
 */
#include "tei/tei_maker.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static bool find(const tei_maker *maker, const char *key, uint32_t index, pecia_meta *meta) {
    return maker->host->document->meta_find(maker->document, key, index, meta) && meta->value.size;
}

static void tell(tei_maker *maker, const char *what, const char *instead) {
    maker->host->job->report(maker->out->job, PECIA_INFO, "header-gap", NULL,
                             "the document does not say its %s; the TEI header says %s", what, instead);
}

static void language_of(tei_maker *maker, const pecia_meta *meta) {
    if (tei_is_language(meta->lang))
        tei_out_attribute(maker->out, "xml:lang", meta->lang);
}

static void titles(tei_maker *maker) {
    pecia_meta meta;
    uint32_t index = 0;
    for (; find(maker, "title", index, &meta); index++) {
        tei_out_element(maker->out, "title", false);
        if (xml_is_ncname(meta.type))
            tei_out_attribute(maker->out, "type", meta.type);
        language_of(maker, &meta);
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
    if (index)
        return;
    /* not the name of the file: the same document must give the same bytes wherever it goes */
    tell(maker, "title", "\"untitled\"");
    tei_out_simple(maker->out, "title", PECIA_STR(TEI_NO_TITLE));
}

static void responsible(tei_maker *maker) {
    pecia_meta meta;
    for (uint32_t i = 0; find(maker, "creator", i, &meta); i++)
        tei_out_simple(maker->out, "author", meta.value);
    for (uint32_t i = 0; find(maker, "contributor", i, &meta); i++) {
        if (pecia_str_is(meta.role, "edt")) {
            tei_out_simple(maker->out, "editor", meta.value);
            continue;
        }
        tei_out_element(maker->out, "respStmt", true);
        tei_out_simple(maker->out, "resp", meta.role.size ? meta.role : PECIA_STR("contributor"));
        tei_out_simple(maker->out, "name", meta.value);
        tei_out_end(maker->out);
    }
}

static void availability(tei_maker *maker) {
    pecia_meta licence, rights;
    bool has_licence = maker->host->document->meta_find(maker->document, "licence", 0, &licence) &&
                       (licence.value.size || licence.href.size);
    bool has_rights = find(maker, "rights", 0, &rights);
    tei_out_element(maker->out, "availability", true);
    if (!has_licence && !has_rights) {
        tei_out_attribute(maker->out, "status", PECIA_STR("unknown"));
        tei_out_simple(maker->out, "p", PECIA_STR(TEI_NO_RIGHTS));
    }
    if (has_licence) {
        tei_out_element(maker->out, "licence", false);
        if (licence.href.size)
            tei_make_pointer(maker, "target", licence.href);
        tei_out_text(maker->out, licence.value.size ? licence.value : licence.href);
        tei_out_end(maker->out);
    } else if (has_rights) {
        tei_out_simple(maker->out, "p", rights.value);
    }
    tei_out_end(maker->out);
}

static void publication(tei_maker *maker) {
    pecia_meta meta;
    tei_out_element(maker->out, "publicationStmt", true);
    uint32_t publishers = 0;
    for (; find(maker, "publisher", publishers, &meta); publishers++)
        tei_out_simple(maker->out, "publisher", meta.value);
    if (!publishers)
        tei_out_simple(maker->out, "authority", PECIA_STR(TEI_NO_PUBLISHER));
    if (find(maker, "pubplace", 0, &meta))
        tei_out_simple(maker->out, "pubPlace", meta.value);
    if (find(maker, "date", 0, &meta)) {
        tei_out_element(maker->out, "date", false);
        if (tei_is_date(meta.value))
            tei_out_attribute(maker->out, "when", meta.value);
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
    for (uint32_t i = 0; find(maker, "identifier", i, &meta); i++) {
        tei_out_element(maker->out, "idno", false);
        if (xml_is_ncname(meta.scheme))
            tei_out_attribute(maker->out, "type", meta.scheme);
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
    availability(maker);
    tei_out_end(maker->out);
}

static void series(tei_maker *maker) {
    pecia_meta meta;
    for (uint32_t i = 0; find(maker, "series", i, &meta); i++) {
        tei_out_element(maker->out, "seriesStmt", true);
        tei_out_simple(maker->out, "title", meta.value);
        tei_out_end(maker->out);
    }
}

static void source(tei_maker *maker) {
    pecia_meta meta;
    tei_out_element(maker->out, "sourceDesc", true);
    uint32_t sources = 0;
    for (; find(maker, "source", sources, &meta); sources++)
        tei_out_simple(maker->out, "bibl", meta.value);
    if (!sources)
        tei_out_simple(maker->out, "p", PECIA_STR(TEI_NO_SOURCE));
    tei_out_end(maker->out);
}

static void declaration(tei_maker *maker, const char *name, const char *attribute, const char *value,
                        const char *text) {
    tei_out_element(maker->out, name, true);
    if (attribute)
        tei_out_attribute(maker->out, attribute, pecia_str_of(value));
    tei_out_simple(maker->out, "p", pecia_str_of(text));
    tei_out_end(maker->out);
}

static void encoding(tei_maker *maker) {
    const pecia_document_api *api = maker->host->document;
    tei_out_element(maker->out, "encodingDesc", true);
    tei_out_element(maker->out, "editorialDecl", true);
    if (api->count(maker->document, PECIA_QUOTE) || api->count(maker->document, PECIA_BLOCK_QUOTE))
        declaration(maker, "quotation", "marks", "all", "Quotation marks of the source are kept within the quotation.");
    declaration(maker, "hyphenation", NULL, NULL, "Hyphens are those of the text as it was read.");
    declaration(maker, "normalization", NULL, NULL, "Characters are those of the source; nothing was normalized.");
    if (api->note_count(maker->document))
        tei_out_simple(maker->out, "p",
                       PECIA_STR("Notes keep the marks of the source; a mark without a note is a ref of type noteref "
                                 "without a target."));
    tei_out_end(maker->out);
    const char *generator = maker->host->job->generator(maker->out->job), *space = strrchr(generator, ' ');
    tei_out_element(maker->out, "appInfo", true);
    tei_out_element(maker->out, "application", true);
    tei_out_attribute(maker->out, "ident", PECIA_STR("pecia"));
    tei_out_attribute(maker->out, "version", pecia_str_of(space ? space + 1 : "0"));
    tei_out_simple(maker->out, "label", pecia_str_of(generator));
    tei_out_end(maker->out);
    tei_out_end(maker->out);
    tei_out_end(maker->out);
}

static void profile(tei_maker *maker) {
    pecia_meta meta;
    tei_out_element(maker->out, "profileDesc", true);
    if (find(maker, "description", 0, &meta)) {
        tei_out_element(maker->out, "abstract", true);
        tei_out_simple(maker->out, "p", meta.value);
        tei_out_end(maker->out);
    }
    pecia_str lang = maker->host->document->lang(maker->document, 1);
    tei_out_element(maker->out, "langUsage", true);
    bool known = tei_is_language(lang);
    uint32_t languages = 0;
    for (; find(maker, "language", languages, &meta); languages++) {
        tei_out_element(maker->out, "language", false);
        tei_out_attribute(maker->out, "ident", tei_is_language(meta.value) ? meta.value : PECIA_STR("und"));
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
    if (!languages) {
        tei_out_element(maker->out, "language", false);
        tei_out_attribute(maker->out, "ident", known ? lang : PECIA_STR("und"));
        tei_out_text(maker->out, known ? lang : PECIA_STR("undetermined"));
        tei_out_end(maker->out);
    }
    tei_out_end(maker->out);
    if (find(maker, "subject", 0, &meta)) {
        tei_out_element(maker->out, "textClass", true);
        tei_out_element(maker->out, "keywords", true);
        for (uint32_t i = 0; find(maker, "subject", i, &meta); i++)
            tei_out_simple(maker->out, "term", meta.value);
        tei_out_end(maker->out);
        tei_out_end(maker->out);
    }
    tei_out_end(maker->out);
}

static void extent(tei_maker *maker) {
    pecia_meta meta;
    char text[64];
    if (find(maker, "extent", 0, &meta)) {
        tei_out_simple(maker->out, "extent", meta.value);
        return;
    }
    uint32_t paragraphs = maker->host->document->count(maker->document, PECIA_PARAGRAPH);
    snprintf(text, sizeof text, "%" PRIu32 " paragraph%s", paragraphs, paragraphs == 1 ? "" : "s");
    tei_out_simple(maker->out, "extent", pecia_str_of(text));
}

/* This conversion is the last of the changes; when it was is said only if the user says it, so that the same document
 * gives the same bytes. */
static void this_change(tei_maker *maker) {
    int64_t seconds = maker->host->job->timestamp(maker->out->job);
    time_t when = (time_t)seconds;
    struct tm day;
    char date[16] = "";
    tei_out_element(maker->out, "change", false);
    tei_out_attribute(maker->out, "type", PECIA_STR(TEI_CONVERSION));
    if (seconds >= 0 && gmtime_r(&when, &day) && strftime(date, sizeof date, "%Y-%m-%d", &day) == 10)
        tei_out_attribute(maker->out, "when", pecia_str_of(date));
    tei_out_literal(maker->out, "Converted by ");
    tei_out_literal(maker->out, maker->host->job->generator(maker->out->job));
    tei_out_end(maker->out);
}

static void revision(tei_maker *maker) {
    pecia_meta meta;
    tei_out_element(maker->out, "revisionDesc", true);
    this_change(maker);
    for (uint32_t i = 0; find(maker, "revision", i, &meta); i++)
        tei_out_simple(maker->out, "change", meta.value);
    tei_out_end(maker->out);
}

void tei_make_header(tei_maker *maker) {
    pecia_meta meta;
    tei_out_element(maker->out, "teiHeader", true);
    tei_out_element(maker->out, "fileDesc", true);
    tei_out_element(maker->out, "titleStmt", true);
    titles(maker);
    responsible(maker);
    tei_out_end(maker->out);
    if (find(maker, "edition", 0, &meta)) {
        tei_out_element(maker->out, "editionStmt", true);
        tei_out_simple(maker->out, "edition", meta.value);
        tei_out_end(maker->out);
    }
    extent(maker);
    publication(maker);
    series(maker);
    source(maker);
    tei_out_end(maker->out);
    encoding(maker);
    profile(maker);
    revision(maker);
    tei_out_end(maker->out);
}
