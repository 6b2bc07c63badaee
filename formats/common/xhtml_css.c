/* SPDX-License-Identifier: MIT
 *
 * xhtml_css.c: see xhtml_css.h. Comments, at-rules and what cannot be understood are passed over (CSS Syntax 3, 5).
 */
#include "common/xhtml_css.h"

enum { KEY_MAX = 120, RULES_MAX = 20000 };

static const struct {
    const char *property, *value;
    uint32_t bits, align;
} meanings[] = {
    {"font-style", "italic", PECIA_ITALIC, 0},
    {"font-style", "oblique", PECIA_ITALIC, 0},
    {"font-weight", "bold", PECIA_BOLD, 0},
    {"font-weight", "bolder", PECIA_BOLD, 0},
    {"font-weight", "600", PECIA_BOLD, 0},
    {"font-weight", "700", PECIA_BOLD, 0},
    {"font-weight", "800", PECIA_BOLD, 0},
    {"font-weight", "900", PECIA_BOLD, 0},
    {"font-variant", "small-caps", PECIA_SMALL_CAPS, 0},
    {"font-variant", "all-small-caps", PECIA_SMALL_CAPS, 0},
    {"font-variant-caps", "small-caps", PECIA_SMALL_CAPS, 0},
    {"font-variant-caps", "all-small-caps", PECIA_SMALL_CAPS, 0},
    {"vertical-align", "super", PECIA_SUPERSCRIPT, 0},
    {"vertical-align", "sub", PECIA_SUBSCRIPT, 0},
    {"text-decoration", "underline", PECIA_UNDERLINE, 0},
    {"text-decoration", "line-through", PECIA_STRIKE, 0},
    {"text-decoration-line", "underline", PECIA_UNDERLINE, 0},
    {"font-family", "monospace", PECIA_MONOSPACE, 0},
    {"text-align", "center", 0, PECIA_ALIGN_CENTER},
    {"text-align", "right", 0, PECIA_ALIGN_RIGHT},
    {"text-align", "end", 0, PECIA_ALIGN_RIGHT},
};

/* What stands before the first of the characters ENDS; *REST goes on behind it. */
static pecia_str take(pecia_str *rest, const char *ends) {
    uint64_t size = 0;
    while (size < rest->size && !(rest->data[size] && strchr(ends, rest->data[size])))
        size++;
    pecia_str part = {rest->data, size};
    *rest = pecia_str_from(*rest, size < rest->size ? size + 1 : size);
    return part;
}

static void declare(xhtml_look *look, pecia_str property, pecia_str value) {
    bool spacing = pecia_str_is_anycase(property, "letter-spacing");
    for (pecia_str words = value, word; (word = pecia_str_trim(take(&words, " \t\n\r,!"))).size || words.size;) {
        for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
            if (pecia_str_is_anycase(property, meanings[i].property) && pecia_str_is_anycase(word, meanings[i].value)) {
                look->bits |= meanings[i].bits;
                look->align = meanings[i].align ? meanings[i].align : look->align;
            }
        bool wide = word.size > 3 && pecia_str_ends(word, "em") && (word.data[0] == '.' || word.data[0] == '0') &&
                    (pecia_str_begins(word, "0.1") || pecia_str_begins(word, ".1") || pecia_str_begins(word, "0.2") ||
                     pecia_str_begins(word, ".2") || pecia_str_begins(word, "0.3") || pecia_str_begins(word, ".3"));
        if (spacing && wide)
            look->bits |= PECIA_SPACED;
    }
}

xhtml_look xhtml_css_declarations(pecia_str text) {
    xhtml_look look = {0, 0};
    while (text.size) {
        pecia_str declaration = take(&text, ";");
        pecia_str property = pecia_str_trim(take(&declaration, ":"));
        if (property.size && declaration.size)
            declare(&look, property, declaration);
    }
    return look;
}

void xhtml_css_init(xhtml_css *css, const pecia_host *host, pecia_job *job) {
    *css = (xhtml_css){.host = host, .job = job};
    pecia_map_init(&css->rules, host, job);
}

