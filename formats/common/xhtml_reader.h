/* SPDX-License-Identifier: MIT
 *
 * xhtml_reader.h: what the xhtml_read*.c files share.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_READER_H
#define PECIA_FORMATS_COMMON_XHTML_READER_H

#include "common/xhtml_read.h"

static inline xhtml_in *xhtml_in_top(xhtml_reader *r) {
    return &r->open[r->count - 1];
}
/** Kind of the innermost node that is open; 0 where none is. */
static inline uint32_t xhtml_in_kind(const xhtml_reader *r) {
    for (uint64_t i = r->count; i-- > 0;)
        if (r->open[i].node)
            return r->open[i].kind;
    return 0;
}
static inline pecia_str xhtml_in_value(const xhtml_reader *r, const xhtml_item *item, uint32_t key) {
    return xhtml_page_value(&r->page, item, key);
}
/** True if NAME is one of the element's classes. */
static inline bool xhtml_in_has_class(const xhtml_reader *r, const xhtml_item *item, const char *name) {
    return xhtml_has_word(xhtml_in_value(r, item, XHTML_KEY_CLASS), name);
}
/** True if the element's epub:type, role or class has WORD. */
bool xhtml_in_is(const xhtml_reader *r, const xhtml_item *item, const char *type, const char *role);
/** What style attribute and style sheets say of the element. */
css_look xhtml_in_look(xhtml_reader *r, const xhtml_item *item);
/** Puts an element with a node of KIND (0: none) on the stack. */
xhtml_in *xhtml_in_push(xhtml_reader *r, const xhtml_item *item, uint32_t kind);
/** Sets a key from an attribute, if it is there. */
void xhtml_in_set(xhtml_reader *r, uint32_t node, uint32_t key, const xhtml_item *item, uint32_t attribute);
/** Identifier and language of NODE; the identifier of an element without a node becomes an anchor. */
void xhtml_in_common(xhtml_reader *r, uint32_t node, const xhtml_item *item);
void xhtml_in_anchor(xhtml_reader *r, const xhtml_item *item);
/** The identifier in the document of ID on the page at PATH. */
pecia_str xhtml_in_id(xhtml_reader *r, pecia_str path, pecia_str id);
/** Words of the items from START to its END, white space folded, brackets around them left out; at most 200 bytes. */
pecia_str xhtml_in_words(xhtml_reader *r, const xhtml_item *start);
/** QUOTATION, PART, TIE, MARKS as xhtml_write.h writes them. */
void xhtml_in_quotation(xhtml_reader *r, uint32_t node, const xhtml_item *item);
/** Before inline content: opens the paragraph that bare words in a wrapper need. */
void xhtml_in_ready(xhtml_reader *r);
/** Before a block: closes that paragraph. */
void xhtml_in_block(xhtml_reader *r);

/** xhtml_read_origin.c: what NODE of KIND was in TEI; true if ITEM says so; what it is in MathML. */
void xhtml_in_origin(xhtml_reader *r, uint32_t node, uint32_t kind, const xhtml_item *item);
bool xhtml_in_has_origin(const xhtml_reader *r, const xhtml_item *item);
void xhtml_in_math(xhtml_reader *r, uint32_t node, const xhtml_item *item);

/** xhtml_read.c: leaves the section NODE and those in it. */
void xhtml_leave_section(xhtml_reader *r, uint32_t node);
/** xhtml_read_own.c: the page's body begins; a section's element ends; something comes behind a section that ended;
 * true if ITEM comes behind no section (notes); made by the writer for notes at the end; a heading that HTML has no
 * element for; attributes of items, notes; alignment of cells and paragraphs. */
