/* SPDX-License-Identifier: MIT
 *
 * source.c: reads files into a document: opens them, finds their formats, calls the readers.
 */
#include "plugins/host/source.h"

#include <string.h>

#include "core/builder.h"
#include "core/input.h"
#include "plugins/host/job.h"
#include "plugins/host/metadata.h"
#include "plugins/host/notes.h"
#include "plugins/host/registry.h"

enum { PROBED = 4096 };

/** One file being read. */
typedef struct reading {
    const pecia_settings *settings;
    const pecia_format_info *to; /* may be NULL */
    const char *path;
    const pecia_stream *stream; /* what to read instead of the file PATH; NULL: the file */
    const char *const *folders; /* of this file */
    bool alone;                 /* the only input: the user's metadata goes into its document */
    const pecia_format_info *info;
    pecia_input *input;
    pecia_document *document;
} reading;

int32_t pecia_source_format(const pecia_settings *settings, const char *path, pecia_input *input,
                            const pecia_format_info **out) {
    *out = NULL;
    if (settings->from) {
        *out = pecia_registry_find(settings->registry, settings->from);
    } else {
        char start[PROBED];
        int64_t size = pecia_input_peek(input, start, sizeof start);
        if (size < 0)
            return (int32_t)size;
        *out = pecia_registry_for_input(settings->registry, path, start, (uint64_t)size);
    }
    return *out ? PECIA_OK : pecia_registry_lacks(settings->registry, settings->from);
}

static int32_t find_format(reading *r) {
    const pecia_settings *settings = r->settings;
    int32_t status = pecia_source_format(settings, r->path, r->input, &r->info);
    if (status != PECIA_OK)
        return status;
    if (!r->info->reads) {
        pecia_report(settings->diagnostics, PECIA_ERROR, "format-direction", NULL, "%s can be written, but not read",
                     r->info->name);
        return PECIA_ERR_UNSUPPORTED;
    }
    const pecia_format_info *from[] = {r->info, NULL};
    return r->alone && r->to ? pecia_options_check(settings->options, from, r->to, settings->diagnostics) : PECIA_OK;
}

/** Calls the reader and freezes what it built. */
static int32_t call_reader(reading *r, pecia_job *job, pecia_builder *builder) {
    pecia_diagnostics *diagnostics = r->settings->diagnostics;
    uint64_t errors = pecia_diagnostics_count(diagnostics, PECIA_ERROR);
    bool language = false;
    int32_t status = r->alone ? pecia_metadata_apply(r->settings, builder, &language) : PECIA_OK;
    if (status == PECIA_OK)
        status = pecia_checked_of(r->info)->read(pecia_host_get(), job, r->input, builder);
    if (status == PECIA_OK)
        status = pecia_input_status(r->input);
    if (status == PECIA_OK)
        status = language ? pecia_metadata_settle(builder) : pecia_builder_status(builder);
    status = pecia_job_outcome(job, status, errors, "read");
    if (status != PECIA_OK)
        pecia_builder_free(builder);
    else
        status = pecia_job_outcome(job, pecia_builder_finish(builder, &r->document), errors, "read");
    return status;
}

static int32_t run_reader(reading *r, pecia_resources *resources) {
    int64_t size = pecia_input_size(r->input);
    pecia_job_order order = {.settings = r->settings,
                             .format = r->info,
                             .applies = PECIA_OPTION_READ,
                             .file_name = r->path,
                             .input_size = size < 0 ? UINT64_MAX : (uint64_t)size,
                             .resources = resources};
    pecia_job *job;
    int32_t status = pecia_job_new(&order, &job);
    if (status != PECIA_OK)
        return status;
    pecia_builder *builder = pecia_builder_new(job->memory, &job->limits, job->diagnostics, r->info->name);
    if (builder && size > 0)
        pecia_builder_expect(builder, (uint64_t)size);
    status = builder ? call_reader(r, job, builder) : pecia_report_memory(job->diagnostics);
    pecia_job_free(job);
    return status;
}

/** Reads the open input. */
static int32_t read_input(reading *r) {
    const pecia_settings *settings = r->settings;
    pecia_limits limits;
    pecia_settings_limits(settings, &limits);
    int32_t status = find_format(r);
    if (status != PECIA_OK)
        return status;
    pecia_resources *resources = pecia_resources_new(pecia_settings_memory(settings), &limits, settings->diagnostics,
                                                     NULL, r->folders, settings->resource_paths);
    status = resources ? run_reader(r, resources) : pecia_report_memory(settings->diagnostics);
    pecia_resources_free(resources);
    if (status == PECIA_OK)
        pecia_notes_report(r->document, settings->diagnostics);
    return status;
}

static int32_t open_input(reading *r, const pecia_limits *limits) {
    const pecia_stream *stream = r->stream;
    const pecia_memory *memory = pecia_settings_memory(r->settings);
    pecia_diagnostics *diagnostics = r->settings->diagnostics;
    if (!stream)
        return pecia_input_open(memory, limits, diagnostics, r->path, &r->input);
    if (stream->pull)
        return pecia_input_open_pull(memory, limits, diagnostics, stream->name, stream->pull, stream->context,
                                     &r->input);
    return pecia_input_open_memory(memory, limits, diagnostics, stream->data, stream->size, &r->input);
}

