/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_toc.c: titles and levels that only the navigation of the book tells.
 *
 * An entry waits until its place on the page is met. The heading that comes next is its own, and stands a level below
 * that of the entry around it at least; without a heading its title may be printed in paragraphs, which then are the
 * heading; else the page is a division without a heading, named by the entry.
 */
#include "common/xhtml_reader.h"

enum { AHEAD = 64, SHORT = 80 };

static xhtml_entry *waiting(const xhtml_reader *r) {
    return r->toc && r->entry ? &r->toc->entries[r->entry - 1] : NULL;
}

/* ---------------------------------------------------------------- where entries lead */

/* "path#id" in ROOM; empty if it does not fit. */
static pecia_str place_of(const xhtml_reader *r, pecia_str id, char *room, uint64_t most) {
    if (r->path.size + id.size + 1 > most)
        return (pecia_str){room, 0};
    memcpy(room, r->path.data, r->path.size);
    room[r->path.size] = '#';
    if (id.size)
        memcpy(room + r->path.size + 1, id.data, id.size);
    return (pecia_str){room, r->path.size + id.size + 1};
}

static void await(xhtml_reader *r, pecia_str id) {
    char room[512];
    uint32_t number;
    pecia_str place = place_of(r, id, room, sizeof room);
    if (id.size && place.size && pecia_map_get(&r->toc->places, place, &number) && !r->toc->entries[number].level)
        r->entry = number + 1;
}

static void await_item(xhtml_reader *r, const xhtml_item *item) {
    await(r, xhtml_in_value(r, item, XHTML_KEY_ID));
    if (item->tag == XHTML_a)
        await(r, xhtml_in_value(r, item, XHTML_KEY_NAME));
}

/* What the element at INDEX begins with may be the place. */
static void await_within(xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    for (uint32_t i = index; i < items[index].end && i < index + 8; i++) {
        if (items[i].type == XHTML_TEXT && pecia_str_trim(xhtml_page_item_text(&r->page, &items[i])).size)
            return;
        if (items[i].type == XHTML_START)
            await_item(r, &items[i]);
    }
}

void xhtml_toc_begin_page(xhtml_reader *r) {
    uint32_t first = 0, number;
    r->entry = r->awaits = 0;
    r->title_rest.size = 0;
    r->on_page = r->toc && !r->own && pecia_map_get(&r->toc->pages, r->path, &first);
    for (uint64_t i = 0; r->toc && i < r->section_count && (r->on_page || r->own); i++)
        if (r->sections[i].kept && (r->own || !xhtml_toc_within(r->toc, first + 1, r->sections[i].entry))) {
            xhtml_leave_section(r, r->sections[i].node);
            break;
        }
    if (r->on_page && pecia_map_get(&r->toc->places, xhtml_place(r->host, r->job, r->path, PECIA_STR("")), &number) &&
        !r->toc->entries[number].level)
        r->entry = number + 1;
}

void xhtml_toc_at(xhtml_reader *r, const xhtml_item *item) {
    if (r->on_page && !r->in_notes)
        await_item(r, item);
}

bool xhtml_toc_break(xhtml_reader *r, const xhtml_item *item) {
    pecia_str id = xhtml_in_value(r, item, XHTML_KEY_ID);
    uint32_t number;
    if (!r->toc || r->own || !r->toc->breaks.count)
        return false;
    if (!id.size && item->tag == XHTML_a)
        id = xhtml_in_value(r, item, XHTML_KEY_NAME);
    char room[512];
    pecia_str place = place_of(r, id, room, sizeof room);
    if ((!id.size && item->tag != XHTML_body) || !place.size || !pecia_map_get(&r->toc->breaks, place, &number))
        return false;
    bool empty = item->end == (uint32_t)(item - r->page.items) + 1;
    if (xhtml_tag_class(item->tag) == XHTML_CLASS_BLOCK)
        xhtml_in_block(r);
    r->build->leaf(r->builder, PECIA_PAGE_BREAK);
    uint32_t node = r->build->last(r->builder);
    if (empty)
        xhtml_in_common(r, node, item);
    r->build->set(r->builder, node, PECIA_N, r->toc->labels[number]);
    return empty && !xhtml_in_value(r, item, XHTML_KEY_HREF).size;
}

/* ---------------------------------------------------------------- levels */

uint32_t xhtml_toc_peek(const xhtml_reader *r, uint32_t level) {
    const xhtml_entry *entry = waiting(r);
    uint32_t around = entry ? xhtml_toc_around(r->toc, entry) : 0;
    if (entry)
        return around && level <= around ? around + 1 : level;
    return r->toc && !r->own ? level + r->deeper : level;
}

