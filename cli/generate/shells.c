/* SPDX-License-Identifier: MIT
 *
 * shells.c: completions for bash, zsh and fish.
 */
#include <stdbool.h>
#include <string.h>

#include "cli/generate/generate.h"
#include "cli/table.h"
#include "core/limits.h"

static const char head[] = "# Completion for pecia. Made from cli/options.def by pecia-generate; do not edit.\n";

static bool takes(const cli_option_info *option, int command) {
    return (option->commands >> command & 1U) != 0;
}

static void put_commands(FILE *out, const char *between) {
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        fprintf(out, "%s%s", i > 0 ? between : "", cli_commands[i].name);
    }
}

static void put_limits(FILE *out, const char *behind) {
    for (uint32_t i = 0; pecia_limit_name(i) != NULL; i++) {
        fprintf(out, "%s%s%s", i > 0 ? " " : "", pecia_limit_name(i), behind);
    }
}

static void put_choices(FILE *out, const char *choices) {
    for (; *choices != '\0'; choices++) {
        fputc(*choices == '|' ? ' ' : *choices, out);
    }
}

/* ------------------------------------------------------------------ bash */

/** A case of the values that an option takes. */
static void bash_value(FILE *out, const cli_option_info *option) {
    fputs("    ", out);
    if (option->letter != 0) {
        fprintf(out, "-%c | ", option->letter);
    }
    fprintf(out, "--%s)\n        ", option->name);
    switch (option->completes) {
    case CLI_COMPLETES_FORMAT:
        fputs("mapfile -t COMPREPLY < <(compgen -W \"$(pecia formats --names 2>/dev/null)\" -- \"$cur\")\n", out);
        break;
    case CLI_COMPLETES_FILE:
    case CLI_COMPLETES_FOLDER:
        fprintf(out, "compopt -o filenames\n        mapfile -t COMPREPLY < <(compgen -%c -- \"$cur\")\n",
                option->completes == CLI_COMPLETES_FILE ? 'f' : 'd');
        break;
    case CLI_COMPLETES_LIMIT:
        fputs("compopt -o nospace\n        mapfile -t COMPREPLY < <(compgen -W \"", out);
        put_limits(out, "=");
        fputs("\" -- \"$cur\")\n", out);
        break;
    case CLI_COMPLETES_CHOICE:
        fputs("mapfile -t COMPREPLY < <(compgen -W \"", out);
        put_choices(out, option->value);
        fputs("\" -- \"$cur\")\n", out);
        break;
    default: fputs(":\n", out); break;
    }
    fputs("        return\n        ;;\n", out);
}

static void bash_options(FILE *out, int command) {
    fprintf(out, "    %s) options=\"", cli_commands[command].name);
    for (int i = 0, listed = 0; i < CLI_OPTION_COUNT; i++) {
        if (takes(&cli_options[i], command)) {
            fprintf(out, "%s--%s", listed++ > 0 ? " " : "", cli_options[i].name);
        }
    }
    fputs("\" ;;\n", out);
}

void generate_bash(FILE *out) {
    fputs(head, out);
    fputs("_pecia() {\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' options='' word\n"
          "    COMPREPLY=()\n"
          "    if [[ $cur == = ]]; then\n"
          "        cur=\n"
          "    elif [[ $prev == = ]]; then\n"
          "        prev=${COMP_WORDS[COMP_CWORD - 2]}\n"
          "    fi\n"
          "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
          "        case $word in\n        ",
          out);
    put_commands(out, " | ");
    fputs(") command=$word && break ;;\n        esac\n    done\n    case $prev in\n", out);
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (cli_options[i].value != NULL) {
            bash_value(out, &cli_options[i]);
        }
    }
    fputs("    esac\n    case ${command:-convert} in\n", out);
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        bash_options(out, i);
    }
    fputs("    esac\n"
          "    if [[ $cur == -* ]]; then\n"
          "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n"
          "        return\n"
          "    fi\n"
          "    case $command in\n"
          "    formats) mapfile -t COMPREPLY < <(compgen -W \"$(pecia formats --names 2>/dev/null)\" -- \"$cur\") ;;\n"
          "    help) mapfile -t COMPREPLY < <(compgen -W \"",
          out);
    put_commands(out, " ");
    fputs("\" -- \"$cur\") ;;\n"
          "    limits) ;;\n"
          "    *)\n"
          "        compopt -o filenames\n"
          "        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
          "        if [[ -z $command && $COMP_CWORD == 1 ]]; then\n"
          "            mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -W \"",
          out);
    put_commands(out, " ");
    fputs("\" -- \"$cur\")\n"
          "        fi\n"
          "        ;;\n"
          "    esac\n"
          "}\n"
          "complete -F _pecia pecia\n",
          out);
}

/* ------------------------------------------------------------------ zsh */

static void zsh_value(FILE *out, const cli_option_info *option) {
    switch (option->completes) {
    case CLI_COMPLETES_FORMAT: fputs(":format:_pecia_formats", out); break;
    case CLI_COMPLETES_FILE: fputs(":file:_files", out); break;
    case CLI_COMPLETES_FOLDER: fputs(":folder:_files -/", out); break;
    case CLI_COMPLETES_LIMIT:
        fputs(":limit:(", out);
        put_limits(out, "=");
        fputs(")", out);
        break;
    case CLI_COMPLETES_CHOICE:
        fprintf(out, ":%s:(", option->name);
        put_choices(out, option->value);
        fputs(")", out);
        break;
    default: fputs(":value: ", out); break;
    }
}

