/* SPDX-License-Identifier: MIT
 *
 * tei_fit.c: see tei_fit.h. What may stand where is makes.def less what the profile lacks; what does not fit is wrapped
 * in what does, said by an element that is nearest, or opened up.
 */
#include "tei/tei_fit.h"

#include "tei/tei.h"

#define B(element) (UINT64_C(1) << TEI_E_##element)
#define TEXT       UINT64_C(1)
#define POINTS     (B(anchor) | B(pb) | B(cb) | B(lb) | B(milestone) | B(gap))
#define GLOBAL     (POINTS | B(note) | B(figure))
#define EDITED     (B(choice) | B(sic) | B(abbr) | B(subst) | B(del))
#define PHRASE                                                                                                         \
    (B(ref) | B(hi) | B(emph) | B(seg) | B(foreign) | B(soCalled) | B(mentioned) | B(code) | B(graphic) | B(formula) | \
     B(ptr) | B(gi) | B(app) | EDITED)
#define QUOTES     (B(quote) | B(q) | B(said) | B(cit))
#define INTER      (QUOTES | B(bibl) | B(list) | B(label) | B(stage) | B(eg) | B(table))
#define PARA       (TEXT | PHRASE | INTER | GLOBAL | B(lg) | B(l))
#define SPECIAL    (PARA | B(p) | B(ab) | B(sp))
#define COMPONENTS (INTER | GLOBAL | B(p) | B(ab) | B(l) | B(lg) | B(sp) | B(trailer))
#define ENDS       (B(opener) | B(closer) | B(dateline) | B(epigraph) | B(trailer))
#define DIVISIONS  (B(front) | B(body) | B(back) | B(div))
#define WRAPPERS   (B(opener) | B(closer) | B(dateline) | B(epigraph) | B(castList) | B(listBibl))
#define SHORT      (TEXT | PHRASE | QUOTES | GLOBAL)
#define FORMAL     (TEXT | PHRASE | B(q) | GLOBAL)

enum { A = TEI_PROFILE_ALL, L = TEI_PROFILE_LITE, S = TEI_PROFILE_SIMPLE_PRINT, D = TEI_PROFILE_DTABF };
enum { E = TEI_PROFILE_ELTEC_1 };

static const struct {
    const char *name;
    uint64_t holds;
    uint8_t size; /* of the name */
} makes[] = {
    {"", 0, 0},
#define MAKE(element, content) {#element, content, sizeof #element - 1},
#include "tei/makes.def"
#undef MAKE
};
#define ELEMENTS (sizeof makes / sizeof *makes)
_Static_assert(TEI_E_COUNT <= 64, "each element has a bit");

