/* SPDX-License-Identifier: MIT
 *
 * test_output.c: files appear whole or not at all, whatever stands in their place or goes wrong.
 */
#include "tests/core/cmocka.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/output.h"
#include "tests/core/said.h"

static said heard;
static char folder[] = "/tmp/pecia-test-output-XXXXXX";
static char start[4096];

static void empty_folder(void) {
    DIR *here = opendir(".");
    assert_non_null(here);
    for (struct dirent *entry; (entry = readdir(here));) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            assert_int_equal(remove(entry->d_name), 0);
    }
    closedir(here);
}

static int entries(void) {
    int count = -2;
    DIR *here = opendir(".");
    assert_non_null(here);
    while (readdir(here))
        count++;
    closedir(here);
    return count;
}

static int begin(void **state) {
    (void)state;
    said_begin(&heard, pecia_memory_default());
    return heard.diagnostics ? 0 : -1;
}

static int end(void **state) {
    (void)state;
    said_end(&heard);
    empty_folder();
    return 0;
}

static int begin_all(void **state) {
    (void)state;
    umask(022);
    return getcwd(start, sizeof start) && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int end_all(void **state) {
    (void)state;
    return chdir(start) == 0 ? rmdir(folder) : -1;
}

static void make_file(const char *path, const char *text, mode_t mode) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

static void check_file(const char *path, const char *text, mode_t mode) {
    char got[64] = "";
    struct stat status;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t size = fread(got, 1, sizeof got - 1, file);
    fclose(file);
    got[size] = '\0';
    assert_string_equal(got, text);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, mode);
}

static pecia_output *open_path(const char *path) {
    pecia_output *output = NULL;
    assert_int_equal(pecia_output_open(pecia_memory_default(), &heard.limits, heard.diagnostics, path, &output),
                     PECIA_OK);
    return output;
}

static void write_file(const char *path, const char *text) {
    pecia_output *output = open_path(path);
    assert_int_equal(pecia_output_write(output, text, strlen(text)), PECIA_OK);
    assert_int_equal(pecia_output_finish(output), PECIA_OK);
    assert_int_equal(pecia_output_finish(output), PECIA_OK);
    pecia_output_close(output);
}

static void test_new_file(void **state) {
    (void)state;
    write_file("new", "text");
    check_file("new", "text", 0644);
    umask(027);
    write_file("tight", "");
    umask(022);
    check_file("tight", "", 0640);
    assert_int_equal(entries(), 2);
    assert_int_equal(heard.count, 0);
}

static void test_replaced_file(void **state) {
    (void)state;
    make_file("old", "old text", 0600);
    make_file("shared", "old text", 0664);
    write_file("old", "new");
    write_file("./shared", "new");
    check_file("old", "new", 0600);
    check_file("shared", "new", 0664);
    assert_int_equal(entries(), 2);
}

static void test_not_finished(void **state) {
    (void)state;
    make_file("old", "old text", 0644);
    static const char *const names[] = {"old", "new"};
    for (int i = 0; i < 2; i++) {
        pecia_output *output = open_path(names[i]);
        for (int j = 0; j < 100000; j++)
            pecia_output_write(output, "0123456789", 10);
        assert_int_equal(pecia_output_count(output), 1000000);
        assert_int_equal(entries(), 1);
        pecia_output_close(output);
    }
    check_file("old", "old text", 0644);
    assert_int_equal(entries(), 1);
}

static void test_long_names(void **state) {
    (void)state;
    char name[256];
    memset(name, 'n', 255);
    name[255] = '\0';
    write_file(name, "a");
    write_file(name, "b");
    check_file(name, "b", 0644);
    assert_int_equal(entries(), 1);
}

static void test_links_are_followed(void **state) {
    (void)state;
    make_file("target", "old", 0640);
    assert_int_equal(mkdir("sub", 0755), 0);
    assert_int_equal(symlink("target", "link"), 0);
    assert_int_equal(symlink("../link", "sub/far"), 0);
    assert_int_equal(symlink("sub/not-there", "dangling"), 0);
    write_file("sub/far", "new");
    check_file("target", "new", 0640);
    write_file("dangling", "made");
    check_file("sub/not-there", "made", 0644);
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
    make_file("file", "x", 0644);
    check_refused("file/x", "pecia: error: cannot write 'file/x': Not a directory [cannot-write]");
    if (geteuid() != 0) {
        make_file("protected", "x", 0444);
        check_refused("protected", "pecia: error: cannot write 'protected': Permission denied [cannot-write]");
    }
    assert_int_equal(mkdir("none", 0755), 0);
    assert_int_equal(entries(), geteuid() != 0 ? 3 : 2);
}

static void test_full_device(void **state) {
    (void)state;
    pecia_output *output = open_path("/dev/full");
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
    check_file("caught", "text", 0600);
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
    check_file("out", "text", 0644);
}

static void test_broken_pipe(void **state) {
    (void)state;
    int ends[2];
    char name[64];
    assert_int_equal(pipe(ends), 0);
    snprintf(name, sizeof name, "/proc/self/fd/%d", ends[1]);
    pecia_output *output = open_path(name);
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
    make_file("old", "old text", 0644);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    less = before;
    less.rlim_cur = 8192;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &less), 0);
    pecia_output *output = open_path("old");
    for (int i = 0; i < 100; i++)
        pecia_output_write(output, block, sizeof block);
    int32_t status = pecia_output_finish(output);
    pecia_output_close(output);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, PECIA_ERR_IO);
    assert_int_equal(heard.count, 1);
    assert_string_equal(heard.last, "pecia: error: cannot write 'old': File too large [cannot-write]");
    check_file("old", "old text", 0644);
    assert_int_equal(entries(), 1);
}

static void test_limit(void **state) {
    (void)state;
    char block[1000];
    memset(block, 'x', sizeof block);
    heard.limits.value[PECIA_LIMIT_OUTPUT] = 2500;
    for (int i = 0; i < 2; i++) {
        heard.count = 0;
        pecia_output *output = NULL;
        if (i == 0)
            output = open_path("out");
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
    assert_int_equal(entries(), 0);
}

static void test_bound(void **state) {
    (void)state;
    pecia_output *output = open_path("out");
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
    pecia_output *output = open_path("pieces");
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
    pecia_output *output = open_path("x");
    assert_non_null(pecia_output_reserve(output, 10));
    assert_int_equal(pecia_output_commit(output, 1 << 20), PECIA_ERR_PLUGIN);
    assert_int_equal(pecia_output_finish(output), PECIA_ERR_PLUGIN);
    pecia_output_close(output);
    assert_int_equal(entries(), 0);
    pecia_output_close(NULL);
}

#define WITH_SINK(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_SINK(test_new_file),
        WITH_SINK(test_replaced_file),
        WITH_SINK(test_not_finished),
        WITH_SINK(test_long_names),
        WITH_SINK(test_links_are_followed),
        WITH_SINK(test_what_cannot_be_written),
        WITH_SINK(test_full_device),
        WITH_SINK(test_fifo),
        WITH_SINK(test_standard_output),
        WITH_SINK(test_closed_standard_streams),
        WITH_SINK(test_broken_pipe),
        WITH_SINK(test_no_room),
        WITH_SINK(test_limit),
        WITH_SINK(test_bound),
        WITH_SINK(test_pieces),
        WITH_SINK(test_commit_of_more_than_was_reserved),
    };
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    return cmocka_run_group_tests(tests, begin_all, end_all);
}
