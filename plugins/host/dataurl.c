/* SPDX-License-Identifier: MIT
 *
 * dataurl.c: the bytes that a "data:" URL holds itself. RFC 2397; base64 as RFC 4648, section 4.
 */
#include <string.h>
#include <strings.h>

#include "plugins/host/resources.h"

/** Value of a character of base64, -1 for another. */
static int32_t sextet(char c) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/** Decodes in place; *SIZE becomes the new size. White space is passed over. False if it is no base64. */
static bool base64_decode(char *text, uint64_t *size) {
    uint32_t bits = 0, have = 0;
    uint64_t to = 0, from = 0;
    for (; from < *size && text[from] != '='; from++) {
        int32_t value = sextet(text[from]);
        if (value < 0 && !strchr(" \t\r\n", text[from]))
            return false;
        if (value < 0)
            continue;
        bits = bits << 6 | (uint32_t)value;
        have += 6;
        if (have >= 8) {
            have -= 8;
            text[to++] = (char)(bits >> have & 0xff);
        }
    }
    for (; from < *size; from++)
        if (text[from] != '=' && !strchr(" \t\r\n", text[from]))
            return false;
    *size = to;
    return true;
}

bool pecia_is_data_url(pecia_str name) {
    return name.size > 5 && strncasecmp(name.data, "data:", 5) == 0;
}

int32_t pecia_data_url_bytes(pecia_str url, pecia_arena *arena, pecia_str *out, const char **why) {
    const char *comma = memchr(url.data, ',', url.size);
    *out = (pecia_str){NULL, 0};
    *why = "it is a data: URL that cannot be understood";
    if (!comma)
        return PECIA_OK;
    uint64_t head = (uint64_t)(comma - url.data), size = url.size - head - 1;
    char *bytes = pecia_arena_copy(arena, comma + 1, size);
    if (!bytes)
        return PECIA_ERR_MEMORY;
    size = pecia_percent_decode(bytes, size);
    bool is_base64 = head >= 7 && strncasecmp(comma - 7, ";base64", 7) == 0;
    if (!is_base64 || base64_decode(bytes, &size))
        *out = (pecia_str){bytes, size};
    return PECIA_OK;
}
