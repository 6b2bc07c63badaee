/* SPDX-License-Identifier: MIT
 *
 * test_metadata.c: what the user says about a document.
 */
#include <stdio.h>
#include <string.h>

#include "plugins/host/metadata.h"
#include "tests/plugins/support.h"

/** The statements that SETTINGS make, as "key=value;..."; the status goes to *STATUS. */
static const char *apply(scene *s, const char *const *metadata, const char *const *files, int32_t *status) {
    static char out[1024];
    pecia_settings settings = {.diagnostics = s->diagnostics, .metadata = metadata, .metadata_files = files};
    pecia_document *document = NULL;
    pecia_meta meta;
    bool language = false;
    size_t size = 0;
    pecia_builder *builder = pecia_builder_new(pecia_memory_default(), &s->limits, s->diagnostics, "test");
    *status = pecia_metadata_apply(&settings, builder, &language);
    out[0] = '\0';
    if (*status != PECIA_OK) {
        pecia_builder_free(builder);
        return out;
    }
    pecia_builder_meta(builder, &(pecia_meta){.key = PECIA_STR("title"), .value = PECIA_STR("the document's own")});
    assert_int_equal(pecia_builder_finish(builder, &document), PECIA_OK);
    for (uint32_t i = 0; pecia_document_meta(document, i, &meta); i++) {
        const pecia_str more[] = {meta.type, meta.role, meta.scheme, meta.sort, meta.href};
        size += (size_t)snprintf(out + size, sizeof out - size, "%.*s=%.*s", (int)meta.key.size, meta.key.data,
                                 (int)meta.value.size, meta.value.data);
        for (size_t k = 0; k < sizeof more / sizeof *more; k++)
            if (more[k].size)
                size += (size_t)snprintf(out + size, sizeof out - size, "|%.*s", (int)more[k].size, more[k].data);
        size += (size_t)snprintf(out + size, sizeof out - size, ";");
    }
    pecia_str lang = pecia_document_lang(document, 1);
    assert_int_equal(language, lang.size > 0);
    if (lang.size)
        snprintf(out + size, sizeof out - size, "root:%.*s", (int)lang.size, lang.data);
    pecia_document_free(document);
    return out;
}

static void the_command_line_is_heard(void **state) {
    int32_t status;
    static const char *const metadata[] = {"Title=A = B", "lang=ru", "author=X", "author=Y", "extent=", NULL};
    assert_string_equal(apply(*state, metadata, NULL, &status),
                        "title=A = B;language=ru;creator=X;creator=Y;extent=;root:ru");
    assert_int_equal(status, PECIA_OK);
    assert_string_equal(apply(*state, NULL, NULL, &status), "title=the document's own;");
}

static void files_are_read(void **state) {
    scene *s = *state;
    int32_t status;
    const char *files[] = {scene_file(s, "meta.yaml",
                                      "\xef\xbb\xbf---\n# comment\ntitle: \"The: book\"\r\n\nauthor:\n  - X\n  "
                                      "- 'Y'\ndate: 1925\n...\n"),
                           NULL};
    static const char *const metadata[] = {"date=1926", NULL};
    assert_string_equal(apply(s, metadata, files, &status), "date=1926;title=The: book;creator=X;creator=Y;");
    assert_int_equal(status, PECIA_OK);
}

static void files_are_yaml(void **state) {
    scene *s = *state;
    int32_t status;
    const char *files[] = {
        scene_file(s, "meta.yaml",
                   "title:\n  - value: A \n    type: main\n  - type: sub # kind\n    value: 'It''s'\n"
                   "creator:\n  name: C: D\n  file-as: \"D\\u0421\\\"\"\n"
                   "subject: [x, \"y, z\"]\ndescription: >\n  one\n  two\n\n  three\n"
                   "rights: |\n  a\n    b\nsource:\n- s#1\n"),
        NULL};
    assert_string_equal(apply(s, NULL, files, &status),
                        "title=A|main;title=It's|sub;creator=C: D|D\xd0\xa1\";subject=x;subject=y, z;"
                        "description=one two\nthree;rights=a\n  b;source=s#1;");
    assert_int_equal(status, PECIA_OK);
}

