/* SPDX-License-Identifier: MIT
 *
 * test_input.c: files, pipes, devices and memory, and the limit on each.
 */
#include "tests/core/cmocka.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/input.h"
#include "tests/core/folder.h"
#include "tests/core/said.h"

static const char path[] = "file"; /* in the folder of the test */

/* SIZE bytes that differ from their neighbours. */
static char *letters(size_t size) {
    char *data = malloc(size + 1);
    assert_non_null(data);
    for (size_t i = 0; i < size; i++)
        data[i] = (char)('a' + i * i % 26);
    return data;
}

static void make_file(const char *data, size_t size) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    for (size_t done = 0; done < size;) {
        ssize_t more = write(fd, data + done, size - done);
        assert_true(more > 0);
        done += (size_t)more;
    }
    close(fd);
}

static pthread_t feeder; /* writes into the pipe that is open, if one is */
static bool feeding;

static void close_input(pecia_input *input) {
    pecia_input_close(input);
    if (feeding)
        assert_int_equal(pthread_join(feeder, NULL), 0);
    feeding = false;
}

static pecia_input *open_path(const char *name) {
    pecia_input *input = NULL;
    assert_int_equal(pecia_input_open(pecia_memory_default(), &heard.limits, heard.diagnostics, name, &input),
                     PECIA_OK);
    assert_non_null(input);
    return input;
}

/* Reads INPUT in pieces of different sizes and compares with DATA. */
static void check_read(pecia_input *input, const char *data, size_t size) {
    static char piece[70000];
    size_t done = 0, ask = 1;
    for (;;) {
        int64_t got = pecia_input_read(input, piece, ask);
        assert_true(got >= 0 && (uint64_t)got <= ask);
        if (got == 0)
            break;
        assert_true(done + (size_t)got <= size);
        assert_memory_equal(piece, data + done, (size_t)got);
        done += (size_t)got;
        ask = ask * 3 % sizeof piece + 1;
    }
    assert_int_equal(done, size);
}

static void check_content(pecia_input *input, const char *data, size_t size) {
    pecia_str content;
    assert_int_equal(pecia_input_content(input, &content), PECIA_OK);
    assert_int_equal(content.size, size);
    assert_memory_equal(content.data, data, size);
    assert_int_equal(content.data[size], '\0');
}

/* Every order of peek, read, rewind and content on an input of SIZE bytes that OPEN opens. */
static void check_orders(pecia_input *(*open_it)(const char *data, size_t size), size_t size, bool sized) {
    char *data = letters(size), head[100];
    size_t shown = size < sizeof head ? size : sizeof head;
    for (int order = 0; order < 6; order++) {
        pecia_input *input = open_it(data, size);
        if (sized)
            assert_int_equal(pecia_input_size(input), size);
        if (order == 1 || order == 3) {
            assert_int_equal(pecia_input_peek(input, head, sizeof head), shown);
            assert_memory_equal(head, data, shown);
        }
        if (order == 5) {
            check_read(input, data, size);
            assert_int_equal(pecia_input_rewind(input), PECIA_OK);
        }
        if (order == 2 || order == 3)
            check_read(input, data, size);
        if (order < 4)
            check_content(input, data, size);
        if (order != 3 && order != 2)
            check_read(input, data, size);
        assert_int_equal(pecia_input_status(input), PECIA_OK);
        assert_int_equal(pecia_input_count(input), size);
        check_content(input, data, size);
        close_input(input);
    }
    free(data);
}

static const size_t sizes[] = {0, 1, 99, 100, 101, 65535, 65536, 65537, 300000};
enum { SIZES = sizeof sizes / sizeof sizes[0] };

static pecia_input *open_file(const char *data, size_t size) {
    make_file(data, size);
    return open_path(path);
}

