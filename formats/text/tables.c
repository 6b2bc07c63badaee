/* SPDX-License-Identifier: MIT
 *
 * tables.c: draws tables: cells between bars, their edges below each other where the lines stay readable.
 *
 * The rows of a table are kept until it ends, each cell ended by CELL_END, each row by ROW_END; no text of a document
 * holds these characters.
 */
#include "writer.h"

enum { CELL_END = 0x1F, ROW_END = 0x1E, MOST_COLUMNS = 32, WIDEST_CELL = 40, WIDEST_TABLE = 120 };

void text_begin_row(text_writer *w, bool header) {
    w->table_header = w->row_count == 0 ? header : w->table_header;
}

void text_add_cell(text_writer *w) {
    pecia_buf_add_str(&w->table, pecia_buf_str(&w->phrase));
    pecia_buf_add_char(&w->table, CELL_END);
    pecia_buf_clear(&w->phrase);
}

void text_end_row(text_writer *w) {
    pecia_buf_add_char(&w->table, ROW_END);
    w->row_count++;
}

/* Takes the next piece of *REST up to the character END. */
static pecia_str take(pecia_str *rest, char end) {
    const char *at = memchr(rest->data, end, (size_t)rest->size);
    pecia_str piece = {rest->data, at ? (uint64_t)(at - rest->data) : rest->size};
    *rest = pecia_str_from(*rest, piece.size + (at ? 1 : 0));
    return piece;
}

/* How wide each column is; false if the table cannot be drawn with even columns. */
static bool measure(text_writer *w, uint64_t widths[MOST_COLUMNS]) {
    pecia_str rest = pecia_buf_str(&w->table);
    uint64_t all = 1;
    uint32_t count = 0;
    memset(widths, 0, MOST_COLUMNS * sizeof(widths[0]));
    while (rest.size > 0) {
        pecia_str row = take(&rest, ROW_END);
        for (uint32_t i = 0; row.size > 0; i++) {
            uint64_t width = text_columns(&w->ruler, take(&row, CELL_END));
            if (i == MOST_COLUMNS || width > WIDEST_CELL) {
                return false;
            }
            widths[i] = width > widths[i] ? width : widths[i];
            count = i >= count ? i + 1 : count;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        all += widths[i] + 3;
    }
    return all <= WIDEST_TABLE;
}

/* One row into the phrase; WIDTHS is NULL where columns are not even. */
static uint32_t draw_row(text_writer *w, pecia_str row, const uint64_t *widths) {
    uint32_t count = 0;
    pecia_buf_clear(&w->phrase);
    pecia_buf_add_char(&w->phrase, '|');
    for (; row.size > 0; count++) {
        pecia_str cell = take(&row, CELL_END);
        uint64_t width = widths ? text_columns(&w->ruler, cell) : 0;
        pecia_buf_add_char(&w->phrase, ' ');
        pecia_buf_add_str(&w->phrase, cell);
        if (widths && widths[count] > width) {
            pecia_buf_fill(&w->phrase, ' ', widths[count] - width);
        }
        pecia_buf_add_text(&w->phrase, cell.size > 0 || (widths && widths[count] > 0) ? " |" : "|");
    }
    return count;
}

/* The line below a header row of COUNT cells. */
static void draw_rule(text_writer *w, uint32_t count, const uint64_t *widths) {
    pecia_buf_clear(&w->phrase);
    pecia_buf_add_char(&w->phrase, '|');
    for (uint32_t i = 0; i < count; i++) {
        uint64_t width = widths ? widths[i] : 3;
        pecia_buf_add_char(&w->phrase, ' ');
        pecia_buf_fill(&w->phrase, '-', width > 0 ? width : 1);
        pecia_buf_add_text(&w->phrase, " |");
    }
}

void text_draw_table(text_writer *w) {
    uint64_t widths[MOST_COLUMNS];
    if (w->row_count == 0) { /* what there is of a first row waits for its end */
        return;
    }
    const uint64_t *even = measure(w, widths) ? widths : NULL;
    pecia_str rest = pecia_buf_str(&w->table);
    if (w->zone != TEXT_ZONE_FLOW && w->note_depth == 0) {
        text_end_zone(w);
    }
    w->row_count = 0;
    for (bool first = true; rest.size > 0; first = false) {
        uint32_t count = draw_row(w, take(&rest, ROW_END), even);
        text_put_line(w, first);
        if (first && w->table_header) {
            draw_rule(w, count, even);
            text_put_line(w, false);
        }
    }
    w->status = w->status == PECIA_OK ? w->table.status : w->status;
    pecia_buf_clear(&w->table);
    w->notes_head = false;
}
