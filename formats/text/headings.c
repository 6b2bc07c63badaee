/* SPDX-License-Identifier: MIT
 *
 * headings.c: which paragraphs of one line are headings.
 *
 * A document that underlines a heading underlines them all, so the other rules rest there: what the writer of this
 * format made is read back as it was. Blank lines are evidence only where they are rare.
 */
#include "characters.h"
#include "reader.h"

enum {
    RANK_CAPITALS = 25,
    RANK_NUMBERED = 36,
    RANK_SIGN = 40,
    RANK_NUMERAL = 45,
    RANK_ISOLATED = 50,
    PROSE_WIDTH = 80,
    MOST_WIDTH = 90
};

typedef struct text_heading_word {
    const char *word;
    uint8_t rank;
    bool number;
} text_heading_word;

static const text_heading_word words[] = {
#define HEADING(word, rank, number) {word, rank, number},
#define COUNTED(before, after, rank)
#include "headings.def"
#undef HEADING
#undef COUNTED
};

static const struct {
    const char *before, *after;
    uint8_t rank;
} counted[] = {
#define HEADING(word, rank, number)
#define COUNTED(before, after, rank) {before, after, rank},
#include "headings.def"
#undef HEADING
#undef COUNTED
};

static const char *const notes_words[] = {
#define NOTES(language, word) word,
#include "notes.def"
#undef NOTES
};

/* LINE without a note mark and full stops or colons at its end. */
static pecia_str bare(pecia_str line) {
    pecia_str before = line;
    uint32_t code = text_last(line, &before);
    if (code == ']') {
        uint64_t at = before.size;
        while (at > 0 && before.size - at < 5 && before.data[at - 1] != '[') {
            at--;
        }
        if (at > 1 && before.data[at - 1] == '[') {
            before.size = at - 1;
            line = pecia_str_trim(before);
            code = text_last(line, &before);
        }
    }
    while (line.size > 0 && (code == '.' || code == ':' || text_is_space(code))) {
        line = before;
        code = text_last(line, &before);
    }
    return line;
}

/* Bytes of WORD if it opens LINE as a whole word, whatever its case; else 0. */
static uint64_t opens(pecia_str line, const char *word) {
    pecia_str rest = line, want = pecia_str_of(word);
    if (!text_begins_folded(line, word)) {
        return 0;
    }
    while (want.size > 0) {
        pecia_str_next(&want);
        pecia_str_next(&rest);
    }
    return text_is_letter(text_first(rest)) ? 0 : line.size - rest.size;
}

/* True if WORD begins with the character that the SIZE bytes at FIRST are. */
static bool begins(const char *word, const char *first, uint32_t size) {
    return word[0] == first[0] && (size < 2 || word[1] == first[1]);
}

bool text_is_notes_heading(pecia_str line) {
    pecia_str name = bare(line);
    char first[4];
    uint32_t size = pecia_str_put(text_lower(text_first(name)), first);
    for (size_t i = 0; name.size < 80 && i < sizeof(notes_words) / sizeof(notes_words[0]); i++) {
        if (begins(notes_words[i], first, size) && opens(name, notes_words[i]) == name.size && name.size > 0) {
            return true;
        }
    }
    return false;
}

uint64_t text_opening_notes_word(pecia_str line) {
    uint64_t best = 0;
    for (size_t i = 0; i < sizeof(notes_words) / sizeof(notes_words[0]); i++) {
        uint64_t size = opens(line, notes_words[i]);
        best = size > best ? size : best;
    }
    return best;
}

/* True if WORD is a numeral: digits, or Roman in capitals. */
static bool is_numeral(pecia_str word) {
    uint64_t roman = 0, digits = 0;
    for (uint64_t i = 0; i < word.size; i++) {
        roman += strchr("IVXLCDM", word.data[i]) != NULL && word.data[i] != 0;
        digits += text_is_digit((unsigned char)word.data[i]);
    }
    return word.size > 0 && ((roman == word.size && word.size < 10) || (digits == word.size && digits < 4));
}

bool text_is_numeral(pecia_str line) {
    return is_numeral(bare(line));
}

static uint32_t word_count(pecia_str line) {
    uint32_t count = 0;
    while (pecia_str_word(&line).size > 0) {
        count++;
    }
    return count;
}

