/* SPDX-License-Identifier: MIT
 *
 * detect.c: what uchardet takes the encoding of a text for.
 *
 * The library is opened only here, when nothing else tells the encoding: it brings along the C++ runtime, whose start
 * takes longer than converting most texts, and most texts are UTF-8.
 */
#include "detect.h"

#include <dlfcn.h>
#include <string.h>
#include <uchardet/uchardet.h>

/* The functions that are used, by the names of uchardet.h. */
typedef struct detector {
    uchardet_t (*make)(void);
    void (*drop)(uchardet_t);
    int (*handle)(uchardet_t, const char *, size_t);
    void (*end)(uchardet_t);
    const char *(*name)(uchardet_t);
} detector;

/* Fills the SIZE bytes of the pointer at SLOT; ISO C has no cast from an object pointer to a function pointer. */
static bool find(void *library, const char *name, void *slot, size_t size) {
    void *symbol = dlsym(library, name);
    memcpy(slot, &symbol, size);
    return symbol != NULL;
}

static bool open_library(detector *d) {
    void *library = dlopen(TEXT_UCHARDET, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    return library && find(library, "uchardet_new", &d->make, sizeof d->make) &&
           find(library, "uchardet_delete", &d->drop, sizeof d->drop) &&
           find(library, "uchardet_handle_data", &d->handle, sizeof d->handle) &&
           find(library, "uchardet_data_end", &d->end, sizeof d->end) &&
           find(library, "uchardet_get_charset", &d->name, sizeof d->name);
}

void text_detect(const char *data, size_t size, char out[TEXT_ENCODING_MAX]) {
    detector d;
    out[0] = 0;
    if (!open_library(&d)) {
        return;
    }
    uchardet_t one = d.make();
    if (one && d.handle(one, data, size) == 0) {
        d.end(one);
        const char *name = d.name(one);
        if (strlen(name) < TEXT_ENCODING_MAX) {
            memcpy(out, name, strlen(name) + 1);
        }
    }
    if (one) {
        d.drop(one);
    }
}
