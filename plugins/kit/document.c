/* SPDX-License-Identifier: MIT
 *
 * document.c: documents for the tests of the kit: each kind of node where it may stand; and what is compared of them.
 */
#include <stdlib.h>
#include <string.h>

#include "core/kinds.h"
#include "plugins/kit/world.h"

#define SAY(text) pecia_builder_text(b, text, sizeof text - 1)

static void set(pecia_builder *b, uint32_t key, const char *value) {
    pecia_builder_set(b, pecia_builder_last(b), key, (pecia_str){value, strlen(value)});
}

static void set_number(pecia_builder *b, uint32_t key, int64_t value) {
    pecia_builder_set_number(b, pecia_builder_last(b), key, value);
}

/** A node of KIND with TEXT in it. */
static void phrase(pecia_builder *b, uint32_t kind, const char *text) {
    pecia_builder_enter(b, kind);
    pecia_builder_text(b, text, strlen(text));
    pecia_builder_leave(b, kind);
}

static void paragraph(pecia_builder *b, uint32_t kind, const char *text) {
    pecia_builder_enter(b, kind);
    phrase(b, PECIA_PARAGRAPH, text);
    pecia_builder_leave(b, kind);
}

static void origin(pecia_builder *b, const char *local) {
    pecia_name name = {.ns = PECIA_STR("urn:pecia:kit"), .local = {local, strlen(local)}};
    pecia_builder_origin(b, pecia_builder_last(b), pecia_builder_name(b, &name));
}

/** A mark in the flow, its note behind it. */
static void put_note(pecia_builder *b) {
    pecia_note entry = {.label = PECIA_STR("1"), .id = PECIA_STR("kit-note")};
    uint32_t note = 0;
    pecia_builder_enter(b, PECIA_PARAGRAPH);
    SAY("marked");
    pecia_builder_note(b, &entry, &note);
    pecia_builder_note_ref(b, note, entry.label);
    SAY(" words");
    pecia_builder_leave(b, PECIA_PARAGRAPH);
    pecia_builder_note_enter(b, note, 0);
    phrase(b, PECIA_PARAGRAPH, "the note itself");
    pecia_builder_leave(b, PECIA_NOTE);
}

/** The properties without which an inline of KIND says nothing. */
static void set_inline(pecia_builder *b, uint32_t kind) {
    switch (kind) {
    case PECIA_LINK: set(b, PECIA_HREF, "http://example.org/"); break;
    case PECIA_STYLE: set_number(b, PECIA_STYLE_BITS, PECIA_SUPERSCRIPT); break;
    case PECIA_IMAGE: set(b, PECIA_SRC, "kit.png"), set(b, PECIA_ALT, "a picture"); break;
    case PECIA_QUOTE: set_number(b, PECIA_QUOTATION, PECIA_Q), set_number(b, PECIA_MARKS, PECIA_MARKS_GENERATED); break;
    case PECIA_SPAN: set(b, PECIA_LANG, "la"); break;
    case PECIA_ANCHOR: set(b, PECIA_ID, "kit-anchor"); break;
    case PECIA_PAGE_BREAK: set(b, PECIA_N, "12"); break;
    case PECIA_MILESTONE: set(b, PECIA_UNIT, "section"); break;
    case PECIA_FOREIGN_INLINE: origin(b, "inline"); break;
    default: break;
    }
}

static void put_inline(pecia_builder *b, uint32_t kind) {
    bool holds = pecia_kind_get(kind)->content != PECIA_CONTENT_NOTHING;
    pecia_builder_enter(b, PECIA_PARAGRAPH);
    SAY("before ");
    if (kind == PECIA_CITE) {
        pecia_builder_enter(b, PECIA_CITE);
        phrase(b, PECIA_QUOTE, "quoted");
        SAY(" ");
        phrase(b, PECIA_BIBL, "Source");
        pecia_builder_leave(b, PECIA_CITE);
    } else if (holds) {
        pecia_builder_enter(b, kind);
        set_inline(b, kind);
        SAY("inside");
        pecia_builder_leave(b, kind);
    } else {
        pecia_builder_leaf(b, kind);
        set_inline(b, kind);
    }
    if (kind == PECIA_ANCHOR) { /* one that nothing leads to may be left out */
        pecia_builder_enter(b, PECIA_LINK);
        set(b, PECIA_HREF, "#kit-anchor");
        SAY("there");
        pecia_builder_leave(b, PECIA_LINK);
    }
    SAY(" after");
    pecia_builder_leave(b, PECIA_PARAGRAPH);
}

static void put_table(pecia_builder *b) {
    pecia_builder_enter(b, PECIA_TABLE);
    for (int row = 0; row < 2; row++) {
        pecia_builder_enter(b, PECIA_ROW);
        if (row == 0)
            set_number(b, PECIA_HEADER, 1);
        phrase(b, PECIA_CELL, row ? "one" : "left");
        phrase(b, PECIA_CELL, row ? "two" : "right");
        pecia_builder_leave(b, PECIA_ROW);
    }
    pecia_builder_leave(b, PECIA_TABLE);
}

