/* SPDX-License-Identifier: MIT
 *
 * builder_attributes.c: what nodes say about themselves, and the names of the source format.
 */
#include <string.h>

#include "core/builder_store.h"
#include "core/hash.h"

static int slice_is(const pecia_document *document, pecia_slice slice, pecia_str text) {
    if (!text.data || slice.size == PECIA_ABSENT)
        return !text.data && slice.size == PECIA_ABSENT;
    return slice.size == text.size && memcmp(document->pool.at + slice.offset, text.data, text.size) == 0;
}

/* Values repeat (rend="italic", n="2"): the last one of a key is used again when it is the same. */
static int32_t store_value(pecia_builder *builder, uint32_t key, pecia_str value, pecia_slice *out) {
    uint32_t slot = key & 63;
    if (value.size && value.size <= 64 && builder->recent[slot].key == key &&
        slice_is(builder->document, (pecia_slice){builder->recent[slot].value, builder->recent[slot].size}, value)) {
        *out = (pecia_slice){builder->recent[slot].value, builder->recent[slot].size};
        return PECIA_OK;
    }
    int32_t status = pecia_builder_store(builder, value, out);
    if (status == PECIA_OK) {
        builder->recent[slot].key = key;
        builder->recent[slot].value = out->offset;
        builder->recent[slot].size = out->size;
    }
    return status;
}

/* The attribute of NODE with KEY, made at the end of its chain when it is not there; 0 on failure. */
static uint32_t attribute_for(pecia_builder *builder, uint32_t node, uint32_t key) {
    pecia_document *document = builder->document;
    uint64_t most = builder->limits->value[PECIA_LIMIT_ATTRIBUTES], count = 0;
    uint32_t last = 0;
    for (uint32_t at = document->nodes.at[node].attribute; at; at = document->attributes.at[at].next) {
        if (document->attributes.at[at].key == key)
            return at;
        last = at;
        count++;
    }
    if (count >= most) {
        pecia_builder_fail_limit(builder, PECIA_LIMIT_ATTRIBUTES);
        return 0;
    }
    if (PECIA_BUILDER_ROOM(builder, document->attributes, document->attributes.count + 1) != PECIA_OK)
        return 0;
    uint32_t made = (uint32_t)document->attributes.count++;
    document->attributes.at[made] = (pecia_attribute){.key = key};
    if (last)
        document->attributes.at[last].next = made;
    else
        document->nodes.at[node].attribute = made;
    return made;
}

static int32_t check_node(pecia_builder *builder, uint32_t node) {
    if (builder->status == PECIA_OK && (node < 1 || node >= builder->document->nodes.count))
        return pecia_builder_fail_reader(builder, "named a node that is not there");
    return builder->status;
}

static int32_t set_text(pecia_builder *builder, uint32_t node, uint32_t key, pecia_str value) {
    pecia_slice slice;
    if (check_node(builder, node) != PECIA_OK)
        return builder->status;
    if (!value.data)
        value = (pecia_str){"", 0};
    if (store_value(builder, key, value, &slice) != PECIA_OK)
        return builder->status;
    uint32_t at = attribute_for(builder, node, key);
    if (!at)
        return builder->status;
    builder->document->attributes.at[at].value = slice.offset;
    builder->document->attributes.at[at].size = slice.size;
    return PECIA_OK;
}

int32_t pecia_builder_set(pecia_builder *builder, uint32_t node, uint32_t key, pecia_str value) {
    if (builder->status == PECIA_OK && (key < 1 || key >= PECIA_KEY_COUNT))
        return pecia_builder_fail_reader(builder, "set a key that is not known");
    pecia_document *document = builder->document;
    int had = key == PECIA_ID && pecia_document_attribute(document, node, PECIA_ID);
    if (set_text(builder, node, key, value) != PECIA_OK)
        return builder->status;
    if (key == PECIA_ID && !had) {
        if (PECIA_BUILDER_ROOM(builder, document->ids, document->ids.count + 1) != PECIA_OK)
            return builder->status;
        document->ids.at[document->ids.count++] = node;
    }
    return PECIA_OK;
}

int32_t pecia_builder_set_number(pecia_builder *builder, uint32_t node, uint32_t key, int64_t value) {
    if (check_node(builder, node) != PECIA_OK)
        return builder->status;
    if (key < 1 || key >= PECIA_KEY_COUNT)
        return pecia_builder_fail_reader(builder, "set a key that is not known");
    uint32_t at = attribute_for(builder, node, key);
    if (!at)
        return builder->status;
    int32_t stored = value > INT32_MAX ? INT32_MAX : value < INT32_MIN ? INT32_MIN : (int32_t)value;
    builder->document->attributes.at[at].value = (uint32_t)stored;
    builder->document->attributes.at[at].size = PECIA_ABSENT;
    return PECIA_OK;
}

static uint64_t name_hash(pecia_str ns, pecia_str prefix, pecia_str local) {
    return pecia_hash(pecia_hash(pecia_hash(1, ns), prefix), local);
}

