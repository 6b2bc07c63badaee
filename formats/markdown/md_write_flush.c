/* SPDX-License-Identifier: MIT
 *
 * md_write_flush.c: finishes a gathered phrase. Each emphasis becomes '*' or '**' if CommonMark's rules (6.2) surely
 * see it so, else <em> or <strong>; what would begin a block at the start of a line is hidden by a backslash.
 */
#include "md_writer.h"

enum char_class { CLASS_SPACE, CLASS_PUNCTUATION, CLASS_LETTER, CLASS_UNKNOWN };

/* What a character is to the flanking rules. Readers disagree about symbols: those are unknown, and only what is right
 * in either case is used. */
static int class_of(uint32_t c) {
    if (c <= 0x20 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
        c == 0x3000) {
        return CLASS_SPACE;
    }
    if (c < 0x80) {
        bool is_letter = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
        return is_letter ? CLASS_LETTER : c == 0x7F ? CLASS_UNKNOWN : CLASS_PUNCTUATION;
    }
    if ((c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x388 && c <= 0x481 && c != 0x38B) ||
        (c >= 0x48A && c <= 0x556) || (c >= 0x5D0 && c <= 0x5EA) || (c >= 0x620 && c <= 0x64A) ||
        (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x4E00 && c <= 0x9FFF) ||
        (c >= 0x1E00 && c <= 0x1FBC)) {
        return CLASS_LETTER;
    }
    if (c == 0xAB || c == 0xBB || c == 0xA7 || c == 0xB6 || c == 0xB7 || c == 0xA1 || c == 0xBF ||
        (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x203A)) {
        return CLASS_PUNCTUATION;
    }
    return CLASS_UNKNOWN;
}

/* The class of the character before AT, and of the one behind it. */
static int class_before(pecia_str text, uint64_t at) {
    if (at == 0) {
        return CLASS_SPACE;
    }
    uint64_t from = at - 1;
    while (from > 0 && at - from < 4 && ((unsigned char)text.data[from] & 0xC0) == 0x80) {
        from--;
    }
    pecia_str one = {text.data + from, at - from};
    return class_of(pecia_str_next(&one));
}

static int class_behind(pecia_str text, uint64_t at) {
    pecia_str rest = pecia_str_from(text, at);
    return rest.size == 0 ? CLASS_SPACE : class_of(pecia_str_next(&rest));
}

/* True if a sign with INNER on its inner and OUTER on its outer side surely flanks. */
static bool flanks(int inner, int outer) {
    if (inner == CLASS_SPACE) {
        return false;
    }
    return inner == CLASS_LETTER || outer == CLASS_SPACE || outer == CLASS_PUNCTUATION;
}

/* True if another written slot touches slot number I. */
static bool touches(const md_writer *w, uint32_t i) {
    for (uint32_t j = i; j > 0 && w->slots[j - 1].at == w->slots[i].at; j--) {
        if (!w->slots[j - 1].is_empty) {
            return true;
        }
    }
    for (uint32_t j = i + 1; j < w->slot_count && w->slots[j].at == w->slots[i].at; j++) {
        if (!w->slots[j].is_empty) {
            return true;
        }
    }
    return false;
}

/* Decides for each pair how it is written. */
static void decide(md_writer *w, pecia_str text) {
    uint32_t open[3] = {0, 0, 0};
    for (uint32_t i = 0; i < w->slot_count; i++) {
        md_slot *slot = &w->slots[i];
        int which = slot->kind == PECIA_EMPHASIS ? 0 : slot->kind == PECIA_STRONG ? 1 : 2;
        if (slot->is_empty) {
            continue;
        }
        if (slot->is_close) {
            open[which] -= slot->is_html ? 0 : 1;
            continue;
        }
        md_slot *close = &w->slots[slot->other];
        bool is_sign = (which < 2 || (w->syntax & MD_STRIKES)) && open[which] == 0 && !touches(w, i) &&
                       !touches(w, slot->other) && flanks(class_behind(text, slot->at), class_before(text, slot->at)) &&
                       flanks(class_before(text, close->at), class_behind(text, close->at));
        slot->is_html = close->is_html = !is_sign;
        w->lost_signs += !is_sign && w->is_plain ? 1 : 0;
        open[which] += is_sign ? 1 : 0;
    }
}

