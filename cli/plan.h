/* SPDX-License-Identifier: MIT
 *
 * plan.h: which inputs go to which outputs, decided before anything is read.
 */
#ifndef PECIA_CLI_PLAN_H
#define PECIA_CLI_PLAN_H

#include "cli/session.h"

/** One conversion. */
typedef struct cli_task {
    const char *const *inputs; /* NULL-terminated */
    const char *output;        /* "-": standard output */
} cli_task;

typedef struct cli_plan {
    cli_task *tasks;
    size_t count;
    const pecia_format_info *to;
    const char *made_folder; /* a folder that was made for the outputs; NULL for none */
    pecia_arena *arena;      /* owns all of it */
} cli_plan;

/** Plans the conversions of the command line; the formats must have been looked for. PECIA_OK, or a status, reported.
 * Free with cli_plan_free in any case. */
int32_t cli_plan_make(cli_session *session, cli_plan *plan);
/** Frees; a folder that was made and stayed empty is removed. */
void cli_plan_free(cli_plan *plan);

#endif
