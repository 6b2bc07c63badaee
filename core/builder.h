/* SPDX-License-Identifier: MIT
 *
 * builder.h: making a document. The functions with the names of pecia_builder_api (plugin.h) are documented there.
 */
#ifndef PECIA_CORE_BUILDER_H
#define PECIA_CORE_BUILDER_H

#include "core/diagnostics.h"
#include "core/document.h"

/** A builder with an open root. SOURCE_FORMAT names the format that will read into it and is kept by pointer. NULL when
 * memory ran out. LIMITS and DIAGNOSTICS must outlive it, MEMORY must outlive the document. */
pecia_builder *pecia_builder_new(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                                 const char *source_format);
/** Says that about BYTES of input will be read, so that room for its text is made at once. A wish: nothing
 * happens when memory is short, or for less than 64 KiB. */
void pecia_builder_expect(pecia_builder *builder, uint64_t bytes);
/** Frees the builder and what it has built; NULL is allowed. */
void pecia_builder_free(pecia_builder *builder);
/** Freezes the document into *OUT and frees the builder, always. PECIA_OK, or the sticky status and NULL; nodes left
 * open are the reader's error (PECIA_ERR_PLUGIN). Reports once what was replaced in the text and which identifiers
 * stand twice. */
int32_t pecia_builder_finish(pecia_builder *builder, pecia_document **out);
/** Adds a statement by the user: readers cannot add to its key any more. May be called many times for one key. */
int32_t pecia_builder_meta_fix(pecia_builder *builder, const pecia_meta *meta);

int32_t pecia_builder_status(pecia_builder *builder);
void pecia_builder_at(pecia_builder *builder, uint32_t member, uint32_t line, uint32_t column);
uint32_t pecia_builder_member(pecia_builder *builder, pecia_str name);
int32_t pecia_builder_enter(pecia_builder *builder, uint32_t kind);
int32_t pecia_builder_leave(pecia_builder *builder, uint32_t kind);
int32_t pecia_builder_leaf(pecia_builder *builder, uint32_t kind);
int32_t pecia_builder_text(pecia_builder *builder, const char *data, uint64_t size);
int32_t pecia_builder_hidden_text(pecia_builder *builder, uint32_t kind, pecia_str text);
uint32_t pecia_builder_last(pecia_builder *builder);
int32_t pecia_builder_set_kind(pecia_builder *builder, uint32_t node, uint32_t kind);
int32_t pecia_builder_set(pecia_builder *builder, uint32_t node, uint32_t key, pecia_str value);
int32_t pecia_builder_set_number(pecia_builder *builder, uint32_t node, uint32_t key, int64_t value);
uint32_t pecia_builder_name(pecia_builder *builder, const pecia_name *name);
int32_t pecia_builder_origin(pecia_builder *builder, uint32_t node, uint32_t name);
int32_t pecia_builder_origin_attribute(pecia_builder *builder, uint32_t node, uint32_t name, pecia_str value);
/** Says that KIND alone means the element NAME. (pecia_origin_api) */
int32_t pecia_builder_implies(pecia_builder *builder, uint32_t name, uint32_t kind);
/** Says that KEY is the source's attribute NAME. (pecia_origin_api) */
/** Says that NODE's kind and keys tell what its attribute NAME says. (pecia_origin_api) */
int32_t pecia_builder_told(pecia_builder *builder, uint32_t node, uint32_t name);
int32_t pecia_builder_key_name(pecia_builder *builder, uint32_t key, uint32_t name);
int32_t pecia_builder_note(pecia_builder *builder, const pecia_note *entry, uint32_t *note);
int32_t pecia_builder_note_update(pecia_builder *builder, uint32_t note, const pecia_note *entry);
int32_t pecia_builder_note_ref(pecia_builder *builder, uint32_t note, pecia_str mark);
int32_t pecia_builder_note_slot(pecia_builder *builder, uint32_t note);
int32_t pecia_builder_note_enter(pecia_builder *builder, uint32_t note, uint32_t flags);
int32_t pecia_builder_meta(pecia_builder *builder, const pecia_meta *meta);
int32_t pecia_builder_meta_get(pecia_builder *builder, const char *key, uint32_t index, pecia_meta *out);
int32_t pecia_builder_resource(pecia_builder *builder, const pecia_resource *resource);
int32_t pecia_builder_leave_to(pecia_builder *builder, uint32_t node);
int32_t pecia_builder_set_note_ref(pecia_builder *builder, uint32_t node, uint32_t note);
uint32_t pecia_builder_current(pecia_builder *builder, uint32_t *node);

#endif
