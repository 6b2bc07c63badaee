/* SPDX-License-Identifier: MIT
 *
 * walk.c: see walk.h.
 */
#include "core/walk.h"

#include "core/kinds.h"

enum { MOST_NOTES = 1000 }; /* notes open within notes; the search for a note that is open already stays short */

/* A note body is met only as the root of its frame; other hidden nodes only on request. */
static int is_passed(const pecia_walk *walk, const pecia_node *node, uint32_t index) {
    if (node->kind == PECIA_NOTE)
        return index != walk->top.root;
    return !walk->hidden && pecia_kind_get(node->kind)->class_ == PECIA_CLASS_HIDDEN && index != walk->top.root;
}

static void fill(const pecia_walk *walk, uint32_t index, uint8_t type, pecia_event *event) {
    const pecia_node *node = &walk->document->nodes.at[index];
    *event = (pecia_event){.type = type, .kind = node->kind, .node = index, .depth = walk->top.depth};
    if (node->kind == PECIA_NOTE_REF || node->kind == PECIA_NOTE_SLOT || node->kind == PECIA_NOTE) {
        event->note = node->size;
        if (node->flags & PECIA_NODE_IN_PLACE)
            event->flags = PECIA_IN_PLACE;
    } else if (type == PECIA_LEAF && pecia_kind_is_text(node->kind)) {
        event->text = (pecia_str){walk->document->pool.at + node->text, node->size};
    }
}

static void leave(pecia_walk *walk) {
    uint32_t left = walk->top.open;
    walk->top.at = walk->document->nodes.at[left].end;
    walk->top.open = left == walk->top.root ? 0 : walk->document->nodes.at[left].parent;
    walk->top.depth--;
}

void pecia_walk_leave(pecia_walk *walk, uint32_t node) {
    while (walk->top.open >= node && walk->top.open)
        leave(walk);
}

void pecia_walk_next(pecia_walk *walk, pecia_event *event) {
    const pecia_node *nodes = walk->document->nodes.at;
    for (;;) {
        pecia_frame *top = &walk->top;
        if (top->open && top->at == nodes[top->open].end) {
            uint32_t left = top->open;
            leave(walk);
            fill(walk, left, PECIA_EXIT, event);
            return;
        }
        if (!top->open && top->at != top->root) {
            if (!walk->below_count) {
                *event = (pecia_event){.type = PECIA_END};
                return;
            }
            walk->top = walk->below[--walk->below_count];
            continue;
        }
        uint32_t index = top->at;
        const pecia_node *node = &nodes[index];
        if (is_passed(walk, node, index)) {
            top->at = node->end;
            continue;
        }
        uint8_t content = pecia_kind_get(node->kind)->content;
        if (content == PECIA_CONTENT_TEXT || content == PECIA_CONTENT_NOTHING) {
            top->at = node->end;
            fill(walk, index, PECIA_LEAF, event);
            return;
        }
        fill(walk, index, PECIA_ENTER, event);
        top->open = index;
        top->at = index + 1;
        top->depth++;
        return;
    }
}

int pecia_walk_enter_note(pecia_walk *walk, uint32_t note) {
    while (!walk->top.open && walk->top.at != walk->top.root && walk->below_count)
        walk->top = walk->below[--walk->below_count]; /* a note that was just left lies behind, not around */
    uint32_t body = note < walk->document->notes.count ? walk->document->notes.at[note].state.body : 0;
    if (!body || walk->failed || body == walk->top.root || walk->below_count >= MOST_NOTES)
        return 0;
    for (uint64_t i = 0; i < walk->below_count; i++)
        if (walk->below[i].root == body)
            return 0;
    if (walk->below_count == walk->below_capacity &&
        pecia_memory_grow(walk->memory, &walk->below, &walk->below_capacity, walk->below_count + 1,
                          sizeof *walk->below) != 0) {
        walk->failed = 1;
        return 0;
    }
    walk->below[walk->below_count++] = walk->top;
    walk->top = (pecia_frame){.at = body, .root = body, .depth = walk->top.depth};
    return 1;
}
