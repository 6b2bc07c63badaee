/* SPDX-License-Identifier: MIT
 *
 * unbox.c: see unbox.h.
 */
#include "unbox.h"

#include <libdeflate.h>

static int32_t refuse(epub_unbox *box, pecia_str member, const char *code, const char *what) {
    pecia_place place = {member, 0, 0};
    box->host->job->report(box->job, PECIA_ERROR, code, &place, "%s", what);
    return PECIA_ERR_INPUT;
}

/* ---------------------------------------------------------------- names */

static bool leads_out(pecia_str name) {
    if (!name.size || name.data[0] == '/' || memchr(name.data, '\\', name.size) ||
        (name.size > 1 && name.data[1] == ':'))
        return true;
    for (uint64_t at = 0; at < name.size;) {
        const char *slash = memchr(name.data + at, '/', name.size - at);
        uint64_t end = slash ? (uint64_t)(slash - name.data) : name.size;
        if (end - at == 2 && memcmp(name.data + at, "..", 2) == 0)
            return true;
        at = end + 1;
    }
    return false;
}

/* NAME without what writers of names differ in: case, percent-encoding, the bar between folders. */
static pecia_str fold(epub_unbox *box, pecia_str name) {
    char *copy = box->host->job->alloc(box->job, name.size + 1);
    uint64_t size = 0;
    if (!copy)
        return (pecia_str){NULL, 0};
    for (uint64_t i = 0; i < name.size; i++) {
        int high = name.data[i] == '%' && i + 2 < name.size ? pecia_hex_digit(name.data[i + 1]) : -1;
        int low = high >= 0 ? pecia_hex_digit(name.data[i + 2]) : -1;
        int c = low >= 0 ? high << 4 | low : name.data[i] == '\\' ? '/' : name.data[i];
        i += low >= 0 ? 2 : 0;
        copy[size++] = pecia_lower((char)c);
    }
    return (pecia_str){copy, size};
}

static bool is_link(epub_unbox *box, zip_uint64_t index) {
    zip_uint8_t system;
    zip_uint32_t attributes;
    return zip_file_get_external_attributes(box->zip, index, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && (attributes >> 16 & 0170000) == 0120000;
}

static int32_t take_name(epub_unbox *box, zip_uint64_t index) {
    pecia_str name = pecia_str_of(zip_get_name(box->zip, index, ZIP_FL_ENC_GUESS));
    if (!name.data)
        return refuse(box, name, "epub.damaged", "an entry of the container has no name");
    if (name.size > 1024)
        return refuse(box, (pecia_str){name.data, 60}, "epub.bad-name",
                      "the name of an entry is longer than 1024 bytes");
    if (leads_out(name))
        return refuse(box, name, "epub.bad-name", "the name of this entry leads out of the container");
    if (is_link(box, index))
        return refuse(box, name, "epub.bad-name", "this entry is a link");
    if (pecia_map_get(&box->names, name, NULL))
        return refuse(box, name, "epub.bad-name", "two entries of the container have this name");
    pecia_str folded = fold(box, name);
    if (!folded.data)
        return PECIA_ERR_MEMORY;
    int32_t status = pecia_map_put(&box->names, name, (uint32_t)index);
    return status == PECIA_OK ? pecia_map_put(&box->folded, folded, (uint32_t)index) : status;
}

/* ---------------------------------------------------------------- the input as a source of libzip */

static zip_int64_t feed_stat(const epub_unbox *box, zip_stat_t *stat) {
    zip_stat_init(stat);
    stat->size = box->size;
    stat->valid = ZIP_STAT_SIZE;
    return sizeof *stat;
}

static zip_int64_t feed_read(epub_unbox *box, void *data, zip_uint64_t size) {
    int64_t got = box->host->input->read_at(box->input, data, size, box->at);
    if (got < 0) {
        box->status = (int32_t)got;
        zip_error_set(&box->error, ZIP_ER_READ, 0);
        return -1;
    }
    box->at += (uint64_t)got;
    return got;
}

static zip_int64_t feed_seek(epub_unbox *box, void *data, zip_uint64_t size) {
    zip_int64_t at = zip_source_seek_compute_offset(box->at, box->size, data, size, &box->error);
    box->at = at < 0 ? box->at : (uint64_t)at;
    return at < 0 ? -1 : 0;
}

static zip_int64_t feed(void *context, void *data, zip_uint64_t size, zip_source_cmd_t command) {
    epub_unbox *box = context;
    switch (command) {
    case ZIP_SOURCE_OPEN: box->at = 0; return 0;
    case ZIP_SOURCE_READ: return feed_read(box, data, size);
    case ZIP_SOURCE_SEEK: return feed_seek(box, data, size);
    case ZIP_SOURCE_TELL: return (zip_int64_t)box->at;
    case ZIP_SOURCE_STAT: return feed_stat(box, data);
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&box->error, data, size);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE: return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
                                              ZIP_SOURCE_SUPPORTS, -1);
    default: zip_error_set(&box->error, ZIP_ER_OPNOTSUPP, 0); return -1;
    }
}

