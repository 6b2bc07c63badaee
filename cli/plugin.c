/* SPDX-License-Identifier: MIT
 *
 * plugin.c: "pecia plugin": which of its parts is meant; the plugins that are there, the tests that they have to pass.
 */
#include "cli/plugin.h"

#include <stdio.h>
#include <string.h>

#include "cli/json.h"
#include "plugins/kit/kit.h"

#define BIT(option) (UINT64_C(1) << CLI_OPTION_##option)

/** Options that not every part takes. */
static const uint64_t divided =
    BIT(ONLY) | BIT(IN_PROCESS) | BIT(SEED) | BIT(JSON) | BIT(XSLT) | BIT(LICENCE) | BIT(PLUGIN_DIR);

/* ------------------------------------------------------------------ list */

static bool is_first_of_plugin(cli_session *session, uint32_t index) {
    const pecia_format_info *format = pecia_registry_at(session->registry, index);
    for (uint32_t i = 0; i < index; i++) {
        if (strcmp(pecia_registry_at(session->registry, i)->module, format->module) == 0) {
            return false;
        }
    }
    return true;
}

static void list_one(cli_session *session, uint32_t first, cli_json *json) {
    const pecia_format_info *plugin = pecia_registry_at(session->registry, first);
    bool as_json = json->out != NULL;
    if (as_json) {
        cli_json_open(json, NULL, '{');
        cli_json_word(json, "plugin", plugin->plugin);
        cli_json_word(json, "version", plugin->version);
        cli_json_word(json, "licence", plugin->licence);
        cli_json_word(json, "module", plugin->module);
        cli_json_number(json, "abi_minor", plugin->abi_minor);
        cli_json_open(json, "formats", '[');
    } else {
        printf("%-16s %-8s %-18s", plugin->plugin, plugin->version, plugin->licence);
    }
    for (uint32_t i = first; i < pecia_registry_count(session->registry); i++) {
        const pecia_format_info *format = pecia_registry_at(session->registry, i);
        if (strcmp(format->module, plugin->module) == 0 && as_json) {
            cli_json_word(json, NULL, format->name);
        } else if (strcmp(format->module, plugin->module) == 0) {
            printf(" %s", format->name);
        }
    }
    if (as_json) {
        cli_json_close(json, ']');
        cli_json_close(json, '}');
    } else {
        printf("  %s\n", plugin->module);
    }
}

static int list(cli_session *session, const char *const *words) {
    if (words[0] != NULL) {
        return pecia_exit_code(
            cli_usage(session, "'pecia plugin list' takes no names; 'pecia formats NAME' tells of a format"));
    }
    int32_t status = cli_session_formats(session);
    if (status != PECIA_OK) {
        return pecia_exit_code(status);
    }
    cli_json json = {.out = cli_args_has(session->args, CLI_OPTION_JSON) ? stdout : NULL};
    if (json.out != NULL) {
        cli_json_open(&json, NULL, '[');
    }
    for (uint32_t i = 0; i < pecia_registry_count(session->registry); i++) {
        if (is_first_of_plugin(session, i)) {
            list_one(session, i, &json);
        }
    }
    if (json.out != NULL) {
        cli_json_close(&json, ']');
    }
    return 0;
}

/* ------------------------------------------------------------------ tests */

static int tests(cli_session *session, const char *const *words) {
    bool as_json = cli_args_has(session->args, CLI_OPTION_JSON);
    cli_json json = {.out = stdout};
    const char *name, *asks;
    if (words[0] != NULL) {
        return pecia_exit_code(cli_usage(session, "'pecia plugin tests' takes no names"));
    }
    if (as_json) {
        cli_json_open(&json, NULL, '[');
    }
    for (uint32_t i = 0; (name = pecia_kit_test(i, &asks)) != NULL; i++) {
        if (as_json) {
            cli_json_open(&json, NULL, '{');
            cli_json_word(&json, "test", name);
            cli_json_word(&json, "asks", asks);
            cli_json_close(&json, '}');
        } else {
            printf("%-15s %s\n", name, asks);
        }
    }
    if (as_json) {
        cli_json_close(&json, ']');
    }
    return 0;
}

/* ------------------------------------------------------------------ which part */

static const struct part {
    const char *name;
    uint64_t takes; /* of the divided options */
    int (*run)(cli_session *session, const char *const *words);
} parts[] = {
    {"new", BIT(XSLT) | BIT(LICENCE) | BIT(PLUGIN_DIR), cli_plugin_new},
    {"check", BIT(ONLY) | BIT(IN_PROCESS) | BIT(SEED) | BIT(JSON), cli_plugin_check},
    {"list", BIT(JSON) | BIT(PLUGIN_DIR), list},
    {"tests", BIT(JSON), tests},
};
enum { PARTS = sizeof parts / sizeof parts[0] };

static int32_t check_options(cli_session *session, const struct part *part) {
    for (int option = 0; option < CLI_OPTION_COUNT; option++) {
        uint64_t bit = UINT64_C(1) << option;
        if ((divided & bit) != 0 && (part->takes & bit) == 0 && cli_args_has(session->args, option)) {
            return cli_usage(session, "'pecia plugin %s' does not take --%s", part->name, cli_options[option].name);
        }
    }
    return PECIA_OK;
}

int cli_plugin(cli_session *session) {
    const char *const *words = session->args->operands;
    const char *names[PARTS + 1] = {NULL};
    if (words[0] == NULL) {
        return pecia_exit_code(cli_usage(session, "say what to do: pecia plugin new, check, list or tests"));
    }
    for (size_t i = 0; i < PARTS; i++) {
        names[i] = parts[i].name;
        if (strcmp(words[0], parts[i].name) == 0) {
            return check_options(session, &parts[i]) != PECIA_OK ? CLI_EXIT_USAGE : parts[i].run(session, words + 1);
        }
    }
    const char *near = pecia_nearest(words[0], names);
    return pecia_exit_code(
        near != NULL
            ? cli_usage(session, "there is no 'pecia plugin %.40s'; did you mean '%s'?", words[0], near)
            : cli_usage(session, "there is no 'pecia plugin %.40s'; there are new, check, list and tests", words[0]));
}
