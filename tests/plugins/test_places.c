/* SPDX-License-Identifier: MIT
 *
 * test_places.c: where modules are found, which of two counts, which are refused and why.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/plugins/support.h"

static void a_named_folder_is_searched(void **state) {
    scene *s = *state;
    pecia_registry *registry = scene_registry(s, MODULES "/good");
    const pecia_format_info *tiny = pecia_registry_find(registry, "tiny");
    assert_non_null(tiny);
    assert_string_equal(tiny->title, "Tiny lines");
    assert_string_equal(tiny->plugin, "test.tiny");
    assert_string_equal(tiny->module, MODULES "/good/tiny.so");
    assert_true(tiny->reads && tiny->writes && tiny->probes);
    assert_int_equal(tiny->fidelity[PECIA_PARAGRAPH], PECIA_HOLDS_FULLY);
    assert_int_equal(tiny->fidelity[PECIA_IMAGE], PECIA_HOLDS_PARTLY);
    assert_int_equal(tiny->fidelity[PECIA_HIDDEN_BLOCK], PECIA_HOLDS_NOT);
    assert_string_equal(s->said, "");
    pecia_registry_free(registry);
}

static void a_named_module_is_taken(void **state) {
    scene *s = *state;
    pecia_registry *registry = scene_registry(s, MODULES "/good/tiny.so");
    assert_non_null(pecia_registry_find(registry, "tiny"));
    pecia_registry_free(registry);
}

static void a_name_without_a_folder_is_a_file_here(void **state) {
    scene *s = *state;
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    scene_module(s, MODULES "/good/tiny.so", "here.so");
    assert_int_equal(chdir(s->folder), 0);
    pecia_registry *registry = scene_registry(s, "here.so");
    assert_int_equal(chdir(before), 0);
    assert_int_equal(scene_said(s, "plugin-refused"), 0);
    pecia_registry_free(registry);
}

static void what_is_asked_for_must_be_there(void **state) {
    scene *s = *state;
    pecia_registry *registry = pecia_registry_new(NULL, s->diagnostics);
    const char *asked[] = {scene_path(s, "nowhere"), NULL};
    assert_int_equal(pecia_registry_scan(registry, asked), PECIA_ERR_IO);
    assert_int_equal(scene_said(s, "nowhere cannot be searched for plugins"), 1);
    pecia_registry_free(registry);
}

static void the_first_found_wins(void **state) {
    scene *s = *state;
    const char *asked[] = {MODULES "/second", MODULES "/good", NULL};
    pecia_registry *registry = pecia_registry_new(NULL, s->diagnostics);
    assert_int_equal(pecia_registry_scan(registry, asked), PECIA_OK);
    assert_string_equal(pecia_registry_find(registry, "tiny")->title, "Shadowed");
    assert_int_equal(scene_said(s, "info: the format tiny of " MODULES "/good/tiny.so is not used: " MODULES
                                   "/second/tiny.so was found first [plugin-shadowed]"),
                     1);
    assert_int_equal(pecia_registry_count(registry), 1);
    pecia_registry_free(registry);
}

static void the_same_file_is_not_its_own_shadow(void **state) {
    scene *s = *state;
    const char *asked[] = {MODULES "/good", MODULES "/good/tiny.so", MODULES "/../modules/good", NULL};
    pecia_registry *registry = pecia_registry_new(NULL, s->diagnostics);
    assert_int_equal(pecia_registry_scan(registry, asked), PECIA_OK);
    assert_string_equal(s->said, "");
    pecia_registry_free(registry);
}

static void the_environment_is_searched(void **state) {
    scene *s = *state;
    setenv("PECIA_PLUGIN_PATH", "/nowhere:" MODULES "/good::", 1);
    pecia_registry *registry = scene_registry(s, NULL);
    assert_non_null(pecia_registry_find(registry, "tiny"));
    assert_string_equal(s->said, "");
    pecia_registry_free(registry);
}

static void folders_that_others_write_to_are_refused(void **state) {
    scene *s = *state;
    const char *folder = scene_folder(s, "open");
    scene_module(s, MODULES "/good/tiny.so", "open/tiny.so");
    assert_int_equal(chmod(folder, 0777), 0);
    setenv("PECIA_PLUGIN_PATH", folder, 1);
    pecia_registry *registry = scene_registry(s, NULL);
    assert_int_equal(pecia_registry_count(registry), 0);
    assert_int_equal(scene_said(s, "the folder can be written to by everybody; run chmod go-w on it, or name it with "
                                   "--plugin-dir [plugin-refused]"),
                     1);
    pecia_registry_free(registry);
    registry = scene_registry(s, folder); /* asked for by name */
    assert_int_equal(pecia_registry_count(registry), 1);
    pecia_registry_free(registry);
}

