/* SPDX-License-Identifier: MIT
 *
 * tei_make_header.h: what the files that make a header share.
 */
#ifndef PECIA_FORMATS_TEI_MAKE_HEADER_H
#define PECIA_FORMATS_TEI_MAKE_HEADER_H

#include "tei/tei_maker.h"

/** Where the quotation marks are: a sentence, and the value of marks for it. */
const char *tei_header_marks(const tei_maker *maker, const char **attribute);
/** Statement number INDEX of KEY, if it has a value. */
bool tei_header_find(const tei_maker *maker, const char *key, uint32_t index, pecia_meta *meta);
/** True if the profile has ELEMENT. */
bool tei_header_has(const tei_maker *maker, const char *element);
/** Tells that the header says INSTEAD of WHAT, which is not known. */
void tei_header_gap(tei_maker *maker, const char *what, const char *instead);
/** Warns if KEY is stated, which the profile's header has no place for. */
void tei_header_lost(tei_maker *maker, const char *key);
/** True if the profile is one of BITS. */
bool tei_header_is(const tei_maker *maker, uint8_t bits);
/** tei_make_file.c: the fileDesc. */
void tei_header_file(tei_maker *maker);
void tei_header_date(tei_maker *maker, const pecia_meta *meta);
void tei_header_licence(tei_maker *maker, const pecia_meta *licence);
/** The day of the conversion as ISO 8601 in DATE, if it is told (SOURCE_DATE_EPOCH) or the profile must have one. */
bool tei_header_today(tei_maker *maker, char *date, size_t size);

/** tei_make_eltec.c: the parts of a header in which ELTeC has ways of its own. */
void tei_header_eltec_extent(tei_maker *maker);
void tei_header_eltec_publication(tei_maker *maker);
void tei_header_eltec_encoding(tei_maker *maker);
void tei_header_eltec_text(tei_maker *maker);

#endif
