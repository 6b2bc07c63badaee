/* SPDX-License-Identifier: MIT
 *
 * registry.c: the formats that are known, which of two with one name counts, and the list of all.
 */
#include "plugins/host/registry.h"

#include <stdlib.h>
#include <string.h>

pecia_registry *pecia_registry_new(const pecia_memory *memory, pecia_diagnostics *diagnostics) {
    const pecia_memory *used = memory ? memory : pecia_memory_default();
    pecia_registry *registry = pecia_memory_new(used, sizeof *registry);
    if (!registry)
        return NULL;
    *registry = (pecia_registry){.memory = used, .diagnostics = diagnostics, .arena = pecia_arena_new(used, 0)};
    if (registry->arena)
        return registry;
    pecia_memory_free(used, registry);
    return NULL;
}

void pecia_registry_free(pecia_registry *registry) {
    if (!registry)
        return;
    const pecia_memory *memory = registry->memory;
    pecia_memory_free(memory, registry->modules);
    pecia_memory_free(memory, registry->known);
    pecia_memory_free(memory, registry->sorted);
    pecia_arena_free(registry->arena);
    pecia_memory_free(memory, registry);
}

pecia_arena *pecia_registry_arena(pecia_registry *registry) {
    return registry->arena;
}

/** The known format that counts for NAME, or NULL. */
static const pecia_known *first_named(const pecia_registry *registry, const char *name) {
    for (uint64_t i = 0; i < registry->known_count; i++) {
        const pecia_known *known = &registry->known[i];
        if (registry->modules[known->module].state != PECIA_MODULE_REFUSED && strcmp(known->name, name) == 0)
            return known;
    }
    return NULL;
}

bool pecia_known_counts(const pecia_registry *registry, const pecia_known *known) {
    return first_named(registry, known->name) == known;
}

static int32_t know_one(pecia_registry *registry, const pecia_known *one) {
    const pecia_known *before = first_named(registry, one->name);
    if (before)
        pecia_report(registry->diagnostics, PECIA_INFO, "plugin-shadowed", NULL,
                     "the format %s of %s is not used: %s was found first", one->name,
                     registry->modules[one->module].path, registry->modules[before->module].path);
    if (pecia_memory_grow(registry->memory, &registry->known, &registry->known_capacity, registry->known_count + 1,
                          sizeof *registry->known) != 0)
        return PECIA_ERR_MEMORY;
    registry->known[registry->known_count++] = *one;
    return PECIA_OK;
}

int32_t pecia_registry_know(pecia_registry *registry, uint32_t index) {
    int32_t status = PECIA_OK;
    const pecia_module *module = &registry->modules[index];
    for (uint32_t i = 0; i < module->count && status == PECIA_OK; i++) {
        pecia_known one = {.module = index, .index = i};
        if (module->formats) {
            one.name = module->formats[i].info.name;
            one.extensions = module->formats[i].info.extensions;
        } else {
            one.name = module->summary.formats[i].name;
            one.extensions = module->summary.formats[i].extensions;
        }
        status = know_one(registry, &one);
    }
    return status;
}

const pecia_checked *pecia_known_open(pecia_registry *registry, const pecia_known *known) {
    pecia_module *module = &registry->modules[known->module];
    return pecia_module_open(registry, module) ? &module->formats[known->index] : NULL;
}

const pecia_checked *pecia_checked_of(const pecia_format_info *info) {
    /* every info that leaves the registry is the first member of its pecia_checked */
    return (const pecia_checked *)(const void *)info;
}

/** NULL-terminated names of the formats that count, in the arena. */
static const char *const *all_names(pecia_registry *registry) {
    const char **names = pecia_arena_alloc(registry->arena, (registry->known_count + 1) * sizeof *names);
    uint64_t count = 0;
    for (uint64_t i = 0; names && i < registry->known_count; i++)
        if (pecia_known_counts(registry, &registry->known[i]))
            names[count++] = registry->known[i].name;
    return names;
}

static const pecia_format_info *report_unknown(pecia_registry *registry, const char *name) {
    const char *const *names = all_names(registry);
    const char *near = names ? pecia_nearest(name, names) : NULL;
    if (near)
        pecia_report(registry->diagnostics, PECIA_ERROR, "format-unknown", NULL,
                     "there is no format %.60s; did you mean %s?", name, near);
    else if (registry->known_count == 0)
        pecia_report(registry->diagnostics, PECIA_ERROR, "format-unknown", NULL,
                     "there is no format %.60s: no plugin was found; name their folder with --plugin-dir", name);
    else
        pecia_report(registry->diagnostics, PECIA_ERROR, "format-unknown", NULL,
                     "there is no format %.60s; \"pecia formats\" lists what there is", name);
    return NULL;
}

const pecia_format_info *pecia_registry_find(pecia_registry *registry, const char *name) {
    for (const pecia_known *known; (known = first_named(registry, name));) {
        const pecia_checked *format = pecia_known_open(registry, known);
        if (format)
            return &format->info;
    }
    return report_unknown(registry, name);
}

int32_t pecia_registry_lacks(const pecia_registry *registry, const char *name) {
    bool usable = false;
    for (uint64_t i = 0; i < registry->known_count; i++) {
        const pecia_known *known = &registry->known[i];
        bool refused = registry->modules[known->module].state == PECIA_MODULE_REFUSED;
        if (refused && name && strcmp(known->name, name) == 0)
            return PECIA_ERR_PLUGIN;
        usable = usable || !refused;
    }
    return usable ? PECIA_ERR_USAGE : PECIA_ERR_PLUGIN;
}

/** Sorts indices by the names they stand for; formats are few. */
static void sort_by_name(const pecia_registry *registry, uint32_t *index, uint32_t count) {
    for (uint32_t i = 1; i < count; i++) {
        uint32_t moved = index[i], j = i;
        for (; j > 0 && strcmp(registry->known[index[j - 1]].name, registry->known[moved].name) > 0; j--)
            index[j] = index[j - 1];
        index[j] = moved;
    }
}

uint32_t pecia_registry_count(pecia_registry *registry) {
    if (registry->sorted)
        return registry->sorted_count;
    for (uint64_t i = 0; i < registry->module_count; i++)
        pecia_module_open(registry, &registry->modules[i]);
    registry->sorted = pecia_memory_new(registry->memory, (registry->known_count + 1) * sizeof *registry->sorted);
    for (uint32_t i = 0; registry->sorted && i < registry->known_count; i++)
        if (pecia_known_counts(registry, &registry->known[i]))
            registry->sorted[registry->sorted_count++] = i;
    sort_by_name(registry, registry->sorted, registry->sorted_count);
    return registry->sorted_count;
}

const pecia_format_info *pecia_registry_at(pecia_registry *registry, uint32_t index) {
    if (index >= pecia_registry_count(registry))
        return NULL;
    const pecia_checked *format = pecia_known_open(registry, &registry->known[registry->sorted[index]]);
    return format ? &format->info : NULL;
}
