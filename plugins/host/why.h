/* SPDX-License-Identifier: MIT
 *
 * why.h: a sentence that says why something is refused, handed up until somebody reports it.
 */
#ifndef PECIA_HOST_WHY_H
#define PECIA_HOST_WHY_H

#include <stdbool.h>

#include "core/diagnostics.h"

typedef struct pecia_why {
    char text[480];
    bool memory; /* nothing is wrong with it, but memory ran out */
} pecia_why;

/** Writes the sentence and returns false, to be returned at once. */
bool pecia_refuse(pecia_why *why, const char *format, ...) PECIA_PRINTF(2, 3);

/** The same for want of memory. */
bool pecia_refuse_memory(pecia_why *why);
/** Reports that memory ran out; returns PECIA_ERR_MEMORY. */
int32_t pecia_report_memory(pecia_diagnostics *diagnostics);

#endif
