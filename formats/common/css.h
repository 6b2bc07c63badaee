/* SPDX-License-Identifier: MIT
 *
 * css.h: what declarations of CSS tell of the look of a text: slant, weight, small capitals, height above the line,
 * decoration, letter spacing, size, alignment, display. For style attributes, renditions of TEI headers and style sheets.
 */
#ifndef PECIA_FORMATS_COMMON_CSS_H
#define PECIA_FORMATS_COMMON_CSS_H

#include "common/str.h"

/** Bits of a look beside those of enum pecia_style. */
enum css_bit {
    CSS_BLOCK = 1 << 28,   /* display: block and the like */
    CSS_HIDDEN = 1 << 29,  /* display: none */
    CSS_UNQUOTED = 1 << 30 /* quotes: none */
};
enum { CSS_BITS = CSS_BLOCK | CSS_HIDDEN | CSS_UNQUOTED };

typedef struct css_look {
    uint32_t bits;  /* set of enum pecia_style and enum css_bit */
    uint32_t off;   /* bits that "normal" takes back from a rule before */
    uint32_t align; /* enum pecia_align, 0 for none */
} css_look;

/** What the declarations in TEXT ("font-style: italic; ...") say. [any] */
css_look css_declarations(pecia_str text);

#endif
