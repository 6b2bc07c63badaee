/* SPDX-License-Identifier: MIT
 *
 * test_output.c: the buffer, the limit and the status of outputs.
 */
#include "tests/core/cmocka.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/output.h"
#include "tests/core/folder.h"
#include "tests/core/said.h"

static void test_limit(void **state) {
    (void)state;
    char block[1000];
    memset(block, 'x', sizeof block);
    heard.limits.value[PECIA_LIMIT_OUTPUT] = 2500;
    for (int i = 0; i < 2; i++) {
        heard.count = 0;
        pecia_output *output = NULL;
        if (i == 0)
            output = folder_open_output("out");
        else
            pecia_output_open_memory(pecia_memory_default(), &heard.limits, heard.diagnostics, &output);
        assert_int_equal(pecia_output_write(output, block, 1000), PECIA_OK);
        assert_int_equal(pecia_output_write(output, block, 1000), PECIA_OK);
        assert_int_equal(pecia_output_write(output, block, 500), PECIA_OK);
        assert_int_equal(pecia_output_write(output, block, 1), PECIA_ERR_LIMIT);
        assert_int_equal(pecia_output_write(output, block, 0), PECIA_ERR_LIMIT);
        assert_int_equal(pecia_output_finish(output), PECIA_ERR_LIMIT);
        assert_int_equal(heard.count, 1);
        assert_non_null(strstr(heard.last, "the limit 'output' was met (size of one output: at most 2500 bytes); "
                                           "--limit output=5000 raises it [limit-met]"));
        pecia_output_close(output);
    }
    assert_int_equal(folder_entries(), 0);
}

static void test_bound(void **state) {
    (void)state;
    pecia_output *output = folder_open_output("out");
    pecia_output_bound(output, 100);
    pecia_output_bound(output, 200);
    assert_int_equal(pecia_output_write(output, "0123456789", 10), PECIA_OK);
    assert_non_null(pecia_output_reserve(output, 91));
    assert_int_equal(pecia_output_commit(output, 90), PECIA_OK);
    assert_non_null(pecia_output_reserve(output, 1));
    assert_int_equal(pecia_output_commit(output, 1), PECIA_ERR_LIMIT);
    assert_non_null(strstr(heard.last, "at most 100 bytes"));
    pecia_output_close(output);
    assert_true(heard.limits.value[PECIA_LIMIT_OUTPUT] > 100);
}

/* Pieces of all sizes by write and by reserve come out as they went in. */
static void check_pieces(pecia_output *output, char *copy, size_t total) {
    size_t done = 0;
    for (size_t size = 1; done < total; size = size * 7 % 200003) {
        if (size > total - done)
            size = total - done;
        for (size_t i = 0; i < size; i++)
            copy[done + i] = (char)('a' + (done + i) * 31 % 26);
        if (size % 2 && size <= 65536) {
            char *place = pecia_output_reserve(output, 65536);
            assert_non_null(place);
            memcpy(place, copy + done, size);
            assert_int_equal(pecia_output_commit(output, size), PECIA_OK);
        } else {
            assert_int_equal(pecia_output_write(output, copy + done, size), PECIA_OK);
        }
        done += size;
        assert_int_equal(pecia_output_count(output), done);
    }
    assert_null(pecia_output_reserve(output, 65537));
    assert_int_equal(pecia_output_status(output), PECIA_OK);
    assert_int_equal(pecia_output_finish(output), PECIA_OK);
}

static void test_pieces(void **state) {
    (void)state;
    const size_t total = 3000000;
    char *copy = malloc(total), *got = malloc(total + 1);
    assert_true(copy && got);
    pecia_output *output = folder_open_output("pieces");
    check_pieces(output, copy, total);
    assert_null(pecia_output_bytes(output).data);
    pecia_output_close(output);
    FILE *file = fopen("pieces", "r");
    assert_non_null(file);
    assert_int_equal(fread(got, 1, total + 1, file), total);
    fclose(file);
    assert_memory_equal(got, copy, total);

    assert_int_equal(pecia_output_open_memory(pecia_memory_default(), &heard.limits, heard.diagnostics, &output),
                     PECIA_OK);
    check_pieces(output, copy, total);
    pecia_str bytes = pecia_output_bytes(output);
    assert_int_equal(bytes.size, total);
    assert_memory_equal(bytes.data, copy, total);
    pecia_output_close(output);
    free(copy);
    free(got);
}

static void test_commit_of_more_than_was_reserved(void **state) {
    (void)state;
    pecia_output *output = folder_open_output("x");
    assert_non_null(pecia_output_reserve(output, 10));
    assert_int_equal(pecia_output_commit(output, 1 << 20), PECIA_ERR_PLUGIN);
    assert_int_equal(pecia_output_finish(output), PECIA_ERR_PLUGIN);
    pecia_output_close(output);
    assert_int_equal(folder_entries(), 0);
    pecia_output_close(NULL);
}

#define WITH_SINK(test) cmocka_unit_test_setup_teardown(test, said_setup, folder_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_SINK(test_limit),
        WITH_SINK(test_bound),
        WITH_SINK(test_pieces),
        WITH_SINK(test_commit_of_more_than_was_reserved),
    };
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    return cmocka_run_group_tests(tests, folder_begin, folder_end);
}
