/* SPDX-License-Identifier: MIT
 *
 * commands.h: one function for each command. Each returns the exit code; what went wrong has been said.
 */
#ifndef PECIA_CLI_COMMANDS_H
#define PECIA_CLI_COMMANDS_H

#include "cli/session.h"

enum { CLI_EXIT_DIFFERENT = 1, CLI_EXIT_USAGE = 2, CLI_EXIT_IO = 4 };

int cli_convert(cli_session *session);
int cli_formats(cli_session *session);
int cli_inspect(cli_session *session);
int cli_compare(cli_session *session);
int cli_validate(cli_session *session);
int cli_plugin(cli_session *session);
int cli_limits(cli_session *session);

#endif
