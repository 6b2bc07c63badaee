/* SPDX-License-Identifier: MIT
 *
 * plugin_check.c: "pecia plugin check": has the conformance kit try a format plugin.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/plugin.h"
#include "plugins/kit/kit.h"

typedef struct checking {
    bool as_json, colour;
    cli_json json;
    uint64_t count[4]; /* by verdict */
} checking;

static void hear(void *context, const pecia_kit_result *result) {
    static const char *const colours[] = {"32", "33", "36", "31"};
    checking *c = context;
    const char *verdict = pecia_kit_verdict_name(result->verdict);
    c->count[result->verdict & 3]++;
    if (c->as_json) {
        cli_json_open(&c->json, NULL, '{');
        cli_json_word(&c->json, "test", result->test);
        cli_json_word(&c->json, "format", result->format[0] ? result->format : NULL);
        cli_json_word(&c->json, "result", verdict);
        cli_json_word(&c->json, "message", result->words);
        cli_json_close(&c->json, '}');
        return;
    }
    if (c->colour)
        printf("\033[%sm%s\033[0m", colours[result->verdict & 3], verdict);
    else
        fputs(verdict, stdout);
    printf("  %-9s %-15s %s\n", result->format, result->test, result->words);
    fflush(stdout);
}

/** The number of --seed, 1 when it was not given; 0 if it is none. */
static uint64_t seed_of(const cli_args *args) {
    const char *given = cli_args_last(args, CLI_OPTION_SEED);
    uint64_t seed = 0;
    if (given == NULL) {
        return 1;
    }
    for (; *given >= '0' && *given <= '9' && seed < UINT64_MAX / 100; given++) {
        seed = seed * 10 + (uint64_t)(*given - '0');
    }
    return *given == '\0' ? seed : 0;
}

static int unknown_test(cli_session *session, const char *only) {
    const char *names[64] = {NULL}, *asks;
    for (uint32_t i = 0; i < 63 && (names[i] = pecia_kit_test(i, &asks)) != NULL; i++) {
    }
    const char *near = pecia_nearest(only, names);
    return pecia_exit_code(cli_usage(session, "--only: there is no test '%.40s'%s%s%s", only,
                                     near ? "; did you mean '" : "", near ? near : "", near ? "'?" : ""));
}

int cli_plugin_check(cli_session *session, const char *const *words) {
    const cli_args *args = session->args;
    const char *colour = cli_args_last(args, CLI_OPTION_COLOR);
    char path[PATH_MAX];
    if (words[0] == NULL) {
        return pecia_exit_code(
            cli_usage(session, "say what to check: pecia plugin check MODULE.so|FOLDER [SAMPLE ...]"));
    }
    checking c = {.as_json = cli_args_has(args, CLI_OPTION_JSON),
                  .colour = colour != NULL && strcmp(colour, "always") == 0,
                  .json = {.out = stdout}};
    if (realpath(words[0], path) == NULL) {
        pecia_report(session->diagnostics, PECIA_ERROR, "cannot-read", NULL, "%s is not there", words[0]);
        return CLI_EXIT_IO;
    }
    pecia_kit_order order = {.module = path,
                             .samples = words + 1,
                             .only = cli_args_last(args, CLI_OPTION_ONLY),
                             .in_process = cli_args_has(args, CLI_OPTION_IN_PROCESS),
                             .seed = seed_of(args),
                             .hear = hear,
                             .context = &c};
    if (order.seed == 0) {
        return pecia_exit_code(cli_usage(session, "--seed: a number over 0 was wanted"));
    }
    if (c.as_json) {
        cli_json_open(&c.json, NULL, '[');
    }
    int failed = pecia_kit_run(&order);
    if (c.as_json) {
        cli_json_close(&c.json, ']');
    } else if (failed >= 0) {
        printf("%llu passed, %llu warned, %llu skipped, %llu failed\n", (unsigned long long)c.count[PECIA_KIT_PASS],
               (unsigned long long)c.count[PECIA_KIT_WARN], (unsigned long long)c.count[PECIA_KIT_SKIP],
               (unsigned long long)c.count[PECIA_KIT_FAIL]);
    }
    return failed < 0 ? unknown_test(session, order.only) : failed > 0 ? CLI_EXIT_DIFFERENT : 0;
}
