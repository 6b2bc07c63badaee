/* SPDX-License-Identifier: MIT
 *
 * xhtml_bodies.c: where on a page the bodies of notes begin and end, from the places that marks lead to.
 *
 * A place names an element, or the first thing in one. The body is the block that begins there: the item, row, cell or
 * division around it when that begins there too; and what follows it up to the next body, while both stand side by
 * side. What ends a body: a heading, a rule.
 */
#include "common/xhtml_reader.h"

enum { AROUND = 8 };

/** A place that marks lead to. */
typedef struct spot {
    uint32_t item, mark; /* MARK: number of the first of them in the survey */
    uint32_t up[AROUND]; /* elements around it, the innermost first, that begin with it */
    uint32_t count;
    uint32_t parent; /* the element around all those */
} spot;

typedef struct finder {
    xhtml_reader *r;
    uint32_t *open; /* elements that are open; those that have words or a spot already come first */
    uint64_t depth, capacity, fresh;
    spot *spots;
    uint64_t count, spot_capacity;
    uint32_t run_parent, run_from, run_end, run_until; /* what end_in_parent found last */
} finder;

static bool is_note_place(const xhtml_reader *r, const xhtml_item *item, uint32_t key, uint32_t *mark) {
    pecia_str id = xhtml_in_value(r, item, key);
    return id.size && pecia_map_get(&r->survey.notes, xhtml_place(r->host, r->job, r->path, id), mark);
}

static void add_spot(finder *f, uint32_t index, uint32_t mark) {
    xhtml_reader *r = f->r;
    if (r->status == PECIA_OK)
        r->status = pecia_grow(r->host, r->job, &f->spots, &f->spot_capacity, f->count + 1, sizeof *f->spots);
    if (r->status != PECIA_OK)
        return;
    spot *found = &f->spots[f->count++];
    *found = (spot){.item = index, .mark = mark};
    for (uint64_t i = f->depth; i-- > f->fresh && found->count < AROUND;)
        found->up[found->count++] = f->open[i];
    uint64_t around = f->depth - found->count;
    found->parent = around ? f->open[around - 1] : 0;
    f->fresh = f->depth;
}

static void open_element(finder *f, uint32_t index) {
    xhtml_reader *r = f->r;
    const xhtml_item *item = &r->page.items[index];
    uint32_t mark;
    if (is_note_place(r, item, XHTML_KEY_ID, &mark) ||
        (item->tag == XHTML_a && is_note_place(r, item, XHTML_KEY_NAME, &mark)))
        add_spot(f, index, mark);
    if (r->status == PECIA_OK)
        r->status = pecia_grow(r->host, r->job, &f->open, &f->capacity, f->depth + 1, sizeof *f->open);
    if (r->status == PECIA_OK)
        f->open[f->depth++] = index;
}

/* Brackets before a mark are no words. */
static bool has_words(pecia_str text) {
    text = pecia_str_trim(text);
    return text.size > 1 || (text.size && text.data[0] != '[' && text.data[0] != '(');
}

static void find_spots(finder *f) {
    const xhtml_page *page = &f->r->page;
    for (uint32_t i = 0; i < page->count && f->r->status == PECIA_OK; i++) {
        const xhtml_item *item = &page->items[i];
        if (item->type == XHTML_START) {
            open_element(f, i);
        } else if (item->type == XHTML_END) {
            f->depth -= f->depth > 0;
            f->fresh = f->fresh < f->depth ? f->fresh : f->depth;
        } else if (item->type == XHTML_TEXT && has_words(xhtml_page_item_text(page, item))) {
            f->fresh = f->depth;
        }
    }
}

/* ---------------------------------------------------------------- from places to bodies */

/* "MsoFootnoteText" is how a paragraph of a note looks. */
static bool says_note(const xhtml_reader *r, const xhtml_item *item) {
    pecia_str names = xhtml_in_value(r, item, XHTML_KEY_CLASS), name;
    while ((name = pecia_str_word(&names)).size)
        if (memmem(name.data, name.size, "note", 4) && !pecia_str_ends(name, "s") && !pecia_str_begins(name, "Mso"))
            return true;
    return false;
}

/* "ftn1", "edn1": the division that a word processor puts around a note. */
static bool is_office_note(const xhtml_reader *r, const xhtml_item *item) {
    pecia_str id = xhtml_in_value(r, item, XHTML_KEY_ID);
    return item->tag == XHTML_div && id.size > 3 && (pecia_str_begins(id, "ftn") || pecia_str_begins(id, "edn")) &&
           id.data[3] >= '0' && id.data[3] <= '9';
}

