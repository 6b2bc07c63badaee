/* SPDX-License-Identifier: MIT
 *
 * support.h: what the host's tests share: a sink that remembers everything, a folder that goes away, files, modules.
 */
#ifndef PECIA_TESTS_PLUGINS_SUPPORT_H
#define PECIA_TESTS_PLUGINS_SUPPORT_H

#include <stdbool.h>

#include "plugins/host/host.h"
#include "tests/core/cmocka_all.h"

#define MODULES PECIA_TEST_MODULES

/** A test's surroundings: made and removed by scene_begin and scene_end, which are a test's setup and teardown. */
typedef struct scene {
    char folder[64]; /* an empty folder of its own */
    pecia_diagnostics *diagnostics;
    pecia_limits limits;
    char said[16384]; /* everything that was reported, a line each */
    size_t said_size;
} scene;

int scene_begin(void **state);
int scene_end(void **state);
/** Forgets what was said. */
void scene_forget(scene *s);
/** How often TEXT occurs in what was said. */
uint32_t scene_said(const scene *s, const char *text);
/** Path of NAME in the scene's folder; lives until the eighth call after it. */
const char *scene_path(scene *s, const char *name);
/** Makes a file (or a folder) there and returns its path. */
const char *scene_file(scene *s, const char *name, const char *content);
const char *scene_bytes(scene *s, const char *name, const void *content, size_t size);
const char *scene_folder(scene *s, const char *name);
/** The content of the file PATH, to be freed with free(); NULL if it is not there. SIZE may be NULL. */
char *scene_read(const char *path, size_t *size);
/** A registry that has scanned ASKED (a folder or module) before the usual places. */
pecia_registry *scene_registry(scene *s, const char *asked);
/** Converts the file PATH of the format FORMATS[0] to NAME in the scene, of FORMATS[1], by the modules in ASKED.
 * OPTIONS may be NULL. The path of NAME, NULL if it failed. */
const char *scene_convert(scene *s, const char *asked, const char *const formats[2], const char *path, const char *name,
                          const char *const *options);
/** Copies the module FROM to the scene as NAME; returns its path. */
const char *scene_module(scene *s, const char *from, const char *name);

/** The smallest bytes that pass for a PNG. */
#define PNG_BYTES "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define PNG_SIZE  16

#endif
