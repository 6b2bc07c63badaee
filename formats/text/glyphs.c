/* SPDX-License-Identifier: MIT
 *
 * glyphs.c: what each quotation mark can do, by itself, by its neighbours and by the language.
 */
#include "characters.h"
#include "reader.h"

enum { FIRST_IDEOGRAPH = 0x2E80 }; /* scripts that set no spaces between words */

/* Sets of glyphs that may end what each began. */
#define BIT(glyph) (UINT32_C(1) << (glyph))

static const struct {
    uint32_t code;
    uint32_t enders;
} glyphs[TEXT_GLYPHS] = {
    [TEXT_GUILLEMET_LEFT] = {0xAB, BIT(TEXT_GUILLEMET_RIGHT)},
    [TEXT_GUILLEMET_RIGHT] = {0xBB, BIT(TEXT_GUILLEMET_LEFT) | BIT(TEXT_GUILLEMET_RIGHT)},
    [TEXT_LOW] = {0x201E, BIT(TEXT_LEFT) | BIT(TEXT_RIGHT) | BIT(TEXT_STRAIGHT)},
    [TEXT_LEFT] = {0x201C, BIT(TEXT_RIGHT)},
    [TEXT_RIGHT] = {0x201D, BIT(TEXT_RIGHT)},
    [TEXT_LOW_SINGLE] = {0x201A, BIT(TEXT_LEFT_SINGLE) | BIT(TEXT_RIGHT_SINGLE)},
    [TEXT_LEFT_SINGLE] = {0x2018, BIT(TEXT_RIGHT_SINGLE)},
    [TEXT_RIGHT_SINGLE] = {0x2019, BIT(TEXT_RIGHT_SINGLE)},
    [TEXT_ANGLE_LEFT] = {0x2039, BIT(TEXT_ANGLE_RIGHT)},
    [TEXT_ANGLE_RIGHT] = {0x203A, BIT(TEXT_ANGLE_LEFT) | BIT(TEXT_ANGLE_RIGHT)},
    [TEXT_CORNER_LEFT] = {0x300C, BIT(TEXT_CORNER_RIGHT)},
    [TEXT_CORNER_RIGHT] = {0x300D, 0},
    [TEXT_DOUBLE_LEFT] = {0x300E, BIT(TEXT_DOUBLE_RIGHT)},
    [TEXT_DOUBLE_RIGHT] = {0x300F, 0},
    [TEXT_STRAIGHT] = {'"', BIT(TEXT_STRAIGHT)},
    [TEXT_UNDERSCORE] = {'_', BIT(TEXT_UNDERSCORE)},
    [TEXT_STRAIGHT_SINGLE] = {'\'', BIT(TEXT_STRAIGHT_SINGLE)},
};

uint32_t text_glyph_of(uint32_t code) {
    for (uint32_t i = 0; i < TEXT_GLYPHS; i++) {
        if (glyphs[i].code == code) {
            return i;
        }
    }
    return TEXT_GLYPHS;
}

bool text_glyphs_match(uint32_t open, uint32_t close) {
    return (glyphs[open].enders & BIT(close)) != 0;
}

/* True if one of the language's pairs is opened (or closed) by the glyph. */
static bool used_as(const char *first, const char *second, uint32_t glyph) {
    pecia_str a = pecia_str_of(first), b = pecia_str_of(second);
    return text_first(a) == glyphs[glyph].code || text_first(b) == glyphs[glyph].code;
}

bool text_is_usual(const text_reader *r, uint32_t glyph) {
    return used_as(r->marks->open, r->marks->inner_open, glyph);
}

static bool opens_before(uint32_t before) {
    uint32_t glyph = text_glyph_of(before);
    return before == 0 || text_is_space(before) || before == '(' || before == '[' || before == '{' || before == '/' ||
           before == '=' || text_is_dash(before) || (glyph < TEXT_GLYPHS && (glyph & 1) == 0);
}

