/* SPDX-License-Identifier: MIT
 *
 * fold.c: finds the runs between white space that is to be folded.
 */
#include "common/fold.h"

#if defined(__SSE2__)
#include <emmintrin.h>

/* Of the sixteen bytes at AT, a bit one behind each place where a run stops: white space that is no space ends it, and
 * so does a space with white space behind it. *CARRY: a space stands before them; becomes that of their last byte. */
static inline unsigned stops_of(const char *at, unsigned *carry) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);
    const __m128i ends = _mm_or_si128(
        _mm_cmpeq_epi8(block, _mm_set1_epi8('\t')),
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\r'))));
    unsigned others = (unsigned)_mm_movemask_epi8(ends);
    unsigned spaces = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(' ')));
    unsigned before = spaces << 1 | *carry; /* bytes behind a space */
    *carry = spaces >> 15;
    return others << 1 | ((spaces | others) & before);
}

/* How far the run goes for certain, in blocks of 16, of which the last two may overlap. What is left of a shorter text
 * is for run_end. */
static uint64_t sure_run(pecia_str text) {
    uint64_t i = 0;
    unsigned carry = 0;
    unsigned stops = 0;
    for (; !stops && text.size - i >= 16; i += 16) {
        stops = stops_of(text.data + i, &carry);
    }
    if (!stops && i > 0 && i < text.size) {
        uint64_t known = 16 - (text.size - i);
        carry = 0;
        stops = stops_of(text.data + text.size - 16, &carry) >> known << known;
        i = text.size;
    }
    return stops ? i - 16 + (unsigned)__builtin_ctz(stops) - 1
                 : i - carry; /* a space in the last byte waits for what is behind it */
}
#else
static uint64_t sure_run(pecia_str text) {
    (void)text;
    return 0;
}
#endif

/* Where the run that begins TEXT ends: a single space between two other characters is part of it. */
static uint64_t run_end(pecia_str text) {
    uint64_t i = sure_run(text);
    while (i < text.size) {
        if ((unsigned char)text.data[i] > ' ') {
            i++;
        } else if (text.data[i] == ' ' && i + 1 < text.size && !pecia_is_space(text.data[i + 1])) {
            i += 2;
        } else if (pecia_is_space(text.data[i])) {
            return i;
        } else {
            i++;
        }
    }
    return i;
}

bool pecia_fold_run(pecia_fold *fold, pecia_str *text, pecia_str *run) {
    uint64_t skip = 0;
    while (skip < text->size && pecia_is_space(text->data[skip])) {
        skip++;
    }
    if (skip > 0 && !fold->edge) {
        fold->pending = true;
    }
    *text = pecia_str_from(*text, skip);
    if (text->size == 0) {
        return false;
    }
    if (fold->pending) {
        fold->pending = false;
        run->data = " ";
        run->size = 1;
        return true;
    }
    fold->edge = false;
    run->data = text->data;
    run->size = run_end(*text);
    *text = pecia_str_from(*text, run->size);
    return true;
}
