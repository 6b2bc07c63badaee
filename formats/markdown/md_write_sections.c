/* SPDX-License-Identifier: MIT
 *
 * md_write_sections.c: sections by headings of their level. Where flat headings would say something else (no heading, a
 * level that its neighbours contradict, more than six levels, a section in a container) an element holds the section.
 */
#include "md_writer.h"

bool md_has_words(const md_writer *w, uint32_t root) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t n = md_next(w, root, root); n; n = md_next(w, n, root)) {
        uint32_t kind = d->kind(w->document, n);
        if (kind == PECIA_NOTE_REF || kind == PECIA_IMAGE ||
            (kind == PECIA_TEXT && pecia_str_trim(d->text(w->document, n)).size > 0)) {
            return true;
        }
    }
    return false;
}

bool md_is_line(const md_writer *w, uint32_t phrase) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t n = md_next(w, phrase, phrase); n; n = md_next(w, n, phrase)) {
        uint32_t kind = d->kind(w->document, n);
        if (kind < PECIA_TEXT && !md_is_hidden(kind) && !md_is_point(kind) && !md_is_empty(w, n)) {
            return false;
        }
        if (kind == PECIA_NOTE_REF || kind == PECIA_IMAGE ||
            (kind == PECIA_TEXT && pecia_str_trim(d->text(w->document, n)).size > 0)) {
            return true;
        }
    }
    return false;
}

/* The heading of SECTION; 0 if it has none, or has sections before it. *IS_FIRST: nothing but points stands before it.
 * What does will stand before the section. */
static uint32_t first_heading(const md_writer *w, uint32_t section, bool *is_first) {
    const pecia_document_api *d = w->host->document;
    *is_first = true;
    for (uint32_t n = d->first_child(w->document, section); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        if (kind == PECIA_HEADING && md_has_words(w, n)) {
            return md_is_line(w, n) ? n : 0;
        }
        if (kind == PECIA_SECTION) {
            return 0;
        }
        *is_first = *is_first && (md_is_point(kind) || md_is_hidden(kind) || md_is_empty(w, n));
    }
    return 0;
}

uint32_t md_heading_level(const md_writer *w, uint32_t node) {
    int64_t level = md_number(w, node, PECIA_LEVEL, w->sections);
    return level < 1 ? 1 : level > 6 ? 6 : (uint32_t)level;
}

/* The level of the section around; 0 at the top, 7 where flat headings cannot go on. */
static uint32_t outer_level(const md_writer *w) {
    if (w->body > 0) {
        return 7;
    }
    for (uint64_t i = w->frame_count; i > 0; i--) {
        const md_frame *frame = &w->frames[i - 1];
        if (frame->kind == PECIA_SECTION) {
            return frame->how == MD_HOW_SIGN ? frame->level : 7;
        }
        if (frame->how != MD_HOW_PASS) {
            return 7;
        }
    }
    return 0;
}

void md_sections_settle_before(md_writer *w, uint32_t node) {
    if (w->closed > 0 && !(node && md_is_empty(w, node))) {
        md_sections_settle(w, 0);
    }
}

void md_sections_settle(md_writer *w, uint32_t level) {
    uint32_t count = level > 0 && level <= w->closed_level ? 0 : w->closed;
    w->closed = 0;
    for (uint32_t i = 0; i < count && !w->is_plain; i++) {
        md_block(w);
        md_line_begin(w);
        md_out_text(w, "<!-- /section -->");
        md_line_end(w);
    }
}

void md_section_enter(md_writer *w, pecia_event *event) {
    bool is_first;
    uint32_t heading = first_heading(w, event->node, &is_first);
    uint32_t outer = outer_level(w);
    w->sections++;
    int64_t said = heading ? md_number(w, heading, PECIA_LEVEL, w->sections) : 0;
    bool is_sign = heading && said > outer && said <= 6;
    if (!is_sign) {
        md_sections_settle(w, 0);
        md_html_enter(w, "div", PECIA_SECTION, event, MD_ATTR_FEW);
        return;
    }
    md_sections_settle(w, is_first ? (uint32_t)said : 0);
    md_frame *top = md_frame_top(w);
    bool was_started = top && top->is_started;
    md_frame *frame = md_frame_open(w, PECIA_SECTION, MD_HOW_SIGN, event->node, "", "");
    if (frame) {
        frame->is_started = was_started;
        frame->level = (uint8_t)said;
        frame->number = 1; /* its heading is still to come */
    }
}

void md_section_exit(md_writer *w) {
    md_frame *frame = md_frame_top(w);
    w->sections -= w->sections > 0 ? 1 : 0;
    if (!frame || frame->kind != PECIA_SECTION) {
        return;
    }
    md_frame was = *frame;
    if (was.how == MD_HOW_HTML) {
        md_div_close(w);
        return;
    }
    md_frame_close(w);
    md_frame *top = md_frame_top(w);
    if (top) {
        top->is_started = top->is_started || was.is_started;
        top->last_list = was.last_list;
    }
    if (was.how == MD_HOW_SIGN) {
        w->closed_level = w->closed == 0 || was.level < w->closed_level ? was.level : w->closed_level;
        w->closed++;
    }
}

/* True if HEADING begins what has no sections around it: it may open one. */
static bool is_title(const md_writer *w, uint32_t heading) {
    const pecia_document_api *d = w->host->document;
    uint32_t parent = d->parent(w->document, heading);
    uint32_t kind = d->kind(w->document, parent);
    uint32_t n = d->first_child(w->document, parent);
    while (n != heading && (md_is_hidden(d->kind(w->document, n)) || md_is_empty(w, n))) {
        n = d->next_sibling(w->document, n);
    }
    return n == heading && (kind == PECIA_MATTER || kind == PECIA_DOCUMENT) && outer_level(w) == 0;
}

bool md_heading_sign(md_writer *w, const pecia_event *event, uint32_t *level) {
    md_frame *top = md_frame_top(w);
    if (!top || event->node == 0 || (event->flags & PECIA_CONTINUED) || !md_is_line(w, event->node)) {
        return false;
    }
    *level = md_heading_level(w, event->node);
    if (top->kind == PECIA_SECTION && top->how == MD_HOW_SIGN && top->number == 1) {
        top->number = 0;
        *level = top->level;
        return true;
    }
    if (top->how == MD_HOW_PASS && is_title(w, event->node)) {
        md_sections_settle(w, *level);
        return true;
    }
    return (top->kind == PECIA_BLOCK_QUOTE || top->kind == PECIA_ITEM) && top->how == MD_HOW_SIGN && !top->is_tight;
}

bool md_heading_marked(const md_writer *w, const pecia_event *event) {
    const md_frame *top = md_frame_top(w);
    return top && !top->is_tight && event->node && md_is_line(w, event->node);
}
