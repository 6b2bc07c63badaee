/* SPDX-License-Identifier: MIT
 *
 * write.c: writes a document: calls the writer, bounds it, counts what was lost, puts the output in its place.
 */
#include <inttypes.h>
#include <string.h>

#include "core/output.h"
#include "plugins/host/job.h"
#include "plugins/host/loss.h"
#include "plugins/host/media.h"
#include "plugins/host/registry.h"
#include "plugins/host/source.h"

#define MIB   (UINT64_C(1) << 20)
#define TIMES 64 /* how often its input an output may be long */

/** One document being written. */
typedef struct writing {
    const pecia_settings *settings;
    const pecia_source *source;
    const pecia_document *document; /* the source's, or a copy with other names of images */
    const pecia_format_info *to;
    const char *path;
    pecia_limits limits;
    pecia_output *output;
    pecia_resources *resources;
    pecia_ledger *ledger;
    pecia_origins *origins;
    pecia_loss *loss;
    pecia_media *media; /* NULL: images stay where they are */
    uint64_t in;        /* bytes of the source and its resources */
} writing;

const pecia_format_info *pecia_target_find(const pecia_settings *settings, const char *path, int32_t *status) {
    const pecia_format_info *to = settings->to ? pecia_registry_find(settings->registry, settings->to)
                                               : pecia_registry_for_output(settings->registry, path);
    *status = to ? PECIA_OK : pecia_registry_lacks(settings->registry, settings->to);
    if (!to || to->writes)
        return to;
    pecia_report(settings->diagnostics, PECIA_ERROR, "format-direction", NULL, "%s can be read, but not written",
                 to->name);
    *status = PECIA_ERR_UNSUPPORTED;
    return NULL;
}

/** 64 times what came in; less than 1 MiB counts as that. */
static uint64_t most(const writing *w) {
    uint64_t loaded = pecia_resources_bytes(w->resources);
    uint64_t bytes = w->in < UINT64_MAX - loaded ? w->in + loaded : UINT64_MAX;
    bytes = bytes < MIB ? MIB : bytes;
    return bytes < UINT64_MAX / TIMES ? bytes * TIMES : UINT64_MAX;
}

/** Bounds the output by what came in: its files and the resources that the document holds. What the writer will load on
 * its way is not known yet, so that much more is let through, and the sum is checked at the end. */
static void bound(writing *w) {
    pecia_resource resource;
    w->in = w->source->bytes;
    for (uint32_t i = 0; pecia_document_resource(w->document, i, &resource); i++)
        w->in += w->in < UINT64_MAX - resource.data.size ? resource.data.size : 0;
    uint64_t bytes = most(w), more = w->limits.value[PECIA_LIMIT_UNPACKED];
    if (pecia_document_count(w->document, PECIA_IMAGE))
        bytes = bytes < UINT64_MAX - more ? bytes + more : UINT64_MAX;
    pecia_output_bound(w->output, bytes);
}

static bool ends_in(const char *word, const char *end) {
    size_t length = strlen(word), size = strlen(end);
    return length > size && strcmp(word + length - size, end) == 0;
}

bool pecia_format_is_text(const pecia_format_info *format) {
    for (size_t i = 0; format->media_types[i]; i++) {
        const char *type = format->media_types[i];
        if (strncmp(type, "text/", 5) == 0 || ends_in(type, "+xml") || ends_in(type, "/xml") || ends_in(type, "json"))
            return true;
    }
    return !format->media_types[0];
}

/** A format that is text only refers to images: those that the document itself holds are then nowhere. */
static void report_images(const writing *w) {
    uint64_t left = w->settings->extract_media ? 0 : pecia_resources_left(w->resources);
    if (left > 0 && w->loss->carried[PECIA_IMAGE] > 0 && pecia_format_is_text(w->to))
        pecia_report(w->settings->diagnostics, PECIA_WARNING, "images-left", NULL,
                     "%" PRIu64 " image%s in the document %s not written; --extract-media FOLDER puts %s there", left,
                     left == 1 ? "" : "s", left == 1 ? "is" : "are", left == 1 ? "it" : "them");
}

/** What was lost is said here; where that is not allowed, the document is held back. */
static int32_t judge(const writing *w) {
    pecia_diagnostics *diagnostics = w->settings->diagnostics;
    report_images(w);
    pecia_loss_report(w->loss, w->to->name, diagnostics);
    if (!w->settings->strict ||
        (pecia_diagnostics_count(diagnostics, PECIA_WARNING) == w->source->warnings && !pecia_loss_any(w->loss)))
        return PECIA_OK;
    pecia_report(diagnostics, PECIA_ERROR, "strict", NULL,
                 "nothing is written, since losses and warnings are not allowed");
    return PECIA_HELD_BACK;
}

/** Calls the writer and settles its accounts. */
static int32_t call_writer(writing *w, pecia_job *job) {
    uint64_t errors = pecia_diagnostics_count(job->diagnostics, PECIA_ERROR);
    const pecia_document *document = w->document;
    bound(w);
    pecia_loss_foresee(document, w->to, job->diagnostics);
    int32_t status = pecia_checked_of(w->to)->write(pecia_host_get(), job, document, w->output);
    if (status == PECIA_OK)
        status = pecia_output_status(w->output);
    status = pecia_job_outcome(job, status, errors, "write");
    if (status == PECIA_OK && pecia_output_count(w->output) > most(w))
        status = pecia_report_limit(job->diagnostics, &w->limits, PECIA_LIMIT_OUTPUT, NULL);
    if (status != PECIA_OK)
        return status;
    pecia_ledger_close(w->ledger);
    status = pecia_loss_names(w->settings, w->origins, w->ledger, document, w->to->name, w->loss);
    if (status != PECIA_OK)
        return status;
    pecia_loss_count(w->ledger, w->loss);
    status = pecia_loss_unaccounted(w->ledger, document, w->loss, w->to, job->diagnostics);
    return status == PECIA_OK ? judge(w) : status;
}

