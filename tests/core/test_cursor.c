/* SPDX-License-Identifier: MIT
 *
 * test_cursor.c: walking: raw view, hidden nodes, skip, peek, notes, ancestors, and the ledger.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/core/cmocka_all.h"
#include "tests/core/script.h"

static void shows(const char *script, uint32_t view, int notes, const char *expected) {
    pecia_document *document = script_document(script);
    char *text = script_show(document, view, notes);
    assert_string_equal(text, expected);
    free(text);
    pecia_document_free(document);
}

static void the_raw_view_is_the_tree(void **state) {
    (void)state;
    shows("(paragraph \"a\" (list (item \"i\")) \"b\") \" \"", PECIA_VIEW_RAW, 0,
          "(document (paragraph \"a\" (list (item \"i\")) \"b\") \" \")");
    shows("(paragraph (ref 0) (note 0 \"n\") \"b\")", PECIA_VIEW_RAW, 1,
          "(document (paragraph (note_ref) (note \"n\") \"b\"))");
    shows("(paragraph (ref 0) (note 0 \"n\") \"b\")", PECIA_VIEW_RAW, 0, "(document (paragraph (note_ref) \"b\"))");
}

static void hidden_nodes_are_shown_on_request(void **state) {
    (void)state;
    const char *script = "(comment \"c\") (hidden_block (paragraph \"h\")) (paragraph \"a\")";
    shows(script, PECIA_VIEW_RAW, 0, "(document (paragraph \"a\"))");
    shows(script, PECIA_VIEW_HIDDEN, 0, "(document (comment) (hidden_block (paragraph \"h\")) (paragraph \"a\"))");
}

static pecia_event *to(pecia_cursor *cursor, uint8_t type, uint8_t kind) {
    pecia_event *event;
    do
        event = pecia_cursor_next(cursor);
    while (event->type != PECIA_END && (event->type != type || event->kind != kind));
    return event;
}

static void skip_goes_behind(uint32_t view) {
    pecia_document *document = script_document("(section (paragraph \"a\" (emphasis \"b\")) (rule)) (paragraph \"z\")");
    pecia_cursor *cursor = pecia_cursor_new(pecia_memory_default(), document, NULL, 1, view);
    to(cursor, PECIA_ENTER, PECIA_PARAGRAPH);
    pecia_cursor_skip(cursor);
    pecia_event *event = pecia_cursor_next(cursor);
    assert_int_equal(event->kind, PECIA_RULE);
    assert_int_equal(event->depth, 2);
    pecia_cursor_close(cursor);

    cursor = pecia_cursor_new(pecia_memory_default(), document, NULL, 1, view);
    to(cursor, PECIA_ENTER, PECIA_SECTION);
    assert_int_equal(pecia_cursor_peek(cursor)->kind, PECIA_PARAGRAPH);
    pecia_cursor_skip(cursor);
    event = pecia_cursor_next(cursor);
    assert_int_equal(event->type, PECIA_ENTER);
    assert_int_equal(event->kind, PECIA_PARAGRAPH);
    assert_int_equal(event->depth, 1);
    pecia_cursor_close(cursor);
    pecia_document_free(document);
}

static void skip_leaves_a_node(void **state) {
    (void)state;
    skip_goes_behind(PECIA_VIEW_RAW);
    skip_goes_behind(PECIA_VIEW_FLOW);
}

static void skip_after_a_peek_at_the_end(void **state) {
    (void)state;
    pecia_document *document = script_document("(section) (rule)");
    for (uint32_t view = PECIA_VIEW_RAW; view <= PECIA_VIEW_FLOW; view++) {
        pecia_cursor *cursor = pecia_cursor_new(pecia_memory_default(), document, NULL, 1, view);
        to(cursor, PECIA_ENTER, PECIA_SECTION);
        assert_int_equal(pecia_cursor_peek(cursor)->type, PECIA_EXIT);
        pecia_cursor_skip(cursor);
        assert_int_equal(pecia_cursor_next(cursor)->kind, PECIA_RULE);
        assert_int_equal(pecia_cursor_next(cursor)->type, PECIA_EXIT);
        assert_int_equal(pecia_cursor_next(cursor)->type, PECIA_END);
        assert_int_equal(pecia_cursor_next(cursor)->type, PECIA_END);
        pecia_cursor_close(cursor);
    }
    pecia_document_free(document);
}

static void an_implied_paragraph_can_be_skipped(void **state) {
    (void)state;
    pecia_document *document = script_document("(item \"a\" (emphasis \"b\") (rule))");
    pecia_cursor *cursor = pecia_cursor_new(pecia_memory_default(), document, NULL, 1, PECIA_VIEW_FLOW);
    to(cursor, PECIA_ENTER, PECIA_PARAGRAPH);
    pecia_cursor_skip(cursor);
    assert_int_equal(pecia_cursor_next(cursor)->kind, PECIA_RULE);
    pecia_cursor_close(cursor);
    pecia_document_free(document);
}

static void what_was_seen_ahead_comes_behind_the_note(void **state) {
    (void)state;
    pecia_document *document = script_document("(paragraph (ref 0) (note 0 (paragraph \"n\")) (emphasis \"b\"))");
    for (uint32_t view = PECIA_VIEW_RAW; view <= PECIA_VIEW_FLOW; view++) {
        pecia_cursor *cursor = pecia_cursor_new(pecia_memory_default(), document, NULL, 1, view);
        to(cursor, PECIA_LEAF, PECIA_NOTE_REF);
        assert_int_equal(pecia_cursor_peek(cursor)->kind, PECIA_EMPHASIS);
        assert_int_equal(pecia_cursor_enter_note(cursor, 0), 1);
        assert_int_equal(pecia_cursor_enter_note(cursor, 0), 0);
        assert_int_equal(pecia_cursor_next(cursor)->kind, PECIA_NOTE);
        to(cursor, PECIA_EXIT, PECIA_NOTE);
        assert_int_equal(pecia_cursor_next(cursor)->kind, PECIA_EMPHASIS);
        assert_int_equal(pecia_cursor_next(cursor)->kind, PECIA_TEXT);
        pecia_cursor_close(cursor);
    }
    pecia_document_free(document);
}

static void a_note_can_be_walked_alone_and_skipped(void **state) {
    (void)state;
    pecia_document *document = script_document("(paragraph (ref 0) (note 0 (paragraph \"n\")) \"b\")");
    pecia_note_state note;
    pecia_document_note(document, 0, NULL, &note);
    pecia_cursor *cursor = pecia_cursor_new(pecia_memory_default(), document, NULL, note.body, PECIA_VIEW_FLOW);
    assert_int_equal(pecia_cursor_next(cursor)->kind, PECIA_NOTE);
    assert_int_equal(pecia_cursor_next(cursor)->kind, PECIA_PARAGRAPH);
    to(cursor, PECIA_EXIT, PECIA_NOTE);
    assert_int_equal(pecia_cursor_next(cursor)->type, PECIA_END);
    pecia_cursor_close(cursor);

    cursor = pecia_cursor_new(pecia_memory_default(), document, NULL, 1, PECIA_VIEW_FLOW);
    to(cursor, PECIA_LEAF, PECIA_NOTE_REF);
    pecia_cursor_enter_note(cursor, 0);
    assert_int_equal(pecia_cursor_next(cursor)->kind, PECIA_NOTE);
    pecia_cursor_skip(cursor);
    assert_int_equal(pecia_cursor_next(cursor)->kind, PECIA_TEXT);
    pecia_cursor_close(cursor);
    pecia_document_free(document);
}

static void ancestors_are_counted_from_inside(void **state) {
    (void)state;
    pecia_document *document = script_document("(section (item \"a\" (emphasis \"b\")))");
    for (uint32_t view = PECIA_VIEW_RAW; view <= PECIA_VIEW_FLOW; view++) {
        pecia_cursor *cursor = pecia_cursor_new(pecia_memory_default(), document, NULL, 1, view);
        to(cursor, PECIA_ENTER, PECIA_EMPHASIS);
        assert_int_equal(pecia_document_kind(document, pecia_cursor_ancestor(cursor, 0)), PECIA_ITEM);
        assert_int_equal(pecia_document_kind(document, pecia_cursor_ancestor(cursor, 1)), PECIA_SECTION);
        assert_int_equal(pecia_cursor_ancestor(cursor, 3), 0);
        pecia_cursor_next(cursor);
        assert_int_equal(pecia_document_kind(document, pecia_cursor_ancestor(cursor, 0)), PECIA_EMPHASIS);
        pecia_cursor_close(cursor);
    }
    pecia_document_free(document);
}

static void the_ledger_counts_each_node_once(void **state) {
    (void)state;
    pecia_document *document = script_document("(paragraph \"a\" (list (item \"i\")) \"b\" (ref 0)) (note 0 \"n\") "
                                               "(table (row (cell \"c\"))) (comment \"x\")");
    pecia_ledger *ledger = pecia_ledger_new(pecia_memory_default(), document);
    pecia_cursor *cursor =
        pecia_cursor_new(pecia_memory_default(), document, ledger, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    for (pecia_event *event; (event = pecia_cursor_next(cursor))->type != PECIA_END;) {
        event->outcome = PECIA_CARRIED;
        if (event->kind == PECIA_TABLE && event->type == PECIA_ENTER) {
            event->outcome = PECIA_DROPPED;
            pecia_cursor_skip(cursor);
        } else if (event->kind == PECIA_LIST) {
            event->outcome = PECIA_UNACCOUNTED;
        }
    }
    pecia_cursor_close(cursor);
    pecia_ledger_close(ledger);
    assert_int_equal(pecia_ledger_count(ledger, PECIA_PARAGRAPH, PECIA_CARRIED), 1);
    assert_int_equal(pecia_ledger_count(ledger, PECIA_LIST, PECIA_UNACCOUNTED), 1);
    assert_int_equal(pecia_ledger_count(ledger, PECIA_TABLE, PECIA_DROPPED), 1);
    assert_int_equal(pecia_ledger_count(ledger, PECIA_CELL, PECIA_DROPPED), 1);
    assert_int_equal(pecia_ledger_count(ledger, PECIA_TEXT, PECIA_DROPPED), 1);
    assert_int_equal(pecia_ledger_count(ledger, PECIA_NOTE, PECIA_UNACCOUNTED), 1);
    assert_int_equal(pecia_ledger_count(ledger, PECIA_COMMENT, PECIA_UNACCOUNTED), 0);
    assert_int_not_equal(pecia_ledger_first(ledger, PECIA_LIST, PECIA_UNACCOUNTED), 0);
    pecia_ledger_free(ledger);
    pecia_document_free(document);
}

static void languages_are_inherited(void **state) {
    (void)state;
    pecia_limits limits;
    pecia_limits_default(&limits);
    pecia_diagnostics *diagnostics = pecia_diagnostics_new(pecia_memory_default(), &limits);
    pecia_builder *builder = pecia_builder_new(pecia_memory_default(), &limits, diagnostics, "test");
    pecia_builder_meta(builder, &(pecia_meta){.key = PECIA_STR("language"), .value = PECIA_STR("ru")});
    script_run(builder, "(section (paragraph \"a\")) (paragraph \"b\")");
    pecia_builder_set(builder, 2, PECIA_LANG, PECIA_STR("fr"));
    pecia_document *document;
    assert_int_equal(pecia_builder_finish(builder, &document), PECIA_OK);
    assert_memory_equal(pecia_document_lang(document, 4).data, "fr", 2);
    assert_memory_equal(pecia_document_lang(document, 5).data, "ru", 2);
    pecia_document_free(document);
    pecia_diagnostics_free(diagnostics);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_raw_view_is_the_tree),
        cmocka_unit_test(hidden_nodes_are_shown_on_request),
        cmocka_unit_test(skip_leaves_a_node),
        cmocka_unit_test(skip_after_a_peek_at_the_end),
        cmocka_unit_test(an_implied_paragraph_can_be_skipped),
        cmocka_unit_test(what_was_seen_ahead_comes_behind_the_note),
        cmocka_unit_test(a_note_can_be_walked_alone_and_skipped),
        cmocka_unit_test(ancestors_are_counted_from_inside),
        cmocka_unit_test(the_ledger_counts_each_node_once),
        cmocka_unit_test(languages_are_inherited),
    };
    return cmocka_run_group_tests_name("cursor", tests, NULL, NULL);
}
