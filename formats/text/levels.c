/* SPDX-License-Identifier: MIT
 *
 * levels.c: how deep headings are, by the ranks of their kinds and their order.
 */
#include "reader.h"

enum { RANK_INNER_NOTES = 60, MOST_DEPTH = 24 };

/* The rank of the only heading over notes: it stands over what parts its notes, beside what follows if that is as high
 * as a heading before, and else beside the highest. */
static uint16_t rank_of_notes(const text_reader *r, uint64_t at) {
    uint16_t highest = UINT16_MAX, lowest = 0;
    for (uint64_t i = 0; i < at; i++) {
        const text_unit *unit = &r->units[i];
        highest = unit->kind == TEXT_HEADING && unit->rank < highest ? unit->rank : highest;
        lowest = unit->kind == TEXT_HEADING && unit->rank > lowest ? unit->rank : lowest;
    }
    for (uint64_t i = at + 1; i < r->unit_count; i++) {
        if (r->units[i].kind == TEXT_HEADING) {
            return i == at + 1 ? 1 : r->units[i].rank > lowest ? highest : r->units[i].rank;
        }
    }
    return highest;
}

/* Ranks that depend on what stands beside a heading: those over notes, and titles right below the number of a
 * division, which are part of it. */
static void settle_ranks(text_reader *r) {
    uint64_t notes = 0;
    for (uint64_t i = 0; i < r->unit_count; i++) {
        notes += r->units[i].kind == TEXT_HEADING && (r->units[i].flags & TEXT_NOTES_HEAD);
    }
    for (uint64_t i = 0; i < r->unit_count; i++) {
        text_unit *unit = &r->units[i];
        if (unit->kind != TEXT_HEADING || unit->underline > 0) {
            continue;
        }
        bool worded = unit->guess == TEXT_GUESS_HEADING_WORD || unit->guess == TEXT_GUESS_HEADING_NUMERAL;
        if (unit->flags & TEXT_NOTES_HEAD) {
            unit->rank = notes == 1 ? rank_of_notes(r, i) : RANK_INNER_NOTES * 10;
        } else if (!worded && i > 0 && unit[-1].kind == TEXT_HEADING && unit[-1].flags & TEXT_UNTITLED) {
            unit->rank = (uint16_t)(unit[-1].rank + 1);
        }
    }
}

int32_t text_find_levels(text_reader *r) {
    uint16_t ranks[MOST_DEPTH];
    uint32_t depth = 0;
    settle_ranks(r);
    for (uint64_t i = 0; i < r->unit_count; i++) {
        text_unit *unit = &r->units[i];
        if (unit->kind != TEXT_HEADING) {
            continue;
        }
        while (depth > 0 && (ranks[depth - 1] >= unit->rank || depth == MOST_DEPTH)) {
            depth--;
        }
        ranks[depth++] = unit->rank;
        unit->level = (uint8_t)depth;
    }
    return PECIA_OK;
}
