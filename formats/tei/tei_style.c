/* SPDX-License-Identifier: MIT
 *
 * tei_style.c: @rend and its kin, whose values are free: words are looked for, as styles.def has them.
 */
#include "tei/tei.h"

static const struct {
    const char *word;
    uint32_t bits;
} styles[] = {
#define STYLE(word, bit) {word, PECIA_##bit},
#include "tei/styles.def"
#undef STYLE
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

static uint32_t word_bits(pecia_str word) {
    char lower[24];
    if (!word.size || word.size >= sizeof lower)
        return 0;
    for (uint64_t i = 0; i < word.size; i++)
        lower[i] = (char)(word.data[i] >= 'A' && word.data[i] <= 'Z' ? word.data[i] + 32 : word.data[i]);
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        size_t size = strlen(styles[i].word);
        bool begins = word.size >= size && memcmp(lower, styles[i].word, size) == 0;
        if (begins && (size > 4 || word.size == size))
            return styles[i].bits;
    }
    return 0;
}

uint32_t tei_style_bits(pecia_str value) {
    uint32_t bits = 0;
    for (uint64_t at = 0; at < value.size;) {
        uint64_t end = at;
        while (end < value.size && is_letter(value.data[end]))
            end++;
        bits |= word_bits((pecia_str){value.data + at, end - at});
        at = end + 1;
    }
    return bits;
}

size_t tei_style_words(uint32_t bits, char *out, size_t size) {
    size_t used = 0;
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        size_t length = strlen(styles[i].word);
        if (!(bits & styles[i].bits) || used + length + 2 > size)
            continue;
        if (used)
            out[used++] = ' ';
        memcpy(out + used, styles[i].word, length);
        used += length;
        bits &= ~styles[i].bits;
    }
    out[used] = 0;
    return used;
}
