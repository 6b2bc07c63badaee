/* SPDX-License-Identifier: MIT
 *
 * memory.c: the allocator's door and the arena, a list of chunks that is freed at once.
 */
#include "core/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { CHUNK_FIRST = 16 * 1024, CHUNK_LAST = 1024 * 1024, ALIGNMENT = 16, ARRAY_FIRST = 16 };
enum {
    LARGE = 4 << 20,
    LARGE_PAGE = 2 << 20
}; /* bytes: blocks that are worth large pages; size of one on common machines */

typedef struct chunk {
    struct chunk *next;
    uint64_t size; /* bytes of data */
    uint64_t used;
    uint64_t padding; /* keeps data aligned for anything */
    char data[];
} chunk;

_Static_assert(offsetof(chunk, data) % ALIGNMENT == 0, "chunk data is aligned for anything");
_Static_assert(_Alignof(max_align_t) <= ALIGNMENT, "the alignment does for anything");

struct pecia_arena {
    const pecia_memory *memory;
    uint64_t limit; /* UINT64_MAX: none */
    uint64_t used;
    chunk *current; /* the one that small pieces come from; the list begins here */
};

/* A large block that is made at its full size is filled from its beginning: with large pages the kernel is asked for
 * memory a hundred times less often. Blocks that grow step by step are left alone, since they move. It is a wish, so
 * its result does not matter. */
static void *new_large(size_t size) {
    void *block = NULL;
    if (posix_memalign(&block, LARGE_PAGE, size) != 0)
        return NULL;
    (void)madvise(block, size & ~(size_t)(LARGE_PAGE - 1), MADV_HUGEPAGE);
    return block;
}

static void *resize_default(void *context, void *old, size_t size) {
    (void)context;
    if (size == 0) {
        free(old);
        return NULL;
    }
    return !old && size >= LARGE ? new_large(size) : realloc(old, size);
}

const pecia_memory *pecia_memory_default(void) {
    static const pecia_memory memory = {resize_default, NULL};
    return &memory;
}

void *pecia_memory_new(const pecia_memory *memory, size_t size) {
    void *pointer = memory->resize(memory->context, NULL, size ? size : 1);
    return pointer ? memset(pointer, 0, size) : NULL;
}

void pecia_memory_free(const pecia_memory *memory, void *pointer) {
    if (pointer)
        memory->resize(memory->context, pointer, 0);
}

int pecia_memory_grow(const pecia_memory *memory, void *array, uint64_t *capacity, uint64_t need, size_t element) {
    void *old, *grown;
    if (need <= *capacity)
        return 0;
    if (need > PTRDIFF_MAX / element)
        return -1;
    uint64_t wanted = *capacity + *capacity / 2; /* no overflow: CAPACITY elements are in memory */
    if (wanted < ARRAY_FIRST)
        wanted = ARRAY_FIRST;
    if (wanted < need || wanted > PTRDIFF_MAX / element)
        wanted = need;
    memcpy(&old, array, sizeof old); /* ARRAY points to a pointer of any type */
    if (*capacity < wanted / 8) {    /* now the full size is known: a new block, which may be a large one */
        grown = memory->resize(memory->context, NULL, (size_t)wanted * element);
        if (grown && old)
            memcpy(grown, old, (size_t)*capacity * element);
        if (grown)
            pecia_memory_free(memory, old);
    } else {
        grown = memory->resize(memory->context, old, (size_t)wanted * element);
    }
    if (!grown)
        return -1;
    memcpy(array, &grown, sizeof grown);
    *capacity = wanted;
    return 0;
}

pecia_arena *pecia_arena_new(const pecia_memory *memory, uint64_t limit) {
    pecia_arena *arena = pecia_memory_new(memory, sizeof *arena);
    if (!arena)
        return NULL;
    arena->memory = memory;
    arena->limit = limit ? limit : UINT64_MAX;
    return arena;
}

/* True for chunks that come zeroed: the kernel gives such memory when it is touched, so that what is never used of a
 * generous piece costs nothing. */
static bool comes_zeroed(const pecia_arena *arena, uint64_t size) {
    return size >= LARGE && arena->memory->resize == resize_default;
}

static chunk *new_zeroed(size_t size) {
    chunk *made = calloc(1, size);
    uintptr_t from = ((uintptr_t)made + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    uintptr_t to = ((uintptr_t)made + size) / LARGE_PAGE * LARGE_PAGE;
    if (made && to > from)
        (void)madvise((void *)from, to - from, MADV_HUGEPAGE);
    return made;
}

static chunk *chunk_new(pecia_arena *arena, uint64_t size) {
    if (size > PTRDIFF_MAX - sizeof(chunk))
        return NULL;
    chunk *made = comes_zeroed(arena, size)
                      ? new_zeroed(sizeof(chunk) + (size_t)size)
                      : arena->memory->resize(arena->memory->context, NULL, sizeof(chunk) + (size_t)size);
    if (made)
        *made = (chunk){.size = size};
    return made;
}

/* A piece that does not fit gets a new current chunk, or, when it is large, one of its own behind the current. */
static void *take_from_new_chunk(pecia_arena *arena, uint64_t size) {
    uint64_t usual = CHUNK_FIRST;
    if (arena->current)
        usual = arena->current->size < CHUNK_LAST / 2 ? arena->current->size * 2 : CHUNK_LAST;
    bool own = arena->current && size > usual / 4;
    chunk *made = chunk_new(arena, own || size > usual ? size : usual);
    if (!made)
        return NULL;
    made->used = size;
    if (own) {
        made->next = arena->current->next;
        arena->current->next = made;
    } else {
        made->next = arena->current;
        arena->current = made;
    }
    return made->data;
}

/* SIZE bytes at a multiple of ALIGN (1 or ALIGNMENT), not zeroed. */
static void *take(pecia_arena *arena, uint64_t size, uint64_t align) {
    if (size > arena->limit - arena->used)
        return NULL;
    chunk *current = arena->current;
    uint64_t start = current ? (current->used + align - 1) & ~(align - 1) : 0;
    void *piece;
    if (current && start <= current->size && size <= current->size - start) {
        piece = current->data + start;
        current->used = start + size;
    } else {
        piece = take_from_new_chunk(arena, size);
        if (!piece)
            return NULL;
    }
    arena->used += size;
    return piece;
}

void *pecia_arena_alloc(pecia_arena *arena, uint64_t size) {
    void *piece = take(arena, size, ALIGNMENT); /* a piece as large as those that come zeroed has a chunk of its own */
    return piece && !comes_zeroed(arena, size) ? memset(piece, 0, (size_t)size) : piece;
}

char *pecia_arena_copy(pecia_arena *arena, const void *data, uint64_t size) {
    char *copy = size < UINT64_MAX ? take(arena, size + 1, 1) : NULL;
    if (!copy)
        return NULL;
    if (size)
        memcpy(copy, data, (size_t)size);
    copy[size] = '\0';
    return copy;
}

uint64_t pecia_arena_used(const pecia_arena *arena) {
    return arena->used;
}

void pecia_arena_free(pecia_arena *arena) {
    if (!arena)
        return;
    for (chunk *each = arena->current; each;) {
        chunk *next = each->next;
        pecia_memory_free(arena->memory, each);
        each = next;
    }
    pecia_memory_free(arena->memory, arena);
}
