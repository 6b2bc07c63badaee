/* SPDX-License-Identifier: MIT
 *
 * module.c: one plugin module: its summary, opening it, refusing it.
 *
 * A module is never unloaded: libraries that it brought along (libxml2) leave behind what would then point nowhere.
 */
#include <dlfcn.h>
#include <string.h>
#include <sys/stat.h>

#include "plugins/host/registry.h"

typedef const pecia_plugin *(*entry_function)(void);

bool pecia_module_refuse(pecia_registry *registry, pecia_module *module, const pecia_why *why) {
    module->state = PECIA_MODULE_REFUSED;
    pecia_report(registry->diagnostics, PECIA_WARNING, "plugin-refused", NULL, "%s is not used: %s", module->path,
                 why->text);
    return false;
}

/** Loads the module and asks it for its descriptor. */
static bool load(const pecia_module *module, const pecia_plugin **plugin, pecia_why *why) {
    void *handle = dlopen(module->path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle)
        return pecia_refuse(why, "it cannot be loaded: %s", dlerror());
    void *symbol = dlsym(handle, "pecia_plugin_entry");
    if (!symbol)
        return pecia_refuse(why,
                            "it has no function pecia_plugin_entry, so it is no plugin or hides it; define it with "
                            "PECIA_EXPORT");
    entry_function entry;
    memcpy(&entry, &symbol, sizeof entry); /* ISO C has no cast from an object pointer to a function pointer */
    *plugin = entry();
    return true;
}

bool pecia_module_open(pecia_registry *registry, pecia_module *module) {
    const pecia_plugin *plugin = NULL;
    pecia_why why;
    if (module->state != PECIA_MODULE_CLOSED)
        return module->state == PECIA_MODULE_OPEN;
    if (!load(module, &plugin, &why) ||
        !pecia_check_plugin(plugin, module->path, registry->arena, &module->formats, &module->count, &why) ||
        !pecia_check_summary(&module->summary, module->formats, module->count, &why))
        return pecia_module_refuse(registry, module, &why);
    module->state = PECIA_MODULE_OPEN;
    return true;
}

/** True if the same file is in the list already, by another way or name. */
static bool is_there(const pecia_registry *registry, const struct stat *status) {
    for (uint64_t i = 0; i < registry->module_count; i++)
        if (registry->modules[i].device == status->st_dev && registry->modules[i].inode == status->st_ino)
            return true;
    return false;
}

/** dlopen takes a name without a slash for a library to search for. */
static char *copy_path(pecia_registry *registry, const char *path) {
    if (strchr(path, '/'))
        return pecia_arena_copy(registry->arena, path, strlen(path));
    char *copy = pecia_arena_alloc(registry->arena, strlen(path) + 3);
    if (copy) {
        memcpy(copy, "./", 2);
        memcpy(copy + 2, path, strlen(path));
    }
    return copy;
}

pecia_module *pecia_module_enter(pecia_registry *registry, const char *path, const struct stat *status,
                                 int32_t *result) {
    *result = PECIA_OK;
    if (is_there(registry, status))
        return NULL;
    char *copy = copy_path(registry, path);
    if (!copy || pecia_memory_grow(registry->memory, &registry->modules, &registry->module_capacity,
                                   registry->module_count + 1, sizeof *registry->modules) != 0) {
        *result = PECIA_ERR_MEMORY;
        return NULL;
    }
    pecia_module *module = &registry->modules[registry->module_count++];
    *module = (pecia_module){.path = copy, .device = status->st_dev, .inode = status->st_ino};
    return module;
}

int32_t pecia_module_add(pecia_registry *registry, const char *path, int fd) {
    struct stat status;
    pecia_why why;
    int32_t result;
    if (fstat(fd, &status) != 0)
        return PECIA_OK;
    pecia_module *module = pecia_module_enter(registry, path, &status, &result);
    if (!module)
        return result;
    uint32_t index = (uint32_t)(module - registry->modules);
    if (!pecia_summary_read(fd, registry->arena, &module->summary, &why)) {
        pecia_module_refuse(registry, module, &why);
        return why.memory ? PECIA_ERR_MEMORY : PECIA_OK;
    }
    module->count = module->summary.count;
    if (!module->summary.formats && !pecia_module_open(registry, module))
        return PECIA_OK;
    return pecia_registry_know(registry, index);
}

int32_t pecia_registry_offer(pecia_registry *registry, const pecia_plugin *plugin, const char *name) {
    pecia_why why;
    if (pecia_memory_grow(registry->memory, &registry->modules, &registry->module_capacity, registry->module_count + 1,
                          sizeof *registry->modules) != 0)
        return PECIA_ERR_MEMORY;
    uint32_t index = (uint32_t)registry->module_count++;
    pecia_module *module = &registry->modules[index];
    *module = (pecia_module){.path = pecia_arena_copy(registry->arena, name, strlen(name)), .state = PECIA_MODULE_OPEN};
    if (!module->path)
        return PECIA_ERR_MEMORY;
    if (!pecia_check_plugin(plugin, "", registry->arena, &module->formats, &module->count, &why)) {
        pecia_module_refuse(registry, module, &why);
        return why.memory ? PECIA_ERR_MEMORY : PECIA_ERR_PLUGIN;
    }
    return pecia_registry_know(registry, index);
}
