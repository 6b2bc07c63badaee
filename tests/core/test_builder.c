/* SPDX-License-Identifier: MIT
 *
 * test_builder.c: making documents: nodes, text, attributes, tables, limits, and readers that break the contract.
 */
#include <stdio.h>
#include <string.h>

#include "tests/core/cmocka_all.h"
#include "tests/core/script.h"

typedef struct fixture {
    pecia_limits limits;
    pecia_diagnostics *diagnostics;
    pecia_builder *builder;
    char code[64], message[512];
    uint32_t line;
    int heard;
} fixture;

static void listen(void *context, const pecia_diagnostic *diagnostic) {
    fixture *f = context;
    snprintf(f->code, sizeof f->code, "%s", diagnostic->code);
    snprintf(f->message, sizeof f->message, "%s", diagnostic->message);
    f->line = diagnostic->place.line;
    f->heard++;
}

static void open_fixture(fixture *f) {
    memset(f, 0, sizeof *f);
    pecia_limits_default(&f->limits);
    f->diagnostics = pecia_diagnostics_new(pecia_memory_default(), &f->limits);
    pecia_diagnostics_listen(f->diagnostics, listen, f);
    f->builder = pecia_builder_new(pecia_memory_default(), &f->limits, f->diagnostics, "test");
    assert_non_null(f->builder);
}

static pecia_document *finish(fixture *f, int32_t expected) {
    pecia_document *document;
    assert_int_equal(pecia_builder_finish(f->builder, &document), expected);
    pecia_diagnostics_free(f->diagnostics);
    return document;
}

static pecia_str str(const char *text) {
    return (pecia_str){text, strlen(text)};
}

static void same(pecia_str text, const char *expected) {
    assert_int_equal(text.size, strlen(expected));
    assert_memory_equal(text.data, expected, text.size);
}

static void text_is_joined(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    pecia_builder_enter(f.builder, PECIA_PARAGRAPH);
    uint32_t paragraph = pecia_builder_last(f.builder);
    pecia_builder_text(f.builder, "one ", 4);
    pecia_builder_set_number(f.builder, paragraph, PECIA_ALIGN, PECIA_ALIGN_RIGHT);
    pecia_builder_text(f.builder, "two", 3);
    pecia_builder_leave(f.builder, PECIA_PARAGRAPH);
    pecia_document *document = finish(&f, PECIA_OK);
    assert_int_equal(pecia_document_count(document, PECIA_TEXT), 1);
    same(pecia_document_text(document, pecia_document_first_child(document, paragraph)), "one two");
    assert_int_equal(pecia_document_get_number(document, paragraph, PECIA_ALIGN, 0), PECIA_ALIGN_RIGHT);
    pecia_document_free(document);
}

static void attributes_between_texts_do_not_tear_them(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    pecia_builder_enter(f.builder, PECIA_PARAGRAPH);
    uint32_t paragraph = pecia_builder_last(f.builder);
    pecia_builder_text(f.builder, "one ", 4);
    pecia_builder_set(f.builder, paragraph, PECIA_ID, str("late"));
    pecia_builder_text(f.builder, "two", 3);
    pecia_builder_leave(f.builder, PECIA_PARAGRAPH);
    pecia_document *document = finish(&f, PECIA_OK);
    uint32_t first = pecia_document_first_child(document, paragraph),
             second = pecia_document_next_sibling(document, first);
    same(pecia_document_text(document, first), "one ");
    same(pecia_document_text(document, second), "two");
    assert_int_equal(pecia_document_find_id(document, str("late")), paragraph);
    pecia_document_free(document);
}

static void bad_characters_are_replaced_and_said_once(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    pecia_builder_at(f.builder, 0, 7, 1);
    pecia_builder_text(f.builder,
                       "a\x01"
                       "b\xff",
                       4);
    pecia_builder_at(f.builder, 0, 9, 1);
    pecia_builder_text(f.builder, "\xed\xa0\x80", 3);
    pecia_document *document = NULL;
    assert_int_equal(pecia_builder_finish(f.builder, &document), PECIA_OK);
    assert_string_equal(f.code, "invalid-characters");
    assert_int_equal(f.heard, 1);
    assert_int_equal(f.line, 7);
    pecia_str text = pecia_document_text(document, 2);
    assert_memory_equal(text.data,
                        "a\xEF\xBF\xBD"
                        "b\xEF\xBF\xBD",
                        8);
    pecia_document_free(document);
    pecia_diagnostics_free(f.diagnostics);
}

