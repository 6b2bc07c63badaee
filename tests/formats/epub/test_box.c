/* SPDX-License-Identifier: MIT
 *
 * test_box.c: containers that need ZIP64: more than 4 GiB, more than 65,534 entries. The output keeps what is small and
 * counts the rest, so that no test writes gigabytes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include "epub/box.h"

enum { MANY = 70000, NAME = 16 };
#define GIB (UINT64_C(1) << 30)

/* A job whose memory the tests free, and an output that keeps the pieces below 64 KiB. */
struct pecia_job {
    void *blocks[8];
    size_t count;
    bool met;
};
struct pecia_output {
    unsigned char *kept;
    uint64_t size, room, written;
};

static void *job_alloc(pecia_job *job, uint64_t size) {
    return job->count < 8 ? job->blocks[job->count++] = calloc(1, (size_t)size) : NULL;
}

static int32_t job_proceed(pecia_job *job) {
    (void)job;
    return PECIA_OK;
}

static int32_t job_limit_met(pecia_job *job, uint32_t limit, const pecia_place *place) {
    (void)limit;
    (void)place;
    job->met = true;
    return PECIA_ERR_LIMIT;
}

static int32_t output_write(pecia_output *output, const void *data, uint64_t size) {
    output->written += size;
    if (size >= 1 << 16)
        return PECIA_OK;
    if (output->size + size > output->room) {
        output->room = (output->size + size) * 2;
        output->kept = realloc(output->kept, (size_t)output->room);
    }
    memcpy(output->kept + output->size, data, (size_t)size);
    output->size += size;
    return PECIA_OK;
}

static const pecia_job_api job_table = {
    .struct_size = sizeof(pecia_job_api), .alloc = job_alloc, .proceed = job_proceed, .limit_met = job_limit_met};
static const pecia_output_api output_table = {.struct_size = sizeof(pecia_output_api), .write = output_write};
static const pecia_host host = {.struct_size = sizeof(pecia_host), .job = &job_table, .output = &output_table};

static uint64_t number(const unsigned char *at, unsigned size) {
    uint64_t value = 0;
    for (unsigned i = size; i > 0; i--)
        value = value << 8 | at[i - 1];
    return value;
}

static void end(pecia_job *job, pecia_output *output, epub_box *box) {
    epub_box_close(box);
    for (size_t i = 0; i < job->count; i++)
        free(job->blocks[i]);
    free(output->kept);
}

/* Writes entries of SIZE bytes each, COUNT of them, that are stored; their bytes are never looked at. */
static int32_t write_stored(epub_box *box, pecia_output *output, epub_entry *entries, uint64_t count, uint64_t size,
                            const char *data) {
    static const char *const names[] = {"EPUB/a", "EPUB/b", "EPUB/c"};
    for (uint64_t i = 0; i < count; i++)
        entries[i] = (epub_entry){.name = names[i], .data = data, .packed = size, .size = size};
    box->entries = entries;
    box->count = count;
    return epub_box_write(box, -1, output);
}

static void an_offset_beyond_4_gib_is_told(void **state) {
    (void)state;
    pecia_job job = {.count = 0};
    pecia_output output = {.size = 0};
    epub_entry entries[3];
    epub_box box;
    char *data = malloc(1); /* pieces that large are only counted */
    assert_int_equal(epub_box_open(&box, &host, &job, 6), PECIA_OK);
    assert_int_equal(write_stored(&box, &output, entries, 3, 3 * GIB, data), PECIA_OK);
    uint64_t header = 30 + 6, third = 30 + 8 + 20 + 2 * (header + 3 * GIB);
    uint64_t directory = third + header + 3 * GIB;
    const unsigned char *last = output.kept + output.size - 22, *locator = last - 20, *far = locator - 56;
    assert_int_equal(number(last, 4), 0x06054b50);
    assert_int_equal(number(last + 16, 4), UINT32_MAX);
    assert_int_equal(number(locator, 4), 0x07064b50);
    assert_int_equal(number(far, 4), 0x06064b50);
    assert_int_equal(number(locator + 8, 8), output.written - 22 - 20 - 56);
    assert_int_equal(number(far + 24, 8), 4);
    assert_int_equal(number(far + 32, 8), 4);
    assert_int_equal(number(far + 48, 8), directory);
    assert_int_equal(number(far + 40, 8), output.written - 22 - 20 - 56 - directory);
    const unsigned char *entry = far - 46 - 6 - 12; /* of the third */
    assert_int_equal(number(entry, 4), 0x02014b50);
    assert_int_equal(number(entry + 30, 2), 12);
    assert_int_equal(number(entry + 42, 4), UINT32_MAX);
    assert_memory_equal(entry + 46, "EPUB/c", 6);
    assert_int_equal(number(entry + 52, 2), 1);
    assert_int_equal(number(entry + 54, 2), 8);
    assert_int_equal(number(entry + 56, 8), third);
    free(data);
    end(&job, &output, &box);
}

static void an_entry_of_4_gib_is_refused(void **state) {
    (void)state;
    pecia_job job = {.count = 0};
    pecia_output output = {.size = 0};
    epub_entry entries[3];
    epub_box box;
    assert_int_equal(epub_box_open(&box, &host, &job, 6), PECIA_OK);
    assert_int_equal(write_stored(&box, &output, entries, 1, 4 * GIB, ""), PECIA_ERR_LIMIT);
    assert_true(job.met);
    assert_int_equal(output.written, 0);
    end(&job, &output, &box);
}

static void libzip_reads_more_entries_than_16_bits_count(void **state) {
    (void)state;
    pecia_job job = {.count = 0};
    pecia_output output = {.size = 0};
    epub_entry *entries = calloc(MANY, sizeof(*entries));
    char *names = calloc(MANY, NAME);
    epub_box box;
    zip_error_t error;
    assert_int_equal(epub_box_open(&box, &host, &job, 6), PECIA_OK);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(names + i * NAME, NAME, "EPUB/%05zu", i);
        entries[i] = (epub_entry){.name = names + i * NAME, .data = "a", .packed = 1, .size = 1, .crc = 0xE8B7BE43};
    }
    box.entries = entries;
    box.count = MANY;
    assert_int_equal(epub_box_write(&box, -1, &output), PECIA_OK);
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(output.kept, output.size, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    assert_non_null(zip);
    assert_int_equal(zip_get_num_entries(zip, 0), MANY + 1);
    assert_int_equal(zip_name_locate(zip, "EPUB/69999", 0), MANY);
    zip_file_t *file = zip_fopen_index(zip, MANY, 0);
    char byte[2];
    assert_int_equal(zip_fread(file, byte, 2), 1);
    assert_int_equal(byte[0], 'a');
    zip_fclose(file);
    zip_close(zip);
    zip_error_fini(&error);
    free(names);
    free(entries);
    end(&job, &output, &box);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_offset_beyond_4_gib_is_told),
                                       cmocka_unit_test(an_entry_of_4_gib_is_refused),
                                       cmocka_unit_test(libzip_reads_more_entries_than_16_bits_count)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
