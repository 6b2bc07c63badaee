/* SPDX-License-Identifier: MIT
 *
 * xhtml_marks.c: which links of a survey are marks of notes: those that are called so; short ones whose note leads
 * back; raised or bracketed ones that lead to the same mark at the beginning of something.
 */
#include "common/xhtml_survey.h"

static bool are_all(pecia_str words, const char *of) {
    for (uint64_t i = 0; i < words.size; i++)
        if (!strchr(of, words.data[i]))
            return false;
    return words.size > 0;
}

/* Asterisk, dagger, double dagger, section, paragraph, raised digits, circled numbers, arrows are none. */
static bool is_sign(uint32_t code) {
    return code == '*' || code == '#' || (code >= 0x2020 && code <= 0x2021) || code == 0xA7 || code == 0xB6 ||
           code == 0xB9 || code == 0xB2 || code == 0xB3 || code == 0x2070 || (code >= 0x2074 && code <= 0x2079) ||
           (code >= 0x2460 && code <= 0x2473) || code == 0x2042 || code == 0x203B || code == 0x2051;
}

static bool are_signs(pecia_str words) {
    uint32_t count = 0;
    for (; words.size; count++)
        if (!is_sign(pecia_str_next(&words)))
            return false;
    return count > 0 && count <= 4;
}

/* Digits of other scripts: Arabic, Persian, Devanagari, Bengali, Thai, wide ones. */
static bool are_digits(pecia_str words) {
    static const uint32_t zeros[] = {0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10};
    uint32_t count = 0;
    for (; words.size; count++) {
        uint32_t code = pecia_str_next(&words);
        bool is_digit = false;
        for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
            is_digit = is_digit || (code >= zeros[i] && code <= zeros[i] + 9);
        if (!is_digit)
            return false;
    }
    return count > 0 && count <= 4;
}

bool xhtml_is_mark_text(pecia_str words) {
    if (!words.size || words.size > 12)
        return false;
    bool letters = words.size <= 2 && ((words.data[0] | 32) >= 'a' && (words.data[0] | 32) <= 'z') &&
                   (words.size == 1 || words.data[0] == words.data[1]);
    return (words.size <= 4 && are_all(words, "0123456789")) || letters ||
           (words.size <= 6 && are_all(words, "ivxlc")) || are_signs(words) || are_digits(words);
}

/* "jute", "1:2": one word; "nb 1", "note 12": one with a number, as encyclopedias print the marks of a group. */
bool xhtml_is_mark_name(pecia_str words) {
    uint64_t end = words.size;
    while (end > 0 && words.data[end - 1] >= '0' && words.data[end - 1] <= '9')
        end--;
    bool numbered = end < words.size && end > 1 && words.data[end - 1] == ' ';
    uint64_t name = numbered ? end - 1 : words.size;
    for (uint64_t i = 0; i < name; i++)
        if (pecia_is_space(words.data[i]) || strchr("[]()", words.data[i]))
            return false;
    return words.size > 0 && words.size <= (numbered ? XHTML_LABEL : 12);
}

/* As processors of Markdown print it, and encyclopedias. */
bool xhtml_is_bracketed_name(pecia_str words) {
    words = pecia_str_trim(words);
    return words.size > 2 && words.data[0] == '[' && words.data[words.size - 1] == ']' &&
           xhtml_is_mark_name((pecia_str){words.data + 1, words.size - 2});
}

static bool is_around(char c, const char *signs) {
    return pecia_is_space(c) || strchr(signs, c);
}

pecia_str xhtml_bare_label(pecia_str words) {
    while (words.size > 1 && is_around(words.data[0], "[({"))
        words = pecia_str_from(words, 1);
    while (words.size > 1 && is_around(words.data[words.size - 1], "])}.:"))
        words.size--;
    return words;
}

/* ---------------------------------------------------------------- telling */

static bool is_on(pecia_str place, pecia_str path) {
    return place.size > path.size && place.data[path.size] == '#' && memcmp(place.data, path.data, path.size) == 0;
}

/* The link that leads back to LINK from the page that it leads to; NULL if there is none. */
static const xhtml_link *back_of(const xhtml_survey *v, const xhtml_link *link) {
    enum { TRIES = 16 };
    for (uint32_t i = 0; i < XHTML_NEAR && link->near[i].size; i++) {
        uint32_t which = 0;
        pecia_map_get(&v->linked, link->near[i], &which);
        for (uint32_t tries = 0; which && tries < TRIES; tries++) {
            const xhtml_link *back = &v->links[which - 1];
            if (back != link && is_on(link->target, back->path))
                return back;
            which = back->same;
        }
    }
    return NULL;
}

static bool same_label(const xhtml_link *a, const xhtml_link *b) {
    return a->label_size == b->label_size && memcmp(a->label, b->label, a->label_size) == 0;
}

/* Of two short links that lead to each other the one that begins its block is at the note. */
static bool is_at_mark(const xhtml_link *link, const xhtml_link *back) {
    if (!back->label_size || back->typed)
        return !back->typed;
    if (link->first != back->first)
        return back->first;
    return link < back && (!link->first || link->raised || link->called);
}

static bool leads_to_label(const xhtml_survey *v, const xhtml_link *link) {
    uint32_t which;
    return pecia_map_get(&v->begins, link->target, &which) &&
           memcmp(v->labels[which], link->label, link->label_size) == 0 &&
           (link->label_size == XHTML_LABEL || v->labels[which][link->label_size] == 0);
}

static bool is_mark(const xhtml_survey *v, const xhtml_link *link) {
    if (link->typed)
        return true;
    if (link->image && link->called && back_of(v, link)) /* a picture is the mark */
        return true;
    if (!link->label_size || (link->heading && (!link->raised || link->first)))
        return false;
    const xhtml_link *back = back_of(v, link);
    if (back && !back->heading)
        return is_at_mark(link, back);
    return !link->first && (link->raised || link->called) &&
           (leads_to_label(v, link) || (link->called && link->raised));
}

bool xhtml_leads_back(const xhtml_survey *v, const xhtml_link *link) {
    return back_of(v, link) != NULL;
}

static int32_t take_mark(xhtml_survey *v, uint64_t which) {
    const xhtml_link *link = &v->links[which];
    int32_t status = PECIA_OK;
    if (!pecia_map_get(&v->notes, link->target, NULL))
        status = pecia_map_put(&v->notes, link->target, (uint32_t)which);
    for (uint32_t i = 0; i < XHTML_NEAR && link->near[i].size && status == PECIA_OK; i++)
        status = pecia_map_put(&v->marks, link->near[i], 1);
    return status;
}

/* A second mark has no link back; it is one when it looks like the first. */
static bool repeats_mark(const xhtml_survey *v, const xhtml_link *link) {
    uint32_t first;
    return link->label_size && (!link->heading || link->raised) && pecia_map_get(&v->notes, link->target, &first) &&
           same_label(link, &v->links[first]);
}

int32_t xhtml_survey_settle(xhtml_survey *v) {
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < v->count && status == PECIA_OK && !v->settled; i++)
        if (is_mark(v, &v->links[i]))
            status = take_mark(v, i);
    for (uint64_t i = 0; i < v->count && status == PECIA_OK && !v->settled; i++)
        if (repeats_mark(v, &v->links[i]))
            status = take_mark(v, i);
    v->settled = true;
    return status;
}
