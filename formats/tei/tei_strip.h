/* SPDX-License-Identifier: MIT
 *
 * tei_strip.h: quotation marks taken out of the text of a quotation, to be said in its @rend (Guidelines, 3.3.3).
 */
#ifndef PECIA_FORMATS_TEI_STRIP_H
#define PECIA_FORMATS_TEI_STRIP_H

#include "tei/tei_out.h"

enum { TEI_STRIP_MAX = 40 };

/** A mark to leave out: SIZE bytes from byte AT of the text node NODE. */
typedef struct tei_cut {
    uint32_t node, size;
    uint64_t at;
} tei_cut;

typedef struct tei_strip {
    tei_out *out;
    tei_cut *cuts;
    uint64_t count, capacity;
    pecia_buf text;
} tei_strip;

void tei_strip_init(tei_strip *strip, tei_out *out);
/** The quotation NODE begins. True if its text begins and ends with a pair of marks that enclose all of it and the user
 * wants them out: the words for its @rend go to the TEI_STRIP_MAX bytes at REND, and the marks are left out from now
 * on. */
bool tei_strip_find(tei_strip *strip, uint32_t node, char *rend);
/** TEXT, which is of the node NODE, without the marks that were found in it; lasts until the next call. */
pecia_str tei_strip_cut(tei_strip *strip, uint32_t node, pecia_str text);
static inline pecia_str tei_strip_left(tei_strip *strip, uint32_t node, pecia_str text) {
    return strip->count ? tei_strip_cut(strip, node, text) : text;
}

#endif
