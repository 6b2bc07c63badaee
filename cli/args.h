/* SPDX-License-Identifier: MIT
 *
 * args.h: what the user wrote on the command line, taken apart by the table of options.
 */
#ifndef PECIA_CLI_ARGS_H
#define PECIA_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/table.h"
#include "pecia/plugin.h"

typedef struct cli_args {
    int command;                 /* enum cli_command */
    bool named;                  /* the command was named */
    const char *const *operands; /* NULL-terminated */
    size_t operand_count;
    const char *const *list[CLI_OPTION_COUNT]; /* the values of each option in their order; a flag's are "" */
    size_t count[CLI_OPTION_COUNT];            /* how often it was given */
    const char **block;                        /* owns the lists */
} cli_args;

/** Takes ARGV apart (argv[0], the program, is passed over; NULL-terminated). Options may stand anywhere: --name=value,
 * --name value, -oVALUE, -o VALUE, -qv; "--" ends them. Returns PECIA_OK, or PECIA_ERR_USAGE or PECIA_ERR_MEMORY with a
 * sentence of what was wrong in the SIZE bytes at WHY; *OUT then tells the command as far as it is known. What is
 * pointed to lies in ARGV. Free with cli_args_free in any case. */
int32_t cli_args_parse(const char *const *argv, cli_args *out, char *why, size_t size);
void cli_args_free(cli_args *args);
/** True if OPTION was given. */
bool cli_args_has(const cli_args *args, int option);
/** The value of OPTION, the last one if it was given more often; NULL if it was not. */
const char *cli_args_last(const cli_args *args, int option);

#endif
