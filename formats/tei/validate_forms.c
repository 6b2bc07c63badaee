/* SPDX-License-Identifier: MIT
 *
 * validate_forms.c: the forms of language tags (BCP 47, RFC 5646, section 2.1), dates (XML Schema, part 2, 3.2.7 to
 * 3.2.14) and printed marks of notes.
 */
#include "tei/tei_out.h"
#include "tei/validate.h"

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* ---------------------------------------------------------------- languages */

/* The next subtag of *REST, and what its characters are. */
static pecia_str subtag(pecia_str *rest, bool *letters) {
    pecia_str tag = *rest;
    uint64_t size = 0;
    *letters = true;
    while (size < tag.size && tag.data[size] != '-')
        *letters = *letters && is_letter(tag.data[size++]);
    *rest = pecia_str_from(tag, size + 1);
    tag.size = size;
    return tag;
}

/* Parts of a tag in their order. */
enum { LANGUAGE, EXTENDED, SCRIPT, REGION, VARIANT, EXTENSION, PRIVATE };

/* Which part the subtag is that follows one of the part BEFORE; -1 if none. */
static int part_of(pecia_str tag, bool letters, int before) {
    if (tag.size == 1)
        return (tag.data[0] | 0x20) == 'x' ? PRIVATE : EXTENSION;
    if (before >= EXTENSION)
        return before;
    if (tag.size == 3 && letters && before <= EXTENDED)
        return EXTENDED;
    if (tag.size == 4 && letters && before < SCRIPT)
        return SCRIPT;
    if (((tag.size == 2 && letters) || (tag.size == 3 && !letters && is_digit(tag.data[0]))) && before < REGION)
        return REGION;
    return tag.size >= 5 || (tag.size == 4 && is_digit(tag.data[0])) ? VARIANT : -1;
}

int tei_form_language(pecia_str text) {
    pecia_str rest = text, first;
    bool letters, good = true;
    if (!tei_is_language(text))
        return TEI_TAG_BAD;
    first = subtag(&rest, &letters);
    char single = first.size == 1 ? (char)(first.data[0] | 0x20) : 0;
    if (single && single != 'x' && single != 'i')
        good = false;
    int part = single == 'x' ? PRIVATE : single ? EXTENSION : LANGUAGE;
    while (rest.size && good) {
        pecia_str tag = subtag(&rest, &letters);
        if (part == PRIVATE)
            break;
        part = part_of(tag, letters, part);
        good = part >= 0 && (tag.size > 1 || rest.size);
    }
    return good ? TEI_TAG_GOOD : TEI_TAG_ODD;
}

/* ---------------------------------------------------------------- dates */

/* Takes SIZE digits of *REST as a number of LOW to HIGH. */
static bool take(pecia_str *rest, uint64_t size, int low, int high, int *out) {
    int value = 0;
    if (rest->size < size)
        return false;
    for (uint64_t i = 0; i < size; i++) {
        if (!is_digit(rest->data[i]))
            return false;
        value = value * 10 + (rest->data[i] - '0');
    }
    *rest = pecia_str_from(*rest, size);
    *out = value;
    return value >= low && value <= high;
}

static bool skip(pecia_str *rest, char c) {
    if (!rest->size || rest->data[0] != c)
        return false;
    *rest = pecia_str_from(*rest, 1);
    return true;
}

static bool take_zone(pecia_str *rest) {
    int hours, minutes;
    if (!rest->size || skip(rest, 'Z'))
        return true;
    if (!skip(rest, '+') && !skip(rest, '-'))
        return false;
    return take(rest, 2, 0, 14, &hours) && skip(rest, ':') && take(rest, 2, 0, 59, &minutes);
}

static bool take_time(pecia_str *rest) {
    int hours, minutes, seconds;
    if (!take(rest, 2, 0, 24, &hours) || !skip(rest, ':') || !take(rest, 2, 0, 59, &minutes) || !skip(rest, ':') ||
        !take(rest, 2, 0, 59, &seconds))
        return false;
    if (hours == 24 && (minutes || seconds))
        return false;
    if (!skip(rest, '.'))
        return true;
    uint64_t digits = 0;
    while (rest->size && is_digit(rest->data[0])) {
        *rest = pecia_str_from(*rest, 1);
        digits++;
    }
    return digits > 0;
}

static bool is_day(int month, int day, int year) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && leap);
}

/* --MM, --MM-DD, ---DD behind their two hyphens. */
static bool take_part_of_year(pecia_str *rest) {
    int month, day;
    if (skip(rest, '-'))
        return take(rest, 2, 1, 31, &day);
    if (!take(rest, 2, 1, 12, &month))
        return false;
    if (!rest->size || !skip(rest, '-'))
        return true;
    return take(rest, 2, 1, 31, &day) && is_day(month, day, 4);
}

/* A year of four digits or more, as the digits that are kept of it: enough for leap years. */
static bool take_year(pecia_str *rest, int *year) {
    uint64_t size = 0;
    while (size < rest->size && is_digit(rest->data[size]))
        size++;
    if (size < 4 || (size > 4 && rest->data[0] == '0'))
        return false;
    *rest = pecia_str_from(*rest, size - 4);
    return take(rest, 4, 0, 9999, year);
}

bool tei_form_date(pecia_str text) {
    pecia_str rest = pecia_str_trim(text);
    int year, month, day;
    if (pecia_str_begins(rest, "--")) {
        rest = pecia_str_from(rest, 2);
        return take_part_of_year(&rest) && take_zone(&rest) && !rest.size;
    }
    if (rest.size > 2 && rest.data[2] == ':')
        return take_time(&rest) && take_zone(&rest) && !rest.size;
    skip(&rest, '-');
    if (!take_year(&rest, &year))
        return false;
    pecia_str behind = rest;
    if (take_zone(&behind) && !behind.size)
        return true;
    if (!skip(&rest, '-') || !take(&rest, 2, 1, 12, &month))
        return false;
    behind = rest;
    if (take_zone(&behind) && !behind.size)
        return true;
    if (!skip(&rest, '-') || !take(&rest, 2, 1, 31, &day) || !is_day(month, day, year))
        return false;
    if (skip(&rest, 'T') && !take_time(&rest))
        return false;
    return take_zone(&rest) && !rest.size;
}

/* Only dates of the form YYYY, YYYY-MM, YYYY-MM-DD are compared, as far as both go. */
bool tei_form_later(pecia_str first, pecia_str last) {
    first = pecia_str_trim(first);
    last = pecia_str_trim(last);
    if (!tei_is_date(first) || !tei_is_date(last))
        return false;
    return memcmp(first.data, last.data, (size_t)(first.size < last.size ? first.size : last.size)) > 0;
}

/* ---------------------------------------------------------------- marks */

bool tei_form_mark(pecia_str text) {
    static const char *const signs[] = {"*", "**", "***", "\xE2\x80\xA0", "\xE2\x80\xA1"}; /* daggers */
    bool brackets = false;
    text = pecia_str_trim(text);
    if (text.size > 2 && (text.data[0] == '[' || text.data[0] == '(')) {
        char close = text.data[0] == '[' ? ']' : ')';
        if (text.data[text.size - 1] != close)
            return false;
        text = (pecia_str){text.data + 1, text.size - 2};
        brackets = true;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (pecia_str_is(text, signs[i]))
            return true;
    if (!text.size || text.size > 4)
        return false;
    for (uint64_t i = 0; i < text.size; i++)
        if (!is_digit(text.data[i]) && !(brackets && text.size < 3 && is_letter(text.data[i])))
            return false;
    return text.size < 4; /* not years */
}
