/* SPDX-License-Identifier: MIT
 *
 * tokens.c: finds what within the units may be a quotation mark or a note mark.
 */
#include "characters.h"
#include "reader.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { MOST_BRACKET = 120 };

/* A walk over one line. */
typedef struct text_scan {
    text_reader *r;
    pecia_str line;  /* without the sign that opens a unit */
    uint32_t start;  /* its offset in the text */
    bool first;      /* of its unit */
    pecia_str above; /* the line before it in its unit */
} text_scan;

static bool may_start(unsigned char c) {
    static const uint8_t table[256] = {
        ['"'] = 1,  ['*'] = 1,  ['['] = 1,  ['{'] = 1,  ['('] = 1, ['_'] = 1, [')'] = 1,
        [0xC2] = 1, [0xE2] = 1, [0xE3] = 1, ['\''] = 1, [','] = 1, ['`'] = 1, [0xEF] = 1};
    return table[c];
}

#if defined(__SSE2__)
/* All ones for the bytes of BLOCK from LOW to LOW + MORE. */
static inline __m128i in_range(__m128i block, char low, char more) {
    const __m128i above = _mm_sub_epi8(block, _mm_set1_epi8(low));
    return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(more)), above);
}

/* A bit for each of the sixteen bytes at AT that may begin a token, and for a few that do not. A comma begins one only
 * with another behind it, which may be the seventeenth. */
static inline unsigned starts_in_block(const unsigned char *at) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);
    const __m128i next = _mm_loadu_si128((const __m128i *)(const void *)(at + 1));
    const __m128i comma = _mm_set1_epi8(',');
    __m128i found = _mm_and_si128(_mm_cmpeq_epi8(block, comma), _mm_cmpeq_epi8(next, comma));
    found = _mm_or_si128(found, in_range(block, '\'', '*' - '\''));
    found = _mm_or_si128(found, in_range(block, '[', '`' - '['));
    found = _mm_or_si128(found, in_range(block, (char)0xE2, 1));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8('"')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8('{')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8((char)0xC2)));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8((char)0xEF)));
    return (unsigned)_mm_movemask_epi8(found);
}
#endif

/* The first byte from AT on that may begin a token, or END. Looked at by blocks: nearly all begin none. */
static const unsigned char *next_start(const unsigned char *at, const unsigned char *end) {
#if defined(__SSE2__)
    while (end - at > 16) {
        unsigned found = starts_in_block(at);
        if (found) {
            at += __builtin_ctz(found);
            if (may_start(*at)) {
                return at;
            }
            at++;
        } else {
            at += 16;
        }
    }
#endif
    while (at < end && !may_start(*at)) {
        at++;
    }
    return at;
}

static text_token *add_token(text_reader *r, uint32_t start, uint32_t size, uint8_t kind) {
    if (r->token_count == r->token_room &&
        pecia_grow(r->host, r->job, &r->tokens, &r->token_room, r->token_count + 256, sizeof(text_token)) != PECIA_OK) {
        return NULL;
    }
    text_token *token = &r->tokens[r->token_count++];
    memset(token, 0, sizeof(*token));
    token->start = start;
    token->size = (uint8_t)size;
    token->kind = kind;
    token->mate = TEXT_NO_MATE;
    return token;
}

static uint32_t before(const text_scan *s, uint64_t at) {
    return text_last((pecia_str){s->line.data, at}, NULL);
}

static bool is_one_of(const char *set, uint32_t code) {
    return code > 0 && code < 0x80 && strchr(set, (int)code) != NULL;
}

/* True if the token last found is a sure note mark that ends at AT. */
static bool behind_mark(const text_scan *s, uint64_t at) {
    const text_token *last = s->r->token_count > 0 ? &s->r->tokens[s->r->token_count - 1] : NULL;
    return last && last->kind == TEXT_MARK && last->start + last->size == s->start + at;
}

/* True for the raised digit of a square or cubic measure: 40 m², 3 км³. */
static bool is_power(const text_scan *s, uint64_t at, uint32_t value) {
    pecia_str left = {s->line.data, at};
    uint32_t letters = 0, last = text_last(left, &left);
    for (uint32_t code = last; text_is_letter(code) && letters < 3; code = text_last(left, &left)) {
        letters++;
    }
    bool year = at >= 4 && text_is_digit((unsigned char)s->line.data[at - 4]) && text_is_digit(last) &&
                (at == 4 || !text_is_digit((unsigned char)s->line.data[at - 5]));
    return (value == 2 || value == 3) && letters < 3 && !year && (last == 'm' || last == 0x43C || text_is_digit(last));
}

