/* SPDX-License-Identifier: MIT
 *
 * md_table.c: pipe tables (GitHub Flavored Markdown, 4.10). A table is rewritten into a block quotation that begins
 * with a token and holds a paragraph for each cell, each with a token of its own, so that cmark reads what is in the
 * cells.
 */
#include "md_reader.h"

/* The next cell of *ROW, trimmed; false at the end of the row. A backslash hides a pipe. */
static bool next_cell(pecia_str *row, pecia_str *cell) {
    if (row->size == 0) {
        return false;
    }
    uint64_t i = 0;
    while (i < row->size && row->data[i] != '|') {
        i += row->data[i] == '\\' && i + 1 < row->size ? 2 : 1;
    }
    i = i < row->size ? i : row->size;
    *cell = pecia_str_trim((pecia_str){row->data, i});
    *row = pecia_str_from(*row, i < row->size ? i + 1 : i);
    return true;
}

/* LINE without the pipes at its ends. */
static pecia_str row_of(pecia_str line) {
    line = pecia_str_trim(line);
    return line.size > 0 && line.data[0] == '|' ? pecia_str_from(line, 1) : line;
}

/* Reads a cell of a delimiter row: its alignment, or false. */
static bool delimiter(pecia_str cell, uint32_t *align) {
    bool left = cell.size > 0 && cell.data[0] == ':';
    bool right = cell.size > 1 && cell.data[cell.size - 1] == ':';
    uint64_t dashes = 0;
    for (uint64_t i = left ? 1 : 0; i < cell.size - (right ? 1 : 0); i++, dashes++) {
        if (cell.data[i] != '-') {
            return false;
        }
    }
    *align = left && right ? PECIA_ALIGN_CENTER : left ? PECIA_ALIGN_LEFT : right ? PECIA_ALIGN_RIGHT : 0;
    return dashes > 0;
}

static bool has_pipe(pecia_str text) {
    return memchr(text.data, '|', (size_t)text.size) != NULL;
}

/* Counts the cells of ROW. */
static uint32_t count_cells(pecia_str row) {
    pecia_str cell;
    uint32_t n = 0;
    while (next_cell(&row, &cell)) {
        n++;
    }
    return n;
}

/* Reads LINE as a delimiter row into reader->aligns; returns its columns, 0 if it is none. */
static uint32_t read_delimiters(md_reader *reader, pecia_str line) {
    pecia_str row = row_of(line);
    pecia_str cell;
    uint32_t align;
    uint32_t n = 0;
    while (next_cell(&row, &cell)) {
        if (!delimiter(cell, &align) || pecia_grow(reader->host, reader->job, &reader->aligns, &reader->align_capacity,
                                                   reader->align_count + n + 1, sizeof *reader->aligns) < 0) {
            return 0;
        }
        reader->aligns[reader->align_count + n++] = align;
    }
    return n;
}

/* Ends the line, and adds one that continues the block quotation but holds nothing. */
static int32_t end_cell(md_reader *reader) {
    pecia_buf_add_char(&reader->piece, '\n');
    md_prefix(reader, &reader->piece);
    reader->piece_lines += 2;
    return pecia_buf_add(&reader->piece, ">\n", 2);
}

/* Adds a cell: its text is rewritten as a paragraph's. */
static int32_t add_cell(md_reader *reader, pecia_str cell, bool is_first) {
    md_prefix(reader, &reader->piece);
    pecia_buf_add(&reader->piece, "> ", 2);
    int32_t status = md_token_add(reader, is_first ? MD_TOKEN_ROW : MD_TOKEN_CELL, 0, (pecia_str){"|", 1});
    reader->paragraph = reader->piece.size;
    reader->start_count = 0;
    reader->is_heading = false;
    for (uint64_t i = 0; i < cell.size;) {
        const char *s = memmem(cell.data + i, (size_t)(cell.size - i), "\\|", 2);
        uint64_t end = s ? (uint64_t)(s - cell.data) : cell.size;
        pecia_buf_add(&reader->piece, cell.data + i, end - i);
        i = end;
        if (s) { /* a backslash before a pipe belongs to the table, unless it is hidden itself */
            bool is_escaped = end > 0 && cell.data[end - 1] == '\\';
            pecia_buf_add_text(&reader->piece, is_escaped ? "\\|" : "|");
            i += 2;
        }
    }
    status = status < 0 ? status : md_rewrite(reader);
    return status < 0 ? status : end_cell(reader);
}

static int32_t add_cells(md_reader *reader, pecia_str line) {
    pecia_str row = row_of(line);
    pecia_str cell;
    bool is_first = true;
    int32_t status = PECIA_OK;
    while (status == PECIA_OK && next_cell(&row, &cell)) {
        status = add_cell(reader, cell, is_first);
        is_first = false;
    }
    return is_first && status == PECIA_OK ? add_cell(reader, (pecia_str){"", 0}, true) : status;
}

int32_t md_table_begin(md_reader *reader, pecia_str line, bool *done) {
    pecia_str head = pecia_buf_from(&reader->piece, reader->paragraph);
    *done = false;
    line = pecia_str_trim(line);
    if (line.size == 0 || !memchr("|-:", line.data[0], 3) || (!has_pipe(head) && !has_pipe(line))) {
        return PECIA_OK;
    }
    uint32_t columns = read_delimiters(reader, line);
    if (columns == 0 || count_cells(row_of(head)) != columns) {
        return PECIA_OK;
    }
    *done = true;
    pecia_buf_clear(&reader->head);
    pecia_buf_add_str(&reader->head, pecia_str_trim(head));
    reader->piece.size = reader->paragraph;
    reader->piece_lines--;
    reader->paragraph = UINT64_MAX;
    pecia_buf_add(&reader->piece, "> ", 2);
    int32_t status = md_token_add(reader, MD_TOKEN_TABLE, columns, (pecia_str){"", 0});
    if (status < 0 || reader->head.status < 0) {
        return PECIA_ERR_MEMORY;
    }
    reader->tokens[reader->token_count - 1].source = reader->align_count;
    reader->align_count += columns;
    status = end_cell(reader);
    return status < 0 ? status : add_cells(reader, pecia_buf_str(&reader->head));
}

int32_t md_table_row(md_reader *reader, pecia_str line) {
    return add_cells(reader, line);
}
