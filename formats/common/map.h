/* SPDX-License-Identifier: MIT
 *
 * map.h: a table from texts to numbers on the scratch memory of a job; nothing is ever taken out.
 *
 * Keys are borrowed: they must live as long as the map. For the thread of the job.
 */
#ifndef PECIA_FORMATS_COMMON_MAP_H
#define PECIA_FORMATS_COMMON_MAP_H

#include "common/str.h"

typedef struct pecia_map_entry {
    pecia_str key; /* absent: free */
    uint32_t value;
    uint32_t hash;
} pecia_map_entry;

typedef struct pecia_map {
    const pecia_host *host;
    pecia_job *job;
    pecia_map_entry *entries; /* a power of two of them, at most half in use */
    uint64_t capacity;
    uint64_t count;
} pecia_map;

/** Makes MAP an empty map of JOB. */
void pecia_map_init(pecia_map *map, const pecia_host *host, pecia_job *job);
/** True and *VALUE (may be NULL) if KEY is in MAP. */
bool pecia_map_get(const pecia_map *map, pecia_str key, uint32_t *value);
/** Puts VALUE for KEY, in place of an older one. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t pecia_map_put(pecia_map *map, pecia_str key, uint32_t value);

#endif
