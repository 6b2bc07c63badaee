/* SPDX-License-Identifier: MIT
 *
 * spool.c: see spool.h. The file is made by O_TMPFILE in TMPDIR, else in /var/tmp or /tmp (FHS 3.0, 5.15).
 */
#include "core/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

static int open_file(void) {
    const char *folders[] = {getenv("TMPDIR"), "/var/tmp", "/tmp"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        int fd =
            folders[i] && folders[i][0] == '/' ? open(folders[i], O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600) : -1;
        if (fd >= 0)
            return fd;
    }
    return -1;
}

static int is_open(pecia_spool *spool) {
    if (!spool->open) {
        spool->fd = open_file();
        spool->open = spool->fd >= 0;
    }
    return spool->open;
}

static int put(const pecia_spool *spool, const char *data, uint64_t size, uint64_t at) {
    while (size > 0) {
        ssize_t done = pwrite(spool->fd, data, size, (off_t)at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return 0;
        data += done;
        at += (uint64_t)done;
        size -= (uint64_t)done;
    }
    return 1;
}

/* Maps what was written from the end of the spool on, SIZE bytes and a NUL. */
static char *map(pecia_spool *spool, uint64_t size) {
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    if (!put(spool, "", 1, spool->size + size))
        return NULL;
    char *data = mmap(NULL, size + 1, PROT_READ, MAP_SHARED, spool->fd, (off_t)spool->size);
    if (data == MAP_FAILED)
        return NULL;
    spool->size += (size + 1 + page - 1) / page * page;
    return data;
}

char *pecia_spool_add(pecia_spool *spool, const void *data, uint64_t size) {
    return is_open(spool) && put(spool, data, size, spool->size) ? map(spool, size) : NULL;
}

char *pecia_spool_add_file(pecia_spool *spool, int fd, uint64_t size, int *error) {
    char piece[PIECE];
    *error = 0;
    if (!is_open(spool))
        return NULL;
    for (uint64_t done = 0; done < size;) {
        ssize_t got = read(fd, piece, size - done < PIECE ? size - done : PIECE);
        if (got < 0 && errno == EINTR)
            continue;
        *error = got <= 0;
        if (*error || !put(spool, piece, (uint64_t)got, spool->size + done))
            return NULL;
        done += (uint64_t)got;
    }
    return map(spool, size);
}

void pecia_spool_rest(const char *data, uint64_t size) {
    union {
        const char *given;
        char *kept;
    } pages = {data};
    madvise(pages.kept, size + 1, MADV_DONTNEED); /* if it fails, the memory stays, and nothing is lost */
}

void pecia_spool_drop(char *data, uint64_t size) {
    munmap(data, size + 1);
}

void pecia_spool_close(pecia_spool *spool) {
    if (spool->open)
        close(spool->fd);
    spool->open = 0;
}
