/* SPDX-License-Identifier: MIT
 *
 * tei_maker.h: the state of making TEI P5 of a document, shared by the tei_make*.c files.
 *
 * The document is walked in the flow view. What the profile does not allow where it stands is wrapped, said by another
 * element or opened up (tei_fit.h), so that the result is valid; every node's outcome is told to the ledger.
 */
#ifndef PECIA_FORMATS_TEI_MAKER_H
#define PECIA_FORMATS_TEI_MAKER_H

#include "tei/tei_fit.h"
#include "tei/tei_ids.h"
#include "tei/tei_strip.h"

enum { TEI_SAID_MAX = 16, TEI_NAME_MAX = 64 };

/** A node that is open. */
typedef struct tei_made {
    uint8_t kind;
    const char *name;  /* of the element, NULL: tei_fit_name */
    uint8_t element;   /* enum tei_made_element: what was made for it, TEI_E_none: it is opened up */
    uint8_t tags;      /* elements that its end closes */
    bool mixed;        /* text may stand in it directly */
    bool division;     /* front, body, back or div: paragraphs come before divs */
    bool had_content;  /* something was written in it */
    bool had_division; /* division: a div was written in it */
    bool in_rest;      /* division: a div holds what came behind its divs */
    bool had_speaker;  /* speech: its speaker was written */
    bool after_term;   /* list: a label waits for its item */
    bool has_terms;    /* list: it began with a label */
    bool pending;      /* implied paragraph that is not yet written */
    bool block;        /* no inline */
} tei_made;

typedef struct tei_maker {
    tei_out *out;
    const pecia_host *host;
    const pecia_document *document;
    pecia_cursor *cursor;
    pecia_event *event; /* the one that is being written */
    bool has_origin;    /* its node was an element of the source: */
    pecia_name origin;
    tei_fit fit;
    tei_ids ids;
    uint8_t tag;                    /* element whose start tag takes attributes, TEI_E_none: there is none */
    const char *tag_name;           /* what the tables call it */
    const char *said[TEI_SAID_MAX]; /* its attributes */
    uint32_t said_count;
    tei_made *open;
    uint64_t count, capacity;
    uint8_t *note_written; /* a byte for each note */
    uint32_t *ties;        /* fragments written for each tie */
    uint64_t tie_capacity;
    uint32_t *late; /* points that wait for the next cell */
    uint64_t late_count, late_capacity;
    tei_strip strip;
    uint64_t changed_ids;
    uint32_t front; /* node of the front matter that the document begins with, 0 if it has none */
    uint32_t pages; /* page breaks written */
    uint64_t words; /* counted for the header, where it says them */
} tei_maker;

static inline tei_made *tei_made_top(tei_maker *maker) {
    return &maker->open[maker->count - 1];
}

/** Attributes go to the start tag that is open, of ELEMENT, which is called NAME. */
static inline void tei_made_tag(tei_maker *maker, uint32_t element, const char *name) {
    maker->tag = (uint8_t)element;
    maker->tag_name = name;
    maker->said_count = 0;
}

/** tei_make_header.c: the teiHeader. */
void tei_make_header(tei_maker *maker);
/** tei_make_blocks.c: ENTER and EXIT of blocks. True if the event was one. */
bool tei_make_block_start(tei_maker *maker, pecia_event *event);
/** tei_make_origin.c: ENTER of an inline that had an element of TEI of its own: that one, if the profile has it here.
 */
bool tei_make_origin_start(tei_maker *maker, const pecia_event *event);
/** The same for a block. */
bool tei_make_origin_block(tei_maker *maker, pecia_event *event);
/** tei_make_tree.c: ENTER of what comes back whole: writes all of it, and goes on behind it. */
bool tei_make_tree(tei_maker *maker, pecia_event *event, bool block);
/** tei_make_inlines.c */
void tei_make_inline_start(tei_maker *maker, pecia_event *event);
void tei_make_leaf(tei_maker *maker, pecia_event *event);
/** The point NODE waits for a place where it may stand. */
bool tei_make_wait(tei_maker *maker, uint32_t node);
/** Points that waited: their place is here. */
void tei_make_late(tei_maker *maker);

