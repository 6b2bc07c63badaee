/* SPDX-License-Identifier: MIT
 *
 * md_html.c: takes HTML apart into tags, comments and text (CommonMark 0.30, 6.6). See md_html.h.
 */
#include "md_html.h"

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

/* Where WHAT ends in TEXT, at or behind FROM; 0 if it does not stand there. */
static uint64_t end_of(pecia_str text, uint64_t from, const char *what) {
    pecia_str rest = pecia_str_from(text, from);
    const char *at = memmem(rest.data, (size_t)rest.size, what, strlen(what));
    return at ? (uint64_t)(at - text.data) + strlen(what) : 0;
}

/* Takes SIZE bytes of *REST as what stands between FROM and TAIL bytes. */
static bool take(pecia_str *rest, md_html *out, uint8_t type, uint64_t size, uint64_t from, uint64_t tail) {
    *out = (md_html){type, {rest->data, size}, {NULL, 0}, {rest->data + from, size - from - tail}};
    *rest = pecia_str_from(*rest, size);
    return true;
}

/* Passes an attribute at I of TEXT: its name and value. Returns the position behind it; 0 for a broken one. */
static uint64_t pass_attribute(pecia_str text, uint64_t i, pecia_str *name, pecia_str *value) {
    uint64_t from = i;
    while (i < text.size && is_name(text.data[i])) {
        i++;
    }
    *name = (pecia_str){text.data + from, i - from};
    *value = (pecia_str){NULL, 0};
    if (i == from) {
        return 0;
    }
    uint64_t end = i;
    while (i < text.size && pecia_is_space(text.data[i])) {
        i++;
    }
    if (i >= text.size || text.data[i] != '=') {
        return end;
    }
    i++;
    while (i < text.size && pecia_is_space(text.data[i])) {
        i++;
    }
    if (i < text.size && (text.data[i] == '"' || text.data[i] == '\'')) {
        const char *close = memchr(text.data + i + 1, text.data[i], (size_t)(text.size - i - 1));
        if (!close) {
            return 0;
        }
        *value = (pecia_str){text.data + i + 1, (uint64_t)(close - text.data) - i - 1};
        return (uint64_t)(close - text.data) + 1;
    }
    from = i;
    while (i < text.size && !memchr(" \t\r\n\"'=<>`", text.data[i], 10)) {
        i++;
    }
    *value = (pecia_str){text.data + from, i - from};
    return i > from ? i : 0;
}

/* A tag at the start of *REST; false if it is none. */
static bool take_tag(pecia_str *rest, md_html *out) {
    bool is_end = rest->size > 1 && rest->data[1] == '/';
    uint64_t from = is_end ? 2 : 1;
    uint64_t i = from;
    pecia_str name, value;
    while (i < rest->size && (i == from ? is_letter(rest->data[i]) : is_name(rest->data[i]))) {
        i++;
    }
    if (i == from) {
        return false;
    }
    md_html tag = {is_end ? MD_HTML_CLOSE : MD_HTML_OPEN, {NULL, 0}, {rest->data + from, i - from}, {NULL, 0}};
    uint64_t behind = i;
    for (;;) {
        uint64_t at = i;
        while (at < rest->size && pecia_is_space(rest->data[at])) {
            at++;
        }
        if (at < rest->size && rest->data[at] == '/') {
            at++;
            tag.type = is_end ? MD_HTML_CLOSE : MD_HTML_EMPTY;
        }
        if (at < rest->size && rest->data[at] == '>') {
            tag.attributes = (pecia_str){rest->data + behind, i - behind};
            tag.whole = (pecia_str){rest->data, at + 1};
            *rest = pecia_str_from(*rest, at + 1);
            *out = tag;
            return true;
        }
        if (at == i || tag.type == MD_HTML_EMPTY || at >= rest->size) {
            return false;
        }
        i = pass_attribute(*rest, at, &name, &value);
        if (i == 0) {
            return false;
        }
    }
}

/* What begins with '<' at the start of *REST; false if it is text after all. */
static bool take_markup(pecia_str *rest, md_html *out) {
    uint64_t end = 0;
    if (pecia_str_begins(*rest, "<!--") && (end = end_of(*rest, 4, "-->")) > 0) {
        return take(rest, out, MD_HTML_COMMENT, end, 4, 3);
    }
    if (pecia_str_begins(*rest, "<![CDATA[") && (end = end_of(*rest, 9, "]]>")) > 0) {
        return take(rest, out, MD_HTML_CDATA, end, 9, 3);
    }
    if (pecia_str_begins(*rest, "<?") && (end = end_of(*rest, 2, "?>")) > 0) {
        return take(rest, out, MD_HTML_PI, end, 2, 2);
    }
    if (pecia_str_begins(*rest, "<!") && rest->size > 2 && is_letter(rest->data[2]) &&
        (end = end_of(*rest, 2, ">")) > 0) {
        return take(rest, out, MD_HTML_OTHER, end, 2, 1);
    }
    if (pecia_str_begins(*rest, "<?") || pecia_str_begins(*rest, "<!")) {
        return take(rest, out, MD_HTML_TEXT, rest->size, 0, 0); /* never closed: nothing is looked for again */
    }
    return take_tag(rest, out);
}

