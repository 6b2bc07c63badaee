/* SPDX-License-Identifier: MIT
 *
 * test_convert.c: whole conversions with the format tiny, right and wrong.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/plugins/support.h"

typedef struct conversion {
    pecia_registry *registry;
    pecia_settings settings;
    const char *options[2];
} conversion;

static void begin(scene *s, conversion *c, const char *option) {
    *c = (conversion){.registry = scene_registry(s, MODULES "/good"), .options = {option, NULL}};
    c->settings = (pecia_settings){
        .registry = c->registry, .diagnostics = s->diagnostics, .limits = &s->limits, .options = c->options};
}

/** Converts CONTENT with OPTION (may be NULL); returns the status and what is then in out.tiny, to be freed, or NULL.
 */
static int32_t convert(scene *s, const char *content, const char *option, char **out, pecia_loss *loss) {
    conversion c;
    begin(s, &c, option);
    const char *paths[] = {scene_file(s, "in.tiny", content), NULL};
    const char *output = scene_path(s, "out.tiny");
    int32_t status = pecia_convert(&c.settings, paths, output, loss);
    *out = scene_read(output, NULL);
    pecia_registry_free(c.registry);
    return status;
}

static void a_document_is_converted(void **state) {
    scene *s = *state;
    pecia_loss loss;
    char *out;
    assert_int_equal(convert(s, "TINY\none\n#a two\n@a\n", NULL, &out, &loss), PECIA_OK);
    assert_string_equal(out, "one\n#a two\n@#a a\n");
    assert_int_equal(loss.carried[PECIA_PARAGRAPH], 3);
    assert_int_equal(loss.carried[PECIA_TEXT], 3);
    assert_false(pecia_loss_any(&loss));
    assert_int_equal(scene_said(s, "warning"), 0);
    free(out);
}

static void loose_notes_are_reported_once(void **state) {
    scene *s = *state;
    char *out;
    assert_int_equal(convert(s, "TINY\nwords\n^30\n=* a body\n", NULL, &out, NULL), PECIA_OK);
    assert_int_equal(scene_said(s, "in.tiny:3:1: warning: the note mark [30] has no note [note-without-body]"), 1);
    assert_int_equal(scene_said(s, "in.tiny:4:1: warning: the note [*] has no mark in the text [note-without-mark]"),
                     1);
    assert_int_equal(scene_said(s, "warning"), 2);
    assert_string_equal(out, "words\n^30\n\n a body\n");
    free(out);
}

static void a_loss_is_summed_up(void **state) {
    scene *s = *state;
    pecia_loss loss;
    char *out, json[512];
    assert_int_equal(convert(s, "TINY\n!a.png\n!b.png\n", NULL, &out, &loss), PECIA_OK);
    assert_int_equal(scene_said(s, "warning: tiny cannot hold all of it: written more plainly: 2 images [loss]"), 1);
    assert_int_equal(scene_said(s, "resource-missing"), 2);
    assert_true(pecia_loss_any(&loss));
    assert_int_equal(loss.degraded[PECIA_IMAGE], 2);
    size_t size = pecia_loss_json(&loss, "tiny", PECIA_IMAGE, json, sizeof json);
    assert_int_equal(size, strlen(json));
    assert_string_equal(json, "{\"kind\":\"IMAGE\",\"name\":\"image\",\"format\":\"tiny\",\"carried\":0,\"degraded\":2,"
                              "\"dropped\":0,\"unaccounted\":0}\n");
    assert_int_equal(pecia_loss_json(&loss, "tiny", PECIA_TABLE, json, sizeof json), 0);
    assert_int_equal(pecia_loss_json(&loss, "tiny", PECIA_IMAGE, json, 20), 0);
    free(out);
}

static void a_forgetful_writer_is_found_out(void **state) {
    scene *s = *state;
    char *out;
    scene_file(s, "out.tiny", "old");
    assert_int_equal(convert(s, "TINY\none\ntwo\n", "tiny:write-fault=forget", &out, NULL), PECIA_ERR_PLUGIN);
    assert_string_equal(out, "old"); /* untouched */
    assert_int_equal(scene_said(s, "in.tiny:2: error: the writer of tiny lost sight of 2 text"), 1);
    free(out);
    assert_int_equal(convert(s, "TINY\n=1 body\n", "tiny:write-fault=notes", &out, NULL), PECIA_ERR_PLUGIN);
    assert_int_equal(scene_said(s, "lost sight of 1 note"), 1);
    free(out);
}

static void faulty_readers_are_explained(void **state) {
    scene *s = *state;
    char *out;
    assert_int_equal(convert(s, "TINY\n", "tiny:read-fault=silent", &out, NULL), PECIA_ERR_INPUT);
    assert_int_equal(scene_said(s, "tiny could not read this and did not say why (status -2)"), 1);
    assert_null(out);
    assert_int_equal(convert(s, "TINY\n", "tiny:read-fault=number", &out, NULL), PECIA_ERR_PLUGIN);
    assert_int_equal(scene_said(s, "returned 77 from read, which is no status"), 1);
    assert_int_equal(convert(s, "TINY\n", "tiny:read-fault=open", &out, NULL), PECIA_ERR_PLUGIN);
    assert_null(out);
    assert_int_equal(scene_said(s, "\n"), 3);
}

static void a_flood_is_stopped(void **state) {
    scene *s = *state;
    char *out;
    assert_int_equal(convert(s, "TINY\none\n", "tiny:write-fault=flood", &out, NULL), PECIA_ERR_LIMIT);
    assert_null(out);
    assert_int_equal(scene_said(s, "the limit 'output' was met"), 1);
}

