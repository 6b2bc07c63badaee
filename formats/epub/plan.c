/* SPDX-License-Identifier: MIT
 *
 * plan.c: decides before the writing where each file begins, so that every link knows its file.
 *
 * A file begins at matter (front, body, back), at each top-level section, at lower ones while a section is too large,
 * and between blocks where no section helps. What holds no words begins no file of its own.
 */
#include "writer.h"

enum { BLOCK_STEP = 16 * 1024, LEVELS = 64 };

/* Bytes that tags of a node take in a page, about. */
enum { BLOCK_COST = 24, INLINE_COST = 30, POINT_COST = 80, MARK_COST = 300 };

/* A place where a file may begin. */
typedef struct candidate {
    uint32_t node, level; /* level: sections around it */
    uint8_t kind;
    bool front, back;
    uint64_t bytes, content; /* before it */
    uint64_t size;           /* in it, for sections */
} candidate;

typedef struct planner {
    epub_writer *w;
    candidate *list;
    uint64_t count, capacity;
    uint32_t plain, sections; /* open wrappers that a file may begin in; sections among them */
    uint32_t depth;
    uint64_t bytes, content, last_block;
    uint32_t open[LEVELS]; /* candidate of each open section */
    bool front, back;
    bool had_front, had_back; /* a book has one of each */
    int32_t status;
} planner;

static bool is_wrapper(uint32_t kind) {
    return kind == PECIA_DOCUMENT || kind == PECIA_MATTER || kind == PECIA_SECTION;
}

static bool is_block(uint32_t kind) {
    return kind == PECIA_PARAGRAPH || kind == PECIA_BLOCK_QUOTE || kind == PECIA_LIST || kind == PECIA_LINE_GROUP ||
           kind == PECIA_SPEECH || kind == PECIA_TABLE || kind == PECIA_FIGURE || kind == PECIA_CITATION;
}

static void add(planner *p, const pecia_event *event) {
    const pecia_host *host = p->w->host;
    p->status = pecia_grow(host, p->w->job, &p->list, &p->capacity, p->count + 1, sizeof(*p->list));
    if (p->status == PECIA_OK) {
        p->list[p->count++] = (candidate){.node = event->node,
                                          .level = p->sections,
                                          .kind = event->kind,
                                          .front = p->front,
                                          .back = p->back,
                                          .bytes = p->bytes,
                                          .content = p->content};
    }
}

static void enter(planner *p, const pecia_event *event) {
    pecia_str role;
    if (p->plain == event->depth && is_wrapper(event->kind)) {
        p->plain++;
        if (event->kind == PECIA_MATTER) {
            p->w->host->document->get(p->w->document, event->node, PECIA_ROLE, &role);
            p->front = pecia_str_is(role, "front");
            p->back = pecia_str_is(role, "back");
            if ((p->front && !p->had_front) || (p->back && !p->had_back)) { /* its pages say so */
                pecia_keep_name(pecia_origins_of(p->w->host), p->w->job, event->node);
            }
            p->had_front |= p->front;
            p->had_back |= p->back;
        }
        if (event->kind == PECIA_SECTION && p->sections < LEVELS) {
            p->open[p->sections] = (uint32_t)p->count;
        }
        add(p, event);
        p->sections += event->kind == PECIA_SECTION;
    } else if (p->plain == event->depth && is_block(event->kind) && p->bytes - p->last_block >= BLOCK_STEP) {
        p->last_block = p->bytes;
        add(p, event);
    }
    p->bytes += event->kind < PECIA_TEXT ? BLOCK_COST : INLINE_COST;
}

static void leave(planner *p, const pecia_event *event) {
    if (event->depth >= p->plain || p->plain == 0) {
        return;
    }
    p->plain--;
    if (event->kind == PECIA_SECTION) {
        p->sections--;
        if (p->sections < LEVELS) {
            candidate *mine = &p->list[p->open[p->sections]];
            mine->size = p->bytes - mine->bytes;
        }
    }
}

static int32_t collect(planner *p) {
    const pecia_host *host = p->w->host;
    pecia_cursor *cursor = host->cursor->open(p->w->job, p->w->document, 1, PECIA_VIEW_RAW);
    pecia_event *event;
    if (!cursor) {
        return PECIA_ERR_MEMORY;
    }
    while (p->status == PECIA_OK && (event = host->cursor->next(cursor))->type != PECIA_END) {
        if (event->type == PECIA_ENTER) {
            enter(p, event);
        } else if (event->type == PECIA_EXIT) {
            leave(p, event);
        } else {
            uint64_t words = event->kind == PECIA_TEXT ? pecia_str_trim(event->text).size : 0;
            p->bytes += words;
            p->bytes += event->kind == PECIA_NOTE_REF ? MARK_COST : event->kind != PECIA_TEXT ? POINT_COST : 0;
            p->content += words + (event->kind == PECIA_IMAGE || event->kind == PECIA_NOTE_REF);
        }
    }
    host->cursor->close(cursor);
    return p->status;
}

static int32_t begin_page(epub_writer *w, const candidate *from) {
    int32_t status = pecia_grow(w->host, w->job, &w->pages, &w->page_capacity, w->page_count + 1, sizeof(*w->pages));
    if (status != PECIA_OK) {
        return status;
    }
    epub_page *page = &w->pages[w->page_count++];
    memset(page, 0, sizeof(*page));
    memcpy(page->name, "text-00000.xhtml", 17);
    uint64_t number = w->page_count;
    for (char *at = page->name + 9; number > 0 && at >= page->name + 5; at--, number /= 10) {
        *at = (char)('0' + number % 10);
    }
    page->node = from ? from->node : 1;
    page->level = from ? from->level : 0;
    page->front = from && from->front;
    page->back = from && from->back;
    return PECIA_OK;
}

