/* SPDX-License-Identifier: MIT
 *
 * builder.c: making nodes, in document order.
 */
#include "core/builder_store.h"
#include "core/kinds.h"

pecia_builder *pecia_builder_new(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                                 const char *source_format) {
    pecia_builder *builder = pecia_memory_new(memory, sizeof *builder);
    if (!builder)
        return NULL;
    builder->memory = memory;
    builder->limits = limits;
    builder->diagnostics = diagnostics;
    builder->document = pecia_memory_new(memory, sizeof *builder->document);
    if (!builder->document) {
        pecia_memory_free(memory, builder);
        return NULL;
    }
    pecia_document *document = builder->document;
    document->memory = memory;
    document->source_format = source_format;
    document->nodes.count = document->attributes.count = document->names.count = document->members.count = 1;
    if (pecia_builder_add(builder, PECIA_DOCUMENT) != PECIA_OK) {
        pecia_builder_free(builder);
        return NULL;
    }
    document->nodes.at[1].flags = PECIA_NODE_OPEN;
    builder->current = 1;
    builder->open_text = 0;
    return builder;
}

void pecia_builder_expect(pecia_builder *builder, uint64_t bytes) {
    pecia_document *document = builder->document;
    if (bytes >= 64 << 10 && !document->pool.count && bytes <= builder->limits->value[PECIA_LIMIT_DOCUMENT] / 2)
        (void)pecia_memory_grow(builder->memory, &document->pool.at, &document->pool.capacity, bytes, 1);
}

void pecia_builder_free(pecia_builder *builder) {
    if (!builder)
        return;
    pecia_document_free(builder->document);
    pecia_memory_free(builder->memory, builder->name_table);
    pecia_memory_free(builder->memory, builder);
}

int32_t pecia_builder_status(pecia_builder *builder) {
    return builder->status;
}

int32_t pecia_builder_fail(pecia_builder *builder, int32_t status) {
    if (builder->status == PECIA_OK)
        builder->status = status;
    return builder->status;
}

pecia_place pecia_builder_place(const pecia_builder *builder) {
    pecia_place place = {{NULL, 0}, builder->line, builder->column};
    if (builder->member)
        place.member = pecia_document_str(builder->document, builder->document->members.at[builder->member]);
    return place;
}

int32_t pecia_builder_fail_memory(pecia_builder *builder) {
    if (builder->status == PECIA_OK)
        pecia_report(builder->diagnostics, PECIA_ERROR, "out-of-memory", NULL,
                     "memory ran out while the document was built");
    return pecia_builder_fail(builder, PECIA_ERR_MEMORY);
}

int32_t pecia_builder_fail_limit(pecia_builder *builder, uint32_t limit) {
    pecia_place place = pecia_builder_place(builder);
    if (builder->status == PECIA_OK)
        pecia_report_limit(builder->diagnostics, builder->limits, limit, &place);
    return pecia_builder_fail(builder, PECIA_ERR_LIMIT);
}

int32_t pecia_builder_fail_reader(pecia_builder *builder, const char *what) {
    pecia_place place = pecia_builder_place(builder);
    if (builder->status == PECIA_OK)
        pecia_report(builder->diagnostics, PECIA_ERROR, "plugin-contract", &place, "the reader of %s %s",
                     builder->document->source_format, what);
    return pecia_builder_fail(builder, PECIA_ERR_PLUGIN);
}

int32_t pecia_builder_grow(pecia_builder *builder, void *array, uint64_t *capacity, uint64_t need, size_t element) {
    uint64_t most = builder->limits->value[PECIA_LIMIT_DOCUMENT];
    if (most > UINT32_MAX)
        most = UINT32_MAX; /* offsets have 32 bits */
    if (pecia_document_bytes(builder->document) + (need - *capacity) * element > most)
        return pecia_builder_fail_limit(builder, PECIA_LIMIT_DOCUMENT);
    if (pecia_memory_grow(builder->memory, array, capacity, need, element) != 0)
        return pecia_builder_fail_memory(builder);
    return PECIA_OK;
}

int32_t pecia_builder_add(pecia_builder *builder, uint32_t kind) {
    if (builder->status != PECIA_OK)
        return builder->status;
    pecia_document *document = builder->document;
    if (document->nodes.count > builder->limits->value[PECIA_LIMIT_NODES])
        return pecia_builder_fail_limit(builder, PECIA_LIMIT_NODES);
    if (PECIA_BUILDER_ROOM(builder, document->nodes, document->nodes.count + 1) != PECIA_OK)
        return builder->status;
    uint32_t index = (uint32_t)document->nodes.count++;
    document->nodes.at[index] = (pecia_node){.end = index + 1,
                                             .parent = builder->current,
                                             .text = builder->column,
                                             .line = builder->line,
                                             .member = (uint16_t)builder->member,
                                             .kind = (uint8_t)kind};
    builder->last = index;
    builder->open_text = 0;
    return PECIA_OK;
}

void pecia_builder_at(pecia_builder *builder, uint32_t member, uint32_t line, uint32_t column) {
    builder->member = member;
    builder->line = line;
    builder->column = column;
}

