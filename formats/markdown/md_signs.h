/* SPDX-License-Identifier: MIT
 *
 * md_signs.h: where in a paragraph the next byte stands that means something. What lies between is most of a text, so
 * these look at sixteen bytes at once where the processor can.
 *
 * Pure functions, for any thread.
 */
#ifndef PECIA_MARKDOWN_SIGNS_H
#define PECIA_MARKDOWN_SIGNS_H

#include "common/str.h"

/** True for a byte that md_rewrite.c looks at: one of "\\[^~<", or the first byte of MD_SIGN. */
bool md_is_sign(char c);
/** Where the next of them stands in TEXT from FROM on, or UINT64_MAX. */
uint64_t md_sign_next(pecia_str text, uint64_t from);

/** The bytes of TEXT that may end words, in turn. */
typedef struct md_words_ends {
    pecia_str text;
    uint64_t looked; /* bytes that were looked at; begin with what needs no look */
    uint64_t base;   /* where the last 64 of them begin */
    uint64_t found;  /* a bit for each of those that are still to be given out */
} md_words_ends;
/** Where the next of them stands; text.size when there is none. They are all that mean something to cmark within a line
 * (CommonMark 0.30, 6), but for what means it only behind one of the others: "[\\_`*&<", NUL, the end of a line and the
 * first byte of MD_SIGN; and "]" and "^", which come along. */
uint64_t md_words_end(md_words_ends *ends);

#endif
