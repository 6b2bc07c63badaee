/* SPDX-License-Identifier: MIT
 *
 * test_check.c: descriptors of plugins that are part of the program, each with one thing wrong.
 */
#include <string.h>

#include "tests/plugins/support.h"

static int32_t read_nothing(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    (void)host;
    (void)job;
    (void)input;
    (void)builder;
    return PECIA_OK;
}

/** A descriptor that is right; the tests spoil one part of it. */
typedef struct sample {
    pecia_option option;
    const pecia_option *options[3];
    const char *choices[3];
    const char *extensions[3];
    const char *media_types[2];
    uint8_t fidelity[PECIA_KIND_COUNT];
    pecia_format format;
    const pecia_format *formats[2];
    pecia_plugin plugin;
} sample;

static void fill(sample *it) {
    *it = (sample){.choices = {"one", "two", NULL},
                   .extensions = {"xy", "x.y", NULL},
                   .media_types = {"text/x-xy+xml", NULL},
                   .option = {.struct_size = sizeof(pecia_option),
                              .type = PECIA_OPTION_CHOICE,
                              .applies = PECIA_OPTION_READ,
                              .name = "which-one",
                              .fallback = "one",
                              .help = "which"}};
    it->option.choices = it->choices;
    it->options[0] = &it->option;
    it->format = (pecia_format){.struct_size = sizeof(pecia_format),
                                .fidelity_count = PECIA_KIND_COUNT,
                                .name = "xy",
                                .title = "X and Y",
                                .extensions = it->extensions,
                                .media_types = it->media_types,
                                .options = it->options,
                                .fidelity = it->fidelity,
                                .read = read_nothing};
    it->formats[0] = &it->format;
    it->plugin = (pecia_plugin){.magic = PECIA_PLUGIN_MAGIC,
                                .struct_size = sizeof(pecia_plugin),
                                .abi_major = PECIA_ABI_MAJOR,
                                .id = "test.xy",
                                .version = "1",
                                .licence = "MIT",
                                .formats = it->formats};
}

/** Offers IT; true if it was taken. */
static bool offer(scene *s, const sample *it) {
    pecia_registry *registry = pecia_registry_new(NULL, s->diagnostics);
    int32_t status = pecia_registry_offer(registry, &it->plugin, "sample");
    assert_true(status == PECIA_OK || status == PECIA_ERR_PLUGIN);
    assert_int_equal(pecia_registry_count(registry), status == PECIA_OK ? 1 : 0);
    pecia_registry_free(registry);
    return status == PECIA_OK;
}

static void a_right_one_is_taken(void **state) {
    sample it;
    fill(&it);
    assert_true(offer(*state, &it));
    it.format.media_types = NULL;
    it.format.options = NULL;
    it.format.extensions = NULL;
    it.format.fidelity = NULL;
    it.format.title = NULL;
    it.plugin.licence = NULL;
    assert_true(offer(*state, &it));
    assert_string_equal(((scene *)*state)->said, "");
}

#define REFUSED(spoil, words)                                                                                          \
    do {                                                                                                               \
        fill(&it);                                                                                                     \
        spoil;                                                                                                         \
        scene_forget(s);                                                                                               \
        if (offer(s, &it))                                                                                             \
            fail_msg("taken: %s", #spoil);                                                                             \
        if (scene_said(s, "sample is not used: ") != 1 || scene_said(s, words) != 1)                                   \
            fail_msg("%s: %s", #spoil, s->said);                                                                       \
    } while (0)

static void wrong_plugins_are_refused(void **state) {
    scene *s = *state;
    sample it;
    REFUSED(it.plugin.magic = 1, "0x00000001");
    REFUSED(it.plugin.struct_size = 4, "cut short");
    REFUSED(it.plugin.struct_size = offsetof(pecia_plugin, formats), "cut short");
    REFUSED(it.plugin.abi_major = 0, "ABI 0.0");
    REFUSED(it.plugin.min_host_minor = 2, "needs a host of plugin ABI 1.2");
    REFUSED(it.plugin.id = NULL, "its id");
    REFUSED(it.plugin.id = "two words", "its id");
    REFUSED(it.plugin.version = "", "its version");
    REFUSED(it.plugin.licence = "\xff", "its licence");
    REFUSED(it.plugin.formats = NULL, "no format");
    REFUSED(it.formats[0] = NULL, "no format");
}

static void wrong_formats_are_refused(void **state) {
    scene *s = *state;
    sample it;
    REFUSED(it.format.struct_size = 8, "the struct of a format is cut short: 8 bytes");
    REFUSED(it.format.name = NULL, "the name of a format");
    REFUSED(it.format.name = "", "the name of a format");
    REFUSED(it.format.name = "-x", "the name of a format");
    REFUSED(it.format.name = "a-name-that-is-longer-than-32-bytes", "the name of a format");
    REFUSED(it.format.title = "two\nlines", "the title of xy");
    REFUSED(it.extensions[0] = ".xy", "an extension of xy");
    REFUSED(it.extensions[1] = "", "an extension of xy");
    REFUSED(it.media_types[0] = "TEXT/plain", "a media type of xy");
    REFUSED(it.fidelity[PECIA_NOTE] = 3, "the fidelity of xy for kind 25 is 3");
    REFUSED(it.format.read = NULL, "neither read nor write");
    REFUSED(it.format.struct_size = offsetof(pecia_format, read), "neither read nor write");
}

static void wrong_options_are_refused(void **state) {
    scene *s = *state;
    sample it;
    REFUSED(it.option.struct_size = 8, "an option of xy has no name");
    REFUSED(it.option.name = "Upper", "an option of xy has no name");
    REFUSED(it.option.fallback = "three", "one or two was wanted");
    REFUSED(it.option.choices = NULL, "no list of choices");
    REFUSED(it.choices[0] = NULL, "no list of choices");
    REFUSED(it.choices[1] = "two words", "no plain word");
    REFUSED(it.option.help = "a\tb", "the help of the option xy:which-one");
    REFUSED(it.options[1] = &it.option, "two options named which-one");
    REFUSED((it.option.type = PECIA_OPTION_NUMBER, it.option.min = 2, it.option.max = 1), "range");
    REFUSED((it.option.type = PECIA_OPTION_NUMBER, it.option.min = 2, it.option.max = 5, it.option.fallback = "6"),
            "a number from 2 to 5 was wanted");
    REFUSED((it.option.type = PECIA_OPTION_BOOL, it.option.fallback = "maybe"), "true or false was wanted");
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(a_right_one_is_taken),
        SCENE(wrong_plugins_are_refused),
        SCENE(wrong_formats_are_refused),
        SCENE(wrong_options_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
