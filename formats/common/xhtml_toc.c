/* SPDX-License-Identifier: MIT
 *
 * xhtml_toc.c: see xhtml_toc.h.
 */
#include "common/xhtml_toc.h"

#include "common/xhtml_survey.h"

void xhtml_toc_init(xhtml_toc *toc, const pecia_host *host, pecia_job *job) {
    *toc = (xhtml_toc){.host = host, .job = job};
    pecia_map_init(&toc->places, host, job);
    pecia_map_init(&toc->pages, host, job);
    pecia_map_init(&toc->breaks, host, job);
}

/* A copy with its white space folded. */
static pecia_str folded(const xhtml_toc *toc, pecia_str text) {
    char *out = toc->host->job->alloc(toc->job, text.size + 1);
    uint64_t size = 0;
    pecia_str word;
    while (out && (word = pecia_str_word(&text)).size) {
        if (size)
            out[size++] = ' ';
        memcpy(out + size, word.data, word.size);
        size += word.size;
    }
    return (pecia_str){out, size};
}

static int32_t put_first(pecia_map *map, pecia_str key, uint32_t number) {
    if (!key.data)
        return PECIA_ERR_MEMORY;
    return pecia_map_get(map, key, NULL) ? PECIA_OK : pecia_map_put(map, key, number);
}

int32_t xhtml_toc_add(xhtml_toc *toc, pecia_str title, pecia_str path, pecia_str fragment, uint32_t parent,
                      uint32_t *number) {
    int32_t status =
        pecia_grow(toc->host, toc->job, &toc->entries, &toc->capacity, toc->count + 1, sizeof *toc->entries);
    if (status != PECIA_OK)
        return status;
    *number = (uint32_t)toc->count;
    toc->entries[toc->count++] =
        (xhtml_entry){.title = folded(toc, title), .path = path, .parent = parent, .is_page = !fragment.size};
    if (parent)
        toc->entries[parent - 1].has_more = true;
    if (!path.data)
        return PECIA_OK;
    status = put_first(&toc->places, xhtml_place(toc->host, toc->job, path, fragment), *number);
    return status == PECIA_OK ? put_first(&toc->pages, path, *number) : status;
}

int32_t xhtml_toc_add_break(xhtml_toc *toc, pecia_str label, pecia_str path, pecia_str fragment) {
    int32_t status =
        pecia_grow(toc->host, toc->job, &toc->labels, &toc->label_capacity, toc->label_count + 1, sizeof *toc->labels);
    if (status != PECIA_OK)
        return status;
    toc->labels[toc->label_count] = folded(toc, label);
    return put_first(&toc->breaks, xhtml_place(toc->host, toc->job, path, fragment), (uint32_t)toc->label_count++);
}

uint32_t xhtml_toc_around(const xhtml_toc *toc, const xhtml_entry *entry) {
    for (uint32_t at = entry->parent; at; at = toc->entries[at - 1].parent)
        if (toc->entries[at - 1].level)
            return toc->entries[at - 1].level;
    return 0;
}

bool xhtml_toc_within(const xhtml_toc *toc, uint32_t inner, uint32_t outer) {
    while (inner && inner != outer)
        inner = toc->entries[inner - 1].parent;
    return inner != 0;
}

/* ---------------------------------------------------------------- titles */

static uint32_t lower(uint32_t code) {
    if ((code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE && code != 0xD7) ||
        (code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F))
        return code + 32;
    if (code >= 0x400 && code <= 0x40F)
        return code + 80;
    if ((code >= 0x100 && code <= 0x137) || (code >= 0x14A && code <= 0x177) || (code >= 0x460 && code <= 0x52F))
        return code | 1;
    return code;
}

/* Letters and digits of all scripts; punctuation, spaces, signs are none. */
static bool tells(uint32_t code) {
    if (code < 0x80)
        return (code >= '0' && code <= '9') || ((code | 32) >= 'a' && (code | 32) <= 'z');
    return code >= 0xC0 && code != 0xD7 && code != 0xF7 && !(code >= 0x2000 && code < 0x2C00) &&
           !(code >= 0x3000 && code < 0x3005) && code != 0xFEFF;
}

static uint32_t next_telling(pecia_str *text) {
    while (text->size) {
        uint32_t code = pecia_str_next(text);
        if (tells(code))
            return lower(code);
    }
    return 0;
}

bool xhtml_toc_is_done(pecia_str text) {
    return !next_telling(&text);
}

bool xhtml_toc_take(pecia_str *title, pecia_str words) {
    pecia_str rest = *title;
    uint32_t code, count = 0;
    while ((code = next_telling(&words)) != 0) {
        if (next_telling(&rest) != code)
            return false;
        count++;
    }
    pecia_str behind = rest;
    if (!count || (behind.size && tells(pecia_str_next(&behind))))
        return false;
    *title = rest;
    return true;
}

pecia_str xhtml_toc_unnumbered(pecia_str text) {
    pecia_str rest = text, word = pecia_str_word(&rest);
    for (uint64_t i = 0; i < word.size; i++)
        if (!strchr("0123456789.:)IVXLC", word.data[i]))
            return text;
    return xhtml_toc_is_done(rest) ? text : rest;
}
