/* SPDX-License-Identifier: MIT
 *
 * compare.c: what tests of the kit compare of two documents: all there is, their words, what is said about them, their
 * notes.
 */
#include <stdlib.h>
#include <string.h>

#include "core/kinds.h"
#include "plugins/kit/world.h"

static uint64_t mix(uint64_t hash, const void *data, uint64_t size) {
    const unsigned char *bytes = data;
    for (uint64_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211); /* FNV-1a */
    return hash;
}

uint64_t kit_digest(const pecia_document *document) {
    uint64_t hash = UINT64_C(14695981039346656037);
    pecia_property property;
    pecia_meta meta;
    for (uint32_t node = 1; node < document->nodes.count; node++) {
        uint32_t facts[3] = {pecia_document_kind(document, node), pecia_document_parent(document, node), node}, at = 0;
        hash = mix(hash, facts, sizeof facts);
        pecia_str text = pecia_document_text(document, node);
        hash = mix(hash, text.data, text.size);
        while (pecia_document_next_property(document, node, &at, &property)) {
            hash = mix(hash, &property.key, sizeof property.key);
            hash = mix(hash, &property.number, property.is_number ? sizeof property.number : 0);
            hash = mix(hash, property.text.data, property.is_number ? 0 : property.text.size);
        }
    }
    for (uint32_t i = 0; pecia_document_meta(document, i, &meta); i++)
        hash = mix(mix(hash, meta.key.data, meta.key.size), meta.value.data, meta.value.size);
    return hash;
}

/** Bytes of the character at I if it belongs to no word, 0 if it does: quotation marks and dashes are no words, whoever
 * made them (U+2000 to U+203F, the angle quotes). */
static uint64_t between(pecia_str text, uint64_t i) {
    const unsigned char *at = (const unsigned char *)text.data + i;
    uint64_t left = text.size - i;
    if (left > 2 && at[0] == 0xE2 && at[1] == 0x80)
        return 3;
    if (left > 1 && at[0] == 0xC2 && (at[1] == 0xAB || at[1] == 0xBB || at[1] == 0xA0))
        return 2;
    return (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') || *at >= 0x80 ? 0
                                                                                                                 : 1;
}

/** The hashes of the words of all visible text from node FIRST until node END; *COUNT of them, to be freed. */
static uint64_t *words_in(const pecia_document *document, uint32_t first, uint64_t end, uint64_t *count) {
    uint64_t capacity = 0, *words = NULL;
    *count = 0;
    for (uint32_t node = first, next; node < end; node = next) {
        uint32_t kind = pecia_document_kind(document, node);
        pecia_str text = pecia_document_text(document, node);
        bool hidden = pecia_kind_get(kind)->class_ == PECIA_CLASS_HIDDEN && kind != PECIA_NOTE;
        next = hidden || kind == PECIA_NOTE_REF ? document->nodes.at[node].end : node + 1; /* the look of a mark too */
        if (kind != PECIA_TEXT)
            continue;
        for (uint64_t i = 0, start; i < text.size;) {
            while (i < text.size && between(text, i))
                i += between(text, i);
            for (start = i; i < text.size && !between(text, i); i++)
                ;
            if (start == i)
                continue;
            if (pecia_memory_grow(pecia_memory_default(), &words, &capacity, *count + 1, sizeof *words) != 0)
                return words;
            words[(*count)++] = mix(7, text.data + start, i - start);
        }
    }
    return words;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

uint64_t kit_words(const pecia_document *document, uint64_t *hash) {
    uint64_t count, *words = words_in(document, 1, document->nodes.count, &count);
    *hash = mix(1, words, count * sizeof *words);
    pecia_memory_free(pecia_memory_default(), words);
    return count;
}

/** True if each of FEW numbers at SOME is among MANY at ALL; sorts both. */
static bool has_all(uint64_t *all, uint64_t many, uint64_t *some, uint64_t few) {
    uint64_t i = 0, j = 0;
    if (all && some) {
        qsort(all, many, sizeof *all, by_value);
        qsort(some, few, sizeof *some, by_value);
    }
    while (i < few && j < many) { /* both are sorted: each of the few is looked for among the many */
        if (all[j] == some[i])
            i++;
        j++;
    }
    return i == few;
}

bool kit_has_words(const pecia_document *more, const pecia_document *fewer) {
    uint64_t many, few, *all = words_in(more, 1, more->nodes.count, &many);
    uint64_t *some = words_in(fewer, 1, fewer->nodes.count, &few);
    bool has = has_all(all, many, some, few);
    pecia_memory_free(pecia_memory_default(), all);
    pecia_memory_free(pecia_memory_default(), some);
    return has;
}

bool kit_has_body(const pecia_document *more, const pecia_document *fewer, uint32_t kind, uint32_t *count) {
    pecia_note_state here, there;
    uint64_t many, few;
    *count = 0;
    if (!pecia_document_note(more, 0, NULL, &here) || !pecia_document_note(fewer, 0, NULL, &there) || !here.body)
        return false;
    uint32_t end = more->nodes.at[here.body].end;
    for (uint32_t node = here.body; node < end; node++)
        *count += pecia_document_kind(more, node) == kind;
    uint64_t *all = words_in(more, here.body, end, &many);
    uint64_t *some = words_in(fewer, there.body, fewer->nodes.at[there.body].end, &few);
    bool has = has_all(all, many, some, few);
    pecia_memory_free(pecia_memory_default(), all);
    pecia_memory_free(pecia_memory_default(), some);
    return has;
}

static bool same_text(pecia_str a, pecia_str b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static bool states(const pecia_document *document, const pecia_meta *wanted) {
    pecia_meta meta;
    for (uint32_t i = 0; pecia_document_meta(document, i, &meta); i++)
        if (same_text(meta.key, wanted->key) && same_text(meta.value, wanted->value))
            return true;
    return false;
}

bool kit_has_metadata(const pecia_document *more, const pecia_document *fewer) {
    pecia_meta meta;
    for (uint32_t i = 0; pecia_document_meta(fewer, i, &meta); i++)
        if (!states(more, &meta))
            return false;
    return true;
}

bool kit_has_notes(const pecia_document *more, const pecia_document *fewer) {
    pecia_note before, after;
    pecia_note_state there, here;
    for (uint32_t i = 0; pecia_document_note(fewer, i, &before, &there); i++)
        if (!pecia_document_note(more, i, &after, &here) || !same_text(before.label, after.label) ||
            here.references < there.references || !here.body != !there.body)
            return false;
    return true;
}
