/* SPDX-License-Identifier: MIT
 *
 * characters.c: UTF-8 by runs, and the few properties of characters that layout shows.
 */
#include "characters.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static uint64_t load8(const char *data) {
    uint64_t word;
    memcpy(&word, data, sizeof(word));
    return word;
}

static bool trails(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

/* Width of the well-formed character of several bytes at S, or 0. */
static uint64_t wide_width(const unsigned char *s, uint64_t size) {
    if (s[0] < 0xC2 || s[0] > 0xF4 || size < 2 || !trails(s[1])) {
        return 0;
    }
    if (s[0] < 0xE0) {
        return 2;
    }
    if (size < 3 || !trails(s[2])) {
        return 0;
    }
    if (s[0] < 0xF0) {
        return (s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) ? 0 : 3;
    }
    if (size < 4 || !trails(s[3])) {
        return 0;
    }
    return (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F) ? 0 : 4;
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* How many of the eight bytes of WORD, the first lowest, are ASCII and whole characters of two bytes: 8, or 7 when the
 * last begins one; 0 if anything else is among them. */
static uint64_t simple_bytes(uint64_t word) {
    uint64_t high = word & EACH(0x80);
    uint64_t trail = high & ~(word << 1);               /* 10xxxxxx */
    uint64_t lead = high & (word << 1) & ~(word << 2);  /* 110xxxxx */
    uint64_t more = high & (word << 1) & (word << 2);   /* 111xxxxx */
    uint64_t lawful = (word & EACH(0x1E)) + EACH(0x7E); /* not C0, C1: the top bit of each byte */
    if ((more | (trail ^ (lead << 8)) | (lead & ~lawful)) != 0) {
        return 0;
    }
    return lead >> 63 ? 7 : 8;
}

#if defined(__SSE2__)
/* What is neither ASCII nor a whole character of two bytes among the sixteen at S, before which a byte that was judged
 * stands; the last byte may be a lead. Bytes are compared as signed numbers: trails are the least. */
static inline __m128i other_bytes(const char *s) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)s);
    const __m128i before = _mm_loadu_si128((const __m128i *)(const void *)(s - 1));
    const __m128i trail = _mm_cmplt_epi8(block, _mm_set1_epi8((char)0xC0));
    const __m128i led = _mm_cmplt_epi8(_mm_xor_si128(before, _mm_set1_epi8(0x40)), _mm_set1_epi8((char)0xA0));
    const __m128i no_lead = _mm_cmpeq_epi8(_mm_and_si128(block, _mm_set1_epi8((char)0xFE)), _mm_set1_epi8((char)0xC0));
    const __m128i more = _mm_cmpeq_epi8(_mm_max_epu8(block, _mm_set1_epi8((char)0xE0)), block);
    return _mm_or_si128(_mm_or_si128(_mm_xor_si128(trail, led), no_lead), more);
}

/* Bytes of STR behind the first AT, by blocks, that are ASCII and whole characters of two bytes. A character ends at
 * AT.
 */
static uint64_t simple_run(pecia_str str, uint64_t at) {
    uint64_t i = at;
    if (at == 0) {
        return 0;
    }
    while (i + 32 <= str.size &&
           !_mm_movemask_epi8(_mm_or_si128(other_bytes(str.data + i), other_bytes(str.data + i + 16)))) {
        i += 32;
    }
    return i > at && (unsigned char)str.data[i - 1] >= 0xC0 ? i - 1 - at : i - at;
}

/* Bytes of the SIZE at DATA that continue a character, by blocks; *DONE is how many of them were looked at. */
static uint64_t count_trails(const char *data, uint64_t size, uint64_t *done) {
    const __m128i zero = _mm_setzero_si128();
    __m128i sum = zero;
    uint64_t i = 0, halves[2];
    for (; i + 16 <= size; i += 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(data + i));
        __m128i trail = _mm_cmplt_epi8(block, _mm_set1_epi8((char)0xC0));
        sum = _mm_add_epi64(sum, _mm_sad_epu8(_mm_sub_epi8(zero, trail), zero));
    }
    _mm_storeu_si128((__m128i *)(void *)halves, sum);
    *done = i;
    return halves[0] + halves[1];
}
#else
static uint64_t simple_run(pecia_str str, uint64_t at) {
    (void)str;
    (void)at;
    return 0;
}

static uint64_t count_trails(const char *data, uint64_t size, uint64_t *done) {
    uint64_t trailing = 0, i = 0;
    for (; i + 8 <= size; i += 8) {
        uint64_t word = load8(data + i);
        trailing += ((word & ~(word << 1) & EACH(0x80)) >> 7) * EACH(1) >> 56;
    }
    *done = i;
    return trailing;
}
#endif

