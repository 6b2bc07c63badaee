/* SPDX-License-Identifier: MIT
 *
 * test_summary.c: modules that are cut short or changed are never read past their end nor believed.
 */
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plugins/host/summary.h"
#include "tests/plugins/support.h"

static bool read_summary(const char *path, pecia_arena *arena, pecia_summary *summary, pecia_why *why) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    bool good = pecia_summary_read(fd, arena, summary, why);
    close(fd);
    return good;
}

static void a_summary_is_read(void **state) {
    (void)state;
    pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 0);
    pecia_summary summary;
    pecia_why why;
    assert_true(read_summary(MODULES "/good/tiny.so", arena, &summary, &why));
    assert_int_equal(summary.count, 1);
    assert_string_equal(summary.formats[0].name, "tiny");
    assert_string_equal(summary.formats[0].extensions[0], "tiny");
    assert_string_equal(summary.formats[0].extensions[1], "tin.y");
    assert_null(summary.formats[0].extensions[2]);
    assert_string_equal(summary.formats[0].media_types[0], "text/x-tiny");
    assert_null(summary.formats[0].media_types[1]);
    assert_true(read_summary(MODULES "/newer/newer.so", arena, &summary, &why)); /* has none */
    assert_null(summary.formats);
    pecia_arena_free(arena);
}

#define PARSE(text) pecia_summary_parse(text, sizeof(text), arena, &summary, &why)

static void summaries_are_understood(void **state) {
    (void)state;
    pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 0);
    pecia_summary summary;
    pecia_why why;
    assert_true(PARSE("pecia-summary/1\na b,c d/e,f/g\nh - -\ni j\n\0\0\0"));
    assert_int_equal(summary.count, 3);
    assert_string_equal(summary.formats[0].media_types[1], "f/g");
    assert_null(summary.formats[1].extensions[0]);
    assert_null(summary.formats[1].media_types[0]);
    assert_string_equal(summary.formats[2].extensions[0], "j");
    assert_null(summary.formats[2].media_types[0]);
    assert_false(PARSE(""));
    assert_false(PARSE("pecia-summary/1\n"));
    assert_false(PARSE("pecia-summary/2\na b c\n"));
    assert_false(PARSE("pecia-summary/1\na b c"));
    assert_false(PARSE("pecia-summary/1\na b c d\n"));
    assert_false(PARSE("pecia-summary/1\n\n"));
    assert_false(PARSE("pecia-summary/1\na b c\n\0more"));
    assert_false(pecia_summary_parse("pecia-summary/1\na b c\n", 22, arena, &summary, &why)); /* no NUL */
    pecia_arena_free(arena);
}

/** Whatever is cut off: refused, or no summary, but never a wrong one. */
static void cut_modules_are_refused(void **state) {
    scene *s = *state;
    size_t size;
    char *bytes = scene_read(MODULES "/good/tiny.so", &size);
    const char *path = scene_bytes(s, "cut.so", bytes, size);
    for (size_t length = size; length > 0; length -= length > 2000 ? length / 40 : 1) {
        pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 0);
        pecia_summary summary;
        pecia_why why;
        assert_int_equal(truncate(path, (off_t)length), 0);
        bool good = read_summary(path, arena, &summary, &why);
        if (length < size && good)
            fail_msg("%zu of %zu bytes passed", length, size);
        assert_true(good || strlen(why.text) > 20);
        pecia_arena_free(arena);
    }
    free(bytes);
}

static uint32_t next_random(uint32_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/** Changes some bytes where the reader looks: in the headers and the section headers. */
static void mutate(char *bytes, size_t size, uint32_t *random) {
    ElfW(Ehdr) header;
    memcpy(&header, bytes, sizeof header);
    for (uint32_t i = next_random(random) % 4 + 1; i > 0; i--) {
        static const unsigned char telling[] = {0, 1, 0x7f, 0x80, 0xff};
        size_t at = next_random(random) % 3 == 0 ? next_random(random) % sizeof header
                                                 : header.e_shoff + next_random(random) % (size - header.e_shoff);
        bytes[at] = next_random(random) % 2 ? (char)telling[next_random(random) % 5] : (char)next_random(random);
    }
}

static void changed_modules_are_survived(void **state) {
    scene *s = *state;
    size_t size;
    char *bytes = scene_read(MODULES "/good/tiny.so", &size);
    char *copy = malloc(size);
    uint32_t random = 20260117, refused = 0;
    assert_non_null(copy);
    for (int i = 0; i < 3000; i++) {
        pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 64 << 20);
        pecia_summary summary;
        pecia_why why;
        memcpy(copy, bytes, size);
        mutate(copy, size, &random);
        refused += !read_summary(scene_bytes(s, "changed.so", copy, size), arena, &summary, &why);
        for (uint32_t f = 0; summary.formats && f < summary.count; f++)
            assert_true(strlen(summary.formats[f].name) < 1 << 16);
        pecia_arena_free(arena);
    }
    assert_in_range(refused, 100, 2999);
    free(copy);
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_summary_is_read),
        cmocka_unit_test(summaries_are_understood),
        cmocka_unit_test_setup_teardown(cut_modules_are_refused, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(changed_modules_are_survived, scene_begin, scene_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
