/* SPDX-License-Identifier: MIT
 *
 * tei_read_attributes.c: names and attributes of elements: kept as they are, and what they tell about the kind.
 */
#include "tei/profile.h"
#include "tei/tei_reader.h"

bool tei_is_tei(const tei_reader *reader, const char *ns) {
    return ns ? strcmp(ns, TEI_NS) == 0 : reader->legacy;
}

/* P4 names that P5 has changed. */
const char *tei_modern(const char *local) {
    if (strcmp(local, "TEI.2") == 0)
        return "TEI";
    return strcmp(local, "teiCorpus.2") == 0 ? "teiCorpus" : local;
}

static tei_cached *cached(tei_cached *cache, const xml_name *name) {
    uintptr_t hash = ((uintptr_t)name->local >> 3) * 31 + ((uintptr_t)name->ns >> 3) + ((uintptr_t)name->prefix >> 3);
    for (uint32_t i = 0; i < 8; i++) {
        tei_cached *slot = &cache[(hash + i) % TEI_CACHE];
        if (!slot->local || (slot->local == name->local && slot->ns == name->ns && slot->prefix == name->prefix))
            return slot;
    }
    cache[hash % TEI_CACHE].local = NULL;
    return &cache[hash % TEI_CACHE];
}

/* The kinds that alone mean the element LOCAL of TEI, of number NAME. */
static void tell_implied(tei_reader *reader, uint32_t name, const char *local) {
    static const struct {
        uint32_t kind;
        const char *element;
    } implied[] = {
#define ORIGIN(kind, name) {PECIA_##kind, name},
#include "common/xhtml_origin.def"
#undef ORIGIN
#define IMPLIED(kind, name) {PECIA_##kind, #name},
#include "tei/implied.def"
#undef IMPLIED
    };
    for (size_t i = 0; reader->origins && i < sizeof implied / sizeof *implied; i++)
        if (strcmp(local, implied[i].element) == 0)
            reader->origins->implies(reader->builder, name, implied[i].kind);
}

const tei_cached *tei_element_name(tei_reader *reader, const xml_name *name) {
    tei_cached *slot = cached(reader->elements, name);
    if (slot->local)
        return slot;
    bool tei = tei_is_tei(reader, name->ns);
    pecia_name full = {pecia_str_of(tei ? TEI_NS : name->ns), pecia_str_of(name->prefix),
                       pecia_str_of(tei ? tei_modern(name->local) : name->local)};
    slot->local = name->local;
    slot->ns = name->ns;
    slot->prefix = name->prefix;
    slot->modern = tei ? tei_modern(name->local) : "";
    slot->element = tei ? tei_element_find(full.local) : NULL;
    slot->name = reader->build->name(reader->builder, &full);
    if (tei)
        tell_implied(reader, slot->name, full.local.data);
    slot->apart = tei_is_apart(reader, slot->element, name, tei_modern(name->local));
    return slot;
}

static const tei_cached *attribute_name(tei_reader *reader, const xml_name *name) {
    tei_cached *slot = cached(reader->attributes, name);
    if (slot->local)
        return slot;
    bool xml = name->ns && strcmp(name->ns, XML_NS) == 0;
    bool legacy_xml =
        reader->legacy && !name->ns && (strcmp(name->local, "id") == 0 || strcmp(name->local, "lang") == 0);
    slot->local = name->local;
    slot->ns = name->ns;
    slot->prefix = name->prefix;
    slot->key = !name->ns || xml ? tei_attribute_key(pecia_str_of(name->local), xml || legacy_xml) : 0;
    pecia_name full = {pecia_str_of(name->ns), pecia_str_of(name->prefix), pecia_str_of(name->local)};
    slot->name = reader->build->name(reader->builder, &full);
    if (slot->key && reader->origins)
        reader->origins->key_name(reader->builder, slot->key, slot->name);
    return slot;
}

uint32_t tei_attribute_number(tei_reader *reader, const xml_name *name) {
    return attribute_name(reader, name)->name;
}

int32_t tei_keep_attributes(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count) {
    int32_t status = PECIA_OK;
    for (uint32_t i = 0; i < count && status == PECIA_OK; i++) {
        const tei_cached *name = attribute_name(reader, &attributes[i].name);
        status = name->key ? reader->build->set(reader->builder, node, name->key, attributes[i].value)
                           : reader->build->origin_attribute(reader->builder, node, name->name, attributes[i].value);
    }
    return status;
}

/* Namespaces declared here are kept but for TEI's own, which the writer declares itself. */
int32_t tei_keep_declarations(tei_reader *reader, uint32_t node, const xml_attribute *declarations, uint32_t count) {
    int32_t status = PECIA_OK;
    for (uint32_t i = 0; i < count && status == PECIA_OK; i++) {
        const char *prefix = declarations[i].name.local;
        if (!prefix)
            continue; /* a default namespace: the writer declares what an element needs */
        pecia_name full = {PECIA_STR("http://www.w3.org/2000/xmlns/"), PECIA_STR("xmlns"), pecia_str_of(prefix)};
        status = reader->build->origin_attribute(reader->builder, node, reader->build->name(reader->builder, &full),
                                                 declarations[i].value);
    }
    return status;
}

