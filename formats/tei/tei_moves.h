/* SPDX-License-Identifier: MIT
 *
 * tei_moves.h: the notes of a TEI document that is said again, when the user wants them elsewhere than the source had
 * them: which go where, what stands at their marks, and what is left empty behind them.
 */
#ifndef PECIA_FORMATS_TEI_MOVES_H
#define PECIA_FORMATS_TEI_MOVES_H

#include "tei/tei_ids.h"
#include "tei/tei_out.h"

/** Stems of the identifiers that moved notes and their marks get; a note that moves back loses them again. */
#define TEI_NOTE_STEM "pecia-note-"
#define TEI_REF_STEM  "pecia-ref-"

enum tei_fate { TEI_STAYS, TEI_TO_MARK, TEI_TO_BACK };

/** A place where notes that go to the back are written. */
typedef struct tei_rest {
    uint32_t node, note;
    uint8_t wrap;  /* elements that are made for them: the division, and the back around it */
    bool behind;   /* behind the end of NODE, else at the end of what is in it */
    bool numbered; /* the divisions there are numbered: div1 */
} tei_rest;

/** The identifier of a mark in whose place its note comes. */
typedef struct tei_given_up {
    pecia_str id;
    uint32_t mark, body;
    bool wanted; /* something else leads there */
} tei_given_up;

typedef struct tei_moves {
    tei_out *out;
    tei_ids ids;
    uint8_t *fates;                  /* enum tei_fate for each note */
    TEI_LIST(tei_rest) rests;        /* by node, then by note */
    TEI_LIST(uint32_t) emptied;      /* elements that hold nothing any more, ascending */
    TEI_LIST(tei_given_up) given_up; /* by identifier */
    uint64_t unmoved;                /* notes that cannot go where the user wants them */
    uint32_t first_unmoved;          /* the body of the first */
} tei_moves;

/** What stands around a node, from the inside. */
typedef struct tei_around {
    uint32_t note; /* the nearest NOTE */
    uint32_t text; /* the nearest <text> */
    bool in_back;  /* of that text */
    bool in_mark;  /* where no cursor goes, or in a running title, where no mark is looked for */
} tei_around;

/** VALUE at the end of a list of MOVES. */
#define TEI_MOVES_ADD(moves, list, value)                                                                              \
    (TEI_ROOM_IN((moves)->out->host, (moves)->out->job, (moves)->list)                                                 \
         ? ((void)((moves)->list.at[(moves)->list.count++] = (value)), PECIA_OK)                                       \
         : PECIA_ERR_MEMORY)

/** tei_moves_back.c: NOTE with STATE, unless it is in a back already, and stays there. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t tei_moves_back(tei_moves *moves, uint32_t note, const pecia_note_state *state);
/** When all that go to the back are known. */
void tei_moves_back_settled(tei_moves *moves);

/** tei_moves.c: settles what goes where. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t tei_moves_plan(tei_moves *moves, tei_out *out);
/** NOTE cannot go where the user wants it. */
void tei_moves_stay(tei_moves *moves, uint32_t note);
tei_around tei_moves_around(const tei_out *out, uint32_t node);
static inline uint32_t tei_moves_parent(const tei_out *out, uint32_t node) {
    return out->host->document->parent(out->document, node);
}
/** The name of the TEI element that NODE was, absent if it was none. */
pecia_str tei_moves_name(const tei_out *out, uint32_t node);
/** The identifier of the mark of a note that comes in its place, if something else leads to it; absent otherwise. */
pecia_str tei_moves_wanted_id(const tei_moves *moves, uint32_t mark);
/** True if the element NODE is left out, since only notes stood in it that are elsewhere now. */
bool tei_moves_emptied(const tei_moves *moves, uint32_t node);
/** The first of the notes that are written where NODE ends; *COUNT of them. NULL if there is none. */
const tei_rest *tei_moves_rests(const tei_moves *moves, uint32_t node, uint64_t *count);

#endif
