/* SPDX-License-Identifier: MIT
 *
 * document.c: reading a finished document.
 */
#include "core/document.h"

#include <string.h>

#include "core/kinds.h"

static void free_resource(const pecia_memory *memory, const pecia_stored_resource *resource) {
    if (resource->spooled)
        pecia_spool_drop(resource->data, resource->size);
    else
        pecia_memory_free(memory, resource->data);
}

void pecia_document_free(pecia_document *document) {
    if (!document)
        return;
    const pecia_memory *memory = document->memory;
    for (uint64_t i = 0; i < document->resources.count; i++)
        free_resource(memory, &document->resources.at[i]);
    pecia_spool_close(&document->spool);
    pecia_memory_free(memory, document->nodes.at);
    pecia_memory_free(memory, document->pool.at);
    pecia_memory_free(memory, document->attributes.at);
    pecia_memory_free(memory, document->names.at);
    pecia_memory_free(memory, document->notes.at);
    pecia_memory_free(memory, document->metadata.at);
    pecia_memory_free(memory, document->resources.at);
    pecia_memory_free(memory, document->members.at);
    pecia_memory_free(memory, document->ids.at);
    pecia_memory_free(memory, document->told.at);
    pecia_memory_free(memory, document->id_table);
    pecia_memory_free(memory, document);
}

uint64_t pecia_document_bytes(const pecia_document *document) {
    return document->pool.capacity + document->nodes.capacity * sizeof(pecia_node) +
           document->attributes.capacity * sizeof(pecia_attribute) +
           document->names.capacity * sizeof(pecia_stored_name) + document->notes.capacity * sizeof(pecia_stored_note) +
           document->metadata.capacity * sizeof(pecia_stored_meta) + document->ids.capacity * sizeof(uint32_t) +
           document->told.capacity + document->id_slots * sizeof(uint32_t);
}

pecia_str pecia_document_str(const pecia_document *document, pecia_slice slice) {
    if (slice.size == PECIA_ABSENT)
        return (pecia_str){NULL, 0};
    return (pecia_str){document->pool.at + slice.offset, slice.size};
}

int pecia_kind_is_text(uint32_t kind) {
    return pecia_kind_get(kind)->content == PECIA_CONTENT_TEXT;
}

static const pecia_node *node_at(const pecia_document *document, uint32_t node) {
    static const pecia_node none = {.end = 1};
    return node > 0 && node < document->nodes.count ? &document->nodes.at[node] : &none;
}

int pecia_document_is_told(const pecia_document *document, uint32_t at) {
    return at / 8 < document->told.count && document->told.at[at / 8] >> at % 8 & 1;
}

pecia_attribute *pecia_document_attribute(const pecia_document *document, uint32_t node, uint32_t key) {
    uint32_t index = node_at(document, node)->attribute;
    while (index) {
        pecia_attribute *attribute = &document->attributes.at[index];
        if (attribute->key == key)
            return attribute;
        index = attribute->next;
    }
    return NULL;
}

int32_t pecia_document_get(const pecia_document *document, uint32_t node, uint32_t key, pecia_str *out) {
    const pecia_attribute *attribute = pecia_document_attribute(document, node, key);
    if (!attribute || attribute->size == PECIA_ABSENT) {
        *out = (pecia_str){NULL, 0};
        return 0;
    }
    *out = pecia_document_str(document, (pecia_slice){attribute->value, attribute->size});
    return 1;
}

int64_t pecia_document_get_number(const pecia_document *document, uint32_t node, uint32_t key, int64_t fallback) {
    const pecia_attribute *attribute = pecia_document_attribute(document, node, key);
    return attribute && attribute->size == PECIA_ABSENT ? (int32_t)attribute->value : fallback;
}

uint32_t pecia_document_kind(const pecia_document *document, uint32_t node) {
    return node_at(document, node)->kind;
}

uint32_t pecia_document_parent(const pecia_document *document, uint32_t node) {
    return node_at(document, node)->parent;
}

uint32_t pecia_document_first_child(const pecia_document *document, uint32_t node) {
    return node && node_at(document, node)->end > node + 1 ? node + 1 : 0;
}

uint32_t pecia_document_next_sibling(const pecia_document *document, uint32_t node) {
    const pecia_node *self = node_at(document, node);
    return self->parent && self->end < node_at(document, self->parent)->end ? self->end : 0;
}

pecia_str pecia_document_text(const pecia_document *document, uint32_t node) {
    const pecia_node *self = node_at(document, node);
    if (!pecia_kind_is_text(self->kind))
        return (pecia_str){NULL, 0};
    return pecia_document_str(document, (pecia_slice){self->text, self->size});
}

pecia_str pecia_document_lang(const pecia_document *document, uint32_t node) {
    pecia_str lang = {NULL, 0};
    for (; node; node = node_at(document, node)->parent)
        if (pecia_document_get(document, node, PECIA_LANG, &lang))
            return lang;
    pecia_meta meta;
    if (pecia_document_meta_find(document, "language", 0, &meta))
        return meta.value;
    return lang;
}

pecia_place pecia_document_place(const pecia_document *document, uint32_t node) {
    const pecia_node *self = node_at(document, node);
    pecia_place place = {{NULL, 0}, self->line, 0};
    if (!pecia_kind_is_text(self->kind))
        place.column = self->text;
    if (self->member)
        place.member = pecia_document_str(document, document->members.at[self->member]);
    return place;
}

