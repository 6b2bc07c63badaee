/* SPDX-License-Identifier: MIT
 *
 * named_notes.c: notes that are wholly in brackets: [Footnote 30: ...], where they begin and where they end.
 */
#include "characters.h"
#include "reader.h"

enum { MOST_UNITS = 60 };

uint32_t text_read_named(pecia_str line, text_entry *entry) {
    uint64_t word = 0;
    if (text_bracket_word(line, &word) != TEXT_BRACKET_NOTE) {
        return 0;
    }
    pecia_str rest = pecia_str_from(line, word), colon = rest;
    while (colon.size > 0 && colon.data[0] != ':' && rest.size - colon.size < 20) {
        colon = pecia_str_from(colon, 1);
    }
    pecia_str label = pecia_str_trim((pecia_str){rest.data, rest.size - colon.size});
    if (colon.size == 0 || colon.data[0] != ':' || label.size > 16) {
        return 0;
    }
    entry->at = (uint32_t)(label.data - line.data);
    entry->size = (uint32_t)label.size;
    entry->form = TEXT_FORM_NAMED;
    if (label.size > 2 && label.data[0] == '{' && label.data[label.size - 1] == '}') {
        entry->at++; /* of two lists with the same numbers, the one with curly marks */
        entry->size -= 2;
        entry->form = TEXT_FORM_CURLY;
    }
    pecia_str body = pecia_str_trim(pecia_str_from(colon, 1));
    return (uint32_t)(line.size - body.size);
}

static bool ends_in_bracket(const text_reader *r, const text_unit *unit) {
    pecia_str str = text_of_line(r, &r->lines[unit->line + unit->lines - 1]);
    return str.size > 0 && str.data[str.size - 1] == ']';
}

/* True if the bracket at the end of UNIT was not opened in it, or, in the FIRST unit of a note, opened the note. */
static bool closes(const text_reader *r, const text_unit *unit, bool first) {
    int64_t open = first ? 0 : 1;
    uint32_t start = text_first_line(r, unit)->start, end = text_unit_end(r, unit);
    if (!ends_in_bracket(r, unit)) {
        return false;
    }
    for (uint32_t i = start; i < end; i++) {
        open += (r->text.data[i] == '[') - (r->text.data[i] == ']');
    }
    return open <= 0;
}

uint64_t text_find_closing(const text_reader *r, uint64_t first) {
    uint64_t ending = r->unit_count, size;
    for (uint64_t i = first; i < r->unit_count && i - first < MOST_UNITS; i++) {
        const text_unit *unit = &r->units[i];
        pecia_str line = text_of_line(r, text_first_line(r, unit));
        if (i > first && text_bracket_word(line, &size) == TEXT_BRACKET_NOTE) {
            break;
        }
        if (closes(r, unit, i == first)) {
            return i;
        }
        ending = ending == r->unit_count && ends_in_bracket(r, unit) ? i : ending;
        if (unit->kind == TEXT_HEADING) {
            break;
        }
    }
    return ending;
}
