/* SPDX-License-Identifier: MIT
 *
 * detect.c: what uchardet takes the encoding of a text for.
 *
 * The library is opened only here, when nothing else tells the encoding: it brings along the C++ runtime, whose start
 * takes longer than converting most texts, and most texts are UTF-8.
 */
#include "detect.h"

#include "common/library.h"

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

static bool open_library(detector *d) {
    void *library = pecia_library_open(TEXT_UCHARDET);
    return library && pecia_library_find(library, "uchardet_new", &d->make, sizeof d->make) &&
           pecia_library_find(library, "uchardet_delete", &d->drop, sizeof d->drop) &&
           pecia_library_find(library, "uchardet_handle_data", &d->handle, sizeof d->handle) &&
           pecia_library_find(library, "uchardet_data_end", &d->end, sizeof d->end) &&
           pecia_library_find(library, "uchardet_get_charset", &d->name, sizeof d->name);
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
