/* SPDX-License-Identifier: MIT
 *
 * speakers.c: names that open speeches. Those count that open several paragraphs, are written in capitals, or stand in
 * the list of those who speak.
 */
#include "drama.h"

#include "characters.h"

enum { MOST_WORDS = 5, MOST_NAME = 80, MOST_ASIDE = 600, MOST_CAST = 256, MOST_NAMES = 4096, MOST_MEMBER = 200 };

static const struct {
    const char *word;
    enum drama_word_kind kind;
} terms[] = {
#define CAST(word)      {word, CAST_WORD},
#define DIRECTION(word) {word, DIRECTION_WORD},
#define SETTING(word)   {word, SETTING_WORD},
#include "drama.def"
#undef CAST
#undef DIRECTION
#undef SETTING
};

/* True if LINE, but for points and white space, is one of the words of KIND. */
bool drama_is_word(pecia_str line, enum drama_word_kind kind) {
    pecia_str before = line;
    uint32_t code = text_last(line, &before);
    while (line.size > 0 && (text_is_point(code) || text_is_space(code))) {
        line = before;
        code = text_last(line, &before);
    }
    for (size_t i = 0; line.size < MOST_NAME && i < sizeof(terms) / sizeof(terms[0]); i++) {
        if (terms[i].kind == kind && line.size == strlen(terms[i].word) && text_begins_folded(line, terms[i].word)) {
            return true;
        }
    }
    return false;
}

static bool in_name(uint32_t code) {
    return text_is_letter(code) || code == ' ' || code == 0xA0 || code == '-' || code == '\'' || code == 0x2019 ||
           code == 0x2010;
}

/* Behind the bracket that ends what one opens at AT of LINE; 0 if none does nearby. */
static uint32_t behind_aside(pecia_str line, uint64_t at) {
    char close = line.data[at] == '(' ? ')' : ']';
    uint64_t most = line.size - at < MOST_ASIDE ? line.size : at + MOST_ASIDE;
    const char *end = memchr(line.data + at, close, (size_t)(most - at));
    return end ? (uint32_t)(end - line.data) + 1 : 0;
}

static uint32_t skip_spaces(pecia_str line, uint64_t at) {
    pecia_str rest = pecia_str_from(line, at);
    while (rest.size > 0 && text_is_space(text_first(rest))) {
        pecia_str_next(&rest);
    }
    return (uint32_t)(line.size - rest.size);
}

/* Reads the name at the start of LINE into OUT; the character behind it, 0 at the end of the line, 1 if it is none. */
static uint32_t read_name(pecia_str line, drama_opening *out) {
    pecia_str rest = line;
    uint32_t words = 0, before = ' ', lower = 0, upper = 0, code = 0;
    while (rest.size > 0 && line.size - rest.size < MOST_NAME && words <= MOST_WORDS) {
        pecia_str at = rest;
        code = pecia_str_next(&rest);
        bool small = text_is_lower(code), capital = !small && text_is_upper(code);
        if (!small && !capital && !in_name(code)) {
            rest = at;
            break;
        }
        words += before == ' ' && (small || capital || text_is_letter(code));
        lower += small;
        upper += capital;
        before = code == 0xA0 ? ' ' : code;
        code = 0;
    }
    pecia_str name = {line.data, line.size - rest.size};
    out->name = (uint32_t)pecia_str_trim(name).size;
    out->capitals = lower == 0 && upper >= 2;
    bool good =
        upper > 0 && words <= MOST_WORDS && text_is_upper(text_first(line)) && line.size - rest.size < MOST_NAME;
    return good ? code : 1;
}

