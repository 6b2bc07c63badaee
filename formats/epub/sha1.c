/* SPDX-License-Identifier: MIT
 *
 * sha1.c: see sha1.h.
 */
#include "sha1.h"

#include <string.h>

static uint32_t turn(uint32_t value, unsigned bits) {
    return value << bits | value >> (32 - bits);
}

static void take(uint32_t state[5], const uint8_t *block) {
    uint32_t w[80], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (unsigned i = 0; i < 16; i++) {
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 |
               block[4 * i + 3];
    }
    for (unsigned i = 16; i < 80; i++) {
        w[i] = turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    }
    for (unsigned i = 0; i < 80; i++) {
        uint32_t f = i < 20   ? (d ^ (b & (c ^ d))) + 0x5A827999
                     : i < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                     : i < 60 ? ((b & c) | (d & (b | c))) + 0x8F1BBCDC
                              : (b ^ c ^ d) + 0xCA62C1D6;
        uint32_t next = turn(a, 5) + f + e + w[i];
        e = d;
        d = c;
        c = turn(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

void epub_sha1_begin(epub_sha1 *hash) {
    static const uint32_t start[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    memset(hash, 0, sizeof(*hash));
    memcpy(hash->state, start, sizeof(start));
}

void epub_sha1_add(epub_sha1 *hash, const void *data, uint64_t size) {
    const uint8_t *from = data;
    uint64_t held = hash->size % 64;
    hash->size += size;
    while (size > 0) {
        if (held == 0 && size >= 64) {
            take(hash->state, from);
            from += 64;
            size -= 64;
            continue;
        }
        uint64_t part = 64 - held < size ? 64 - held : size;
        memcpy(hash->block + held, from, (size_t)part);
        from += part;
        size -= part;
        held += part;
        if (held == 64) {
            take(hash->state, hash->block);
            held = 0;
        }
    }
}

/* Eight bytes, the first the lowest. */
static uint64_t word(const uint8_t *at) {
    uint64_t value = 0;
    for (unsigned i = 0; i < 8; i++) {
        value |= (uint64_t)at[i] << (8 * i);
    }
    return value;
}

static uint64_t mix(uint64_t state, uint64_t value, uint64_t factor) {
    state = (state ^ value) * factor;
    return state ^ state >> 31;
}

void epub_sha1_add_content(epub_sha1 *hash, const void *data, uint64_t size) {
    const uint8_t *at = data;
    uint8_t last[8] = {0}, digest[24];
    uint64_t state[3] = {size, ~size, size};
    for (uint64_t left = size; left > 0;) {
        uint64_t part = left < 8 ? left : 8;
        if (part < 8) {
            memcpy(last, at, (size_t)part);
        }
        uint64_t value = word(part < 8 ? last : at);
        state[0] = mix(state[0], value, 0x9E3779B97F4A7C15u);
        state[1] = mix(state[1], value, 0xBF58476D1CE4E5B9u);
        at += part;
        left -= part;
    }
    for (unsigned i = 0; i < 24; i++) {
        digest[i] = (uint8_t)(state[i / 8] >> (8 * (i % 8)));
    }
    epub_sha1_add(hash, digest, sizeof(digest));
}

void epub_sha1_end(epub_sha1 *hash, uint8_t digest[20]) {
    static const uint8_t padding[64] = {0x80};
    uint64_t bits = hash->size * 8, held = hash->size % 64;
    uint8_t length[8];
    epub_sha1_add(hash, padding, held < 56 ? 56 - held : 120 - held);
    for (unsigned i = 0; i < 8; i++) {
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    }
    epub_sha1_add(hash, length, 8);
    for (unsigned i = 0; i < 20; i++) {
        digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

void epub_uuid(const uint8_t digest[20], char urn[46]) {
    static const char hex[] = "0123456789abcdef";
    uint8_t bytes[16];
    char *out = urn + 9;
    memcpy(bytes, digest, 16);
    bytes[6] = (uint8_t)((bytes[6] & 0x0F) | 0x50);
    bytes[8] = (uint8_t)((bytes[8] & 0x3F) | 0x80);
    memcpy(urn, "urn:uuid:", 9);
    for (unsigned i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            *out++ = '-';
        }
        *out++ = hex[bytes[i] >> 4];
        *out++ = hex[bytes[i] & 15];
    }
    *out = '\0';
}
