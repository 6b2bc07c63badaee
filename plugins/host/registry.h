/* SPDX-License-Identifier: MIT
 *
 * registry.h: how the registry keeps what it found. Modules stand in the order of the search; formats too, so the first
 * of a name is the one that counts, and the next takes over when its module turns out to be no good.
 */
#ifndef PECIA_HOST_REGISTRY_H
#define PECIA_HOST_REGISTRY_H

#include <sys/stat.h>
#include <sys/types.h>

#include "plugins/host/check.h"
#include "plugins/host/host.h"
#include "plugins/host/summary.h"

enum pecia_module_state { PECIA_MODULE_CLOSED, PECIA_MODULE_OPEN, PECIA_MODULE_REFUSED };

typedef struct pecia_module {
    const char *path;
    dev_t device;
    ino_t inode;
    int state; /* enum pecia_module_state */
    pecia_summary summary;
    const struct pecia_stylesheet *stylesheet; /* a folder with a manifest; NULL: a module */
    pecia_checked *formats;                    /* once open */
    uint32_t count;                            /* of formats, by summary or descriptor */
} pecia_module;

/** A format, known by name at first. */
typedef struct pecia_known {
    const char *name;
    const char *const *extensions;
    uint32_t module; /* index */
    uint32_t index;  /* of the format in its module */
} pecia_known;

struct pecia_registry {
    const pecia_memory *memory;
    pecia_diagnostics *diagnostics;
    pecia_arena *arena;
    pecia_module *modules;
    uint64_t module_count, module_capacity;
    pecia_known *known;
    uint64_t known_count, known_capacity;
    uint32_t *sorted; /* indices into known of all usable formats, by name; NULL until counted */
    uint32_t sorted_count;
    const char *helpers; /* the first folder searched for plugins that has programs of ours too; NULL: none */
};

/** Adds the module PATH, open at FD, to the list; reads its summary or opens it. A module that is there already (the
 * same file) is passed over. PECIA_OK also for a refused one; PECIA_ERR_MEMORY. (module.c) */
int32_t pecia_module_add(pecia_registry *registry, const char *path, int fd);
/** Adds the folder PATH, open at FD, which has a manifest; WRITABLE: its files may be writable by others. As above.
 * (folder.c) */
int32_t pecia_folder_add(pecia_registry *registry, const char *path, int fd, bool writable);
/** Adds an entry for the file of STATUS to the list, whose name is copied from PATH; NULL, and *RESULT, when it is
 * there already (PECIA_OK) or memory ran out. (module.c) */
pecia_module *pecia_module_enter(pecia_registry *registry, const char *path, const struct stat *status,
                                 int32_t *result);
/** Reports that MODULE is not used; returns false. (module.c) */
bool pecia_module_refuse(pecia_registry *registry, pecia_module *module, const pecia_why *why);
/** Opens and checks MODULE if that was not done. False if it is refused: reported. (module.c) */
bool pecia_module_open(pecia_registry *registry, pecia_module *module);
/** Adds the formats of MODULE, whose summary or descriptor is known, to the known ones; reports shadowed ones.
 * (registry.c) */
int32_t pecia_registry_know(pecia_registry *registry, uint32_t module);
/** The format of KNOWN, its module opened; NULL if that is refused. (registry.c) */
const pecia_checked *pecia_known_open(pecia_registry *registry, const pecia_known *known);
/** True if KNOWN counts: its module is not refused, and no format before it has its name. (registry.c) */
bool pecia_known_counts(const pecia_registry *registry, const pecia_known *known);
/** The status for a format NAME (NULL: any) that could not be had: PECIA_ERR_PLUGIN when no plugin is there at all or
 * the one that has it was refused, else PECIA_ERR_USAGE. (registry.c) */
int32_t pecia_registry_lacks(const pecia_registry *registry, const char *name);
/** What to call for the format of INFO. [any] (registry.c) */
const pecia_checked *pecia_checked_of(const pecia_format_info *info);

/** Looks into the folder PATH for modules (*.so). ASKED: the user named it, so it must be there and may be writable by
 * others. (places.c) */
int32_t pecia_registry_scan_folder(pecia_registry *registry, const char *path, bool asked);

/** By whom other than its owner a file may be written, NULL for nobody. [any] (places.c) */
const char *pecia_places_writable(const struct stat *status);
/** Path of the program NAME that stands in the folder host beside the program's own modules, or beside those of the first
 * folder searched that has one; false if it is nowhere. OUT: PATH_MAX bytes. [any] (places.c) */
bool pecia_places_helper(const pecia_registry *registry, const char *name, char *out);
/** Where what lives as long as the registry is kept. (registry.c) */
pecia_arena *pecia_registry_arena(pecia_registry *registry);

#endif
