/* SPDX-License-Identifier: MIT
 *
 * support.c: what the host's tests share.
 */
#include "tests/plugins/support.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void hear(void *context, const pecia_diagnostic *diagnostic) {
    scene *s = context;
    char line[1600];
    size_t size = pecia_diagnostic_text(diagnostic, false, line, sizeof line);
    if (s->said_size + size < sizeof s->said) {
        memcpy(s->said + s->said_size, line, size);
        s->said_size += size;
        s->said[s->said_size] = '\0';
    }
}

int scene_begin(void **state) {
    scene *s = calloc(1, sizeof *s);
    assert_non_null(s);
    *state = s;
    unsetenv("PECIA_PLUGIN_PATH");
    unsetenv("SOURCE_DATE_EPOCH");
    umask(022);
    snprintf(s->folder, sizeof s->folder, "/tmp/pecia-test-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    pecia_limits_default(&s->limits);
    s->diagnostics = pecia_diagnostics_new(pecia_memory_default(), &s->limits);
    assert_non_null(s->diagnostics);
    pecia_diagnostics_listen(s->diagnostics, hear, s);
    return 0;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *at) {
    (void)status;
    (void)type;
    (void)at;
    return remove(path);
}

int scene_end(void **state) {
    scene *s = *state;
    nftw(s->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    pecia_diagnostics_free(s->diagnostics);
    free(s);
    return 0;
}

void scene_forget(scene *s) {
    s->said_size = 0;
    s->said[0] = '\0';
}

uint32_t scene_said(const scene *s, const char *text) {
    uint32_t count = 0;
    for (const char *at = s->said; (at = strstr(at, text)); at++)
        count++;
    return count;
}

const char *scene_path(scene *s, const char *name) {
    static char paths[8][256];
    static unsigned next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", s->folder, name);
    return path;
}

const char *scene_bytes(scene *s, const char *name, const void *content, size_t size) {
    const char *path = scene_path(s, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, size), (ssize_t)size);
    close(fd);
    return path;
}

const char *scene_file(scene *s, const char *name, const char *content) {
    return scene_bytes(s, name, content, strlen(content));
}

const char *scene_folder(scene *s, const char *name) {
    const char *path = scene_path(s, name);
    assert_int_equal(mkdir(path, 0755), 0);
    return path;
}

char *scene_read(const char *path, size_t *size) {
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    assert_int_equal(fstat(fd, &status), 0);
    char *text = calloc(1, (size_t)status.st_size + 1);
    assert_non_null(text);
    assert_int_equal(read(fd, text, (size_t)status.st_size), status.st_size);
    close(fd);
    if (size)
        *size = (size_t)status.st_size;
    return text;
}

pecia_registry *scene_registry(scene *s, const char *asked) {
    pecia_registry *registry = pecia_registry_new(NULL, s->diagnostics);
    assert_non_null(registry);
    const char *list[] = {asked, NULL};
    assert_int_equal(pecia_registry_scan(registry, list), PECIA_OK);
    return registry;
}

const char *scene_convert(scene *s, const char *asked, const char *const formats[2], const char *path, const char *name,
                          const char *const *options) {
    pecia_registry *registry = scene_registry(s, asked);
    pecia_settings settings = {.registry = registry,
                               .diagnostics = s->diagnostics,
                               .limits = &s->limits,
                               .from = formats[0],
                               .to = formats[1],
                               .options = options};
    const char *paths[] = {path, NULL}, *target = scene_path(s, name);
    int32_t status = pecia_convert(&settings, paths, target, NULL);
    pecia_registry_free(registry);
    return status == PECIA_OK ? target : NULL;
}

const char *scene_module(scene *s, const char *from, const char *name) {
    size_t size;
    char *bytes = scene_read(from, &size);
    assert_non_null(bytes);
    const char *path = scene_bytes(s, name, bytes, size);
    free(bytes);
    return path;
}
