/* SPDX-License-Identifier: MIT
 *
 * differ.h: where two rows of tokens differ.
 */
#ifndef PECIA_CLI_DIFFER_H
#define PECIA_CLI_DIFFER_H

#include "cli/flatten.h"

/** A stretch of A and a stretch of B that stand for one another and are not the same; either may be empty. */
typedef struct cli_difference {
    uint64_t a, a_end;
    uint64_t b, b_end;
} cli_difference;

/** Where the search goes on. Begin with all zero. */
typedef struct cli_differ {
    const cli_flat *a, *b;
    const cli_row *row_a, *row_b;
    uint64_t at_a, at_b;
} cli_differ;

/** Finds the next difference: 1 and *OUT, or 0 when there is none. Takes time in proportion to what lies between, and a
 * bounded time for each difference; where the two do not meet again soon the difference reaches to the end. */
int cli_differ_next(cli_differ *differ, cli_difference *out);

#endif
