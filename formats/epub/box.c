/* SPDX-License-Identifier: MIT
 *
 * box.c: see box.h. libzip takes packed bytes from a source whose stat tells method, sizes and checksum.
 */
#include "box.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <zip.h>

enum { SMALL = 32 };

int32_t epub_box_open(epub_box *box, const pecia_host *host, pecia_job *job, int32_t level) {
    memset(box, 0, sizeof(*box));
    box->host = host;
    box->job = job;
    box->level = level;
    box->compressor = libdeflate_alloc_compressor(level);
    return box->compressor ? PECIA_OK : PECIA_ERR_MEMORY;
}

void epub_box_close(epub_box *box) {
    if (box->compressor) {
        libdeflate_free_compressor(box->compressor);
    }
    box->compressor = NULL;
}

static int32_t pack(epub_box *box, epub_entry *entry, pecia_str bytes) {
    uint64_t bound = libdeflate_deflate_compress_bound(box->compressor, (size_t)bytes.size);
    int32_t status = pecia_grow(box->host, box->job, &box->scratch, &box->scratch_size, bound, 1);
    if (status != PECIA_OK) {
        return status;
    }
    size_t size = libdeflate_deflate_compress(box->compressor, bytes.data, (size_t)bytes.size, box->scratch,
                                              (size_t)box->scratch_size);
    entry->deflated = size > 0 && size < bytes.size;
    const char *from = entry->deflated ? box->scratch : bytes.data;
    entry->packed = entry->deflated ? size : bytes.size;
    char *kept = box->host->job->alloc(box->job, entry->packed + 1);
    if (!kept) {
        return PECIA_ERR_MEMORY;
    }
    memcpy(kept, from, (size_t)entry->packed);
    entry->data = kept;
    return PECIA_OK;
}

int32_t epub_box_add(epub_box *box, const char *name, pecia_str bytes, bool compress) {
    int32_t status =
        pecia_grow(box->host, box->job, &box->entries, &box->capacity, box->count + 1, sizeof(*box->entries));
    if (status != PECIA_OK) {
        return status;
    }
    epub_entry *entry = &box->entries[box->count];
    memset(entry, 0, sizeof(*entry));
    entry->name = name;
    entry->size = entry->packed = bytes.size;
    entry->data = bytes.data;
    entry->crc = libdeflate_crc32(0, bytes.data, (size_t)bytes.size);
    if (compress && bytes.size > SMALL) {
        status = pack(box, entry, bytes);
    }
    box->count += status == PECIA_OK;
    return status;
}

/* ---------------------------------------------------------------- libzip */

/* What libzip reads an entry from. */
typedef struct feed {
    const epub_entry *entry;
    uint64_t at;
    zip_error_t error;
} feed;

static zip_int64_t feed_stat(const feed *from, zip_stat_t *stat) {
    zip_stat_init(stat);
    stat->size = from->entry->size;
    stat->comp_size = from->entry->packed;
    stat->crc = from->entry->crc;
    stat->comp_method = from->entry->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    stat->encryption_method = ZIP_EM_NONE;
    stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    return sizeof(*stat);
}

static zip_int64_t feed_entry(void *state, void *data, zip_uint64_t size, zip_source_cmd_t command) {
    feed *from = state;
    uint64_t left;
    switch (command) {
    case ZIP_SOURCE_OPEN: from->at = 0; return 0;
    case ZIP_SOURCE_READ:
        left = from->entry->packed - from->at;
        left = left < size ? left : size;
        memcpy(data, from->entry->data + from->at, (size_t)left);
        from->at += left;
        return (zip_int64_t)left;
    case ZIP_SOURCE_CLOSE: return 0;
    case ZIP_SOURCE_STAT: return feed_stat(from, data);
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&from->error, data, size);
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
    case ZIP_SOURCE_FREE: return 0;
    default: zip_error_set(&from->error, ZIP_ER_OPNOTSUPP, 0); return -1;
    }
}

