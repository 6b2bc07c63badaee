/* SPDX-License-Identifier: MIT
 *
 * builder_tables.c: notes, metadata, resources and members: what stands beside the tree.
 */
#include <string.h>

#include "core/builder_store.h"

uint32_t pecia_builder_member(pecia_builder *builder, pecia_str name) {
    pecia_document *document = builder->document;
    if (document->members.count > UINT16_MAX) {
        pecia_builder_fail_limit(builder, PECIA_LIMIT_ENTRIES);
        return 0;
    }
    pecia_slice slice;
    if (builder->status != PECIA_OK ||
        PECIA_BUILDER_ROOM(builder, document->members, document->members.count + 1) != PECIA_OK ||
        pecia_builder_store(builder, name, &slice) != PECIA_OK)
        return 0;
    document->members.at[document->members.count] = slice;
    return (uint32_t)document->members.count++;
}

static int32_t store_note(pecia_builder *builder, const pecia_note *entry, pecia_stored_note *stored) {
    if (pecia_builder_store(builder, entry->label, &stored->label) == PECIA_OK &&
        pecia_builder_store(builder, entry->id, &stored->id) == PECIA_OK &&
        pecia_builder_store(builder, entry->place, &stored->place) == PECIA_OK &&
        pecia_builder_store(builder, entry->resp, &stored->resp) == PECIA_OK)
        pecia_builder_store(builder, entry->type, &stored->type);
    return builder->status;
}

int32_t pecia_builder_note(pecia_builder *builder, const pecia_note *entry, uint32_t *note) {
    pecia_document *document = builder->document;
    pecia_stored_note stored = {.state = {0, 0, 0, 0}};
    *note = 0;
    if (builder->status != PECIA_OK ||
        PECIA_BUILDER_ROOM(builder, document->notes, document->notes.count + 1) != PECIA_OK ||
        store_note(builder, entry, &stored) != PECIA_OK)
        return builder->status;
    *note = (uint32_t)document->notes.count;
    document->notes.at[document->notes.count++] = stored;
    return PECIA_OK;
}

static pecia_stored_note *note_at(pecia_builder *builder, uint32_t note) {
    if (builder->status != PECIA_OK)
        return NULL;
    if (note >= builder->document->notes.count) {
        pecia_builder_fail_reader(builder, "named a note that is not there");
        return NULL;
    }
    return &builder->document->notes.at[note];
}

int32_t pecia_builder_note_update(pecia_builder *builder, uint32_t note, const pecia_note *entry) {
    pecia_stored_note *stored = note_at(builder, note);
    return stored ? store_note(builder, entry, stored) : builder->status;
}

int32_t pecia_builder_note_ref(pecia_builder *builder, uint32_t note, pecia_str mark) {
    if (!note_at(builder, note) || pecia_builder_add(builder, PECIA_NOTE_REF) != PECIA_OK)
        return builder->status;
    pecia_note_state *state = &builder->document->notes.at[note].state;
    builder->document->nodes.at[builder->last].size = note;
    if (!state->first_ref)
        state->first_ref = builder->last;
    state->references++;
    return mark.data ? pecia_builder_set(builder, builder->last, PECIA_N, mark) : PECIA_OK;
}

int32_t pecia_builder_set_note_ref(pecia_builder *builder, uint32_t node, uint32_t note) {
    pecia_stored_note *stored = note_at(builder, note);
    if (!stored)
        return builder->status;
    pecia_document *document = builder->document;
    if (node < 2 || node >= document->nodes.count || document->nodes.at[node].flags & PECIA_NODE_OPEN ||
        document->nodes.at[node].kind == PECIA_NOTE || pecia_kind_is_text(document->nodes.at[node].kind))
        return pecia_builder_fail_reader(builder, "made a note reference of a node that cannot be one");
    document->nodes.at[node].kind = PECIA_NOTE_REF;
    document->nodes.at[node].size = note;
    if (!stored->state.first_ref || stored->state.first_ref > node)
        stored->state.first_ref = node;
    stored->state.references++;
    return PECIA_OK;
}

int32_t pecia_builder_note_slot(pecia_builder *builder, uint32_t note) {
    if (!note_at(builder, note) || pecia_builder_add(builder, PECIA_NOTE_SLOT) != PECIA_OK)
        return builder->status;
    builder->document->nodes.at[builder->last].size = note;
    if (!builder->document->notes.at[note].state.slot)
        builder->document->notes.at[note].state.slot = builder->last;
    return PECIA_OK;
}

