/* SPDX-License-Identifier: MIT
 *
 * units.c: cuts the lines into units: paragraphs, verse lines, items, rules, underlined headings, table rows.
 */
#include "characters.h"
#include "reader.h"

enum { LONG_LINE = 120, QUOTE_INDENT = 4, MOST_QUOTES = 8, MOST_SET_IN = 12 };

text_unit *text_add_unit(text_reader *r, uint32_t line, uint32_t lines, uint8_t kind) {
    if (r->unit_count == r->unit_room &&
        pecia_grow(r->host, r->job, &r->units, &r->unit_room, r->unit_count + 256, sizeof(text_unit)) != PECIA_OK) {
        return NULL;
    }
    text_unit *unit = &r->units[r->unit_count++];
    memset(unit, 0, sizeof(*unit));
    unit->line = line;
    unit->lines = lines;
    unit->kind = kind;
    return unit;
}

static pecia_str line_at(const text_reader *r, uint32_t line) {
    return text_of_line(r, &r->lines[line]);
}

/* True if LINE begins a note of the list that is being read: a mark in brackets, or the next number. */
static bool opens_note(text_reader *r, uint32_t line) {
    text_entry entry;
    if (!r->in_notes || !text_read_listed(line_at(r, line), &entry)) {
        return false;
    }
    if (entry.form <= TEXT_FORM_STAR && entry.form != TEXT_FORM_ROUND) {
        return true;
    }
    bool next = entry.value == r->last_note || entry.value == r->last_note + 1 || entry.value == 1;
    r->last_note = next ? entry.value : r->last_note;
    return next;
}

/* True if the number at LINE stands alone: that of a note of the list that is being read, or the next of those that
 * stand over the lines of their notes. */
static bool is_number_alone(text_reader *r, uint32_t line) {
    text_entry entry;
    if (!text_read_entry(line_at(r, line), &entry) || entry.form != TEXT_FORM_ALONE) {
        return false;
    }
    bool over = r->lines[line].blank > 0 && line + 1 < r->line_count && r->lines[line + 1].blank == 0;
    bool next = over && (entry.value == 1 || entry.value == r->last_alone + 1);
    r->last_alone = next ? entry.value : r->last_alone;
    return next || opens_note(r, line);
}

/* The form of the number or sign that opens LINE as it opens the body of a note ([1], {1}, (1), a raised digit, a star,
 * 1)); TEXT_FORM_NONE if there is none. */
static uint8_t opening_form(pecia_str line) {
    text_entry entry;
    bool opens = text_read_entry(line, &entry) && entry.form != TEXT_FORM_DOT && entry.form != TEXT_FORM_ALONE;
    return opens ? entry.form : TEXT_FORM_NONE;
}

/* True if LINE begins a paragraph whatever stands before it: a bracket with a word for it, or a note behind another,
 * which has the FORM. */
static bool stands_alone(const text_reader *r, uint32_t line, uint8_t form) {
    uint64_t size;
    pecia_str str = line_at(r, line);
    uint8_t own = form != TEXT_FORM_NONE ? opening_form(str) : TEXT_FORM_NONE;
    bool note = own != TEXT_FORM_NONE && (own == form || (own != TEXT_FORM_ROUND && form != TEXT_FORM_ROUND));
    return note || text_bracket_word(str, &size) != TEXT_BRACKET_NONE;
}

/* True if a dash of spoken words opens LINE. */
static bool opens_reply(const text_reader *r, uint32_t line) {
    pecia_str str = line_at(r, line);
    pecia_str rest = str;
    return str.size > 3 && text_is_dash(pecia_str_next(&rest)) && rest.data[0] != '-' &&
           !text_is_dash(text_first(rest));
}

/* True if LINE, below the line of a reply, is another: a sentence ends before it, at a place where its first word would
 * have fitted. */
static bool is_next_reply(const text_reader *r, uint32_t first, uint32_t line) {
    uint32_t last = text_last(line_at(r, line - 1), NULL);
    return opens_reply(r, line) && opens_reply(r, first) && text_is_point(last) && last != ',' &&
           !text_line_is_full(r, &r->lines[line - 1], &r->lines[line], r->width > 3 ? r->width - 3 : 0);
}