/* What is released is given back in whole pages; what stands behind it stays. */
static void test_release(void **state) {
    enum { SIZE = 12 << 20, GONE = 7 << 20 };
    (void)state;
    char *data = letters(SIZE);
    pecia_input *input = open_file(data, SIZE);
    pecia_str content;
    assert_int_equal(pecia_input_content(input, &content), PECIA_OK);
    pecia_input_release(input, 1);
    assert_memory_equal(content.data, data, SIZE);
    for (size_t done = 0; done <= GONE; done += GONE / 5)
        pecia_input_release(input, done);
    assert_memory_equal(content.data + GONE, data + GONE, SIZE - GONE);
    assert_int_equal(content.data[4 << 20], '\0');
    pecia_input_release(input, UINT64_MAX);
    close_input(input);
    free(data);
}

/* Bytes from the middle: the same from a file, from memory and from a pipe, and then from the first byte. */
static void check_places(pecia_input *(*open_it)(const char *, size_t), size_t size) {
    char *data = letters(size), got[100];
    pecia_input *input = open_it(data, size);
    for (size_t at = size + 50; at > 40; at -= at / 3) {
        size_t there = at < size ? size - at : 0, wanted = there < sizeof got ? there : sizeof got;
        assert_int_equal(pecia_input_read_at(input, got, sizeof got, at), wanted);
        assert_memory_equal(got, data + (wanted ? at : 0), wanted);
    }
    check_content(input, data, size);
    close_input(input);
    free(data);
}

static void test_files(void **state) {
    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        check_orders(open_file, sizes[i], true);
        check_places(open_file, sizes[i]);
    }
}

static pecia_input *open_memory(const char *data, size_t size) {
    pecia_input *input = NULL;
    assert_int_equal(
        pecia_input_open_memory(pecia_memory_default(), &heard.limits, heard.diagnostics, data, size, &input),
        PECIA_OK);
    return input;
}

static void test_memory(void **state) {
    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        check_orders(open_memory, sizes[i], true);
        check_places(open_memory, sizes[i]);
    }
}

typedef struct feed {
    const char *data;
    size_t size;
} feed;

static feed fed;

static void *feed_pipe(void *context) {
    const feed *what = context;
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    for (size_t done = 0; done < what->size;) {
        size_t piece = what->size - done < 5000 ? what->size - done : 5000;
        ssize_t more = write(fd, what->data + done, piece);
        if (more <= 0)
            break;
        done += (size_t)more;
    }
    close(fd);
    return NULL;
}

static pecia_input *open_pipe(const char *data, size_t size) {
    fed = (feed){data, size};
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(pthread_create(&feeder, NULL, feed_pipe, &fed), 0);
    feeding = true;
    return open_path(path);
}

static void test_pipes(void **state) {
    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        check_orders(open_pipe, sizes[i], false);
        check_places(open_pipe, sizes[i]);
    }
    char *data = letters(10);
    pecia_input *input = open_pipe(data, 10);
    assert_int_equal(pecia_input_size(input), -1);
    check_content(input, data, 10);
    assert_int_equal(pecia_input_size(input), 10);
    close_input(input);
    free(data);
}

static void test_standard_input(void **state) {
    (void)state;
    make_file("0123456789", 10);
    int kept = dup(STDIN_FILENO), fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(kept >= 0 && fd >= 0 && lseek(fd, 4, SEEK_SET) == 4 && dup2(fd, STDIN_FILENO) == STDIN_FILENO);
    pecia_input *input = open_path("-");
    assert_int_equal(pecia_input_size(input), 6); /* what another program has read already is not ours */
    check_content(input, "456789", 6);
    close_input(input);
    assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
    dup2(kept, STDIN_FILENO);
    close(kept);
    close(fd);
}

static void check_refused(const char *name, const char *sentence) {
    pecia_input *input = NULL;
    heard.count = 0;
    assert_int_equal(pecia_input_open(pecia_memory_default(), &heard.limits, heard.diagnostics, name, &input),
                     PECIA_ERR_IO);
    assert_null(input);
    assert_int_equal(heard.count, 1);
    assert_string_equal(heard.last, sentence);
}

