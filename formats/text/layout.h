/* SPDX-License-Identifier: MIT
 *
 * layout.h: what the reader and the writer must agree on.
 */
#ifndef PECIA_FORMATS_TEXT_LAYOUT_H
#define PECIA_FORMATS_TEXT_LAYOUT_H

#include "common/str.h"

/** True if LINE is a heading over notes, in any language (notes.def). [any] */
bool text_is_notes_heading(pecia_str line);

#endif
