/* SPDX-License-Identifier: MIT
 *
 * random.c: makes random documents through the builder. See random.h. The same seed and size make the same document.
 */
#include "random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct maker {
    const pecia_builder_api *b;
    pecia_builder *to;
    uint64_t state;
    int32_t left;   /* nodes that may still be made */
    uint32_t notes; /* made */
    uint32_t depth;
    int in_note, in_link, in_line;
} maker;

static uint32_t roll(maker *m, uint32_t sides) {
    m->state = m->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(m->state >> 33) % sides;
}

static const char *const pieces[] = {
    "word",       "слово",
    "a",          "*",
    "**",         "_",
    "__",         "`",
    "``",         "~~",
    "~",          "#",
    "# x",        "1.",
    "1925.",      "2) x",
    "- x",        "+ y",
    "-",          "--",
    "---",        "===",
    "> q",        "|",
    "| a |",      "[30]",
    "[^1]",       "^[x]",
    "[a](b)",     "![",
    "!",          "<b>",
    "</b>",       "<",
    "&amp;",      "&",
    "&#65;",      "\\",
    "\\\\",       "{#id}",
    "{.c}",       ":::",
    ": def",      "%",
    "(1) z",      "(@)",
    "a. b",       "iv) c",
    "I. d",       "XIV.",
    "«цит»",      "“q”",
    "—",          "— X",
    "-- Y",       "…",
    "\xC2\xA0",   "https://a.b/c_d_e",
    "<http://x>", "a_b_c",
    "2*3*4",      "C#",
    "a|b",        "```",
    "~~~",        "    x",
    "\t",         "]",
    "](",         "]:",
    "[x]: y",     "[ ] t",
    "[x] t",      "e\xCC\x81",
    "日本",       "“",
    "$x$",        "@a",
    "^",          "x^2^",
    "H~2~O",      "<!--",
    "-->",        "<?p?>",
    "<div>",      "\xE2\xB8\xAC",
    "€",          "= y",
    "* z",
};

static void text(maker *m, int least) {
    int n = least + (int)roll(m, 4);
    for (int i = 0; i < n; i++) {
        const char *piece = pieces[roll(m, 3) ? roll(m, 3) : roll(m, sizeof pieces / sizeof *pieces)];
        m->b->text(m->to, piece, strlen(piece));
        if (roll(m, 3)) {
            m->b->text(m->to, " ", 1);
        }
    }
}

static void set(maker *m, uint32_t key, const char *value) {
    m->b->set(m->to, m->b->last(m->to), key, (pecia_str){value, strlen(value)});
}

static void number(maker *m, uint32_t key, int64_t value) {
    m->b->set_number(m->to, m->b->last(m->to), key, value);
}

static void inlines(maker *m, int least);
static void blocks(maker *m, uint32_t how_many);

/* A mark, most often with a body. */
static void note(maker *m) {
    static const char *const labels[] = {"1", "2", "*", "†", "30", "a", "x y", "a]b", "3|4", "note-1", "long-name", ""};
    pecia_note entry = {0};
    const char *label = labels[roll(m, sizeof labels / sizeof *labels)];
    uint32_t which = 0;
    if (m->notes > 0 && roll(m, 4) == 0) {
        which = roll(m, m->notes);
        m->b->note_ref(m->to, which, (pecia_str){NULL, 0});
        return;
    }
    if (*label) {
        entry.label = (pecia_str){label, strlen(label)};
    }
    if (m->b->note(m->to, &entry, &which) < 0) {
        return;
    }
    m->notes++;
    m->b->note_ref(m->to, which, entry.label);
    if (roll(m, 6) && m->in_note < 3) {
        int link = m->in_link, line = m->in_line;
        m->in_note++;
        m->in_link = m->in_line = 0;
        m->b->note_enter(m->to, which, 0);
        if (roll(m, 2)) {
            m->b->enter(m->to, PECIA_PARAGRAPH);
            m->b->text(m->to, "note ", 5);
            inlines(m, 1);
            m->b->leave(m->to, PECIA_PARAGRAPH);
        } else {
            blocks(m, 1 + roll(m, 3));
        }
        m->b->leave(m->to, PECIA_NOTE);
        m->in_note--;
        m->in_link = link;
        m->in_line = line;
    }
}

