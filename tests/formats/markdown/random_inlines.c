/* SPDX-License-Identifier: MIT
 *
 * random_inlines.c: the phrases and inlines of random documents. See random_maker.h.
 */
#include "random_maker.h"

uint32_t maker_roll(maker *m, uint32_t sides) {
    m->state = m->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(m->state >> 33) % sides;
}

static const char *const words[] = {
#define WORD(text) text,
#include "random_words.def"
#undef WORD
};

const char *maker_hostile(maker *m) {
    return words[maker_roll(m, sizeof words / sizeof *words)];
}

void maker_text_of(maker *m, const char *text) {
    m->b->text(m->to, text, strlen(text));
}

void maker_text(maker *m, int least) {
    int n = least + (int)maker_roll(m, 4);
    for (int i = 0; i < n; i++) {
        maker_text_of(m, maker_rarely(m, 3) ? maker_hostile(m) : words[maker_roll(m, 3)]);
        if (!maker_rarely(m, 3)) {
            maker_text_of(m, " ");
        }
    }
}

void maker_set(maker *m, uint32_t key, const char *value) {
    m->b->set(m->to, m->b->last(m->to), key, (pecia_str){value, strlen(value)});
}

void maker_number(maker *m, uint32_t key, int64_t value) {
    m->b->set_number(m->to, m->b->last(m->to), key, value);
}

/* Makes the node made last an element of TEI, now and then with attributes that have no key. */
static void tei_origin(maker *m) {
    static const char *const names[] = {"orig", "app", "subst", "abbr", "sic", "gap", "measure", "add"};
    static const char *const attributes[] = {"notBefore", "cert", "key", "reason", "subtype"};
    static const char tei[] = "http://www.tei-c.org/ns/1.0";
    const char *element = names[maker_roll(m, 8)];
    uint32_t node = m->b->last(m->to);
    pecia_name name = {{tei, sizeof tei - 1}, {NULL, 0}, {element, strlen(element)}};
    m->b->origin(m->to, node, m->b->name(m->to, &name));
    for (uint32_t i = maker_roll(m, 3); i > 0; i--) {
        const char *attribute = attributes[maker_roll(m, 5)];
        const char *value = maker_hostile(m);
        name = (pecia_name){{NULL, 0}, {NULL, 0}, {attribute, strlen(attribute)}};
        m->b->origin_attribute(m->to, node, m->b->name(m->to, &name), (pecia_str){value, strlen(value)});
    }
}

void maker_dress(maker *m) {
    switch (maker_roll(m, 40)) {
    case 0: maker_set(m, PECIA_LANG, "fr"); break;
    case 1: maker_set(m, PECIA_ID, "x"); break;
    case 2: maker_set(m, PECIA_ID, maker_hostile(m)); break;
    case 3: maker_set(m, PECIA_CLASS, maker_hostile(m)); break;
    case 4: maker_set(m, PECIA_TYPE, maker_hostile(m)); break;
    case 5: maker_set(m, PECIA_N, maker_hostile(m)); break;
    case 6: {
        pecia_name name = {{NULL, 0}, {NULL, 0}, {"persName", 8}};
        m->b->origin(m->to, m->b->last(m->to), m->b->name(m->to, &name));
        maker_set(m, PECIA_REF, maker_hostile(m));
        break;
    }
    default: break;
    }
}

void maker_hidden(maker *m) {
    static const uint32_t kinds[] = {PECIA_COMMENT, PECIA_INSTRUCTION, PECIA_SPACE};
    uint32_t kind = kinds[maker_roll(m, 3)];
    const char *text = kind == PECIA_SPACE ? "\n  " : maker_hostile(m);
    m->b->hidden_text(m->to, kind, (pecia_str){text, strlen(text)});
}

void maker_point(maker *m) {
    static const uint32_t kinds[] = {PECIA_PAGE_BREAK,     PECIA_PAGE_BREAK, PECIA_COLUMN_BREAK,
                                     PECIA_LINE_BEGINNING, PECIA_MILESTONE,  PECIA_ANCHOR};
    uint32_t kind = kinds[maker_roll(m, 6)];
    m->b->leaf(m->to, kind);
    if (kind == PECIA_PAGE_BREAK && !maker_rarely(m, 4)) {
        maker_set(m, PECIA_N, maker_rarely(m, 2) ? "12 \"x\"" : maker_hostile(m));
    }
    if (kind == PECIA_ANCHOR) {
        maker_set(m, PECIA_ID, "x");
    }
    if (kind == PECIA_MILESTONE) {
        maker_set(m, PECIA_UNIT, "stanza");
    }
    if (kind == PECIA_LINE_BEGINNING && maker_rarely(m, 2)) {
        maker_set(m, PECIA_BREAK, "no");
    }
}

