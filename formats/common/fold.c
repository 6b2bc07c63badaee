/* SPDX-License-Identifier: MIT
 *
 * fold.c: finds the runs between white space that is to be folded.
 */
#include "common/fold.h"

#if defined(__SSE2__)
#include <emmintrin.h>

/* How far the run goes for certain, in blocks of 16: white space that is no space ends it, and so does a space with
 * white space behind it. What is left at the end is for run_end. */
static uint64_t sure_run(pecia_str text) {
    const __m128i space = _mm_set1_epi8(' '), tab = _mm_set1_epi8('\t'), feed = _mm_set1_epi8('\n'),
                  back = _mm_set1_epi8('\r');
    uint64_t i = 0;
    unsigned carry = 0; /* a space stands before the block */
    for (; text.size - i >= 16; i += 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(text.data + i));
        __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(block, tab),
                                    _mm_or_si128(_mm_cmpeq_epi8(block, feed), _mm_cmpeq_epi8(block, back)));
        unsigned others = (unsigned)_mm_movemask_epi8(ends);
        unsigned spaces = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(block, space));
        unsigned before = spaces << 1 | carry;                       /* bytes behind a space */
        unsigned stops = others << 1 | ((spaces | others) & before); /* one bit behind where the run stops */
        if (stops)
            return i + (unsigned)__builtin_ctz(stops) - 1;
        carry = spaces >> 15;
    }
    return i - carry; /* a space in the last byte waits for what is behind it */
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
