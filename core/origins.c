/* SPDX-License-Identifier: MIT
 *
 * origins.c: a bit for each name and attribute that was kept, and a table of those that were not.
 */
#include "core/origins.h"

#include <stdbool.h>
#include <stdlib.h>

#include "core/hash.h"
#include "core/kinds.h"

struct pecia_origins {
    const pecia_memory *memory;
    const pecia_document *document;
    uint8_t *names;      /* a bit for each node */
    uint8_t *attributes; /* a bit for each attribute */
    uint8_t *unlike;     /* a bit for each node that comes back as another element */
    uint8_t *wrappers;   /* a bit for each name of which one wrapper was written */
    bool everything;
    uint32_t header; /* hidden matter that goes as metadata only */
    pecia_lost_name *lost;
    uint64_t *lost_keys; /* what the entries of LOST are of: name and attribute */
    uint64_t count, lost_capacity, keys_capacity;
    uint32_t *table; /* open addressing: number of the entry + 1, 0 is free */
    uint64_t slots;  /* a power of two, or 0 */
};

/* What a kind is besides its name. */
static const struct {
    uint8_t kind, key;
} parts[] = {{PECIA_LINK, PECIA_HREF},           {PECIA_IMAGE, PECIA_SRC},
             {PECIA_IMAGE, PECIA_ALT},           {PECIA_IMAGE, PECIA_TITLE},
             {PECIA_PAGE_BREAK, PECIA_N},        {PECIA_NOTE_REF, PECIA_N},
             {PECIA_NOTE_REF, PECIA_HREF},       {PECIA_NOTE, PECIA_N},
             {PECIA_NOTE_SLOT, PECIA_N},         {PECIA_MILESTONE, PECIA_UNIT},
             {PECIA_LINE_BEGINNING, PECIA_BREAK}};

pecia_origins *pecia_origins_new(const pecia_memory *memory, const pecia_document *document) {
    pecia_origins *origins = pecia_memory_new(memory, sizeof *origins);
    if (!origins)
        return NULL;
    origins->memory = memory;
    origins->document = document;
    if (document->names.count <= 1)
        return origins; /* nothing to keep */
    origins->names = pecia_memory_new(memory, document->nodes.count / 8 + 1);
    origins->attributes = pecia_memory_new(memory, document->attributes.count / 8 + 1);
    origins->unlike = pecia_memory_new(memory, document->nodes.count / 8 + 1);
    origins->wrappers = pecia_memory_new(memory, document->names.count / 8 + 1);
    if (!origins->names || !origins->attributes || !origins->unlike || !origins->wrappers) {
        pecia_origins_free(origins);
        return NULL;
    }
    return origins;
}

void pecia_origins_free(pecia_origins *origins) {
    if (!origins)
        return;
    pecia_memory_free(origins->memory, origins->names);
    pecia_memory_free(origins->memory, origins->attributes);
    pecia_memory_free(origins->memory, origins->unlike);
    pecia_memory_free(origins->memory, origins->wrappers);
    pecia_memory_free(origins->memory, origins->lost);
    pecia_memory_free(origins->memory, origins->lost_keys);
    pecia_memory_free(origins->memory, origins->table);
    pecia_memory_free(origins->memory, origins);
}

static void set_bit(uint8_t *bits, uint32_t at) {
    bits[at / 8] |= (uint8_t)(1U << at % 8);
}

static bool has_bit(const uint8_t *bits, uint32_t at) {
    return bits[at / 8] >> at % 8 & 1;
}

/** True if NODE is there and there is something to keep. */
static bool counts(const pecia_origins *origins, uint32_t node) {
    return origins && origins->names && node > 0 && node < origins->document->nodes.count;
}

void pecia_origins_keep_name(pecia_origins *origins, uint32_t node) {
    if (counts(origins, node))
        set_bit(origins->names, node);
}

void pecia_origins_lose_name(pecia_origins *origins, uint32_t node) {
    if (counts(origins, node))
        set_bit(origins->unlike, node);
}

void pecia_origins_keep_key(pecia_origins *origins, uint32_t node, uint32_t key) {
    if (!counts(origins, node))
        return;
    const pecia_attribute *all = origins->document->attributes.at;
    for (uint32_t at = origins->document->nodes.at[node].attribute; at; at = all[at].next)
        if (all[at].key == key)
            set_bit(origins->attributes, at);
}

void pecia_origins_keep_attribute(pecia_origins *origins, uint32_t node, uint32_t index) {
    if (!counts(origins, node))
        return;
    const pecia_attribute *all = origins->document->attributes.at;
    for (uint32_t at = origins->document->nodes.at[node].attribute; at; at = all[at].next)
        if (all[at].key >= PECIA_NAME_BASE && index-- == 0) {
            set_bit(origins->attributes, at);
            return;
        }
}

