/* SPDX-License-Identifier: MIT
 *
 * json.h: JSON (RFC 8259), piece by piece, to a stream. Control and bidirectional characters are escaped, bytes that
 * are no UTF-8 become U+FFFD. Errors show in ferror of the stream.
 */
#ifndef PECIA_CLI_JSON_H
#define PECIA_CLI_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "pecia/plugin.h"

typedef struct cli_json {
    FILE *out;
    uint32_t depth;    /* objects and arrays open, at most 31 */
    uint32_t has_item; /* a bit for each depth: something stands there already */
} cli_json;

/** Opens an object ('{') or array ('['); KEY is its name in the object around it, NULL in an array or at the top. */
void cli_json_open(cli_json *json, const char *key, char bracket);
/** Closes it with '}' or ']'. */
void cli_json_close(cli_json *json, char bracket);
/** A string; an absent one is null. */
void cli_json_str(cli_json *json, const char *key, pecia_str value);
void cli_json_word(cli_json *json, const char *key, const char *value);
void cli_json_number(cli_json *json, const char *key, uint64_t value);
void cli_json_integer(cli_json *json, const char *key, int64_t value);
void cli_json_bool(cli_json *json, const char *key, bool value);
void cli_json_null(cli_json *json, const char *key);

#endif
