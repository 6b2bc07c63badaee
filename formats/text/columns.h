/* SPDX-License-Identifier: MIT
 *
 * columns.h: how wide a text is when it is shown.
 */
#ifndef PECIA_FORMATS_TEXT_COLUMNS_H
#define PECIA_FORMATS_TEXT_COLUMNS_H

#include "common/str.h"

/** What measuring needs: zeroed at first. One for each job. */
typedef struct text_ruler {
    bool tried, known;                          /* the library was looked for; it is there */
    int (*width)(int32_t);                      /* of a character */
    bool (*parts)(int32_t, int32_t, int32_t *); /* whether a grapheme ends between two characters */
} text_ruler;

/** Columns of STR: graphemes, those of East Asia twice. Without utf8proc, characters. [job] */
uint64_t text_columns(text_ruler *ruler, pecia_str str);

#endif
