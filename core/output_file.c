/* SPDX-License-Identifier: MIT
 *
 * output_file.c: writes a file without a name beside its place, then syncs, names and renames it.
 *
 * What has a name that means something else than a regular file (a device, a FIFO, standard output) is written in
 * place. Short random names keep working where the target's own name is as long as the file system allows.
 */
#include "core/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS = 40, TRIES = 100, SHORT_NAME = 24, FILE_MODE = 0666 };

struct pecia_output_file {
    const pecia_memory *memory;
    int fd;
    bool standard; /* standard output: not ours to close */
    int folder;    /* where the file will stand; -1: written in place */
    bool replace;  /* there was a file, of which MODE, OWNER and GROUP are kept */
    mode_t mode;
    uid_t owner;
    gid_t group;
    bool named; /* the temporary file has the name SHORT */
    char short_[SHORT_NAME];
    char *name;          /* as the user gave it */
    char path[PATH_MAX]; /* the target, links followed */
    const char *base;    /* its last part, in PATH */
};

/* Follows the links of file->path by hand: the target of the last may not exist yet. Returns 0 or an errno. */
static int follow_links(pecia_output_file *file) {
    char target[PATH_MAX];
    for (int i = 0; i < LINKS; i++) {
        ssize_t length = readlink(file->path, target, sizeof target - 1);
        if (length < 0)
            return errno == EINVAL || errno == ENOENT ? 0 : errno;
        target[length] = '\0';
        const char *slash = strrchr(file->path, '/');
        size_t folder = target[0] == '/' || !slash ? 0 : (size_t)(slash - file->path) + 1;
        if (folder + (size_t)length >= sizeof file->path)
            return ENAMETOOLONG;
        memcpy(file->path + folder, target, (size_t)length + 1);
    }
    return ELOOP;
}

/* Opens the folder of file->path and sets file->base. Returns 0 or an errno. */
static int open_folder(pecia_output_file *file) {
    char *slash = strrchr(file->path, '/');
    file->base = slash ? slash + 1 : file->path;
    if (*file->base == '\0')
        return EISDIR; /* "folder/" */
    const char *folder = ".";
    if (slash == file->path) {
        folder = "/";
    } else if (slash) {
        *slash = '\0';
        folder = file->path;
    }
    file->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int error = file->folder < 0 ? errno : 0;
    if (slash && slash != file->path)
        *slash = '/';
    return error;
}

static void new_short_name(pecia_output_file *file) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    unsigned char bytes[12] = {0};
    ssize_t got = getrandom(bytes, sizeof bytes, 0);
    (void)got; /* so few bytes always come; without them EEXIST would tell */
    memcpy(file->short_, ".pecia-", 7);
    for (size_t i = 0; i < sizeof bytes; i++)
        file->short_[7 + i] = letters[bytes[i] % 32];
    file->short_[7 + sizeof bytes] = '\0';
}

/* A file system without nameless files gets a named one. Returns 0 or an errno. */
static int open_named(pecia_output_file *file) {
    for (int i = 0; i < TRIES; i++) {
        new_short_name(file);
        file->fd = openat(file->folder, file->short_, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                          file->replace ? S_IRUSR | S_IWUSR : FILE_MODE);
        if (file->fd >= 0) {
            file->named = true;
            return 0;
        }
        if (errno != EEXIST && errno != EINTR)
            return errno;
    }
    return EEXIST;
}

/* The way to a file without a name: linkat follows it. Without /proc there is none. */
static bool magic_path(const pecia_output_file *file, char *path, size_t size) {
    snprintf(path, size, "/proc/self/fd/%d", file->fd);
    return faccessat(AT_FDCWD, path, F_OK, 0) == 0;
}

static int open_temporary(pecia_output_file *file) {
    char path[64];
    file->fd =
        openat(file->folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, file->replace ? S_IRUSR | S_IWUSR : FILE_MODE);
    if (file->fd >= 0 && magic_path(file, path, sizeof path))
        return 0;
    if (file->fd < 0 && errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT && errno != EINVAL)
        return errno;
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
    return open_named(file);
}

