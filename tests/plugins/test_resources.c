/* SPDX-License-Identifier: MIT
 *
 * test_resources.c: what is given out as an image of a document, and what never is.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/builder.h"
#include "plugins/host/resources.h"
#include "tests/plugins/support.h"

static pecia_resources *begin(scene *s, const char *const *paths) {
    static const char *folders[2];
    scene_folder(s, "book");
    scene_folder(s, "book/img");
    scene_bytes(s, "book/img/a b.png", PNG_BYTES, PNG_SIZE);
    scene_bytes(s, "secret.png", PNG_BYTES, PNG_SIZE);
    folders[0] = scene_path(s, "book");
    pecia_resources *resources =
        pecia_resources_new(pecia_memory_default(), &s->limits, s->diagnostics, NULL, folders, paths);
    assert_non_null(resources);
    return resources;
}

static int32_t load(pecia_resources *resources, const char *name, pecia_resource *out) {
    return pecia_resources_load(resources, (pecia_str){name, strlen(name)}, out);
}

static void images_are_loaded(void **state) {
    scene *s = *state;
    pecia_resource out, again;
    pecia_resources *resources = begin(s, NULL);
    assert_int_equal(load(resources, "img/a%20b.png", &out), PECIA_OK);
    assert_int_equal(out.data.size, PNG_SIZE);
    assert_memory_equal(out.media_type.data, "image/png", 9);
    assert_memory_equal(out.name.data, "img/a%20b.png", 13);
    assert_int_equal(load(resources, "img/a%20b.png", &again), PECIA_OK);
    assert_ptr_equal(again.data.data, out.data.data); /* read once */
    assert_int_equal(pecia_resources_bytes(resources), PNG_SIZE);
    assert_int_equal(load(resources, "./img/../img/a b.png#fragment", &again), PECIA_OK);
    assert_string_equal(s->said, "");
    pecia_resources_free(resources);
}

/** A name, and the code that it is refused with. */
typedef struct refusal {
    const char *name, *code;
} refusal;