static int32_t open_last(pecia_builder *builder) {
    if (builder->depth >= builder->limits->value[PECIA_LIMIT_DEPTH])
        return pecia_builder_fail_limit(builder, PECIA_LIMIT_DEPTH);
    builder->depth++;
    builder->document->nodes.at[builder->last].flags |= PECIA_NODE_OPEN;
    builder->current = builder->last;
    return PECIA_OK;
}

/* True for kinds that enter() can open: all with content but the root and the body of a note. */
static int can_enter(uint32_t kind) {
    uint8_t content = pecia_kind_get(kind)->content;
    return kind > PECIA_DOCUMENT && kind < PECIA_KIND_COUNT && kind != PECIA_NOTE && content != PECIA_CONTENT_NOTHING &&
           content != PECIA_CONTENT_TEXT;
}

static int can_leaf(uint32_t kind) {
    return kind < PECIA_KIND_COUNT && pecia_kind_get(kind)->content == PECIA_CONTENT_NOTHING && kind != PECIA_NO_KIND &&
           kind != PECIA_NOTE_REF && kind != PECIA_NOTE_SLOT;
}

int32_t pecia_builder_enter(pecia_builder *builder, uint32_t kind) {
    if (builder->status != PECIA_OK)
        return builder->status;
    if (!can_enter(kind))
        return pecia_builder_fail_reader(builder, "opened a node of a kind that has no content");
    int32_t status = pecia_builder_add(builder, kind);
    return status == PECIA_OK ? open_last(builder) : status;
}

int32_t pecia_builder_leaf(pecia_builder *builder, uint32_t kind) {
    if (builder->status != PECIA_OK)
        return builder->status;
    if (!can_leaf(kind))
        return pecia_builder_fail_reader(builder, "made a leaf of a kind that has content");
    return pecia_builder_add(builder, kind);
}

static void close_current(pecia_builder *builder) {
    pecia_node *node = &builder->document->nodes.at[builder->current];
    node->end = (uint32_t)builder->document->nodes.count;
    node->flags &= (uint8_t)~PECIA_NODE_OPEN;
    builder->current = node->parent;
    builder->open_text = 0;
    if (builder->depth)
        builder->depth--;
}

int32_t pecia_builder_leave(pecia_builder *builder, uint32_t kind) {
    if (builder->status != PECIA_OK)
        return builder->status;
    if (builder->current == 1 || builder->document->nodes.at[builder->current].kind != kind)
        return pecia_builder_fail_reader(builder, "closed a node that is not the current one");
    close_current(builder);
    return PECIA_OK;
}

int32_t pecia_builder_leave_to(pecia_builder *builder, uint32_t node) {
    if (builder->status != PECIA_OK)
        return builder->status;
    if (node < 2 || node >= builder->document->nodes.count ||
        !(builder->document->nodes.at[node].flags & PECIA_NODE_OPEN))
        return pecia_builder_fail_reader(builder, "closed a node that is not open");
    while (builder->current >= node)
        close_current(builder);
    return PECIA_OK;
}

uint32_t pecia_builder_last(pecia_builder *builder) {
    return builder->status == PECIA_OK ? builder->last : 0;
}

uint32_t pecia_builder_current(pecia_builder *builder, uint32_t *node) {
    if (node)
        *node = builder->current;
    return builder->document->nodes.at[builder->current].kind;
}

int32_t pecia_builder_set_kind(pecia_builder *builder, uint32_t node, uint32_t kind) {
    if (builder->status != PECIA_OK)
        return builder->status;
    pecia_document *document = builder->document;
    if (node < 2 || node >= document->nodes.count)
        return pecia_builder_fail_reader(builder, "named a node that is not there");
    pecia_node *self = &document->nodes.at[node];
    int open = self->flags & PECIA_NODE_OPEN;
    int empty = !open && self->end == node + 1;
    if (self->kind == PECIA_NOTE || pecia_kind_is_text(self->kind) || self->kind == PECIA_NOTE_REF ||
        self->kind == PECIA_NOTE_SLOT || !(can_enter(kind) || (empty && can_leaf(kind))))
        return pecia_builder_fail_reader(builder, "gave a node a kind that it cannot have");
    self->kind = (uint8_t)kind;
    return PECIA_OK;
}

int32_t pecia_builder_hidden_text(pecia_builder *builder, uint32_t kind, pecia_str text) {
    if (builder->status != PECIA_OK)
        return builder->status;
    if (kind != PECIA_COMMENT && kind != PECIA_INSTRUCTION && kind != PECIA_SPACE)
        return pecia_builder_fail_reader(builder, "made a hidden leaf of another kind");
    pecia_slice slice;
    int32_t status = pecia_builder_store(builder, (pecia_str){text.data ? text.data : "", text.size}, &slice);
    if (status == PECIA_OK)
        status = pecia_builder_add(builder, kind);
    if (status == PECIA_OK) {
        builder->document->nodes.at[builder->last].text = slice.offset;
        builder->document->nodes.at[builder->last].size = slice.size;
    }
    return status;
}
