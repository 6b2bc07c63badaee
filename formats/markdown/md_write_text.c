/* SPDX-License-Identifier: MIT
 *
 * md_write_text.c: gathers the text of a phrase: folds white space, escapes what Markdown would read as more than text.
 * What counts only at the start of a line is dealt with when the phrase is flushed.
 */
#include "md_writer.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* 1: always escaped. 2: when a reference of a character could begin. 3: when a
 * formula could end. 4: when pandoc would see a citation. */
static const uint8_t escapes[256] = {
    ['\\'] = 1, ['`'] = 1, ['*'] = 1, ['_'] = 1, ['['] = 1, [']'] = 1, ['<'] = 1,
    ['~'] = 1,  ['^'] = 1, ['|'] = 1, ['&'] = 2, ['$'] = 3, ['@'] = 4,
};

/* True if a reference of a character could go on with C behind its '&'. */
static bool is_reference(char c) {
    return c == '#' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* True if a formula could end with the '$' at I of TEXT, which is to follow OUT: none ends behind a space or before a
 * digit. */
static bool ends_formula(const pecia_buf *out, pecia_str text, uint64_t i) {
    char before = i > 0 ? text.data[i - 1] : out->size > 0 ? out->data[out->size - 1] : ' ';
    return !pecia_is_space(before) && (i + 1 == text.size || !is_digit(text.data[i + 1]));
}

/* True if a formula could have begun in the paragraph, or to pandoc in another cell of the table. */
static bool has_dollar(const md_writer *w) {
    bool is_cell = w->phrase == PECIA_CELL && (w->syntax & MD_SPANS);
    return w->phrase == PECIA_LINE || is_cell || (w->line.size > 0 && memrchr(w->line.data, '$', (size_t)w->line.size));
}

static bool is_alphanumeric(char c) {
    return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

/* True if pandoc would see a citation in the '@' at I of TEXT, which is to follow OUT: "@name" that no word ends in.
 * What follows TEXT may be a name. */
static bool is_citation(const md_writer *w, const pecia_buf *out, pecia_str text, uint64_t i) {
    bool is_behind_slot = w->slot_count > 0 && w->slots[w->slot_count - 1].at == out->size;
    char before = i > 0 ? text.data[i - 1] : out->size > 0 && !is_behind_slot ? out->data[out->size - 1] : ' ';
    char next = i + 1 < text.size ? text.data[i + 1] : '_';
    return !is_alphanumeric(before) && (is_alphanumeric(next) || next == '_' || next == '{');
}

/* True if the character at I of TEXT, which is to follow OUT, must be hidden. IN is the writer, or NULL. */
static bool is_special(const md_writer *in, const pecia_buf *out, pecia_str text, uint64_t i) {
    switch (escapes[(unsigned char)text.data[i]]) {
    case 0: return false;
    case 1: return true;
    case 4: return in && (in->syntax & MD_SPANS) && is_citation(in, out, text, i);
    default: return is_reference(i + 1 < text.size ? text.data[i + 1] : 0);
    }
}

/* True if a backslash that is none itself hides the character at AT. */
static bool is_escaped(const pecia_buf *out, uint64_t at) {
    uint64_t n = 0;
    while (n < at && out->data[at - n - 1] == '\\') {
        n++;
    }
    return n % 2 == 1;
}

/* TEXT is to follow what was written: hides the '&' that ends that, or the '{' that TEXT begins with, if they would
 * mean something together. True if it wrote the first byte of TEXT itself. */
static bool join(md_writer *w, pecia_str text) {
    pecia_buf *out = &w->line;
    char first = text.size > 0 ? text.data[0] : 0;
    if (w->formula_end > 0 && w->formula_end == out->size && is_digit(first)) { /* it would not end before a digit */
        pecia_buf_add_text(out, "&#");
        pecia_buf_add_number(out, (uint64_t)first);
        pecia_buf_add_char(out, ';');
        return true;
    }
    bool is_behind_slot = w->slot_count > 0 && w->slots[w->slot_count - 1].at == out->size;
    bool may_end = first == '$' && (text.size == 1 || !is_digit(text.data[1]));
    if (may_end && is_behind_slot && has_dollar(w)) { /* the sign is no space */
        pecia_buf_add_text(out, "\\$");
        return true;
    }
    if (out->size == 0 || is_behind_slot || text.size == 0) {
        return false;
    }
    if (is_digit(first) && out->size > 1 && out->data[out->size - 1] == '$' && is_escaped(out, out->size - 1)) {
        out->data[--out->size - 1] = '$'; /* no formula ends there now */
    }
    if (out->data[out->size - 1] == '&' && is_reference(text.data[0]) && !is_escaped(out, out->size - 1)) {
        out->size--;
        pecia_buf_add(out, "\\&", 2);
    }
    if (text.data[0] == '{' && w->markup_end == out->size) { /* attributes, as some readers see them */
        pecia_buf_add_char(out, '\\');
    }
    return false;
}

#if defined(__SSE2__)
/* Which of the sixteen bytes at AT need a look at ESCAPES. '[' to '_' and '{' to '~' differ in one bit. */
static inline unsigned doubts_of(const char *at) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);
    const __m128i folded = _mm_and_si128(block, _mm_set1_epi8((char)0xDF));
    const __m128i behind = _mm_sub_epi8(folded, _mm_set1_epi8('['));
    const __m128i most = _mm_cmpeq_epi8(_mm_min_epu8(behind, _mm_set1_epi8('_' - '[')), behind);
    __m128i found = _mm_or_si128(most, _mm_cmpeq_epi8(folded, _mm_set1_epi8('@'))); /* and '`' */
    found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8('&')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8('*')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8('$')));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8('<'))));
}