static void test_what_cannot_be_read(void **state) {
    (void)state;
    check_refused("no-such-file.txt",
                  "pecia: error: cannot open 'no-such-file.txt': No such file or directory [cannot-read]");
    check_refused("/", "pecia: error: cannot open '/': it is a folder [cannot-read]");
    check_refused("", "pecia: error: cannot open '': No such file or directory [cannot-read]");
    if (geteuid() != 0) {
        make_file("x", 1);
        assert_int_equal(chmod(path, 0), 0);
        pecia_input *input;
        assert_int_equal(pecia_input_open(pecia_memory_default(), &heard.limits, heard.diagnostics, path, &input),
                         PECIA_ERR_IO);
    }
}

static void test_limit(void **state) {
    (void)state;
    pecia_input *(*const open_it[])(const char *, size_t) = {open_file, open_memory, open_pipe};
    char *data = letters(200000), piece[1000];
    heard.limits.value[PECIA_LIMIT_INPUT] = 100000;
    for (size_t i = 0; i < 3; i++) {
        pecia_str content;
        pecia_input *input = open_it[i](data, 100000);
        check_content(input, data, 100000);
        check_read(input, data, 100000);
        close_input(input);

        heard.count = 0;
        input = open_it[i](data, 100001);
        assert_int_equal(pecia_input_content(input, &content), PECIA_ERR_LIMIT);
        assert_null(content.data);
        assert_int_equal(pecia_input_content(input, &content), PECIA_ERR_LIMIT);
        assert_int_equal(pecia_input_read(input, piece, sizeof piece), PECIA_ERR_LIMIT);
        assert_int_equal(pecia_input_peek(input, piece, sizeof piece), PECIA_ERR_LIMIT);
        assert_int_equal(pecia_input_status(input), PECIA_ERR_LIMIT);
        assert_int_equal(heard.count, 1);
        assert_string_equal(heard.last, "pecia: error: the limit 'input' was met (size of one input: at most 100000 "
                                        "bytes); --limit input=200000 raises it [limit-met]");
        close_input(input);

        input = open_it[i](data, 100001);
        int64_t got;
        while ((got = pecia_input_read(input, piece, sizeof piece)) > 0)
            assert_true(pecia_input_count(input) <= 100000);
        assert_int_equal(got, PECIA_ERR_LIMIT);
        close_input(input);
    }
    free(data);
}

/* An endless device ends at the limit, soon, without taking much more than the limit. */
static void test_endless_device(void **state) {
    (void)state;
    pecia_str content;
    clock_t start = clock();
    heard.limits.value[PECIA_LIMIT_INPUT] = 32 << 20;
    pecia_input *input = open_path("/dev/zero");
    assert_int_equal(pecia_input_size(input), -1);
    assert_int_equal(pecia_input_content(input, &content), PECIA_ERR_LIMIT);
    assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
    close_input(input);
}

/* Files of /proc claim to be empty; a file may grow or shrink after it was opened. */
static void test_sizes_that_lie(void **state) {
    (void)state;
    pecia_str content;
    pecia_input *input = open_path("/proc/self/status");
    assert_int_equal(pecia_input_size(input), -1);
    assert_int_equal(pecia_input_content(input, &content), PECIA_OK);
    assert_true(content.size > 100);
    close_input(input);

    char *data = letters(50000);
    make_file(data, 1000);
    input = open_path(path);
    make_file(data, 50000);
    check_content(input, data, 50000);
    close_input(input);

    input = open_path(path);
    make_file(data, 10);
    check_content(input, data, 10);
    close_input(input);
    free(data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_files, said_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(test_release, said_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(test_memory, said_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(test_pipes, said_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(test_standard_input, said_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_read, said_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(test_limit, said_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(test_endless_device, said_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(test_sizes_that_lie, said_setup, folder_teardown),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, folder_begin, folder_end);
}
