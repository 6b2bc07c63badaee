/* SPDX-License-Identifier: MIT
 *
 * random_source.h: random Markdown: blocks of all kinds, in containers and interrupting each other, and among their
 * words the manners of several dialects, HTML, and signs that mean nothing.
 */
#ifndef PECIA_TESTS_MARKDOWN_RANDOM_SOURCE_H
#define PECIA_TESTS_MARKDOWN_RANDOM_SOURCE_H

#include <stddef.h>
#include <stdint.h>

/** Puts the source of SEED, of SIZE blocks, into OUT, at most ROOM bytes; returns how many. */
size_t random_source(uint64_t seed, uint32_t size, char *out, size_t room);

#endif
