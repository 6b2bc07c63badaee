/* SPDX-License-Identifier: MIT
 *
 * fuzz.c: libFuzzer's way into Pecia. Built once for each format: the bytes are read as FUZZ_FORMAT and, when they are a
 * document, written in a format that the bytes choose, and read back. What is found is a crash, a leak, a node without
 * account, an output that its own format does not read.
 */
#include "plugins/host/host.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* EPUB takes by far the most time and has its turn least often. */
static const char *const formats[] = {"tei", "markdown", "text", "tei", "markdown", "text", "tei", "markdown", "epub"};

static const char *choose(const uint8_t *data, size_t size)
{
    size_t sum = size;
    for (size_t i = 0; i < size; i++)
        sum = sum * 31 + data[i];
    return formats[sum % (sizeof formats / sizeof *formats)];
}

/** Puts the bytes where the host can open them by name; -1 on failure. */
static int expose(const uint8_t *data, size_t size, char *path, size_t room)
{
    int file = memfd_create("fuzz", MFD_CLOEXEC);
    if (file < 0 || write(file, data, size) != (ssize_t)size)
        abort();
    return snprintf(path, room, "/proc/self/fd/%d", file) > 0 ? file : -1;
}

/** Reads what was written. */
static void read_back(const pecia_settings *given, pecia_str bytes)
{
    char path[64];
    pecia_source source;
    pecia_settings settings = *given;
    int file = expose((const uint8_t *)bytes.data, bytes.size, path, sizeof path);
    settings.from = given->to;
    settings.to = NULL;
    int32_t status = pecia_read(&settings, (const char *const[]){path, NULL}, &source);
    if (status == PECIA_ERR_INPUT || status == PECIA_ERR_PLUGIN)
        abort(); /* the writer made what its format is not */
    pecia_source_free(&source);
    close(file);
}

static void write_and_read(pecia_settings *settings, const pecia_source *source)
{
    pecia_str bytes = {NULL, 0};
    pecia_loss loss;
    int32_t status = pecia_write_memory(settings, source, &bytes, &loss);
    if (status == PECIA_ERR_PLUGIN)
        abort(); /* a writer broke its contract: it forgot a node */
    if (status == PECIA_OK)
        read_back(settings, bytes);
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)bytes.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static pecia_registry *registry; /* modules are opened once for all inputs */
    static pecia_diagnostics *silent;
    char path[64];
    pecia_limits limits;
    pecia_limits_default(&limits);
    if (registry == NULL) {
        silent = pecia_diagnostics_new(pecia_memory_default(), &limits);
        registry = pecia_registry_new(NULL, silent);
        if (registry == NULL || pecia_registry_scan(registry, (const char *const[]){FUZZ_PLUGINS, NULL}) != PECIA_OK)
            abort();
    }
    int file = expose(data, size, path, sizeof path);
    pecia_diagnostics *diagnostics = pecia_diagnostics_new(pecia_memory_default(), &limits);
    pecia_settings settings = {.limits = &limits, .registry = registry, .diagnostics = diagnostics, .from = FUZZ_FORMAT};
    pecia_source source;
    if (pecia_read(&settings, (const char *const[]){path, NULL}, &source) == PECIA_OK) {
        settings.to = choose(data, size);
        write_and_read(&settings, &source);
    }
    pecia_source_free(&source);
    pecia_diagnostics_free(diagnostics);
    close(file);
    return 0;
}