static int32_t read_file(reading *r, uint64_t *bytes) {
    const pecia_settings *settings = r->settings;
    pecia_limits limits;
    pecia_settings_limits(settings, &limits);
    int32_t status = open_input(r, &limits);
    if (status != PECIA_OK)
        return status;
    const char *before = pecia_diagnostics_file(settings->diagnostics, r->path);
    status = read_input(r);
    pecia_diagnostics_file(settings->diagnostics, before);
    *bytes += pecia_input_count(r->input);
    pecia_input_close(r->input);
    return status;
}

/** The folder of PATH as a list of one; an empty list for standard input. NULL when memory ran out. */
static const char *folder_of(pecia_arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash)
        return pecia_arena_copy(arena, ".", 1);
    return pecia_arena_copy(arena, path, slash == path ? 1 : (uint64_t)(slash - path));
}

/** What to read: files, or a stream (and then PATHS is its name). */
typedef struct inputs {
    const char *const *paths;
    uint64_t count;
    const pecia_stream *stream;
} inputs;

static bool has_folder(const inputs *in, uint64_t i) {
    return !in->stream && strcmp(in->paths[i], "-") != 0;
}

/** Copies the names of the inputs, and of their folders, to the source. */
static int32_t keep_names(pecia_source *source, const inputs *in) {
    const char *const *paths = in->paths;
    uint64_t count = in->count;
    const char **folders = pecia_arena_alloc(source->arena, (count + 1) * sizeof *folders);
    source->folders = folders;
    source->path = pecia_arena_copy(source->arena, paths[0], strlen(paths[0]));
    for (uint64_t i = 0; folders && i < count; i++) {
        if (!has_folder(in, i))
            continue;
        *folders = folder_of(source->arena, paths[i]);
        if (!*folders++)
            return PECIA_ERR_MEMORY;
    }
    return folders && source->path ? PECIA_OK : PECIA_ERR_MEMORY;
}

/** Reads all PATHS, each into a document of its own, and joins them. */
static int32_t read_several(const pecia_settings *settings, const inputs *in, const pecia_format_info *to,
                            pecia_source *out) {
    const char *const *paths = in->paths;
    uint64_t count = in->count;
    pecia_document **documents = pecia_arena_alloc(out->arena, count * sizeof(pecia_document *));
    const pecia_format_info **formats = pecia_arena_alloc(out->arena, (count + 1) * sizeof *formats);
    int32_t status = documents && formats ? pecia_options_form(settings->options, settings->diagnostics)
                                          : pecia_report_memory(settings->diagnostics);
    out->formats = formats;
    for (uint64_t i = 0; i < count && status == PECIA_OK; i++) {
        const char *folders[2] = {has_folder(in, i) ? folder_of(out->arena, paths[i]) : NULL, NULL};
        reading r = {.settings = settings, .to = to, .path = paths[i], .folders = folders, .alone = count == 1};
        r.stream = in->stream;
        status = read_file(&r, &out->bytes);
        documents[i] = r.document;
        formats[i] = r.info;
    }
    if (status == PECIA_OK)
        out->format = formats[0];
    if (status == PECIA_OK && count > 1 && to) /* only now all formats are known */
        status = pecia_options_check(settings->options, formats, to, settings->diagnostics);
    if (status == PECIA_OK && count > 1) {
        status = pecia_merge(settings, documents, paths, count, &out->document);
    } else if (status == PECIA_OK) {
        out->document = documents[0];
        documents[0] = NULL;
    }
    for (uint64_t i = 0; documents && i < count; i++)
        pecia_document_free(documents[i]);
    return status;
}

static int32_t read_inputs(const pecia_settings *settings, const inputs *in, const pecia_format_info *to,
                           pecia_source *out) {
    *out = (pecia_source){.arena = pecia_arena_new(pecia_settings_memory(settings), 0),
                          .warnings = pecia_diagnostics_count(settings->diagnostics, PECIA_WARNING)};
    int32_t status = out->arena ? PECIA_OK : pecia_report_memory(settings->diagnostics);
    if (status == PECIA_OK && in->count == 0) {
        pecia_report(settings->diagnostics, PECIA_ERROR, "no-input", NULL, "no input was named");
        status = PECIA_ERR_USAGE;
    }
    if (status == PECIA_OK && keep_names(out, in) != PECIA_OK)
        status = pecia_report_memory(settings->diagnostics);
    if (status == PECIA_OK)
        status = read_several(settings, in, to, out);
    if (status != PECIA_OK)
        pecia_source_free(out);
    return status;
}

int32_t pecia_source_read(const pecia_settings *settings, const char *const *paths, const pecia_format_info *to,
                          pecia_source *out) {
    inputs in = {.paths = paths};
    while (paths && paths[in.count])
        in.count++;
    return read_inputs(settings, &in, to, out);
}

int32_t pecia_read_stream(const pecia_settings *settings, const pecia_stream *stream, pecia_source *out) {
    const char *names[] = {stream->name, NULL};
    inputs in = {.paths = names, .count = 1, .stream = stream};
    return read_inputs(settings, &in, NULL, out);
}

int32_t pecia_read(const pecia_settings *settings, const char *const *paths, pecia_source *out) {
    return pecia_source_read(settings, paths, NULL, out);
}

void pecia_source_free(pecia_source *source) {
    pecia_document_free(source->document);
    pecia_arena_free(source->arena);
    *source = (pecia_source){.document = NULL};
}
