/* SPDX-License-Identifier: MIT
 *
 * tracked.c: an allocator that remembers what is not freed yet.
 */
#include "plugins/host/tracked.h"

#include <stddef.h>

/** Stands before each block; the union aligns what is behind it for anything. */
typedef union block_head {
    pecia_tracked_block block;
    max_align_t align;
} block_head;

static void unlink_block(pecia_tracked_block *block) {
    block->before->after = block->after;
    block->after->before = block->before;
}

static void link_block(pecia_tracked *tracked, pecia_tracked_block *block) {
    block->before = &tracked->list;
    block->after = tracked->list.after;
    block->after->before = block;
    tracked->list.after = block;
}

static void *resize(void *context, void *old, size_t size) {
    pecia_tracked *tracked = context;
    block_head *head = old ? (block_head *)old - 1 : NULL;
    if (head)
        unlink_block(&head->block);
    if (size == 0) {
        if (head)
            tracked->parent->resize(tracked->parent->context, head, 0);
        return NULL;
    }
    block_head *moved = size <= SIZE_MAX - sizeof *head
                            ? tracked->parent->resize(tracked->parent->context, head, size + sizeof *head)
                            : NULL;
    tracked->failed = tracked->failed || !moved;
    if (moved || head)
        link_block(tracked, moved ? &moved->block : &head->block);
    return moved ? moved + 1 : NULL;
}

void pecia_tracked_start(pecia_tracked *tracked, const pecia_memory *parent) {
    *tracked = (pecia_tracked){.memory = {resize, tracked}, .parent = parent};
    tracked->list.before = tracked->list.after = &tracked->list;
}

void pecia_tracked_end(pecia_tracked *tracked) {
    while (tracked->list.after != &tracked->list) {
        pecia_tracked_block *block = tracked->list.after;
        unlink_block(block);
        tracked->parent->resize(tracked->parent->context, block, 0);
    }
}
