/* SPDX-License-Identifier: MIT
 *
 * tei_make_marks.c: quotation marks taken out of the text of a quotation and put into its @rend (Guidelines, 3.3.3).
 */
#include "tei/tei_maker.h"

#include <stdio.h>

/* MARKS(opening, closing) */
static const struct {
    uint32_t open, close;
} pairs[] = {
    {0xAB, 0xBB},     {0xBB, 0xAB},     {0x201E, 0x201C}, {0x201E, 0x201D}, {0x201C, 0x201D}, {0x201D, 0x201D},
    {0x2018, 0x2019}, {0x201A, 0x2018}, {0x201A, 0x2019}, {0x2019, 0x2019}, {0x2039, 0x203A}, {0x203A, 0x2039},
    {0x300C, 0x300D}, {0x300E, 0x300F}, {0x22, 0x22},     {0x27, 0x27},
};

static uint32_t first_text(const tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    while (node && api->kind(maker->document, node) != PECIA_TEXT)
        node = api->first_child(maker->document, node);
    return node;
}

static uint32_t last_text(const tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    while (node && api->kind(maker->document, node) != PECIA_TEXT) {
        uint32_t last = 0;
        for (uint32_t child = api->first_child(maker->document, node); child;
             child = api->next_sibling(maker->document, child)) {
            uint32_t kind = api->kind(maker->document, child);
            if (kind != PECIA_NOTE_REF && kind != PECIA_NOTE && kind != PECIA_NOTE_SLOT)
                last = child;
        }
        node = last;
    }
    return node;
}

/* Bytes of TEXT that earlier findings took from its beginning and its end. */
static void taken(const tei_maker *maker, uint32_t node, uint64_t *before, uint64_t *behind) {
    *before = *behind = 0;
    for (uint64_t i = 0; i < maker->strip_count; i++) {
        *before += maker->strips[i].first == node ? maker->strips[i].before : 0;
        *behind += maker->strips[i].last == node ? maker->strips[i].behind : 0;
    }
}

pecia_str tei_make_stripped(tei_maker *maker, uint32_t node, pecia_str text) {
    uint64_t before, behind;
    taken(maker, node, &before, &behind);
    while (maker->strip_count && maker->strips[maker->strip_count - 1].last <= node)
        maker->strip_count--; /* what lies behind is not met again */
    if (before + behind > text.size)
        return text;
    return (pecia_str){text.data + before, text.size - before - behind};
}

static pecia_str rest_of(const tei_maker *maker, uint32_t node) {
    uint64_t before, behind;
    pecia_str text = maker->host->document->text(maker->document, node);
    taken(maker, node, &before, &behind);
    return before + behind > text.size ? (pecia_str){NULL, 0}
                                       : (pecia_str){text.data + before, text.size - before - behind};
}

static uint32_t last_code(pecia_str text, uint8_t *size) {
    uint64_t at = text.size;
    while (at && ((unsigned char)text.data[at - 1] & 0xC0) == 0x80)
        at--;
    if (!at)
        return 0;
    pecia_str last = {text.data + at - 1, text.size - at + 1};
    *size = (uint8_t)last.size;
    return pecia_str_next(&last);
}

void tei_make_strip(tei_maker *maker, uint32_t node) {
    uint32_t first, last, kind = maker->host->document->kind(maker->document, node);
    int64_t kept = kind == PECIA_QUOTE ? PECIA_MARKS_KEPT : PECIA_MARKS_NONE;
    if (!maker->wishes.strip_marks || !maker->tag ||
        maker->host->document->get_number(maker->document, node, PECIA_MARKS, kept) != PECIA_MARKS_KEPT ||
        !(first = first_text(maker, node)) || !(last = last_text(maker, node)))
        return;
    pecia_str begin = rest_of(maker, first), rest = begin, end = rest_of(maker, last);
    uint32_t open = begin.size ? pecia_str_next(&rest) : 0;
    tei_strip strip = {.first = first, .last = last, .before = (uint8_t)(begin.size - rest.size)};
    uint32_t close = last_code(end, &strip.behind);
    bool same = first == last && begin.size < (uint64_t)strip.before + strip.behind;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs && !same; i++) {
        if (pairs[i].open != open || pairs[i].close != close)
            continue;
        char text[64], a[5] = "", b[5] = "";
        pecia_str_put(open, a);
        pecia_str_put(close, b);
        int size = snprintf(text, sizeof text, "pre(%s) post(%s)", a, b);
        tei_make_say(maker, "rend", (pecia_str){text, (uint64_t)size});
        if (pecia_grow(maker->host, maker->out->job, &maker->strips, &maker->strip_capacity, maker->strip_count + 1,
                       sizeof *maker->strips) == PECIA_OK)
            maker->strips[maker->strip_count++] = strip;
        else
            maker->out->status = PECIA_ERR_MEMORY;
        return;
    }
}
