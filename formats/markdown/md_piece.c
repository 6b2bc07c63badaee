/* SPDX-License-Identifier: MIT
 *
 * md_piece.c: cuts the text into pieces that cmark can parse one by one, and rewrites note definitions and tables on
 * the way (md_reader.h). A definition "[^label]: body" becomes a list item, whose content is indented by the same four
 * columns, so that cmark finds its blocks in whatever container it stands.
 */
#include "md_reader.h"

int32_t md_prefix(md_reader *reader, pecia_buf *out) {
    for (uint32_t i = 0; i < reader->scan.count; i++) {
        const md_box *box = &reader->scan.boxes[i];
        if (box->is_quote) {
            pecia_buf_add(out, "> ", 2);
        } else {
            pecia_buf_fill(out, ' ', box->offset);
        }
    }
    return out->status;
}

uint32_t md_piece_line(md_reader *reader, uint32_t line) {
    while (reader->shift_at + 1 < reader->shift_count && reader->shifts[reader->shift_at + 1].line <= line) {
        reader->shift_at++;
    }
    int64_t delta = reader->shift_count > 0 ? reader->shifts[reader->shift_at].delta : 0;
    int64_t found = (int64_t)line + delta;
    return found > 0 ? (uint32_t)found : 0;
}

/* The next line of the piece comes from line SOURCE. */
static int32_t mark_line(md_reader *reader, uint32_t source) {
    int64_t delta = (int64_t)source - (int64_t)reader->piece_lines - 1;
    if (reader->shift_count > 0 && reader->shifts[reader->shift_count - 1].delta == delta) {
        return PECIA_OK;
    }
    if (pecia_grow(reader->host, reader->job, &reader->shifts, &reader->shift_capacity, reader->shift_count + 1,
                   sizeof *reader->shifts) < 0) {
        return PECIA_ERR_MEMORY;
    }
    reader->shifts[reader->shift_count++] = (md_shift){reader->piece_lines + 1, delta};
    return PECIA_OK;
}

static int32_t end_line(md_reader *reader) {
    reader->piece_lines++;
    return pecia_buf_add_char(&reader->piece, '\n');
}

/* Ends the open paragraph, if there is one. */
static int32_t end_paragraph(md_reader *reader) {
    return reader->paragraph == UINT64_MAX ? PECIA_OK : md_rewrite(reader);
}

/* Remembers that the content of the paragraph's next line begins where the piece will have FROM more bytes. */
static int32_t add_start(md_reader *reader, uint64_t from) {
    if (pecia_grow(reader->host, reader->job, &reader->starts, &reader->start_capacity, reader->start_count + 1,
                   sizeof *reader->starts) < 0) {
        return PECIA_ERR_MEMORY;
    }
    reader->starts[reader->start_count++] = reader->piece.size + from;
    return PECIA_OK;
}

/* A task's "[ ]" or "[x]" at the start of an item, as a token. *TEXT moves behind it. */
static int32_t task(md_reader *reader, pecia_str line, uint64_t *text) {
    pecia_str rest = pecia_str_from(line, *text);
    if (!(reader->syntax & MD_TASKS) || !reader->scan.is_first || rest.size < 4 || rest.data[0] != '[' ||
        rest.data[2] != ']' || rest.data[3] != ' ' || !memchr(" xX", rest.data[1], 3)) {
        return PECIA_OK;
    }
    *text += 3;
    rest.size = 3;
    pecia_buf_add(&reader->piece, line.data, *text - 3);
    return md_token_add(reader, MD_TOKEN_TASK, rest.data[1] != ' ', rest);
}

/* Opens a paragraph whose first line is LINE, a source's or the rest of one. */
static int32_t open_paragraph(md_reader *reader, pecia_str line, uint32_t source) {
    uint64_t text = reader->scan.text;
    uint64_t before = reader->piece.size;
    reader->start_count = 0;
    reader->is_heading = reader->scan.line == MD_HEADING;
    reader->paragraph_line = source;
    int32_t status = reader->is_heading ? PECIA_OK : task(reader, line, &text);
    uint64_t done = reader->piece.size > before ? text : 0;
    reader->paragraph = reader->piece.size + text - done;
    status = status < 0 ? status : add_start(reader, text - done);
    pecia_buf_add(&reader->piece, line.data + done, line.size - done);
    status = status < 0 ? status : end_line(reader);
    return status < 0 || !reader->is_heading ? status : end_paragraph(reader);
}

/* A definition of a note begins in LINE at scan.text: opens its item. *REST is what is left of the line, to be taken as
 * a line of its own; absent if nothing is. */
