/* SPDX-License-Identifier: MIT
 *
 * tei_make.c: TEI P5 of a document from elsewhere: the frame, the walk, and attributes that every element may have.
 */
#include "tei/tei_maker.h"

#include <inttypes.h>
#include <stdio.h>

tei_made *tei_made_push(tei_maker *maker, uint32_t kind, uint32_t tags, bool mixed) {
    if (pecia_grow(maker->host, maker->out->job, &maker->open, &maker->capacity, maker->count + 1,
                   sizeof *maker->open) != PECIA_OK) {
        maker->out->status = PECIA_ERR_MEMORY;
        return &maker->open[maker->count - 1];
    }
    maker->open[maker->count] = (tei_made){.kind = (uint8_t)kind, .tags = (uint8_t)tags, .mixed = mixed};
    return &maker->open[maker->count++];
}

void tei_make_ready(tei_maker *maker) {
    tei_made *top = tei_made_top(maker);
    if (top->pending) {
        tei_out_element(maker->out, "p", false);
        top->pending = false;
        top->tags = 1;
    }
}

/* ---------------------------------------------------------------- attributes */

pecia_str tei_make_id(pecia_str id, char *buf) {
    if (xml_is_ncname(id))
        return id;
    uint64_t used = 0;
    buf[used++] = '_';
    while (id.size && used < 100) {
        pecia_str before = id;
        uint32_t code = pecia_str_next(&id);
        char one[5] = {'_'};
        uint32_t width = pecia_str_put(code, one + 1);
        if (xml_is_ncname((pecia_str){one, width + 1})) {
            memcpy(buf + used, before.data, width);
            used += width;
        } else {
            used += (uint64_t)snprintf(buf + used, 12, ".%" PRIx32, code);
        }
    }
    return (pecia_str){buf, used};
}

void tei_make_word(tei_maker *maker, uint32_t node, uint32_t key, const char *name) {
    pecia_str value;
    if (!node || !maker->host->document->get(maker->document, node, key, &value) || !value.size)
        return;
    pecia_str rest = value;
    while (rest.size) {
        uint32_t code = pecia_str_next(&rest);
        if (code <= ' ' || code == 0xA0 || (code >= 0x7F && code < 0xA0) || (code >= 0x2000 && code <= 0x200F) ||
            code == 0x3000)
            return;
    }
    tei_out_attribute(maker->out, name, value);
}

void tei_make_pointer(tei_maker *maker, const char *name, pecia_str url) {
    pecia_buf buf;
    pecia_buf_init(&buf, maker->host, maker->out->job);
    for (uint64_t i = 0; i < url.size; i++) {
        unsigned char c = (unsigned char)url.data[i];
        if (c > ' ' && !strchr("<>\"{}|\\^`", c) && c != 0x7F) {
            pecia_buf_add_char(&buf, (char)c);
            continue;
        }
        char hex[4];
        snprintf(hex, sizeof hex, "%%%02X", c);
        pecia_buf_add(&buf, hex, 3);
    }
    tei_out_attribute(maker->out, name, pecia_buf_str(&buf));
}

void tei_make_common(tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    pecia_str value;
    char buf[128];
    if (!node)
        return;
    if (api->get(maker->document, node, PECIA_ID, &value) && value.size && api->find_id(maker->document, value) == node)
        tei_out_attribute(maker->out, "xml:id", tei_make_id(value, buf));
    if (api->get(maker->document, node, PECIA_LANG, &value) && tei_is_language(value))
        tei_out_attribute(maker->out, "xml:lang", value);
    if (api->get(maker->document, node, PECIA_N, &value) && value.size)
        tei_out_attribute(maker->out, "n", value);
}

static uint32_t next_fragment(tei_maker *maker, int64_t tie) {
    uint64_t before = maker->tie_capacity;
    if (tie < 0 || tie > 10000000 ||
        pecia_grow(maker->host, maker->out->job, &maker->ties, &maker->tie_capacity, (uint64_t)tie + 1,
                   sizeof *maker->ties) != PECIA_OK)
        return 0;
    for (uint64_t i = before; i < maker->tie_capacity; i++)
        maker->ties[i] = 0;
    return ++maker->ties[tie];
}

static void fragment_attribute(tei_maker *maker, const char *name, const char *hash, int64_t tie, uint32_t fragment) {
    char text[64];
    int size = snprintf(text, sizeof text, "%squote-%" PRId64 ".%" PRIu32, hash, tie, fragment);
    tei_out_attribute(maker->out, name, (pecia_str){text, (uint64_t)size});
}

