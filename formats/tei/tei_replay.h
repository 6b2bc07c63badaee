/* SPDX-License-Identifier: MIT
 *
 * tei_replay.h: what the files that say a TEI document again share.
 */
#ifndef PECIA_FORMATS_TEI_REPLAY_H
#define PECIA_FORMATS_TEI_REPLAY_H

#include "tei/tei_moves.h"

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

/** tei_replay_nodes.c: writes the start tag of NODE with its attributes but those in the list SKIP, ended by NULL. */
void tei_replay_start(tei_out *out, uint32_t node, uint32_t kind, bool hidden, const char *const *skip);
/** The attributes of NODE but those in the list SKIP. */
void tei_replay_properties(tei_out *out, uint32_t node, const char *const *skip);
/** The attribute NAME of the namespace NS that the source had, or the reader made, on NODE; absent if there is none. */
pecia_str tei_replay_kept(const tei_out *out, uint32_t node, const char *ns, const char *name);
/** White space that stood before NODE or at its end: WHERE is TEI_SPACE_BEFORE or TEI_SPACE_AT_END. */
void tei_replay_space(tei_out *out, uint32_t node, const char *where);
/** True for the kinds that hold text: comments and instructions among them. */
bool tei_replay_is_text(uint32_t kind);
/** NODE of such a KIND. */
void tei_replay_text(tei_out *out, uint32_t node, uint32_t kind);
/** All of NODE where no cursor goes: what a mark shows. */
void tei_replay_subtree(tei_out *out, uint32_t node);

/** tei_replay_notes.c: EVENT is a NOTE_REF or NOTE_SLOT: true if what the user wants there was written. */
bool tei_replay_point(tei_moves *moves, pecia_cursor *cursor, pecia_event *event);
/** The body of NOTE begins: true if its start tag was written, since it stands elsewhere than the source had it. */
bool tei_replay_note(tei_moves *moves, uint32_t note, uint32_t body);

#endif
