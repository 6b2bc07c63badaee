/* SPDX-License-Identifier: MIT
 *
 * exemplar.c: opens documents, saves them and tells their figures.
 */
#include <string.h>

#include "core/document.h"
#include "plugins/host/job.h"
#include "plugins/library/library.h"

/* ------------------------------------------------------------------ opening */

/** What to open: files or, when STREAM is not NULL, that. */
static int32_t open_from(pecia_converter *converter, const char *const *paths, const pecia_stream *stream,
                         pecia_exemplar **out) {
    pecia_settings settings;
    int32_t status = pecia_converter_settings(converter, &settings);
    pecia_exemplar *exemplar = pecia_memory_new(pecia_memory_default(), sizeof *exemplar);
    *out = NULL;
    if (status == PECIA_OK && !exemplar) {
        pecia_report(converter->diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out");
        status = PECIA_ERR_MEMORY;
    }
    if (status == PECIA_OK)
        status = stream ? pecia_read_stream(&settings, stream, &exemplar->source)
                        : pecia_read(&settings, paths, &exemplar->source);
    if (status == PECIA_OK)
        *out = exemplar;
    else
        pecia_memory_free(pecia_memory_default(), exemplar);
    return status;
}

int32_t pecia_open_files(pecia_converter *converter, const char *const *paths, pecia_exemplar **out) {
    return open_from(converter, paths, NULL, out);
}

int32_t pecia_open_file(pecia_converter *converter, const char *path, pecia_exemplar **out) {
    const char *const paths[] = {path, NULL};
    return open_from(converter, paths, NULL, out);
}

int32_t pecia_open_memory(pecia_converter *converter, const char *name, const void *data, uint64_t size,
                          pecia_exemplar **out) {
    const pecia_stream stream = {.name = name, .data = data, .size = size};
    return open_from(converter, NULL, &stream, out);
}

int32_t pecia_open_stream(pecia_converter *converter, const char *name, pecia_read_bytes read, void *context,
                          pecia_exemplar **out) {
    const pecia_stream stream = {.name = name, .pull = read, .context = context};
    return open_from(converter, NULL, &stream, out);
}

void pecia_close(pecia_exemplar *exemplar) {
    if (!exemplar)
        return;
    pecia_source_free(&exemplar->source);
    pecia_memory_free(pecia_memory_default(), exemplar);
}

/* ------------------------------------------------------------------ saving */

static int32_t public_status(int32_t status) {
    return status == PECIA_HELD_BACK ? PECIA_ERR_UNSUPPORTED : status;
}

int32_t pecia_save_file(pecia_converter *converter, const pecia_exemplar *exemplar, const char *path) {
    pecia_settings settings;
    int32_t status = pecia_converter_settings(converter, &settings);
    if (status == PECIA_OK)
        status = pecia_write(&settings, &exemplar->source, path, &converter->loss);
    return public_status(status);
}

int32_t pecia_save_memory(pecia_converter *converter, const pecia_exemplar *exemplar, pecia_str *out) {
    pecia_settings settings;
    int32_t status = pecia_converter_settings(converter, &settings);
    *out = (pecia_str){NULL, 0};
    if (status == PECIA_OK)
        status = pecia_write_memory(&settings, &exemplar->source, out, &converter->loss);
    return public_status(status);
}

void pecia_release(pecia_str *bytes) {
    union {
        const char *given;
        char *ours;
    } data = {bytes->data};
    pecia_memory_free(pecia_memory_default(), data.ours);
    *bytes = (pecia_str){NULL, 0};
}

int32_t pecia_save_stream(pecia_converter *converter, const pecia_exemplar *exemplar, pecia_write_bytes write,
                          void *context) {
    enum { PIECE = 65536 };
    pecia_str bytes;
    int32_t status = pecia_save_memory(converter, exemplar, &bytes);
    for (uint64_t at = 0; status == PECIA_OK && at < bytes.size; at += PIECE) {
        uint64_t size = bytes.size - at < PIECE ? bytes.size - at : PIECE;
        if (write(context, bytes.data + at, size) != 0) {
            pecia_report(converter->diagnostics, PECIA_ERROR, "cannot-write", NULL,
                         "the program did not take what was written for it");
            status = PECIA_ERR_IO;
        }
    }
    pecia_release(&bytes);
    return status;
}

pecia_kept pecia_last_kept(const pecia_converter *converter, uint32_t kind) {
    const pecia_loss *loss = &converter->loss;
    if (kind >= PECIA_KIND_COUNT)
        return (pecia_kept){0, 0, 0};
    return (pecia_kept){loss->carried[kind], loss->degraded[kind], loss->dropped[kind]};
}

/* ------------------------------------------------------------------ looking into documents */

const pecia_document *pecia_document_of(const pecia_exemplar *exemplar) {
    return exemplar->source.document;
}

const pecia_document_api *pecia_document_functions(void) {
    return pecia_host_get()->document;
}

/** The first statement of KEY, absent if there is none. */
static pecia_str statement(const pecia_exemplar *exemplar, const char *key) {
    pecia_meta meta;
    return pecia_document_meta_find(exemplar->source.document, key, 0, &meta) ? meta.value : (pecia_str){NULL, 0};
}

static void count_notes(const pecia_document *document, pecia_facts *facts) {
    pecia_note_state state;
    facts->notes = pecia_document_note_count(document);
    for (uint32_t i = 0; pecia_document_note(document, i, NULL, &state); i++) {
        facts->notes_without_body += state.body == 0;
        facts->notes_without_mark += state.references == 0;
    }
}

void pecia_inspect(const pecia_exemplar *exemplar, pecia_facts *out) {
    const pecia_document *document = exemplar->source.document;
    pecia_facts facts = {.struct_size = out->struct_size,
                         .format = exemplar->source.format->name,
                         .title = statement(exemplar, "title"),
                         .language = statement(exemplar, "language"),
                         .bytes = exemplar->source.bytes};
    count_notes(document, &facts);
    facts.quotations = pecia_document_count(document, PECIA_BLOCK_QUOTE) + pecia_document_count(document, PECIA_QUOTE);
    facts.headings = pecia_document_count(document, PECIA_HEADING);
    facts.paragraphs = pecia_document_count(document, PECIA_PARAGRAPH);
    facts.images = pecia_document_count(document, PECIA_IMAGE);
    facts.links = pecia_document_count(document, PECIA_LINK);
    facts.tables = pecia_document_count(document, PECIA_TABLE);
    facts.verse_lines = pecia_document_count(document, PECIA_LINE);
    facts.page_breaks = pecia_document_count(document, PECIA_PAGE_BREAK);
    memcpy(out, &facts, out->struct_size < sizeof facts ? out->struct_size : sizeof facts);
}
