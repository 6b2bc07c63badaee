/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_notes.c: the notes table and bodies of notes: typed ones, and those that xhtml_bodies.c found; page
 * breaks.
 */
#include "common/xhtml_reader.h"

/* ---------------------------------------------------------------- the notes table */

pecia_str xhtml_keep(xhtml_reader *r, pecia_str text) {
    return text.size ? pecia_copy(r->host, r->job, text) : (pecia_str){NULL, 0};
}

static uint32_t new_note(xhtml_reader *r, pecia_note entry) {
    uint32_t note = 0;
    if (r->status == PECIA_OK)
        r->status = r->build->note(r->builder, &entry, &note);
    if (r->status == PECIA_OK)
        r->status = pecia_grow(r->host, r->job, &r->entries, &r->note_capacity, (uint64_t)note + 1, sizeof *r->entries);
    if (r->status == PECIA_OK)
        r->status = pecia_grow(r->host, r->job, &r->has_body, &r->body_capacity, (uint64_t)note + 1, 1);
    if (r->status != PECIA_OK)
        return 0;
    r->entries[note] = entry;
    r->has_body[note] = 0;
    return note;
}

uint32_t xhtml_note_for(xhtml_reader *r, pecia_str key) {
    uint32_t note, mark;
    if (pecia_map_get(&r->survey.notes, key, &mark)) /* several places may be those of one body */
        key = r->survey.links[mark].target;
    if (pecia_map_get(&r->notes, key, &note))
        return note;
    note = new_note(r, (pecia_note){.label = {NULL, 0}});
    if (r->status == PECIA_OK)
        r->status = pecia_map_put(&r->notes, key, note);
    return note;
}

/* ---------------------------------------------------------------- bodies */

bool xhtml_is_typed_note(const xhtml_reader *r, const xhtml_item *item) {
    return item->tag != XHTML_a &&
           ((r->own && xhtml_in_has_class(r, item, "note")) || xhtml_in_is(r, item, "footnote", "doc-footnote") ||
            xhtml_in_is(r, item, "endnote", "doc-endnote") || xhtml_in_is(r, item, "rearnote", NULL) ||
            pecia_str_is(xhtml_in_value(r, item, XHTML_KEY_DATA_TYPE), "footnote"));
}

/* The mark of a body that no mark leads to, as xhtml_write.h prints it. */
static pecia_str printed_label(xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    for (uint32_t i = index; i < items[index].end && i < index + 8; i++)
        if (items[i].type == XHTML_START && items[i].tag == XHTML_span && xhtml_in_is(r, &items[i], "backlink", NULL))
            return xhtml_in_words(r, &items[i]);
    return (pecia_str){NULL, 0};
}

/* Opens the body of NOTE, which begins at INDEX: an element of its own, or a run of them up to END. */
static void open_note(xhtml_reader *r, uint32_t index, uint32_t note, uint32_t end) {
    const xhtml_item *item = &r->page.items[index];
    r->has_body[note] = 1;
    if (xhtml_tag_class(item->tag) == XHTML_CLASS_BLOCK)
        xhtml_in_block(r);
    pecia_str id = xhtml_in_value(r, item, XHTML_KEY_ID);
    if (id.size && !pecia_str_begins(id, "pecia-"))
        r->entries[note].id = xhtml_keep(r, xhtml_in_id(r, r->path, id));
    xhtml_own_note(r, &r->entries[note], item);
    r->build->note_update(r->builder, note, &r->entries[note]);
    if ((!r->own || item->tag == XHTML_li) && !xhtml_inline_note(r, item))
        r->build->note_slot(r->builder, note);
    r->build->note_enter(r->builder, note, PECIA_NOTE_IN_PLACE);
    xhtml_in *in = xhtml_in_push(r, item, 0);
    in->node = r->build->last(r->builder);
    in->kind = PECIA_NOTE;
    in->is_note = true;
    in->until = end;
    in->wraps = end > 0;
    xhtml_in_set(r, in->node, PECIA_LANG, item, XHTML_KEY_LANG);
    xhtml_in_origin(r, in->node, PECIA_NOTE, item);
    r->in_notes++;
    r->trim = XHTML_TRIM_SPACE;
}

/* What the body of the note that marks lead to by KEY may begin with. */
static void expect_label(xhtml_reader *r, pecia_str key, uint32_t note) {
    uint32_t first;
    r->note_begins = !r->own;
    r->label = r->entries[note].label;
    r->leads_back = true;
    if (!r->note_begins || !key.size || !pecia_map_get(&r->survey.notes, key, &first))
        return;
    const xhtml_link *link = &r->survey.links[first];
    r->leads_back = xhtml_leads_back(&r->survey, link);
    if (link->label_size)
        r->label = (pecia_str){link->label, link->label_size};
}

/* Elements that a note may be, so that nothing is left of them. */
static bool is_container(uint32_t tag) {
    return tag == XHTML_li || tag == XHTML_aside || tag == XHTML_div || tag == XHTML_p || tag == XHTML_section ||
           tag == XHTML_dd || tag == XHTML_blockquote || tag == XHTML_table;
}

static uint32_t enter_note(xhtml_reader *r, uint32_t index, uint32_t note, uint32_t end) {
    const xhtml_item *item = &r->page.items[index];
    if (end != item->end + 1 || !is_container(item->tag)) {
        open_note(r, index, note, end);
        r->entered = index + 1; /* the element itself is still to be read */
        return index;
    }
    open_note(r, index, note, 0);
    if (item->tag == XHTML_p) { /* the body is this paragraph */
        r->build->enter(r->builder, PECIA_PARAGRAPH);
        xhtml_in_top(r)->has_paragraph = true;
    }
    return index + 1;
}

