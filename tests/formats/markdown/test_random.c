/* SPDX-License-Identifier: MIT
 *
 * test_random.c: random documents, and what is read of random sources, are written as Markdown and read back:
 * structure, words, notes and quotations are the same, and writing what was read changes nothing. Arguments, or
 * PECIA_DOCUMENTS and PECIA_SEED, say how many documents and which; a failure prints its seed, shrunk to the least size
 * that fails. PECIA_TEST is the name of one of the two tests.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "random_source.h"
#include "round.h"

/* What a seed chooses: every second one nothing, one in four one option, the others a combination of all. */
static const char *const choices[5][4] = {
    {"", " markdown:flavour=pandoc", " markdown:flavour=gfm", " markdown:flavour=commonmark"},
    {"", " markdown:wrap=30", " markdown:wrap=sentence", " markdown:wrap=none"},
    {"", " markdown:notes=section", " markdown:notes=block", ""},
    {"", " markdown:headings=setext", "", " markdown:headings=setext"},
    {"", " markdown:links=reference", " markdown:links=reference", ""}};

static const char *options_of(uint64_t seed, char room[256]) {
    uint64_t bits = seed * UINT64_C(0x9E3779B97F4A7C15) >> 20;
    size_t used = 0;
    size_t only = seed % 4 == 1 ? (size_t)(bits >> 16) % 5 : 5;
    room[0] = 0;
    for (size_t i = 0; seed % 2 == 1 && i < 5; i++, bits >>= 2) {
        const char *one = only == 5 || only == i ? choices[i][bits & 3] : "";
        used += (size_t)snprintf(room + used, 256 - used, "%s", one);
    }
    return room[0] ? room + 1 : NULL;
}

/* What is wrong with the document of SEED and SIZE; NULL for nothing. */
static const char *wrong_document(scene *s, pecia_registry *registry, const cli_view *view, uint64_t seed,
                                  uint32_t size) {
    char numbers[64];
    snprintf(numbers, sizeof numbers, "%llu %u", (unsigned long long)seed, (unsigned)size);
    pecia_source first = read_file(s, registry, "random", scene_file(s, "in.random", numbers));
    char options[256];
    const char *what = round_wrong(s, registry, view, &first, options_of(seed, options));
    pecia_source_free(&first);
    return what;
}

/* The same for the source of SEED and SIZE. */
static const char *wrong_source(scene *s, pecia_registry *registry, const cli_view *view, uint64_t seed,
                                uint32_t size) {
    static char text[1 << 18];
    size_t used = random_source(seed, size, text, sizeof text);
    if (getenv("PECIA_SHOW")) {
        printf("%.*s----\n", (int)used, text);
    }
    pecia_source first;
    if (!try_file(s, registry, "markdown", scene_bytes(s, "in.md", text, used), &first)) {
        return NULL; /* broken metadata */
    }
    char options[256];
    const char *what = round_wrong(s, registry, view, &first, options_of(seed, options));
    pecia_source_free(&first);
    return what;
}

/* What the command line said, or the environment. */
static const char *asked[2];

static uint64_t setting(const char *name, uint32_t argument, uint64_t usual) {
    const char *value = argument < 2 && asked[argument] ? asked[argument] : getenv(name);
    return value ? strtoull(value, NULL, 10) : usual;
}

typedef const char *trial(scene *s, pecia_registry *registry, const cli_view *view, uint64_t seed, uint32_t size);

/* Tries as many seeds as are asked for, or USUAL. */
static void come_back(scene *s, trial *wrong, uint64_t usual) {
    pecia_registry *registry = scene_registry(s, PLUGINS);
    cli_view view;
    assert_int_equal(pecia_registry_offer(registry, random_plugin(), "random"), PECIA_OK);
    markdown_view(registry, &view);
    uint64_t seed = setting("PECIA_SEED", 1, 1);
    uint64_t count = setting("PECIA_DOCUMENTS", 0, usual);
    uint64_t bad = 0;
    for (uint64_t i = 0; i < count; i++, seed++) {
        uint32_t size = (uint32_t)setting("PECIA_SIZE", 2, 1 + seed % 60);
        const char *what = wrong(s, registry, &view, seed, size);
        for (uint32_t less = 1; what && !getenv("PECIA_SIZE") && less < size; less++) {
            const char *still = wrong(s, registry, &view, seed, less);
            if (still) {
                what = still;
                size = less;
            }
        }
        if (what && bad++ < 40) {
            char room[256];
            const char *options = options_of(seed, room);
            print_message("seed %llu, size %u: %s (%s)\n", (unsigned long long)seed, (unsigned)size, what,
                          options ? options : "no options");
        }
    }
    pecia_registry_free(registry);
    print_message("%llu documents from seed %llu on\n", (unsigned long long)count, (unsigned long long)(seed - count));
    if (bad > 0) {
        fail_msg("%llu of %llu documents", (unsigned long long)bad, (unsigned long long)count);
    }
}

static void random_documents_come_back(void **state) {
    come_back(*state, wrong_document, 1500);
}

static void random_sources_come_back(void **state) {
    come_back(*state, wrong_source, 1500);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc && i < 3; i++) {
        asked[i - 1] = argv[i];
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(random_documents_come_back, scene_begin, scene_end),
        cmocka_unit_test_setup_teardown(random_sources_come_back, scene_begin, scene_end),
    };
    cmocka_set_test_filter(getenv("PECIA_TEST"));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
