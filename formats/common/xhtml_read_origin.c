/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_origin.c: what an element was in TEI, from the data-* attributes that xhtml_origin.c writes; MathML.
 */
#include "common/data_name.h"
#include "common/xhtml_reader.h"

static void keep_attributes(xhtml_reader *r, uint32_t node, const xhtml_item *item, bool tei) {
    char room[80];
    for (uint32_t i = 0; i < item->count; i++) {
        const xhtml_value *value = &r->page.values[item->first + i];
        pecia_str name = {r->page.text.data + value->name, value->name_size};
        if (value->key != XHTML_KEY_OTHER || value->name_size == 0 || pecia_str_begins(name, "data-tei-") != tei ||
            pecia_str_begins(name, "xmlns"))
            continue;
        pecia_name full = {.local = tei ? pecia_data_name_back(pecia_str_from(name, 9), room) : name};
        r->build->origin_attribute(r->builder, node, r->build->name(r->builder, &full),
                                   (pecia_str){r->page.text.data + value->offset, value->size});
    }
}

static uint32_t keep_name(xhtml_reader *r, uint32_t node, pecia_str ns, pecia_str local) {
    pecia_name name = {.ns = ns, .local = local};
    uint32_t number = r->build->name(r->builder, &name);
    r->build->origin(r->builder, node, number);
    return number;
}

static void name_key(const xhtml_reader *r, uint32_t key, const char *attribute) {
    pecia_name name = {.local = pecia_str_of(attribute)};
    if (r->origins)
        r->origins->key_name(r->builder, key, r->build->name(r->builder, &name));
}

/* Sets the keys that NODE has of TEI's attributes; true if there is one. */
static bool keep_keys(xhtml_reader *r, uint32_t node, const xhtml_item *item) {
    static const struct {
        uint32_t key, attribute;
        const char *name; /* in TEI */
    } keys[] = {{PECIA_REF, XHTML_KEY_REF, "ref"},          {PECIA_WHEN, XHTML_KEY_WHEN, "when"},
                {PECIA_SOURCE, XHTML_KEY_SOURCE, "source"}, {PECIA_RESP, XHTML_KEY_RESP, "resp"},
                {PECIA_PLACE, XHTML_KEY_PLACE, "place"},    {PECIA_TYPE, XHTML_KEY_DATA_TYPE, "type"},
                {PECIA_N, XHTML_KEY_DATA_N, "n"},           {PECIA_UNIT, XHTML_KEY_UNIT, "unit"},
                {PECIA_EDITION, XHTML_KEY_EDITION, "ed"},   {PECIA_FACS, XHTML_KEY_FACS, "facs"},
                {PECIA_WHO, XHTML_KEY_WHO, "who"}};
    bool has = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!xhtml_in_value(r, item, keys[i].attribute).data)
            continue;
        has = true;
        xhtml_in_set(r, node, keys[i].key, item, keys[i].attribute);
        name_key(r, keys[i].key, keys[i].name);
    }
    return has;
}

void xhtml_in_origin(xhtml_reader *r, uint32_t node, uint32_t kind, const xhtml_item *item) {
    static const char *const plain[PECIA_KIND_COUNT] = {
#define ORIGIN(kind, name) [PECIA_##kind] = name,
#include "common/xhtml_origin.def"
#undef ORIGIN
        [PECIA_NOTE] = "note"};
    if (!r->own || item->count == 0)
        return;
    pecia_str element = xhtml_in_value(r, item, XHTML_KEY_TEI);
    bool has = keep_keys(r, node, item) || element.size > 0;
    for (uint32_t i = 0; i < item->count && !has; i++)
        has = r->page.values[item->first + i].key == XHTML_KEY_OTHER;
    if (!has)
        return;
    name_key(r, PECIA_ID, "id");
    name_key(r, PECIA_LANG, "lang");
    bool implied = !element.size && kind < PECIA_KIND_COUNT;
    if (implied)
        element = pecia_str_of(plain[kind]);
    uint32_t number = element.size ? keep_name(r, node, PECIA_STR("http://www.tei-c.org/ns/1.0"), element) : 0;
    if (implied && number && r->origins)
        r->origins->implies(r->builder, number, kind);
    keep_attributes(r, node, item, true);
}

bool xhtml_in_has_origin(const xhtml_reader *r, const xhtml_item *item) {
    for (uint32_t i = 0; r->own && i < item->count; i++) {
        uint32_t key = r->page.values[item->first + i].key;
        if (key == XHTML_KEY_OTHER || (key >= XHTML_KEY_TEI && key <= XHTML_KEY_SOURCE))
            return true;
    }
    return false;
}

void xhtml_in_math(xhtml_reader *r, uint32_t node, const xhtml_item *item) {
    keep_name(r, node, PECIA_STR("http://www.w3.org/1998/Math/MathML"), xhtml_page_item_name(&r->page, item));
    keep_attributes(r, node, item, false);
}
