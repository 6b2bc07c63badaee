/* SPDX-License-Identifier: MIT
 *
 * named.c: files that the user named by an option: a cover, fonts, a style sheet.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "writer.h"

static int32_t refuse(epub_writer *w, const char *path, const char *why) {
    w->host->job->report(w->job, PECIA_ERROR, "epub.named-file", NULL, "'%.200s' %s", path, why);
    return PECIA_ERR_IO;
}

static int32_t read_all(int file, char *data, uint64_t size) {
    for (uint64_t done = 0; done < size;) {
        ssize_t got = read(file, data + done, size - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return PECIA_ERR_IO;
        }
        done += (uint64_t)got;
    }
    return PECIA_OK;
}

int32_t epub_read_named(epub_writer *w, const char *path, pecia_str *bytes) {
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    *bytes = (pecia_str){NULL, 0};
    if (file < 0) {
        return refuse(w, path, errno == ENOENT ? "does not exist" : "cannot be opened");
    }
    int32_t status = PECIA_OK;
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size <= 0) {
        status = refuse(w, path, "is no regular file, or is empty");
    } else if ((uint64_t)about.st_size > w->host->job->limit(w->job, PECIA_LIMIT_ENTRY_MEDIA)) {
        status = w->host->job->limit_met(w->job, PECIA_LIMIT_ENTRY_MEDIA, NULL);
    } else {
        char *data = w->host->job->alloc(w->job, (uint64_t)about.st_size + 1);
        *bytes = (pecia_str){data, (uint64_t)about.st_size};
        status = data ? read_all(file, data, bytes->size) : PECIA_ERR_MEMORY;
        status = status == PECIA_ERR_IO ? refuse(w, path, "could not be read to its end") : status;
    }
    close(file);
    return status;
}

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