/* The body of the note WHICH, in one of the shapes that readers make. */
static void body(maker *m, uint32_t which) {
    int link = m->in_link, line = m->in_line;
    m->in_note++;
    m->in_link = m->in_line = 0;
    m->b->note_enter(m->to, which, maker_rarely(m, 2) ? PECIA_NOTE_IN_PLACE : 0);
    switch (maker_roll(m, 5)) {
    case 0: maker_inlines(m, 1); break; /* bare */
    case 1: break;                      /* empty */
    case 2: maker_blocks(m, 1 + maker_roll(m, 3)); break;
    default:
        m->b->enter(m->to, PECIA_PARAGRAPH);
        maker_text_of(m, maker_rarely(m, 2) ? "note " : maker_hostile(m));
        maker_inlines(m, 1);
        m->b->leave(m->to, PECIA_PARAGRAPH);
    }
    m->b->leave(m->to, PECIA_NOTE);
    m->in_note--;
    m->in_link = link;
    m->in_line = line;
}

/* A mark, most often with a body; or a body without a mark. */
static void note(maker *m) {
    static const char *const labels[] = {"1",   "2",   "*",      "†",         "30", "a",  "x y",
                                         "a]b", "3|4", "note-1", "long-name", "é",  "日", ""};
    static const char *const places[] = {"foot", "end", "margin", "a\"b"};
    pecia_note entry = {0};
    const char *label = labels[maker_roll(m, sizeof labels / sizeof *labels)];
    uint32_t which = 0;
    if (m->notes > 0 && maker_rarely(m, 4)) {
        label = maker_rarely(m, 2) ? NULL : label;
        which = maker_roll(m, m->notes);
        if (which < 64 && !(m->slots >> which & 1)) {
            m->b->note_ref(m->to, which, (pecia_str){label, label ? strlen(label) : 0});
        } else {
            maker_text_of(m, "s ");
        }
        return;
    }
    if (*label) {
        label = maker_rarely(m, 6) ? maker_hostile(m) : label;
        entry.label = (pecia_str){label, strlen(label)};
    }
    if (maker_rarely(m, 3)) {
        entry.id = maker_rarely(m, 2) ? (pecia_str){"fn1", 3} : (pecia_str){"a b", 3};
    }
    if (maker_rarely(m, 4)) {
        const char *place = places[maker_roll(m, 4)];
        entry.place = (pecia_str){place, strlen(place)};
    }
    if (m->b->note(m->to, &entry, &which) < 0) {
        return;
    }
    m->notes++;
    int has_body = !maker_rarely(m, 6) && m->in_note < 3;
    if (has_body && m->in_note == 0 && maker_rarely(m, 8)) { /* those without marks are compared in the order made */
        m->b->note_slot(m->to, which);
        m->slots |= which < 64 ? UINT64_C(1) << which : 0;
    } else {
        m->b->note_ref(m->to, which, entry.label);
    }
    if (has_body) {
        body(m, which);
    }
}

static void style(maker *m) {
    static const int64_t bits[] = {
        PECIA_ITALIC,     PECIA_BOLD,      PECIA_STRIKE, PECIA_SUPERSCRIPT, PECIA_SUBSCRIPT,           PECIA_UNDERLINE,
        PECIA_SMALL_CAPS, PECIA_MONOSPACE, PECIA_SPACED, PECIA_LARGE,       PECIA_ITALIC | PECIA_BOLD, 0};
    maker_number(m, PECIA_STYLE_BITS, bits[maker_roll(m, sizeof bits / sizeof *bits)]);
}

static void link(maker *m) {
    static const char *const targets[] = {"http://a.b/c?d=e&amp;f",
                                          "#x",
                                          "a b",
                                          "x(y",
                                          "<z>",
                                          "",
                                          "a_b*c",
                                          "q\\r",
                                          "a\nb",
                                          "(x))",
                                          "%20\xC2\xA0",
                                          "https://a.b"};
    if (!maker_rarely(m, 12)) {
        maker_set(m, PECIA_HREF, maker_rarely(m, 6) ? maker_hostile(m) : targets[maker_roll(m, 12)]);
    }
    if (maker_rarely(m, 3)) {
        maker_set(m, PECIA_TITLE, maker_rarely(m, 2) ? maker_hostile(m) : "a \"title\" \\ & [x]");
    }
}

static void wrap(maker *m, uint32_t kind, int least) {
    m->b->enter(m->to, kind);
    if (kind == PECIA_STYLE) {
        style(m);
    }
    if (kind == PECIA_QUOTE && maker_rarely(m, 2)) {
        maker_number(m, PECIA_MARKS, 1 + maker_roll(m, 3));
        maker_number(m, PECIA_QUOTATION, 1 + maker_roll(m, 5));
    }
    if (kind == PECIA_LINK) {
        link(m);
    }
    if (kind == PECIA_FOREIGN_INLINE && maker_rarely(m, 2)) {
        tei_origin(m);
    }
    if (kind == PECIA_SPAN) {
        maker_set(m, PECIA_LANG, maker_rarely(m, 6) ? maker_hostile(m) : "fr");
    }
    maker_dress(m);
    m->in_link += kind == PECIA_LINK;
    int may_be_empty = maker_rarely(m, 12);
    maker_text_of(m, may_be_empty ? " " : ""); /* nothing within a word parts it, but for those who compare */
    maker_inlines(m, may_be_empty ? 0 : least);
    m->in_link -= kind == PECIA_LINK;
    m->b->leave(m->to, kind);
}

