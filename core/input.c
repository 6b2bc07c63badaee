/* SPDX-License-Identifier: MIT
 *
 * input.c: reads files, standard input, memory and what a function gives.
 *
 * A regular file is read by offset, so that content() can begin again. What comes through a pipe comes once: it is
 * kept, and read() serves from what is kept. Nothing is mapped: a file that another program shortens must not kill us.
 */
#include "core/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STEP = 64 * 1024, LONGEST_READ = 1024 * 1024 * 1024, RELEASED = 2 * 1024 * 1024 };

struct pecia_input {
    const pecia_memory *memory;
    const pecia_limits *limits;
    pecia_diagnostics *diagnostics;
    char *path; /* a copy; NULL: memory */
    int fd;     /* -1: memory, or PULL */
    pecia_pull pull;
    void *context;
    bool owned; /* FD is ours to close */
    bool seekable;
    bool ended; /* all there is has been kept */
    int32_t status;
    uint64_t base;  /* offset of our first byte in a seekable file */
    uint64_t known; /* size of a seekable file as it was opened; else 0 */
    uint64_t given; /* bytes that read() has given out */
    bool whole;     /* content() has given everything out */
    char *kept;     /* from the first byte; owned unless memory was given */
    uint64_t kept_size;
    uint64_t capacity;
    uint64_t released; /* bytes of it that nobody looks at any more */
};

static int32_t fail(pecia_input *input, int32_t status) {
    if (input->status == PECIA_OK)
        input->status = status;
    return input->status;
}

static int32_t fail_read(pecia_input *input, int error) {
    if (input->status == PECIA_OK)
        pecia_report(input->diagnostics, PECIA_ERROR, "cannot-read", NULL, "cannot read '%s': %s", input->path,
                     strerror(error));
    return fail(input, PECIA_ERR_IO);
}

static int32_t fail_memory(pecia_input *input) {
    if (input->status == PECIA_OK)
        pecia_report(input->diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out while reading '%s'",
                     input->path ? input->path : "memory");
    return fail(input, PECIA_ERR_MEMORY);
}

static int32_t fail_limit(pecia_input *input) {
    if (input->status == PECIA_OK)
        pecia_report_limit(input->diagnostics, input->limits, PECIA_LIMIT_INPUT, NULL);
    return fail(input, PECIA_ERR_LIMIT);
}

static uint64_t limit_of(const pecia_input *input) {
    return input->limits->value[PECIA_LIMIT_INPUT];
}

