/* SPDX-License-Identifier: MIT
 *
 * profile.h: what the profiles of TEI have and ask for: profiles.def, vocabulary.def, content.def and values.def,
 * searched. All functions are pure and for any thread.
 */
#ifndef PECIA_FORMATS_TEI_PROFILE_H
#define PECIA_FORMATS_TEI_PROFILE_H

#include "common/str.h"

/** The profiles, as bits of a set. */
enum {
#define PROFILE(id, letter, name, about, notes_in_back, note_says_kind) TEI_PROFILE_##id##_AT,
#include "tei/profiles.def"
#undef PROFILE
    TEI_PROFILE_COUNT
};
enum {
#define PROFILE(id, letter, name, about, notes_in_back, note_says_kind) TEI_PROFILE_##id = 1 << TEI_PROFILE_##id##_AT,
#include "tei/profiles.def"
#undef PROFILE
};

/** One line of profiles.def. */
typedef struct tei_profile {
    const char *name, *about;
    uint8_t bit;
    bool notes_in_back, note_says_kind;
} tei_profile;

/** An element or attribute of vocabulary.def. */
typedef struct tei_word {
    const char *name;
    const char *parents; /* "": many */
    uint8_t profiles;
    bool text; /* text may stand in it */
} tei_word;

enum tei_rule { TEI_HOLDS, TEI_SAYS, TEI_BARS, TEI_LACKS, TEI_ORDER, TEI_ONLY };

/** One line of content.def or only.def. */
typedef struct tei_content {
    uint8_t rule; /* enum tei_rule */
    uint8_t profiles;
    const char *element;
    const char *names;
} tei_content;

enum tei_value {
    TEI_FREE,
    TEI_POINTER,
    TEI_POINTERS,
    TEI_NAMES,
    TEI_LANGUAGE,
    TEI_DATE,
    TEI_COUNT,
    TEI_TRUTH,
    TEI_WORD,
    TEI_WORDS,
    TEI_SEVERAL
};

/** One line of values.def. */
typedef struct tei_value_row {
    const char *attribute, *elements, *words;
    uint8_t profiles;
    uint8_t what; /* enum tei_value */
} tei_value_row;

/** The profile NAME (NULL: the first, "all"); NULL if there is none. */
const tei_profile *tei_profile_find(const char *name);
/** The names of the profiles, NULL-terminated. */
const char *const *tei_profile_names(void);
/** The element, or the attribute ("xml:id"), NAME in any profile; NULL if TEI has none. */
const tei_word *tei_word_element(const char *name);
const tei_word *tei_word_attribute(const char *name);
/** True if ELEMENT of TEI P5 whole may have ATTRIBUTE ("xml:id"); of an element that TEI does not have nothing is
 * known: true. */
bool tei_word_bears(const char *element, const char *attribute);
/** What P5 calls the element NAME of P4, and the ATTRIBUTE of ELEMENT, as P5 calls it; NULL if it has kept the name. */
const char *tei_legacy_element(pecia_str name);
const char *tei_legacy_attribute(const char *element, const char *attribute);
/** The element, or attribute, of the profiles in BIT whose name is nearest to NAME; NULL if none is near. */
const char *tei_word_near(const char *name, bool attribute, uint8_t bit);
/** The first line of RULE for ELEMENT, *COUNT of them in a row; NULL and 0 if there is none. */
const tei_content *tei_content_find(uint32_t rule, const char *element, uint32_t *count);
/** The line of values.def for ATTRIBUTE of ELEMENT in the profile BIT; NULL if there is none. */
const tei_value_row *tei_value_find(const char *attribute, const char *element, uint8_t bit);
/** True if WORD is one of WORDS, which are set apart by single spaces. */
bool tei_words_have(const char *words, pecia_str word);

/** Elements that stand only at the bottom of a division (model.divBottomPart). */
#define TEI_BOTTOMS "closer postscript signed trailer"

#endif
