/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_labels.c: what leads back from a note to its marks, and the label that its body begins with, are no words
 * of it.
 */
#include "common/xhtml_reader.h"

/* True if the element holds nothing but links back and what stands around them. */
static bool holds_back_links(xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    uint32_t count = 0;
    for (uint32_t i = index + 1; i < items[index].end; i++) {
        if (items[i].type == XHTML_TEXT && xhtml_has_letters(xhtml_page_item_text(&r->page, &items[i])))
            return false;
        if (items[i].type != XHTML_START)
            continue;
        if (items[i].tag == XHTML_img || items[i].tag == XHTML_br)
            return false;
        if (items[i].tag == XHTML_a && xhtml_in_value(r, &items[i], XHTML_KEY_HREF).size) {
            if (!xhtml_is_back_link(r, &items[i]))
                return false;
            count++;
            i = items[i].end;
        }
    }
    return count > 0;
}

/* True if WORDS are the label of the note that begins. */
static bool is_label(const xhtml_reader *r, pecia_str words) {
    pecia_str bare = xhtml_bare_label(pecia_str_trim(words));
    return bare.size && pecia_str_equal(bare, r->label);
}

static bool holds_label(xhtml_reader *r, uint32_t index) {
    const xhtml_item *items = r->page.items;
    enum { MOST = 24 }; /* "[", "1", "]", each in an element of its own, and those around them */
    if (items[index].end - index > MOST)
        return false;
    for (uint32_t i = index + 1; i < items[index].end; i++)
        if (items[i].type == XHTML_START && items[i].tag == XHTML_img)
            return false;
    return is_label(r, xhtml_in_words(r, &items[index]));
}

bool xhtml_read_label(xhtml_reader *r, uint32_t index, uint32_t *next) {
    const xhtml_item *item = &r->page.items[index];
    if (r->own || !r->in_notes || item->tag == XHTML_a || item->end == index + 1 ||
        !(holds_back_links(r, index) || (r->note_begins && holds_label(r, index))))
        return false;
    *next = item->end + 1;
    r->trim = r->note_begins ? XHTML_TRIM_LABEL : XHTML_TRIM_SPACE;
    return true;
}

/* Bytes of what TEXT begins with if it parts a label from the words: a space, also a hard one, a point or a bracket. */
static uint64_t parting(pecia_str text) {
    if (text.size > 1 && memcmp(text.data, "\xC2\xA0", 2) == 0)
        return 2;
    return text.size && (pecia_is_space(text.data[0]) || strchr(".):]", text.data[0]));
}

/* Behind a link back: what parted it from the words. Before one: a bracket. Else the label, where the book prints it
 * there; a number that nothing marks as one is the label only where no link leads back. */
pecia_str xhtml_without_label(xhtml_reader *r, pecia_str text) {
    pecia_str rest = text, first = pecia_str_word(&rest);
    bool after = r->trim == XHTML_TRIM_LABEL;
    if (first.size) /* with the space at its end, which parts it from what follows */
        rest = (pecia_str){first.data + first.size, text.size - (uint64_t)(first.data + first.size - text.data)};
    for (uint64_t skip; after && (skip = parting(text)) > 0;)
        text = pecia_str_from(text, skip);
    if (after || !first.size)
        return text;
    bool bracket = strchr("[({", first.data[0]) != NULL, end = strchr("]).:", first.data[first.size - 1]) != NULL;
    if (bracket && first.size == 1 && !pecia_str_trim(rest).size)
        return rest;
    if (is_label(r, first) && !xhtml_has_letters(rest)) /* "1 (", and a link back */
        return (pecia_str){rest.data, 0};
    return is_label(r, first) && (bracket || end || !pecia_str_trim(rest).size || !r->leads_back) ? rest : text;
}
