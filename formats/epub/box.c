/* SPDX-License-Identifier: MIT
 *
 * box.c: see box.h. The records are those of APPNOTE 6.3, 4.3, with the fields of ZIP64 where numbers need them.
 */
#include "box.h"

#include <libdeflate.h>
#include <stdlib.h>

enum { SMALL = 32, LOCAL = 30, CENTRAL = 46, LONGEST_NAME = 200, PIECE = 1 << 20 };

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

int32_t epub_box_add_resource(epub_box *box, const char *name, const pecia_resource *resource) {
    int32_t status = epub_box_add(box, name, resource->data, false);
    if (status == PECIA_OK)
        box->entries[box->count - 1].source = resource->name;
    return status;
}

/* ---------------------------------------------------------------- records */

/* A record that is put together, little-endian. */
typedef struct record {
    unsigned char bytes[CENTRAL + LONGEST_NAME + 12];
    uint64_t size;
} record;

static void put(record *to, uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; i++)
        to->bytes[to->size++] = (unsigned char)(value >> 8 * i);
}

static int32_t put_out(epub_box *box, const record *from) {
    box->written += from->size;
    return box->host->output->write(box->output, from->bytes, from->size);
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

/* What local and central header share. */
static void put_entry(const epub_box *box, record *to, const epub_entry *entry) {
    put(to, entry->deflated ? 20 : 10, 2);
    put(to, 0, 2); /* names are ASCII */
    put(to, entry->deflated ? 8 : 0, 2);
    put(to, box->time, 2);
    put(to, box->date, 2);
    put(to, entry->crc, 4);
    put(to, entry->packed, 4);
    put(to, entry->size, 4);
    put(to, strlen(entry->name), 2);
}

static void put_name(record *to, const char *name) {
    size_t size = strlen(name);
    memcpy(to->bytes + to->size, name, size);
    to->size += size;
}

/* The bytes of an entry that the host holds, asked for again: it may let go of those that it gave out before. */
static const char *bytes_of(epub_box *box, const epub_entry *entry) {
    pecia_resource again;
    if (entry->source.size && box->host->job->load(box->job, entry->source, &again) == PECIA_OK &&
        again.data.size == entry->size)
        return again.data.data;
    return entry->data;
}

static int32_t write_entry(epub_box *box, epub_entry *entry) {
    record local = {.size = 0};
    entry->offset = box->written;
    put(&local, 0x04034b50, 4);
    put_entry(box, &local, entry);
    put(&local, 0, 2);
    put_name(&local, entry->name);
    int32_t status = put_out(box, &local);
    const char *data = bytes_of(box, entry);
    for (uint64_t at = 0; at < entry->packed && status == PECIA_OK; at += PIECE) {
        uint64_t size = entry->packed - at < PIECE ? entry->packed - at : PIECE;
        status = box->host->output->write(box->output, data + at, size);
        if (status == PECIA_OK)
            status = box->host->job->proceed(box->job);
    }
    box->written += entry->packed;
    return status;
}

static int32_t write_central(epub_box *box, const epub_entry *entry) {
    bool far = entry->offset >= UINT32_MAX;
    record central = {.size = 0};
    put(&central, 0x02014b50, 4);
    put(&central, 3 << 8 | (far ? 45 : 20), 2); /* made under Unix */
    put_entry(box, &central, entry);
    put(&central, far ? 12 : 0, 2);
    put(&central, 0, 6);
    put(&central, UINT64_C(0100644) << 16, 4);
    put(&central, far ? UINT32_MAX : entry->offset, 4);
    put_name(&central, entry->name);
    if (far) {
        put(&central, 1, 2);
        put(&central, 8, 2);
        put(&central, entry->offset, 8);
    }
    return put_out(box, &central);
}

/* The end of the central directory, which began at FROM, with that of ZIP64 before it where it is needed. */
static int32_t write_end(epub_box *box, uint64_t from) {
    uint64_t to = box->written, count = box->count + 1;
    bool far = to >= UINT32_MAX || count >= UINT16_MAX;
    record end = {.size = 0};
    if (far) {
        put(&end, 0x06064b50, 4);
        put(&end, 44, 8);
        put(&end, 3 << 8 | 45, 2);
        put(&end, 45, 2);
        put(&end, 0, 8);
        put(&end, count, 8);
        put(&end, count, 8);
        put(&end, to - from, 8);
        put(&end, from, 8);
        put(&end, 0x07064b50, 4);
        put(&end, 0, 4);
        put(&end, to, 8);
        put(&end, 1, 4);
    }
    put(&end, 0x06054b50, 4);
    put(&end, 0, 4);
    put(&end, far ? UINT16_MAX : count, 2);
    put(&end, far ? UINT16_MAX : count, 2);
    put(&end, far ? UINT32_MAX : to - from, 4);
    put(&end, far ? UINT32_MAX : from, 4);
    put(&end, 0, 2);
    return put_out(box, &end);
}

/* ---------------------------------------------------------------- the whole */

static int by_name(const void *a, const void *b) {
    return strcmp(((const epub_entry *)a)->name, ((const epub_entry *)b)->name);
}

/* An entry of 4 GiB, or a name that is none of ours, cannot be. */
static int32_t check(const epub_box *box) {
    for (uint64_t i = 0; i < box->count; i++)
        if (box->entries[i].size >= UINT32_MAX || strlen(box->entries[i].name) > LONGEST_NAME)
            return box->host->job->limit_met(box->job, PECIA_LIMIT_ENTRY_MEDIA, NULL);
    return PECIA_OK;
}

int32_t epub_box_write(epub_box *box, int64_t seconds, pecia_output *output) {
    epub_entry mimetype = {
        .name = "mimetype", .data = "application/epub+zip", .packed = 20, .size = 20, .crc = 0x2CAB616F};
    box->output = output;
    box->written = 0;
    dos_time(seconds, &box->date, &box->time);
    qsort(box->entries, (size_t)box->count, sizeof(*box->entries), by_name);
    int32_t status = check(box);
    if (status == PECIA_OK)
        status = write_entry(box, &mimetype);
    for (uint64_t i = 0; i < box->count && status == PECIA_OK; i++)
        status = write_entry(box, &box->entries[i]);
    uint64_t from = box->written;
    if (status == PECIA_OK)
        status = write_central(box, &mimetype);
    for (uint64_t i = 0; i < box->count && status == PECIA_OK; i++)
        status = write_central(box, &box->entries[i]);
    return status == PECIA_OK ? write_end(box, from) : status;
}
