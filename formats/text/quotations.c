/* SPDX-License-Identifier: MIT
 *
 * quotations.c: which quotation marks belong together.
 *
 * First within each unit, by a stack. What stays open at the end of a unit may go on in the next ones, which either
 * open with the same mark again or just go on; then it is one quotation in parts, tied together. Last, paragraphs that
 * are wholly quoted become block quotations, and closed fragments that one note cites are joined on evidence. Marks
 * that stay alone are text, and reported. Linear: each unit is looked at a bounded number of times.
 */
#include "characters.h"
#include "reader.h"

enum { MOST_NESTED = 32, MOST_UNITS = 200, BLOCK_WIDTH = 60, SPEECH_WIDTH = 250 };

/* What is left open, or closed without an opening, in one unit. */
typedef struct text_ends {
    uint32_t open;  /* outermost mark that stays open; TEXT_NO_MATE for none */
    uint32_t close; /* first mark that closes what this unit did not open; TEXT_NO_MATE for none */
} text_ends;

typedef struct text_quoter {
    text_reader *r;
    uint64_t unmatched;
    uint32_t stack[MOST_NESTED];
    uint32_t depth;
} text_quoter;

static void pair(text_reader *r, uint32_t open, uint32_t close) {
    bool emphasis = r->tokens[open].form == TEXT_UNDERSCORE;
    r->tokens[open].kind = emphasis ? TEXT_EMPH_OPEN : TEXT_OPEN;
    r->tokens[close].kind = emphasis ? TEXT_EMPH_CLOSE : TEXT_CLOSE;
    r->tokens[open].mate = close;
    r->tokens[close].mate = open;
    r->tokens[open].part = r->tokens[close].part = 0;
}

/* The place on the stack of what the mark closes, counted from 1; 0 if there is none. */
static uint32_t opener_of(const text_quoter *q, const text_token *mark) {
    for (uint32_t i = q->depth; i > 0; i--) {
        if (text_glyphs_match(q->r->tokens[q->stack[i - 1]].form, mark->form)) {
            return i;
        }
    }
    return 0;
}

static void match_token(text_quoter *q, uint32_t at, text_ends *ends) {
    text_token *mark = &q->r->tokens[at];
    uint32_t opener = mark->part & TEXT_MAY_CLOSE ? opener_of(q, mark) : 0;
    if (opener > 0 && (opener == q->depth || !(mark->part & TEXT_MAY_OPEN))) {
        q->depth = opener - 1;
        pair(q->r, q->stack[opener - 1], at);
    } else if ((mark->part & TEXT_MAY_OPEN) && q->depth < MOST_NESTED) {
        q->stack[q->depth++] = at;
    } else if ((mark->part & TEXT_MAY_CLOSE) && q->depth == 0 && ends->close == TEXT_NO_MATE) {
        ends->close = at;
    }
}

/* True if a bar between cells stands between two tokens. */
static bool has_bar(const text_reader *r, uint32_t from, uint32_t to) {
    uint32_t start = r->tokens[from].start, end = r->tokens[to].start;
    return end > start && memchr(r->text.data + start, '|', end - start) != NULL;
}

static text_ends match_unit(text_quoter *q, const text_unit *unit) {
    text_ends ends = {TEXT_NO_MATE, TEXT_NO_MATE};
    uint32_t bar = unit->token;
    q->depth = 0;
    for (uint32_t i = unit->token; i < unit->token + unit->tokens; i++) {
        if (unit->kind == TEXT_ROW && has_bar(q->r, bar, i)) {
            q->depth = 0; /* a quotation does not leave its cell */
        }
        bar = i;
        if (q->r->tokens[i].kind == TEXT_QUOTE) {
            match_token(q, i, &ends);
        }
    }
    if (q->depth > 0 && q->r->tokens[q->stack[0]].form != TEXT_UNDERSCORE) {
        ends.open = q->stack[0];
    }
    return ends;
}

