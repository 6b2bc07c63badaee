/* SPDX-License-Identifier: MIT
 *
 * man.c: the parts of the manual page that the table of options knows.
 */
#include <string.h>

#include "cli/generate/generate.h"
#include "cli/table.h"

/** TEXT for roff: hyphens that are typed, no control lines. */
static void put_text(FILE *out, const char *text) {
    if (*text == '.' || *text == '\'') {
        fputs("\\&", out);
    }
    for (; *text != '\0'; text++) {
        if (*text == '-') {
            fputs("\\-", out);
        } else if (*text == '\\') {
            fputs("\\e", out);
        } else {
            fputc(*text, out);
        }
    }
}

/** VALUE in italics; its punctuation and the choices of a list in roman. */
static void put_value(FILE *out, const char *value) {
    fputs("\\fI", out);
    for (; *value != '\0'; value++) {
        if (strchr("=:|", *value) != NULL) {
            fprintf(out, "\\fR%c\\fI", *value);
        } else {
            fputc(*value, out);
        }
    }
    fputs("\\fR", out);
}

static void put_option(FILE *out, const cli_option_info *option) {
    fputs(".TP\n", out);
    if (option->letter != 0) {
        fprintf(out, "\\fB\\-%c\\fR, ", option->letter);
    }
    fputs("\\fB\\-\\-", out);
    put_text(out, option->name);
    fputs("\\fR", out);
    if (option->value != NULL) {
        fputs(" ", out);
        put_value(out, option->value);
    }
    fputs("\n", out);
    put_text(out, option->help);
    fputs(".\n", out);
    if (option->commands == UINT32_MAX) {
        return;
    }
    fputs("For", out);
    for (int i = 0, listed = 0; i < CLI_COMMAND_COUNT; i++) {
        if ((option->commands >> i & 1U) != 0) {
            fprintf(out, "%s \\fB%s\\fR", listed++ > 0 ? "," : "", cli_commands[i].name);
        }
    }
    fputs(".\n", out);
}

static void put_commands(FILE *out) {
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        fprintf(out, ".TP\n\\fBpecia %s\\fR", cli_commands[i].name);
        if (cli_commands[i].operands[0] != '\0') {
            fputs(" ", out);
            put_value(out, cli_commands[i].operands);
        }
        fputs("\n", out);
        put_text(out, cli_commands[i].help);
        fputs(".\n", out);
    }
}

void generate_man(FILE *in, FILE *out) {
    char line[1024];
    while (fgets(line, sizeof line, in) != NULL) {
        const char *version = strstr(line, "@VERSION@");
        if (strcmp(line, "@COMMANDS@\n") == 0) {
            put_commands(out);
        } else if (strcmp(line, "@OPTIONS@\n") == 0) {
            for (int i = 0; i < CLI_OPTION_COUNT; i++) {
                put_option(out, &cli_options[i]);
            }
        } else if (version != NULL) {
            fprintf(out, "%.*s%s%s", (int)(version - line), line, PECIA_VERSION, version + strlen("@VERSION@"));
        } else {
            fputs(line, out);
        }
    }
}