/* Date and time of MS-DOS for SECONDS since 1970 (days_from_civil turned round), never before 1980. */
static void dos_time(int64_t seconds, uint16_t *date, uint16_t *time) {
    if (seconds < 315532800 || seconds > 4354819199) {
        seconds = 315532800;
    }
    int64_t day = seconds / 86400, rest = seconds % 86400, shifted = day + 719468;
    int64_t era = shifted / 146097, of_era = shifted % 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    int64_t of_month = of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    year += era * 400 + (month <= 2);
    *date = (uint16_t)((uint64_t)(year - 1980) << 9 | (uint64_t)month << 5 | (uint64_t)of_month);
    *time = (uint16_t)((uint64_t)(rest / 3600) << 11 | (uint64_t)(rest / 60 % 60) << 5 | (uint64_t)(rest % 60 / 2));
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const epub_entry *)a)->name, ((const epub_entry *)b)->name);
}

static bool add_entry(zip_t *zip, feed *from, const epub_entry *entry, uint16_t date, uint16_t time) {
    from->entry = entry;
    zip_error_init(&from->error);
    zip_source_t *source = zip_source_function(zip, feed_entry, from);
    if (!source) {
        return false;
    }
    zip_int64_t index = zip_file_add(zip, entry->name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_set_file_compression(zip, (zip_uint64_t)index, entry->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) ==
               0 &&
           zip_file_set_dostime(zip, (zip_uint64_t)index, time, date, 0) == 0;
}

static int32_t fill(epub_box *box, zip_t *zip, int64_t seconds) {
    static const epub_entry mimetype = {.name = "mimetype",
                                        .data = "application/epub+zip",
                                        .packed = 20,
                                        .size = 20,
                                        .crc = 0x2CAB616F,
                                        .deflated = false};
    uint16_t date, time;
    feed *feeds = box->host->job->alloc(box->job, (box->count + 1) * sizeof(*feeds));
    if (!feeds) {
        return PECIA_ERR_MEMORY;
    }
    dos_time(seconds, &date, &time);
    qsort(box->entries, (size_t)box->count, sizeof(*box->entries), by_name);
    if (!add_entry(zip, &feeds[0], &mimetype, date, time)) {
        return PECIA_ERR_MEMORY;
    }
    for (uint64_t i = 0; i < box->count; i++) {
        if (!add_entry(zip, &feeds[i + 1], &box->entries[i], date, time)) {
            return PECIA_ERR_MEMORY;
        }
    }
    return PECIA_OK;
}

static int32_t copy_out(epub_box *box, zip_source_t *whole, pecia_output *output) {
    enum { PIECE = 65536 };
    char *piece = box->host->job->alloc(box->job, PIECE);
    zip_int64_t got = 0;
    int32_t status = PECIA_OK;
    if (!piece || zip_source_open(whole) != 0) {
        return PECIA_ERR_MEMORY;
    }
    while (status == PECIA_OK && (got = zip_source_read(whole, piece, PIECE)) > 0) {
        status = box->host->output->write(output, piece, (uint64_t)got);
    }
    zip_source_close(whole);
    return got < 0 ? PECIA_ERR_MEMORY : status;
}

int32_t epub_box_write(epub_box *box, int64_t seconds, pecia_output *output) {
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, NULL);
    if (!whole) {
        return PECIA_ERR_MEMORY;
    }
    zip_source_keep(whole); /* it outlives the archive */
    zip_t *zip = zip_open_from_source(whole, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    if (!zip) {
        zip_source_free(whole);
        zip_source_free(whole);
        return PECIA_ERR_MEMORY;
    }
    int32_t status = fill(box, zip, seconds);
    if (status == PECIA_OK && zip_close(zip) != 0) {
        status = PECIA_ERR_MEMORY;
    }
    if (status != PECIA_OK) {
        zip_discard(zip);
    } else {
        status = copy_out(box, whole, output);
    }
    zip_source_free(whole);
    return status;
}
