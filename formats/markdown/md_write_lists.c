/* SPDX-License-Identifier: MIT
 *
 * md_write_lists.c: lists and their items. A list that holds more than items, or terms, is an element of HTML.
 */
#include "md_writer.h"

/* True if LIST holds items alone, and points between them. */
static bool holds_items(const md_writer *w, uint32_t list) {
    const pecia_document_api *d = w->host->document;
    bool ends_in_point = false;
    for (uint32_t n = d->first_child(w->document, list); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        if (kind == PECIA_ITEM) {
            ends_in_point = false;
        } else if (md_is_point(kind)) {
            ends_in_point = ends_in_point || kind != PECIA_NOTE_SLOT;
        } else if (!md_is_hidden(kind) && !md_is_empty(w, n)) {
            return false;
        }
    }
    return !ends_in_point;
}

/* True if LIST holds items alone, and is no list of definitions. */
static bool is_plain_list(md_writer *w, uint32_t list) {
    const pecia_document_api *d = w->host->document;
    if (!holds_items(w, list)) {
        return false;
    }
    return d->get_number(w->document, list, PECIA_LIST_STYLE, 0) != PECIA_LIST_DEFINITION && !md_tag_has(w, list);
}

/* True if ITEM begins with a table, before which a number stands alone. */
static bool begins_with_table(const md_writer *w, uint32_t item) {
    const pecia_document_api *d = w->host->document;
    uint32_t n = md_next_child(w, item, item);
    while (n && (md_is_hidden(d->kind(w->document, n)) || md_is_point(d->kind(w->document, n)) || md_is_empty(w, n) ||
                 md_passes(w, n))) {
        n = md_next_child(w, n, item);
    }
    return n && d->kind(w->document, n) == PECIA_TABLE;
}

/* True if the marker of the first item of LIST stands alone on its line: it would be the underline of a heading, or
 * begin no list behind a line of text. */
static bool begins_empty(const md_writer *w, uint32_t list) {
    const pecia_document_api *d = w->host->document;
    uint32_t n = d->first_child(w->document, list);
    while (n && d->kind(w->document, n) != PECIA_ITEM) {
        n = d->next_sibling(w->document, n);
    }
    return !n || md_shape(w, n, false) == MD_SHAPE_NOTHING || begins_with_table(w, n);
}

/* True if PARAGRAPH is empty or holds points alone: to a reader it is none. */
static bool is_wordless(const md_writer *w, uint32_t paragraph) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t n = md_next(w, paragraph, paragraph); n; n = md_next(w, n, paragraph)) {
        uint32_t kind = d->kind(w->document, n);
        if (!d->first_child(w->document, n) && !md_is_point(kind) && !md_is_hidden(kind) && !md_is_empty(w, n)) {
            return false;
        }
    }
    return true;
}

/* True if ITEM is a line of text, or one and then lists: what a tight list can hold. HAS_POINT: points before it will
 * stand in its first line. *HAS_PARAGRAPH: the text is a paragraph of its own. */
static bool is_tight_item(md_writer *w, uint32_t item, bool has_point, bool *has_paragraph) {
    const pecia_document_api *d = w->host->document;
    bool has_list = false;
    bool has_bullets = false; /* in the last list */
    bool has_text = false;
    for (uint32_t n = md_next_child(w, item, item); n; n = md_next_child(w, n, item)) {
        uint32_t kind = d->kind(w->document, n);
        if (md_is_point(kind) && has_list) {
            return false;
        }
        has_point = has_point || md_is_point(kind);
        if (md_is_hidden(kind) || md_is_point(kind) || md_is_empty(w, n) || md_passes(w, n)) {
            continue;
        }
        if (kind == PECIA_LIST && !is_plain_list(w, n)) {
            return false; /* it will be an element, with blank lines */
        }
        if (kind == PECIA_LIST) {
            bool is_ordered = d->get_number(w->document, n, PECIA_LIST_STYLE, 0) == PECIA_LIST_ORDERED;
            if (has_bullets && !is_ordered) { /* a comment will part them, with blank lines */
                return false;
            }
            has_bullets = !is_ordered;
            bool is_late = (is_ordered && d->get_number(w->document, n, PECIA_START, 1) != 1) || begins_empty(w, n);
            if ((has_text && is_late) || (has_point && !has_text)) { /* such a list needs a blank line before it */
                return false;
            }
            has_list = true;
        } else if (kind == PECIA_PARAGRAPH && !has_list && is_wordless(w, n)) {
            has_point = has_point || !md_is_empty(w, n);
        } else if (kind == PECIA_PARAGRAPH) {
            if (has_list || has_text) {
                return false;
            }
            *has_paragraph = has_text = true;
        } else if (kind < PECIA_TEXT || has_list || *has_paragraph) {
            return false;
        } else {
            has_text = true;
        }
    }
    return md_shape(w, item, true) != MD_SHAPE_MORE;
}

