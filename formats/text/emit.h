/* SPDX-License-Identifier: MIT
 *
 * emit.h: what the parts that build the document share: one state, and the calls of the builder that keep its status.
 *
 * emit.c goes over the units; emit_phrase.c builds the text of one, emit_block.c quotations, lists, speeches and
 * headings, emit_group.c verse, tables and preformatted lines.
 */
#ifndef PECIA_FORMATS_TEXT_EMIT_H
#define PECIA_FORMATS_TEXT_EMIT_H

#include "reader.h"

enum { TEXT_MOST_OPEN = 32 };

/* What is open in the builder. */
typedef struct text_emitter {
    text_reader *r;
    const pecia_builder_api *b;
    pecia_builder *builder;
    int32_t status;
    uint32_t sections; /* open, at most TEXT_MOST_OPEN */
    uint32_t quotes;   /* open block quotations by indentation */
    uint32_t lists;    /* open lists, each with an open item */
    uint8_t group;     /* TEXT_VERSE, TEXT_ROW or TEXT_PLAIN while such a group is open */
    bool block;        /* a block quotation is open that goes on with the next unit */
    bool note;         /* the body of a note is open */
    bool speech;       /* SPEECH is open */
    bool matter;       /* MATTER is open */
    uint32_t levels[TEXT_MOST_OPEN];
    uint32_t margin; /* of the preformatted text that is open */
    uint32_t least;  /* percent: what is less sure is reported */
    pecia_place place;
    uint32_t counted; /* offset up to which COLUMN is counted, in the line at LINE */
    uint32_t column;
    uint32_t line;
} text_emitter;

static inline void text_emit_enter(text_emitter *e, uint32_t kind) {
    e->status = e->status == PECIA_OK ? e->b->enter(e->builder, kind) : e->status;
}
static inline void text_emit_leave(text_emitter *e, uint32_t kind) {
    e->status = e->status == PECIA_OK ? e->b->leave(e->builder, kind) : e->status;
}
static inline void text_emit_leaf(text_emitter *e, uint32_t kind) {
    e->status = e->status == PECIA_OK ? e->b->leaf(e->builder, kind) : e->status;
}
static inline void text_emit_bytes(text_emitter *e, uint32_t from, uint32_t to) {
    if (e->status == PECIA_OK && to > from) {
        e->status = e->b->text(e->builder, e->r->text.data + from, to - from);
    }
}
static inline void text_emit_number(text_emitter *e, uint32_t key, int64_t value) {
    if (e->status == PECIA_OK) {
        e->status = e->b->set_number(e->builder, e->b->last(e->builder), key, value);
    }
}
static inline void text_emit_value(text_emitter *e, uint32_t key, const char *value) {
    if (e->status == PECIA_OK) {
        e->status = e->b->set(e->builder, e->b->last(e->builder), key, pecia_str_of(value));
    }
}

/** emit_phrase.c: tells the builder the place of UNIT; how sure the last node is (one that is less so than the user
 * wants is reported). */
void text_emit_at_unit(text_emitter *e, const text_unit *unit);
void text_emit_guess(text_emitter *e, uint8_t kind);
/** The pages that begin at LINE; the last of them may have a number. */
void text_emit_pages(text_emitter *e, uint32_t line);
/** The mark of a note that TOKEN is, in LINE. */
void text_emit_mark(text_emitter *e, const text_token *token, uint32_t line);
/** The text from AT to END, in LINE: characters, quotations, notes. *TOKEN is the next token of the unit that ends at
 * LAST; OPEN counts the quotations that wait for the end of the unit. */
void text_emit_range(text_emitter *e, uint32_t line, uint32_t at, uint32_t end, uint32_t *token, uint32_t last,
                     uint32_t *open);
/** The text of UNIT; the same within a node of KIND; the bytes of its first line FROM ... TO within such a node. */
void text_emit_text(text_emitter *e, const text_unit *unit);
void text_emit_phrase(text_emitter *e, uint32_t kind, const text_unit *unit);
void text_emit_part(text_emitter *e, uint32_t kind, const text_unit *unit, uint32_t from, uint32_t to);

/** emit_block.c: closes what is open of one sort: a group, lists and quotations down to DEPTH, a block quotation,
 * everything but sections, the sections that a heading of LEVEL ends. */
void text_emit_close_group(text_emitter *e);
void text_emit_close_lists(text_emitter *e, uint32_t depth);
void text_emit_close_quotes(text_emitter *e, uint32_t depth);
void text_emit_close_block(text_emitter *e);
void text_emit_close_all(text_emitter *e);
void text_emit_close_sections(text_emitter *e, uint32_t level);
/** A unit of the kind, with what it opens and closes. */
void text_emit_speech(text_emitter *e, const text_unit *unit);
void text_emit_heading(text_emitter *e, const text_unit *unit);
void text_emit_item(text_emitter *e, const text_unit *unit);
void text_emit_paragraph(text_emitter *e, const text_unit *unit);
/** emit_group.c: a line of verse, a row of a table, a line of preformatted text. */
void text_emit_grouped(text_emitter *e, const text_unit *unit);

#endif
