/* SPDX-License-Identifier: MIT
 *
 * hyphens.c: hyphens where a wrapped line ends inside a word.
 *
 * Whether such a hyphen belongs to the word only the text itself can tell: it is dropped if the joined word stands
 * somewhere else, and kept otherwise ("well-known" stays). The text is searched once, and only if there is a question.
 */
#include "characters.h"
#include "reader.h"

/* The two halves of a word, as one hash; a table of them, a power of two long. */
typedef struct text_halves {
    uint64_t hash;
    bool met;
} text_halves;

typedef struct text_hyphens {
    text_reader *r;
    text_halves *table;
    uint64_t size;
    uint64_t count;
} text_hyphens;

static const uint64_t hash_seed = UINT64_C(14695981039346656037);

static uint64_t add_letter(uint64_t hash, uint32_t code) {
    return (hash ^ text_lower(code)) * UINT64_C(1099511628211);
}

/* True if LINE, which NEXT follows in the same paragraph, ends with a hyphen inside a word. */
static bool is_split(const text_reader *r, const text_line *line, const text_line *next) {
    pecia_str before;
    uint32_t last = text_last(text_of_line(r, line), &before);
    return (last == '-' || last == 0x2010) && text_is_letter(text_last(before, NULL)) &&
           text_is_lower(text_first(text_of_line(r, next)));
}

/* The hash of the word that LINE and NEXT share, without its hyphen. */
static uint64_t word_across(const text_reader *r, const text_line *line, const text_line *next) {
    pecia_str str = text_of_line(r, line), rest = text_of_line(r, next);
    uint64_t hash = hash_seed;
    pecia_str before;
    text_last(str, &before);
    uint64_t start = before.size;
    for (pecia_str left = before; left.size > 0 && text_is_letter(text_last(left, &left));) {
        start = left.size;
    }
    for (pecia_str half = pecia_str_from(before, start); half.size > 0;) {
        hash = add_letter(hash, pecia_str_next(&half));
    }
    while (rest.size > 0 && text_is_letter(text_first(rest))) {
        hash = add_letter(hash, pecia_str_next(&rest));
    }
    return hash;
}

static text_halves *find(const text_hyphens *h, uint64_t hash) {
    for (uint64_t i = hash;; i++) {
        text_halves *slot = &h->table[i & (h->size - 1)];
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
    uint64_t hash = word_across(h->r, line, line + 1);
    find(h, hash)->hash = hash;
}

static void answer(text_hyphens *h, text_line *line) {
    line->joint = find(h, word_across(h->r, line, line + 1))->met ? TEXT_JOINT_DROP : TEXT_JOINT_KEEP;
}

static void drop(text_hyphens *h, text_line *line) {
    (void)h;
    line->joint = TEXT_JOINT_DROP;
}

static void soften(text_hyphens *h, text_line *line) {
    (void)h;
    line->joint = TEXT_JOINT_SOFT;
}

/* Marks the words of the text that are in the table. */
static void search(text_hyphens *h) {
    pecia_str rest = h->r->text;
    uint64_t hash = hash_seed;
    while (rest.size > 0) {
        uint32_t code = pecia_str_next(&rest);
        if (text_is_letter(code)) {
            hash = add_letter(hash, code);
        } else if (hash != hash_seed) {
            text_halves *slot = find(h, hash);
            slot->met = slot->met || slot->hash == hash;
            hash = hash_seed;
        }
    }
}

static int32_t decide(text_hyphens *h) {
    for (h->size = 16; h->size < h->count * 2;) {
        h->size *= 2;
    }
    h->table = h->r->host->job->alloc(h->r->job, h->size * sizeof(text_halves));
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
