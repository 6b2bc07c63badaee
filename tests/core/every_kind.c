/* SPDX-License-Identifier: MIT
 *
 * every_kind.c: builds and walks a document of every kind.
 */
#include "tests/core/every_kind.h"

#include <stdio.h>
#include <string.h>

#include "core/kinds.h"

static void say_all_about(pecia_builder *builder, uint32_t node, uint32_t round) {
    char id[40];
    const pecia_name name = {PECIA_STR("urn:x"), PECIA_STR("p"), PECIA_STR("element")};
    const pecia_name attribute = {{NULL, 0}, {NULL, 0}, PECIA_STR("attribute")};
    snprintf(id, sizeof id, "n%u-%u", round, node);
    pecia_builder_set(builder, node, PECIA_ID, (pecia_str){id, strlen(id)});
    pecia_builder_set(builder, node, PECIA_LANG, PECIA_STR("ru"));
    pecia_builder_set_number(builder, node, PECIA_LEVEL, node);
    pecia_builder_origin(builder, node, pecia_builder_name(builder, &name));
    pecia_builder_origin_attribute(builder, node, pecia_builder_name(builder, &attribute), PECIA_STR("value"));
}

/* One node of KIND, whatever it may hold. */
static void make_one(pecia_builder *builder, uint32_t kind, uint32_t note, uint32_t round) {
    switch (pecia_kind_get(kind)->content) {
    case PECIA_CONTENT_TEXT:
        if (kind == PECIA_TEXT)
            pecia_builder_text(builder, "text \xD0\xB6", 7);
        else
            pecia_builder_hidden_text(builder, kind, PECIA_STR("hidden"));
        return;
    case PECIA_CONTENT_NOTHING:
        if (kind == PECIA_NOTE_REF)
            pecia_builder_note_ref(builder, note, PECIA_STR("*"));
        else if (kind == PECIA_NOTE_SLOT)
            pecia_builder_note_slot(builder, note);
        else
            pecia_builder_leaf(builder, kind);
        say_all_about(builder, pecia_builder_last(builder), round);
        return;
    default: break;
    }
    if (kind == PECIA_DOCUMENT || kind == PECIA_NOTE)
        return;
    pecia_builder_enter(builder, kind);
    say_all_about(builder, pecia_builder_last(builder), round);
    pecia_builder_text(builder, "inside ", 7);
    pecia_builder_leave(builder, kind);
}

static void make_all(pecia_builder *builder, uint32_t note, uint32_t round) {
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++)
        make_one(builder, kind, note, round);
}

static void make_note(pecia_builder *builder, uint32_t note, uint32_t inner, uint32_t round) {
    pecia_builder_note_enter(builder, note, round % 2 ? PECIA_NOTE_IN_PLACE : 0);
    make_all(builder, inner, round);
    pecia_builder_leave(builder, PECIA_NOTE);
}

static void make_tables(pecia_builder *builder, uint32_t round) {
    char name[40];
    snprintf(name, sizeof name, "image%u.png", round);
    const pecia_meta meta = {.key = PECIA_STR("title"), .value = PECIA_STR("Title"), .lang = PECIA_STR("ru")};
    const pecia_resource resource = {{name, strlen(name)}, PECIA_STR("image/png"), PECIA_STR("\x89PNG")};
    pecia_builder_meta(builder, &meta);
    pecia_builder_resource(builder, &resource);
    pecia_builder_at(builder, pecia_builder_member(builder, PECIA_STR("chapter.xhtml")), round + 1, 1);
}

