/* SPDX-License-Identifier: MIT
 *
 * items.c: lines that show by a sign what they are: underlined headings, rules, rows of tables, items of lists.
 */
#include "characters.h"
#include "reader.h"

enum { MOST_ITEM_LINES = 16 };

static pecia_str line_at(const text_reader *r, uint32_t line) {
    return text_of_line(r, &r->lines[line]);
}

static bool has_line(const text_reader *r, uint32_t line) {
    return line < r->line_count;
}

/* True if LINE is followed, without a blank line, by signs that underline it. */
static uint32_t underlined(const text_reader *r, uint32_t line) {
    if (!has_line(r, line + 1) || r->lines[line + 1].blank > 0 || (line > 0 && r->lines[line].blank == 0)) {
        return 0;
    }
    uint32_t level = text_underline(line_at(r, line + 1));
    uint32_t width = r->lines[line].width, under = r->lines[line + 1].width;
    uint32_t wide = (r->lines[line].size - width) / 2; /* at most so many characters take two columns */
    bool about = under + 3 >= width && under <= width + wide + 3;
    return (about || (width > 70 && under >= 70)) && !text_is_rule(line_at(r, line)) ? level : 0;
}

/* +----+-----+ */
static bool is_grid(pecia_str line) {
    uint64_t joints = 0;
    for (uint64_t i = 0; i < line.size; i++) {
        if (line.data[i] != '+' && line.data[i] != '-' && line.data[i] != '=') {
            return false;
        }
        joints += line.data[i] == '+';
    }
    return joints >= 2 && line.size > 4 && line.data[0] == '+' && line.data[line.size - 1] == '+';
}

static bool is_row(pecia_str line) {
    bool barred = line.size > 2 && line.data[0] == '|' && line.data[line.size - 1] == '|';
    return is_grid(line) || (barred && (line.data[1] == ' ' || text_is_row_rule(line)));
}

/* True if the same bullet opens a line before or behind LINE, lines that are set in deeper aside. */
static bool in_list(const text_reader *r, uint32_t line) {
    pecia_str str = line_at(r, line);
    for (int step = -1; step <= 1; step += 2) {
        uint32_t other = line + (uint32_t)step;
        for (int i = 0; i < MOST_ITEM_LINES && other < r->line_count && r->lines[other].indent > r->lines[line].indent;
             i++) {
            other += (uint32_t)step;
        }
        if (other < r->line_count && text_bullet(line_at(r, other)) > 0 && line_at(r, other).data[0] == str.data[0]) {
            return true;
        }
    }
    return false;
}

/* Bytes of the sign of a list item that opens LINE, or 0. A bullet needs no company; an asterisk or hyphen, which may
 * be a note or a speech, needs another item beside it; a number is a list only where it is indented as this format's
 * writer does, for elsewhere it may be the author's own and must stay in the text. */
static uint32_t item_sign(const text_reader *r, uint32_t line, uint32_t *number) {
    pecia_str str = line_at(r, line);
    uint32_t sign = text_bullet(str), indent = r->lines[line].indent;
    *number = 0;
    if (sign > 0 && (unsigned char)str.data[0] >= 0x80) {
        return sign;
    }
    if (sign > 0 && str.data[0] != '-') {
        return in_list(r, line) ? sign : 0;
    }
    if (sign > 0) {
        bool small = text_is_lower(text_first(pecia_str_from(str, sign)));
        return small && in_list(r, line) && r->style != TEXT_BLOCK ? sign : 0;
    }
    sign = indent % 4 == 2 && r->margin == 0 ? text_number_sign(str, number) : 0;
    return sign > 0 && str.data[sign - 2] == '.' && *number < UINT16_MAX ? sign : 0;
}

bool text_starts_special(const text_reader *r, uint32_t line) {
    uint32_t number;
    pecia_str str = line_at(r, line);
    return text_is_rule(str) || is_row(str) || item_sign(r, line, &number) > 0 || underlined(r, line) > 0;
}

