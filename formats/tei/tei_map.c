/* SPDX-License-Identifier: MIT
 *
 * tei_map.c: map.def, attributes.def and meta.def, searched. Readers ask once for each name of a document, so a plain
 * search does.
 */
#include "tei/tei.h"

#define LAYOUT_ONLY                        true
#define LAYOUT_MIXED                       false
#define ELEMENT(name, block, line, layout) {#name, PECIA_##block, PECIA_##line, LAYOUT_##layout},
static const tei_element elements[] = {
#include "tei/map.def"
};
#undef ELEMENT

static const struct {
    const char *name;
    bool is_xml;
    uint32_t key;
    const char *written;
} attributes[] = {
#define ATTRIBUTE(name, is_xml, key) {name, is_xml, PECIA_##key, is_xml ? "xml:" name : name},
#include "tei/attributes.def"
#undef ATTRIBUTE
};

#define PATH(element, child)
#define META(parent, element, key, role, type, value) {parent, element, key, role, type, value},
static const tei_meta_row meta_rows[] = {
#include "tei/meta.def"
};
#undef META
#undef PATH

#define PATH(element, child) {element, child},
#define META(parent, element, key, role, type, value)
static const struct {
    const char *element, *child;
} paths[] = {
#include "tei/meta.def"
};
#undef META
#undef PATH

bool tei_meta_path(const char *element, pecia_str child) {
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (pecia_str_is(child, paths[i].child) && strcmp(paths[i].element, element) == 0)
            return true;
    return false;
}

const tei_meta_row *tei_meta_rows(size_t *count) {
    *count = sizeof meta_rows / sizeof *meta_rows;
    return meta_rows;
}

const tei_meta_row *tei_meta_find(const char *parent, pecia_str element) {
    for (size_t i = 0; i < sizeof meta_rows / sizeof *meta_rows; i++)
        if (pecia_str_is(element, meta_rows[i].element) && strcmp(meta_rows[i].parent, parent) == 0)
            return &meta_rows[i];
    return NULL;
}

const tei_element *tei_element_find(pecia_str name) {
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (pecia_str_is(name, elements[i].name))
            return &elements[i];
    return NULL;
}

uint32_t tei_attribute_key(pecia_str name, bool is_xml) {
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (attributes[i].is_xml == is_xml && pecia_str_is(name, attributes[i].name))
            return attributes[i].key;
    return 0;
}

const char *tei_attribute_name(uint32_t key) {
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (attributes[i].key == key)
            return attributes[i].written;
    return NULL;
}

const char *tei_element_for(uint32_t kind) {
    static const char *const names[PECIA_KIND_COUNT] = {
        [PECIA_SECTION] = "div",
        [PECIA_HEADING] = "head",
        [PECIA_PARAGRAPH] = "p",
        [PECIA_BLOCK_QUOTE] = "quote",
        [PECIA_CITATION] = "cit",
        [PECIA_ATTRIBUTION] = "bibl",
        [PECIA_LIST] = "list",
        [PECIA_ITEM] = "item",
        [PECIA_TERM] = "label",
        [PECIA_DEFINITION] = "item",
        [PECIA_LINE_GROUP] = "lg",
        [PECIA_LINE] = "l",
        [PECIA_SPEECH] = "sp",
        [PECIA_SPEAKER] = "speaker",
        [PECIA_STAGE] = "stage",
        [PECIA_CODE_BLOCK] = "eg",
        [PECIA_TABLE] = "table",
        [PECIA_ROW] = "row",
        [PECIA_CELL] = "cell",
        [PECIA_FIGURE] = "figure",
        [PECIA_CAPTION] = "head",
        [PECIA_NOTE] = "note",
        [PECIA_EMPHASIS] = "emph",
        [PECIA_STRONG] = "hi",
        [PECIA_STYLE] = "hi",
        [PECIA_CODE] = "code",
        [PECIA_LINK] = "ref",
        [PECIA_IMAGE] = "graphic",
        [PECIA_QUOTE] = "q",
        [PECIA_CITE] = "cit",
        [PECIA_BIBL] = "bibl",
        [PECIA_NOTE_REF] = "ref",
        [PECIA_SPAN] = "seg",
        [PECIA_ANCHOR] = "anchor",
        [PECIA_FOREIGN_INLINE] = "seg",
        [PECIA_PAGE_BREAK] = "pb",
        [PECIA_COLUMN_BREAK] = "cb",
        [PECIA_LINE_BEGINNING] = "lb",
        [PECIA_MILESTONE] = "milestone",
        [PECIA_RULE] = "milestone",
        [PECIA_LINE_BREAK] = "lb",
    };
    return kind < PECIA_KIND_COUNT ? names[kind] : NULL;
}
