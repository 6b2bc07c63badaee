/* SPDX-License-Identifier: MIT
 *
 * buf.h: a growable buffer of bytes on the scratch memory of a job.
 *
 * Nothing is freed: the host does that when read or write returns. A buffer that grows leaves its old block behind, so
 * clear and use one again rather than making many. The status is sticky: once memory ran out, appending does nothing.
 * For the thread of the job.
 */
#ifndef PECIA_FORMATS_COMMON_BUF_H
#define PECIA_FORMATS_COMMON_BUF_H

#include "common/str.h"

typedef struct pecia_buf {
    const pecia_host *host;
    pecia_job *job;
    char *data; /* NULL until something is appended */
    uint64_t size;
    uint64_t capacity;
    int32_t status; /* PECIA_OK or PECIA_ERR_MEMORY */
} pecia_buf;

/** Makes BUF an empty buffer of JOB. */
void pecia_buf_init(pecia_buf *buf, const pecia_host *host, pecia_job *job);
/** Makes room for SIZE more bytes and returns where they go, or NULL when memory ran out. The size does not change. */
char *pecia_buf_room(pecia_buf *buf, uint64_t size);
/** Appends SIZE bytes of DATA, a text, a NUL-terminated text, a character by its code point, a number in decimal.
 * Return the status. DATA must not lie in BUF. */
int32_t pecia_buf_add(pecia_buf *buf, const void *data, uint64_t size);
int32_t pecia_buf_add_str(pecia_buf *buf, pecia_str str);
int32_t pecia_buf_add_text(pecia_buf *buf, const char *text);
int32_t pecia_buf_add_code(pecia_buf *buf, uint32_t code);
int32_t pecia_buf_add_number(pecia_buf *buf, int64_t number);
/** Appends the byte C COUNT times. */
int32_t pecia_buf_fill(pecia_buf *buf, char c, uint64_t count);

/** Appends one byte. */
static inline int32_t pecia_buf_add_char(pecia_buf *buf, char c) {
    if (buf->size == buf->capacity && !pecia_buf_room(buf, 1)) {
        return buf->status;
    }
    buf->data[buf->size++] = c;
    return buf->status;
}

/** Empties BUF; its memory is kept. */
static inline void pecia_buf_clear(pecia_buf *buf) {
    buf->size = 0;
}

/** The bytes from FROM to the end, borrowed until the next change. */
static inline pecia_str pecia_buf_from(const pecia_buf *buf, uint64_t from) {
    pecia_str all = {buf->data ? buf->data : "", buf->size};
    return pecia_str_from(all, from);
}

/** All bytes, borrowed until the next change. */
static inline pecia_str pecia_buf_str(const pecia_buf *buf) {
    return pecia_buf_from(buf, 0);
}

/** Makes *ARRAY, of elements of ELEMENT bytes, on the scratch memory of JOB, long enough for NEED of them; *CAPACITY is
 * its present length. Grows at least to the double. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t pecia_grow(const pecia_host *host, pecia_job *job, void *array, uint64_t *capacity, uint64_t need,
                   uint64_t element);

/** A copy of TEXT on the scratch memory of JOB; absent if TEXT is, or without memory. */
pecia_str pecia_copy(const pecia_host *host, pecia_job *job, pecia_str text);

#endif