/* An element that is the whole of the note that it begins with. */
static bool is_whole(const xhtml_reader *r, const xhtml_item *item) {
    return item->tag == XHTML_li || item->tag == XHTML_tr || item->tag == XHTML_aside || item->tag == XHTML_dd ||
           xhtml_is_typed_note(r, item) || is_office_note(r, item) ||
           ((item->tag == XHTML_div || item->tag == XHTML_p || item->tag == XHTML_section) && says_note(r, item));
}

/* The next element behind the END of ITEM with nothing but white space between; 0 if there is none. */
static uint32_t next_element(const xhtml_page *page, uint32_t after) {
    uint32_t i = after + 1;
    while (i < page->count && page->items[i].type == XHTML_TEXT &&
           !pecia_str_trim(xhtml_page_item_text(page, &page->items[i])).size)
        i++;
    return i < page->count && page->items[i].type == XHTML_START ? i : 0;
}

static bool is_block(const xhtml_page *page, uint32_t index) {
    return index && xhtml_tag_class(page->items[index].tag) == XHTML_CLASS_BLOCK;
}

/* True if the division DIV stands beside one that begins with the place OTHER. */
static bool is_beside(const xhtml_page *page, uint32_t div, const spot *other) {
    for (uint32_t i = 0; i < other->count; i++) {
        uint32_t up = other->up[i];
        if (page->items[up].tag == XHTML_div &&
            (next_element(page, page->items[up].end) == div || next_element(page, page->items[div].end) == up))
            return true;
    }
    return false;
}

/* A division that is one of a row of them, each with its note. */
static bool is_in_row(const finder *f, uint64_t which, uint32_t div) {
    const xhtml_page *page = &f->r->page;
    return page->items[div].tag == XHTML_div && ((which > 0 && is_beside(page, div, &f->spots[which - 1])) ||
                                                 (which + 1 < f->count && is_beside(page, div, &f->spots[which + 1])));
}

/* The first element of the body at place number WHICH. */
static uint32_t body_at(finder *f, uint64_t which) {
    xhtml_reader *r = f->r;
    const xhtml_page *page = &r->page;
    const spot *found = &f->spots[which];
    uint32_t behind = which + 1 < f->count ? f->spots[which + 1].item : 0; /* which the body may not hold */
    uint32_t body = found->item, next = next_element(page, page->items[body].end), level = 0;
    if (!next && found->count && page->items[body].end == body + 1) { /* alone in its paragraph */
        const xhtml_item *around = &page->items[found->up[0]];
        if (around->tag == XHTML_p && !around->holds_text)
            next = next_element(page, around->end);
    }
    bool anchor = !is_block(page, body) && page->items[body].end == body + 1 && is_block(page, next);
    if (anchor && !(found->count && is_whole(r, &page->items[found->up[0]])))
        return next; /* an anchor before the block */
    for (; level < found->count && !is_block(page, body); level++) {
        const xhtml_item *around = &page->items[found->up[level]];
        if (around->tag == XHTML_body || (behind && behind < around->end))
            return body;
        body = found->up[level];
    }
    for (; level < found->count; level++) {
        const xhtml_item *around = &page->items[found->up[level]];
        if (behind && behind < around->end)
            break;
        if (is_whole(r, around) || is_in_row(f, which, found->up[level]))
            body = found->up[level];
        else if (around->tag != XHTML_td && around->tag != XHTML_th && around->tag != XHTML_p)
            break;
    }
    return body;
}

/* The element that BODY stands in, which is among those around FOUND. */
static uint32_t parent_of(const spot *found, uint32_t body) {
    for (uint32_t i = 0; i < found->count; i++)
        if (found->up[i] < body)
            return found->up[i];
    return found->parent;
}

static bool ends_body(const xhtml_item *item) {
    return (item->tag >= XHTML_h1 && item->tag <= XHTML_h6) || item->tag == XHTML_hr || item->tag == XHTML_section;
}

/* Behind what follows the body that ends at LAST, up to the item *UNTIL, which becomes the item that ended it. */
static uint32_t find_end(const xhtml_page *page, uint32_t last, uint32_t *until) {
    uint32_t end = last + 1, i = last + 1;
    for (; i < *until && page->items[i].type != XHTML_END; i++) {
        if (page->items[i].type == XHTML_TEXT) {
            end = pecia_str_trim(xhtml_page_item_text(page, &page->items[i])).size ? i + 1 : end;
        } else if (ends_body(&page->items[i])) {
            break;
        } else {
            bool nothing = page->items[i].end == i + 1 && page->items[i].tag != XHTML_img;
            i = page->items[i].end;
            end = nothing ? end : i + 1; /* a line break, or an anchor before the next */
        }
    }
    end = end < *until ? end : *until;
    *until = i;
    return end;
}