/* A host or an input that gives nothing from the middle gives all at once. */
static int32_t make_source(epub_unbox *box, pecia_input *input, zip_source_t **out, zip_error_t *error) {
    const pecia_input_api *api = box->host->input;
    pecia_str bytes;
    char begin[2];
    int64_t size = PECIA_HAS(api, read_at) && api->read_at ? api->size(input) : -1;
    if (size >= 0) {
        int64_t got = api->read_at(input, begin, sizeof begin, 0);
        if (got < 0)
            return (int32_t)got;
        bytes = (pecia_str){begin, (uint64_t)got};
        box->size = (uint64_t)size;
        box->input = input;
    } else {
        int32_t status = api->content(input, &bytes);
        if (status != PECIA_OK)
            return status;
        box->size = bytes.size;
    }
    if (box->size < 22 || bytes.size < 2 || memcmp(bytes.data, "PK", 2) != 0)
        return refuse(box, (pecia_str){NULL, 0}, "epub.not-zip", "this is no ZIP container, so it is no EPUB");
    *out = size >= 0 ? zip_source_function_create(feed, box, error)
                     : zip_source_buffer_create(bytes.data, bytes.size, 0, error);
    return PECIA_OK;
}

int32_t epub_unbox_open(epub_unbox *box, const pecia_host *host, pecia_job *job, pecia_input *input) {
    zip_error_t error;
    zip_source_t *source = NULL;
    *box = (epub_unbox){.host = host, .job = job};
    zip_error_init(&box->error);
    pecia_map_init(&box->names, host, job);
    pecia_map_init(&box->folded, host, job);
    pecia_buf_init(&box->raw, host, job);
    zip_error_init(&error);
    int32_t status = make_source(box, input, &source, &error);
    if (status != PECIA_OK)
        return status;
    box->zip = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL;
    if (!box->zip) {
        if (source)
            zip_source_free(source);
        if (box->status != PECIA_OK)
            return box->status;
        host->job->report(job, PECIA_ERROR, "epub.damaged", NULL, "the ZIP container is damaged: %s",
                          zip_error_strerror(&error));
        zip_error_fini(&error);
        return PECIA_ERR_INPUT;
    }
    zip_error_fini(&error);
    zip_int64_t count = zip_get_num_entries(box->zip, 0);
    if (count < 0 || (uint64_t)count > host->job->limit(job, PECIA_LIMIT_ENTRIES))
        return host->job->limit_met(job, PECIA_LIMIT_ENTRIES, NULL);
    for (zip_uint64_t i = 0; i < (zip_uint64_t)count && status == PECIA_OK; i++)
        status = take_name(box, i);
    return status;
}

bool epub_unbox_find(epub_unbox *box, pecia_str path, pecia_str *name) {
    uint32_t index;
    if (pecia_map_get(&box->names, path, &index)) {
        *name = path;
        return true;
    }
    pecia_str folded = fold(box, path);
    if (!folded.data || !pecia_map_get(&box->folded, folded, &index))
        return false;
    *name = pecia_str_of(zip_get_name(box->zip, index, ZIP_FL_ENC_GUESS));
    return name->data != NULL;
}

pecia_str epub_unbox_ending(epub_unbox *box, const char *ending) {
    zip_int64_t count = zip_get_num_entries(box->zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        pecia_str name = pecia_str_of(zip_get_name(box->zip, (zip_uint64_t)i, ZIP_FL_ENC_GUESS));
        const char *slash = memrchr(name.data, '/', name.size);
        pecia_str file = slash ? pecia_str_from(name, (uint64_t)(slash - name.data) + 1) : name;
        if (file.size > strlen(ending) && pecia_str_ends(file, ending) && file.data[0] != '.')
            return name;
    }
    return (pecia_str){NULL, 0};
}

/* ---------------------------------------------------------------- entries */

static int32_t over(epub_unbox *box, uint32_t limit, pecia_str member) {
    pecia_place place = {member, 0, 0};
    return box->host->job->limit_met(box->job, limit, &place);
}

