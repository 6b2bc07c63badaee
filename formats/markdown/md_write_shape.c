/* SPDX-License-Identifier: MIT
 *
 * md_write_shape.c: what a container holds as a reader of Markdown will see it: nothing, one line of text, or more.
 * Empty blocks are nothing, a paragraph around the only line is the line. See md_writer.h.
 */
#include "md_writer.h"

bool md_is_hidden(uint32_t kind) {
    return kind == PECIA_SPACE || kind == PECIA_COMMENT || kind == PECIA_INSTRUCTION || kind == PECIA_NOTE ||
           kind == PECIA_HIDDEN_BLOCK;
}

bool md_is_point(uint32_t kind) {
    return kind == PECIA_PAGE_BREAK || kind == PECIA_COLUMN_BREAK || kind == PECIA_LINE_BEGINNING ||
           kind == PECIA_MILESTONE || kind == PECIA_ANCHOR || kind == PECIA_NOTE_SLOT;
}

bool md_passes(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t kind = d->kind(w->document, node);
    return kind == PECIA_MATTER || (kind == PECIA_FOREIGN_BLOCK && (w->is_plain || !w->is_own));
}

/* True if NODE, which may have children, is seen by itself. */
static bool is_seen(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t kind = d->kind(w->document, node);
    pecia_note_state state = {0};
    switch (kind) {
    case PECIA_TEXT: return pecia_str_trim(d->text(w->document, node)).size > 0;
    case PECIA_NOTE_SLOT:
        d->note(w->document, d->note_of(w->document, node), NULL, &state);
        return state.references == 0 && state.body != 0;
    case PECIA_FOREIGN_BLOCK: return !md_passes(w, node); /* an element, if only an empty one */
    case PECIA_ITEM:
    case PECIA_DEFINITION:
    case PECIA_ROW:
    case PECIA_CELL:
    case PECIA_RULE:
    case PECIA_CODE_BLOCK:
    case PECIA_LINE_BREAK:
    case PECIA_NOTE_REF:
    case PECIA_LINK: /* written if there is nothing in it */
    case PECIA_IMAGE: return true;
    case PECIA_FOREIGN_INLINE: return md_own_is_seen(w, node);
    default: return md_is_point(kind);
    }
}

/* True if NODE stands in ROOT as part of a line: nothing but inlines and paragraphs around it. */
static bool is_in_line(const md_writer *w, uint32_t node, uint32_t root) {
    const pecia_document_api *d = w->host->document;
    if (d->kind(w->document, node) < PECIA_TEXT && !md_is_point(d->kind(w->document, node))) {
        return false;
    }
    for (uint32_t n = d->parent(w->document, node); n && n != root; n = d->parent(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        if (kind < PECIA_TEXT && kind != PECIA_PARAGRAPH && !md_passes(w, n)) {
            return false;
        }
    }
    return true;
}

uint32_t md_next(const md_writer *w, uint32_t node, uint32_t root) {
    const pecia_document_api *d = w->host->document;
    bool skips = node != root && md_is_hidden(d->kind(w->document, node));
    uint32_t next = skips ? 0 : d->first_child(w->document, node);
    while (!next && node != root) {
        next = d->next_sibling(w->document, node);
        node = next ? node : d->parent(w->document, node);
    }
    return next;
}

bool md_lies_in(const md_writer *w, uint32_t node, uint32_t outer) {
    while (node && node != outer) {
        node = w->host->document->parent(w->document, node);
    }
    return node != 0;
}

uint32_t md_within(const md_writer *w, uint32_t node, uint32_t kind) {
    while (node && w->host->document->kind(w->document, node) != kind) {
        node = w->host->document->parent(w->document, node);
    }
    return node;
}

bool md_is_empty(const md_writer *w, uint32_t node) {
    bool is_empty = !is_seen(w, node);
    for (uint32_t n = md_next(w, node, node); n && is_empty; n = md_next(w, n, node)) {
        is_empty = md_is_hidden(w->host->document->kind(w->document, n)) || !is_seen(w, n);
    }
    return is_empty;
}

bool md_holds_points(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    bool any = false;
    for (uint32_t n = d->first_child(w->document, node); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        bool is_blank = kind == PECIA_SOFT_BREAK || (kind == PECIA_TEXT && !is_seen(w, n));
        if (!md_is_point(kind) && !md_is_hidden(kind) && !is_blank) {
            return false;
        }
        any = any || md_is_point(kind);
    }
    return any;
}

/* True if NODE is a child of ROOT to a reader: what stands between them is not written. */
static bool is_child(const md_writer *w, uint32_t node, uint32_t root) {
    do {
        node = w->host->document->parent(w->document, node);
    } while (node != root && md_passes(w, node));
    return node == root;
}

uint32_t md_next_child(const md_writer *w, uint32_t node, uint32_t root) {
    const pecia_document_api *d = w->host->document;
    uint32_t next = node == root || md_passes(w, node) ? d->first_child(w->document, node) : 0;
    while (!next && node != root) {
        next = d->next_sibling(w->document, node);
        node = next ? node : d->parent(w->document, node);
    }
    return next;
}

uint32_t md_shape(const md_writer *w, uint32_t root, bool skips_lists) {
    const pecia_document_api *d = w->host->document;
    bool is_new = true;    /* a block began or ended */
    bool has_more = false; /* than points */
    uint32_t shape = MD_SHAPE_NOTHING;
    uint32_t node = d->first_child(w->document, root);
    while (node) {
        uint32_t kind = d->kind(w->document, node);
        bool skips = md_is_hidden(kind) || (skips_lists && kind == PECIA_LIST && is_child(w, node, root));
        is_new = is_new || (kind < PECIA_TEXT && !md_is_hidden(kind) && kind != PECIA_NOTE_SLOT);
        if (!skips && is_seen(w, node)) {
            bool is_behind = shape != MD_SHAPE_NOTHING && (has_more || !md_is_point(kind));
            if (is_new && (is_behind || !is_in_line(w, node, root))) {
                return MD_SHAPE_MORE;
            }
            has_more = has_more || !md_is_point(kind);
            shape = MD_SHAPE_LINE;
            is_new = false;
        }
        uint32_t next = skips ? 0 : d->first_child(w->document, node);
        while (!next && node && node != root) {
            next = d->next_sibling(w->document, node);
            if (!next) {
                node = d->parent(w->document, node);
                is_new = is_new || d->kind(w->document, node) < PECIA_TEXT;
            }
        }
        node = node == root ? 0 : next;
    }
    return shape;
}
