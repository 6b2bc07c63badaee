/* SPDX-License-Identifier: MIT
 *
 * heads.c: running heads: lines that stand beside a page break and come again at the same place of the pages behind it,
 * whatever their digits.
 *
 * A line of the text may come again at the edge of a page too: the refrain of a song. So a head must come on three
 * pages without more than one between them, nowhere else more than once, not break off as a line of verse does, and be
 * set apart from the text of its page by a blank line, by capitals or by the number of the page. Where nothing else
 * shows the pages, lines that come again with a number that counts on are heads too.
 */
#include "pages.h"

#include "characters.h"

enum { LEAST_HEADS = 3, MOST_BETWEEN = 2, LEAST_CAPITALS = 3 };

/* A line that was met at an edge. */
typedef struct page_head {
    uint64_t hash;      /* 0 for an empty slot */
    uint32_t page;      /* it was met on last */
    uint32_t run;       /* pages until there, without a gap */
    uint32_t longest;   /* such run */
    uint32_t elsewhere; /* met within pages */
} page_head;

typedef struct page_heads {
    const page_finder *f;
    page_head *slots; /* a power of two long */
    uint64_t size;
} page_heads;

/* A hash of LINE without its digits and white space. */
static uint64_t hash_of(pecia_str line) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (uint64_t i = 0; i < line.size; i++) {
        unsigned char c = (unsigned char)line.data[i];
        hash = text_is_digit(c) || c == ' ' || c == '\t' ? hash : (hash ^ c) * UINT64_C(1099511628211);
    }
    return hash ? hash : 1;
}

static page_head *slot_of(const page_heads *h, const text_line *line) {
    uint64_t hash = hash_of(text_of_line(h->f->r, line));
    for (uint64_t i = hash;; i++) {
        page_head *slot = &h->slots[i & (h->size - 1)];
        if (slot->hash == hash || slot->hash == 0) {
            slot->hash = slot->hash ? slot->hash : hash; /* the caller takes it, or gives it back */
            return slot;
        }
    }
}

static bool is_number(const page_finder *f, uint64_t i) {
    return f->sign[i] == BARE_NUMBER || f->sign[i] == WORD_NUMBER;
}

/* True if LINE is the first on its page: behind a form feed or the number of a page. */
static bool is_first(const page_finder *f, uint64_t i) {
    bool begins = i == 0 && f->feeds;
    return begins || f->r->lines[i].page > 0 || (i > 0 && is_number(f, i - 1));
}

/* True if LINE is the last on its page. */
static bool is_last(const page_finder *f, uint64_t i) {
    return i + 1 < f->r->line_count && (f->r->lines[i + 1].page > 0 || f->sign[i + 1] == BARE_NUMBER);
}

static bool at_edge(const page_finder *f, uint64_t i) {
    return f->sign[i] == NO_SIGN && f->r->lines[i].width <= PAGE_FURNITURE && (is_first(f, i) || is_last(f, i));
}

/* The number that opens or ends LINE, parted from the rest by a gap. */
bool text_head_number(pecia_str line, pecia_str *label) {
    uint64_t front = 0, back = 0;
    while (front < line.size && text_is_digit((unsigned char)line.data[front])) {
        front++;
    }
    while (back < line.size && text_is_digit((unsigned char)line.data[line.size - back - 1])) {
        back++;
    }
    pecia_str after = pecia_str_from(line, front), before = {line.data, line.size - back};
    bool opens = front > 0 && front < 5 && (pecia_str_begins(after, "  ") || pecia_str_begins(after, "\t"));
    bool gap = before.size > 2 && (before.data[before.size - 1] == '\t' ||
                                   (before.data[before.size - 1] == ' ' && before.data[before.size - 2] == ' '));
    *label = opens ? (pecia_str){line.data, front} : (pecia_str){before.data + before.size, back};
    return opens || (gap && back > 0 && back < 5);
}

/* A head that says the number of its page: where form feeds are lost it is all that shows where pages begin. */
static bool is_numbered(const page_finder *f, uint64_t i, uint32_t *value) {
    const text_line *line = &f->r->lines[i];
    pecia_str label;
    bool apart = line->blank > 0 || line->page > 0 || i + 1 == f->r->line_count || line[1].blank > 0;
    *value = 0;
    if (!apart || f->sign[i] != NO_SIGN || line->width > PAGE_FURNITURE ||
        !text_head_number(text_of_line(f->r, line), &label) || label.size == line->size) {
        return false;
    }
    for (uint64_t n = 0; n < label.size; n++) {
        *value = *value * 10 + (uint32_t)(label.data[n] - '0');
    }
    return *value > 0;
}