bool xhtml_read_body(xhtml_reader *r, uint32_t index, uint32_t *next) {
    while (r->next_body < r->body_count && r->bodies[r->next_body].start < index)
        r->next_body++;
    if (r->next_body == r->body_count || r->bodies[r->next_body].start != index)
        return false;
    const xhtml_body *body = &r->bodies[r->next_body++];
    pecia_str key = r->survey.links[body->mark].target;
    uint32_t note = xhtml_note_for(r, key);
    if (r->status != PECIA_OK || r->has_body[note] || xhtml_tag_class(r->page.items[index].tag) == XHTML_CLASS_VOID)
        return false;
    *next = enter_note(r, index, note, body->end);
    expect_label(r, key, note);
    return true;
}

/* A mark that the writer made of one without a body. */
static bool read_lost_mark(xhtml_reader *r, const xhtml_item *item) {
    if (!r->own || item->tag != XHTML_sup || !xhtml_in_has_class(r, item, "mark"))
        return false;
    uint32_t lost = new_note(r, (pecia_note){.label = xhtml_in_words(r, item)});
    xhtml_in_ready(r);
    if (r->status == PECIA_OK)
        r->status = r->build->note_ref(r->builder, lost, xhtml_in_words(r, item));
    return true;
}

/* A note that stands where its mark is, and what shows it, which is left out. */
static bool read_inline_note(xhtml_reader *r, uint32_t index, uint32_t *next) {
    const xhtml_item *item = &r->page.items[index];
    if (xhtml_is_note_switch(r, item))
        return true;
    const char *place = r->in_notes ? NULL : xhtml_inline_note(r, item);
    if (!place || item->end == index)
        return false;
    pecia_str label = xhtml_keep(r, xhtml_inline_label(r, index));
    uint32_t note = new_note(r, (pecia_note){.place = pecia_str_of(place), .label = label});
    xhtml_in_ready(r);
    if (r->status == PECIA_OK)
        r->status = r->build->note_ref(r->builder, note, label);
    if (r->status != PECIA_OK)
        return true;
    open_note(r, index, note, 0);
    *next = index + 1;
    return true;
}

bool xhtml_read_note(xhtml_reader *r, uint32_t index, uint32_t *next) {
    const xhtml_item *item = &r->page.items[index];
    uint32_t note = 0;
    *next = item->end + 1;
    if (read_inline_note(r, index, next))
        return true;
    if (r->in_notes && item->tag == XHTML_span &&
        (xhtml_in_is(r, item, "backlink", NULL) || (r->own && xhtml_in_has_class(r, item, "note-label")))) {
        r->trim = XHTML_TRIM_SPACE;
        return true;
    }
    if (read_lost_mark(r, item))
        return true;
    if (!xhtml_is_typed_note(r, item) || xhtml_tag_class(item->tag) == XHTML_CLASS_VOID || r->entered == index + 1)
        return false;
    pecia_str id = xhtml_in_value(r, item, XHTML_KEY_ID);
    pecia_str key = id.size ? xhtml_place(r->host, r->job, r->path, id) : id;
    if (!r->own && r->in_notes && r->note_begins && !(key.size && pecia_map_get(&r->survey.notes, key, NULL)))
        return false; /* the same, called so within */
    note = key.size ? xhtml_note_for(r, key) : new_note(r, (pecia_note){.label = {NULL, 0}});
    if (r->status == PECIA_OK && !r->entries[note].label.size)
        r->entries[note].label = xhtml_keep(r, printed_label(r, index));
    if (r->status != PECIA_OK || r->has_body[note])
        return false;
    *next = enter_note(r, index, note, item->end + 1);
    expect_label(r, key, note);
    return true;
}

bool xhtml_read_page_break(xhtml_reader *r, uint32_t index, uint32_t *next) {
    const xhtml_item *item = &r->page.items[index];
    bool is_text = xhtml_is_page_number(r, item);
    bool unnumbered = r->own && item->tag == XHTML_span && xhtml_in_has_class(r, item, "page-break");
    if (!unnumbered && !is_text && !xhtml_in_is(r, item, "pagebreak", "doc-pagebreak"))
        return false;
    if (xhtml_tag_class(item->tag) == XHTML_CLASS_BLOCK)
        xhtml_in_block(r);
    pecia_str number = xhtml_in_value(r, item, XHTML_KEY_TITLE);
    if (!number.size)
        number = xhtml_in_value(r, item, XHTML_KEY_LABEL);
    if (is_text &&
        pecia_str_begins(number, "Page:")) /* the page of a wiki that shows the scan; the identifier is the number */
        number = xhtml_in_value(r, item, XHTML_KEY_ID);
    if (!number.size)
        number = is_text ? xhtml_page_number(xhtml_in_words(r, item)) : xhtml_in_words(r, item);
    r->build->leaf(r->builder, PECIA_PAGE_BREAK);
    uint32_t node = r->build->last(r->builder);
    xhtml_in_common(r, node, item);
    if (number.size && !pecia_str_is(number, "?"))
        r->build->set(r->builder, node, PECIA_N, number);
    xhtml_in_set(r, node, PECIA_FACS, item, XHTML_KEY_FACS);
    xhtml_in_set(r, node, PECIA_EDITION, item, XHTML_KEY_EDITION);
    xhtml_in_set(r, node, PECIA_BREAK, item, XHTML_KEY_BREAK);
    *next = item->end + 1;
    return true;
}
