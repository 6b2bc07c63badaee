/* SPDX-License-Identifier: MIT
 *
 * emit.c: builds the document from what the other steps found, unit by unit.
 */
#include "emit.h"

enum { PROCEED_EVERY = 1024 };

static void begin_note(text_emitter *e, const text_unit *unit) {
    const text_body *body = &e->r->bodies[unit->note];
    text_emit_close_all(e);
    if (body->listed && e->status == PECIA_OK) {
        e->status = e->b->note_slot(e->builder, body->note);
    }
    if (e->status == PECIA_OK) {
        e->status = e->b->note_enter(e->builder, body->note, 0);
    }
    e->note = true;
}

/* True if UNIT holds nothing but the number of a note. */
static bool is_number_alone(const text_emitter *e, const text_unit *unit) {
    return unit->flags & TEXT_BODY && unit->lines == 1 && unit->skip >= e->r->lines[unit->line].size;
}

static void emit_unit(text_emitter *e, const text_unit *unit) {
    bool grouped = unit->kind == TEXT_VERSE || unit->kind == TEXT_ROW || unit->kind == TEXT_PLAIN;
    if (e->block && !(unit->flags & TEXT_QUOTED)) {
        text_emit_close_block(e);
    }
    if (e->group && (!grouped || unit->kind != e->group || unit->flags & TEXT_GROUP_START)) {
        text_emit_close_group(e);
    }
    if ((e->note && !(unit->flags & TEXT_BODY_MORE)) || (e->speech && !(unit->flags & TEXT_SPOKEN))) {
        text_emit_close_all(e);
    }
    text_emit_pages(e, unit->line);
    if (unit->flags & TEXT_BODY) {
        begin_note(e, unit);
        if (is_number_alone(e, unit)) {
            return;
        }
    }
    switch (unit->kind) {
    case TEXT_HEADING: text_emit_heading(e, unit); break;
    case TEXT_VERSE:
    case TEXT_ROW:
    case TEXT_PLAIN: text_emit_grouped(e, unit); break;
    case TEXT_RULE:
        text_emit_close_lists(e, 0);
        text_emit_close_quotes(e, 0);
        text_emit_leaf(e, PECIA_RULE);
        break;
    case TEXT_ITEM:
        text_emit_close_quotes(e, 0);
        text_emit_item(e, unit);
        break;
    case TEXT_FIGURE:
        text_emit_close_lists(e, 0);
        text_emit_close_quotes(e, 0);
        text_emit_enter(e, PECIA_FIGURE);
        text_emit_guess(e, unit->guess);
        text_emit_phrase(e, PECIA_CAPTION, unit);
        text_emit_leave(e, PECIA_FIGURE);
        break;
    case TEXT_SPEECH:
    case TEXT_SPEAKER: text_emit_speech(e, unit); break;
    case TEXT_STAGE:
        text_emit_enter(e, PECIA_STAGE);
        text_emit_guess(e, unit->guess);
        text_emit_text(e, unit);
        text_emit_leave(e, PECIA_STAGE);
        break;
    case TEXT_SEPARATOR: text_emit_close_all(e); break;
    default: text_emit_paragraph(e, unit); break;
    }
}

/* Gutenberg's header and licence are front and back matter, so that the work itself is the body. */
static void change_matter(text_emitter *e, const text_unit *unit, uint32_t line_before) {
    const text_reader *r = e->r;
    static const char *const roles[] = {"front", "body", "back"};
    if (!r->gutenberg || (r->first == 0 && r->last == r->line_count)) {
        return;
    }
    int now = unit->line < r->first ? 0 : unit->line < r->last ? 1 : 2;
    int before = line_before == UINT32_MAX ? -1 : line_before < r->first ? 0 : line_before < r->last ? 1 : 2;
    if (now == before) {
        return;
    }
    text_emit_close_all(e);
    text_emit_close_sections(e, 0);
    if (e->matter) {
        text_emit_leave(e, PECIA_MATTER);
    }
    text_emit_enter(e, PECIA_MATTER);
    text_emit_value(e, PECIA_ROLE, roles[now]);
    e->matter = true;
}

static uint32_t least_confidence(const text_reader *r) {
    const char *option = r->host->job->option(r->job, "confidence");
    int64_t least = 0;
    return option && pecia_str_number(pecia_str_of(option), &least) && least > 0 ? (uint32_t)least : 0;
}

int32_t text_emit(text_reader *r) {
    text_emitter *e = r->host->job->alloc(r->job, sizeof(*e));
    uint32_t before = UINT32_MAX;
    if (!e) {
        return PECIA_ERR_MEMORY;
    }
    e->r = r;
    e->b = r->host->builder;
    e->builder = r->builder;
    e->least = least_confidence(r);
    e->line = UINT32_MAX;
    for (uint64_t i = 0; i < r->unit_count && e->status == PECIA_OK; i++) {
        text_emit_at_unit(e, &r->units[i]);
        change_matter(e, &r->units[i], before);
        emit_unit(e, &r->units[i]);
        if (i % PROCEED_EVERY == 0 && e->status == PECIA_OK) {
            text_release(r, i > 0 && !r->moved ? r->lines[before].start : 0);
            e->status = r->host->job->proceed(r->job);
        }
        before = r->units[i].line;
    }
    text_emit_close_all(e);
    text_emit_close_sections(e, 0);
    if (e->matter) {
        text_emit_leave(e, PECIA_MATTER);
    }
    return e->status;
}
