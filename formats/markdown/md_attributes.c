/* SPDX-License-Identifier: MIT
 *
 * md_attributes.c: attributes as pandoc writes them behind headings, spans, links, images and code: "{#id .class
 * key=value}"; kramdown puts a colon behind the brace. See md_reader.h.
 */
#include "md_html.h"
#include "md_reader.h"

static bool is_blank(char c) {
    return pecia_is_space(c);
}

/* True for what a name or a bare value is made of. */
static bool is_word(char c) {
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
           (c && strchr("-_:./%&;,+@~#!?()*", c));
}

static uint64_t word_size(pecia_str text) {
    uint64_t n = 0;
    while (n < text.size && is_word(text.data[n])) {
        n++;
    }
    return n;
}

/* The value of a key at the start of TEXT; *BEHIND is where the text goes on, 0 for a broken one. */
static pecia_str take_value(pecia_str text, uint64_t *behind) {
    char quote = text.size > 0 && (text.data[0] == '"' || text.data[0] == '\'') ? text.data[0] : 0;
    if (!quote) {
        *behind = word_size(text);
        return (pecia_str){text.data, *behind};
    }
    uint64_t n = 1;
    while (n < text.size && text.data[n] != quote) {
        n += text.data[n] == '\\' && n + 1 < text.size ? 2 : 1;
    }
    *behind = n < text.size ? n + 1 : 0;
    return (pecia_str){text.data + 1, n < text.size ? n - 1 : 0};
}

/* An attribute. NAME is "#" for an identifier, "." for a class. */
typedef struct attribute {
    pecia_str name, value;
} attribute;

/* Takes the attribute at the start of *REST; false if there is none. */
static bool take_attribute(pecia_str *rest, attribute *out) {
    uint64_t size = word_size(*rest);
    char first = rest->size > 0 ? rest->data[0] : 0;
    if ((first == '#' || first == '.') && size > 1) {
        *out = (attribute){{rest->data, 1}, {rest->data + 1, size - 1}};
        *rest = pecia_str_from(*rest, size);
        return true;
    }
    if (first == '-' && size == 1) {
        *out = (attribute){PECIA_STR("."), PECIA_STR("unnumbered")};
        *rest = pecia_str_from(*rest, 1);
        return true;
    }
    bool is_name = (first | 32) >= 'a' && (first | 32) <= 'z';
    if (!is_name || size >= rest->size || rest->data[size] != '=') {
        return false;
    }
    uint64_t behind = 0;
    out->name = (pecia_str){rest->data, size};
    out->value = take_value(pecia_str_from(*rest, size + 1), &behind);
    *rest = pecia_str_from(*rest, size + 1 + behind);
    return behind > 0;
}

static void pass_blanks(pecia_str *rest) {
    while (rest->size > 0 && is_blank(rest->data[0])) {
        *rest = pecia_str_from(*rest, 1);
    }
}

/* What stands between the braces at the start of TEXT. */
static pecia_str inside(pecia_str text) {
    pecia_str rest = pecia_str_from(text, pecia_str_begins(text, "{:") ? 2 : 1);
    pass_blanks(&rest);
    return rest;
}

uint64_t md_attributes_size(pecia_str text) {
    attribute one;
    if (text.size < 3 || text.data[0] != '{') {
        return 0;
    }
    pecia_str rest = inside(text);
    bool any = false;
    if (rest.size > 0 && rest.data[0] == '=') { /* the format of what is raw */
        rest = pecia_str_from(rest, 1 + word_size(pecia_str_from(rest, 1)));
        any = true;
    }
    while (!any && take_attribute(&rest, &one)) {
        any = rest.size > 0 && rest.data[0] == '}';
        if (!any && !(rest.size > 0 && is_blank(rest.data[0]))) {
            return 0;
        }
        pass_blanks(&rest);
        any = any || (rest.size > 0 && rest.data[0] == '}');
    }
    return any && rest.size > 0 && rest.data[0] == '}' ? text.size - rest.size + 1 : 0;
}

