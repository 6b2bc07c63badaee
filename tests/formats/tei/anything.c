/* SPDX-License-Identifier: MIT
 *
 * anything.c: a plugin for tests whose format "anything" reads a file that holds two numbers, a seed and a size, and
 * makes a document of them in which every kind of node stands in every other, with every key set to anything, and
 * statements for a header. No format makes such documents; what is written of them for a schema has to be valid.
 */
#include "pecia/plugin.h"
#include "../../plugins/descriptor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 9 };

typedef struct maker {
    const pecia_builder_api *b;
    pecia_builder *to;
    uint64_t state;
    int32_t left;    /* nodes that may still be made */
    uint32_t notes;  /* made */
    uint32_t bodies; /* the first of these notes have bodies, or had their chance */
    uint32_t likely; /* a kind that is likelier in this document, so that kinds meet themselves and their parts */
} maker;

static uint32_t roll(maker *m, uint32_t sides) {
    m->state = m->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(m->state >> 33) % sides;
}

#define PICK(m, table) (table)[roll(m, sizeof(table) / sizeof(table)[0])]

static pecia_str str(const char *text) {
    return (pecia_str){text, strlen(text)};
}

static const char *const words[] = {"leaf ",  "лист", " ", "\n", "«quire»", "a & b < c",
                                    "\"so\"", "30",   "é", ", ", "ink "};

static const char *const values[] = {
    "",       "a",          "b",       "1a",        "a b",     " ",          "é",      "front",    "back",
    "body",   "titlepage",  "notes",   "foot",      "end",     "margin",     "bottom", "chapter",  "letter",
    "fr",     "und",        "x-",      "not a tag", "no",      "yes",        "#a",     "#1a",      "#a%20b",
    "#",      "http://a/b", "a b.png", "#nowhere",  "<&\">",   "author",     "editor", "1914",     "1914-13-40",
    "stanza", "p:q",        "c linux", "-",         ".",       "2020-02-30", "000",    "\xC2\xA0", "12 \"x\"",
    "unit:1", "a/../b{}|^", "%zz",     "urn:x:y",   "quote-1", "note-1",     "ref-1",  "text-1",   "note-2",
};

static const uint32_t texts[] = {PECIA_ID,     PECIA_N,    PECIA_LANG,    PECIA_TYPE,  PECIA_ROLE,  PECIA_HREF,
                                 PECIA_TITLE,  PECIA_SRC,  PECIA_ALT,     PECIA_CLASS, PECIA_PLACE, PECIA_RESP,
                                 PECIA_SOURCE, PECIA_FACS, PECIA_EDITION, PECIA_UNIT,  PECIA_WHO,   PECIA_CODE_INFO,
                                 PECIA_BREAK,  PECIA_REF,  PECIA_WHEN};
static const uint32_t numbers[] = {PECIA_LEVEL,     PECIA_LIST_STYLE, PECIA_START, PECIA_TIGHT,  PECIA_CHECKED,
                                   PECIA_ALIGN,     PECIA_COLS,       PECIA_ROWS,  PECIA_HEADER, PECIA_STYLE_BITS,
                                   PECIA_QUOTATION, PECIA_MARKS,      PECIA_PART,  PECIA_TIE,    PECIA_ALT_IS_TEXT};

/* Elements that come back under their own names. */
static const char *const origins[] = {
#define LIKE(profiles, element, other) #element,
#include "tei/likes.def"
#undef LIKE
};

/* What the node made last was in TEI. */
static void come_from(maker *m, uint32_t node) {
    pecia_name name = {.ns = str("http://www.tei-c.org/ns/1.0"), .local = str(PICK(m, origins))};
    if (roll(m, 4) == 0)
        name = (pecia_name){.local = str(PICK(m, values))};
    m->b->origin(m->to, node, m->b->name(m->to, &name));
}

/* Anything that the node made last could say of itself. */
static void dress(maker *m) {
    uint32_t node = m->b->last(m->to);
    if (roll(m, 6) == 0) { /* with the attributes that it had: no others */
        come_from(m, node);
        return;
    }
    for (uint32_t i = roll(m, 4); node && i > 0; i--) {
        if (roll(m, 2))
            m->b->set(m->to, node, PICK(m, texts), str(PICK(m, values)));
        else
            m->b->set_number(m->to, node, PICK(m, numbers), (int64_t)roll(m, 8) - (roll(m, 9) == 0));
    }
    if (roll(m, 12) == 0)
        m->b->set(m->to, node, PECIA_SRC, str("a.png"));
}

static uint32_t new_note(maker *m) {
    pecia_note entry = {0};
    uint32_t note = 0;
    if (m->notes && roll(m, 4) == 0)
        return roll(m, m->notes);
    pecia_str *fields[] = {&entry.label, &entry.id, &entry.place, &entry.resp, &entry.type};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (roll(m, 2))
            *fields[i] = str(PICK(m, values));
    if (m->b->note(m->to, &entry, &note) == PECIA_OK)
        m->notes = note + 1 > m->notes ? note + 1 : m->notes;
    return note;
}