/* Lines from FIRST on that stand together: no blank line, nothing special between them. */
static uint32_t group_size(text_reader *r, uint32_t first, uint32_t last) {
    uint32_t end = first + 1;
    if (is_number_alone(r, first)) {
        return 1;
    }
    opens_note(r, first); /* counts */
    uint8_t form = opening_form(line_at(r, first));
    while (end < last && (r->lines[end - 1].flowed ||
                          (!opens_note(r, end) && !stands_alone(r, end, form) && r->lines[end].blank == 0 &&
                           r->lines[end].cited == r->lines[first].cited && !is_next_reply(r, first, end) &&
                           (r->lines[end].page == 0 || r->lines[end].through) && !text_starts_special(r, end)))) {
        end++;
    }
    return end - first;
}

/* How many of the LINES lines from FIRST on are one paragraph because the end of each says that it goes on. */
static uint32_t flowed_lines(const text_reader *r, uint32_t first, uint32_t lines) {
    uint32_t count = 1;
    while (count < lines && r->lines[first + count - 1].flowed) {
        count++;
    }
    return count;
}

/* True if the line set in at FIRST stands behind a colon, or behind lines that are set in as far. */
static bool is_announced(const text_reader *r, uint32_t first) {
    const text_line *line = &r->lines[first];
    bool far = line->indent > MOST_SET_IN || text_starts_special(r, first);
    return first > r->first && text_is_inside(r, first) && !far &&
           (text_last(line_at(r, first - 1), NULL) == ':' ||
            (line[-1].indent == line->indent && r->unit_count > 0 && r->units[r->unit_count - 1].quote > 0));
}

static uint8_t quote_depth(const text_reader *r, uint32_t first, uint32_t lines) {
    uint32_t least = UINT32_MAX;
    bool exact = r->spaced && r->style == TEXT_SINGLE;
    for (uint32_t i = 0; i < lines; i++) {
        least = r->lines[first + i].indent < least ? r->lines[first + i].indent : least;
    }
    uint32_t depth = least > r->margin ? (least - r->margin) / QUOTE_INDENT : 0;
    bool fits = exact ? least % QUOTE_INDENT == 0 : r->style == TEXT_BLOCK && (lines > 1 || is_announced(r, first));
    return fits && r->margin == 0 && depth <= MOST_QUOTES ? (uint8_t)depth : 0;
}

static bool all_fit(const text_reader *r, uint32_t first, uint32_t lines) {
    uint32_t full = 0, wide = 0;
    for (uint32_t i = 0; i + 1 < lines; i++) {
        const text_line *line = &r->lines[first + i];
        full += text_line_is_full(r, line, line + 1, r->width > 3 ? r->width - 3 : 0);
        wide += line->width > LONG_LINE;
    }
    return wide == 0 && full * 2 >= lines - 1;
}

static int32_t add_paragraph(text_reader *r, uint32_t first, uint32_t lines, uint16_t flags) {
    const text_unit *before = r->unit_count > 0 ? &r->units[r->unit_count - 1] : NULL;
    uint8_t in_item = 0, indent = (uint8_t)(r->lines[first].indent < 200 ? r->lines[first].indent : 200);
    if (before && before->level > 0 && (before->kind == TEXT_ITEM || before->kind == TEXT_PARAGRAPH)) {
        bool below = r->margin == 0 && indent % 4 == 2 && indent / 4 >= 1;
        in_item = below ? (uint8_t)(indent / 4 < before->level ? indent / 4 : before->level) : 0;
    }
    text_unit *unit = text_add_unit(r, first, lines, TEXT_PARAGRAPH);
    if (!unit) {
        return PECIA_ERR_MEMORY;
    }
    unit->flags = flags;
    unit->level = in_item;
    unit->quote = in_item ? 0 : quote_depth(r, first, lines);
    return PECIA_OK;
}

static int32_t add_verse(text_reader *r, uint32_t first, uint32_t lines) {
    for (uint32_t i = 0; i < lines; i++) {
        text_unit *unit = text_add_unit(r, first + i, 1, TEXT_VERSE);
        if (!unit) {
            return PECIA_ERR_MEMORY;
        }
        unit->flags = i == 0 ? TEXT_GROUP_START : 0;
        unit->guess = lines < 4 ? TEXT_GUESS_VERSE_SHORT : TEXT_GUESS_VERSE;
    }
    return PECIA_OK;
}

