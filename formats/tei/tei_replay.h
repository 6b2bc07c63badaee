/* SPDX-License-Identifier: MIT
 *
 * tei_replay.h: what the files that say a TEI document again share.
 */
#ifndef PECIA_FORMATS_TEI_REPLAY_H
#define PECIA_FORMATS_TEI_REPLAY_H

#include "tei/tei_out.h"

/** One change of a header. */
typedef struct tei_edit {
    uint32_t node;
    enum { TEI_EDIT_TEXT, TEI_EDIT_DROP, TEI_EDIT_BEHIND, TEI_EDIT_INTO } what;
    const char *between; /* INTO: elements to make around it */
    const char *element; /* BEHIND, INTO: the element to make */
    const char *valued;  /* its attribute that holds the value too, NULL for none */
    pecia_str value;
} tei_edit;

typedef struct tei_edits {
    tei_edit *at;
    uint64_t count, capacity;
} tei_edits;

/** tei_replay_header.c: the changes of the header HEADER that the user's metadata ask for. */
int32_t tei_edits_find(tei_out *out, uint32_t header, tei_edits *edits);
/** At the start of NODE of a header: true if the edits wrote it or leave it out, and it is to be skipped. */
bool tei_edits_start(tei_out *out, const tei_edits *edits, uint32_t node);
/** Before the end tag of NODE. */
void tei_edits_end(tei_out *out, const tei_edits *edits, uint32_t node);

/** tei_replay.c: writes the start tag of NODE with its attributes but those in the list SKIP, ended by NULL. */
void tei_replay_start(tei_out *out, uint32_t node, uint32_t kind, bool hidden, const char *const *skip);

#endif
