/* SPDX-License-Identifier: MIT
 *
 * profile.c: see profile.h.
 */
#include "tei/profile.h"

enum { A = TEI_PROFILE_ALL, L = TEI_PROFILE_LITE, S = TEI_PROFILE_SIMPLE_PRINT, D = TEI_PROFILE_DTABF };
enum { E = TEI_PROFILE_ELTEC_1, EVERY = A | L | S | D | E, T = 0x80 };

static const tei_profile profiles[] = {
#define PROFILE(id, letter, name, about, notes_in_back, note_says_kind)                                                \
    {name, about, TEI_PROFILE_##id, notes_in_back, note_says_kind},
#include "tei/profiles.def"
#undef PROFILE
};
static const char *const names[] = {
#define PROFILE(id, letter, name, about, notes_in_back, note_says_kind) name,
#include "tei/profiles.def"
#undef PROFILE
    NULL};

static const tei_word elements[] = {
#define ELEMENT(name, profiles, parents) {#name, parents, (profiles)&EVERY, ((profiles)&T) != 0},
#define ATTRIBUTE(name, profiles)
#include "tei/vocabulary.def"
#undef ELEMENT
#undef ATTRIBUTE
};
static const tei_word attributes[] = {
#define ELEMENT(name, profiles, parents)
#define ATTRIBUTE(name, profiles) {name, "", profiles, false},
#include "tei/vocabulary.def"
#undef ELEMENT
#undef ATTRIBUTE
};

static const tei_content contents[] = {
#define HOLDS(profiles, element, names) {TEI_HOLDS, profiles, #element, names},
#define SAYS(profiles, element, names)  {TEI_SAYS, profiles, #element, names},
#define BARS(profiles, element, names)  {TEI_BARS, profiles, #element, names},
#define LACKS(profiles, element, names) {TEI_LACKS, profiles, #element, names},
#define ORDER(profiles, element, names) {TEI_ORDER, profiles, #element, names},
#define ONLY(profiles, element, names)  {TEI_ONLY, profiles, #element, names},
#include "tei/content.def"
#include "tei/only.def"
#undef HOLDS
#undef SAYS
#undef BARS
#undef LACKS
#undef ORDER
#undef ONLY
};

static const tei_value_row values[] = {
#define VALUE(profiles, attribute, elements, what, words) {attribute, elements, words, profiles, TEI_##what},
#include "tei/values.def"
#undef VALUE
};

static const char each[] =
#define EACH(names) names;
#define BEARS(element, names)
#include "tei/bears.def"
#undef EACH
#undef BEARS
    static const struct {
    const char *name, *attributes;
} bearers[] = {
#define EACH(names)
#define BEARS(element, names) {#element, names},
#include "tei/bears.def"
#undef EACH
#undef BEARS
};

static const struct {
    const char *name, *now;
} named[] = {
#define NAMED(name, now) {#name, #now},
#define SAID(element, attribute, now)
#include "tei/legacy.def"
#undef NAMED
#undef SAID
};
static const struct {
    const char *element, *attribute, *now;
} said[] = {
#define NAMED(name, now)
#define SAID(element, attribute, now) {#element, attribute, now},
#include "tei/legacy.def"
#undef NAMED
#undef SAID
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

const tei_profile *tei_profile_find(const char *name) {
    for (size_t i = 0; i < COUNT_OF(profiles); i++)
        if (!name || strcmp(profiles[i].name, name) == 0)
            return &profiles[i];
    return NULL;
}

const char *const *tei_profile_names(void) {
    return names;
}

static const tei_word *find_word(const tei_word *words, size_t count, const char *name) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, words[middle].name);
        if (order == 0)
            return &words[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const tei_word *tei_word_element(const char *name) {
    return find_word(elements, COUNT_OF(elements), name);
}

const tei_word *tei_word_attribute(const char *name) {
    return find_word(attributes, COUNT_OF(attributes), name);
}

bool tei_word_bears(const char *element, const char *attribute) {
    size_t low = 0, high = COUNT_OF(bearers);
    pecia_str name = pecia_str_of(attribute);
    if (tei_words_have(each, name) || !tei_word_element(element))
        return true;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(element, bearers[middle].name);
        if (order == 0)
            return tei_words_have(bearers[middle].attributes, name);
        low = order < 0 ? low : middle + 1;
        high = order < 0 ? middle : high;
    }
    return false;
}

const char *tei_legacy_element(pecia_str name) {
    for (size_t i = 0; i < COUNT_OF(named); i++)
        if (pecia_str_is(name, named[i].name))
            return named[i].now;
    return NULL;
}

const char *tei_legacy_attribute(const char *element, const char *attribute) {
    for (size_t i = 0; i < COUNT_OF(said); i++)
        if (strcmp(attribute, said[i].attribute) == 0 && strcmp(element, said[i].element) == 0)
            return said[i].now;
    return NULL;
}

enum { LONGEST = 32 };

/* How many bytes A and B have to lose, get, change or exchange with the next to be the same (optimal string alignment),
 * letters of both cases alike; both are under LONGEST bytes. */
static uint32_t distance(const char *a, const char *b) {
    uint32_t rows[3][LONGEST + 1]; /* of the byte at hand of A, and of the two before it */
    size_t width = strlen(b);
    for (size_t j = 0; j <= width; j++)
        rows[0][j] = (uint32_t)j;
    for (size_t i = 1; a[i - 1]; i++) {
        uint32_t *row = rows[i % 3], *before = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= width; j++) {
            uint32_t best = before[j - 1] + ((a[i - 1] | 0x20) != (b[j - 1] | 0x20));
            best = before[j] + 1 < best ? before[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && second[j - 2] + 1 < best)
                best = second[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[strlen(a) % 3][width];
}

const char *tei_word_near(const char *name, bool attribute, uint8_t bit) {
    const tei_word *words = attribute ? attributes : elements;
    size_t count = attribute ? COUNT_OF(attributes) : COUNT_OF(elements), size = strlen(name);
    uint32_t best = size < 4 ? 4 : 6; /* twice the distance, less than this is near */
    const char *near = NULL;
    for (size_t i = 0; i < count && size < LONGEST; i++) {
        size_t other = strlen(words[i].name);
        if (!(words[i].profiles & bit) || other >= LONGEST || other > size + 2 || size > other + 2)
            continue;
        uint32_t apart = distance(name, words[i].name), score = 2 * apart + (size != other);
        if (score < best && apart < other) {
            best = score;
            near = words[i].name;
        }
    }
    return near;
}

const tei_content *tei_content_find(uint32_t rule, const char *element, uint32_t *count) {
    size_t low = 0, high = COUNT_OF(contents);
    while (low < high) { /* the first that is not before it */
        size_t middle = low + (high - low) / 2;
        const tei_content *row = &contents[middle];
        if (row->rule < rule || (row->rule == rule && strcmp(row->element, element) < 0))
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < COUNT_OF(contents) && contents[low + *count].rule == rule &&
           strcmp(contents[low + *count].element, element) == 0)
        ++*count;
    return *count ? &contents[low] : NULL;
}

const tei_value_row *tei_value_find(const char *attribute, const char *element, uint8_t bit) {
    size_t low = 0, high = COUNT_OF(values);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(values[middle].attribute, attribute) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < COUNT_OF(values) && strcmp(values[low].attribute, attribute) == 0; low++)
        if ((values[low].profiles & bit) &&
            (!*values[low].elements || tei_words_have(values[low].elements, pecia_str_of(element))))
            return &values[low];
    return NULL;
}

bool tei_words_have(const char *words, pecia_str word) {
    for (const char *at = words; *at && word.size;) {
        size_t size = strcspn(at, " ");
        if (size == word.size && memcmp(at, word.data, size) == 0)
            return true;
        at += size;
        at += *at == ' ';
    }
    return false;
}