static int32_t open_note(md_reader *reader, pecia_str line, uint32_t which, pecia_str *rest) {
    uint64_t text = reader->scan.text;
    pecia_str label = pecia_str_from(line, text);
    label.size = md_line_note(label, reader->scan.is_wordy);
    uint64_t behind = text + label.size + 1;
    pecia_str source = {label.data, label.size + 1};
    pecia_buf_add(&reader->piece, line.data, text - reader->scan.spare); /* the body is indented by four columns */
    pecia_buf_add(&reader->piece, "+   ", 4);
    if (md_token_add(reader, MD_TOKEN_NOTE, MD_NONE, source) < 0) {
        return PECIA_ERR_MEMORY;
    }
    if (!md_scan_note(&reader->scan)) {
        return PECIA_ERR_LIMIT;
    }
    while (behind < line.size && (line.data[behind] == ' ' || line.data[behind] == '\t')) {
        behind++;
    }
    *rest = (pecia_str){NULL, 0};
    end_line(reader);
    if (behind < line.size) {
        pecia_buf *out = &reader->rest[which];
        md_prefix(reader, &reader->piece);
        end_line(reader);
        pecia_buf_clear(out);
        md_prefix(reader, out);
        pecia_buf_add(out, line.data + behind, line.size - behind);
        *rest = pecia_buf_str(out);
        return out->status;
    }
    reader->scan.leaf = MD_LEAF_PARAGRAPH; /* what follows may go on without indentation */
    reader->paragraph = reader->piece.size;
    reader->start_count = 0;
    reader->is_heading = false;
    return reader->piece.status;
}

/* Puts LINE, which goes on with the open paragraph, or makes a table of both. */
static int32_t more(md_reader *reader, pecia_str line) {
    bool done = false;
    pecia_str content = pecia_str_from(line, reader->scan.text);
    int32_t status =
        reader->start_count == 1 && (reader->syntax & MD_TABLES) ? md_table_begin(reader, content, &done) : PECIA_OK;
    if (status < 0 || done) {
        reader->scan.leaf = done ? MD_LEAF_TABLE : reader->scan.leaf;
        return status;
    }
    status = add_start(reader, reader->scan.text);
    pecia_buf_add_str(&reader->piece, line);
    return status < 0 ? status : end_line(reader);
}

/* Puts LINE, which is rewritten nowhere: a sign of a token in it is a token itself. */
static int32_t add_raw(md_reader *reader, pecia_str line) {
    int32_t status = PECIA_OK;
    for (const char *s = md_sign_find(line); s && status == PECIA_OK; s = md_sign_find(line)) {
        pecia_buf_add(&reader->piece, line.data, (uint64_t)(s - line.data));
        line = pecia_str_from(line, (uint64_t)(s - line.data) + MD_SIGN_SIZE);
        status = md_token_add(reader, MD_TOKEN_LITERAL, 0, PECIA_STR(MD_SIGN));
    }
    return status < 0 ? status : pecia_buf_add_str(&reader->piece, line);
}

static int32_t too_deep(md_reader *reader, uint32_t source) {
    pecia_place place = md_place(source);
    return reader->host->job->limit_met(reader->job, PECIA_LIMIT_CONTAINERS, &place);
}

/* Puts a line of the text, number SOURCE, into the piece. */
static int32_t take_line(md_reader *reader, pecia_str line, uint32_t source) {
    uint32_t which = 0;
    for (;;) {
        if (mark_line(reader, source) < 0) {
            return PECIA_ERR_MEMORY;
        }
        if (!md_scan_line(&reader->scan, line)) {
            return too_deep(reader, source);
        }
        if (reader->scan.line == MD_MORE) {
            return more(reader, line);
        }
        reader->is_heading = reader->is_heading || reader->scan.line == MD_UNDERLINE;
        int32_t status = end_paragraph(reader);
        if (status < 0) {
            return status;
        }
        switch (reader->scan.line) {
        case MD_PARAGRAPH:
        case MD_HEADING: return open_paragraph(reader, line, source);
        case MD_ROW: return md_table_row(reader, pecia_str_from(line, reader->scan.text));
        case MD_NOTE:
            reader->paragraph_line = source;
            status = open_note(reader, line, which, &line);
            which ^= 1;
            if (status == PECIA_ERR_LIMIT) {
                return too_deep(reader, source);
            }
            if (status < 0 || !line.data) {
                return status;
            }
            break;
        default: status = add_raw(reader, line); return status < 0 ? status : end_line(reader);
        }
    }
}

/* Makes the piece empty but for the definitions of links. */
static int32_t begin_piece(md_reader *reader) {
    pecia_buf_clear(&reader->piece);
    pecia_buf_clear(&reader->sources);
    reader->token_count = 0;
    reader->inline_count = 0;
    reader->align_count = 0;
    reader->shift_count = 0;
    reader->shift_at = 0;
    reader->has_tokens = false;
    reader->has_pairs = false;
    reader->paragraph = UINT64_MAX;
    reader->piece_lines = reader->definition_lines;
    md_scan_reset(&reader->scan);
    return pecia_buf_add_str(&reader->piece, pecia_buf_str(&reader->definitions));
}

