/* SPDX-License-Identifier: MIT
 *
 * test_output_file.c: files appear whole or not at all, whatever stands in their place or goes wrong.
 */
#include "tests/core/cmocka.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/output.h"
#include "tests/core/folder.h"
#include "tests/core/said.h"

static void write_file(const char *path, const char *text) {
    pecia_output *output = folder_open_output(path);
    assert_int_equal(pecia_output_write(output, text, strlen(text)), PECIA_OK);
    assert_int_equal(pecia_output_finish(output), PECIA_OK);
    assert_int_equal(pecia_output_finish(output), PECIA_OK);
    pecia_output_close(output);
}

static void test_new_file(void **state) {
    (void)state;
    write_file("new", "text");
    folder_check_file("new", "text", 0644);
    umask(027);
    write_file("tight", "");
    umask(022);
    folder_check_file("tight", "", 0640);
    assert_int_equal(folder_entries(), 2);
    assert_int_equal(heard.count, 0);
}

static void test_replaced_file(void **state) {
    (void)state;
    folder_make_file("old", "old text", 0600);
    folder_make_file("shared", "old text", 0664);
    write_file("old", "new");
    write_file("./shared", "new");
    folder_check_file("old", "new", 0600);
    folder_check_file("shared", "new", 0664);
    assert_int_equal(folder_entries(), 2);
}

static void test_not_finished(void **state) {
    (void)state;
    folder_make_file("old", "old text", 0644);
    static const char *const names[] = {"old", "new"};
    for (int i = 0; i < 2; i++) {
        pecia_output *output = folder_open_output(names[i]);
        for (int j = 0; j < 100000; j++)
            pecia_output_write(output, "0123456789", 10);
        assert_int_equal(pecia_output_count(output), 1000000);
        assert_int_equal(folder_entries(), 1);
        pecia_output_close(output);
    }
    folder_check_file("old", "old text", 0644);
    assert_int_equal(folder_entries(), 1);
}

static void test_long_names(void **state) {
    (void)state;
    char name[256];
    memset(name, 'n', 255);
    name[255] = '\0';
    write_file(name, "a");
    write_file(name, "b");
    folder_check_file(name, "b", 0644);
    assert_int_equal(folder_entries(), 1);
}

