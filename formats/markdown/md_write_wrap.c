/* SPDX-License-Identifier: MIT
 *
 * md_write_wrap.c: where the lines of a paragraph end when the writer says it, not the source: between words, where
 * what follows begins nothing but text.
 */
#include "md_formula.h"
#include "md_writer.h"

/* Passes the attributes in braces that stand at AT, behind markup; none of their values holds a '}'. */
static uint64_t pass_braces(pecia_str text, uint64_t at) {
    const char *end =
        at < text.size && text.data[at] == '{' ? memchr(text.data + at, '}', (size_t)(text.size - at)) : NULL;
    return end ? (uint64_t)(end - text.data) + 1 : at;
}

/* Passes the "](address "title")" or "][label]" at AT; AT itself when nothing ends it. */
static uint64_t pass_target(pecia_str text, uint64_t at) {
    const char end = text.data[at + 1] == '(' ? ')' : ']';
    char until = end;      /* what ends the part that I is in */
    bool is_inner = false; /* within a pair of parentheses */
    for (uint64_t i = at + 2; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\\') {
            i++;
        } else if (until != end) {
            until = c == until ? end : until;
        } else if (end == ')' && c == (is_inner ? ')' : '(')) {
            is_inner = !is_inner;
        } else if (c == end) {
            return pass_braces(text, i + 1);
        } else if ((c == '<' && i == at + 2) || (c == '"' && text.data[i - 1] == ' ')) {
            until = c == '<' ? '>' : '"';
        }
    }
    return at;
}

/* Passes what no line end may part: an escape, code, a tag, the address of a link. AT itself when none of it is there.
 */
static uint64_t pass(pecia_str text, uint64_t at) {
    char c = text.data[at];
    char next = at + 1 < text.size ? text.data[at + 1] : 0;
    uint64_t i = at;
    if (c == '\\') {
        return next == '\n' ? at : at + 2;
    }
    if (c == '$') {
        pecia_str inner;
        return at + md_formula_size(pecia_str_from(text, at), true, &inner);
    }
    if (c == '`') {
        while (i < text.size && text.data[i] == '`') {
            i++;
        }
        uint64_t ticks = i - at;
        for (uint64_t run = 0; i < text.size; i++) {
            run = text.data[i] == '`' ? run + 1 : 0;
            if (run == ticks && (i + 1 == text.size || text.data[i + 1] != '`')) {
                return pass_braces(text, i + 1);
            }
        }
        return at + ticks;
    }
    if (c == '<' && pecia_str_begins(pecia_str_from(text, at), "<!--")) {
        const char *end = memmem(text.data + at, (size_t)(text.size - at), "-->", 3);
        return end ? (uint64_t)(end - text.data) + 3 : at;
    }
    if (c == '<') {
        const char *end = memchr(text.data + at, '>', (size_t)(text.size - at));
        return end ? (uint64_t)(end - text.data) + 1 : at;
    }
    if (c == ']' && next == '{') {
        uint64_t end = pass_braces(text, at + 1);
        return end > at + 1 ? end : at;
    }
    return c == ']' && (next == '(' || next == '[') ? pass_target(text, at) : at;
}

/* True if a line may begin with TEXT: with a letter, a digit or an opening sign, and as no block. */
static bool may_begin(pecia_str text) {
    unsigned char c = text.size > 0 ? (unsigned char)text.data[0] : 0;
    bool is_word = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c >= 0xC2 || c == '"' || c == '(';
    return is_word && !md_needs_escape(text);
}

/* True if the words before AT end a sentence, and NEXT, what follows, begins one. */
static bool is_sentence(pecia_str text, uint64_t at, pecia_str next) {
    static const char *const closing[] = {"\"", "'", ")", "*", "_", "]", "\xC2\xBB", "\xE2\x80\x9D", "\xE2\x80\x99"};
    pecia_str before = {text.data, at};
    for (size_t i = 0; i < sizeof closing / sizeof *closing;) {
        bool is_one = pecia_str_ends(before, closing[i]);
        before.size -= is_one ? strlen(closing[i]) : 0;
        i = is_one ? 0 : i + 1;
    }
    bool has_dot = pecia_str_ends(before, ".");
    if (!has_dot && !pecia_str_ends(before, "!") && !pecia_str_ends(before, "?") &&
        !pecia_str_ends(before, "\xE2\x80\xA6")) {
        return false;
    }
    uint64_t from = before.size - 1;
    while (has_dot && from > 0 && text.data[from - 1] != ' ' && text.data[from - 1] != '\n') {
        from--;
    }
    if (has_dot && before.size - 1 - from <= 2) {
        return false; /* an initial, or "p." */
    }
    uint32_t c = pecia_str_next(&next);
    return !(c >= 'a' && c <= 'z') && !(c >= 0x430 && c <= 0x45F) && !(c >= 0xDF && c <= 0xFF);
}

void md_wrap(md_writer *w, pecia_buf *out) {
    pecia_str text = pecia_buf_str(out);
    uint64_t column = w->prefix.size; /* of AT */
    uint64_t last = UINT64_MAX;       /* the place for a line end that was met last in this line */
    uint64_t last_column = 0;
    bool is_tag = text.size > 0 && text.data[0] == '<'; /* a line that is a tag alone would be a block */
    for (uint64_t at = 0; at < text.size;) {
        uint64_t next = pass(text, at);
        next = next > text.size ? text.size : next;
        if (next == at) {
            char c = text.data[at];
            pecia_str rest = pecia_str_from(text, at + 1);
            bool may = c == ' ' && !is_tag && may_begin(rest);
            if (c == '\n') {
                column = w->prefix.size - 1;
                last = UINT64_MAX;
                is_tag = rest.size > 0 && rest.data[0] == '<';
            } else if (may && w->wrap == MD_WRAP_SENTENCE && is_sentence(text, at, rest)) {
                out->data[at] = '\n';
            } else if (may && w->wrap > MD_WRAP_SENTENCE) {
                last = at;
                last_column = column;
            }
            next = at + 1;
        }
        for (; at < next; at++) {
            column += ((unsigned char)text.data[at] & 0xC0) != 0x80 ? 1 : 0;
        }
        bool ends_word = at == text.size || text.data[at] == ' ' || text.data[at] == '\n';
        if (w->wrap > MD_WRAP_SENTENCE && ends_word && column > w->wrap && last != UINT64_MAX) {
            out->data[last] = '\n';
            column = w->prefix.size + column - last_column - 1;
            last = UINT64_MAX;
        }
    }
}
