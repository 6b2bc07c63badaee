/* SPDX-License-Identifier: MIT
 *
 * md_formula.c: formulas of TeX in a line, "$...$" and "$$...$$": what is one, for reading and writing, and how it is
 * read. See md_formula.h.
 */
#include "md_formula.h"
#include "common/fold.h"
#include "md_html.h"
#include "md_reader.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* True if TEXT, which begins with '<', may begin a tag, or an address in angles. */
static bool may_be_tag(pecia_str text) {
    uint64_t i = 1;
    if (i < text.size && (text.data[i] == '/' || text.data[i] == '!' || text.data[i] == '?')) {
        return true;
    }
    while (i < text.size && (is_letter(text.data[i]) || is_digit(text.data[i]) || text.data[i] == '-')) {
        i++;
    }
    bool is_name = i > 1 && is_letter(text.data[1]);
    return is_name && i < text.size && (pecia_is_space(text.data[i]) || strchr(">/:@.+=\"'", text.data[i]));
}

/* True if the sign at I of TEXT means something else in Markdown, so that what holds it is no formula: code, a tag, the
 * middle of a link, a note. */
static bool is_foreign(pecia_str text, uint64_t i) {
    char next = i + 1 < text.size ? text.data[i + 1] : 0;
    switch (text.data[i]) {
    case '`': return true;
    case '<': return may_be_tag(pecia_str_from(text, i));
    case '[': return next == '^';
    case '^': return next == '[';
    case ']': return next == '(' || next == '[' || next == ':' || next == '{';
    default: return false;
    }
}

/* True if INNER is a formula and not what stands between two prices: TeX's signs, one character, or a few of them that
 * hold no space and no word. */
static bool is_surely(pecia_str inner) {
    char last = inner.data[inner.size - 1];
    bool has_sign = false, has_space = false, has_other = false;
    uint64_t letters = 0, most = 0;
    for (uint64_t i = 0; i < inner.size; i++) {
        char c = inner.data[i];
        letters = is_letter(c) ? letters + 1 : 0;
        most = letters > most ? letters : most;
        has_sign = has_sign || memchr("\\^_{=", c, 5);
        has_space = has_space || pecia_is_space(c);
        has_other = has_other || !(is_letter(c) || is_digit(c) || memchr("+-()',<>|!*", c, 11));
    }
    if (memchr("/:-,(=&+*", last, 9)) {
        return false;
    }
    return has_sign || inner.size == 1 || (!has_space && !has_other && most <= 3);
}

uint64_t md_formula_size(pecia_str text, bool is_sure, pecia_str *inner) {
    uint64_t signs = text.size > 1 && text.data[1] == '$' ? 2 : 1;
    uint64_t i = signs;
    bool has_line = false, has_remark = false;
    while (i < text.size && text.data[i] != '$') {
        if (is_foreign(text, i)) {
            return 0;
        }
        has_line = has_line || text.data[i] == '\n';
        has_remark = has_remark || text.data[i] == '%';
        i += text.data[i] == '\\' ? 2 : 1;
    }
    if (i >= text.size || (signs == 2 && (i + 1 >= text.size || text.data[i + 1] != '$'))) {
        return 0;
    }
    *inner = (pecia_str){text.data + signs, i - signs};
    char next = i + signs < text.size ? text.data[i + signs] : 0;
    if (pecia_str_trim(*inner).size == 0 || (has_line && has_remark)) { /* a remark ends with its line */
        return 0;
    }
    if (signs == 2) {
        return i + 2;
    }
    bool is_apart = pecia_str_trim(*inner).size < inner->size;
    return is_apart || is_digit(next) || (is_sure && !is_surely(*inner)) ? 0 : i + 1;
}

void md_formula_fold(pecia_buf *out, pecia_str inner) {
    pecia_fold fold;
    pecia_str run;
    pecia_fold_block(&fold);
    while (pecia_fold_run(&fold, &inner, &run)) {
        pecia_buf_add_str(out, run);
    }
}

/* Keeps the attribute NAME of NODE. */
static int32_t say(md_reader *reader, uint32_t node, pecia_str name, pecia_str value) {
    const pecia_builder_api *b = reader->host->builder;
    pecia_name full = {{NULL, 0}, {NULL, 0}, name};
    uint32_t number = b->name(reader->builder, &full);
    return number ? b->origin_attribute(reader->builder, node, number, value) : b->status(reader->builder);
}

int32_t md_formula_read(md_reader *reader, pecia_str source) {
    const pecia_builder_api *b = reader->host->builder;
    uint64_t signs = source.data[1] == '$' ? 2 : 1;
    pecia_buf_clear(&reader->value);
    pecia_buf *lines = &reader->alt;
    pecia_buf_clear(lines);
    md_join_lines(lines, (pecia_str){source.data + signs, source.size - 2 * signs});
    md_formula_fold(&reader->value, pecia_buf_str(lines));
    if (lines->status < 0 || reader->value.status < 0) {
        return PECIA_ERR_MEMORY;
    }
    int32_t status = b->enter(reader->builder, PECIA_FOREIGN_INLINE);
    uint32_t node = b->last(reader->builder);
    pecia_name name = {PECIA_STR(MD_TEI_NS), {NULL, 0}, PECIA_STR("formula")};
    uint32_t number = status < 0 ? 0 : b->name(reader->builder, &name);
    status = number ? b->origin(reader->builder, node, number) : b->status(reader->builder);
    if (status == PECIA_OK && signs == 2) {
        status = say(reader, node, PECIA_STR("rend"), PECIA_STR("display"));
    }
    status = status < 0 ? status : say(reader, node, PECIA_STR("notation"), PECIA_STR("TeX"));
    pecia_str text = pecia_buf_str(&reader->value);
    status = status < 0 ? status : b->text(reader->builder, text.data, text.size);
    return status < 0 ? status : b->leave(reader->builder, PECIA_FOREIGN_INLINE);
}
