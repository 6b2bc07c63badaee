/* SPDX-License-Identifier: MIT
 *
 * test_merge.c: several inputs become the sections of one document, and nothing runs together.
 */
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "tests/core/script.h"
#include "tests/plugins/support.h"

static void inputs_become_sections(void **state) {
    scene *s = *state;
    pecia_source source;
    pecia_registry *registry = scene_registry(s, MODULES "/good");
    pecia_settings settings = {.registry = registry, .diagnostics = s->diagnostics};
    const char *paths[] = {scene_file(s, "one.tiny", "TINY\n#a first\n@a\n^1\n"),
                           scene_file(s, "two.tiny", "TINY\n#a second\n@a\n^1\n=2 body\n"), NULL};
    assert_int_equal(pecia_read(&settings, paths, &source), PECIA_OK);
    const pecia_document *document = source.document;
    char *shown = script_show(document, PECIA_VIEW_RAW, 0);
    assert_string_equal(
        shown, "(document (section (heading \"one\") (paragraph \" first\") (paragraph (link \"a\")) (paragraph "
               "(note_ref))) (section (heading \"two\") (paragraph \" second\") (paragraph (link \"a\")) "
               "(paragraph (note_ref)) (paragraph)))");
    free(shown);
    uint32_t first = pecia_document_find_id(document, PECIA_STR("a"));
    uint32_t second = pecia_document_find_id(document, PECIA_STR("d2-a"));
    assert_true(first && second && first < second);
    pecia_str href;
    uint32_t link = pecia_document_first_child(document, pecia_document_next_sibling(document, second));
    assert_int_equal(pecia_document_get(document, link, PECIA_HREF, &href), 1);
    assert_int_equal(href.size, 5);
    assert_memory_equal(href.data, "#d2-a", 5);
    pecia_place place = pecia_document_place(document, second);
    assert_int_equal(place.line, 2);
    assert_int_equal(place.member.size, strlen(paths[1]));
    assert_memory_equal(place.member.data, paths[1], place.member.size);
    assert_int_equal(pecia_document_note_count(document), 3);
    assert_int_equal(scene_said(s, "note-without-body"), 2); /* each once */
    assert_int_equal(scene_said(s, "duplicate-id"), 0);
    assert_string_equal(pecia_document_source_format(document), "tiny");
    pecia_source_free(&source);
    pecia_registry_free(registry);
}

static void one_bad_input_stops_all(void **state) {
    scene *s = *state;
    pecia_source source;
    pecia_registry *registry = scene_registry(s, MODULES "/good");
    pecia_settings settings = {.registry = registry, .diagnostics = s->diagnostics};
    const char *paths[] = {scene_file(s, "one.tiny", "TINY\nfirst\n"), scene_path(s, "none.tiny"), NULL};
    assert_int_equal(pecia_read(&settings, paths, &source), PECIA_ERR_IO);
    assert_null(source.document);
    assert_null(source.arena);
    pecia_registry_free(registry);
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {SCENE(inputs_become_sections), SCENE(one_bad_input_stops_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