static int open_in_place(pecia_output_file *file) {
    do {
        file->fd = open(file->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    } while (file->fd < 0 && errno == EINTR);
    return file->fd < 0 ? errno : 0;
}

static int open_path(pecia_output_file *file) {
    struct stat status;
    size_t size = strlen(file->name);
    if (size == 0)
        return ENOENT;
    if (size >= sizeof file->path)
        return ENAMETOOLONG;
    memcpy(file->path, file->name, size + 1);
    if (stat(file->path, &status) == 0) {
        if (S_ISDIR(status.st_mode))
            return EISDIR;
        if (!S_ISREG(status.st_mode))
            return open_in_place(file);
        if (faccessat(AT_FDCWD, file->path, W_OK, AT_EACCESS) != 0)
            return errno; /* a rename would replace what the user protected */
        file->replace = true;
        file->mode = status.st_mode & (S_IRWXU | S_IRWXG | S_IRWXO);
        file->owner = status.st_uid;
        file->group = status.st_gid;
    } else if (errno != ENOENT) {
        return errno;
    }
    int error = follow_links(file);
    if (error == 0)
        error = open_folder(file);
    return error ? error : open_temporary(file);
}

int pecia_output_file_open(const pecia_memory *memory, const char *path, pecia_output_file **out) {
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "standard output" : path;
    size_t size = strlen(name) + 1;
    pecia_output_file *file = *out = pecia_memory_new(memory, sizeof *file);
    if (!file)
        return ENOMEM;
    file->memory = memory;
    file->standard = standard;
    file->fd = file->folder = -1;
    file->name = pecia_memory_new(memory, size);
    if (!file->name) {
        pecia_memory_free(memory, file);
        *out = NULL;
        return ENOMEM;
    }
    memcpy(file->name, name, size);
    if (!standard)
        return open_path(file);
    file->fd = STDOUT_FILENO;
    return 0;
}

int pecia_output_file_descriptor(const pecia_output_file *file) {
    return file->fd;
}

const char *pecia_output_file_name(const pecia_output_file *file) {
    return file->name;
}

const char *pecia_output_file_error(int error) {
    switch (error) {
    case EISDIR: return "it is a folder; name a file";
    case ENOENT: return "there is no such folder";
    default: return strerror(error);
    }
}

/* A new link to the temporary file. It takes the target's name at once when nothing stands there. */
static int link_nameless(pecia_output_file *file, bool *placed) {
    char path[64];
    magic_path(file, path, sizeof path);
    if (!file->replace && linkat(AT_FDCWD, path, file->folder, file->base, AT_SYMLINK_FOLLOW) == 0) {
        *placed = true;
        return 0;
    }
    for (int i = 0; i < TRIES; i++) {
        new_short_name(file);
        if (linkat(AT_FDCWD, path, file->folder, file->short_, AT_SYMLINK_FOLLOW) == 0) {
            file->named = true;
            return 0;
        }
        if (errno != EEXIST && errno != EINTR)
            return errno;
    }
    return EEXIST;
}

/* Names the file and renames it over the target; no signal may come between, for its handler could end us. */
static int put_in_place(pecia_output_file *file) {
    sigset_t all, before;
    bool placed = false;
    int error = 0;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (!file->named)
        error = link_nameless(file, &placed);
    if (error == 0 && !placed && renameat(file->folder, file->short_, file->folder, file->base) != 0)
        error = errno;
    if (error == 0)
        file->named = false;
    else if (file->named && unlinkat(file->folder, file->short_, 0) == 0)
        file->named = false;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

/* Not every device and file system can sync; that is no loss. */
static int sync_descriptor(int fd) {
    int result;
    do {
        result = fsync(fd);
    } while (result != 0 && errno == EINTR);
    return result == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP || errno == EBADF ? 0 : errno;
}

static int close_descriptor(pecia_output_file *file) {
    int fd = file->fd;
    file->fd = -1;
    return close(fd) == 0 || errno == EINTR ? 0 : errno;
}

int pecia_output_file_place(pecia_output_file *file) {
    if (file->standard)
        return 0;
    if (file->folder < 0)
        return close_descriptor(file);
    if (file->replace) {
        int kept = fchown(file->fd, file->owner, file->group); /* only the superuser may; the mode counts more */
        (void)kept;
        if (fchmod(file->fd, file->mode) != 0)
            return errno;
    }
    int error = sync_descriptor(file->fd);
    if (error == 0)
        error = put_in_place(file);
    if (error == 0)
        error = close_descriptor(file);
    return error ? error : sync_descriptor(file->folder);
}

void pecia_output_file_close(pecia_output_file *file) {
    if (!file)
        return;
    if (!file->standard && file->fd >= 0)
        close(file->fd);
    if (file->named)
        unlinkat(file->folder, file->short_, 0);
    if (file->folder >= 0)
        close(file->folder);
    pecia_memory_free(file->memory, file->name);
    pecia_memory_free(file->memory, file);
}
