/* SPDX-License-Identifier: MIT
 *
 * builder_store.h: what the files of the builder share. Seen by core/builder*.c only.
 */
#ifndef PECIA_CORE_BUILDER_STORE_H
#define PECIA_CORE_BUILDER_STORE_H

#include "core/builder.h"

struct pecia_builder {
    pecia_document *document;
    const pecia_memory *memory;
    const pecia_limits *limits;
    pecia_diagnostics *diagnostics;
    int32_t status;
    uint32_t current;   /* innermost open node */
    uint32_t depth;     /* open nodes, the root not counted */
    uint32_t last;      /* node last made */
    uint32_t open_text; /* TEXT node that more text can join, 0 for none */
    uint32_t tail_node; /* node whose last attribute is TAIL, so that appending need not search */
    uint32_t tail;
    uint32_t member, line, column;
    uint64_t replaced;                                        /* characters replaced by U+FFFD */
    uint32_t replaced_member, replaced_line, replaced_column; /* where the first of them stood */
    uint32_t *name_table;                                     /* open addressing over document->names; 0 is free */
    uint64_t name_slots;
    struct { /* where the last value of a key or name lies, so that repeated values are stored once */
        uint32_t key, value, size;
    } recent[64];
};

/** Makes STATUS sticky and returns it. */
int32_t pecia_builder_fail(pecia_builder *builder, int32_t status);
/** The same for memory: reports it once. */
int32_t pecia_builder_fail_memory(pecia_builder *builder);
/** Fails because LIMIT was met at the current place. */
int32_t pecia_builder_fail_limit(pecia_builder *builder, uint32_t limit);
/** Fails because the reader broke the contract; WHAT says how. */
int32_t pecia_builder_fail_reader(pecia_builder *builder, const char *what);
/** The place set by at(). */
pecia_place pecia_builder_place(const pecia_builder *builder);
/** Room for NEED elements in one of the document's arrays, within the document's limit. PECIA_OK or sticky. */
#define PECIA_BUILDER_ROOM(builder, array, need)                                                                       \
    ((array).capacity >= (need)                                                                                        \
         ? PECIA_OK                                                                                                    \
         : pecia_builder_grow((builder), &(array).at, &(array).capacity, (need), sizeof *(array).at))
int32_t pecia_builder_grow(pecia_builder *builder, void *array, uint64_t *capacity, uint64_t need, size_t element);
/** Copies VALUE to the pool, characters that XML does not allow replaced; an absent one gives an absent slice. */
int32_t pecia_builder_store(pecia_builder *builder, pecia_str value, pecia_slice *out);
/** Copies DATA to the end of the pool, checked; *ADDED gets the bytes stored. */
int32_t pecia_builder_append(pecia_builder *builder, const char *data, uint64_t size, uint64_t *added);
/** Adds a node of KIND inside the current one. */
int32_t pecia_builder_add(pecia_builder *builder, uint32_t kind);

#endif