/* True if LINE is a heading, by its words, that a blank line parts from what it stands over or behind. */
static bool is_apart(const text_reader *r, uint32_t line) {
    bool blank = r->lines[line].blank > 0 || (line + 1 < r->line_count && r->lines[line + 1].blank > 0);
    return blank && r->lines[line].width < 60 && text_is_worded_heading(line_at(r, line));
}

/* True if the lines are a wrapped paragraph beyond doubt, though most of the file is not: verse with prose about it.
 * They are wrapped at the width of their widest. */
static bool is_wrapped(const text_reader *r, uint32_t first, uint32_t lines) {
    enum { LEAST_WRAP = 45, PROSE_WRAP = 60, SLACK = 3 };
    uint32_t small = 0, full = 0, width = 0;
    for (uint32_t i = first; i < first + lines; i++) {
        uint32_t own = text_line_width(r, &r->lines[i]);
        width = own > width ? own : width;
    }
    if (lines < 2 || width < LEAST_WRAP || width > LONG_LINE) {
        return false;
    }
    for (uint32_t i = first; i + 1 < first + lines; i++) {
        bool filled = text_line_is_full(r, &r->lines[i], &r->lines[i + 1], width - SLACK);
        bool open = filled && width >= PROSE_WRAP && text_is_letter(text_last(line_at(r, i), NULL));
        full += filled;
        small += open || text_is_lower(text_first(line_at(r, i + 1)));
    }
    bool surely = full == lines - 1 && width >= PROSE_WRAP;
    return full * 5 >= (lines - 1) * 4 && small * (surely ? 4 : 2) >= lines - 1;
}

/* Lines that mail quotes: a paragraph, wrapped or broken on purpose. */
static int32_t take_cited(text_reader *r, uint32_t first, uint32_t lines) {
    bool whole = flowed_lines(r, first, lines) == lines || (!r->flowed && all_fit(r, first, lines));
    int32_t status = add_paragraph(r, first, lines, whole ? 0 : TEXT_BREAKS);
    if (status == PECIA_OK) {
        text_unit *unit = &r->units[r->unit_count - 1];
        unit->quote = r->lines[first].cited;
        unit->level = 0;
        unit->guess = TEXT_GUESS_CITED;
    }
    return status;
}

/* Lines that are a paragraph each, but for verse among them: short lines between long ones or blank lines. */
static int32_t take_single(text_reader *r, uint32_t first, uint32_t lines) {
    int32_t status = PECIA_OK;
    bool loose = r->spaced && lines > 1;
    if (!r->flowed && is_wrapped(r, first, lines)) {
        return add_paragraph(r, first, lines, 0);
    }
    for (uint32_t at = 0; at < lines && status == PECIA_OK;) {
        uint32_t run = 0, flowed = flowed_lines(r, first + at, lines - at);
        if (flowed > 1) {
            status = add_paragraph(r, first + at, flowed, 0);
            at += flowed;
            continue;
        }
        while (at + run < lines && r->lines[first + at + run].width <= 75 && !r->lines[first + at + run].flowed &&
               !is_apart(r, first + at + run)) {
            run++;
        }
        bool after_verse = r->unit_count > 0 && r->units[r->unit_count - 1].kind == TEXT_VERSE;
        if (run >= 2 && text_is_verse(r, first + at, run, loose || after_verse)) {
            status = add_verse(r, first + at, run);
            at += run;
        } else if (loose && run == lines) {
            return add_paragraph(r, first, lines, TEXT_BREAKS);
        } else {
            for (uint32_t end = at + (run ? run : 1); at < end && status == PECIA_OK;) {
                uint32_t whole = 1;
                while (at + whole < lines && r->lines[first + at + whole].through) {
                    whole++; /* a page begins within the paragraph */
                }
                status = add_paragraph(r, first + at, whole, 0);
                at += whole;
            }
        }
    }
    return status;
}

/* True if the lines behind the first, which opens a note or an item, are all set in deeper than it. */
static bool hangs(const text_reader *r, uint32_t first, uint32_t lines) {
    text_entry entry;
    pecia_str str = line_at(r, first);
    if (!(r->in_notes ? text_read_listed : text_read_entry)(str, &entry) && text_bullet(str) == 0) {
        return false;
    }
    for (uint32_t i = 1; i < lines; i++) {
        if (r->lines[first + i].indent < r->lines[first].indent + 2) {
            return false;
        }
    }
    return lines > 1;
}