static void zsh_option(FILE *out, const cli_option_info *option) {
    const char *equals = option->value != NULL ? "=" : "";
    if (option->letter != 0) {
        fprintf(out, "            '*'{-%c%s,--%s%s}'[", option->letter, option->value != NULL ? "+" : "", option->name,
                equals);
    } else {
        fprintf(out, "            '*--%s%s[", option->name, equals);
    }
    for (const char *part = option->help; *part != '\0' && strchr(";:(", *part) == NULL; part++) {
        if (*part == '\'') {
            fputs("'\\''", out);
        } else {
            fputc(*part, out);
        }
    }
    fputs("]", out);
    if (option->value != NULL) {
        zsh_value(out, option);
    }
    fputs("' \\\n", out);
}

static void zsh_command(FILE *out, int command) {
    static const char *const operands[CLI_COMMAND_COUNT] = {[CLI_CONVERT] = "*:input:_files",
                                                            [CLI_FORMATS] = "*:format:_pecia_formats",
                                                            [CLI_INSPECT] = "1:input:_files",
                                                            [CLI_COMPARE] = "*:document:_files"};
    fprintf(out, "    %s)\n        _arguments -s \\\n", cli_commands[command].name);
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (takes(&cli_options[i], command)) {
            zsh_option(out, &cli_options[i]);
        }
    }
    if (operands[command] != NULL) {
        fprintf(out, "            '%s'\n", operands[command]);
    } else {
        fputs("            '*: :'\n", out);
    }
    fputs("        ;;\n", out);
}

void generate_zsh(FILE *out) {
    fprintf(out, "#compdef pecia\n%s", head);
    fputs("_pecia_formats() {\n"
          "    local -a names\n"
          "    names=(${(f)\"$(pecia formats --names 2>/dev/null)\"})\n"
          "    _describe format names\n"
          "}\n"
          "_pecia() {\n"
          "    local command=convert\n"
          "    if ((CURRENT == 2)) && [[ ${words[2]} != -* ]]; then\n"
          "        _values command",
          out);
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        fprintf(out, " '%s[", cli_commands[i].name);
        generate_brief(out, cli_commands[i].help, "");
        fputs("]'", out);
    }
    fputs("\n        _files\n        return\n    fi\n    case ${words[2]} in\n    ", out);
    put_commands(out, " | ");
    fputs(")\n        command=${words[2]}\n        shift words\n        ((CURRENT--))\n        ;;\n    esac\n"
          "    case $command in\n",
          out);
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        zsh_command(out, i);
    }
    fputs("    esac\n}\n_pecia \"$@\"\n", out);
}

/* ------------------------------------------------------------------ fish */

static void fish_condition(FILE *out, const cli_option_info *option) {
    if (option->commands == UINT32_MAX) {
        return;
    }
    /* convert is the command when none is named: its options are left out after the others */
    bool converts = takes(option, CLI_CONVERT);
    fprintf(out, " -n '%s__fish_seen_subcommand_from", converts ? "not " : "");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        bool same = takes(option, i) == converts;
        if (!same) {
            fprintf(out, " %s", cli_commands[i].name);
        }
    }
    fputs("'", out);
}

static void fish_value(FILE *out, const cli_option_info *option) {
    switch (option->completes) {
    case CLI_COMPLETES_FORMAT: fputs(" -x -a '(pecia formats --names 2>/dev/null)'", out); break;
    case CLI_COMPLETES_FILE: fputs(" -r -F", out); break;
    case CLI_COMPLETES_FOLDER: fputs(" -x -a '(__fish_complete_directories)'", out); break;
    case CLI_COMPLETES_LIMIT:
        fputs(" -x -a '", out);
        put_limits(out, "=");
        fputs("'", out);
        break;
    case CLI_COMPLETES_CHOICE:
        fputs(" -x -a '", out);
        put_choices(out, option->value);
        fputs("'", out);
        break;
    default: fputs(" -x", out); break;
    }
}

void generate_fish(FILE *out) {
    fputs(head, out);
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        fprintf(out, "complete -c pecia -n __fish_use_subcommand -a %s -d '", cli_commands[i].name);
        generate_brief(out, cli_commands[i].help, "'\\");
        fputs("'\n", out);
    }
    fputs("complete -c pecia -f -n '__fish_seen_subcommand_from formats' -a '(pecia formats --names 2>/dev/null)'\n"
          "complete -c pecia -f -n '__fish_seen_subcommand_from limits help'\n",
          out);
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        const cli_option_info *option = &cli_options[i];
        fputs("complete -c pecia", out);
        fish_condition(out, option);
        fprintf(out, " -l %s", option->name);
        if (option->letter != 0) {
            fprintf(out, " -s %c", option->letter);
        }
        if (option->value != NULL) {
            fish_value(out, option);
        }
        fputs(" -d '", out);
        generate_brief(out, option->help, "'\\");
        fputs("'\n", out);
    }
}
