/* SPDX-License-Identifier: MIT
 *
 * ids.c: from an identifier to its node, by a hash table that finish makes once.
 */
#include <string.h>

#include "core/document.h"
#include "core/hash.h"

int32_t pecia_document_index_ids(pecia_document *document) {
    if (!document->ids.count)
        return PECIA_OK;
    uint64_t slots = 16;
    while (slots < document->ids.count * 2)
        slots *= 2;
    document->id_table = pecia_memory_new(document->memory, slots * sizeof(uint32_t));
    if (!document->id_table)
        return PECIA_ERR_MEMORY;
    document->id_slots = slots;
    for (uint64_t i = 0; i < document->ids.count; i++) {
        uint32_t node = document->ids.at[i];
        pecia_str id;
        if (!pecia_document_get(document, node, PECIA_ID, &id) || pecia_document_find_id(document, id))
            continue; /* the first node with an id keeps it */
        uint64_t slot = pecia_hash(0, id) & (slots - 1);
        while (document->id_table[slot])
            slot = (slot + 1) & (slots - 1);
        document->id_table[slot] = node;
    }
    return PECIA_OK;
}

uint32_t pecia_document_find_id(const pecia_document *document, pecia_str id) {
    if (!document->id_slots || !id.data)
        return 0;
    uint64_t slot = pecia_hash(0, id) & (document->id_slots - 1);
    for (uint32_t node; (node = document->id_table[slot]) != 0; slot = (slot + 1) & (document->id_slots - 1)) {
        pecia_str found;
        if (pecia_document_get(document, node, PECIA_ID, &found) && found.size == id.size &&
            memcmp(found.data, id.data, id.size) == 0)
            return node;
    }
    return 0;
}
