/* SPDX-License-Identifier: MIT
 *
 * limits.c: "pecia limits" prints the limits that hold, with --limit applied.
 */
#include <inttypes.h>
#include <stdio.h>

#include "cli/commands.h"
#include "cli/json.h"

/** A number as people write it: 256M where it is a whole number of mebibytes of bytes. */
static void put_value(uint64_t value, char *out, size_t size) {
    static const char letters[] = "kMG";
    if (value == UINT64_MAX) {
        snprintf(out, size, "none");
        return;
    }
    size_t power = 0;
    while (power < 3 && value >= 1024 && value % 1024 == 0) {
        value /= 1024;
        power++;
    }
    if (power > 0) {
        snprintf(out, size, "%" PRIu64 "%c", value, letters[power - 1]);
    } else {
        snprintf(out, size, "%" PRIu64, value);
    }
}

static void print_json(const cli_session *session) {
    cli_json json = {.out = stdout};
    cli_json_open(&json, NULL, '[');
    for (uint32_t i = 0; i < PECIA_LIMIT_COUNT; i++) {
        cli_json_open(&json, NULL, '{');
        cli_json_word(&json, "name", pecia_limit_name(i));
        if (session->limits.value[i] == UINT64_MAX) {
            cli_json_null(&json, "value");
        } else {
            cli_json_number(&json, "value", session->limits.value[i]);
        }
        cli_json_word(&json, "unit", pecia_limit_unit(i));
        cli_json_word(&json, "meaning", pecia_limit_meaning(i));
        cli_json_close(&json, '}');
    }
    cli_json_close(&json, ']');
}

int cli_limits(cli_session *session) {
    if (session->args->operand_count > 0) {
        return pecia_exit_code(cli_usage(session, "'pecia limits' takes no operands; to change a limit say --limit "
                                                  "NAME=VALUE"));
    }
    if (cli_args_has(session->args, CLI_OPTION_JSON)) {
        print_json(session);
        return 0;
    }
    for (uint32_t i = 0; i < PECIA_LIMIT_COUNT; i++) {
        char value[32];
        put_value(session->limits.value[i], value, sizeof value);
        printf("%-12s %9s  %s: %s\n", pecia_limit_name(i), value, pecia_limit_unit(i), pecia_limit_meaning(i));
    }
    puts("\nChange one with --limit NAME=VALUE; VALUE is a number, with k, M or G, or none.");
    return 0;
}
