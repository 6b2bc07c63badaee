/* SPDX-License-Identifier: MIT
 *
 * drama.c: speeches and stage directions, by the shape of their lines.
 *
 * A speech begins with a name and a full stop or colon ("Ольга (глядя в окно). Сегодня тепло"), or with a name alone
 * on its line. Names are those that open several paragraphs. A text is a play if such paragraphs are 4 in 10, or 1 in 5
 * where a heading stands over a list of those who speak; elsewhere "Yes. I did." is a paragraph like any other.
 */
#include "characters.h"
#include "reader.h"

enum {
    MOST_WORDS = 5,
    MOST_NAME = 80,
    MOST_ASIDE = 600,
    LEAST_SPEECHES = 4,
    MOST_DIRECTION = 160,
    MOST_SETTING = 12,
    BRIEF = 40
};

/* What opens a paragraph as the beginning of a speech does. All are bytes of its first line. */
typedef struct drama_opening {
    uint32_t name;    /* of the name itself */
    uint32_t speaker; /* of the name with its point */
    uint32_t stage;   /* where a direction in brackets begins, or 0 */
    uint32_t stage_end;
    uint32_t speech; /* where the words begin; the size of the line if nothing follows */
    bool capitals;   /* the name is written in them */
    bool alone;      /* nothing but the name stands in the line */
} drama_opening;

typedef struct drama_name {
    uint64_t hash;
    uint32_t count;
    bool capitals;
} drama_name;

typedef struct drama {
    text_reader *r;
    drama_name *names; /* a power of two long */
    uint64_t slots;
    uint64_t speeches; /* that open with a name that comes again */
    uint64_t paragraphs;
    uint64_t distinct;
    bool cast;
} drama;

static const char *const cast_words[] = {
#define CAST(word) word,
#define DIRECTION(word)
#include "drama.def"
#undef CAST
#undef DIRECTION
};

static const char *const direction_words[] = {
#define CAST(word)
#define DIRECTION(word) word,
#include "drama.def"
#undef CAST
#undef DIRECTION
};

