/* SPDX-License-Identifier: MIT
 *
 * flow.c: see flow.h. Each call shows one event; a raw event that needs others before it is held until they are out.
 */
#include "core/flow.h"

#include "core/kinds.h"

static pecia_flow_entry *base_of(const pecia_flow *flow) {
    return &flow->stack[flow->base];
}

static int is_block(uint8_t kind) {
    uint8_t class_ = pecia_kind_get(kind)->class_;
    return class_ == PECIA_CLASS_FLOW || class_ == PECIA_CLASS_PHRASE || class_ == PECIA_CLASS_ROOT ||
           kind == PECIA_NOTE || kind == PECIA_HIDDEN_BLOCK;
}

static int is_code(uint8_t kind) {
    return kind == PECIA_CODE || kind == PECIA_CODE_BLOCK;
}

static int is_blank(const pecia_event *event) {
    if (event->kind == PECIA_SOFT_BREAK)
        return 1;
    if (event->kind != PECIA_TEXT)
        return 0;
    for (uint64_t i = 0; i < event->text.size; i++) {
        char c = event->text.data[i];
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
            return 0;
    }
    return 1;
}

static int something_shown(const pecia_flow *flow) {
    return base_of(flow)->is_phrase ? base_of(flow)->is_shown : flow->implied;
}

static void account(pecia_flow *flow, uint32_t node, uint32_t outcome) {
    if (flow->ledger)
        pecia_ledger_account(flow->ledger, node, outcome, 0);
}

static int show(pecia_flow *flow, pecia_event *event, uint8_t type, const pecia_flow_entry *entry, unsigned flags) {
    int implied = !entry || entry->is_implied;
    if (type == PECIA_EXIT)
        flow->depth--;
    *event = (pecia_event){.type = type,
                           .flags = (uint8_t)(flags | (implied ? (unsigned)PECIA_IMPLIED : 0)),
                           .kind = implied ? (uint8_t)PECIA_PARAGRAPH : entry->kind,
                           .node = implied ? 0 : entry->node,
                           .depth = flow->depth};
    if (type == PECIA_ENTER)
        flow->depth++;
    return 1;
}

static int show_held(pecia_flow *flow, pecia_event *event) {
    if (flow->held.type == PECIA_EXIT)
        flow->depth--;
    *event = flow->held;
    event->depth = flow->depth;
    if (flow->held.type == PECIA_ENTER)
        flow->depth++;
    flow->holding = 0;
    return 1;
}

/* Opens the next thing that must be open before inline content can be shown; 0 when all is. */
static int open_one(pecia_flow *flow, pecia_event *event) {
    pecia_flow_entry *base = base_of(flow);
    if (base->is_phrase && !base->is_shown) {
        unsigned flags = base->seen ? PECIA_CONTINUED : 0;
        if (base->seen && base->kind == PECIA_HEADING)
            base->is_implied = 1; /* one heading stays one: what follows a block in it is a paragraph */
        base->is_shown = base->seen = 1;
        return show(flow, event, PECIA_ENTER, base, flags);
    }
    if (!base->is_phrase && !flow->implied) {
        flow->implied = 1;
        return show(flow, event, PECIA_ENTER, NULL, 0);
    }
    if (flow->base + flow->shown + 1 >= flow->count)
        return 0;
    pecia_flow_entry *entry = &flow->stack[flow->base + ++flow->shown];
    unsigned flags = entry->seen ? PECIA_CONTINUED : 0;
    entry->seen = 1;
    return show(flow, event, PECIA_ENTER, entry, flags);
}

/* Closes the next thing that must be closed before a block can be shown; 0 when all is. */
static int close_one(pecia_flow *flow, pecia_event *event) {
    if (flow->shown) {
        pecia_flow_entry *entry = &flow->stack[flow->base + flow->shown--];
        entry->broken = 1;
        return show(flow, event, PECIA_EXIT, entry, PECIA_BROKEN);
    }
    for (uint64_t i = flow->base + 1; i < flow->count; i++)
        flow->stack[i].broken = 1;
    pecia_flow_entry *base = base_of(flow);
    if (base->is_phrase) {
        base->broken = 1;
        if (!base->is_shown)
            return 0;
        base->is_shown = 0;
        return show(flow, event, PECIA_EXIT, base, PECIA_BROKEN);
    }
    if (!flow->implied)
        return 0;
    flow->implied = 0;
    return show(flow, event, PECIA_EXIT, NULL, 0);
}

static int push(pecia_flow *flow, int as_base) {
    if (flow->count == flow->capacity &&
        pecia_memory_grow(flow->memory, &flow->stack, &flow->capacity, flow->count + 1, sizeof *flow->stack) != 0) {
        flow->walk->failed = 1;
        return -1;
    }
    uint8_t kind = flow->held.kind;
    flow->stack[flow->count++] =
        (pecia_flow_entry){.node = flow->held.node,
                           .kind = kind,
                           .is_phrase = as_base && pecia_kind_get(kind)->class_ == PECIA_CLASS_PHRASE,
                           .saved_base = flow->base,
                           .saved_shown = flow->shown,
                           .saved_implied = flow->implied};
    flow->code += (uint32_t)is_code(kind);
    if (as_base) {
        flow->base = (uint32_t)flow->count - 1;
        flow->shown = 0;
        flow->implied = 0;
    }
    return 0;
}

