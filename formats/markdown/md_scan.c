/* SPDX-License-Identifier: MIT
 *
 * md_scan.c: follows containers and leaves of Markdown. See md_scan.h.
 */
#include "md_scan.h"

/* A place in a line: tabs go to the next column that 4 divides. PARTIAL: columns of a tab already used. */
typedef struct place {
    pecia_str line;
    uint64_t at;
    uint32_t column;
    uint32_t partial;
} place;

int32_t md_scan_init(md_scan *scan, const pecia_host *host, pecia_job *job, uint32_t capacity) {
    memset(scan, 0, sizeof *scan);
    scan->boxes = host->job->alloc(job, (uint64_t)(capacity + 1) * sizeof *scan->boxes);
    scan->capacity = capacity;
    scan->was_blank = true;
    return scan->boxes ? PECIA_OK : PECIA_ERR_MEMORY;
}

void md_scan_reset(md_scan *scan) {
    scan->count = 0;
    scan->leaf = MD_LEAF_NONE;
    scan->was_blank = true;
}

/* Columns of white space at P; *END gets the byte behind it. */
static uint32_t indent_at(const place *p, uint64_t *end) {
    uint32_t column = p->column + p->partial;
    uint32_t start = column;
    uint64_t i = p->at;
    if (p->partial > 0) {
        column = (p->column / 4 + 1) * 4;
        i++;
    }
    for (; i < p->line.size; i++) {
        if (p->line.data[i] == ' ') {
            column++;
        } else if (p->line.data[i] == '\t') {
            column = (column / 4 + 1) * 4;
        } else {
            break;
        }
    }
    *end = i;
    return column - start;
}

/* Passes COLUMNS columns of white space, which are there. */
static void pass_columns(place *p, uint32_t columns) {
    while (columns > 0 && p->at < p->line.size) {
        uint32_t width = p->line.data[p->at] == '\t' ? 4 - p->column % 4 - p->partial : 1;
        if (width > columns) {
            p->partial += columns;
            return;
        }
        columns -= width;
        p->column += width + p->partial;
        p->partial = 0;
        p->at++;
    }
}

/* Passes COUNT bytes that are no tabs. */
static void pass_bytes(place *p, uint32_t count) {
    p->at += count;
    p->column += count;
}

/* Passes the white space at P. */
static void pass_blanks(place *p) {
    uint64_t end;
    uint32_t columns = indent_at(p, &end);
    p->column += p->partial + columns;
    p->partial = 0;
    p->at = end;
}

/* Matches the open containers; returns how many go on. */
static uint32_t match_boxes(md_scan *scan, place *p) {
    uint32_t i = 0;
    for (; i < scan->count; i++) {
        md_box *box = &scan->boxes[i];
        uint64_t end;
        uint32_t indent = indent_at(p, &end);
        if (box->is_quote) {
            if (indent > 3 || end >= p->line.size || p->line.data[end] != '>') {
                break;
            }
            pass_blanks(p);
            pass_bytes(p, 1);
            if (p->at < p->line.size && (p->line.data[p->at] == ' ' || p->line.data[p->at] == '\t')) {
                pass_columns(p, 1);
            }
        } else if (end >= p->line.size) {
            if (box->is_bare) {
                break;
            }
            pass_blanks(p);
        } else if (indent >= box->offset) {
            pass_columns(p, box->offset);
        } else {
            break;
        }
    }
    return i;
}

/* Cuts the stack of containers to COUNT; what was open inside is closed. */
static void close_to(md_scan *scan, uint32_t count) {
    if (count < scan->count) {
        scan->count = count;
        scan->leaf = MD_LEAF_NONE;
    }
}

static bool push_box(md_scan *scan, bool is_quote, uint32_t offset, bool is_bare) {
    scan->leaf = MD_LEAF_NONE;
    if (scan->count >= scan->capacity) {
        return false;
    }
    if (scan->count > 0) {
        scan->boxes[scan->count - 1].is_bare = false;
    }
    scan->boxes[scan->count++] = (md_box){offset, is_quote, is_bare};
    return true;
}

