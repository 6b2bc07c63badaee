/* SPDX-License-Identifier: MIT
 *
 * tei_strip.c: see tei_strip.h.
 */
#include "tei/tei_strip.h"

#include <stdio.h>

static const struct {
    uint32_t open, close;
} pairs[] = {
    {0xAB, 0xBB},     {0xBB, 0xAB},     {0x201E, 0x201C}, {0x201E, 0x201D}, {0x201C, 0x201D}, {0x201D, 0x201D},
    {0x2018, 0x2019}, {0x201A, 0x2018}, {0x201A, 0x2019}, {0x2019, 0x2019}, {0x2039, 0x203A}, {0x203A, 0x2039},
    {0x300C, 0x300D}, {0x300E, 0x300F}, {0x22, 0x22},     {0x27, 0x27},
};

void tei_strip_init(tei_strip *strip, tei_out *out) {
    *strip = (tei_strip){.out = out};
    pecia_buf_init(&strip->text, out->host, out->job);
}

/* The cut that begins at byte AT of NODE, or ends there; NULL if none does. */
static const tei_cut *cut_at(const tei_strip *strip, uint32_t node, uint64_t at, bool ends) {
    for (uint64_t i = 0; i < strip->count; i++) {
        const tei_cut *cut = &strip->cuts[i];
        if (cut->node == node && cut->at + (ends ? cut->size : 0) == at)
            return cut;
    }
    return NULL;
}

static uint32_t last_code(pecia_str text, uint32_t *size) {
    uint64_t at = text.size;
    while (at && ((unsigned char)text.data[at - 1] & 0xC0) == 0x80)
        at--;
    if (!at)
        return 0;
    pecia_str last = {text.data + at - 1, text.size - at + 1};
    *size = (uint32_t)last.size;
    return pecia_str_next(&last);
}

/* The first character of TEXT that is neither space nor cut: its place goes to *CUT. 0 if there is none. */
static uint32_t first_character(const tei_strip *strip, pecia_str text, tei_cut *cut) {
    for (uint64_t at = 0; at < text.size;) {
        const tei_cut *passed = cut_at(strip, cut->node, at, false);
        if (passed || pecia_is_space(text.data[at])) {
            at += passed ? passed->size : 1;
            continue;
        }
        pecia_str rest = pecia_str_from(text, at), behind = rest;
        uint32_t code = pecia_str_next(&behind);
        cut->at = at;
        cut->size = (uint32_t)(rest.size - behind.size);
        return code;
    }
    return 0;
}

static uint32_t last_character(const tei_strip *strip, pecia_str text, tei_cut *cut) {
    while (text.size) {
        const tei_cut *passed = cut_at(strip, cut->node, text.size, true);
        if (passed || pecia_is_space(text.data[text.size - 1])) {
            text.size -= passed ? passed->size : 1;
            continue;
        }
        uint32_t code = last_code(text, &cut->size);
        cut->at = text.size - cut->size;
        return code;
    }
    return 0;
}

/* What is no part of the words of a quotation. */
static bool is_beside(uint32_t kind) {
    return kind == PECIA_NOTE || kind == PECIA_NOTE_REF || kind == PECIA_NOTE_SLOT || kind >= PECIA_COMMENT;
}

/* The next text node under ROOT behind NODE, in document order; 0 past the last. */
static uint32_t next_text(const tei_out *out, uint32_t root, uint32_t node) {
    const pecia_document_api *api = out->host->document;
    for (;;) {
        uint32_t next = is_beside(api->kind(out->document, node)) ? 0 : api->first_child(out->document, node);
        while (!next && node != root) {
            next = api->next_sibling(out->document, node);
            node = next ? node : api->parent(out->document, node);
        }
        if (!next || api->kind(out->document, next) == PECIA_TEXT)
            return next;
        node = next;
    }
}

static bool is_letter(uint32_t code) {
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || (code >= 0xC0 && code < 0x2000);
}

/* One walk over the words of a quotation. */
typedef struct inside {
    uint32_t open, close, before;
    int64_t depth;
} inside;

