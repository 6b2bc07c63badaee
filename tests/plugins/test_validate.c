/* SPDX-License-Identifier: MIT
 *
 * test_validate.c: the host's side of checking: formats that can, cannot, or only say they can.
 */
#include "pecia/validate.h"

#include <string.h>

#include "tests/plugins/support.h"
#include "tests/plugins/descriptor.h"

static int32_t read_nothing(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    (void)job;
    (void)input;
    return host->builder->status(builder);
}

static const char *const *profiles(void) {
    static const char *const names[] = {"wide", "narrow", NULL};
    return names;
}

/* Finds fault with each line that begins with "!"; "status N" is what it returns. */
static int32_t check(const pecia_host *host, pecia_job *job, pecia_input *input, const char *profile) {
    pecia_str content;
    uint32_t line = 1;
    int32_t status = host->input->content(input, &content);
    for (uint64_t i = 0; status == PECIA_OK && i < content.size; i++) {
        bool begins = i == 0 || content.data[i - 1] == '\n';
        if (begins && content.data[i] == '!')
            host->job->report(job, PECIA_ERROR, "tei.value", &(pecia_place){{NULL, 0}, line, 1}, "a fault for %s",
                              profile ? profile : "all");
        if (begins && content.data[i] == '?')
            return -99;
        line += content.data[i] == '\n';
    }
    return status;
}

static int32_t open_schema(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_schema **out) {
    pecia_str content;
    int32_t status = host->input->content(input, &content);
    *out = (pecia_schema *)job; /* any pointer does */
    for (uint64_t i = 0; status == PECIA_OK && i < content.size; i++)
        if (content.data[i] == 'x')
            status = PECIA_ERR_INPUT; /* without a word */
        else if (content.data[i] == '0')
            *(volatile char *)(uintptr_t)(content.size - 1) = 0; /* as a library that breaks */
        else if (content.data[i] == '8')
            for (volatile uint32_t n = 0;; n++)
                ;
    return status;
}

static int32_t check_schema(const pecia_host *host, pecia_job *job, pecia_schema *schema, pecia_input *input) {
    (void)schema;
    pecia_str content;
    int32_t status = host->input->content(input, &content);
    host->job->report(job, PECIA_WARNING, "schema-invalid", &(pecia_place){{NULL, 0}, 7, 0}, "%u bytes",
                      (unsigned)content.size);
    return status;
}

static const pecia_validate_api whole = {.struct_size = sizeof(pecia_validate_api),
                                         .profiles = profiles,
                                         .check = check,
                                         .open = open_schema,
                                         .check_schema = check_schema};
static const pecia_validate_api shorter = {.struct_size = offsetof(pecia_validate_api, open),
                                           .profiles = profiles,
                                           .check = check,
                                           .open = open_schema,
                                           .check_schema = check_schema};

static const void *whole_extension(const char *id) {
    return strcmp(id, PECIA_VALIDATE_ID) == 0 ? &whole : NULL;
}

static const void *shorter_extension(const char *id) {
    return strcmp(id, PECIA_VALIDATE_ID) == 0 ? &shorter : NULL;
}

#define FORMAT(name_, title_, extension)                                                                               \
    {                                                                                                                  \
        .struct_size = sizeof(pecia_format), .name = name_, .title = title_,                                           \
        .extensions = (const char *const[]){name_, NULL}, .read = read_nothing, .get_extension = extension             \
    }

static const pecia_format can = FORMAT("can", "What can be checked", whole_extension);
static const pecia_format half = FORMAT("half", "What has no schema", shorter_extension);
static const pecia_format cannot = FORMAT("cannot", "Plain words", NULL);
static const pecia_format *const formats[] = {&can, &half, &cannot, NULL};
static const pecia_plugin plugin = TEST_PLUGIN("test.validate", formats);

/* The status of the last of the files NAMES, which hold CONTENT. */
static int32_t check_files(scene *s, const pecia_validation *wanted, const char *name, const char *content,
                           int32_t *of_all) {
    pecia_registry *registry = pecia_registry_new(NULL, s->diagnostics);
    assert_int_equal(pecia_registry_offer(registry, &plugin, "test"), PECIA_OK);
    pecia_settings settings = {.registry = registry, .diagnostics = s->diagnostics, .limits = &s->limits};
    pecia_validator *validator = pecia_validator_new(&settings, wanted);
    assert_non_null(validator);
    scene_forget(s);
    int32_t status = pecia_validator_check(validator, scene_file(s, name, content));
    *of_all = pecia_validator_status(validator);
    if (*of_all == PECIA_OK)
        status = pecia_validator_check(validator, scene_file(s, name, content));
    pecia_validator_free(validator);
    pecia_registry_free(registry);
    return status;
}

