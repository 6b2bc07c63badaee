/* SPDX-License-Identifier: MIT
 *
 * fuzz_page.c: the bytes as the one page of an EPUB whose container is always right, so that the fuzzer spends its time
 * on XHTML, broken and whole.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "plugins/host/host.h"

static const char container[] =
    "<?xml version=\"1.0\"?><container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">"
    "<rootfiles><rootfile full-path=\"b.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";
static const char package[] =
    "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"i\">"
    "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:identifier id=\"i\">x</dc:identifier><dc:title>T"
    "</dc:title><dc:language>en</dc:language></metadata><manifest><item id=\"p\" href=\"p.xhtml\" "
    "media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"p\"/></spine></package>";

typedef struct zip {
    int file;
    uint32_t at, count, directory_size;
    unsigned char directory[1024];
} zip;

static uint32_t checksum(const unsigned char *data, size_t size) {
    uint32_t value = UINT32_MAX;
    for (size_t i = 0; i < size; i++) {
        value ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            value = value >> 1 ^ (UINT32_C(0xEDB88320) & (0 - (value & 1)));
    }
    return ~value;
}

static void put(unsigned char *to, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++)
        to[i] = (unsigned char)(value >> 8 * i);
}

static void add_bytes(zip *to, const void *data, size_t size) {
    if (write(to->file, data, size) != (ssize_t)size)
        abort();
    to->at += (uint32_t)size;
}

/* A stored entry (APPNOTE 4.3.7) and its line of the directory (4.3.12). */
static void add(zip *to, const char *name, const void *data, size_t size) {
    unsigned char head[46] = {'P', 'K', 3, 4, 10}, *line = to->directory + to->directory_size;
    uint32_t name_size = (uint32_t)strlen(name), start = to->at;
    put(head + 12, 0x21, 2); /* 1 January 1980 */
    put(head + 14, checksum(data, size), 4);
    put(head + 18, (uint32_t)size, 4);
    put(head + 22, (uint32_t)size, 4);
    put(head + 26, name_size, 2);
    add_bytes(to, head, 30);
    add_bytes(to, name, name_size);
    add_bytes(to, data, size);
    memset(line, 0, 46);
    memcpy(line, "PK\1\2\12", 5);
    memcpy(line + 6, head + 4, 26);
    put(line + 42, start, 4);
    memcpy(line + 46, name, name_size);
    to->directory_size += 46 + name_size;
    to->count++;
}

static void finish(zip *to) {
    unsigned char end[22] = {'P', 'K', 5, 6};
    put(end + 8, to->count, 2);
    put(end + 10, to->count, 2);
    put(end + 12, to->directory_size, 4);
    put(end + 16, to->at, 4);
    add_bytes(to, to->directory, to->directory_size);
    add_bytes(to, end, sizeof end);
}

static pecia_registry *formats(pecia_diagnostics *silent) {
    static pecia_registry *registry;
    if (!registry) {
        registry = pecia_registry_new(NULL, silent);
        if (!registry || pecia_registry_scan(registry, (const char *const[]){FUZZ_PLUGINS, NULL}) != PECIA_OK)
            abort();
    }
    return registry;
}

static void convert(const char *path) {
    static pecia_diagnostics *silent;
    pecia_limits limits;
    pecia_str bytes;
    pecia_source source;
    pecia_limits_default(&limits);
    if (!silent)
        silent = pecia_diagnostics_new(pecia_memory_default(), &limits);
    pecia_diagnostics *diagnostics = pecia_diagnostics_new(pecia_memory_default(), &limits);
    pecia_settings settings = {
        .limits = &limits, .registry = formats(silent), .diagnostics = diagnostics, .from = "epub", .to = "tei"};
    int32_t status = pecia_read(&settings, (const char *const[]){path, NULL}, &source);
    if (status == PECIA_ERR_PLUGIN)
        abort();
    if (status == PECIA_OK && pecia_write_memory(&settings, &source, &bytes, NULL) == PECIA_ERR_PLUGIN)
        abort();
    if (status == PECIA_OK)
        pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)bytes.data);
    pecia_source_free(&source);
    pecia_diagnostics_free(diagnostics);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[64];
    zip book = {.file = memfd_create("fuzz", MFD_CLOEXEC)};
    if (book.file < 0)
        abort();
    add(&book, "mimetype", "application/epub+zip", 20);
    add(&book, "META-INF/container.xml", container, sizeof container - 1);
    add(&book, "b.opf", package, sizeof package - 1);
    add(&book, "p.xhtml", data, size);
    finish(&book);
    snprintf(path, sizeof path, "/proc/self/fd/%d", book.file);
    convert(path);
    close(book.file);
    return 0;
}