static void room_made_ahead_changes_nothing(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    pecia_builder_expect(f.builder, 8 << 20);
    assert_int_equal(script_run(f.builder, "(paragraph \"one \" (emphasis \"two\"))"), PECIA_OK);
    pecia_document *document = finish(&f, PECIA_OK);
    same(pecia_document_text(document, 3), "one ");
    same(pecia_document_text(document, 5), "two");
    assert_true(pecia_document_bytes(document) >= 8 << 20);
    pecia_document_free(document);
}

static void the_last_value_of_a_key_wins(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    pecia_builder_leaf(f.builder, PECIA_PAGE_BREAK);
    uint32_t node = pecia_builder_last(f.builder);
    pecia_builder_set(f.builder, node, PECIA_N, str("11"));
    pecia_builder_set(f.builder, node, PECIA_N, str("12"));
    pecia_document *document = finish(&f, PECIA_OK);
    pecia_str n;
    assert_int_equal(pecia_document_get(document, node, PECIA_N, &n), 1);
    same(n, "12");
    assert_int_equal(pecia_document_get(document, node, PECIA_ID, &n), 0);
    assert_null(n.data);
    assert_int_equal(pecia_document_get_number(document, node, PECIA_N, 5), 5);
    pecia_document_free(document);
}

static void origins_keep_names_and_attributes(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    pecia_name hi = {str("http://www.tei-c.org/ns/1.0"), {NULL, 0}, str("hi")},
               rend = {{NULL, 0}, {NULL, 0}, str("rend")};
    uint32_t name = pecia_builder_name(f.builder, &hi);
    assert_int_equal(pecia_builder_name(f.builder, &hi), name);
    pecia_builder_enter(f.builder, PECIA_STYLE);
    uint32_t node = pecia_builder_last(f.builder);
    pecia_builder_origin(f.builder, node, name);
    pecia_builder_origin_attribute(f.builder, node, pecia_builder_name(f.builder, &rend), str("italic"));
    pecia_builder_leave(f.builder, PECIA_STYLE);
    pecia_document *document = finish(&f, PECIA_OK);
    pecia_name found;
    pecia_str value;
    assert_int_equal(pecia_document_origin(document, node, &found), 1);
    same(found.local, "hi");
    assert_null(found.prefix.data);
    assert_int_equal(pecia_document_origin_attribute(document, node, 0, &found, &value), 1);
    same(found.local, "rend");
    same(value, "italic");
    assert_int_equal(pecia_document_origin_attribute(document, node, 1, &found, &value), 0);
    pecia_document_free(document);
}

static void many_names_are_found_again(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    char local[16];
    for (unsigned round = 0; round < 2; round++)
        for (unsigned i = 0; i < 2000; i++) {
            pecia_name name = {.local = {local, (uint64_t)snprintf(local, sizeof local, "e%u", i)}};
            assert_int_equal(pecia_builder_name(f.builder, &name), i + 1);
        }
    pecia_document_free(finish(&f, PECIA_OK));
}

static void notes_know_their_marks_and_bodies(void **state) {
    (void)state;
    pecia_document *document =
        script_document("(paragraph \"a\" (ref 0) (note 0 \"n\") (ref 0) (ref 1)) (section (slot 2) (note 2 \"m\"))");
    pecia_note_state note;
    pecia_note entry;
    assert_int_equal(pecia_document_note_count(document), 3);
    assert_int_equal(pecia_document_note(document, 0, &entry, &note), 1);
    same(entry.label, "0");
    assert_int_equal(note.references, 2);
    assert_int_not_equal(note.body, 0);
    assert_int_equal(pecia_document_kind(document, note.body), PECIA_NOTE);
    assert_int_equal(pecia_document_note_of(document, note.first_ref), 0);
    pecia_document_note(document, 1, NULL, &note);
    assert_int_equal(note.body, 0);
    assert_int_equal(note.references, 1);
    pecia_document_note(document, 2, NULL, &note);
    assert_int_equal(note.references, 0);
    assert_int_not_equal(note.slot, 0);
    assert_int_equal(pecia_document_note(document, 3, NULL, &note), 0);
    pecia_document_free(document);
}

static void a_link_can_turn_out_to_be_a_mark(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    script_run(f.builder, "(paragraph \"a\" (link \"[\" (style \"31\") \"]\") \"b\")");
    uint32_t note;
    pecia_builder_note(f.builder, &(pecia_note){.id = str("n31")}, &note);
    assert_int_equal(pecia_builder_set_note_ref(f.builder, 4, note), PECIA_OK);
    pecia_document *document = finish(&f, PECIA_OK);
    assert_int_equal(pecia_document_kind(document, 4), PECIA_NOTE_REF);
    assert_int_equal(pecia_document_count(document, PECIA_TEXT), 2);
    pecia_note_state state_of;
    pecia_document_note(document, note, NULL, &state_of);
    assert_int_equal(state_of.first_ref, 4);
    assert_int_equal(pecia_document_kind(document, pecia_document_first_child(document, 4)), PECIA_TEXT);
    pecia_document_free(document);
}

