/* SPDX-License-Identifier: MIT
 *
 * tests_module.c: the module, its descriptor, its probe and its options.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <inttypes.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plugins/host/elf.h"
#include "plugins/kit/world.h"

enum { SECTION_MAX = 1 << 22, SURE = 50, PROBED = 4096 };

/** Both sections that tell what the module shows. */
static bool read_names(const char *path, pecia_arena *arena, pecia_section *symbols, pecia_section *names,
                       pecia_why *why) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool read = fd >= 0 && pecia_elf_section(fd, ".dynsym", SECTION_MAX, arena, symbols, why) &&
                pecia_elf_section(fd, ".dynstr", SECTION_MAX, arena, names, why);
    if (fd >= 0)
        close(fd);
    return read && symbols->data && names->data;
}

void kit_test_symbols(kit *k) {
    pecia_section symbols, names;
    pecia_why why = {.text = "its table of names cannot be read"};
    pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 0);
    if (k->format->stylesheet) {
        kit_say(k, PECIA_KIT_SKIP, "a folder with stylesheets has no symbols");
    } else if (!arena || !read_names(k->format->info.module, arena, &symbols, &names, &why)) {
        kit_say(k, PECIA_KIT_FAIL, "%s", why.text);
    } else {
        for (uint64_t at = 0; at + sizeof(ElfW(Sym)) <= symbols.size; at += sizeof(ElfW(Sym))) {
            ElfW(Sym) symbol;
            memcpy(&symbol, symbols.data + at, sizeof symbol);
            const char *name = symbol.st_name < names.size ? names.data + symbol.st_name : "";
            if (symbol.st_shndx != SHN_UNDEF && *name && strcmp(name, "pecia_plugin_entry") != 0)
                kit_say(k, PECIA_KIT_FAIL, "it shows %.60s; compile with -fvisibility=hidden", name);
        }
    }
    pecia_arena_free(arena);
}

/** That the host took it says the most; kit_open fails otherwise. */
void kit_test_descriptor(kit *k) {
    const pecia_format_info *info = &k->format->info;
    if (!info->extensions[0])
        kit_say(k, PECIA_KIT_WARN, "%s has no extension, so its files are found by content alone", info->name);
    else if (!info->licence[0])
        kit_say(k, PECIA_KIT_WARN, "it names no licence; give an SPDX expression");
}

