/* SPDX-License-Identifier: MIT
 *
 * test_torture.c: every module of core with every single allocation failing: an error, no leak, no crash.
 */
#include "tests/core/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/input.h"
#include "core/output.h"
#include "tests/core/every_kind.h"
#include "tests/core/failing.h"
#include "tests/core/said.h"

static char folder[] = "/tmp/pecia-test-torture-XXXXXX";
static char path[64];

static int begin_all(void **state) {
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/file", folder);
    FILE *file = fopen(path, "w");
    for (int i = 0; file && i < 20000; i++)
        fputs("line\n", file);
    return file ? fclose(file) : -1;
}

static int end_all(void **state) {
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static int32_t run_memory(const pecia_memory *memory, void *context) {
    (void)context;
    int32_t status = PECIA_ERR_MEMORY;
    uint32_t *array = NULL;
    uint64_t capacity = 0;
    pecia_arena *arena = pecia_arena_new(memory, 0);
    if (arena && pecia_arena_alloc(arena, 10) && pecia_arena_alloc(arena, 100000) && pecia_arena_copy(arena, "x", 1) &&
        pecia_memory_grow(memory, &array, &capacity, 100, 4) == 0 &&
        pecia_memory_grow(memory, &array, &capacity, 1000, 4) == 0)
        status = PECIA_OK;
    pecia_memory_free(memory, array);
    pecia_arena_free(arena);
    return status;
}

static void test_memory(void **state) {
    (void)state;
    assert_int_equal(failing_try_all(run_memory, NULL, false), 5);
}

/* A failing run tells its reason exactly once, where there is a sink to tell it to. */
static int32_t told(said *own, int32_t status) {
    if (own->diagnostics && status != PECIA_OK) {
        assert_int_equal(status, PECIA_ERR_MEMORY);
        assert_int_equal(pecia_diagnostics_count(own->diagnostics, PECIA_ERROR), 1);
        assert_non_null(strstr(own->lines[0], "[out-of-memory]"));
    }
    said_end(own);
    return status;
}

static int32_t run_diagnostics(const pecia_memory *memory, void *context) {
    (void)context;
    said own;
    said_begin(&own, memory);
    if (!own.diagnostics)
        return PECIA_ERR_MEMORY;
    for (int i = 0; i < 200; i++)
        pecia_report(own.diagnostics, PECIA_WARNING, "x", NULL, "diagnostic %d", i);
    pecia_diagnostics_finish(own.diagnostics);
    assert_int_equal(own.count, 101);
    said_end(&own);
    return PECIA_OK;
}

static void test_diagnostics(void **state) {
    (void)state;
    assert_int_equal(failing_try_all(run_diagnostics, NULL, false), 1); /* reporting itself needs no memory */
}

static int32_t use_input(pecia_input *input) {
    char bytes[100];
    pecia_str content;
    int32_t status = PECIA_OK;
    int64_t got = pecia_input_peek(input, bytes, sizeof bytes);
    if (got >= 0)
        got = pecia_input_read(input, bytes, sizeof bytes);
    if (got >= 0)
        status = pecia_input_content(input, &content);
    pecia_input_close(input);
    return got < 0 ? (int32_t)got : status;
}

static int32_t run_input(const pecia_memory *memory, void *context) {
    said own;
    pecia_input *input = NULL;
    said_begin(&own, memory);
    if (!own.diagnostics)
        return PECIA_ERR_MEMORY;
    int32_t status = context ? pecia_input_open(memory, &own.limits, own.diagnostics, context, &input)
                             : pecia_input_open_memory(memory, &own.limits, own.diagnostics, "abc", 3, &input);
    return told(&own, status == PECIA_OK ? use_input(input) : status);
}

static void test_input(void **state) {
    (void)state;
    failing_try_all(run_input, path, false);
    failing_try_all(run_input, NULL, false);
}

static int32_t use_output(pecia_output *output) {
    int32_t status = PECIA_OK;
    for (int i = 0; i < 50000 && status == PECIA_OK; i++)
        status = pecia_output_write(output, "0123456789", 10);
    if (status == PECIA_OK && !pecia_output_reserve(output, 1000))
        status = pecia_output_status(output);
    if (status == PECIA_OK)
        status = pecia_output_finish(output);
    pecia_output_close(output);
    return status;
}

static int32_t run_output(const pecia_memory *memory, void *context) {
    said own;
    pecia_output *output = NULL;
    said_begin(&own, memory);
    if (!own.diagnostics)
        return PECIA_ERR_MEMORY;
    int32_t status = context ? pecia_output_open(memory, &own.limits, own.diagnostics, context, &output)
                             : pecia_output_open_memory(memory, &own.limits, own.diagnostics, &output);
    return told(&own, status == PECIA_OK ? use_output(output) : status);
}

static void test_output(void **state) {
    (void)state;
    failing_try_all(run_output, path, false);
    failing_try_all(run_output, NULL, false);
}

static int32_t build(const pecia_memory *memory, said *own, uint32_t rounds, pecia_document **document) {
    pecia_builder *builder = pecia_builder_new(memory, &own->limits, own->diagnostics, "test");
    if (!builder)
        return PECIA_ERR_MEMORY;
    int32_t status = every_kind_build(builder, rounds);
    int32_t finished = pecia_builder_finish(builder, document);
    assert_true(status == PECIA_OK || finished == status);
    assert_int_equal(*document == NULL, finished != PECIA_OK);
    return finished;
}

static int32_t run_document(const pecia_memory *memory, void *context) {
    said own;
    pecia_document *document = NULL;
    const uint32_t *rounds = context;
    static const uint32_t views[] = {PECIA_VIEW_RAW, PECIA_VIEW_FLOW, PECIA_VIEW_HIDDEN};
    uint64_t sum;
    said_begin(&own, memory);
    if (!own.diagnostics)
        return PECIA_ERR_MEMORY;
    int32_t status = build(memory, &own, *rounds, &document);
    for (int i = 0; i < 3 && status == PECIA_OK; i++)
        status = every_kind_walk(memory, document, views[i], &sum);
    pecia_document_free(document);
    said_end(&own);
    return status;
}

static void test_document(void **state) {
    (void)state;
    uint32_t rounds = 20;
    assert_true(failing_try_all(run_document, &rounds, false) > 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory), cmocka_unit_test(test_diagnostics), cmocka_unit_test(test_input),
        cmocka_unit_test(test_output), cmocka_unit_test(test_document),
    };
    return cmocka_run_group_tests(tests, begin_all, end_all);
}
