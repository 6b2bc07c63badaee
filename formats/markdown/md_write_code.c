/* SPDX-License-Identifier: MIT
 *
 * md_write_code.c: code: blocks, fenced, and in lines. See md_writer.h.
 */
#include "md_reader.h"
#include "md_writer.h"

/* Writes INFO behind a fence, where references and backslashes are resolved (CommonMark 0.30, 4.5). */
static void add_info(md_writer *w, pecia_str info) {
    for (uint64_t i = 0; i < info.size; i++) {
        char sign = info.data[i] == '\n' || info.data[i] == '\r' ? ' ' : info.data[i];
        md_out_text(w, sign == '&' ? "&amp;" : sign == '\\' || sign == '*' || sign == '_' ? "\\" : "");
        md_out(w, &sign, sign == '&' ? 0 : 1);
    }
}

/* What stands behind the fence of NODE, whose language is INFO. */
static void code_info(md_writer *w, uint32_t node, pecia_str info) {
    pecia_str class = md_get(w, node, PECIA_CLASS);
    uint64_t first = 0;
    while (first < class.size && class.data[first] != ' ') {
        first++;
    }
    bool has_language = pecia_str_equal((pecia_str){class.data, first}, info);
    if (has_language && md_tag_has(w, node)) {
        pecia_str braces = md_tag_braces(w, node, MD_ATTR_FEW);
        pecia_str bare = {braces.data + 3, braces.size - 4}; /* " {.x}" without the language is "x" */
        bool is_bare = braces.size > 4 && memcmp(braces.data, " {.", 3) == 0 && pecia_str_equal(bare, info);
        if (!is_bare) {
            add_info(w, braces);
            return;
        }
    }
    pecia_str words = pecia_str_trim(info);
    if (words.size > 0 && md_attributes_size(words) == words.size) { /* to a reader it is the first class in it */
        words = md_attributes_class(words);
    }
    const char *blank = words.size > 0 ? memchr(words.data, ' ', (size_t)words.size) : NULL;
    pecia_str word = {words.data, blank ? (uint64_t)(blank - words.data) : 0};
    if ((w->syntax & MD_SPANS) && md_is_simple(word)) { /* to pandoc several words make the fence none */
        pecia_buf_clear(&w->tag);
        pecia_buf_add_text(&w->tag, " {.");
        pecia_buf_add_str(&w->tag, word);
        md_tag_attribute(w, "data-info", words);
        pecia_buf_add_char(&w->tag, '}');
        add_info(w, pecia_buf_str(&w->tag));
        return;
    }
    md_out(w, " ", words.size > 0 ? 1 : 0);
    add_info(w, words);
}

/* True if the next line has the marker of an item before it, or lies in a quotation in one: there pandoc takes
 * backticks for code within a line. */
static bool begins_item(const md_writer *w) {
    uint64_t n = 0;
    if (w->prefix.size > 0 && memmem(w->prefix.data, (size_t)w->prefix.size, "  >", 3)) {
        return true;
    }
    while (n < w->pending.size && (w->pending.data[n] == ' ' || w->pending.data[n] == '>')) {
        n++;
    }
    return n < w->pending.size;
}