static void put_list(pecia_builder *b, uint32_t kind) {
    pecia_builder_enter(b, PECIA_LIST);
    if (kind == PECIA_TERM || kind == PECIA_DEFINITION) {
        set_number(b, PECIA_LIST_STYLE, PECIA_LIST_DEFINITION);
        phrase(b, PECIA_TERM, "term");
        paragraph(b, PECIA_DEFINITION, "what it means");
    } else {
        set_number(b, PECIA_LIST_STYLE, PECIA_LIST_BULLET);
        paragraph(b, PECIA_ITEM, "first item");
        paragraph(b, PECIA_ITEM, "second item");
    }
    pecia_builder_leave(b, PECIA_LIST);
}

static void put_citation(pecia_builder *b) {
    pecia_builder_enter(b, PECIA_CITATION);
    paragraph(b, PECIA_BLOCK_QUOTE, "cited words");
    phrase(b, PECIA_ATTRIBUTION, "Their Author");
    pecia_builder_leave(b, PECIA_CITATION);
}

static void put_verse(pecia_builder *b) {
    pecia_builder_enter(b, PECIA_LINE_GROUP);
    phrase(b, PECIA_LINE, "a line of verse");
    phrase(b, PECIA_LINE, "and another one");
    pecia_builder_leave(b, PECIA_LINE_GROUP);
}

static void put_speech(pecia_builder *b) {
    pecia_builder_enter(b, PECIA_SPEECH);
    phrase(b, PECIA_SPEAKER, "Anna");
    phrase(b, PECIA_PARAGRAPH, "what she says");
    pecia_builder_leave(b, PECIA_SPEECH);
}

static void put_figure(pecia_builder *b) {
    pecia_builder_enter(b, PECIA_FIGURE);
    pecia_builder_leaf(b, PECIA_IMAGE);
    set_inline(b, PECIA_IMAGE);
    phrase(b, PECIA_CAPTION, "what it shows");
    pecia_builder_leave(b, PECIA_FIGURE);
}

static void put_section(pecia_builder *b) {
    pecia_builder_enter(b, PECIA_SECTION);
    phrase(b, PECIA_HEADING, "A heading");
    phrase(b, PECIA_PARAGRAPH, "under the heading");
    pecia_builder_leave(b, PECIA_SECTION);
}

static void put(pecia_builder *b, uint32_t kind) {
    uint8_t class_ = pecia_kind_get(kind)->class_;
    switch (kind) {
    case PECIA_NOTE:
    case PECIA_NOTE_REF: put_note(b); break;
    case PECIA_DOCUMENT:
    case PECIA_NOTE_SLOT: break; /* always there; of use to formats with pages only */
    case PECIA_SECTION:
    case PECIA_HEADING: put_section(b); break;
    case PECIA_CITATION:
    case PECIA_ATTRIBUTION: put_citation(b); break;
    case PECIA_LIST:
    case PECIA_ITEM:
    case PECIA_TERM:
    case PECIA_DEFINITION: put_list(b, kind); break;
    case PECIA_LINE_GROUP:
    case PECIA_LINE: put_verse(b); break;
    case PECIA_SPEECH:
    case PECIA_SPEAKER: put_speech(b); break;
    case PECIA_TABLE:
    case PECIA_ROW:
    case PECIA_CELL: put_table(b); break;
    case PECIA_FIGURE:
    case PECIA_CAPTION: put_figure(b); break;
    case PECIA_RULE: pecia_builder_leaf(b, PECIA_RULE); break;
    case PECIA_MATTER:
    case PECIA_FOREIGN_BLOCK: break; /* the formats' own: what they are without an origin is not defined */
    case PECIA_TEXT: phrase(b, PECIA_PARAGRAPH, "plain words"); break;
    case PECIA_STAGE:
    case PECIA_PARAGRAPH: phrase(b, kind, "by itself"); break;
    case PECIA_CODE_BLOCK: phrase(b, kind, "int x = 1;\n"); break;
    case PECIA_BLOCK_QUOTE: paragraph(b, kind, "quoted block"); break;
    default:
        if (class_ == PECIA_CLASS_INLINE || class_ == PECIA_CLASS_POINT)
            put_inline(b, kind);
    }
}

/** Kinds that come with another, so that a document of all kinds does not say them twice. */
static bool is_part(uint32_t kind) {
    static const uint8_t parts[] = {PECIA_HEADING, PECIA_ATTRIBUTION, PECIA_ITEM, PECIA_DEFINITION, PECIA_LINE,
                                    PECIA_SPEAKER, PECIA_ROW,         PECIA_CELL, PECIA_CAPTION,    PECIA_NOTE_REF};
    return memchr(parts, (int)kind, sizeof parts) != NULL;
}

static void put_all(pecia_builder *b) {
    put(b, PECIA_NOTE);
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++)
        if (!is_part(kind) && kind != PECIA_NOTE && kind != PECIA_SECTION)
            put(b, kind);
    put(b, PECIA_SECTION);
}

