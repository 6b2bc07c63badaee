/* SPDX-License-Identifier: MIT
 *
 * emit.c: builds the document from what the other steps found.
 *
 * long: the steps of building stand in the order in which they run, on one state.
 */
#include "characters.h"
#include "reader.h"

enum { MOST_OPEN = 32, PROCEED_EVERY = 1024, SOFT_HYPHEN = 0xAD };

/* What is open in the builder. */
typedef struct text_emitter {
    text_reader *r;
    const pecia_builder_api *b;
    pecia_builder *builder;
    int32_t status;
    uint32_t sections; /* open, at most MOST_OPEN */
    uint32_t quotes;   /* open block quotations by indentation */
    uint32_t lists;    /* open lists, each with an open item */
    uint8_t group;     /* TEXT_VERSE, TEXT_ROW or TEXT_PLAIN while such a group is open */
    bool block;        /* a block quotation is open that goes on with the next unit */
    bool note;         /* the body of a note is open */
    bool speech;       /* SPEECH is open */
    bool matter;       /* MATTER is open */
    uint32_t levels[MOST_OPEN];
    uint32_t margin; /* of the preformatted text that is open */
    uint32_t least;  /* percent: what is less sure is reported */
    pecia_place place;
    uint32_t counted; /* offset up to which COLUMN is counted, in the line at LINE */
    uint32_t column;
    uint32_t line;
} text_emitter;

static void enter(text_emitter *e, uint32_t kind) {
    e->status = e->status == PECIA_OK ? e->b->enter(e->builder, kind) : e->status;
}
static void leave(text_emitter *e, uint32_t kind) {
    e->status = e->status == PECIA_OK ? e->b->leave(e->builder, kind) : e->status;
}
static void leaf(text_emitter *e, uint32_t kind) {
    e->status = e->status == PECIA_OK ? e->b->leaf(e->builder, kind) : e->status;
}
static void text(text_emitter *e, uint32_t from, uint32_t to) {
    if (e->status == PECIA_OK && to > from) {
        e->status = e->b->text(e->builder, e->r->text.data + from, to - from);
    }
}
static void set_number(text_emitter *e, uint32_t key, int64_t value) {
    if (e->status == PECIA_OK) {
        e->status = e->b->set_number(e->builder, e->b->last(e->builder), key, value);
    }
}
static void set_text(text_emitter *e, uint32_t key, const char *value) {
    if (e->status == PECIA_OK) {
        e->status = e->b->set(e->builder, e->b->last(e->builder), key, pecia_str_of(value));
    }
}

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

static void at_unit(text_emitter *e, const text_unit *unit) {
    const text_line *line = &e->r->lines[unit->line];
    at(e, line->number, first_column(e, line));
}

