/* SPDX-License-Identifier: MIT
 *
 * test_limits_met.c: every limit that core keeps is met exactly: what is just within passes, one more fails, once, with
 * the limit's name, the place and how to raise it.
 */
#include "tests/core/cmocka.h"

#include <stdio.h>
#include <string.h>

#include "core/builder.h"
#include "core/input.h"
#include "core/output.h"
#include "tests/core/said.h"

/* Uses AMOUNT of something; returns the status. */
typedef int32_t (*use)(uint64_t amount);

static int32_t use_input(uint64_t amount) {
    static const char bytes[1000];
    pecia_input *input = NULL;
    pecia_str content;
    int32_t status =
        pecia_input_open_memory(pecia_memory_default(), &heard.limits, heard.diagnostics, bytes, amount, &input);
    assert_int_equal(status, PECIA_OK);
    status = pecia_input_content(input, &content);
    pecia_input_close(input);
    return status;
}

static int32_t use_output(uint64_t amount) {
    pecia_output *output = NULL;
    assert_int_equal(pecia_output_open_memory(pecia_memory_default(), &heard.limits, heard.diagnostics, &output),
                     PECIA_OK);
    for (uint64_t i = 0; i < amount; i++)
        pecia_output_write(output, "x", 1);
    int32_t status = pecia_output_status(output);
    pecia_output_close(output);
    return status;
}

static int32_t built(void (*make)(pecia_builder *builder, uint64_t amount), uint64_t amount) {
    pecia_document *document = NULL;
    pecia_builder *builder = pecia_builder_new(pecia_memory_default(), &heard.limits, heard.diagnostics, "test");
    assert_non_null(builder);
    pecia_builder_at(builder, pecia_builder_member(builder, PECIA_STR("inner.xml")), 7, 8);
    make(builder, amount);
    int32_t sticky = pecia_builder_status(builder);
    if (sticky != PECIA_OK) {
        assert_int_equal(pecia_builder_text(builder, "x", 1), sticky);
        assert_int_equal(pecia_builder_enter(builder, PECIA_SECTION), sticky);
        assert_int_equal(pecia_builder_last(builder), 0);
    }
    int32_t status = pecia_builder_finish(builder, &document);
    assert_int_equal(document == NULL, status != PECIA_OK);
    pecia_document_free(document);
    return status;
}

static void make_depth(pecia_builder *builder, uint64_t amount) {
    for (uint64_t i = 0; i < amount; i++)
        pecia_builder_enter(builder, PECIA_SECTION);
    for (uint64_t i = 0; i < amount; i++)
        pecia_builder_leave(builder, PECIA_SECTION);
}

static int32_t use_depth(uint64_t amount) {
    return built(make_depth, amount);
}

static void make_nodes(pecia_builder *builder, uint64_t amount) {
    for (uint64_t i = 1; i < amount; i++) /* the root is one */
        pecia_builder_leaf(builder, PECIA_RULE);
}

static int32_t use_nodes(uint64_t amount) {
    return built(make_nodes, amount);
}

static void make_text(pecia_builder *builder, uint64_t amount) {
    for (uint64_t i = 0; i < amount; i++)
        pecia_builder_text(builder, "x", 1);
}

static int32_t use_text(uint64_t amount) {
    return built(make_text, amount);
}

static void make_value(pecia_builder *builder, uint64_t amount) {
    char letters[1000];
    memset(letters, 'x', sizeof letters);
    pecia_builder_leaf(builder, PECIA_RULE);
    pecia_builder_set(builder, pecia_builder_last(builder), PECIA_N, (pecia_str){letters, amount});
}

static int32_t use_value(uint64_t amount) {
    return built(make_value, amount);
}

static void make_attributes(pecia_builder *builder, uint64_t amount) {
    char name[20];
    pecia_builder_leaf(builder, PECIA_RULE);
    uint32_t node = pecia_builder_last(builder);
    for (uint64_t i = 0; i < amount; i++) {
        snprintf(name, sizeof name, "a%u", (unsigned)i);
        const pecia_name known = {{NULL, 0}, {NULL, 0}, {name, strlen(name)}};
        pecia_builder_origin_attribute(builder, node, pecia_builder_name(builder, &known), PECIA_STR("v"));
    }
}

static int32_t use_attributes(uint64_t amount) {
    return built(make_attributes, amount);
}

static void check_exact(use run, uint32_t limit, uint64_t value) {
    char sentence[64];
    heard.limits.value[limit] = value;
    assert_int_equal(run(value), PECIA_OK);
    assert_int_equal(heard.count, 0);
    assert_int_equal(run(value + 1), PECIA_ERR_LIMIT);
    assert_int_equal(heard.count, 1);
    snprintf(sentence, sizeof sentence, "the limit '%s' was met", pecia_limit_name(limit));
    assert_non_null(strstr(heard.last, sentence));
    snprintf(sentence, sizeof sentence, "--limit %s=%u raises it [limit-met]", pecia_limit_name(limit),
             (unsigned)value * 2);
    assert_non_null(strstr(heard.last, sentence));
    heard.count = 0;
    heard.limits.value[limit] = UINT64_MAX;
    assert_int_equal(run(value + 1), PECIA_OK);
    assert_int_equal(heard.count, 0);
}

static void test_streams(void **state) {
    (void)state;
    check_exact(use_input, PECIA_LIMIT_INPUT, 500);
    check_exact(use_output, PECIA_LIMIT_OUTPUT, 500);
}

static void test_document(void **state) {
    (void)state;
    check_exact(use_depth, PECIA_LIMIT_DEPTH, 40);
    check_exact(use_nodes, PECIA_LIMIT_NODES, 300);
    check_exact(use_text, PECIA_LIMIT_TEXT, 500);
    check_exact(use_value, PECIA_LIMIT_TEXT, 500);
    check_exact(use_attributes, PECIA_LIMIT_ATTRIBUTES, 30);
}

static void test_place(void **state) {
    (void)state;
    pecia_diagnostics_file(heard.diagnostics, "book.epub");
    assert_int_equal(use_depth(300), PECIA_ERR_LIMIT);
    assert_string_equal(heard.last,
                        "book.epub(inner.xml):7:8: error: the limit 'depth' was met (depth of elements and of "
                        "the document: at most 256 levels); --limit depth=512 raises it [limit-met]");
}

/* Bytes of memory are not counted one by one: the arrays of a document grow by half. */
static void test_memory_of_a_document(void **state) {
    (void)state;
    heard.limits.value[PECIA_LIMIT_DOCUMENT] = 100000;
    assert_int_equal(use_nodes(1000), PECIA_OK);
    assert_int_equal(use_nodes(10000), PECIA_ERR_LIMIT);
    assert_non_null(strstr(heard.last, "the limit 'document' was met"));
    assert_int_equal(use_text(200000), PECIA_ERR_LIMIT);
}

static void test_defaults_let_deep_documents_pass(void **state) {
    (void)state;
    assert_int_equal(use_depth(256), PECIA_OK);
    assert_int_equal(use_depth(257), PECIA_ERR_LIMIT);
    assert_int_equal(use_attributes(256), PECIA_OK);
    assert_int_equal(use_attributes(257), PECIA_ERR_LIMIT);
}

#define WITH_SINK(test) cmocka_unit_test_setup_teardown(test, said_setup, said_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_SINK(test_streams),
        WITH_SINK(test_document),
        WITH_SINK(test_place),
        WITH_SINK(test_memory_of_a_document),
        WITH_SINK(test_defaults_let_deep_documents_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
