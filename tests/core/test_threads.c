/* SPDX-License-Identifier: MIT
 *
 * test_threads.c: a frozen document is read by many threads at once (the thread sanitizer watches in its preset).
 */
#include "tests/core/cmocka.h"

#include <pthread.h>

#include "tests/core/every_kind.h"
#include "tests/core/said.h"

enum { THREADS = 8, WALKS = 6 };

typedef struct reader {
    pthread_t thread;
    const pecia_document *document;
    uint64_t sum;
    int32_t status;
} reader;

static void *read_all(void *context) {
    reader *self = context;
    uint64_t sum, all = 0;
    for (uint32_t i = 0; i < WALKS; i++) {
        uint32_t view = i % 3; /* raw, flow, hidden */
        int32_t status = every_kind_walk(pecia_memory_default(), self->document, view, &sum);
        if (status != PECIA_OK)
            self->status = status;
        all = all * 31 + sum;
    }
    self->sum = all;
    return NULL;
}

static void test_eight_readers(void **state) {
    (void)state;
    static said own;
    reader readers[THREADS + 1];
    pecia_document *document = NULL;
    said_begin(&own, pecia_memory_default());
    pecia_builder *builder = pecia_builder_new(pecia_memory_default(), &own.limits, own.diagnostics, "test");
    assert_non_null(builder);
    assert_int_equal(every_kind_build(builder, 50), PECIA_OK);
    assert_int_equal(pecia_builder_finish(builder, &document), PECIA_OK);
    for (int i = 0; i <= THREADS; i++)
        readers[i] = (reader){.document = document};
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&readers[i].thread, NULL, read_all, &readers[i]), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(readers[i].thread, NULL), 0);
    read_all(&readers[THREADS]); /* alone, for comparison */
    for (int i = 0; i <= THREADS; i++) {
        assert_int_equal(readers[i].status, PECIA_OK);
        assert_true(readers[i].sum == readers[THREADS].sum);
    }
    pecia_document_free(document);
    said_end(&own);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_eight_readers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