/* How many lines the item at LINE has: those right below it that are set in deeper. BREAKS: their ends are meant, since
 * the next word would have fitted and nothing says that the lines were wrapped. */
static uint32_t item_lines(const text_reader *r, uint32_t line, bool *breaks) {
    uint32_t end = line + 1, number;
    *breaks = false;
    while (end < r->last &&
           (r->lines[end - 1].flowed ||
            (r->lines[end].blank == 0 && r->lines[end].page == 0 && r->lines[end].indent > r->lines[line].indent + 1 &&
             item_sign(r, end, &number) == 0 && !is_row(line_at(r, end))))) {
        bool full = text_line_is_full(r, &r->lines[end - 1], &r->lines[end], r->width > 3 ? r->width - 3 : 0);
        bool wrapped = r->lines[end - 1].flowed;
        wrapped = wrapped || (r->style != TEXT_SINGLE && text_is_lower(text_first(line_at(r, end))));
        *breaks = *breaks || ((!full || r->flowed) && !wrapped);
        end++;
    }
    return end - line;
}

/* The units of one line that need no company. How many lines were taken; 0 if LINE is none of them, -1 without memory.
 */
int text_take_special(text_reader *r, uint32_t line) {
    uint32_t number = 0, level = underlined(r, line);
    pecia_str str = line_at(r, line);
    text_unit *unit, *before = r->unit_count > 0 ? &r->units[r->unit_count - 1] : NULL;
    uint8_t last = before ? before->kind : 0, depth = before ? before->level : 0;
    if (level > 0) {
        unit = text_add_unit(r, line, 1, TEXT_HEADING);
        r->underlined = true;
        r->in_notes = text_heads_notes(r, line, line + 2);
        r->last_note = 0;
        if (unit) {
            unit->rank = (uint16_t)level;
            unit->underline = (uint8_t)level;
            unit->guess = TEXT_GUESS_HEADING_UNDERLINED;
            unit->flags = r->in_notes ? TEXT_NOTES_HEAD : 0;
        }
        return unit ? 2 : -1;
    }
    if (text_is_rule(str)) {
        r->in_notes = r->in_notes || text_is_separator(str);
        return text_add_unit(r, line, 1, text_is_separator(str) ? TEXT_SEPARATOR : TEXT_RULE) ? 1 : -1;
    }
    if (is_row(str)) {
        unit = text_add_unit(r, line, 1, TEXT_ROW);
        if (unit && (last != TEXT_ROW || r->lines[line].blank > 0)) {
            unit->flags |= TEXT_GROUP_START;
            unit->guess = TEXT_GUESS_TABLE;
        }
        return unit ? 1 : -1;
    }
    uint32_t sign = item_sign(r, line, &number);
    if (sign == 0) {
        return 0;
    }
    bool inside = last == TEXT_ITEM || (last == TEXT_PARAGRAPH && depth > 0);
    uint32_t wanted = r->lines[line].indent / 4 + 1;
    bool outer = last == TEXT_ITEM && wanted == 1 && depth == 1; /* an item behind inner ones goes on with its list */
    bool other = outer && (before->rank > 0) != (number > 0);
    inside = inside && !other;
    bool breaks;
    uint32_t lines = item_lines(r, line, &breaks);
    unit = text_add_unit(r, line, lines, TEXT_ITEM);
    if (unit) {
        unit->skip = sign;
        unit->guess = number > 0 ? TEXT_GUESS_NUMBERS : TEXT_GUESS_BULLETS;
        unit->rank = (uint16_t)number;
        unit->flags =
            (uint16_t)((number > 0 ? TEXT_ORDERED : 0) | (inside ? 0 : TEXT_GROUP_START) | (breaks ? TEXT_BREAKS : 0));
        unit->level = (uint8_t)(!inside ? 1u : wanted > depth + 1u ? depth + 1u : wanted);
    }
    return unit ? (int)lines : -1;
}