/* Chooses among the candidates, in order. */
static int32_t choose(planner *p) {
    epub_writer *w = p->w;
    uint64_t most = w->most > 0 ? w->most : UINT64_MAX;
    bool split[LEVELS] = {false};
    uint64_t size[LEVELS] = {0}, begun_bytes = 0, begun_content = 0;
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < p->count && status == PECIA_OK; i++) {
        const candidate *at = &p->list[i];
        bool begins, section = at->kind == PECIA_SECTION;
        if (section && at->level < LEVELS) {
            uint32_t level = at->level;
            begins = (w->split >= 0 ? (int64_t)level < w->split : level == 0) ||
                     (w->split != 0 && level > 0 && split[level - 1] && size[level - 1] > most);
            split[level] = begins;
            size[level] = at->size;
        } else {
            begins = is_wrapper(at->kind) ? w->split != 0 && at->kind == PECIA_MATTER
                                          : w->split != 0 && at->bytes - begun_bytes > most;
        }
        epub_page *page = &w->pages[w->page_count - 1];
        if (begins && at->content == begun_content) {
            page->level = at->level < page->level ? at->level : page->level; /* sections without words begin here too */
            page->front = at->front;
            page->back = at->back;
        } else if (begins) {
            begun_bytes = at->bytes;
            begun_content = at->content;
            status = begin_page(w, at);
        }
    }
    return status;
}

uint32_t epub_page_of(const epub_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t up = node; up != 0; up = d->parent(w->document, up)) {
        if (d->kind(w->document, up) == PECIA_NOTE && w->note_page) {
            return w->note_page[d->note_of(w->document, up)];
        }
    }
    uint64_t low = 0, high = w->page_count;
    while (low + 1 < high) {
        uint64_t middle = (low + high) / 2;
        if (w->pages[middle].node != 0 && w->pages[middle].node <= node) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (uint32_t)low;
}

/* The note body that NODE stands in, as a note; false if it stands in the text itself. */
static bool note_around(const epub_writer *w, uint32_t node, uint32_t *note) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t up = node; up != 0; up = d->parent(w->document, up)) {
        if (d->kind(w->document, up) == PECIA_NOTE) {
            *note = d->note_of(w->document, up);
            return true;
        }
    }
    return false;
}

/* Where the text stands that NOTE belongs to: at its first mark, or that of the note which holds this, and so on. */
static uint32_t home_of(const epub_writer *w, uint32_t note) {
    const pecia_document_api *d = w->host->document;
    uint32_t node = 0;
    for (uint32_t turns = 0; turns < LEVELS; turns++) {
        pecia_note_state state;
        d->note(w->document, note, NULL, &state);
        uint32_t own = state.body != 0 ? d->parent(w->document, state.body) : 1;
        node = state.first_ref != 0 ? state.first_ref : state.slot != 0 ? state.slot : own;
        if (!note_around(w, node, &note)) {
            return node;
        }
    }
    return 1;
}

/* True if no mark leads to NOTE and it stands in a list behind the one before it: it goes where that one goes. */
static bool follows(const epub_writer *w, uint32_t note) {
    const pecia_document_api *d = w->host->document;
    pecia_note_state own, before;
    d->note(w->document, note, NULL, &own);
    d->note(w->document, note - 1, NULL, &before);
    return own.references == 0 && own.body != 0 && before.body != 0 &&
           d->parent(w->document, own.body) == d->parent(w->document, before.body);
}

/* Sends each note to its page and lists the notes of each page in their order. */
static int32_t place_notes(epub_writer *w) {
    uint32_t count = w->host->document->note_count(w->document);
    uint32_t *pages = w->host->job->alloc(w->job, ((uint64_t)count + 1) * sizeof(*pages));
    w->note_order = w->host->job->alloc(w->job, ((uint64_t)count + 1) * sizeof(*w->note_order));
    if (!pages || !w->note_order) {
        return PECIA_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < count; i++) {
        bool at_end = w->xhtml.notes == XHTML_NOTES_END;
        pages[i] = at_end ? (uint32_t)w->page_count - 1 : epub_page_of(w, home_of(w, i));
        if (i > 0 && !at_end && follows(w, i)) {
            pages[i] = pages[i - 1];
        }
        w->pages[pages[i]].note_to++;
    }
    uint32_t sum = 0;
    for (uint64_t i = 0; i < w->page_count; i++) {
        sum += w->pages[i].note_to;
        w->pages[i].note_from = w->pages[i].note_to = sum - w->pages[i].note_to;
    }
    for (uint32_t i = 0; i < count; i++) {
        w->note_order[w->pages[pages[i]].note_to++] = i;
    }
    w->note_page = pages;
    return PECIA_OK;
}

int32_t epub_plan(epub_writer *w) {
    planner *p = w->host->job->alloc(w->job, sizeof(*p));
    if (!p) {
        return PECIA_ERR_MEMORY;
    }
    p->w = w;
    int32_t status = begin_page(w, NULL);
    if (status == PECIA_OK) {
        status = collect(p);
    }
    if (status == PECIA_OK) {
        status = choose(p);
    }
    if (status == PECIA_OK && w->xhtml.notes == XHTML_NOTES_END) {
        status = begin_page(w, NULL);
        if (status == PECIA_OK) {
            epub_page *page = &w->pages[w->page_count - 1];
            memcpy(page->name, "notes.xhtml", 12);
            page->node = 0; /* no node of the flow is in it */
            page->back = true;
        }
    }
    return status == PECIA_OK ? place_notes(w) : status;
}
