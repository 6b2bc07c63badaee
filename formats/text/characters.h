/* SPDX-License-Identifier: MIT
 *
 * characters.h: what the text format must know of bytes and characters. All functions are pure and for any thread.
 */
#ifndef PECIA_FORMATS_TEXT_CHARACTERS_H
#define PECIA_FORMATS_TEXT_CHARACTERS_H

#include "common/str.h"

/** What a look at bytes as UTF-8 tells. */
typedef struct text_utf8_facts {
    uint64_t bad;       /* bytes that begin no well-formed character */
    uint64_t first_bad; /* offset of the first */
    uint64_t wide;      /* well-formed characters of several bytes, counted once there was a bad byte or to 1000 */
    uint64_t zeros;     /* NUL bytes, counted until 1000 */
} text_utf8_facts;

/** How many of the bytes of STR, from the first, are well-formed UTF-8 (Unicode 15, table 3-7). */
uint64_t text_utf8_prefix(pecia_str str);
/** Looks at all of STR. */
void text_utf8_look(pecia_str str, text_utf8_facts *out);

/** Characters of STR, but no more than MOST. */
uint64_t text_width(pecia_str str, uint64_t most);

/** The last character of STR, 0 if it is empty; without its bytes in *BEFORE (may be NULL). */
uint32_t text_last(pecia_str str, pecia_str *before);
/** The first character of STR, 0 if it is empty. */
uint32_t text_first(pecia_str str);

/** Letters of Latin, Greek, Cyrillic, Armenian, Georgian by case; of other scripts without case: letter only. */
bool text_is_upper(uint32_t code);
bool text_is_lower(uint32_t code);
bool text_is_letter(uint32_t code);
bool text_is_digit(uint32_t code);
/** White space of Unicode, no-break spaces included. */
bool text_is_space(uint32_t code);
/** The letter's lower case, for Latin-1, Latin Extended-A, Greek and Cyrillic; else CODE. */
uint32_t text_lower(uint32_t code);
/** The letter's upper case, as far as text_lower knows it; else CODE. */
uint32_t text_upper(uint32_t code);
/** Value of a superscript digit, or -1. */
int text_raised_digit(uint32_t code);
/** The raised form of DIGIT, 0 to 9. */
uint32_t text_raised_of(uint32_t digit);
/** Closing punctuation, full stops, commas: what may follow a word without a space. */
bool text_is_point(uint32_t code);
/** Marks that end a sentence: . ! ? … and those of other scripts. */
bool text_is_stop(uint32_t code);
/** Dashes that open a line of dialogue. */
bool text_is_dash(uint32_t code);

/** True if STR begins with the NUL-terminated WORD, whatever the case of its letters. WORD is in lower case. */
bool text_begins_folded(pecia_str str, const char *word);

#endif