/* True if REST is a title behind the word of a number that ended with LAST: a point or a colon. */
static bool is_title_behind(pecia_str rest, uint32_t last) {
    pecia_str title = pecia_str_trim(rest);
    return (last == '.' || last == ':' || text_is_dash(last)) && text_is_upper(text_first(title)) &&
           text_last(title, NULL) != ',';
}

/* An ordinal of at most three words, in REST, and perhaps a title behind its point, colon or dash ("the First: A
 * Ford"). STOPPED: the line ends as a sentence does; then it is one word and nothing else. */
static bool is_ordinal(pecia_str rest, bool stopped, bool *untitled) {
    enum { MOST_WORDS = 3 };
    for (uint32_t count = 0; rest.size > 0 && count <= MOST_WORDS; count++) {
        uint32_t last = text_last(pecia_str_word(&rest), NULL);
        if (count > 0 || !text_is_dash(last)) {
            *untitled = pecia_str_trim(rest).size == 0;
            if (*untitled) {
                return count < MOST_WORDS && (count == 0 || !stopped) && !text_is_point(last);
            }
            if (text_is_point(last) || text_is_dash(last)) {
                return !stopped && is_title_behind(rest, last);
            }
        }
    }
    return false;
}

/* What follows a word that wants a number: a number and perhaps a title, or an ordinal. STOPPED: behind that a point.
 */
static bool numbers(pecia_str rest, bool stopped, bool *untitled) {
    pecia_str after = pecia_str_trim(rest);
    pecia_str number = bare(pecia_str_word(&after));
    pecia_str title = pecia_str_trim(after);
    *untitled = title.size == 0;
    if (is_numeral(number)) {
        return title.size == 0 || !text_is_lower(text_first(title));
    }
    return is_ordinal(pecia_str_trim(rest), stopped, untitled);
}

/* The rank of a heading like 第一章: a number between two signs, and perhaps a title behind a space; or 0. */
static uint32_t by_count(pecia_str line, bool *untitled) {
    for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++) {
        pecia_str rest = line;
        uint32_t digits = 0;
        if (!pecia_str_begins(line, counted[i].before)) {
            continue;
        }
        rest = pecia_str_from(rest, strlen(counted[i].before));
        while (rest.size > 0 && digits < 7 && !pecia_str_begins(rest, counted[i].after)) {
            pecia_str_next(&rest);
            digits++;
        }
        pecia_str title = pecia_str_from(rest, strlen(counted[i].after));
        if (digits > 0 && digits < 7 && pecia_str_begins(rest, counted[i].after) &&
            (title.size == 0 || text_is_space(text_first(title)))) {
            *untitled = title.size == 0;
            return counted[i].rank;
        }
    }
    return 0;
}

/* The rank of a heading that one of the words makes, or 0. UNTITLED if it is a number without a title. */
static uint32_t by_word(pecia_str line, bool *untitled) {
    pecia_str name = bare(line), second = name;
    uint32_t count = word_count(name);
    char first[4], other[4];
    pecia_str_word(&second);
    second = pecia_str_trim(second);
    uint32_t size = pecia_str_put(text_lower(text_first(name)), first);
    uint32_t other_size = pecia_str_put(text_lower(text_first(second)), other);
    bool stopped = text_last(line, NULL) == '.';
    for (size_t i = 0; count <= 12 && i < sizeof(words) / sizeof(words[0]); i++) {
        uint64_t taken = begins(words[i].word, first, size) ? opens(name, words[i].word) : 0;
        *untitled = false;
        if (taken > 0 &&
            (words[i].number ? numbers(pecia_str_from(name, taken), stopped, untitled) : taken == name.size)) {
            return words[i].rank;
        }
        if (count == 2 && words[i].number && begins(words[i].word, other, other_size) &&
            opens(second, words[i].word) == second.size) {
            *untitled = true;
            return words[i].rank; /* "Erstes Kapitel" */
        }
        pecia_str title = pecia_str_from(second, words[i].number ? opens(second, words[i].word) : 0);
        if (title.size < second.size && !stopped && is_title_behind(pecia_str_from(title, 1), text_first(title))) {
            return words[i].rank; /* "Erstes Kapitel. Der Wald" */
        }
    }
    return by_count(line, untitled);
}