static void ways_out_are_refused(void **state) {
    scene *s = *state;
    char absolute[300], url[300];
    pecia_resources *resources = begin(s, NULL);
    assert_int_equal(symlink("../secret.png", scene_path(s, "book/link.png")), 0);
    assert_int_equal(symlink(s->folder, scene_path(s, "book/up")), 0);
    assert_int_equal(mkfifo(scene_path(s, "book/pipe.png"), 0644), 0);
    scene_file(s, "book/text.png", "root:x:0:0");
    scene_file(s, "book/active.svg", "<svg><script/></svg>");
    snprintf(absolute, sizeof absolute, "%s/secret.png", s->folder);
    snprintf(url, sizeof url, "file://%s/secret.png", s->folder);
    const refusal refusals[] = {
        {"../secret.png", "resource-outside"},
        {"%2e%2e/secret.png", "resource-outside"},
        {"img/..%2F../secret.png", "resource-outside"},
        {absolute, "resource-outside"},
        {url, "resource-outside"},
        {"http://localhost/a.png", "resource-outside"},
        {"link.png", "resource-outside"},
        {"up/secret.png", "resource-outside"},
        {"img/a b.png/..%00", "resource-outside"},
        {"pipe.png", "resource-not-image"},
        {"img", "resource-not-image"},
        {"text.png", "resource-not-image"},
        {"active.svg", "resource-not-image"},
        {"missing.png", "resource-missing"},
        {"", "resource-outside"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        pecia_resource out;
        scene_forget(s);
        assert_int_equal(load(resources, refusals[i].name, &out), PECIA_ERR_INPUT);
        assert_null(out.data.data);
        assert_int_equal(load(resources, refusals[i].name, &out), PECIA_ERR_INPUT);
        if (scene_said(s, refusals[i].code) != 1 || scene_said(s, "\n") != 1) /* said once */
            fail_msg("%s: %s", refusals[i].name, s->said);
    }
    pecia_resources_free(resources);
}

static void other_folders_are_searched(void **state) {
    scene *s = *state;
    pecia_resource out;
    char paths[300];
    snprintf(paths, sizeof paths, "/nowhere:%s/more::%s", s->folder, s->folder);
    pecia_resources *resources = begin(s, (const char *const[]){paths, NULL});
    scene_folder(s, "more");
    scene_bytes(s, "more/b.gif", "GIF89a\1\1", 8);
    assert_int_equal(load(resources, "b.gif", &out), PECIA_OK);
    assert_int_equal(load(resources, "secret.png", &out), PECIA_OK); /* its folder is named */
    assert_int_equal(load(resources, "../secret.png", &out), PECIA_ERR_INPUT);
    pecia_resources_free(resources);
}

static void limits_are_kept(void **state) {
    scene *s = *state;
    pecia_resource out;
    s->limits.value[PECIA_LIMIT_ENTRY_MEDIA] = PNG_SIZE - 1;
    pecia_resources *resources = begin(s, NULL);
    assert_int_equal(load(resources, "img/a b.png", &out), PECIA_ERR_LIMIT);
    assert_int_equal(scene_said(s, "--limit entry-media="), 1);
    pecia_resources_free(resources);
}

static void the_document_is_asked_first(void **state) {
    scene *s = *state;
    pecia_resource out;
    pecia_document *document;
    pecia_builder *builder = pecia_builder_new(pecia_memory_default(), &s->limits, s->diagnostics, "test");
    pecia_resource own = {
        .name = PECIA_STR("http://inside/a.png"), .media_type = PECIA_STR("image/png"), .data = PECIA_STR("inside")};
    pecia_builder_resource(builder, &own);
    assert_int_equal(pecia_builder_finish(builder, &document), PECIA_OK);
    pecia_resources *resources =
        pecia_resources_new(pecia_memory_default(), &s->limits, s->diagnostics, document, NULL, NULL);
    assert_int_equal(load(resources, "http://inside/a.png", &out), PECIA_OK);
    assert_memory_equal(out.data.data, "inside", 6);
    assert_int_equal(load(resources, "a.png", &out), PECIA_ERR_INPUT); /* no folder at all: standard input */
    pecia_resources_free(resources);
    pecia_document_free(document);
}

static void data_urls_hold_their_bytes(void **state) {
    scene *s = *state;
    pecia_resource out;
    pecia_resources *resources = begin(s, NULL);
    assert_int_equal(load(resources, "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==", &out), PECIA_OK);
    assert_int_equal(out.data.size, PNG_SIZE);
    assert_memory_equal(out.data.data, PNG_BYTES, PNG_SIZE);
    assert_memory_equal(out.media_type.data, "image/png", 9);
    assert_int_equal(load(resources, "data:text/html;base64,iVBORw0K\nGgoAAAAN%53UhEUg", &out),
                     PECIA_OK); /* by its bytes */
    assert_int_equal(out.data.size, PNG_SIZE);
    assert_int_equal(load(resources, "DATA:,GIF89a%01%02", &out), PECIA_OK);
    assert_int_equal(out.data.size, 8);
    static const char *const refused[] = {"data:image/png;base64,****",
                                          "data:image/png;base64,iVBORw0=x",
                                          "data:image/png",
                                          "data:,",
                                          "data:text/html,<script>",
                                          "data:image/svg+xml,<svg onload='x'/>",
                                          "data:image/svg+xml,%3Csvg%3E%3Cscript/%3E%3C/svg%3E"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_int_equal(load(resources, refused[i], &out), PECIA_ERR_INPUT);
    assert_int_equal(scene_said(s, "resource-not-image"), 7);
    pecia_resources_free(resources);
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(images_are_loaded), SCENE(ways_out_are_refused),        SCENE(other_folders_are_searched),
        SCENE(limits_are_kept),   SCENE(the_document_is_asked_first), SCENE(data_urls_hold_their_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
