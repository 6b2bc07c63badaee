/* SPDX-License-Identifier: MIT
 *
 * drama.c: speeches and stage directions, by the shape of their lines.
 *
 * A speech begins with a name and a full stop or colon ("Ольга (глядя в окно). Сегодня тепло"), or with a name alone
 * on its line. Names are those that open several paragraphs. A text is a play if such paragraphs are 4 in 10, or 1 in 5
 * where a heading stands over a list of those who speak; elsewhere "Yes. I did." is a paragraph like any other.
 */
#include "drama.h"

#include "characters.h"

enum { LEAST_SPEECHES = 4, MOST_DIRECTION = 160, MOST_SETTING = 12, BRIEF = 40 };

static bool is_play(const drama *d) {
    bool many = d->speeches * 10 >= d->paragraphs * (d->cast ? 2 : 4);
    return d->speeches >= LEAST_SPEECHES && d->distinct >= 2 && many;
}

/* A paragraph that is a stage direction: in brackets, one of the words, or about one of those who speak. */
static bool is_direction(const drama *d, const text_unit *unit) {
    pecia_str line = drama_line(d, unit), end = text_of_line(d->r, &d->r->lines[unit->line + unit->lines - 1]);
    uint32_t first = text_first(line), last = text_last(end, NULL), inner = 0;
    pecia_str before;
    if (last == '.') {
        text_last(end, &before);
        inner = text_last(before, NULL);
    }
    if (unit->kind != TEXT_PARAGRAPH || unit->flags & (TEXT_BODY | TEXT_BODY_MORE)) {
        return false;
    }
    if ((first == '(' && (last == ')' || inner == ')')) || (first == '[' && (last == ']' || unit->lines == 1))) {
        return true;
    }
    if (unit->quote > 0 && unit->lines <= 3) {
        return true;
    }
    bool fresh = unit > d->r->units && unit[-1].kind != TEXT_STAGE;
    bool brief = fresh && d->r->lines[unit->line].width <= BRIEF && last == '.';
    return unit->lines == 1 && line.size < MOST_DIRECTION &&
           (drama_names_someone(d, line, brief) || drama_is_word(line, DIRECTION_WORD));
}

static void make_speech(text_unit *unit, const drama_opening *open) {
    unit->kind = unit->kind == TEXT_VERSE || (open->alone && unit->lines == 1) ? TEXT_SPEAKER : TEXT_SPEECH;
    unit->flags &= (uint16_t)~TEXT_GROUP_START;
    unit->speaker = (uint16_t)open->speaker;
    unit->stage = (uint16_t)open->stage;
    unit->stage_end = (uint16_t)open->stage_end;
    unit->words = (uint16_t)open->speech;
    unit->quote = 0;
    unit->guess = open->capitals ? TEXT_GUESS_SPEECH_CAPITALS : TEXT_GUESS_SPEECH;
}

static void make_stage(const drama *d, text_unit *unit) {
    uint32_t first = text_first(drama_line(d, unit));
    unit->kind = TEXT_STAGE;
    unit->quote = 0;
    unit->guess = first == '(' || first == '[' ? TEXT_GUESS_STAGE_BRACKET : TEXT_GUESS_STAGE;
}

/* What belongs to the speech that is open. */
static bool goes_on(const text_unit *unit) {
    return (unit->kind == TEXT_PARAGRAPH || unit->kind == TEXT_VERSE) &&
           !(unit->flags & (TEXT_BODY | TEXT_BODY_MORE)) && unit->quote == 0 && unit->level == 0;
}

/* Paragraphs between the heading at FIRST and the first speech under it tell what is seen. */
static void mark_scene(drama *d, uint64_t first) {
    text_reader *r = d->r;
    drama_opening open;
    uint64_t end = first + 1;
    while (end < r->unit_count && end - first < MOST_SETTING && r->units[end].kind == TEXT_PARAGRAPH &&
           !(r->units[end].flags & (TEXT_BODY | TEXT_BODY_MORE)) && !drama_speaks(d, &r->units[end], &open)) {
        end++;
    }
    bool speech = end < r->unit_count && drama_speaks(d, &r->units[end], &open);
    for (uint64_t i = first + 1; speech && i < end; i++) {
        make_stage(d, &r->units[i]);
    }
}

static void mark_speeches(drama *d) {
    text_reader *r = d->r;
    drama_opening open;
    bool spoken = false, begun = false;
    for (uint64_t i = 0; i < r->unit_count; i++) {
        text_unit *unit = &r->units[i];
        if (drama_speaks(d, unit, &open)) {
            make_speech(unit, &open);
            if (unit->kind == TEXT_SPEAKER && unit + 1 < r->units + r->unit_count && unit[1].kind == TEXT_VERSE) {
                unit[1].flags |= TEXT_GROUP_START;
            }
            spoken = begun = true;
        } else if (unit->kind == TEXT_STAGE || drama_is_setting(d, unit) || (begun && is_direction(d, unit))) {
            bool inside = i + 1 < r->unit_count && goes_on(&unit[1]) && !drama_speaks(d, &unit[1], &open) &&
                          !is_direction(d, &unit[1]);
            make_stage(d, unit);
            spoken = spoken && inside;
            unit->flags |= spoken ? TEXT_SPOKEN : 0;
        } else if (spoken && goes_on(unit)) {
            unit->flags |= TEXT_SPOKEN;
        } else {
            spoken = false;
            begun = begun && unit->kind != TEXT_HEADING;
        }
        bool over = unit->kind == TEXT_HEADING && !drama_is_cast(d, unit);
        if (over || (d->cast_end > 0 && i + 1 == d->cast_end)) {
            mark_scene(d, i);
        }
    }
}

int32_t text_find_speeches(text_reader *r) {
    drama d = {.r = r};
    int32_t status = drama_find_names(&d);
    if (status == PECIA_OK && is_play(&d)) {
        mark_speeches(&d);
    }
    return status;
}
