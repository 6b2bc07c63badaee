/* SPDX-License-Identifier: MIT
 *
 * emit_phrase.c: the text of a unit: places, guesses, quotations, note marks, pages, line ends.
 */
#include "characters.h"
#include "emit.h"

enum { SOFT_HYPHEN = 0xAD };

static void at(text_emitter *e, uint32_t line, uint32_t column) {
    e->place.line = line;
    e->place.column = column;
    e->b->at(e->builder, 0, line, column);
}

/* The column that the text of LINE begins in, counted in characters. */
static uint32_t first_column(const text_emitter *e, const text_line *line) {
    uint32_t from = line->start;
    while (from > 0 && e->r->text.data[from - 1] != '\n' && e->r->text.data[from - 1] != '\f') {
        from--;
    }
    return (uint32_t)text_width((pecia_str){e->r->text.data + from, line->start - from}, UINT32_MAX - 1) + 1;
}

void text_emit_at_unit(text_emitter *e, const text_unit *unit) {
    const text_line *line = &e->r->lines[unit->line];
    at(e, line->number, first_column(e, line));
}

/* Says of the last node how sure it is; one that is less so than the user wants is reported. */
void text_emit_guess(text_emitter *e, uint8_t kind) {
    static const struct {
        uint8_t percent;
        const char *what;
    } table[] = {
        {100, ""},
#define GUESS(name, percent, what) {percent, what},
#include "guesses.def"
#undef GUESS
    };
    if (kind == TEXT_GUESS_NONE) {
        return;
    }
    text_emit_number(e, PECIA_CONFIDENCE, table[kind].percent);
    if (table[kind].percent < e->least) {
        e->r->host->job->report(e->r->job, PECIA_WARNING, "text.guess", &e->place, "this was taken for %s (%u%%)",
                                table[kind].what, table[kind].percent);
    }
}

/* Tells the builder the column of OFFSET; each line is counted once. */
static void at_column(text_emitter *e, uint32_t line, uint32_t offset) {
    const text_line *l = &e->r->lines[line];
    if (e->line != line || e->counted > offset || e->counted < l->start) {
        e->line = line;
        e->counted = l->start;
        e->column = first_column(e, l);
    }
    pecia_str between = {e->r->text.data + e->counted, offset - e->counted};
    e->column += (uint32_t)text_width(between, UINT32_MAX - 1);
    e->counted = offset;
    at(e, l->number, e->column);
}

static void enter_quote(text_emitter *e, uint32_t tie, int64_t part, uint8_t kind) {
    text_emit_enter(e, PECIA_QUOTE);
    text_emit_guess(e, kind);
    text_emit_number(e, PECIA_QUOTATION, PECIA_Q);
    text_emit_number(e, PECIA_MARKS, PECIA_MARKS_KEPT);
    if (tie) {
        text_emit_number(e, PECIA_TIE, tie);
        text_emit_number(e, PECIA_PART, part);
    }
}

void text_emit_mark(text_emitter *e, const text_token *token, uint32_t line) {
    char digits[32];
    pecia_str label = text_plain_label(text_label_of(e->r, token), digits);
    at_column(e, line, token->start);
    if (e->status == PECIA_OK) {
        e->status = e->b->note_ref(e->builder, token->mate, label);
    }
    text_emit_guess(e, token->part);
}

/* How sure the quotation that TOKEN opens is. */
static uint8_t quotation_guess(const text_emitter *e, const text_token *token) {
    uint8_t form = token->form;
    bool single = form == TEXT_STRAIGHT_SINGLE || form == TEXT_LEFT_SINGLE || form == TEXT_RIGHT_SINGLE;
    return token->part                 ? TEXT_GUESS_QUOTATION_PARTS
           : single                    ? TEXT_GUESS_QUOTATION_SINGLE
           : form == TEXT_STRAIGHT     ? TEXT_GUESS_QUOTATION_STRAIGHT
           : text_is_usual(e->r, form) ? TEXT_GUESS_QUOTATION
                                       : TEXT_GUESS_QUOTATION_FOREIGN;
}

/* The page "[p. 12]" within a paragraph. */
static void emit_page(text_emitter *e, const text_token *token, uint32_t line) {
    pecia_str label = {NULL, 0};
    uint32_t value = 0;
    text_read_page((pecia_str){e->r->text.data + token->start, token->size}, &label, &value);
    at_column(e, line, token->start);
    text_emit_leaf(e, PECIA_PAGE_BREAK);
    text_emit_guess(e, TEXT_GUESS_PAGE_NUMBER);
    if (e->status == PECIA_OK) {
        e->status = e->b->set(e->builder, e->b->last(e->builder), PECIA_N, label);
    }
}

/* What TOKEN stands for. OPEN counts the quotations that wait for the end of the unit. */
static uint32_t emit_token(text_emitter *e, const text_token *token, uint32_t line, uint32_t *open) {
    uint32_t end = token->start + token->size;
    switch (token->kind) {
    case TEXT_OPEN:
        at_column(e, line, token->start);
        enter_quote(e, token->tie, token->part, quotation_guess(e, token));
        *open += token->mate == TEXT_NO_MATE;
        return token->start;
    case TEXT_CLOSE:
        text_emit_bytes(e, token->start, end);
        text_emit_leave(e, PECIA_QUOTE);
        *open -= token->mate == TEXT_NO_MATE;
        return end;
    case TEXT_EMPH_OPEN: text_emit_enter(e, PECIA_EMPHASIS); return end;
    case TEXT_EMPH_CLOSE: text_emit_leave(e, PECIA_EMPHASIS); return end;
    case TEXT_MARK: text_emit_mark(e, token, line); return end;
    case TEXT_PAGE: emit_page(e, token, line); return end;
    default: return token->start;
    }
}