static void what_the_user_says_of_the_document_stays(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    pecia_builder_meta_fix(f.builder, &(pecia_meta){.key = str("title"), .value = str("mine")});
    pecia_builder_meta(f.builder, &(pecia_meta){.key = str("title"), .value = str("theirs")});
    pecia_builder_meta(f.builder, &(pecia_meta){.key = str("creator"), .value = str("A"), .role = str("aut")});
    pecia_meta meta;
    assert_int_equal(pecia_builder_meta_get(f.builder, "title", 0, &meta), 1);
    pecia_document *document = finish(&f, PECIA_OK);
    assert_int_equal(pecia_document_meta_count(document), 2);
    assert_int_equal(pecia_document_meta_find(document, "title", 0, &meta), 1);
    same(meta.value, "mine");
    assert_int_equal(pecia_document_meta_find(document, "title", 1, &meta), 0);
    pecia_document_meta_find(document, "creator", 0, &meta);
    same(meta.role, "aut");
    assert_null(meta.lang.data);
    pecia_document_free(document);
}

static void resources_and_places_are_kept(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    uint32_t member = pecia_builder_member(f.builder, str("text/c1.xhtml"));
    pecia_builder_at(f.builder, member, 70000, 3);
    pecia_builder_leaf(f.builder, PECIA_RULE);
    uint32_t rule = pecia_builder_last(f.builder);
    pecia_builder_resource(f.builder, &(pecia_resource){str("a.png"), str("image/png"), {"\x89PNG", 4}});
    pecia_document *document = finish(&f, PECIA_OK);
    pecia_place place = pecia_document_place(document, rule);
    assert_int_equal(place.line, 70000);
    assert_int_equal(place.column, 3);
    same(place.member, "text/c1.xhtml");
    pecia_resource resource;
    assert_int_equal(pecia_document_resource(document, 0, &resource), 1);
    assert_int_equal(resource.data.size, 4);
    pecia_document_free(document);
}

static void duplicate_ids_are_reported_and_the_first_holds(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    for (int i = 0; i < 2; i++) {
        pecia_builder_leaf(f.builder, PECIA_ANCHOR);
        pecia_builder_set(f.builder, pecia_builder_last(f.builder), PECIA_ID, str("x"));
    }
    pecia_document *document;
    assert_int_equal(pecia_builder_finish(f.builder, &document), PECIA_OK);
    assert_string_equal(f.code, "duplicate-id");
    assert_int_equal(pecia_document_find_id(document, str("x")), 2);
    assert_int_equal(pecia_document_find_id(document, str("y")), 0);
    pecia_document_free(document);
    pecia_diagnostics_free(f.diagnostics);
}

static void kinds_can_change_while_open(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    pecia_builder_enter(f.builder, PECIA_QUOTE);
    uint32_t quote = pecia_builder_last(f.builder);
    assert_int_equal(pecia_builder_set_kind(f.builder, quote, PECIA_BLOCK_QUOTE), PECIA_OK);
    pecia_builder_enter(f.builder, PECIA_PARAGRAPH);
    pecia_builder_enter(f.builder, PECIA_EMPHASIS);
    assert_int_equal(pecia_builder_leave_to(f.builder, quote), PECIA_OK);
    pecia_document *document = finish(&f, PECIA_OK);
    assert_int_equal(pecia_document_kind(document, quote), PECIA_BLOCK_QUOTE);
    pecia_document_free(document);
}

static void contract(void (*act)(pecia_builder *)) {
    fixture f;
    open_fixture(&f);
    act(f.builder);
    assert_int_equal(pecia_builder_status(f.builder), PECIA_ERR_PLUGIN);
    assert_int_equal(pecia_builder_text(f.builder, "x", 1), PECIA_ERR_PLUGIN);
    assert_string_equal(f.code, "plugin-contract");
    assert_int_equal(f.heard, 1);
    assert_null(finish(&f, PECIA_ERR_PLUGIN));
}

