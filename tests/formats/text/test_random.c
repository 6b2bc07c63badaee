/* SPDX-License-Identifier: MIT
 *
 * test_random.c: random documents are written as plain text by each of the writer's options and read back (L2). Those
 * of tame text are the same documents then: structure, words, notes, quotations. Of hostile text, which plain text
 * cannot tell from its signs, every word is there once. PECIA_SEED and PECIA_DOCUMENTS choose other documents; a
 * failure prints its seed, shrunk to the least size that fails (PECIA_SIZE, PECIA_SHOW=1 to look at it).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "tests/formats/markdown/round.h"

/* Options of the writer, and those that reading needs with them. */
typedef struct manner {
    const char *const write[5];
    const char *const read[2];
} manner;

static const manner manners[] = {
    {{NULL}, {NULL}},
    {{"text:notes=end", NULL}, {NULL}},
    {{"text:notes=section", NULL}, {NULL}},
    {{"text:notes=inline", NULL}, {NULL}},
    {{"text:notes-style=pg", NULL}, {NULL}},
    {{"text:notes-style=pg", "text:notes=inline", NULL}, {NULL}},
    {{"text:notes-style=superscript", NULL}, {NULL}},
    {{"text:headings=centred", "text:eol=crlf", "text:encoding=UTF-16", "text:output-encoding=UTF-16", NULL}, {NULL}},
    {{"text:wrap=60", NULL}, {"text:paragraphs=block", NULL}},
};
enum { MANNERS = sizeof(manners) / sizeof(manners[0]) };

static pecia_str write_text(scene *s, pecia_registry *registry, const pecia_source *source, const manner *how) {
    pecia_settings settings = {
        .registry = registry, .diagnostics = s->diagnostics, .limits = &s->limits, .to = "text", .options = how->write};
    pecia_str out;
    scene_forget(s);
    if (pecia_write_memory(&settings, source, &out, NULL) != PECIA_OK) {
        fail_msg("not written: %s", s->said);
    }
    return out;
}

static pecia_source read_text(scene *s, pecia_registry *registry, pecia_str text, const manner *how) {
    static const char *const metadata[] = {"lang=en", NULL};
    pecia_settings settings = {.registry = registry,
                               .diagnostics = s->diagnostics,
                               .limits = &s->limits,
                               .from = "text",
                               .metadata = metadata,
                               .options = how->read};
    const char *paths[] = {scene_bytes(s, "once.txt", text.data, (size_t)text.size), NULL};
    pecia_source source;
    scene_forget(s);
    if (pecia_read(&settings, paths, &source) != PECIA_OK) {
        fail_msg("not read: %s", s->said);
    }
    return source;
}

/* How many of the numbered words the text and the notes of DOCUMENT hold. */
static uint64_t count_words(const pecia_document *document) {
    cli_flat flat;
    cli_view view = {.words = true};
    uint64_t words = 0;
    assert_int_equal(cli_flatten(pecia_memory_default(), document, &view, &flat), PECIA_OK);
    const cli_row *rows[] = {&flat.text, &flat.notes};
    for (int i = 0; i < 2; i++) {
        for (uint64_t at = 0; at < rows[i]->count; at++) {
            pecia_str text = cli_token_text(&flat, &rows[i]->at[at]);
            words += rows[i]->at[at].type == CLI_TOKEN_WORD && text.size > 1 && text.data[0] == 'w' &&
                     text.data[1] >= '0' && text.data[1] <= '9';
        }
    }
    cli_flat_free(pecia_memory_default(), &flat);
    return words;
}

/* What is wrong when FIRST is written in the manner HOW and read back; NULL for nothing. Of HOSTILE text only the
 * words are looked at: what they stand in may be taken for something else. */
static const char *round_wrongly(scene *s, pecia_registry *registry, const cli_view *view, const pecia_source *first,
                                 const manner *how, bool hostile) {
    pecia_str once = write_text(s, registry, first, how);
    pecia_source second = read_text(s, registry, once, how);
    pecia_str twice = write_text(s, registry, &second, how);
    const char *what = count_words(first->document) != count_words(second.document) ? "has other words" : NULL;
    if (getenv("PECIA_SHOW")) {
        printf("%.*s----\n%.*s----\n", (int)once.size, once.data, (int)twice.size, twice.data);
    }
    if (!what && !hostile && differ(first->document, second.document, view)) {
        what = "reads back as another document";
    } else if (!what && !hostile &&
               (once.size != twice.size || memcmp(once.data, twice.data, (size_t)once.size) != 0)) {
        what = "is written otherwise the second time";
    }
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)once.data);
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)twice.data);
    pecia_source_free(&second);
    return what;
}

static uint64_t setting(const char *name, uint64_t usual) {
    const char *value = getenv(name);
    return value ? strtoull(value, NULL, 10) : usual;
}

typedef struct random_case {
    uint64_t seed;
    uint32_t size, manner;
    bool hostile;
} random_case;

static const char *wrong(scene *s, pecia_registry *registry, const cli_view *view, const random_case *c) {
    static const char *const english[] = {"lang=en", NULL};
    char numbers[64];
    snprintf(numbers, sizeof numbers, "%llu %u %d", (unsigned long long)c->seed, (unsigned)c->size, c->hostile);
    pecia_settings settings = {.registry = registry,
                               .diagnostics = s->diagnostics,
                               .limits = &s->limits,
                               .from = "random",
                               .metadata = english};
    const char *paths[] = {scene_file(s, "in.random", numbers), NULL};
    pecia_source first;
    assert_int_equal(pecia_read(&settings, paths, &first), PECIA_OK);
    const char *what = round_wrongly(s, registry, view, &first, &manners[c->manner], c->hostile);
    pecia_source_free(&first);
    return what;
}

static void check_all(scene *s, bool hostile) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    cli_view view = {.folds = true};
    uint64_t bad = 0, count = setting("PECIA_DOCUMENTS", 180), seed = setting("PECIA_SEED", 1);
    assert_int_equal(pecia_registry_offer(registry, random_text_plugin(), "random"), PECIA_OK);
    for (uint32_t kind = 0; kind < PECIA_KIND_COUNT; kind++) {
        view.holds[kind] = true;
    }
    for (uint64_t i = 0; i < count; i++, seed++) {
        random_case c = {seed, (uint32_t)setting("PECIA_SIZE", 1 + seed % 30), (uint32_t)(seed % MANNERS), hostile};
        const char *what = wrong(s, registry, &view, &c);
        for (uint32_t size = c.size, less = 1; what && !getenv("PECIA_SIZE") && less < size; less++) {
            c.size = less;
            const char *still = wrong(s, registry, &view, &c);
            what = still ? still : what;
            less = still ? size : less;
            c.size = still ? c.size : size;
        }
        if (what && bad++ < 12) {
            print_message("seed %llu, size %u (%s): %s\n", (unsigned long long)c.seed, (unsigned)c.size,
                          manners[c.manner].write[0] ? manners[c.manner].write[0] : "no option", what);
        }
    }
    pecia_registry_free(registry);
    if (bad > 0) {
        fail_msg("%llu of %llu documents", (unsigned long long)bad, (unsigned long long)count);
    }
}

static void tame_documents_come_back(void **state) {
    check_all(*state, false);
}

static void words_of_hostile_documents_come_back(void **state) {
    check_all(*state, true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tame_documents_come_back, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(words_of_hostile_documents_come_back, scene_begin, scene_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
