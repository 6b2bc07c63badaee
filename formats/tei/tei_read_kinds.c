/* SPDX-License-Identifier: MIT
 *
 * tei_read_kinds.c: what an element is, by map.def and by where it stands.
 */
#include "tei/tei_reader.h"

bool tei_is_block_kind(uint32_t kind) {
    return (kind >= PECIA_MATTER && kind <= PECIA_RULE) || kind == PECIA_FOREIGN_BLOCK;
}

bool tei_is_leaf_kind(uint32_t kind) {
    return kind == PECIA_IMAGE || (kind >= PECIA_PAGE_BREAK && kind <= PECIA_MILESTONE) || kind == PECIA_ANCHOR;
}

/* Kinds in which inlines stand, or in which a quotation is rather one in a line of text. */
bool tei_is_phrase(uint32_t kind) {
    switch (kind) {
    case PECIA_HEADING:
    case PECIA_PARAGRAPH:
    case PECIA_ATTRIBUTION:
    case PECIA_TERM:
    case PECIA_LINE:
    case PECIA_SPEAKER:
    case PECIA_STAGE:
    case PECIA_CODE_BLOCK:
    case PECIA_CAPTION:
    case PECIA_ITEM:
    case PECIA_DEFINITION:
    case PECIA_CELL:
    case PECIA_NOTE: return true;
    default: return !tei_is_block_kind(kind) && kind != PECIA_DOCUMENT;
    }
}

/* A block in an inline quotation makes it a block quotation, and so on outwards. */
int32_t tei_promote(tei_reader *reader) {
    for (uint64_t i = reader->open.count; i-- > 0;) {
        tei_open *open = &reader->open.at[i];
        uint32_t kind = open->kind == PECIA_QUOTE            ? PECIA_BLOCK_QUOTE
                        : open->kind == PECIA_CITE           ? PECIA_CITATION
                        : open->kind == PECIA_FOREIGN_INLINE ? PECIA_FOREIGN_BLOCK
                                                             : PECIA_NO_KIND;
        if (!kind || open->leaf_kind)
            return PECIA_OK;
        int32_t status = reader->build->set_kind(reader->builder, open->node, kind);
        if (status != PECIA_OK)
            return status;
        open->kind = (uint8_t)kind;
    }
    return PECIA_OK;
}

int32_t tei_show_running(tei_reader *reader) {
    uint64_t i = reader->open.count;
    while (i > 0 && reader->open.at[i - 1].running)
        i--;
    tei_open *open = &reader->open.at[i];
    bool phrase = i > 0 && reader->open.at[i - 1].phrase;
    if (open->kind != PECIA_HIDDEN_BLOCK)
        return PECIA_OK;
    open->kind = phrase ? PECIA_FOREIGN_INLINE : PECIA_FOREIGN_BLOCK;
    return reader->build->set_kind(reader->builder, open->node, open->kind);
}

/* The title of a division, of a table, list or figure; any other is a line of its own. */
static uint32_t head_kind(const tei_open *parent) {
    switch (parent->kind) {
    case PECIA_SECTION:
    case PECIA_MATTER: return PECIA_HEADING;
    case PECIA_FOREIGN_BLOCK: return PECIA_PARAGRAPH;
    default: return PECIA_CAPTION;
    }
}

static uint32_t list_part(tei_reader *reader, const tei_open *parent, uint32_t kind) {
    if (parent->kind != PECIA_LIST)
        return kind == PECIA_ITEM || kind == PECIA_DEFINITION ? PECIA_FOREIGN_BLOCK : PECIA_PARAGRAPH;
    tei_open *list = &reader->open.at[reader->open.count - 1];
    if (kind == PECIA_TERM && !list->is_mark) {
        list->is_mark = true; /* from the first label on its items are definitions */
        reader->build->set_number(reader->builder, list->node, PECIA_LIST_STYLE, PECIA_LIST_DEFINITION);
    }
    return kind == PECIA_ITEM && list->is_mark ? PECIA_DEFINITION : kind;
}

static uint32_t table_part(const tei_open *parent, uint32_t kind) {
    uint32_t wanted = kind == PECIA_ROW ? PECIA_TABLE : PECIA_ROW;
    return parent->kind == wanted ? kind : PECIA_FOREIGN_BLOCK;
}

uint32_t tei_kind_of(tei_reader *reader, const tei_element *element, const char *local) {
    const tei_open *parent = tei_top(reader);
    bool phrase = parent && parent->phrase;
    if (!element)
        return phrase ? PECIA_FOREIGN_INLINE : PECIA_FOREIGN_BLOCK;
    uint32_t kind = phrase ? element->line : element->block;
    if (!parent)
        return kind;
    if (kind == PECIA_HEADING ||
        (kind == PECIA_FOREIGN_INLINE && strcmp(local, "head") == 0 && parent->kind == PECIA_FOREIGN_BLOCK))
        return head_kind(parent);
    if (kind == PECIA_ITEM || kind == PECIA_DEFINITION || kind == PECIA_TERM)
        return list_part(reader, parent, kind);
    if (kind == PECIA_ROW || kind == PECIA_CELL)
        return table_part(parent, kind);
    if ((kind == PECIA_BIBL || kind == PECIA_PARAGRAPH) && strcmp(local, "bibl") == 0 && parent->kind == PECIA_CITATION)
        return PECIA_ATTRIBUTION;
    return kind;
}
