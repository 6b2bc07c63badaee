/* SPDX-License-Identifier: MIT
 *
 * signs.c: the signs that open a line or make it up: bullets, numbers, rules, underlines, numbers of notes.
 */
#include "characters.h"
#include "reader.h"

static const struct {
    const char *word;
    uint8_t what;
} brackets[] = {
#define BRACKET(word, what) {word, TEXT_BRACKET_##what},
#include "brackets.def"
#undef BRACKET
};

static uint32_t spaces(pecia_str rest) {
    pecia_str after = rest;
    while (rest.size > 0) {
        if (!text_is_space(pecia_str_next(&after))) {
            break;
        }
        rest = after;
    }
    return (uint32_t)rest.size;
}

/* Bytes of LINE until behind the white space at AT; 0 if none stands there. */
static uint32_t behind_space(pecia_str line, uint64_t at) {
    pecia_str rest = pecia_str_from(line, at);
    uint32_t left = spaces(rest);
    return left < rest.size && left > 0 ? (uint32_t)line.size - left : 0;
}

uint32_t text_bullet(pecia_str line) {
    pecia_str rest = line;
    uint32_t code = line.size > 0 ? pecia_str_next(&rest) : 0;
    bool bullet = code == '*' || code == '-' || code == '+' || code == 0x2022 || code == 0x25E6 || code == 0x25AA ||
                  (code == 'o' && pecia_str_begins(rest, "  ")) || code == 0x2023 || code == 0x2043 || code == 0x25CF;
    return bullet ? behind_space(line, line.size - rest.size) : 0;
}

/* Reads up to four digits at AT; how many there were. */
static uint64_t digits(pecia_str line, uint64_t at, uint32_t *value) {
    uint64_t count = 0;
    *value = 0;
    while (at + count < line.size && count < 5 && text_is_digit((unsigned char)line.data[at + count])) {
        *value = *value * 10 + (uint32_t)(line.data[at + count] - '0');
        count++;
    }
    return count < 5 ? count : 0;
}

uint32_t text_number_sign(pecia_str line, uint32_t *number) {
    uint64_t count = digits(line, 0, number);
    bool sign = count > 0 && count < line.size && (line.data[count] == '.' || line.data[count] == ')');
    return sign ? behind_space(line, count + 1) : 0;
}

/* How many characters of LINE, white space aside, are C; 0 if any other is. */
static uint32_t only(pecia_str line, bool (*is)(uint32_t)) {
    uint32_t count = 0;
    while (line.size > 0) {
        uint32_t code = pecia_str_next(&line);
        if (is(code)) {
            count++;
        } else if (!text_is_space(code)) {
            return 0;
        }
    }
    return count;
}

static bool is_star(uint32_t code) {
    return code == '*' || code == 0x2042 || code == 0x2731 || code == 0x2217;
}

static bool is_stroke(uint32_t code) {
    return code == '-' || code == '_' || code == '=' || code == '~' || (code >= 0x2010 && code <= 0x2015) ||
           code == 0x2500 || code == 0x2550;
}

bool text_is_rule(pecia_str line) {
    return line.size < 512 &&
           (only(line, is_star) >= 3 || only(line, is_stroke) >= 3 || pecia_str_is(line, "\xE2\x81\x82"));
}

bool text_is_separator(pecia_str line) {
    return line.size < 512 && only(line, is_stroke) >= 5 && memchr(line.data, ' ', (size_t)line.size) == NULL;
}

bool text_is_row_rule(pecia_str line) {
    uint64_t i = 0;
    while (i < line.size && strchr("-=|: +", line.data[i]) != NULL && line.data[i] != 0) {
        i++;
    }
    return i == line.size;
}

