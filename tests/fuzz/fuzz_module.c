/* SPDX-License-Identifier: MIT
 *
 * fuzz_module.c: what the host reads of a module before it opens it: ELF headers, the summary's section and its lines.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "plugins/host/elf.h"
#include "plugins/host/summary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** The bytes as a module, and as the text of a summary. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 64 << 20);
    pecia_summary summary;
    pecia_why why;
    int fd = memfd_create("module", MFD_CLOEXEC);
    if (arena && fd >= 0 && write(fd, data, size) == (ssize_t)size)
        pecia_summary_read(fd, arena, &summary, &why);
    if (arena)
        pecia_summary_parse((const char *)data, size, arena, &summary, &why);
    if (fd >= 0)
        close(fd);
    pecia_arena_free(arena);
    return 0;
}
