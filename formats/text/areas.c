/* SPDX-License-Identifier: MIT
 *
 * areas.c: which units are bodies of notes.
 *
 * Sure are those under a heading of notes.def or behind a separator, and Gutenberg's [Footnote 1: ...]. A paragraph
 * that begins with [1], {1}, a raised digit or an asterisk elsewhere may be one: notes.c looks for its mark.
 */
#include <stdio.h>

#include "characters.h"
#include "reader.h"

enum { MOST_GAP = 20 };

static text_body *add_body(text_reader *r, uint64_t unit, const text_entry *entry, uint32_t area) {
    if (r->body_count == r->body_room &&
        pecia_grow(r->host, r->job, &r->bodies, &r->body_room, r->body_count + 64, sizeof(text_body)) != PECIA_OK) {
        return NULL;
    }
    text_unit *at = &r->units[unit];
    text_body *body = &r->bodies[r->body_count];
    memset(body, 0, sizeof(*body));
    body->unit = (uint32_t)unit;
    body->units = 1;
    body->label = r->lines[at->line].start + entry->at;
    body->size = (uint8_t)entry->size;
    body->form = entry->form;
    body->area = area;
    body->note = TEXT_NO_MATE;
    at->flags |= TEXT_BODY;
    at->note = (uint32_t)r->body_count++;
    return body;
}

static bool may_open(const text_unit *unit) {
    return unit->kind == TEXT_PARAGRAPH || unit->kind == TEXT_VERSE || unit->kind == TEXT_ITEM ||
           (unit->kind == TEXT_HEADING && (unit->flags & TEXT_NUMERAL));
}

/* True for the forms that stand beside each other in one list: [1], {1}, raised digits and asterisks. */
static bool is_sign(uint8_t form) {
    return form == TEXT_FORM_SQUARE || form == TEXT_FORM_CURLY || form == TEXT_FORM_RAISED || form == TEXT_FORM_STAR;
}

/* True if ENTRY goes on with a list of notes whose last number was LAST. */
static bool continues(const text_entry *entry, uint8_t form, uint32_t last) {
    bool closed = form == TEXT_FORM_PAREN && entry->form == TEXT_FORM_RAISED; /* 1) and behind it one read as 2) */
    if (entry->form != form && !(is_sign(form) && is_sign(entry->form)) && !(closed && entry->value == last + 1)) {
        return false;
    }
    if (form <= TEXT_FORM_STAR && form != TEXT_FORM_ROUND) {
        return true;
    }
    return entry->value == 0 || entry->value == 1 || (entry->value > last && entry->value <= last + MOST_GAP);
}

static bool is_heading(const text_unit *unit) {
    return unit->kind == TEXT_HEADING && !(unit->flags & TEXT_NUMERAL);
}

/* True if unit I opens a list of notes. */
static bool opens_list(const text_reader *r, uint64_t i, text_entry *entry) {
    bool opens = i < r->unit_count && may_open(&r->units[i]) && text_is_inside(r, r->units[i].line) &&
                 text_read_listed(text_of_line(r, text_first_line(r, &r->units[i])), entry);
    return opens && (entry->form != TEXT_FORM_BARE || entry->value == 1);
}

/* What stands behind the heading at I: a separator there belongs to it. */
static uint64_t behind_heading(const text_reader *r, uint64_t i) {
    return i + 1 < r->unit_count && r->units[i + 1].kind == TEXT_SEPARATOR ? i + 2 : i + 1;
}

/* True for a short line that names what the notes below it belong to, "To chapter I", and is no heading by itself. */
static bool is_caption(const text_reader *r, const text_unit *unit) {
    enum { LONGEST = 60 };
    text_entry entry;
    const text_line *line = text_first_line(r, unit);
    pecia_str str = text_of_line(r, line);
    bool plain = unit->kind == TEXT_PARAGRAPH && unit->lines == 1 && unit->quote == 0 && unit->level == 0;
    return plain && line->width < LONGEST && text_is_upper(text_first(str)) && !text_is_point(text_last(str, NULL)) &&
           !text_read_listed(str, &entry);
}

/* True if a heading at I, like INNER (NULL: the first of its kind), parts the notes of a list: those of a chapter stand
 * under it and are counted from 1, or on from LAST. */