/* What stands before the white space at AT: a word, a quotation. Nothing if there is none, or at the end of the line.
 */
static pecia_str before_space(const text_scan *s, uint64_t at) {
    pecia_str left = {s->line.data, at > 0 ? at - 1 : 0};
    return at == 0 ? s->above : s->line.data[at - 1] == ' ' ? left : (pecia_str){s->line.data, 0};
}

/* True if AT stands behind one space, and that behind a word of two letters or more or a quotation. */
static bool behind_word(const text_scan *s, uint64_t at) {
    pecia_str left = before_space(s, at);
    uint32_t last = left.size > 1 ? text_last(left, &left) : 0, before = last ? text_last(left, NULL) : 0;
    uint32_t glyph = last ? text_glyph_of(last) : TEXT_GLYPHS;
    bool spaced = glyph == TEXT_GUILLEMET_RIGHT; /* « comme en France » */
    return (text_is_letter(last) && text_is_letter(before)) ||
           (glyph < TEXT_GLYPHS && (spaced || !text_is_space(before)));
}

/* True if REST begins with a point, perhaps behind a space as in French, or is empty. */
static bool ends_words(pecia_str rest) {
    uint32_t code = text_first(rest);
    if (text_is_space(code)) {
        pecia_str_next(&rest);
        code = text_first(rest);
        return code == ';' || code == ':' || code == '!' || code == '?' || code == 0xBB;
    }
    return rest.size == 0 || text_is_point(code);
}

/* What a note mark that was read at AT is: surely one, one if a body is found, or nothing. */
static uint8_t mark_kind(const text_scan *s, uint64_t at, const text_entry *entry) {
    uint32_t left = before(s, at);
    bool attached = left != 0 && !text_is_space(left) && !is_one_of("([{/<=", left);
    if (left == 0 && s->first && entry->form != TEXT_FORM_SQUARE) {
        return TEXT_NONE;
    }
    if (entry->form == TEXT_FORM_SQUARE) {
        bool number = entry->value > 0 && entry->value < 1000 && s->line.data[at + 1] != '0';
        bool doubled = left == '[' || (left == ']' && !behind_mark(s, at));
        bool caret = s->line.data[at + 1] == '^'; /* [^1] may be a set of characters */
        return number && attached && !doubled && !caret ? TEXT_MARK : TEXT_MARK_IF;
    }
    if (entry->form == TEXT_FORM_STAR) {
        uint32_t right = text_first(pecia_str_from(s->line, at + entry->size));
        attached = attached || (text_is_space(right) && behind_word(s, at));
        return attached && left != '*' && !text_is_letter(right) && right != '*' ? TEXT_MARK_IF : TEXT_NONE;
    }
    if (entry->form == TEXT_FORM_RAISED && is_power(s, at, entry->value)) {
        return TEXT_NONE;
    }
    if (entry->form == TEXT_FORM_ROUND &&
        (left == ' ' || left == 0)) { /* a mark behind a word, not a number before one */
        bool ends = ends_words(pecia_str_from(s->line, at + entry->at + entry->size + 1));
        uint32_t word = text_last(before_space(s, at), NULL);
        bool told = text_is_digit(word) || (text_is_point(word) && word != ':');
        return (ends && told) || behind_word(s, at) ? TEXT_MARK_IF : TEXT_NONE;
    }
    bool raised = entry->form == TEXT_FORM_RAISED && behind_word(s, at);
    return entry->form == TEXT_FORM_CURLY || attached || raised ? TEXT_MARK_IF : TEXT_NONE;
}

/* True if a bracket that was opened shortly before AT ends there. */
static bool ends_bracket(const text_scan *s, uint64_t at) {
    for (uint64_t i = at; i > 0 && at - i < MOST_BRACKET && s->line.data[i - 1] != ')'; i--) {
        if (s->line.data[i - 1] == '(') {
            return true;
        }
    }
    return false;
}

