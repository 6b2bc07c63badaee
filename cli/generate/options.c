/* SPDX-License-Identifier: MIT
 *
 * options.c: docs/options.md: the options of the command, from its table, and those of the formats, from their
 * descriptors.
 */
#include <string.h>

#include "cli/generate/generate.h"
#include "cli/table.h"
#include "plugins/host/host.h"

static const char head[] = "# Options\n"
                           "\n"
                           "Those of the command, then those of each format, which are given as `-O "
                           "FORMAT:NAME=VALUE`. `pecia COMMAND --help` and `pecia formats NAME`\n"
                           "print the same. This page is made from `cli/options.def` and the descriptors of the "
                           "formats by `cmake --build BUILD --target generated`.\n"
                           "\n"
                           "## The command\n"
                           "\n"
                           "| option | for | what it does |\n"
                           "|---|---|---|\n";

/** TEXT in a cell of a table. */
static void put_cell(FILE *out, const char *text) {
    for (; *text != '\0'; text++) {
        if (*text == '|') {
            fputc('\\', out);
        }
        fputc(*text, out);
    }
}

static void put_commands(FILE *out, uint32_t commands) {
    const char *between = "";
    if (commands == UINT32_MAX) {
        fputs("all", out);
        return;
    }
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        if ((commands >> i & 1U) != 0) {
            fprintf(out, "%s%s", between, cli_commands[i].name);
            between = ", ";
        }
    }
}

static void put_command_option(FILE *out, const cli_option_info *option) {
    fputs("| `", out);
    if (option->letter != 0) {
        fprintf(out, "-%c`, `", option->letter);
    }
    fprintf(out, "--%s", option->name);
    if (option->value != NULL) {
        fputc(' ', out);
        put_cell(out, option->value);
    }
    fputs("` | ", out);
    put_commands(out, option->commands);
    fputs(" | ", out);
    put_cell(out, option->help);
    fputs(" |\n", out);
}

static void put_values(FILE *out, const pecia_option *option) {
    switch (option->type) {
    case PECIA_OPTION_BOOL: fputs("`yes`, `no`", out); break;
    case PECIA_OPTION_NUMBER: fprintf(out, "%lld to %lld", (long long)option->min, (long long)option->max); break;
    case PECIA_OPTION_CHOICE:
        for (size_t i = 0; option->choices[i] != NULL; i++) {
            fprintf(out, "%s`%s`", i > 0 ? ", " : "", option->choices[i]);
        }
        break;
    case PECIA_OPTION_FILE: fputs("a file", out); break;
    default: fputs("text", out); break;
    }
}

static void put_format_option(FILE *out, const pecia_option *option) {
    bool reads = (option->applies & PECIA_OPTION_READ) != 0;
    bool writes = (option->applies & PECIA_OPTION_WRITE) != 0;
    fprintf(out, "| `%s` | ", option->name);
    put_values(out, option);
    fputs(" | ", out);
    if (option->fallback != NULL && option->fallback[0] != '\0') {
        fprintf(out, "`%s`", option->fallback);
    }
    fprintf(out, " | %s | ", reads && writes ? "both" : reads ? "reading" : "writing");
    put_cell(out, option->help);
    fputs(" |\n", out);
}

static void put_format(FILE *out, const pecia_format_info *format) {
    fprintf(out, "\n## %s: %s\n\n", format->name, format->title);
    if (format->options[0] == NULL) {
        fputs("No options.\n", out);
        return;
    }
    fputs("| option | values | usual | when | what it does |\n|---|---|---|---|---|\n", out);
    for (size_t i = 0; format->options[i] != NULL; i++) {
        put_format_option(out, format->options[i]);
    }
}

int generate_options(FILE *out, const char *folder) {
    const char *asked[] = {folder, NULL};
    pecia_limits limits;
    pecia_limits_default(&limits);
    pecia_diagnostics *diagnostics = pecia_diagnostics_new(pecia_memory_default(), &limits);
    pecia_registry *registry = diagnostics != NULL ? pecia_registry_new(NULL, diagnostics) : NULL;
    bool found = registry != NULL && pecia_registry_scan(registry, asked) == PECIA_OK;
    uint32_t listed = 0;
    fputs(head, out);
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        put_command_option(out, &cli_options[i]);
    }
    for (uint32_t i = 0; found && i < pecia_registry_count(registry); i++) {
        const pecia_format_info *format = pecia_registry_at(registry, i);
        if (strncmp(format->module, folder, strlen(folder)) == 0) { /* not those that are installed elsewhere */
            put_format(out, format);
            listed++;
        }
    }
    pecia_registry_free(registry);
    pecia_diagnostics_free(diagnostics);
    return listed > 0 ? 0 : 1;
}