static bool parts_list(const text_reader *r, uint64_t i, const text_unit *inner, uint32_t last) {
    text_entry entry;
    bool parts = i < r->unit_count && !(r->units[i].flags & TEXT_NOTES_HEAD) &&
                 (is_heading(&r->units[i]) || is_caption(r, &r->units[i]));
    return parts && (!inner || (r->units[i].rank == inner->rank && is_heading(&r->units[i]) == is_heading(inner))) &&
           opens_list(r, behind_heading(r, i), &entry) && (entry.value == 1 || entry.value == last + 1);
}

/* True if what stands at I, behind notes at the foot of a page, is the text of the next one: no note of theirs follows
 * before the notes of that page, and no heading, which ends the notes of a section. Their last number was LAST, their
 * FORM that of the first. */
static bool ends_page_notes(const text_reader *r, uint64_t i, uint8_t form, uint32_t last) {
    enum { MOST_AHEAD = 40 };
    text_entry entry;
    for (uint64_t n = i; n < r->unit_count && n - i < MOST_AHEAD; n++) {
        const text_unit *unit = &r->units[n];
        const text_line *line = text_first_line(r, unit);
        if (unit->kind == TEXT_SEPARATOR || line->page > 0) {
            return line->page > 0 || (opens_list(r, n + 1, &entry) && entry.form == form);
        }
        bool goes_on =
            may_open(unit) && text_read_listed(text_of_line(r, line), &entry) && continues(&entry, form, last);
        if (is_heading(unit) || goes_on || n + 1 == r->unit_count) {
            return false;
        }
    }
    return true;
}

/* Units from FIRST on are a list of notes, if the first of them opens one; LISTED if a heading stands over it, and then
 * other headings may part it. Returns the unit behind the list. */
static uint64_t take_area(text_reader *r, uint64_t first, bool listed, int32_t *status) {
    text_entry entry;
    text_body *body = NULL;
    uint32_t last = 0;
    const text_unit *inner = listed && parts_list(r, first, NULL, 0) ? &r->units[first] : NULL;
    if (!opens_list(r, inner ? behind_heading(r, first) : first, &entry)) {
        return first;
    }
    uint64_t i = first;
    uint8_t form = entry.form;
    uint16_t indent = text_first_line(r, &r->units[first])->indent;
    r->area_count++;
    for (; i < r->unit_count; i++) {
        text_unit *unit = &r->units[i];
        if (!text_is_inside(r, unit->line)) {
            break;
        }
        if (unit->kind == TEXT_SEPARATOR) {
            if ((i > first && !body) || (inner && parts_list(r, i + 1, inner, last))) {
                continue; /* below the name of a part, or above the next */
            }
            break;
        }
        pecia_str str = text_of_line(r, text_first_line(r, unit));
        bool parts = inner && parts_list(r, i, inner, last);
        if (is_heading(unit) && !parts) {
            break;
        }
        if (parts) {
            body = NULL;
            continue;
        }
        if (may_open(unit) && text_read_listed(str, &entry) && (!body || continues(&entry, form, last))) {
            last = entry.value ? entry.value : last;
            body = add_body(r, i, &entry, r->area_count);
            if (!body) {
                *status = PECIA_ERR_MEMORY;
                return r->unit_count;
            }
            body->sure = 1;
            body->listed = listed;
            unit->skip = entry.skip;
            unit->kind = unit->kind == TEXT_VERSE ? TEXT_VERSE : TEXT_PARAGRAPH;
            unit->flags |= TEXT_GROUP_START;
            unit->level = 0;
            unit->quote = 0;
        } else if (r->page_notes && !listed && text_first_line(r, unit)->indent <= indent &&
                   ends_page_notes(r, i, form, last)) {
            break;
        } else if (unit->kind == TEXT_HEADING && form <= TEXT_FORM_STAR && form != TEXT_FORM_ROUND) {
            break; /* the number of a chapter: notes have signs */
        } else {
            unit->flags |= TEXT_BODY_MORE;
            unit->kind = unit->kind == TEXT_HEADING ? TEXT_PARAGRAPH : unit->kind;
            body->units++;
        }
    }
    return i;
}