uint32_t text_underline(pecia_str line) {
    static const char signs[] = "=-~^\"+";
    const char *sign = line.size >= 3 ? strchr(signs, line.data[0]) : NULL;
    for (uint64_t i = 1; sign && *sign && i < line.size; i++) {
        if (line.data[i] != *sign) {
            return 0;
        }
    }
    return sign && *sign ? (uint32_t)(sign - signs) + 1 : 0;
}

/* Brackets of labels; those of East Asian print are as wide as an ideograph. */
static const struct {
    uint32_t open, close;
    uint8_t form;
} pairs[] = {{'[', ']', TEXT_FORM_SQUARE},       {'{', '}', TEXT_FORM_CURLY},        {'(', ')', TEXT_FORM_ROUND},
             {0xFF3B, 0xFF3D, TEXT_FORM_SQUARE}, {0x3010, 0x3011, TEXT_FORM_SQUARE}, {0x3014, 0x3015, TEXT_FORM_SQUARE},
             {0xFF08, 0xFF09, TEXT_FORM_ROUND}};

/* The value of a label that is a number of at most four digits, else 0. */
static uint32_t label_value(pecia_str label) {
    uint32_t value = 0, count = 0;
    for (; label.size > 0; count++) {
        uint32_t code = pecia_str_next(&label);
        uint32_t digit = code >= 0xFF10 && code <= 0xFF19 ? code - 0xFF10 : code - '0';
        if (digit > 9 || count == 4) {
            return 0;
        }
        value = value * 10 + digit;
    }
    return value;
}

/* Bytes of the word of labels.def that opens STR; 0 if none does. */
static uint64_t label_word(pecia_str str) {
    static const char *const words[] = {
#define LABEL(word) word,
#include "labels.def"
#undef LABEL
    };
    uint64_t best = 0;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        best = pecia_str_begins(str, words[i]) && strlen(words[i]) > best ? strlen(words[i]) : best;
    }
    return best;
}

static bool is_note_signs(pecia_str label) {
    while (label.size > 0) {
        if (!text_is_note_sign(pecia_str_next(&label))) {
            return false;
        }
    }
    return true;
}

/* A label in brackets at the start of STR: 1 to 16 bytes without white space, brackets or commas; in round ones a
 * number, perhaps behind a word for it, a letter, or signs. */
static uint32_t bracketed(pecia_str str, text_entry *out) {
    pecia_str rest = str, at;
    uint32_t open = str.size > 2 ? pecia_str_next(&rest) : 0, code = 0;
    size_t pair = 0;
    while (pair < sizeof(pairs) / sizeof(pairs[0]) && pairs[pair].open != open) {
        pair++;
    }
    if (pair == sizeof(pairs) / sizeof(pairs[0])) {
        return 0;
    }
    rest = pecia_str_from(rest, open == '[' && rest.data[0] == '^'); /* [^1], as Markdown has them */
    pecia_str label = {rest.data, 0};
    for (at = rest; at.size > 0 && label.size < 17; label.size = rest.size - at.size) {
        code = pecia_str_next(&at);
        if (code == pairs[pair].close || (code < 0x80 && strchr(" \t\r\n\f\v[]{}(),;<>^", (int)code))) {
            break;
        }
    }
    if (label.size == 0 || label.size > 16 || code != pairs[pair].close || label.data[0] == '_') {
        return 0; /* [_so_] is emphasis in brackets */
    }
    out->value = label_value(label);
    out->at = (uint32_t)(label.data - str.data);
    out->size = (uint32_t)label.size;
    out->form = pairs[pair].form;
    if (out->form == TEXT_FORM_ROUND && out->value == 0) {
        uint64_t word = label_word(label);
        out->value = word > 0 ? label_value(pecia_str_from(label, word)) : 0;
        bool letter = label.size == 1 && label.data[0] >= 'a' && label.data[0] <= 'z';
        return out->value > 0 || letter || is_note_signs(label) ? (uint32_t)(str.size - at.size) : 0;
    }
    return (uint32_t)(str.size - at.size);
}

