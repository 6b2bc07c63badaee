/* SPDX-License-Identifier: MIT
 *
 * places.c: where plugin modules are looked for, in which order, and which folders and files are not trusted.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugins/host/registry.h"
#include "plugins/host/stylesheet.h"

#ifndef PECIA_PLUGIN_INSTALL /* absolute path of the installed modules */
#define PECIA_PLUGIN_INSTALL "/usr/local/lib/pecia/plugins-1"
#endif
#ifndef PECIA_PLUGIN_RELATIVE /* the same, seen from the folder of the executable */
#define PECIA_PLUGIN_RELATIVE "../lib/pecia/plugins-1"
#endif
#define FOLDER_NAME "plugins-1"
#define HELPERS     "host" /* programs of ours, in a folder of modules */
enum { MODULES_MAX = 1024, OWN_PLACES = 4 };

/** Can others than the owner put something else there? A group of the owner's own (same number, not root's) is nobody
 * else. */
const char *pecia_places_writable(const struct stat *status) {
    if (status->st_mode & S_IWOTH)
        return "everybody";
    if ((status->st_mode & S_IWGRP) && (status->st_gid != status->st_uid || status->st_gid == 0))
        return "its group";
    return NULL;
}

static void refuse_writable(pecia_registry *registry, const char *path, const char *by, const char *what) {
    pecia_report(registry->diagnostics, PECIA_WARNING, "plugin-refused", NULL,
                 "%s is not used: the %s can be written to by %s; run chmod go-w on it, or name it with --plugin-dir",
                 path, what, by);
}

static int32_t report_missing(pecia_registry *registry, const char *path, int error) {
    pecia_report(registry->diagnostics, PECIA_ERROR, "plugin-dir", NULL, "%s cannot be searched for plugins: %s", path,
                 strerror(error));
    return PECIA_ERR_IO;
}

static bool is_module_name(const char *name) {
    size_t length = strlen(name);
    return length > 3 && strcmp(name + length - 3, ".so") == 0;
}

/** True if NAME in FOLDER is a folder with a manifest. */
static bool has_manifest(int folder, const char *name) {
    char path[PATH_MAX];
    struct stat status;
    return snprintf(path, sizeof path, "%s/" PECIA_MANIFEST_NAME, name) < (int)sizeof path &&
           fstatat(folder, path, &status, 0) == 0 && S_ISREG(status.st_mode);
}

/** True if ENTRY of FOLDER is a plugin: a module, or a folder with a manifest. */
static bool is_plugin(int folder, const struct dirent *entry) {
    if (entry->d_name[0] == '.')
        return false;
    if (is_module_name(entry->d_name))
        return true;
    return entry->d_type != DT_REG && has_manifest(folder, entry->d_name);
}