pecia_document *kit_document(kit *k, uint32_t kind, uint32_t depth, uint32_t times) {
    pecia_document *document = NULL;
    pecia_builder *b = pecia_builder_new(pecia_memory_default(), &k->limits, k->diagnostics, "kit");
    if (!b)
        return NULL;
    pecia_meta title = {.key = PECIA_STR("title"), .value = PECIA_STR("A kit document")};
    pecia_meta language = {.key = PECIA_STR("language"), .value = PECIA_STR("en")};
    pecia_builder_meta(b, &title);
    pecia_builder_meta(b, &language);
    phrase(b, PECIA_PARAGRAPH, "the opening paragraph");
    for (uint32_t i = 0; i < depth; i++)
        pecia_builder_enter(b, PECIA_BLOCK_QUOTE);
    for (uint32_t i = 0; i < times; i++) {
        if (kind)
            put(b, kind);
        else
            put_all(b);
    }
    for (uint32_t i = 0; i < depth; i++)
        pecia_builder_leave(b, PECIA_BLOCK_QUOTE);
    phrase(b, PECIA_PARAGRAPH, "the closing paragraph");
    pecia_builder_finish(b, &document);
    return document;
}

/* ---------------------------------------------------------------- what is compared */

static uint64_t mix(uint64_t hash, const void *data, uint64_t size) {
    const unsigned char *bytes = data;
    for (uint64_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211); /* FNV-1a */
    return hash;
}

uint64_t kit_digest(const pecia_document *document) {
    uint64_t hash = UINT64_C(14695981039346656037);
    pecia_property property;
    pecia_meta meta;
    for (uint32_t node = 1; node < document->nodes.count; node++) {
        uint32_t facts[3] = {pecia_document_kind(document, node), pecia_document_parent(document, node), node}, at = 0;
        hash = mix(hash, facts, sizeof facts);
        pecia_str text = pecia_document_text(document, node);
        hash = mix(hash, text.data, text.size);
        while (pecia_document_next_property(document, node, &at, &property)) {
            hash = mix(hash, &property.key, sizeof property.key);
            hash = mix(hash, &property.number, property.is_number ? sizeof property.number : 0);
            hash = mix(hash, property.text.data, property.is_number ? 0 : property.text.size);
        }
    }
    for (uint32_t i = 0; pecia_document_meta(document, i, &meta); i++)
        hash = mix(mix(hash, meta.key.data, meta.key.size), meta.value.data, meta.value.size);
    return hash;
}

/** Bytes of the character at I if it belongs to no word, 0 if it does: quotation marks and dashes are no words, whoever
 * made them (U+2000 to U+203F, the angle quotes). */
static uint64_t between(pecia_str text, uint64_t i) {
    const unsigned char *at = (const unsigned char *)text.data + i;
    uint64_t left = text.size - i;
    if (left > 2 && at[0] == 0xE2 && at[1] == 0x80)
        return 3;
    if (left > 1 && at[0] == 0xC2 && (at[1] == 0xAB || at[1] == 0xBB || at[1] == 0xA0))
        return 2;
    return (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') || *at >= 0x80 ? 0
                                                                                                                 : 1;
}

/** The sorted hashes of the words of all visible text; *COUNT of them, to be freed. */
static uint64_t *words_of(const pecia_document *document, uint64_t *count) {
    uint64_t capacity = 0, *words = NULL;
    *count = 0;
    for (uint32_t node = 1, next; node < document->nodes.count; node = next) {
        uint32_t kind = pecia_document_kind(document, node);
        pecia_str text = pecia_document_text(document, node);
        bool hidden = pecia_kind_get(kind)->class_ == PECIA_CLASS_HIDDEN && kind != PECIA_NOTE;
        next = hidden || kind == PECIA_NOTE_REF ? document->nodes.at[node].end : node + 1; /* the look of a mark too */
        if (kind != PECIA_TEXT)
            continue;
        for (uint64_t i = 0, start; i < text.size;) {
            while (i < text.size && between(text, i))
                i += between(text, i);
            for (start = i; i < text.size && !between(text, i); i++)
                ;
            if (start == i)
                continue;
            if (pecia_memory_grow(pecia_memory_default(), &words, &capacity, *count + 1, sizeof *words) != 0)
                return words;
            words[(*count)++] = mix(7, text.data + start, i - start);
        }
    }
    return words;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

uint64_t kit_words(const pecia_document *document, uint64_t *hash) {
    uint64_t count, *words = words_of(document, &count);
    *hash = mix(1, words, count * sizeof *words);
    pecia_memory_free(pecia_memory_default(), words);
    return count;
}

bool kit_has_words(const pecia_document *more, const pecia_document *fewer) {
    uint64_t many, few, *all = words_of(more, &many), *some = words_of(fewer, &few), i = 0, j = 0;
    if (all && some) {
        qsort(all, many, sizeof *all, by_value);
        qsort(some, few, sizeof *some, by_value);
    }
    while (i < few && j < many) { /* both are sorted: each of the few is looked for among the many */
        if (all[j] == some[i])
            i++;
        j++;
    }
    pecia_memory_free(pecia_memory_default(), all);
    pecia_memory_free(pecia_memory_default(), some);
    return i == few;
}