bool text_is_note_sign(uint32_t code) {
    return code == '*' || code == 0x2020 || code == 0x2021 || code == 0xA7 || code == 0xB6 || code == 0x2016 ||
           code == 0x203B || code == 0xFF0A;
}

/* A number in a circle, 1 to 20, at the start of STR. */
static uint32_t circled(pecia_str str, text_entry *out) {
    pecia_str rest = str;
    uint32_t code = str.size > 0 ? pecia_str_next(&rest) : 0;
    if (code < 0x2460 || code > 0x2473) {
        return 0;
    }
    out->value = code - 0x2460 + 1;
    out->size = (uint32_t)(str.size - rest.size);
    out->form = TEXT_FORM_RAISED;
    return out->size;
}

/* A run of superscript digits or of note signs at the start of STR. */
static uint32_t sign_run(pecia_str str, text_entry *out) {
    pecia_str rest = str, before = str;
    uint32_t count = 0, first = 0;
    out->value = 0;
    while (rest.size > 0 && count < 5) {
        before = rest;
        uint32_t code = pecia_str_next(&rest);
        int digit = text_raised_digit(code);
        bool sign = text_is_note_sign(code);
        if ((digit < 0 && !sign) || (count > 0 && (digit >= 0) != (text_raised_digit(first) >= 0))) {
            break;
        }
        out->value = digit >= 0 ? out->value * 10 + (uint32_t)digit : 0;
        first = count++ == 0 ? code : first;
        before = rest;
    }
    out->at = 0;
    out->size = (uint32_t)(str.size - before.size);
    out->form = text_raised_digit(first) >= 0 ? TEXT_FORM_RAISED : TEXT_FORM_STAR;
    pecia_str behind = pecia_str_from(before, before.size - spaces(before));
    bool section = first == 0xA7 && text_is_digit(text_first(behind)); /* § 12 of a law */
    return count > 0 && count < 5 && !section ? out->size : 0;
}

uint32_t text_read_mark(pecia_str str, text_entry *out) {
    memset(out, 0, sizeof(*out));
    uint32_t size = bracketed(str, out);
    size = size > 0 ? size : circled(str, out);
    return size > 0 ? size : sign_run(str, out);
}

/* 注１ and white space: the body that （注１） refers to. */
static bool worded(pecia_str line, text_entry *out) {
    uint64_t word = label_word(line), size = word;
    for (pecia_str rest = pecia_str_from(line, word); word > 0 && rest.size > 0; size = line.size - rest.size) {
        pecia_str after = rest;
        uint32_t code = pecia_str_next(&after);
        if (!text_is_digit(code) && !(code >= 0xFF10 && code <= 0xFF19)) {
            break;
        }
        rest = after;
    }
    out->value = label_value((pecia_str){line.data + word, size - word});
    out->at = 0;
    out->size = (uint32_t)size;
    out->form = TEXT_FORM_ROUND;
    out->skip = size > word && size <= 16 ? behind_space(line, size) : 0;
    return out->skip > 0 && out->value > 0;
}

/* 30. or 30) or 30 alone on the line. */
static bool numbered(pecia_str line, text_entry *out) {
    uint64_t count = digits(line, 0, &out->value);
    out->at = 0;
    out->size = (uint32_t)count;
    if (count == 0) {
        return false;
    }
    char sign = count < line.size ? line.data[count] : 0;
    bool pointed = sign == '.' || sign == ')';
    if (count + pointed == line.size) {
        out->form = TEXT_FORM_ALONE;
        out->skip = (uint32_t)line.size;
        return true;
    }
    out->form = sign == '.' ? TEXT_FORM_DOT : sign == ')' ? TEXT_FORM_PAREN : TEXT_FORM_NONE;
    pecia_str dash = pecia_str_from(line, count + 1); /* 30.- as in Spanish */
    uint64_t dashed = pointed && text_is_dash(text_first(dash)) ? dash.size : 0;
    if (dashed > 0) {
        pecia_str_next(&dash);
        dashed -= dash.size;
    }
    out->skip = behind_space(line, count + 1 + dashed);
    return pointed && out->skip > 0;
}

