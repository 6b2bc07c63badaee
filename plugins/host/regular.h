/* SPDX-License-Identifier: MIT
 *
 * regular.h: a document as the writer of a stylesheet plugin gets it: in terms of no format, so that TEI is made of it
 * in one way whatever it was read from.
 */
#ifndef PECIA_HOST_REGULAR_H
#define PECIA_HOST_REGULAR_H

#include "core/document.h"
#include "plugins/host/job.h"

typedef struct pecia_regular pecia_regular;

/** Makes *OUT: a copy of DOCUMENT without what elements of its source were called. With EMBED, images that can be had
 * have "data:" URLs (RFC 2397) for addresses, as long as the limits let them. PECIA_OK or a status, reported. */
int32_t pecia_regular_new(pecia_job *job, const pecia_document *document, bool embed, pecia_regular **out);
/** The copy, owned by REGULAR. */
const pecia_document *pecia_regular_document(const pecia_regular *regular);
/** NULL is allowed. */
void pecia_regular_free(pecia_regular *regular);

/** URL of SIZE bytes at DATA of the media type TYPE, in ARENA; no data when memory ran out. (dataurl.c) */
pecia_str pecia_data_url(pecia_arena *arena, pecia_str type, pecia_str bytes);

#endif
