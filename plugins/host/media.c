/* SPDX-License-Identifier: MIT
 *
 * media.c: puts the images of a document into a folder and points the document there.
 */
#include "plugins/host/media.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/output.h"
#include "plugins/host/copy.h"
#include "plugins/host/job.h"
#include "plugins/host/media_names.h"
#include "plugins/host/why.h"

enum { NAME_LONGEST = PECIA_MEDIA_NAME, WAY_LONGEST = PECIA_MEDIA_WAY };

/** One image. */
typedef struct picture {
    pecia_str from; /* as the document has it */
    pecia_str to;   /* as the copy has it */
    const char *file;
    pecia_str bytes;
    pecia_str media_type;
    bool is_new; /* written, and there was no file of its name before */
} picture;

struct pecia_media {
    const pecia_settings *settings;
    const pecia_memory *memory;
    pecia_limits limits;
    pecia_resources *resources;
    pecia_arena *arena;
    const char *way; /* from the output's folder to that of the images, "" or with "/" at its end */
    picture *pictures;
    uint64_t count, capacity;
    pecia_document *document;
    bool made_folder; /* by us */
};

static bool same(pecia_str a, pecia_str b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static picture *find(const pecia_media *media, pecia_str from) {
    for (uint64_t i = 0; i < media->count; i++)
        if (same(media->pictures[i].from, from))
            return &media->pictures[i];
    return NULL;
}

static bool is_taken(const pecia_media *media, const char *file) {
    for (uint64_t i = 0; i < media->count; i++)
        if (strcmp(media->pictures[i].file, file) == 0)
            return true;
    return false;
}

/** A name that no other image of the document has: "a.png", "a-2.png" ... */
static void free_name(const pecia_media *media, const pecia_resource *resource, pecia_str from,
                      char out[NAME_LONGEST + 32]) {
    char name[NAME_LONGEST + 1];
    pecia_media_name(resource, from, name);
    const char *dot = strrchr(name, '.');
    size_t stem = dot ? (size_t)(dot - name) : strlen(name);
    snprintf(out, NAME_LONGEST + 32, "%s", name[0] ? name : "image");
    for (unsigned number = 2; is_taken(media, out); number++)
        snprintf(out, NAME_LONGEST + 32, "%.*s-%u%s", (int)stem, name, number, name + stem);
}

static int32_t add(pecia_media *media, pecia_str from, const pecia_resource *resource) {
    char name[NAME_LONGEST + 32], to[WAY_LONGEST + NAME_LONGEST + 32];
    if (pecia_memory_grow(media->memory, &media->pictures, &media->capacity, media->count + 1,
                          sizeof *media->pictures) != 0)
        return PECIA_ERR_MEMORY;
    free_name(media, resource, from, name);
    int size = snprintf(to, sizeof to, "%s%s", media->way, name);
    picture *made = &media->pictures[media->count];
    *made = (picture){.from = from,
                      .to = {pecia_arena_copy(media->arena, to, (uint64_t)size), (uint64_t)size},
                      .file = pecia_arena_copy(media->arena, name, strlen(name)),
                      .bytes = resource->data,
                      .media_type = resource->media_type};
    if (!made->to.data || !made->file)
        return PECIA_ERR_MEMORY;
    media->count++;
    return PECIA_OK;
}

/** Loads the image of every IMAGE node. One that cannot be had was reported and stays as it is. */
static int32_t collect(pecia_media *media, const pecia_document *document, pecia_resources *resources) {
    int32_t status = PECIA_OK;
    for (uint32_t node = 1; node < document->nodes.count && status == PECIA_OK; node++) {
        pecia_str src;
        pecia_resource resource;
        if (pecia_document_kind(document, node) != PECIA_IMAGE ||
            !pecia_document_get(document, node, PECIA_SRC, &src) || find(media, src))
            continue;
        status = pecia_resources_load(resources, src, &resource);
        if (status == PECIA_OK)
            status = add(media, src, &resource);
        else if (status == PECIA_ERR_INPUT)
            status = PECIA_OK;
    }
    return status;
}

static pecia_str rename_picture(void *context, pecia_str name) {
    const picture *found = find(context, name);
    return found ? found->to : name;
}

/** The bytes of an image that was loaded before; the memory of another goes. */
static pecia_str bytes_of(const pecia_media *media, const picture *one) {
    pecia_resource again;
    return pecia_resources_load(media->resources, one->from, &again) == PECIA_OK ? again.data : one->bytes;
}

/** Adds what is not in the tree: metadata, and the bytes of images from files, which the document did not hold. */
static int32_t copy_rest(pecia_copy *copy, pecia_media *media) {
    pecia_meta meta;
    int32_t status = pecia_copy_attributes(copy, 1, 1);
    for (uint32_t i = 0; status == PECIA_OK && pecia_document_meta(copy->from, i, &meta); i++)
        status = pecia_builder_meta(copy->to, &meta);
    for (uint64_t i = 0; status == PECIA_OK && i < media->count; i++) {
        const picture *at = &media->pictures[i];
        pecia_resource resource = {.name = at->to, .media_type = at->media_type, .data = bytes_of(media, at)};
        status = pecia_builder_resource(copy->to, &resource);
    }
    pecia_resource resource;
    for (uint32_t i = 0; status == PECIA_OK && pecia_document_resource(copy->from, i, &resource); i++)
        if (!find(media, resource.name))
            status = pecia_builder_resource(copy->to, &resource);
    return status;
}

static int32_t copy_document(pecia_media *media, const pecia_document *document) {
    pecia_builder *builder = pecia_builder_new(media->memory, &media->limits, media->settings->diagnostics,
                                               pecia_document_source_format(document));
    if (!builder)
        return PECIA_ERR_MEMORY;
    pecia_copy copy = {.from = document,
                       .to = builder,
                       .rename_resource = rename_picture,
                       .context = media,
                       .arena = media->arena,
                       .keep_origins = true};
    int32_t status = pecia_copy_notes(&copy);
    if (status == PECIA_OK)
        status = pecia_copy_content(&copy);
    if (status == PECIA_OK)
        status = copy_rest(&copy, media);
    if (status == PECIA_OK)
        return pecia_builder_finish(builder, &media->document);
    pecia_builder_free(builder);
    return status;
}

static int32_t fail(const pecia_media *media, const char *path, int error) {
    pecia_report(media->settings->diagnostics, PECIA_ERROR, "cannot-write", NULL, "cannot write '%s': %s", path,
                 strerror(error));
    return PECIA_ERR_IO;
}

static int32_t fill(pecia_media *media, const pecia_document *document, pecia_resources *resources,
                    const char *output) {
    char way[WAY_LONGEST];
    const char *folder = media->settings->extract_media;
    if (!media->arena)
        return PECIA_ERR_MEMORY;
    media->resources = resources;
    media->made_folder = mkdir(folder, 0777) == 0;
    if (!media->made_folder && errno != EEXIST)
        return fail(media, folder, errno);
    if (!pecia_media_way(folder, strcmp(output, "-") == 0 ? "./" : output, way))
        return fail(media, folder, errno);
    media->way = pecia_arena_copy(media->arena, way, strlen(way));
    int32_t status = media->way ? collect(media, document, resources) : PECIA_ERR_MEMORY;
    return status == PECIA_OK ? copy_document(media, document) : status;
}

int32_t pecia_media_new(const pecia_settings *settings, const pecia_document *document, pecia_resources *resources,
                        const char *output, pecia_media **out) {
    const pecia_memory *memory = pecia_settings_memory(settings);
    pecia_media *media = pecia_memory_new(memory, sizeof *media);
    *out = media;
    if (!media)
        return pecia_report_memory(settings->diagnostics);
    *media = (pecia_media){.settings = settings, .memory = memory, .arena = pecia_arena_new(memory, 0)};
    pecia_settings_limits(settings, &media->limits);
    uint64_t errors = pecia_diagnostics_count(settings->diagnostics, PECIA_ERROR);
    int32_t status = fill(media, document, resources, output);
    if (status == PECIA_ERR_MEMORY && pecia_diagnostics_count(settings->diagnostics, PECIA_ERROR) == errors)
        pecia_report_memory(settings->diagnostics);
    return status;
}

const pecia_document *pecia_media_document(const pecia_media *media) {
    return media->document;
}

static int32_t write_one(const pecia_media *media, const picture *one, const char *path) {
    pecia_output *output;
    int32_t status = pecia_output_open(media->memory, &media->limits, media->settings->diagnostics, path, &output);
    if (status != PECIA_OK)
        return status;
    pecia_str bytes = bytes_of(media, one);
    status = pecia_output_write(output, bytes.data, bytes.size);
    if (status == PECIA_OK)
        status = pecia_output_finish(output);
    pecia_output_close(output);
    return status;
}

/** Path of the file of ONE; false if it is too long. */
static bool path_of(const pecia_media *media, const picture *one, char out[PATH_MAX]) {
    return snprintf(out, PATH_MAX, "%s/%s", media->settings->extract_media, one->file) < PATH_MAX;
}

int32_t pecia_media_write(pecia_media *media) {
    char path[PATH_MAX];
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < media->count && status == PECIA_OK; i++) {
        picture *one = &media->pictures[i];
        if (!path_of(media, one, path))
            return fail(media, media->settings->extract_media, ENAMETOOLONG);
        bool is_new = access(path, F_OK) != 0;
        status = write_one(media, one, path);
        one->is_new = is_new && status == PECIA_OK;
    }
    return status;
}

void pecia_media_keep(pecia_media *media) {
    for (uint64_t i = 0; media && i < media->count; i++)
        media->pictures[i].is_new = media->made_folder = false;
}

/** Takes away what was written for nothing. */
static void undo(const pecia_media *media) {
    char path[PATH_MAX];
    for (uint64_t i = 0; i < media->count; i++)
        if (media->pictures[i].is_new && path_of(media, &media->pictures[i], path))
            unlink(path);
    if (media->made_folder)
        rmdir(media->settings->extract_media);
}

void pecia_media_free(pecia_media *media) {
    if (!media)
        return;
    undo(media);
    pecia_document_free(media->document);
    pecia_memory_free(media->memory, media->pictures);
    pecia_arena_free(media->arena);
    pecia_memory_free(media->memory, media);
}
