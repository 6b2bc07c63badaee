/* SPDX-License-Identifier: MIT
 *
 * md_write_table.c: tables as pipe tables where every cell is a line of text, else as elements of HTML.
 */
#include "md_writer.h"

#define MAX_COLUMNS 256

/* True if ROW is a head: it says so itself or by all its cells. */
static bool is_head(const md_writer *w, uint32_t row) {
    const pecia_document_api *d = w->host->document;
    if (d->get_number(w->document, row, PECIA_HEADER, 0)) {
        return true;
    }
    bool all = false;
    for (uint32_t n = d->first_child(w->document, row); n; n = d->next_sibling(w->document, n)) {
        if (d->kind(w->document, n) == PECIA_CELL) {
            all = true;
            if (!d->get_number(w->document, n, PECIA_HEADER, 0)) {
                return false;
            }
        }
    }
    return all;
}

/* Cells of ROW; 0 if it cannot be a row of a pipe table. */
static uint32_t simple_row(md_writer *w, uint32_t row, bool may_be_head) {
    const pecia_document_api *d = w->host->document;
    uint32_t cells = 0;
    bool is_empty = true;
    if ((d->get_number(w->document, row, PECIA_HEADER, 0) != 0 && !may_be_head) || md_tag_has(w, row)) {
        return 0;
    }
    for (uint32_t n = d->first_child(w->document, row); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        if (md_is_hidden(kind) || (kind != PECIA_CELL && md_is_empty(w, n))) {
            continue;
        }
        is_empty = is_empty && kind == PECIA_CELL && md_shape(w, n, false) == MD_SHAPE_NOTHING;
        bool is_simple = kind == PECIA_CELL && d->get_number(w->document, n, PECIA_COLS, 1) == 1 &&
                         d->get_number(w->document, n, PECIA_ROWS, 1) == 1 &&
                         (may_be_head || d->get_number(w->document, n, PECIA_HEADER, 0) == 0) &&
                         md_shape(w, n, false) != MD_SHAPE_MORE && !md_tag_has(w, n) && ++cells <= MAX_COLUMNS;
        if (!is_simple) {
            return 0;
        }
    }
    return is_empty && may_be_head && is_head(w, row) ? 0 : cells; /* an empty head would be none */
}

bool md_table_is_simple(md_writer *w, uint32_t table) {
    const pecia_document_api *d = w->host->document;
    uint32_t columns = 0;
    if (!(w->syntax & MD_TABLES) || md_tag_has(w, table)) {
        return false;
    }
    for (uint32_t n = d->first_child(w->document, table); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        if (md_is_hidden(kind) || (kind != PECIA_ROW && md_is_empty(w, n))) { /* a caption without words */
            continue;
        }
        uint32_t cells = kind == PECIA_ROW ? simple_row(w, n, columns == 0) : 0;
        if (cells == 0 || (columns > 0 && cells != columns)) {
            return false;
        }
        columns = cells;
    }
    return columns > 0;
}

/* The row of dashes, aligned as the cells of ROW are. */
static void delimiters(md_writer *w, uint32_t row) {
    const pecia_document_api *d = w->host->document;
    md_line_begin(w);
    md_out(w, "|", 1);
    for (uint32_t n = d->first_child(w->document, row); n; n = d->next_sibling(w->document, n)) {
        if (d->kind(w->document, n) == PECIA_CELL) {
            int64_t align = d->get_number(w->document, n, PECIA_ALIGN, 0);
            md_out_text(w, align == PECIA_ALIGN_LEFT     ? " :--- |"
                           : align == PECIA_ALIGN_CENTER ? " :---: |"
                           : align == PECIA_ALIGN_RIGHT  ? " ---: |"
                                                         : " --- |");
        }
    }
    md_line_end(w);
}

static void empty_head(md_writer *w, uint32_t row) {
    const pecia_document_api *d = w->host->document;
    md_line_begin(w);
    md_out(w, "|", 1);
    for (uint32_t n = d->first_child(w->document, row); n; n = d->next_sibling(w->document, n)) {
        md_out_text(w, d->kind(w->document, n) == PECIA_CELL ? "  |" : "");
    }
    md_line_end(w);
}

/* An event inside a pipe table. False at its end. */
static bool table_event(md_writer *w, pecia_event *event, uint32_t *rows) {
    bool is_enter = event->type == PECIA_ENTER;
    if (event->type != PECIA_EXIT) {
        event->outcome = PECIA_CARRIED;
    }
    if (w->comment_count > 0) {
        md_comments_before(w, event);
    }
    if (w->in_note > 0 && (event->kind == PECIA_NOTE || event->kind == PECIA_PARAGRAPH)) {
        md_note_edge(w, event);
        return true;
    }
    switch (event->kind) {
    case PECIA_TABLE: return false;
    case PECIA_PARAGRAPH: return true; /* the cell is the phrase */
    case PECIA_ROW:
        if (is_enter && *rows == 0 && !is_head(w, event->node)) {
            empty_head(w, event->node);
            delimiters(w, event->node);
            ++*rows;
        }
        if (is_enter) {
            md_line_begin(w);
            md_out(w, "|", 1);
            return true;
        }
        md_line_end(w);
        if ((*rows)++ == 0) {
            delimiters(w, event->node);
        }
        return true;
    case PECIA_CELL:
        if (is_enter) {
            md_phrase_begin(w, event);
            return true;
        }
        md_remarks(w);
        md_out(w, " ", 1);
        md_out_str(w, md_flush(w));
        md_out_text(w, " |");
        w->in_phrase = false;
        return true;
    default: break;
    }
    if (w->in_phrase) {
        md_write_inline(w, event);
    } else if (md_is_point(event->kind)) {
        md_write_point(w, event);
    }
    return true;
}

/* A numbered item that begins with a table: its number stands on a line of its own, since to pandoc it would be the
 * first cell. */
static void number_alone(md_writer *w) {
    pecia_str line = pecia_buf_str(&w->pending);
    if (md_frame_inner(w)->kind == PECIA_ITEM && (pecia_str_ends(line, ". ") || pecia_str_ends(line, ") "))) {
        w->pending.size--;
        md_line_begin(w);
        md_line_end(w);
    }
}

void md_table_write(md_writer *w, pecia_event *event) {
    const pecia_cursor_api *c = w->host->cursor;
    uint32_t rows = 0;
    if (w->is_plain && !md_table_is_simple(w, event->node)) {
        event->outcome = PECIA_DEGRADED;
    }
    if (!md_table_is_simple(w, event->node)) {
        md_html_enter(w, "table", 0, event, MD_ATTR_FEW);
        return;
    }
    md_block(w);
    md_note_head_block(w);
    number_alone(w);
    if (!md_frame_open(w, PECIA_TABLE, MD_HOW_PASS, event->node, "", "")) {
        return;
    }
    do {
        event = c->next(w->cursor);
    } while (w->status == PECIA_OK && event->type != PECIA_END && table_event(w, event, &rows));
    md_frame_close(w);
    md_held_end(w);
}
