/* SPDX-License-Identifier: MIT
 *
 * tei_read_told.c: attributes whose meaning is in keys of the model, so that TEI made of these keys has them again: a
 * writer that carries the node need not name them (pecia/origin.h).
 */
#include "tei/tei_reader.h"

/* True if the words of @rend are those that are written for what they mean, and nothing else says how it looks. */
static bool is_plain_look(const tei_reader *reader, const char *local, pecia_str rend, const xml_attribute *attributes,
                          uint32_t count) {
    char words[256];
    uint32_t bits = tei_style_bits(rend);
    size_t size = bits ? tei_style_words(bits, words, sizeof words) : 0;
    return size && strcmp(local, "hi") == 0 && pecia_str_equal(rend, (pecia_str){words, size}) &&
           tei_style_of(reader, attributes, count) == bits;
}

/* True if VALUE is NUMBER as it is written, and more than one. */
static bool is_span(pecia_str value) {
    int64_t number;
    return value.size && value.data[0] != '0' && value.data[0] != '+' && pecia_str_number(value, &number) && number > 1;
}

/* True if keys of OPEN say what NAME="VALUE" does. */
static bool is_told(const tei_reader *reader, const tei_open *open, const char *local, const xml_attribute *attribute,
                    const xml_attribute *attributes, uint32_t count) {
    const char *name = attribute->name.local;
    pecia_str value = attribute->value;
    switch (open->kind) {
    case PECIA_STYLE: return strcmp(name, "rend") == 0 && is_plain_look(reader, local, value, attributes, count);
    case PECIA_ROW: return strcmp(name, "role") == 0 && pecia_str_is(value, "label");
    case PECIA_CELL:
        return (strcmp(name, "role") == 0 && pecia_str_is(value, "label")) ||
               ((strcmp(name, "cols") == 0 || strcmp(name, "rows") == 0) && is_span(value));
    case PECIA_LIST:
        return strcmp(name, "type") == 0 &&
               (pecia_str_is(value, "bulleted") || pecia_str_is(value, "ordered") || pecia_str_is(value, "gloss"));
    default: return false;
    }
}

int32_t tei_tell(tei_reader *reader, const tei_open *open, const char *local, const xml_attribute *attributes,
                 uint32_t count) {
    bool may_be =
        open->kind == PECIA_STYLE || open->kind == PECIA_ROW || open->kind == PECIA_CELL || open->kind == PECIA_LIST;
    int32_t status = PECIA_OK;
    if (!may_be || !reader->origins || reader->origins->struct_size <= offsetof(pecia_origin_api, told))
        return PECIA_OK;
    for (uint32_t i = 0; i < count && status == PECIA_OK; i++)
        if (!attributes[i].name.ns && is_told(reader, open, local, &attributes[i], attributes, count))
            status =
                reader->origins->told(reader->builder, open->node, tei_attribute_number(reader, &attributes[i].name));
    return status;
}
