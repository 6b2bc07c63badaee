/* SPDX-License-Identifier: MIT
 *
 * said.h: a sink that remembers what was reported, for tests.
 */
#ifndef PECIA_TESTS_CORE_SAID_H
#define PECIA_TESTS_CORE_SAID_H

#include "core/diagnostics.h"

typedef struct said {
    pecia_limits limits;
    pecia_diagnostics *diagnostics;
    uint32_t count;       /* diagnostics heard */
    char lines[16][1024]; /* the first of them, as text without newline */
    char last[1024];
    char json[8192]; /* the last of them, as JSON */
} said;

/** A sink on MEMORY with the default limits; NULL in said->diagnostics when memory ran out. */
void said_begin(said *to, const pecia_memory *memory);
void said_end(said *to);

/** What a test hears, on the default memory: set-up and tear-down of one test begin and end it. */
extern said heard;
int said_setup(void **state);
int said_teardown(void **state);

#endif
