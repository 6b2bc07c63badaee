/* SPDX-License-Identifier: MIT
 *
 * test_find.c: which format a file is in.
 */
#include <string.h>

#include "tests/plugins/support.h"
#include "tests/plugins/descriptor.h"

static int32_t read_nothing(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    (void)host;
    (void)job;
    (void)input;
    (void)builder;
    return PECIA_OK;
}

static int32_t write_nothing(const pecia_host *host, pecia_job *job, const pecia_document *document,
                             pecia_output *output) {
    (void)host;
    (void)job;
    (void)document;
    (void)output;
    return PECIA_OK;
}

static bool begins(const void *data, uint64_t size, const char *word) {
    return size >= strlen(word) && memcmp(data, word, strlen(word)) == 0;
}

static int32_t probe_xml(const void *data, uint64_t size, const char *name) {
    (void)name;
    return begins(data, size, "<tei") ? 90 : begins(data, size, "<") ? 30 : 0;
}

static int32_t probe_html(const void *data, uint64_t size, const char *name) {
    (void)name;
    return begins(data, size, "<html") ? 150 : begins(data, size, "<") ? 30 : -5; /* out of range: 100 and 0 */
}

static int32_t probe_any(const void *data, uint64_t size, const char *name) {
    (void)data;
    (void)name;
    return size ? 10 : 0;
}

static const char *const xml_extensions[] = {"xml", "tei.xml", NULL};
static const char *const html_extensions[] = {"html", "htm", NULL};
static const char *const text_extensions[] = {"txt", "xml", NULL};
static const char *const only_extensions[] = {"only", NULL};
static const pecia_format xml = {.struct_size = sizeof xml,
                                 .name = "xml",
                                 .extensions = xml_extensions,
                                 .probe = probe_xml,
                                 .read = read_nothing,
                                 .write = write_nothing};
static const pecia_format html = {.struct_size = sizeof html,
                                  .name = "html",
                                  .extensions = html_extensions,
                                  .probe = probe_html,
                                  .read = read_nothing,
                                  .write = write_nothing};
static const pecia_format text = {.struct_size = sizeof text,
                                  .name = "text",
                                  .extensions = text_extensions,
                                  .probe = probe_any,
                                  .read = read_nothing,
                                  .write = write_nothing};
static const pecia_format only = {
    .struct_size = sizeof only, .name = "only", .extensions = only_extensions, .write = write_nothing};
static const pecia_format *const formats[] = {&xml, &html, &text, &only, NULL};
static const pecia_plugin plugin = TEST_PLUGIN("test.find", formats);

static pecia_registry *begin(scene *s) {
    pecia_registry *registry = pecia_registry_new(NULL, s->diagnostics);
    assert_int_equal(pecia_registry_offer(registry, &plugin, "test"), PECIA_OK);
    return registry;
}

static const char *name_of(const pecia_format_info *info) {
    return info ? info->name : "none";
}

static const char *input_format(pecia_registry *registry, const char *path, const char *content) {
    return name_of(pecia_registry_for_input(registry, path, content, strlen(content)));
}

static void outputs_are_told_by_their_names(void **state) {
    scene *s = *state;
    pecia_registry *registry = begin(s);
    assert_string_equal(name_of(pecia_registry_for_output(registry, "a/b.html")), "html");
    assert_string_equal(name_of(pecia_registry_for_output(registry, "B.HTM")), "html");
    assert_string_equal(name_of(pecia_registry_for_output(registry, "a.tei.xml")), "xml"); /* longer than text's xml */
    assert_string_equal(name_of(pecia_registry_for_output(registry, "a.only")), "only");
    assert_string_equal(s->said, "");
    assert_null(pecia_registry_for_output(registry, "a.xml"));
    assert_int_equal(scene_said(s, "a.xml could be written as xml or text; say which with -t FORMAT [format-unclear]"),
                     1);
    assert_null(pecia_registry_for_output(registry, "-"));
    assert_int_equal(scene_said(s, "standard output has no name"), 1);
    assert_null(pecia_registry_for_output(registry, "txt"));
    assert_null(pecia_registry_for_output(registry, ".txt")); /* a hidden file, no extension */
    assert_null(pecia_registry_for_output(registry, "a.txt/b"));
    assert_int_equal(scene_said(s, "no format has the extension of"), 3);
    pecia_registry_free(registry);
}

static void inputs_are_told_by_name_and_content(void **state) {
    scene *s = *state;
    pecia_registry *registry = begin(s);
    assert_string_equal(input_format(registry, "a.html", "<html>"), "html");
    assert_string_equal(input_format(registry, "a.txt", "words"), "text");
    assert_string_equal(input_format(registry, "a.xml", "<tei>"), "xml");   /* the name says two, the content decides */
    assert_string_equal(input_format(registry, "a.html", "<tei>"), "html"); /* possible */
    assert_string_equal(input_format(registry, "-", "<tei>"), "xml");
    assert_string_equal(input_format(registry, "x", "<html>"), "html");
    assert_string_equal(input_format(registry, "a.htm", "<other>"), "html");
    assert_string_equal(input_format(registry, "a.only", "<tei>"), "xml"); /* not to be read */
    assert_string_equal(s->said, "");
    pecia_registry_free(registry);
}

static void unsure_is_an_error(void **state) {
    scene *s = *state;
    pecia_registry *registry = begin(s);
    assert_string_equal(input_format(registry, "a", "<other>"), "none");
    assert_int_equal(scene_said(s, "a looks like html or xml alike; say which with -f FORMAT [format-unclear]"), 1);
    assert_string_equal(input_format(registry, "a", "words"), "none"); /* 10 is too little */
    assert_int_equal(
        scene_said(s, "neither name nor content of a tells its format for sure: it may be text; say which"), 1);
    assert_string_equal(input_format(registry, "-", ""), "none");
    assert_int_equal(scene_said(s, "neither name nor content of standard input tells its format; say which"), 1);
    assert_string_equal(input_format(registry, "a.html", "words"), "none"); /* impossible */
    pecia_registry_free(registry);
}

static void names_are_corrected(void **state) {
    scene *s = *state;
    pecia_registry *registry = begin(s);
    assert_string_equal(name_of(pecia_registry_find(registry, "html")), "html");
    assert_null(pecia_registry_find(registry, "htlm"));
    assert_int_equal(scene_said(s, "there is no format htlm; did you mean html?"), 1);
    assert_null(pecia_registry_find(registry, "docx"));
    assert_int_equal(scene_said(s, "\"pecia formats\" lists what there is"), 1);
    pecia_registry_free(registry);
    registry = pecia_registry_new(NULL, s->diagnostics);
    assert_null(pecia_registry_find(registry, "html"));
    assert_int_equal(scene_said(s, "no plugin was found"), 1);
    pecia_registry_free(registry);
}

static void the_list_is_in_the_order_of_names(void **state) {
    scene *s = *state;
    pecia_registry *registry = begin(s);
    static const char *const names[] = {"html", "only", "text", "xml"};
    assert_int_equal(pecia_registry_count(registry), 4);
    for (uint32_t i = 0; i < 4; i++)
        assert_string_equal(pecia_registry_at(registry, i)->name, names[i]);
    assert_null(pecia_registry_at(registry, 4));
    pecia_registry_free(registry);
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(outputs_are_told_by_their_names),
        SCENE(inputs_are_told_by_name_and_content),
        SCENE(unsure_is_an_error),
        SCENE(names_are_corrected),
        SCENE(the_list_is_in_the_order_of_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
