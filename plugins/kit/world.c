/* SPDX-License-Identifier: MIT
 *
 * world.c: see world.h.
 */
#include "plugins/kit/world.h"

#include <dirent.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/ledger.h"
#include "core/output.h"
#include "plugins/host/loss.h"

enum { SAMPLE_MAX = 1 << 20 };

/* ---------------------------------------------------------------- streams that fail when told to */

typedef struct stream {
    const char *data;
    uint64_t size, at, piece;
    int64_t fail_at;
    int32_t status;
    kit_bytes *out;
    uint64_t capacity;
    char place[65536];
    pecia_diagnostics *diagnostics;
} stream;

static stream *stream_of(void *opaque) {
    return opaque;
}

static int32_t break_off(stream *s) {
    if (s->status == PECIA_OK)
        pecia_report(s->diagnostics, PECIA_ERROR, "cannot-read", NULL, "the stream of the test failed");
    return s->status = PECIA_ERR_IO;
}

static int64_t stream_read(pecia_input *input, void *data, uint64_t size) {
    stream *s = stream_of(input);
    uint64_t left = s->size - s->at, most = s->piece && s->piece < size ? s->piece : size;
    uint64_t got = left < most ? left : most;
    if (s->status != PECIA_OK || (s->fail_at != KIT_NEVER && s->at + got > (uint64_t)s->fail_at) ||
        (s->fail_at != KIT_NEVER && s->at == (uint64_t)s->fail_at))
        return break_off(s);
    if (got)
        memcpy(data, s->data + s->at, got);
    s->at += got;
    return (int64_t)got;
}

static int32_t stream_content(pecia_input *input, pecia_str *out) {
    stream *s = stream_of(input);
    *out = (pecia_str){s->data, s->size};
    return s->status != PECIA_OK || s->fail_at != KIT_NEVER ? break_off(s) : PECIA_OK;
}

static int64_t stream_size(pecia_input *input) {
    (void)input;
    return -1;
}

static int32_t stream_rewind(pecia_input *input) {
    stream_of(input)->at = 0;
    return stream_of(input)->status;
}

/* The next reading needs the bytes again. */
static void stream_release(pecia_input *input, uint64_t size) {
    (void)input;
    (void)size;
}

static int64_t stream_read_at(pecia_input *input, void *data, uint64_t size, uint64_t offset) {
    stream *s = stream_of(input);
    if (s->status != PECIA_OK || s->fail_at != KIT_NEVER)
        return break_off(s);
    uint64_t left = offset < s->size ? s->size - offset : 0;
    uint64_t give = size < left ? size : left;
    if (give)
        memcpy(data, s->data + offset, give);
    return (int64_t)give;
}

static int32_t stream_write(pecia_output *output, const void *data, uint64_t size) {
    stream *s = stream_of(output);
    if (s->status != PECIA_OK || (s->fail_at != KIT_NEVER && s->out->size + size > (uint64_t)s->fail_at))
        return break_off(s);
    if (s->out->size + size + 1 > s->capacity) {
        s->capacity = (s->out->size + size + 1) * 2;
        char *grown = realloc(s->out->data, s->capacity);
        if (!grown)
            return s->status = PECIA_ERR_MEMORY;
        s->out->data = grown;
    }
    if (size)
        memcpy(s->out->data + s->out->size, data, size);
    s->out->size += size;
    s->out->data[s->out->size] = '\0';
    return PECIA_OK;
}

static int32_t stream_status(pecia_output *output) {
    return stream_of(output)->status;
}

static char *stream_reserve(pecia_output *output, uint64_t size) {
    stream *s = stream_of(output);
    return s->status == PECIA_OK && size <= sizeof s->place ? s->place : NULL;
}

static int32_t stream_commit(pecia_output *output, uint64_t size) {
    return stream_write(output, stream_of(output)->place, size);
}

static const pecia_input_api input_api = {.struct_size = sizeof(pecia_input_api),
                                          .read = stream_read,
                                          .content = stream_content,
                                          .size = stream_size,
                                          .rewind = stream_rewind,
                                          .release = stream_release,
                                          .read_at = stream_read_at};
static const pecia_output_api output_api = {.struct_size = sizeof(pecia_output_api),
                                            .write = stream_write,
                                            .status = stream_status,
                                            .reserve = stream_reserve,
                                            .commit = stream_commit};

static pecia_host host_of_kit(void) {
    pecia_host host = *pecia_host_get();
    host.input = &input_api;
    host.output = &output_api;
    return host;
}

/* ---------------------------------------------------------------- reading and writing */

