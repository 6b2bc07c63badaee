/* SPDX-License-Identifier: MIT
 *
 * test_origins.c: which names of the source were kept, and which are told as lost.
 */
#include <stdio.h>
#include <string.h>

#include "core/origins.h"
#include "tests/core/cmocka_all.h"
#include "tests/core/failing.h"
#include "tests/core/script.h"

enum { DIV = 2, P = 3, HI = 4, AB = 6, HEADER = 8 };

typedef struct scene {
    pecia_document *document;
    pecia_ledger *ledger;
    pecia_origins *origins;
} scene;

static uint32_t name_of(pecia_builder *builder, const char *local) {
    pecia_name name = {{"urn:x", 5}, {NULL, 0}, {local, strlen(local)}};
    return pecia_builder_name(builder, &name);
}

static int32_t is_element(pecia_builder *builder, uint32_t node, const char *local) {
    return pecia_builder_origin(builder, node, name_of(builder, local));
}

/** <div type="a"><p n="1" rend="b"><hi>x</hi></p><ab/></div><header><x/></header> */
static int32_t build(pecia_builder *builder) {
    pecia_str value = {"1", 1};
    script_run(builder, "(section (paragraph (style \"x\")) (paragraph \"y\")) (hidden_block (foreign_block))");
    is_element(builder, DIV, "div");
    is_element(builder, P, "p");
    is_element(builder, HI, "hi");
    is_element(builder, AB, "ab");
    is_element(builder, HEADER, "header");
    is_element(builder, HEADER + 1, "inside");
    pecia_builder_implies(builder, name_of(builder, "div"), PECIA_SECTION);
    pecia_builder_implies(builder, name_of(builder, "p"), PECIA_PARAGRAPH);
    pecia_builder_implies(builder, name_of(builder, "header"), PECIA_HIDDEN_BLOCK);
    pecia_builder_key_name(builder, PECIA_N, name_of(builder, "n"));
    pecia_builder_set(builder, P, PECIA_N, value);
    pecia_builder_set(builder, P, PECIA_CLASS, value); /* of the model alone: no attribute of the source */
    return pecia_builder_origin_attribute(builder, P, name_of(builder, "rend"), value);
}

static scene open_scene(void) {
    pecia_limits limits;
    pecia_limits_default(&limits);
    pecia_builder *builder = pecia_builder_new(pecia_memory_default(), &limits, NULL, "x");
    scene made = {.document = NULL};
    assert_int_equal(build(builder), PECIA_OK);
    assert_int_equal(pecia_builder_finish(builder, &made.document), PECIA_OK);
    made.ledger = pecia_ledger_new(pecia_memory_default(), made.document);
    made.origins = pecia_origins_new(pecia_memory_default(), made.document);
    pecia_ledger_account(made.ledger, 1, PECIA_CARRIED, 1);
    return made;
}

static void close_scene(scene *s) {
    pecia_origins_free(s->origins);
    pecia_ledger_free(s->ledger);
    pecia_document_free(s->document);
}

/** Expects what is lost to be WORDS: "hi 1, p@rend 1". */
static void loses(scene *s, const char *words, uint32_t header) {
    char said[400] = "";
    const pecia_lost_name *list;
    uint64_t count;
    uint32_t found;
    pecia_ledger_close(s->ledger);
    assert_int_equal(pecia_origins_lost(s->origins, s->ledger, &list, &count, &found), PECIA_OK);
    for (uint64_t i = 0; i < count; i++) {
        size_t length = strlen(said);
        snprintf(said + length, sizeof said - length, "%s%.*s%s%.*s %d", i ? ", " : "", (int)list[i].element.size,
                 list[i].element.data, list[i].attribute.data ? "@" : "", (int)list[i].attribute.size,
                 list[i].attribute.data ? list[i].attribute.data : "", (int)list[i].count);
    }
    assert_string_equal(said, words);
    assert_int_equal(found, header);
}

static void what_nobody_keeps_is_lost_but_what_its_kind_means(void **state) {
    (void)state;
    scene s = open_scene();
    loses(&s, "p@n 1, p@rend 1, hi 1, ab 1", HEADER);
    close_scene(&s);
}

static void what_the_writer_keeps_is_not_lost(void **state) {
    (void)state;
    scene s = open_scene();
    pecia_origins_keep_name(s.origins, HI);
    pecia_origins_keep_key(s.origins, P, PECIA_N);
    pecia_origins_keep_attribute(s.origins, P, 0);
    pecia_origins_keep_all(s.origins, HEADER);
    loses(&s, "ab 1", 0);
    close_scene(&s);

    s = open_scene();
    pecia_origins_keep_all(s.origins, 1);
    loses(&s, "", 0);
    close_scene(&s);
}