/* A group between blank lines: a wrapped paragraph, verse, or lines that were broken on purpose. */
static int32_t take_block(text_reader *r, uint32_t first, uint32_t lines) {
    if (lines == 1 || all_fit(r, first, lines) || hangs(r, first, lines)) {
        return add_paragraph(r, first, lines, 0);
    }
    for (uint32_t i = 0; i < lines; i++) {
        if (r->lines[first + i].width > LONG_LINE) {
            return take_single(r, first, lines);
        }
    }
    return text_is_verse(r, first, lines, true) ? add_verse(r, first, lines)
                                                : add_paragraph(r, first, lines, TEXT_BREAKS);
}

/* Wrapped lines where an indented line (print), or one behind a short line (unformatted), begins a paragraph. */
static int32_t take_wrapped(text_reader *r, uint32_t first, uint32_t lines) {
    int32_t status = PECIA_OK;
    uint32_t start = 0;
    for (uint32_t i = 1; i <= lines && status == PECIA_OK; i++) {
        const text_line *line = &r->lines[first + i - 1];
        bool begins = i == lines;
        if (!begins && r->style == TEXT_PRINT) {
            begins = line[1].indent > r->margin;
        } else if (!begins) {
            bool full = text_line_is_full(r, line, line + 1, r->width > 3 ? r->width - 3 : 0);
            begins = !full && !text_is_lower(text_first(text_of_line(r, line + 1)));
        }
        if (begins) {
            status = add_paragraph(r, first + start, i - start, 0);
            start = i;
        }
    }
    return status;
}

/* Gutenberg's header and licence: paragraphs as blank lines make them, nothing else. */
static int32_t take_frame(text_reader *r, uint32_t first, uint32_t lines) {
    return add_paragraph(r, first, lines, 0);
}

static bool ends_bracket(const text_reader *r, uint32_t line) {
    return text_last(line_at(r, line), NULL) == ']';
}

/* Room for about as many units as there will be: a table that grows leaves its old copies behind. */
static int32_t make_room(text_reader *r) {
    uint64_t groups = 0;
    for (uint64_t i = 0; i < r->line_count; i++) {
        groups += r->lines[i].blank > 0;
    }
    uint64_t count = r->style == TEXT_SINGLE ? r->line_count : groups + r->line_count / 16 + 16;
    return count == 0 ? PECIA_OK : pecia_grow(r->host, r->job, &r->units, &r->unit_room, count, sizeof(text_unit));
}

int32_t text_find_units(text_reader *r) {
    int32_t status = make_room(r);
    for (uint32_t line = 0; line < r->line_count && status == PECIA_OK;) {
        bool outside = !text_is_inside(r, line);
        uint32_t end = line < r->first  ? r->first
                       : line < r->last ? r->last
                       : line < r->tail ? r->tail
                                        : (uint32_t)r->line_count;
        int taken = outside ? 0 : text_take_special(r, line);
        if (taken != 0) {
            status = taken < 0 ? PECIA_ERR_MEMORY : PECIA_OK;
            line += taken > 0 ? (uint32_t)taken : 0;
            continue;
        }
        uint32_t lines = group_size(r, line, end);
        uint64_t size;
        uint8_t word = text_bracket_word(line_at(r, line), &size);
        r->underscores = r->underscores || word != TEXT_BRACKET_NONE; /* they come together */
        if (!outside && word == TEXT_BRACKET_FIGURE && ends_bracket(r, line + lines - 1)) {
            text_unit *unit = text_add_unit(r, line, lines, TEXT_FIGURE);
            status = unit ? PECIA_OK : PECIA_ERR_MEMORY;
            if (unit) {
                unit->guess = TEXT_GUESS_FIGURE;
            }
            line += lines;
            continue;
        }
        if (!outside && lines == 1 && text_heads_notes(r, line, line + 1)) {
            r->in_notes = true;
            r->last_note = 0;
        }
        status = outside                                                   ? take_frame(r, line, lines)
                 : r->lines[line].cited                                    ? take_cited(r, line, lines)
                 : !r->lines[line].flowed && text_is_plain(r, line, lines) ? text_add_plain(r, line, lines)
                 : r->style == TEXT_SINGLE                                 ? take_single(r, line, lines)
                 : r->style == TEXT_BLOCK                                  ? take_block(r, line, lines)
                                                                           : take_wrapped(r, line, lines);
        line += lines;
    }
    return status;
}
