/* SPDX-License-Identifier: MIT
 *
 * box.h: the ZIP container that an EPUB is written into (OCF 3.3, 4). Text is deflated by libdeflate as it comes; images
 * stay where the host has them until their turn. The container goes to the output in pieces and is never held; the same
 * entries give the same bytes.
 */
#ifndef PECIA_FORMATS_EPUB_BOX_H
#define PECIA_FORMATS_EPUB_BOX_H

#include "common/buf.h"

struct libdeflate_compressor;

typedef struct epub_entry {
    const char *name; /* ASCII */
    const char *data; /* as packed */
    pecia_str source; /* the resource that has them; absent: they are the job's */
    uint64_t packed, size, offset;
    uint32_t crc;
    bool deflated;
} epub_entry;

typedef struct epub_box {
    const pecia_host *host;
    pecia_job *job;
    struct libdeflate_compressor *compressor;
    epub_entry *entries;
    uint64_t count, capacity;
    char *scratch;
    uint64_t scratch_size;
    int32_t level;
    pecia_output *output; /* while it is written */
    uint64_t written;
    uint16_t date, time;
} epub_box;

/** Prepares BOX; LEVEL is of libdeflate, 0 to 12. PECIA_OK or PECIA_ERR_MEMORY; epub_box_close in any case. */
int32_t epub_box_open(epub_box *box, const pecia_host *host, pecia_job *job, int32_t level);
/** Adds an entry. NAME is kept, BYTES are packed at once; they are only borrowed when COMPRESS is false and must then
 * live until the box is written. */
int32_t epub_box_add(epub_box *box, const char *name, pecia_str bytes, bool compress);
/** Adds the bytes of RESOURCE as they are; they are asked for again, by its name, when the box is written. */
int32_t epub_box_add_resource(epub_box *box, const char *name, const pecia_resource *resource);
/** Writes "mimetype", then all entries in the order of their names, with the time SECONDS since 1970 (-1: 1980). */
int32_t epub_box_write(epub_box *box, int64_t seconds, pecia_output *output);
/** Frees what is not the job's. */
void epub_box_close(epub_box *box);

#endif