static int32_t check_size(epub_unbox *box, const zip_stat_t *stat, bool text, pecia_str name) {
    const pecia_job_api *job = box->host->job;
    uint32_t entry = text ? PECIA_LIMIT_ENTRY_TEXT : PECIA_LIMIT_ENTRY_MEDIA;
    uint64_t ratio = job->limit(box->job, PECIA_LIMIT_ENTRY_RATIO), all = job->limit(box->job, PECIA_LIMIT_RATIO);
    if (stat->size > job->limit(box->job, entry))
        return over(box, entry, name);
    if (stat->size > UINT64_C(1) << 20 && stat->size / ratio > stat->comp_size)
        return over(box, PECIA_LIMIT_ENTRY_RATIO, name);
    box->unpacked += stat->size;
    box->packed += stat->comp_size;
    if (box->unpacked > job->limit(box->job, PECIA_LIMIT_UNPACKED))
        return over(box, PECIA_LIMIT_UNPACKED, name);
    if (box->unpacked > UINT64_C(1) << 20 && box->unpacked / all > box->packed)
        return over(box, PECIA_LIMIT_RATIO, name);
    return PECIA_OK;
}

static bool read_raw(epub_unbox *box, zip_uint64_t index, char *room, uint64_t size) {
    zip_file_t *file = room ? zip_fopen_index(box->zip, index, ZIP_FL_COMPRESSED) : NULL;
    if (!file)
        return false;
    uint64_t got = 0;
    for (zip_int64_t part; got < size && (part = zip_fread(file, room + got, size - got)) > 0;)
        got += (uint64_t)part;
    zip_fclose(file);
    return got == size;
}

/* The bytes of an entry: stored ones go where they belong at once. */
static bool unpack(epub_unbox *box, zip_uint64_t index, const zip_stat_t *stat, char *room) {
    if (stat->comp_method == ZIP_CM_STORE)
        return stat->comp_size == stat->size && read_raw(box, index, room, stat->size);
    if (stat->comp_method != ZIP_CM_DEFLATE)
        return false;
    pecia_buf_clear(&box->raw);
    char *raw = pecia_buf_room(&box->raw, stat->comp_size + 1);
    if (!raw || !read_raw(box, index, raw, stat->comp_size))
        return false;
    if (!box->inflater)
        box->inflater = libdeflate_alloc_decompressor();
    size_t out = 0;
    return box->inflater &&
           libdeflate_deflate_decompress(box->inflater, raw, stat->comp_size, room, stat->size, &out) ==
               LIBDEFLATE_SUCCESS &&
           out == stat->size;
}

int32_t epub_unbox_read(epub_unbox *box, pecia_str path, bool text, pecia_buf *into) {
    zip_stat_t stat;
    pecia_str name;
    pecia_buf_clear(into);
    if (!epub_unbox_find(box, path, &name))
        return refuse(box, path, "epub.missing", "the container has no such file");
    zip_int64_t index = zip_name_locate(box->zip, name.data, ZIP_FL_ENC_GUESS);
    zip_uint64_t need =
        ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if (index < 0 || zip_stat_index(box->zip, (zip_uint64_t)index, 0, &stat) != 0 || (stat.valid & need) != need)
        return refuse(box, name, "epub.damaged", "this entry of the container is damaged");
    if (stat.encryption_method != ZIP_EM_NONE)
        return refuse(box, name, "epub.encrypted", "this entry is encrypted, so the book cannot be read");
    int32_t status = check_size(box, &stat, text, name);
    if (status != PECIA_OK)
        return status;
    char *room = pecia_buf_room(into, stat.size + 1);
    if (!room)
        return PECIA_ERR_MEMORY;
    bool unpacked = unpack(box, (zip_uint64_t)index, &stat, room);
    if (!unpacked && box->status != PECIA_OK)
        return box->status;
    if (!unpacked)
        return box->raw.status != PECIA_OK
                   ? PECIA_ERR_MEMORY
                   : refuse(box, name, "epub.damaged", "this entry is damaged or not of the size that it claims");
    if (libdeflate_crc32(0, room, stat.size) != stat.crc)
        return refuse(box, name, "epub.damaged", "the checksum of this entry is wrong");
    into->size += stat.size;
    room[stat.size] = 0;
    return PECIA_OK;
}

void epub_unbox_close(epub_unbox *box) {
    if (box->zip)
        zip_discard(box->zip);
    if (box->inflater)
        libdeflate_free_decompressor(box->inflater);
    box->zip = NULL;
    box->inflater = NULL;
}