int32_t every_kind_build(pecia_builder *builder, uint32_t rounds) {
    const pecia_note entry = {PECIA_STR("30"), PECIA_STR("n30"), PECIA_STR("foot"), PECIA_STR("author"), {NULL, 0}};
    for (uint32_t round = 0; round < rounds; round++) {
        uint32_t outer, inner;
        make_tables(builder, round);
        pecia_builder_note(builder, &entry, &outer);
        pecia_builder_note(builder, &entry, &inner);
        pecia_builder_enter(builder, PECIA_SECTION);
        make_all(builder, outer, round);
        make_note(builder, outer, inner, round);
        make_note(builder, inner, outer, round); /* notes that refer to one another */
        pecia_builder_leave(builder, PECIA_SECTION);
        pecia_builder_enter(builder, PECIA_PARAGRAPH); /* blocks inside a phrase */
        make_all(builder, outer, round);
        pecia_builder_leave(builder, PECIA_PARAGRAPH);
    }
    return pecia_builder_status(builder);
}

static uint64_t add(uint64_t sum, uint64_t value) {
    return (sum ^ value) * UINT64_C(0x100000001b3);
}

static uint64_t add_text(uint64_t sum, pecia_str text) {
    for (uint64_t i = 0; i < text.size; i++)
        sum = add(sum, (unsigned char)text.data[i]);
    return sum;
}

static uint64_t add_node(uint64_t sum, const pecia_document *document, uint32_t node) {
    pecia_str text;
    pecia_name name;
    for (uint32_t key = 1; key < PECIA_KEY_COUNT; key++) {
        if (pecia_document_get(document, node, key, &text))
            sum = add_text(sum, text);
        sum = add(sum, (uint64_t)pecia_document_get_number(document, node, key, -1));
    }
    sum = add_text(sum, pecia_document_lang(document, node));
    sum = add_text(sum, pecia_document_place(document, node).member);
    if (pecia_document_origin(document, node, &name))
        sum = add_text(sum, name.local);
    for (uint32_t i = 0; pecia_document_origin_attribute(document, node, i, &name, &text); i++)
        sum = add_text(sum, text);
    if (pecia_document_get(document, node, PECIA_ID, &text))
        sum = add(sum, pecia_document_find_id(document, text));
    return sum;
}

static uint64_t add_tables(uint64_t sum, const pecia_document *document) {
    pecia_meta meta;
    pecia_note note;
    pecia_note_state state;
    pecia_resource resource;
    for (uint32_t i = 0; pecia_document_meta(document, i, &meta); i++)
        sum = add_text(sum, meta.value);
    for (uint32_t i = 0; pecia_document_note(document, i, &note, &state); i++)
        sum = add(add_text(sum, note.label), state.references);
    for (uint32_t i = 0; pecia_document_resource(document, i, &resource); i++)
        sum = add_text(sum, resource.data);
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++)
        sum = add(sum, pecia_document_count(document, kind));
    return sum;
}

int32_t every_kind_walk(const pecia_memory *memory, const pecia_document *document, uint32_t view, uint64_t *sum) {
    uint64_t all = add_tables(1, document);
    pecia_ledger *ledger = pecia_ledger_new(memory, document);
    pecia_cursor *cursor = ledger ? pecia_cursor_new(memory, document, ledger, 1, view | PECIA_VIEW_COUNT) : NULL;
    int32_t status = cursor ? PECIA_OK : PECIA_ERR_MEMORY;
    for (pecia_event *event; cursor && (event = pecia_cursor_next(cursor))->type != PECIA_END;) {
        all = add_text(add(all, (uint64_t)event->type << 8 | event->kind), event->text);
        if (event->node)
            all = add_node(all, document, event->node);
        event->outcome = PECIA_CARRIED;
        if (event->kind == PECIA_NOTE_REF)
            pecia_cursor_enter_note(cursor, event->note);
        pecia_cursor_peek(cursor);
    }
    if (cursor && pecia_cursor_failed(cursor))
        status = PECIA_ERR_MEMORY;
    pecia_cursor_close(cursor);
    if (ledger)
        pecia_ledger_close(ledger);
    for (uint32_t kind = 1; ledger && kind < PECIA_KIND_COUNT; kind++)
        all = add(all, pecia_ledger_count(ledger, kind, PECIA_CARRIED));
    pecia_ledger_free(ledger);
    *sum = all;
    return status;
}
