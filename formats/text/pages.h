/* SPDX-License-Identifier: MIT
 *
 * pages.h: what pages.c and heads.c share: what each line is to its page.
 */
#ifndef PECIA_FORMATS_TEXT_PAGES_H
#define PECIA_FORMATS_TEXT_PAGES_H

#include "reader.h"

enum { PAGE_FURNITURE = 90 }; /* characters of the widest line that is none of the text */

enum page_sign { NO_SIGN = 0, BARE_NUMBER, WORD_NUMBER, IN_FOOT, RUNNING_HEAD };

typedef struct page_finder {
    text_reader *r;
    uint8_t *sign;      /* of each line: enum page_sign */
    bool feeds;         /* form feeds part the pages */
    uint32_t numbers;   /* bare numbers that count on */
    uint32_t cutting;   /* of them, those that cut a paragraph or stand at a form feed */
    uint32_t removed;   /* running heads */
    uint32_t head_line; /* of the first */
    uint32_t found;     /* numbers */
} page_finder;

/** heads.c: marks the running heads with numbers that count on. */
int32_t text_find_numbered_heads(page_finder *f);
/** heads.c: marks the running heads, which F->sign then says. */
int32_t text_find_heads(page_finder *f);
/** heads.c: the number at one end of the running head LINE, in LABEL; false if there is none. */
bool text_head_number(pecia_str line, pecia_str *label);

#endif
