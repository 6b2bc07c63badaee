/* SPDX-License-Identifier: MIT
 *
 * tei_make_eltec.c: the header of ELTeC, level 1: words counted, the slot of time and the size that these mean, and
 * what else the user says under the keys authorgender, size, canonicity and timeslot.
 */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "tei/tei_make_header.h"

#define ELTEC_NS "http://distantreading.net/eltec/ns"

bool tei_header_today(tei_maker *maker, char *date, size_t size) {
    int64_t seconds = maker->host->job->timestamp(maker->out->job);
    time_t when = (time_t)seconds;
    pecia_meta meta;
    struct tm day;
    if (seconds >= 0 && gmtime_r(&when, &day) && strftime(date, size, "%Y-%m-%d", &day) == 10)
        return true;
    if (maker->fit.profile->bit != TEI_PROFILE_ELTEC_1)
        return false;
    bool dated = tei_header_find(maker, "date", 0, &meta) && tei_is_date(meta.value) && meta.value.size < size;
    if (!dated)
        tei_header_gap(maker, "date of change", "1970-01-01; set SOURCE_DATE_EPOCH");
    snprintf(date, size, "%.*s", dated ? (int)meta.value.size : 10, dated ? meta.value.data : "1970-01-01");
    return true;
}

static uint64_t words_in(pecia_str text, bool *inside) {
    uint64_t words = 0;
    for (uint64_t i = 0; i < text.size; i++) {
        bool space = (unsigned char)text.data[i] <= ' ';
        words += !space && !*inside;
        *inside = !space;
    }
    return words;
}

static uint64_t count_words(tei_maker *maker) {
    const pecia_document_api *api = maker->host->document;
    pecia_cursor *cursor = maker->host->cursor->open(maker->out->job, maker->document, 1, PECIA_VIEW_FLOW);
    uint64_t words = 0;
    bool inside = false;
    if (!cursor)
        return 0;
    for (pecia_event *event; (event = maker->host->cursor->next(cursor))->type != PECIA_END;) {
        if (event->type == PECIA_LEAF && event->kind == PECIA_TEXT)
            words += words_in(api->text(maker->document, event->node), &inside);
        else if (event->kind < PECIA_TEXT)
            inside = false;
    }
    maker->host->cursor->close(cursor);
    return words;
}

void tei_header_eltec_extent(tei_maker *maker) {
    char text[24];
    maker->words = count_words(maker);
    snprintf(text, sizeof text, "%" PRIu64, maker->words);
    tei_out_element(maker->out, "extent", true);
    tei_out_element(maker->out, "measure", false);
    tei_out_attribute(maker->out, "unit", PECIA_STR("words"));
    tei_out_literal(maker->out, text);
    tei_out_end(maker->out);
    tei_out_end(maker->out);
}

static void put_availability(tei_maker *maker) {
    pecia_meta licence = {0}, rights = {0};
    maker->host->document->meta_find(maker->document, "licence", 0, &licence);
    tei_header_find(maker, "rights", 0, &rights);
    pecia_str text = licence.value.size ? licence.value : rights.value;
    tei_out_element(maker->out, "availability", true);
    tei_out_element(maker->out, "licence", true);
    tei_made_tag(maker, TEI_E_ref, "ref");
    tei_make_pointer(maker, "target", licence.href.size ? licence.href : PECIA_STR("about:blank"));
    tei_out_simple(maker->out, "p", text.size ? text : PECIA_STR(TEI_NO_RIGHTS));
    tei_out_end(maker->out);
    tei_out_end(maker->out);
}

static void put_addresses(tei_maker *maker) {
    pecia_meta meta;
    for (uint32_t i = 0; tei_header_find(maker, "identifier", i, &meta); i++) {
        bool address = pecia_str_begins(meta.value, "http:") || pecia_str_begins(meta.value, "https:") ||
                       pecia_str_begins(meta.value, "urn:");
        tei_out_element(maker->out, "ref", false);
        tei_made_tag(maker, TEI_E_ref, "ref");
        if (address)
            tei_make_pointer(maker, "target", meta.value);
        tei_out_text(maker->out, meta.value);
        tei_out_end(maker->out);
    }
}