/* Reads what opens LINE; false if it is not as a speech begins. */
static bool read_opening(pecia_str line, drama_opening *out) {
    memset(out, 0, sizeof(*out));
    uint32_t code = read_name(line, out);
    uint64_t at = code == '(' || code == '[' ? skip_spaces(line, out->name) : out->name;
    if (code == 1 || out->name == 0) {
        return false;
    }
    out->speaker = out->name;
    if (code == 0) {
        out->alone = true;
        out->speech = (uint32_t)line.size;
        return out->capitals;
    }
    if (code == '.' || code == ':') {
        out->speaker = out->name + 1;
        at = skip_spaces(line, out->speaker);
        if ((at == out->speaker && at < line.size) || (at == line.size && !out->capitals)) {
            return false;
        }
    }
    bool aside = at < line.size && (line.data[at] == '(' || line.data[at] == '[');
    uint32_t end = aside ? behind_aside(line, at) : 0;
    bool pointed = code == '.' || code == ':';
    if (end > 0) {
        bool point = end < line.size && (line.data[end] == '.' || line.data[end] == ':');
        end += point;
        pointed = pointed || point || out->capitals;
        out->stage = (uint32_t)at;
        out->stage_end = end;
        at = skip_spaces(line, end);
    }
    out->speech = (uint32_t)at;
    out->alone = at == line.size;
    return pointed && (end == 0 || at > end || at == line.size);
}

/* Whatever the case of its letters: a direction may name someone in small ones. */
static uint64_t hash_of(pecia_str name) {
    uint64_t hash = UINT64_C(14695981039346656037);
    while (name.size > 0) {
        hash = (hash ^ text_lower(pecia_str_next(&name))) * UINT64_C(1099511628211);
    }
    return hash ? hash : 1;
}

static drama_name *find(const drama *d, pecia_str name) {
    uint64_t hash = hash_of(name);
    for (uint64_t i = hash;; i++) {
        drama_name *slot = &d->names[i & (d->slots - 1)];
        if (slot->hash == hash || slot->hash == 0) {
            return slot;
        }
    }
}

static bool may_speak(const drama *d, const text_unit *unit) {
    bool verse = unit->kind == TEXT_VERSE && unit->flags & TEXT_GROUP_START;
    return (unit->kind == TEXT_PARAGRAPH || verse) && !(unit->flags & (TEXT_BODY | TEXT_BODY_MORE)) &&
           unit->level == 0 && text_is_inside(d->r, unit->line);
}

/* True if UNIT says where or when the play is: "Scene. A garden". */
bool drama_is_setting(const drama *d, const text_unit *unit) {
    drama_opening open;
    return unit->kind == TEXT_PARAGRAPH && read_opening(drama_line(d, unit), &open) && !open.alone &&
           drama_is_word((pecia_str){drama_line(d, unit).data, open.name}, SETTING_WORD);
}

/* A name alone must stand over something: the rest of its paragraph or group. */
static bool opens(const drama *d, const text_unit *unit, drama_opening *out) {
    if (!may_speak(d, unit) || !read_opening(drama_line(d, unit), out) || drama_is_setting(d, unit)) {
        return false;
    }
    bool last = unit + 1 == d->r->units + d->r->unit_count;
    if (unit->kind == TEXT_VERSE) {
        return out->alone && !last && unit[1].kind == TEXT_VERSE && !(unit[1].flags & TEXT_GROUP_START);
    }
    return !out->alone || unit->lines > 1 || (!last && (unit[1].kind == TEXT_PARAGRAPH || unit[1].kind == TEXT_VERSE));
}

/* True for the heading over the list of those who speak. */
bool drama_is_cast(const drama *d, const text_unit *unit) {
    return unit->kind == TEXT_HEADING && drama_is_word(drama_line(d, unit), CAST_WORD);
}

/* True if LINE, which NAME bytes of a name open, is one sentence at most: "Prokhor, a watchman." */
static bool is_member(pecia_str line, uint32_t name) {
    pecia_str rest = pecia_str_from(line, name);
    uint32_t before = 0;
    while (rest.size > 0) {
        uint32_t code = pecia_str_next(&rest);
        if (text_is_space(code) && text_is_stop(before)) {
            return false;
        }
        before = code;
    }
    return line.size <= MOST_MEMBER;
}

