/* SPDX-License-Identifier: MIT
 *
 * tei_read_meta.c: the first header of a document, read into metadata as meta.def says.
 */
#include "tei/tei_reader.h"

static const struct meta_row {
    const char *parent, *element, *key, *role, *type, *value;
} rows[] = {
#define META(parent, element, key, role, type, value) {parent, element, key, role, type, value},
#include "tei/meta.def"
#undef META
};

static int find_row(const char *parent, const char *local) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].element, local) == 0 && strcmp(rows[i].parent, parent) == 0)
            return (int)i;
    return -1;
}

static bool is_resp(const char *parent, const char *local) {
    return strcmp(parent, "respStmt") == 0 && strcmp(local, "resp") == 0;
}

enum { RESP_ROW = 1000 };

void tei_meta_start(tei_reader *reader, const char *parent, const char *local, const xml_attribute *attributes,
                    uint32_t count) {
    if (reader->headers != 1)
        return;
    if (reader->meta_row >= 0) {
        if (reader->meta_text.size)
            pecia_buf_add_char(&reader->meta_text, ' '); /* elements of a bibliographic entry are words apart */
        return;
    }
    int row = is_resp(parent, local) ? RESP_ROW : find_row(parent, local);
    if (row < 0)
        return;
    reader->meta_row = row;
    reader->meta_depth = reader->open.count;
    reader->meta_text.size = 0;
    reader->meta = (pecia_meta){.key = {NULL, 0}};
    if (row == RESP_ROW)
        return;
    if (rows[row].type)
        reader->meta.type = tei_keep(reader, tei_value(attributes, count, rows[row].type));
    if (rows[row].value)
        reader->meta.value = tei_keep(reader, tei_value(attributes, count, rows[row].value));
    reader->meta.href = tei_keep(reader, tei_value(attributes, count, "target"));
}

void tei_meta_text(tei_reader *reader, pecia_str text) {
    if (reader->meta_row >= 0)
        pecia_buf_add(&reader->meta_text, text.data, text.size);
}

/* White space folded in place: a header is often pretty-printed in the middle of a name. */
static pecia_str folded(pecia_buf *buf) {
    uint64_t out = 0;
    for (uint64_t i = 0; i < buf->size; i++) {
        bool space = pecia_is_space(buf->data[i]);
        if (space && (!out || buf->data[out - 1] == ' '))
            continue;
        buf->data[out++] = space ? ' ' : buf->data[i];
    }
    buf->size = out;
    return pecia_str_trim(pecia_buf_str(buf));
}

int32_t tei_meta_end(tei_reader *reader) {
    if (reader->meta_row < 0 || reader->open.count != reader->meta_depth)
        return PECIA_OK;
    int row = reader->meta_row;
    reader->meta_row = -1;
    pecia_str text = folded(&reader->meta_text);
    if (row == RESP_ROW) {
        reader->role = tei_keep(reader, text);
        return PECIA_OK;
    }
    pecia_meta *meta = &reader->meta;
    meta->key = pecia_str_of(rows[row].key);
    if (!meta->value.size)
        meta->value = text;
    meta->role = pecia_str_of(rows[row].role);
    if (strcmp(rows[row].parent, "respStmt") == 0 && reader->role.size)
        meta->role = reader->role;
    if (pecia_str_is(meta->key, "identifier")) {
        meta->scheme = meta->type;
        meta->type = (pecia_str){NULL, 0};
    }
    return meta->value.size ? reader->build->meta(reader->builder, meta) : PECIA_OK;
}
