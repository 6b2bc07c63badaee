/* SPDX-License-Identifier: MIT
 *
 * said.c: remembers what was reported.
 */
#include "tests/core/said.h"

#include <stdio.h>
#include <string.h>

said heard;

static void hear(void *context, const pecia_diagnostic *diagnostic) {
    said *to = context;
    size_t size = pecia_diagnostic_text(diagnostic, false, to->last, sizeof to->last);
    to->last[size - 1] = '\0';
    if (to->count < sizeof to->lines / sizeof to->lines[0])
        snprintf(to->lines[to->count], sizeof to->lines[0], "%s", to->last);
    pecia_diagnostic_json(diagnostic, to->json, sizeof to->json);
    to->count++;
}

void said_begin(said *to, const pecia_memory *memory) {
    memset(to, 0, sizeof *to);
    pecia_limits_default(&to->limits);
    to->diagnostics = pecia_diagnostics_new(memory, &to->limits);
    if (to->diagnostics)
        pecia_diagnostics_listen(to->diagnostics, hear, to);
}

void said_end(said *to) {
    pecia_diagnostics_free(to->diagnostics);
    to->diagnostics = NULL;
}

int said_setup(void **state) {
    (void)state;
    said_begin(&heard, pecia_memory_default());
    return heard.diagnostics ? 0 : -1;
}

int said_teardown(void **state) {
    (void)state;
    said_end(&heard);
    return 0;
}