int32_t pecia_builder_note_enter(pecia_builder *builder, uint32_t note, uint32_t flags) {
    pecia_stored_note *stored = note_at(builder, note);
    if (!stored)
        return builder->status;
    if (stored->state.body)
        return pecia_builder_fail_reader(builder, "gave a note a second body");
    if (builder->depth >= builder->limits->value[PECIA_LIMIT_DEPTH])
        return pecia_builder_fail_limit(builder, PECIA_LIMIT_DEPTH);
    uint32_t before = builder->last;
    if (pecia_builder_add(builder, PECIA_NOTE) != PECIA_OK)
        return builder->status;
    pecia_document *document = builder->document;
    uint32_t body = builder->last;
    document->notes.at[note].state.body = body;
    document->nodes.at[body].size = note;
    document->nodes.at[body].flags = PECIA_NODE_OPEN;
    if (flags & PECIA_NOTE_IN_PLACE) {
        document->nodes.at[body].flags |= PECIA_NODE_IN_PLACE;
        pecia_node *mark = &document->nodes.at[before];
        if (before && (mark->kind == PECIA_NOTE_REF || mark->kind == PECIA_NOTE_SLOT) && mark->size == note &&
            mark->end == body)
            mark->flags |= PECIA_NODE_IN_PLACE;
    }
    builder->depth++;
    builder->current = body;
    return PECIA_OK;
}

static int key_is(const pecia_document *document, const pecia_stored_meta *meta, pecia_str key) {
    pecia_str found = pecia_document_str(document, meta->field[0]);
    return found.size == key.size && memcmp(found.data, key.data, key.size) == 0;
}

static int32_t meta_add(pecia_builder *builder, const pecia_meta *meta, uint32_t fixed) {
    pecia_document *document = builder->document;
    if (builder->status != PECIA_OK)
        return builder->status;
    if (!meta->key.size || !meta->key.data)
        return pecia_builder_fail_reader(builder, "made a statement without a key");
    if (!fixed)
        for (uint64_t i = 0; i < document->metadata.count && document->metadata.at[i].fixed; i++)
            if (key_is(document, &document->metadata.at[i], meta->key))
                return PECIA_OK;
    const pecia_str *field[8] = {&meta->key,  &meta->value,  &meta->type, &meta->role,
                                 &meta->lang, &meta->scheme, &meta->sort, &meta->href};
    pecia_stored_meta stored = {.fixed = fixed};
    if (PECIA_BUILDER_ROOM(builder, document->metadata, document->metadata.count + 1) != PECIA_OK)
        return builder->status;
    for (int i = 0; i < 8; i++)
        if (pecia_builder_store(builder, *field[i], &stored.field[i]) != PECIA_OK)
            return builder->status;
    document->metadata.at[document->metadata.count++] = stored;
    return PECIA_OK;
}

int32_t pecia_builder_meta(pecia_builder *builder, const pecia_meta *meta) {
    return meta_add(builder, meta, 0);
}

int32_t pecia_builder_meta_fix(pecia_builder *builder, const pecia_meta *meta) {
    return meta_add(builder, meta, 1);
}

int32_t pecia_builder_meta_get(pecia_builder *builder, const char *key, uint32_t index, pecia_meta *out) {
    return pecia_document_meta_find(builder->document, key, index, out);
}

/* A copy of BYTES: on disk if they are many and it can be had. */
static bool keep_bytes(pecia_builder *builder, pecia_str bytes, pecia_stored_resource *stored) {
    if (bytes.size >= PECIA_SPOOL_LEAST)
        stored->data = pecia_spool_add(&builder->document->spool, bytes.data, bytes.size);
    stored->spooled = stored->data != NULL;
    if (stored->data)
        return true;
    stored->data = pecia_memory_new(builder->memory, bytes.size + 1);
    if (stored->data)
        memcpy(stored->data, bytes.data, bytes.size);
    return stored->data != NULL;
}

int32_t pecia_builder_resource(pecia_builder *builder, const pecia_resource *resource) {
    pecia_document *document = builder->document;
    pecia_stored_resource stored = {.size = resource->data.size};
    if (builder->status != PECIA_OK ||
        PECIA_BUILDER_ROOM(builder, document->resources, document->resources.count + 1) != PECIA_OK ||
        pecia_builder_store(builder, resource->name, &stored.name) != PECIA_OK ||
        pecia_builder_store(builder, resource->media_type, &stored.media_type) != PECIA_OK)
        return builder->status;
    if (resource->data.data && !keep_bytes(builder, resource->data, &stored))
        return pecia_builder_fail_memory(builder);
    document->resources.at[document->resources.count++] = stored;
    return PECIA_OK;
}
