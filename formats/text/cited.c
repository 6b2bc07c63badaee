/* SPDX-License-Identifier: MIT
 *
 * cited.c: lines that mail quotes, by the signs > before them. The signs leave the lines, which are told as what they
 * quote; a line of signs alone is a blank line.
 */
#include "characters.h"
#include "reader.h"

enum { MOST_DEPTH = 8 };

/* Takes the signs off LINE; how many there were. */
static uint32_t take_signs(const text_reader *r, text_line *line) {
    pecia_str str = text_of_line(r, line), rest = str;
    uint32_t depth = 0, spaces = 0;
    while (depth < MOST_DEPTH && rest.size > 0 && rest.data[0] == '>') {
        rest = pecia_str_from(rest, 1);
        bool space = rest.size > 1 && rest.data[0] == ' ' && rest.data[1] == '>';
        rest = pecia_str_from(rest, space);
        depth++;
    }
    while (depth > 0 && rest.size > 0 && rest.data[0] == ' ') {
        rest = pecia_str_from(rest, 1);
        spaces++;
    }
    if (depth > 0) {
        line->start += (uint32_t)(str.size - rest.size);
        line->size = (uint32_t)rest.size;
        line->width = (uint16_t)text_width(rest, TEXT_WIDE);
        line->indent = (uint16_t)(spaces > 0 ? spaces - 1 : 0);
    }
    return depth;
}

/* True if LINE and one beside it begin with the sign, or a colon stands before it. */
static bool is_cited(const text_reader *r, uint64_t line) {
    const char *text = r->text.data;
    const text_line *lines = r->lines;
    if (text[lines[line].start] != '>') {
        return false;
    }
    bool before = line > 0 && (lines[line - 1].cited || text_last(text_of_line(r, &lines[line - 1]), NULL) == ':');
    bool after = line + 1 < r->line_count && text[lines[line + 1].start] == '>';
    return before || after;
}

int32_t text_find_cited(text_reader *r) {
    uint64_t kept = 0;
    uint32_t blank = 0;
    for (uint64_t i = 0; i < r->line_count; i++) {
        r->lines[i].cited = (is_cited(r, i) ? take_signs(r, &r->lines[i]) : 0) & 15;
        if (r->lines[i].cited > 0 && r->lines[i].size == 0) {
            blank += r->lines[i].blank + 1u;
            continue;
        }
        text_line line = r->lines[i];
        line.blank = (uint8_t)(line.blank + blank < 255 ? line.blank + blank : 255);
        blank = 0;
        r->lines[kept++] = line;
    }
    r->line_count = kept;
    r->last = r->tail = (uint32_t)kept;
    return PECIA_OK;
}