/* Learns the names that open the lines of UNIT, which stands in the list of those who speak; false if there is none. */
static bool learn_cast(drama *d, const text_unit *unit) {
    drama_opening open;
    uint32_t learned = 0;
    for (uint32_t i = 0; i < unit->lines && d->members < MOST_CAST; i++) {
        pecia_str line = text_of_line(d->r, &d->r->lines[unit->line + i]);
        uint32_t code = read_name(line, &open);
        bool ends = code == ',' || code == '.' || code == '(' || code == 0 || text_is_dash(code);
        if (open.name > 0 && ends && is_member(line, open.name)) {
            drama_name *slot = find(d, (pecia_str){line.data, open.name});
            slot->hash = hash_of((pecia_str){line.data, open.name});
            slot->in_cast = true;
            d->members++;
            learned++;
        }
    }
    return learned > 0;
}

int32_t drama_find_names(drama *d) {
    text_reader *r = d->r;
    drama_opening open;
    bool in_cast = false;
    for (d->slots = 4 * MOST_CAST; d->slots < r->unit_count * 2 && d->slots < 4 * MOST_NAMES;) {
        d->slots *= 2; /* a play has no more names, and what has is none */
    }
    d->names = r->host->job->alloc(r->job, d->slots * sizeof(*d->names));
    for (uint64_t i = 0; d->names && i < r->unit_count; i++) {
        const text_unit *unit = &r->units[i];
        in_cast = drama_is_cast(d, unit) || (in_cast && unit->kind == TEXT_PARAGRAPH);
        d->cast = d->cast || in_cast;
        if (in_cast && unit->kind == TEXT_PARAGRAPH) {
            in_cast = learn_cast(d, unit);
            d->cast_end = in_cast ? i + 1 : d->cast_end;
        }
        bool start = unit->kind == TEXT_PARAGRAPH || (unit->kind == TEXT_VERSE && unit->flags & TEXT_GROUP_START);
        d->paragraphs += start && !(unit->flags & (TEXT_BODY | TEXT_BODY_MORE));
        if (opens(d, unit, &open)) {
            pecia_str name = {drama_line(d, unit).data, open.name};
            drama_name *slot = find(d, name);
            if (slot->hash == 0 && d->known++ >= d->slots / 2) {
                continue;
            }
            slot->hash = hash_of(name);
            d->speeches += slot->count == 1 ? 2 : slot->count > 1;
            d->distinct += slot->count == 1;
            slot->count++;
            slot->capitals = open.capitals;
        }
    }
    return d->names ? PECIA_OK : PECIA_ERR_MEMORY;
}

static bool is_known(const drama *d, pecia_str name) {
    const drama_name *slot = find(d, name);
    return slot->hash != 0 && (slot->count > 1 || slot->capitals || slot->in_cast);
}

/* True if UNIT begins a speech of one of the names. */
bool drama_speaks(const drama *d, const text_unit *unit, drama_opening *open) {
    return opens(d, unit, open) && is_known(d, (pecia_str){drama_line(d, unit).data, open->name});
}

/* True if a name of the play opens LINE, or stands ANYWHERE in it. */
bool drama_names_someone(const drama *d, pecia_str line, bool anywhere) {
    pecia_str rest = line, before = {line.data, 0};
    for (pecia_str word = pecia_str_word(&rest); word.size > 0; word = pecia_str_word(&rest)) {
        while (word.size > 0 && !text_is_letter(text_last(word, NULL))) {
            text_last(word, &word);
        }
        pecia_str both = {before.data, (uint64_t)(word.data + word.size - before.data)};
        if (word.size > 0 && (is_known(d, word) || (before.size > 0 && is_known(d, both)))) {
            return true;
        }
        before = word;
        if (!anywhere) {
            break;
        }
    }
    return false;
}
