/* SPDX-License-Identifier: MIT
 *
 * test_library.c: libpecia, by its public header alone: opening and saving in all manners, settings, messages, figures,
 * stopping, and eight threads at once.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pecia/pecia.h"
#include "tests/core/cmocka.h"

static const char text[] =
    "---\ntitle: Two leaves\nlang: en\n---\n\n# One\n\nA *word*.[^1]\n\n> Quoted.\n\n[^1]: A note.\n";

typedef struct heard {
    uint32_t errors, warnings;
    char last[64];
} heard;

static void hear(void *context, const pecia_message *message) {
    heard *h = context;
    assert_true(PECIA_HAS(message, advice));
    assert_non_null(message->text);
    h->errors += message->severity == PECIA_ERROR;
    h->warnings += message->severity == PECIA_WARNING;
    snprintf(h->last, sizeof h->last, "%s", message->code);
}

static pecia_converter *converter_new(heard *h) {
    pecia_converter *converter = pecia_converter_new();
    assert_non_null(converter);
    *h = (heard){0, 0, ""};
    pecia_converter_listen(converter, hear, h);
    assert_int_equal(pecia_converter_set(converter, PECIA_SET_PLUGINS, PECIA_PLUGINS), PECIA_OK);
    return converter;
}

static pecia_exemplar *open_text(pecia_converter *converter) {
    pecia_exemplar *exemplar;
    assert_int_equal(pecia_open_memory(converter, "two.md", text, sizeof text - 1, &exemplar), PECIA_OK);
    assert_non_null(exemplar);
    return exemplar;
}

static void test_figures(void **state) {
    (void)state;
    heard h;
    pecia_converter *converter = converter_new(&h);
    pecia_exemplar *exemplar = open_text(converter);
    pecia_facts facts = {.struct_size = sizeof facts};
    pecia_inspect(exemplar, &facts);
    assert_string_equal(facts.format, "markdown");
    assert_int_equal(facts.title.size, strlen("Two leaves"));
    assert_int_equal(facts.bytes, sizeof text - 1);
    assert_int_equal(facts.notes, 1);
    assert_int_equal(facts.notes_without_body + facts.notes_without_mark, 0);
    assert_int_equal(facts.quotations, 1);
    assert_int_equal(facts.headings, 1);
    /* a program built with a shorter struct gets what it has room for */
    pecia_facts shorter = {.struct_size = offsetof(pecia_facts, notes), .notes = 77};
    pecia_inspect(exemplar, &shorter);
    assert_int_equal(shorter.notes, 77);
    assert_string_equal(shorter.format, "markdown");
    assert_int_equal(pecia_document_functions()->count(pecia_document_of(exemplar), PECIA_HEADING), 1);
    pecia_close(exemplar);
    pecia_converter_free(converter);
}

static void test_memory(void **state) {
    (void)state;
    heard h;
    pecia_converter *converter = converter_new(&h);
    pecia_exemplar *exemplar = open_text(converter);
    pecia_str bytes;
    assert_int_equal(pecia_save_memory(converter, exemplar, &bytes), PECIA_ERR_USAGE); /* in which format? */
    assert_int_equal(h.errors, 1);
    assert_int_equal(pecia_converter_set(converter, PECIA_SET_TO, "tei"), PECIA_OK);
    assert_int_equal(pecia_save_memory(converter, exemplar, &bytes), PECIA_OK);
    assert_non_null(strstr(bytes.data, "<quote"));
    assert_int_equal(strlen(bytes.data), bytes.size);
    pecia_kept kept = pecia_last_kept(converter, PECIA_BLOCK_QUOTE);
    assert_int_equal(kept.carried, 1);
    assert_int_equal(kept.degraded + kept.dropped, 0);
    assert_int_equal(pecia_last_kept(converter, 9999).carried, 0);
    pecia_release(&bytes);
    assert_null(bytes.data);
    pecia_close(exemplar);
    pecia_converter_free(converter);
}

typedef struct stream {
    uint64_t at, fails_at;
    uint64_t step;
} stream;

static int64_t give(void *context, void *data, uint64_t size) {
    stream *s = context;
    uint64_t left = sizeof text - 1 - s->at;
    if (s->at >= s->fails_at)
        return -1;
    size = size < s->step ? size : s->step;
    size = size < left ? size : left;
    memcpy(data, text + s->at, size);
    s->at += size;
    return (int64_t)size;
}

static int32_t take(void *context, const void *data, uint64_t size) {
    stream *s = context;
    (void)data;
    s->at += size;
    return s->at >= s->fails_at;
}