static int32_t run_writer(writing *w) {
    pecia_job_order order = {.settings = w->settings,
                             .format = w->to,
                             .applies = PECIA_OPTION_WRITE,
                             .file_name = w->source->path ? w->source->path : "-",
                             .input_size = w->source->bytes,
                             .resources = w->resources,
                             .ledger = w->ledger,
                             .origins = w->origins};
    pecia_job *job;
    int32_t status = pecia_job_new(&order, &job);
    if (status == PECIA_OK)
        status = call_writer(w, job);
    pecia_job_free(job);
    return status;
}

/** Puts the images in their folder, if that is asked for, and writes the document that shows them there. */
static int32_t write_document(writing *w) {
    int32_t status = PECIA_OK;
    if (w->settings->extract_media) {
        status = pecia_media_new(w->settings, w->document, w->resources, w->path, &w->media);
        if (status != PECIA_OK)
            return status;
        w->document = pecia_media_document(w->media);
        pecia_resources_ask(w->resources, w->document);
    }
    w->ledger = pecia_ledger_new(pecia_settings_memory(w->settings), w->document);
    w->origins = pecia_origins_new(pecia_settings_memory(w->settings), w->document);
    status = w->ledger && w->origins ? run_writer(w) : pecia_report_memory(w->settings->diagnostics);
    pecia_origins_free(w->origins);
    pecia_ledger_free(w->ledger);
    return status == PECIA_OK && w->media ? pecia_media_write(w->media) : status;
}

/** Writes to the open output; release() is due in any case. */
static int32_t write_output(writing *w) {
    pecia_diagnostics *diagnostics = w->settings->diagnostics;
    w->document = w->source->document;
    w->resources = pecia_resources_new(pecia_settings_memory(w->settings), &w->limits, diagnostics, w->document,
                                       w->source->folders, w->settings->resource_paths);
    return w->resources ? write_document(w) : pecia_report_memory(diagnostics);
}

/** Ends the writing that STATUS came of: images stay if it went well. */
static void release(writing *w, int32_t status) {
    if (status == PECIA_OK)
        pecia_media_keep(w->media);
    pecia_media_free(w->media);
    pecia_resources_free(w->resources);
    pecia_output_close(w->output);
}

/** The file that messages are about; of several the places themselves name theirs. */
static const char *file_of(const pecia_source *source) {
    return source->formats[1] ? NULL : source->path;
}

/** The counts go to LOSS or, if that is NULL, to OWN. */
static void prepare(writing *w, pecia_loss *loss, pecia_loss *own) {
    *own = (pecia_loss){.names = 0};
    w->loss = loss ? loss : own;
    *w->loss = *own;
    pecia_settings_limits(w->settings, &w->limits);
}

int32_t pecia_write_as(const pecia_settings *settings, const pecia_source *source, const pecia_format_info *to,
                       const char *path, pecia_loss *loss) {
    pecia_loss own;
    writing writing_now = {.settings = settings, .source = source, .to = to, .path = path}, *w = &writing_now;
    prepare(w, loss, &own);
    int32_t status =
        pecia_output_open(pecia_settings_memory(settings), &w->limits, settings->diagnostics, path, &w->output);
    if (status != PECIA_OK)
        return status;
    const char *before = pecia_diagnostics_file(settings->diagnostics, file_of(source));
    status = write_output(w);
    if (status == PECIA_OK)
        status = pecia_output_finish(w->output);
    pecia_diagnostics_file(settings->diagnostics, before);
    release(w, status);
    return status;
}

int32_t pecia_write(const pecia_settings *settings, const pecia_source *source, const char *path, pecia_loss *loss) {
    int32_t status;
    const pecia_format_info *to = pecia_target_find(settings, path, &status);
    if (status == PECIA_OK)
        status = pecia_options_check(settings->options, source->formats, to, settings->diagnostics);
    return status == PECIA_OK ? pecia_write_as(settings, source, to, path, loss) : status;
}

int32_t pecia_write_memory(const pecia_settings *settings, const pecia_source *source, pecia_str *out,
                           pecia_loss *loss) {
    int32_t status;
    pecia_loss own;
    const pecia_memory *memory = pecia_settings_memory(settings);
    *out = (pecia_str){NULL, 0};
    writing w = {.settings = settings, .source = source, .path = "-"};
    w.to = pecia_target_find(settings, "-", &status);
    if (status == PECIA_OK)
        status = pecia_options_check(settings->options, source->formats, w.to, settings->diagnostics);
    prepare(&w, loss, &own);
    if (status == PECIA_OK)
        status = pecia_output_open_memory(memory, &w.limits, settings->diagnostics, &w.output);
    if (status != PECIA_OK)
        return status;
    const char *before = pecia_diagnostics_file(settings->diagnostics, file_of(source));
    status = write_output(&w);
    pecia_diagnostics_file(settings->diagnostics, before);
    pecia_str bytes = pecia_output_bytes(w.output);
    char *copy = status == PECIA_OK ? pecia_memory_new(memory, bytes.size + 1) : NULL;
    if (copy && bytes.size)
        memcpy(copy, bytes.data, bytes.size);
    if (copy)
        *out = (pecia_str){copy, bytes.size};
    else if (status == PECIA_OK)
        status = pecia_report_memory(settings->diagnostics);
    release(&w, status);
    return status;
}
