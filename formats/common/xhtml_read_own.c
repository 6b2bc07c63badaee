/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_own.c: what the pages of xhtml_write.h say beyond HTML: sections that go on over several pages, kinds of
 * headings, the states of items and cells.
 *
 * Such a page tells by data-level how many sections it stands in. A section that ends with its page may go on in the
 * next one, so it is left only when something comes behind it, or when the next page stands in fewer.
 */
#include "common/xhtml_reader.h"

/* Front and back matter go on from page to page. */
static void open_matter(xhtml_reader *r, const xhtml_item *item) {
    bool front = r->own && xhtml_in_is(r, item, "frontmatter", NULL);
    bool back = r->own && xhtml_in_is(r, item, "backmatter", NULL);
    if (r->section_count || (front == r->in_front && back == r->in_back))
        return;
    if (r->in_front || r->in_back)
        r->build->leave_to(r->builder, r->matter);
    r->in_front = front;
    r->in_back = back;
    if (!front && !back)
        return;
    r->build->enter(r->builder, PECIA_MATTER);
    r->matter = r->build->last(r->builder);
    r->build->set(r->builder, r->matter, PECIA_ROLE, front ? PECIA_STR("front") : PECIA_STR("back"));
}

void xhtml_own_body(xhtml_reader *r, const xhtml_item *item) {
    int64_t level;
    r->own = pecia_str_number(xhtml_in_value(r, item, XHTML_KEY_LEVEL), &level) && level >= 0;
    if (!r->own)
        xhtml_own_flush(r);
    else if (r->section_count > (uint64_t)level)
        xhtml_leave_section(r, r->sections[level].node);
    r->late = 0;
    open_matter(r, item);
}

void xhtml_own_section_end(xhtml_reader *r, uint32_t node) {
    xhtml_own_flush(r);
    for (uint64_t i = r->section_count; i-- > 0 && r->sections[i].node >= node;) {
        r->sections[i].by_element = false;
        r->sections[i].level = (uint32_t)i + 1;
        r->late++;
    }
}

void xhtml_own_flush(xhtml_reader *r) {
    if (r->late && r->section_count >= r->late)
        xhtml_leave_section(r, r->sections[r->section_count - r->late].node);
    r->late = 0;
}

bool xhtml_own_goes_on(const xhtml_reader *r, const xhtml_item *item) {
    return r->in_notes || item->tag == XHTML_aside ||
           (xhtml_tag_class(item->tag) == XHTML_CLASS_WRAP && item->tag != XHTML_section) ||
           (item->tag == XHTML_div && (xhtml_in_has_class(r, item, "notes") || xhtml_in_has_class(r, item, "note")));
}

bool xhtml_own_is_made(const xhtml_reader *r, const xhtml_item *item) {
    return r->own &&
           (xhtml_in_has_class(r, item, "made") || pecia_str_is(xhtml_in_value(r, item, XHTML_KEY_ID), "pecia-notes"));
}

bool xhtml_own_is_heading(const xhtml_reader *r, const xhtml_item *item) {
    return r->own && item->tag == XHTML_p &&
           (xhtml_in_has_class(r, item, "head") || xhtml_in_has_class(r, item, "subtitle"));
}

void xhtml_own_item(xhtml_reader *r, uint32_t list, uint32_t node, const xhtml_item *item) {
    int64_t checked;
    pecia_str label = xhtml_in_value(r, item, XHTML_KEY_DATA_N);
    if (!label.size)
        label = xhtml_in_value(r, item, XHTML_KEY_VALUE);
    if (label.size)
        r->build->set(r->builder, node, PECIA_N, label);
    if (pecia_str_number(xhtml_in_value(r, item, XHTML_KEY_CHECKED), &checked))
        r->build->set_number(r->builder, node, PECIA_CHECKED, checked);
    if (r->own && item->holds_text)
        r->build->set_number(r->builder, list, PECIA_TIGHT, 1);
}

void xhtml_own_cell(xhtml_reader *r, uint32_t node, const xhtml_item *item) {
    static const char *const aligns[] = {"left", "center", "right", "justify"};
    uint32_t align = xhtml_in_look(r, item).align;
    for (uint32_t i = 0; i < 4; i++)
        if (xhtml_in_has_class(r, item, aligns[i]))
            align = i + 1;
    if (align)
        r->build->set_number(r->builder, node, PECIA_ALIGN, align);
}

void xhtml_own_note(xhtml_reader *r, pecia_note *entry, const xhtml_item *item) {
    if (!r->own)
        return;
    entry->place = xhtml_keep(r, xhtml_in_value(r, item, XHTML_KEY_PLACE));
    entry->resp = xhtml_keep(r, xhtml_in_value(r, item, XHTML_KEY_RESP));
    entry->type = xhtml_keep(r, xhtml_in_value(r, item, XHTML_KEY_DATA_TYPE));
}
