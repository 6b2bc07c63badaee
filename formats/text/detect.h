/* SPDX-License-Identifier: MIT
 *
 * detect.h: what uchardet takes the encoding of a text for.
 */
#ifndef PECIA_TEXT_DETECT_H
#define PECIA_TEXT_DETECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TEXT_ENCODING_MAX = 32, TEXT_SAMPLE = 512 * 1024 };

/* The encoding of the SIZE bytes at DATA, by a name that iconv knows, or "" if it cannot be told. */
void text_detect(const char *data, size_t size, char out[TEXT_ENCODING_MAX]);

/** latin.c: the encoding for Latin letters that fits the SIZE bytes at DATA best, for iconv, into OUT; "" if none fits.
 * MEMORY is zeroed, of at least text_latin_space() bytes. */
void text_detect_latin(const char *data, size_t size, void *memory, char out[TEXT_ENCODING_MAX]);
uint64_t text_latin_space(void);

/** sample.c: copies up to TEXT_SAMPLE of the SIZE bytes at DATA to OUT, from all parts that hold bytes beyond ASCII;
 * returns their number. */
uint64_t text_sample(const char *data, uint64_t size, char out[TEXT_SAMPLE]);

#endif
