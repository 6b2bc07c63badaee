/* SPDX-License-Identifier: MIT
 *
 * passages.c: paragraphs that are wholly quoted become block quotations, and closed fragments that one note cites are
 * joined on evidence.
 */
#include "characters.h"
#include "reader.h"

enum { BLOCK_WIDTH = 60, SPEECH_WIDTH = 250 };

/* True if nothing but full stops and note marks stands between the byte AT and the end of UNIT. *MARK is set when a
 * mark is there, *PURE is cleared when anything else is. */
static bool only_ends(const text_reader *r, const text_unit *unit, uint32_t token, uint32_t at, bool *mark,
                      bool *pure) {
    uint32_t end = text_unit_end(r, unit);
    const text_line *line = &r->lines[unit->line + unit->lines - 1];
    if (at < line->start) {
        return false;
    }
    while (at < end) {
        while (token < unit->token + unit->tokens && r->tokens[token].start < at) {
            token++;
        }
        bool here = token < unit->token + unit->tokens && r->tokens[token].start == at;
        if (here && r->tokens[token].kind == TEXT_MARK) {
            *mark = true;
            at += r->tokens[token].size;
            continue;
        }
        pecia_str rest = {r->text.data + at, end - at};
        uint64_t before = rest.size;
        uint32_t code = pecia_str_next(&rest);
        if (!text_is_point(code) && !text_is_space(code) && !text_is_dash(code)) {
            return false;
        }
        *pure = *pure && text_is_space(code);
        at += (uint32_t)(before - rest.size);
    }
    return true;
}

/* True if UNIT's text is one stretch of one quotation, from its first to its last character. */
static bool is_whole(const text_reader *r, text_unit *unit, bool *mark, bool *pure) {
    uint32_t open = text_opening_token(r, unit);
    *mark = false;
    *pure = true;
    if (unit->kind != TEXT_PARAGRAPH || unit->flags & (TEXT_BREAKS | TEXT_SPOKEN)) {
        return false;
    }
    if (open == TEXT_NO_MATE || r->tokens[open].kind != TEXT_OPEN) {
        if (unit->tie == 0 || !(unit->flags & TEXT_TIE_LAST)) {
            return unit->tie != 0;
        }
        for (uint32_t i = unit->token; i < unit->token + unit->tokens; i++) {
            if (r->tokens[i].kind == TEXT_CLOSE && r->tokens[i].mate == TEXT_NO_MATE) {
                return only_ends(r, unit, i + 1, r->tokens[i].start + r->tokens[i].size, mark, pure);
            }
        }
        return false;
    }
    uint32_t close = r->tokens[open].mate;
    if (close == TEXT_NO_MATE) {
        return r->tokens[open].tie != 0;
    }
    return only_ends(r, unit, close + 1, r->tokens[close].start + r->tokens[close].size, mark, pure);
}

/* True if a paragraph that is wholly quoted is long enough, or cited, to be a block; else it may be a line of speech.
 */
static bool is_block(const text_reader *r, const text_unit *unit, bool mark) {
    uint32_t open = text_opening_token(r, unit);
    uint32_t form = open != TEXT_NO_MATE ? r->tokens[open].form : TEXT_GUILLEMET_LEFT;
    uint32_t least = form == TEXT_GUILLEMET_LEFT ? BLOCK_WIDTH : SPEECH_WIDTH;
    uint64_t width = 0;
    for (uint32_t i = 0; i < unit->lines; i++) {
        width += r->lines[unit->line + i].width;
    }
    return mark || width >= least;
}

/* Makes the outermost marks of UNIT plain text: they stand for its block. Their tie goes to the unit. */
static void raise_to_block(text_reader *r, text_unit *unit, bool mark, bool pure) {
    uint32_t open = text_opening_token(r, unit);
    uint32_t tie = open != TEXT_NO_MATE ? r->tokens[open].tie : 0;
    unit->flags |= (uint16_t)(TEXT_QUOTED | (mark && pure && unit->tie == 0 && tie == 0 ? TEXT_CITED : 0));
    for (uint32_t i = unit->token + unit->tokens; mark && i > unit->token && r->tokens[i - 1].kind == TEXT_MARK; i--) {
        unit->source = i - 1;
    }
    if (open != TEXT_NO_MATE && r->tokens[open].kind == TEXT_OPEN) {
        text_token *token = &r->tokens[open];
        unit->tie = token->tie;
        unit->flags |= token->part == PECIA_INITIAL ? TEXT_TIE_FIRST : token->part == PECIA_FINAL ? TEXT_TIE_LAST : 0;
        if (token->mate != TEXT_NO_MATE) {
            r->tokens[token->mate].kind = TEXT_NONE;
        }
        token->kind = TEXT_NONE;
        return;
    }
    for (uint32_t i = unit->token; i < unit->token + unit->tokens; i++) {
        if (r->tokens[i].kind == TEXT_CLOSE && r->tokens[i].mate == TEXT_NO_MATE) {
            r->tokens[i].kind = TEXT_NONE;
        }
    }
}

