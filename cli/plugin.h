/* SPDX-License-Identifier: MIT
 *
 * plugin.h: the parts of "pecia plugin". Each takes the words behind its own name, ended by NULL, and returns the exit code.
 */
#ifndef PECIA_CLI_PLUGIN_H
#define PECIA_CLI_PLUGIN_H

#include "cli/commands.h"

/** plugin_check.c: has the conformance kit try a plugin. */
int cli_plugin_check(cli_session *session, const char *const *words);
/** plugin_new.c: makes the folder of a new plugin. */
int cli_plugin_new(cli_session *session, const char *const *words);

#endif
