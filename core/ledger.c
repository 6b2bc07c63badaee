/* SPDX-License-Identifier: MIT
 *
 * ledger.c: two bits a node, one count for each kind and outcome.
 */
#include "core/ledger.h"

#include "core/kinds.h"

enum { OUTCOMES = PECIA_DROPPED + 1 };
_Static_assert(OUTCOMES <= 4, "an outcome has two bits");

struct pecia_ledger {
    const pecia_memory *memory;
    const pecia_document *document;
    uint8_t *outcomes; /* two bits for each node */
    uint64_t count[PECIA_KIND_COUNT][OUTCOMES];
    uint32_t first[PECIA_KIND_COUNT][OUTCOMES];
};

pecia_ledger *pecia_ledger_new(const pecia_memory *memory, const pecia_document *document) {
    pecia_ledger *ledger = pecia_memory_new(memory, sizeof *ledger);
    if (!ledger)
        return NULL;
    ledger->memory = memory;
    ledger->document = document;
    ledger->outcomes = pecia_memory_new(memory, document->nodes.count / 4 + 1);
    if (!ledger->outcomes) {
        pecia_memory_free(memory, ledger);
        return NULL;
    }
    return ledger;
}

void pecia_ledger_free(pecia_ledger *ledger) {
    if (!ledger)
        return;
    pecia_memory_free(ledger->memory, ledger->outcomes);
    pecia_memory_free(ledger->memory, ledger);
}

static int is_hidden(uint32_t kind) {
    return kind != PECIA_NOTE && pecia_kind_get(kind)->class_ == PECIA_CLASS_HIDDEN;
}

/* The look of a mark lies inside its NOTE_REF and goes where that goes. */
static uint32_t behind(const pecia_document *document, uint32_t node) {
    const pecia_node *self = &document->nodes.at[node];
    return self->kind == PECIA_NOTE_REF ? self->end : node + 1;
}

static void account_one(pecia_ledger *ledger, uint32_t node, uint32_t outcome) {
    uint8_t *byte = &ledger->outcomes[node / 4];
    uint32_t at = node % 4 * 2;
    if (*byte >> at & 3)
        return;
    *byte |= (uint8_t)(outcome << at);
    uint32_t kind = ledger->document->nodes.at[node].kind;
    if (ledger->count[kind][outcome]++ == 0)
        ledger->first[kind][outcome] = node;
}

uint32_t pecia_ledger_outcome(const pecia_ledger *ledger, uint32_t node) {
    return ledger->outcomes[node / 4] >> node % 4 * 2 & 3;
}

void pecia_ledger_account(pecia_ledger *ledger, uint32_t node, uint32_t outcome, int deep) {
    const pecia_document *document = ledger->document;
    if (node < 1 || node >= document->nodes.count || outcome == PECIA_UNACCOUNTED || outcome >= OUTCOMES)
        return;
    if (!deep) {
        if (!is_hidden(document->nodes.at[node].kind))
            account_one(ledger, node, outcome);
        return;
    }
    uint32_t end = document->nodes.at[node].end;
    while (node < end) {
        if (is_hidden(document->nodes.at[node].kind)) {
            node = document->nodes.at[node].end;
            continue;
        }
        account_one(ledger, node, outcome);
        node = behind(document, node);
    }
}

void pecia_ledger_account_kinds(pecia_ledger *ledger, const uint8_t *outcomes) {
    const pecia_document *document = ledger->document;
    for (uint32_t node = 2; node < document->nodes.count;) { /* the root is always carried */
        uint32_t kind = document->nodes.at[node].kind;
        if (is_hidden(kind)) {
            node = document->nodes.at[node].end;
            continue;
        }
        if (pecia_ledger_outcome(ledger, node) == PECIA_UNACCOUNTED)
            account_one(ledger, node, outcomes[kind]);
        node = behind(document, node);
    }
}

void pecia_ledger_close(pecia_ledger *ledger) {
    static const uint8_t none[PECIA_KIND_COUNT] = {PECIA_UNACCOUNTED};
    pecia_ledger_account_kinds(ledger, none);
}

uint64_t pecia_ledger_count(const pecia_ledger *ledger, uint32_t kind, uint32_t outcome) {
    return kind < PECIA_KIND_COUNT && outcome < OUTCOMES ? ledger->count[kind][outcome] : 0;
}

uint32_t pecia_ledger_first(const pecia_ledger *ledger, uint32_t kind, uint32_t outcome) {
    return kind < PECIA_KIND_COUNT && outcome < OUTCOMES ? ledger->first[kind][outcome] : 0;
}

void pecia_ledger_raise(pecia_ledger *ledger, uint32_t node) {
    uint32_t kind = ledger->document->nodes.at[node].kind;
    if (pecia_ledger_outcome(ledger, node) != PECIA_DEGRADED)
        return;
    ledger->outcomes[node / 4] ^= (uint8_t)((PECIA_DEGRADED ^ PECIA_CARRIED) << node % 4 * 2);
    ledger->count[kind][PECIA_DEGRADED]--;
    ledger->count[kind][PECIA_CARRIED]++;
}
