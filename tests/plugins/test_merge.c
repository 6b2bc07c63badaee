/* SPDX-License-Identifier: MIT
 *
 * test_merge.c: several inputs become the sections of one document, and nothing runs together.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/builder.h"
#include "core/document.h"
#include "plugins/host/source.h"
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

/** Joins the documents of two scripts and shows what comes of it. */
static char *join(scene *s, pecia_document *one, pecia_document *two, pecia_document **out) {
    pecia_settings settings = {.diagnostics = s->diagnostics};
    pecia_document *documents[] = {one, two};
    const char *paths[] = {"a/one.xml", "two.xml"};
    assert_int_equal(pecia_merge(&settings, documents, paths, 2, out), PECIA_OK);
    pecia_document_free(one);
    pecia_document_free(two);
    return script_show(*out, PECIA_VIEW_RAW, 0);
}

static void wrappers_are_dissolved(void **state) {
    scene *s = *state;
    pecia_document *out;
    char *shown =
        join(s,
             script_document("(hidden_block (paragraph \"header\")) (matter (paragraph \"front\")) "
                             "(matter (section (heading \"A\")) (paragraph))"),
             script_document("(hidden_block (paragraph \"x\")) (matter (matter (section (heading \"B\") (paragraph "
                             "\"b\" (ref 0)))))"),
             &out);
    assert_string_equal(
        shown, "(document (section (heading \"one\") (paragraph \"front\") (section (heading \"A\")) (paragraph)) "
               "(section (heading \"B\") (paragraph \"b\" (note_ref))))");
    assert_int_equal(pecia_document_count(out, PECIA_HIDDEN_BLOCK), 0);
    free(shown);
    pecia_document_free(out);
}

/** A document of a paragraph with one part of a quotation, and a mark that shows something. */
static pecia_document *with_tie(scene *s) {
    pecia_document *document;
    uint32_t note;
    pecia_builder *builder = pecia_builder_new(pecia_memory_default(), &s->limits, s->diagnostics, "test");
    pecia_builder_enter(builder, PECIA_PARAGRAPH);
    pecia_builder_enter(builder, PECIA_QUOTE);
    pecia_builder_set_number(builder, pecia_builder_last(builder), PECIA_TIE, 3);
    pecia_builder_leave(builder, PECIA_QUOTE);
    pecia_builder_enter(builder, PECIA_LINK);
    uint32_t link = pecia_builder_last(builder);
    pecia_builder_enter(builder, PECIA_EMPHASIS);
    pecia_builder_text(builder, "[7]", 3);
    pecia_builder_leave(builder, PECIA_EMPHASIS);
    pecia_builder_leave(builder, PECIA_LINK);
    pecia_builder_leave(builder, PECIA_PARAGRAPH);
    pecia_builder_note(builder, &(pecia_note){.label = PECIA_STR("7")}, &note);
    pecia_builder_set_note_ref(builder, link, note);
    assert_int_equal(pecia_builder_finish(builder, &document), PECIA_OK);
    return document;
}

static void ties_and_marks_are_kept_apart(void **state) {
    scene *s = *state;
    pecia_document *out;
    free(join(s, with_tie(s), with_tie(s), &out));
    int64_t ties[2] = {0, 0};
    uint32_t found = 0, marks = 0;
    for (uint32_t node = 1; pecia_document_kind(out, node); node++) {
        if (pecia_document_kind(out, node) == PECIA_QUOTE)
            ties[found++ % 2] = pecia_document_get_number(out, node, PECIA_TIE, 0);
        if (pecia_document_kind(out, node) == PECIA_NOTE_REF) {
            assert_int_equal(pecia_document_note_of(out, node), marks++);
            assert_int_equal(pecia_document_kind(out, pecia_document_first_child(out, node)), PECIA_EMPHASIS);
        }
    }
    assert_int_equal(found, 2);
    assert_int_equal(marks, 2);
    assert_true(ties[0] != ties[1]);
    pecia_document_free(out);
}

