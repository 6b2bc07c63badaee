/* SPDX-License-Identifier: MIT
 *
 * document.c: documents for the tests of the kit: each kind of node where it may stand.
 */
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

/** A paragraph with the mark of a note, whose body is open then. */
static uint32_t put_marked(pecia_builder *b, const pecia_note *entry) {
    uint32_t note = 0;
    pecia_builder_enter(b, PECIA_PARAGRAPH);
    SAY("marked");
    pecia_builder_note(b, entry, &note);
    pecia_builder_note_ref(b, note, entry->label);
    SAY(" words");
    pecia_builder_leave(b, PECIA_PARAGRAPH);
    pecia_builder_note_enter(b, note, 0);
    return note;
}

/** Two marks in the flow, their note behind them. */
static void put_note(pecia_builder *b) {
    pecia_note entry = {.label = PECIA_STR("1"), .id = PECIA_STR("kit-note")};
    uint32_t note = put_marked(b, &entry);
    phrase(b, PECIA_PARAGRAPH, "the note itself");
    pecia_builder_leave(b, PECIA_NOTE);
    pecia_builder_enter(b, PECIA_PARAGRAPH);
    SAY("marked again");
    pecia_builder_note_ref(b, note, entry.label);
    SAY(" and on");
    pecia_builder_leave(b, PECIA_PARAGRAPH);
}

/** A note that its source printed behind a paragraph. */
static void put_slot(pecia_builder *b) {
    pecia_note entry = {.label = PECIA_STR("2"), .id = PECIA_STR("kit-slot")};
    uint32_t note = 0;
    pecia_builder_note(b, &entry, &note);
    pecia_builder_enter(b, PECIA_PARAGRAPH);
    SAY("noted");
    pecia_builder_note_ref(b, note, entry.label);
    SAY(" elsewhere");
    pecia_builder_leave(b, PECIA_PARAGRAPH);
    phrase(b, PECIA_PARAGRAPH, "a paragraph between them");
    pecia_builder_note_slot(b, note);
    pecia_builder_note_enter(b, note, PECIA_NOTE_IN_PLACE);
    phrase(b, PECIA_PARAGRAPH, "what was printed there");
    pecia_builder_leave(b, PECIA_NOTE);
}

static void put_foreign(pecia_builder *b) {
    pecia_builder_enter(b, PECIA_FOREIGN_BLOCK);
    origin(b, "block");
    phrase(b, PECIA_PARAGRAPH, "in an element of its own");
    pecia_builder_leave(b, PECIA_FOREIGN_BLOCK);
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
    case PECIA_NOTE_SLOT: put_slot(b); break;
    case PECIA_FOREIGN_BLOCK: put_foreign(b); break;
    case PECIA_DOCUMENT:
    case PECIA_MATTER: break; /* around all: kit_document puts them there */
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

/** Front matter, and the body that holds the rest. */
static void put_front(pecia_builder *b) {
    pecia_builder_enter(b, PECIA_MATTER);
    set(b, PECIA_ROLE, "front");
    pecia_builder_enter(b, PECIA_SECTION);
    phrase(b, PECIA_HEADING, "To the reader");
    phrase(b, PECIA_PARAGRAPH, "what comes before the text");
    pecia_builder_leave(b, PECIA_SECTION);
    pecia_builder_leave(b, PECIA_MATTER);
    pecia_builder_enter(b, PECIA_MATTER);
    set(b, PECIA_ROLE, "body");
}

/** The title and the language of a document. */
static void put_metadata(pecia_builder *b) {
    pecia_meta title = {.key = PECIA_STR("title"), .value = PECIA_STR("A kit document")};
    pecia_meta language = {.key = PECIA_STR("language"), .value = PECIA_STR("en")};
    pecia_builder_meta(b, &title);
    pecia_builder_meta(b, &language);
}

pecia_document *kit_noted(kit *k, uint32_t kind) {
    pecia_note entry = {.label = PECIA_STR("1"), .id = PECIA_STR("kit-note")};
    pecia_document *document = NULL;
    pecia_builder *b = pecia_builder_new(pecia_memory_default(), &k->limits, k->diagnostics, "kit");
    if (!b)
        return NULL;
    put_metadata(b);
    put_marked(b, &entry);
    if (pecia_kind_get(kind)->class_ == PECIA_CLASS_INLINE) {
        pecia_builder_enter(b, PECIA_PARAGRAPH);
        pecia_builder_enter(b, kind);
        set_inline(b, kind);
        SAY("noted inside");
        pecia_builder_leave(b, kind);
        SAY(" and outside");
        pecia_builder_leave(b, PECIA_PARAGRAPH);
    } else {
        put(b, kind);
    }
    phrase(b, PECIA_PARAGRAPH, "the end of the note");
    pecia_builder_leave(b, PECIA_NOTE);
    phrase(b, PECIA_PARAGRAPH, "the closing paragraph");
    pecia_builder_finish(b, &document);
    return document;
}

pecia_document *kit_document(kit *k, uint32_t kind, uint32_t depth, uint32_t times) {
    pecia_document *document = NULL;
    pecia_builder *b = pecia_builder_new(pecia_memory_default(), &k->limits, k->diagnostics, "kit");
    if (!b)
        return NULL;
    put_metadata(b);
    if (kind == PECIA_MATTER)
        put_front(b);
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
    if (kind == PECIA_MATTER)
        pecia_builder_leave(b, PECIA_MATTER);
    pecia_builder_finish(b, &document);
    return document;
}
