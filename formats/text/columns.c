/* SPDX-License-Identifier: MIT
 *
 * columns.c: how many columns a text takes in a terminal or a typewriter's page: one for each grapheme, two for those
 * of East Asia (UAX 11, UAX 29).
 *
 * utf8proc knows the properties; it is opened only for characters that are not plainly one column wide.
 */
#include "columns.h"

#include "common/library.h"

#include <utf8proc.h>

/* True if CODE is one column wide and joins nothing: Latin, Greek, Cyrillic, Armenian, their punctuation. */
static bool is_plain(uint32_t code) {
    return code < 0x300 || (code >= 0x370 && code < 0x483) || (code >= 0x48A && code < 0x590) ||
           (code >= 0x1E00 && code < 0x2000) || (code >= 0x2010 && code < 0x2028) || (code >= 0x2030 && code < 0x2060);
}

static void open_library(text_ruler *ruler) {
    void *library = pecia_library_open(TEXT_UTF8PROC);
    ruler->tried = true;
    ruler->known = library && pecia_library_find(library, "utf8proc_charwidth", &ruler->width, sizeof ruler->width) &&
                   pecia_library_find(library, "utf8proc_grapheme_break_stateful", &ruler->parts, sizeof ruler->parts);
}

/* The columns of STR, grapheme by grapheme: the widest character of each counts, and 2 where a sign asks for it. */
static uint64_t measure(const text_ruler *ruler, pecia_str str) {
    enum { EMOJI_SIGN = 0xFE0F };
    uint64_t columns = 0;
    int32_t before = 0, state = 0;
    uint32_t width = 0;
    while (str.size > 0) {
        int32_t code = (int32_t)pecia_str_next(&str);
        if (before != 0 && ruler->parts(before, code, &state)) {
            columns += width;
            width = 0;
        }
        int own = code == EMOJI_SIGN && width > 0 ? 2 : ruler->width(code);
        width = own > 0 && (uint32_t)own > width ? (uint32_t)own : width;
        before = code;
    }
    return columns + width;
}

uint64_t text_columns(text_ruler *ruler, pecia_str str) {
    uint64_t count = 0;
    for (pecia_str rest = str; rest.size > 0; count++) {
        if (is_plain(pecia_str_next(&rest))) {
            continue;
        }
        if (!ruler->tried) {
            open_library(ruler);
        }
        if (ruler->known) {
            return measure(ruler, str);
        }
    }
    return count;
}
