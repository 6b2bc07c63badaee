/* SPDX-License-Identifier: MIT
 *
 * dataurl.c: the bytes that a "data:" URL holds itself, and such a URL of bytes. RFC 2397; base64 as RFC 4648,
 * section 4.
 */
#include <string.h>
#include <strings.h>

#include "plugins/host/regular.h"
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

static void base64_encode(char *out, pecia_str bytes) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *data = (const unsigned char *)bytes.data;
    for (uint64_t i = 0; i < bytes.size; i += 3) {
        uint64_t left = bytes.size - i;
        uint32_t three =
            (uint32_t)data[i] << 16 | (left > 1 ? (uint32_t)data[i + 1] << 8 : 0) | (left > 2 ? data[i + 2] : 0u);
        *out++ = digits[three >> 18];
        *out++ = digits[three >> 12 & 63];
        *out++ = left > 1 ? digits[three >> 6 & 63] : '=';
        *out++ = left > 2 ? digits[three & 63] : '=';
    }
}

pecia_str pecia_data_url(pecia_arena *arena, pecia_str type, pecia_str bytes) {
    static const char head[] = "data:", mid[] = ";base64,";
    uint64_t around = sizeof head - 1 + type.size + sizeof mid - 1, size = around + (bytes.size + 2) / 3 * 4;
    char *url = bytes.size < UINT64_MAX / 4 ? pecia_arena_alloc(arena, size) : NULL;
    if (!url)
        return (pecia_str){NULL, 0};
    memcpy(url, head, sizeof head - 1);
    memcpy(url + sizeof head - 1, type.data, type.size);
    memcpy(url + around - (sizeof mid - 1), mid, sizeof mid - 1);
    base64_encode(url + around, bytes);
    return (pecia_str){url, size};
}
