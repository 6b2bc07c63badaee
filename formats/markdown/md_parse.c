/* SPDX-License-Identifier: MIT
 *
 * md_parse.c: has cmark parse a piece. cmark takes its memory from an arena that is used again for the next piece and
 * has a budget; cmark would abort without memory, so the arena jumps back into md_parse() instead, over frames of cmark
 * that hold nothing but that memory. cmark_mem has no place for a context: the arena in use is known to its thread.
 */
#include <setjmp.h>

#include "md_reader.h"

#define FIRST_BLOCK UINT64_C(16384)

typedef struct block {
    struct block *next;
    uint64_t size;
    uint64_t used;
    uint64_t reserved;
} block;

struct md_arena {
    const pecia_host *host;
    pecia_job *job;
    block *first, *current;
    uint64_t total; /* bytes handed out for this piece */
    uint64_t budget;
    bool is_budget; /* the budget ran out, not memory */
    jmp_buf out;
};

static _Thread_local struct md_arena *active __attribute__((tls_model("initial-exec"))); /* needs no memory later */

/* Bytes of SIZE, rounded up, behind a head that holds the size. */
static void *take(struct md_arena *arena, uint64_t size) {
    uint64_t whole = ((size + 15) & ~UINT64_C(15)) + 16;
    if (size > UINT64_MAX / 4 || arena->total + whole > arena->budget) {
        arena->is_budget = true;
        longjmp(arena->out, 1);
    }
    while (arena->current && arena->current->size - arena->current->used < whole && arena->current->next) {
        arena->current = arena->current->next;
        arena->current->used = 0;
    }
    block *at = arena->current;
    if (!at || at->size - at->used < whole) {
        uint64_t wanted = at ? at->size * 2 : FIRST_BLOCK;
        wanted = wanted > 64 * FIRST_BLOCK ? 64 * FIRST_BLOCK : wanted;
        wanted = wanted < whole ? whole : wanted;
        block *made = arena->host->job->alloc(arena->job, sizeof(block) + wanted);
        if (!made) {
            longjmp(arena->out, 1);
        }
        made->size = wanted;
        if (at) {
            at->next = made;
        } else {
            arena->first = made;
        }
        arena->current = at = made;
    }
    char *found = (char *)(at + 1) + at->used;
    at->used += whole;
    arena->total += whole;
    memcpy(found, &whole, sizeof whole);
    return found + 16;
}

static void *arena_calloc(size_t count, size_t size) {
    if (size > 0 && count > SIZE_MAX / size) {
        count = SIZE_MAX / 4 / size;
    }
    void *made = take(active, (uint64_t)count * size);
    return memset(made, 0, count * size);
}

static void *arena_realloc(void *old, size_t size) {
    uint64_t whole = 0;
    if (old) {
        memcpy(&whole, (char *)old - 16, sizeof whole);
        block *at = active->current;
        uint64_t wanted = (((uint64_t)size + 15) & ~UINT64_C(15)) + 16;
        if (wanted <= whole) {
            return old;
        }
        bool is_last = (char *)old - 16 + whole == (char *)(at + 1) + at->used;
        if (is_last && wanted - whole <= at->size - at->used && active->total + wanted - whole <= active->budget) {
            at->used += wanted - whole;
            active->total += wanted - whole;
            memcpy((char *)old - 16, &wanted, sizeof wanted);
            return old;
        }
    }
    void *made = take(active, size);
    if (old) {
        memcpy(made, old, whole - 16 < size ? whole - 16 : size);
    }
    return made;
}

static void arena_free(void *old) {
    (void)old;
}

/* Parses the piece; NULL when the arena was left by its jump. */
static cmark_node *parse(md_reader *reader) {
    static const cmark_mem memory = {arena_calloc, arena_realloc, arena_free};
    struct md_arena *arena = reader->arena;
    cmark_node *root = NULL;
    active = arena;
    if (setjmp(arena->out) == 0) {
        cmark_mem mine = memory;
        cmark_mem *kept = take(arena, sizeof mine); /* nodes keep a pointer to it */
        *kept = mine;
        cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, kept);
        cmark_parser_feed(parser, reader->piece.data, (size_t)reader->piece.size);
        root = cmark_parser_finish(parser);
    }
    active = NULL;
    return root;
}

int32_t md_parse(md_reader *reader) {
    const pecia_host *host = reader->host;
    if (!reader->arena) {
        reader->arena = host->job->alloc(reader->job, sizeof *reader->arena);
        if (!reader->arena) {
            return PECIA_ERR_MEMORY;
        }
        reader->arena->host = host;
        reader->arena->job = reader->job;
    }
    struct md_arena *arena = reader->arena;
    arena->current = arena->first;
    if (arena->first) {
        arena->first->used = 0;
    }
    arena->total = 0;
    arena->is_budget = false;
    arena->budget = reader->piece.size * 400 + UINT64_C(4) * 1024 * 1024;
    if (reader->piece.status < 0) {
        return reader->piece.status;
    }
    if (reader->piece.size == 0) {
        return PECIA_OK;
    }
    cmark_node *root = parse(reader);
    if (!root && arena->is_budget) {
        pecia_place place = md_place(md_piece_line(reader, reader->definition_lines + 1));
        return host->job->limit_met(reader->job, PECIA_LIMIT_SCRATCH, &place);
    }
    if (!root) {
        return PECIA_ERR_MEMORY;
    }
    reader->has_tags = memchr(reader->piece.data, '<', (size_t)reader->piece.size) != NULL;
    return md_blocks(reader, root);
}