static int32_t name_table_grow(pecia_builder *builder) {
    pecia_document *document = builder->document;
    uint64_t slots = builder->name_slots ? builder->name_slots * 2 : 256;
    uint32_t *table = pecia_memory_new(builder->memory, slots * sizeof *table);
    if (!table)
        return pecia_builder_fail_memory(builder);
    for (uint32_t i = 1; i < document->names.count; i++) {
        const pecia_stored_name *name = &document->names.at[i];
        uint64_t slot = name_hash(pecia_document_str(document, name->ns), pecia_document_str(document, name->prefix),
                                  pecia_document_str(document, name->local)) &
                        (slots - 1);
        while (table[slot])
            slot = (slot + 1) & (slots - 1);
        table[slot] = i;
    }
    pecia_memory_free(builder->memory, builder->name_table);
    builder->name_table = table;
    builder->name_slots = slots;
    return PECIA_OK;
}

static uint32_t name_add(pecia_builder *builder, const pecia_name *name, uint64_t slot) {
    pecia_document *document = builder->document;
    pecia_stored_name stored;
    if (PECIA_BUILDER_ROOM(builder, document->names, document->names.count + 1) != PECIA_OK ||
        pecia_builder_store(builder, name->ns, &stored.ns) != PECIA_OK ||
        pecia_builder_store(builder, name->prefix, &stored.prefix) != PECIA_OK ||
        pecia_builder_store(builder, name->local, &stored.local) != PECIA_OK)
        return 0;
    uint32_t index = (uint32_t)document->names.count++;
    stored.implied = 0;
    document->names.at[index] = stored;
    builder->name_table[slot] = index;
    return index;
}

uint32_t pecia_builder_name(pecia_builder *builder, const pecia_name *name) {
    pecia_document *document = builder->document;
    if (builder->status != PECIA_OK)
        return 0;
    if (document->names.count * 2 >= builder->name_slots && name_table_grow(builder) != PECIA_OK)
        return 0;
    uint64_t slot = name_hash(name->ns, name->prefix, name->local) & (builder->name_slots - 1);
    for (uint32_t at; (at = builder->name_table[slot]) != 0; slot = (slot + 1) & (builder->name_slots - 1)) {
        const pecia_stored_name *stored = &document->names.at[at];
        if (slice_is(document, stored->local, name->local) && slice_is(document, stored->ns, name->ns) &&
            slice_is(document, stored->prefix, name->prefix))
            return at;
    }
    return name_add(builder, name, slot);
}

static int32_t check_registered(pecia_builder *builder, uint32_t name) {
    if (builder->status == PECIA_OK && (name < 1 || name >= builder->document->names.count))
        return pecia_builder_fail_reader(builder, "used a name that it did not register");
    return builder->status;
}

static int32_t check_name(pecia_builder *builder, uint32_t node, uint32_t name) {
    return check_node(builder, node) == PECIA_OK ? check_registered(builder, name) : builder->status;
}

int32_t pecia_builder_origin(pecia_builder *builder, uint32_t node, uint32_t name) {
    if (check_name(builder, node, name) == PECIA_OK)
        builder->document->nodes.at[node].name = name;
    return builder->status;
}

int32_t pecia_builder_origin_attribute(pecia_builder *builder, uint32_t node, uint32_t name, pecia_str value) {
    if (check_name(builder, node, name) != PECIA_OK)
        return builder->status;
    return set_text(builder, node, name + PECIA_NAME_BASE, value);
}

_Static_assert(PECIA_KIND_COUNT <= 64, "a name has one bit for each kind");

int32_t pecia_builder_implies(pecia_builder *builder, uint32_t name, uint32_t kind) {
    if (check_registered(builder, name) == PECIA_OK && kind < PECIA_KIND_COUNT)
        builder->document->names.at[name].implied |= UINT64_C(1) << kind;
    return builder->status;
}

int32_t pecia_builder_key_name(pecia_builder *builder, uint32_t key, uint32_t name) {
    if (check_registered(builder, name) == PECIA_OK && key > 0 && key < PECIA_KEY_COUNT)
        builder->document->key_name[key] = name;
    return builder->status;
}

int32_t pecia_builder_told(pecia_builder *builder, uint32_t node, uint32_t name) {
    pecia_document *document = builder->document;
    if (check_name(builder, node, name) != PECIA_OK)
        return builder->status;
    const pecia_attribute *at = pecia_document_attribute(document, node, name + PECIA_NAME_BASE);
    if (!at)
        return PECIA_OK;
    uint64_t index = (uint64_t)(at - document->attributes.at);
    if (PECIA_BUILDER_ROOM(builder, document->told, index / 8 + 1) != PECIA_OK)
        return builder->status;
    memset(document->told.at + document->told.count, 0,
           document->told.count > index / 8 ? 0 : (size_t)(index / 8 + 1 - document->told.count));
    if (document->told.count <= index / 8)
        document->told.count = index / 8 + 1;
    document->told.at[index / 8] |= (uint8_t)(1U << index % 8);
    return PECIA_OK;
}