bool md_html_next(pecia_str *rest, md_html *out) {
    if (rest->size == 0) {
        return false;
    }
    if (rest->data[0] == '<' && take_markup(rest, out)) {
        return true;
    }
    const char *next = rest->size > 1 ? memchr(rest->data + 1, '<', (size_t)(rest->size - 1)) : NULL;
    uint64_t size = next ? (uint64_t)(next - rest->data) : rest->size;
    return take(rest, out, MD_HTML_TEXT, size, 0, 0);
}

bool md_html_attribute(pecia_str *rest, pecia_str *name, pecia_str *value) {
    uint64_t i = 0;
    while (i < rest->size && (pecia_is_space(rest->data[i]) || rest->data[i] == '/')) {
        i++;
    }
    i = i < rest->size ? pass_attribute(*rest, i, name, value) : 0;
    *rest = pecia_str_from(*rest, i == 0 ? rest->size : i);
    return i > 0;
}

/* Compares NAME, in any case of letters, with WORD. */
static int order(pecia_str name, const char *word) {
    uint64_t i = 0;
    while (i < name.size && word[i] && pecia_lower(name.data[i]) == word[i]) {
        i++;
    }
    return (i < name.size ? (unsigned char)pecia_lower(name.data[i]) : 0) - (unsigned char)word[i];
}

pecia_str md_html_get(const md_html *tag, const char *wanted) {
    pecia_str rest = tag->attributes;
    pecia_str name, value;
    while (md_html_attribute(&rest, &name, &value)) {
        if (order(name, wanted) == 0) {
            return value.data ? value : name;
        }
    }
    return (pecia_str){NULL, 0};
}

uint32_t md_html_hash(pecia_str name) {
    uint32_t hash = 2166136261u;
    for (uint64_t i = 0; i < name.size; i++) {
        hash = (hash ^ (unsigned char)pecia_lower(name.data[i])) * 16777619u;
    }
    return hash ? hash : 1;
}

typedef struct entity {
    const char *name;
    uint32_t code;
} entity;
static const entity basic[] = {{"amp", '&'}, {"apos", '\''}, {"gt", '>'}, {"lt", '<'}, {"quot", '"'}};
static const entity entities[] = {
#define ENTITY(name, code) {#name, code},
#include "common/entities.def"
#undef ENTITY
};

/* The character that the reference NAME stands for, 0 if it is unknown. */
static uint32_t reference(pecia_str name) {
    if (name.size > 1 && name.data[0] == '#') {
        bool is_hex = name.data[1] == 'x' || name.data[1] == 'X';
        uint32_t code = 0;
        for (uint64_t i = is_hex ? 2 : 1; i < name.size; i++) {
            int digit = pecia_hex_digit(name.data[i]);
            if (digit < 0 || (!is_hex && digit > 9) || name.size > 9) {
                return 0;
            }
            code = code * (is_hex ? 16 : 10) + (uint32_t)digit;
        }
        return name.size > (is_hex ? 2u : 1u) && code > 0 && code < 0x110000 ? code : 0xFFFD;
    }
    for (size_t i = 0; i < sizeof basic / sizeof *basic; i++) {
        if (pecia_str_is(name, basic[i].name)) {
            return basic[i].code;
        }
    }
    size_t low = 0;
    size_t high = sizeof entities / sizeof *entities;
    while (low < high) {
        size_t middle = (low + high) / 2;
        size_t length = strlen(entities[middle].name);
        size_t shorter = length < name.size ? length : (size_t)name.size;
        int way = memcmp(name.data, entities[middle].name, shorter);
        way = way ? way : (name.size > length) - (name.size < length);
        if (way == 0) {
            return entities[middle].code;
        }
        if (way < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return 0;
}

int32_t md_html_decode(pecia_buf *out, pecia_str text) {
    while (text.size > 0) {
        const char *at = memchr(text.data, '&', (size_t)text.size);
        uint64_t before = at ? (uint64_t)(at - text.data) : text.size;
        pecia_buf_add(out, text.data, before);
        text = pecia_str_from(text, before);
        if (text.size == 0) {
            break;
        }
        const char *end = memchr(text.data, ';', (size_t)(text.size < 40 ? text.size : 40));
        pecia_str name = {text.data + 1, end ? (uint64_t)(end - text.data) - 1 : 0};
        uint32_t code = end ? reference(name) : 0;
        if (code) {
            pecia_buf_add_code(out, code);
            text = pecia_str_from(text, name.size + 2);
        } else {
            pecia_buf_add_char(out, '&');
            text = pecia_str_from(text, 1);
        }
    }
    return out->status;
}

static const md_element elements[] = {
#define ELEMENT(name, role, kind, number) {name, MD_ROLE_##role, PECIA_##kind, number},
#include "md_elements.def"
#undef ELEMENT
};

const md_element *md_element_of(pecia_str name) {
    size_t low = 0;
    size_t high = sizeof elements / sizeof *elements;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int way = order(name, elements[middle].name);
        if (way == 0) {
            return &elements[middle];
        }
        if (way < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}
