/* SPDX-License-Identifier: MIT
 *
 * hyphens.c: hyphens where a wrapped line ends inside a word.
 *
 * Whether such a hyphen belongs to the word only the text itself can tell. It is dropped if the joined word stands
 * somewhere else, and kept if the word with its hyphen does, or both halves as words of their own ("well-known"). Of
 * the others those of a text that breaks many words are dropped, for most of them the line called for; in a text that
 * breaks few, they are the author's. The text is searched once, and only if there is a question.
 */
#include "characters.h"
#include "reader.h"

enum { MANY = 25, NOT_SIGN = 0xAC }; /* a text breaks many words if one line of so many ends with a hyphen */

/* A word that is asked for, and whether the text has it. */
typedef struct text_sought {
    uint64_t hash;
    bool met;
} text_sought;

typedef struct text_hyphens {
    text_reader *r;
    text_sought *table; /* a power of two long */
    uint64_t size;
    uint64_t count; /* words that are broken */
    uint64_t lines; /* that could have broken one */
} text_hyphens;

/* What a broken word may be: joined, with its hyphen, or two words. */
typedef struct text_readings {
    uint64_t joined, hyphened, first, second;
} text_readings;

static const uint64_t hash_seed = UINT64_C(14695981039346656037);

static uint64_t add_letter(uint64_t hash, uint32_t code) {
    return (hash ^ text_lower(code)) * UINT64_C(1099511628211);
}

/* Those of German print and the sign that scanning programs set among them. */
static bool is_hyphen(uint32_t code) {
    return code == '-' || code == 0x2010 || code == '=' || code == 0x2E17 || code == NOT_SIGN;
}

/* True if = at the end of LINE ends =bold= words: they began in it, or the text has such signs. */
static bool ends_bold(const text_reader *r, pecia_str line) {
    bool opened = r->underscores;
    for (uint64_t i = 0; i + 1 < line.size && !opened; i++) {
        bool edge = i == 0 || line.data[i - 1] == ' ' || line.data[i - 1] == '(' || line.data[i - 1] == '"';
        opened = line.data[i] == '=' && edge && text_is_letter(text_first(pecia_str_from(line, i + 1)));
    }
    return opened;
}

/* True if LINE, which NEXT follows in the same paragraph, ends with a hyphen inside a word. */
static bool is_split(const text_reader *r, const text_line *line, const text_line *next) {
    pecia_str before;
    uint32_t last = text_last(text_of_line(r, line), &before);
    if (last == '=' && ends_bold(r, text_of_line(r, line))) {
        return false;
    }
    return is_hyphen(last) && text_is_letter(text_last(before, NULL)) &&
           text_is_lower(text_first(text_of_line(r, next)));
}

/* Adds the letters that open REST to HASH. */
static uint64_t add_word(uint64_t hash, pecia_str rest) {
    while (rest.size > 0 && text_is_letter(text_first(rest))) {
        hash = add_letter(hash, pecia_str_next(&rest));
    }
    return hash;
}

/* The hashes of what the word may be that LINE and NEXT share. */
static text_readings readings_of(const text_reader *r, const text_line *line, const text_line *next) {
    pecia_str before, rest = text_of_line(r, next);
    text_last(text_of_line(r, line), &before);
    uint64_t start = before.size;
    for (pecia_str left = before; left.size > 0 && text_is_letter(text_last(left, &left));) {
        start = left.size;
    }
    text_readings out = {.first = add_word(hash_seed, pecia_str_from(before, start))};
    out.joined = add_word(out.first, rest);
    out.hyphened = add_word(add_letter(out.first, '-'), rest);
    out.second = add_word(hash_seed, rest);
    return out;
}

static text_sought *find(const text_hyphens *h, uint64_t hash) {
    for (uint64_t i = hash;; i++) {
        text_sought *slot = &h->table[i & (h->size - 1)];
        if (slot->hash == hash || slot->hash == 0) {
            return slot;
        }
    }
}