/** tei_make_place.c: the innermost node for which an element was made. */
tei_made *tei_made_holder(tei_maker *maker);
/** Puts a node on the stack; nothing is written. */
tei_made *tei_made_push(tei_maker *maker, uint32_t kind);
/** Ends the part of the text that is open, and begins ELEMENT: front, body or back. Nothing happens if it is that. */
void tei_make_frame(tei_maker *maker, uint32_t element);
/** Opens ELEMENT for a block of KIND and puts it on the stack. LAST: nothing of its parent follows. */
tei_made *tei_make_block(tei_maker *maker, uint32_t kind, uint32_t element, bool last);
/** The same for an inline. */
tei_made *tei_make_inline(tei_maker *maker, uint32_t kind, uint32_t element);
/** The same for what is called NAME and stands like ELEMENT, which may stand here. */
tei_made *tei_make_like(tei_maker *maker, uint32_t kind, uint32_t element, const char *name, bool block);
/** An element that has no node. */
void tei_make_empty(tei_maker *maker, uint32_t element);
/** Puts a node on the stack that has no element: its content stays. */
tei_made *tei_make_opened(tei_maker *maker, uint32_t kind, bool block);
/** Closes the innermost node, with what TEI wants in an element that has nothing. */
void tei_make_close(tei_maker *maker);
/** Text or an inline comes: opens the implied paragraph that waits for it. */
void tei_make_ready(tei_maker *maker);
/** What is written of the present event is not all. */
void tei_make_degrade(tei_maker *maker);
/** True if the profile has ELEMENT. */
static inline bool tei_make_has(const tei_maker *maker, uint32_t element) {
    return maker->fit.made[element].element == element;
}

/** tei_make_attributes.c: an attribute of the element last opened, which the profile has. */
void tei_make_attribute(tei_maker *maker, const char *name, pecia_str value);
/** An attribute, as far as the profile has it, for the element last opened. */
void tei_make_say(tei_maker *maker, const char *name, pecia_str value);
void tei_make_say_number(tei_maker *maker, const char *name, int64_t value);
/** An anchor with the identifier of NODE, here or at the next place for it; false if the profile has none. */
bool tei_make_anchor(tei_maker *maker, uint32_t node);
/** Before the element for NODE: an anchor with its identifier, if the element may not have one. */
void tei_make_place_id(tei_maker *maker, uint32_t node, uint32_t element);
/** Attributes that any element may have: xml:id, xml:lang, n. AGAIN: NODE was begun before and goes on, in its
 * language. */
void tei_make_common(tei_maker *maker, uint32_t node, bool again);
/** True if the node of EVENT was begun before, and what stands in it broke it off. */
static inline bool tei_make_goes_on(const pecia_event *event) {
    return (event->flags & PECIA_CONTINUED) != 0;
}
/** The attributes that NODE had in TEI and that are not said yet, if its element is what it was, ORIGIN. */
void tei_make_kept(tei_maker *maker, uint32_t node, const pecia_name *origin);
/** The attributes xml:id, next and prev of a fragment. */
void tei_make_tie(tei_maker *maker, uint32_t node);
/** An attribute from a key, if the node has it and it is a legal value of TEI's teidata.word. */
void tei_make_word(tei_maker *maker, uint32_t node, uint32_t key, const char *name);
/** A URL as teidata.pointer wants it: what is no character of one is percent-encoded. */
void tei_make_pointer(tei_maker *maker, const char *name, pecia_str url);
/** A link: a URL, or "#id" with the identifier as it is written. */
void tei_make_target(tei_maker *maker, const char *name, pecia_str href);

/** The quotation NODE opens: takes its marks out of the text, if the user wants that. */
void tei_make_strip(tei_maker *maker, uint32_t node);

/** tei_make_notes.c: a mark; the body, where it stands here. */
void tei_make_note_ref(tei_maker *maker, pecia_event *event);
/** The body of the event's note is entered: its element. */
void tei_make_note(tei_maker *maker, uint32_t note);
/** Notes whose body was not yet printed: those without a mark, and all that go to the back. */
int32_t tei_make_back(tei_maker *maker);
/** tei_make.c: writes what the cursor shows. */
int32_t tei_make_walk(tei_maker *maker);

#endif
