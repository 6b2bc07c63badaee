/* SPDX-License-Identifier: MIT
 *
 * sample.c: what of a large text its encoding is told by: pieces from all of it that hold bytes beyond ASCII, since
 * looking at every byte costs many times as much as converting it, and the first bytes may be a licence in English.
 */
#include "common/str.h"
#include "detect.h"

enum { PIECE = 8192 };

static bool has_high(pecia_str piece) {
    uint64_t all = 0, word, i = 0;
    for (; i + 8 <= piece.size; i += 8) {
        memcpy(&word, piece.data + i, sizeof(word));
        all |= word;
    }
    for (; i < piece.size; i++) {
        all |= (unsigned char)piece.data[i];
    }
    return (all & UINT64_C(0x8080808080808080)) != 0;
}

/* The place at or before AT that is in no character, in any encoding that has ASCII in it: behind a space or the like.
 */
static uint64_t cut_before(pecia_str text, uint64_t at) {
    uint64_t cut = at;
    while (cut > 0 && at - cut < PIECE / 2 && (unsigned char)text.data[cut - 1] >= '0') {
        cut--;
    }
    return at < text.size && at - cut < PIECE / 2 ? cut : at;
}

/* The piece at AT, a multiple of PIECE. */
static pecia_str piece_at(pecia_str text, uint64_t at) {
    uint64_t from = cut_before(text, at), end = text.size - at < PIECE ? text.size : at + PIECE;
    return (pecia_str){text.data + from, cut_before(text, end) - from};
}

uint64_t text_sample(const char *data, uint64_t size, char out[TEXT_SAMPLE]) {
    pecia_str text = {data, size};
    uint64_t busy = 0, seen = 0, used = 0;
    for (uint64_t at = 0; at < size; at += PIECE) {
        busy += has_high(piece_at(text, at));
    }
    uint64_t step = busy / (TEXT_SAMPLE / PIECE) + 1;
    for (uint64_t at = 0; at < size; at += PIECE) {
        pecia_str piece = piece_at(text, at);
        if (has_high(piece) && seen++ % step == 0 && piece.size <= TEXT_SAMPLE - used) {
            memcpy(out + used, piece.data, (size_t)piece.size);
            used += piece.size;
        }
    }
    return used;
}
