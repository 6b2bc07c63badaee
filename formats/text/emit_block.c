/* SPDX-License-Identifier: MIT
 *
 * emit_block.c: what opens and closes around paragraphs: sections, lists, quotations, speeches, notes.
 */
#include "emit.h"

void text_emit_close_group(text_emitter *e) {
    if (e->group == TEXT_VERSE) {
        text_emit_leave(e, PECIA_LINE_GROUP);
    } else if (e->group == TEXT_ROW) {
        text_emit_leave(e, PECIA_TABLE);
    } else if (e->group == TEXT_PLAIN) {
        text_emit_leave(e, PECIA_CODE_BLOCK);
    }
    e->group = 0;
}

void text_emit_close_lists(text_emitter *e, uint32_t depth) {
    for (; e->lists > depth; e->lists--) {
        text_emit_leave(e, PECIA_ITEM);
        text_emit_leave(e, PECIA_LIST);
    }
}

void text_emit_close_quotes(text_emitter *e, uint32_t depth) {
    for (; e->quotes > depth; e->quotes--) {
        text_emit_leave(e, PECIA_BLOCK_QUOTE);
    }
}

void text_emit_close_block(text_emitter *e) {
    if (e->block) {
        text_emit_leave(e, PECIA_BLOCK_QUOTE);
        e->block = false;
    }
}

void text_emit_close_all(text_emitter *e) {
    text_emit_close_block(e);
    text_emit_close_group(e);
    text_emit_close_lists(e, 0);
    text_emit_close_quotes(e, 0);
    if (e->speech) {
        text_emit_leave(e, PECIA_SPEECH);
        e->speech = false;
    }
    if (e->note) {
        text_emit_leave(e, PECIA_NOTE);
        e->note = false;
    }
}

/* Closes the sections that a heading of LEVEL ends. */
void text_emit_close_sections(text_emitter *e, uint32_t level) {
    while (e->sections > 0 && e->levels[e->sections - 1] >= level) {
        text_emit_leave(e, PECIA_SECTION);
        e->sections--;
    }
}

/* A speaker's name, the direction behind it, and what is said, if it stands in the same unit. */
void text_emit_speech(text_emitter *e, const text_unit *unit) {
    text_emit_close_all(e);
    text_emit_enter(e, PECIA_SPEECH);
    text_emit_guess(e, unit->guess);
    e->speech = true;
    text_emit_part(e, PECIA_SPEAKER, unit, 0, unit->speaker);
    if (unit->stage_end > 0) {
        text_emit_part(e, PECIA_STAGE, unit, unit->stage, unit->stage_end);
    }
    if (unit->kind == TEXT_SPEECH) {
        text_emit_phrase(e, PECIA_PARAGRAPH, unit);
    }
}

void text_emit_heading(text_emitter *e, const text_unit *unit) {
    text_emit_close_all(e);
    text_emit_close_sections(e, unit->level);
    text_emit_enter(e, PECIA_SECTION);
    if (unit->flags & TEXT_NOTES_HEAD && unit[0].line + 1 < e->r->line_count &&
        unit + 1 < e->r->units + e->r->unit_count && unit[1].flags & TEXT_BODY) {
        text_emit_value(e, PECIA_ROLE, "notes");
    }
    e->levels[e->sections < TEXT_MOST_OPEN ? e->sections++ : TEXT_MOST_OPEN - 1] = unit->level;
    text_emit_enter(e, PECIA_HEADING);
    text_emit_guess(e, unit->guess);
    if (e->r->underlined && unit->underline > 0 && unit->underline != unit->level) {
        text_emit_number(e, PECIA_LEVEL, unit->underline);
    }
    text_emit_text(e, unit);
    text_emit_leave(e, PECIA_HEADING);
}

