/* SPDX-License-Identifier: MIT
 *
 * test_media.c: the images of a document put into a folder of their own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/core/failing.h"
#include "tests/plugins/support.h"

static void prepare(scene *s) {
    scene_folder(s, "in");
    scene_folder(s, "in/a");
    scene_folder(s, "in/b");
    scene_folder(s, "out");
    scene_bytes(s, "in/a/x y.png", PNG_BYTES, PNG_SIZE);
    scene_bytes(s, "in/b/x y.png", PNG_BYTES "2", PNG_SIZE + 1);
    scene_file(s, "in/in.tiny",
               "TINY\n!a/x y.png\n!b/x%20y.png\n!a/x y.png\n!missing.png\n!data:,GIF89a%01\n^1\n=2 body\n");
}

static int32_t extract(const pecia_memory *memory, scene *s, const char *folder) {
    const char *asked[] = {MODULES "/good", NULL}, *paths[] = {scene_path(s, "in/in.tiny"), NULL};
    pecia_registry *registry = pecia_registry_new(memory, s->diagnostics);
    if (!registry)
        return PECIA_ERR_MEMORY;
    pecia_settings settings = {
        .memory = memory, .registry = registry, .diagnostics = s->diagnostics, .extract_media = folder};
    int32_t status = pecia_registry_scan(registry, asked);
    if (status == PECIA_OK)
        status = pecia_convert(&settings, paths, scene_path(s, "out/out.tiny"), NULL);
    pecia_registry_free(registry);
    return status;
}

static void images_go_to_the_folder(void **state) {
    scene *s = *state;
    prepare(s);
    assert_int_equal(extract(NULL, s, scene_path(s, "media")), PECIA_OK);
    char *out = scene_read(scene_path(s, "out/out.tiny"), NULL);
    assert_string_equal(out, "!../media/x_y.png image/png\n!../media/x_20y.png image/png\n!../media/x_y.png image/png\n"
                             "!missing.png\n!../media/image.gif image/gif\n^1\n\n body\n");
    free(out);
    size_t size;
    char *image = scene_read(scene_path(s, "media/x_20y.png"), &size);
    assert_int_equal(size, PNG_SIZE + 1);
    free(image);
    free(scene_read(scene_path(s, "media/x_y.png"), &size));
    assert_int_equal(size, PNG_SIZE);
    assert_int_equal(scene_said(s, "resource-missing"), 1); /* once, though it is looked for twice */
    assert_int_equal(scene_said(s, "note-without-"), 2);
}

static void the_way_is_seen_from_the_output(void **state) {
    scene *s = *state;
    prepare(s);
    assert_int_equal(extract(NULL, s, scene_path(s, "out/media")), PECIA_OK);
    char *out = scene_read(scene_path(s, "out/out.tiny"), NULL);
    assert_memory_equal(out, "!media/x_y.png image/png\n", 25);
    free(out);
    assert_int_equal(extract(NULL, s, scene_path(s, "out")), PECIA_OK);
    out = scene_read(scene_path(s, "out/out.tiny"), NULL);
    assert_memory_equal(out, "!x_y.png image/png\n", 19);
    free(out);
}

static void a_failure_leaves_nothing(void **state) {
    scene *s = *state;
    prepare(s);
    scene_folder(s, "media");
    scene_folder(s, "media/x_20y.png"); /* in the way of the second image */
    assert_int_equal(extract(NULL, s, scene_path(s, "media")), PECIA_ERR_IO);
    assert_null(scene_read(scene_path(s, "media/x_y.png"), NULL));
    assert_null(scene_read(scene_path(s, "out/out.tiny"), NULL));
    assert_int_equal(extract(NULL, s, scene_path(s, "no/where")), PECIA_ERR_IO);
    scene_folder(s, "out/out.tiny"); /* in the way of the document itself */
    assert_int_equal(extract(NULL, s, scene_path(s, "new")), PECIA_ERR_IO);
    assert_int_equal(access(scene_path(s, "new"), F_OK), -1);
    assert_int_equal(scene_said(s, "cannot-write"), 3);
}

static void files_that_were_there_are_not_lost(void **state) {
    scene *s = *state;
    prepare(s);
    scene_folder(s, "media");
    scene_file(s, "media/x_y.png", "mine");
    scene_file(s, "media/other.png", "mine");
    scene_folder(s, "media/x_20y.png");
    assert_int_equal(extract(NULL, s, scene_path(s, "media")), PECIA_ERR_IO);
    assert_int_equal(access(scene_path(s, "media/x_y.png"), F_OK), 0);
    assert_int_equal(access(scene_path(s, "media/other.png"), F_OK), 0);
}

static int32_t run(const pecia_memory *memory, void *context) {
    scene *s = context;
    return extract(memory, s, scene_path(s, "media"));
}

static void memory_may_run_out_anywhere(void **state) {
    scene *s = *state;
    prepare(s);
    assert_in_range(failing_try_all(run, s, false), 30, 900);
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(images_go_to_the_folder),     SCENE(the_way_is_seen_from_the_output),
        SCENE(a_failure_leaves_nothing),    SCENE(files_that_were_there_are_not_lost),
        SCENE(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
