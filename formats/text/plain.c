/* SPDX-License-Identifier: MIT
 *
 * plain.c: preformatted lines: a table or a form that its columns hold together.
 */
#include "reader.h"

enum { LONG_LINE = 120 };

/* True if columns that wide gaps part stand in LINE, and nothing that may be a quotation, a note or emphasis. */
static bool has_gap(pecia_str line) {
    uint32_t spaces = 0;
    for (uint64_t i = 0; i < line.size; i++) {
        if (line.size > 2 * LONG_LINE || strchr("[]_\"*", line.data[i]) || (unsigned char)line.data[i] == 0xE2 ||
            (unsigned char)line.data[i] == 0xC2) {
            return false;
        }
    }
    for (uint64_t i = 0; i < line.size; i++) {
        spaces = line.data[i] == ' ' ? spaces + 1 : 0;
        if (spaces == 3 || line.data[i] == '\t') {
            return true;
        }
    }
    return false;
}

bool text_is_plain(const text_reader *r, uint32_t first, uint32_t lines) {
    uint32_t gaps = 0;
    for (uint32_t i = 0; i < lines; i++) {
        gaps += has_gap(text_of_line(r, &r->lines[first + i]));
        if (gaps * 5 < i * 4) {
            return false;
        }
    }
    return lines >= 2 && gaps * 5 >= lines * 4 && has_gap(text_of_line(r, &r->lines[first]));
}

int32_t text_add_plain(text_reader *r, uint32_t first, uint32_t lines) {
    for (uint32_t i = 0; i < lines; i++) {
        text_unit *unit = text_add_unit(r, first + i, 1, TEXT_PLAIN);
        if (!unit) {
            return PECIA_ERR_MEMORY;
        }
        unit->flags = i == 0 ? TEXT_GROUP_START : 0;
        unit->guess = TEXT_GUESS_PLAIN;
    }
    return PECIA_OK;
}
