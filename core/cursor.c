/* SPDX-License-Identifier: MIT
 *
 * cursor.c: a walk in one of the views, with one event of look-ahead, notes on demand, and the ledger kept.
 */
#include "core/cursor.h"

#include "core/flow.h"

/* What was already seen ahead when a note was entered; it is shown behind the note. */
typedef struct waiting {
    uint32_t body;
    uint8_t has_ahead, holding;
    pecia_event ahead, held;
} waiting;

struct pecia_cursor {
    const pecia_memory *memory;
    pecia_walk walk;
    pecia_flow flow;
    uint32_t view;
    pecia_ledger *ledger; /* NULL: outcomes do not count */
    pecia_event event;    /* the one last shown */
    pecia_event ahead;
    uint8_t has_ahead;
    waiting *notes;
    uint64_t note_count, note_capacity;
};

pecia_cursor *pecia_cursor_new(const pecia_memory *memory, const pecia_document *document, pecia_ledger *ledger,
                               uint32_t node, uint32_t view) {
    if (node < 1 || node >= document->nodes.count)
        return NULL;
    pecia_cursor *cursor = pecia_memory_new(memory, sizeof *cursor);
    if (!cursor)
        return NULL;
    cursor->memory = memory;
    cursor->view = view;
    cursor->ledger = view & PECIA_VIEW_COUNT ? ledger : NULL;
    cursor->walk = (pecia_walk){.memory = memory, .document = document};
    cursor->walk.hidden = (view & PECIA_VIEW_HIDDEN) && !(view & PECIA_VIEW_FLOW);
    cursor->walk.top = (pecia_frame){.at = node, .root = node};
    cursor->flow = (pecia_flow){.memory = memory, .walk = &cursor->walk, .ledger = cursor->ledger};
    return cursor;
}

int pecia_cursor_failed(const pecia_cursor *cursor) {
    return cursor->walk.failed;
}

void pecia_cursor_close(pecia_cursor *cursor) {
    if (!cursor)
        return;
    pecia_memory_free(cursor->memory, cursor->walk.below);
    pecia_memory_free(cursor->memory, cursor->flow.stack);
    pecia_memory_free(cursor->memory, cursor->notes);
    pecia_memory_free(cursor->memory, cursor);
}

static void step(pecia_cursor *cursor, pecia_event *event) {
    if (cursor->view & PECIA_VIEW_FLOW)
        pecia_flow_next(&cursor->flow, event);
    else
        pecia_walk_next(&cursor->walk, event);
}

/* The outcome that the writer set on the event last shown; set once, so that a second look does not count. */
static void keep_account(pecia_cursor *cursor) {
    pecia_event *event = &cursor->event;
    if (cursor->ledger && event->outcome && event->node && !(event->flags & PECIA_CONTINUED) &&
        (event->type == PECIA_ENTER || event->type == PECIA_LEAF))
        pecia_ledger_account(cursor->ledger, event->node, event->outcome, 0);
    event->outcome = PECIA_UNACCOUNTED;
}

/* Behind the EXIT of an entered note comes what had been seen ahead of it. */
static void after_note(pecia_cursor *cursor) {
    if (cursor->event.type != PECIA_EXIT || !cursor->note_count ||
        cursor->notes[cursor->note_count - 1].body != cursor->event.node)
        return;
    const waiting *back = &cursor->notes[--cursor->note_count];
    cursor->has_ahead = back->has_ahead;
    cursor->ahead = back->ahead;
    cursor->flow.holding = back->holding;
    cursor->flow.held = back->held;
}

pecia_event *pecia_cursor_next(pecia_cursor *cursor) {
    keep_account(cursor);
    if (cursor->has_ahead) {
        cursor->event = cursor->ahead;
        cursor->has_ahead = 0;
    } else {
        step(cursor, &cursor->event);
    }
    after_note(cursor);
    return &cursor->event;
}

const pecia_event *pecia_cursor_peek(pecia_cursor *cursor) {
    if (!cursor->has_ahead) {
        step(cursor, &cursor->ahead);
        cursor->has_ahead = 1;
    }
    return &cursor->ahead;
}

/* An implied paragraph is no node, so nothing can be jumped over. */
static void skip_implied(pecia_cursor *cursor) {
    uint32_t depth = cursor->event.depth, outcome = cursor->event.outcome;
    for (;;) {
        pecia_event *event = pecia_cursor_next(cursor);
        event->outcome = (uint8_t)outcome;
        if (event->type == PECIA_END || (event->type == PECIA_EXIT && event->depth <= depth))
            return;
    }
}

void pecia_cursor_skip(pecia_cursor *cursor) {
    pecia_event event = cursor->event;
    if (event.type != PECIA_ENTER)
        return;
    if (!event.node) {
        skip_implied(cursor);
        return;
    }
    if (cursor->ledger)
        pecia_ledger_account(cursor->ledger, event.node, event.outcome, 1);
    cursor->event.type = PECIA_END;
    int over = cursor->has_ahead && cursor->ahead.type == PECIA_EXIT && cursor->ahead.node == event.node &&
               !(cursor->ahead.flags & PECIA_BROKEN);
    cursor->has_ahead = 0;
    if (over)
        ; /* its EXIT was seen ahead */
    else if (cursor->view & PECIA_VIEW_FLOW)
        pecia_flow_leave(&cursor->flow, event.node, event.depth);
    else
        pecia_walk_leave(&cursor->walk, event.node);
    if (event.kind == PECIA_NOTE) {
        cursor->event = (pecia_event){.type = PECIA_EXIT, .kind = PECIA_NOTE, .node = event.node};
        after_note(cursor);
        cursor->event.type = PECIA_END;
    }
}

int32_t pecia_cursor_enter_note(pecia_cursor *cursor, uint32_t note) {
    if (cursor->note_count == cursor->note_capacity &&
        pecia_memory_grow(cursor->memory, &cursor->notes, &cursor->note_capacity, cursor->note_count + 1,
                          sizeof *cursor->notes) != 0) {
        cursor->walk.failed = 1;
        return 0;
    }
    if (!pecia_walk_enter_note(&cursor->walk, note))
        return 0;
    cursor->notes[cursor->note_count++] = (waiting){.body = cursor->walk.top.root,
                                                    .has_ahead = cursor->has_ahead,
                                                    .holding = cursor->flow.holding,
                                                    .ahead = cursor->ahead,
                                                    .held = cursor->flow.held};
    cursor->has_ahead = 0;
    cursor->flow.holding = 0;
    return 1;
}

void pecia_cursor_account(pecia_cursor *cursor, uint32_t node, uint32_t outcome, int32_t deep) {
    if (cursor->ledger)
        pecia_ledger_account(cursor->ledger, node, outcome, deep);
}

static uint32_t ancestor(const pecia_cursor *cursor, uint32_t up) {
    if (cursor->view & PECIA_VIEW_FLOW)
        return pecia_flow_ancestor(&cursor->flow, up);
    uint32_t node = cursor->walk.top.open;
    for (; node && up; up--)
        node = cursor->walk.document->nodes.at[node].parent;
    return node;
}

uint32_t pecia_cursor_ancestor(pecia_cursor *cursor, uint32_t up) {
    int inside = cursor->event.type == PECIA_ENTER && cursor->event.node && ancestor(cursor, 0) == cursor->event.node;
    return ancestor(cursor, up + (uint32_t)inside);
}