/* Opens the list item whose MARKER stands at P behind INDENT columns. */
static bool open_item(md_scan *scan, place *p, const md_marker *marker, uint32_t indent) {
    uint64_t end;
    pass_blanks(p);
    pass_bytes(p, marker->width);
    uint32_t spaces = indent_at(p, &end);
    uint32_t padding = marker->is_blank || spaces > 4 ? 1 : spaces;
    pass_columns(p, marker->is_blank ? spaces : padding);
    return push_box(scan, false, indent + marker->width + padding, marker->is_blank);
}

/* Takes a line inside an open fence or HTML block; true if that is what it was. */
static bool take_raw(md_scan *scan, pecia_str rest, uint32_t indent) {
    scan->line = MD_OTHER;
    if (scan->leaf == MD_LEAF_FENCE) {
        if (indent < 4 && md_line_fence_end(rest, scan->fence_sign, scan->fence_length)) {
            scan->leaf = MD_LEAF_NONE;
        }
        return true;
    }
    if (scan->leaf == MD_LEAF_HTML && scan->html_type >= 6 && rest.size == 0) {
        scan->leaf = MD_LEAF_NONE;
    } else if (scan->leaf == MD_LEAF_HTML) {
        if (md_line_html_end(rest, scan->html_type)) {
            scan->leaf = MD_LEAF_NONE;
        }
        return true;
    }
    return false;
}

/* Takes a line that begins a leaf other than a paragraph; true if it does. */
static bool take_leaf(md_scan *scan, pecia_str rest, bool in_paragraph, bool is_matched) {
    uint32_t html;
    if (md_line_heading(rest) > 0) {
        scan->line = MD_HEADING;
        scan->leaf = MD_LEAF_NONE;
        return true;
    }
    scan->line = MD_OTHER;
    uint32_t fence = md_line_fence(rest);
    if (fence > 0) {
        scan->leaf = MD_LEAF_FENCE;
        scan->fence_sign = rest.data[0];
        scan->fence_length = fence;
        return true;
    }
    html = md_line_html(rest);
    if (html > 0 && (html < 7 || !(in_paragraph && is_matched))) {
        scan->html_type = html;
        scan->leaf = html < 6 && md_line_html_end(rest, html) ? MD_LEAF_NONE : MD_LEAF_HTML;
        return true;
    }
    bool is_underline = in_paragraph && is_matched && md_line_setext(rest) > 0;
    if (is_underline || md_line_rule(rest)) {
        scan->leaf = MD_LEAF_NONE;
        scan->line = is_underline ? MD_UNDERLINE : MD_OTHER;
        return true;
    }
    return false;
}

/* Takes a line of text: it goes on with a paragraph, perhaps lazily, or begins one. */
static void take_text(md_scan *scan, pecia_str rest, uint32_t matched, bool is_new) {
    bool goes_on = scan->leaf == MD_LEAF_PARAGRAPH && !is_new;
    if (!scan->no_notes && rest.data[0] == '[' && scan->indent < 4) {
        bool is_wordy = scan->is_wordy && (rest.data[1] == '^' || !goes_on || matched < scan->count);
        if (rest.size > 1 && md_line_note(rest, is_wordy) > 0) {
            close_to(scan, matched);
            scan->line = MD_NOTE;
            scan->spare = 0;
            while (scan->spare < scan->indent && rest.data[-1 - (int64_t)scan->spare] == ' ') {
                scan->spare++;
            }
            return;
        }
    }
    if (goes_on) {
        scan->line = MD_MORE;
        return;
    }
    bool in_table = scan->leaf == MD_LEAF_TABLE && matched == scan->count && !is_new;
    close_to(scan, matched);
    scan->line = in_table ? MD_ROW : MD_PARAGRAPH;
    scan->leaf = in_table ? MD_LEAF_TABLE : MD_LEAF_PARAGRAPH;
}