void kit_test_entry(kit *k) {
    const pecia_plugin *(*entry)(void);
    if (k->format->stylesheet) {
        kit_say(k, PECIA_KIT_SKIP, "a folder with stylesheets has no entry");
        return;
    }
    void *handle = dlopen(k->format->info.module, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    void *symbol = handle ? dlsym(handle, "pecia_plugin_entry") : NULL;
    memcpy(&entry, &symbol, sizeof entry);
    const pecia_plugin *one = symbol ? entry() : NULL;
    if (!one || one != entry() || one->formats != entry()->formats)
        kit_say(k, PECIA_KIT_FAIL, "it returns another descriptor at the second call");
}

/* ---------------------------------------------------------------- the probe */

static int64_t probe(const pecia_checked *format, const void *data, uint64_t size) {
    if (format->stylesheet)
        return pecia_stylesheet_probe(format->stylesheet, data, size);
    return format->probe ? format->probe(data, size, "") : KIT_NEVER;
}

/** On a copy of just SIZE bytes, so that reading behind them is found. */
static int64_t probe_copy(const pecia_checked *format, const void *data, uint64_t size) {
    char *copy = malloc(size ? size : 1);
    if (!copy)
        return 0;
    memcpy(copy, data, size);
    int64_t score = probe(format, copy, size);
    free(copy);
    return score;
}

static bool has_no_probe(kit *k) {
    if (probe(k->format, "", 0) != KIT_NEVER)
        return false;
    kit_say(k, PECIA_KIT_SKIP, "it has no probe");
    return true;
}

void kit_test_probe_prefixes(kit *k) {
    if (has_no_probe(k))
        return;
    for (uint32_t i = 0; i < k->samples; i++) {
        uint64_t most = k->sample_size[i] < PROBED ? k->sample_size[i] : PROBED;
        for (uint64_t size = 0; size <= most; size++) {
            int64_t score = probe_copy(k->format, k->sample[i], size);
            if (score < 0 || score > 100)
                kit_say(k, PECIA_KIT_FAIL, "it says %" PRId64 " of the first %" PRIu64 " bytes of a sample", score,
                        size);
        }
        if (probe_copy(k->format, k->sample[i], most) == 0)
            kit_say(k, PECIA_KIT_FAIL, "it finds sample %u impossible", i + 1);
    }
    if (k->samples == 0)
        kit_say(k, PECIA_KIT_SKIP, "there is no sample");
}

void kit_test_probe_random(kit *k) {
    unsigned char bytes[PROBED];
    uint32_t sure = 0;
    if (has_no_probe(k))
        return;
    for (int round = 0; round < 200; round++) {
        uint64_t size = kit_random(k, sizeof bytes) + 1;
        for (uint64_t i = 0; i < size; i++)
            bytes[i] = (unsigned char)kit_random(k, 256);
        int64_t score = probe_copy(k->format, bytes, size);
        if (score < 0 || score > 100)
            kit_say(k, PECIA_KIT_FAIL, "it says %" PRId64 " of random bytes", score);
        sure += score >= SURE;
    }
    if (sure > 2)
        kit_say(k, PECIA_KIT_FAIL, "it is sure of %u of 200 pieces of random bytes", sure);
}

void kit_test_probe_others(kit *k) {
    const pecia_checked *ours = k->format;
    kit_way way = {.fail_at = KIT_NEVER};
    pecia_document *document = kit_document(k, 0, 0, 1);
    for (uint32_t i = 0; document && i < pecia_registry_count(k->registry); i++) {
        kit_bytes bytes = {NULL, 0};
        k->format = pecia_checked_of(pecia_registry_at(k->registry, i));
        if (k->format != ours && k->format->write && kit_write(k, &way, document, &bytes) == PECIA_OK && bytes.data) {
            uint64_t size = bytes.size < PROBED ? bytes.size : PROBED;
            int64_t mine = probe_copy(ours, bytes.data, size), its = probe_copy(k->format, bytes.data, size);
            if (mine >= SURE && mine >= its)
                kit_say(k, PECIA_KIT_FAIL, "it says %" PRId64 " of a file of %s, which says %" PRId64, mine,
                        k->format->info.name, its);
        }
        free(bytes.data);
    }
    k->format = ours;
    pecia_document_free(document);
}

/* ---------------------------------------------------------------- options */

/** Reads the sample or writes a document with the option NAME set to VALUE. */
static int32_t with_option(kit *k, const pecia_option *option, const char *value) {
    char set[300];
    const char *list[] = {set, NULL};
    kit_way way = {.fail_at = KIT_NEVER, .options = list};
    kit_bytes bytes = {NULL, 0};
    pecia_document *document = NULL;
    int32_t status = PECIA_OK;
    snprintf(set, sizeof set, "%s:%s=%s", k->format->info.name, option->name, value);
    if ((option->applies & PECIA_OPTION_READ) && k->format->read && k->samples)
        status = kit_read(k, &way, k->sample[0], k->sample_size[0], &document);
    pecia_document_free(document);
    document = kit_document(k, 0, 0, 1);
    if (document && status == PECIA_OK && (option->applies & PECIA_OPTION_WRITE) && k->format->write)
        status = kit_write(k, &way, document, &bytes);
    free(bytes.data);
    pecia_document_free(document);
    return status;
}

static void expect(kit *k, const pecia_option *option, const char *value, bool taken) {
    int32_t status = with_option(k, option, value);
    if (taken && status != PECIA_OK)
        kit_say(k, PECIA_KIT_FAIL, "%s=%s is allowed, but ends in status %d: %.200s", option->name, value, status,
                k->said);
    if (!taken && status != PECIA_ERR_USAGE)
        kit_say(k, PECIA_KIT_FAIL, "%s=%s is not allowed, but ends in status %d", option->name, value, status);
}

static void expect_number(kit *k, const pecia_option *option, int64_t value, bool taken) {
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, value);
    expect(k, option, text, taken);
}

void kit_test_options(kit *k) {
    for (const pecia_option *const *o = k->format->info.options; *o; o++) {
        const pecia_option *option = *o;
        if (option->type == PECIA_OPTION_BOOL) {
            expect(k, option, "yes", true);
            expect(k, option, "no", true);
            expect(k, option, "perhaps", false);
        } else if (option->type == PECIA_OPTION_NUMBER) {
            expect_number(k, option, option->min, true);
            expect_number(k, option, option->max, true);
            if (option->min > INT64_MIN)
                expect_number(k, option, option->min - 1, false);
            if (option->max < INT64_MAX)
                expect_number(k, option, option->max + 1, false);
        } else if (option->type == PECIA_OPTION_CHOICE) {
            for (const char *const *c = option->choices; *c; c++)
                expect(k, option, *c, true);
            expect(k, option, "no-such-choice", false);
        }
    }
    if (!k->format->info.options[0])
        kit_say(k, PECIA_KIT_SKIP, "it has no options");
}
