/* SPDX-License-Identifier: MIT
 *
 * map.c: open addressing with linear probing over FNV-1a, mixed once more. Unseeded: the same input always does the
 * same work.
 */
#include "common/map.h"

enum { FIRST_CAPACITY = 64 };

void pecia_map_init(pecia_map *map, const pecia_host *host, pecia_job *job) {
    memset(map, 0, sizeof(*map));
    map->host = host;
    map->job = job;
}

static uint32_t hash_of(pecia_str key) {
    uint64_t hash = 14695981039346656037u;
    for (uint64_t i = 0; i < key.size; i++) {
        hash = (hash ^ (unsigned char)key.data[i]) * 1099511628211u;
    }
    hash ^= hash >> 29;
    hash *= 0xBF58476D1CE4E5B9u;
    return (uint32_t)(hash >> 32);
}

/* The entry that holds KEY, or the free one where it would go. */
static pecia_map_entry *find(const pecia_map *map, pecia_str key, uint32_t hash) {
    uint64_t mask = map->capacity - 1;
    for (uint64_t i = hash & mask;; i = (i + 1) & mask) {
        pecia_map_entry *entry = &map->entries[i];
        if (!entry->key.data || (entry->hash == hash && pecia_str_equal(entry->key, key))) {
            return entry;
        }
    }
}

bool pecia_map_get(const pecia_map *map, pecia_str key, uint32_t *value) {
    if (map->capacity == 0 || !key.data) {
        return false;
    }
    const pecia_map_entry *entry = find(map, key, hash_of(key));
    if (entry->key.data && value) {
        *value = entry->value;
    }
    return entry->key.data != NULL;
}

static int32_t make_room(pecia_map *map) {
    pecia_map old = *map;
    map->capacity = old.capacity > 0 ? old.capacity * 2 : FIRST_CAPACITY;
    map->entries = map->host->job->alloc(map->job, map->capacity * sizeof(*map->entries));
    if (!map->entries) {
        *map = old;
        return PECIA_ERR_MEMORY;
    }
    for (uint64_t i = 0; i < old.capacity; i++) {
        if (old.entries[i].key.data) {
            *find(map, old.entries[i].key, old.entries[i].hash) = old.entries[i];
        }
    }
    return PECIA_OK;
}

int32_t pecia_map_put(pecia_map *map, pecia_str key, uint32_t value) {
    if (!key.data) {
        key = PECIA_STR("");
    }
    if ((map->count + 1) * 2 > map->capacity && make_room(map) != PECIA_OK) {
        return PECIA_ERR_MEMORY;
    }
    uint32_t hash = hash_of(key);
    pecia_map_entry *entry = find(map, key, hash);
    map->count += !entry->key.data;
    entry->key = key;
    entry->value = value;
    entry->hash = hash;
    return PECIA_OK;
}
