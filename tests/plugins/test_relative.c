/* SPDX-License-Identifier: MIT
 *
 * test_relative.c: names of resources turned into paths beneath a folder.
 */
#include <string.h>

#include "plugins/host/resources.h"
#include "tests/core/cmocka_all.h"

typedef struct sample {
    const char *name, *path; /* NULL: refused */
} sample;

static void names_become_paths(void **state) {
    (void)state;
    static const sample samples[] = {
        {"a.png", "a.png"},
        {"img/a.png", "img/a.png"},
        {"./img//./a.png", "img/a.png"},
        {"img/../a.png", "a.png"},
        {"a%20b.png", "a b.png"},
        {"%d0%b0.png", "\xd0\xb0.png"},
        {"100%.png", "100%.png"},
        {"%zz%4.png", "%zz%4.png"},
        {"a%252f..%252fb", "a%2f..%2fb"}, /* decoded once only */
        {"a/b/../../c", "c"},
        {"..hidden/...", "..hidden/..."},
        {"", NULL},
        {".", NULL},
        {"img/..", NULL},
        {"..", NULL},
        {"../a.png", NULL},
        {"img/../../a.png", NULL},
        {"%2e%2e/a.png", NULL},
        {"%2E%2e%2fa.png", NULL},
        {"/etc/passwd", NULL},
        {"%2fetc/passwd", NULL},
        {"//host/a.png", NULL},
        {"\\\\host\\a.png", NULL},
        {"C:\\a.png", NULL},
        {"http://example.org/a.png", NULL},
        {"file:a.png", NULL},
        {"file%3a///etc/passwd", NULL},
        {"data:image/png;base64,AAAA", NULL},
        {"a%00.png", NULL},
    };
    pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 0);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const char *path = NULL, *why = NULL;
        pecia_str name = {samples[i].name, strlen(samples[i].name)};
        assert_int_equal(pecia_relative_path(name, arena, &path, &why), PECIA_OK);
        if (samples[i].path) {
            assert_non_null(path);
            assert_string_equal(path, samples[i].path);
        } else {
            if (path)
                fail_msg("%s became %s", samples[i].name, path);
            assert_non_null(why);
        }
    }
    pecia_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_become_paths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