void pecia_origins_keep_all(pecia_origins *origins, uint32_t node) {
    if (!counts(origins, node))
        return;
    const pecia_document *document = origins->document;
    if (node == 1) {
        origins->everything = true;
        return;
    }
    for (uint32_t at = node; at < document->nodes.at[node].end; at++) {
        if (document->nodes.at[at].name) /* not comments */
            set_bit(origins->names, at);
        for (uint32_t i = document->nodes.at[at].attribute; i; i = document->attributes.at[i].next)
            set_bit(origins->attributes, i);
    }
}

static int32_t grow_table(pecia_origins *origins) {
    uint64_t slots = origins->slots ? origins->slots * 2 : 64;
    uint32_t *table = pecia_memory_new(origins->memory, slots * sizeof *table);
    if (!table)
        return PECIA_ERR_MEMORY;
    for (uint64_t i = 0; i < origins->count; i++) {
        uint64_t slot = pecia_hash_mix(origins->lost_keys[i], UINT64_C(0xa0761d6478bd642f)) & (slots - 1);
        while (table[slot])
            slot = (slot + 1) & (slots - 1);
        table[slot] = (uint32_t)i + 1;
    }
    pecia_memory_free(origins->memory, origins->table);
    origins->table = table;
    origins->slots = slots;
    return PECIA_OK;
}

static pecia_str name_of(const pecia_document *document, uint32_t name) {
    return pecia_document_str(document, document->names.at[name].local);
}

/** The name of NODE, or what stands for one. */
static pecia_str element_of(const pecia_document *document, uint32_t node) {
    const pecia_node *self = &document->nodes.at[node];
    if (self->name)
        return name_of(document, self->name);
    return self->kind == PECIA_COMMENT ? (pecia_str){"#comment", 8} : (pecia_str){"#instruction", 12};
}

static int32_t add_entry(pecia_origins *origins, uint32_t node, uint32_t attribute, uint64_t key, uint64_t slot) {
    const pecia_document *document = origins->document;
    uint64_t wanted = origins->count + 1;
    if (pecia_memory_grow(origins->memory, &origins->lost, &origins->lost_capacity, wanted, sizeof *origins->lost) ||
        pecia_memory_grow(origins->memory, &origins->lost_keys, &origins->keys_capacity, wanted,
                          sizeof *origins->lost_keys))
        return PECIA_ERR_MEMORY;
    pecia_lost_name *made = &origins->lost[origins->count];
    *made = (pecia_lost_name){element_of(document, node), {NULL, 0}, 1, node};
    if (attribute)
        made->attribute = name_of(document, attribute);
    origins->lost_keys[origins->count++] = key;
    origins->table[slot] = (uint32_t)origins->count;
    return PECIA_OK;
}

/** Counts what NODE lost: its ATTRIBUTE (number of its name) or, 0, its own name. What has none counts by its kind. */
static int32_t tally(pecia_origins *origins, uint32_t node, uint32_t attribute) {
    const pecia_node *self = &origins->document->nodes.at[node];
    uint64_t key = self->name ? (uint64_t)self->name << 32 | attribute : self->kind;
    if (origins->count * 2 >= origins->slots && grow_table(origins) != PECIA_OK)
        return PECIA_ERR_MEMORY;
    uint64_t slot = pecia_hash_mix(key, UINT64_C(0xa0761d6478bd642f)) & (origins->slots - 1);
    for (uint32_t at; (at = origins->table[slot]) != 0; slot = (slot + 1) & (origins->slots - 1))
        if (origins->lost_keys[at - 1] == key) {
            origins->lost[at - 1].count++;
            return PECIA_OK;
        }
    return add_entry(origins, node, attribute, key, slot);
}

static bool is_part(uint32_t kind, uint32_t key) {
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].kind == kind && parts[i].key == key)
            return true;
    return false;
}

/** The number of the name that attribute AT had in the source; 0 for what is no attribute of the source. */
static uint32_t source_name(const pecia_document *document, uint32_t at) {
    static const char declarations[] = "http://www.w3.org/2000/xmlns/";
    uint32_t key = document->attributes.at[at].key;
    if (key < PECIA_NAME_BASE)
        return document->key_name[key];
    pecia_str ns = pecia_document_str(document, document->names.at[key - PECIA_NAME_BASE].ns);
    bool declares = ns.size == sizeof declarations - 1 && memcmp(ns.data, declarations, ns.size) == 0;
    return declares ? 0 : key - PECIA_NAME_BASE;
}