/* True if LIST holds items alone. *TIGHT: its items need no blank lines. */
static bool is_simple(md_writer *w, uint32_t list, bool *tight) {
    const pecia_document_api *d = w->host->document;
    bool has_paragraph = false;
    bool has_point = false;
    *tight = true;
    for (uint32_t n = d->first_child(w->document, list); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        bool has_one = false;
        if (kind == PECIA_ITEM) {
            *tight = is_tight_item(w, n, has_point, &has_one) && *tight;
            has_paragraph = has_paragraph || has_one;
            has_point = false;
        }
        has_point = has_point || (md_is_point(kind) && kind != PECIA_NOTE_SLOT);
    }
    int64_t said = d->get_number(w->document, list, PECIA_TIGHT, has_paragraph ? 0 : 1);
    *tight = *tight && said != 0;
    return holds_items(w, list);
}

/* The sign of a list of bullets behind another one with the sign LAST. Markers of three lists in one line would be a
 * thematic break if they were the same. */
static uint8_t bullet(const md_writer *w, uint8_t last) {
    pecia_str line = pecia_buf_str(&w->pending);
    uint32_t dashes = 0;
    for (; pecia_str_ends(line, "- "); line.size -= 2) {
        dashes++;
    }
    return last == '-' || dashes >= 2 ? '*' : '-';
}

void md_list_enter(md_writer *w, pecia_event *event) {
    int64_t style = md_number(w, event->node, PECIA_LIST_STYLE, PECIA_LIST_BULLET);
    bool tight;
    bool simple = is_simple(w, event->node, &tight);
    bool is_ordered = style == PECIA_LIST_ORDERED;
    if (!w->is_plain && (!simple || style == PECIA_LIST_DEFINITION || md_tag_has(w, event->node))) {
        const char *name = style == PECIA_LIST_DEFINITION ? "dl" : is_ordered ? "ol" : "ul";
        md_html_enter(w, name, 0, event, is_ordered ? MD_ATTR_LIST : MD_ATTR_FEW);
        return;
    }
    if (style == PECIA_LIST_PLAIN || !simple) {
        event->outcome = PECIA_DEGRADED;
    }
    md_frame *top = md_frame_top(w);
    uint8_t last = top ? top->last_list : 0;
    md_block(w);
    if ((last == '-' || last == '*') && !is_ordered && !top->is_tight && !w->is_plain) {
        md_line_begin(w); /* pandoc takes lists of other markers for one */
        md_out_text(w, "<!-- -->\n");
        md_block(w);
    }
    md_frame *frame = md_frame_open(w, PECIA_LIST, MD_HOW_SIGN, event->node, "", "");
    int64_t start = md_number(w, event->node, PECIA_START, 1);
    if (frame) {
        frame->is_tight = tight && simple; /* terms and captions are paragraphs */
        frame->sign = is_ordered ? (last == '.' ? ')' : '.') : bullet(w, last);
        frame->number = start >= 0 && start < 999990000 ? (uint32_t)start : 1;
    }
}

/* The number of an ordered item, with its sign and a space. */
static void number_text(uint32_t number, char sign, char out[16]) {
    char digits[12];
    uint32_t n = 0;
    uint32_t at = 0;
    do {
        digits[n++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (n > 0) {
        out[at++] = digits[--n];
    }
    out[at++] = sign;
    out[at++] = ' ';
    out[at] = 0;
}

/* True if something that is written stands in NODE: comments are put elsewhere. */
static bool has_shown_child(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t child = d->first_child(w->document, node);
    while (child && md_is_hidden(d->kind(w->document, child))) {
        child = d->next_sibling(w->document, child);
    }
    return child != 0;
}

/* True if ITEM begins with a line of text, which a task's box can stand before. */
static bool begins_with_line(const md_writer *w, uint32_t item) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t n = md_next(w, item, item); n; n = md_next(w, n, item)) {
        uint32_t kind = d->kind(w->document, n);
        bool is_block = kind < PECIA_TEXT && kind != PECIA_PARAGRAPH && !md_is_hidden(kind) && !md_is_point(kind);
        if (is_block && !md_passes(w, n) && !md_is_empty(w, n)) {
            return false;
        }
        if (!has_shown_child(w, n) && !md_is_hidden(kind) && !md_is_empty(w, n)) {
            return true;
        }
    }
    return false;
}

void md_item_enter(md_writer *w, pecia_event *event) {
    md_frame *list = md_frame_top(w);
    char first[16];
    char rest[16];
    if (!list || list->kind != PECIA_LIST || list->how != MD_HOW_SIGN) {
        md_html_enter(w, "li", 0, event, MD_ATTR_FEW);
        return;
    }
    bool is_ordered = list->sign == '.' || list->sign == ')';
    number_text(list->number, (char)list->sign, first);
    if (is_ordered) {
        list->number++;
    } else {
        first[0] = (char)list->sign;
        first[1] = ' ';
        first[2] = 0;
    }
    size_t width = strlen(first);
    memset(rest, ' ', width);
    rest[width] = 0;
    md_block(w);
    bool tight = list->is_tight;
    md_frame *frame = md_frame_open(w, PECIA_ITEM, MD_HOW_SIGN, event->node, first, rest);
    if (frame) {
        frame->is_tight = tight;
    }
    int64_t checked = md_number(w, event->node, PECIA_CHECKED, -1);
    bool has_line = begins_with_line(w, event->node);
    event->outcome = checked >= 0 && !has_line ? PECIA_DEGRADED : event->outcome;
    if (!has_line) {
        md_before_block(w, "item");
    }
    w->task = checked < 0 || !has_line ? NULL : checked ? "[x] " : "[ ] ";
}