/* How many bytes from FROM on need no look at ESCAPES, in blocks of 16, of which the last may reach before FROM. */
static uint64_t plain_run(pecia_str text, uint64_t from) {
    uint64_t i = from;
    unsigned doubts = 0;
    for (; text.size - i >= 16; i += 16) {
        doubts = doubts_of(text.data + i);
        if (doubts) {
            return i + (unsigned)__builtin_ctz(doubts) - from;
        }
    }
    if (text.size < 16 || i == text.size) {
        return i - from;
    }
    uint64_t known = 16 - (text.size - i);
    doubts = doubts_of(text.data + text.size - 16) >> known;
    return doubts ? i + (unsigned)__builtin_ctz(doubts) - from : text.size - from;
}
#else
static uint64_t plain_run(pecia_str text, uint64_t from) {
    (void)text;
    (void)from;
    return 0;
}
#endif

/* Appends TEXT, escaped, to OUT; IN is the writer whose phrase goes on with it, or NULL. */
static void escape(const md_writer *in, pecia_buf *out, pecia_str text) {
    uint64_t from = 0;
    bool is_first = true; /* of its '$' */
    for (uint64_t i = plain_run(text, 0); i < text.size; i += 1 + plain_run(text, i + 1)) {
        bool is_dollar = text.data[i] == '$';
        bool is_begun = is_dollar && (!is_first || !in || has_dollar(in));
        is_first = is_first && !is_dollar;
        if (is_dollar ? is_begun && ends_formula(out, text, i) : is_special(in, out, text, i)) {
            pecia_buf_add(out, text.data + from, i - from);
            pecia_buf_add_char(out, '\\');
            from = i;
        }
        if (pecia_str_begins(pecia_str_from(text, i), "<!--")) { /* pandoc sees a comment in an item in spite of it */
            pecia_buf_add_text(out, "<\\");
            from = i + 1;
        }
    }
    pecia_buf_add(out, text.data + from, text.size - from);
}

void md_escape(pecia_buf *out, pecia_str text) {
    escape(NULL, out, text);
}

/* The space that waits, before something that is written: a line end for a soft break. Directly behind what opens, it
 * goes before that. */
static void put_space(md_writer *w, pecia_str space) {
    if (space.size == 0) {
        return;
    }
    bool is_line = w->is_soft && !w->one_line && w->in_note == 0 && w->wrap == MD_WRAP_KEEP;
    w->is_soft = false;
    if (is_line) { /* a line that is one tag would be a block of HTML */
        pecia_str line = pecia_buf_str(&w->line);
        const char *start = line.size > 0 ? memrchr(line.data, '\n', (size_t)line.size) : NULL;
        uint64_t from = start ? (uint64_t)(start - line.data) + 1 : 0;
        is_line = line.size > from && line.data[from] != '<';
    }
    uint64_t end = w->line.size;
    if (end > 0 && (w->line.data[end - 1] == ' ' || w->line.data[end - 1] == '\n')) {
        return; /* there is one already */
    }
    uint64_t first = w->slot_count;
    while (first > 0 && w->slots[first - 1].at == end && !w->slots[first - 1].is_close) {
        w->slots[--first].at++;
    }
    pecia_buf_add_char(&w->line, is_line ? '\n' : ' ');
}

void md_fold_from(md_writer *w, uint64_t from) {
    uint64_t to = from;
    for (uint64_t i = from; i < w->line.size; i++) {
        bool is_space = pecia_is_space(w->line.data[i]);
        if (!is_space || to == from || w->line.data[to - 1] != ' ') {
            w->line.data[to++] = is_space ? ' ' : w->line.data[i];
        }
    }
    w->line.size = to;
}

void md_raw(md_writer *w, pecia_str text) {
    put_space(w, pecia_fold_solid(&w->fold));
    if (pecia_buf_add_str(&w->line, text) < 0) {
        md_fail(w, PECIA_ERR_MEMORY);
    }
}

void md_text(md_writer *w, pecia_str text) {
    pecia_str run;
    if (w->in_code > 0) {
        if (pecia_buf_add_str(&w->code, text) < 0) {
            md_fail(w, PECIA_ERR_MEMORY);
        }
        return;
    }
    while (pecia_fold_run(&w->fold, &text, &run)) {
        if (run.size > 0 && run.data[0] == ' ') {
            put_space(w, PECIA_STR(" "));
            run = pecia_str_from(run, 1);
        }
        bool is_begun = join(w, run);
        escape(w, &w->line, pecia_str_from(run, is_begun ? 1 : 0));
    }
    if (w->line.status < 0) {
        md_fail(w, w->line.status);
    }
}

