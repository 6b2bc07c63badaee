/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_notes.c: notes: typed by EPUB or DPUB-ARIA, or known by their links; page breaks.
 *
 * A mark is a link to a note. Where nothing says so it is a short link (digits, a letter, asterisks) within the book
 * whose own place is linked to from somewhere: the back link of its note. Once marks have named their targets, the
 * elements with those identifiers are notes.
 */
#include "common/xhtml_reader.h"

static bool is_mark_text(pecia_str words) {
    if (!words.size || words.size > 8)
        return false;
    bool digits = true, stars = true;
    for (uint64_t i = 0; i < words.size; i++) {
        unsigned char c = (unsigned char)words.data[i];
        digits = digits && c >= '0' && c <= '9';
        stars = stars && (c == '*' || c >= 0x80);
    }
    bool letter = words.size == 1 && (words.data[0] | 32) >= 'a' && (words.data[0] | 32) <= 'z';
    return (digits && words.size <= 4) || letter || (stars && words.size <= 6);
}

/* Identifiers of the mark: its own and those of the phrases it stands alone in. */
static pecia_str own_id(const xhtml_reader *r, uint32_t index, uint32_t *at) {
    const xhtml_item *items = r->page.items;
    for (; *at < 4; (*at)++) {
        uint32_t start = index - *at;
        bool around =
            *at == 0 || (index >= *at && items[start].type == XHTML_START && items[start].end > items[index].end &&
                         xhtml_tag_class(items[start].tag) == XHTML_CLASS_INLINE);
        if (!around)
            break;
        pecia_str id = xhtml_place_id(r, &items[start]);
        if (id.size) {
            (*at)++;
            return id;
        }
    }
    *at = 5; /* last of all an anchor before it */
    return r->own ? (pecia_str){NULL, 0} : xhtml_anchor_before(r, index);
}

static bool linked_back(xhtml_reader *r, uint32_t index) {
    for (uint32_t at = 0; at < 5;) {
        pecia_str id = own_id(r, index, &at);
        if (id.size && pecia_map_get(&r->linked, xhtml_in_key(r, r->path, id), NULL))
            return true;
    }
    return false;
}

static bool is_typed_mark(const xhtml_reader *r, const xhtml_item *item) {
    return xhtml_in_is(r, item, "noteref", "doc-noteref");
}

static bool is_mark(xhtml_reader *r, uint32_t index, pecia_str *target) {
    const xhtml_item *item = &r->page.items[index];
    pecia_str href = xhtml_in_value(r, item, XHTML_KEY_HREF), fragment;
    if (!href.size || item->tag != XHTML_a)
        return false;
    pecia_str path = xhtml_resolve(r->host, r->job, r->path, href, &fragment);
    if (!path.data || !fragment.size)
        return false;
    *target = xhtml_in_key(r, path, fragment);
    if (is_typed_mark(r, item))
        return true;
    if (r->own || pecia_map_get(&r->marks, *target, NULL) || r->in_notes)
        return false;
    if (pecia_map_get(&r->notes, *target, NULL) && is_mark_text(xhtml_in_words(r, item)))
        return true;
    return is_mark_text(xhtml_in_words(r, item)) && linked_back(r, index);
}

bool xhtml_is_mark(xhtml_reader *r, uint32_t index) {
    pecia_str target;
    return is_mark(r, index, &target);
}

bool xhtml_holds_mark_only(xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    pecia_str target;
    uint32_t at = index + 1;
    if (items[at].type == XHTML_TEXT && pecia_str_trim(xhtml_page_item_text(&r->page, &items[at])).size == 0)
        at++;
    if (items[at].type != XHTML_START || items[at].tag != XHTML_a)
        return false;
    uint32_t after = items[at].end + 1;
    if (items[after].type == XHTML_TEXT && pecia_str_trim(xhtml_page_item_text(&r->page, &items[after])).size == 0)
        after++;
    return after == items[index].end && is_mark(r, at, &target);
}

/* ---------------------------------------------------------------- the notes table */

static pecia_str keep(xhtml_reader *r, pecia_str text) {
    char *copy = text.size ? r->host->job->alloc(r->job, text.size + 1) : NULL;
    if (!copy)
        return (pecia_str){NULL, 0};
    memcpy(copy, text.data, text.size);
    return (pecia_str){copy, text.size};
}

