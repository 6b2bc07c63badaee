/* SPDX-License-Identifier: MIT
 *
 * validate_content.c: which elements there are, what stands in what, what is empty.
 */
#include <stdio.h>

#include "tei/validate.h"

/* Elements that say nothing when they are empty. */
static const char worded[] =
    "ab author authority bibl date distributor edition editor epigraph extent head idno item l "
    "licence name note p pubPlace publisher q quote resp speaker title titlePart";

/* ---------------------------------------------------------------- names */

static void check_name(tei_checker *checker, const tei_checked *element) {
    uint8_t bit = checker->profile->bit;
    if (element->word && (element->word->profiles & bit))
        return;
    const char *near = tei_word_near(element->local, false, bit);
    if (element->word)
        TEI_SAY(checker, PECIA_ERROR, "tei.element-profile", "the profile %s has no element <%s>",
                checker->profile->name, element->local);
    else
        TEI_SAY(checker, PECIA_ERROR, "tei.element-unknown", "TEI has no element <%.100s>%s%s%s", element->local,
                near ? "; <" : "", near ? near : "", near ? "> may be meant" : "");
}

/* ---------------------------------------------------------------- what stands in what */

static uint32_t hash_of(const void *a, const void *b) {
    uint64_t mixed = ((uint64_t)(uintptr_t)a * 31 + (uint64_t)(uintptr_t)b) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(mixed >> 32);
}

/* The rank of NAME in ORDER, from 1, and in *MANY whether there may be several of it; 0 if it has none. */
static uint8_t rank_of(const char *order, pecia_str name, bool *many) {
    uint8_t rank = 1;
    for (const char *at = order; *at;) {
        size_t length = strcspn(at, " /+");
        const char *mark = at + length, *next = mark + (*mark == '+');
        if (length == name.size && memcmp(at, name.data, length) == 0) {
            *many = *mark == '+';
            return rank;
        }
        rank = (uint8_t)(rank + (*next == ' '));
        at = next + (*next != '\0');
    }
    return 0;
}

static void fill_pair(const tei_checker *checker, tei_pair *pair, const char *parent, const char *child) {
    uint32_t count, bit = checker->profile->bit;
    pecia_str name = pecia_str_of(child);
    const tei_content *row = tei_content_find(TEI_HOLDS, parent, &count);
    for (uint32_t i = 0; i < count && i < 32; i++)
        if ((row[i].profiles & bit) && tei_words_have(row[i].names, name))
            pair->held |= UINT32_C(1) << i;
    row = tei_content_find(TEI_BARS, parent, &count);
    for (uint32_t i = 0; i < count; i++)
        if ((row[i].profiles & bit) && tei_words_have(row[i].names, name))
            pair->barred = true;
    row = tei_content_find(TEI_ONLY, parent, &count);
    for (uint32_t i = 0; i < count; i++)
        if ((row[i].profiles & bit) && !tei_words_have(row[i].names, name))
            pair->barred = true;
    row = tei_content_find(TEI_ORDER, parent, &count);
    for (uint32_t i = 0; i < count && !pair->rank; i++)
        if (row[i].profiles & bit)
            pair->rank = rank_of(row[i].names, name, &pair->many);
    if (pair->child && *pair->child->parents && !tei_words_have(pair->child->parents, pecia_str_of(parent)))
        pair->barred = true;
}

/* What the tables say of CHILD in PARENT, both of which TEI has. */
static const tei_pair *pair_of(tei_checker *checker, const tei_word *parent, const tei_word *child) {
    tei_pair *pair = &checker->pairs[hash_of(parent, child) % TEI_PAIRS];
    if (pair->parent != parent || pair->child != child) {
        *pair = (tei_pair){.parent = parent, .child = child};
        fill_pair(checker, pair, parent->name, child->name);
    }
    return pair;
}

static void say_misplaced(tei_checker *checker, const tei_checked *element, const tei_checked *parent) {
    const char *parents = element->word->parents;
    if (*parents && !tei_words_have(parents, pecia_str_of(parent->local)))
        TEI_SAY(checker, PECIA_ERROR, "tei.misplaced", "<%s> cannot stand in <%s>, only in: %s", element->local,
                parent->local, parents);
    else
        TEI_SAY(checker, PECIA_ERROR, "tei.misplaced", "<%s> cannot stand directly in <%s>%s%s", element->local,
                parent->local, checker->profile->bit == TEI_PROFILE_ALL ? "" : " in the profile ",
                checker->profile->bit == TEI_PROFILE_ALL ? "" : checker->profile->name);
}