/* Paragraphs that are wholly quoted; those of one tie that all are become one block without a tie. */
static void find_blocks(text_reader *r) {
    for (uint64_t i = 0; i < r->unit_count; i++) {
        text_unit *unit = &r->units[i];
        bool mark, pure;
        bool tied = unit->tie || (unit->tokens > 0 && r->tokens[unit->token].tie);
        if (is_whole(r, unit, &mark, &pure) && (tied || is_block(r, unit, mark))) {
            raise_to_block(r, unit, mark, pure);
        }
    }
    for (uint64_t i = 0; i < r->unit_count; i++) {
        uint64_t end = i;
        uint32_t tie = r->units[i].tie;
        if (!(r->units[i].flags & TEXT_TIE_FIRST) || !(r->units[i].flags & TEXT_QUOTED)) {
            continue;
        }
        while (end + 1 < r->unit_count && r->units[end].tie == tie && r->units[end].flags & TEXT_QUOTED &&
               !(r->units[end].flags & TEXT_TIE_LAST)) {
            end++;
        }
        bool all = r->units[end].tie == tie && r->units[end].flags & TEXT_QUOTED && r->units[end].flags & TEXT_TIE_LAST;
        for (uint64_t n = i; all && n <= end; n++) {
            r->units[n].tie = 0;
            r->units[n].flags &= (uint16_t) ~(TEXT_TIE_FIRST | TEXT_TIE_LAST);
            r->units[n].flags |= n < end ? TEXT_QUOTE_ON : 0;
        }
        i = end;
    }
}

/* The mark that closes a quotation right before the ellipsis that ends UNIT, TEXT_NO_MATE if there is none. */
static uint32_t closed_before_ellipsis(const text_reader *r, const text_unit *unit) {
    for (uint32_t i = unit->tokens; i > 0; i--) {
        const text_token *token = &r->tokens[unit->token + i - 1];
        if (token->kind != TEXT_CLOSE || token->mate == TEXT_NO_MATE) {
            continue;
        }
        pecia_str rest = {r->text.data + token->start + token->size,
                          text_unit_end(r, unit) - token->start - token->size};
        rest = pecia_str_trim(rest);
        bool ellipsis = pecia_str_is(rest, "\xE2\x80\xA6") || pecia_str_is(rest, "...") ||
                        pecia_str_is(rest, "\xE2\x80\xA6.") || pecia_str_is(rest, "....");
        return ellipsis && r->tokens[token->mate].tie == 0 ? token->mate : TEXT_NO_MATE;
    }
    return TEXT_NO_MATE;
}

/* Joins a fragment that ends with an ellipsis behind its closing mark to the wholly quoted, cited paragraph behind it.
 */
static void join_cited(text_reader *r) {
    const char *option = r->host->job->option(r->job, "join-quotes");
    for (uint64_t i = 1; i < r->unit_count; i++) {
        text_unit *unit = &r->units[i], *before = unit - 1;
        bool mark = false, pure = true;
        if (!(unit->flags & TEXT_QUOTED) || unit->tie || before->kind != TEXT_PARAGRAPH) {
            continue;
        }
        for (uint32_t n = unit->token; n < unit->token + unit->tokens; n++) {
            mark = mark || r->tokens[n].kind == TEXT_MARK;
        }
        uint32_t open = mark && pure ? closed_before_ellipsis(r, before) : TEXT_NO_MATE;
        if (open == TEXT_NO_MATE) {
            continue;
        }
        bool join = !option || strcmp(option, "never") != 0;
        pecia_place place = {{NULL, 0}, r->lines[before->line].number, 0};
        r->host->job->report(r->job, PECIA_WARNING, "text.quotation-joined", &place,
                             join ? "a quotation that ends with an ellipsis was joined to the quoted paragraph behind "
                                    "it, which one note cites (confidence 0.8); -O text:join-quotes=never stops that"
                                  : "a quotation that ends with an ellipsis may belong to the quoted paragraph behind "
                                    "it, which one note cites (confidence 0.8); -O text:join-quotes=auto joins them");
        if (join) {
            r->tokens[open].tie = unit->tie = ++r->ties;
            r->tokens[open].part = PECIA_INITIAL;
            unit->flags |= TEXT_TIE_LAST;
        }
    }
}

void text_find_passages(text_reader *r) {
    find_blocks(r);
    join_cited(r);
}