static int32_t begin(kit *k, const kit_way *way, uint32_t applies, uint64_t size, pecia_ledger *ledger,
                     pecia_settings *settings, pecia_job **job) {
    *settings = k->settings;
    settings->memory = way->memory;
    settings->limits = way->limits;
    settings->options = way->options;
    settings->cancelled = way->cancelled;
    pecia_job_order order = {.settings = settings,
                             .format = &k->format->info,
                             .applies = applies,
                             .file_name = "-",
                             .input_size = size,
                             .ledger = ledger};
    return pecia_job_new(&order, job);
}

static int32_t call_reader(kit *k, stream *s, pecia_job *job, pecia_builder *builder, pecia_document **out) {
    pecia_host host = host_of_kit();
    uint64_t errors = pecia_diagnostics_count(k->diagnostics, PECIA_ERROR);
    int32_t status = k->format->read(&host, job, (pecia_input *)(void *)s, builder);
    if (status == PECIA_OK)
        status = pecia_builder_status(builder);
    status = pecia_job_outcome(job, status, errors, "read");
    if (status != PECIA_OK) {
        pecia_builder_free(builder);
        return status;
    }
    return pecia_builder_finish(builder, out);
}

int32_t kit_read(kit *k, const kit_way *way, const char *data, uint64_t size, pecia_document **out) {
    pecia_settings settings;
    pecia_job *job;
    *out = NULL;
    stream *s = calloc(1, sizeof *s);
    char *copy = malloc(size + 1); /* what reads behind the end is found by sanitizers */
    if (!s || !copy) {
        free(s);
        free(copy);
        return PECIA_ERR_MEMORY;
    }
    memcpy(copy, data, size);
    copy[size] = '\0';
    *s = (stream){
        .data = copy, .size = size, .piece = way->piece, .fail_at = way->fail_at, .diagnostics = k->diagnostics};
    int32_t status = begin(k, way, PECIA_OPTION_READ, size, NULL, &settings, &job);
    if (status == PECIA_OK) {
        pecia_builder *builder = pecia_builder_new(job->memory, &job->limits, k->diagnostics, k->format->info.name);
        status = builder ? call_reader(k, s, job, builder, out) : PECIA_ERR_MEMORY;
        pecia_job_free(job);
    }
    free(copy);
    free(s);
    return status;
}

static int32_t call_writer(kit *k, const kit_way *way, stream *s, pecia_job *job, const pecia_document *document) {
    pecia_host host = host_of_kit();
    uint64_t errors = pecia_diagnostics_count(k->diagnostics, PECIA_ERROR);
    int32_t status = k->format->write(&host, job, document, (pecia_output *)(void *)s);
    if (status == PECIA_OK)
        status = s->status;
    status = pecia_job_outcome(job, status, errors, "write");
    if (status == PECIA_OK && way->loss) {
        pecia_ledger_close(job->ledger);
        pecia_loss_count(job->ledger, way->loss);
    }
    return status;
}

int32_t kit_write(kit *k, const kit_way *way, const pecia_document *document, kit_bytes *out) {
    pecia_settings settings;
    pecia_job *job;
    *out = (kit_bytes){NULL, 0};
    stream *s = calloc(1, sizeof *s);
    pecia_ledger *ledger = pecia_ledger_new(pecia_memory_default(), document);
    int32_t status = s && ledger ? PECIA_OK : PECIA_ERR_MEMORY;
    if (status == PECIA_OK) {
        s->fail_at = way->fail_at;
        s->out = out;
        s->diagnostics = k->diagnostics;
        status = begin(k, way, PECIA_OPTION_WRITE, 1 << 20, ledger, &settings, &job);
    }
    if (status == PECIA_OK) {
        status = call_writer(k, way, s, job, document);
        pecia_job_free(job);
    }
    pecia_ledger_free(ledger);
    free(s);
    return status;
}

/* ---------------------------------------------------------------- samples */

static void add_sample(kit *k, const char *data, uint64_t size) {
    char *copy = k->samples < KIT_SAMPLES ? malloc(size + 1) : NULL;
    if (!copy)
        return;
    memcpy(copy, data, size);
    copy[size] = '\0';
    k->sample[k->samples] = copy;
    k->sample_size[k->samples++] = size;
}

/** Takes the file PATH if one of the format's extensions ends it. */
static void add_file(kit *k, const char *path) {
    const char *dot = strrchr(path, '.');
    bool is_ours = !k->format->info.extensions[0];
    for (const char *const *e = k->format->info.extensions; dot && *e; e++)
        is_ours = is_ours || strcmp(dot + 1, *e) == 0;
    FILE *file = is_ours ? fopen(path, "rbe") : NULL;
    char *bytes = file ? malloc(SAMPLE_MAX) : NULL;
    if (bytes)
        add_sample(k, bytes, fread(bytes, 1, SAMPLE_MAX, file));
    free(bytes);
    if (file)
        fclose(file);
}