void xhtml_own_body(xhtml_reader *r, const xhtml_item *item);
void xhtml_own_section_end(xhtml_reader *r, uint32_t node);
void xhtml_own_flush(xhtml_reader *r);
bool xhtml_own_goes_on(const xhtml_reader *r, const xhtml_item *item);
bool xhtml_own_is_made(const xhtml_reader *r, const xhtml_item *item);
bool xhtml_own_is_heading(const xhtml_reader *r, const xhtml_item *item);
void xhtml_own_item(xhtml_reader *r, uint32_t list, uint32_t node, const xhtml_item *item);
void xhtml_own_note(xhtml_reader *r, pecia_note *entry, const xhtml_item *item);
void xhtml_own_cell(xhtml_reader *r, uint32_t node, const xhtml_item *item);

/** An element that stands for nothing: what it holds stands in its place. */
uint32_t xhtml_in_wrap(xhtml_reader *r, uint32_t index);
/** xhtml_read_sections.c: an element of a section, a heading begins; true in a group of headings behind its first. */
uint32_t xhtml_start_section(xhtml_reader *r, uint32_t index);
uint32_t xhtml_start_heading(xhtml_reader *r, uint32_t index);
bool xhtml_in_heading(xhtml_reader *r);
/** True where a section may be opened; ends the sections of LEVEL and below, back to the element
 * that they stand in; the section for a heading of LEVEL and ENTRY of the navigation (0: none), 0 on failure. */
bool xhtml_at_section_level(const xhtml_reader *r);
void xhtml_end_sections(xhtml_reader *r, uint32_t level);
uint32_t xhtml_open_section(xhtml_reader *r, uint32_t level, uint32_t entry);

/** xhtml_read_toc.c: the body begins; an element that may be a place; the page break there (true: that is all of it).
 */
void xhtml_toc_begin_page(xhtml_reader *r);
void xhtml_toc_at(xhtml_reader *r, const xhtml_item *item);
bool xhtml_toc_break(xhtml_reader *r, const xhtml_item *item);
/** The level of a heading that says LEVEL, and its entry, which is met thereby; the level alone; a section element
 * begins; true if one that ends goes on. */
uint32_t xhtml_toc_level(xhtml_reader *r, uint32_t level, uint32_t *entry);
uint32_t xhtml_toc_peek(const xhtml_reader *r, uint32_t level);
void xhtml_toc_section(xhtml_reader *r, uint32_t index);
bool xhtml_toc_goes_on(const xhtml_reader *r, const xhtml_section *section);
/** True if the block at INDEX is a heading, which is open then; a division without a heading begins. */
bool xhtml_toc_block(xhtml_reader *r, uint32_t index);
void xhtml_toc_division(xhtml_reader *r);
/** True if ITEM reads like "IV" or "Chapter 1": what may stand above a title. */
bool xhtml_is_number_line(xhtml_reader *r, const xhtml_item *item);
/** True if the block ITEM has words or a picture of its own. */
bool xhtml_shows(const xhtml_reader *r, const xhtml_item *item);

/** xhtml_read_display.c: true if the element is hidden; a phrase that is set as a block begins, has ended. */
bool xhtml_read_display(xhtml_reader *r, uint32_t index, uint32_t *next);
void xhtml_end_display(xhtml_reader *r, const xhtml_item *end);

/** xhtml_read_front.c: true if the page shows nothing but the cover; the title page begins, ends. */
bool xhtml_front_skips(xhtml_reader *r, uint32_t body);
void xhtml_front_begin(xhtml_reader *r, uint32_t body);
void xhtml_front_end(xhtml_reader *r);
/** Leaves out the title page or cover at INDEX. */
uint32_t xhtml_front_hide(xhtml_reader *r, uint32_t index);
/** True if ITEM calls itself title page or cover. */
bool xhtml_is_title_page(const xhtml_reader *r, const xhtml_item *item);

/** Each deals with the START item at INDEX and returns the index to go on with. */
uint32_t xhtml_read_block(xhtml_reader *r, uint32_t index);
uint32_t xhtml_read_inline(xhtml_reader *r, uint32_t index);
/** xhtml_bodies.c: finds the bodies of notes on the page; true if the next of them is the first that the element at
 * INDEX holds; if it is that element's neighbour. */
