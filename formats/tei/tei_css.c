/* SPDX-License-Identifier: MIT
 *
 * tei_css.c: the declarations of CSS that have a plain meaning: in @style, and in the renditions of a header.
 */
#include "tei/tei.h"

enum test { BEGINS, HEAVY, SPACED_OUT, BIGGER, SMALLER };

/** PROPERTY: a value that TEST finds in it means BITS. */
static const struct {
    const char *property;
    enum test test;
    const char *value;
    uint32_t bits;
} rules[] = {
    {"font-style", BEGINS, "italic", PECIA_ITALIC},
    {"font-style", BEGINS, "oblique", PECIA_ITALIC},
    {"font-style", BEGINS, "normal", PECIA_UPRIGHT},
    {"font-weight", BEGINS, "bold", PECIA_BOLD},
    {"font-weight", HEAVY, NULL, PECIA_BOLD},
    {"text-decoration", BEGINS, "underline", PECIA_UNDERLINE},
    {"text-decoration", BEGINS, "line-through", PECIA_STRIKE},
    {"text-decoration-line", BEGINS, "underline", PECIA_UNDERLINE},
    {"text-decoration-line", BEGINS, "line-through", PECIA_STRIKE},
    {"vertical-align", BEGINS, "super", PECIA_SUPERSCRIPT},
    {"vertical-align", BEGINS, "sub", PECIA_SUBSCRIPT},
    {"font-variant", BEGINS, "small-caps", PECIA_SMALL_CAPS},
    {"font-variant-caps", BEGINS, "small-caps", PECIA_SMALL_CAPS},
    {"font-variant-position", BEGINS, "super", PECIA_SUPERSCRIPT},
    {"font-variant-position", BEGINS, "sub", PECIA_SUBSCRIPT},
    {"letter-spacing", SPACED_OUT, NULL, PECIA_SPACED},
    {"font-family", BEGINS, "monospace", PECIA_MONOSPACE},
    {"font-family", BEGINS, "courier", PECIA_MONOSPACE},
    {"font-size", BEGINS, "large", PECIA_LARGE},
    {"font-size", BEGINS, "x-large", PECIA_LARGE},
    {"font-size", BEGINS, "xx-large", PECIA_LARGE},
    {"font-size", BIGGER, NULL, PECIA_LARGE},
    {"font-size", BEGINS, "small", PECIA_SMALL},
    {"font-size", BEGINS, "x-small", PECIA_SMALL},
    {"font-size", BEGINS, "xx-small", PECIA_SMALL},
    {"font-size", SMALLER, NULL, PECIA_SMALL},
};

/* Some word of VALUE begins with WORD. */
static bool has_word(pecia_str value, const char *word) {
    for (uint64_t at = 0; at < value.size; at++) {
        bool first = at == 0 || memchr(" \t\n\r,\"'", value.data[at - 1], 7);
        if (first && pecia_str_begins_anycase(pecia_str_from(value, at), word))
            return true;
    }
    return false;
}

/* A size as hundredths of that around it: "1.5em", "120%", "0.8rem"; 0 for what is no such size. */
static int64_t hundredths(pecia_str value) {
    int64_t number = 0, unit = 1, places = 0;
    uint64_t at = 0;
    bool point = false;
    for (; at < value.size && at < 12; at++) {
        char c = value.data[at];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9' && places < 2) {
            number = number * 10 + (c - '0');
            places += point;
        } else if (c < '0' || c > '9') {
            break;
        }
    }
    pecia_str rest = pecia_str_from(value, at);
    for (; places > 0; places--)
        unit *= 10;
    if (pecia_str_begins(rest, "%"))
        return number / unit;
    return pecia_str_begins(rest, "em") || pecia_str_begins(rest, "rem") ? number * 100 / unit : 0;
}

static bool passes(enum test test, const char *word, pecia_str value) {
    int64_t number;
    switch (test) {
    case BEGINS: return has_word(value, word);
    case HEAVY: return pecia_str_number(value, &number) && number >= 600;
    case SPACED_OUT:
        return value.size > 0 && value.data[0] != '-' && value.data[0] != '0' &&
               !pecia_str_begins_anycase(value, "normal");
    case BIGGER: return hundredths(value) > 100;
    case SMALLER: return hundredths(value) > 0 && hundredths(value) < 100;
    }
    return false;
}

static uint32_t declaration(pecia_str property, pecia_str value) {
    uint32_t bits = 0;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (pecia_str_is_anycase(property, rules[i].property) && passes(rules[i].test, rules[i].value, value))
            bits |= rules[i].bits;
    return bits;
}

uint32_t tei_css_bits(pecia_str css) {
    uint32_t bits = 0;
    while (css.size) {
        const char *end = memchr(css.data, ';', css.size);
        pecia_str one = {css.data, end ? (uint64_t)(end - css.data) : css.size};
        const char *colon = memchr(one.data, ':', one.size);
        if (colon)
            bits |= declaration(pecia_str_trim((pecia_str){one.data, (uint64_t)(colon - one.data)}),
                                pecia_str_trim(pecia_str_from(one, (uint64_t)(colon - one.data) + 1)));
        css = pecia_str_from(css, end ? one.size + 1 : one.size);
    }
    return bits;
}
