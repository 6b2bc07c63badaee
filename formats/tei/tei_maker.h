/* SPDX-License-Identifier: MIT
 *
 * tei_maker.h: the state of making TEI P5 of a document from elsewhere, shared by the tei_make*.c files.
 *
 * The document is walked in the flow view. What TEI does not allow where it stands is wrapped or opened up, so that the
 * result is valid against tei_all; every node's outcome is told to the ledger.
 */
#ifndef PECIA_FORMATS_TEI_MAKER_H
#define PECIA_FORMATS_TEI_MAKER_H

#include "tei/tei_out.h"

/** A node that is open. */
typedef struct tei_made {
    uint8_t kind;
    uint8_t tags;      /* elements that its end closes */
    bool mixed;        /* text may stand in it directly */
    bool division;     /* body, back or div: paragraphs come before divs */
    bool had_content;  /* something was written in it */
    bool had_division; /* division: a div was written in it */
    bool in_rest;      /* division: a div holds what came behind its divs */
    bool after_term;   /* list: a label waits for its item */
    bool has_terms;    /* list: it began with a label */
    bool pending;      /* implied paragraph that is not yet written */
} tei_made;

typedef struct tei_maker {
    tei_out *out;
    const pecia_host *host;
    const pecia_document *document;
    pecia_cursor *cursor;
    tei_made *open;
    uint64_t count, capacity;
    uint8_t *note_written; /* a byte for each note */
    uint32_t *ties;        /* fragments written for each tie */
    uint64_t tie_capacity;
    bool notes_in_back;
} tei_maker;

static inline tei_made *tei_made_top(tei_maker *maker) {
    return &maker->open[maker->count - 1];
}

/** tei_make_header.c: the teiHeader. */
void tei_make_header(tei_maker *maker);
/** tei_make_blocks.c: ENTER and EXIT of blocks. True if the event was one. */
bool tei_make_block_start(tei_maker *maker, pecia_event *event);
void tei_make_block_end(tei_maker *maker, const pecia_event *event);
/** tei_make_inlines.c */
void tei_make_inline_start(tei_maker *maker, pecia_event *event);
void tei_make_leaf(tei_maker *maker, pecia_event *event);

/** tei_make.c: puts the node that EVENT opens on the stack. */
tei_made *tei_made_push(tei_maker *maker, uint32_t kind, uint32_t tags, bool mixed);
/** Text or an inline comes: opens the implied paragraph that waits for it. */
void tei_make_ready(tei_maker *maker);
/** Attributes that any element may have: xml:id, xml:lang, n, type, rend for alignment. */
void tei_make_common(tei_maker *maker, uint32_t node);
/** The attributes xml:id, next and prev of a fragment. */
void tei_make_tie(tei_maker *maker, uint32_t node);
/** An attribute from a key, if the node has it and it is a legal value of TEI's teidata.word. */
void tei_make_word(tei_maker *maker, uint32_t node, uint32_t key, const char *name);
/** A URL as teidata.pointer wants it: what is no character of one is percent-encoded. */
void tei_make_pointer(tei_maker *maker, const char *name, pecia_str url);
/** An identifier as an NCName: itself, or a changed form, the same each time. *BUF is scratch of 128 bytes. */
pecia_str tei_make_id(pecia_str id, char *buf);
/** Element of the note: <note n place xml:id ...>; its content follows from the cursor. */
void tei_make_note(tei_maker *maker, uint32_t note);

#endif