static void what_is_not_there_changes_nothing(void **state) {
    (void)state;
    scene s = open_scene();
    pecia_origins_keep_name(NULL, HI);
    pecia_origins_keep_name(s.origins, 0);
    pecia_origins_keep_name(s.origins, 4000);
    pecia_origins_keep_all(s.origins, UINT32_MAX);
    pecia_origins_keep_attribute(s.origins, P, 7);
    pecia_origins_keep_key(s.origins, HI, PECIA_N);
    loses(&s, "p@n 1, p@rend 1, hi 1, ab 1", HEADER);
    close_scene(&s);
}

static void a_node_that_is_dropped_loses_the_name_that_its_kind_means(void **state) {
    (void)state;
    scene s = open_scene();
    pecia_ledger_free(s.ledger);
    s.ledger = pecia_ledger_new(pecia_memory_default(), s.document);
    pecia_ledger_account(s.ledger, DIV, PECIA_DROPPED, 1);
    loses(&s, "div 1, p 1, p@n 1, p@rend 1, hi 1, ab 1", HEADER);
    close_scene(&s);
}

/** Two wrappers called "text"; a paragraph with a told rend and one that comes back as something else; a comment. */
static int32_t build_wrapped(pecia_builder *builder) {
    pecia_str value = {"1", 1};
    script_run(builder, "(matter (paragraph \"x\")) (matter (paragraph \"y\"))");
    uint32_t first = 2, p = 3, second = 5, q = 6;
    is_element(builder, first, "text");
    is_element(builder, p, "p");
    is_element(builder, second, "text");
    is_element(builder, q, "p");
    pecia_builder_implies(builder, name_of(builder, "text"), PECIA_MATTER);
    pecia_builder_implies(builder, name_of(builder, "p"), PECIA_PARAGRAPH);
    for (uint32_t node = p; node <= q; node += q - p) {
        pecia_builder_origin_attribute(builder, node, name_of(builder, "rend"), value);
        pecia_builder_told(builder, node, name_of(builder, "rend"));
        pecia_builder_told(builder, node, name_of(builder, "absent"));
    }
    return pecia_builder_hidden_text(builder, PECIA_COMMENT, value);
}

static void wrappers_count_once_and_attributes_go_with_their_element(void **state) {
    (void)state;
    pecia_limits limits;
    pecia_limits_default(&limits);
    pecia_builder *builder = pecia_builder_new(pecia_memory_default(), &limits, NULL, "x");
    scene s = {.document = NULL};
    assert_int_equal(build_wrapped(builder), PECIA_OK);
    assert_int_equal(pecia_builder_finish(builder, &s.document), PECIA_OK);
    s.ledger = pecia_ledger_new(pecia_memory_default(), s.document);
    s.origins = pecia_origins_new(pecia_memory_default(), s.document);
    pecia_ledger_account(s.ledger, 1, PECIA_CARRIED, 1);
    pecia_ledger_account(s.ledger, 8, PECIA_DROPPED, 1);
    pecia_origins_lose_name(s.origins, 6);
    pecia_origins_keep_attribute(s.origins, 6, 0);
    loses(&s, "text 1, p 1, p@rend 1, #comment 1", 0);
    close_scene(&s);
}

static int32_t count_all(const pecia_memory *memory, void *context) {
    const scene *s = context;
    const pecia_lost_name *list;
    uint64_t count;
    uint32_t header;
    pecia_origins *origins = pecia_origins_new(memory, s->document);
    int32_t status = origins ? pecia_origins_lost(origins, s->ledger, &list, &count, &header) : PECIA_ERR_MEMORY;
    pecia_origins_free(origins);
    return status;
}

static void every_failing_allocation_is_told(void **state) {
    (void)state;
    scene s = open_scene();
    pecia_ledger_close(s.ledger);
    assert_true(failing_try_all(count_all, &s, false) >= 5);
    close_scene(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_keeps_is_lost_but_what_its_kind_means),
        cmocka_unit_test(what_the_writer_keeps_is_not_lost),
        cmocka_unit_test(what_is_not_there_changes_nothing),
        cmocka_unit_test(a_node_that_is_dropped_loses_the_name_that_its_kind_means),
        cmocka_unit_test(wrappers_count_once_and_attributes_go_with_their_element),
        cmocka_unit_test(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests_name("core.origins", tests, NULL, NULL);
}
