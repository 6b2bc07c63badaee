/* SPDX-License-Identifier: MIT
 *
 * memory.h: the only door to the heap for core and host.
 *
 * Every object of core takes a pecia_memory at its birth and keeps the pointer. The allocator can be replaced (the
 * tests make the n-th allocation fail) and counts what it hands out.
 */
#ifndef PECIA_CORE_MEMORY_H
#define PECIA_CORE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/** An allocator. RESIZE follows realloc: NULL in OLD allocates, SIZE 0 frees and returns NULL. Not for several threads
 *  at once unless RESIZE and CONTEXT are. */
typedef struct pecia_memory {
    void *(*resize)(void *context, void *old, size_t size);
    void *context;
} pecia_memory;

/** The C library's allocator. [any] */
const pecia_memory *pecia_memory_default(void);

/** SIZE bytes, zeroed; NULL when memory ran out. Free with pecia_memory_free. */
void *pecia_memory_new(const pecia_memory *memory, size_t size);
/** Frees POINTER; NULL is allowed. */
void pecia_memory_free(const pecia_memory *memory, void *pointer);
/** Makes *ARRAY, of elements of ELEMENT bytes, long enough for NEED of them; *CAPACITY is its present length. Grows by
 * half. Returns 0, or -1 when memory ran out (the array is as before). */
int pecia_memory_grow(const pecia_memory *memory, void *array, uint64_t *capacity, uint64_t need, size_t element);

/** Memory that is freed all at once. Blocks never move. */
typedef struct pecia_arena pecia_arena;

/** A new arena that hands out at most LIMIT bytes (0: no limit); NULL when memory ran out. */
pecia_arena *pecia_arena_new(const pecia_memory *memory, uint64_t limit);
/** SIZE bytes, zeroed and aligned for anything; NULL when memory or the limit ran out. */
void *pecia_arena_alloc(pecia_arena *arena, uint64_t size);
/** A copy of SIZE bytes at DATA with a NUL behind it; NULL when memory or the limit ran out. */
char *pecia_arena_copy(pecia_arena *arena, const void *data, uint64_t size);
/** Bytes handed out so far. */
uint64_t pecia_arena_used(const pecia_arena *arena);
void pecia_arena_free(pecia_arena *arena);

#endif
