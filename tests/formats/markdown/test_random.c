/* SPDX-License-Identifier: MIT
 *
 * test_random.c: random documents are written as Markdown and read back: structure, words, notes and quotations are the
 * same, and writing what was read changes nothing. Arguments, or PECIA_DOCUMENTS and PECIA_SEED, say how many documents
 * and which; a failure prints its seed, shrunk to the least size that fails.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "round.h"

/* Every seed has its option; most are written without one. */
static const char *const options[16] = {
    "markdown:wrap=30",     "markdown:wrap=sentence",     "markdown:wrap=none",       "markdown:notes=section",
    "markdown:notes=block", "markdown:headings=setext",   "markdown:links=reference", "markdown:flavour=pandoc",
    "markdown:flavour=gfm", "markdown:flavour=commonmark"};

/* What is wrong with the document of SEED and SIZE; NULL for nothing. */
static const char *wrong(scene *s, pecia_registry *registry, const cli_view *view, uint64_t seed, uint32_t size) {
    char numbers[64];
    snprintf(numbers, sizeof numbers, "%llu %u", (unsigned long long)seed, (unsigned)size);
    pecia_source first = read_file(s, registry, "random", scene_file(s, "in.random", numbers));
    const char *what = round_wrong(s, registry, view, &first, options[seed % (sizeof options / sizeof *options)]);
    pecia_source_free(&first);
    return what;
}

/* What the command line said, or the environment. */
static const char *asked[2];

static uint64_t setting(const char *name, uint32_t argument, uint64_t usual) {
    const char *value = argument < 2 && asked[argument] ? asked[argument] : getenv(name);
    return value ? strtoull(value, NULL, 10) : usual;
}

static void random_documents_come_back(void **state) {
    scene *s = *state;
    pecia_registry *registry = scene_registry(s, PLUGINS);
    cli_view view;
    assert_int_equal(pecia_registry_offer(registry, random_plugin(), "random"), PECIA_OK);
    markdown_view(registry, &view);
    uint64_t seed = setting("PECIA_SEED", 1, 1);
    uint64_t count = setting("PECIA_DOCUMENTS", 0, 1500);
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
            print_message("seed %llu, size %u: %s\n", (unsigned long long)seed, (unsigned)size, what);
        }
    }
    pecia_registry_free(registry);
    print_message("%llu documents from seed %llu on\n", (unsigned long long)count, (unsigned long long)(seed - count));
    if (bad > 0) {
        fail_msg("%llu of %llu documents", (unsigned long long)bad, (unsigned long long)count);
    }
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc && i < 3; i++) {
        asked[i - 1] = argv[i];
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(random_documents_come_back, scene_begin, scene_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
