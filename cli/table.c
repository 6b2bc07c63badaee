/* SPDX-License-Identifier: MIT
 *
 * table.c: options.def as arrays.
 */
#include "cli/table.h"

#include <stddef.h>

#define IN(command) (UINT32_C(1) << CLI_##command)
#define IN_ALL      UINT32_MAX

const cli_command_info cli_commands[CLI_COMMAND_COUNT] = {
#define COMMAND(id, name, operands, help) {name, operands, help},
#define OPTION(id, letter, name, value, completes, commands, help)
#include "cli/options.def"
#undef COMMAND
#undef OPTION
};

const cli_option_info cli_options[CLI_OPTION_COUNT] = {
#define COMMAND(id, name, operands, help)
#define OPTION(id, letter, name, value, completes, commands, help)                                                     \
    {name, value, help, commands, CLI_COMPLETES_##completes, letter},
#include "cli/options.def"
#undef COMMAND
#undef OPTION
};

const char *const cli_command_names[CLI_COMMAND_COUNT + 1] = {
#define COMMAND(id, name, operands, help) name,
#define OPTION(id, letter, name, value, completes, commands, help)
#include "cli/options.def"
#undef COMMAND
#undef OPTION
    NULL};

const char *const cli_option_names[CLI_OPTION_COUNT + 1] = {
#define COMMAND(id, name, operands, help)
#define OPTION(id, letter, name, value, completes, commands, help) name,
#include "cli/options.def"
#undef COMMAND
#undef OPTION
    NULL};