static bool closes_after(uint32_t after) {
    uint32_t glyph = text_glyph_of(after);
    return after == 0 || text_is_space(after) || text_is_point(after) || text_is_dash(after) || after == '[' ||
           text_is_note_sign(after) || text_raised_digit(after) >= 0 || (glyph < TEXT_GLYPHS && (glyph & 1) == 1) ||
           after == 0x201C || after == '{' || after == '(';
}

/* Told by the neighbours alone. */
static uint32_t by_neighbours(uint32_t before, uint32_t after) {
    bool left = opens_before(before), right = closes_after(after);
    bool edge = before == 0 || text_is_space(before);
    if (left && !right) {
        return TEXT_MAY_OPEN;
    }
    if (edge) { /* behind a space, at the end: “... ‘so’ ” */
        return before != 0 && (after == 0 || text_is_point(after)) ? TEXT_MAY_CLOSE : 0;
    }
    return left || right ? TEXT_MAY_CLOSE : TEXT_MAY_OPEN | TEXT_MAY_CLOSE;
}

uint32_t text_glyph_sides(uint32_t glyph, uint32_t before, uint32_t after, const text_marks *marks) {
    bool opener = used_as(marks->open, marks->inner_open, glyph);
    bool closer = used_as(marks->close, marks->inner_close, glyph);
    bool edge = before == 0 || text_is_space(before);
    switch (glyph) {
    case TEXT_GUILLEMET_LEFT:
    case TEXT_ANGLE_LEFT:
        return used_as(marks->open, marks->inner_open, TEXT_GUILLEMET_LEFT) ? TEXT_MAY_OPEN
                                                                            : by_neighbours(before, after);
    case TEXT_GUILLEMET_RIGHT:
    case TEXT_ANGLE_RIGHT:
        return used_as(marks->close, marks->inner_close, TEXT_GUILLEMET_RIGHT) ? TEXT_MAY_CLOSE
                                                                               : by_neighbours(before, after);
    case TEXT_LOW:
    case TEXT_LOW_SINGLE:
    case TEXT_CORNER_LEFT:
    case TEXT_DOUBLE_LEFT: return TEXT_MAY_OPEN;
    case TEXT_CORNER_RIGHT:
    case TEXT_DOUBLE_RIGHT: return TEXT_MAY_CLOSE;
    case TEXT_LEFT:
        if (edge || (opener && !closer && (opens_before(before) || !closes_after(after)))) {
            return TEXT_MAY_OPEN;
        }
        return opener && !closer ? TEXT_MAY_CLOSE : TEXT_MAY_CLOSE | TEXT_MAY_OPEN;
    case TEXT_RIGHT: return opener && closer ? by_neighbours(before, after) : TEXT_MAY_CLOSE;
    case TEXT_LEFT_SINGLE:
        if (edge || opens_before(before) || (opener && before >= FIRST_IDEOGRAPH)) {
            return TEXT_MAY_OPEN;
        }
        return closer || closes_after(after) ? TEXT_MAY_CLOSE : 0;
    case TEXT_RIGHT_SINGLE:
        /* an apostrophe stands between letters, or before one, unless the language opens with it */
        if (opener && opens_before(before) && text_is_letter(after)) {
            return TEXT_MAY_OPEN;
        }
        return edge || text_is_digit(after) || (text_is_letter(after) && after < FIRST_IDEOGRAPH) ? 0 : TEXT_MAY_CLOSE;
    case TEXT_STRAIGHT_SINGLE:
        if (opens_before(before)) {
            return text_is_letter(after) || text_glyph_of(after) < TEXT_GLYPHS ? TEXT_MAY_OPEN : 0;
        }
        return closes_after(after) || after == '"' ? TEXT_MAY_CLOSE : 0;
    case TEXT_UNDERSCORE:
        if (text_is_letter(before) && text_is_letter(after)) {
            return TEXT_MAY_CLOSE; /* snake_case opens nothing */
        }
        return by_neighbours(before, after);
    default: return by_neighbours(before, after);
    }
}
