/* SPDX-License-Identifier: MIT
 *
 * quotations.c: which quotation marks belong together.
 *
 * First within each unit, by a stack. What stays open at the end of a unit may go on in the next ones, which either
 * open with the same mark again, or with the one that closes it, or just go on; then it is one quotation in parts, tied
 * together. Marks that stay alone are text, and reported. Linear: each unit is looked at a bounded number of times.
 */
#include "characters.h"
#include "reader.h"

enum { MOST_NESTED = 32, MOST_UNITS = 200, MOST_AHEAD = 16, BRIEF = 40 };

/* What is left open, or closed without an opening, in one unit. */
typedef struct text_ends {
    uint32_t open;  /* outermost mark that stays open; TEXT_NO_MATE for none */
    uint32_t close; /* first mark that closes what this unit did not open; TEXT_NO_MATE for none */
    uint32_t again; /* closing mark at the start of the unit: it may go on with a quotation; TEXT_NO_MATE for none */
} text_ends;

typedef struct text_quoter {
    text_reader *r;
    uint64_t unmatched;
    uint32_t stack[MOST_NESTED];
    uint32_t depth;
    uint32_t end; /* first token behind the unit that is matched */
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

static bool is_single(uint32_t form) {
    return form == TEXT_STRAIGHT_SINGLE || form == TEXT_RIGHT_SINGLE;
}

/* True if the mark AT, which may as well be the apostrophe of a plural (the boys' room), is one: a better one to close
 * the quotation stands behind it, or what it would close is far. */
static bool is_apostrophe(const text_quoter *q, uint32_t at, uint32_t opener) {
    const text_token *mark = &q->r->tokens[at];
    for (uint32_t i = at + 1; i < q->end && i < at + MOST_AHEAD; i++) {
        const text_token *next = &q->r->tokens[i];
        if (is_single(next->form) && next->kind == TEXT_QUOTE) {
            return !(next->part & TEXT_MAY_OPEN);
        }
    }
    return mark->start - q->r->tokens[q->stack[opener - 1]].start > BRIEF;
}

static void match_token(text_quoter *q, uint32_t at, text_ends *ends) {
    text_token *mark = &q->r->tokens[at];
    uint32_t opener = mark->part & TEXT_MAY_CLOSE ? opener_of(q, mark) : 0;
    if (opener > 0 && mark->part & TEXT_MAY_BE_PLURAL && is_apostrophe(q, at, opener)) {
        return;
    }
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

/* In old books each line of a quotation begins with its mark. Such marks are told by there being more of them than of
 * those that close; all but the first are text. */
static void drop_repeats(text_reader *r, const text_unit *unit) {
    uint32_t form = unit->tokens > 0 ? r->tokens[unit->token].form : TEXT_GLYPHS, line = unit->line;
    uint32_t repeats = 0, open = 0, close = 0;
    if (unit->lines < 2 || (form != TEXT_GUILLEMET_LEFT && form != TEXT_LOW && form != TEXT_LEFT)) {
        return;
    }
    for (int round = 0; round < 2; round++) {
        line = unit->line;
        for (uint32_t i = unit->token; i < unit->token + unit->tokens; i++) {
            text_token *token = &r->tokens[i];
            while (line + 1 < unit->line + unit->lines && r->lines[line + 1].start <= token->start) {
                line++;
            }
            bool repeat = token->form == form && line > unit->line && token->start == r->lines[line].start;
            if (round == 0) {
                open += token->form == form;
                close += text_glyphs_match(form, token->form);
                repeats += repeat;
            } else if (repeat) {
                token->kind = TEXT_NONE;
            }
        }
        if (repeats == 0 || open <= close) {
            return;
        }
    }
}

static text_ends match_unit(text_quoter *q, const text_unit *unit) {
    text_ends ends = {TEXT_NO_MATE, TEXT_NO_MATE, TEXT_NO_MATE};
    uint32_t bar = unit->token, first = text_opening_token(q->r, unit);
    q->depth = 0;
    q->end = unit->token + unit->tokens;
    drop_repeats(q->r, unit);
    if (first != TEXT_NO_MATE && q->r->tokens[first].form == TEXT_GUILLEMET_RIGHT &&
        q->r->tokens[first].part == TEXT_MAY_CLOSE) {
        ends.again = first;
    }
    for (uint32_t i = unit->token; i < unit->token + unit->tokens; i++) {
        if (i == ends.again) {
            continue;
        }
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

static bool may_join(const text_unit *a, const text_unit *b) {
    bool spoken = a->kind == TEXT_SPEECH && b->kind == TEXT_PARAGRAPH && b->flags & TEXT_SPOKEN;
    return (b->kind == a->kind || spoken) && (b->kind == TEXT_PARAGRAPH || b->kind == TEXT_VERSE) &&
           !(b->flags & TEXT_BODY) &&
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
        uint32_t again = text_opening_token(r, unit);
        bool reopened = again != TEXT_NO_MATE && r->tokens[again].form == r->tokens[open].form &&
                        (r->tokens[again].kind == TEXT_QUOTE || i == last);
        uint8_t part = i == last ? PECIA_FINAL : PECIA_MEDIAL;
        if (reopened) {
            set_part(r, again, TEXT_OPEN, tie, part);
        } else {
            bool resumed = again != TEXT_NO_MATE && r->tokens[again].kind == TEXT_QUOTE && again != close &&
                           text_glyphs_match(r->tokens[open].form, r->tokens[again].form);
            r->tokens[again != TEXT_NO_MATE ? again : open].kind =
                resumed ? TEXT_NONE : r->tokens[again != TEXT_NO_MATE ? again : open].kind;
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
        uint32_t again = text_opening_token(r, unit);
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
            bool quiet = is_single(token->form) || token->form == TEXT_LEFT_SINGLE || token->form == TEXT_UNDERSCORE;
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
    text_find_passages(r);
    report_alone(&q);
    return PECIA_OK;
}