bool text_read_entry(pecia_str line, text_entry *out) {
    uint32_t size = text_read_mark(line, out);
    if (size == 0) {
        return worded(line, out) || numbered(line, out);
    }
    bool caret = out->at == 2 && line.data[1] == '^';
    if (size < line.size && line.data[size] == (caret ? ':' : ')') && (caret || out->at == 0)) {
        size++; /* *) [^1]: */
    }
    uint32_t behind = behind_space(line, size);
    out->skip = behind > 0 ? behind : size;
    return true;
}

bool text_read_listed(pecia_str line, text_entry *out) {
    if (text_read_entry(line, out)) {
        return true;
    }
    uint64_t count = digits(line, 0, &out->value);
    out->at = 0;
    out->size = (uint32_t)count;
    out->form = TEXT_FORM_BARE;
    out->skip = count > 0 && count < 4 ? behind_space(line, count) : 0;
    return out->skip > 0 && out->value > 0;
}

bool text_is_bracket_words(pecia_str line) {
    uint64_t size;
    return text_bracket_word(line, &size) != TEXT_BRACKET_NONE;
}

bool text_opens_specially(pecia_str line) {
    text_entry entry;
    uint32_t number;
    pecia_str rest = line, word = pecia_str_word(&rest);
    return text_bullet(line) > 0 || text_number_sign(line, &number) > 0 || text_read_entry(line, &entry) ||
           text_glyph_of(text_first(line)) < TEXT_GLYPHS || text_is_rule(word) || text_underline(word) > 0 ||
           line.data[0] == '|' || line.data[0] == '[';
}

bool text_needs_no_space(uint32_t code) {
    bool korean = (code >= 0x3130 && code < 0x3190) || (code >= 0xAC00 && code < 0xD800);
    return code >= 0x2E80 && code < 0xFB00 && !korean;
}

uint8_t text_bracket_word(pecia_str line, uint64_t *size) {
    pecia_str inner = pecia_str_from(line, 1);
    for (size_t i = 0; line.size > 4 && line.data[0] == '[' && i < sizeof(brackets) / sizeof(brackets[0]); i++) {
        pecia_str rest = inner, want = pecia_str_of(brackets[i].word);
        if (!text_begins_folded(inner, brackets[i].word)) {
            continue;
        }
        while (want.size > 0) {
            pecia_str_next(&want);
            pecia_str_next(&rest);
        }
        if (!text_is_letter(text_first(rest))) {
            *size = line.size - rest.size;
            return brackets[i].what;
        }
    }
    return TEXT_BRACKET_NONE;
}

pecia_str text_label_of(const text_reader *r, const text_token *mark) {
    pecia_str label = {r->text.data + mark->start, mark->size};
    if (mark->form == TEXT_FORM_SQUARE || mark->form == TEXT_FORM_CURLY || mark->form == TEXT_FORM_ROUND) {
        uint64_t edge = (unsigned char)label.data[0] < 0x80 ? 1 : 3;
        uint64_t caret = label.data[edge] == '^';
        return (pecia_str){label.data + edge + caret, label.size - 2 * edge - caret};
    }
    label.size -= label.size > 1 && label.data[label.size - 1] == ')';
    return label;
}

pecia_str text_plain_label(pecia_str label, char *out) {
    uint64_t size = 0;
    while (label.size > 0 && size < 28) {
        uint32_t code = pecia_str_next(&label);
        int digit = code >= 0xFF10 && code <= 0xFF19 ? (int)(code - 0xFF10) : text_raised_digit(code);
        size += pecia_str_put(digit >= 0 ? (uint32_t)('0' + digit) : code, out + size);
    }
    return (pecia_str){out, size};
}
