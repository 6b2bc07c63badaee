/* SPDX-License-Identifier: MIT
 *
 * lines.c: the table of the lines that are not blank.
 */
#include "characters.h"
#include "reader.h"

enum { MOST_COLUMNS = 1 << 20 };

/* Columns of the white space that LINE begins with; *SKIP is its bytes. */
static uint32_t indentation(pecia_str line, uint64_t *skip) {
    uint32_t columns = 0;
    pecia_str rest = line;
    for (*skip = 0; rest.size > 0; *skip = line.size - rest.size) {
        unsigned char c = (unsigned char)rest.data[0];
        if (c == '\t') {
            columns = (columns / 8 + 1) * 8;
        } else if (c != ' ' && c != '\r' && c < 0xC2) {
            break;
        } else {
            pecia_str after = rest;
            uint32_t code = pecia_str_next(&after);
            if (!text_is_space(code)) {
                break;
            }
            columns += code == 0x3000 ? 2 : code != '\r';
            rest = after;
            continue;
        }
        rest = pecia_str_from(rest, 1);
    }
    return columns < UINT16_MAX ? columns : UINT16_MAX;
}

/* Size of LINE without white space at its end; no-break spaces there are kept unless nothing else is in the line. */
static uint64_t trimmed(pecia_str line) {
    return pecia_str_trim(line).size;
}

/* True if the line RAW, whose text takes SIZE bytes, ends in one space as a flowed line of RFC 3676 does; the dashes
 * over a signature do not count. */
static bool is_flowed(pecia_str raw, uint64_t size) {
    raw.size -= raw.size > size && raw.data[raw.size - 1] == '\r';
    return raw.size == size + 1 && raw.data[size] == ' ' && !pecia_str_is((pecia_str){raw.data, size}, "--");
}

/* Adds the line of SIZE bytes at START, or counts it as blank in NEXT. */
static int32_t add_line(text_reader *r, uint64_t start, uint64_t size, text_line *next) {
    pecia_str raw = {r->text.data + start, size};
    uint64_t skip;
    while (raw.size > 0 && raw.data[0] == '\f') {
        next->page = (uint8_t)(next->page < 255 ? next->page + 1 : 255);
        raw = pecia_str_from(raw, 1);
        start++;
    }
    next->indent = (uint16_t)indentation(raw, &skip);
    raw = pecia_str_from(raw, skip);
    next->start = (uint32_t)(start + skip);
    next->size = (uint32_t)trimmed(raw);
    if (next->size == 0) {
        next->blank = (uint8_t)(next->blank < 255 ? next->blank + 1 : 255);
        return PECIA_OK;
    }
    next->width = (uint16_t)text_width(text_of_line(r, next), TEXT_WIDE);
    next->flowed = is_flowed(raw, next->size);
    if (r->line_count == r->line_room) {
        int32_t status = pecia_grow(r->host, r->job, &r->lines, &r->line_room, r->line_count + 1024, sizeof(text_line));
        if (status != PECIA_OK) {
            return status;
        }
    }
    r->lines[r->line_count++] = *next;
    next->blank = 0;
    next->page = 0;
    return PECIA_OK;
}

/* Where the line that begins at FROM ends: at a line feed, or before a form feed. *NEWLINE is where the last line feed
 * was found, so that it is sought once however many form feeds stand before it. */
static uint64_t line_end(pecia_str text, uint64_t from, uint64_t *newline) {
    if (*newline < from || from == 0) {
        const char *at = memchr(text.data + from, '\n', (size_t)(text.size - from));
        *newline = at ? (uint64_t)(at - text.data) : text.size;
    }
    uint64_t body = from;
    while (body < *newline && text.data[body] == '\f') {
        body++;
    }
    const char *feed = body < *newline ? memchr(text.data + body, '\f', (size_t)(*newline - body)) : NULL;
    return feed ? (uint64_t)(feed - text.data) : *newline;
}

/* Room for all lines at once: a table that grows leaves its old copies behind. */
static int32_t make_room(text_reader *r) {
    uint64_t count = 1;
    for (const char *at = r->text.data, *end = at + r->text.size;
         at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++) {
        count += at[1] != '\n'; /* one byte can be read behind the text */
    }
    return pecia_grow(r->host, r->job, &r->lines, &r->line_room, count, sizeof(text_line));
}

int32_t text_find_lines(text_reader *r) {
    text_line next = {0};
    uint64_t at = 0, newline = 0;
    uint32_t number = 1;
    if (r->text.size > UINT32_MAX - 1) {
        return r->host->job->limit_met(r->job, PECIA_LIMIT_INPUT, NULL);
    }
    if (r->text.size > 0 && make_room(r) != PECIA_OK) {
        return PECIA_ERR_MEMORY;
    }
    while (at < r->text.size) {
        uint64_t end = line_end(r->text, at, &newline);
        next.number = number;
        int32_t status = add_line(r, at, end - at, &next);
        if (status != PECIA_OK) {
            return status;
        }
        bool feed = end < r->text.size && r->text.data[end] == '\f';
        at = feed ? end : end + 1;
        number += !feed;
        if ((number & 1023) == 0 && r->host->job->proceed(r->job) != PECIA_OK) {
            return r->host->job->proceed(r->job);
        }
    }
    r->last = r->tail = (uint32_t)r->line_count;
    return PECIA_OK;
}

pecia_place text_place(const text_reader *r, const text_line *line, uint32_t offset) {
    uint64_t start = line->start;
    pecia_place far = {{NULL, 0}, line->number, 0};
    if (offset - start > MOST_COLUMNS) {
        return far;
    }
    while (start > 0 && r->text.data[start - 1] != '\n') {
        start--;
    }
    pecia_str before = {r->text.data + start, offset - start};
    pecia_place place = {{NULL, 0}, line->number, (uint32_t)text_width(before, UINT32_MAX - 1) + 1};
    return place;
}