uint32_t xhtml_toc_level(xhtml_reader *r, uint32_t level, uint32_t *number) {
    xhtml_entry *entry = waiting(r);
    uint32_t found = xhtml_toc_peek(r, level);
    *number = r->entry;
    if (entry) {
        entry->level = found;
        r->deeper = found - level;
    }
    r->entry = 0;
    return found;
}

/* The level of the first heading of the element at INDEX, if no words stand before it; 0 if there is none. */
static uint32_t first_heading(const xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    for (uint32_t i = index; i < items[index].end; i++) {
        if (items[i].type == XHTML_TEXT && pecia_str_trim(xhtml_page_item_text(&r->page, &items[i])).size)
            return 0;
        if (items[i].type == XHTML_START && items[i].tag >= XHTML_h1 && items[i].tag <= XHTML_h6 && items[i].holds_text)
            return (uint32_t)(items[i].tag - XHTML_h1) + 1;
    }
    return 0;
}

void xhtml_toc_section(xhtml_reader *r, uint32_t index) {
    if (r->own)
        return;
    if (r->on_page)
        await_within(r, index);
    uint32_t level = first_heading(r, index);
    if (level || waiting(r))
        xhtml_end_sections(r, xhtml_toc_peek(r, level ? level : 1));
}

bool xhtml_toc_goes_on(const xhtml_reader *r, const xhtml_section *section) {
    const xhtml_entry *entry = r->toc && section->entry ? &r->toc->entries[section->entry - 1] : NULL;
    return entry && entry->has_more && !r->toc->entries[section->entry].level &&
           !pecia_str_equal(r->toc->entries[section->entry].path, r->path);
}

/* ---------------------------------------------------------------- titles in paragraphs, divisions without any */

static bool is_line(const xhtml_item *item) {
    return item->type == XHTML_START && item->holds_text && !item->holds_blocks &&
           (item->tag == XHTML_p || item->tag == XHTML_div || item->tag == XHTML_center);
}

/* Most paragraphs are longer than a number or a title: their words need not be put together. */
static bool is_short(const xhtml_reader *r, const xhtml_item *item) {
    uint64_t size = 0;
    for (const xhtml_item *at = item; at < r->page.items + item->end && size < SHORT; at++)
        size += at->type == XHTML_TEXT ? pecia_str_trim(xhtml_page_item_text(&r->page, at)).size : 0;
    return size > 0 && size < SHORT;
}

/* "Chapter 1", "IV", or what is called a number. */
bool xhtml_is_number_line(xhtml_reader *r, const xhtml_item *item) {
    if (!is_short(r, item))
        return false;
    pecia_str words = xhtml_in_words(r, item), rest = words, last = words, word, classes;
    classes = xhtml_in_value(r, item, XHTML_KEY_CLASS);
    for (const xhtml_item *at = item; at < r->page.items + item->end; at++)
        if (at->type == XHTML_START &&
            (xhtml_is_page_number(r, at) || xhtml_in_is(r, at, "pagebreak", "doc-pagebreak")))
            return false;
    bool called = memmem(classes.data ? classes.data : "", classes.size, "num", 3) != NULL;
    while ((word = pecia_str_word(&rest)).size)
        last = word;
    for (uint64_t i = 0; i < last.size && !called; i++)
        if (!strchr("0123456789.:IVXLC", last.data[i]))
            return false;
    return words.size > 0 && words.size < 40;
}

static bool begins_title(xhtml_reader *r, const xhtml_item *item, pecia_str title) {
    return xhtml_toc_take(&title, xhtml_in_words(r, item));
}

/* The level of the heading that comes next on the page: it says TITLE, or only its number stands above it; else 0. */
static uint32_t heading_ahead(xhtml_reader *r, uint32_t index, pecia_str title) {
    const xhtml_page *page = &r->page;
    bool numbers = true;
    for (uint32_t i = index; i < page->count && i < index + AHEAD; i++) {
        const xhtml_item *item = &page->items[i];
        if (item->type == XHTML_TEXT && pecia_str_trim(xhtml_page_item_text(page, item)).size)
            numbers = false; /* in no line of its own */
        if (item->type != XHTML_START)
            continue;
        if (item->tag >= XHTML_h1 && item->tag <= XHTML_h6 && item->holds_text) {
            pecia_str rest = title, bare = xhtml_toc_unnumbered(title), words = xhtml_in_words(r, item);
            bool same = (xhtml_toc_take(&rest, words) && xhtml_toc_is_done(rest)) ||
                        (xhtml_toc_take(&bare, words) && xhtml_toc_is_done(bare));
            return numbers || same ? (uint32_t)(item->tag - XHTML_h1) + 1 : 0;
        }
        if (is_line(item)) {
            numbers = numbers && (xhtml_is_number_line(r, item) || (title.size && begins_title(r, item, title)));
            i = item->end;
        } else if (item->tag == XHTML_img || item->tag == XHTML_image) {
            numbers = false;
        }
    }
    return 0;
}