static void test_streams(void **state) {
    (void)state;
    heard h;
    pecia_converter *converter = converter_new(&h);
    pecia_exemplar *exemplar;
    stream in = {.fails_at = UINT64_MAX, .step = 7}, out = {.fails_at = UINT64_MAX},
           broken = {.fails_at = 30, .step = 7};
    assert_int_equal(pecia_open_stream(converter, "broken.md", give, &broken, &exemplar), PECIA_ERR_IO);
    assert_null(exemplar);
    assert_string_equal(h.last, "cannot-read");
    assert_int_equal(pecia_open_stream(converter, "two.md", give, &in, &exemplar), PECIA_OK);
    pecia_converter_set(converter, PECIA_SET_TO, "markdown");
    assert_int_equal(pecia_save_stream(converter, exemplar, take, &out), PECIA_OK);
    assert_true(out.at > 60);
    broken = (stream){.fails_at = 1};
    assert_int_equal(pecia_save_stream(converter, exemplar, take, &broken), PECIA_ERR_IO);
    assert_string_equal(h.last, "cannot-write");
    pecia_close(exemplar);
    pecia_converter_free(converter);
}

static void test_settings(void **state) {
    (void)state;
    heard h;
    pecia_converter *converter = converter_new(&h);
    assert_int_equal(pecia_converter_set(converter, 0, "x"), PECIA_ERR_USAGE);
    assert_int_equal(pecia_converter_set(converter, PECIA_SET_LIMIT, "input=many"), PECIA_ERR_USAGE);
    assert_int_equal(h.errors, 2);
    assert_int_equal(pecia_converter_set(converter, PECIA_SET_LIMIT, "input=20"), PECIA_OK);
    pecia_exemplar *exemplar;
    assert_int_equal(pecia_open_memory(converter, "two.md", text, sizeof text - 1, &exemplar), PECIA_ERR_LIMIT);
    assert_string_equal(h.last, "limit-met");
    assert_int_equal(pecia_converter_set(converter, PECIA_SET_LIMIT, "input=1M"), PECIA_OK);
    assert_int_equal(pecia_converter_set(converter, PECIA_SET_PLUGINS, "/tmp"), PECIA_ERR_USAGE); /* too late */
    pecia_converter_set(converter, PECIA_SET_METADATA, "title=Another");
    exemplar = open_text(converter);
    pecia_facts facts = {.struct_size = sizeof facts};
    pecia_inspect(exemplar, &facts);
    assert_memory_equal(facts.title.data, "Another", 7);
    pecia_converter_set(converter, PECIA_SET_METADATA, NULL);
    pecia_close(exemplar);
    exemplar = open_text(converter);
    pecia_inspect(exemplar, &facts);
    assert_memory_equal(facts.title.data, "Two leaves", 10);
    pecia_close(exemplar);
    pecia_converter_free(converter);
}

static void test_formats(void **state) {
    (void)state;
    heard h;
    pecia_converter *converter = converter_new(&h);
    pecia_format_facts facts = {.struct_size = sizeof facts};
    uint32_t count = 0;
    bool tei = false;
    for (; pecia_format_at(converter, count, &facts) == PECIA_OK; count++)
        tei = tei || (strcmp(facts.name, "tei") == 0 && facts.reads && facts.writes && facts.options[0]);
    assert_true(tei && count >= 4);
    pecia_converter_free(converter);
}

static void test_cancel(void **state) {
    (void)state;
    heard h;
    pecia_converter *converter = converter_new(&h);
    pecia_exemplar *exemplar;
    pecia_cancel(converter, 1);
    assert_int_equal(pecia_open_memory(converter, "two.md", text, sizeof text - 1, &exemplar), PECIA_ERR_CANCELLED);
    pecia_cancel(converter, 0);
    pecia_close(open_text(converter));
    pecia_converter_free(converter);
}

static void test_files(void **state) {
    (void)state;
    heard h;
    pecia_converter *converter = converter_new(&h);
    pecia_exemplar *exemplar;
    char folder[] = "/tmp/pecia-library-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/two.epub", folder);
    exemplar = open_text(converter);
    assert_int_equal(pecia_save_file(converter, exemplar, path), PECIA_OK);
    pecia_close(exemplar);
    assert_int_equal(pecia_open_file(converter, path, &exemplar), PECIA_OK);
    pecia_facts facts = {.struct_size = sizeof facts};
    pecia_inspect(exemplar, &facts);
    assert_int_equal(facts.notes, 1);
    pecia_close(exemplar);
    unlink(path);
    assert_int_equal(pecia_open_file(converter, path, &exemplar), PECIA_ERR_IO);
    assert_null(exemplar);
    rmdir(folder);
    pecia_converter_free(converter);
}

/* ------------------------------------------------------------------ threads */

enum { THREADS = 8, ROUNDS = 2, FORMATS = 7 };
static const char *const formats[FORMATS] = {"tei", "markdown", "epub", "text", "html", "docbook", "fb2"};

typedef struct worker {
    pthread_t thread;
    pthread_barrier_t *start;
    uint32_t number;
    const pecia_exemplar *shared;
    const pecia_str *wanted; /* what the shared document is in each format */
    uint32_t good;           /* how many conversions came out right */
} worker;

