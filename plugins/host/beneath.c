/* SPDX-License-Identifier: MIT
 *
 * beneath.c: opens a file beneath a folder without following any link.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "plugins/host/resources.h"

/* O_NONBLOCK: opening a FIFO must not wait for its other end */
#define READ_FLAGS (O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)

static int open_at_once(int folder, const char *path) {
    struct open_how how = {.flags = READ_FLAGS, .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
    return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

/** The same step by step, for kernels before 5.6 and sandboxes that do not know the call. */
static int open_by_steps(int folder, const char *path) {
    int at = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    while (at >= 0) {
        char step[NAME_MAX + 1];
        size_t size = strcspn(path, "/");
        bool last = path[size] == '\0';
        int error = size > NAME_MAX ? ENAMETOOLONG : 0;
        int next = -1;
        if (!error) {
            memcpy(step, path, size);
            step[size] = '\0';
            next = openat(at, step, last ? READ_FLAGS : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            error = errno;
        }
        close(at);
        errno = error;
        if (last || next < 0)
            return next;
        at = next;
        path += size + 1;
    }
    return -1;
}

int pecia_open_beneath(int folder, const char *path) {
    int fd = open_at_once(folder, path);
    if (fd >= 0 || (errno != ENOSYS && errno != EPERM && errno != EINVAL && errno != EAGAIN))
        return fd;
    return open_by_steps(folder, path);
}