/* True if a line may end here for all to see, without HTML: words stand before, of what is open last too. */
static bool may_break(const md_writer *w) {
    const md_slot *last = w->slot_count > 0 ? &w->slots[w->slot_count - 1] : NULL;
    bool is_behind_slot = last && last->at == w->line.size && !last->is_close;
    return !w->one_line && w->in_note == 0 && !w->fold.edge && w->line.size > 0 && !is_behind_slot;
}

void md_break(md_writer *w, bool is_soft) {
    if (w->in_code > 0) {
        pecia_buf_add_char(&w->code, ' ');
        return;
    }
    if (is_soft) {
        if (!w->fold.edge) {
            w->is_soft = !w->fold.pending || w->is_soft;
        }
        pecia_fold_space(&w->fold);
        return;
    }
    if (w->is_plain && !may_break(w)) {
        pecia_fold_space(&w->fold);
        w->is_soft = !w->fold.edge;
        return;
    }
    if (w->is_plain) {
        w->fold.pending = false; /* no space stands behind a backslash that ends a line */
        pecia_buf_add(&w->line, "\\\n", 2);
        pecia_fold_block(&w->fold);
        w->is_soft = false;
        return;
    }
    md_raw(w, PECIA_STR("<br/>"));
    pecia_buf_add_char(&w->line, ' ');
    if (!w->one_line && w->in_note == 0) {
        const char *start = memrchr(w->line.data, '\n', (size_t)w->line.size);
        uint64_t from = start ? (uint64_t)(start - w->line.data) + 1 : 0;
        if (w->line.data[from] != '<') {
            w->line.data[w->line.size - 1] = '\n';
        }
    }
    pecia_fold_block(&w->fold);
    w->is_soft = false;
}

/* Cuts LINE off at SIZE, and what is open with it. */
static void cut(md_writer *w, uint64_t size) {
    w->line.size = size;
    for (uint64_t i = w->slot_count; i > 0 && w->slots[i - 1].at > size; i--) {
        w->slots[i - 1].at = size;
    }
}

void md_break_end(md_writer *w) {
    uint64_t size = w->line.size;
    if (w->is_plain && pecia_str_ends(pecia_buf_str(&w->line), "\\\n")) { /* no sign closes behind it */
        cut(w, size - 2);
        w->fold.edge = false;
        pecia_fold_space(&w->fold);
        return;
    }
    bool is_space = size > 5 && pecia_is_space(w->line.data[size - 1]);
    if (is_space && memcmp(w->line.data + size - 6, "<br/>", 5) == 0) {
        cut(w, size - 1);
    }
}

uint32_t md_slot_open(md_writer *w, uint8_t kind) {
    if (pecia_grow(w->host, w->job, &w->slots, &w->slot_capacity, w->slot_count + 1, sizeof *w->slots) < 0) {
        md_fail(w, PECIA_ERR_MEMORY);
        return 0;
    }
    uint64_t before = w->line.size;
    if (w->fold.pending) {
        put_space(w, PECIA_STR(" "));
        w->fold.pending = false;
        w->fold.edge = true; /* for more white space */
    }
    w->slots[w->slot_count] = (md_slot){.at = w->line.size, .kind = kind, .other = (uint32_t)w->slot_count};
    w->slots[w->slot_count].has_space = w->line.size > before;
    return (uint32_t)w->slot_count++;
}

/* Takes back the slot that was opened last: nothing stands in it. The space that was written for it waits again. */
static void take_back(md_writer *w, uint32_t open) {
    w->slot_count = open;
    if (w->slots[open].has_space) {
        w->is_soft = w->line.data[w->line.size - 1] == '\n';
        w->line.size--;
        w->fold.pending = true;
        w->fold.edge = false;
        for (uint32_t i = open; i > 0 && w->slots[i - 1].at > w->line.size; i--) {
            w->slots[i - 1].at = w->line.size;
        }
    }
}

void md_slot_close(md_writer *w, uint32_t open) {
    if (w->slots[open].at < w->line.size) {
        md_break_end(w);
    }
    /* at the start of a phrase that stands bare, what is empty keeps the points behind it in the phrase */
    bool keeps = w->line.size == 0 && (w->phrase == PECIA_CELL || (w->phrase_node == 0 && md_frame_top(w)->is_tight));
    if (!keeps && open + 1 == w->slot_count && w->slots[open].at == w->line.size) {
        take_back(w, open);
        return;
    }
    if (pecia_grow(w->host, w->job, &w->slots, &w->slot_capacity, w->slot_count + 1, sizeof *w->slots) < 0) {
        md_fail(w, PECIA_ERR_MEMORY);
        return;
    }
    uint32_t number = (uint32_t)w->slot_count++;
    w->slots[number] = (md_slot){.at = w->line.size, .kind = w->slots[open].kind, .other = open, .is_close = 1};
    w->slots[open].other = number;
    bool is_empty = !keeps && w->slots[open].at == w->line.size;
    w->slots[open].is_empty = w->slots[number].is_empty = is_empty;
}
