/* SPDX-License-Identifier: MIT
 *
 * layout.h: what the reader and the writer must agree on.
 */
#ifndef PECIA_FORMATS_TEXT_LAYOUT_H
#define PECIA_FORMATS_TEXT_LAYOUT_H

#include "common/str.h"

/** True if LINE is a heading over notes, in any language (notes.def). [any] */
bool text_is_notes_heading(pecia_str line);
/** True if LINE is the one that Project Gutenberg's texts begin behind. [any] */
bool text_is_frame(pecia_str line);
/** True if LINE opens with a bracket and a word for a picture or a note (brackets.def). [any] */
bool text_is_bracket_words(pecia_str line);
/** True if a line inside a paragraph that began so would be taken for more than that: an item, a note, a rule, a
 * line of a quotation that opens each line with its mark. [any] */
bool text_opens_specially(pecia_str line);
/** The bytes of REST up to the next place where a line may end. [any] */
uint64_t text_piece_end(pecia_str rest);
/** True if nothing stands between two lines of a paragraph where one ends and the other begins with such a character:
 * those of Chinese and Japanese, which know no spaces. [any] */
bool text_needs_no_space(uint32_t code);

#endif