static void test_links_are_followed(void **state) {
    (void)state;
    folder_make_file("target", "old", 0640);
    assert_int_equal(mkdir("sub", 0755), 0);
    assert_int_equal(symlink("target", "link"), 0);
    assert_int_equal(symlink("../link", "sub/far"), 0);
    assert_int_equal(symlink("sub/not-there", "dangling"), 0);
    write_file("sub/far", "new");
    folder_check_file("target", "new", 0640);
    write_file("dangling", "made");
    folder_check_file("sub/not-there", "made", 0644);
    struct stat status;
    assert_int_equal(lstat("sub/far", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(symlink("b", "a"), 0);
    assert_int_equal(symlink("a", "b"), 0);
    pecia_output *output = NULL;
    assert_int_equal(pecia_output_open(pecia_memory_default(), &heard.limits, heard.diagnostics, "a", &output),
                     PECIA_ERR_IO);
    assert_int_equal(unlink("sub/far"), 0);
    assert_int_equal(unlink("sub/not-there"), 0);
}

static void check_refused(const char *path, const char *sentence) {
    pecia_output *output = NULL;
    heard.count = 0;
    assert_int_equal(pecia_output_open(pecia_memory_default(), &heard.limits, heard.diagnostics, path, &output),
                     PECIA_ERR_IO);
    assert_null(output);
    assert_int_equal(heard.count, 1);
    assert_string_equal(heard.last, sentence);
}

static void test_what_cannot_be_written(void **state) {
    (void)state;
    pecia_diagnostics_file(heard.diagnostics, "input.md"); /* it is not about the input */
    check_refused(".", "pecia: error: cannot write '.': it is a folder; name a file [cannot-write]");
    check_refused("none/x", "pecia: error: cannot write 'none/x': there is no such folder [cannot-write]");
    check_refused("x/", "pecia: error: cannot write 'x/': it is a folder; name a file [cannot-write]");
    folder_make_file("file", "x", 0644);
    check_refused("file/x", "pecia: error: cannot write 'file/x': Not a directory [cannot-write]");
    if (geteuid() != 0) {
        folder_make_file("protected", "x", 0444);
        check_refused("protected", "pecia: error: cannot write 'protected': Permission denied [cannot-write]");
    }
    assert_int_equal(mkdir("none", 0755), 0);
    assert_int_equal(folder_entries(), geteuid() != 0 ? 3 : 2);
}

static void test_full_device(void **state) {
    (void)state;
    pecia_output *output = folder_open_output("/dev/full");
    assert_int_equal(pecia_output_write(output, "x", 1), PECIA_OK);
    assert_int_equal(pecia_output_finish(output), PECIA_ERR_IO);
    assert_string_equal(heard.last, "pecia: error: cannot write '/dev/full': No space left on device [cannot-write]");
    assert_int_equal(pecia_output_write(output, "x", 1), PECIA_ERR_IO);
    assert_null(pecia_output_reserve(output, 1));
    assert_int_equal(pecia_output_commit(output, 1), PECIA_ERR_IO);
    assert_int_equal(pecia_output_finish(output), PECIA_ERR_IO);
    assert_int_equal(pecia_output_status(output), PECIA_ERR_IO);
    assert_int_equal(heard.count, 1);
    pecia_output_close(output);
    struct stat status;
    assert_int_equal(stat("/dev/full", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
    write_file("/dev/null", "nothing");
}

static void test_fifo(void **state) {
    (void)state;
    char got[8] = "";
    assert_int_equal(mkfifo("fifo", 0600), 0);
    int fd = open("fifo", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_true(fd >= 0);
    write_file("fifo", "text");
    assert_int_equal(read(fd, got, sizeof got), 4);
    close(fd);
    struct stat status;
    assert_int_equal(stat("fifo", &status), 0);
    assert_true(S_ISFIFO(status.st_mode));
}

static void test_standard_output(void **state) {
    (void)state;
    fflush(stdout);
    int kept = dup(STDOUT_FILENO), fd = open("caught", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(kept >= 0 && fd >= 0 && dup2(fd, STDOUT_FILENO) == STDOUT_FILENO);
    write_file("-", "text");
    int open_still = fcntl(STDOUT_FILENO, F_GETFD);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    close(fd);
    assert_true(open_still >= 0);
    folder_check_file("caught", "text", 0600);
}

/* When the standard streams are closed, a file may get the number of one of them. */
static void test_closed_standard_streams(void **state) {
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(STDIN_FILENO);
        close(STDOUT_FILENO);
        pecia_output *output = NULL;
        int32_t result = pecia_output_open(pecia_memory_default(), &heard.limits, heard.diagnostics, "out", &output);
        if (result == PECIA_OK)
            result = pecia_output_write(output, "text", 4);
        if (result == PECIA_OK)
            result = pecia_output_finish(output);
        pecia_output_close(output);
        _exit(result == PECIA_OK ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    folder_check_file("out", "text", 0644);
}

static void test_broken_pipe(void **state) {
    (void)state;
    int ends[2];
    char name[64];
    assert_int_equal(pipe(ends), 0);
    snprintf(name, sizeof name, "/proc/self/fd/%d", ends[1]);
    pecia_output *output = folder_open_output(name);
    close(ends[0]);
    assert_int_equal(pecia_output_write(output, "x", 1), PECIA_OK);
    assert_int_equal(pecia_output_finish(output), PECIA_ERR_IO);
    assert_non_null(strstr(heard.last, "Broken pipe"));
    pecia_output_close(output);
    close(ends[1]);
}

/* RLIMIT_FSIZE stands for every disk that fills up half-way. */
static void test_no_room(void **state) {
    (void)state;
    struct rlimit before, less;
    char block[5000];
    memset(block, 'x', sizeof block);
    folder_make_file("old", "old text", 0644);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    less = before;
    less.rlim_cur = 8192;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &less), 0);
    pecia_output *output = folder_open_output("old");
    for (int i = 0; i < 100; i++)
        pecia_output_write(output, block, sizeof block);
    int32_t status = pecia_output_finish(output);
    pecia_output_close(output);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, PECIA_ERR_IO);
    assert_int_equal(heard.count, 1);
    assert_string_equal(heard.last, "pecia: error: cannot write 'old': File too large [cannot-write]");
    folder_check_file("old", "old text", 0644);
    assert_int_equal(folder_entries(), 1);
}

#define WITH_SINK(test) cmocka_unit_test_setup_teardown(test, said_setup, folder_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_SINK(test_new_file),           WITH_SINK(test_replaced_file),
        WITH_SINK(test_not_finished),       WITH_SINK(test_long_names),
        WITH_SINK(test_links_are_followed), WITH_SINK(test_what_cannot_be_written),
        WITH_SINK(test_full_device),        WITH_SINK(test_fifo),
        WITH_SINK(test_standard_output),    WITH_SINK(test_closed_standard_streams),
        WITH_SINK(test_broken_pipe),        WITH_SINK(test_no_room),
    };
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    return cmocka_run_group_tests(tests, folder_begin, folder_end);
}
