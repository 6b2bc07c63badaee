/* SPDX-License-Identifier: MIT
 *
 * xhtml_words.h: what a book or page needs beside its text: a few words in its language, the style sheet, what it
 * holds.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_WORDS_H
#define PECIA_FORMATS_COMMON_XHTML_WORDS_H

#include "common/str.h"

/** The words, in the order of xhtml_words.def. */
enum xhtml_word {
    XHTML_WORD_NOTES,
    XHTML_WORD_TITLE_PAGE,
    XHTML_WORD_CONTENTS,
    XHTML_WORD_TEXT,
    XHTML_WORD_COVER,
    XHTML_WORD_COLOPHON,
    XHTML_WORD_SOURCE,
    XHTML_WORD_LICENCE,
    XHTML_WORD_RIGHTS,
    XHTML_WORD_COUNT
};

/** WORD in the language LANG, in English where that is not known. [any] */
const char *xhtml_word(pecia_str lang, enum xhtml_word word);

/** The style sheet of all that xhtml_write.h makes (xhtml.css). */
extern const unsigned char xhtml_style_text[];
extern const uint64_t xhtml_style_size;

/** For the descriptor of a format of pages: enum pecia_fidelity for each kind. */
extern const uint8_t xhtml_fidelity[PECIA_KIND_COUNT];

#endif
