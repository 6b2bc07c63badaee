/* SPDX-License-Identifier: MIT
 *
 * builder_finish.c: freezing a document.
 */
#include <inttypes.h>

#include "core/builder_store.h"

static void report_replaced(pecia_builder *builder) {
    if (!builder->replaced)
        return;
    pecia_builder_at(builder, builder->replaced_member, builder->replaced_line, builder->replaced_column);
    pecia_place place = pecia_builder_place(builder);
    pecia_report(builder->diagnostics, PECIA_WARNING, "invalid-characters", &place,
                 "%" PRIu64 " character%s that XML does not allow became U+FFFD", builder->replaced,
                 builder->replaced == 1 ? "" : "s");
}

static void report_duplicate_ids(pecia_builder *builder) {
    const pecia_document *document = builder->document;
    for (uint64_t i = 0; i < document->ids.count; i++) {
        uint32_t node = document->ids.at[i];
        pecia_str id;
        if (!pecia_document_get(document, node, PECIA_ID, &id))
            continue;
        uint32_t first = pecia_document_find_id(document, id);
        pecia_place place = pecia_document_place(document, node);
        if (first && first != node)
            pecia_report(builder->diagnostics, PECIA_WARNING, "duplicate-id", &place,
                         "the identifier '%.*s' was used before in line %" PRIu32, id.size > 100 ? 100 : (int)id.size,
                         id.data, pecia_document_place(document, first).line);
    }
}

/* Kinds within hidden blocks and marks are not counted: they are no part of the text. */
static void count_kinds(pecia_document *document) {
    for (uint32_t i = 1; i < document->nodes.count;) {
        const pecia_node *node = &document->nodes.at[i];
        document->kind_count[node->kind]++;
        i = node->kind == PECIA_HIDDEN_BLOCK || node->kind == PECIA_NOTE_REF ? node->end : i + 1;
    }
}

int32_t pecia_builder_finish(pecia_builder *builder, pecia_document **out) {
    *out = NULL;
    if (builder->status == PECIA_OK && builder->current != 1)
        pecia_builder_fail_reader(builder, "left nodes open at the end");
    pecia_document *document = builder->document;
    if (builder->status == PECIA_OK && pecia_document_index_ids(document) != PECIA_OK)
        pecia_builder_fail_memory(builder);
    if (builder->status == PECIA_OK) {
        document->nodes.at[1].end = (uint32_t)document->nodes.count;
        document->nodes.at[1].flags = 0;
        count_kinds(document);
        report_replaced(builder);
        report_duplicate_ids(builder);
        *out = document;
        builder->document = NULL;
    }
    int32_t status = builder->status;
    pecia_builder_free(builder);
    return status;
}
