/* SPDX-License-Identifier: MIT
 *
 * fuzz_resource.c: names of resources and bytes of images, which come from documents.
 */
#include <stdlib.h>
#include <string.h>

#include "plugins/host/resources.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Whatever the name is, a path that comes of it stays beneath its folder. */
static void check_path(const char *path) {
    if (*path == '\0' || *path == '/')
        abort();
    for (const char *at = path; at; at = strchr(at, '/')) {
        at += *at == '/';
        size_t step = strcspn(at, "/");
        if (step == 0 || (step == 2 && memcmp(at, "..", 2) == 0) || (step == 1 && *at == '.'))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 0);
    const char *path = NULL, *why = NULL;
    pecia_image_type((const char *)data, size, &why);
    pecia_svg_fault((const char *)data, size);
    if (arena && pecia_relative_path((pecia_str){(const char *)data, size}, arena, &path, &why) == PECIA_OK && path)
        check_path(path);
    pecia_arena_free(arena);
    return 0;
}
