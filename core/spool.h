/* SPDX-License-Identifier: MIT
 *
 * spool.h: large bytes that are needed later, kept in a temporary file and not in memory.
 *
 * The file has no name and is ours alone, so that nobody can shorten it under our maps. Bytes are looked at through a
 * map, and the memory of what was looked at can be given back at any time. Where no such file can be had, the caller
 * keeps the bytes in memory. A spool belongs to one thread; what it gave out may be read from many.
 */
#ifndef PECIA_CORE_SPOOL_H
#define PECIA_CORE_SPOOL_H

#include <stdint.h>

/** Fewer bytes than these are not worth a map. */
#define PECIA_SPOOL_LEAST (UINT64_C(256) << 10)

/** Zeroed: nothing in it yet. */
typedef struct pecia_spool {
    int fd; /* valid when OPEN */
    int open;
    uint64_t size;
} pecia_spool;

/** Keeps SIZE bytes of DATA, with a NUL behind them; NULL when that cannot be. Free with pecia_spool_drop. */
char *pecia_spool_add(pecia_spool *spool, const void *data, uint64_t size);
/** The same for the next SIZE bytes of the file FD. *ERROR is 1 when the file ended before, or could not be read. */
char *pecia_spool_add_file(pecia_spool *spool, int fd, uint64_t size, int *error);
/** Gives back the memory of DATA; it can be read as before. [any] */
void pecia_spool_rest(const char *data, uint64_t size);
/** Forgets DATA. */
void pecia_spool_drop(char *data, uint64_t size);
/** Closes the file. What was given out stays until it is dropped. */
void pecia_spool_close(pecia_spool *spool);

#endif