void tei_make_tie(tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    int64_t tie = api->get_number(maker->document, node, PECIA_TIE, -1);
    int64_t part = api->get_number(maker->document, node, PECIA_PART, 0);
    pecia_str id;
    uint32_t fragment = tie >= 0 && part ? next_fragment(maker, tie) : 0;
    if (!fragment || api->get(maker->document, node, PECIA_ID, &id))
        return;
    fragment_attribute(maker, "xml:id", "", tie, fragment);
    if (part == PECIA_INITIAL || part == PECIA_MEDIAL)
        fragment_attribute(maker, "next", "#", tie, fragment + 1);
    if ((part == PECIA_MEDIAL || part == PECIA_FINAL) && fragment > 1)
        fragment_attribute(maker, "prev", "#", tie, fragment - 1);
}

void tei_make_note(tei_maker *maker, uint32_t note) {
    pecia_note entry;
    pecia_note_state state;
    char id[32];
    maker->host->document->note(maker->document, note, &entry, &state);
    tei_out_element(maker->out, "note", false);
    int size = snprintf(id, sizeof id, "note-%" PRIu32, note + 1);
    tei_out_attribute(maker->out, "xml:id", (pecia_str){id, (uint64_t)size});
    if (entry.label.size)
        tei_out_attribute(maker->out, "n", entry.label);
    if (entry.place.size && xml_is_ncname(entry.place))
        tei_out_attribute(maker->out, "place", entry.place);
    if (entry.type.size && xml_is_ncname(entry.type))
        tei_out_attribute(maker->out, "type", entry.type);
    if (pecia_str_is(entry.resp, "author") || pecia_str_is(entry.resp, "editor"))
        tei_make_pointer(maker, "resp", entry.resp);
    if (!state.references)
        tei_out_attribute(maker->out, "anchored", PECIA_STR("false"));
    maker->note_written[note] = 1;
}

/* ---------------------------------------------------------------- the walk */

static void make_event(tei_maker *maker, pecia_event *event) {
    if (event->type == PECIA_LEAF) {
        tei_make_leaf(maker, event);
        return;
    }
    if (event->type == PECIA_ENTER) {
        if (!tei_make_block_start(maker, event))
            tei_make_inline_start(maker, event);
        return;
    }
    tei_make_block_end(maker, event);
}

static int32_t walk(tei_maker *maker) {
    const pecia_cursor_api *api = maker->host->cursor;
    int32_t status = PECIA_OK;
    uint64_t events = 0;
    for (pecia_event *event; status == PECIA_OK && (event = api->next(maker->cursor))->type != PECIA_END;) {
        make_event(maker, event);
        status = maker->out->status;
        if (status == PECIA_OK && (++events & 0xFFF) == 0)
            status = maker->host->job->proceed(maker->out->job);
    }
    return status;
}

/* Notes whose body was not yet printed: those without a mark, and all when they go to the back. */
static int32_t make_back(tei_maker *maker) {
    uint32_t count = maker->host->document->note_count(maker->document);
    int32_t status = PECIA_OK;
    bool begun = false;
    for (uint32_t note = 0; note < count && status == PECIA_OK; note++) {
        pecia_note_state state;
        maker->host->document->note(maker->document, note, NULL, &state);
        if (!state.body || maker->note_written[note])
            continue;
        if (!begun) {
            tei_out_element(maker->out, "back", true);
            tei_out_element(maker->out, "div", true);
            tei_out_attribute(maker->out, "type", PECIA_STR("notes"));
            begun = true;
        }
        maker->cursor =
            maker->host->cursor->open(maker->out->job, maker->document, state.body, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
        if (!maker->cursor)
            return PECIA_ERR_MEMORY;
        status = walk(maker);
        maker->host->cursor->close(maker->cursor);
    }
    if (begun) {
        tei_out_end(maker->out);
        tei_out_end(maker->out);
    }
    return status;
}

static void open_frame(tei_maker *maker) {
    tei_out_element(maker->out, "TEI", true);
    pecia_str lang = maker->host->document->lang(maker->document, 1);
    tei_out_attribute(maker->out, "xml:lang", tei_is_language(lang) ? lang : PECIA_STR("und"));
    tei_make_header(maker);
    tei_out_element(maker->out, "text", true);
    tei_out_element(maker->out, "body", true);
}

int32_t tei_make(tei_out *out) {
    tei_maker maker = {.out = out, .host = out->host, .document = out->document};
    const char *notes = out->host->job->option(out->job, "notes");
    maker.notes_in_back = notes && strcmp(notes, "back") == 0;
    maker.note_written = out->host->job->alloc(out->job, out->host->document->note_count(out->document) + 1);
    maker.cursor = out->host->cursor->open(out->job, out->document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (!maker.note_written || !maker.cursor)
        return PECIA_ERR_MEMORY;
    open_frame(&maker);
    int32_t status = walk(&maker);
    out->host->cursor->close(maker.cursor);
    tei_out_end(out); /* body */
    if (status == PECIA_OK)
        status = make_back(&maker);
    tei_out_end(out);
    tei_out_end(out);
    return status;
}