static void wrap(maker *m, uint32_t kind, int least) {
    m->b->enter(m->to, kind);
    if (kind == PECIA_STYLE) {
        static const int64_t bits[] = {PECIA_ITALIC,    PECIA_BOLD,      PECIA_STRIKE,     PECIA_SUPERSCRIPT,
                                       PECIA_SUBSCRIPT, PECIA_UNDERLINE, PECIA_SMALL_CAPS, PECIA_MONOSPACE};
        number(m, PECIA_STYLE_BITS, bits[roll(m, 8)]);
    }
    if (kind == PECIA_QUOTE && roll(m, 2)) {
        number(m, PECIA_MARKS, 1 + roll(m, 3));
    }
    if (kind == PECIA_LINK) {
        static const char *const targets[] = {"http://a.b/c?d=e&amp;f", "#x", "a b", "x(y", "<z>", "", "a_b*c", "q\\r"};
        set(m, PECIA_HREF, targets[roll(m, 8)]);
        if (roll(m, 3) == 0) {
            set(m, PECIA_TITLE, "a \"title\" \\ & [x]");
        }
    }
    if (kind == PECIA_SPAN) {
        set(m, PECIA_LANG, "fr");
    }
    m->in_link += kind == PECIA_LINK;
    inlines(m, least);
    m->in_link -= kind == PECIA_LINK;
    m->b->leave(m->to, kind);
}

static void code(maker *m, uint32_t kind) {
    static const char *const codes[] = {"x", " a ", "``", "`a`", "a|b", "[^1]", "\\", "<b>", "a  b", "*c*"};
    m->b->enter(m->to, kind);
    const char *s = codes[roll(m, 10)];
    m->b->text(m->to, s, strlen(s));
    if (kind == PECIA_CODE_BLOCK) {
        const char *more = "\n  ```\n\n# y\n[^1]: z";
        m->b->text(m->to, more, strlen(more));
    }
    m->b->leave(m->to, kind);
}

static void inlines(maker *m, int least) {
    int n = least + (int)roll(m, 4);
    if (m->depth >= 12) {
        m->b->text(m->to, "e", 1);
    }
    for (int i = 0; i < n && m->depth < 12; i++) {
        m->depth++;
        uint32_t what = m->left-- > 0 ? roll(m, 24) : 0;
        switch (what) {
        case 1:
        case 2: wrap(m, PECIA_EMPHASIS, 1); break;
        case 3: wrap(m, PECIA_STRONG, 1); break;
        case 4:
        case 5: wrap(m, PECIA_STYLE, 1); break;
        case 6: code(m, PECIA_CODE); break;
        case 7: wrap(m, m->in_link ? PECIA_SPAN : PECIA_LINK, 1); break;
        case 8: wrap(m, PECIA_QUOTE, 1); break;
        case 9: wrap(m, PECIA_SPAN, 1); break;
        case 10:
        case 11: note(m); break;
        case 12:
            m->b->leaf(m->to, PECIA_PAGE_BREAK);
            set(m, PECIA_N, "12 \"x\"");
            break;
        case 13: m->b->leaf(m->to, PECIA_SOFT_BREAK); break;
        case 14:
            if (!m->in_line) {
                m->b->leaf(m->to, PECIA_LINE_BREAK);
                break;
            }
            text(m, 1);
            break;
        case 15:
            m->b->leaf(m->to, PECIA_IMAGE);
            set(m, PECIA_SRC, "a b.png");
            set(m, PECIA_ALT, "alt [x] *y*");
            break;
        case 16: wrap(m, PECIA_BIBL, 1); break;
        default: text(m, 1); break;
        }
        m->depth--;
    }
}

static void phrase(maker *m, uint32_t kind) {
    m->b->enter(m->to, kind);
    m->in_line += kind == PECIA_LINE;
    m->b->text(m->to, roll(m, 3) ? "w " : "\xC2\xAB", 2);
    inlines(m, 1);
    m->in_line -= kind == PECIA_LINE;
    m->b->leave(m->to, kind);
}

static void list(maker *m) {
    uint32_t n = 1 + roll(m, 3);
    int tight = (int)roll(m, 2);
    m->b->enter(m->to, PECIA_LIST);
    int ordered = (int)roll(m, 2);
    number(m, PECIA_LIST_STYLE, ordered ? PECIA_LIST_ORDERED : PECIA_LIST_BULLET);
    if (ordered && roll(m, 2)) {
        number(m, PECIA_START, roll(m, 120));
    }
    for (uint32_t i = 0; i < n; i++) {
        m->b->enter(m->to, PECIA_ITEM);
        if (tight) {
            m->b->text(m->to, "i ", 2);
            inlines(m, 1);
            if (roll(m, 4) == 0 && m->left > 0 && m->depth < 8) {
                m->depth++;
                list(m);
                m->depth--;
            }
        } else {
            blocks(m, 1 + roll(m, 2));
        }
        m->b->leave(m->to, PECIA_ITEM);
    }
    m->b->leave(m->to, PECIA_LIST);
}

static void definitions(maker *m) {
    m->b->enter(m->to, PECIA_LIST);
    number(m, PECIA_LIST_STYLE, PECIA_LIST_DEFINITION);
    for (uint32_t i = 0; i < 2; i++) {
        phrase(m, PECIA_TERM);
        m->b->enter(m->to, PECIA_DEFINITION);
        blocks(m, 1);
        m->b->leave(m->to, PECIA_DEFINITION);
    }
    m->b->leave(m->to, PECIA_LIST);
}