void pecia_document_name(const pecia_document *document, uint32_t index, pecia_name *out) {
    const pecia_stored_name *name = &document->names.at[index];
    out->ns = pecia_document_str(document, name->ns);
    out->prefix = pecia_document_str(document, name->prefix);
    out->local = pecia_document_str(document, name->local);
}

int32_t pecia_document_origin(const pecia_document *document, uint32_t node, pecia_name *out) {
    uint32_t name = node_at(document, node)->name;
    if (!name) {
        memset(out, 0, sizeof *out);
        return 0;
    }
    pecia_document_name(document, name, out);
    return 1;
}

int32_t pecia_document_origin_attribute(const pecia_document *document, uint32_t node, uint32_t index, pecia_name *name,
                                        pecia_str *value) {
    uint32_t at = node_at(document, node)->attribute;
    while (at) {
        const pecia_attribute *attribute = &document->attributes.at[at];
        at = attribute->next;
        if (attribute->key < PECIA_NAME_BASE || index-- > 0)
            continue;
        pecia_document_name(document, attribute->key - PECIA_NAME_BASE, name);
        *value = pecia_document_str(document, (pecia_slice){attribute->value, attribute->size});
        return 1;
    }
    return 0;
}

int32_t pecia_document_next_property(const pecia_document *document, uint32_t node, uint32_t *at, pecia_property *out) {
    uint32_t index = *at ? document->attributes.at[*at].next : node_at(document, node)->attribute;
    if (!index)
        return 0;
    const pecia_attribute *attribute = &document->attributes.at[index];
    *at = index;
    *out = (pecia_property){.key = attribute->key < PECIA_NAME_BASE ? attribute->key : 0};
    if (attribute->size == PECIA_ABSENT) {
        out->is_number = 1;
        out->number = (int32_t)attribute->value;
    } else {
        out->text = pecia_document_str(document, (pecia_slice){attribute->value, attribute->size});
    }
    if (!out->key)
        pecia_document_name(document, attribute->key - PECIA_NAME_BASE, &out->name);
    return 1;
}

const char *pecia_document_source_format(const pecia_document *document) {
    return document->source_format;
}

uint32_t pecia_document_note_count(const pecia_document *document) {
    return (uint32_t)document->notes.count;
}

int32_t pecia_document_note(const pecia_document *document, uint32_t note, pecia_note *entry, pecia_note_state *state) {
    if (note >= document->notes.count)
        return 0;
    const pecia_stored_note *stored = &document->notes.at[note];
    if (entry) {
        entry->label = pecia_document_str(document, stored->label);
        entry->id = pecia_document_str(document, stored->id);
        entry->place = pecia_document_str(document, stored->place);
        entry->resp = pecia_document_str(document, stored->resp);
        entry->type = pecia_document_str(document, stored->type);
    }
    if (state)
        *state = stored->state;
    return 1;
}

uint32_t pecia_document_note_of(const pecia_document *document, uint32_t node) {
    const pecia_node *self = node_at(document, node);
    return self->kind == PECIA_NOTE_REF || self->kind == PECIA_NOTE_SLOT || self->kind == PECIA_NOTE ? self->size
                                                                                                     : UINT32_MAX;
}

uint32_t pecia_document_meta_count(const pecia_document *document) {
    return (uint32_t)document->metadata.count;
}

int32_t pecia_document_meta(const pecia_document *document, uint32_t index, pecia_meta *out) {
    if (index >= document->metadata.count) {
        memset(out, 0, sizeof *out);
        return 0;
    }
    const pecia_slice *field = document->metadata.at[index].field;
    *out = (pecia_meta){pecia_document_str(document, field[0]), pecia_document_str(document, field[1]),
                        pecia_document_str(document, field[2]), pecia_document_str(document, field[3]),
                        pecia_document_str(document, field[4]), pecia_document_str(document, field[5]),
                        pecia_document_str(document, field[6]), pecia_document_str(document, field[7])};
    return 1;
}

int32_t pecia_document_meta_find(const pecia_document *document, const char *key, uint32_t index, pecia_meta *out) {
    size_t size = strlen(key);
    for (uint32_t i = 0; i < document->metadata.count; i++) {
        pecia_str found = pecia_document_str(document, document->metadata.at[i].field[0]);
        if (found.size == size && memcmp(found.data, key, size) == 0 && index-- == 0)
            return pecia_document_meta(document, i, out);
    }
    memset(out, 0, sizeof *out);
    return 0;
}

uint32_t pecia_document_resource_count(const pecia_document *document) {
    return (uint32_t)document->resources.count;
}

int32_t pecia_document_resource(const pecia_document *document, uint32_t index, pecia_resource *out) {
    if (index >= document->resources.count) {
        memset(out, 0, sizeof *out);
        return 0;
    }
    const pecia_stored_resource *stored = &document->resources.at[index];
    out->name = pecia_document_str(document, stored->name);
    out->media_type = pecia_document_str(document, stored->media_type);
    out->data = (pecia_str){stored->data, stored->size};
    return 1;
}

void pecia_document_rest(const pecia_document *document, uint32_t index) {
    if (index < document->resources.count && document->resources.at[index].spooled)
        pecia_spool_rest(document->resources.at[index].data, document->resources.at[index].size);
}

uint32_t pecia_document_count(const pecia_document *document, uint32_t kind) {
    return kind < PECIA_KIND_COUNT ? document->kind_count[kind] : 0;
}
