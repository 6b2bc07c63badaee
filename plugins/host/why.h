/* SPDX-License-Identifier: MIT
 *
 * why.h: a sentence that says why something is refused, handed up until somebody reports it.
 */
#ifndef PECIA_HOST_WHY_H
#define PECIA_HOST_WHY_H

#include <stdbool.h>

#include "pecia/plugin.h"

typedef struct pecia_why {
    char text[480];
} pecia_why;

/** Writes the sentence and returns false, to be returned at once. */
bool pecia_refuse(pecia_why *why, const char *format, ...) PECIA_PRINTF(2, 3);

#endif
