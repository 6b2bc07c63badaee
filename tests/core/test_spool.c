/* SPDX-License-Identifier: MIT
 *
 * test_spool.c: what a spool keeps is there after its memory was given back, and nothing of it has a name.
 */
#include "tests/core/cmocka.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/spool.h"
#include "tests/core/folder.h"

enum { LARGE = 300001, PAGE = 4096 };

static char *letters(size_t size, int first) {
    char *data = malloc(size + 1);
    for (size_t i = 0; i < size; i++)
        data[i] = (char)(first + (int)(i % 23));
    data[size] = '\0';
    return data;
}

/* KiB of the map at DATA that are in memory for us. */
static size_t resident(const char *data) {
    FILE *map = fopen("/proc/self/smaps", "r");
    char line[512], from[40];
    size_t kib = 0;
    bool ours = false;
    snprintf(from, sizeof from, "%lx-", (unsigned long)(uintptr_t)data);
    while (map && fgets(line, sizeof line, map)) {
        if (strchr(line, '-') && strspn(line, "0123456789abcdef") > 6)
            ours = strncmp(line, from, strlen(from)) == 0;
        if (ours && strncmp(line, "Rss:", 4) == 0)
            kib = strtoul(line + 4, NULL, 10);
    }
    if (map)
        fclose(map);
    return kib;
}

static void test_bytes(void **state) {
    (void)state;
    pecia_spool spool = {0};
    static const size_t sizes[] = {1, PAGE - 1, PAGE, PAGE + 1, LARGE};
    char *kept[5], *given[5];
    for (size_t i = 0; i < 5; i++) {
        given[i] = letters(sizes[i], 'a' + (int)i);
        kept[i] = pecia_spool_add(&spool, given[i], sizes[i]);
        assert_non_null(kept[i]);
    }
    pecia_spool_close(&spool);
    for (size_t i = 0; i < 5; i++) {
        assert_memory_equal(kept[i], given[i], sizes[i] + 1); /* and the NUL */
        pecia_spool_rest(kept[i], sizes[i]);
        assert_memory_equal(kept[i], given[i], sizes[i] + 1);
        pecia_spool_drop(kept[i], sizes[i]);
        free(given[i]);
    }
}

static void test_rest(void **state) {
    (void)state;
    pecia_spool spool = {0};
    char *given = letters(LARGE, 'a'), *kept = pecia_spool_add(&spool, given, LARGE);
    assert_memory_equal(kept, given, LARGE);
    assert_true(resident(kept) >= LARGE / 1024);
    pecia_spool_rest(kept, LARGE);
    assert_int_equal(resident(kept), 0);
    pecia_spool_drop(kept, LARGE);
    pecia_spool_close(&spool);
    free(given);
}

static void test_file(void **state) {
    (void)state;
    pecia_spool spool = {0};
    int error;
    char *given = letters(LARGE, 'k');
    int fd = open("source", O_RDWR | O_CREAT, 0600);
    assert_int_equal(write(fd, given, LARGE), LARGE);
    lseek(fd, 1, SEEK_SET);
    char *kept = pecia_spool_add_file(&spool, fd, LARGE - 1, &error);
    assert_non_null(kept);
    assert_memory_equal(kept, given + 1, LARGE - 1);
    assert_null(pecia_spool_add_file(&spool, fd, 1, &error)); /* it has ended */
    assert_int_equal(error, 1);
    pecia_spool_drop(kept, LARGE - 1);
    pecia_spool_close(&spool);
    close(fd);
    unlink("source");
    free(given);
}

static void test_no_name(void **state) {
    (void)state;
    char folder[4096];
    assert_non_null(getcwd(folder, sizeof folder));
    setenv("TMPDIR", folder, 1);
    pecia_spool spool = {0};
    char *kept = pecia_spool_add(&spool, "bytes", 5);
    assert_non_null(kept);
    assert_int_equal(folder_entries(), 0);
    pecia_spool_drop(kept, 5);
    pecia_spool_close(&spool);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_rest),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_no_name),
    };
    return cmocka_run_group_tests(tests, folder_begin, folder_end);
}
