/* SPDX-License-Identifier: MIT
 *
 * words.c: the few words that a book needs beside its own, in its language where it is known.
 */
#include "writer.h"

static const struct {
    const char *lang;
    const char *words[EPUB_WORD_COUNT];
} languages[] = {
#define WORDS(lang, ...) {lang, {__VA_ARGS__}},
#include "words.def"
#undef WORDS
};

const char *epub_word(pecia_str lang, enum epub_word word) {
    size_t i = 0;
    while (languages[i].lang[0] != '\0' &&
           !(pecia_str_begins(lang, languages[i].lang) && (lang.size == 2 || lang.data[2] == '-'))) {
        i++;
    }
    return languages[i].words[word];
}