bool text_is_worded_heading(pecia_str line) {
    bool untitled = false;
    return line.size < 80 && text_is_upper(text_first(line)) &&
           (text_is_notes_heading(line) || by_word(line, &untitled) > 0);
}

bool text_is_in_capitals(pecia_str line, uint32_t least) {
    uint32_t upper = 0;
    while (line.size > 0) {
        uint32_t code = pecia_str_next(&line);
        if (text_is_lower(code)) {
            return false;
        }
        upper += text_is_upper(code);
    }
    return upper >= least;
}

/* "2.3 Title" or "2. Title": how many numbers; 0 if LINE is none. */
static uint32_t numbered(pecia_str line) {
    uint32_t numbers_seen = 0;
    uint64_t i = 0, digits = 0;
    for (; i < line.size && i < 12; i++) {
        if (text_is_digit((unsigned char)line.data[i])) {
            digits++;
        } else if (line.data[i] == '.' && digits > 0 && digits < 3) {
            numbers_seen++;
            digits = 0;
        } else {
            break;
        }
    }
    while (numbers_seen == 0 && digits == 0 && i < line.size && i < 8 && strchr("IVXLCDM", line.data[i])) {
        i++;
    }
    if (i > 0 && digits == 0 && numbers_seen == 0 && i < line.size && line.data[i] == '.') {
        numbers_seen = 1;
        i++;
    }
    numbers_seen += digits > 0 && digits < 3;
    pecia_str title = pecia_str_trim(pecia_str_from(line, i));
    bool spaced = i < line.size && line.data[i] == ' ';
    return numbers_seen > 0 && i > 1 && spaced && text_is_upper(text_first(title)) ? numbers_seen : 0;
}

static const text_unit *next_unit(const text_reader *r, const text_unit *unit) {
    return unit + 1 < r->units + r->unit_count ? unit + 1 : NULL;
}

/* True if blank lines stand on both sides of UNIT and mean something. */
static bool isolated(const text_reader *r, const text_unit *unit, uint32_t blanks) {
    const text_unit *next = next_unit(r, unit);
    bool before = unit->line == r->first || r->lines[unit->line].blank >= blanks;
    return (!r->spaced || r->style == TEXT_BLOCK) && before && next && r->lines[next->line].blank > 0;
}

static bool ends_open(pecia_str line) {
    uint32_t last = text_last(bare(line), NULL);
    return last != 0 && !text_is_stop(last) && !text_is_point(last) && !text_is_dash(last) &&
           text_last(line, NULL) != '.' && text_last(line, NULL) != ':' && last != 0xBB && last != 0x201D;
}

static bool is_prose(const text_reader *r, const text_unit *unit, uint32_t least) {
    return unit->kind == TEXT_PARAGRAPH && (unit->lines > 1 || text_first_line(r, unit)->width > least);
}

/* True if UNIT stands between two paragraphs that end as such do (or heads the first), where blank lines stand between
 * all: a heading if it is short, and what it heads is wider than LEAST. */
static bool between_prose(const text_reader *r, const text_unit *unit, uint32_t least) {
    const text_unit *next = next_unit(r, unit), *before = unit > r->units ? unit - 1 : NULL;
    pecia_str end = before ? (pecia_str){r->text.data, text_unit_end(r, before)} : (pecia_str){NULL, 0};
    bool begins = unit->line == r->first || (before && before->kind == TEXT_HEADING);
    bool behind = begins || (before && is_prose(r, before, least) && !ends_open(end) && text_last(end, NULL) != ':');
    return r->spaced && r->style == TEXT_SINGLE && behind && next && is_prose(r, next, least) &&
           (least > 0 || !ends_open(text_of_unit(r, next))) && r->lines[next->line].blank > 0;
}

/* True if UNIT is short and looks like a title, and stands right below the number of a division. */
static bool is_title(const text_reader *r, const text_unit *unit) {
    const text_unit *next = next_unit(r, unit);
    return unit > r->units && unit[-1].flags & TEXT_UNTITLED && next && is_prose(r, next, PROSE_WIDTH) &&
           r->lines[next->line].blank > 0;
}

