/* SPDX-License-Identifier: MIT
 *
 * md_lines.h: what a line of Markdown begins (CommonMark 0.30, section 4 and 5), told from its first characters.
 *
 * All functions are pure, for any thread, and take LINE without its line end, from its first character that is no
 * space or tab. They never read past its size.
 */
#ifndef PECIA_MARKDOWN_LINES_H
#define PECIA_MARKDOWN_LINES_H

#include "common/str.h"

/** A list marker: its width in bytes, and what stands behind it. */
typedef struct md_marker {
    uint32_t width;  /* of the marker alone: "-" 1, "12." 3 */
    uint32_t number; /* of an ordered item */
    char sign;       /* - + * . ) */
    bool is_ordered;
    bool is_blank; /* nothing follows on the line */
} md_marker;

/** Level of the ATX heading that LINE is, 0 if it is none (4.2). */
uint32_t md_line_heading(pecia_str line);
/** True for a thematic break (4.1). */
bool md_line_rule(pecia_str line);
/** Level of the setext underline that LINE is, 0 if it is none (4.3). */
uint32_t md_line_setext(pecia_str line);
/** Length of the code fence that LINE opens, 0 if it opens none (4.5). */
uint32_t md_line_fence(pecia_str line);
/** True if LINE closes a fence of LENGTH signs SIGN. */
bool md_line_fence_end(pecia_str line, char sign, uint32_t length);
/** Which of the seven HTML blocks LINE begins, 0 for none (4.6). */
uint32_t md_line_html(pecia_str line);
/** True if an HTML block of TYPE 1 to 5 ends in LINE. */
bool md_line_html_end(pecia_str line, uint32_t type);
/** True, and *OUT, if LINE begins with a list marker (5.2). */
bool md_line_marker(pecia_str line, md_marker *out);
/** Size of the mark "[^label]" at the start of LINE, 0 if there is none: a label has no white space, but for spaces
 * within when IS_WORDY, no '[' or ']', and at most 999 bytes. */
uint64_t md_line_mark(pecia_str line, bool is_wordy);
/** md_keyed.c: the same for MultiMarkdown's "[#key]" and "[?term]". */
uint64_t md_line_key(pecia_str line);
/** md_keyed.c: size of the mark that LINE, the definition of a note, begins with; 0 if it is none. Keys count where
 * labels may be wordy, and only before what is no address of a link. */
uint64_t md_line_note(pecia_str line, bool is_wordy);

#endif