/** The files of the folder "samples" beside the module. */
static void add_folder(kit *k) {
    char path[PATH_MAX];
    struct stat status;
    const char *module = k->order->module, *slash = strrchr(module, '/');
    bool folder = stat(module, &status) == 0 && S_ISDIR(status.st_mode);
    int size = folder ? (int)strlen(module) : slash ? (int)(slash - module) : 1;
    snprintf(path, sizeof path, "%.*s/samples", size, folder || slash ? module : ".");
    DIR *directory = opendir(path);
    for (const struct dirent *entry; directory && (entry = readdir(directory));) {
        char file[PATH_MAX];
        if (entry->d_name[0] != '.' && snprintf(file, sizeof file, "%s/%s", path, entry->d_name) < (int)sizeof file)
            add_file(k, file);
    }
    if (directory)
        closedir(directory);
}

static void make_samples(kit *k) {
    kit_way way = {.fail_at = KIT_NEVER};
    pecia_document *document = k->format->write ? kit_document(k, 0, 0, 1) : NULL;
    kit_bytes bytes = {NULL, 0};
    if (document && kit_write(k, &way, document, &bytes) == PECIA_OK && bytes.data)
        add_sample(k, bytes.data, bytes.size);
    free(bytes.data);
    pecia_document_free(document);
    for (const char *const *path = k->order->samples; path && *path; path++)
        add_file(k, *path);
    add_folder(k);
}

/* ---------------------------------------------------------------- the module */

static void hear(void *context, const pecia_diagnostic *diagnostic) {
    kit *k = context;
    if (diagnostic->severity != PECIA_INFO)
        snprintf(k->said, sizeof k->said, "%.*s", (int)sizeof k->said - 1, diagnostic->message);
}

/** The format number INDEX of the module that was named. */
static const pecia_checked *format_of(kit *k, uint32_t index) {
    char wanted[PATH_MAX], found[PATH_MAX];
    if (!realpath(k->order->module, wanted))
        return NULL;
    for (uint32_t i = 0; i < pecia_registry_count(k->registry); i++) {
        const pecia_format_info *info = pecia_registry_at(k->registry, i);
        if (info && realpath(info->module, found) && strcmp(found, wanted) == 0 && index-- == 0)
            return pecia_checked_of(info);
    }
    return NULL;
}

bool kit_open(kit *k, uint32_t index, bool *more) {
    const char *asked[] = {k->order->module, NULL};
    *more = false;
    pecia_limits_default(&k->limits);
    k->diagnostics = pecia_diagnostics_new(pecia_memory_default(), &k->limits);
    k->registry = k->diagnostics ? pecia_registry_new(NULL, k->diagnostics) : NULL;
    if (!k->registry)
        return kit_say(k, PECIA_KIT_FAIL, "memory ran out"), false;
    pecia_diagnostics_listen(k->diagnostics, hear, k);
    k->settings = (pecia_settings){.registry = k->registry, .diagnostics = k->diagnostics};
    k->random = k->order->seed * 2 + 1;
    int32_t status = pecia_registry_scan(k->registry, asked);
    k->format = status == PECIA_OK ? format_of(k, index) : NULL;
    *more = k->format != NULL;
    if (!k->format)
        return index > 0 || (kit_say(k, PECIA_KIT_FAIL, "the host does not take the module: %s", k->said), false);
    snprintf(k->result->format, sizeof k->result->format, "%s", k->format->info.name);
    make_samples(k);
    return true;
}

void kit_close(kit *k) {
    for (uint32_t i = 0; i < k->samples; i++)
        free(k->sample[i]);
    pecia_registry_free(k->registry);
    pecia_diagnostics_free(k->diagnostics);
}

uint64_t kit_random(kit *k, uint64_t most) {
    k->random ^= k->random << 13; /* xorshift64 */
    k->random ^= k->random >> 7;
    k->random ^= k->random << 17;
    return k->random % most;
}

int kit_say(kit *k, int verdict, const char *format, ...) {
    va_list arguments;
    if (k->result->verdict == PECIA_KIT_FAIL)
        return PECIA_KIT_FAIL;
    k->result->verdict = verdict;
    va_start(arguments, format);
    vsnprintf(k->result->words, sizeof k->result->words, format, arguments);
    va_end(arguments);
    return verdict;
}