uint64_t text_utf8_prefix(pecia_str str) {
    const unsigned char *s = (const unsigned char *)str.data;
    uint64_t i = 0;
    while (i < str.size) {
        i += simple_run(str, i);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        uint64_t simple = i + 8 <= str.size ? simple_bytes(load8(str.data + i)) : 0;
        if (simple > 0) {
            i += simple;
            continue;
        }
#endif
        for (uint64_t end = i + 8; i < end && i < str.size;) {
            uint64_t width = s[i] < 0x80 ? 1 : wide_width(s + i, str.size - i);
            if (width == 0) {
                return i;
            }
            i += width;
        }
    }
    return i;
}

static uint64_t count_wide(pecia_str str, uint64_t most) {
    uint64_t wide = 0;
    for (uint64_t i = 0; i < str.size && wide < most; i++) {
        wide += (unsigned char)str.data[i] >= 0xC2;
    }
    return wide;
}

void text_utf8_look(pecia_str str, text_utf8_facts *out) {
    pecia_str rest = str;
    memset(out, 0, sizeof(*out));
    const char *zero = str.size > 0 ? memchr(str.data, 0, (size_t)str.size) : NULL;
    out->zeros = zero != NULL;
    while (rest.size > 0) {
        uint64_t good = text_utf8_prefix(rest);
        pecia_str run = {rest.data, good};
        if (good < rest.size || out->bad > 0) {
            out->wide += count_wide(run, UINT64_MAX);
        }
        rest = pecia_str_from(rest, good);
        if (rest.size > 0) {
            out->first_bad = out->bad++ == 0 ? str.size - rest.size : out->first_bad;
            rest = pecia_str_from(rest, 1);
        }
    }
}

uint64_t text_width(pecia_str str, uint64_t most) {
    uint64_t i = 0;
    if (str.size / 4 >= most) {
        return most;
    }
    uint64_t trailing = count_trails(str.data, str.size, &i);
    for (; i < str.size; i++) {
        trailing += trails((unsigned char)str.data[i]);
    }
    return str.size - trailing < most ? str.size - trailing : most;
}

uint32_t text_last(pecia_str str, pecia_str *before) {
    uint64_t at = str.size;
    if (at == 0) {
        return 0;
    }
    do {
        at--;
    } while (at > 0 && str.size - at < 4 && trails((unsigned char)str.data[at]));
    pecia_str last = pecia_str_from(str, at);
    uint32_t code = pecia_str_next(&last);
    if (before) {
        before->data = str.data;
        before->size = at;
    }
    return code;
}

uint32_t text_first(pecia_str str) {
    return str.size > 0 ? pecia_str_next(&str) : 0;
}

static bool within(uint32_t code, uint32_t low, uint32_t high) {
    return code >= low && code <= high;
}

/* Blocks where upper and lower case alternate, upper case first at even codes. */
static bool alternates(uint32_t code) {
    return within(code, 0x100, 0x137) || within(code, 0x14A, 0x177) || within(code, 0x460, 0x481) ||
           within(code, 0x48A, 0x4BF) || within(code, 0x4D0, 0x52F) || within(code, 0x1E00, 0x1EFF);
}

/* The same, upper case first at odd codes. */
static bool alternates_odd(uint32_t code) {
    return within(code, 0x139, 0x148) || within(code, 0x179, 0x17E);
}

bool text_is_upper(uint32_t code) {
    if (code < 0x80) {
        return within(code, 'A', 'Z');
    }
    if (within(code, 0x400, 0x45F)) { /* Russian first: there are many of them */
        return code < 0x430;
    }
    if (alternates(code)) {
        return (code & 1) == 0;
    }
    if (alternates_odd(code)) {
        return (code & 1) == 1;
    }
    return (within(code, 0xC0, 0xDE) && code != 0xD7) || code == 0x178 || within(code, 0x386, 0x38F) ||
           within(code, 0x391, 0x3AB) || within(code, 0x531, 0x556) || within(code, 0x10A0, 0x10C5) ||
           within(code, 0x1F08, 0x1F0F);
}

bool text_is_lower(uint32_t code) {
    if (code < 0x80) {
        return within(code, 'a', 'z');
    }
    if (within(code, 0x400, 0x45F)) {
        return code >= 0x430;
    }
    if (alternates(code)) {
        return (code & 1) == 1;
    }
    if (alternates_odd(code)) {
        return (code & 1) == 0;
    }
    return (within(code, 0xDF, 0xFF) && code != 0xF7) || code == 0x138 || code == 0x149 || code == 0x17F ||
           within(code, 0x3AC, 0x3CE) || within(code, 0x561, 0x587);
}