/* A mark like 30), which ends at AT, behind a word. Returns as take_mark does, but for what stands before AT too. */
static int take_paren(const text_scan *s, uint64_t at) {
    uint64_t start = at;
    while (start > 0 && at - start < 7 && text_is_digit((unsigned char)s->line.data[start - 1])) {
        start--;
    }
    bool dated = at - start > 4 && at - start < 7 && s->line.data[start] <= '2'; /* in 17021) */
    start += dated ? 4 : 0;
    bool spaced = start > 0 && s->line.data[start - 1] == ' '; /* notes.c asks for more of it */
    uint32_t left = before(s, start - spaced);
    bool counted = spaced && text_is_digit(left) && ends_words(pecia_str_from(s->line, at + 1)); /* in 1650 1). */
    bool behind = text_is_letter(left) || dated || counted || text_glyph_of(left) < TEXT_GLYPHS ||
                  (text_is_point(left) && left != ':');
    if (start == at || at - start > 3 || !behind || ends_bracket(s, start)) {
        return 1;
    }
    text_token *token = add_token(s->r, s->start + (uint32_t)start, (uint32_t)(at - start) + 1, TEXT_MARK_IF);
    if (token) {
        token->form = TEXT_FORM_PAREN;
    }
    return token ? 1 : -1;
}

/* Takes the number of a page at AT, if one stands there; returns as take_mark does. */
static int take_page(const text_scan *s, uint64_t at) {
    pecia_str label;
    uint32_t value, size = text_read_page(pecia_str_from(s->line, at), &label, &value);
    text_token *token = size > 0 ? add_token(s->r, s->start + (uint32_t)at, size, TEXT_PAGE_IF) : NULL;
    if (token) {
        token->mate = value;
    }
    return size == 0 || token ? (int)size : -1;
}

/* Takes the note mark at AT, if one stands there. Returns its bytes, 0 if none does, -1 without memory. */
static int take_mark(const text_scan *s, uint64_t at) {
    text_entry entry;
    int page = s->line.data[at] == '[' ? take_page(s, at) : 0;
    if (page != 0) {
        return page;
    }
    uint32_t size = text_read_mark(pecia_str_from(s->line, at), &entry);
    uint8_t kind = size > 0 ? mark_kind(s, at, &entry) : TEXT_NONE;
    if (kind == TEXT_NONE) {
        return (int)(entry.form == TEXT_FORM_STAR ? size : 0);
    }
    bool paren = entry.at == 0 && at + size < s->line.size && s->line.data[at + size] == ')';
    size += paren && !ends_bracket(s, at);
    text_token *token = add_token(s->r, s->start + (uint32_t)at, size, kind);
    if (token) {
        token->form = entry.form;
    }
    return token ? (int)size : -1;
}

/* What is left of SIDES of a single mark of SIZE bytes at AT, which may be an apostrophe. */
static uint32_t without_apostrophe(const text_scan *s, uint64_t at, uint32_t size, uint32_t sides) {
    pecia_str behind = pecia_str_from(s->line, at + size), left = {s->line.data, at};
    if (sides & TEXT_MAY_OPEN) {
        bool turned = text_first(pecia_str_from(s->line, at)) == 0x2018; /* is no apostrophe */
        return !turned && text_is_elision(behind) ? 0 : sides;
    }
    uint32_t letter = text_last(left, &left), before = text_last(left, NULL);
    if (letter == 'n' && (before == '\'' || before == 0x2019)) {
        return 0; /* rock 'n' roll */
    }
    bool goes_on = behind.size > 1 && behind.data[0] == ' ' && text_is_lower(text_first(pecia_str_from(behind, 1)));
    return letter == 's' && goes_on ? sides | TEXT_MAY_BE_PLURAL : sides;
}

static int take_glyph(const text_scan *s, uint64_t at, uint32_t glyph, uint32_t size) {
    uint32_t after = text_first(pecia_str_from(s->line, at + size));
    uint32_t left = before(s, at);
    uint32_t sides = text_glyph_sides(glyph, left, after, s->r->marks);
    bool inches = glyph == TEXT_STRAIGHT && text_is_digit(left) && !s->r->tokens_open;
    s->r->tokens_open ^= glyph == TEXT_STRAIGHT && !inches;
    if (sides != 0 && (glyph == TEXT_STRAIGHT_SINGLE || glyph == TEXT_RIGHT_SINGLE || glyph == TEXT_LEFT_SINGLE)) {
        sides = without_apostrophe(s, at, size, sides);
    }
    if (sides == 0 || inches) {
        return (int)size;
    }
    text_token *token = add_token(s->r, s->start + (uint32_t)at, size, TEXT_QUOTE);
    if (token) {
        token->form = (uint8_t)glyph;
        token->part = (uint8_t)sides;
    }
    return token ? (int)size : -1;
}

