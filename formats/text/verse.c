/* SPDX-License-Identifier: MIT
 *
 * verse.c: tells verse from prose by the shape of its lines.
 */
#include "characters.h"
#include "reader.h"

enum { VERSE_WIDTH = 75, STRICT_LINES = 4 };

typedef struct text_verse {
    uint32_t capitals; /* lines that begin with a capital, behind marks and dashes */
    uint32_t stops;    /* that end a sentence */
    uint32_t points;   /* that end with any punctuation */
    uint32_t dashes;   /* that begin with a dash: dialogue */
    uint32_t signs;    /* that begin as an item or a note does */
    uint32_t long_;    /* too long for verse */
    uint64_t width;
} text_verse;

/* The first letter or digit among the first few characters of LINE. */
static uint32_t first_letter(pecia_str line) {
    for (int i = 0; line.size > 0 && i < 6; i++) {
        uint32_t code = pecia_str_next(&line);
        if (text_is_letter(code) || text_is_digit(code)) {
            return code;
        }
    }
    return 0;
}

/* The last character, without the note mark or quotation mark that may follow it. */
static uint32_t last_sign(pecia_str line) {
    pecia_str before = line;
    uint32_t code = text_last(line, &before);
    if (code == ']' && before.size > 0) {
        uint64_t at = before.size;
        while (at > 0 && before.size - at < 6 && before.data[at - 1] != '[') {
            at--;
        }
        before.size = at > 0 ? at - 1 : 0;
        code = text_last(before, &before);
    }
    if (code == 0xBB || code == 0x201C || code == 0x201D || code == '"' || code == ')') {
        uint32_t inner = text_last(before, NULL);
        code = text_is_letter(inner) ? code : inner;
    }
    return code;
}

static void look_at(const text_reader *r, const text_line *line, text_verse *v) {
    pecia_str str = text_of_line(r, line);
    text_entry entry;
    uint64_t behind;
    uint32_t last = last_sign(str), first = text_first(str);
    uint32_t letter = first_letter(str);
    v->capitals += text_is_upper(letter) || !text_is_lower(letter);
    v->stops += text_is_stop(last);
    v->points += text_is_stop(last) || text_is_point(last) || text_is_dash(last) || last == 0xBB || last == 0x201D ||
                 last == 0x201C || last == '"';
    v->dashes += text_is_dash(first);
    v->signs += text_bullet(str) > 0 || text_bracket_word(str, &behind) == TEXT_BRACKET_NOTE ||
                (text_read_entry(str, &entry) && entry.form != TEXT_FORM_STAR);
    v->long_ += line->width > VERSE_WIDTH;
    v->width += line->width;
}

bool text_is_verse(const text_reader *r, uint32_t first, uint32_t lines, bool loose) {
    text_verse v = {0};
    if (lines < (loose ? 2u : (uint32_t)STRICT_LINES)) {
        return false;
    }
    for (uint32_t i = 0; i < lines; i++) {
        look_at(r, &r->lines[first + i], &v);
        if (v.long_ * 8 > lines) {
            return false;
        }
    }
    return v.capitals * 10 >= lines * 6 && v.stops * 20 <= lines * (loose ? 16u : 12u) && v.points * 10 >= lines * 3 &&
           v.dashes * 10 <= lines * 3 && v.signs * 4 <= lines && v.width >= (uint64_t)lines * 8;
}