/* True if nothing is to stand where one line of a paragraph ends: inside a word, or in a script without spaces. */
static bool joins(text_reader *r, const text_line *line) {
    uint32_t last = text_last(text_of_line(r, line), NULL);
    uint32_t next = text_first(text_of_line(r, line + 1));
    return last == SOFT_HYPHEN || line->joint != TEXT_JOINT_NONE ||
           (text_needs_no_space(last) && text_needs_no_space(next));
}

/* The pages that begin at LINE; the last of them may have a number. */
void text_emit_pages(text_emitter *e, uint32_t line) {
    pecia_str label;
    uint32_t count = e->r->lines[line].page;
    if (count == 0) {
        return;
    }
    bool numbered = text_page_label(e->r, line, &label);
    at(e, e->r->lines[line].number, first_column(e, &e->r->lines[line]));
    for (uint32_t i = 0; i < count; i++) {
        text_emit_leaf(e, PECIA_PAGE_BREAK);
        text_emit_guess(e, numbered && i + 1 == count ? TEXT_GUESS_PAGE_NUMBER : TEXT_GUESS_PAGE_FEED);
    }
    if (numbered && e->status == PECIA_OK) {
        e->status = e->b->set(e->builder, e->b->last(e->builder), PECIA_N, label);
    }
}

/* What stands between LINE, which is not the last of UNIT, and the one behind it. */
static void emit_line_end(text_emitter *e, const text_unit *unit, const text_line *line) {
    if (unit->flags & TEXT_BREAKS) {
        text_emit_leaf(e, PECIA_LINE_BREAK);
    } else if (line->joint == TEXT_JOINT_SOFT && e->status == PECIA_OK) {
        e->status = e->b->text(e->builder, "\xC2\xAD", 2);
    } else if (!joins(e->r, line) && e->status == PECIA_OK) {
        e->status = e->b->text(e->builder, " ", 1);
    }
}

/* Bytes at the end of LINE that are not for the document: a hyphen that only the line's end called for. */
static uint32_t dropped(const text_reader *r, const text_line *line) {
    pecia_str before;
    bool gone = line->joint == TEXT_JOINT_DROP || line->joint == TEXT_JOINT_SOFT;
    text_last(text_of_line(r, line), &before);
    return gone ? line->size - (uint32_t)before.size : 0;
}

/* The text from AT to END, in LINE: characters, quotations, notes. *TOKEN is the next token of the unit that ends at
 * LAST. */
void text_emit_range(text_emitter *e, uint32_t line, uint32_t at, uint32_t end, uint32_t *token, uint32_t last,
                     uint32_t *open) {
    for (; *token < last && e->r->tokens[*token].start < end; ++*token) {
        const text_token *t = &e->r->tokens[*token];
        if (t->kind != TEXT_NONE && t->start >= at) {
            text_emit_bytes(e, at, t->start);
            at = emit_token(e, t, line, open);
        }
    }
    text_emit_bytes(e, at, end);
}

/* The text of UNIT. */
void text_emit_text(text_emitter *e, const text_unit *unit) {
    uint32_t token = unit->token, last = unit->token + unit->tokens, open = 0;
    bool block = (unit->flags & TEXT_QUOTED) != 0;
    if (unit->tie && !block) {
        enter_quote(e, unit->tie, unit->flags & TEXT_TIE_LAST ? PECIA_FINAL : PECIA_MEDIAL, TEXT_GUESS_QUOTATION_PARTS);
        open++;
    }
    uint32_t from = unit->kind == TEXT_SPEECH && unit->words >= e->r->lines[unit->line].size ? 1 : 0;
    uint32_t skip = unit->kind == TEXT_SPEECH ? unit->words : unit->skip;
    for (uint32_t i = from; i < unit->lines && e->status == PECIA_OK; i++) {
        const text_line *line = &e->r->lines[unit->line + i];
        uint32_t at = line->start + (i == 0 ? skip : 0);
        uint32_t end = line->start + line->size - (i + 1 == unit->lines ? unit->cut : dropped(e->r, line));
        if (unit->flags & TEXT_CITED && i + 1 == unit->lines) {
            end = e->r->tokens[unit->source].start;
        }
        text_emit_range(e, unit->line + i, at, end, &token, last, &open);
        if (i + 1 < unit->lines) {
            emit_line_end(e, unit, line);
            text_emit_pages(e, unit->line + i + 1);
        }
    }
    for (; open > 0; open--) {
        text_emit_leave(e, PECIA_QUOTE);
    }
}

void text_emit_phrase(text_emitter *e, uint32_t kind, const text_unit *unit) {
    text_emit_enter(e, kind);
    text_emit_text(e, unit);
    text_emit_leave(e, kind);
}

/* Part of the first line of UNIT as a phrase. */
void text_emit_part(text_emitter *e, uint32_t kind, const text_unit *unit, uint32_t from, uint32_t to) {
    uint32_t token = unit->token, open = 0, start = e->r->lines[unit->line].start;
    text_emit_enter(e, kind);
    text_emit_range(e, unit->line, start + from, start + to, &token, unit->token + unit->tokens, &open);
    for (; open > 0; open--) {
        text_emit_leave(e, PECIA_QUOTE);
    }
    text_emit_leave(e, kind);
}