/* Calls DO on each split line of the paragraphs. */
static void for_each(text_hyphens *h, void (*work)(text_hyphens *, text_line *)) {
    for (uint64_t i = 0; i < h->r->unit_count; i++) {
        const text_unit *unit = &h->r->units[i];
        for (uint32_t n = 0; n + 1 < unit->lines && !(unit->flags & TEXT_BREAKS); n++) {
            text_line *line = &h->r->lines[unit->line + n];
            h->lines++;
            if (is_split(h->r, line, line + 1)) {
                work(h, line);
            }
        }
    }
}

static void count(text_hyphens *h, text_line *line) {
    line->joint = TEXT_JOINT_KEEP;
    h->count++;
}

static void ask(text_hyphens *h, text_line *line) {
    text_readings word = readings_of(h->r, line, line + 1);
    find(h, word.joined)->hash = word.joined;
    find(h, word.hyphened)->hash = word.hyphened;
    find(h, word.first)->hash = word.first;
    find(h, word.second)->hash = word.second;
}

static void answer(text_hyphens *h, text_line *line) {
    text_readings word = readings_of(h->r, line, line + 1);
    bool kept = find(h, word.hyphened)->met || (find(h, word.first)->met && find(h, word.second)->met);
    bool scanned = text_last(text_of_line(h->r, line), NULL) == NOT_SIGN;
    bool joined = scanned || find(h, word.joined)->met || (!kept && h->count * MANY >= h->lines);
    line->joint = joined ? TEXT_JOINT_DROP : TEXT_JOINT_KEEP;
}

static void drop(text_hyphens *h, text_line *line) {
    (void)h;
    line->joint = TEXT_JOINT_DROP;
}

static void soften(text_hyphens *h, text_line *line) {
    (void)h;
    line->joint = TEXT_JOINT_SOFT;
}

static void meet(const text_hyphens *h, uint64_t hash) {
    text_sought *slot = find(h, hash);
    slot->met = slot->met || slot->hash == hash;
}

/* Marks the words of the text that are in the table; two that a hyphen joins in a line are one too. The halves of a
 * broken word do not count as words. */
static void search(const text_hyphens *h) {
    pecia_str rest = h->r->text;
    uint64_t word = hash_seed, whole = hash_seed;
    bool hyphen = false, broken = false;
    while (rest.size > 0) {
        uint32_t code = pecia_str_next(&rest);
        if (text_is_letter(code)) {
            word = add_letter(word, code);
            whole = add_letter(whole, code);
            continue;
        }
        bool joins = word != hash_seed && (code == '-' || code == 0x2010);
        bool line_end = joins && rest.size > 0 && (rest.data[0] == '\n' || rest.data[0] == '\r');
        if (word != hash_seed && !line_end && !broken) {
            meet(h, word);
            meet(h, hyphen ? whole : word);
        }
        broken = (broken && word == hash_seed && text_is_space(code)) || line_end;
        whole = joins && !line_end ? add_letter(whole, '-') : hash_seed;
        hyphen = joins && !line_end;
        word = hash_seed;
    }
}

static int32_t decide(text_hyphens *h) {
    for (h->size = 16; h->size < h->count * 8;) {
        h->size *= 2;
    }
    h->table = h->r->host->job->alloc(h->r->job, h->size * sizeof(text_sought));
    if (!h->table) {
        return PECIA_ERR_MEMORY;
    }
    for_each(h, ask);
    search(h);
    for_each(h, answer);
    return PECIA_OK;
}

int32_t text_find_hyphens(text_reader *r) {
    text_hyphens h = {.r = r};
    const char *option = r->host->job->option(r->job, "hyphens");
    for_each(&h, count);
    if (h.count == 0 || !option || strcmp(option, "keep") == 0) {
        return PECIA_OK;
    }
    if (strcmp(option, "auto") == 0) {
        return decide(&h);
    }
    for_each(&h, strcmp(option, "join") == 0 ? drop : soften);
    return PECIA_OK;
}
