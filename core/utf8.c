/* SPDX-License-Identifier: MIT
 *
 * utf8.c: checking, reading and writing UTF-8.
 */
#include "core/utf8.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { REPLACEMENT = 0xFFFD };

int pecia_utf8_is_xml(uint32_t code) {
    if (code < 0x20)
        return code == '\t' || code == '\n' || code == '\r';
    return code < 0xD800 || (code > 0xDFFF && code < 0xFFFE) || (code > 0xFFFF && code <= 0x10FFFF);
}

static int is_trail(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/* What the second byte may be after LEAD (Unicode, table 3-7). */
static int is_second(unsigned char lead, unsigned char byte) {
    switch (lead) {
    case 0xE0: return byte >= 0xA0 && byte <= 0xBF;
    case 0xED: return byte >= 0x80 && byte <= 0x9F;
    case 0xF0: return byte >= 0x90 && byte <= 0xBF;
    case 0xF4: return byte >= 0x80 && byte <= 0x8F;
    default: return is_trail(byte);
    }
}

static uint32_t length_of(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

uint32_t pecia_utf8_decode(const char *data, uint64_t size, uint32_t *width) {
    const unsigned char *bytes = (const unsigned char *)data;
    uint32_t length = length_of(bytes[0]);
    *width = 1;
    if (length < 2)
        return length ? bytes[0] : REPLACEMENT;
    if (size < 2 || !is_second(bytes[0], bytes[1]))
        return REPLACEMENT;
    uint32_t code = bytes[0] & (0x7Fu >> length);
    for (uint32_t i = 1; i < length; i++) {
        if (i >= size || (i > 1 && !is_trail(bytes[i]))) {
            *width = i;
            return REPLACEMENT;
        }
        code = code << 6 | (bytes[i] & 0x3Fu);
    }
    *width = length;
    return code;
}

uint32_t pecia_utf8_encode(uint32_t code, char *out) {
    unsigned char *bytes = (unsigned char *)out;
    if (code < 0x80) {
        bytes[0] = (unsigned char)code;
        return 1;
    }
    if (code < 0x800) {
        bytes[0] = (unsigned char)(0xC0 | code >> 6);
        bytes[1] = (unsigned char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = REPLACEMENT;
    if (code < 0x10000) {
        bytes[0] = (unsigned char)(0xE0 | code >> 12);
        bytes[1] = (unsigned char)(0x80 | (code >> 6 & 0x3F));
        bytes[2] = (unsigned char)(0x80 | (code & 0x3F));
        return 3;
    }
    bytes[0] = (unsigned char)(0xF0 | code >> 18);
    bytes[1] = (unsigned char)(0x80 | (code >> 12 & 0x3F));
    bytes[2] = (unsigned char)(0x80 | (code >> 6 & 0x3F));
    bytes[3] = (unsigned char)(0x80 | (code & 0x3F));
    return 4;
}

/* Is it one of the usual letters of three bytes? Leads with rules of their own (E0, ED) and the end of the basic plane,
 * where the noncharacters are, are left to the slow way. */
static int is_usual_three(const unsigned char *data, uint64_t size) {
    return size >= 3 && data[0] > 0xE0 && data[0] < 0xF0 && data[0] != 0xED && is_trail(data[1]) && is_trail(data[2]) &&
           (data[0] != 0xEF || data[1] != 0xBF);
}

/* Bytes of the XML character at DATA, 0 if there is none. */
static uint64_t one_character(const unsigned char *data, uint64_t size) {
    uint32_t width;
    if (data[0] < 0x80)
        return pecia_utf8_is_xml(data[0]) ? 1 : 0;
    if (is_usual_three(data, size))
        return 3;
    uint32_t code = pecia_utf8_decode((const char *)data, size, &width);
    if (code == REPLACEMENT) /* itself in the text, or a sign of bytes that are none */
        return size >= 3 && data[0] == 0xEF && data[1] == 0xBF && data[2] == 0xBD ? 3 : 0;
    return code == 0xFFFE || code == 0xFFFF ? 0 : width;
}

/* How many bytes from DATA are characters of one or two bytes, looking at whole blocks; the end of a run that a block
 * cannot judge is left to one_character. */
#if defined(__SSE2__)
/* Judges the block of 16 bytes at DATA from byte FROM on, a bit for each byte that can be no part of characters of one
 * or two bytes. *WANTED has, before, the bit FROM where a lead stands before it; after, the bits of the bytes that
 * follow a lead, the 16th being the next block's first. */
static inline unsigned bad_in_block(const unsigned char *data, unsigned from, unsigned *wanted) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)data);
    const __m128i long_lead =
        _mm_cmpeq_epi8(_mm_and_si128(block, _mm_set1_epi8((char)0xE0)), _mm_set1_epi8((char)0xE0));
    const __m128i no_lead = _mm_cmpeq_epi8(_mm_and_si128(block, _mm_set1_epi8((char)0xFE)), _mm_set1_epi8((char)0xC0));
    const unsigned known = 0xFFFFu << from & 0xFFFF;
    unsigned high = (unsigned)_mm_movemask_epi8(block);
    unsigned low = (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(block, _mm_set1_epi8(0x20))); /* signed: high ones too */
    unsigned trails = (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(block, _mm_set1_epi8((char)0xC0)));
    unsigned bad = (unsigned)_mm_movemask_epi8(_mm_or_si128(long_lead, no_lead));
    *wanted |= (high & ~trails & known) << 1;
    bad |= trails ^ (*wanted & 0xFFFF);
    if (low != high) { /* controls: few are characters of XML */
        __m128i good =
            _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\t')));
        good = _mm_or_si128(good, _mm_cmpeq_epi8(block, _mm_set1_epi8('\r')));
        bad |= low & ~high & ~(unsigned)_mm_movemask_epi8(good);
    }
    return bad & known;
}

/* What can be no part of characters of one or two bytes, or is a control, among the sixteen bytes at DATA, before which
 * a byte that was judged stands; the last byte may be a lead. Bytes are compared as signed numbers: trails are the
 * least. */
static inline __m128i doubtful(const unsigned char *data) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)data);
    const __m128i before = _mm_loadu_si128((const __m128i *)(const void *)(data - 1));
    const __m128i trails = _mm_cmplt_epi8(block, _mm_set1_epi8((char)0xC0));
    const __m128i led = _mm_cmplt_epi8(_mm_xor_si128(before, _mm_set1_epi8(0x40)), _mm_set1_epi8((char)0xA0));
    const __m128i no_lead = _mm_cmpeq_epi8(_mm_and_si128(block, _mm_set1_epi8((char)0xFE)), _mm_set1_epi8((char)0xC0));
    const __m128i other = _mm_cmplt_epi8(_mm_sub_epi8(block, _mm_set1_epi8(0x60)), _mm_set1_epi8((char)0xC0));
    return _mm_or_si128(_mm_or_si128(_mm_xor_si128(trails, led), no_lead), other);
}

