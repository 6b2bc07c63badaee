/* SPDX-License-Identifier: MIT
 *
 * emit_group.c: units of one line that stand in groups: verse, rows of tables, preformatted lines.
 */
#include "emit.h"

/* The cells of a row drawn with bars. */
static void emit_row(text_emitter *e, const text_unit *unit) {
    const text_line *line = &e->r->lines[unit->line];
    uint32_t at = line->start + 1, end = line->start + line->size;
    if (text_is_row_rule(text_of_line(e->r, line))) {
        return;
    }
    uint32_t token = unit->token;
    const text_unit *next = unit + 1;
    bool inside = next < e->r->units + e->r->unit_count && next->kind == TEXT_ROW && !(next->flags & TEXT_GROUP_START);
    text_emit_enter(e, PECIA_ROW);
    if (inside && unit->flags & TEXT_GROUP_START && text_is_row_rule(text_of_line(e->r, text_first_line(e->r, next)))) {
        text_emit_number(e, PECIA_HEADER, 1);
    }
    while (at < end) {
        const char *bar = memchr(e->r->text.data + at, '|', end - at);
        uint32_t stop = bar ? (uint32_t)(bar - e->r->text.data) : end;
        pecia_str cell = pecia_str_trim((pecia_str){e->r->text.data + at, stop - at});
        uint32_t from = (uint32_t)(cell.data - e->r->text.data), open = 0;
        text_emit_enter(e, PECIA_CELL);
        text_emit_range(e, unit->line, from, from + (uint32_t)cell.size, &token, unit->token + unit->tokens, &open);
        text_emit_leave(e, PECIA_CELL);
        at = stop + 1;
    }
    text_emit_leave(e, PECIA_ROW);
}

/* A line of preformatted text, set in as far as it is against the first of its group. */
static void emit_plain(text_emitter *e, const text_unit *unit) {
    static const char blanks[] = "                                                                                ";
    const text_line *line = &e->r->lines[unit->line];
    bool first = (unit->flags & TEXT_GROUP_START) != 0;
    e->margin = first ? line->indent : e->margin;
    uint32_t more = line->indent > e->margin ? line->indent - e->margin : 0;
    if (e->status == PECIA_OK && !first) {
        e->status = e->b->text(e->builder, "\n", 1);
    }
    if (e->status == PECIA_OK && more > 0) {
        e->status = e->b->text(e->builder, blanks, more < sizeof(blanks) - 1 ? more : sizeof(blanks) - 1);
    }
    text_emit_bytes(e, line->start, line->start + line->size);
}

void text_emit_grouped(text_emitter *e, const text_unit *unit) {
    uint32_t kind = unit->kind == TEXT_VERSE ? PECIA_LINE_GROUP
                    : unit->kind == TEXT_ROW ? PECIA_TABLE
                                             : PECIA_CODE_BLOCK;
    text_emit_close_lists(e, 0);
    text_emit_close_quotes(e, 0);
    if (e->group != unit->kind) {
        text_emit_enter(e, kind);
        text_emit_guess(e, unit->guess);
        e->group = unit->kind;
    }
    if (unit->kind == TEXT_VERSE) {
        text_emit_phrase(e, PECIA_LINE, unit);
    } else if (unit->kind == TEXT_ROW) {
        emit_row(e, unit);
    } else {
        emit_plain(e, unit);
    }
}
