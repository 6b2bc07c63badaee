/* SPDX-License-Identifier: MIT
 *
 * folder.c: adds a plugin that is a folder: its manifest is read at once, which takes no longer than a module's
 * summary.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "plugins/host/registry.h"
#include "plugins/host/stylesheet.h"

enum { MANIFEST_MAX = 65536 };

/** True if the file NAME, of which STATUS tells, may be used; else WHY says why not. */
static bool may_use(const struct stat *status, const char *name, bool writable, pecia_why *why) {
    const char *by = pecia_places_writable(status);
    if (by && !writable)
        return pecia_refuse(why, "its %s can be written to by %s; run chmod go-w on it, or name it with --plugin-dir",
                            name, by);
    return S_ISREG(status->st_mode) || pecia_refuse(why, "its %s is no regular file", name);
}

static bool cannot_read(const char *name, pecia_why *why) {
    return pecia_refuse(why, "its %s cannot be read: %s", name, strerror(errno));
}

/** The manifest as text, ended by NUL; NULL, and WHY, if it cannot be had. */
static char *read_manifest(int folder, bool writable, pecia_arena *arena, pecia_why *why) {
    struct stat status;
    size_t used = 0;
    ssize_t got = 1;
    int fd = openat(folder, PECIA_MANIFEST_NAME, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    bool is_open = fd >= 0 && fstat(fd, &status) == 0;
    if (!is_open)
        cannot_read(PECIA_MANIFEST_NAME, why);
    if (!is_open || !may_use(&status, PECIA_MANIFEST_NAME, writable, why)) {
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    size_t size =
        status.st_size < MANIFEST_MAX ? (size_t)status.st_size + 1 : MANIFEST_MAX; /* one more shows the end */
    char *text = pecia_arena_alloc(arena, size);
    while (text && got > 0 && used < size) {
        got = read(fd, text + used, size - used);
        used += got > 0 ? (size_t)got : 0;
    }
    close(fd);
    if (!text) {
        pecia_refuse_memory(why);
        return NULL;
    }
    if (got == 0 && strlen(text) == used)
        return text;
    pecia_refuse(why, "its manifest is over %d bytes, holds a byte 0 or cannot be read; correct it", MANIFEST_MAX - 1);
    return NULL;
}

/** *PATH of the sheet NAME, NULL if there is none. False, and WHY, if it must not be used. */
static bool find_sheet(int folder, const char *name, bool writable, pecia_arena *arena, const char *of,
                       const char **path, pecia_why *why) {
    struct stat status;
    *path = NULL;
    if (fstatat(folder, name, &status, 0) != 0)
        return errno == ENOENT || cannot_read(name, why);
    if (!may_use(&status, name, writable, why))
        return false;
    size_t size = strlen(of) + strlen(name) + 2;
    char *copy = pecia_arena_alloc(arena, size);
    if (!copy)
        return pecia_refuse_memory(why);
    snprintf(copy, size, "%s/%s", of, name);
    *path = copy;
    return true;
}

static bool open_folder(pecia_registry *registry, pecia_module *module, int fd, bool writable, pecia_why *why) {
    pecia_arena *arena = registry->arena;
    pecia_stylesheet *sheet = pecia_arena_alloc(arena, sizeof *sheet);
    char *text = sheet ? read_manifest(fd, writable, arena, why) : NULL;
    if (!sheet)
        return pecia_refuse_memory(why);
    *sheet = (pecia_stylesheet){.registry = registry, .folder = module->path};
    if (!text || !find_sheet(fd, "read.xsl", writable, arena, module->path, &sheet->read_path, why) ||
        !find_sheet(fd, "write.xsl", writable, arena, module->path, &sheet->write_path, why) ||
        !pecia_manifest_parse(text, arena, sheet, why) ||
        !pecia_check_plugin(&sheet->plugin, module->path, arena, &module->formats, &module->count, why))
        return false;
    module->formats[0].stylesheet = sheet;
    module->formats[0].info.probes = sheet->read_path && sheet->root_count > 0;
    module->stylesheet = sheet;
    module->state = PECIA_MODULE_OPEN;
    return true;
}

int32_t pecia_folder_add(pecia_registry *registry, const char *path, int fd, bool writable) {
    struct stat status;
    pecia_why why = {.memory = false};
    int32_t result;
    if (fstat(fd, &status) != 0)
        return PECIA_OK;
    pecia_module *module = pecia_module_enter(registry, path, &status, &result);
    if (!module)
        return result;
    if (open_folder(registry, module, fd, writable, &why))
        return pecia_registry_know(registry, (uint32_t)(module - registry->modules));
    pecia_module_refuse(registry, module, &why);
    return why.memory ? PECIA_ERR_MEMORY : PECIA_OK;
}
