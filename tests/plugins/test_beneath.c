/* SPDX-License-Identifier: MIT
 *
 * test_beneath.c: opening a file beneath a folder, by the system call and, where a kernel has it not, step by step.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/plugins/support.h"

/* the same source again, for a kernel without the call */
#undef SYS_openat2
#define SYS_openat2        100000
#define pecia_open_beneath open_without_the_call
#include "plugins/host/beneath.c"
#undef pecia_open_beneath
int pecia_open_beneath(int folder, const char *path);

typedef int (*opener)(int folder, const char *path);

static void check(scene *s, opener open_beneath) {
    scene_folder(s, "book");
    scene_folder(s, "book/img");
    scene_file(s, "book/img/a.png", "a");
    scene_file(s, "secret", "s");
    assert_int_equal(symlink("../secret", scene_path(s, "book/link")), 0);
    assert_int_equal(symlink("img", scene_path(s, "book/inside")), 0);
    assert_int_equal(symlink("..", scene_path(s, "book/up")), 0);
    assert_int_equal(mkfifo(scene_path(s, "book/pipe"), 0644), 0);
    int folder = open(scene_path(s, "book"), O_PATH | O_DIRECTORY | O_CLOEXEC);
    static const char *const good[] = {"img/a.png", "pipe", "img"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        int fd = open_beneath(folder, good[i]);
        assert_true(fd >= 0);
        assert_int_equal(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
        close(fd);
    }
    static const char *const bad[] = {"link", "inside/a.png", "up/secret", "img/a.png/b", "none", "img/none"};
    static const int why[] = {ELOOP, 0, 0, ENOTDIR, ENOENT, ENOENT};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(open_beneath(folder, bad[i]), -1);
        if (why[i])
            assert_int_equal(errno, why[i]);
        else
            assert_true(errno == ELOOP || errno == ENOTDIR);
    }
    char longest[300];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(open_beneath(folder, longest), -1);
    assert_int_equal(errno, ENAMETOOLONG);
    close(folder);
}

static void by_the_call(void **state) {
    check(*state, pecia_open_beneath);
}

static void step_by_step(void **state) {
    check(*state, open_without_the_call);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(by_the_call, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(step_by_step, scene_begin, scene_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