/* Content of a code block: raw, line by line. */
void md_code_block(md_writer *w, pecia_event *event) {
    const pecia_cursor_api *c = w->host->cursor;
    uint32_t node = event->node;
    pecia_str info = md_get(w, node, PECIA_CODE_INFO);
    uint64_t longest = 0;
    pecia_buf_clear(&w->code);
    w->in_code++; /* no body of a note stands in it */
    for (pecia_event *e = c->next(w->cursor); e->type != PECIA_END && e->kind != PECIA_CODE_BLOCK;
         e = c->next(w->cursor)) {
        if (e->type != PECIA_EXIT) {
            e->outcome = e->type == PECIA_LEAF && e->kind == PECIA_TEXT ? PECIA_CARRIED : PECIA_DEGRADED;
        }
        if (e->type == PECIA_LEAF && e->kind == PECIA_TEXT) {
            pecia_buf_add_str(&w->code, e->text);
        } else if (e->type == PECIA_LEAF && (e->kind == PECIA_LINE_BREAK || e->kind == PECIA_SOFT_BREAK)) {
            pecia_buf_add_char(&w->code, '\n');
        } else if (e->type == PECIA_LEAF && e->kind == PECIA_NOTE_REF) {
            md_note_ref(w, e); /* its mark goes to what follows */
        }
    }
    w->in_code--;
    pecia_str text = pecia_buf_str(&w->code);
    bool is_tilde = begins_item(w) || (info.data && memchr(info.data, '`', (size_t)info.size));
    char tick = is_tilde ? '~' : '`';
    for (uint64_t i = 0, run = 0; i < text.size; i++) {
        run = text.data[i] == tick ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    pecia_buf_clear(&w->flushed);
    pecia_buf_fill(&w->flushed, tick, longest < 3 ? 3 : longest + 1);
    pecia_str fence = pecia_buf_str(&w->flushed);
    md_block(w);
    md_note_head_block(w);
    md_line_begin(w);
    md_out_str(w, fence);
    code_info(w, node, info);
    md_line_end(w);
    while (text.size > 0) {
        const char *end = memchr(text.data, '\n', (size_t)text.size);
        uint64_t size = end ? (uint64_t)(end - text.data) : text.size;
        if (size > 0 || w->prefix.size > 0) {
            md_line_begin(w);
        }
        md_out(w, text.data, size);
        md_line_end(w);
        bool is_last_empty = end && size + 1 == text.size;
        text = pecia_str_from(text, size + (end ? 1 : 0));
        if (is_last_empty) {
            md_line_begin(w);
            md_line_end(w);
        }
    }
    md_line_begin(w);
    md_out_str(w, fence);
    md_line_end(w);
}

/* Appends what NODE says behind a link or code, in flavours that have attributes there. */
void md_add_braces(md_writer *w, uint32_t node) {
    if (md_tag_has(w, node)) {
        pecia_buf_add_str(&w->line, pecia_str_from(md_tag_braces(w, node, MD_ATTR_FEW), 1));
    }
}

/* Writes the inline code that was gathered, NODE. */
void md_code_end(md_writer *w, uint32_t node) {
    pecia_str text = pecia_buf_str(&w->code);
    uint64_t longest = 0;
    bool is_blank = true;
    bool in_table = w->phrase == PECIA_CELL;
    pecia_str own = md_own_name(w, node);
    bool says = !(w->syntax & MD_SPANS) && md_tag_has(w, node);
    if (text.size == 0) {
        return;
    }
    for (uint64_t i = 0, run = 0; i < text.size; i++) {
        if (text.data[i] == '\n' || text.data[i] == '\r') {
            w->code.data[i] = ' ';
        }
        run = text.data[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
        is_blank = is_blank && text.data[i] == ' ';
    }
    char first = text.data[0];
    char last = text.data[text.size - 1];
    bool padded = first == '`' || last == '`' || (!is_blank && first == ' ' && last == ' ');
    md_raw(w, PECIA_STR(""));
    if (in_table && !w->is_plain && memmem(text.data, (size_t)text.size, "\\|", 2)) { /* no code in a cell holds that */
        pecia_buf_add_text(&w->line, "<code>");
        md_escape(&w->line, text);
        pecia_buf_add_text(&w->line, "</code>");
        return;
    }
    if (own.size > 0 || says) {
        pecia_buf_add_str(&w->line,
                          own.size > 0 ? md_tag_own(w, own, node) : md_tag_open(w, "code", 0, node, MD_ATTR_FEW));
        md_escape(&w->line, text);
        pecia_buf_add_str(&w->line, md_tag_end(w, own.size > 0 ? own : PECIA_STR("code")));
        return;
    }
    if (w->line.size > 0 && w->line.size == w->code_end) {
        pecia_buf_add_text(&w->line, w->is_plain ? " " : "<!-- -->"); /* the ticks of two codes part */
    }
    pecia_buf_fill(&w->line, '`', longest + 1);
    pecia_buf_add_text(&w->line, padded ? " " : "");
    for (uint64_t i = 0; i < text.size; i++) {
        pecia_buf_add_text(&w->line, in_table && text.data[i] == '|' ? "\\" : "");
        pecia_buf_add_char(&w->line, text.data[i]);
    }
    pecia_buf_add_text(&w->line, padded ? " " : "");
    pecia_buf_fill(&w->line, '`', longest + 1);
    w->code_end = w->line.size;
    if (w->syntax & MD_SPANS) {
        md_add_braces(w, node);
    }
    w->markup_end = w->line.size;
}

/* True if a mark stands in NODE, inline code. */
bool md_code_holds_mark(const md_writer *w, uint32_t node) {
    for (uint32_t n = md_next(w, node, node); n; n = md_next(w, n, node)) {
        uint32_t kind = w->host->document->kind(w->document, n);
        if (kind == PECIA_NOTE_REF || kind == PECIA_NOTE_SLOT) {
            return true;
        }
    }
    return false;
}
