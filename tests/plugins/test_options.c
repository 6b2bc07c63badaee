/* SPDX-License-Identifier: MIT
 *
 * test_options.c: options from FORMAT:NAME=VALUE to checked values.
 */
#include "plugins/host/options.h"
#include "tests/plugins/support.h"

typedef struct options_scene {
    pecia_registry *registry;
    const pecia_format_info *tiny;
    pecia_arena *arena;
    pecia_values values;
} options_scene;

static options_scene begin(scene *s) {
    options_scene o = {.registry = scene_registry(s, MODULES "/good"),
                       .arena = pecia_arena_new(pecia_memory_default(), 0)};
    o.tiny = pecia_registry_find(o.registry, "tiny");
    assert_non_null(o.tiny);
    return o;
}

static void end(options_scene *o) {
    pecia_arena_free(o->arena);
    pecia_registry_free(o->registry);
}

static int32_t fill(scene *s, options_scene *o, uint32_t applies, const char *setting) {
    const char *settings[] = {"other:width=1", setting, NULL};
    return pecia_values_fill(o->tiny, applies, settings, o->arena, s->diagnostics, &o->values);
}

static void defaults_and_values(void **state) {
    scene *s = *state;
    options_scene o = begin(s);
    assert_int_equal(fill(s, &o, PECIA_OPTION_WRITE, NULL), PECIA_OK);
    assert_string_equal(pecia_values_get(&o.values, "width"), "72");
    assert_int_equal(pecia_values_number(&o.values, "width", 1), 72);
    assert_null(pecia_values_get(&o.values, "label"));
    assert_null(pecia_values_get(&o.values, "nonsense"));
    assert_int_equal(pecia_values_number(&o.values, "label", 5), 5);
    assert_int_equal(fill(s, &o, PECIA_OPTION_WRITE, "tiny:width=100"), PECIA_OK);
    assert_int_equal(pecia_values_number(&o.values, "width", 1), 100);
    assert_int_equal(fill(s, &o, PECIA_OPTION_READ, "tiny:loud=yes"), PECIA_OK);
    assert_int_equal(pecia_values_number(&o.values, "loud", 5), 1);
    assert_int_equal(fill(s, &o, PECIA_OPTION_READ, "tiny:loud=0"), PECIA_OK);
    assert_int_equal(pecia_values_number(&o.values, "loud", 5), 0);
    assert_int_equal(fill(s, &o, PECIA_OPTION_READ, "tiny:label=a=b:c"), PECIA_OK);
    assert_string_equal(pecia_values_get(&o.values, "label"), "a=b:c");
    assert_int_equal(fill(s, &o, PECIA_OPTION_READ, "tiny:label="), PECIA_OK);
    assert_string_equal(pecia_values_get(&o.values, "label"), "");
    assert_int_equal(fill(s, &o, PECIA_OPTION_READ, "tiny:width=100"), PECIA_OK); /* the writer's */
    assert_int_equal(pecia_values_number(&o.values, "width", 1), 72);
    assert_string_equal(s->said, "");
    end(&o);
}

#define REFUSED(setting, words)                                                                                        \
    do {                                                                                                               \
        scene_forget(s);                                                                                               \
        assert_int_equal(fill(s, &o, PECIA_OPTION_READ | PECIA_OPTION_WRITE, setting), PECIA_ERR_USAGE);               \
        if (scene_said(s, words) != 1)                                                                                 \
            fail_msg("%s: %s", setting, s->said);                                                                      \
    } while (0)

static void wrong_values_are_told(void **state) {
    scene *s = *state;
    options_scene o = begin(s);
    REFUSED("tiny:widht=80", "tiny has no option widht; did you mean tiny:width? [option-unknown]");
    REFUSED("tiny:zzz=80", "tiny has no option zzz; \"pecia formats tiny\" lists what there is");
    REFUSED("tiny:width=9", "tiny:width cannot be \"9\": a number from 10 to 200 was wanted [option-value]");
    REFUSED("tiny:width=", "a number from 10 to 200 was wanted");
    REFUSED("tiny:width=80x", "a number from 10 to 200 was wanted");
    REFUSED("tiny:width= 80", "a number from 10 to 200 was wanted");
    REFUSED("tiny:width=99999999999999999999", "a number from 10 to 200 was wanted");
    REFUSED("tiny:loud=maybe", "true or false was wanted");
    REFUSED("tiny:write-fault=x", "none, forget, notes or flood was wanted");
    REFUSED("tiny:style=", "the name of a file was wanted");
    end(&o);
}

static void forms_and_formats_are_checked(void **state) {
    scene *s = *state;
    options_scene o = begin(s);
    const char *settings[] = {"tiny:width=80", NULL};
    const pecia_format_info other = {.name = "other", .options = (const pecia_option *const[]){NULL}};
    const pecia_format_info *none[] = {&other, NULL}, *tiny[] = {&other, o.tiny, NULL};
    assert_int_equal(pecia_options_check(settings, none, o.tiny, s->diagnostics), PECIA_OK);
    assert_int_equal(pecia_options_check(NULL, none, o.tiny, s->diagnostics), PECIA_OK);
    assert_int_equal(pecia_options_check(settings, tiny, &other, s->diagnostics), PECIA_ERR_USAGE);
    assert_int_equal(scene_said(s, "tiny:width is for writing, and tiny is only read here [option-format]"), 1);
    static const char *const wrong[] = {"width=80", "tiny:width", ":width=1", "tiny:=1", "", "=tiny:width"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        settings[0] = wrong[i];
        assert_int_equal(pecia_options_check(settings, none, o.tiny, s->diagnostics), PECIA_ERR_USAGE);
    }
    assert_int_equal(scene_said(s, "is no option; write FORMAT:NAME=VALUE"), 6);
    settings[0] = "epub:version=3";
    assert_int_equal(pecia_options_check(settings, tiny, o.tiny, s->diagnostics), PECIA_ERR_USAGE);
    assert_int_equal(scene_said(s, "is for a format that takes no part in this conversion (other, tiny to tiny)"), 1);
    end(&o);
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(defaults_and_values),
        SCENE(wrong_values_are_told),
        SCENE(forms_and_formats_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
