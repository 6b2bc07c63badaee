/* SPDX-License-Identifier: MIT
 *
 * formats.c: "pecia formats": which formats there are, what one of them can do, what a conversion cannot hold.
 */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "plugins/host/documents.h"

static const char *const type_names[] = {"", "bool", "number", "choice", "text", "file"};

static const char *type_name(const pecia_option *option) {
    return option->type < sizeof type_names / sizeof type_names[0] ? type_names[option->type] : "";
}

static const char *fidelity_name(uint8_t held) {
    return held == PECIA_HOLDS_FULLY ? "fully" : held == PECIA_HOLDS_PARTLY ? "partly" : "not";
}

static bool is_hidden(uint32_t kind) {
    return pecia_kind_get(kind)->class_ == PECIA_CLASS_HIDDEN && kind != PECIA_NOTE;
}

static const char *directions(const pecia_format_info *format) {
    return format->reads && format->writes ? "reads, writes" : format->reads ? "reads" : "writes";
}

/* ------------------------------------------------------------------ the list */

static void list(cli_session *session) {
    uint32_t count = pecia_registry_count(session->registry);
    int name = 0;
    int title = 0;
    for (uint32_t i = 0; i < count; i++) {
        const pecia_format_info *format = pecia_registry_at(session->registry, i);
        int length = (int)strlen(format->name);
        name = length > name ? length : name;
        length = (int)strlen(format->title);
        title = length > title ? length : title;
    }
    for (uint32_t i = 0; i < count; i++) {
        const pecia_format_info *format = pecia_registry_at(session->registry, i);
        if (cli_args_has(session->args, CLI_OPTION_NAMES)) {
            puts(format->name);
            continue;
        }
        printf("%-*s  %-*s  %-13s", name, format->name, title, format->title, directions(format));
        for (size_t e = 0; format->extensions[e] != NULL; e++) {
            printf(" .%s", format->extensions[e]);
        }
        putchar('\n');
    }
}

static void json_words(cli_json *json, const char *key, const char *const *words) {
    cli_json_open(json, key, '[');
    for (; words != NULL && *words != NULL; words++) {
        cli_json_word(json, NULL, *words);
    }
    cli_json_close(json, ']');
}

static void json_option(cli_json *json, const pecia_option *option) {
    cli_json_open(json, NULL, '{');
    cli_json_word(json, "name", option->name);
    cli_json_word(json, "type", type_name(option));
    cli_json_word(json, "default", option->fallback);
    cli_json_bool(json, "reading", (option->applies & PECIA_OPTION_READ) != 0);
    cli_json_bool(json, "writing", (option->applies & PECIA_OPTION_WRITE) != 0);
    if (option->type == PECIA_OPTION_CHOICE) {
        json_words(json, "choices", option->choices);
    } else if (option->type == PECIA_OPTION_NUMBER) {
        cli_json_integer(json, "min", option->min);
        cli_json_integer(json, "max", option->max);
    }
    cli_json_word(json, "help", option->help);
    cli_json_close(json, '}');
}

static void json_format(cli_json *json, const pecia_format_info *format) {
    cli_json_open(json, NULL, '{');
    cli_json_word(json, "name", format->name);
    cli_json_word(json, "title", format->title);
    json_words(json, "extensions", format->extensions);
    json_words(json, "media_types", format->media_types);
    cli_json_bool(json, "reads", format->reads);
    cli_json_bool(json, "writes", format->writes);
    cli_json_word(json, "plugin", format->plugin);
    cli_json_word(json, "version", format->version);
    cli_json_word(json, "licence", format->licence);
    cli_json_word(json, "module", format->module);
    cli_json_open(json, "options", '[');
    for (size_t i = 0; format->options[i] != NULL; i++) {
        json_option(json, format->options[i]);
    }
    cli_json_close(json, ']');
    cli_json_open(json, "fidelity", '{');
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++) {
        if (!is_hidden(kind)) {
            cli_json_word(json, pecia_kind_get(kind)->id, fidelity_name(format->fidelity[kind]));
        }
    }
    cli_json_close(json, '}');
    cli_json_close(json, '}');
}

static int32_t list_json(cli_session *session) {
    const char *const *names = session->args->operands;
    cli_json json = {.out = stdout};
    int32_t status = PECIA_OK;
    cli_json_open(&json, NULL, '[');
    uint32_t count = session->args->operand_count > 0 ? 0 : pecia_registry_count(session->registry);
    for (uint32_t i = 0; i < count; i++) {
        json_format(&json, pecia_registry_at(session->registry, i));
    }
    for (; *names != NULL; names++) {
        const pecia_format_info *format = pecia_registry_find(session->registry, *names);
        if (format != NULL) {
            json_format(&json, format);
        } else {
            status = PECIA_ERR_USAGE;
        }
    }
    cli_json_close(&json, ']');
    return status;
}

/* ------------------------------------------------------------------ one format */

static void put_words(const char *label, const char *const *words) {
    if (words[0] == NULL) {
        return;
    }
    printf("  %-12s", label);
    for (size_t i = 0; words[i] != NULL; i++) {
        printf("%s%s", i > 0 ? ", " : "", words[i]);
    }
    putchar('\n');
}

