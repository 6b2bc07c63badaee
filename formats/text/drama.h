/* SPDX-License-Identifier: MIT
 *
 * drama.h: who speaks in a play: what drama.c and speakers.c share.
 */
#ifndef PECIA_FORMATS_TEXT_DRAMA_H
#define PECIA_FORMATS_TEXT_DRAMA_H

#include "reader.h"

/* What opens a paragraph as the beginning of a speech does. All are bytes of its first line. */
typedef struct drama_opening {
    uint32_t name;    /* of the name itself */
    uint32_t speaker; /* of the name with its point */
    uint32_t stage;   /* where a direction in brackets begins, or 0 */
    uint32_t stage_end;
    uint32_t speech; /* where the words begin; the size of the line if nothing follows */
    bool capitals;   /* the name is written in them */
    bool alone;      /* nothing but the name stands in the line */
} drama_opening;

typedef struct drama_name {
    uint64_t hash;
    uint32_t count;
    bool capitals;
    bool in_cast; /* the list of those who speak has it */
} drama_name;

typedef struct drama {
    text_reader *r;
    drama_name *names;     /* a power of two long */
    uint64_t slots, known; /* names in the table */
    uint64_t speeches;     /* that open with a name that comes again */
    uint64_t paragraphs;
    uint64_t distinct;
    uint32_t members;  /* names that the list of those who speak has */
    uint64_t cast_end; /* the unit behind that list */
    bool cast;
} drama;

/** The kinds of words in drama.def. */
enum drama_word_kind { CAST_WORD, DIRECTION_WORD, SETTING_WORD };

/** The first line of UNIT. */
static inline pecia_str drama_line(const drama *d, const text_unit *unit) {
    return text_of_line(d->r, text_first_line(d->r, unit));
}

/** True if LINE, but for points and white space, is one of the words of KIND. */
bool drama_is_word(pecia_str line, enum drama_word_kind kind);
/** True for the heading over the list of those who speak. */
bool drama_is_cast(const drama *d, const text_unit *unit);
/** True if UNIT says where or when the play is: "Scene. A garden". */
bool drama_is_setting(const drama *d, const text_unit *unit);
/** Finds the names of those who speak, and counts. */
int32_t drama_find_names(drama *d);
/** True if UNIT begins a speech of one of the names. */
bool drama_speaks(const drama *d, const text_unit *unit, drama_opening *open);
/** True if a name of the play opens LINE, or stands ANYWHERE in it. */
bool drama_names_someone(const drama *d, pecia_str line, bool anywhere);

#endif
