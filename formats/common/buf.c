/* SPDX-License-Identifier: MIT
 *
 * buf.c: growing on memory that is never given back.
 */
#include "common/buf.h"

#include <string.h>

enum { FIRST_SIZE = 256 };

void pecia_buf_init(pecia_buf *buf, const pecia_host *host, pecia_job *job) {
    memset(buf, 0, sizeof(*buf));
    buf->host = host;
    buf->job = job;
}

int32_t pecia_grow(const pecia_host *host, pecia_job *job, void *array, uint64_t *capacity, uint64_t need,
                   uint64_t element) {
    void *old, *block;
    if (need <= *capacity) {
        return PECIA_OK;
    }
    if (need > UINT64_MAX / 4 / element) {
        return PECIA_ERR_MEMORY;
    }
    uint64_t size = *capacity * 2 > need ? *capacity * 2 : need;
    block = host->job->alloc(job, size * element);
    if (!block) {
        return PECIA_ERR_MEMORY;
    }
    memcpy(&old, array, sizeof(old));
    if (*capacity > 0) {
        memcpy(block, old, (size_t)(*capacity * element));
    }
    memcpy(array, &block, sizeof(block));
    *capacity = size;
    return PECIA_OK;
}

char *pecia_buf_room(pecia_buf *buf, uint64_t size) {
    if (buf->status != PECIA_OK) {
        return NULL;
    }
    if (size > buf->capacity - buf->size) {
        uint64_t need = size > UINT64_MAX / 8 - buf->size ? UINT64_MAX : buf->size + size;
        buf->status =
            pecia_grow(buf->host, buf->job, &buf->data, &buf->capacity, need < FIRST_SIZE ? FIRST_SIZE : need, 1);
        if (buf->status != PECIA_OK) {
            buf->capacity = buf->size; /* so that not even a byte that would fit is added any more */
            return NULL;
        }
    }
    return buf->data + buf->size;
}

int32_t pecia_buf_add(pecia_buf *buf, const void *data, uint64_t size) {
    char *room = size > 0 ? pecia_buf_room(buf, size) : NULL;
    if (room) {
        memcpy(room, data, (size_t)size);
        buf->size += size;
    }
    return buf->status;
}

int32_t pecia_buf_add_str(pecia_buf *buf, pecia_str str) {
    return pecia_buf_add(buf, str.data, str.size);
}

int32_t pecia_buf_add_text(pecia_buf *buf, const char *text) {
    return pecia_buf_add(buf, text, strlen(text));
}

int32_t pecia_buf_add_code(pecia_buf *buf, uint32_t code) {
    char bytes[4];
    return pecia_buf_add(buf, bytes, pecia_str_put(code, bytes));
}

int32_t pecia_buf_add_number(pecia_buf *buf, int64_t number) {
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t value = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    return pecia_buf_add(buf, digits + at, sizeof(digits) - at);
}

int32_t pecia_buf_fill(pecia_buf *buf, char c, uint64_t count) {
    char *room = count > 0 ? pecia_buf_room(buf, count) : NULL;
    if (room) {
        memset(room, c, (size_t)count);
        buf->size += count;
    }
    return buf->status;
}

pecia_str pecia_copy(const pecia_host *host, pecia_job *job, pecia_str text) {
    char *copy = text.data ? host->job->alloc(job, text.size + 1) : NULL;
    if (!copy) {
        return (pecia_str){NULL, 0};
    }
    memcpy(copy, text.data, (size_t)text.size);
    return (pecia_str){copy, text.size};
}