/* One class, perhaps with an element before it, and nothing else. */
static bool is_simple(pecia_str selector) {
    uint64_t dots = 0;
    for (uint64_t i = 0; i < selector.size; i++) {
        char c = selector.data[i];
        dots += c == '.';
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
              c == '.' || (unsigned char)c >= 0x80))
            return false;
    }
    return dots == 1 && selector.size < KEY_MAX && selector.data[selector.size - 1] != '.';
}

static int32_t add_rule(xhtml_css *css, pecia_str selector, xhtml_look look) {
    uint32_t at;
    if (pecia_map_get(&css->rules, selector, &at)) {
        css->looks[at].bits |= look.bits;
        css->looks[at].align = look.align ? look.align : css->looks[at].align;
        return PECIA_OK;
    }
    int32_t status = pecia_grow(css->host, css->job, &css->looks, &css->capacity, css->count + 1, sizeof *css->looks);
    char *key = status == PECIA_OK ? css->host->job->alloc(css->job, selector.size) : NULL;
    if (!key)
        return PECIA_ERR_MEMORY;
    memcpy(key, selector.data, selector.size);
    css->looks[css->count] = look;
    return pecia_map_put(&css->rules, (pecia_str){key, selector.size}, (uint32_t)css->count++);
}

/* Blanks out comments, in a copy. */
static pecia_str without_comments(const xhtml_css *css, pecia_str text) {
    char *copy = css->host->job->alloc(css->job, text.size + 1);
    if (!copy)
        return (pecia_str){NULL, 0};
    memcpy(copy, text.data, text.size);
    for (uint64_t i = 0; i + 1 < text.size; i++) {
        if (copy[i] != '/' || copy[i + 1] != '*')
            continue;
        uint64_t end = i + 2;
        while (end + 1 < text.size && !(copy[end] == '*' && copy[end + 1] == '/'))
            end++;
        end = end + 2 < text.size ? end + 2 : text.size;
        memset(copy + i, ' ', end - i);
        i = end - 1;
    }
    return (pecia_str){copy, text.size};
}

/* Passes an at-rule: to its semicolon, or over its block. */
static void pass_at_rule(pecia_str *rest) {
    uint64_t depth = 0, i = 0;
    for (; i < rest->size; i++) {
        depth += rest->data[i] == '{';
        if (rest->data[i] == '}' && depth > 0 && --depth == 0)
            break;
        if (rest->data[i] == ';' && depth == 0)
            break;
    }
    *rest = pecia_str_from(*rest, i + 1);
}

int32_t xhtml_css_add(xhtml_css *css, pecia_str text) {
    pecia_str rest = without_comments(css, text);
    int32_t status = rest.data || !text.size ? PECIA_OK : PECIA_ERR_MEMORY;
    while (rest.size && status == PECIA_OK && css->count < RULES_MAX) {
        rest = pecia_str_trim(rest);
        if (rest.size && rest.data[0] == '@') {
            pass_at_rule(&rest);
            continue;
        }
        pecia_str selectors = take(&rest, "{");
        xhtml_look look = xhtml_css_declarations(take(&rest, "}"));
        while (selectors.size && (look.bits || look.align) && status == PECIA_OK) {
            pecia_str selector = pecia_str_trim(take(&selectors, ","));
            if (selector.size && is_simple(selector))
                status = add_rule(css, selector, look);
        }
    }
    return status;
}

xhtml_look xhtml_css_look(const xhtml_css *css, pecia_str name, pecia_str classes) {
    xhtml_look look = {0, 0};
    char key[KEY_MAX];
    for (pecia_str word; css->count && (word = pecia_str_word(&classes)).size;) {
        uint32_t at;
        if (name.size + word.size + 1 > sizeof key)
            continue;
        memcpy(key, name.data, name.size);
        key[name.size] = '.';
        memcpy(key + name.size + 1, word.data, word.size);
        for (uint64_t from = 0; from <= name.size; from += name.size ? name.size : 1)
            if (pecia_map_get(&css->rules, (pecia_str){key + from, name.size + 1 + word.size - from}, &at)) {
                look.bits |= css->looks[at].bits;
                look.align = css->looks[at].align ? css->looks[at].align : look.align;
            }
    }
    return look;
}