pecia_str md_attributes_take(pecia_str *text) {
    pecia_str whole = *text;
    while (whole.size > 0 && pecia_is_space(whole.data[whole.size - 1])) {
        whole.size--;
    }
    const char *open =
        whole.size > 0 && whole.data[whole.size - 1] == '}' ? memrchr(whole.data, '{', (size_t)whole.size) : NULL;
    uint64_t at = open ? (uint64_t)(open - whole.data) : 0;
    pecia_str found = pecia_str_from(whole, at);
    if (at == 0 || memchr("\\])`", open[-1], 4) || md_attributes_size(found) != found.size) {
        return (pecia_str){NULL, 0};
    }
    pecia_str words = pecia_str_trim((pecia_str){whole.data, at});
    uint64_t end = words.size;
    while (end > 0 && words.data[end - 1] == '#') {
        end--;
    }
    end = end > 0 && pecia_is_space(words.data[end - 1]) ? end : words.size;
    words = pecia_str_trim((pecia_str){words.data, end});
    bool is_empty = words.size == 0;
    for (uint64_t i = 0; i < words.size && words.data[i] == '#'; i++) {
        is_empty = i + 1 == words.size;
    }
    if (is_empty) {
        return (pecia_str){NULL, 0};
    }
    text->size = (uint64_t)(words.data + words.size - text->data);
    return pecia_str_from(whole, text->size);
}

/* Appends VALUE to OUT as HTML in double quotes has it. */
static void add_value(pecia_buf *out, pecia_str value) {
    for (uint64_t i = 0; i < value.size; i++) {
        bool is_hidden = value.data[i] == '\\' && i + 1 < value.size && strchr("\\\"'", value.data[i + 1]);
        i += is_hidden ? 1 : 0;
        pecia_buf_add_text(out, value.data[i] == '"' ? "&quot;" : "");
        pecia_buf_add(out, value.data + i, value.data[i] == '"' ? 0 : 1);
    }
}

/* Makes reader->alt the attributes of TEXT as a tag of HTML has them. */
static void as_html(md_reader *reader, pecia_str text) {
    pecia_buf *out = &reader->alt;
    attribute one;
    bool has_class = false;
    pecia_buf_clear(out);
    for (int pass = 0; pass < 2; pass++) { /* what is no class, then the classes as one */
        pecia_str rest = inside(text);
        while (take_attribute(&rest, &one)) {
            bool is_class = pecia_str_is(one.name, ".");
            if (is_class == (pass == 1)) {
                pecia_buf_add_text(out, has_class ? " " : is_class ? " class=\"" : " ");
                pecia_buf_add_str(out, is_class                      ? PECIA_STR("")
                                       : pecia_str_is(one.name, "#") ? PECIA_STR("id")
                                                                     : one.name);
                pecia_buf_add_text(out, is_class ? "" : "=\"");
                add_value(out, one.value);
                pecia_buf_add_text(out, is_class ? "" : "\"");
                has_class = has_class || is_class;
            }
            pass_blanks(&rest);
        }
    }
    pecia_buf_add_text(out, has_class ? "\"" : "");
}

int32_t md_attributes_set(md_reader *reader, uint32_t node, uint32_t kind, pecia_str text) {
    as_html(reader, text);
    md_html tag = {.type = MD_HTML_OPEN, .name = PECIA_STR("span"), .attributes = pecia_buf_str(&reader->alt)};
    if (reader->alt.status < 0) {
        return reader->alt.status;
    }
    return md_html_set(reader->host, reader->builder, node, kind, &tag, &reader->value);
}

pecia_str md_attributes_class(pecia_str text) {
    attribute one;
    pecia_str rest = inside(text);
    while (take_attribute(&rest, &one)) {
        if (pecia_str_is(one.name, ".")) {
            return one.value;
        }
        pass_blanks(&rest);
    }
    return (pecia_str){NULL, 0};
}
