/* SPDX-License-Identifier: MIT
 *
 * script.h: documents for tests, written as text and shown as text.
 *
 *   (section (heading "A") (paragraph "one " (emphasis "two") (ref 0)) (note 0 (paragraph "body")) (page_break))
 *
 * Words are the kinds of kinds.def in lower case; (ref N), (slot N) and (note N ...) refer to note N, whose entry is
 * made with the label N; (comment "x") and (space " ") are hidden leaves.
 */
#ifndef PECIA_TESTS_SCRIPT_H
#define PECIA_TESTS_SCRIPT_H

#include "core/builder.h"
#include "core/builder_store.h"
#include "core/cursor.h"

/** Builds SCRIPT with BUILDER's functions; returns the builder's status. */
int32_t script_run(pecia_builder *builder, const char *script);
/** The document of SCRIPT, made with the default allocator and limits; fails the test when it cannot be made. */
pecia_document *script_document(const char *script);
/** What a cursor shows of DOCUMENT in VIEW: the same notation; an implied paragraph is "~paragraph", a node that goes
 * on "+kind", the EXIT of a broken one ends with "-)". With NOTES each reference is followed by the body of its note.
 * Free with free(). */
char *script_show(const pecia_document *document, uint32_t view, int notes);

#endif