static void modules_that_others_write_to_are_refused(void **state) {
    scene *s = *state;
    const char *folder = scene_folder(s, "closed");
    assert_int_equal(chmod(scene_module(s, MODULES "/good/tiny.so", "closed/tiny.so"), 0666), 0);
    setenv("PECIA_PLUGIN_PATH", folder, 1);
    pecia_registry *registry = scene_registry(s, NULL);
    assert_int_equal(pecia_registry_count(registry), 0);
    assert_int_equal(scene_said(s, "the module can be written to by everybody"), 1);
    pecia_registry_free(registry);
}

/** What a module of FAULTS must be refused with. */
typedef struct refusal {
    const char *name, *words;
} refusal;

/* The version as its numbers are written in the header. */
#define DIGITS(number) #number
#define NUMBER(macro)  DIGITS(macro)
#define SPOKEN         NUMBER(PECIA_ABI_MAJOR) "." NUMBER(PECIA_ABI_MINOR)

static void bad_modules_are_told_why(void **state) {
    scene *s = *state;
    static const refusal refusals[] = {
        {"no-entry", "has no function pecia_plugin_entry"},
        {"wrong-magic", "begins with 0x12345678, 0x50434931 was wanted"},
        {"wrong-major", "is built for plugin ABI 2." NUMBER(PECIA_ABI_MINOR) ", this program speaks " SPOKEN},
        {"needs-newer", "needs a host of plugin ABI 1.3, this program speaks " SPOKEN},
        {"cut-short", "its descriptor is cut short"},
        {"twice", "two formats named odd"},
        {"drifted", "its summary gives odd other extensions"},
        {"no-slots", "odd has neither read nor write"},
        {"bad-strings", "the name of a format is missing or holds other characters"},
        {"no-descriptor", "its pecia_plugin_entry gave no descriptor"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        char folder[512], begin[700];
        snprintf(folder, sizeof folder, MODULES "/faulty/%s", refusals[i].name);
        snprintf(begin, sizeof begin, "warning: %s/%s.so is not used: ", folder, refusals[i].name);
        scene_forget(s);
        const char *asked[] = {folder, MODULES "/good", NULL};
        pecia_registry *registry = pecia_registry_new(NULL, s->diagnostics);
        assert_int_equal(pecia_registry_scan(registry, asked), PECIA_OK);
        assert_int_equal(pecia_registry_count(registry), 1); /* the bad one does not stop the good one */
        if (scene_said(s, begin) != 1 || scene_said(s, refusals[i].words) != 1 || scene_said(s, "\n") != 1)
            fail_msg("%s: %s", refusals[i].name, s->said);
        pecia_registry_free(registry);
    }
}

static void files_that_are_no_modules_are_told_so(void **state) {
    scene *s = *state;
    const char *folder = scene_folder(s, "files");
    scene_file(s, "files/text.so", "no module at all\n");
    scene_file(s, "files/empty.so", "");
    scene_file(s, "files/note.txt", "not looked at");
    scene_folder(s, "files/folder.so");
    assert_int_equal(mkfifo(scene_path(s, "files/pipe.so"), 0644), 0);
    assert_int_equal(symlink("nowhere", scene_path(s, "files/dangling.so")), 0);
    pecia_registry *registry = scene_registry(s, folder);
    assert_int_equal(scene_said(s, "plugin-refused"), 5);
    assert_int_equal(scene_said(s, "text.so is not used: a shared object (ELF) was wanted, the file is none"), 1);
    assert_int_equal(scene_said(s, "empty.so is not used: a shared object (ELF) was wanted"), 1);
    assert_int_equal(scene_said(s, "folder.so is not used: a file was wanted"), 1);
    assert_int_equal(scene_said(s, "pipe.so is not used: a file was wanted"), 1);
    assert_int_equal(scene_said(s, "dangling.so is not used: it cannot be read"), 1);
    pecia_registry_free(registry);
}

static void other_minors_are_taken(void **state) {
    scene *s = *state;
    pecia_registry *registry = scene_registry(s, MODULES "/newer");
    const pecia_format_info *odd = pecia_registry_find(registry, "odd");
    assert_non_null(odd);
    assert_int_equal(odd->abi_minor, PECIA_ABI_MINOR + 3);
    assert_string_equal(odd->options[0]->name,
                        "word"); /* the type of option that this host does not know is left out */
    assert_string_equal(odd->options[0]->help, "");
    assert_null(odd->options[1]);
    assert_int_equal(odd->fidelity[PECIA_TEXT], PECIA_HOLDS_FULLY);
    assert_string_equal(odd->licence, "");
    assert_string_equal(s->said, "");
    pecia_registry_free(registry);

    registry = scene_registry(s, MODULES "/older");
    odd = pecia_registry_find(registry, "odd");
    assert_non_null(odd);
    assert_true(odd->reads && !odd->writes);
    assert_null(odd->options[0]->choices);
    assert_true(odd->options[0]->min == INT64_MIN && odd->options[0]->max == INT64_MAX);
    assert_string_equal(odd->options[0]->fallback, "3");
    assert_string_equal(s->said, "");
    pecia_registry_free(registry);
}

static void the_next_takes_over_from_a_refused_one(void **state) {
    scene *s = *state;
    /* both call themselves odd; the first has a summary, so it is opened late, and is refused then */
    const char *asked[] = {MODULES "/faulty/drifted", MODULES "/newer", NULL};
    pecia_registry *registry = pecia_registry_new(NULL, s->diagnostics);
    assert_int_equal(pecia_registry_scan(registry, asked), PECIA_OK);
    const pecia_format_info *odd = pecia_registry_find(registry, "odd");
    assert_non_null(odd);
    assert_string_equal(odd->module, MODULES "/newer/newer.so");
    assert_int_equal(scene_said(s, "plugin-refused"), 1);
    pecia_registry_free(registry);
}

static bool is_open(const char *module) {
    char *maps = NULL;
    size_t room = 0;
    FILE *file = fopen("/proc/self/maps", "r");
    assert_non_null(file);
    bool found = false;
    while (getline(&maps, &room, file) > 0)
        found = found || strstr(maps, module);
    free(maps);
    fclose(file);
    return found;
}

static void a_summary_saves_opening(void **state) {
    scene *s = *state;
    scene_folder(s, "late");
    const char *module = scene_module(s, MODULES "/good/tiny.so", "late/tiny.so");
    pecia_registry *registry = scene_registry(s, scene_path(s, "late"));
    assert_false(is_open(module));
    assert_non_null(pecia_registry_for_output(registry, "x.tiny"));
    assert_true(is_open(module));
    pecia_registry_free(registry);
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(a_named_folder_is_searched),
        SCENE(a_named_module_is_taken),
        SCENE(a_name_without_a_folder_is_a_file_here),
        SCENE(what_is_asked_for_must_be_there),
        SCENE(the_first_found_wins),
        SCENE(the_same_file_is_not_its_own_shadow),
        SCENE(the_environment_is_searched),
        SCENE(folders_that_others_write_to_are_refused),
        SCENE(modules_that_others_write_to_are_refused),
        SCENE(bad_modules_are_told_why),
        SCENE(files_that_are_no_modules_are_told_so),
        SCENE(other_minors_are_taken),
        SCENE(the_next_takes_over_from_a_refused_one),
        SCENE(a_summary_saves_opening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