static uint32_t new_note(xhtml_reader *r, pecia_note entry) {
    uint32_t note = 0;
    if (r->status == PECIA_OK)
        r->status = r->build->note(r->builder, &entry, &note);
    if (r->status == PECIA_OK)
        r->status = pecia_grow(r->host, r->job, &r->entries, &r->note_capacity, (uint64_t)note + 1, sizeof *r->entries);
    if (r->status == PECIA_OK)
        r->status = pecia_grow(r->host, r->job, &r->has_body, &r->body_capacity, (uint64_t)note + 1, 1);
    if (r->status != PECIA_OK)
        return 0;
    r->entries[note] = entry;
    r->has_body[note] = 0;
    return note;
}

static uint32_t note_for(xhtml_reader *r, pecia_str key, pecia_str label) {
    uint32_t note;
    if (pecia_map_get(&r->notes, key, &note)) {
        if (!r->entries[note].label.size && label.size) {
            r->entries[note].label = keep(r, label);
            r->build->note_update(r->builder, note, &r->entries[note]);
        }
        return note;
    }
    note = new_note(r, (pecia_note){.label = keep(r, label)});
    if (r->status == PECIA_OK)
        r->status = pecia_map_put(&r->notes, key, note);
    return note;
}

static bool is_back_link(xhtml_reader *r, const xhtml_item *item) {
    static const char *const classes[] = {"footnote-back", "footnote-backref", "reversefootnote", "backlink",
                                          "noteback"};
    if (xhtml_in_is(r, item, "backlink", "doc-backlink") || xhtml_in_is(r, item, "referrer", NULL))
        return true;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (xhtml_has_word(xhtml_in_value(r, item, XHTML_KEY_CLASS), classes[i]))
            return true;
    pecia_str href = xhtml_in_value(r, item, XHTML_KEY_HREF), fragment;
    pecia_str path = href.size ? xhtml_resolve(r->host, r->job, r->path, href, &fragment) : href;
    if (!r->in_notes || !path.data || !fragment.size ||
        !pecia_map_get(&r->marks, xhtml_in_key(r, path, fragment), NULL))
        return false;
    pecia_str words = xhtml_in_words(r, item);
    return is_mark_text(words) || words.size <= 4;
}

bool xhtml_read_mark(xhtml_reader *r, uint32_t index, uint32_t *next) {
    const xhtml_item *item = &r->page.items[index];
    pecia_str target;
    if (is_back_link(r, item)) {
        *next = item->end + 1;
        r->trim = true;
        return true;
    }
    if (!is_mark(r, index, &target))
        return false;
    bool made = xhtml_has_word(xhtml_in_value(r, item, XHTML_KEY_CLASS), "made");
    pecia_str words = made ? (pecia_str){NULL, 0} : xhtml_in_words(r, item);
    for (uint32_t at = 0; at < 5;) {
        pecia_str id = own_id(r, index, &at);
        if (id.size)
            pecia_map_put(&r->marks, xhtml_in_key(r, r->path, id), 1);
    }
    uint32_t note = note_for(r, target, words);
    xhtml_in_ready(r);
    if (r->status == PECIA_OK)
        r->status = r->build->note_ref(r->builder, note, words);
    *next = item->end + 1;
    return true;
}

/* ---------------------------------------------------------------- bodies */

static bool is_typed_note(const xhtml_reader *r, const xhtml_item *item) {
    return item->tag != XHTML_a &&
           ((r->own && xhtml_in_has_class(r, item, "note")) || xhtml_in_is(r, item, "footnote", "doc-footnote") ||
            xhtml_in_is(r, item, "endnote", "doc-endnote") || xhtml_in_is(r, item, "rearnote", NULL));
}

static bool is_printed_label(const xhtml_reader *r, const xhtml_item *item) {
    return item->tag == XHTML_span &&
           (xhtml_in_is(r, item, "backlink", NULL) || (r->own && xhtml_in_has_class(r, item, "note-label")));
}

/* The mark of a body that no mark leads to, as xhtml_write.h prints it. */
static pecia_str printed_label(xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    for (uint32_t i = index; i < items[index].end && i < index + 8; i++)
        if (items[i].type == XHTML_START && is_printed_label(r, &items[i]))
            return xhtml_in_words(r, &items[i]);
    return (pecia_str){NULL, 0};
}

