/* SPDX-License-Identifier: MIT
 *
 * tei_read_meta.c: the first header of a document, read into metadata as meta.def says.
 */
#include "tei/tei_reader.h"

static bool is_resp(const char *parent, const char *local) {
    return strcmp(parent, "respStmt") == 0 && strcmp(local, "resp") == 0;
}

/* What the user states of the document is not read from its header but goes into it when it is written: which keys
 * these are is kept with the header. */
int32_t tei_meta_stated(tei_reader *reader, uint32_t header) {
    size_t count;
    const tei_meta_row *rows = tei_meta_rows(&count);
    pecia_buf keys;
    pecia_meta meta;
    pecia_buf_init(&keys, reader->host, reader->job);
    for (size_t i = 0; i < count; i++) {
        bool seen = i > 0 && strcmp(rows[i].key, rows[i - 1].key) == 0;
        if (seen || !reader->build->meta_get(reader->builder, rows[i].key, 0, &meta))
            continue;
        pecia_buf_add(&keys, rows[i].key, strlen(rows[i].key));
        pecia_buf_add_char(&keys, ' ');
    }
    return keys.size ? reader->build->set(reader->builder, header, PECIA_CLASS, pecia_buf_str(&keys)) : PECIA_OK;
}

int32_t tei_language_stated(tei_reader *reader, uint32_t node) {
    pecia_meta meta;
    /* before the header is read there is only what the user said */
    if (!reader->build->meta_get(reader->builder, "language", 0, &meta) || !meta.value.size)
        return PECIA_OK;
    return reader->build->set(reader->builder, node, PECIA_LANG, meta.value);
}

static const tei_meta_row resp_row = {"respStmt", "resp", NULL, NULL, NULL, NULL};

void tei_meta_start(tei_reader *reader, const char *parent, const char *local, const xml_attribute *attributes,
                    uint32_t count) {
    if (reader->headers != 1)
        return;
    if (reader->meta_row) {
        if (reader->meta_text.size)
            pecia_buf_add_char(&reader->meta_text, ' '); /* elements of a bibliographic entry are words apart */
        return;
    }
    const tei_meta_row *row = is_resp(parent, local) ? &resp_row : tei_meta_find(parent, pecia_str_of(local));
    if (!row)
        return;
    reader->meta_row = row;
    reader->meta_depth = reader->open.count;
    reader->meta_text.size = 0;
    reader->meta = (pecia_meta){.key = {NULL, 0}};
    if (row == &resp_row)
        return;
    reader->meta_ours =
        strcmp(local, "change") == 0 && pecia_str_is(tei_value(attributes, count, "type"), TEI_CONVERSION);
    if (row->type)
        reader->meta.type = tei_keep(reader, tei_value(attributes, count, row->type));
    if (row->value)
        reader->meta.value = tei_keep(reader, tei_value(attributes, count, row->value));
    reader->meta.href = tei_keep(reader, tei_value(attributes, count, "target"));
}

void tei_meta_text(tei_reader *reader, pecia_str text) {
    if (reader->meta_row)
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

static bool says_nothing(const tei_meta_row *row, pecia_str value) {
    static const char *const empty[][2] = {
        {"licence", TEI_NO_RIGHTS}, {"rights", TEI_NO_RIGHTS}, {"source", TEI_NO_SOURCE}, {"language", "und"}};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (strcmp(row->key, empty[i][0]) == 0 && pecia_str_is(value, empty[i][1]))
            return true;
    return strcmp(row->element, "authority") == 0 && pecia_str_is(value, TEI_NO_PUBLISHER);
}

int32_t tei_meta_end(tei_reader *reader) {
    if (!reader->meta_row || reader->open.count != reader->meta_depth)
        return PECIA_OK;
    const tei_meta_row *row = reader->meta_row;
    reader->meta_row = NULL;
    pecia_str text = folded(&reader->meta_text);
    if (row == &resp_row) {
        reader->role = tei_keep(reader, text);
        return PECIA_OK;
    }
    pecia_meta *meta = &reader->meta;
    meta->key = pecia_str_of(row->key);
    if (!meta->value.size)
        meta->value = text;
    meta->role = pecia_str_of(row->role);
    if (strcmp(row->parent, "respStmt") == 0 && reader->role.size)
        meta->role = reader->role;
    if (pecia_str_is(meta->key, "identifier")) {
        meta->scheme = meta->type;
        meta->type = (pecia_str){NULL, 0};
    }
    if (reader->meta_ours || says_nothing(row, meta->value))
        return PECIA_OK;
    return meta->value.size ? reader->build->meta(reader->builder, meta) : PECIA_OK;
}
