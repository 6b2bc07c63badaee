/* SPDX-License-Identifier: MIT
 *
 * help.h: what --help prints, made from the table of options.
 */
#ifndef PECIA_CLI_HELP_H
#define PECIA_CLI_HELP_H

#include <stdbool.h>
#include <stdio.h>

/** The few lines that pecia prints when it is started without arguments. */
void cli_help_short(FILE *out);
/** Help for COMMAND (enum cli_command); with OVERVIEW, all commands first. */
void cli_help_command(FILE *out, int command, bool overview);

#endif