static void fill(maker *m, uint32_t depth);

static void body(maker *m, uint32_t depth) {
    if (m->bodies >= m->notes)
        return;
    m->b->note_enter(m->to, m->bodies++, roll(m, 2) ? PECIA_NOTE_IN_PLACE : 0);
    fill(m, depth);
    m->b->leave(m->to, PECIA_NOTE);
}

static int is_leaf(uint32_t kind) {
    return kind == PECIA_RULE || kind == PECIA_SOFT_BREAK || kind == PECIA_LINE_BREAK || kind == PECIA_IMAGE ||
           kind == PECIA_ANCHOR || (kind >= PECIA_PAGE_BREAK && kind <= PECIA_MILESTONE);
}

static void one(maker *m, uint32_t kind, uint32_t depth) {
    const char *text = PICK(m, words);
    m->left--;
    switch (kind) {
    case PECIA_DOCUMENT:
    case PECIA_TEXT: m->b->text(m->to, text, strlen(text)); return;
    case PECIA_NOTE: body(m, depth + 1); return;
    case PECIA_NOTE_SLOT:
        if (m->notes)
            m->b->note_slot(m->to, roll(m, m->notes));
        return;
    case PECIA_NOTE_REF: m->b->note_ref(m->to, new_note(m), str(PICK(m, values))); break;
    case PECIA_COMMENT:
    case PECIA_INSTRUCTION: m->b->hidden_text(m->to, kind, str(PICK(m, values))); break;
    case PECIA_SPACE: m->b->hidden_text(m->to, kind, str(" \n")); break;
    default:
        if (is_leaf(kind)) {
            m->b->leaf(m->to, kind);
            break;
        }
        m->b->enter(m->to, kind);
        dress(m);
        fill(m, depth + 1);
        m->b->leave(m->to, kind);
        return;
    }
    dress(m);
}

static void fill(maker *m, uint32_t depth) {
    for (uint32_t i = depth ? roll(m, 5) : 6; i > 0 && m->left > 0; i--) {
        uint32_t kind = 1 + roll(m, PECIA_KIND_COUNT - 1);
        if (roll(m, 5) == 0)
            kind = m->likely;
        one(m, depth >= DEEPEST || roll(m, 3) == 0 ? (uint32_t)PECIA_TEXT : kind, depth);
    }
}

static void statements(maker *m) {
    static const char *const keys[] = {
        "title",        "creator",       "contributor", "publisher",  "pubplace",    "date",           "identifier",
        "licence",      "rights",        "source",      "language",   "subject",     "description",    "revision",
        "series",       "edition",       "extent",      "project",    "sampling",    "editorial",      "correction",
        "quotation",    "normalization", "hyphenation", "creation",   "punctuation", "interpretation", "my field",
        "authorgender", "timeslot",      "size",        "canonicity", "funder",      "sponsor",        "note"};
    for (uint32_t i = roll(m, 3) ? roll(m, 12) : 0; i > 0; i--) {
        pecia_meta meta = {.key = str(PICK(m, keys)), .value = str(PICK(m, values))};
        pecia_str *fields[] = {&meta.type, &meta.role, &meta.lang, &meta.scheme, &meta.sort, &meta.href};
        for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
            if (roll(m, 3) == 0)
                *fields[f] = str(PICK(m, values));
        m->b->meta(m->to, &meta);
    }
}

static int32_t read_anything(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    pecia_str content;
    char *end;
    (void)job;
    if (host->input->content(input, &content) < 0)
        return PECIA_ERR_INPUT;
    maker m = {.b = host->builder, .to = builder};
    m.state = strtoull(content.data, &end, 10) * UINT64_C(0x9E3779B97F4A7C15) + 1;
    m.left = (int32_t)strtol(end, NULL, 10);
    m.likely = 1 + roll(&m, PECIA_KIND_COUNT - 1);
    statements(&m);
    while (m.left > 0)
        fill(&m, 0);
    while (m.bodies < m.notes && roll(&m, 3))
        body(&m, 1);
    return host->builder->status(builder);
}

static const char *const extensions[] = {"anything", NULL};
static const pecia_format format = {
    .struct_size = sizeof(pecia_format),
    .name = "anything",
    .title = "Anything in anything, for tests",
    .extensions = extensions,
    .read = read_anything,
};
static const pecia_format *const formats[] = {&format, NULL};
static const pecia_plugin plugin = TEST_PLUGIN("pecia.test.anything", formats);

const pecia_plugin *pecia_plugin_entry(void) {
    return &plugin;
}
