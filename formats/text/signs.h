/* SPDX-License-Identifier: MIT
 *
 * signs.h: the signs that open a line or make it up (signs.c).
 */
#ifndef PECIA_FORMATS_TEXT_SIGNS_H
#define PECIA_FORMATS_TEXT_SIGNS_H

#include "common/str.h"

/** What opens a line. Each returns the bytes of the sign with the white space behind it, 0 if there is none.
 */
uint32_t text_bullet(pecia_str line);
uint32_t text_number_sign(pecia_str line, uint32_t *number);
bool text_is_rule(pecia_str line);
bool text_is_separator(pecia_str line);
/** True for the line below the header of a table: |---|:--|. */
bool text_is_row_rule(pecia_str line);
/** Level, from 1, that an underline stands for; 0 if LINE is none. */
uint32_t text_underline(pecia_str line);
/** The number or mark that opens the body of a note; its form, or TEXT_FORM_NONE. */
typedef struct text_entry {
    uint32_t at;    /* of the label, from the start of the line */
    uint32_t size;  /* of the label */
    uint32_t skip;  /* bytes before the body */
    uint32_t value; /* of a number, else 0 */
    uint8_t form;
} text_entry;
bool text_read_entry(pecia_str line, text_entry *out);
/** The same in a list of notes, where a number needs neither bracket nor point. */
bool text_read_listed(pecia_str line, text_entry *out);
/** True for the signs that mark notes: * † ‡ ※ and the wide asterisk. */
bool text_is_note_sign(uint32_t code);
/** The mark of a note at the start of STR (a bracket, a raised digit, an asterisk): its bytes, 0 if it is none. */
uint32_t text_read_mark(pecia_str str, text_entry *out);

/** What the word behind the bracket that opens LINE says it is, by brackets.def; behind it at SIZE. */
enum text_bracket { TEXT_BRACKET_NONE = 0, TEXT_BRACKET_NOTE, TEXT_BRACKET_FIGURE, TEXT_BRACKET_ASIDE };
uint8_t text_bracket_word(pecia_str line, uint64_t *size);

#endif
