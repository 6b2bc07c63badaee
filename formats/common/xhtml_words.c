/* SPDX-License-Identifier: MIT
 *
 * xhtml_words.c: the few words that a book needs beside its own, in its language where it is known.
 */
#include "common/xhtml_words.h"

static const struct {
    const char *lang;
    const char *words[XHTML_WORD_COUNT];
} languages[] = {
#define WORDS(lang, ...) {lang, {__VA_ARGS__}},
#include "common/xhtml_words.def"
#undef WORDS
};

const char *xhtml_word(pecia_str lang, enum xhtml_word word) {
    size_t i = 0;
    while (languages[i].lang[0] != '\0' &&
           !(pecia_str_begins(lang, languages[i].lang) && (lang.size == 2 || lang.data[2] == '-'))) {
        i++;
    }
    return languages[i].words[word];
}
