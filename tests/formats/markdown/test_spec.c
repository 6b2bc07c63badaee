/* SPDX-License-Identifier: MIT
 *
 * test_spec.c: every example of the CommonMark specification is read, written and read back: it stays the same
 * document. The specification is no part of the project; without it the test is skipped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "round.h"

static const char fence[] = "````````````````````````````````";

/* Takes the next example of *REST: its Markdown, with tabs for arrows, in OUT. False at the end. */
static bool next_example(const char **rest, char *out, size_t room) {
    const char *from = strstr(*rest, fence);
    while (from && strncmp(from + strlen(fence), " example", 8) != 0) {
        from = strstr(from + strlen(fence), fence);
    }
    from = from ? strchr(from, '\n') : NULL;
    const char *end = from ? strstr(from, "\n.\n") : NULL;
    if (!end) {
        return false;
    }
    size_t used = 0;
    for (from++; from <= end && used + 1 < room; from++) {
        if (strncmp(from, "\xE2\x86\x92", 3) == 0) {
            out[used++] = '\t';
            from += 2;
        } else {
            out[used++] = *from;
        }
    }
    out[used] = 0;
    *rest = end;
    return true;
}

static void examples_stay_the_same(void **state) {
    scene *s = *state;
    char *spec = scene_read(SPEC, NULL);
    if (!spec) {
        print_message("%s is not there: skipped\n", SPEC);
        skip();
    }
    pecia_registry *registry = scene_registry(s, PLUGINS);
    cli_view view;
    markdown_view(registry, &view);
    const char *rest = spec;
    static char example[65536];
    uint32_t number = 0, bad = 0;
    while (next_example(&rest, example, sizeof example)) {
        pecia_source first = read_file(s, registry, "markdown", scene_file(s, "in.md", example));
        const char *what = round_wrong(s, registry, &view, &first, NULL);
        pecia_source_free(&first);
        number++;
        if (what) {
            print_message("example %u %s:\n%s", (unsigned)number, what, example);
            bad++;
        }
    }
    free(spec);
    pecia_registry_free(registry);
    print_message("%u examples\n", (unsigned)number);
    assert_true(number > 600);
    assert_int_equal(bad, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(examples_stay_the_same, scene_begin, scene_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
