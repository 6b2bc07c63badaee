/* SPDX-License-Identifier: MIT
 *
 * cursor.h: walking a document. The functions with the names of pecia_cursor_api (plugin.h) are documented there.
 */
#ifndef PECIA_CORE_CURSOR_H
#define PECIA_CORE_CURSOR_H

#include "core/ledger.h"

/** A cursor before NODE of DOCUMENT. LEDGER gets the outcomes when VIEW holds PECIA_VIEW_COUNT; it may be NULL else.
 * NULL when memory ran out or NODE is not there. Free with pecia_cursor_close. When memory runs out later the cursor
 * ends and pecia_cursor_failed says so. */
pecia_cursor *pecia_cursor_new(const pecia_memory *memory, const pecia_document *document, pecia_ledger *ledger,
                               uint32_t node, uint32_t view);
/** True when the walk ended because memory ran out. */
int pecia_cursor_failed(const pecia_cursor *cursor);
void pecia_cursor_close(pecia_cursor *cursor);
pecia_event *pecia_cursor_next(pecia_cursor *cursor);
const pecia_event *pecia_cursor_peek(pecia_cursor *cursor);
void pecia_cursor_skip(pecia_cursor *cursor);
int32_t pecia_cursor_enter_note(pecia_cursor *cursor, uint32_t note);
void pecia_cursor_account(pecia_cursor *cursor, uint32_t node, uint32_t outcome, int32_t deep);
uint32_t pecia_cursor_ancestor(pecia_cursor *cursor, uint32_t up);

#endif
