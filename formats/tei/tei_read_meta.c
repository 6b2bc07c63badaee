/* SPDX-License-Identifier: MIT
 *
 * tei_read_meta.c: the first header of a document, read into metadata as meta.def says.
 */
#include "tei/tei_reader.h"

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

/* What a statement says of the names, or the titles, in it: their role, their place in the series. */
static const tei_meta_row shared_rows[] = {{"respStmt", "resp", "", NULL, NULL, NULL},
                                           {"seriesStmt", "biblScope", "", NULL, NULL, "n"}};

static bool is_shared(const tei_meta_row *row) {
    return row >= shared_rows && row < shared_rows + sizeof shared_rows / sizeof *shared_rows;
}

static const tei_meta_row *row_of(const char *parent, const char *local) {
    for (size_t i = 0; i < sizeof shared_rows / sizeof *shared_rows; i++)
        if (strcmp(parent, shared_rows[i].parent) == 0 && strcmp(local, shared_rows[i].element) == 0)
            return &shared_rows[i];
    return tei_meta_find(parent, pecia_str_of(local));
}

/* Words of @role that MARC has a code for. */
static pecia_str relator(pecia_str role) {
    static const char *const codes[][2] = {{"translator", "trl"}, {"illustrator", "ill"}, {"editor", "edt"},
                                           {"compiler", "com"},   {"annotator", "ann"},   {"transcriber", "trc"},
                                           {"publisher", "pbl"},  {"printer", "prt"},     {"author", "aut"},
                                           {"contributor", "ctb"}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (pecia_str_is(role, codes[i][0]))
            return pecia_str_of(codes[i][1]);
    return role;
}

static pecia_str first_value(const xml_attribute *attributes, uint32_t count, const char *const *names) {
    pecia_str value = {NULL, 0};
    for (; *names && !value.data; names++)
        value = tei_value(attributes, count, *names);
    return value;
}

/* The attributes of an element that says something. */
static void begin(tei_reader *reader, const char *local, const tei_meta_row *row, const xml_attribute *attributes,
                  uint32_t count) {
    static const char *const addresses[] = {"target", "ref", NULL};
    static const char *const starts[] = {"when", "from", "notBefore", NULL};
    pecia_meta *meta = &reader->meta;
    *meta = (pecia_meta){.key = pecia_str_of(row->key), .role = pecia_str_of(row->role)};
    reader->meta_ours =
        strcmp(local, "change") == 0 && pecia_str_is(tei_value(attributes, count, "type"), TEI_CONVERSION);
    reader->converted = reader->converted || reader->meta_ours;
    if (row->type)
        meta->type = tei_keep(reader, tei_value(attributes, count, row->type));
    if (row->value)
        meta->value = tei_keep(reader, strcmp(row->value, "when") == 0 ? first_value(attributes, count, starts)
                                                                       : tei_value(attributes, count, row->value));
    meta->href = tei_keep(reader, first_value(attributes, count, addresses));
    pecia_str role = tei_value(attributes, count, "role");
    if (role.size && row->role && strcmp(row->key, "contributor") == 0)
        meta->role = relator(tei_keep(reader, role));
    if (strcmp(row->key, "subject") == 0)
        meta->scheme =
            strcmp(local, "classCode") == 0 ? tei_keep(reader, tei_value(attributes, count, "scheme")) : reader->scheme;
    for (uint32_t i = 0; i < count; i++)
        if (attributes[i].name.ns && strcmp(attributes[i].name.local, "lang") == 0)
            meta->lang = tei_keep(reader, attributes[i].value);
}

/* An identifier that only holds identifiers gives way to them. */
static bool gives_way(tei_reader *reader, const char *local) {
    bool outer = strcmp(local, "idno") == 0 && strcmp(reader->meta_row->element, "idno") == 0 &&
                 reader->open.count == reader->meta_depth + 1 &&
                 !pecia_str_trim(pecia_buf_str(&reader->meta_text)).size;
    if (!outer)
        return false;
    tei_top(reader)->meta = true;
    reader->meta_row = NULL;
    return true;
}

void tei_meta_start(tei_reader *reader, const tei_open *parent, tei_open *open, const xml_attribute *attributes,
                    uint32_t count) {
    const char *local = open->local;
    if (reader->meta_row && !gives_way(reader, local)) {
        tei_meta_inside_start(reader, local, attributes, count);
        return;
    }
    if (!parent->meta)
        return;
    const tei_meta_row *row = row_of(parent->local, local);
    open->meta = !row && tei_meta_path(parent->local, pecia_str_of(local));
    if (strcmp(local, "keywords") == 0)
        reader->scheme = tei_keep(reader, tei_value(attributes, count, "scheme"));
    if (!row)
        return;
    reader->meta_row = row;
    reader->meta_depth = reader->open.count;
    reader->meta_text.size = 0;
    reader->skip_depth = reader->choice_depth = 0;
    reader->meta_named = reader->meta_surname = false;
    begin(reader, local, row, attributes, count);
}

void tei_meta_text(tei_reader *reader, pecia_str text) {
    bool between = reader->choice_depth && reader->choice_depth == reader->open.count; /* readings */
    if (reader->meta_row && !reader->skip_depth && !between)
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

/* What the writer counted: "12 paragraphs"; words, in a header that says that it is the writer's. */
static bool is_counted(pecia_str value, const char *what) {
    while (value.size && value.data[0] >= '0' && value.data[0] <= '9')
        value = pecia_str_from(value, 1);
    return pecia_str_is(value, what);
}

static bool says_nothing(const tei_meta_row *row, pecia_str value) {
    static const char *const empty[][2] = {{"licence", TEI_NO_RIGHTS},      {"rights", TEI_NO_RIGHTS},
                                           {"source", TEI_NO_SOURCE},       {"title", TEI_NO_TITLE},
                                           {"publisher", TEI_NO_PUBLISHER}, {"edition", TEI_NO_EDITION},
                                           {"date", TEI_NO_DATE},           {"language", "und"}};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (strcmp(row->key, empty[i][0]) == 0 && pecia_str_is(value, empty[i][1]))
            return true;
    return strcmp(row->key, "extent") == 0 && (is_counted(value, " paragraphs") || is_counted(value, " paragraph"));
}

/* Several <resp> in a respStmt are one role. */
static int32_t shared_end(tei_reader *reader, pecia_str text) {
    pecia_buf both;
    pecia_buf_init(&both, reader->host, reader->job);
    if (reader->role.size) {
        pecia_buf_add_str(&both, reader->role);
        pecia_buf_add_text(&both, ", ");
    }
    pecia_buf_add_str(&both, text);
    reader->role = pecia_buf_str(&both);
    return both.status;
}

static int32_t tell(tei_reader *reader, const tei_meta_row *row, pecia_str text) {
    pecia_meta *meta = &reader->meta;
    if (!meta->value.size)
        meta->value = text;
    if (pecia_str_is(meta->key, "identifier")) {
        meta->scheme = meta->type;
        meta->type = (pecia_str){NULL, 0};
    }
    if (reader->meta_ours || says_nothing(row, meta->value) || !meta->value.size)
        return PECIA_OK;
    if (strcmp(row->key, "extent") == 0 && is_counted(meta->value, " words")) {
        reader->counted = *meta;
        reader->counted.value = tei_keep(reader, meta->value);
        return PECIA_OK;
    }
    if (strcmp(row->parent, "respStmt") != 0 && strcmp(row->parent, "seriesStmt") != 0)
        return reader->build->meta(reader->builder, meta);
    if (!TEI_ROOM(reader, reader->responsible))
        return PECIA_ERR_MEMORY;
    meta->value = tei_keep(reader, meta->value);
    reader->responsible.at[reader->responsible.count++] = *meta;
    return PECIA_OK;
}

/* The names of a respStmt have the role that stands before or behind them, the titles of a series their place in it. */
static int32_t statement_end(tei_reader *reader, bool series) {
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < reader->responsible.count && status == PECIA_OK; i++) {
        if (reader->role.size && series)
            reader->responsible.at[i].sort = reader->role;
        else if (reader->role.size)
            reader->responsible.at[i].role = relator(reader->role);
        status = reader->build->meta(reader->builder, &reader->responsible.at[i]);
    }
    reader->responsible.count = 0;
    reader->role = (pecia_str){NULL, 0};
    return status;
}

int32_t tei_meta_end(tei_reader *reader, const tei_open *open) {
    bool series = open->meta && strcmp(open->local, "seriesStmt") == 0;
    if (series || (open->meta && strcmp(open->local, "respStmt") == 0))
        return statement_end(reader, series);
    if (open->meta && strcmp(open->local, "teiHeader") == 0 && reader->counted.value.size && !reader->converted)
        return reader->build->meta(reader->builder, &reader->counted);
    if (!reader->meta_row)
        return PECIA_OK;
    if (reader->open.count != reader->meta_depth) {
        tei_meta_inside_end(reader, open);
        return PECIA_OK;
    }
    const tei_meta_row *row = reader->meta_row;
    reader->meta_row = NULL;
    pecia_str text = folded(&reader->meta_text);
    bool listed = tei_meta_is_name(row) || strcmp(row->element, "extent") == 0;
    while (listed && text.size && text.data[text.size - 1] == ',')
        text.size--; /* what followed is no part of it */
    if (is_shared(row))
        return shared_end(reader, reader->meta.value.size ? reader->meta.value : text);
    return tell(reader, row, text);
}