void maker_code(maker *m, uint32_t kind) {
    static const char *const codes[] = {"x",    " a ", "``",   "`a`", "a|b",       "[^1]", "\\",    "<b>",
                                        "a  b", "*c*", "a\nb", " ",   "\xC2\xA0 ", "\ty",  "&amp;", "`"};
    m->b->enter(m->to, kind);
    if (kind == PECIA_CODE_BLOCK && maker_rarely(m, 3)) {
        maker_set(m, PECIA_CODE_INFO, maker_hostile(m));
    }
    maker_text_of(m, maker_rarely(m, 4) ? maker_hostile(m) : codes[maker_roll(m, 16)]);
    if (kind == PECIA_CODE && m->in_note < 3 && maker_rarely(m, 30)) {
        note(m);
        maker_text_of(m, "b");
    }
    if (kind == PECIA_CODE_BLOCK && maker_rarely(m, 2)) {
        maker_text_of(m, "\n  ```\n\n# y\n[^1]: z");
    }
    if (kind == PECIA_CODE_BLOCK && maker_rarely(m, 6)) {
        maker_text_of(m, "\n\n");
    }
    m->b->leave(m->to, kind);
}

static void image(maker *m) {
    m->b->leaf(m->to, PECIA_IMAGE);
    maker_set(m, PECIA_SRC, maker_rarely(m, 4) ? maker_hostile(m) : "a b.png");
    if (!maker_rarely(m, 3)) {
        maker_set(m, PECIA_ALT, maker_rarely(m, 2) ? "alt [x] *y*" : maker_hostile(m));
        if (maker_rarely(m, 2)) {
            maker_number(m, PECIA_ALT_IS_TEXT, 1);
        }
    }
    if (maker_rarely(m, 6)) {
        maker_set(m, PECIA_TITLE, maker_hostile(m));
    }
}

/* Blocks in the midst of a phrase, as TEI has them. */
static void broken(maker *m) {
    if (m->in_line || m->in_link || m->depth > 5) {
        maker_text(m, 1);
        return;
    }
    maker_text_of(m, " ");
    maker_blocks(m, 1);
}

static void one(maker *m) {
    switch (m->left-- > 0 ? maker_roll(m, 34) : 0) {
    case 1:
    case 2: wrap(m, PECIA_EMPHASIS, 1); break;
    case 3: wrap(m, PECIA_STRONG, 1); break;
    case 4:
    case 5: wrap(m, PECIA_STYLE, 1); break;
    case 6: maker_code(m, PECIA_CODE); break;
    case 7: wrap(m, m->in_link && !maker_rarely(m, 6) ? PECIA_SPAN : PECIA_LINK, 1); break;
    case 8: wrap(m, PECIA_QUOTE, 1); break;
    case 9: wrap(m, PECIA_SPAN, 1); break;
    case 10:
    case 11:
    case 12: note(m); break;
    case 13:
    case 14: maker_point(m); break;
    case 15: m->b->leaf(m->to, PECIA_SOFT_BREAK); break;
    case 16:
        if (!m->in_line) {
            m->b->leaf(m->to, PECIA_LINE_BREAK);
            break;
        }
        maker_text(m, 1);
        break;
    case 17: image(m); break;
    case 18: wrap(m, PECIA_BIBL, 1); break;
    case 19: wrap(m, PECIA_CITE, 1); break;
    case 20: wrap(m, PECIA_FOREIGN_INLINE, 1); break;
    case 21:
        maker_text_of(m, " ");
        maker_hidden(m);
        break;
    case 22:
        if (maker_rarely(m, 4)) {
            broken(m);
            break;
        }
        maker_text(m, 1);
        break;
    default: maker_text(m, 1); break;
    }
}

void maker_inlines(maker *m, int least) {
    int n = least + (int)maker_roll(m, 4);
    if (m->depth >= 12) {
        maker_text_of(m, "e");
    }
    for (int i = 0; i < n && m->depth < 12; i++) {
        m->depth++;
        one(m);
        m->depth--;
    }
}

void maker_phrase(maker *m, uint32_t kind) {
    m->b->enter(m->to, kind);
    maker_dress(m);
    m->in_line += kind == PECIA_LINE;
    switch (kind == PECIA_HEADING || kind == PECIA_LINE
                ? 7
                : maker_roll(m, 8)) { /* a heading without words makes no section */
    case 0: break;
    case 1: maker_text_of(m, maker_hostile(m)); break;
    case 2: maker_text_of(m, "\xC2\xAB"); break;
    default: maker_text_of(m, "w "); break;
    }
    maker_inlines(m, maker_rarely(m, 10) ? 0 : 1);
    m->in_line -= kind == PECIA_LINE;
    m->b->leave(m->to, kind);
}
