/* SPDX-License-Identifier: MIT
 *
 * random.c: makes random documents through the builder. See random.h.
 */
#include "random.h"
#include "../../plugins/descriptor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct maker {
    const pecia_builder_api *b;
    pecia_builder *to;
    uint64_t state;
    int32_t left;   /* blocks that may still be made */
    uint32_t words; /* made */
    uint32_t notes; /* made */
    uint32_t depth; /* of lists and quotations */
    int hostile, in_note, quoted;
} maker;

static uint32_t roll(maker *m, uint32_t sides) {
    m->state = m->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(m->state >> 33) % sides;
}

static int rarely(maker *m, uint32_t sides) {
    return roll(m, sides) == 0;
}

static void put(maker *m, const char *text) {
    m->b->text(m->to, text, strlen(text));
}

static void number(maker *m, uint32_t key, int64_t value) {
    m->b->set_number(m->to, m->b->last(m->to), key, value);
}

/* Words of several scripts and lengths. */
static const char *const words[] = {
    "river", "слово",      "keeper", "día",  "the",   "Über",       "и",      "of",       "записка", "naïve", "mayor",
    "ночь",  "lighthouse", "être",   "year", "storm", "наблюдение", "window", "λόγος",    "книга",   "a",     "weather",
    "об",    "never",      "море",   "told", "gate",  "świat",      "город",  "straight", "among",   "ветер", "little"};

/* What stands inside a phrase and must not be taken for more than it is. */
static const char *const inside[] = {"[sic]",
                                     "(1925)",
                                     "– ",
                                     "§ 3",
                                     "don't",
                                     "a * b",
                                     "5 > 3",
                                     "40 m²",
                                     "x | y",
                                     "12.5",
                                     "#tag",
                                     "C++",
                                     "e.g.",
                                     "№ 7",
                                     "1914–1918",
                                     "[unclear",
                                     "~",
                                     "=",
                                     "http://example.org/a"};

/* What plain text uses as signs, at the beginning of a phrase or as a whole one. */
static const char *const signs[] = {"* * *",  "-----", "=====",  "1. ",       "2) ",       "[1] ", "[Footnote 1: ",
                                    "• ",     "- ",    "* ",     "| a | b |", "Chapter 1", "IV",   "NOTES",
                                    "Notes",  "\f",    "— ",     "«",         "\"",        "¹ ",   "    ",
                                    "[p. 7]", "_so_ ", "(3) ",   "HAMLET. ",  "> ",        "12",   "[Illustration]",
                                    "*",      "[30]", "Title: ", "a_b "};

#define PICK(m, table) table[roll(m, sizeof(table) / sizeof(table[0]))]

/* A word and its number. */
static void word(maker *m) {
    char one[64];
    snprintf(one, sizeof one, "%s w%u", PICK(m, words), (unsigned)m->words++);
    put(m, one);
}

static void blocks(maker *m, uint32_t count);

/* The mark of a note, and sometimes its body right there. */
static void mark(maker *m) {
    char label[16];
    uint32_t note;
    pecia_note entry = {0};
    snprintf(label, sizeof label, "%u", (unsigned)++m->notes);
    entry.label = (pecia_str){label, strlen(label)};
    m->b->note(m->to, &entry, &note);
    m->b->note_ref(m->to, note, entry.label);
    if (rarely(m, 8)) {
        return; /* a mark without a note */
    }
    uint32_t depth = m->depth;
    m->depth = 0;
    m->in_note = 1;
    m->b->note_enter(m->to, note, PECIA_NOTE_IN_PLACE);
    blocks(m, rarely(m, 3) ? 2 : 1);
    m->b->leave(m->to, PECIA_NOTE);
    m->in_note = 0;
    m->depth = depth;
}

static void phrase_text(maker *m, uint32_t least);

/* A quotation with its marks in the text; a nested one has others. */
static void quotation(maker *m) {
    int inner = m->quoted;
    m->b->enter(m->to, PECIA_QUOTE);
    number(m, PECIA_QUOTATION, PECIA_Q);
    number(m, PECIA_MARKS, PECIA_MARKS_KEPT);
    m->quoted = 1;
    put(m, inner ? "‘" : "“");
    phrase_text(m, 1);
    put(m, inner ? "’" : "”");
    m->quoted = inner;
    m->b->leave(m->to, PECIA_QUOTE);
}

/* Words with what may stand between them; begins and ends with a word. */
static void phrase_text(maker *m, uint32_t least) {
    word(m);
    for (uint32_t i = least + roll(m, 8); i > 0; i--) {
        put(m, rarely(m, 9) ? ", " : " ");
        if (rarely(m, 10)) {
            put(m, m->hostile && rarely(m, 2) ? PICK(m, signs) : PICK(m, inside));
            put(m, " ");
        }
        word(m);
        if (!m->in_note && !m->quoted && rarely(m, 14)) {
            mark(m);
        }
    }
}