void tei_header_eltec_publication(tei_maker *maker) {
    pecia_meta meta, distributor = {0};
    bool published = tei_header_find(maker, "publisher", 0, &meta);
    for (uint32_t i = 0; !distributor.value.size && tei_header_find(maker, "publisher", i, &distributor); i++)
        if (!pecia_str_is(distributor.role, "dst"))
            distributor = (pecia_meta){0};
    tei_out_element(maker->out, "publicationStmt", true);
    tei_out_simple(maker->out, "publisher", published ? meta.value : PECIA_STR(TEI_NO_PUBLISHER));
    tei_out_simple(maker->out, "distributor", distributor.value.size ? distributor.value : PECIA_STR(TEI_NO_PUBLISHER));
    if (tei_header_find(maker, "date", 0, &meta))
        tei_header_date(maker, &meta);
    else
        tei_out_simple(maker->out, "date", PECIA_STR(TEI_NO_DATE));
    put_availability(maker);
    put_addresses(maker);
    tei_out_end(maker->out);
}

void tei_header_eltec_encoding(tei_maker *maker) {
    pecia_meta meta;
    tei_out_attribute(maker->out, "n", PECIA_STR("eltec-1"));
    tei_out_element(maker->out, "p", false);
    const char *marks;
    tei_out_literal(maker->out, maker->out->wishes.strip_marks ? "Quotation marks were taken out of the text."
                                                               : tei_header_marks(maker, &marks));
    tei_out_literal(maker->out, " ");
    tei_out_literal(maker->out,
                    "Notes keep the marks of the source; characters and hyphens are those of the text as it "
                    "was read.");
    for (uint32_t i = 0; tei_header_find(maker, "editorial", i, &meta); i++) {
        tei_out_literal(maker->out, " ");
        tei_out_text(maker->out, meta.value);
    }
    tei_out_end(maker->out);
}

static void put_key(tei_maker *maker, const char *key, const char *element, const char *values, const char *fallback) {
    pecia_meta meta;
    bool stated = tei_header_find(maker, key, 0, &meta) && tei_words_have(values, meta.value);
    tei_out_start(maker->out, PECIA_STR("e"), pecia_str_of(element), PECIA_STR(ELTEC_NS), false);
    tei_out_attribute(maker->out, "key", stated ? meta.value : pecia_str_of(fallback));
    tei_out_end(maker->out);
}

/* Twenty years from 1840 on are a slot. */
static const char *time_slot(tei_maker *maker) {
    static const char *const slots[] = {"T1", "T2", "T3", "T4"};
    pecia_meta meta, stated;
    int year = 0;
    bool known = tei_header_find(maker, "date", 0, &meta) && meta.value.size >= 4;
    for (int i = 0; known && i < 4; i++) {
        known = meta.value.data[i] >= '0' && meta.value.data[i] <= '9';
        year = 10 * year + (meta.value.data[i] - '0');
    }
    int slot = !known || year < 1860 ? 0 : year > 1899 ? 3 : (year - 1840) / 20;
    if ((!known || year < 1840 || year > 1920) && !tei_header_find(maker, "timeslot", 0, &stated))
        tei_header_gap(maker, "time within 1840 to 1920 (timeslot)", slots[slot]);
    return slots[slot];
}

void tei_header_eltec_text(tei_maker *maker) {
    const char *size = maker->words < 50000 ? "short" : maker->words <= 100000 ? "medium" : "long";
    tei_out_element(maker->out, "textDesc", true);
    tei_out_attribute(maker->out, "xmlns:e", PECIA_STR(ELTEC_NS));
    put_key(maker, "authorgender", "authorGender", "M F U X", "U");
    put_key(maker, "size", "size", "long medium short", size);
    put_key(maker, "canonicity", "canonicity", "high low unspecified", "unspecified");
    put_key(maker, "timeslot", "timeSlot", "T1 T2 T3 T4", time_slot(maker));
    tei_out_end(maker->out);
}
