/* SPDX-License-Identifier: MIT
 *
 * table.h: the commands and options of options.def, as data.
 */
#ifndef PECIA_CLI_TABLE_H
#define PECIA_CLI_TABLE_H

#include <stdint.h>

enum cli_command {
#define COMMAND(id, name, operands, help) CLI_##id,
#define OPTION(id, letter, name, value, completes, commands, help)
#include "cli/options.def"
#undef COMMAND
#undef OPTION
    CLI_COMMAND_COUNT
};

enum cli_option {
#define COMMAND(id, name, operands, help)
#define OPTION(id, letter, name, value, completes, commands, help) CLI_OPTION_##id,
#include "cli/options.def"
#undef COMMAND
#undef OPTION
    CLI_OPTION_COUNT
};

/** What a shell offers for the value of an option. */
enum cli_completes {
    CLI_COMPLETES_NOTHING,
    CLI_COMPLETES_FORMAT,
    CLI_COMPLETES_FILE,
    CLI_COMPLETES_FOLDER,
    CLI_COMPLETES_LIMIT,
    CLI_COMPLETES_CHOICE
};

typedef struct cli_command_info {
    const char *name;
    const char *operands; /* "" for none */
    const char *help;
} cli_command_info;

typedef struct cli_option_info {
    const char *name;  /* without the hyphens */
    const char *value; /* NULL for a flag */
    const char *help;
    uint32_t commands; /* a bit for each enum cli_command */
    uint8_t completes; /* enum cli_completes */
    char letter;       /* 0 for none */
} cli_option_info;

/** All commands, CLI_COMMAND_COUNT of them, and all options, CLI_OPTION_COUNT. [any] */
extern const cli_command_info cli_commands[CLI_COMMAND_COUNT];
extern const cli_option_info cli_options[CLI_OPTION_COUNT];

/** Their names with a NULL behind the last, for pecia_nearest. [any] */
extern const char *const cli_command_names[CLI_COMMAND_COUNT + 1];
extern const char *const cli_option_names[CLI_OPTION_COUNT + 1];

#endif