/* A note in brackets that begins at FIRST and may have several paragraphs; FRESH if no other stands right before it.
 * Returns the unit behind it. */
static uint64_t take_named(text_reader *r, uint64_t first, const text_entry *entry, bool fresh, int32_t *status) {
    uint64_t end = text_find_closing(r, first);
    if (end >= r->unit_count) {
        return first + 1;
    }
    text_body *body = add_body(r, first, entry, r->area_count += fresh);
    if (!body) {
        *status = PECIA_ERR_MEMORY;
        return r->unit_count;
    }
    body->sure = 1;
    body->units = (uint32_t)(end - first) + 1;
    r->units[first].skip = entry->skip;
    r->units[first].flags |= TEXT_GROUP_START;
    r->units[end].cut = 1;
    uint8_t quote = r->units[first].quote; /* the note itself is set in, its quotations deeper */
    for (uint64_t i = first; i <= end; i++) {
        text_unit *unit = &r->units[i];
        unit->flags |= i > first ? TEXT_BODY_MORE : 0;
        unit->quote = (uint8_t)(unit->quote > quote ? unit->quote - quote : 0);
    }
    return end + 1;
}

/* A paragraph that may be the body of a note if a mark is found for it. */
static bool may_be_body(const text_reader *r, const text_unit *unit, text_entry *entry) {
    const text_line *line = text_first_line(r, unit);
    pecia_str str = text_of_line(r, line);
    if (unit->kind != TEXT_PARAGRAPH || (unit->quote > 0 && line->cited) || unit->level > 0 ||
        !text_read_entry(str, entry)) {
        return false;
    }
    bool sign = entry->form <= TEXT_FORM_STAR || entry->form == TEXT_FORM_PAREN;
    return sign && entry->skip > 0 && entry->skip < str.size;
}

/* True if the mark "[12]", with the two brackets of PAIR, stands in the text before the byte END. */
static bool stands_before(const text_reader *r, const char *pair, uint32_t number, uint32_t end) {
    char mark[16];
    int size = snprintf(mark, sizeof(mark), "%c%u%c", pair[0], number, pair[1]);
    return memmem(r->text.data, end, mark, (size_t)size) != NULL;
}

/* True if UNIT is nothing but the number of a note: 12, or with its brackets. */
static bool is_numeral(const text_reader *r, const text_unit *unit, uint32_t *value) {
    text_entry entry = {0};
    pecia_str str = text_of_line(r, text_first_line(r, unit));
    bool read = unit->lines == 1 && text_read_entry(str, &entry) && entry.skip == str.size;
    bool numeral = read && (unit->kind == TEXT_HEADING ? (unit->flags & TEXT_NUMERAL) && entry.form == TEXT_FORM_ALONE
                                                       : unit->kind == TEXT_PARAGRAPH && is_sign(entry.form));
    *value = numeral ? entry.value : 0;
    return numeral;
}

/* Numbers alone on their lines, from 1 to the last mark of the text, up to its end: notes without a heading. Returns
 * the first of them, or unit_count. */
static uint64_t find_headless(const text_reader *r) {
    uint64_t first = r->unit_count;
    uint32_t expected = 0, value;
    for (uint64_t i = r->unit_count; i > 0 && r->units[i - 1].kind != TEXT_SEPARATOR; i--) {
        const text_unit *unit = &r->units[i - 1];
        if (!is_numeral(r, unit, &value)) {
            if (unit->kind == TEXT_HEADING) {
                break;
            }
            continue;
        }
        if (expected == 0) {
            expected = value;
        }
        if (value == 0 || value > expected || value + MOST_GAP < expected) {
            break;
        }
        expected = value;
        if (value == 1) {
            first = i - 1;
            break;
        }
    }
    if (first == r->unit_count || (first > 0 && r->units[first - 1].flags & TEXT_NOTES_HEAD)) {
        return r->unit_count; /* there are none, or they have a heading */
    }
    uint32_t last = 1, end = r->lines[r->units[first].line].start;
    for (uint64_t i = first; i < r->unit_count; i++) {
        last = is_numeral(r, &r->units[i], &value) ? value : last;
    }
    const char *pair = last > 1 && stands_before(r, "[]", 1, end) ? "[]" : "{}";
    bool marked = last > 1 && stands_before(r, pair, 1, end) && stands_before(r, pair, last, end) &&
                  !stands_before(r, pair, last + 1, end);
    return marked ? first : r->unit_count;
}