static void phrase(maker *m, uint32_t kind, uint32_t least) {
    m->b->enter(m->to, kind);
    if (m->hostile && rarely(m, 3)) {
        put(m, PICK(m, signs));
    }
    if (!(m->hostile && rarely(m, 8))) {
        put(m, "So ");
        phrase_text(m, least);
        if (kind == PECIA_PARAGRAPH && least > 3 && rarely(m, 3)) {
            put(m, " ");
            quotation(m);
            put(m, " ");
            word(m);
        }
        put(m, kind == PECIA_PARAGRAPH ? "." : "");
    }
    m->b->leave(m->to, kind);
}

static void list(maker *m) {
    int ordered = rarely(m, 2);
    m->b->enter(m->to, PECIA_LIST);
    number(m, PECIA_LIST_STYLE, ordered ? PECIA_LIST_ORDERED : PECIA_LIST_BULLET);
    m->depth++;
    for (uint32_t i = 0; i < 2 + roll(m, 3); i++) {
        m->b->enter(m->to, PECIA_ITEM);
        phrase(m, PECIA_PARAGRAPH, 2);
        if (m->depth < 3 && rarely(m, 5)) {
            list(m);
        } else if (rarely(m, 6)) {
            phrase(m, PECIA_PARAGRAPH, 2);
        }
        m->b->leave(m->to, PECIA_ITEM);
    }
    m->depth--;
    m->b->leave(m->to, PECIA_LIST);
}

static void block_quote(maker *m) {
    m->b->enter(m->to, PECIA_BLOCK_QUOTE);
    number(m, PECIA_MARKS, PECIA_MARKS_NONE);
    m->depth++;
    for (uint32_t i = 0; i < 1 + roll(m, 2); i++) {
        if (m->depth < 3 && rarely(m, 5)) {
            block_quote(m);
        }
        phrase(m, PECIA_PARAGRAPH, 6);
    }
    m->depth--;
    m->b->leave(m->to, PECIA_BLOCK_QUOTE);
}

static void verse(maker *m) {
    m->b->enter(m->to, PECIA_LINE_GROUP);
    for (uint32_t i = 0; i < 4 + roll(m, 3); i++) {
        m->b->enter(m->to, PECIA_LINE);
        put(m, "So ");
        word(m);
        put(m, " ");
        word(m);
        put(m, ",");
        m->b->leave(m->to, PECIA_LINE);
    }
    m->b->leave(m->to, PECIA_LINE_GROUP);
}

static void table(maker *m) {
    uint32_t rows = 2 + roll(m, 3), columns = 2 + roll(m, 3);
    m->b->enter(m->to, PECIA_TABLE);
    for (uint32_t r = 0; r < rows; r++) {
        m->b->enter(m->to, PECIA_ROW);
        if (r == 0 && rarely(m, 2)) {
            number(m, PECIA_HEADER, 1);
        }
        for (uint32_t c = 0; c < columns; c++) {
            m->b->enter(m->to, PECIA_CELL);
            for (uint32_t i = rarely(m, 5) && c > 0 ? 0 : 1 + roll(m, 3); i > 0; i--) {
                word(m);
                put(m, i > 1 ? " " : "");
            }
            m->b->leave(m->to, PECIA_CELL);
        }
        m->b->leave(m->to, PECIA_ROW);
    }
    m->b->leave(m->to, PECIA_TABLE);
}

static void block(maker *m) {
    m->left--;
    switch (roll(m, m->in_note ? 12 : 16)) {
    case 0: verse(m); break;
    case 1:
    case 2: list(m); break;
    case 12:
    case 13: block_quote(m); break;
    case 14: table(m); break;
    case 15: m->b->leaf(m->to, PECIA_RULE); break;
    default: phrase(m, PECIA_PARAGRAPH, 6 + roll(m, 30)); break;
    }
}

static void blocks(maker *m, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        phrase(m, PECIA_PARAGRAPH, 8); /* parts lists and quotations that follow each other */
        block(m);
    }
}

static void section(maker *m, uint32_t level) {
    m->b->enter(m->to, PECIA_SECTION);
    phrase(m, PECIA_HEADING, 1);
    blocks(m, 1 + roll(m, 3));
    while (level < 4 && m->left > 0 && rarely(m, 2)) {
        section(m, level + 1);
    }
    m->b->leave(m->to, PECIA_SECTION);
}

static int32_t read_random(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    pecia_str content;
    (void)job;
    if (host->input->content(input, &content) < 0) {
        return PECIA_ERR_INPUT;
    }
    char *end;
    maker m = {.b = host->builder, .to = builder};
    m.state = strtoull(content.data, &end, 10) * UINT64_C(0x9E3779B97F4A7C15) + 1;
    m.left = (int32_t)strtol(end, &end, 10);
    m.hostile = (int)strtol(end, NULL, 10);
    blocks(&m, 1);
    while (m.left > 0) {
        section(&m, 1);
    }
    return host->builder->status(builder);
}

static const char *const extensions[] = {"random", NULL};
static const pecia_format format = {
    .struct_size = sizeof(pecia_format),
    .name = "random",
    .title = "random documents",
    .extensions = extensions,
    .read = read_random,
};
static const pecia_format *const formats[] = {&format, NULL};
static const pecia_plugin plugin = TEST_PLUGIN("pecia.test.random-text", formats);

const pecia_plugin *random_text_plugin(void) {
    return &plugin;
}