/* First byte of the text of UNIT, and the one behind its last. */
static uint32_t unit_start(const text_reader *r, const text_unit *unit) {
    return r->lines[unit->line].start + unit->skip;
}
static uint32_t unit_end(const text_reader *r, const text_unit *unit) {
    const text_line *last = &r->lines[unit->line + unit->lines - 1];
    return last->start + last->size - unit->cut;
}

/* The token that opens UNIT's text, TEXT_NO_MATE if none does. */
static uint32_t opening_token(const text_reader *r, const text_unit *unit) {
    bool opens = unit->tokens > 0 && r->tokens[unit->token].start == unit_start(r, unit);
    return opens ? unit->token : TEXT_NO_MATE;
}

static bool may_join(const text_unit *a, const text_unit *b) {
    return b->kind == a->kind && (b->kind == TEXT_PARAGRAPH || b->kind == TEXT_VERSE) && !(b->flags & TEXT_BODY) &&
           (a->flags & TEXT_BODY_MORE || !(b->flags & TEXT_BODY_MORE) || a->flags & TEXT_BODY);
}

/* Gives TOKEN its part of the quotation TIE. */
static void set_part(text_reader *r, uint32_t token, uint8_t kind, uint32_t tie, uint8_t part) {
    r->tokens[token].kind = kind;
    r->tokens[token].tie = tie;
    r->tokens[token].part = part;
}

/* True if unit I is the number of a stanza: what a quotation in verse runs over. */
static bool is_stanza_number(const text_reader *r, uint64_t i) {
    const text_unit *unit = &r->units[i];
    return unit->kind == TEXT_HEADING && i > 0 && i + 1 < r->unit_count && unit[-1].kind == TEXT_VERSE &&
           unit[1].kind == TEXT_VERSE && text_is_numeral(text_of_unit(r, unit));
}

/* Ties the units FIRST to LAST into one quotation that OPEN, in FIRST, begins and that ends in LAST. */
static void tie_units(text_reader *r, uint64_t first, uint64_t last, uint32_t open, uint32_t close) {
    uint32_t tie = ++r->ties;
    set_part(r, open, TEXT_OPEN, tie, PECIA_INITIAL);
    for (uint64_t i = first + 1; i <= last; i++) {
        text_unit *unit = &r->units[i];
        if (is_stanza_number(r, i)) {
            continue;
        }
        uint32_t again = opening_token(r, unit);
        bool reopened = again != TEXT_NO_MATE && r->tokens[again].form == r->tokens[open].form &&
                        (r->tokens[again].kind == TEXT_QUOTE || i == last);
        uint8_t part = i == last ? PECIA_FINAL : PECIA_MEDIAL;
        if (reopened) {
            set_part(r, again, TEXT_OPEN, tie, part);
        } else {
            unit->tie = tie;
            unit->flags |= i == last ? TEXT_TIE_LAST : 0;
        }
        if (i == last && close != TEXT_NO_MATE) {
            set_part(r, close, TEXT_CLOSE, tie, part);
            if (reopened) {
                r->tokens[again].mate = close;
                r->tokens[close].mate = again;
            }
        }
    }
}

/* Looks behind unit FIRST for the end of what its mark OPEN began; ties it. Returns the unit to go on from. */
static uint64_t follow(text_quoter *q, text_ends *ends, uint64_t first) {
    text_reader *r = q->r;
    uint32_t open = ends[first].open, form = r->tokens[open].form;
    uint64_t most = first + MOST_UNITS < r->unit_count ? first + MOST_UNITS : r->unit_count - 1;
    uint64_t before = first;
    for (uint64_t i = first + 1; i <= most; i++) {
        const text_unit *unit = &r->units[i];
        if (is_stanza_number(r, i)) {
            continue;
        }
        uint32_t again = opening_token(r, unit);
        bool reopens = again != TEXT_NO_MATE && r->tokens[again].form == form;
        if (!may_join(&r->units[before], unit)) {
            return i;
        }
        before = i;
        if (reopens && r->tokens[again].kind == TEXT_OPEN) { /* opened and closed here: the last part */
            tie_units(r, first, i, open, r->tokens[again].mate);
            return ends[i].open != TEXT_NO_MATE ? i : i + 1;
        }
        uint32_t close = ends[i].close;
        if (close != TEXT_NO_MATE && text_glyphs_match(form, r->tokens[close].form)) {
            tie_units(r, first, i, open, close);
            return ends[i].open != TEXT_NO_MATE ? i : i + 1;
        }
        if (close != TEXT_NO_MATE || (ends[i].open != TEXT_NO_MATE && !(reopens && ends[i].open == again))) {
            return i;
        }
    }
    return most + 1;
}