void xhtml_find_bodies(xhtml_reader *r);
bool xhtml_begins_with_body(const xhtml_reader *r, uint32_t index);
bool xhtml_comes_before_body(const xhtml_reader *r, uint32_t index);
/** xhtml_read_marks.c, xhtml_read_notes.c, xhtml_read_labels.c: true if the element is a note's mark or a back link, a
 * typed note, the beginning of a body that was found, the label of the note that begins; it was dealt with and *NEXT is
 * where to go on. */
bool xhtml_read_mark(xhtml_reader *r, uint32_t index, uint32_t *next);
bool xhtml_read_note(xhtml_reader *r, uint32_t index, uint32_t *next);
bool xhtml_read_body(xhtml_reader *r, uint32_t index, uint32_t *next);
bool xhtml_read_label(xhtml_reader *r, uint32_t index, uint32_t *next);
bool xhtml_is_back_link(xhtml_reader *r, const xhtml_item *item);
/** True if TEXT holds a letter or a digit: brackets, full stops and arrows are none. */
bool xhtml_has_letters(pecia_str text);
/** TEXT, the first of a note, without its label. */
pecia_str xhtml_without_label(xhtml_reader *r, pecia_str text);
/** True if all that the element holds is the mark of a note; if the text at INDEX ends with the bracket of one. */
bool xhtml_holds_mark_only(xhtml_reader *r, uint32_t index);
bool xhtml_brackets_mark(xhtml_reader *r, uint32_t index);
/** The number in the builder of the note that marks lead to by KEY ("path#id"). */
uint32_t xhtml_note_for(xhtml_reader *r, pecia_str key);
bool xhtml_is_typed_note(const xhtml_reader *r, const xhtml_item *item);
/** xhtml_read_sections.c: true if ITEM says that it holds verse; that it prints notes. */
bool xhtml_holds_verse(const xhtml_reader *r, const xhtml_item *item);
bool xhtml_prints_notes(const xhtml_reader *r, const xhtml_item *item);
/** A copy of TEXT that lives as long as the job. */
pecia_str xhtml_keep(xhtml_reader *r, pecia_str text);
/** A page break, if it is one. */
bool xhtml_read_page_break(xhtml_reader *r, uint32_t index, uint32_t *next);

/** xhtml_read_drama.c: true if the block at INDEX is of a drama, and open. */
bool xhtml_read_drama(xhtml_reader *r, uint32_t index);

/* xhtml_read_manners.c: the manners of others */
/** True if ITEM is set in a box beside the text: advice, a side bar. */
bool xhtml_is_box(const xhtml_reader *r, const xhtml_item *item);
/** True if ITEM is a block quotation, one with its source, the source. */
bool xhtml_is_quotation(const xhtml_reader *r, const xhtml_item *item);
bool xhtml_is_citation(const xhtml_reader *r, const xhtml_item *item);
bool xhtml_is_attribution(const xhtml_reader *r, const xhtml_item *item);
/** True if the phrase ITEM is all of a line of verse. */
bool xhtml_is_whole_line(const xhtml_reader *r, const xhtml_item *item);
/** True if ITEM is the number of a printed page; and the number in its WORDS. */
bool xhtml_is_page_number(const xhtml_reader *r, const xhtml_item *item);
pecia_str xhtml_page_number(pecia_str words);
/** True if ITEM is a stanza, a poem. */
bool xhtml_is_stanza(const xhtml_reader *r, const xhtml_item *item);
bool xhtml_is_poem(const xhtml_reader *r, const xhtml_item *item);
/** Where the note ITEM, which stands in the text, is printed ("margin", "foot", "end"); NULL if it is none. The label
 * of the one at INDEX; absent if it has none. True if ITEM only shows such a note, or repeats its mark. */
const char *xhtml_inline_note(const xhtml_reader *r, const xhtml_item *item);
pecia_str xhtml_inline_label(xhtml_reader *r, uint32_t index);
bool xhtml_is_note_switch(const xhtml_reader *r, const xhtml_item *item);
/** True if ITEM is a link that a heading has to itself. */
bool xhtml_is_permalink(xhtml_reader *r, const xhtml_item *item);

#endif