static void a_stop_is_heeded(void **state) {
    scene *s = *state;
    volatile sig_atomic_t cancelled = 1;
    static const char *const options[] = {NULL, "tiny:read-fault=deaf"};
    for (int i = 0; i < 2; i++) {
        conversion c;
        scene_forget(s);
        begin(s, &c, options[i]);
        c.settings.cancelled = &cancelled;
        const char *paths[] = {scene_file(s, "in.tiny", "TINY\none\n"), NULL};
        assert_int_equal(pecia_convert(&c.settings, paths, scene_path(s, "out.tiny"), NULL), PECIA_ERR_CANCELLED);
        assert_int_equal(scene_said(s, "stopped on request [cancelled]"), 1);
        assert_null(scene_read(scene_path(s, "out.tiny"), NULL));
        pecia_registry_free(c.registry);
    }
}

static void time_is_limited(void **state) {
    scene *s = *state;
    char *out;
    s->limits.value[PECIA_LIMIT_SECONDS] = 0;
    assert_int_equal(convert(s, "TINY\none\ntwo\n", NULL, &out, NULL), PECIA_ERR_LIMIT);
    assert_int_equal(scene_said(s, "the limit 'seconds' was met"), 1);
    assert_null(out);
}

static void mistakes_of_use_are_told(void **state) {
    scene *s = *state;
    conversion c;
    begin(s, &c, NULL);
    const char *none[] = {NULL}, *missing[] = {"nowhere.tiny", NULL};
    const char *good[] = {scene_file(s, "in.tiny", "TINY\n"), NULL};
    assert_int_equal(pecia_convert(&c.settings, none, "x.tiny", NULL), PECIA_ERR_USAGE);
    assert_int_equal(pecia_convert(&c.settings, missing, scene_path(s, "x.tiny"), NULL), PECIA_ERR_IO);
    assert_int_equal(pecia_convert(&c.settings, good, "x.unknown", NULL), PECIA_ERR_USAGE);
    assert_int_equal(pecia_convert(&c.settings, good, scene_path(s, "no/folder.tiny"), NULL), PECIA_ERR_IO);
    c.settings.to = "tinny";
    assert_int_equal(pecia_convert(&c.settings, good, "x", NULL), PECIA_ERR_USAGE);
    c.settings.to = NULL;
    setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
    assert_int_equal(pecia_convert(&c.settings, good, scene_path(s, "x.tiny"), NULL), PECIA_ERR_USAGE);
    assert_int_equal(scene_said(s, "SOURCE_DATE_EPOCH is \"yesterday\""), 1);
    assert_int_equal(scene_said(s, "\n"), 6);
    pecia_registry_free(c.registry);
}

static void bytes_can_be_had_in_memory(void **state) {
    scene *s = *state;
    conversion c;
    pecia_source source;
    pecia_str out;
    begin(s, &c, NULL);
    c.settings.to = "tiny";
    const char *paths[] = {scene_file(s, "in.tiny", "TINY\none\n"), NULL};
    assert_int_equal(pecia_read(&c.settings, paths, &source), PECIA_OK);
    assert_string_equal(source.format->name, "tiny");
    assert_int_equal(source.bytes, 9);
    for (int i = 0; i < 2; i++) { /* twice the same */
        assert_int_equal(pecia_write_memory(&c.settings, &source, &out, NULL), PECIA_OK);
        assert_string_equal(out.data, "one\n");
        free((void *)(uintptr_t)out.data);
    }
    assert_int_equal(pecia_write(&c.settings, &source, scene_path(s, "o"), NULL), PECIA_OK);
    pecia_source_free(&source);
    pecia_source_free(&source);
    pecia_registry_free(c.registry);
}

static void losses_are_foretold(void **state) {
    (void)state;
    pecia_format_info from = {.name = "from"}, to = {.name = "to"};
    uint8_t held[PECIA_KIND_COUNT];
    from.fidelity[PECIA_TEXT] = from.fidelity[PECIA_NOTE] = from.fidelity[PECIA_TABLE] = PECIA_HOLDS_FULLY;
    to.fidelity[PECIA_TEXT] = PECIA_HOLDS_FULLY;
    to.fidelity[PECIA_NOTE] = PECIA_HOLDS_PARTLY;
    assert_int_equal(pecia_loss_predict(&from, &to, held), 2);
    assert_int_equal(held[PECIA_TEXT], PECIA_HOLDS_FULLY);
    assert_int_equal(held[PECIA_NOTE], PECIA_HOLDS_PARTLY);
    assert_int_equal(held[PECIA_TABLE], PECIA_HOLDS_NOT);
    assert_int_equal(held[PECIA_IMAGE], PECIA_HOLDS_FULLY);
}

static void every_status_has_an_exit_code(void **state) {
    (void)state;
    static const int codes[] = {0, 2, 3, 4, 5, 5, 6, 4, 2};
    for (int32_t status = 0; status >= PECIA_ERR_UNSUPPORTED; status--)
        assert_int_equal(pecia_exit_code(status), codes[-status]);
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(a_document_is_converted),
        SCENE(loose_notes_are_reported_once),
        SCENE(a_loss_is_summed_up),
        SCENE(a_forgetful_writer_is_found_out),
        SCENE(faulty_readers_are_explained),
        SCENE(a_flood_is_stopped),
        SCENE(a_stop_is_heeded),
        SCENE(time_is_limited),
        SCENE(mistakes_of_use_are_told),
        SCENE(bytes_can_be_had_in_memory),
        cmocka_unit_test(losses_are_foretold),
        cmocka_unit_test(every_status_has_an_exit_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