/** Counts the attributes of NODE that are lost: all where its name is, for they are told by it. */
static int32_t tally_attributes(pecia_origins *origins, uint32_t node, uint32_t outcome, bool named) {
    const pecia_document *document = origins->document;
    const pecia_node *self = &document->nodes.at[node];
    int32_t status = PECIA_OK;
    for (uint32_t at = self->attribute; at && status == PECIA_OK; at = document->attributes.at[at].next) {
        bool told = outcome == PECIA_CARRIED &&
                    (is_part(self->kind, document->attributes.at[at].key) || pecia_document_is_told(document, at));
        if (named && (told || has_bit(origins->attributes, at)))
            continue;
        uint32_t name = source_name(document, at);
        if (name)
            status = tally(origins, node, name);
    }
    return status;
}

/** An element without a kind is degraded for the loss of its name; where that came along, it is not. */
static void settle_foreign(pecia_ledger *ledger, uint32_t node, uint32_t kind) {
    if (kind == PECIA_FOREIGN_BLOCK || kind == PECIA_FOREIGN_INLINE)
        pecia_ledger_raise(ledger, node);
}

/** True if the kind of NODE, of OUTCOME, says its name. What wraps the whole text does so once: there is one whole. */
static bool is_implied(const pecia_origins *origins, uint32_t node, uint32_t outcome) {
    const pecia_node *self = &origins->document->nodes.at[node];
    if (!(origins->document->names.at[self->name].implied >> self->kind & 1))
        return false;
    if (self->kind != PECIA_MATTER)
        return outcome == PECIA_CARRIED;
    if ((outcome != PECIA_CARRIED && outcome != PECIA_DEGRADED) || has_bit(origins->wrappers, self->name))
        return false;
    set_bit(origins->wrappers, self->name);
    return true;
}

static int32_t tally_node(pecia_origins *origins, pecia_ledger *ledger, uint32_t node) {
    const pecia_node *self = &origins->document->nodes.at[node];
    bool unlike = has_bit(origins->unlike, node) && !has_bit(origins->names, node);
    uint32_t outcome = unlike ? PECIA_DROPPED : pecia_ledger_outcome(ledger, node);
    bool named = has_bit(origins->names, node), known = named || is_implied(origins, node, outcome);
    int32_t status = known ? PECIA_OK : tally(origins, node, 0);
    if (named)
        settle_foreign(ledger, node, self->kind);
    return status == PECIA_OK && self->attribute ? tally_attributes(origins, node, outcome, known) : status;
}

static int more_often(const void *a, const void *b) {
    const pecia_lost_name *left = a, *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    if (left->first != right->first)
        return left->first < right->first ? -1 : 1;
    pecia_str x = left->attribute, y = right->attribute;
    int order = x.data && y.data ? memcmp(x.data, y.data, x.size < y.size ? x.size : y.size) : 0;
    return order ? order : (x.size > y.size) - (x.size < y.size);
}

/** True for hidden matter that metadata stand for. */
static bool is_header(const pecia_document *document, uint32_t node) {
    const pecia_node *self = &document->nodes.at[node];
    return self->kind == PECIA_HIDDEN_BLOCK && self->name &&
           document->names.at[self->name].implied >> PECIA_HIDDEN_BLOCK & 1;
}

/** Goes over all elements of the source. */
static int32_t tally_all(pecia_origins *origins, pecia_ledger *ledger) {
    const pecia_document *document = origins->document;
    int32_t status = PECIA_OK;
    for (uint32_t node = 1; node < document->nodes.count && status == PECIA_OK; node++) {
        const pecia_node *self = &document->nodes.at[node];
        if (is_header(document, node)) {
            if (!has_bit(origins->names, node) && !origins->header)
                origins->header = node;
            node = self->end - 1;
        } else if (self->name) {
            status = tally_node(origins, ledger, node);
        } else if ((self->kind == PECIA_COMMENT || self->kind == PECIA_INSTRUCTION) && !has_bit(origins->names, node) &&
                   pecia_ledger_outcome(ledger, node) != PECIA_CARRIED) {
            status = tally(origins, node, 0);
        }
    }
    return status;
}

int32_t pecia_origins_lost(pecia_origins *origins, pecia_ledger *ledger, const pecia_lost_name **list, uint64_t *count,
                           uint32_t *header) {
    int32_t status = PECIA_OK;
    origins->count = 0;
    if (origins->names && !origins->everything)
        status = tally_all(origins, ledger);
    if (origins->count)
        qsort(origins->lost, origins->count, sizeof *origins->lost, more_often);
    *list = origins->lost;
    *count = status == PECIA_OK ? origins->count : 0;
    *header = origins->header;
    return status;
}
