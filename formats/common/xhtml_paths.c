/* SPDX-License-Identifier: MIT
 *
 * xhtml_paths.c: addresses on a page, as paths from the container's root.
 */
#include "common/xhtml_read.h"

static pecia_str decode_percent(const pecia_host *host, pecia_job *job, pecia_str text) {
    char *out = host->job->alloc(job, text.size + 1);
    uint64_t size = 0;
    if (!out)
        return (pecia_str){NULL, 0};
    for (uint64_t i = 0; i < text.size; i++) {
        int high = text.data[i] == '%' && i + 2 < text.size ? pecia_hex_digit(text.data[i + 1]) : -1;
        int low = high >= 0 ? pecia_hex_digit(text.data[i + 2]) : -1;
        if (low >= 0) {
            out[size++] = (char)(high << 4 | low);
            i += 2;
        } else {
            out[size++] = text.data[i];
        }
    }
    return (pecia_str){out, size};
}

static bool has_scheme(pecia_str href) {
    for (uint64_t i = 0; i < href.size; i++) {
        char c = href.data[i];
        if (c == ':')
            return i > 0;
        if (c == '/' || c == '#' || c == '?')
            return false;
    }
    return false;
}

/* Joins the folder of BASE and PATH; "." and ".." are taken out. Absent when ".." leads out. */
static pecia_str join(const pecia_host *host, pecia_job *job, pecia_str base, pecia_str path) {
    char *out = host->job->alloc(job, base.size + path.size + 2);
    uint64_t size = 0;
    if (!out)
        return (pecia_str){NULL, 0};
    if (path.size && path.data[0] != '/')
        for (uint64_t i = base.size; i > 0 && !size; i--)
            if (base.data[i - 1] == '/')
                memcpy(out, base.data, size = i);
    for (uint64_t at = 0; at < path.size;) {
        uint64_t end = at;
        while (end < path.size && path.data[end] != '/')
            end++;
        pecia_str part = {path.data + at, end - at};
        at = end + 1;
        if (!part.size || pecia_str_is(part, "."))
            continue;
        if (!pecia_str_is(part, "..")) {
            memcpy(out + size, part.data, part.size);
            size += part.size;
            if (end < path.size)
                out[size++] = '/';
            continue;
        }
        if (!size)
            return (pecia_str){NULL, 0};
        for (size--; size && out[size - 1] != '/'; size--)
            ;
    }
    return (pecia_str){out, size};
}

pecia_str xhtml_resolve(const pecia_host *host, pecia_job *job, pecia_str base, pecia_str href, pecia_str *fragment) {
    *fragment = (pecia_str){NULL, 0};
    if (has_scheme(href) || pecia_str_begins(href, "//"))
        return (pecia_str){NULL, 0};
    const char *hash = href.size ? memchr(href.data, '#', href.size) : NULL;
    if (hash) {
        *fragment = decode_percent(host, job, pecia_str_from(href, (uint64_t)(hash - href.data) + 1));
        href.size = (uint64_t)(hash - href.data);
    }
    if (!href.size)
        return base;
    return join(host, job, base, decode_percent(host, job, href));
}