static bool open_note(xhtml_reader *r, uint32_t index, uint32_t note) {
    const xhtml_item *item = &r->page.items[index];
    uint32_t class_ = xhtml_tag_class(item->tag);
    if (r->has_body[note] || class_ == XHTML_CLASS_VOID)
        return false;
    r->has_body[note] = 1;
    if (class_ == XHTML_CLASS_BLOCK)
        xhtml_in_block(r);
    pecia_str id = xhtml_in_value(r, item, XHTML_KEY_ID);
    if (id.size && !pecia_str_begins(id, "pecia-"))
        r->entries[note].id = keep(r, xhtml_in_id(r, r->path, id));
    xhtml_own_note(r, &r->entries[note], item);
    r->build->note_update(r->builder, note, &r->entries[note]);
    if (!r->own || item->tag == XHTML_li)
        r->build->note_slot(r->builder, note);
    r->build->note_enter(r->builder, note, PECIA_NOTE_IN_PLACE);
    xhtml_in *in = xhtml_in_push(r, item, 0);
    in->node = r->build->last(r->builder);
    in->kind = PECIA_NOTE;
    in->is_note = true;
    xhtml_in_set(r, in->node, PECIA_LANG, item, XHTML_KEY_LANG);
    r->in_notes++;
    r->trim = true;
    if (item->tag == XHTML_p) { /* the body is this paragraph */
        r->build->enter(r->builder, PECIA_PARAGRAPH);
        in->has_paragraph = true;
    }
    return true;
}

bool xhtml_read_note(xhtml_reader *r, uint32_t index, uint32_t *next) {
    const xhtml_item *item = &r->page.items[index];
    if ((r->in_notes && is_printed_label(r, item)) || xhtml_holds_back_links(r, item)) {
        *next = item->end + 1;
        r->trim = true;
        return true;
    }
    if (r->own && item->tag == XHTML_sup && xhtml_has_word(xhtml_in_value(r, item, XHTML_KEY_CLASS), "mark")) {
        uint32_t lost = new_note(r, (pecia_note){.label = xhtml_in_words(r, item)});
        xhtml_in_ready(r);
        if (r->status == PECIA_OK)
            r->build->note_ref(r->builder, lost, xhtml_in_words(r, item));
        *next = item->end + 1;
        return true;
    }
    pecia_str id = xhtml_body_id(r, index);
    pecia_str key = id.size ? xhtml_in_key(r, r->path, id) : (pecia_str){NULL, 0};
    uint32_t note = 0;
    bool known = key.size && pecia_map_get(&r->notes, key, &note) && item->tag != XHTML_a;
    if (!known && !is_typed_note(r, item))
        return false;
    if (!known) {
        note = new_note(r, (pecia_note){.label = keep(r, printed_label(r, index))});
        if (key.size && r->status == PECIA_OK)
            r->status = pecia_map_put(&r->notes, key, note);
    }
    *next = index + 1;
    return r->status == PECIA_OK && open_note(r, index, note);
}

bool xhtml_read_page_break(xhtml_reader *r, uint32_t index, uint32_t *next) {
    const xhtml_item *item = &r->page.items[index];
    bool is_text = xhtml_is_page_number(r, item);
    bool unnumbered = r->own && item->tag == XHTML_span && xhtml_in_has_class(r, item, "page-break");
    if (!unnumbered && !is_text && !xhtml_in_is(r, item, "pagebreak", "doc-pagebreak"))
        return false;
    if (xhtml_tag_class(item->tag) == XHTML_CLASS_BLOCK)
        xhtml_in_block(r);
    pecia_str number = xhtml_in_value(r, item, XHTML_KEY_TITLE);
    if (!number.size)
        number = xhtml_in_value(r, item, XHTML_KEY_LABEL);
    if (!number.size)
        number = is_text ? xhtml_page_number(xhtml_in_words(r, item)) : xhtml_in_words(r, item);
    r->build->leaf(r->builder, PECIA_PAGE_BREAK);
    uint32_t node = r->build->last(r->builder);
    xhtml_in_common(r, node, item);
    if (number.size && !pecia_str_is(number, "?"))
        r->build->set(r->builder, node, PECIA_N, number);
    xhtml_in_set(r, node, PECIA_FACS, item, XHTML_KEY_FACS);
    xhtml_in_set(r, node, PECIA_EDITION, item, XHTML_KEY_EDITION);
    xhtml_in_set(r, node, PECIA_BREAK, item, XHTML_KEY_BREAK);
    *next = item->end + 1;
    return true;
}
