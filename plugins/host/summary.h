/* SPDX-License-Identifier: MIT
 *
 * summary.h: what a module says of itself in its section .pecia.summary, read from the file without opening the module.
 *
 * The reader follows the System V ABI, chapters 4 and 5 (ELF header, section and program headers), for files of this
 * machine's class and byte order. Every offset, size and count in the file may lie.
 */
#ifndef PECIA_HOST_SUMMARY_H
#define PECIA_HOST_SUMMARY_H

#include "core/memory.h"
#include "plugins/host/why.h"

/** One line of a summary: a format. */
typedef struct pecia_summary_format {
    const char *name;
    const char *const *extensions;  /* NULL-terminated, never NULL */
    const char *const *media_types; /* NULL-terminated, never NULL */
} pecia_summary_format;

typedef struct pecia_summary {
    pecia_summary_format *formats; /* NULL: the module has no summary and must be opened to be asked */
    uint32_t count;
} pecia_summary;

/** Reads the summary of the module open at FD into ARENA. True, with SUMMARY->formats NULL if it has none; false if it
 * is no module of this machine, is cut short, or its summary cannot be understood: WHY says so. [any] */
bool pecia_summary_read(int fd, pecia_arena *arena, pecia_summary *summary, pecia_why *why);
/** Understands the SIZE bytes at TEXT, the section's content. As above. [any] */
bool pecia_summary_parse(const char *text, uint64_t size, pecia_arena *arena, pecia_summary *summary, pecia_why *why);

#endif
