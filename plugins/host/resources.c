/* SPDX-License-Identifier: MIT
 *
 * resources.c: the images that a document names: looked for, checked, read once and remembered by name.
 */
#include "plugins/host/resources.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUCKETS = 256, SHOWN = 120 };

/** What became of a name. */
typedef struct entry {
    struct entry *next;
    int32_t status;
    bool spooled;                 /* the bytes are a map of our spool */
    const pecia_document *holder; /* the document that has the bytes, as its resource INDEX; NULL: none */
    uint32_t index;
    pecia_resource resource;
} entry;

struct pecia_resources {
    const pecia_memory *memory;
    const pecia_limits *limits;
    pecia_diagnostics *diagnostics;
    const pecia_document *document;
    const char *const *folders;
    const char *const *paths;
    pecia_arena *arena;
    uint64_t bytes;
    pecia_spool spool;
    bool in_spool;     /* the bytes last read are there */
    const entry *last; /* given out: its memory goes when another is asked for */
    entry *buckets[BUCKETS];
};

pecia_resources *pecia_resources_new(const pecia_memory *memory, const pecia_limits *limits,
                                     pecia_diagnostics *diagnostics, const pecia_document *document,
                                     const char *const *folders, const char *const *paths) {
    pecia_resources *resources = pecia_memory_new(memory, sizeof *resources);
    if (!resources)
        return NULL;
    *resources = (pecia_resources){.memory = memory,
                                   .limits = limits,
                                   .diagnostics = diagnostics,
                                   .document = document,
                                   .folders = folders,
                                   .paths = paths,
                                   .arena = pecia_arena_new(memory, 0)};
    if (resources->arena)
        return resources;
    pecia_memory_free(memory, resources);
    return NULL;
}

static void drop(pecia_str bytes) {
    union {
        const char *given;
        char *kept;
    } map = {bytes.data};
    pecia_spool_drop(map.kept, bytes.size);
}

void pecia_resources_free(pecia_resources *resources) {
    if (!resources)
        return;
    for (size_t i = 0; i < BUCKETS; i++)
        for (const entry *at = resources->buckets[i]; at; at = at->next)
            if (at->spooled)
                drop(at->resource.data);
    pecia_spool_close(&resources->spool);
    pecia_arena_free(resources->arena);
    pecia_memory_free(resources->memory, resources);
}

void pecia_resources_ask(pecia_resources *resources, const pecia_document *document) {
    resources->document = document;
}

uint64_t pecia_resources_bytes(const pecia_resources *resources) {
    return resources->bytes;
}

/** Reports why NAME is not given out. */
static int32_t refuse(pecia_resources *resources, const char *code, pecia_str name, const char *why) {
    pecia_report(resources->diagnostics, PECIA_WARNING, code, NULL, "the image \"%.*s\" is not used: %s",
                 (int)(name.size < SHOWN ? name.size : SHOWN), name.data ? name.data : "", why);
    return PECIA_ERR_INPUT;
}

/** Reads the SIZE bytes of the file at FD into the spool, if they are many and it can be had. */
static int32_t spool_bytes(pecia_resources *resources, int fd, uint64_t size, pecia_str *out) {
    int error = 0;
    *out = (pecia_str){NULL, size};
    if (size >= PECIA_SPOOL_LEAST)
        out->data = pecia_spool_add_file(&resources->spool, fd, size, &error);
    resources->in_spool = out->data != NULL;
    return error ? PECIA_ERR_IO : PECIA_OK;
}

/** Reads the SIZE bytes of the file at FD into the arena. A file that shrinks meanwhile is an error, one that grows is
 * cut. */
