/* SPDX-License-Identifier: MIT
 *
 * every_kind.h: a document that holds every kind, key, origin, note, statement and resource, for tests.
 */
#ifndef PECIA_TESTS_CORE_EVERY_KIND_H
#define PECIA_TESTS_CORE_EVERY_KIND_H

#include "core/builder.h"
#include "core/cursor.h"

/** Builds ROUNDS times every kind, in blocks, phrases and notes. Returns the builder's status. */
int32_t every_kind_build(pecia_builder *builder, uint32_t rounds);
/** A sum over all that a cursor shows of DOCUMENT in VIEW, notes included, and over all that its getters say. Returns
 * PECIA_OK and *SUM, or PECIA_ERR_MEMORY. */
int32_t every_kind_walk(const pecia_memory *memory, const pecia_document *document, uint32_t view, uint64_t *sum);

#endif