/** A document by CREATOR that shows the image a.png, which it holds as BYTES. */
static pecia_document *with_image(scene *s, const char *creator, const char *bytes) {
    pecia_document *document;
    pecia_builder *builder = pecia_builder_new(pecia_memory_default(), &s->limits, s->diagnostics, creator);
    pecia_builder_meta(builder, &(pecia_meta){.key = PECIA_STR("title"), .value = {creator, strlen(creator)}});
    pecia_builder_meta(builder, &(pecia_meta){.key = PECIA_STR("creator"), .value = {creator, strlen(creator)}});
    pecia_builder_meta(builder, &(pecia_meta){.key = PECIA_STR("creator"), .value = PECIA_STR("Both")});
    pecia_builder_resource(builder, &(pecia_resource){.name = PECIA_STR("a.png"), .data = {bytes, strlen(bytes)}});
    pecia_builder_set(builder, 1, PECIA_LANG, (pecia_str){creator, 2});
    pecia_builder_leaf(builder, PECIA_IMAGE);
    pecia_builder_set(builder, pecia_builder_last(builder), PECIA_SRC, PECIA_STR("a.png"));
    pecia_builder_leaf(builder, PECIA_ANCHOR);
    pecia_builder_set(builder, pecia_builder_last(builder), PECIA_WHO, PECIA_STR("#x http://a/#b #y"));
    pecia_builder_leaf(builder, PECIA_ANCHOR);
    pecia_builder_set(builder, pecia_builder_last(builder), PECIA_ID, PECIA_STR("x"));
    assert_int_equal(pecia_builder_finish(builder, &document), PECIA_OK);
    return document;
}

/** The values of KEY of all nodes, with ";" behind each. */
static const char *values_of(const pecia_document *document, uint32_t key) {
    static char out[400];
    size_t size = 0;
    pecia_str value;
    out[0] = '\0';
    for (uint32_t node = 1; pecia_document_kind(document, node); node++)
        if (pecia_document_get(document, node, key, &value))
            size += (size_t)snprintf(out + size, sizeof out - size, "%.*s;", (int)value.size, value.data);
    return out;
}

static void what_belongs_to_each_stays_with_it(void **state) {
    scene *s = *state;
    pecia_document *out;
    pecia_meta meta;
    pecia_resource resource;
    free(join(s, with_image(s, "en-Ada", "first"), with_image(s, "ru-Bo", "second"), &out));
    assert_string_equal(values_of(out, PECIA_SRC), "a.png;d2-a.png;");
    assert_string_equal(values_of(out, PECIA_ID), "x;d2-x;");
    assert_string_equal(values_of(out, PECIA_WHO), "#x http://a/#b #y;#d2-x http://a/#b #y;");
    assert_string_equal(values_of(out, PECIA_LANG), "en;ru;"); /* of the whole; of the section that differs */
    assert_int_equal(pecia_document_resource(out, 1, &resource), 1);
    assert_memory_equal(resource.name.data, "d2-a.png", 8);
    assert_memory_equal(resource.data.data, "second", 6);
    assert_int_equal(pecia_document_resource(out, 2, &resource), 0);
    static const char *const creators[] = {"en-Ada", "Both", "ru-Bo"};
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(pecia_document_meta_find(out, "creator", i, &meta), 1);
        assert_memory_equal(meta.value.data, creators[i], meta.value.size);
    }
    assert_int_equal(pecia_document_meta_find(out, "creator", 3, &meta), 0);
    assert_int_equal(pecia_document_meta_find(out, "title", 1, &meta), 0);
    assert_string_equal(pecia_document_source_format(out), ""); /* of several formats */
    pecia_document_free(out);
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
    const struct CMUnitTest tests[] = {SCENE(inputs_become_sections), SCENE(wrappers_are_dissolved),
                                       SCENE(ties_and_marks_are_kept_apart), SCENE(what_belongs_to_each_stays_with_it),
                                       SCENE(one_bad_input_stops_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