/* Marks that a typewriter doubles: ,,so'' and ``so''. */
static int take_doubled(const text_scan *s, uint64_t at, uint32_t code) {
    pecia_str rest = pecia_str_from(s->line, at);
    if (rest.size < 2 || (unsigned char)rest.data[1] != code) {
        return 1;
    }
    uint32_t after = text_first(pecia_str_from(rest, 2)), left = before(s, at);
    bool edge = left == 0 || text_is_space(left) || left == '(' || text_is_dash(left);
    bool open = code != '\'' && edge && text_is_letter(after);
    bool close = code != ',' && !edge && !text_is_letter(after);
    if (!open && !close) {
        return 2;
    }
    text_token *token = add_token(s->r, s->start + (uint32_t)at, 2, TEXT_QUOTE);
    if (token) {
        token->form = code == ',' ? TEXT_LOW : open ? TEXT_LEFT : TEXT_RIGHT;
        token->part = open ? TEXT_MAY_OPEN : TEXT_MAY_CLOSE;
    }
    return token ? 2 : -1;
}

/* Takes what begins at AT; its bytes, or 0 for nothing, -1 without memory. */
static int take(const text_scan *s, uint64_t at) {
    pecia_str rest = pecia_str_from(s->line, at);
    pecia_str after = rest;
    uint32_t code = pecia_str_next(&after);
    if (code == '[' || code == '{' || code == '(' || text_is_note_sign(code) || code == 0xFF3B || code == 0xFF08 ||
        code == 0x3010 || code == 0x3014 || (code >= 0x2460 && code <= 0x2473) || text_raised_digit(code) >= 0) {
        return take_mark(s, at);
    }
    if (code == ')') {
        return take_paren(s, at);
    }
    if (code == ',' || code == '`' || (code == '\'' && rest.size > 1 && rest.data[1] == '\'')) {
        return take_doubled(s, at, code);
    }
    if (code == '_' && !s->r->underscores) {
        return 0;
    }
    uint32_t glyph = text_glyph_of(code);
    return glyph < TEXT_GLYPHS ? take_glyph(s, at, glyph, (uint32_t)(rest.size - after.size)) : 0;
}

static int32_t scan_line(const text_scan *s) {
    const unsigned char *data = (const unsigned char *)s->line.data, *end = data + s->line.size;
    for (const unsigned char *at = next_start(data, end); at < end; at = next_start(at, end)) {
        int taken = take(s, (uint64_t)(at - data));
        if (taken < 0) {
            return PECIA_ERR_MEMORY;
        }
        at += taken > 0 ? taken : 1;
    }
    return PECIA_OK;
}

static bool has_text(const text_unit *unit) {
    return unit->kind != TEXT_RULE && unit->kind != TEXT_SEPARATOR && unit->kind != TEXT_PLAIN;
}

int32_t text_find_tokens(text_reader *r) {
    r->underscores = r->underscores || r->gutenberg;
    for (uint64_t i = 0; i < r->unit_count; i++) {
        text_unit *unit = &r->units[i];
        bool inside = text_is_inside(r, unit->line);
        unit->token = (uint32_t)r->token_count;
        r->tokens_open = false;
        for (uint32_t n = 0; n < unit->lines && has_text(unit) && inside; n++) {
            const text_line *line = &r->lines[unit->line + n];
            uint32_t skip = n == 0 ? unit->skip : 0;
            text_scan s = {r, pecia_str_from(text_of_line(r, line), skip), line->start + skip, n == 0,
                           n > 0 ? text_of_line(r, line - 1) : (pecia_str){NULL, 0}};
            int32_t status = scan_line(&s);
            if (status != PECIA_OK) {
                return status;
            }
        }
        unit->tokens = (uint32_t)(r->token_count - unit->token);
        if ((i & 1023) == 0 && r->host->job->proceed(r->job) != PECIA_OK) {
            return r->host->job->proceed(r->job);
        }
    }
    return PECIA_OK;
}
