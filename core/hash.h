/* SPDX-License-Identifier: MIT
 *
 * hash.h: a hash of text for core's tables (wyhash's idea of folding a 64 x 64 bit product; the seed keeps chained uses
 * apart).
 */
#ifndef PECIA_CORE_HASH_H
#define PECIA_CORE_HASH_H

#include <string.h>

#include "pecia/plugin.h"

static inline uint64_t pecia_hash_mix(uint64_t a, uint64_t b) {
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/** Hash of TEXT, continued from SEED. [any] */
static inline uint64_t pecia_hash(uint64_t seed, pecia_str text) {
    uint64_t hash = seed ^ UINT64_C(0x9e3779b97f4a7c15) ^ text.size;
    uint64_t at = 0;
    for (; at + 8 <= text.size; at += 8) {
        uint64_t word;
        memcpy(&word, text.data + at, 8);
        hash = pecia_hash_mix(hash ^ word, UINT64_C(0xa0761d6478bd642f));
    }
    uint64_t rest = 0;
    if (at < text.size)
        memcpy(&rest, text.data + at, text.size - at);
    return pecia_hash_mix(hash ^ rest, UINT64_C(0xe7037ed1a0b428db));
}

#endif