/* True while what opened at the beginning is open after the text at hand. An apostrophe closes nothing. */
static bool still_open(inside *at, pecia_str text) {
    while (text.size) {
        uint32_t code = pecia_str_next(&text);
        pecia_str behind = text;
        bool apostrophe = (code == 0x2019 || code == 0x27) && is_letter(at->before) && behind.size &&
                          is_letter(pecia_str_next(&behind));
        if (code == at->close && !apostrophe)
            at->depth--;
        else if (code == at->open && !apostrophe)
            at->depth++;
        at->before = code;
        if (at->depth == 0)
            return false;
    }
    return true;
}

/* Whether the pair whose marks stand at FIRST and LAST holds all between them. */
static bool encloses(const tei_strip *strip, uint32_t root, const tei_cut *first, const tei_cut *last, inside *at) {
    const tei_out *out = strip->out;
    at->depth = 1;
    for (uint32_t node = first->node; node; node = next_text(out, root, node)) {
        pecia_str text = out->host->document->text(out->document, node);
        if (node == last->node)
            text.size = last->at;
        if (!still_open(at, node == first->node ? pecia_str_from(text, first->at + first->size) : text))
            return false;
        if (node == last->node)
            return true;
    }
    return false;
}

static bool opens(uint32_t code) {
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].open == code)
            return true;
    return false;
}

static bool find_ends(const tei_strip *strip, uint32_t root, tei_cut *first, tei_cut *last, inside *at) {
    const tei_out *out = strip->out;
    for (uint32_t node = next_text(out, root, root); node; node = next_text(out, root, node)) {
        pecia_str text = out->host->document->text(out->document, node);
        tei_cut begin = {.node = node}, end = {.node = node};
        uint32_t code = first_character(strip, text, &begin);
        if (!code)
            continue;
        if (!first->node && !opens(code))
            return false;
        if (!first->node) {
            *first = begin;
            at->open = code;
        }
        at->close = last_character(strip, text, &end);
        *last = end;
    }
    return first->node && (first->node != last->node || first->at < last->at);
}

static bool keep(tei_strip *strip, const tei_cut *cut) {
    tei_out *out = strip->out;
    if (pecia_grow(out->host, out->job, &strip->cuts, &strip->capacity, strip->count + 1, sizeof *strip->cuts) !=
        PECIA_OK) {
        out->status = PECIA_ERR_MEMORY;
        return false;
    }
    strip->cuts[strip->count++] = *cut;
    return true;
}

bool tei_strip_find(tei_strip *strip, uint32_t node, char *rend) {
    tei_cut first = {.node = 0}, last = {.node = 0};
    inside at = {.before = ' '};
    if (!strip->out->wishes.strip_marks || !find_ends(strip, node, &first, &last, &at))
        return false;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i].open != at.open || pairs[i].close != at.close)
            continue;
        char open[5] = "", close[5] = "";
        pecia_str_put(at.open, open);
        pecia_str_put(at.close, close);
        snprintf(rend, TEI_STRIP_MAX, "pre(%s) post(%s)", open, close);
        return encloses(strip, node, &first, &last, &at) && keep(strip, &first) && keep(strip, &last);
    }
    return false;
}

/* Takes the cuts of NODE, which are met once, out of the list; what is left of TEXT, FROM bytes behind the beginning of
 * the node's, goes to the buffer. */
static void leave_out(tei_strip *strip, uint32_t node, pecia_str text, uint64_t from) {
    uint64_t kept = 0;
    strip->text.size = 0;
    for (uint64_t i = 0; i < text.size; i++) {
        const tei_cut *cut = cut_at(strip, node, from + i, false);
        if (cut)
            i += cut->size - 1;
        else
            pecia_buf_add_char(&strip->text, text.data[i]);
    }
    for (uint64_t i = 0; i < strip->count; i++)
        if (strip->cuts[i].node != node)
            strip->cuts[kept++] = strip->cuts[i];
    strip->count = kept;
}

pecia_str tei_strip_cut(tei_strip *strip, uint32_t node, pecia_str text) {
    bool any = false;
    for (uint64_t i = 0; i < strip->count; i++)
        any = any || strip->cuts[i].node == node;
    if (!any)
        return text;
    pecia_str whole = strip->out->host->document->text(strip->out->document, node);
    leave_out(strip, node, text, (uint64_t)(text.data - whole.data));
    return pecia_buf_str(&strip->text);
}