/* True if LINE, but for points and white space, is one of WORDS. */
static bool is_one_of(pecia_str line, const char *const *words, size_t count) {
    pecia_str before = line;
    uint32_t code = text_last(line, &before);
    while (line.size > 0 && (text_is_point(code) || text_is_space(code))) {
        line = before;
        code = text_last(line, &before);
    }
    for (size_t i = 0; line.size < MOST_NAME && i < count; i++) {
        if (line.size == strlen(words[i]) && text_begins_folded(line, words[i])) {
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
    while (rest.size > 0 && line.size - rest.size < MOST_NAME) {
        pecia_str at = rest;
        code = pecia_str_next(&rest);
        if (!in_name(code)) {
            rest = at;
            break;
        }
        words += text_is_letter(code) && before == ' ';
        lower += text_is_lower(code);
        upper += text_is_upper(code);
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

static uint64_t hash_of(pecia_str name) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (uint64_t i = 0; i < name.size; i++) {
        hash = (hash ^ (unsigned char)name.data[i]) * UINT64_C(1099511628211);
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

static pecia_str first_line(const drama *d, const text_unit *unit) {
    return text_of_line(d->r, text_first_line(d->r, unit));
}

static bool may_speak(const drama *d, const text_unit *unit) {
    bool verse = unit->kind == TEXT_VERSE && unit->flags & TEXT_GROUP_START;
    return (unit->kind == TEXT_PARAGRAPH || verse) && !(unit->flags & (TEXT_BODY | TEXT_BODY_MORE)) &&
           unit->level == 0 && text_is_inside(d->r, unit->line);
}

/* A name alone must stand over something: the rest of its paragraph or group. */
static bool opens(const drama *d, const text_unit *unit, drama_opening *out) {
    if (!may_speak(d, unit) || !read_opening(first_line(d, unit), out)) {
        return false;
    }
    bool last = unit + 1 == d->r->units + d->r->unit_count;
    if (unit->kind == TEXT_VERSE) {
        return out->alone && !last && unit[1].kind == TEXT_VERSE && !(unit[1].flags & TEXT_GROUP_START);
    }
    return !out->alone || unit->lines > 1 || (!last && (unit[1].kind == TEXT_PARAGRAPH || unit[1].kind == TEXT_VERSE));
}

/* True for the heading over the list of those who speak. */
static bool is_cast(const drama *d, const text_unit *unit) {
    return unit->kind == TEXT_HEADING &&
           is_one_of(first_line(d, unit), cast_words, sizeof(cast_words) / sizeof(cast_words[0]));
}

static bool find_names(drama *d) {
    text_reader *r = d->r;
    drama_opening open;
    for (d->slots = 16; d->slots < r->unit_count * 2;) {
        d->slots *= 2;
    }
    d->names = r->host->job->alloc(r->job, d->slots * sizeof(*d->names));
    for (uint64_t i = 0; d->names && i < r->unit_count; i++) {
        const text_unit *unit = &r->units[i];
        d->cast = d->cast || is_cast(d, unit);
        bool start = unit->kind == TEXT_PARAGRAPH || (unit->kind == TEXT_VERSE && unit->flags & TEXT_GROUP_START);
        d->paragraphs += start && !(unit->flags & (TEXT_BODY | TEXT_BODY_MORE));
        if (opens(d, unit, &open)) {
            pecia_str name = {first_line(d, unit).data, open.name};
            drama_name *slot = find(d, name);
            slot->hash = hash_of(name);
            d->speeches += slot->count == 1 ? 2 : slot->count > 1;
            d->distinct += slot->count == 1;
            slot->count++;
            slot->capitals = open.capitals;
        }
    }
    return d->names != NULL;
}

static bool is_play(const drama *d) {
    bool many = d->speeches * 10 >= d->paragraphs * (d->cast ? 2 : 4);
    return d->speeches >= LEAST_SPEECHES && d->distinct >= 2 && many;
}

static bool is_known(const drama *d, pecia_str name) {
    const drama_name *slot = find(d, name);
    return slot->hash != 0 && (slot->count > 1 || slot->capitals);
}

/* True if UNIT begins a speech of one of the names. */
static bool speaks(const drama *d, const text_unit *unit, drama_opening *open) {
    return opens(d, unit, open) && is_known(d, (pecia_str){first_line(d, unit).data, open->name});
}

/* True if a name of the play opens LINE, or stands ANYWHERE in it. */
static bool names_someone(const drama *d, pecia_str line, bool anywhere) {
    pecia_str rest = line;
    for (pecia_str word = pecia_str_word(&rest); word.size > 0; word = pecia_str_word(&rest)) {
        while (word.size > 0 && !text_is_letter(text_last(word, NULL))) {
            text_last(word, &word);
        }
        if (word.size > 0 && is_known(d, word)) {
            return true;
        }
        if (!anywhere) {
            break;
        }
    }
    return false;
}

/* A paragraph that is a stage direction: in brackets, one of the words, or about one of those who speak. */
static bool is_direction(const drama *d, const text_unit *unit) {
    pecia_str line = first_line(d, unit), end = text_of_line(d->r, &d->r->lines[unit->line + unit->lines - 1]);
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
           (names_someone(d, line, brief) ||
            is_one_of(line, direction_words, sizeof(direction_words) / sizeof(direction_words[0])));
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
    uint32_t first = text_first(first_line(d, unit));
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
           !(r->units[end].flags & (TEXT_BODY | TEXT_BODY_MORE)) && !speaks(d, &r->units[end], &open)) {
        end++;
    }
    bool speech = end < r->unit_count && speaks(d, &r->units[end], &open);
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
        if (speaks(d, unit, &open)) {
            make_speech(unit, &open);
            if (unit->kind == TEXT_SPEAKER && unit + 1 < r->units + r->unit_count && unit[1].kind == TEXT_VERSE) {
                unit[1].flags |= TEXT_GROUP_START;
            }
            spoken = begun = true;
        } else if (unit->kind == TEXT_STAGE || (begun && is_direction(d, unit))) {
            bool inside =
                i + 1 < r->unit_count && goes_on(&unit[1]) && !speaks(d, &unit[1], &open) && !is_direction(d, &unit[1]);
            make_stage(d, unit);
            spoken = spoken && inside;
            unit->flags |= spoken ? TEXT_SPOKEN : 0;
        } else if (spoken && goes_on(unit)) {
            unit->flags |= TEXT_SPOKEN;
        } else {
            spoken = false;
            begun = begun && unit->kind != TEXT_HEADING;
        }
        if (unit->kind == TEXT_HEADING && !is_cast(d, unit)) {
            mark_scene(d, i);
        }
    }
}

int32_t text_find_speeches(text_reader *r) {
    drama d = {.r = r};
    if (!find_names(&d)) {
        return PECIA_ERR_MEMORY;
    }
    if (is_play(&d)) {
        mark_speeches(&d);
    }
    return PECIA_OK;
}
