/* SPDX-License-Identifier: MIT
 *
 * nearest.c: the word that was probably meant.
 */
#include <string.h>

#include "plugins/host/host.h"

enum { WORD_MAX = 48 };

static uint32_t smallest(uint32_t a, uint32_t b, uint32_t c) {
    uint32_t least = a < b ? a : b;
    return least < c ? least : c;
}

/** Edits that make A, of LENGTH bytes, into B; a swap of neighbours is one (optimal string alignment distance). */
static uint32_t distance(const char *a, size_t length, const char *b) {
    uint32_t rows[3][WORD_MAX + 1];
    uint32_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (uint32_t j = 0; j <= length; j++)
        last[j] = j;
    for (uint32_t i = 0; b[i]; i++) {
        now[0] = i + 1;
        for (uint32_t j = 0; j < length; j++) {
            now[j + 1] = smallest(now[j] + 1, last[j + 1] + 1, last[j] + (a[j] != b[i]));
            if (i > 0 && j > 0 && a[j] == b[i - 1] && a[j - 1] == b[i] && before[j - 1] + 1 < now[j + 1])
                now[j + 1] = before[j - 1] + 1;
        }
        uint32_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[length];
}

const char *pecia_nearest(const char *word, const char *const *words) {
    size_t length = strnlen(word, WORD_MAX + 1);
    const char *best = NULL;
    uint32_t least = length < 4 ? 2 : 3; /* a distance below this is near */
    for (size_t i = 0; words[i] && length <= WORD_MAX; i++) {
        uint32_t edits = strlen(words[i]) <= WORD_MAX ? distance(word, length, words[i]) : least;
        if (length > 2 && strncmp(words[i], word, length) == 0)
            edits = 1; /* an abbreviation */
        if (edits < least && edits < length) {
            least = edits;
            best = words[i];
        }
    }
    return best;
}
