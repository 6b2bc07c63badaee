/* SPDX-License-Identifier: MIT
 *
 * origins.h: which of the source's own names a conversion kept: elements and attributes (docs/DOCUMENT.md, Origins).
 *
 * A name is kept when the writer says so, or when the node's kind alone means it (pecia_builder_implies) and the node
 * was carried (a wrapper of matter: written at all). An attribute is kept when the writer says so, or when its key is
 * part of what the kind is (the target of a link) or the reader said that keys tell it too (pecia_builder_told), and
 * the node was carried. Attributes are lost with the name of their element. Everything else is lost, and is told by
 * name. Wrappers of the whole text stand for the first of each name: there is one whole. Comments and instructions of a
 * source that has names are told as "#comment" and "#instruction" where they were not carried. Hidden matter that its
 * kind alone means is a header, which metadata stand for. One belongs to one write call and one thread.
 */
#ifndef PECIA_CORE_ORIGINS_H
#define PECIA_CORE_ORIGINS_H

#include "core/ledger.h"

typedef struct pecia_origins pecia_origins;

/** Names of the source that are not in what was written. */
typedef struct pecia_lost_name {
    pecia_str element;
    pecia_str attribute; /* absent: the element's own name is lost */
    uint64_t count;      /* how often */
    uint32_t first;      /* the first node that lost it */
} pecia_lost_name;

/** For DOCUMENT, which must outlive it; NULL when memory ran out. Takes a bit for each node and each attribute. */
pecia_origins *pecia_origins_new(const pecia_memory *memory, const pecia_document *document);
void pecia_origins_free(pecia_origins *origins);
/** The name of NODE's element is in the output. A node that is not there changes nothing, nor does ORIGINS NULL. */
void pecia_origins_keep_name(pecia_origins *origins, uint32_t node);
/** NODE comes back as another element than its kind means: its name is lost where nobody keeps it. */
void pecia_origins_lose_name(pecia_origins *origins, uint32_t node);
/** The attribute that KEY (enum pecia_key) of NODE was is in the output. */
void pecia_origins_keep_key(pecia_origins *origins, uint32_t node, uint32_t key);
/** The source's attribute number INDEX of NODE, as pecia_document_origin_attribute counts, is in the output. */
void pecia_origins_keep_attribute(pecia_origins *origins, uint32_t node, uint32_t index);
/** Everything of NODE and of all inside it is in the output. */
void pecia_origins_keep_all(pecia_origins *origins, uint32_t node);
/** What is lost, most often first, to LIST, of *COUNT entries, which live as long as ORIGINS; the first header of which
 * metadata alone are left to *HEADER, 0 for none. LEDGER is closed; elements without a kind whose names were kept
 * become carried in it. Once. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t pecia_origins_lost(pecia_origins *origins, pecia_ledger *ledger, const pecia_lost_name **list, uint64_t *count,
                           uint32_t *header);

#endif
