/* SPDX-License-Identifier: MIT
 *
 * relative.c: the name of a resource in a document, turned into a path beneath a folder. RFC 3986,
 * sections 2.1, 4.2, 5.2.4.
 */
#include <stdbool.h>
#include <string.h>

#include "plugins/host/resources.h"

static int hex(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

uint64_t pecia_percent_decode(char *text, uint64_t size) {
    uint64_t to = 0;
    for (uint64_t from = 0; from < size; from++, to++) {
        int high = text[from] == '%' && size - from > 2 ? hex(text[from + 1]) : -1;
        int low = high >= 0 ? hex(text[from + 2]) : -1;
        if (low >= 0) {
            text[to] = (char)(high * 16 + low);
            from += 2;
        } else {
            text[to] = text[from];
        }
    }
    text[to] = '\0';
    return to;
}

/** True for "http:", "file:", "C:" ... */
static bool has_scheme(const char *text) {
    size_t size = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");
    return size > 0 && text[size] == ':' && (text[0] < '0' || text[0] > '9');
}

/** Resolves "." and ".." in place; false if the path leads out of its folder. */
static bool resolve_dots(char *path) {
    char *to = path;
    for (const char *from = path; *from;) {
        size_t size = strcspn(from, "/");
        const char *next = from + size + (from[size] == '/'); /* before it is written over */
        if (size == 2 && memcmp(from, "..", 2) == 0) {
            if (to == path)
                return false;
            for (to--; to > path && to[-1] != '/';)
                to--;
        } else if (size > 0 && !(size == 1 && *from == '.')) {
            memmove(to, from, size);
            to += size;
            *to++ = next > from + size ? '/' : '\0';
        }
        from = next;
    }
    if (to > path)
        to--;
    *to = '\0';
    return true;
}

static const char *fault(const char *text, uint64_t size) {
    if (size == 0)
        return "it is empty";
    if (strlen(text) != size)
        return "it holds a NUL character";
    if (has_scheme(text) || strncmp(text, "//", 2) == 0)
        return "it is a URL, and nothing is fetched; save the image beside the document";
    if (text[0] == '/' || text[0] == '\\')
        return "it is an absolute path; put the image beneath the document's folder";
    return NULL;
}

int32_t pecia_relative_path(pecia_str name, pecia_arena *arena, const char **path, const char **why) {
    *path = NULL;
    char *text = pecia_arena_copy(arena, name.data ? name.data : "", name.data ? name.size : 0);
    if (!text)
        return PECIA_ERR_MEMORY;
    /* a scheme cannot be written with percent signs, a way out can: both forms are looked at */
    *why = fault(text, name.data ? name.size : 0);
    if (*why)
        return PECIA_OK;
    uint64_t size = pecia_percent_decode(text, name.size);
    *why = fault(text, size);
    if (*why)
        return PECIA_OK;
    if (!resolve_dots(text))
        *why =
            "it leads out of the document's folder; put the image beneath it or name its folder with --resource-path";
    else if (text[0] == '\0')
        *why = "it names a folder";
    else
        *path = text;
    return PECIA_OK;
}
