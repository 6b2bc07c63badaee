/* SPDX-License-Identifier: MIT
 *
 * limits.h: how much a conversion may take. The table is limits.def.
 */
#ifndef PECIA_CORE_LIMITS_H
#define PECIA_CORE_LIMITS_H

#include "pecia/plugin.h"

typedef struct pecia_limits {
    uint64_t value[PECIA_LIMIT_COUNT]; /* UINT64_MAX: no limit */
} pecia_limits;

/** What limits.def says of LIMIT; NULL past the last. [any] */
const char *pecia_limit_name(uint32_t limit);
const char *pecia_limit_unit(uint32_t limit);
const char *pecia_limit_meaning(uint32_t limit);
/** Fills LIMITS with the defaults. [any] */
void pecia_limits_default(pecia_limits *limits);
/** Sets one limit from "NAME=VALUE"; VALUE is a number with an optional k, M or G (powers of 1024), or "none".
 * PECIA_OK, or PECIA_ERR_USAGE with a sentence of what was wrong in the SIZE bytes at WHY. [any] */
int32_t pecia_limits_set(pecia_limits *limits, const char *setting, char *why, size_t size);

#endif