/* Says of the last node how sure it is; one that is less so than the user wants is reported. */
static void guess(text_emitter *e, uint8_t kind) {
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
    set_number(e, PECIA_CONFIDENCE, table[kind].percent);
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

static void close_group(text_emitter *e) {
    if (e->group == TEXT_VERSE) {
        leave(e, PECIA_LINE_GROUP);
    } else if (e->group == TEXT_ROW) {
        leave(e, PECIA_TABLE);
    } else if (e->group == TEXT_PLAIN) {
        leave(e, PECIA_CODE_BLOCK);
    }
    e->group = 0;
}

static void close_lists(text_emitter *e, uint32_t depth) {
    for (; e->lists > depth; e->lists--) {
        leave(e, PECIA_ITEM);
        leave(e, PECIA_LIST);
    }
}

static void close_quotes(text_emitter *e, uint32_t depth) {
    for (; e->quotes > depth; e->quotes--) {
        leave(e, PECIA_BLOCK_QUOTE);
    }
}

static void close_block(text_emitter *e) {
    if (e->block) {
        leave(e, PECIA_BLOCK_QUOTE);
        e->block = false;
    }
}

static void close_all(text_emitter *e) {
    close_block(e);
    close_group(e);
    close_lists(e, 0);
    close_quotes(e, 0);
    if (e->speech) {
        leave(e, PECIA_SPEECH);
        e->speech = false;
    }
    if (e->note) {
        leave(e, PECIA_NOTE);
        e->note = false;
    }
}

/* Closes the sections that a heading of LEVEL ends. */
static void close_sections(text_emitter *e, uint32_t level) {
    while (e->sections > 0 && e->levels[e->sections - 1] >= level) {
        leave(e, PECIA_SECTION);
        e->sections--;
    }
}

static void enter_quote(text_emitter *e, uint32_t tie, int64_t part, uint8_t kind) {
    enter(e, PECIA_QUOTE);
    guess(e, kind);
    set_number(e, PECIA_QUOTATION, PECIA_Q);
    set_number(e, PECIA_MARKS, PECIA_MARKS_KEPT);
    if (tie) {
        set_number(e, PECIA_TIE, tie);
        set_number(e, PECIA_PART, part);
    }
}

static void emit_mark(text_emitter *e, const text_token *token, uint32_t line) {
    char digits[32];
    pecia_str label = text_plain_label(text_label_of(e->r, token), digits);
    at_column(e, line, token->start);
    if (e->status == PECIA_OK) {
        e->status = e->b->note_ref(e->builder, token->mate, label);
    }
    guess(e, token->part);
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
    leaf(e, PECIA_PAGE_BREAK);
    guess(e, TEXT_GUESS_PAGE_NUMBER);
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
        text(e, token->start, end);
        leave(e, PECIA_QUOTE);
        *open -= token->mate == TEXT_NO_MATE;
        return end;
    case TEXT_EMPH_OPEN: enter(e, PECIA_EMPHASIS); return end;
    case TEXT_EMPH_CLOSE: leave(e, PECIA_EMPHASIS); return end;
    case TEXT_MARK: emit_mark(e, token, line); return end;
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
static void emit_pages(text_emitter *e, uint32_t line) {
    pecia_str label;
    uint32_t count = e->r->lines[line].page;
    if (count == 0) {
        return;
    }
    bool numbered = text_page_label(e->r, line, &label);
    at(e, e->r->lines[line].number, first_column(e, &e->r->lines[line]));
    for (uint32_t i = 0; i < count; i++) {
        leaf(e, PECIA_PAGE_BREAK);
        guess(e, numbered && i + 1 == count ? TEXT_GUESS_PAGE_NUMBER : TEXT_GUESS_PAGE_FEED);
    }
    if (numbered && e->status == PECIA_OK) {
        e->status = e->b->set(e->builder, e->b->last(e->builder), PECIA_N, label);
    }
}

/* What stands between LINE, which is not the last of UNIT, and the one behind it. */
static void emit_line_end(text_emitter *e, const text_unit *unit, const text_line *line) {
    if (unit->flags & TEXT_BREAKS) {
        leaf(e, PECIA_LINE_BREAK);
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
static void emit_range(text_emitter *e, uint32_t line, uint32_t at, uint32_t end, uint32_t *token, uint32_t last,
                       uint32_t *open) {
    for (; *token < last && e->r->tokens[*token].start < end; ++*token) {
        const text_token *t = &e->r->tokens[*token];
        if (t->kind != TEXT_NONE && t->start >= at) {
            text(e, at, t->start);
            at = emit_token(e, t, line, open);
        }
    }
    text(e, at, end);
}

/* The text of UNIT. */
static void emit_text(text_emitter *e, const text_unit *unit) {
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
        emit_range(e, unit->line + i, at, end, &token, last, &open);
        if (i + 1 < unit->lines) {
            emit_line_end(e, unit, line);
            emit_pages(e, unit->line + i + 1);
        }
    }
    for (; open > 0; open--) {
        leave(e, PECIA_QUOTE);
    }
}

static void phrase(text_emitter *e, uint32_t kind, const text_unit *unit) {
    enter(e, kind);
    emit_text(e, unit);
    leave(e, kind);
}

/* Part of the first line of UNIT as a phrase. */
static void part(text_emitter *e, uint32_t kind, const text_unit *unit, uint32_t from, uint32_t to) {
    uint32_t token = unit->token, open = 0, start = e->r->lines[unit->line].start;
    enter(e, kind);
    emit_range(e, unit->line, start + from, start + to, &token, unit->token + unit->tokens, &open);
    for (; open > 0; open--) {
        leave(e, PECIA_QUOTE);
    }
    leave(e, kind);
}

/* A speaker's name, the direction behind it, and what is said, if it stands in the same unit. */
static void emit_speech(text_emitter *e, const text_unit *unit) {
    close_all(e);
    enter(e, PECIA_SPEECH);
    guess(e, unit->guess);
    e->speech = true;
    part(e, PECIA_SPEAKER, unit, 0, unit->speaker);
    if (unit->stage_end > 0) {
        part(e, PECIA_STAGE, unit, unit->stage, unit->stage_end);
    }
    if (unit->kind == TEXT_SPEECH) {
        phrase(e, PECIA_PARAGRAPH, unit);
    }
}

static void emit_heading(text_emitter *e, const text_unit *unit) {
    close_all(e);
    close_sections(e, unit->level);
    enter(e, PECIA_SECTION);
    if (unit->flags & TEXT_NOTES_HEAD && unit[0].line + 1 < e->r->line_count &&
        unit + 1 < e->r->units + e->r->unit_count && unit[1].flags & TEXT_BODY) {
        set_text(e, PECIA_ROLE, "notes");
    }
    e->levels[e->sections < MOST_OPEN ? e->sections++ : MOST_OPEN - 1] = unit->level;
    enter(e, PECIA_HEADING);
    guess(e, unit->guess);
    if (e->r->underlined && unit->underline > 0 && unit->underline != unit->level) {
        set_number(e, PECIA_LEVEL, unit->underline);
    }
    emit_text(e, unit);
    leave(e, PECIA_HEADING);
}

/* Opens and closes lists so that UNIT's item stands at its depth. */
static void emit_item(text_emitter *e, const text_unit *unit) {
    uint32_t depth = unit->level < MOST_OPEN ? unit->level : MOST_OPEN;
    if (unit->flags & TEXT_GROUP_START) {
        close_lists(e, 0);
    }
    close_lists(e, depth);
    if (e->lists == depth) {
        leave(e, PECIA_ITEM);
    } else {
        enter(e, PECIA_LIST);
        guess(e, unit->guess);
        set_number(e, PECIA_LIST_STYLE, unit->flags & TEXT_ORDERED ? PECIA_LIST_ORDERED : PECIA_LIST_BULLET);
        if (unit->flags & TEXT_ORDERED && unit->rank != 1) {
            set_number(e, PECIA_START, unit->rank);
        }
        e->lists++;
    }
    enter(e, PECIA_ITEM);
    phrase(e, PECIA_PARAGRAPH, unit);
}

/* The marks that end UNIT, behind its quotation: the source of a citation. */
static void emit_sources(text_emitter *e, const text_unit *unit) {
    for (uint32_t i = unit->source; i < unit->token + unit->tokens; i++) {
        if (e->r->tokens[i].kind == TEXT_MARK) {
            emit_mark(e, &e->r->tokens[i], unit->line + unit->lines - 1);
        }
    }
}

static void emit_quoted(text_emitter *e, const text_unit *unit) {
    bool cited = (unit->flags & TEXT_CITED) != 0 && !e->block;
    if (cited) {
        enter(e, PECIA_CITATION);
    }
    if (!e->block) {
        enter(e, PECIA_BLOCK_QUOTE);
        guess(e, cited                                          ? TEXT_GUESS_BLOCK_CITED
                 : unit->tie && !(unit->flags & TEXT_TIE_FIRST) ? TEXT_GUESS_BLOCK_JOINED
                                                                : TEXT_GUESS_BLOCK);
        set_number(e, PECIA_QUOTATION, PECIA_QUOTED);
        set_number(e, PECIA_MARKS, PECIA_MARKS_KEPT);
        if (unit->tie) {
            set_number(e, PECIA_TIE, unit->tie);
            set_number(e, PECIA_PART,
                       unit->flags & TEXT_TIE_FIRST  ? PECIA_INITIAL
                       : unit->flags & TEXT_TIE_LAST ? PECIA_FINAL
                                                     : PECIA_MEDIAL);
        }
        e->block = true;
    }
    phrase(e, PECIA_PARAGRAPH, unit);
    if (!(unit->flags & TEXT_QUOTE_ON)) {
        close_block(e);
    }
    if (cited) {
        emit_sources(e, unit);
        leave(e, PECIA_CITATION);
    }
}

/* True if UNIT is indented beside other paragraphs that are, and does not begin a quotation that they go on with. */
static bool stands_among(const text_reader *r, const text_unit *unit) {
    bool before = unit > r->units && unit[-1].kind == TEXT_PARAGRAPH && unit[-1].quote >= unit->quote;
    bool after = unit + 1 < r->units + r->unit_count && unit[1].kind == TEXT_PARAGRAPH && unit[1].quote >= unit->quote;
    return unit->quote > 0 && (before || after) && !(unit->flags & (TEXT_QUOTE_ON | TEXT_CITED));
}

static void emit_paragraph(text_emitter *e, const text_unit *unit) {
    /* a paragraph that is both indented and wholly quoted is one quotation, not two; among others that are indented it
     * is one paragraph of theirs */
    bool quoted = unit->flags & TEXT_QUOTED && !(unit->tie == 0 && !e->block && stands_among(e->r, unit));
    uint32_t depth = unit->quote - (unit->quote > 0 && quoted ? 1u : 0u);
    close_lists(e, unit->level);
    close_quotes(e, depth);
    for (; e->quotes < depth; e->quotes++) {
        enter(e, PECIA_BLOCK_QUOTE);
        guess(e, unit->guess == TEXT_GUESS_CITED ? TEXT_GUESS_CITED : TEXT_GUESS_INDENTED);
    }
    if (quoted) {
        emit_quoted(e, unit);
    } else {
        phrase(e, PECIA_PARAGRAPH, unit);
    }
}

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
    enter(e, PECIA_ROW);
    if (inside && unit->flags & TEXT_GROUP_START && text_is_row_rule(text_of_line(e->r, text_first_line(e->r, next)))) {
        set_number(e, PECIA_HEADER, 1);
    }
    while (at < end) {
        const char *bar = memchr(e->r->text.data + at, '|', end - at);
        uint32_t stop = bar ? (uint32_t)(bar - e->r->text.data) : end;
        pecia_str cell = pecia_str_trim((pecia_str){e->r->text.data + at, stop - at});
        uint32_t from = (uint32_t)(cell.data - e->r->text.data), open = 0;
        enter(e, PECIA_CELL);
        emit_range(e, unit->line, from, from + (uint32_t)cell.size, &token, unit->token + unit->tokens, &open);
        leave(e, PECIA_CELL);
        at = stop + 1;
    }
    leave(e, PECIA_ROW);
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
    text(e, line->start, line->start + line->size);
}

static void emit_grouped(text_emitter *e, const text_unit *unit) {
    uint32_t kind = unit->kind == TEXT_VERSE ? PECIA_LINE_GROUP
                    : unit->kind == TEXT_ROW ? PECIA_TABLE
                                             : PECIA_CODE_BLOCK;
    close_lists(e, 0);
    close_quotes(e, 0);
    if (e->group != unit->kind) {
        enter(e, kind);
        guess(e, unit->guess);
        e->group = unit->kind;
    }
    if (unit->kind == TEXT_VERSE) {
        phrase(e, PECIA_LINE, unit);
    } else if (unit->kind == TEXT_ROW) {
        emit_row(e, unit);
    } else {
        emit_plain(e, unit);
    }
}

static void begin_note(text_emitter *e, const text_unit *unit) {
    const text_body *body = &e->r->bodies[unit->note];
    close_all(e);
    if (body->listed && e->status == PECIA_OK) {
        e->status = e->b->note_slot(e->builder, body->note);
    }
    if (e->status == PECIA_OK) {
        e->status = e->b->note_enter(e->builder, body->note, 0);
    }
    e->note = true;
}

/* True if UNIT holds nothing but the number of a note. */
static bool is_number_alone(const text_emitter *e, const text_unit *unit) {
    return unit->flags & TEXT_BODY && unit->lines == 1 && unit->skip >= e->r->lines[unit->line].size;
}

static void emit_unit(text_emitter *e, const text_unit *unit) {
    bool grouped = unit->kind == TEXT_VERSE || unit->kind == TEXT_ROW || unit->kind == TEXT_PLAIN;
    if (e->block && !(unit->flags & TEXT_QUOTED)) {
        close_block(e);
    }
    if (e->group && (!grouped || unit->kind != e->group || unit->flags & TEXT_GROUP_START)) {
        close_group(e);
    }
    if ((e->note && !(unit->flags & TEXT_BODY_MORE)) || (e->speech && !(unit->flags & TEXT_SPOKEN))) {
        close_all(e);
    }
    emit_pages(e, unit->line);
    if (unit->flags & TEXT_BODY) {
        begin_note(e, unit);
        if (is_number_alone(e, unit)) {
            return;
        }
    }
    switch (unit->kind) {
    case TEXT_HEADING: emit_heading(e, unit); break;
    case TEXT_VERSE:
    case TEXT_ROW:
    case TEXT_PLAIN: emit_grouped(e, unit); break;
    case TEXT_RULE:
        close_lists(e, 0);
        close_quotes(e, 0);
        leaf(e, PECIA_RULE);
        break;
    case TEXT_ITEM:
        close_quotes(e, 0);
        emit_item(e, unit);
        break;
    case TEXT_FIGURE:
        close_lists(e, 0);
        close_quotes(e, 0);
        enter(e, PECIA_FIGURE);
        guess(e, unit->guess);
        phrase(e, PECIA_CAPTION, unit);
        leave(e, PECIA_FIGURE);
        break;
    case TEXT_SPEECH:
    case TEXT_SPEAKER: emit_speech(e, unit); break;
    case TEXT_STAGE:
        enter(e, PECIA_STAGE);
        guess(e, unit->guess);
        emit_text(e, unit);
        leave(e, PECIA_STAGE);
        break;
    case TEXT_SEPARATOR: close_all(e); break;
    default: emit_paragraph(e, unit); break;
    }
}

/* Gutenberg's header and licence are front and back matter, so that the work itself is the body. */
static void change_matter(text_emitter *e, const text_unit *unit, uint32_t line_before) {
    const text_reader *r = e->r;
    static const char *const roles[] = {"front", "body", "back"};
    if (!r->gutenberg || (r->first == 0 && r->last == r->line_count)) {
        return;
    }
    int now = unit->line < r->first ? 0 : unit->line < r->last ? 1 : 2;
    int before = line_before == UINT32_MAX ? -1 : line_before < r->first ? 0 : line_before < r->last ? 1 : 2;
    if (now == before) {
        return;
    }
    close_all(e);
    close_sections(e, 0);
    if (e->matter) {
        leave(e, PECIA_MATTER);
    }
    enter(e, PECIA_MATTER);
    set_text(e, PECIA_ROLE, roles[now]);
    e->matter = true;
}

static uint32_t least_confidence(const text_reader *r) {
    const char *option = r->host->job->option(r->job, "confidence");
    int64_t least = 0;
    return option && pecia_str_number(pecia_str_of(option), &least) && least > 0 ? (uint32_t)least : 0;
}

int32_t text_emit(text_reader *r) {
    text_emitter *e = r->host->job->alloc(r->job, sizeof(*e));
    uint32_t before = UINT32_MAX;
    if (!e) {
        return PECIA_ERR_MEMORY;
    }
    e->r = r;
    e->b = r->host->builder;
    e->builder = r->builder;
    e->least = least_confidence(r);
    e->line = UINT32_MAX;
    for (uint64_t i = 0; i < r->unit_count && e->status == PECIA_OK; i++) {
        at_unit(e, &r->units[i]);
        change_matter(e, &r->units[i], before);
        emit_unit(e, &r->units[i]);
        if (i % PROCEED_EVERY == 0 && e->status == PECIA_OK) {
            text_release(r, i > 0 ? r->lines[before].start : 0);
            e->status = r->host->job->proceed(r->job);
        }
        before = r->units[i].line;
    }
    close_all(e);
    close_sections(e, 0);
    if (e->matter) {
        leave(e, PECIA_MATTER);
    }
    return e->status;
}
