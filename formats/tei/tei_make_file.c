/* SPDX-License-Identifier: MIT
 *
 * tei_make_file.c: the fileDesc of a header (Guidelines, 2.2): title, responsibility, publication, source.
 */
#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#include "tei/tei_make_header.h"

static void say_language(tei_maker *maker, const pecia_meta *meta) {
    if (tei_is_language(meta->lang))
        tei_out_attribute(maker->out, "xml:lang", meta->lang);
}

/* An address as teidata.pointer, where the profile has @ref. */
static void say_ref(tei_maker *maker, const char *name, const pecia_meta *meta) {
    if (!meta->href.size || !tei_header_is(maker, TEI_PROFILE_ALL))
        return;
    tei_made_tag(maker, TEI_E_ref, "ref");
    tei_make_pointer(maker, name, meta->href);
}

static void put_titles(tei_maker *maker) {
    pecia_meta meta;
    uint32_t index = 0;
    bool dta = tei_header_is(maker, TEI_PROFILE_DTABF), typed = !tei_header_is(maker, TEI_PROFILE_ELTEC_1);
    for (; tei_header_find(maker, "title", index, &meta); index++) {
        tei_out_element(maker->out, "title", false);
        if (dta)
            tei_out_attribute(maker->out, "type", index ? PECIA_STR("sub") : PECIA_STR("main"));
        else if (typed && xml_is_ncname(meta.type))
            tei_out_attribute(maker->out, "type", meta.type);
        if (!dta)
            say_language(maker, &meta);
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
    if (index)
        return;
    /* not the name of the file: the same document must give the same bytes wherever it goes */
    tei_header_gap(maker, "title", "\"untitled\"");
    tei_out_element(maker->out, "title", false);
    if (dta)
        tei_out_attribute(maker->out, "type", PECIA_STR("main"));
    tei_out_literal(maker->out, TEI_NO_TITLE);
    tei_out_end(maker->out);
}

static void put_named(tei_maker *maker, const char *element, const pecia_meta *meta) {
    tei_out_element(maker->out, element, false);
    say_ref(maker, "ref", meta);
    tei_out_text(maker->out, meta->value);
    tei_out_end(maker->out);
}

/* What the roles of contributors are in a titleStmt, where the profile has the element. */
static const char *role_element(const tei_maker *maker, pecia_str role) {
    static const char *const roles[][2] = {
        {"edt", "editor"}, {"editor", "editor"}, {"spn", "sponsor"}, {"fnd", "funder"}, {"rth", "principal"}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (pecia_str_is(role, roles[i][0]) && tei_header_has(maker, roles[i][1]))
            return roles[i][1];
    return NULL;
}

static void put_responsible(tei_maker *maker) {
    pecia_meta meta;
    for (uint32_t i = 0; tei_header_find(maker, "creator", i, &meta); i++)
        put_named(maker, "author", &meta);
    for (uint32_t i = 0; tei_header_find(maker, "contributor", i, &meta); i++) {
        const char *element = role_element(maker, meta.role);
        if (element) {
            put_named(maker, element, &meta);
            continue;
        }
        tei_out_element(maker->out, "respStmt", true);
        bool plain = !meta.role.size || pecia_str_is(meta.role, "ctb");
        tei_out_simple(maker->out, "resp", plain ? PECIA_STR("contributor") : meta.role);
        put_named(maker, "name", &meta);
        tei_out_end(maker->out);
    }
}

static void put_edition(tei_maker *maker) {
    pecia_meta meta;
    bool found = tei_header_find(maker, "edition", 0, &meta), wanted = tei_header_is(maker, TEI_PROFILE_DTABF);
    if (!tei_header_has(maker, "editionStmt")) {
        tei_header_lost(maker, "edition");
        return;
    }
    if (!found && !wanted)
        return;
    tei_out_element(maker->out, "editionStmt", true);
    tei_out_simple(maker->out, "edition", found ? meta.value : PECIA_STR(TEI_NO_EDITION));
    tei_out_end(maker->out);
}

static void put_extent(tei_maker *maker) {
    pecia_meta meta;
    char text[64];
    if (tei_header_is(maker, TEI_PROFILE_ELTEC_1)) {
        tei_header_eltec_extent(maker);
        return;
    }
    if (tei_header_find(maker, "extent", 0, &meta)) {
        tei_out_simple(maker->out, "extent", meta.value);
        return;
    }
    uint32_t paragraphs = maker->host->document->count(maker->document, PECIA_PARAGRAPH);
    snprintf(text, sizeof text, "%" PRIu32 " paragraph%s", paragraphs, paragraphs == 1 ? "" : "s");
    tei_out_simple(maker->out, "extent", pecia_str_of(text));
}

void tei_header_licence(tei_maker *maker, const pecia_meta *licence) {
    tei_out_element(maker->out, "licence", false);
    if (licence->href.size) {
        tei_made_tag(maker, TEI_E_ref, "ref");
        tei_make_pointer(maker, "target", licence->href);
    }
    tei_out_text(maker->out, licence->value.size ? licence->value : licence->href);
    tei_out_end(maker->out);
}

static void put_availability(tei_maker *maker) {
    pecia_meta licence = {0}, rights = {0};
    bool has_licence = maker->host->document->meta_find(maker->document, "licence", 0, &licence) &&
                       (licence.value.size || licence.href.size);
    bool has_rights = tei_header_find(maker, "rights", 0, &rights), dta = tei_header_is(maker, TEI_PROFILE_DTABF);
    bool both = tei_header_is(maker, TEI_PROFILE_ALL); /* the others want one or the other */
    tei_out_element(maker->out, "availability", true);
    if (!has_licence && !has_rights) {
        if (!dta)
            tei_out_attribute(maker->out, "status", PECIA_STR("unknown"));
        tei_out_simple(maker->out, "p", PECIA_STR(TEI_NO_RIGHTS));
    }
    if (has_licence && (licence.href.size || !dta))
        tei_header_licence(maker, &licence);
    else if (has_licence)
        tei_out_simple(maker->out, "p", licence.value);
    for (uint32_t i = 0; (!has_licence || both) && tei_header_find(maker, "rights", i, &rights); i++)
        tei_out_simple(maker->out, "p", rights.value);
    if (has_licence && !both)
        tei_header_lost(maker, "rights");
    tei_out_end(maker->out);
}

void tei_header_date(tei_maker *maker, const pecia_meta *meta) {
    tei_out_element(maker->out, "date", false);
    if (tei_header_is(maker, TEI_PROFILE_ALL) && xml_is_ncname(meta->type))
        tei_out_attribute(maker->out, "type", meta->type);
    if (tei_is_date(meta->value))
        tei_out_attribute(maker->out, "when", meta->value);
    tei_out_text(maker->out, meta->value);
    tei_out_end(maker->out);
}

static void put_identifiers(tei_maker *maker) {
    static const char *const dta_types[] = {"URN", "DOI", NULL};
    pecia_meta meta;
    for (uint32_t i = 0; tei_header_find(maker, "identifier", i, &meta); i++) {
        bool dta = tei_header_is(maker, TEI_PROFILE_DTABF), known = xml_is_ncname(meta.scheme) && !dta;
        tei_out_element(maker->out, "idno", false);
        for (uint32_t k = 0; dta && dta_types[k]; k++)
            if (meta.scheme.size == 3 && strncasecmp(meta.scheme.data, dta_types[k], 3) == 0)
                tei_out_attribute(maker->out, "type", pecia_str_of(dta_types[k]));
        if (known)
            tei_out_attribute(maker->out, "type", meta.scheme);
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
}

static void put_publication(tei_maker *maker) {
    pecia_meta meta;
    uint32_t publishers = 0;
    tei_out_element(maker->out, "publicationStmt", true);
    for (; tei_header_find(maker, "publisher", publishers, &meta); publishers++) {
        const char *element = pecia_str_is(meta.role, "dst")         ? "distributor"
                              : pecia_str_is(meta.role, "authority") ? "authority"
                                                                     : "publisher";
        put_named(maker, tei_header_has(maker, element) ? element : "publisher", &meta);
    }
    if (!publishers)
        tei_out_simple(maker->out, tei_header_has(maker, "authority") ? "authority" : "publisher",
                       PECIA_STR(TEI_NO_PUBLISHER));
    for (uint32_t i = 0; tei_header_find(maker, "pubplace", i, &meta); i++)
        tei_out_simple(maker->out, "pubPlace", meta.value);
    for (uint32_t i = 0; tei_header_find(maker, "date", i, &meta); i++)
        tei_header_date(maker, &meta);
    put_identifiers(maker);
    put_availability(maker);
    tei_out_end(maker->out);
}

static void put_place_in_series(tei_maker *maker, pecia_str place) {
    if (!place.size || !tei_header_is(maker, TEI_PROFILE_ALL))
        return;
    tei_out_element(maker->out, "biblScope", false);
    if (xml_is_ncname(place) || (place.data[0] >= '0' && place.data[0] <= '9'))
        tei_out_attribute(maker->out, "n", place);
    tei_out_text(maker->out, place);
    tei_out_end(maker->out);
}

static void put_series(tei_maker *maker) {
    pecia_meta meta;
    if (!tei_header_has(maker, "seriesStmt")) {
        tei_header_lost(maker, "series");
        return;
    }
    bool one = tei_header_is(maker, TEI_PROFILE_SIMPLE_PRINT), open = false;
    for (uint32_t i = 0; tei_header_find(maker, "series", i, &meta); i++) {
        if (!open)
            tei_out_element(maker->out, "seriesStmt", true);
        tei_out_element(maker->out, "title", false);
        if (tei_header_is(maker, TEI_PROFILE_DTABF))
            tei_out_attribute(maker->out, "type", PECIA_STR("main"));
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
        put_place_in_series(maker, meta.sort);
        open = one;
        if (!one)
            tei_out_end(maker->out);
    }
    if (open)
        tei_out_end(maker->out);
}

/* Notes on the text, and what has no other place. */
static void put_notes(tei_maker *maker) {
    pecia_meta meta;
    bool described = !tei_header_has(maker, "abstract") && tei_header_find(maker, "description", 0, &meta);
    if (!tei_header_has(maker, "notesStmt")) {
        tei_header_lost(maker, "note");
        tei_header_lost(maker, "description");
        return;
    }
    if (!described && !tei_header_find(maker, "note", 0, &meta))
        return;
    tei_out_element(maker->out, "notesStmt", true);
    for (uint32_t i = 0; tei_header_find(maker, "note", i, &meta); i++)
        tei_out_simple(maker->out, "note", meta.value);
    for (uint32_t i = 0; described && tei_header_find(maker, "description", i, &meta); i++) {
        tei_out_element(maker->out, "note", false);
        tei_out_attribute(maker->out, "type", PECIA_STR("description"));
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
    tei_out_end(maker->out);
}

static void put_source(tei_maker *maker) {
    pecia_meta meta;
    uint32_t sources = 0;
    tei_out_element(maker->out, "sourceDesc", true);
    for (; tei_header_find(maker, "source", sources, &meta); sources++) {
        tei_out_element(maker->out, "bibl", false);
        if (tei_header_is(maker, TEI_PROFILE_ELTEC_1))
            tei_out_attribute(maker->out, "type", PECIA_STR("unspecified"));
        say_ref(maker, "source", &meta);
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
    if (!sources)
        tei_out_simple(maker->out, "p", PECIA_STR(TEI_NO_SOURCE));
    tei_out_end(maker->out);
}

void tei_header_file(tei_maker *maker) {
    tei_out_element(maker->out, "fileDesc", true);
    tei_out_element(maker->out, "titleStmt", true);
    put_titles(maker);
    put_responsible(maker);
    tei_out_end(maker->out);
    put_edition(maker);
    put_extent(maker);
    if (tei_header_is(maker, TEI_PROFILE_ELTEC_1))
        tei_header_eltec_publication(maker);
    else
        put_publication(maker);
    put_series(maker);
    put_notes(maker);
    put_source(maker);
    tei_out_end(maker->out);
}