/** Opens and adds one file. O_NONBLOCK: a FIFO must not hold us. */
static int32_t add_file(pecia_registry *registry, int folder, const char *name, const char *path, bool asked) {
    struct stat status;
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, &status) != 0) {
        pecia_report(registry->diagnostics, PECIA_WARNING, "plugin-refused", NULL,
                     "%s is not used: it cannot be read: %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return PECIA_OK;
    }
    int32_t result = PECIA_OK;
    const char *by = pecia_places_writable(&status);
    if (by && !asked)
        refuse_writable(registry, path, by, S_ISDIR(status.st_mode) ? "folder" : "module");
    else if (S_ISDIR(status.st_mode) && has_manifest(folder, name))
        result = pecia_folder_add(registry, path, fd, asked);
    else
        result = pecia_module_add(registry, path, fd);
    close(fd);
    return result;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** The names of the modules in DIRECTORY, sorted (the order of a folder is chance); their number, or -1 without memory.
 */
static int64_t list_modules(DIR *directory, pecia_arena *arena, const char **names) {
    int64_t count = 0;
    for (const struct dirent *entry; count < MODULES_MAX && (entry = readdir(directory));) {
        if (!is_plugin(dirfd(directory), entry))
            continue;
        names[count] = pecia_arena_copy(arena, entry->d_name, strlen(entry->d_name));
        if (!names[count++])
            return -1;
    }
    qsort(names, (size_t)count, sizeof *names, by_name);
    return count;
}

static int32_t scan_directory(pecia_registry *registry, DIR *directory, const char *path, bool asked) {
    const char **names = pecia_memory_new(registry->memory, MODULES_MAX * sizeof *names);
    int64_t count = names ? list_modules(directory, registry->arena, names) : -1;
    int32_t status = count < 0 ? PECIA_ERR_MEMORY : PECIA_OK;
    for (int64_t i = 0; i < count && status == PECIA_OK; i++) {
        char file[PATH_MAX];
        if (snprintf(file, sizeof file, "%s/%s", path, names[i]) < (int)sizeof file)
            status = add_file(registry, dirfd(directory), names[i], file, asked);
    }
    pecia_memory_free(registry->memory, names);
    return status;
}

/** Keeps the folder PATH, open at FD, in mind if programs of ours stand beside its modules. Whoever may put modules
 * there may put programs there: none that is searched is less trusted for them. */
static int32_t find_helpers(pecia_registry *registry, int fd, const char *path) {
    struct stat status;
    if (registry->helpers || fstatat(fd, HELPERS, &status, 0) != 0 || !S_ISDIR(status.st_mode))
        return PECIA_OK;
    registry->helpers = pecia_arena_copy(registry->arena, path, strlen(path));
    return registry->helpers ? PECIA_OK : PECIA_ERR_MEMORY;
}

int32_t pecia_registry_scan_folder(pecia_registry *registry, const char *path, bool asked) {
    struct stat status;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
    if (!directory) {
        int error = errno;
        if (fd >= 0)
            close(fd);
        return asked ? report_missing(registry, path, error) : PECIA_OK;
    }
    int32_t result = PECIA_OK;
    const char *by = fstat(fd, &status) == 0 ? pecia_places_writable(&status) : "nobody knows whom";
    if (by && !asked)
        refuse_writable(registry, path, by, "folder");
    else if ((result = find_helpers(registry, fd, path)) == PECIA_OK)
        result = scan_directory(registry, directory, path, asked);
    closedir(directory);
    return result;
}

/** A folder or a module that the user named. */
static int32_t scan_asked(pecia_registry *registry, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        return report_missing(registry, path, errno);
    if (S_ISDIR(status.st_mode) && !has_manifest(AT_FDCWD, path))
        return pecia_registry_scan_folder(registry, path, true);
    return add_file(registry, AT_FDCWD, path, path, true);
}

/** The folders in PECIA_PLUGIN_PATH. */
static int32_t scan_environment(pecia_registry *registry) {
    const char *list = getauxval(AT_SECURE) ? NULL : getenv("PECIA_PLUGIN_PATH");
    int32_t status = PECIA_OK;
    while (list && *list && status == PECIA_OK) {
        size_t size = strcspn(list, ":");
        char folder[PATH_MAX];
        if (size > 0 && size < sizeof folder) {
            memcpy(folder, list, size);
            folder[size] = '\0';
            status = pecia_registry_scan_folder(registry, folder, false);
        }
        list += size + (list[size] == ':');
    }
    return status;
}

/** Puts the folder of the file PATH, of LENGTH bytes, and PLACE beneath it to OUT. */
static bool beside(const char *path, size_t length, const char *place, char out[PATH_MAX + 64]) {
    const char *slash = memrchr(path, '/', length);
    return slash && snprintf(out, PATH_MAX + 64, "%.*s/%s", (int)(slash - path), path, place) < PATH_MAX + 64;
}

/** The modules beside the shared library, where the host is in one and no part of the program. */
static bool beside_library(char out[PATH_MAX + 64]) {
    static const char marker;
    Dl_info info;
    if (dladdr(&marker, &info) == 0 || !info.dli_fname || !strstr(info.dli_fname, "/libpecia.so"))
        return false;
    return beside(info.dli_fname, strlen(info.dli_fname), "pecia/" FOLDER_NAME, out);
}

/** The folders that belong to the program, number INDEX from 0: beside it, where it was installed as seen from it,
 * as seen from the library, where it was built to be installed. False if there is none. */
static bool own_place(uint32_t index, char out[PATH_MAX + 64]) {
    static const char *const places[] = {FOLDER_NAME, PECIA_PLUGIN_RELATIVE};
    char program[PATH_MAX];
    if (index == 2)
        return beside_library(out);
    if (index == 3)
        return snprintf(out, PATH_MAX + 64, "%s", PECIA_PLUGIN_INSTALL) > 0;
    ssize_t length = readlink("/proc/self/exe", program, sizeof program);
    return length > 0 && (size_t)length < sizeof program && beside(program, (size_t)length, places[index], out);
}

static int32_t scan_own(pecia_registry *registry) {
    char folder[PATH_MAX + 64];
    int32_t status = PECIA_OK;
    for (uint32_t i = 0; i < OWN_PLACES && status == PECIA_OK; i++)
        if (own_place(i, folder))
            status = pecia_registry_scan_folder(registry, folder, false);
    return status;
}

/** True, and its path in OUT, if the program NAME stands in FOLDER. */
static bool has_helper(const char *folder, const char *name, char *out) {
    struct stat status;
    return snprintf(out, PATH_MAX, "%s/" HELPERS "/%s", folder, name) < PATH_MAX && stat(out, &status) == 0 &&
           S_ISREG(status.st_mode) && !pecia_places_writable(&status);
}

bool pecia_places_helper(const pecia_registry *registry, const char *name, char *out) {
    char folder[PATH_MAX + 64];
    for (uint32_t i = 0; i < OWN_PLACES; i++)
        if (own_place(i, folder) && has_helper(folder, name, out))
            return true;
    return registry->helpers && has_helper(registry->helpers, name, out);
}

int32_t pecia_registry_scan(pecia_registry *registry, const char *const *asked) {
    int32_t status = PECIA_OK;
    for (; asked && *asked && status == PECIA_OK; asked++)
        status = scan_asked(registry, *asked);
    if (status == PECIA_OK)
        status = scan_environment(registry);
    if (status == PECIA_OK)
        status = scan_own(registry);
    return status == PECIA_ERR_MEMORY ? pecia_report_memory(registry->diagnostics) : status;
}