static void pop(pecia_flow *flow) {
    pecia_flow_entry *entry = &flow->stack[--flow->count];
    flow->code -= (uint32_t)is_code(entry->kind);
    if (flow->count == flow->base) {
        flow->base = entry->saved_base;
        flow->shown = entry->saved_shown;
        flow->implied = entry->saved_implied;
    } else if (flow->shown > flow->count - 1 - flow->base) {
        flow->shown--;
    }
}

static int end(pecia_event *event) {
    *event = (pecia_event){.type = PECIA_END};
    return 1;
}

/* Each of these returns 1 when EVENT was filled, 0 to go on. */
static int at_enter(pecia_flow *flow, pecia_event *event) {
    int block = is_block(flow->held.kind);
    if (block && flow->held.kind != PECIA_NOTE && flow->count && close_one(flow, event))
        return 1;
    if (push(flow, block) != 0)
        return end(event);
    if (block && !base_of(flow)->is_phrase)
        return show_held(flow, event);
    flow->holding = 0;
    return 0;
}

static int at_leaf(pecia_flow *flow, pecia_event *event) {
    uint8_t class_ = pecia_kind_get(flow->held.kind)->class_;
    if (!flow->count)
        return show_held(flow, event);
    if (class_ == PECIA_CLASS_FLOW)
        return close_one(flow, event) || show_held(flow, event);
    int is_bare = flow->base + 1 == flow->count; /* in no inline */
    if (class_ == PECIA_CLASS_POINT && is_bare && !base_of(flow)->is_phrase && !flow->implied)
        return show_held(flow, event);
    if (!flow->code && !something_shown(flow) && is_blank(&flow->held)) {
        account(flow, flow->held.node, PECIA_CARRIED);
        flow->holding = 0;
        return 0;
    }
    return open_one(flow, event) || show_held(flow, event);
}

static int at_exit_inline(pecia_flow *flow, pecia_event *event) {
    pecia_flow_entry *entry = &flow->stack[flow->count - 1];
    if (!entry->seen && !entry->broken)
        return open_one(flow, event); /* an empty inline */
    int shown = flow->count - 1 - flow->base <= flow->shown;
    if (!entry->seen)
        account(flow, entry->node, PECIA_DEGRADED);
    pop(flow);
    if (shown)
        return show_held(flow, event);
    flow->holding = 0;
    return 0;
}

static int at_exit_phrase(pecia_flow *flow, pecia_event *event) {
    pecia_flow_entry *entry = base_of(flow);
    if (!entry->seen && !entry->broken)
        return open_one(flow, event); /* an empty phrase */
    if (entry->is_shown) {
        show(flow, event, PECIA_EXIT, entry, 0);
        pop(flow);
        flow->holding = 0;
        return 1;
    }
    if (!entry->seen)
        account(flow, entry->node, PECIA_CARRIED); /* nothing but blocks: they stand for it */
    pop(flow);
    flow->holding = 0;
    return 0;
}

static int at_exit(pecia_flow *flow, pecia_event *event) {
    if (flow->base + 1 < flow->count)
        return at_exit_inline(flow, event);
    if (base_of(flow)->is_phrase)
        return at_exit_phrase(flow, event);
    if (flow->implied) {
        flow->implied = 0;
        return show(flow, event, PECIA_EXIT, NULL, 0);
    }
    pop(flow);
    return show_held(flow, event);
}

void pecia_flow_next(pecia_flow *flow, pecia_event *event) {
    for (int shown = 0; !shown;) {
        if (flow->walk->failed) {
            end(event);
            return;
        }
        if (!flow->holding) {
            pecia_walk_next(flow->walk, &flow->held);
            flow->holding = 1;
        }
        switch (flow->held.type) {
        case PECIA_ENTER: shown = at_enter(flow, event); break;
        case PECIA_LEAF: shown = at_leaf(flow, event); break;
        case PECIA_EXIT: shown = at_exit(flow, event); break;
        default: shown = end(event); break;
        }
    }
}

void pecia_flow_leave(pecia_flow *flow, uint32_t node, uint32_t depth) {
    while (flow->count) {
        uint32_t left = flow->stack[flow->count - 1].node;
        pop(flow);
        if (left == node)
            break;
    }
    flow->depth = depth;
    flow->holding = 0;
    pecia_walk_leave(flow->walk, node);
}

uint32_t pecia_flow_ancestor(const pecia_flow *flow, uint32_t up) {
    uint64_t base = flow->base, shown = flow->shown;
    for (uint64_t i = flow->count; i-- > 0;) {
        const pecia_flow_entry *entry = &flow->stack[i];
        int is_shown = i == base ? !entry->is_phrase || (entry->is_shown && !entry->is_implied) : i - base <= shown;
        if (i == base) {
            base = entry->saved_base;
            shown = entry->saved_shown;
        }
        if (is_shown && up-- == 0)
            return entry->node;
    }
    return 0;
}