/* True if BYTES in FORMAT hold a document with NOTES notes. */
static bool has_notes(pecia_converter *converter, const pecia_str *bytes, const char *format, uint32_t notes) {
    pecia_exemplar *exemplar = NULL;
    pecia_facts facts = {.struct_size = sizeof facts};
    bool good = pecia_converter_set(converter, PECIA_SET_FROM, format) == PECIA_OK &&
                pecia_open_memory(converter, "own", bytes->data, bytes->size, &exemplar) == PECIA_OK;
    if (good)
        pecia_inspect(exemplar, &facts);
    pecia_close(exemplar);
    return good && facts.notes == notes;
}

/* A document of its own, with NUMBER notes and one, there and back. */
static bool convert_own(pecia_converter *converter, uint32_t number, const char *format) {
    char own[2048];
    int at = 0;
    for (uint32_t i = 0; i <= number; i++)
        at += snprintf(own + at, sizeof own - (size_t)at, "Words.[^%u]\n\n[^%u]: Note %u.\n\n", i, i, i);
    pecia_exemplar *exemplar = NULL;
    pecia_str bytes = {NULL, 0};
    bool good = pecia_converter_set(converter, PECIA_SET_FROM, "markdown") == PECIA_OK &&
                pecia_open_memory(converter, "own.md", own, (uint64_t)at, &exemplar) == PECIA_OK &&
                pecia_save_memory(converter, exemplar, &bytes) == PECIA_OK &&
                has_notes(converter, &bytes, format, number + 1);
    pecia_release(&bytes);
    pecia_close(exemplar);
    return good;
}

static bool save_shared(pecia_converter *converter, const worker *w, uint32_t format) {
    pecia_str bytes = {NULL, 0};
    bool good = pecia_save_memory(converter, w->shared, &bytes) == PECIA_OK && bytes.size == w->wanted[format].size &&
                memcmp(bytes.data, w->wanted[format].data, bytes.size) == 0;
    pecia_release(&bytes);
    return good;
}

static void *work(void *context) {
    worker *w = context;
    heard h;
    pecia_converter *converter = converter_new(&h);
    pthread_barrier_wait(w->start);
    for (uint32_t i = 0; i < FORMATS * ROUNDS; i++) {
        uint32_t format = (w->number + i) % FORMATS;
        pecia_converter_set(converter, PECIA_SET_TO, formats[format]);
        w->good += convert_own(converter, w->number, formats[format]) && save_shared(converter, w, format);
    }
    pecia_converter_free(converter);
    return NULL;
}

/* Eight threads, each with a document of its own and one that all share, through all formats, each beginning with another. */
static void test_threads(void **state) {
    (void)state;
    heard h;
    worker workers[THREADS];
    pecia_str wanted[FORMATS];
    pthread_barrier_t start;
    pecia_converter *converter = converter_new(&h);
    pecia_exemplar *shared = open_text(converter);
    for (uint32_t i = 0; i < FORMATS; i++) {
        assert_int_equal(pecia_converter_set(converter, PECIA_SET_TO, formats[i]), PECIA_OK);
        assert_int_equal(pecia_save_memory(converter, shared, &wanted[i]), PECIA_OK);
    }
    assert_int_equal(pthread_barrier_init(&start, NULL, THREADS), 0);
    for (uint32_t i = 0; i < THREADS; i++) {
        workers[i] = (worker){.start = &start, .number = i, .shared = shared, .wanted = wanted};
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (uint32_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    for (uint32_t i = 0; i < THREADS; i++)
        assert_int_equal(workers[i].good, FORMATS * ROUNDS);
    for (uint32_t i = 0; i < FORMATS; i++)
        pecia_release(&wanted[i]);
    pthread_barrier_destroy(&start);
    pecia_close(shared);
    pecia_converter_free(converter);
}

/* One thread stops what another is doing. */
static void *open_big(void *context) {
    pecia_converter *converter = context;
    enum { SIZE = 8 * 1024 * 1024 };
    char *big = malloc(SIZE);
    pecia_exemplar *exemplar = NULL;
    int32_t status = PECIA_ERR_MEMORY;
    if (big) {
        for (size_t i = 0; i < SIZE; i++)
            big[i] = "Words and *words*.\n\n"[i % 20];
        do /* until it is stopped */
            pecia_close(exemplar);
        while ((status = pecia_open_memory(converter, "big.md", big, SIZE, &exemplar)) == PECIA_OK);
    }
    free(big);
    return status == PECIA_ERR_CANCELLED ? converter : NULL;
}

static void test_cancel_from_outside(void **state) {
    (void)state;
    heard h;
    pthread_t thread;
    void *result;
    pecia_converter *converter = converter_new(&h);
    assert_int_equal(pthread_create(&thread, NULL, open_big, converter), 0);
    usleep(50000);
    pecia_cancel(converter, 1);
    assert_int_equal(pthread_join(thread, &result), 0);
    assert_non_null(result);
    pecia_converter_free(converter);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures),  cmocka_unit_test(test_memory),  cmocka_unit_test(test_streams),
        cmocka_unit_test(test_settings), cmocka_unit_test(test_formats), cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_files),    cmocka_unit_test(test_threads), cmocka_unit_test(test_cancel_from_outside)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
