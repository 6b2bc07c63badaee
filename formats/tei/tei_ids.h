/* SPDX-License-Identifier: MIT
 *
 * tei_ids.h: identifiers of what is written: NCNames, each once, the same for the same document; those of the document
 * are kept.
 */
#ifndef PECIA_FORMATS_TEI_IDS_H
#define PECIA_FORMATS_TEI_IDS_H

#include "tei/tei.h"

enum { TEI_ID_MAX = 160 };

typedef struct tei_ids {
    const pecia_host *host;
    pecia_job *job;
    const pecia_document *document;
    pecia_str *notes; /* for each note */
    pecia_str *slots; /* hash table of the identifiers in NOTES */
    uint64_t slot_count;
} tei_ids;

/** Settles the identifiers of all notes. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t tei_ids_init(tei_ids *ids, const pecia_host *host, pecia_job *job, const pecia_document *document);
/** ID of the document as an NCName: itself, or a form of it that nothing else has, in BUF of TEI_ID_MAX bytes. */
pecia_str tei_ids_ncname(const tei_ids *ids, pecia_str id, char *buf);
/** An identifier that the document does not have: STEM and the numbers (the second if it is not 0), in BUF. */
pecia_str tei_ids_new(const tei_ids *ids, const char *stem, uint64_t number, uint64_t second, char *buf);

#endif