static void findings_are_reported_of_the_file(void **state) {
    scene *s = *state;
    int32_t of_all;
    assert_int_equal(check_files(s, &(pecia_validation){.profile = NULL}, "a.can", "x\n!y\n", &of_all), PECIA_OK);
    assert_int_equal(scene_said(s, "a.can:2:1: error: a fault for all"), 2); /* two files */
    assert_int_equal(check_files(s, &(pecia_validation){.profile = "narrow"}, "a.can", "!y\n", &of_all), PECIA_OK);
    assert_int_equal(scene_said(s, "a fault for narrow"), 2);
}

static void what_cannot_be_checked_is_refused(void **state) {
    scene *s = *state;
    int32_t of_all;
    pecia_validation usual = {.profile = NULL};
    assert_int_equal(check_files(s, &usual, "a.cannot", "x", &of_all), PECIA_ERR_INPUT);
    assert_int_equal(scene_said(s, "this is Plain words"), 2);
    assert_int_equal(of_all, PECIA_OK);
    assert_int_equal(check_files(s, &usual, "a.can", "", &of_all), PECIA_ERR_INPUT);
    assert_int_equal(scene_said(s, "[validate-format]"), 2);
    assert_int_equal(check_files(s, &(pecia_validation){.profile = "wde"}, "a.can", "x", &of_all), PECIA_ERR_USAGE);
    assert_int_equal(of_all, PECIA_ERR_USAGE);
    assert_int_equal(scene_said(s, "(did you mean 'wide'?); there are: wide, narrow"), 1);
    assert_int_equal(check_files(s, &usual, "a.can", "?", &of_all), PECIA_ERR_PLUGIN);
    assert_int_equal(scene_said(s, "[plugin-status]"), 2);
}

static void schemas_work_in_a_process_of_their_own(void **state) {
    scene *s = *state;
    int32_t of_all;
    pecia_validation by = {.schema = scene_file(s, "good.schema", "good"), .schema_seconds = 20};
    assert_int_equal(check_files(s, &by, "a.can", "123456\n", &of_all), PECIA_OK);
    assert_int_equal(scene_said(s, "a.can:7: warning: 7 bytes [schema-invalid]"), 2);
    assert_int_equal(check_files(s, &by, "a.half", "x", &of_all), PECIA_ERR_UNSUPPORTED);
    assert_int_equal(scene_said(s, "[schema-unsupported]"), 1);
    by.schema = scene_path(s, "missing.schema");
    assert_int_equal(check_files(s, &by, "a.can", "x", &of_all), PECIA_ERR_IO);
    assert_int_equal(of_all, PECIA_ERR_IO);
    by.schema = scene_file(s, "wordless.schema", "x");
    assert_int_equal(check_files(s, &by, "a.can", "x", &of_all), PECIA_ERR_INPUT);
    assert_int_equal(scene_said(s, "[plugin-silent]"), 1);
}

static void a_library_that_breaks_or_never_ends_is_survived(void **state) {
    scene *s = *state;
    int32_t of_all;
    pecia_validation by = {.schema = scene_file(s, "fault.schema", "0"), .schema_seconds = 1};
    assert_int_equal(check_files(s, &by, "a.can", "x", &of_all), PECIA_ERR_LIMIT);
    assert_int_equal(scene_said(s, "[schema-failed]"), 1);
    by.schema = scene_file(s, "endless.schema", "8");
    assert_int_equal(check_files(s, &by, "a.can", "x", &of_all), PECIA_ERR_LIMIT);
    assert_int_equal(scene_said(s, "fault.schema"), 0);
    assert_int_equal(scene_said(s, "endless.schema: error: compiling the schema took more than 1 second of"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_begin, scene_end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(findings_are_reported_of_the_file),
        TEST(what_cannot_be_checked_is_refused),
        TEST(schemas_work_in_a_process_of_their_own),
        TEST(a_library_that_breaks_or_never_ends_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