/* True if a word for "by" stands alone right before UNIT: a name, not a heading. */
static bool is_author(const text_reader *r, const text_unit *unit) {
    return unit > r->units && unit[-1].kind == TEXT_PARAGRAPH && text_is_by(text_of_unit(r, &unit[-1]));
}

static uint32_t rank_of(const text_reader *r, const text_unit *unit, uint16_t *flags, uint8_t *guess) {
    const text_line *line = text_first_line(r, unit);
    pecia_str str = text_of_line(r, line);
    bool untitled = false;
    uint32_t rank = line->width <= MOST_WIDTH ? by_word(str, &untitled) : 0;
    *guess = TEXT_GUESS_HEADING_WORD;
    if (rank > 0 || line->width > MOST_WIDTH || is_author(r, unit)) {
        *flags |= rank > 0 && untitled ? TEXT_UNTITLED : 0;
        return rank;
    }
    if (is_numeral(bare(str))) {
        *flags |= TEXT_NUMERAL | TEXT_UNTITLED;
        *guess = TEXT_GUESS_HEADING_NUMERAL;
        return RANK_NUMERAL;
    }
    if (text_is_in_capitals(str, 4) && text_last(str, NULL) != ',' && text_last(str, NULL) != ';') {
        *guess = TEXT_GUESS_HEADING_CAPITALS;
        return RANK_CAPITALS;
    }
    *guess = TEXT_GUESS_HEADING_NUMBERED;
    if (pecia_str_begins(str, "\xC2\xA7") && ends_open(str)) {
        return RANK_SIGN;
    }
    bool between = between_prose(r, unit, PROSE_WIDTH);
    bool alone = between || isolated(r, unit, 1) || between_prose(r, unit, 0);
    uint32_t depth = alone && ends_open(str) ? numbered(str) : 0;
    if (depth > 0) {
        return RANK_NUMBERED + (depth < 4 ? depth : 4) - 1;
    }
    const text_unit *next = next_unit(r, unit);
    bool apart =
        between || (isolated(r, unit, r->style == TEXT_BLOCK ? 2 : 1) && next && is_prose(r, next, PROSE_WIDTH));
    bool titled = line->width <= 60 && text_is_upper(text_first(str)) && ends_open(str), below = is_title(r, unit);
    bool outdented = r->style == TEXT_BLOCK && r->margin >= 2 && line->indent == 0 && isolated(r, unit, 1);
    *guess = below ? TEXT_GUESS_HEADING_TITLE : outdented ? TEXT_GUESS_HEADING_OUTDENTED : TEXT_GUESS_HEADING_APART;
    return titled && (apart || below || outdented) ? RANK_ISOLATED : 0;
}

/* A number alone is a heading only if it goes on where the last one ended; Roman ones and words need no such proof. */
static bool goes_on(pecia_str line, uint32_t *last) {
    pecia_str name = bare(line);
    int64_t value = 0;
    if (!pecia_str_number(name, &value)) {
        return true;
    }
    bool follows = value == (int64_t)*last + 1 || value == 1;
    *last = follows ? (uint32_t)value : *last;
    return follows;
}

int32_t text_find_headings(text_reader *r) {
    uint32_t last = 0;
    r->headed = 0;
    for (uint64_t i = 0; i < r->unit_count; i++) {
        text_unit *unit = &r->units[i];
        uint16_t flags = 0;
        bool may = unit->kind == TEXT_PARAGRAPH && unit->lines == 1 && unit->quote == 0 && unit->level == 0 &&
                   text_is_inside(r, unit->line);
        if (!may) {
            continue;
        }
        pecia_str str = text_of_unit(r, unit);
        bool notes = text_heads_notes(r, unit->line, unit->line + 1);
        uint8_t guess = TEXT_GUESS_HEADING_NOTES;
        uint32_t rank = notes ? RANK_CAPITALS : r->underlined ? 0 : rank_of(r, unit, &flags, &guess);
        if (rank > 0 && (!(flags & TEXT_NUMERAL) || goes_on(str, &last))) {
            unit->kind = TEXT_HEADING;
            unit->guess = guess;
            unit->rank = (uint16_t)(rank * 10);
            unit->flags |= (uint16_t)(flags | (notes ? TEXT_NOTES_HEAD : 0));
        }
    }
    return PECIA_OK;
}
