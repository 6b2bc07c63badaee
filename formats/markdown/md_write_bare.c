/* SPDX-License-Identifier: MIT
 *
 * md_write_bare.c: elements of lists and tables that hold nothing but words, each in one line of HTML. Only words that
 * say the same to readers of HTML and to readers that look for Markdown within it may stand so, and only at the margin:
 * in an item pandoc makes paragraphs of them. See md_writer.h.
 */
#include "md_writer.h"

/* True if TEXT, as Markdown, holds no sign of Markdown and none of HTML, and begins no block. */
static bool is_bare(pecia_str text) {
    for (uint64_t i = 0; i < text.size; i++) {
        if (strchr("\\<>&*_`[]~$|{}^@\n", text.data[i]) || (unsigned char)text.data[i] < 0x20) {
            return false;
        }
    }
    return text.size > 0 && !md_needs_escape(text) && !memmem(text.data, (size_t)text.size, "://", 3);
}

static void element(md_writer *w, const char *name, uint32_t node, uint32_t set, pecia_str text) {
    md_block(w);
    md_note_head_block(w);
    md_line_begin(w);
    md_out_str(w, md_tag_open(w, name, 0, node, set));
    md_out_str(w, text);
    md_out_text(w, "</");
    md_out_text(w, name);
    md_out_text(w, ">");
    md_line_end(w);
}

bool md_bare_term(md_writer *w, pecia_str text, uint32_t node) {
    bool may = w->prefix.size == 0 && is_bare(text);
    if (may) {
        element(w, "dt", node, MD_ATTR_FEW, text);
    }
    return may;
}

/* Gathers the words of NODE in w->flushed; false if anything else stands in it. */
static bool gather(md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    pecia_buf *out = &w->flushed;
    pecia_fold fold;
    pecia_fold_block(&fold);
    pecia_buf_clear(out);
    for (uint32_t n = d->first_child(w->document, node); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        if (kind == PECIA_SOFT_BREAK) {
            pecia_fold_space(&fold);
        } else if (kind == PECIA_TEXT) {
            pecia_str text = d->text(w->document, n), run;
            while (pecia_fold_run(&fold, &text, &run)) {
                pecia_buf_add_str(out, run);
            }
        } else {
            return false;
        }
    }
    return true;
}

bool md_bare_element(md_writer *w, const char *name, pecia_event *event, uint32_t set) {
    const pecia_cursor_api *c = w->host->cursor;
    uint32_t node = event->node;
    bool may = event->kind == PECIA_CELL || event->kind == PECIA_DEFINITION || event->kind == PECIA_ITEM;
    may =
        may && !w->is_plain && w->prefix.size == 0 && w->held.size == 0 && w->before_count == 0 && w->remarks.size == 0;
    if (!may || md_number(w, node, PECIA_CHECKED, -1) >= 0 || !gather(w, node) ||
        !is_bare(pecia_buf_str(&w->flushed))) {
        return false;
    }
    do {
        event = c->next(w->cursor);
        event->outcome = event->type == PECIA_EXIT ? event->outcome : PECIA_CARRIED;
    } while (event->type != PECIA_END && !(event->type == PECIA_EXIT && event->node == node));
    element(w, name, node, set, pecia_buf_str(&w->flushed));
    return true;
}
