/* SPDX-License-Identifier: MIT
 *
 * md_write_quotes.c: block quotations and their sources. See md_writer.h.
 */
#include "md_writer.h"

void md_quote_enter(md_writer *w, pecia_event *event) {
    md_frame *top = md_frame_top(w);
    if (top && top->kind == PECIA_CITATION && top->how == MD_HOW_SIGN) {
        md_pass_enter(w, event);
        return;
    }
    if (md_tag_has(w, event->node)) {
        md_html_enter(w, "blockquote", 0, event, MD_ATTR_FEW);
        return;
    }
    md_block(w);
    md_frame_open(w, PECIA_BLOCK_QUOTE, MD_HOW_SIGN, event->node, "> ", "> ");
}

static bool begins_with_dash(pecia_str text) {
    text = pecia_str_trim(text);
    return pecia_str_begins(text, "\xE2\x80\x94") || pecia_str_begins(text, "\xE2\x80\x93") ||
           pecia_str_begins(text, "\xE2\x80\x95") || pecia_str_begins(text, "--");
}

/* True if a line in NODE, a block quotation, may begin as an attribution does. */
static bool has_dash_line(const md_writer *w, uint32_t root) {
    const pecia_document_api *d = w->host->document;
    bool is_start = true;
    uint32_t node = d->first_child(w->document, root);
    while (node) {
        uint32_t kind = d->kind(w->document, node);
        pecia_str text = kind == PECIA_TEXT ? pecia_str_trim(d->text(w->document, node)) : (pecia_str){NULL, 0};
        if (is_start && begins_with_dash(text)) {
            return true;
        }
        is_start = (kind < PECIA_TEXT && !md_is_hidden(kind) && !md_is_point(kind) && !md_is_empty(w, node)) ||
                   kind == PECIA_LINE_BREAK ||
                   (is_start && text.size == 0 && kind != PECIA_NOTE_REF && kind != PECIA_IMAGE);
        uint32_t next = md_is_hidden(kind) ? 0 : d->first_child(w->document, node);
        while (!next && node && node != root) {
            next = d->next_sibling(w->document, node);
            if (!next) {
                node = d->parent(w->document, node);
                is_start = is_start || (d->kind(w->document, node) < PECIA_TEXT && !md_is_empty(w, node));
            }
        }
        node = node == root ? 0 : next;
    }
    return false;
}

/* True if the citation NODE is a quotation and then the line of its source, and nothing more. */
static bool is_plain_citation(md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t seen = 0;
    for (uint32_t n = d->first_child(w->document, node); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        if (md_is_hidden(kind) || md_is_empty(w, n)) {
            continue;
        }
        if (seen == 0 && kind == PECIA_BLOCK_QUOTE && !md_tag_has(w, n) && !has_dash_line(w, n)) {
            seen = 1;
        } else if (seen == 1 && kind == PECIA_ATTRIBUTION && md_shape(w, n, false) == MD_SHAPE_LINE &&
                   md_is_line(w, n) && !md_tag_has(w, n)) {
            seen = 2;
        } else {
            return false;
        }
    }
    return seen == 2 && (w->is_plain || (w->syntax & MD_ATTRIBUTIONS));
}

void md_citation_enter(md_writer *w, pecia_event *event) {
    if (!is_plain_citation(w, event->node)) {
        md_html_enter(w, "div", PECIA_CITATION, event, MD_ATTR_FEW);
        return;
    }
    md_block(w);
    md_frame_open(w, PECIA_CITATION, MD_HOW_SIGN, event->node, "> ", "> ");
}