void text_drop_body(text_reader *r, text_body *body) {
    for (uint32_t i = 0; i < body->units; i++) {
        r->units[body->unit + i].flags &= (uint16_t) ~(TEXT_BODY | TEXT_BODY_MORE);
    }
    r->units[body->unit].skip = 0;
    body->dropped = 1;
    body->units = 0;
}

/* A text that lists its notes has none elsewhere: a mark that begins a paragraph there is a mark. */
static void drop_strays(text_reader *r) {
    bool listed = false;
    for (uint64_t i = 0; i < r->body_count && !listed; i++) {
        listed = r->bodies[i].sure && r->bodies[i].form != TEXT_FORM_NAMED;
    }
    for (uint64_t i = 0; i < r->body_count && listed; i++) {
        text_body *body = &r->bodies[i];
        if (!body->sure && body->form != TEXT_FORM_STAR) {
            text_drop_body(r, body);
        }
    }
}

/* True if the body at UNIT ends with a colon, so that the paragraph behind it, which is made part of it, is what it
 * promises. */
static bool takes_next(text_reader *r, uint64_t unit) {
    text_entry entry;
    text_unit *next = &r->units[unit + 1];
    pecia_str end = {r->text.data, text_unit_end(r, &r->units[unit])};
    bool promised = unit + 1 < r->unit_count && text_last(end, NULL) == ':' && next->kind == TEXT_PARAGRAPH &&
                    !text_read_entry(text_of_line(r, text_first_line(r, next)), &entry);
    if (promised) {
        next->flags |= TEXT_BODY_MORE;
        r->bodies[r->body_count - 1].units++;
    }
    return promised;
}

/* True if separators stand above notes, more than once, and not below them too: each list is that of a page. */
static bool has_page_notes(const text_reader *r) {
    text_entry entry;
    uint64_t lists = 0, others = 0;
    for (uint64_t i = 0; i < r->unit_count; i++) {
        if (r->units[i].kind == TEXT_SEPARATOR) {
            bool above = opens_list(r, i + 1, &entry) && (entry.value > 0 || entry.form == TEXT_FORM_STAR);
            lists += above;
            others += !above;
        }
    }
    return lists > 1 && others * 2 < lists;
}

int32_t text_find_bodies(text_reader *r) {
    uint64_t headless = find_headless(r);
    int32_t status = PECIA_OK;
    bool open = false;
    r->page_notes = has_page_notes(r);
    for (uint64_t i = 0; i < r->unit_count && status == PECIA_OK;) {
        text_unit *unit = &r->units[i];
        text_entry entry = {0};
        uint64_t from = i;
        if (i == headless) {
            i = take_area(r, i, false, &status);
            continue;
        }
        if (unit->kind == TEXT_SEPARATOR || (unit->kind == TEXT_HEADING && (unit->flags & TEXT_NOTES_HEAD))) {
            i = take_area(r, i + 1, unit->kind == TEXT_HEADING, &status);
            if (i == from + 1 && unit->kind == TEXT_SEPARATOR) {
                unit->kind = TEXT_RULE;
            } else if (i > from + 1 && i < r->unit_count && r->units[i].kind == TEXT_SEPARATOR) {
                i++; /* ends the notes */
            }
            open = false;
            continue;
        }
        bool bracket = unit->kind == TEXT_PARAGRAPH && text_of_line(r, text_first_line(r, unit)).data[0] == '[';
        entry.skip = bracket ? text_read_named(text_of_line(r, text_first_line(r, unit)), &entry) : 0;
        if (entry.skip > 0) {
            i = take_named(r, i, &entry, !open, &status);
            open = true;
            continue;
        }
        bool body = may_be_body(r, unit, &entry);
        if (body) {
            r->area_count += !open || text_first_line(r, unit)->foot == 2;
            status = add_body(r, i, &entry, r->area_count) ? PECIA_OK : PECIA_ERR_MEMORY;
            r->units[i].skip = entry.skip;
            i += status == PECIA_OK && takes_next(r, i);
        }
        open = body;
        i++;
    }
    drop_strays(r);
    return status;
}
