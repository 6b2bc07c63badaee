/* SPDX-License-Identifier: MIT
 *
 * extra.c: files of the book beside its pages: a cover, fonts, style sheets.
 */
#include "writer.h"

int32_t epub_add_extra(epub_writer *w, const epub_extra *extra, pecia_str bytes, bool compress) {
    int32_t status =
        pecia_grow(w->host, w->job, &w->extras, &w->extra_capacity, w->extra_count + 1, sizeof(*w->extras));
    char *name = status == PECIA_OK ? w->host->job->alloc(w->job, extra->href.size + 6) : NULL;
    if (!name) {
        return PECIA_ERR_MEMORY;
    }
    memcpy(name, "EPUB/", 5);
    memcpy(name + 5, extra->href.data, extra->href.size);
    w->extras[w->extra_count] = *extra;
    w->extras[w->extra_count++].href = pecia_str_of(name + 5);
    epub_sha1_add_content(&w->hash, bytes.data, bytes.size);
    return epub_box_add(&w->box, name, bytes, compress);
}