/* Heads with numbers that count on, a page or two without any between them, each met at least twice. */
int32_t text_find_numbered_heads(page_finder *f) {
    page_heads h = {.f = f, .size = 16};
    uint64_t count = 0, found = 0;
    uint32_t value;
    for (uint64_t i = 0; i < f->r->line_count; i++) {
        count += is_numbered(f, i, &value);
    }
    if (count < LEAST_HEADS) {
        return PECIA_OK;
    }
    while (h.size < count * 2) {
        h.size *= 2;
    }
    h.slots = f->r->host->job->alloc(f->r->job, h.size * sizeof(*h.slots));
    if (!h.slots) {
        return PECIA_ERR_MEMORY;
    }
    for (uint64_t i = 0; i < f->r->line_count; i++) {
        page_head *slot = is_numbered(f, i, &value) ? slot_of(&h, &f->r->lines[i]) : NULL;
        if (slot) {
            slot->run += slot->run == 0 || (value > slot->page && value - slot->page <= 2 * MOST_BETWEEN);
            slot->page = value;
        }
    }
    for (uint64_t i = 0; i < f->r->line_count; i++) {
        found += is_numbered(f, i, &value) && slot_of(&h, &f->r->lines[i])->run > 1;
    }
    for (uint64_t i = 0; i < f->r->line_count && found >= LEAST_HEADS; i++) {
        if (is_numbered(f, i, &value) && slot_of(&h, &f->r->lines[i])->run > 1) {
            f->sign[i] = RUNNING_HEAD;
            f->head_line = f->removed++ == 0 ? f->r->lines[i].number : f->head_line;
        }
    }
    f->found += f->removed;
    return PECIA_OK;
}

/* True if the line I, at an edge of its page, is set apart from the text of the page. */
static bool is_apart(const page_finder *f, uint64_t i) {
    const text_line *line = &f->r->lines[i];
    pecia_str str = text_of_line(f->r, line), label;
    uint32_t last = text_last(str, NULL);
    bool more = i + 1 < f->r->line_count;
    bool blank = is_first(f, i) ? more && (line[1].blank > 0 || is_number(f, i + 1)) : line->blank > 0;
    return last != ',' && last != ';' && last != ':' &&
           (blank || text_is_in_capitals(str, LEAST_CAPITALS) || text_head_number(str, &label));
}

/* Counts on which pages each line at an edge comes. */
static void count_edges(const page_heads *h) {
    uint32_t page = 1;
    for (uint64_t i = 0; i < h->f->r->line_count; i++) {
        const text_line *line = &h->f->r->lines[i];
        page += h->f->feeds ? line->page : i > 0 && is_number(h->f, i - 1);
        if (!at_edge(h->f, i)) {
            continue;
        }
        page_head *slot = slot_of(h, line);
        bool goes_on = slot->run > 0 && page > slot->page && page - slot->page <= MOST_BETWEEN;
        slot->run = goes_on ? slot->run + 1 : 1;
        slot->longest = slot->run > slot->longest ? slot->run : slot->longest;
        slot->page = page;
    }
}

static void count_elsewhere(const page_heads *h) {
    for (uint64_t i = 0; i < h->f->r->line_count; i++) {
        const text_line *line = &h->f->r->lines[i];
        if (line->width > PAGE_FURNITURE || at_edge(h->f, i)) {
            continue;
        }
        page_head *slot = slot_of(h, line);
        slot->elsewhere++;
        slot->hash = slot->run > 0 ? slot->hash : 0;
    }
}

int32_t text_find_heads(page_finder *f) {
    page_heads h = {.f = f, .size = 16};
    uint64_t edges = 0;
    for (uint64_t i = 0; i < f->r->line_count; i++) {
        edges += at_edge(f, i);
    }
    while (h.size < edges * 2) {
        h.size *= 2;
    }
    h.slots = f->r->host->job->alloc(f->r->job, h.size * sizeof(*h.slots));
    if (!h.slots) {
        return PECIA_ERR_MEMORY;
    }
    count_edges(&h);
    count_elsewhere(&h);
    for (uint64_t i = 0; i < f->r->line_count; i++) {
        const page_head *slot = at_edge(f, i) ? slot_of(&h, &f->r->lines[i]) : NULL;
        if (slot && slot->longest >= LEAST_HEADS && slot->elsewhere <= 1 && is_apart(f, i)) {
            f->sign[i] = RUNNING_HEAD;
            f->head_line = f->removed++ == 0 ? f->r->lines[i].number : f->head_line;
        }
    }
    return PECIA_OK;
}
