/* SPDX-License-Identifier: MIT
 *
 * json.c: writes JSON to a stream.
 */
#include "cli/json.h"

#include <inttypes.h>
#include <string.h>

#include "plugins/host/documents.h"

/** True for what would act on a terminal or on the order of what stands beside it. */
static bool is_active(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static void put_string(FILE *out, pecia_str text) {
    uint32_t width = 1;
    fputc('"', out);
    for (uint64_t at = 0; at < text.size; at += width) {
        uint32_t code = pecia_utf8_decode(text.data + at, text.size - at, &width);
        if (code == '"' || code == '\\') {
            fprintf(out, "\\%c", (char)code);
        } else if (is_active(code)) {
            fprintf(out, "\\u%04" PRIx32, code);
        } else if (code == 0xFFFD) {
            fputs("\xEF\xBF\xBD", out);
        } else {
            fwrite(text.data + at, 1, width, out);
        }
    }
    fputc('"', out);
}

static void begin_item(cli_json *json, const char *key) {
    uint32_t bit = UINT32_C(1) << json->depth;
    if ((json->has_item & bit) != 0) {
        fputc(',', json->out);
    }
    json->has_item |= bit;
    if (json->depth == 1) {
        fputs("\n ", json->out);
    }
    if (key != NULL) {
        put_string(json->out, (pecia_str){key, strlen(key)});
        fputs(": ", json->out);
    }
}

void cli_json_open(cli_json *json, const char *key, char bracket) {
    begin_item(json, key);
    fputc(bracket, json->out);
    json->depth++;
    json->has_item &= ~(UINT32_C(1) << json->depth);
}

void cli_json_close(cli_json *json, char bracket) {
    json->depth--;
    if (json->depth == 0) {
        fputc('\n', json->out);
    }
    fputc(bracket, json->out);
    if (json->depth == 0) {
        fputc('\n', json->out);
    }
}

void cli_json_str(cli_json *json, const char *key, pecia_str value) {
    begin_item(json, key);
    if (value.data == NULL) {
        fputs("null", json->out);
    } else {
        put_string(json->out, value);
    }
}

void cli_json_word(cli_json *json, const char *key, const char *value) {
    cli_json_str(json, key, (pecia_str){value, value != NULL ? strlen(value) : 0});
}

void cli_json_number(cli_json *json, const char *key, uint64_t value) {
    begin_item(json, key);
    fprintf(json->out, "%" PRIu64, value);
}

void cli_json_integer(cli_json *json, const char *key, int64_t value) {
    begin_item(json, key);
    fprintf(json->out, "%" PRId64, value);
}

void cli_json_bool(cli_json *json, const char *key, bool value) {
    begin_item(json, key);
    fputs(value ? "true" : "false", json->out);
}

void cli_json_null(cli_json *json, const char *key) {
    begin_item(json, key);
    fputs("null", json->out);
}