static void put_option(const char *format, const pecia_option *option) {
    printf("  %s:%s=", format, option->name);
    if (option->type == PECIA_OPTION_CHOICE && option->choices != NULL) {
        for (size_t i = 0; option->choices[i] != NULL; i++) {
            printf("%s%s", i > 0 ? "|" : "", option->choices[i]);
        }
    } else if (option->type == PECIA_OPTION_NUMBER) {
        printf("%lld..%lld", (long long)option->min, (long long)option->max);
    } else if (option->type == PECIA_OPTION_BOOL) {
        fputs("yes|no", stdout);
    } else {
        fputs(option->type == PECIA_OPTION_FILE ? "FILE" : "TEXT", stdout);
    }
    const char *when = option->applies == PECIA_OPTION_READ    ? "reading: "
                       : option->applies == PECIA_OPTION_WRITE ? "writing: "
                                                               : "";
    printf("\n      %s%s", when, option->help);
    if (option->fallback != NULL && option->fallback[0] != '\0') {
        printf(" (%s)", option->fallback);
    }
    putchar('\n');
}

static void put_fidelity(const pecia_format_info *format, uint8_t held) {
    bool first = true;
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++) {
        if (format->fidelity[kind] == held && !is_hidden(kind)) {
            if (first) {
                printf("  %-12s", fidelity_name(held));
            }
            printf("%s%s", first ? "" : ", ", pecia_kind_get(kind)->name);
            first = false;
        }
    }
    if (!first) {
        putchar('\n');
    }
}

static void describe(const pecia_format_info *format) {
    printf("%s: %s\n", format->name, format->title);
    printf("  %-12s%s\n", "can", directions(format));
    put_words("extensions", format->extensions);
    put_words("media types", format->media_types);
    printf("  %-12s%s %s (%s)%s%s\n", "plugin", format->plugin, format->version, format->licence,
           format->module[0] != '\0' ? ", " : "", format->module);
    if (format->options[0] != NULL) {
        puts("\nOptions (-O):");
    }
    for (size_t i = 0; format->options[i] != NULL; i++) {
        put_option(format->name, format->options[i]);
    }
    puts("\nHolds:");
    put_fidelity(format, PECIA_HOLDS_FULLY);
    put_fidelity(format, PECIA_HOLDS_PARTLY);
    put_fidelity(format, PECIA_HOLDS_NOT);
}

static int32_t describe_named(cli_session *session) {
    int32_t status = PECIA_OK;
    for (size_t i = 0; session->args->operands[i] != NULL; i++) {
        const pecia_format_info *format = pecia_registry_find(session->registry, session->args->operands[i]);
        if (format == NULL) {
            status = PECIA_ERR_USAGE;
            continue;
        }
        if (i > 0) {
            putchar('\n');
        }
        describe(format);
    }
    return status;
}

/* ------------------------------------------------------------------ losses */

static void print_loss(const pecia_format_info *from, const pecia_format_info *to, bool as_json) {
    uint8_t held[PECIA_KIND_COUNT];
    uint32_t suffering = pecia_loss_predict(from, to, held);
    cli_json json = {.out = stdout};
    if (as_json) {
        cli_json_open(&json, NULL, '{');
    } else if (suffering == 0) {
        printf("%s holds all that %s holds\n", to->name, from->name);
    }
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++) {
        if (is_hidden(kind)) {
            continue;
        }
        if (as_json) {
            cli_json_word(&json, pecia_kind_get(kind)->id, fidelity_name(held[kind]));
        } else if (held[kind] != PECIA_HOLDS_FULLY) {
            printf("%-8s%-24s%s\n", held[kind] == PECIA_HOLDS_PARTLY ? "partly" : "not", pecia_kind_get(kind)->name,
                   pecia_kind_get(kind)->meaning);
        }
    }
    if (as_json) {
        cli_json_close(&json, '}');
    }
}

static int32_t loss(cli_session *session) {
    const char *const *names = session->args->operands;
    if (session->args->operand_count != 2) {
        return cli_usage(session, "name two formats: pecia formats --loss FROM TO");
    }
    const pecia_format_info *from = pecia_registry_find(session->registry, names[0]);
    const pecia_format_info *to = pecia_registry_find(session->registry, names[1]);
    if (from == NULL || to == NULL) {
        return PECIA_ERR_USAGE;
    }
    print_loss(from, to, cli_args_has(session->args, CLI_OPTION_JSON));
    return PECIA_OK;
}

int cli_formats(cli_session *session) {
    int32_t status = cli_session_formats(session);
    if (status != PECIA_OK) {
        return pecia_exit_code(status);
    }
    if (cli_args_has(session->args, CLI_OPTION_LOSS)) {
        status = loss(session);
    } else if (cli_args_has(session->args, CLI_OPTION_JSON)) {
        status = list_json(session);
    } else if (session->args->operand_count > 0) {
        status = describe_named(session);
    } else {
        list(session);
    }
    return pecia_exit_code(status);
}
