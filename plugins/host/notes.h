/* SPDX-License-Identifier: MIT
 *
 * notes.h: reports notes that have no body or no mark, once for all formats.
 */
#ifndef PECIA_HOST_NOTES_H
#define PECIA_HOST_NOTES_H

#include "core/diagnostics.h"
#include "core/document.h"

/** A warning for each entry of the notes table with marks and no body (note-without-body, at its first mark) and each
 * with a body that no mark points to and that does not stand where it belongs (note-without-mark, at the body). */
void pecia_notes_report(const pecia_document *document, pecia_diagnostics *diagnostics);

#endif