static void verse(maker *m) {
    m->b->enter(m->to, PECIA_LINE_GROUP);
    for (uint32_t i = 0; i < 1 + roll(m, 3); i++) {
        phrase(m, PECIA_LINE);
    }
    m->b->leave(m->to, PECIA_LINE_GROUP);
}

static void table(maker *m) {
    uint32_t rows = 1 + roll(m, 3), columns = 1 + roll(m, 3);
    int complex = roll(m, 4) == 0;
    m->b->enter(m->to, PECIA_TABLE);
    for (uint32_t r = 0; r < rows; r++) {
        m->b->enter(m->to, PECIA_ROW);
        if (r == 0 && roll(m, 2)) {
            number(m, PECIA_HEADER, 1);
        }
        for (uint32_t c = 0; c < columns; c++) {
            m->b->enter(m->to, PECIA_CELL);
            if (complex) {
                blocks(m, 1);
            } else {
                m->b->text(m->to, "c ", 2);
                inlines(m, 0);
            }
            m->b->leave(m->to, PECIA_CELL);
        }
        m->b->leave(m->to, PECIA_ROW);
    }
    m->b->leave(m->to, PECIA_TABLE);
}

static void citation(maker *m) {
    m->b->enter(m->to, PECIA_CITATION);
    m->b->enter(m->to, PECIA_BLOCK_QUOTE);
    blocks(m, 1 + roll(m, 2));
    m->b->leave(m->to, PECIA_BLOCK_QUOTE);
    phrase(m, PECIA_ATTRIBUTION);
    m->b->leave(m->to, PECIA_CITATION);
}

static void speech(maker *m) {
    m->b->enter(m->to, PECIA_SPEECH);
    phrase(m, PECIA_SPEAKER);
    phrase(m, roll(m, 2) ? PECIA_LINE : PECIA_PARAGRAPH);
    phrase(m, roll(m, 2) ? PECIA_LINE : PECIA_STAGE);
    m->b->leave(m->to, PECIA_SPEECH);
}

static void figure(maker *m) {
    m->b->enter(m->to, PECIA_FIGURE);
    m->b->enter(m->to, PECIA_PARAGRAPH);
    m->b->leaf(m->to, PECIA_IMAGE);
    set(m, PECIA_SRC, "pic(1).png");
    m->b->leave(m->to, PECIA_PARAGRAPH);
    phrase(m, PECIA_CAPTION);
    m->b->leave(m->to, PECIA_FIGURE);
}

static void quotation(maker *m) {
    m->b->enter(m->to, PECIA_BLOCK_QUOTE);
    if (roll(m, 4) == 0) {
        number(m, PECIA_PART, 1 + roll(m, 3));
        number(m, PECIA_TIE, 1);
    }
    blocks(m, 1 + roll(m, 2));
    m->b->leave(m->to, PECIA_BLOCK_QUOTE);
}

static void block(maker *m) {
    switch (m->left-- > 0 && m->depth < 7 ? roll(m, 22) : 0) {
    case 1:
    case 2: list(m); break;
    case 3:
    case 4: quotation(m); break;
    case 5: verse(m); break;
    case 6: code(m, PECIA_CODE_BLOCK); break;
    case 7:
    case 8: table(m); break;
    case 9: citation(m); break;
    case 10: speech(m); break;
    case 11: figure(m); break;
    case 12: m->b->leaf(m->to, PECIA_RULE); break;
    case 13: definitions(m); break;
    case 14:
        m->b->leaf(m->to, PECIA_PAGE_BREAK);
        set(m, PECIA_N, "7");
        break;
    default: phrase(m, PECIA_PARAGRAPH); break;
    }
}

static void blocks(maker *m, uint32_t how_many) {
    m->depth++;
    for (uint32_t i = 0; i < how_many; i++) {
        block(m);
    }
    m->depth--;
}

static void section(maker *m, uint32_t level) {
    m->b->enter(m->to, PECIA_SECTION);
    if (roll(m, 6)) {
        phrase(m, PECIA_HEADING);
    }
    blocks(m, 1 + roll(m, 4));
    for (uint32_t i = 0; level < 8 && m->left > 0 && i < roll(m, 3); i++) {
        section(m, level + 1);
        if (roll(m, 5) == 0) {
            block(m);
        }
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
    m.left = (int32_t)strtol(end, NULL, 10);
    while (m.left > 0) {
        if (roll(&m, 3)) {
            blocks(&m, 1);
        } else {
            section(&m, 1);
        }
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
static const pecia_plugin plugin = {
    .magic = PECIA_PLUGIN_MAGIC,
    .struct_size = sizeof(pecia_plugin),
    .abi_major = PECIA_ABI_MAJOR,
    .abi_minor = PECIA_ABI_MINOR,
    .id = "pecia.test.random",
    .version = "1",
    .licence = "MIT",
    .formats = formats,
};

const pecia_plugin *random_plugin(void) {
    return &plugin;
}
