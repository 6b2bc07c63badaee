/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_sections.c: sections, made by elements or by headings, and headings.
 */
#include "common/xhtml_reader.h"

static bool push_section(xhtml_reader *r, uint32_t node, uint32_t level, bool by_element) {
    r->status =
        pecia_grow(r->host, r->job, &r->sections, &r->section_capacity, r->section_count + 1, sizeof *r->sections);
    if (r->status == PECIA_OK)
        r->sections[r->section_count++] = (xhtml_section){.node = node, .level = level, .by_element = by_element};
    return r->status == PECIA_OK;
}

/* True where a section may be opened: nothing but wrappers and sections is open on this page, and no paragraph that an
 * inline without a node of its own keeps open. */
bool xhtml_at_section_level(const xhtml_reader *r) {
    for (uint64_t i = 0; i < r->count; i++)
        if (r->open[i].has_paragraph || r->open[i].box || (r->open[i].node && !r->open[i].section))
            return false;
    return true;
}

bool xhtml_prints_notes(const xhtml_reader *r, const xhtml_item *item) {
    return xhtml_in_is(r, item, "endnotes", "doc-endnotes") || xhtml_in_is(r, item, "footnotes", NULL) ||
           xhtml_in_is(r, item, "rearnotes", NULL) || xhtml_in_has_class(r, item, "footnotes") ||
           xhtml_in_has_class(r, item, "endnotes") || xhtml_in_has_class(r, item, "_idFootnotes") ||
           pecia_str_is(xhtml_in_value(r, item, XHTML_KEY_DATA_TYPE), "footnotes");
}

bool xhtml_holds_verse(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const types[] = {"z3998:verse", "z3998:poem", "z3998:hymn", "z3998:song", "z3998:lyrics"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (xhtml_in_is(r, item, types[i], NULL))
            return true;
    return xhtml_is_poem(r, item);
}

/* All front, body or back matter in one element, which is no division of its own: it has divisions and no heading. */
static bool is_matter(const xhtml_reader *r, const xhtml_item *item) {
    const xhtml_item *at = item + 1, *end = r->page.items + item->end;
    bool matter = xhtml_in_is(r, item, "frontmatter", NULL) || xhtml_in_is(r, item, "bodymatter", NULL) ||
                  xhtml_in_is(r, item, "backmatter", NULL);
    for (; matter && !r->own && at < end; at++) {
        if (at->type != XHTML_START)
            continue;
        if (at->tag != XHTML_section)
            return false;
        at = r->page.items + at->end;
    }
    return matter && !r->own;
}

uint32_t xhtml_start_section(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    if (!xhtml_at_section_level(r) || xhtml_own_is_made(r, item) || is_matter(r, item))
        return xhtml_in_wrap(r, index);
    xhtml_toc_section(r, index);
    xhtml_in *in = xhtml_in_push(r, item, PECIA_SECTION);
    in->wraps = in->section = true;
    if (!push_section(r, in->node, 0, true))
        return index + 1;
    pecia_str type = xhtml_in_value(r, item, XHTML_KEY_DATA_TYPE), types = xhtml_in_value(r, item, XHTML_KEY_TYPE);
    if (!type.size)
        type = xhtml_prints_notes(r, item) ? PECIA_STR("notes") : pecia_str_word(&types);
    if (type.size)
        r->build->set(r->builder, in->node, PECIA_TYPE, type);
    xhtml_in_set(r, in->node, PECIA_ROLE, item, XHTML_KEY_DATA_ROLE);
    xhtml_in_set(r, in->node, PECIA_N, item, XHTML_KEY_DATA_N);
    in->verse = xhtml_holds_verse(r, item);
    r->verse += in->verse;
    return index + 1;
}

/* Sections that a heading of LEVEL ends: those of its level and below, back to the element it stands in. */
void xhtml_end_sections(xhtml_reader *r, uint32_t level) {
    while (r->section_count) {
        const xhtml_section *last = &r->sections[r->section_count - 1];
        if (last->by_element || last->level < level)
            return;
        uint32_t node = last->node;
        r->section_count--;
        r->build->leave_to(r->builder, node);
    }
}

uint32_t xhtml_open_section(xhtml_reader *r, uint32_t level, uint32_t entry) {
    xhtml_section *last = r->section_count ? &r->sections[r->section_count - 1] : NULL;
    if (last && last->by_element && !last->level && !last->has_content) {
        last->level = level;
        last->entry = entry;
        return last->node;
    }
    xhtml_end_sections(r, level);
    r->build->enter(r->builder, PECIA_SECTION);
    uint32_t node = r->build->last(r->builder);
    if (!push_section(r, node, level, false))
        return 0;
    r->sections[r->section_count - 1].entry = entry;
    return node;
}

/* True in a group of headings behind its first. */
bool xhtml_in_heading(xhtml_reader *r) {
    for (uint64_t i = r->count; i-- > 1;)
        if (r->open[i].tag == XHTML_hgroup) {
            bool first = !r->open[i].head;
            r->open[i].head = true;
            return !first;
        }
    return false;
}

uint32_t xhtml_start_heading(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    uint32_t level = (uint32_t)(item->tag - XHTML_h1) + 1;
    if (!item->holds_text) { /* no words, no section */
        xhtml_toc_division(r);
        return xhtml_in_wrap(r, index);
    }
    if (r->front_node) { /* the title page has one title, and no sections */
        bool first = !r->sections[r->section_count - 1].has_content;
        r->sections[r->section_count - 1].has_content = true;
        xhtml_in_push(r, item, first ? PECIA_HEADING : PECIA_PARAGRAPH);
        return index + 1;
    }
    xhtml_section *last = r->section_count ? &r->sections[r->section_count - 1] : NULL;
    bool number = !r->own && xhtml_is_number_line(r, item), bare = last && !r->own && !last->has_content;
    bool more = (bare && r->awaits == last->node) || (last && !r->own && xhtml_in_heading(r)) ||
                (bare && !number && r->numbered == last->node && last->level == xhtml_toc_peek(r, level));
    r->numbered = 0;
    r->awaits = 0;
    if (more || !xhtml_at_section_level(r) ||
        (r->own && last && last->by_element)) { /* our sections are all elements */
        xhtml_in_push(r, item, PECIA_HEADING);
        return index + 1;
    }
    uint32_t entry, found = xhtml_toc_level(r, level, &entry);
    /* In our own single page every section is an element: this is a heading without one. */
    if (!(r->own && r->is_single && !(last && last->by_element && !last->level && !last->has_content)))
        r->numbered = xhtml_open_section(r, found, entry);
    r->numbered = number ? r->numbered : 0;
    xhtml_in_push(r, item, PECIA_HEADING);
    return index + 1;
}
