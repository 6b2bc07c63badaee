/* SPDX-License-Identifier: MIT
 *
 * help.c: prints help from the table of options, folded to 80 columns.
 */
#include "cli/help.h"

#include <string.h>

#include "cli/table.h"

enum { HELP_WIDTH = 79, HELP_INDENT = 8 };

/** Prints TEXT folded, every line behind INDENT spaces; FIRST columns of the first line are taken already. */
static void put_folded(FILE *out, const char *text, size_t indent, size_t first) {
    size_t column = first;
    if (column >= indent) {
        fputc('\n', out);
        column = 0;
    }
    fprintf(out, "%*s", (int)(indent - column), "");
    column = indent;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (column > indent && column + 1 + word > HELP_WIDTH) {
            fprintf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            fputc(' ', out);
            column++;
        }
        fwrite(text, 1, word, out);
        column += word;
        text += word + (text[word] == ' ');
    }
    fputc('\n', out);
}

void cli_help_short(FILE *out) {
    fputs("Usage: pecia [convert] [-f FORMAT] [-t FORMAT] [-o OUTPUT] INPUT ...\n"
          "       pecia formats | inspect INPUT | compare A B | plugin ... | limits\n"
          "\n"
          "For example:  pecia -o book.epub book.xml\n"
          "\n"
          "'pecia --help' explains the options, 'pecia formats' lists the formats.\n",
          out);
}

static void put_overview(FILE *out) {
    fputs("\nCommands:\n", out);
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        int used = fprintf(out, "  %s", cli_commands[i].name);
        put_folded(out, cli_commands[i].help, 12, used > 0 ? (size_t)used : 0);
    }
}

static void put_option(FILE *out, const cli_option_info *option) {
    if (option->letter != 0) {
        fprintf(out, "  -%c, --%s", option->letter, option->name);
    } else {
        fprintf(out, "      --%s", option->name);
    }
    if (option->value != NULL) {
        fprintf(out, " %s", option->value);
    }
    fputc('\n', out);
    put_folded(out, option->help, HELP_INDENT, 0);
}

static const char command_notes[] =
    "\nFormats are guessed from names and content; '-' is standard input or output.\n"
    "Several inputs become divisions of one document, or, with a folder as output,\n"
    "a file each.\n"
    "\nExit status: 0 done, 1 something was lost and --strict was given, 2 wrong usage,\n"
    "3 wrong input, 4 a file could not be read or written, 5 a limit was met,\n"
    "6 a plugin is missing or broken.\n";

static const char plugin_notes[] =
    "\nFor example:\n"
    "  pecia plugin new my-format              makes the folder my-format, in C\n"
    "  pecia plugin new my-format --xslt       the same with stylesheets\n"
    "  pecia plugin check my-format.so a.my    tries it with a sample\n"
    "  pecia plugin check fb2 --only fidelity  one test of those that 'plugin tests' lists\n"
    "\nExit status: 0 done, 1 a test failed, 2 wrong usage, 4 a file could not be read or\n"
    "written.\n";

void cli_help_command(FILE *out, int command, bool overview) {
    const cli_command_info *info = &cli_commands[command];
    if (overview) {
        fputs("Usage: pecia [convert] [OPTION ...] [INPUT ...]\n"
              "       pecia COMMAND [OPTION ...] ...\n"
              "Convert scholarly documents: TEI, Markdown, EPUB, plain text.\n",
              out);
        put_overview(out);
        fputs("\nOptions of 'pecia convert' ('pecia COMMAND --help' has those of the others):\n", out);
    } else {
        fprintf(out, "Usage: pecia %s [OPTION ...]%s%s\n", info->name, info->operands[0] != '\0' ? " " : "",
                info->operands);
        put_folded(out, info->help, 2, 0);
        fputs("\nOptions:\n", out);
    }
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if ((cli_options[i].commands >> command & 1U) != 0) {
            put_option(out, &cli_options[i]);
        }
    }
    if (command == CLI_CONVERT) {
        fputs(command_notes, out);
    } else if (command == CLI_PLUGIN) {
        fputs(plugin_notes, out);
    } else if (command == CLI_COMPARE) {
        fputs("\nExit status: 0 the same, 1 different, 2 and more as for 'pecia convert'.\n", out);
    }
}