/* How many of the SIZE bytes at DATA, in blocks of 32, hold nothing doubtful. */
static inline uint64_t clean_run(const unsigned char *data, uint64_t size) {
    uint64_t done = 0;
    while (size - done >= 32 && !_mm_movemask_epi8(_mm_or_si128(doubtful(data + done), doubtful(data + done + 16))))
        done += 32;
    return done;
}

/* True if the sixteen bytes at DATA are ASCII without controls; other bytes are below, as signed numbers. */
static inline int is_plain(const unsigned char *data) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)data);
    return !_mm_movemask_epi8(_mm_cmplt_epi8(block, _mm_set1_epi8(' ')));
}

/* How many of the SIZE bytes at DATA, at least 16, are ASCII without controls: whole blocks, or all. */
static inline uint64_t plain_run(const unsigned char *data, uint64_t size) {
    uint64_t done = 0;
    while (size - done >= 16 && is_plain(data + done))
        done += 16;
    return size - done < 16 && is_plain(data + size - 16) ? size : done;
}

static uint64_t short_run(const unsigned char *data, uint64_t size) {
    unsigned wanted = 0;
    if (size < 16)
        return 0;
    uint64_t done = plain_run(data, size);
    while (done < size) {
        uint64_t clean = done ? clean_run(data + done, size - done) : 0;
        if (clean) {
            done += clean;
            wanted = data[done - 1] >= 0xC0;
            continue;
        }
        unsigned from =
            size - done >= 16 ? 0 : (unsigned)(16 - (size - done)); /* the last block overlaps the one before */
        wanted <<= from;
        unsigned bad = bad_in_block(data + done - from, from, &wanted);
        if (bad) {
            unsigned first = (unsigned)__builtin_ctz(bad);
            return done - from + first - (wanted >> first & 1);
        }
        wanted >>= 16;
        done += 16 - from;
    }
    return done - wanted;
}
#else
static uint64_t short_run(const unsigned char *data, uint64_t size) {
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
    uint64_t done = 0, word;
    while (size - done >= 8) {
        memcpy(&word, data + done, 8);
        if (((word | (word - ones * 0x20)) & high) == 0) {
            done += 8;
        } else if (data[done] >= 0xC2 && data[done] < 0xE0 && is_trail(data[done + 1])) {
            done += 2;
        } else if (data[done] >= 0x20 && data[done] < 0x80) {
            done++;
        } else {
            break;
        }
    }
    return done;
}
#endif

uint64_t pecia_utf8_valid_prefix(const char *data, uint64_t size) {
    const unsigned char *bytes = (const unsigned char *)data;
    uint64_t done = 0;
    while (done < size) {
        done += short_run(bytes + done, size - done);
        do { /* the end of the text, and scripts of three bytes a letter */
            uint64_t width = done < size ? one_character(bytes + done, size - done) : 0;
            if (width == 0)
                return done;
            done += width;
        } while (done < size && (bytes[done] >= 0xE0 || size - done < 16));
    }
    return done;
}
