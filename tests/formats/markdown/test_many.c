/* SPDX-License-Identifier: MIT
 *
 * test_many.c: what there is a lot of: fields of metadata, elements of HTML that nothing ends.
 */
#include <stdlib.h>
#include <string.h>

#include "round.h"

enum { FIELDS = 10001, TAGS = 300 };

/* COUNT times TEXT between HEAD and TAIL, to be freed. */
static char *repeated(const char *head, uint32_t count, const char *text, const char *tail) {
    char *out = malloc(strlen(head) + count * strlen(text) + strlen(tail) + 1);
    assert_non_null(out);
    char *at = stpcpy(out, head);
    for (uint32_t i = 0; i < count; i++) {
        at = stpcpy(at, text);
    }
    stpcpy(at, tail);
    return out;
}

/* TAG many times, as Markdown: what reading it says. */
static int32_t status_of(scene *s, const char *head, const char *tag, pecia_source *source) {
    char *markdown = repeated(head, TAGS, tag, "a\n");
    pecia_registry *registry = scene_registry(s, PLUGINS);
    bool is_read = try_file(s, registry, "markdown", scene_file(s, "in.md", markdown), source);
    pecia_registry_free(registry);
    free(markdown);
    return is_read ? PECIA_OK : PECIA_ERR_LIMIT;
}

static void fields_are_written_however_many(void **state) {
    char *markdown = repeated("---\nauthor:\n", FIELDS, "- \"a\"\n", "---\n\nx\n");
    char *written = again(*state, markdown, NULL, 0, NULL);
    assert_string_equal(written, markdown);
    free(written);
    free(markdown);
}

static void fields_of_a_name_stand_together(void **state) {
    char *written = again(*state, "---\nx: 1\nauthor: [a, b]\ny: 2\nz: [c, d]\n---\nz\n", NULL, 0, NULL);
    assert_string_equal(written,
                        "---\nx: \"1\"\nauthor:\n- \"a\"\n- \"b\"\ny: \"2\"\nz:\n- \"c\"\n- \"d\"\n---\n\nz\n");
    free(written);
}

static void elements_out_of_place_end_each_other(void **state) {
    static const char *const tags[] = {"<td>", "<tr>", "<li>", "<dd>", "<tbody>", "<body>\n\n"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        pecia_source source;
        assert_int_equal(status_of(*state, "", tags[i], &source), PECIA_OK);
        pecia_source_free(&source);
    }
}

static void elements_that_are_no_nodes_keep_the_depth(void **state) {
    pecia_source source;
    scene *s = *state;
    assert_int_equal(status_of(s, "<pre>", "<b>", &source), PECIA_ERR_LIMIT);
    assert_non_null(strstr(s->said, "the limit 'depth' was met"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fields_are_written_however_many, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(fields_of_a_name_stand_together, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(elements_out_of_place_end_each_other, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(elements_that_are_no_nodes_keep_the_depth, scene_begin, scene_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