static uint32_t end_of_run(const xhtml_page *page, uint32_t last, uint32_t until) {
    return find_end(page, last, &until);
}

/* Where what follows LAST in PARENT ends. It ends there too for all before the item that ended it: each element is gone
 * through once, however many labels it holds. */
static uint32_t end_in_parent(finder *f, uint32_t last, uint32_t parent) {
    if (parent != f->run_parent || last < f->run_from || last >= f->run_until) {
        f->run_parent = parent;
        f->run_from = last;
        f->run_until = f->r->page.items[parent].end;
        f->run_end = find_end(&f->r->page, last, &f->run_until);
    }
    return last + 1 < f->run_end ? f->run_end : last + 1;
}

/* A label among other words has what follows it, a heading too; a term is the label of the definitions behind it. */
static uint32_t end_alone(finder *f, uint32_t body, uint32_t parent) {
    xhtml_reader *r = f->r;
    const xhtml_page *page = &r->page;
    const xhtml_item *item = &page->items[body];
    uint32_t last = item->end, next;
    bool label = !is_block(page, body) && xhtml_is_mark_text(xhtml_bare_label(xhtml_in_words(r, item)));
    if (label || (!is_block(page, body) && last == body + 1) || (item->tag >= XHTML_h1 && item->tag <= XHTML_h6))
        return end_in_parent(f, last, parent);
    while (page->items[body].tag == XHTML_dt && (next = next_element(page, last)) != 0 &&
           page->items[next].tag == XHTML_dd)
        last = page->items[next].end;
    return last + 1;
}

/* A division that is called a note, an item: what stands behind it is no part of it. */
static bool is_own(const xhtml_reader *r, const xhtml_item *item) {
    return item->tag != XHTML_p && is_block(&r->page, (uint32_t)(item - r->page.items)) && is_whole(r, item);
}

static void add_body(finder *f, uint32_t start, uint32_t parent, const spot *found) {
    xhtml_reader *r = f->r;
    pecia_str key = r->survey.links[found->mark].target;
    xhtml_body *last = r->body_count ? &r->bodies[r->body_count - 1] : NULL;
    bool within = last && last->end > start && last->parent != parent;
    if (last && (start == last->start || within)) { /* another place in the same */
        r->status = pecia_map_put(&r->survey.notes, key, last->mark);
        return;
    }
    if (last && last->parent == parent && !is_own(r, &r->page.items[last->start]))
        last->end = end_of_run(&r->page, r->page.items[last->start].end, start);
    if (r->status == PECIA_OK)
        r->status = pecia_grow(r->host, r->job, &r->bodies, &r->bodies_capacity, r->body_count + 1, sizeof *r->bodies);
    if (r->status == PECIA_OK)
        r->bodies[r->body_count++] =
            (xhtml_body){.start = start, .end = end_alone(f, start, parent), .parent = parent, .mark = found->mark};
}

/* The last of a division of notes has all that is left of it. */
static void end_last(xhtml_reader *r) {
    xhtml_body *last = r->body_count ? &r->bodies[r->body_count - 1] : NULL;
    if (last && xhtml_prints_notes(r, &r->page.items[last->parent]))
        last->end = end_of_run(&r->page, r->page.items[last->start].end, r->page.items[last->parent].end);
}

void xhtml_find_bodies(xhtml_reader *r) {
    finder f = {.r = r};
    r->body_count = r->next_body = 0;
    if (!r->survey.notes.count)
        return;
    find_spots(&f);
    for (uint64_t i = 0; i < f.count && r->status == PECIA_OK; i++) {
        uint32_t start = body_at(&f, i);
        add_body(&f, start, parent_of(&f.spots[i], start), &f.spots[i]);
    }
    end_last(r);
}

bool xhtml_comes_before_body(const xhtml_reader *r, uint32_t index) {
    uint32_t next = next_element(&r->page, r->page.items[index].end);
    return next && xhtml_begins_with_body(r, next);
}

bool xhtml_begins_with_body(const xhtml_reader *r, uint32_t index) {
    const xhtml_page *page = &r->page;
    uint32_t first = index;
    if (r->next_body == r->body_count || r->bodies[r->next_body].start > page->items[index].end)
        return false;
    while (first && first < r->bodies[r->next_body].start)
        first = next_element(page, first);
    return first && first == r->bodies[r->next_body].start;
}
