/* SPDX-License-Identifier: MIT
 *
 * named.c: see named.h.
 */
#include "common/named.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int32_t refuse(const pecia_host *host, pecia_job *job, const char *path, const char *why) {
    host->job->report(job, PECIA_ERROR, "named-file", NULL, "'%.200s' %s", path, why);
    return PECIA_ERR_IO;
}

static int32_t read_all(int file, char *data, uint64_t size) {
    for (uint64_t done = 0; done < size;) {
        ssize_t got = read(file, data + done, size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return PECIA_ERR_IO;
        done += (uint64_t)got;
    }
    return PECIA_OK;
}

int32_t pecia_read_named(const pecia_host *host, pecia_job *job, const char *path, pecia_str *bytes) {
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    *bytes = (pecia_str){NULL, 0};
    if (file < 0)
        return refuse(host, job, path, errno == ENOENT ? "does not exist" : "cannot be opened");
    int32_t status = PECIA_OK;
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size <= 0) {
        status = refuse(host, job, path, "is no regular file, or is empty");
    } else if ((uint64_t)about.st_size > host->job->limit(job, PECIA_LIMIT_ENTRY_MEDIA)) {
        status = host->job->limit_met(job, PECIA_LIMIT_ENTRY_MEDIA, NULL);
    } else {
        char *data = host->job->alloc(job, (uint64_t)about.st_size + 1);
        *bytes = (pecia_str){data, (uint64_t)about.st_size};
        status = data ? read_all(file, data, bytes->size) : PECIA_ERR_MEMORY;
        status = status == PECIA_ERR_IO ? refuse(host, job, path, "could not be read to its end") : status;
    }
    close(file);
    return status;
}
