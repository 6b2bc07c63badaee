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

static const tei_meta_row resp_row = {"respStmt", "resp", NULL, NULL, NULL, NULL};

/* In prose an element is no end of a word; in names and entries it is. */
static bool is_prose(const tei_meta_row *row) {
    static const char *const keys[] = {"title", "rights", "licence", "description", "revision", "subject", "series"};
    for (size_t i = 0; row->key && i < sizeof keys / sizeof *keys; i++)
        if (strcmp(row->key, keys[i]) == 0)
            return true;
    return false;
}

/* Words of @role that MARC has a code for. */
static pecia_str relator(pecia_str role) {
    static const char *const codes[][2] = {{"translator", "trl"}, {"illustrator", "ill"}, {"editor", "edt"},
                                           {"compiler", "com"},   {"annotator", "ann"},   {"transcriber", "trc"},
                                           {"publisher", "pbl"},  {"printer", "prt"},     {"author", "aut"}};
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
        meta->scheme = reader->scheme;
    for (uint32_t i = 0; i < count; i++)
        if (attributes[i].name.ns && strcmp(attributes[i].name.local, "lang") == 0)
            meta->lang = tei_keep(reader, attributes[i].value);
}

/* Inside something that the header says: one reading of a <choice> is said, and no note. */
static void begin_inside(tei_reader *reader, const char *local) {
    uint64_t depth = reader->open.count;
    if (!is_prose(reader->meta_row) && reader->meta_text.size)
        pecia_buf_add_char(&reader->meta_text, ' ');
    if (reader->skip_depth)
        return;
    if (strcmp(local, "note") == 0) {
        reader->skip_depth = depth + 1;
    } else if (!reader->choice_depth && strcmp(local, "choice") == 0) {
        reader->choice_depth = depth + 1;
        reader->choice_at = reader->meta_text.size;
    } else if (reader->choice_depth == depth) {
        if (reader->meta_text.size == reader->choice_at || tei_choice_prefers(reader, local))
            reader->meta_text.size = reader->choice_at;
        else
            reader->skip_depth = depth + 1;
    }
}

static void end_inside(tei_reader *reader) {
    if (reader->skip_depth == reader->open.count + 1)
        reader->skip_depth = 0;
    if (reader->choice_depth == reader->open.count + 1)
        reader->choice_depth = 0;
}

void tei_meta_start(tei_reader *reader, const tei_open *parent, tei_open *open, const xml_attribute *attributes,
                    uint32_t count) {
    const char *local = open->local;
    if (reader->meta_row)
        begin_inside(reader, local);
    if (reader->meta_row || !parent->meta)
        return;
    bool is_resp = strcmp(parent->local, "respStmt") == 0 && strcmp(local, "resp") == 0;
    const tei_meta_row *row = is_resp ? &resp_row : tei_meta_find(parent->local, pecia_str_of(local));
    open->meta = !row && tei_meta_path(parent->local, pecia_str_of(local));
    if (strcmp(local, "keywords") == 0)
        reader->scheme = tei_keep(reader, tei_value(attributes, count, "scheme"));
    if (!row)
        return;
    reader->meta_row = row;
    reader->meta_depth = reader->open.count;
    reader->meta_text.size = 0;
    if (!is_resp)
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

/* What tei_make_header.c counted: "12 paragraphs". */
static bool is_our_extent(pecia_str value) {
    while (value.size && value.data[0] >= '0' && value.data[0] <= '9')
        value = pecia_str_from(value, 1);
    return pecia_str_is(value, " paragraphs") || pecia_str_is(value, " paragraph");
}

static bool says_nothing(const tei_meta_row *row, pecia_str value) {
    static const char *const empty[][2] = {{"licence", TEI_NO_RIGHTS},
                                           {"rights", TEI_NO_RIGHTS},
                                           {"source", TEI_NO_SOURCE},
                                           {"title", TEI_NO_TITLE},
                                           {"language", "und"}};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (strcmp(row->key, empty[i][0]) == 0 && pecia_str_is(value, empty[i][1]))
            return true;
    if (strcmp(row->key, "extent") == 0)
        return is_our_extent(value);
    return strcmp(row->element, "authority") == 0 && pecia_str_is(value, TEI_NO_PUBLISHER);
}

/* Several <resp> in a respStmt are one role. */
static int32_t role_end(tei_reader *reader, pecia_str text) {
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
    if (strcmp(row->parent, "respStmt") != 0)
        return reader->build->meta(reader->builder, meta);
    if (!TEI_ROOM(reader, reader->responsible))
        return PECIA_ERR_MEMORY;
    meta->value = tei_keep(reader, meta->value);
    reader->responsible.at[reader->responsible.count++] = *meta;
    return PECIA_OK;
}

/* The names of a respStmt have the role that stands before or behind them. */
static int32_t responsible_end(tei_reader *reader) {
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < reader->responsible.count && status == PECIA_OK; i++) {
        if (reader->role.size)
            reader->responsible.at[i].role = reader->role;
        status = reader->build->meta(reader->builder, &reader->responsible.at[i]);
    }
    reader->responsible.count = 0;
    reader->role = (pecia_str){NULL, 0};
    return status;
}

int32_t tei_meta_end(tei_reader *reader, const tei_open *open) {
    if (open->meta && strcmp(open->local, "respStmt") == 0)
        return responsible_end(reader);
    end_inside(reader);
    if (!reader->meta_row || reader->open.count != reader->meta_depth)
        return PECIA_OK;
    const tei_meta_row *row = reader->meta_row;
    reader->meta_row = NULL;
    pecia_str text = folded(&reader->meta_text);
    return row == &resp_row ? role_end(reader, text) : tell(reader, row, text);
}