static void set_number(tei_reader *reader, uint32_t node, uint32_t key, pecia_str value) {
    int64_t number;
    if (value.data && pecia_str_number(value, &number))
        reader->build->set_number(reader->builder, node, key, number);
}

static int64_t quotation_of(const char *local) {
    static const char *const names[] = {NULL, "quote", "q", "said", "soCalled", "mentioned"};
    for (int64_t i = PECIA_QUOTED; i <= PECIA_MENTIONED; i++)
        if (strcmp(local, names[i]) == 0)
            return i;
    return 0;
}

/* The word may stand in @type, as of old, or in @rend. */
static int64_t list_style_of(pecia_str words) {
    static const struct {
        const char *word;
        int64_t style;
    } styles[] = {{"ordered", PECIA_LIST_ORDERED}, {"numbered", PECIA_LIST_ORDERED}, {"bulleted", PECIA_LIST_BULLET},
                  {"bullet", PECIA_LIST_BULLET},   {"unordered", PECIA_LIST_BULLET}, {"gloss", PECIA_LIST_DEFINITION}};
    pecia_str word;
    while ((word = pecia_str_word(&words)).size)
        for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
            if (pecia_str_is(word, styles[i].word))
                return styles[i].style;
    return 0;
}

enum { FIRST_MOST = 999999999 }; /* CommonMark has nine digits (5.2) */

static void list_style(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count) {
    int64_t style = list_style_of(tei_value(attributes, count, "type"));
    if (!style)
        style = list_style_of(tei_value(attributes, count, "rend"));
    reader->build->set_number(reader->builder, node, PECIA_LIST_STYLE, style ? style : PECIA_LIST_BULLET);
    int64_t first;
    pecia_str n = tei_value(attributes, count, "n"); /* as the writer says where an ordered list begins */
    if (style == PECIA_LIST_ORDERED && n.data && pecia_str_number(n, &first) && first >= 0 && first <= FIRST_MOST)
        reader->build->set_number(reader->builder, node, PECIA_START, first);
}

/* A word of @rend. */
static void alignment(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count) {
    static const char *const words[][2] = {{"left", "text-align:left"},
                                           {"center", "text-align:center"},
                                           {"right", "text-align:right"},
                                           {"justify", "text-align:justify"}};
    pecia_str rend = tei_value(attributes, count, "rend"), word;
    while ((word = pecia_str_word(&rend)).size)
        for (int64_t i = 0; i < 4; i++)
            if (pecia_str_is(word, words[i][0]) || pecia_str_is(word, words[i][1]))
                reader->build->set_number(reader->builder, node, PECIA_ALIGN, PECIA_ALIGN_LEFT + i);
}

static void part_of_line(tei_reader *reader, uint32_t node, pecia_str part) {
    int64_t value = pecia_str_is(part, "I")   ? PECIA_INITIAL
                    : pecia_str_is(part, "M") ? PECIA_MEDIAL
                    : pecia_str_is(part, "F") ? PECIA_FINAL
                                              : 0;
    if (value)
        reader->build->set_number(reader->builder, node, PECIA_PART, value);
}

/* What the kind wants to know that TEI says in its own way; the attributes themselves are kept beside it. */
void tei_describe(tei_reader *reader, const tei_open *open, const char *local, const xml_attribute *attributes,
                  uint32_t count) {
    uint32_t node = open->node;
    switch (open->kind) {
    case PECIA_QUOTE:
    case PECIA_BLOCK_QUOTE:
        if (quotation_of(local))
            reader->build->set_number(reader->builder, node, PECIA_QUOTATION, quotation_of(local));
        break;
    case PECIA_STYLE:
        reader->build->set_number(reader->builder, node, PECIA_STYLE_BITS,
                                  tei_look_of(local) | tei_style_of(reader, attributes, count));
        break;
    case PECIA_LINK: { /* of P4: xref and xptr */
        pecia_str url = tei_legacy_element(pecia_str_of(local)) ? tei_value(attributes, count, "url") : (pecia_str){0};
        if (url.size)
            reader->build->set(reader->builder, node, PECIA_HREF, url);
        break;
    }
    case PECIA_LIST: list_style(reader, node, attributes, count); break;
    case PECIA_LINE: part_of_line(reader, node, tei_value(attributes, count, "part")); break;
    case PECIA_CELL: alignment(reader, node, attributes, count); /* fall through */
    case PECIA_ROW:
        set_number(reader, node, PECIA_COLS, tei_value(attributes, count, "cols"));
        set_number(reader, node, PECIA_ROWS, tei_value(attributes, count, "rows"));
        if (pecia_str_is(tei_value(attributes, count, "role"), "label"))
            reader->build->set_number(reader->builder, node, PECIA_HEADER, 1);
        break;
    case PECIA_MATTER: reader->build->set(reader->builder, node, PECIA_ROLE, pecia_str_of(local)); break;
    case PECIA_SECTION:
        if (strcmp(local, "titlePage") == 0)
            reader->build->set(reader->builder, node, PECIA_ROLE, PECIA_STR("titlepage"));
        break;
    default: break;
    }
}