/* An input with a copy of PATH, which may be NULL. */
static pecia_input *input_new(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                              const char *path) {
    size_t size = path ? strlen(path) + 1 : 1;
    pecia_input *input = pecia_memory_new(memory, sizeof *input);
    char *copy = input && path ? pecia_memory_new(memory, size) : NULL;
    if (!input || (path && !copy)) {
        pecia_report(diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out while opening an input");
        pecia_memory_free(memory, input);
        return NULL;
    }
    input->path = copy ? memcpy(copy, path, size) : NULL;
    input->memory = memory;
    input->limits = limits;
    input->diagnostics = diagnostics;
    input->fd = -1;
    return input;
}

static int open_file(const char *path) {
    int fd;
    do {
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

/* Finds out what FD is. Returns 0, or an errno. */
static int inspect(pecia_input *input, bool standard) {
    struct stat status;
    if (fstat(input->fd, &status) != 0)
        return errno;
    if (S_ISDIR(status.st_mode))
        return EISDIR;
    if (!S_ISREG(status.st_mode))
        return 0;
    off_t start = standard ? lseek(input->fd, 0, SEEK_CUR) : 0;
    if (start < 0)
        return 0;
    input->seekable = true;
    input->base = (uint64_t)start;
    input->known = status.st_size > start ? (uint64_t)(status.st_size - start) : 0;
    return 0;
}

int32_t pecia_input_open(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                         const char *path, pecia_input **out) {
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "standard input" : path;
    *out = NULL;
    pecia_input *input = input_new(memory, limits, diagnostics, name);
    if (!input)
        return PECIA_ERR_MEMORY;
    input->owned = !standard;
    input->fd = standard ? STDIN_FILENO : open_file(path);
    int error = input->fd < 0 ? errno : inspect(input, standard);
    if (error) {
        pecia_report(diagnostics, PECIA_ERROR, "cannot-read", NULL, "cannot open '%s': %s", name,
                     error == EISDIR ? "it is a folder" : strerror(error));
        pecia_input_close(input);
        return PECIA_ERR_IO;
    }
    *out = input;
    return PECIA_OK;
}

int32_t pecia_input_open_memory(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                                const void *data, uint64_t size, pecia_input **out) {
    pecia_input *input = input_new(memory, limits, diagnostics, NULL);
    *out = input;
    if (!input)
        return PECIA_ERR_MEMORY;
    union {
        const void *given;
        char *kept;
    } borrowed = {data}; /* never written to: CAPACITY stays 0 */
    input->kept = borrowed.kept;
    input->kept_size = size;
    input->known = size;
    input->ended = true;
    return PECIA_OK;
}

int32_t pecia_input_open_pull(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                              const char *name, pecia_pull pull, void *context, pecia_input **out) {
    pecia_input *input = *out = input_new(memory, limits, diagnostics, name);
    if (!input)
        return PECIA_ERR_MEMORY;
    input->pull = pull;
    input->context = context;
    return PECIA_OK;
}

void pecia_input_close(pecia_input *input) {
    if (!input)
        return;
    if (input->owned && input->fd >= 0)
        close(input->fd);
    if (input->capacity)
        pecia_memory_free(input->memory, input->kept);
    pecia_memory_free(input->memory, input->path);
    pecia_memory_free(input->memory, input);
}

static int64_t pull_some(pecia_input *input, void *data, size_t size) {
    int64_t got = input->pull(input->context, data, size);
    if (got >= 0 && (uint64_t)got <= size)
        return got;
    fail_read(input, EIO);
    return -1;
}

/* One read at OFFSET (of a seekable file) or of what comes next. Returns the number of bytes, or -1: reported. */
static int64_t read_some(pecia_input *input, void *data, uint64_t size, uint64_t offset) {
    size_t ask = size < LONGEST_READ ? (size_t)size : LONGEST_READ;
    if (input->pull)
        return pull_some(input, data, ask);
    for (;;) {
        ssize_t got =
            input->seekable ? pread(input->fd, data, ask, (off_t)(input->base + offset)) : read(input->fd, data, ask);
        if (got >= 0)
            return got;
        if (errno == EAGAIN) {
            struct pollfd wait = {.fd = input->fd, .events = POLLIN};
            poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            fail_read(input, errno);
            return -1;
        }
    }
}

/* Makes room for WANTED kept bytes and the NUL behind them. */
static int32_t make_room(pecia_input *input, uint64_t wanted) {
    void *kept = input->kept;
    if (wanted > UINT64_MAX - 1 || pecia_memory_grow(input->memory, &kept, &input->capacity, wanted + 1, 1) != 0)
        return fail_memory(input);
    input->kept = kept;
    return PECIA_OK;
}

/* Reads until SIZE bytes are kept, the input ends or the limit is met. */
static int32_t keep(pecia_input *input, uint64_t size) {
    if (input->known > limit_of(input))
        return fail_limit(input);
    while (!input->ended && input->kept_size < size && input->status == PECIA_OK) {
        uint64_t wanted = input->kept_size + STEP;
        if (input->known > 0 && size > input->known && input->kept_size <= input->known)
            wanted = input->known + 1; /* one byte more shows the end without growing again */
        else if (size < wanted)
            wanted = size;
        if (input->capacity <= input->kept_size + 1 && make_room(input, wanted) != PECIA_OK)
            break;
        int64_t got =
            read_some(input, input->kept + input->kept_size, input->capacity - 1 - input->kept_size, input->kept_size);
        if (got < 0)
            break;
        input->ended = got == 0;
        input->kept_size += (uint64_t)got;
        if (input->kept_size > limit_of(input))
            return fail_limit(input);
    }
    return input->status;
}

static uint64_t take_kept(const pecia_input *input, uint64_t from, void *data, uint64_t size) {
    if (from >= input->kept_size)
        return 0;
    if (size > input->kept_size - from)
        size = input->kept_size - from;
    memcpy(data, input->kept + from, (size_t)size);
    return size;
}

int64_t pecia_input_read(pecia_input *input, void *data, uint64_t size) {
    if (input->status != PECIA_OK)
        return input->status;
    if (size > LONGEST_READ)
        size = LONGEST_READ;
    if (input->known > limit_of(input))
        return fail_limit(input);
    bool direct = input->fd >= 0 && input->seekable && !input->ended;
    if (!direct && input->given >= input->kept_size && keep(input, input->kept_size + size) != PECIA_OK)
        return input->status;
    int64_t got = (int64_t)take_kept(input, input->given, data, size);
    if (got == 0 && direct)
        got = read_some(input, data, size, input->given);
    if (got < 0)
        return input->status;
    input->given += (uint64_t)got;
    if (input->given > limit_of(input))
        return fail_limit(input);
    return got;
}

int32_t pecia_input_rewind(pecia_input *input) {
    input->given = 0;
    return input->status;
}

/* Memory that was given has no NUL behind it: it is copied. */
static int32_t own_memory(pecia_input *input) {
    const char *given = input->kept;
    char *copy = pecia_memory_new(input->memory, (size_t)input->kept_size + 1);
    if (!copy)
        return fail_memory(input);
    if (input->kept_size)
        memcpy(copy, given, (size_t)input->kept_size);
    input->kept = copy;
    input->capacity = input->kept_size + 1;
    return PECIA_OK;
}

int32_t pecia_input_content(pecia_input *input, pecia_str *out) {
    *out = (pecia_str){NULL, 0};
    if (input->status != PECIA_OK || keep(input, UINT64_MAX) != PECIA_OK)
        return input->status;
    if (input->capacity == 0 && own_memory(input) != PECIA_OK)
        return input->status;
    input->kept[input->kept_size] = '\0';
    input->whole = true;
    *out = (pecia_str){input->kept, input->kept_size};
    return PECIA_OK;
}

/* Pages are given back, not addresses, in pieces as large as the largest pages. */
void pecia_input_release(pecia_input *input, uint64_t size) {
    if (!input->whole || input->capacity == 0 || input->kept_size < RELEASED)
        return;
    if (size > input->kept_size)
        size = input->kept_size;
    uintptr_t first = (uintptr_t)input->kept + input->released, last = (uintptr_t)input->kept + size;
    uintptr_t from = (first + RELEASED - 1) / RELEASED * RELEASED, to = last / RELEASED * RELEASED;
    if (to <= from)
        return;
    madvise((void *)from, to - from, MADV_DONTNEED); /* if it fails, the memory stays, and nothing is lost */
    input->released = to - (uintptr_t)input->kept;
}

int64_t pecia_input_read_at(pecia_input *input, void *data, uint64_t size, uint64_t offset) {
    bool direct = input->fd >= 0 && input->seekable && !input->ended;
    uint64_t done = 0, least = size < UINT64_MAX - STEP - offset ? offset + size : UINT64_MAX - STEP;
    if (input->status == PECIA_OK && (least > limit_of(input) || input->known > limit_of(input)))
        return fail_limit(input);
    if (!direct && keep(input, least) == PECIA_OK)
        done = take_kept(input, offset, data, size);
    while (direct && done < size && input->status == PECIA_OK) {
        int64_t got = read_some(input, (char *)data + done, size - done, offset + done);
        if (got <= 0)
            break;
        done += (uint64_t)got;
    }
    if (input->status != PECIA_OK)
        return input->status;
    if (offset + done > input->given)
        input->given = offset + done;
    return (int64_t)done;
}

int64_t pecia_input_size(pecia_input *input) {
    char byte;
    if (input->ended)
        return (int64_t)input->kept_size;
    if (!input->seekable)
        return -1;
    /* files of /proc say that they are empty and are not */
    if (input->known == 0 && pecia_input_peek(input, &byte, 1) != 0)
        return -1;
    return (int64_t)input->known;
}

int64_t pecia_input_peek(pecia_input *input, void *data, uint64_t size) {
    if (input->status != PECIA_OK || keep(input, size) != PECIA_OK)
        return input->status;
    return (int64_t)take_kept(input, 0, data, size);
}

int32_t pecia_input_status(const pecia_input *input) {
    return input->status;
}

uint64_t pecia_input_count(const pecia_input *input) {
    return input->whole ? input->kept_size : input->given;
}