/* Opens and closes lists so that UNIT's item stands at its depth. */
void text_emit_item(text_emitter *e, const text_unit *unit) {
    uint32_t depth = unit->level < TEXT_MOST_OPEN ? unit->level : TEXT_MOST_OPEN;
    if (unit->flags & TEXT_GROUP_START) {
        text_emit_close_lists(e, 0);
    }
    text_emit_close_lists(e, depth);
    if (e->lists == depth) {
        text_emit_leave(e, PECIA_ITEM);
    } else {
        text_emit_enter(e, PECIA_LIST);
        text_emit_guess(e, unit->guess);
        text_emit_number(e, PECIA_LIST_STYLE, unit->flags & TEXT_ORDERED ? PECIA_LIST_ORDERED : PECIA_LIST_BULLET);
        if (unit->flags & TEXT_ORDERED && unit->rank != 1) {
            text_emit_number(e, PECIA_START, unit->rank);
        }
        e->lists++;
    }
    text_emit_enter(e, PECIA_ITEM);
    text_emit_phrase(e, PECIA_PARAGRAPH, unit);
}

/* The marks that end UNIT, behind its quotation: the source of a citation. */
static void emit_sources(text_emitter *e, const text_unit *unit) {
    for (uint32_t i = unit->source; i < unit->token + unit->tokens; i++) {
        if (e->r->tokens[i].kind == TEXT_MARK) {
            text_emit_mark(e, &e->r->tokens[i], unit->line + unit->lines - 1);
        }
    }
}

static void emit_quoted(text_emitter *e, const text_unit *unit) {
    bool cited = (unit->flags & TEXT_CITED) != 0 && !e->block;
    if (cited) {
        text_emit_enter(e, PECIA_CITATION);
    }
    if (!e->block) {
        text_emit_enter(e, PECIA_BLOCK_QUOTE);
        text_emit_guess(e, cited                                          ? TEXT_GUESS_BLOCK_CITED
                           : unit->tie && !(unit->flags & TEXT_TIE_FIRST) ? TEXT_GUESS_BLOCK_JOINED
                                                                          : TEXT_GUESS_BLOCK);
        text_emit_number(e, PECIA_QUOTATION, PECIA_QUOTED);
        text_emit_number(e, PECIA_MARKS, PECIA_MARKS_KEPT);
        if (unit->tie) {
            text_emit_number(e, PECIA_TIE, unit->tie);
            text_emit_number(e, PECIA_PART,
                             unit->flags & TEXT_TIE_FIRST  ? PECIA_INITIAL
                             : unit->flags & TEXT_TIE_LAST ? PECIA_FINAL
                                                           : PECIA_MEDIAL);
        }
        e->block = true;
    }
    text_emit_phrase(e, PECIA_PARAGRAPH, unit);
    if (!(unit->flags & TEXT_QUOTE_ON)) {
        text_emit_close_block(e);
    }
    if (cited) {
        emit_sources(e, unit);
        text_emit_leave(e, PECIA_CITATION);
    }
}

/* True if UNIT is indented beside other paragraphs that are, and does not begin a quotation that they go on with. */
static bool stands_among(const text_reader *r, const text_unit *unit) {
    bool before = unit > r->units && unit[-1].kind == TEXT_PARAGRAPH && unit[-1].quote >= unit->quote;
    bool after = unit + 1 < r->units + r->unit_count && unit[1].kind == TEXT_PARAGRAPH && unit[1].quote >= unit->quote;
    return unit->quote > 0 && (before || after) && !(unit->flags & (TEXT_QUOTE_ON | TEXT_CITED));
}

void text_emit_paragraph(text_emitter *e, const text_unit *unit) {
    /* a paragraph that is both indented and wholly quoted is one quotation, not two; among others that are indented it
     * is one paragraph of theirs */
    bool quoted = unit->flags & TEXT_QUOTED && !(unit->tie == 0 && !e->block && stands_among(e->r, unit));
    uint32_t depth = unit->quote - (unit->quote > 0 && quoted ? 1u : 0u);
    text_emit_close_lists(e, unit->level);
    text_emit_close_quotes(e, depth);
    for (; e->quotes < depth; e->quotes++) {
        text_emit_enter(e, PECIA_BLOCK_QUOTE);
        text_emit_guess(e, unit->guess == TEXT_GUESS_CITED ? TEXT_GUESS_CITED : TEXT_GUESS_INDENTED);
    }
    if (quoted) {
        emit_quoted(e, unit);
    } else {
        text_emit_phrase(e, PECIA_PARAGRAPH, unit);
    }
}