static void leave_wrong(pecia_builder *b) {
    pecia_builder_enter(b, PECIA_SECTION);
    pecia_builder_leave(b, PECIA_PARAGRAPH);
}
static void leave_root(pecia_builder *b) {
    pecia_builder_leave(b, PECIA_DOCUMENT);
}
static void enter_leaf(pecia_builder *b) {
    pecia_builder_enter(b, PECIA_RULE);
}
static void enter_nonsense(pecia_builder *b) {
    pecia_builder_enter(b, 4000);
}
static void leaf_of_container(pecia_builder *b) {
    pecia_builder_leaf(b, PECIA_PARAGRAPH);
}
static void note_not_there(pecia_builder *b) {
    pecia_builder_note_ref(b, 3, (pecia_str){NULL, 0});
}
static void key_not_there(pecia_builder *b) {
    pecia_builder_set(b, 1, PECIA_KEY_COUNT, str("x"));
}
static void node_not_there(pecia_builder *b) {
    pecia_builder_set(b, 99, PECIA_ID, str("x"));
}
static void name_not_there(pecia_builder *b) {
    pecia_builder_origin(b, 1, 7);
}
static void two_bodies(pecia_builder *b) {
    uint32_t note;
    pecia_builder_note(b, &(pecia_note){.label = str("1")}, &note);
    for (int i = 0; i < 2; i++) {
        pecia_builder_note_enter(b, note, 0);
        pecia_builder_leave(b, PECIA_NOTE);
    }
}

static void readers_that_break_the_contract_are_stopped(void **state) {
    (void)state;
    contract(leave_wrong);
    contract(leave_root);
    contract(enter_leaf);
    contract(enter_nonsense);
    contract(leaf_of_container);
    contract(note_not_there);
    contract(key_not_there);
    contract(node_not_there);
    contract(name_not_there);
    contract(two_bodies);
}

static void open_nodes_at_the_end_are_an_error(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    pecia_builder_enter(f.builder, PECIA_SECTION);
    assert_null(finish(&f, PECIA_ERR_PLUGIN));
}

static void meets(uint32_t limit, uint64_t value, const char *script) {
    fixture f;
    open_fixture(&f);
    f.limits.value[limit] = value;
    assert_int_equal(script_run(f.builder, script), PECIA_ERR_LIMIT);
    assert_string_equal(f.code, "limit-met");
    assert_non_null(strstr(f.message, pecia_limit_name(limit)));
    assert_null(finish(&f, PECIA_ERR_LIMIT));
}

static void limits_are_kept(void **state) {
    (void)state;
    meets(PECIA_LIMIT_DEPTH, 2, "(section (section (section)))");
    meets(PECIA_LIMIT_DEPTH, 2, "(section (paragraph (ref 0) (note 0 \"x\")))");
    meets(PECIA_LIMIT_NODES, 3, "(section (rule) (rule) (rule))");
    meets(PECIA_LIMIT_TEXT, 3, "(paragraph \"four\")");
    meets(PECIA_LIMIT_DOCUMENT, 100,
          "(paragraph \"a\" (rule) (rule) (rule) (rule) (rule) (rule) (rule) (rule) (rule) (rule) (rule) (rule)"
          "(rule) (rule) (rule) (rule) (rule) (rule) (rule) (rule) (rule) (rule) (rule))");
}

static void attributes_are_limited(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    f.limits.value[PECIA_LIMIT_ATTRIBUTES] = 2;
    assert_int_equal(pecia_builder_set(f.builder, 1, PECIA_N, str("a")), PECIA_OK);
    assert_int_equal(pecia_builder_set(f.builder, 1, PECIA_LANG, str("ru")), PECIA_OK);
    assert_int_equal(pecia_builder_set(f.builder, 1, PECIA_N, str("b")), PECIA_OK);
    assert_int_equal(pecia_builder_set(f.builder, 1, PECIA_ROLE, str("c")), PECIA_ERR_LIMIT);
    assert_null(finish(&f, PECIA_ERR_LIMIT));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_joined),
        cmocka_unit_test(attributes_between_texts_do_not_tear_them),
        cmocka_unit_test(bad_characters_are_replaced_and_said_once),
        cmocka_unit_test(room_made_ahead_changes_nothing),
        cmocka_unit_test(the_last_value_of_a_key_wins),
        cmocka_unit_test(origins_keep_names_and_attributes),
        cmocka_unit_test(many_names_are_found_again),
        cmocka_unit_test(notes_know_their_marks_and_bodies),
        cmocka_unit_test(a_link_can_turn_out_to_be_a_mark),
        cmocka_unit_test(what_the_user_says_of_the_document_stays),
        cmocka_unit_test(resources_and_places_are_kept),
        cmocka_unit_test(duplicate_ids_are_reported_and_the_first_holds),
        cmocka_unit_test(kinds_can_change_while_open),
        cmocka_unit_test(readers_that_break_the_contract_are_stopped),
        cmocka_unit_test(open_nodes_at_the_end_are_an_error),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(attributes_are_limited),
    };
    return cmocka_run_group_tests_name("builder", tests, NULL, NULL);
}