static const struct {
    uint8_t profiles, element, instead;
    const char *attribute, *value;
} insteads[] = {
#define INSTEAD(profiles, element, instead, attribute, value)                                                          \
    {profiles, TEI_E_##element, TEI_E_##instead, attribute, value},
#define SAY(profiles, element, attribute, value, instead)
#define RENDITION(style, print, dta)
#include "tei/instead.def"
#undef INSTEAD
#undef SAY
};

static const struct {
    uint8_t profiles, element;
    const char *attribute, *value, *instead;
} says[] = {
#define INSTEAD(profiles, element, instead, attribute, value)
#define SAY(profiles, element, attribute, value, instead) {profiles, TEI_E_##element, attribute, value, instead},
#include "tei/instead.def"
#undef SAY
#undef RENDITION
};

static const struct {
    uint32_t bit;
    const char *print, *dta;
} renditions[] = {
#define SAY(profiles, element, attribute, value, instead)
#define RENDITION(style, print, dta) {PECIA_##style, print, dta},
#include "tei/instead.def"
#undef INSTEAD
#undef SAY
#undef RENDITION
};

static const struct {
    const char *name;
    uint8_t profiles, like;
} likes[] = {
#define LIKE(profiles, element, other) {#element, profiles, TEI_E_##other},
#include "tei/likes.def"
#undef LIKE
};

const char *tei_fit_name(uint32_t element) {
    return element < ELEMENTS ? makes[element].name : "";
}

bool tei_fit_wraps(uint32_t element) {
    return (ENDS >> element & 1) != 0;
}

bool tei_fit_is_apart(uint32_t outer, uint32_t element) {
    uint64_t apart = DIVISIONS >> outer & 1 ? GLOBAL | ENDS : GLOBAL;
    return (apart >> element & 1) != 0 || (outer == TEI_E_front && element == TEI_E_castList);
}

bool tei_fit_holds(const tei_fit *fit, uint32_t outer, uint32_t element) {
    return fit->holds[outer] >> element & 1;
}

/* The first line of likes.def that does not come before NAME. */
static size_t first_like(pecia_str name) {
    size_t low = 0, high = sizeof likes / sizeof *likes;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strncmp(likes[middle].name, name.data, (size_t)name.size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t tei_fit_like(const tei_fit *fit, pecia_str name, const char **known) {
    for (size_t i = first_like(name); i < sizeof likes / sizeof *likes && pecia_str_is(name, likes[i].name); i++)
        if (likes[i].profiles & fit->profile->bit) {
            *known = likes[i].name;
            return likes[i].like;
        }
    return TEI_E_none;
}

/* The elements by the first letters of their names: hundreds of names are looked up for each conversion. */
typedef struct letters {
    uint8_t first[32], next[ELEMENTS];
} letters;

static void letters_fill(letters *l) {
    memset(l, 0, sizeof *l);
    for (uint32_t e = ELEMENTS; e-- > 1;) {
        uint8_t *first = &l->first[makes[e].name[0] & 31];
        l->next[e] = *first;
        *first = (uint8_t)e;
    }
}

/* The set of the elements that NAMES, set apart by single spaces, name. */
static uint64_t elements_named(const letters *l, const char *names) {
    uint64_t bits = 0;
    for (const char *at = names, *end; *at; at = end + (*end == ' ')) {
        for (end = at; *end && *end != ' ';)
            end++;
        size_t size = (size_t)(end - at);
        for (uint32_t e = l->first[*at & 31]; e; e = l->next[e])
            if (size == makes[e].size && memcmp(at, makes[e].name, size) == 0)
                bits |= UINT64_C(1) << e;
    }
    return bits;
}

static uint64_t barred(const tei_profile *profile, const letters *l, uint32_t element) {
    uint32_t count;
    uint64_t bits = 0;
    const tei_content *row = tei_content_find(TEI_BARS, makes[element].name, &count);
    for (; count--; row++)
        if (row->profiles & profile->bit)
            bits |= elements_named(l, row->names);
    return bits;
}

/* Speeches begin with their speaker, and q does not come before what is said, in these. */
static uint64_t order_bars(const tei_profile *profile, uint32_t element) {
    return element == TEI_E_sp && profile->bit != TEI_PROFILE_ALL ? B(q) : 0;
}

void tei_fit_init(tei_fit *fit, const tei_profile *profile) {
    uint64_t there = TEXT;
    letters l;
    letters_fill(&l);
    *fit = (tei_fit){.profile = profile};
    for (uint32_t e = 1; e < ELEMENTS; e++) {
        const tei_word *word = tei_word_element(makes[e].name);
        if (word && word->profiles & profile->bit) {
            there |= UINT64_C(1) << e;
            fit->made[e].element = (uint8_t)e;
        }
    }
    for (uint32_t e = 1; e < ELEMENTS; e++)
        fit->holds[e] = makes[e].holds & there & ~barred(profile, &l, e) & ~order_bars(profile, e);
    for (size_t i = 0; i < sizeof insteads / sizeof *insteads; i++) {
        uint32_t e = insteads[i].element;
        if (!(insteads[i].profiles & profile->bit))
            continue;
        fit->made[e].element = insteads[i].instead;
        fit->made[e].attribute = insteads[i].attribute;
        fit->made[e].value = insteads[i].value;
    }
}

/* ---------------------------------------------------------------- where an element may stand */

enum { NEAREST_MAX = 8 }; /* the table has rounds */

/* What a block is said by where it cannot stand itself, and how. */
static const struct {
    uint8_t element, instead;
    const char *type;
} nearest[] = {
    {TEI_E_head, TEI_E_ab, "head"},   {TEI_E_trailer, TEI_E_ab, "caption"}, {TEI_E_speaker, TEI_E_ab, "speaker"},
    {TEI_E_stage, TEI_E_ab, "stage"}, {TEI_E_figDesc, TEI_E_p, NULL},       {TEI_E_bibl, TEI_E_ab, "bibl"},
    {TEI_E_eg, TEI_E_ab, "eg"},       {TEI_E_ab, TEI_E_label, NULL},        {TEI_E_label, TEI_E_p, NULL},
    {TEI_E_p, TEI_E_l, NULL},         {TEI_E_l, TEI_E_bibl, NULL},          {TEI_E_graphic, TEI_E_none, NULL},
    {TEI_E_quote, TEI_E_q, NULL},     {TEI_E_said, TEI_E_q, NULL},
};

/* The next after ELEMENT. */
static uint32_t next_nearest(uint32_t element, const char **type) {
    for (size_t i = 0; i < sizeof nearest / sizeof *nearest; i++)
        if (nearest[i].element == element) {
            if (nearest[i].type && !*type)
                *type = nearest[i].type;
            return nearest[i].instead;
        }
    return TEI_E_none;
}

/* What holds other things in an element that has its own parts only. */
static uint32_t part_of(const tei_fit *fit, uint32_t outer, uint32_t wanted) {
    if (wanted == TEI_E_graphic && tei_fit_holds(fit, outer, TEI_E_figure))
        return TEI_E_figure;
    switch (outer) {
    case TEI_E_list: return TEI_E_item;
    case TEI_E_table: return TEI_E_row;
    case TEI_E_row: return TEI_E_cell;
    case TEI_E_lg: return TEI_E_l;
    case TEI_E_sp: return TEI_E_p;
    case TEI_E_cit: return fit->made[TEI_E_quote].element;
    case TEI_E_front:
    case TEI_E_back: return TEI_E_div;
    case TEI_E_castList:
    case TEI_E_castGroup: return TEI_E_castItem;
    case TEI_E_listBibl: return TEI_E_bibl;
    case TEI_E_body:
    case TEI_E_div:
    case TEI_E_figure: return TEI_E_p;
    default: return TEI_E_none;
    }
}

static bool stands(const tei_fit *fit, uint32_t element, const tei_place_state *state) {
    if (element == TEI_E_head && !state->may_head)
        return false;
    if (element == TEI_E_trailer && !state->may_trail)
        return false;
    if (element == TEI_E_speaker && !state->may_speaker)
        return false;
    return element && tei_fit_holds(fit, state->outer, element);
}

static bool wrap(const tei_fit *fit, uint32_t element, uint32_t outer, tei_way *way) {
    way->count = 0;
    while (element && element != TEI_E_trailer && way->count < TEI_WAY_MAX - 1) {
        uint32_t part = part_of(fit, outer, element);
        if (!part || !tei_fit_holds(fit, outer, part))
            break;
        way->element[way->count++] = (uint8_t)part;
        if (tei_fit_holds(fit, part, element)) {
            way->element[way->count++] = (uint8_t)element;
            return true;
        }
        outer = part;
    }
    way->count = 0;
    return false;
}

static void say(tei_way *way, const tei_fit *fit, uint32_t element, const char *type) {
    way->attribute = fit->made[element].attribute;
    way->value = fit->made[element].value;
    uint32_t made = way->element[way->count - 1];
    if (type && !way->attribute && (made == TEI_E_ab || made == TEI_E_label)) {
        way->attribute = "type";
        way->value = type;
    }
}

static bool try_elements(const tei_fit *fit, uint32_t element, const tei_place_state *state, bool wrapped,
                         tei_way *way) {
    const char *type = NULL;
    uint32_t e = element;
    for (int tries = 0; e && tries < NEAREST_MAX; tries++, e = next_nearest(e, &type)) {
        uint32_t made = fit->made[e].element;
        bool half = state->outer == TEI_E_list && e == TEI_E_label && e != element; /* there it is half of an item */
        if (wrapped && wrap(fit, made, state->outer, way)) {
            say(way, fit, e, e == element ? NULL : type);
            return true;
        }
        if (!wrapped && !half && stands(fit, made, state)) {
            way->element[way->count++] = (uint8_t)made;
            say(way, fit, e, e == element ? NULL : type);
            return true;
        }
        if (state->inline_only)
            return false;
    }
    return false;
}

void tei_fit_way(const tei_fit *fit, uint32_t element, const tei_place_state *state, tei_way *way) {
    *way = (tei_way){0};
    if (!try_elements(fit, element, state, false, way) && (!state->inline_only || element == TEI_E_graphic))
        try_elements(fit, element, state, true, way);
    uint32_t part = way->count || element != TEI_E_p ? TEI_E_none : part_of(fit, state->outer, element);
    if (part && tei_fit_holds(fit, part, TEI_E_none)) /* it holds words, but no paragraph */
        *way = (tei_way){.count = 1, .element = {(uint8_t)part}};
}

/* ---------------------------------------------------------------- attributes */

static bool has_attribute(const tei_fit *fit, const char *element, const char *name) {
    uint32_t count;
    const tei_word *word = tei_word_attribute(name);
    if (!word || !(word->profiles & fit->profile->bit))
        return false;
    const tei_content *row = tei_content_find(TEI_LACKS, element, &count);
    for (; count--; row++)
        if (row->profiles & fit->profile->bit && tei_words_have(row->names, pecia_str_of(name)))
            return false;
    return true;
}

static bool is_count(pecia_str value) {
    for (uint64_t i = 0; i < value.size; i++)
        if (value.data[i] < '0' || value.data[i] > '9')
            return false;
    return value.size > 0;
}

static bool has_value(const tei_fit *fit, const char *element, const char *name, pecia_str value) {
    const tei_value_row *row = tei_value_find(name, element, fit->profile->bit);
    if (row && row->what == TEI_COUNT)
        return is_count(value);
    return !row || row->what != TEI_WORDS || tei_words_have(row->words, value);
}

pecia_str tei_fit_value(const tei_fit *fit, const char *element, const char *name, pecia_str value) {
    if (fit->profile->bit == TEI_PROFILE_ALL)
        return value;
    if (!has_attribute(fit, element, name))
        return (pecia_str){NULL, 0};
    if (has_value(fit, element, name, value))
        return value;
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        if (says[i].profiles & fit->profile->bit && strcmp(makes[says[i].element].name, element) == 0 &&
            strcmp(says[i].attribute, name) == 0 && (!*says[i].value || pecia_str_is(value, says[i].value)))
            return pecia_str_of(says[i].instead);
    return (pecia_str){NULL, 0};
}

pecia_str tei_fit_root(const tei_fit *fit, const char *name, pecia_str value) {
    return has_attribute(fit, "TEI", name) ? value : (pecia_str){NULL, 0};
}

size_t tei_fit_rendition(const tei_fit *fit, uint32_t bits, char *out, size_t size) {
    size_t used = 0;
    bool print = fit->profile->bit == TEI_PROFILE_SIMPLE_PRINT, dta = fit->profile->bit == TEI_PROFILE_DTABF;
    for (size_t i = 0; i < sizeof renditions / sizeof *renditions && (print || dta); i++) {
        const char *word = print ? renditions[i].print : renditions[i].dta;
        size_t length = word ? strlen(word) : 0;
        if (!length || !(bits & renditions[i].bit) || used + length + 2 > size)
            continue;
        if (used)
            out[used++] = ' ';
        memcpy(out + used, word, length);
        used += length;
    }
    return used;
}
