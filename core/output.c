/* SPDX-License-Identifier: MIT
 *
 * output.c: the buffer, the limit and the status of an output; output_file.c puts files in their place.
 */
#include "core/output.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "core/output_file.h"

enum { BUFFER = 128 * 1024, RESERVE = 64 * 1024, LONGEST_WRITE = 1024 * 1024 * 1024 };

struct pecia_output {
    const pecia_memory *memory;
    pecia_limits limits; /* a copy: pecia_output_bound lowers one */
    pecia_diagnostics *diagnostics;
    pecia_output_file *file; /* NULL: memory */
    int32_t status;
    bool finished;
    char *buffer; /* of a memory output: all of it */
    uint64_t capacity;
    uint64_t used;
    uint64_t flushed;
};

static int32_t fail(pecia_output *output, int32_t status) {
    if (output->status == PECIA_OK)
        output->status = status;
    return output->status;
}

static int32_t fail_write(pecia_output *output, int error) {
    if (output->status == PECIA_OK) {
        const char *about = pecia_diagnostics_file(output->diagnostics, NULL);
        pecia_report(output->diagnostics, PECIA_ERROR, "cannot-write", NULL, "cannot write '%s': %s",
                     pecia_output_file_name(output->file), pecia_output_file_error(error));
        pecia_diagnostics_file(output->diagnostics, about);
    }
    return fail(output, PECIA_ERR_IO);
}

static int32_t fail_memory(pecia_output *output) {
    if (output->status == PECIA_OK)
        pecia_report(output->diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out while writing");
    return fail(output, PECIA_ERR_MEMORY);
}

static pecia_output *output_new(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                                uint64_t buffer) {
    pecia_output *output = pecia_memory_new(memory, sizeof *output);
    void *data = NULL;
    if (!output || pecia_memory_grow(memory, &data, &output->capacity, buffer, 1) != 0) {
        pecia_memory_free(memory, output);
        pecia_report(diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out while opening an output");
        return NULL;
    }
    output->buffer = data;
    output->memory = memory;
    output->limits = *limits;
    output->diagnostics = diagnostics;
    return output;
}

int32_t pecia_output_open(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                          const char *path, pecia_output **out) {
    *out = NULL;
    pecia_output *output = output_new(memory, limits, diagnostics, BUFFER);
    if (!output)
        return PECIA_ERR_MEMORY;
    int error = pecia_output_file_open(memory, path, &output->file);
    if (!output->file)
        fail_memory(output);
    else if (error)
        fail_write(output, error);
    if (output->status != PECIA_OK) {
        int32_t status = output->status;
        pecia_output_close(output);
        return status;
    }
    *out = output;
    return PECIA_OK;
}

int32_t pecia_output_open_memory(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                                 pecia_output **out) {
    *out = output_new(memory, limits, diagnostics, 4096);
    return *out ? PECIA_OK : PECIA_ERR_MEMORY;
}

static int32_t write_out(pecia_output *output, const char *data, uint64_t size) {
    int fd = pecia_output_file_descriptor(output->file);
    while (size > 0) {
        ssize_t done = write(fd, data, size < LONGEST_WRITE ? (size_t)size : LONGEST_WRITE);
        if (done >= 0) {
            data += done;
            size -= (uint64_t)done;
            output->flushed += (uint64_t)done;
        } else if (errno == EAGAIN) {
            struct pollfd wait = {.fd = fd, .events = POLLOUT};
            poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            return fail_write(output, errno);
        }
    }
    return PECIA_OK;
}

static int32_t flush(pecia_output *output) {
    uint64_t size = output->used;
    output->used = 0;
    return write_out(output, output->buffer, size);
}

/* Makes room for SIZE more bytes in the buffer; a buffer of a file is written out first, that of memory grows. */
static int32_t make_room(pecia_output *output, uint64_t size) {
    if (size <= output->capacity - output->used)
        return PECIA_OK;
    if (output->file)
        return flush(output);
    void *buffer = output->buffer;
    if (size > UINT64_MAX - output->used ||
        pecia_memory_grow(output->memory, &buffer, &output->capacity, output->used + size, 1) != 0)
        return fail_memory(output);
    output->buffer = buffer;
    return PECIA_OK;
}

static int32_t check_limit(pecia_output *output, uint64_t size) {
    uint64_t limit = output->limits.value[PECIA_LIMIT_OUTPUT], count = pecia_output_count(output);
    if (count <= limit && size <= limit - count)
        return PECIA_OK;
    return fail(output, pecia_report_limit(output->diagnostics, &output->limits, PECIA_LIMIT_OUTPUT, NULL));
}

int32_t pecia_output_write(pecia_output *output, const void *data, uint64_t size) {
    if (output->status != PECIA_OK || check_limit(output, size) != PECIA_OK || make_room(output, size) != PECIA_OK)
        return output->status;
    if (size > output->capacity - output->used) /* longer than the whole buffer, which make_room has written out */
        return write_out(output, data, size);
    if (size)
        memcpy(output->buffer + output->used, data, (size_t)size);
    output->used += size;
    return PECIA_OK;
}

int32_t pecia_output_status(pecia_output *output) {
    return output->status;
}

char *pecia_output_reserve(pecia_output *output, uint64_t size) {
    if (output->status != PECIA_OK || size > RESERVE || make_room(output, size) != PECIA_OK)
        return NULL;
    return output->buffer + output->used;
}

int32_t pecia_output_commit(pecia_output *output, uint64_t size) {
    if (output->status != PECIA_OK || check_limit(output, size) != PECIA_OK)
        return output->status;
    if (size > output->capacity - output->used) {
        pecia_report(output->diagnostics, PECIA_ERROR, "plugin-contract", NULL,
                     "a writer handed over more than it had reserved");
        return fail(output, PECIA_ERR_PLUGIN);
    }
    output->used += size;
    return PECIA_OK;
}

void pecia_output_bound(pecia_output *output, uint64_t bytes) {
    if (bytes < output->limits.value[PECIA_LIMIT_OUTPUT])
        output->limits.value[PECIA_LIMIT_OUTPUT] = bytes;
}

uint64_t pecia_output_count(const pecia_output *output) {
    return output->flushed + output->used;
}

pecia_str pecia_output_bytes(pecia_output *output) {
    return output->file ? (pecia_str){NULL, 0} : (pecia_str){output->buffer, output->used};
}

int32_t pecia_output_finish(pecia_output *output) {
    if (output->status != PECIA_OK || output->finished || !output->file)
        return output->status;
    if (flush(output) != PECIA_OK)
        return output->status;
    int error = pecia_output_file_place(output->file);
    if (error)
        return fail_write(output, error);
    output->finished = true;
    return PECIA_OK;
}

void pecia_output_close(pecia_output *output) {
    if (!output)
        return;
    pecia_output_file_close(output->file);
    pecia_memory_free(output->memory, output->buffer);
    pecia_memory_free(output->memory, output);
}
