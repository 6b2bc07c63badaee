/* SPDX-License-Identifier: MIT
 *
 * tei_read_apart.c: where two elements touch whose words are not one word, a SOFT_BREAK stands for the space that other
 * formats need: <role>Hamlet</role><roleDesc>prince, <quote>...</quote><bibl>..., the parts of a formula. TEI's own
 * writer leaves it out again.
 */
#include "tei/tei_reader.h"

static bool is_listed(const char *local) {
    static const char *const names[] = {
#define APART(name) #name,
#include "tei/apart.def"
#undef APART
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(local, names[i]) == 0)
            return true;
    return false;
}

bool tei_is_apart(const tei_reader *reader, const tei_element *element, const xml_name *name, const char *local) {
    if (!tei_is_tei(reader, name->ns))
        return true;
    if (element) /* blocks that have to stand in a line */
        return element->line == PECIA_FOREIGN_INLINE && element->block != PECIA_FOREIGN_INLINE;
    return is_listed(local);
}

void tei_apart_start(tei_reader *reader, tei_open *open, const tei_open *parent) {
    bool in_elements = parent && parent->only && parent->phrase; /* <cit> in a line: its white space is layout */
    open->in_word = reader->letter && !reader->spaced;
    open->apart = (open->apart || in_elements) && !open->hidden && !open->code;
    open->spaced = reader->spaced;
    if (open->kind == PECIA_NOTE || tei_is_block_kind(open->kind)) {
        reader->spaced = true;
        reader->apart = false;
    } else if (open->apart && !reader->spaced) {
        reader->apart = true;
    }
}

void tei_apart_end(tei_reader *reader, const tei_open *open) {
    if (open->kind == PECIA_NOTE) { /* what stands around a note is one text */
        reader->spaced = open->spaced;
        reader->apart = false;
    } else if (tei_is_block_kind(open->kind)) {
        reader->spaced = true;
        reader->apart = false;
    } else if (open->apart && !reader->spaced) {
        reader->apart = true;
    }
}

/* No space goes before marks that close or behind marks that open. */
static bool closes(pecia_str text) {
    static const char *const marks[] = {",",
                                        ".",
                                        ";",
                                        ":",
                                        "!",
                                        "?",
                                        ")",
                                        "]",
                                        "}",
                                        "\xC2\xBB",
                                        "\xE2\x80\x9D",
                                        "\xE2\x80\x99",
                                        "\xE2\x80\xA6",
                                        "\xE3\x80\x81",
                                        "\xE3\x80\x82"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (pecia_str_begins(text, marks[i]))
            return true;
    return false;
}

static bool opens(pecia_str text) {
    static const char *const marks[] = {"(", "[", "{", "\xC2\xAB", "\xE2\x80\x9C", "\xE2\x80\x98", "\xE2\x80\x9E"};
    char last = text.data[text.size - 1];
    if ((last >= 'a' && last <= 'z') || last == ' ')
        return false; /* nearly always */
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (pecia_str_ends(text, marks[i]))
            return true;
    return false;
}

/* Is the last character of TEXT a letter or a digit? Marks that are not ASCII are those of Latin 1, of General
 * Punctuation and of CJK; what few others there are count as letters. */
static bool ends_in_letter(pecia_str text) {
    unsigned char last = (unsigned char)text.data[text.size - 1];
    if (last < 0x80)
        return (last >= '0' && last <= '9') || ((last | 0x20) >= 'a' && (last | 0x20) <= 'z');
    if (text.size >= 2 && text.data[text.size - 2] == '\xC2')
        return false;
    return text.size < 3 || (memcmp(text.data + text.size - 3, "\xE2\x80", 2) != 0 &&
                             memcmp(text.data + text.size - 3, "\xE3\x80", 2) != 0);
}

int32_t tei_apart_text(tei_reader *reader, pecia_str text) {
    bool wanted = reader->apart && !pecia_is_space(text.data[0]) && !closes(text);
    reader->apart = false;
    reader->spaced = pecia_is_space(text.data[text.size - 1]) || opens(text);
    reader->letter = !reader->spaced && ends_in_letter(text);
    return wanted ? reader->build->leaf(reader->builder, PECIA_SOFT_BREAK) : PECIA_OK;
}
