/* SPDX-License-Identifier: MIT
 *
 * ledger.h: what became of every visible node in a conversion.
 *
 * Visible is what is no comment, instruction, ignorable space or hidden block and lies in none; the bodies of notes are
 * visible. A node is accounted once, the first outcome holds. One ledger belongs to one write call and one thread.
 */
#ifndef PECIA_CORE_LEDGER_H
#define PECIA_CORE_LEDGER_H

#include "core/document.h"

typedef struct pecia_ledger pecia_ledger;

/** A ledger for DOCUMENT, which must outlive it; NULL when memory ran out. Takes two bits for each node. */
pecia_ledger *pecia_ledger_new(const pecia_memory *memory, const pecia_document *document);
void pecia_ledger_free(pecia_ledger *ledger);
/** Gives NODE, and with DEEP all inside it, OUTCOME (enum pecia_outcome). PECIA_UNACCOUNTED changes nothing. */
void pecia_ledger_account(pecia_ledger *ledger, uint32_t node, uint32_t outcome, int deep);
/** Gives every visible node that has none the outcome that OUTCOMES (PECIA_KIND_COUNT of them) has for its kind. */
void pecia_ledger_account_kinds(pecia_ledger *ledger, const uint8_t *outcomes);
/** Counts the visible nodes that have no outcome. Call once, after the writer is done, before the counts are read. */
void pecia_ledger_close(pecia_ledger *ledger);
/** What became of NODE: enum pecia_outcome. NODE is one of the document's. */
uint32_t pecia_ledger_outcome(const pecia_ledger *ledger, uint32_t node);
/** Makes a degraded NODE a carried one: what made it plainer came along after all. */
void pecia_ledger_raise(pecia_ledger *ledger, uint32_t node);
/** How many nodes of KIND got OUTCOME. */
uint64_t pecia_ledger_count(const pecia_ledger *ledger, uint32_t kind, uint32_t outcome);
/** The first node of KIND that got OUTCOME, 0 for none. */
uint32_t pecia_ledger_first(const pecia_ledger *ledger, uint32_t kind, uint32_t outcome);

#endif