static void take_blank(md_scan *scan, uint32_t matched) {
    /* a blank line closes block quotations that it does not reach, items only when they are still bare */
    close_to(scan, matched);
    scan->leaf = MD_LEAF_NONE;
    scan->line = MD_BLANK;
}

/* Opens the containers that begin at P. *MATCHED counts those open around the content, *DONE says that the line is
 * dealt with. False: too deep. */
static bool open_boxes(md_scan *scan, place *p, uint32_t *matched, bool *is_new, bool *done) {
    for (;;) {
        uint64_t end;
        md_marker marker;
        uint32_t indent = indent_at(p, &end);
        pecia_str rest = pecia_str_from(p->line, end);
        bool in_paragraph = scan->leaf == MD_LEAF_PARAGRAPH && !*is_new;
        scan->text = end;
        scan->indent = indent;
        if (rest.size == 0) {
            return true;
        }
        if (indent >= 4) {
            *done = !in_paragraph;
            if (*done) {
                close_to(scan, *matched);
                scan->leaf = MD_LEAF_NONE;
                scan->line = MD_OTHER;
            }
            return true;
        }
        if (rest.data[0] == '>') {
            close_to(scan, *matched);
            pass_blanks(p);
            pass_bytes(p, 1);
            if (p->at < p->line.size && (p->line.data[p->at] == ' ' || p->line.data[p->at] == '\t')) {
                pass_columns(p, 1);
            }
            if (!push_box(scan, true, 0, false)) {
                return false;
            }
            scan->is_first = false;
        } else if (!memchr("#`~<=-_*+0123456789", rest.data[0], 19)) {
            return true;
        } else {
            uint32_t was = scan->count;
            if (take_leaf(scan, rest, in_paragraph, *matched == was)) {
                uint8_t leaf = scan->leaf;
                close_to(scan, *matched);
                scan->leaf = leaf;
                *done = true;
                return true;
            }
            if (!md_line_marker(rest, &marker) ||
                (in_paragraph && *matched == was && (marker.is_blank || (marker.is_ordered && marker.number != 1)))) {
                return true;
            }
            close_to(scan, *matched);
            if (!open_item(scan, p, &marker, indent)) {
                return false;
            }
            scan->is_first = true;
        }
        *is_new = true;
        *matched = scan->count;
    }
}

bool md_scan_line(md_scan *scan, pecia_str line) {
    place p = {line, 0, 0, 0};
    bool is_new = false;
    bool done = false;
    scan->is_first = false;
    uint32_t matched = match_boxes(scan, &p);
    uint64_t end;
    uint32_t indent = indent_at(&p, &end);
    scan->text = end;
    scan->indent = indent;
    if (matched == scan->count && take_raw(scan, pecia_str_from(line, end), indent)) {
        scan->was_blank = false;
        return true;
    }
    if (matched < scan->count && (scan->leaf == MD_LEAF_FENCE || scan->leaf == MD_LEAF_HTML)) {
        close_to(scan, matched);
    }
    if (!open_boxes(scan, &p, &matched, &is_new, &done)) {
        return false;
    }
    if (!done && scan->text >= line.size) {
        take_blank(scan, matched);
    } else if (!done) {
        take_text(scan, pecia_str_from(line, scan->text), matched, is_new);
    }
    if (scan->line != MD_BLANK && scan->count > 0) {
        scan->boxes[scan->count - 1].is_bare = false;
    }
    scan->was_blank = scan->line == MD_BLANK;
    return true;
}

bool md_scan_note(md_scan *scan) {
    return push_box(scan, false, scan->indent - scan->spare + 4, false);
}

bool md_scan_may_cut(const md_scan *scan, pecia_str line) {
    bool is_raw = scan->count == 0 && (scan->leaf == MD_LEAF_FENCE || scan->leaf == MD_LEAF_HTML);
    if (!scan->was_blank || is_raw || line.size == 0) {
        return false;
    }
    unsigned char c = (unsigned char)line.data[0];
    return md_line_heading(line) > 0 || c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
