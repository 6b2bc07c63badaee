/* SPDX-License-Identifier: MIT
 *
 * tei_ids.c: see tei_ids.h.
 */
#include "tei/tei_ids.h"

#include <inttypes.h>
#include <stdio.h>

#include "common/xml_write.h"

enum { LONGEST = 120 };

/** FNV-1a. */
static uint64_t hash(pecia_str text) {
    uint64_t value = UINT64_C(14695981039346656037);
    for (uint64_t i = 0; i < text.size; i++)
        value = (value ^ (unsigned char)text.data[i]) * UINT64_C(1099511628211);
    return value;
}

static pecia_str *slot(const tei_ids *ids, pecia_str id) {
    uint64_t at = hash(id) & (ids->slot_count - 1);
    while (ids->slots[at].size && !pecia_str_equal(ids->slots[at], id))
        at = (at + 1) & (ids->slot_count - 1);
    return &ids->slots[at];
}

static bool is_taken(const tei_ids *ids, pecia_str id) {
    return ids->host->document->find_id(ids->document, id) || (ids->slot_count && slot(ids, id)->size);
}

/* Makes ID of SIZE bytes in BUF one that nobody has. */
static pecia_str make_free(const tei_ids *ids, char *buf, uint64_t size) {
    while (is_taken(ids, (pecia_str){buf, size}) && size < TEI_ID_MAX - 1)
        buf[size++] = '_';
    return (pecia_str){buf, size};
}

/* Characters that no NCName has, and the sign that stands before them, become their numbers: no two names become one.
 */
static uint64_t escape(pecia_str id, char *buf) {
    uint64_t used = 0, all = hash(id);
    buf[used++] = '_';
    while (id.size && used < LONGEST - 20) {
        pecia_str before = id;
        uint32_t code = pecia_str_next(&id);
        char one[5] = {'_'};
        uint32_t width = pecia_str_put(code, one + 1);
        if (code != '.' && code < 0x10000 && xml_is_ncname((pecia_str){one, width + 1})) {
            memcpy(buf + used, before.data, width);
            used += width;
        } else {
            used += (uint64_t)snprintf(buf + used, 12, ".%" PRIx32, code);
        }
    }
    if (id.size)
        used += (uint64_t)snprintf(buf + used, 20, ".%016" PRIx64, all);
    return used;
}

/* True for a name of XML 1.0 in its fourth edition too, which has none of the characters beyond the first plane: what
 * checks by schemas may go by that. */
static bool is_name(pecia_str id) {
    for (uint64_t i = 0; i < id.size; i++)
        if ((unsigned char)id.data[i] >= 0xF0)
            return false;
    return xml_is_ncname(id);
}

pecia_str tei_ids_ncname(const tei_ids *ids, pecia_str id, char *buf) {
    if (is_name(id))
        return id;
    uint64_t size = escape(id, buf);
    while (ids->host->document->find_id(ids->document, (pecia_str){buf, size}) && size < TEI_ID_MAX - 1)
        buf[size++] = '_';
    return (pecia_str){buf, size};
}

/* NUMBER in decimal, at most 20 digits, at OUT; returns how many. */
static uint64_t put_number(char *out, uint64_t number) {
    char digits[20];
    uint64_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    memcpy(out, digits + at, sizeof digits - at);
    return sizeof digits - at;
}

pecia_str tei_ids_new(const tei_ids *ids, const char *stem, uint64_t number, uint64_t second, char *buf) {
    uint64_t size = strlen(stem);
    memcpy(buf, stem, size);
    size += put_number(buf + size, number);
    if (second) {
        buf[size++] = '.';
        size += put_number(buf + size, second);
    }
    return make_free(ids, buf, size);
}

static pecia_str copy(const tei_ids *ids, pecia_str text) {
    char *data = ids->host->job->alloc(ids->job, text.size + 1);
    if (data)
        memcpy(data, text.data, text.size);
    return (pecia_str){data, data ? text.size : 0};
}

/* The note's own identifier, unless another thing has it too. */
static pecia_str own_id(const tei_ids *ids, uint32_t note, char *buf) {
    pecia_note entry;
    pecia_note_state state;
    ids->host->document->note(ids->document, note, &entry, &state);
    if (!entry.id.size)
        return (pecia_str){NULL, 0};
    uint32_t node = ids->host->document->find_id(ids->document, entry.id);
    pecia_str id = tei_ids_ncname(ids, entry.id, buf);
    bool mine = (!node || node == state.body) && !slot(ids, id)->size;
    return mine ? id : (pecia_str){NULL, 0};
}

int32_t tei_ids_init(tei_ids *ids, const pecia_host *host, pecia_job *job, const pecia_document *document) {
    uint32_t count = host->document->note_count(document);
    char buf[TEI_ID_MAX];
    *ids = (tei_ids){.host = host, .job = job, .document = document, .slot_count = 4};
    while (ids->slot_count < 2 * (uint64_t)count)
        ids->slot_count *= 2;
    ids->notes = host->job->alloc(job, ((uint64_t)count + 1) * sizeof *ids->notes);
    ids->slots = host->job->alloc(job, ids->slot_count * sizeof *ids->slots);
    if (!ids->notes || !ids->slots)
        return PECIA_ERR_MEMORY;
    for (int made_up = 0; made_up < 2; made_up++) /* what is given comes first */
        for (uint32_t note = 0; note < count; note++) {
            if (ids->notes[note].size)
                continue;
            pecia_str id = made_up ? tei_ids_new(ids, "note-", (uint64_t)note + 1, 0, buf) : own_id(ids, note, buf);
            if (!id.size)
                continue;
            ids->notes[note] = id.data == buf ? copy(ids, id) : id;
            if (!ids->notes[note].size)
                return PECIA_ERR_MEMORY;
            *slot(ids, id) = ids->notes[note];
        }
    return PECIA_OK;
}
