/* SPDX-License-Identifier: MIT
 *
 * test_threads.c: eight threads convert at once, each with a registry of its own, and write one document that they
 * share; all get the same bytes (the thread sanitizer watches in its preset). Formats that are not built are left out.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "plugins/host/host.h"
#include "tests/core/cmocka.h"

enum { THREADS = 8, FORMATS = 4 };

static const char *const formats[FORMATS] = {"tei", "markdown", "epub", "text"};

typedef struct worker {
    pthread_t thread;
    const char *input;
    const pecia_source *shared; /* NULL: reads a document of its own */
    pecia_str own[FORMATS], of_shared[FORMATS];
    int32_t status;
} worker;

static bool is_there(pecia_registry *registry, const char *name) {
    const pecia_format_info *info;
    for (uint32_t i = 0; i < pecia_registry_count(registry); i++) {
        info = pecia_registry_at(registry, i);
        if (info && info->reads && info->writes && strcmp(info->name, name) == 0)
            return true;
    }
    return false;
}

static void write_all(worker *self, const pecia_settings *given, const pecia_source *source, pecia_str *out) {
    pecia_settings settings = *given;
    for (int i = 0; i < FORMATS; i++) {
        if (!is_there(settings.registry, formats[i]))
            continue;
        settings.to = formats[i];
        int32_t status = pecia_write_memory(&settings, source, &out[i], NULL);
        if (status != PECIA_OK)
            self->status = status;
    }
}

static void work_with(worker *self, pecia_registry *registry, pecia_diagnostics *diagnostics) {
    static const char *const places[] = {PECIA_PLUGINS, NULL};
    const char *inputs[] = {self->input, NULL};
    pecia_settings settings = {.registry = registry, .diagnostics = diagnostics, .from = "text"};
    pecia_source source = {.document = NULL};
    self->status = pecia_registry_scan(registry, places);
    if (self->status == PECIA_OK)
        self->status = pecia_read(&settings, inputs, &source);
    if (self->status == PECIA_OK)
        write_all(self, &settings, &source, self->own);
    if (self->shared)
        write_all(self, &settings, self->shared, self->of_shared);
    pecia_source_free(&source);
}

static void *work(void *context) {
    worker *self = context;
    pecia_limits limits;
    pecia_limits_default(&limits);
    pecia_diagnostics *diagnostics = pecia_diagnostics_new(pecia_memory_default(), &limits);
    pecia_registry *registry = diagnostics ? pecia_registry_new(NULL, diagnostics) : NULL;
    self->status = PECIA_ERR_MEMORY;
    if (registry)
        work_with(self, registry, diagnostics);
    pecia_registry_free(registry);
    pecia_diagnostics_free(diagnostics);
    return NULL;
}

static void check_same(pecia_str *one, pecia_str *other) {
    for (int i = 0; i < FORMATS; i++) {
        assert_int_equal(one[i].size, other[i].size);
        if (one[i].size)
            assert_memory_equal(one[i].data, other[i].data, one[i].size);
    }
}

static void release(worker *self) {
    for (int i = 0; i < FORMATS; i++) {
        pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)self->own[i].data);
        pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)self->of_shared[i].data);
    }
}

static void run_workers(const char *input, const pecia_source *shared) {
    worker workers[THREADS] = {{.input = NULL}};
    for (int i = 0; i < THREADS; i++) {
        workers[i].input = input;
        workers[i].shared = shared;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(workers[i].status, PECIA_OK);
        check_same(workers[i].own, workers[0].own);
        check_same(workers[i].of_shared, workers[0].own);
    }
    for (int i = 0; i < THREADS; i++)
        release(&workers[i]);
}

static void test_threads(void **state) {
    (void)state;
    static const char *const places[] = {PECIA_PLUGINS, NULL};
    const char *inputs[] = {PECIA_SAMPLE, NULL};
    pecia_limits limits;
    pecia_limits_default(&limits);
    pecia_diagnostics *diagnostics = pecia_diagnostics_new(pecia_memory_default(), &limits);
    pecia_registry *registry = pecia_registry_new(NULL, diagnostics);
    assert_non_null(registry);
    if (pecia_registry_scan(registry, places) != PECIA_OK || !is_there(registry, "text")) {
        pecia_registry_free(registry);
        pecia_diagnostics_free(diagnostics);
        skip();
    }
    pecia_settings settings = {.registry = registry, .diagnostics = diagnostics, .from = "text"};
    pecia_source shared;
    assert_int_equal(pecia_read(&settings, inputs, &shared), PECIA_OK);
    run_workers(PECIA_SAMPLE, &shared);
    pecia_source_free(&shared);
    pecia_registry_free(registry);
    pecia_diagnostics_free(diagnostics);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_threads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
