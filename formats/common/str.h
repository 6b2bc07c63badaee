/* SPDX-License-Identifier: MIT
 *
 * str.h: small helpers for pecia_str: comparing, numbers, UTF-8. All functions are pure and for any thread.
 */
#ifndef PECIA_FORMATS_COMMON_STR_H
#define PECIA_FORMATS_COMMON_STR_H

#include <stdbool.h>
#include <string.h>

#include "pecia/plugin.h"

/** A pecia_str over the NUL-terminated TEXT; absent for NULL. */
static inline pecia_str pecia_str_of(const char *text) {
    pecia_str str = {text, text ? strlen(text) : 0};
    return str;
}

/** True if A and B hold the same bytes; an absent and an empty text are equal. */
static inline bool pecia_str_equal(pecia_str a, pecia_str b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, (size_t)a.size) == 0);
}

/** True if STR is exactly the NUL-terminated LITERAL. */
static inline bool pecia_str_is(pecia_str str, const char *literal) {
    return pecia_str_equal(str, pecia_str_of(literal));
}

/** True if STR begins, or ends, with the NUL-terminated LITERAL. */
static inline bool pecia_str_begins(pecia_str str, const char *literal) {
    uint64_t size = strlen(literal);
    return str.size >= size && (size == 0 || memcmp(str.data, literal, (size_t)size) == 0);
}
static inline bool pecia_str_ends(pecia_str str, const char *literal) {
    uint64_t size = strlen(literal);
    return str.size >= size && (size == 0 || memcmp(str.data + (str.size - size), literal, (size_t)size) == 0);
}

/** C as a small letter, if it is a capital one of ASCII. */
static inline char pecia_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/** True if STR begins with, or is, LITERAL, whatever the case of its ASCII letters. */
static inline bool pecia_str_begins_anycase(pecia_str str, const char *literal) {
    for (uint64_t i = 0; literal[i]; i++) {
        if (i >= str.size || pecia_lower(str.data[i]) != pecia_lower(literal[i])) {
            return false;
        }
    }
    return true;
}
static inline bool pecia_str_is_anycase(pecia_str str, const char *literal) {
    return str.size == strlen(literal) && pecia_str_begins_anycase(str, literal);
}

/** The value of the hexadecimal digit C; -1 if it is none. */
static inline int pecia_hex_digit(char c) {
    char small = pecia_lower(c);
    return c >= '0' && c <= '9' ? c - '0' : small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/** True for the white space of XML (production 3): space, tab, line feed, carriage return. */
static inline bool pecia_is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/** STR without the white space of XML at its ends. */
static inline pecia_str pecia_str_trim(pecia_str str) {
    while (str.size > 0 && pecia_is_space(str.data[0])) {
        str.data++;
        str.size--;
    }
    while (str.size > 0 && pecia_is_space(str.data[str.size - 1])) {
        str.size--;
    }
    return str;
}

/** STR from byte FROM on; empty past its end. */
static inline pecia_str pecia_str_from(pecia_str str, uint64_t from) {
    uint64_t skip = from < str.size ? from : str.size;
    pecia_str rest = {str.data ? str.data + skip : NULL, str.size - skip};
    return rest;
}

/** Takes the next word of *REST (words are set apart by white space); empty at the end. */
static inline pecia_str pecia_str_word(pecia_str *rest) {
    pecia_str all = pecia_str_trim(*rest);
    uint64_t end = 0;
    while (end < all.size && !pecia_is_space(all.data[end])) {
        end++;
    }
    *rest = pecia_str_from(all, end);
    all.size = end;
    return all;
}

/** Reads STR as a decimal number: digits alone, or after one '-'. True and *OUT if all of STR is one that fits. */
static inline bool pecia_str_number(pecia_str str, int64_t *out) {
    bool minus = str.size > 0 && str.data[0] == '-';
    uint64_t i = minus ? 1 : 0;
    int64_t value = 0;
    if (i == str.size) {
        return false;
    }
    for (; i < str.size; i++) {
        int digit = str.data[i] - '0';
        if (digit < 0 || digit > 9 || value > (INT64_MAX - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *out = minus ? -value : value;
    return true;
}

/** Takes the next character of *REST, which must not be empty; returns its code point. A byte that begins no
 * well-formed character (Unicode 15, table 3-7) gives U+FFFD and is passed alone. */
static inline uint32_t pecia_str_next(pecia_str *rest) {
    const unsigned char *s = (const unsigned char *)rest->data;
    uint32_t size = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : s[0] < 0xF5 ? 4 : 0;
    uint32_t code = size < 2 ? s[0] : s[0] & (0x7Fu >> size);
    if (size == 0 || size > rest->size) {
        code = 0xFFFD;
        size = 1;
    }
    for (uint32_t i = 1; i < size; i++) {
        if ((s[i] & 0xC0) != 0x80) {
            code = 0xFFFD;
            size = 1;
            break;
        }
        code = code << 6 | (s[i] & 0x3Fu);
    }
    if (size > 2 && (code < (size == 3 ? 0x800u : 0x10000u) || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))) {
        code = 0xFFFD;
        size = 1;
    }
    rest->data += size;
    rest->size -= size;
    return code;
}

/** Writes CODE as UTF-8 to the 4 bytes at OUT; returns how many were used. What is no scalar value becomes U+FFFD. */
static inline uint32_t pecia_str_put(uint32_t code, char *out) {
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
        code = 0xFFFD;
    }
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    uint32_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (uint32_t i = size - 1; i > 0; i--) {
        out[i] = (char)(unsigned char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)(unsigned char)((0xF00u >> size & 0xFF) | code);
    return size;
}

#endif