int32_t md_piece_next(md_reader *reader, uint64_t least) {
    int32_t status = begin_piece(reader);
    uint64_t start = reader->text.at;
    uint64_t at = start;
    uint32_t source = reader->text.line;
    pecia_str line;
    while (status == PECIA_OK && md_source_line(&reader->text, &line)) {
        if (at - start >= least && md_scan_may_cut(&reader->scan, line)) {
            status = md_source_seek(&reader->text, at, source);
            break;
        }
        status = take_line(reader, line, source);
        at = reader->text.at;
        source = reader->text.line;
    }
    status = status < 0 ? status : reader->text.status;
    return status < 0 ? status : end_paragraph(reader);
}

bool md_piece_inlines(md_reader *reader, int32_t *status) {
    *status = PECIA_OK;
    if (reader->inline_count == 0) {
        return false;
    }
    pecia_buf_clear(&reader->piece);
    reader->piece_lines = reader->definition_lines;
    reader->shift_count = 0;
    reader->shift_at = 0;
    md_scan_reset(&reader->scan);
    pecia_buf_add_str(&reader->piece, pecia_buf_str(&reader->definitions));
    for (uint64_t i = 0; *status == PECIA_OK && i < reader->inline_count; i++) {
        md_inline_note note = reader->inlines[i]; /* the list may move and grow */
        *status = mark_line(reader, note.line);
        pecia_buf_add(&reader->piece, "+   ", 4);
        *status = *status < 0 ? *status : md_token_add(reader, MD_TOKEN_NOTE, note.token, (pecia_str){"", 0});
        reader->paragraph = reader->piece.size;
        reader->paragraph_line = note.line;
        reader->start_count = 0;
        reader->is_heading = false;
        reader->inline_depth = note.depth;
        pecia_str body = pecia_buf_from(&reader->sources, note.body);
        body.size = note.size;
        pecia_buf_add_str(&reader->piece, body);
        *status = *status < 0 ? *status : md_rewrite(reader);
        end_line(reader);
        end_line(reader);
    }
    reader->inline_depth = 0;
    reader->inline_count = 0;
    return true;
}

/* Adds the paragraph at FROM of the piece to the definitions of links, if it may hold some. */
static void collect(md_reader *reader, uint64_t from) {
    pecia_str text = pecia_buf_from(&reader->piece, from);
    if (text.size < 4 || text.data[0] != '[' || !memmem(text.data, (size_t)text.size, "]:", 2)) {
        return;
    }
    for (uint64_t i = 0; i < reader->start_count; i++) { /* without what continues containers */
        pecia_str line = pecia_str_from(text, reader->starts[i] - from);
        const char *end = memchr(line.data, '\n', (size_t)line.size);
        line.size = end ? (uint64_t)(end - line.data) + 1 : line.size;
        pecia_buf_add_str(&reader->definitions, line);
        reader->definition_lines++;
    }
    pecia_buf_add_char(&reader->definitions, '\n');
    reader->definition_lines++;
}

int32_t md_piece_definitions(md_reader *reader) {
    uint64_t at = reader->text.at;
    uint32_t line = reader->text.line;
    int32_t status = begin_piece(reader);
    pecia_str text;
    while (status == PECIA_OK && md_source_line(&reader->text, &text)) {
        if (!md_scan_line(&reader->scan, text)) {
            status = too_deep(reader, reader->text.line - 1);
        } else if (reader->scan.line == MD_MORE || reader->scan.line == MD_PARAGRAPH) {
            if (reader->scan.line == MD_PARAGRAPH) {
                if (reader->paragraph != UINT64_MAX) {
                    collect(reader, reader->paragraph);
                }
                pecia_buf_clear(&reader->piece);
                reader->paragraph = reader->scan.text;
                reader->start_count = 0;
            }
            bool wanted =
                reader->paragraph != UINT64_MAX && (reader->start_count > 0 || text.data[reader->scan.text] == '[');
            if (wanted) {
                status = add_start(reader, reader->scan.text);
                pecia_buf_add_str(&reader->piece, text);
                pecia_buf_add_char(&reader->piece, '\n');
            } else {
                reader->paragraph = UINT64_MAX;
            }
        } else if (reader->scan.line == MD_NOTE) {
            status = md_key_met(reader, pecia_str_from(text, reader->scan.text));
            status = status < 0 || md_scan_note(&reader->scan) ? status : too_deep(reader, reader->text.line - 1);
        } else if (reader->paragraph != UINT64_MAX) {
            collect(reader, reader->paragraph);
            reader->paragraph = UINT64_MAX;
        }
    }
    if (reader->paragraph != UINT64_MAX) {
        collect(reader, reader->paragraph);
    }
    status = status < 0 ? status : md_source_seek(&reader->text, at, line);
    return status < 0 ? status : reader->definitions.status;
}
