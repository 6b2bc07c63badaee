/* SPDX-License-Identifier: MIT
 *
 * origins.h: telling the host what became of the source's own names (pecia/origin.h). ORIGINS may be NULL everywhere:
 * the host has no such service then. All [job].
 */
#ifndef PECIA_FORMATS_COMMON_ORIGINS_H
#define PECIA_FORMATS_COMMON_ORIGINS_H

#include <stddef.h>

#include "pecia/origin.h"

static inline const pecia_origin_api *pecia_origins_of(const pecia_host *host) {
    return host->get_extension ? host->get_extension(PECIA_ORIGIN_ID) : NULL;
}

static inline void pecia_keep_name(const pecia_origin_api *origins, pecia_job *job, uint32_t node) {
    if (origins) {
        origins->keep_name(job, node);
    }
}

static inline void pecia_lose_name(const pecia_origin_api *origins, pecia_job *job, uint32_t node) {
    if (origins && origins->struct_size > offsetof(pecia_origin_api, lose_name)) {
        origins->lose_name(job, node);
    }
}

static inline void pecia_keep_key(const pecia_origin_api *origins, pecia_job *job, uint32_t node, uint32_t key) {
    if (origins) {
        origins->keep_key(job, node, key);
    }
}

static inline void pecia_keep_attribute(const pecia_origin_api *origins, pecia_job *job, uint32_t node,
                                        uint32_t index) {
    if (origins) {
        origins->keep_attribute(job, node, index);
    }
}

static inline void pecia_keep_all(const pecia_origin_api *origins, pecia_job *job, uint32_t node) {
    if (origins) {
        origins->keep_all(job, node);
    }
}

#endif
