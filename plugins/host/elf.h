/* SPDX-License-Identifier: MIT
 *
 * elf.h: finds a named section in a shared object without loading it.
 */
#ifndef PECIA_HOST_ELF_H
#define PECIA_HOST_ELF_H

#include "core/memory.h"
#include "plugins/host/why.h"

/** A section's bytes in ARENA; DATA is NULL when the object has no section of that name. */
typedef struct pecia_section {
    char *data;
    uint64_t size;
} pecia_section;

/** Checks that the file open at FD is a shared object of this machine's class, byte order and processor, and that it is
 * not cut short (all that its program headers load lies in the file: a loader that maps a shorter file dies by SIGBUS),
 * then reads the section NAME, of at most LIMIT bytes, with a NUL behind it. False if the file must not be loaded, or
 * memory ran out: WHY says what was wanted and found. [any] */
bool pecia_elf_section(int fd, const char *name, uint64_t limit, pecia_arena *arena, pecia_section *out,
                       pecia_why *why);

#endif
