/* SPDX-License-Identifier: MIT
 *
 * utf8.h: UTF-8 as Unicode 15 (section 3.9, table 3-7) and the characters that XML 1.0 (production 2, Char) allows.
 */
#ifndef PECIA_CORE_UTF8_H
#define PECIA_CORE_UTF8_H

#include <stdint.h>

/** How many of the SIZE bytes at DATA, from the first, are well-formed UTF-8 of XML characters. SIZE if all are.
 * Linear, with a fast way through ASCII and two-byte letters. [any] */
uint64_t pecia_utf8_valid_prefix(const char *data, uint64_t size);
/** Reads the character at DATA: its number of bytes goes to *WIDTH (1 to 4), the code point is returned. Bytes that are
 * no well-formed character give U+FFFD with the width of their maximal subpart (Unicode 3.9). SIZE is at least 1. [any]
 */
uint32_t pecia_utf8_decode(const char *data, uint64_t size, uint32_t *width);
/** Writes CODE to the 4 bytes at OUT; returns how many were used. A code that is no Unicode scalar value is written as
 * U+FFFD. [any] */
uint32_t pecia_utf8_encode(uint32_t code, char *out);
/** True if XML 1.0 allows the character. [any] */
int pecia_utf8_is_xml(uint32_t code);

#endif