/* An element that comes too late, or a second time. */
static void check_order(tei_checker *checker, const tei_checked *element, tei_checked *parent, const tei_pair *pair) {
    if (!pair->rank)
        return;
    if (pair->rank < parent->rank)
        TEI_SAY(checker, PECIA_ERROR, "tei.order", "<%s> cannot stand behind <%s> in <%s>", element->local,
                parent->last, parent->local);
    else if (pair->rank == parent->rank && !pair->many && strcmp(parent->last, element->word->name) == 0)
        TEI_SAY(checker, PECIA_ERROR, "tei.order", "<%s> stands in <%s> a second time", element->local, parent->local);
    else if (pair->rank == parent->rank && !pair->many)
        TEI_SAY(checker, PECIA_ERROR, "tei.order", "<%s> and <%s> cannot both stand in <%s>", parent->last,
                element->local, parent->local);
    if (pair->rank <= parent->rank)
        return;
    parent->rank = pair->rank;
    parent->last = element->word->name;
}

void tei_check_element(tei_checker *checker, const tei_checked *element, tei_checked *parent) {
    check_name(checker, element);
    if (!parent || !parent->word || !element->word)
        return;
    const tei_pair *pair = pair_of(checker, parent->word, element->word);
    parent->held |= pair->held;
    if (pair->barred && (element->word->profiles & checker->profile->bit))
        say_misplaced(checker, element, parent);
    else
        check_order(checker, element, parent, pair);
}

void tei_check_text(tei_checker *checker, tei_checked *element) {
    element->filled = true;
    if (element->text_said || !element->word || element->word->text)
        return;
    element->text_said = true;
    TEI_SAY_AT(checker, PECIA_ERROR, "tei.text-misplaced", xml_line(checker->xml), 0,
               "text cannot stand directly in <%s>", element->local);
}

/* ---------------------------------------------------------------- the end */

/* "a, b or c" of "a b c" to the SIZE bytes at OUT. */
static const char *alternatives(const char *names, char *out, size_t size) {
    size_t used = 0;
    for (const char *at = names; *at && used + 64 < size;) {
        size_t length = strcspn(at, " ");
        const char *rest = at + length + (at[length] == ' ');
        const char *joint = at == names ? "" : *rest ? ", " : " or ";
        used += (size_t)snprintf(out + used, size - used, "%s<%.*s>", joint, (int)length, at);
        at = rest;
    }
    return out;
}

static void check_held(tei_checker *checker, const tei_checked *element) {
    uint32_t count;
    char names[512];
    const tei_content *row = tei_content_find(TEI_HOLDS, element->word->name, &count);
    for (uint32_t i = 0; i < count && i < 32; i++)
        if ((row[i].profiles & checker->profile->bit) && !(element->held & UINT32_C(1) << i))
            TEI_SAY_AT(checker, PECIA_ERROR, "tei.incomplete", element->line, 0, "<%s> holds no %s", element->local,
                       alternatives(row[i].names, names, sizeof names));
}

/* A title of nothing is no title: where TEI asks for a statement it is an error. */
static void check_empty(tei_checker *checker, const tei_checked *element, const tei_checked *parent) {
    bool statement = parent && parent->header &&
                     (strcmp(parent->local, "titleStmt") == 0 || strcmp(parent->local, "publicationStmt") == 0);
    bool required = statement && tei_words_have("title publisher distributor authority", pecia_str_of(element->local));
    if (required)
        TEI_SAY_AT(checker, PECIA_ERROR, "tei.empty", element->line, 0, "<%s> in <%s> is empty", element->local,
                   parent->local);
    else
        TEI_SAY_AT(checker, PECIA_WARNING, "tei.empty", element->line, 0, "<%s> is empty", element->local);
}

void tei_check_end(tei_checker *checker, const tei_checked *element, const tei_checked *parent) {
    if (!element->word)
        return;
    if (!element->include)
        check_held(checker, element);
    if (!element->filled && !element->refers && !element->include &&
        tei_words_have(worded, pecia_str_of(element->word->name)))
        check_empty(checker, element, parent);
}