bool text_is_letter(uint32_t code) {
    if (code < 0x80) {
        return within(code | 0x20, 'a', 'z');
    }
    return within(code, 0x400, 0x481) || text_is_upper(code) || text_is_lower(code) || code == 0xAA || code == 0xBA ||
           within(code, 0x180, 0x2AF) || within(code, 0x300, 0x52F) || within(code, 0x5D0, 0x5F2) ||
           within(code, 0x620, 0x65F) || within(code, 0x670, 0x6D3) || within(code, 0x900, 0x1FFF) ||
           within(code, 0x3041, 0x30FF) || within(code, 0x3400, 0x9FFF) || within(code, 0xAC00, 0xD7A3) ||
           within(code, 0x20000, 0x3FFFF);
}

bool text_is_digit(uint32_t code) {
    return within(code, '0', '9');
}

bool text_is_space(uint32_t code) {
    return code == ' ' || within(code, 9, 13) || code == 0x85 || code == 0xA0 || code == 0x1680 ||
           within(code, 0x2000, 0x200B) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
           code == 0x3000 || code == 0xFEFF;
}

uint32_t text_lower(uint32_t code) {
    if (!text_is_upper(code)) {
        return code;
    }
    if (alternates(code) || alternates_odd(code)) {
        return code + 1;
    }
    if (code == 0x178) {
        return 0xFF;
    }
    if (within(code, 0x400, 0x40F)) {
        return code + 80;
    }
    if (within(code, 0x531, 0x556)) {
        return code + 48;
    }
    return within(code, 0x386, 0x38F) || code >= 0x10A0 ? code : code + 32;
}

uint32_t text_upper(uint32_t code) {
    static const uint32_t steps[] = {32, 80, 1, 48};
    for (int i = 0; i < 4; i++) {
        if (code > steps[i] && text_lower(code - steps[i]) == code && code - steps[i] != code) {
            return code - steps[i];
        }
    }
    return code;
}

uint32_t text_raised_of(uint32_t digit) {
    static const uint32_t raised[] = {0x2070, 0xB9, 0xB2, 0xB3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079};
    return raised[digit % 10];
}

int text_raised_digit(uint32_t code) {
    if (code == 0xB9) {
        return 1;
    }
    if (code == 0xB2 || code == 0xB3) {
        return (int)code - 0xB0;
    }
    return code == 0x2070 || within(code, 0x2074, 0x2079) ? (int)(code - 0x2070) : -1;
}

bool text_is_stop(uint32_t code) {
    return code == '.' || code == '!' || code == '?' || code == 0x2026 || code == 0x203C || code == 0x37E ||
           code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0x61F || code == 0x964;
}

bool text_is_point(uint32_t code) {
    return text_is_stop(code) || code == ',' || code == ';' || code == ':' || code == ')' || code == ']' ||
           code == '}' || code == 0xB7 || code == 0x3001 || code == 0xFF0C || code == 0xFF1A || code == 0xFF1B ||
           code == 0xFF09;
}

bool text_is_dash(uint32_t code) {
    return code == '-' || within(code, 0x2010, 0x2015) || code == 0x2212;
}

/* CODE in lower case; of a Greek letter, which loses its accent in capitals, without one, and the final sigma as any.
 */
static uint32_t fold(uint32_t code) {
    static const struct {
        uint32_t letter, plain;
    } accented[] = {{0x386, 0x3B1}, {0x388, 0x3B5}, {0x389, 0x3B7}, {0x38A, 0x3B9}, {0x38C, 0x3BF},
                    {0x38E, 0x3C5}, {0x38F, 0x3C9}, {0x390, 0x3B9}, {0x3AC, 0x3B1}, {0x3AD, 0x3B5},
                    {0x3AE, 0x3B7}, {0x3AF, 0x3B9}, {0x3B0, 0x3C5}, {0x3C2, 0x3C3}, {0x3CA, 0x3B9},
                    {0x3CB, 0x3C5}, {0x3CC, 0x3BF}, {0x3CD, 0x3C5}, {0x3CE, 0x3C9}};
    code = text_lower(code);
    for (size_t i = 0; within(code, 0x386, 0x3CE) && i < sizeof(accented) / sizeof(accented[0]); i++) {
        if (accented[i].letter == code) {
            return accented[i].plain;
        }
    }
    return code;
}

bool text_begins_folded(pecia_str str, const char *word) {
    pecia_str want = pecia_str_of(word);
    while (want.size > 0) {
        uint32_t wanted = pecia_str_next(&want);
        if (str.size == 0 || fold(pecia_str_next(&str)) != fold(wanted)) {
            return false;
        }
    }
    return true;
}
