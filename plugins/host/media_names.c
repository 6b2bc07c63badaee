/* SPDX-License-Identifier: MIT
 *
 * media_names.c: what the files of images are called, and the way to their folder.
 */
#include "plugins/host/media_names.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

/** Letters, digits, ".", "-", "_" and what is not ASCII stay; the rest becomes "_". */
static void clean_name(pecia_str from, char out[PECIA_MEDIA_NAME + 1]) {
    uint64_t start = 0, size = 0;
    for (uint64_t i = 0; i < from.size; i++)
        if (from.data[i] == '/' || from.data[i] == '\\')
            start = i + 1;
    for (uint64_t i = start; i < from.size && size < PECIA_MEDIA_NAME && !strchr("?#", from.data[i]); i++) {
        unsigned char c = (unsigned char)from.data[i];
        bool stays = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (size > 0 && strchr(".-", c)) || c == '_';
        out[size++] = stays ? (char)c : '_';
    }
    out[pecia_utf8_valid_prefix(out, size)] = '\0'; /* not cut within a character */
}

void pecia_media_name(const pecia_resource *resource, pecia_str from, char out[PECIA_MEDIA_NAME + 1]) {
    pecia_str type = resource->media_type;
    const char *slash = type.size ? memchr(type.data, '/', type.size) : NULL;
    clean_name(from, out);
    if (slash && pecia_is_data_url(from)) {
        int size = (int)(type.data + type.size - slash - 1);
        snprintf(out, PECIA_MEDIA_NAME + 1, "image.%.*s", size > 3 && slash[1] == 's' ? 3 : size,
                 slash + 1); /* svg+xml */
    }
}

bool pecia_media_way(const char *folder, const char *output, char out[PECIA_MEDIA_WAY]) {
    char from[PATH_MAX], to[PATH_MAX], parent[PATH_MAX];
    const char *slash = strrchr(output, '/');
    int size = snprintf(parent, sizeof parent, "%.*s", slash ? (int)(slash - output + 1) : 1, slash ? output : ".");
    if (size >= (int)sizeof parent || !realpath(parent, from) || !realpath(folder, to))
        return false;
    size_t common = 0;
    for (size_t i = 0;; i++) {
        bool from_end = from[i] == '\0' || from[i] == '/', to_end = to[i] == '\0' || to[i] == '/';
        if (from_end && to_end)
            common = i;
        if (from[i] != to[i] || from[i] == '\0')
            break;
    }
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = common; from[i] && length + 4 < PECIA_MEDIA_WAY; i++)
        if (from[i] == '/' && from[i + 1])
            length += (size_t)snprintf(out + length, PECIA_MEDIA_WAY - length, "../");
    const char *rest = to + common + (to[common] == '/');
    return !*rest || snprintf(out + length, PECIA_MEDIA_WAY - length, "%s/", rest) < (int)(PECIA_MEDIA_WAY - length);
}