static const char *sign_of(const md_writer *w, const md_slot *slot) {
    if (slot->is_empty || (slot->is_html && w->is_plain)) {
        return "";
    }
    switch (slot->kind) {
    case PECIA_EMPHASIS: return !slot->is_html ? "*" : slot->is_close ? "</em>" : "<em>";
    case PECIA_STRONG: return !slot->is_html ? "**" : slot->is_close ? "</strong>" : "<strong>";
    default: return !slot->is_html ? "~~" : slot->is_close ? "</s>" : "<s>";
    }
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* How many bytes at the start of LINE are the number of a list, as some reader sees it: "1", "a", "xiv". */
static uint64_t list_number(pecia_str line) {
    uint64_t n = 0;
    while (n < line.size && n < 10 && is_digit(line.data[n])) {
        n++;
    }
    if (n > 0) {
        return n;
    }
    bool is_small = line.size > 0 && line.data[0] >= 'a' && line.data[0] <= 'z';
    bool is_capital = line.size > 0 && line.data[0] >= 'A' && line.data[0] <= 'Z';
    const char *romans = is_small ? "ivxlcdm" : "IVXLCDM";
    while (n < line.size && n < 12 && memchr(romans, line.data[n], 7)) {
        n++;
    }
    n = n > 0 ? n : is_small || is_capital ? 1 : 0;
    bool has_dot = is_capital && n == 1 && n < line.size && line.data[n] == '.';
    return has_dot && n + 2 < line.size && line.data[n + 2] != ' ' ? 0 : n; /* "A. B." is a name to everyone */
}

/* Where at the start of LINE a backslash is needed; UINT64_MAX for nowhere. */
static uint64_t start_escape(pecia_str line) {
    char first = line.size > 0 ? line.data[0] : 0;
    char second = line.size > 1 ? line.data[1] : 0;
    if (first == '#' || first == '>' || first == '=' || first == '+' || first == '-' || first == ':' || first == '%') {
        return 0;
    }
    if (pecia_str_begins(line, "Table:") || pecia_str_begins(line, "table:")) { /* a caption to pandoc */
        return 5;
    }
    if (first == '[' && second == '^') { /* a mark, and not the beginning of a note */
        const char *end = memchr(line.data, ']', (size_t)line.size);
        uint64_t behind = end ? (uint64_t)(end - line.data) + 1 : line.size;
        return behind < line.size && line.data[behind] == ':' ? behind : UINT64_MAX;
    }
    if (first == '(') { /* (1) (a) (@) */
        uint64_t n = second == '@' ? 1 : list_number(pecia_str_from(line, 1));
        const char *end = second == '@' ? memchr(line.data, ')', (size_t)(line.size < 40 ? line.size : 40)) : NULL;
        bool is_list = end || (n > 0 && n + 1 < line.size && line.data[n + 1] == ')');
        return is_list ? 0 : UINT64_MAX;
    }
    uint64_t n = list_number(line);
    if (n > 0 && n < line.size && (line.data[n] == '.' || line.data[n] == ')') &&
        (n + 1 == line.size || pecia_is_space(line.data[n + 1]))) {
        return n;
    }
    return UINT64_MAX;
}

/* True if LINE begins as the source of a quotation would. */
static bool is_dash(pecia_str line) {
    return pecia_str_begins(line, "\\--") || pecia_str_begins(line, "\xE2\x80\x94 ") ||
           pecia_str_begins(line, "\xE2\x80\x93 ") || pecia_str_begins(line, "\xE2\x80\x95 ") ||
           pecia_str_begins(line, "--");
}

bool md_needs_escape(pecia_str line) {
    return start_escape(line) != UINT64_MAX || is_dash(line);
}

/* True if TEXT ends in a line end that is meant: behind <br/>, or behind a backslash that nothing hides. */
static bool ends_in_break(pecia_str text) {
    uint64_t hides = 0;
    while (hides + 1 < text.size && text.data[text.size - 2 - hides] == '\\') {
        hides++;
    }
    return pecia_str_ends(text, "\n") && (hides % 2 == 1 || pecia_str_ends(text, "<br/>\n"));
}

/* Takes back the line end before AT of OUT, if it is no meant one: no line is to look like a quotation's source. */
static bool unbreak(pecia_buf *out, uint64_t at) {
    if (at < 2 || out->data[at - 1] != '\n' || ends_in_break((pecia_str){out->data, at})) {
        return false;
    }
    out->data[at - 1] = ' ';
    return true;
}

pecia_str md_flush(md_writer *w) {
    pecia_str text = pecia_buf_str(&w->line);
    pecia_buf *out = &w->flushed;
    uint64_t at = 0;
    uint32_t next = 0;
    pecia_buf_clear(out);
    decide(w, text);
    w->has_dash = false;
    bool is_start = !w->is_inner;
    uint64_t line_start = 0, before = 0; /* in OUT: where the line begins, and the one before it */
    while (at < text.size || next < w->slot_count) {
        uint64_t until = next < w->slot_count ? w->slots[next].at : text.size;
        if (at == 0 && until > 0 && !w->has_lines && pecia_str_begins(text, "\xEF\xBB\xBF")) { /* no sign of order */
            pecia_buf_add_text(out, "&#xFEFF;");
            at = 3;
        }
        while (at < until) {
            pecia_str rest = {text.data + at, until - at};
            const char *end = memchr(rest.data, '\n', (size_t)rest.size);
            uint64_t size = end ? (uint64_t)(end - rest.data) + 1 : rest.size;
            uint64_t hide = is_start ? start_escape((pecia_str){rest.data, end ? size - 1 : size}) : UINT64_MAX;
            if (is_start && is_dash(rest)) {
                is_start = !unbreak(out, out->size);
                line_start = is_start ? line_start : before;
                bool has_dash =
                    is_start || is_dash(pecia_buf_from(out, line_start)); /* a dash alone, joined by what follows */
                w->has_dash = w->has_dash || (has_dash && (is_start || !unbreak(out, line_start)));
                hide = is_start ? hide : UINT64_MAX;
            }
            if (hide != UINT64_MAX) {
                pecia_buf_add(out, rest.data, hide);
                pecia_buf_add_char(out, '\\');
                pecia_buf_add(out, rest.data + hide, size - hide);
            } else {
                pecia_buf_add(out, rest.data, size);
            }
            at += size;
            is_start = end != NULL;
            before = is_start ? line_start : before;
            line_start = is_start ? out->size : line_start;
        }
        if (next < w->slot_count) {
            const char *sign = sign_of(w, &w->slots[next++]);
            pecia_buf_add_text(out, sign);
            is_start = is_start && !*sign;
        }
    }
    while (out->size > 0 && (out->data[out->size - 1] == '\n' || out->data[out->size - 1] == ' ')) {
        bool is_sign = w->is_plain && ends_in_break(pecia_buf_str(out)); /* a break that nothing follows */
        out->size -= is_sign ? 2 : 1;                                    /* behind a line break that ends the phrase */
    }
    w->slot_count = 0;
    pecia_buf_clear(&w->line);
    bool is_paragraph = w->phrase == PECIA_PARAGRAPH || (w->is_plain && w->wraps);
    if (w->wrap > MD_WRAP_NONE && !w->one_line && is_paragraph) {
        md_wrap(w, out);
    }
    if (out->status < 0) {
        md_fail(w, out->status);
    }
    return pecia_buf_str(out);
}
