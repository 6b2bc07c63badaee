/* SPDX-License-Identifier: MIT
 *
 * test_memory.c: the host when the n-th allocation fails, for every n.
 */
#include "tests/core/failing.h"
#include "tests/plugins/support.h"

typedef struct run {
    scene *s;
    const char *paths[3];
    const char *output;
} run;

static int32_t convert(const pecia_memory *memory, void *context) {
    run *r = context;
    static const char *const asked[] = {MODULES "/good", NULL}, *const metadata[] = {"title=A", NULL};
    pecia_registry *registry = pecia_registry_new(memory, r->s->diagnostics);
    if (!registry)
        return PECIA_ERR_MEMORY;
    pecia_settings settings = {
        .memory = memory, .registry = registry, .diagnostics = r->s->diagnostics, .metadata = metadata, .to = "tiny"};
    uint64_t errors = pecia_diagnostics_count(r->s->diagnostics, PECIA_ERROR);
    int32_t status = pecia_registry_scan(registry, asked);
    if (status == PECIA_OK)
        status = pecia_convert(&settings, r->paths, r->output, NULL);
    if (status != PECIA_OK) /* whatever failed has said so */
        assert_true(pecia_diagnostics_count(r->s->diagnostics, PECIA_ERROR) > errors);
    pecia_registry_free(registry);
    return status;
}

static void one_input(void **state) {
    scene *s = *state;
    run r = {.s = s, .paths = {scene_file(s, "in.tiny", "TINY\none\n^1\n=2 body\n#a id\n@a\n")}};
    r.output = scene_path(s, "out");
    assert_in_range(failing_try_all(convert, &r, false), 20, 500);
}

static void several_inputs(void **state) {
    scene *s = *state;
    run r = {.s = s,
             .paths = {scene_file(s, "in.tiny", "TINY\none\n^1\n#a id\n"),
                       scene_file(s, "on.tiny", "TINY\n#a id\n@a\n=1 x\n")}};
    r.output = scene_path(s, "out");
    assert_in_range(failing_try_all(convert, &r, false), 40, 900);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_input, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(several_inputs, scene_begin, scene_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