bool xhtml_shows(const xhtml_reader *r, const xhtml_item *item) {
    static const uint8_t seen[] = {XHTML_img,  XHTML_svg,   XHTML_image, XHTML_object,
                                   XHTML_math, XHTML_video, XHTML_audio};
    const xhtml_item *end = r->page.items + item->end;
    if (item->holds_text)
        return true;
    for (const xhtml_item *at = item; at < end && at < item + 12 && !item->holds_blocks; at++)
        if (at->type == XHTML_START && memchr(seen, at->tag, sizeof seen))
            return true;
    return false;
}

/* The paragraphs from INDEX on say TITLE, all of it: *REST is what is left behind the first. */
static bool says(xhtml_reader *r, uint32_t index, pecia_str title, pecia_str *rest) {
    const xhtml_page *page = &r->page;
    bool first = true;
    for (uint32_t i = index; i < page->count && i < index + AHEAD; i++) {
        const xhtml_item *item = &page->items[i];
        if (!is_line(item))
            continue;
        if (!xhtml_toc_take(&title, xhtml_in_words(r, item)))
            return false;
        if (first)
            *rest = title;
        if (xhtml_toc_is_done(title))
            return true;
        first = false;
        i = item->end;
    }
    return false;
}

/* The next line behind that at INDEX; 0 if something else comes first. */
static uint32_t line_behind(const xhtml_reader *r, uint32_t index) {
    const xhtml_page *page = &r->page;
    uint32_t i = page->items[index].end + 1;
    while (i < page->count && !is_line(&page->items[i]) &&
           (page->items[i].type != XHTML_TEXT || !pecia_str_trim(xhtml_page_item_text(page, &page->items[i])).size) &&
           i < page->items[index].end + 8)
        i++;
    return i < page->count && is_line(&page->items[i]) ? i : 0;
}

static bool says_entry(xhtml_reader *r, uint32_t index, pecia_str title, pecia_str *rest) {
    pecia_str bare = xhtml_toc_unnumbered(xhtml_in_words(r, &r->page.items[index])), short_title = title, bare_title;
    if (says(r, index, title, rest) || says(r, index, xhtml_toc_unnumbered(title), rest))
        return true;
    uint32_t behind = line_behind(r, index);
    if (behind && xhtml_is_number_line(r, &r->page.items[index]) && xhtml_at_section_level(r) &&
        (says(r, behind, title, &bare_title) || says(r, behind, xhtml_toc_unnumbered(title), &bare_title))) {
        *rest = xhtml_toc_unnumbered(title);
        return true;
    }
    *rest = (pecia_str){NULL, 0};
    return xhtml_toc_take(&short_title, bare) && xhtml_toc_is_done(short_title);
}

static uint32_t open_section(xhtml_reader *r, uint32_t heading) {
    uint32_t number, level = xhtml_toc_level(r, heading, &number);
    return xhtml_open_section(r, level, number);
}

void xhtml_toc_division(xhtml_reader *r) {
    xhtml_entry *entry = waiting(r);
    if (!entry)
        return;
    pecia_str title = entry->title;
    if (!entry->is_page || !xhtml_at_section_level(r)) {
        r->entry = 0;
        return;
    }
    uint32_t node = open_section(r, 1);
    if (node && title.size)
        r->build->set(r->builder, node, PECIA_N, title);
}

bool xhtml_toc_block(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    bool heading = item->tag >= XHTML_h1 && item->tag <= XHTML_h6, line = is_line(item);
    if (r->title_rest.size && line && !heading && xhtml_toc_take(&r->title_rest, xhtml_in_words(r, item))) {
        xhtml_in_push(r, item, PECIA_HEADING);
        return true;
    }
    if (r->own || r->is_single || r->in_notes || heading || item->tag == XHTML_section || !xhtml_shows(r, item) ||
        !xhtml_at_section_level(r)) {
        if (r->on_page && !r->in_notes)
            await_within(r, index);
        return false;
    }
    if (r->on_page)
        await_within(r, index);
    xhtml_entry *entry = waiting(r);
    pecia_str title = entry && entry->is_page ? entry->title : (pecia_str){NULL, 0};
    bool above = line && (xhtml_is_number_line(r, item) || (title.size && begins_title(r, item, title)));
    uint32_t ahead = entry || above ? heading_ahead(r, index, title) : 0;
    if (line && (ahead ? above : entry && says_entry(r, index, entry->title, &r->title_rest))) {
        uint32_t node = open_section(r, ahead ? ahead : 1);
        r->awaits = ahead ? node : 0;
        xhtml_in_push(r, item, PECIA_HEADING);
        return true;
    }
    if (!ahead)
        xhtml_toc_division(r);
    return false;
}
