/* SPDX-License-Identifier: MIT
 *
 * xhtml_writer.h: what the files of the XHTML writer share. Seen by xhtml_*.c only.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_WRITER_H
#define PECIA_FORMATS_COMMON_XHTML_WRITER_H

#include "common/xhtml_write.h"

/* xhtml_out.c */
/** Appends markup as it is. */
void xhtml_markup(xhtml_writer *w, const char *markup);
/** Appends ' NAME="VALUE"' unless VALUE is absent. */
void xhtml_attribute(xhtml_writer *w, const char *name, pecia_str value);
/** Appends ' NAME="VALUE"' for what KEY of NODE is, which so comes along. */
void xhtml_property(xhtml_writer *w, uint32_t node, uint32_t key, const char *name);
/** Appends ' NAME="NUMBER"'. */
void xhtml_number(xhtml_writer *w, const char *name, int64_t number);
/** Appends epub:type to OUT, unless the page is for browsers alone. */
void xhtml_type(const xhtml_writer *w, pecia_buf *out, const char *type);
/** Appends the id, the language, and CLASS together with the classes of NODE's source. */
void xhtml_common(xhtml_writer *w, uint32_t node, const char *class_name);
/** Appends id (once for a node), lang and xml:lang of NODE. */
void xhtml_identity(xhtml_writer *w, uint32_t node);
/** Appends lang and xml:lang unless TAG is none. */
void xhtml_language(xhtml_writer *w, pecia_str tag);
/** Value of KEY of NODE, absent if it has none. */
pecia_str xhtml_get(const xhtml_writer *w, uint32_t node, uint32_t key);
int64_t xhtml_get_number(const xhtml_writer *w, uint32_t node, uint32_t key);

/** True if NODE, whose ENTER is the event at hand, shows nothing. */
bool xhtml_is_empty(const xhtml_writer *w, uint32_t node);
/** True if nothing in LINK could be its name: the marks of notes are put behind it. */
bool xhtml_is_unnamed(const xhtml_writer *w, uint32_t link);

/* xhtml_origin.c */
/** Appends what NODE was in TEI as data-* attributes. */
void xhtml_origin(xhtml_writer *w, uint32_t node);
/* NODE, which HTML shows as something else, is read again as what it was, with KEY: where its kind means its name. */
void xhtml_keep_plain(xhtml_writer *w, uint32_t node, uint32_t key);
/** True if that is more than the looks of a style. */
bool xhtml_has_origin(const xhtml_writer *w, uint32_t node);

/* xhtml_math.c */
/** Opens an element of MathML; false if it is none, or none that a book may hold. */
bool xhtml_enter_math(xhtml_writer *w, const pecia_event *event, xhtml_open *open);

/* xhtml_links.c */
/** Appends the form that ID takes in a page: an NCName. */
void xhtml_add_id(pecia_buf *out, pecia_str id);
/** True if NODE owns the id ID: it is the first that has it. */
bool xhtml_owns_id(const xhtml_writer *w, uint32_t node, pecia_str id);
/** Marks the id of NODE as written; false if it was. */
bool xhtml_emit_id(xhtml_writer *w, uint32_t node);
/** True if no page shows NODE: it is, or stands in, something hidden. */
bool xhtml_is_unseen(const xhtml_writer *w, uint32_t node);
/** Appends the address that the link NODE goes to; false if there is none that may be written (reported). */
bool xhtml_link_target(xhtml_writer *w, uint32_t node, pecia_buf *out);
/** The address of a link that cannot be one here, to be kept for the way back; absent if it would run something. */
pecia_str xhtml_lost_target(const xhtml_writer *w, uint32_t node);

/* xhtml_blocks.c and xhtml_tables.c: return the outcome */
uint8_t xhtml_enter_block(xhtml_writer *w, const pecia_event *event);
void xhtml_leave_block(xhtml_writer *w, const pecia_event *event);
/** Makes sure that a block or line of text may stand where the writer is: opens the list, puts <li>, <tr>, <td> around.
 */
const char *xhtml_make_place(xhtml_writer *w, uint8_t kind);
uint8_t xhtml_enter_list_part(xhtml_writer *w, const pecia_event *event, xhtml_open *open);
uint8_t xhtml_enter_table_part(xhtml_writer *w, const pecia_event *event, xhtml_open *open);
void xhtml_begin_container(xhtml_writer *w, xhtml_open *parent);
/** The class of an enum pecia_align, NULL for none. */
const char *xhtml_align_name(int64_t align);
/** True if NODE is the first or the last visible child of its parent. */
bool xhtml_is_edge(const xhtml_writer *w, uint32_t node);

/* xhtml_inlines.c: return the outcome */
uint8_t xhtml_write_inline(xhtml_writer *w, const pecia_event *event);
/** A space that is no character of the text: before the phrases that begin here, not in them. */
void xhtml_soft_break(xhtml_writer *w);
uint8_t xhtml_write_point(xhtml_writer *w, const pecia_event *event);
/** Writes what stands between the words of the innermost inline and its end tag. */
void xhtml_close_inline(xhtml_writer *w);
/** Writes the points that waited, when they may stand here. */
void xhtml_flush_points(xhtml_writer *w);

/* xhtml_notes.c */
uint8_t xhtml_write_mark(xhtml_writer *w, const pecia_event *event);
/** Finds out in which order the bodies of the notes stand. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t xhtml_order_bodies(xhtml_writer *w);
/** Appends the id of the body of NOTE. */
void xhtml_add_note_id(xhtml_writer *w, pecia_buf *out, uint32_t note);

/* xhtml_write.c */
/** The open element around, NULL at the level of the page. */
xhtml_open *xhtml_top(xhtml_writer *w);
/** Opens an element of EVENT on the stack; its tags are the caller's. NULL when memory ran out. */
xhtml_open *xhtml_push(xhtml_writer *w, const pecia_event *event, const char *close);
/** Closes the innermost element. */
void xhtml_pop(xhtml_writer *w);

#endif
