/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_marks.c: marks of notes and the links back: typed by EPUB or DPUB-ARIA, or known by the survey of all
 * pages (xhtml_survey.h); brackets that stand around them.
 */
#include "common/xhtml_reader.h"

static bool target_of(xhtml_reader *r, const xhtml_item *item, pecia_str *target) {
    pecia_str href = xhtml_in_value(r, item, XHTML_KEY_HREF);
    if (!href.size || item->tag != XHTML_a)
        return false;
    *target = xhtml_survey_target(&r->survey, r->path, href);
    return target->data && target->data[target->size - 1] != '#';
}

/* Org calls marks links back too. */
static bool is_typed_mark(const xhtml_reader *r, const xhtml_item *item) {
    return xhtml_in_has_class(r, item, "footref") || xhtml_in_is(r, item, "noteref", "doc-noteref") ||
           pecia_str_is(xhtml_in_value(r, item, XHTML_KEY_DATA_TYPE), "noteref");
}

static bool has_back_class(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const classes[] = {"footnote-back", "footnote-backref", "reversefootnote", "backlink",
                                          "noteback",      "return-footnote",  "link_return",     "fn-backref"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (xhtml_in_has_class(r, item, classes[i]))
            return true;
    return false;
}

bool xhtml_has_letters(pecia_str text) {
    while (text.size) {
        uint32_t code = pecia_str_next(&text);
        bool letter = (code >= '0' && code <= '9') || ((code | 32) >= 'a' && (code | 32) <= 'z') || code >= 0xC0;
        bool arrow = (code >= 0x2000 && code < 0x2C00) || code == 0xFE0E || code == 0xFE0F;
        if (letter && !arrow)
            return true;
    }
    return false;
}

bool xhtml_is_back_link(xhtml_reader *r, const xhtml_item *item) {
    pecia_str target;
    if (!r->own && is_typed_mark(r, item))
        return false;
    if (xhtml_in_is(r, item, "backlink", "doc-backlink") || xhtml_in_is(r, item, "referrer", NULL) ||
        has_back_class(r, item))
        return true;
    if (!r->in_notes || !target_of(r, item, &target))
        return false;
    pecia_str words = xhtml_in_words(r, item);
    if (!pecia_map_get(&r->survey.marks, target, NULL))
        return !r->own && words.size && !xhtml_has_letters(words);          /* an arrow */
    bool called = words.size <= 16 && !memchr(words.data, ' ', words.size); /* "return" */
    return xhtml_is_mark_text(xhtml_bare_label(words)) || called || !xhtml_has_letters(words);
}

/* "[jute]" as the survey takes it for a mark; WORDS, of ITEM, have lost the brackets. */
static bool is_named_mark(const xhtml_reader *r, const xhtml_item *item, pecia_str words) {
    const xhtml_item *end = r->page.items + item->end;
    for (const xhtml_item *at = item; at < end; at++) {
        pecia_str text = at->type == XHTML_TEXT ? pecia_str_trim(xhtml_page_item_text(&r->page, at)) : words;
        if (at->type == XHTML_TEXT && text.size)
            return text.data[0] == '[' && xhtml_is_mark_name(words);
    }
    return false;
}

/* The picture that a mark may be; NULL if there is none. */
static const xhtml_item *image_of(const xhtml_reader *r, const xhtml_item *item) {
    for (const xhtml_item *at = item; at < r->page.items + item->end; at++)
        if (at->type == XHTML_START && at->tag == XHTML_img)
            return at;
    return NULL;
}

static bool is_mark(xhtml_reader *r, uint32_t index, pecia_str *target) {
    const xhtml_item *item = &r->page.items[index];
    if (!target_of(r, item, target))
        return false;
    if (is_typed_mark(r, item))
        return true;
    pecia_str words = xhtml_in_words(r, item);
    return !r->own && pecia_map_get(&r->survey.notes, *target, NULL) &&
           ((!words.size && image_of(r, item)) || xhtml_is_mark_text(xhtml_bare_label(words)) ||
            is_named_mark(r, item, words));
}

static bool is_bracket(pecia_str text) {
    text = pecia_str_trim(text);
    return !text.size || (text.size == 1 && strchr("[]()", text.data[0]));
}

/* The mark that is all that the element at INDEX holds, brackets aside; 0 if it holds more or none. */
static uint32_t only_mark(xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    pecia_str target;
    uint32_t mark = 0;
    for (uint32_t i = index + 1; i < items[index].end; i++) {
        if (items[i].type == XHTML_TEXT ? !is_bracket(xhtml_page_item_text(&r->page, &items[i]))
                                        : items[i].type == XHTML_START && items[i].tag == XHTML_a && mark)
            return 0;
        if (items[i].type != XHTML_START)
            continue;
        if (items[i].tag == XHTML_a && items[i].end > i + 1) {
            if (xhtml_is_back_link(r, &items[i]) || !is_mark(r, i, &target))
                return 0;
            mark = i;
            i = items[i].end;
        } else if (xhtml_tag_class(items[i].tag) != XHTML_CLASS_INLINE) {
            return 0;
        }
    }
    return mark;
}

static uint32_t note_for(xhtml_reader *r, pecia_str key, pecia_str label) {
    uint32_t note = xhtml_note_for(r, key);
    if (r->status == PECIA_OK && !r->entries[note].label.size && label.size) {
        r->entries[note].label = xhtml_keep(r, label);
        r->status = r->build->note_update(r->builder, note, &r->entries[note]);
    }
    return note;
}

static void put_mark(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    pecia_str target, words = xhtml_in_words(r, item);
    if (!target_of(r, item, &target))
        return;
    const xhtml_item *image = words.size || r->own ? NULL : image_of(r, item);
    if (image)
        words = pecia_str_trim(xhtml_in_value(r, image, XHTML_KEY_ALT));
    if (xhtml_in_has_class(r, item, "made")) /* the writer's own, not printed */
        words = (pecia_str){NULL, 0};
    else if (!r->own && (xhtml_is_mark_text(xhtml_bare_label(words)) || is_named_mark(r, item, words)))
        words = xhtml_bare_label(words);
    const char *again = words.size ? memchr(words.data, ':', words.size) : NULL;
    if (again && !r->own && again > words.data) /* "1:2": the second mark of note 1 */
        words.size = (uint64_t)(again - words.data);
    uint32_t note = note_for(r, target, words);
    xhtml_in_ready(r);
    if (r->status == PECIA_OK)
        r->status = r->build->note_ref(r->builder, note, words);
}

bool xhtml_read_mark(xhtml_reader *r, uint32_t index, uint32_t *next) {
    const xhtml_item *item = &r->page.items[index];
    pecia_str target;
    uint32_t mark = index;
    *next = item->end + 1;
    if (item->tag != XHTML_a) {
        bool raises = item->tag == XHTML_sup || item->tag == XHTML_span || item->tag == XHTML_small;
        mark = raises && !r->own ? only_mark(r, index) : 0;
    } else if (xhtml_is_back_link(r, item)) {
        r->trim = r->note_begins ? XHTML_TRIM_LABEL : XHTML_TRIM_SPACE;
        return true;
    } else if (!is_mark(r, index, &target)) {
        return false;
    }
    if (!mark)
        return false;
    xhtml_in_anchor(r, item);
    put_mark(r, mark);
    return true;
}

bool xhtml_holds_mark_only(xhtml_reader *r, uint32_t index) {
    return only_mark(r, index) != 0;
}

/* A mark, or a link back, in brackets that stand outside its link: the text before ends, the one behind begins with
 * one. */
bool xhtml_brackets_mark(xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    pecia_str before = xhtml_page_item_text(&r->page, &items[index]), target;
    if (r->own || !before.size || index + 1 >= r->page.count || items[index + 1].type != XHTML_START)
        return false;
    uint32_t after = items[index + 1].end + 1;
    char open = before.data[before.size - 1];
    if ((open != '[' && open != '(') || after >= r->page.count || items[after].type != XHTML_TEXT)
        return false;
    pecia_str behind = xhtml_page_item_text(&r->page, &items[after]);
    bool closes = behind.size && behind.data[0] == (open == '[' ? ']' : ')');
    return closes &&
           (items[index + 1].tag == XHTML_a ? xhtml_is_back_link(r, &items[index + 1]) || is_mark(r, index + 1, &target)
                                            : items[index + 1].tag == XHTML_sup && only_mark(r, index + 1));
}