static int32_t read_bytes(pecia_resources *resources, int fd, uint64_t size, pecia_str *out) {
    char *data = pecia_arena_alloc(resources->arena, size + 1);
    if (!data)
        return PECIA_ERR_MEMORY;
    for (uint64_t done = 0; done < size;) {
        ssize_t got = read(fd, data + done, size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return PECIA_ERR_IO;
        done += (uint64_t)got;
    }
    *out = (pecia_str){data, size};
    return PECIA_OK;
}

/** Is there room for SIZE bytes more? */
static int32_t check_size(const pecia_resources *resources, uint64_t size) {
    uint32_t limit = PECIA_LIMIT_COUNT;
    if (size > resources->limits->value[PECIA_LIMIT_ENTRY_MEDIA])
        limit = PECIA_LIMIT_ENTRY_MEDIA;
    else if (size > resources->limits->value[PECIA_LIMIT_UNPACKED] - resources->bytes)
        limit = PECIA_LIMIT_UNPACKED;
    return limit == PECIA_LIMIT_COUNT ? PECIA_OK
                                      : pecia_report_limit(resources->diagnostics, resources->limits, limit, NULL);
}

/** Gives out BYTES if they are an image's. */
static int32_t take_bytes(pecia_resources *resources, pecia_str name, pecia_str bytes, pecia_resource *out) {
    const char *why, *type = pecia_image_type(bytes.data, bytes.size, &why);
    if (!type && resources->in_spool)
        drop(bytes);
    if (!type)
        return refuse(resources, "resource-not-image", name, why);
    out->data = bytes;
    out->media_type = (pecia_str){type, strlen(type)};
    resources->bytes += bytes.size;
    return PECIA_OK;
}

/** Looks at an open file: regular, not too large, an image? */
static int32_t take_file(pecia_resources *resources, int fd, pecia_str name, pecia_resource *out) {
    struct stat status;
    pecia_str bytes;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        return refuse(resources, "resource-not-image", name, "it is no regular file");
    int32_t result = check_size(resources, (uint64_t)status.st_size);
    if (result == PECIA_OK)
        result = spool_bytes(resources, fd, (uint64_t)status.st_size, &bytes);
    if (result == PECIA_OK && !resources->in_spool)
        result =
            lseek(fd, 0, SEEK_SET) == 0 ? read_bytes(resources, fd, (uint64_t)status.st_size, &bytes) : PECIA_ERR_IO;
    if (result == PECIA_ERR_IO)
        return refuse(resources, "resource-missing", name, "it could not be read to its end");
    return result == PECIA_OK ? take_bytes(resources, name, bytes, out) : result;
}

static int32_t take_data_url(pecia_resources *resources, pecia_str name, pecia_resource *out) {
    pecia_str bytes;
    const char *why;
    int32_t status = check_size(resources, name.size);
    if (status == PECIA_OK)
        status = pecia_data_url_bytes(name, resources->arena, &bytes, &why);
    if (status != PECIA_OK)
        return status;
    return bytes.data ? take_bytes(resources, name, bytes, out) : refuse(resources, "resource-not-image", name, why);
}

/** Remembers the first error that tells more than "it is not there". */
static int open_in_folder(const char *folder, size_t length, const char *path, int *error) {
    char name[PATH_MAX];
    if (length >= sizeof name)
        return -1;
    memcpy(name, folder, length);
    name[length] = '\0';
    int at = open(length ? name : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    int fd = at >= 0 ? pecia_open_beneath(at, path) : -1;
    if (fd < 0 && *error == ENOENT)
        *error = errno;
    if (at >= 0)
        close(at);
    return fd;
}

/** PATH in the first folder that holds it. */
static int open_somewhere(const pecia_resources *resources, const char *path, int *error) {
    int fd = -1;
    *error = ENOENT;
    for (const char *const *folder = resources->folders; folder && *folder && fd < 0; folder++)
        fd = open_in_folder(*folder, strlen(*folder), path, error);
    for (const char *const *list = resources->paths; list && *list && fd < 0; list++)
        for (const char *folder = *list; *folder && fd < 0;) {
            size_t length = strcspn(folder, ":");
            if (length > 0)
                fd = open_in_folder(folder, length, path, error);
            folder += length + (folder[length] == ':');
        }
    return fd;
}

static int32_t refuse_unopened(pecia_resources *resources, pecia_str name, int error) {
    if (error == ELOOP || error == EXDEV || error == ENOTDIR)
        return refuse(resources, "resource-outside", name,
                      "the way to it leads over a symbolic link or through a file");
    if (error == EACCES)
        return refuse(resources, "resource-missing", name, "it may not be read");
    return refuse(resources, "resource-missing", name,
                  "there is no such file in the document's folder; name its folder with --resource-path");
}

/** "picture.png?size=2#top" names picture.png, unless there is a file of the whole name. */
static pecia_str without_suffix(pecia_str name) {
    for (uint64_t i = 0; i < name.size; i++)
        if (name.data[i] == '#' || name.data[i] == '?')
            return (pecia_str){name.data, i};
    return name;
}

static int32_t load_file(pecia_resources *resources, pecia_str name, pecia_resource *out) {
    const char *path, *why;
    int error = ENOENT, fd = -1;
    if (pecia_is_data_url(name))
        return take_data_url(resources, name, out);
    pecia_str forms[2] = {name, without_suffix(name)};
    for (int i = 0; i < (forms[1].size < name.size ? 2 : 1) && fd < 0; i++) {
        int32_t status = pecia_relative_path(forms[i], resources->arena, &path, &why);
        if (status != PECIA_OK)
            return status;
        if (!path)
            return refuse(resources, "resource-outside", name, why);
        fd = open_somewhere(resources, path, &error);
    }
    if (fd < 0)
        return refuse_unopened(resources, name, error);
    int32_t status = take_file(resources, fd, name, out);
    close(fd);
    return status;
}

/** True if the document itself holds bytes of that name. */
static bool find_in_document(const pecia_document *document, pecia_str name, entry *found) {
    uint32_t count = document ? pecia_document_resource_count(document) : 0;
    pecia_resource *out = &found->resource;
    for (uint32_t i = 0; i < count; i++)
        if (pecia_document_resource(document, i, out) && out->data.data && out->name.size == name.size &&
            memcmp(out->name.data, name.data, name.size) == 0) {
            found->holder = document;
            found->index = i;
            return true;
        }
    return false;
}

/** FNV-1a. */
static uint32_t hash(pecia_str name) {
    uint32_t value = 2166136261U;
    for (uint64_t i = 0; i < name.size; i++)
        value = (value ^ (unsigned char)name.data[i]) * 16777619U;
    return value;
}

static entry *find(pecia_resources *resources, pecia_str name) {
    entry *at = resources->buckets[hash(name) % BUCKETS];
    while (at && (at->resource.name.size != name.size || memcmp(at->resource.name.data, name.data, name.size) != 0))
        at = at->next;
    return at;
}

uint64_t pecia_resources_left(pecia_resources *resources) {
    uint64_t left = 0;
    pecia_resource resource;
    for (uint32_t i = 0; pecia_document_resource(resources->document, i, &resource); i++) {
        bool image = resource.media_type.size > 6 && memcmp(resource.media_type.data, "image/", 6) == 0;
        left += image && resource.data.data && !find(resources, resource.name);
    }
    return left;
}

/** Loads NAME for the first time. */
static entry *add(pecia_resources *resources, pecia_str name) {
    entry *made = pecia_arena_alloc(resources->arena, sizeof *made);
    char *copy = pecia_arena_copy(resources->arena, name.data, name.size);
    if (!made || !copy)
        return NULL;
    pecia_str own = {copy, name.size};
    resources->in_spool = false;
    if (!find_in_document(resources->document, own, made))
        made->status = load_file(resources, own, &made->resource);
    made->spooled = made->status == PECIA_OK && resources->in_spool;
    made->resource.name = own;
    entry **bucket = &resources->buckets[hash(own) % BUCKETS];
    made->next = *bucket;
    *bucket = made;
    return made;
}

/** The memory of what was given out before can go. */
static void rest(pecia_resources *resources, const entry *next) {
    const entry *last = resources->last;
    if (last == next)
        return;
    resources->last = next;
    if (last && last->spooled)
        pecia_spool_rest(last->resource.data.data, last->resource.data.size);
    else if (last && last->holder)
        pecia_document_rest(last->holder, last->index);
}

int32_t pecia_resources_load(pecia_resources *resources, pecia_str name, pecia_resource *out) {
    pecia_str safe = name.data ? name : (pecia_str){"", 0};
    entry *at = find(resources, safe);
    if (!at)
        at = add(resources, safe);
    if (at)
        rest(resources, at);
    *out = at && at->status == PECIA_OK ? at->resource : (pecia_resource){.name = name};
    return at ? at->status : PECIA_ERR_MEMORY;
}
