/* SPDX-License-Identifier: MIT
 *
 * md_signs.c: see md_signs.h.
 */
#include "md_signs.h"

#if defined(__SSE2__)
#include <emmintrin.h>

typedef __m128i block;

static inline block load(const char *at) {
    return _mm_loadu_si128((const block *)(const void *)at);
}

static inline block either(block a, block b) {
    return _mm_or_si128(a, b);
}

/* The bytes of A that are C. */
static inline block equal(block a, int c) {
    return _mm_cmpeq_epi8(a, _mm_set1_epi8((char)c));
}

/* The bytes of A that are C, once the bits MASK are set in them. */
static inline block equal_or(block a, int mask, int c) {
    return equal(_mm_or_si128(a, _mm_set1_epi8((char)mask)), c);
}

/* Which of the sixteen bytes at AT are signs, or '|'. */
static inline block signs(const char *at) {
    const block a = load(at);
    const block four = equal_or(a, 0x22, '~'); /* "\\^|~" */
    return either(either(four, equal(a, '[')), either(equal(a, '<'), equal(a, 0xE2)));
}

/* The bytes of A from FIRST to LAST. */
static inline block between(block a, int first, int last) {
    const block b = _mm_sub_epi8(a, _mm_set1_epi8((char)first));
    return _mm_cmpeq_epi8(b, _mm_min_epu8(b, _mm_set1_epi8((char)(last - first))));
}

/* Which of the sixteen bytes at AT may end words. */
static inline block ends(const char *at) {
    const block a = load(at);
    const block most = either(between(a, '[', '`'), equal_or(a, 0x20, '*')); /* "[\\]^_`", "\n*" */
    const block others = either(either(equal(a, '&'), equal(a, '<')), equal(a, 0));
    return either(most, either(others, equal(a, 0xE2)));
}

/* Where the next byte of TEXT stands from FROM on that FIND finds, or one of the last fifteen: blocks are looked at
 * whole. */
static inline uint64_t skip_blocks(pecia_str text, uint64_t from, block (*find)(const char *at)) {
    uint64_t i = from;
    for (;; i += 16) {
        for (; text.size - i >= 64; i += 64) {
            const char *at = text.data + i;
            const block all = either(either(find(at), find(at + 16)), either(find(at + 32), find(at + 48)));
            if (_mm_movemask_epi8(all)) {
                break;
            }
        }
        if (text.size - i < 16) {
            return i;
        }
        unsigned found = (unsigned)_mm_movemask_epi8(find(text.data + i));
        if (found) {
            return i + (unsigned)__builtin_ctz(found);
        }
    }
}
#else
#define skip_blocks(text, from, find) (from)
#endif

static const uint8_t is_sign[256] = {['\\'] = 1, ['['] = 1, ['^'] = 1, ['~'] = 1, ['<'] = 1, [0xE2] = 1};

bool md_is_sign(char c) {
    return is_sign[(unsigned char)c];
}

uint64_t md_sign_next(pecia_str text, uint64_t from) {
    for (uint64_t i = skip_blocks(text, from, signs); i < text.size; i = skip_blocks(text, i + 1, signs)) {
        if (is_sign[(unsigned char)text.data[i]]) {
            return i;
        }
    }
    return UINT64_MAX;
}

static bool is_end(char c) {
    return (c >= '[' && c <= '`') || c == '*' || c == '\n' || c == '&' || c == '<' || c == 0 || c == '\xE2';
}

/* Which of the 64 bytes at AT may end words: a bit for each. */
static uint64_t ends_of(const char *at) {
    uint64_t found = 0;
#if defined(__SSE2__)
    for (unsigned i = 0; i < 64; i += 16) {
        found |= (uint64_t)(unsigned)_mm_movemask_epi8(ends(at + i)) << i;
    }
#else
    for (unsigned i = 0; i < 64; i++) {
        found |= (uint64_t)is_end(at[i]) << i;
    }
#endif
    return found;
}

/* Looks at the next 64 bytes: the last ones of a text with some before them, those of a short text one by one. */
static void look(md_words_ends *ends) {
    pecia_str text = ends->text;
    uint64_t known = text.size - ends->looked < 64 ? 64 - (text.size - ends->looked) : 0;
    if (known > ends->looked) {
        ends->base = ends->looked++;
        ends->found = is_end(text.data[ends->base]);
        return;
    }
    ends->base = ends->looked - known;
    ends->found = ends_of(text.data + ends->base) >> known << known;
    ends->looked = ends->base + 64;
}

uint64_t md_words_end(md_words_ends *ends) {
    while (ends->found == 0) {
        if (ends->looked == ends->text.size) {
            return ends->text.size;
        }
        look(ends);
    }
    uint64_t at = ends->base + (unsigned)__builtin_ctzll(ends->found);
    ends->found &= ends->found - 1;
    return at;
}
