/* SPDX-License-Identifier: MIT
 *
 * note_heads.c: headings over notes. The words of notes.def are one by themselves; with others behind them, "Notes to
 * chapter I" or "Notes on nursing", they are one if a list stands below and its first number has a mark above.
 */
#include <stdio.h>

#include "characters.h"
#include "reader.h"

enum { MOST_WORDS = 8, WIDEST = 60 };

/* True if MARK stands in TEXT, behind something: at the start of a line it is the number of another note. */
static bool stands_in(pecia_str text, const char *mark) {
    pecia_str rest = pecia_str_from(text, 1);
    const char *at = rest.size > 0 ? memmem(rest.data, (size_t)rest.size, mark, strlen(mark)) : NULL;
    while (at && at[-1] == '\n') {
        rest = pecia_str_from(rest, (uint64_t)(at - rest.data) + 1);
        at = memmem(rest.data, (size_t)rest.size, mark, strlen(mark));
    }
    return at != NULL;
}

/* True if a mark of the note that ENTRY begins stands in TEXT, in any of its forms. */
static bool is_marked(pecia_str text, const text_entry *entry) {
    static const char *const brackets[] = {"[]", "{}", "()", " )"};
    char mark[64], digits[16];
    uint64_t size = 0;
    if (entry->value == 0) {
        return stands_in(text, "*");
    }
    snprintf(digits, sizeof(digits), "%u", entry->value);
    for (size_t i = 0; i < sizeof(brackets) / sizeof(brackets[0]); i++) {
        snprintf(mark, sizeof(mark), "%c%s%c", brackets[i][0], digits, brackets[i][1]);
        if (stands_in(text, mark + (brackets[i][0] == ' '))) {
            return true;
        }
    }
    for (const char *digit = digits; *digit; digit++) {
        size += pecia_str_put(text_raised_of((uint32_t)(*digit - '0')), mark + size);
    }
    mark[size] = 0;
    return stands_in(text, mark);
}

static bool is_short(pecia_str line) {
    uint32_t words = 0;
    while (pecia_str_word(&line).size > 0) {
        words++;
    }
    return words <= MOST_WORDS;
}

bool text_heads_notes(text_reader *r, uint32_t line, uint32_t next) {
    pecia_str str = text_of_line(r, &r->lines[line]);
    if (text_is_notes_heading(str)) {
        r->headed = r->lines[line].start;
        return true;
    }
    uint64_t word = r->lines[line].width <= WIDEST && text_is_upper(text_first(str)) ? text_opening_notes_word(str) : 0;
    if (word == 0 || text_is_point(text_last(str, NULL)) || !is_short(str)) {
        return false;
    }
    text_entry entry;
    next += next < r->line_count && text_is_separator(text_of_line(r, &r->lines[next]));
    bool listed = next < r->line_count && text_read_listed(text_of_line(r, &r->lines[next]), &entry) &&
                  (entry.value > 0 || entry.form == TEXT_FORM_STAR);
    uint32_t from = r->headed < r->lines[line].start ? r->headed : r->lines[line].start;
    r->headed = listed ? r->lines[line].start : r->headed;
    return listed && is_marked((pecia_str){r->text.data + from, r->lines[line].start - from}, &entry);
}
