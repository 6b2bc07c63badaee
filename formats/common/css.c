/* SPDX-License-Identifier: MIT
 *
 * css.c: see css.h.
 */
#include "common/css.h"

enum test { BEGINS, HEAVY, SPACED_OUT, BIGGER, SMALLER };

static const struct {
    const char *property;
    enum test test;
    const char *value;
    uint32_t bits, off, align;
} rules[] = {
#define ROW(property, test, value, bits, off, align) {property, test, value, bits, off, align},
#include "common/css.def"
#undef ROW
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

/* A tenth of an em at least, or some of another unit. */
static bool is_wide(pecia_str value) {
    uint64_t at = 0;
    while (at < value.size && (value.data[at] == '0' || value.data[at] == '.'))
        at++;
    if (at == value.size || value.data[at] < '1' || value.data[at] > '9')
        return false;
    while (at < value.size && ((value.data[at] >= '0' && value.data[at] <= '9') || value.data[at] == '.'))
        at++;
    pecia_str unit = pecia_str_from(value, at);
    return !pecia_str_begins(unit, "em") && !pecia_str_begins(unit, "rem") ? unit.size > 0 : hundredths(value) >= 10;
}

static bool passes(enum test test, const char *word, pecia_str value) {
    int64_t number;
    switch (test) {
    case BEGINS: return has_word(value, word);
    case HEAVY: return pecia_str_number(value, &number) && number >= 600;
    case SPACED_OUT: return is_wide(value);
    case BIGGER: return hundredths(value) > 100;
    case SMALLER: return hundredths(value) > 0 && hundredths(value) < 100;
    }
    return false;
}

static void declare(css_look *look, pecia_str property, pecia_str value) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (!pecia_str_is_anycase(property, rules[i].property) || !passes(rules[i].test, rules[i].value, value))
            continue;
        look->bits = (look->bits & ~rules[i].off) | rules[i].bits;
        look->off = (look->off & ~rules[i].bits) | rules[i].off;
        look->align = rules[i].align ? rules[i].align : look->align;
    }
}

css_look css_declarations(pecia_str text) {
    css_look look = {0, 0, 0};
    while (text.size) {
        const char *end = memchr(text.data, ';', text.size);
        pecia_str one = {text.data, end ? (uint64_t)(end - text.data) : text.size};
        const char *colon = memchr(one.data, ':', one.size);
        if (colon)
            declare(&look, pecia_str_trim((pecia_str){one.data, (uint64_t)(colon - one.data)}),
                    pecia_str_trim(pecia_str_from(one, (uint64_t)(colon - one.data) + 1)));
        text = pecia_str_from(text, end ? one.size + 1 : one.size);
    }
    return look;
}
