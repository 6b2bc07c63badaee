/* SPDX-License-Identifier: MIT
 *
 * notes_table.c: the notes of the document, in the order of their marks; bodies without a mark come last.
 */
#include "reader.h"

static int32_t make_note(text_reader *r, pecia_str printed, const char *place, uint32_t *note) {
    char bytes[32];
    pecia_note entry = {0};
    entry.label = printed.size > 0 ? text_plain_label(printed, bytes) : entry.label;
    if (place) {
        entry.place = pecia_str_of(place);
    }
    return r->host->builder->note(r->builder, &entry, note);
}

static int32_t make_body_note(text_reader *r, text_body *body) {
    pecia_str label = {r->text.data + body->label, body->size};
    const char *place = body->listed ? "end" : NULL;
    return body->note != TEXT_NO_MATE ? PECIA_OK : make_note(r, label, place, &body->note);
}

int32_t text_make_notes(text_reader *r) {
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < r->token_count && status == PECIA_OK; i++) {
        text_token *token = &r->tokens[i];
        if (token->kind == TEXT_MARK_IF) {
            token->kind = TEXT_NONE;
        } else if (token->kind == TEXT_MARK && token->mate != TEXT_NO_MATE) {
            text_body *body = &r->bodies[token->mate];
            status = make_body_note(r, body);
            token->mate = body->note;
        } else if (token->kind == TEXT_MARK) {
            token->part = TEXT_GUESS_MARK_ALONE;
            status = make_note(r, text_label_of(r, token), NULL, &token->mate);
        }
    }
    for (uint64_t i = 0; i < r->body_count && status == PECIA_OK; i++) {
        status = r->bodies[i].units > 0 ? make_body_note(r, &r->bodies[i]) : PECIA_OK;
    }
    return status;
}
