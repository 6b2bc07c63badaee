/* SPDX-License-Identifier: MIT
 *
 * language.h: quotation marks of languages, and which language a text is in.
 */
#ifndef PECIA_FORMATS_TEXT_LANGUAGE_H
#define PECIA_FORMATS_TEXT_LANGUAGE_H

#include "common/str.h"

/** The marks of a language (quotes.def): outer and inner, as UTF-8. */
typedef struct text_marks {
    const char *language;
    const char *open, *close;
    const char *inner_open, *inner_close;
    const char *sample; /* all four, for a search by character */
} text_marks;

/** The marks of LANGUAGE, a BCP 47 tag, by its first subtag; those of English if it is not in the table. Never NULL. */
const text_marks *text_marks_of(pecia_str language);
/** The heading over notes in LANGUAGE (notes.def), in lower case; "notes" if it is not in the table. */
const char *text_notes_word(pecia_str language);

/** True if the word that BEHIND begins with is one that an apostrophe opens (elisions.def): 'twas, 'n, 's. */
bool text_is_elision(pecia_str behind);

/** What text_guess_language found. */
typedef struct text_guess {
    char language[8]; /* "" when there is too little evidence */
    uint32_t percent; /* how sure, 0 to 100 */
} text_guess;

/** Tells the language of TEXT by its script and its frequent words (languages.def), from at most 96 KiB of it. SPACE
 * is zeroed memory of at least text_guess_space() bytes. */
void text_guess_language(pecia_str text, void *space, text_guess *out);
uint64_t text_guess_space(void);

#endif