static void maps_and_lists_may_stand_in_a_line(void **state) {
    scene *s = *state;
    int32_t status;
    const char *files[] = {scene_file(s, "meta.yaml",
                                      "title: {name: \"A, B\", type: main} # so\n"
                                      "authors: [{name: C, file-as: 'D, C', role: aut}, {value: E}]\n"
                                      "contributor:\n  - {name: F, role: trl}\n  - G\n"),
                           NULL};
    assert_string_equal(apply(s, NULL, files, &status),
                        "title=A, B|main;creator=C|aut|D, C;creator=E;contributor=F|trl;contributor=G;");
    assert_int_equal(status, PECIA_OK);
}

static void keys_have_the_names_that_markdown_knows(void **state) {
    int32_t status;
    static const char *const metadata[] = {"author=A", "author.file-as=Z", "subtitle=B",           "translator=C",
                                           "isbn=1",   "translator=D",     "translator.file-as=E", "keywords=F",
                                           NULL};
    assert_string_equal(apply(*state, metadata, NULL, &status),
                        "creator=A|Z;title=B|sub;contributor=C|trl;identifier=1|isbn;contributor=D|trl|E;subject=F;");
    assert_int_equal(status, PECIA_OK);
}

static void what_is_no_such_yaml_is_refused(void **state) {
    scene *s = *state;
    static const char *const wrong[] = {"title: *a\n",       "title: {a: b}\n",          "title: 'a\n",
                                        "title:\n  plain\n", "title:\n  - type: main\n", "title: [a\n",
                                        "title: {value: a\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int32_t status;
        const char *files[] = {scene_file(s, "meta.yaml", wrong[i]), NULL};
        scene_forget(s);
        apply(s, NULL, files, &status);
        assert_int_equal(status, PECIA_ERR_USAGE);
        assert_int_equal(scene_said(s, "metadata-form"), 1);
    }
}

static void keys_have_second_parts(void **state) {
    int32_t status;
    static const char *const metadata[] = {
        "title=A",  "title.file-as=Z",   "title.sub=B",    "contributor.trl=C", "identifier.isbn=1",
        "series=S", "series.position=2", "licence.href=x", "own.key=D",         NULL};
    assert_string_equal(apply(*state, metadata, NULL, &status), "");
    assert_int_equal(status, PECIA_ERR_USAGE); /* no licence stands before its address */
    static const char *const right[] = {"title=A",           "title.file-as=Z",   "title.sub=B",
                                        "contributor.trl=C", "identifier.isbn=1", "series=S",
                                        "series.position=2", "own.key=D",         NULL};
    assert_string_equal(apply(*state, right, NULL, &status),
                        "title=A|Z;title=B|sub;contributor=C|trl;identifier=1|isbn;series=S|2;own.key=D;");
    assert_int_equal(status, PECIA_OK);
}

static void mistakes_are_told(void **state) {
    scene *s = *state;
    int32_t status;
    static const char *const wrong[] = {"title", "=x", "two words=x", "title=\xff", "1=x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *metadata[] = {wrong[i], NULL};
        scene_forget(s);
        apply(s, metadata, NULL, &status);
        assert_int_equal(status, PECIA_ERR_USAGE);
        assert_int_equal(scene_said(s, "metadata-form"), 1);
    }
    scene_forget(s);
    const char *files[] = {scene_file(s, "meta.yaml", "title: a\nno key here\n"), NULL};
    apply(s, NULL, files, &status);
    assert_int_equal(status, PECIA_ERR_USAGE);
    assert_int_equal(scene_said(s, "meta.yaml:2: error: \"no key here\" is no line of metadata"), 1);
    files[0] = scene_path(s, "nowhere");
    apply(s, NULL, files, &status);
    assert_int_equal(status, PECIA_ERR_IO);
}

int main(void) {
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(the_command_line_is_heard),       SCENE(files_are_read),         SCENE(files_are_yaml),
        SCENE(maps_and_lists_may_stand_in_a_line),
        SCENE(keys_have_the_names_that_markdown_knows),
        SCENE(what_is_no_such_yaml_is_refused), SCENE(keys_have_second_parts), SCENE(mistakes_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