/* True if nothing but full stops and note marks stands between the byte AT and the end of UNIT. *MARK is set when a
 * mark is there, *PURE is cleared when anything else is. */
static bool only_ends(const text_reader *r, const text_unit *unit, uint32_t token, uint32_t at, bool *mark,
                      bool *pure) {
    uint32_t end = unit_end(r, unit);
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
        *pure = false;
        at += (uint32_t)(before - rest.size);
    }
    return true;
}

/* True if UNIT's text is one stretch of one quotation, from its first to its last character. */
static bool is_whole(const text_reader *r, text_unit *unit, bool *mark, bool *pure) {
    uint32_t open = opening_token(r, unit);
    *mark = false;
    *pure = true;
    if (unit->kind != TEXT_PARAGRAPH || unit->flags & TEXT_BREAKS) {
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
    uint32_t open = opening_token(r, unit);
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
    uint32_t open = opening_token(r, unit);
    unit->flags |= (uint16_t)(TEXT_QUOTED | (mark && pure && unit->tie == 0 ? TEXT_CITED : 0));
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
        pecia_str rest = {r->text.data + token->start + token->size, unit_end(r, unit) - token->start - token->size};
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

/* Marks that found no mate stay text. Single ones are not worth a word: most are apostrophes. */
static void report_alone(text_quoter *q) {
    text_reader *r = q->r;
    for (uint64_t i = 0; i < r->unit_count; i++) {
        const text_unit *unit = &r->units[i];
        for (uint32_t n = unit->token; n < unit->token + unit->tokens; n++) {
            text_token *token = &r->tokens[n];
            if (token->kind != TEXT_QUOTE) {
                continue;
            }
            token->kind = TEXT_NONE;
            bool quiet =
                token->form == TEXT_RIGHT_SINGLE || token->form == TEXT_LEFT_SINGLE || token->form == TEXT_UNDERSCORE;
            if (!quiet && q->unmatched++ < 100) {
                const text_line *line = &r->lines[unit->line];
                while (token->start >= line->start + line->size) {
                    line++;
                }
                pecia_place place = text_place(r, line, token->start);
                r->host->job->report(r->job, PECIA_WARNING, "text.quotation-unbalanced", &place,
                                     "the quotation mark %.*s has no counterpart and stays text", (int)token->size,
                                     r->text.data + token->start);
            }
        }
    }
    if (q->unmatched > 100) {
        r->host->job->report(r->job, PECIA_WARNING, "text.quotation-unbalanced", NULL,
                             "%llu more quotation marks have no counterpart", (unsigned long long)(q->unmatched - 100));
    }
}

int32_t text_match_quotations(text_reader *r) {
    text_quoter q = {.r = r};
    text_ends *ends = r->host->job->alloc(r->job, (r->unit_count + 1) * sizeof(*ends));
    if (!ends) {
        return PECIA_ERR_MEMORY;
    }
    for (uint64_t i = 0; i < r->unit_count; i++) {
        ends[i] = match_unit(&q, &r->units[i]);
    }
    for (uint64_t i = 0; i < r->unit_count;) {
        i = ends[i].open == TEXT_NO_MATE ? i + 1 : follow(&q, ends, i);
    }
    find_blocks(r);
    join_cited(r);
    report_alone(&q);
    return PECIA_OK;
}
