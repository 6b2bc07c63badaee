/* SPDX-License-Identifier: MIT
 *
 * resources.h: the images that a document names, found beneath the input's folder and --resource-path, and nowhere
 * else.
 *
 * A name is percent-decoded (RFC 3986, section 2.1) once; URLs, absolute paths and ways out of the folder are refused;
 * no symbolic link is followed; only regular files whose bytes are those of an image are given out. Nothing is fetched.
 * A "data:" URL holds its bytes itself; they too must be an image's.
 */
#ifndef PECIA_HOST_RESOURCES_H
#define PECIA_HOST_RESOURCES_H

#include <stdbool.h>

#include "core/diagnostics.h"
#include "core/document.h"

typedef struct pecia_resources pecia_resources;

/** A loader over FOLDERS (NULL-terminated, borrowed): the folders of the inputs; then PATHS, each a list of folders
 * separated by colons. DOCUMENT (may be NULL) is asked first, for resources that it holds. NULL when memory ran out. */
pecia_resources *pecia_resources_new(const pecia_memory *memory, const pecia_limits *limits,
                                     pecia_diagnostics *diagnostics, const pecia_document *document,
                                     const char *const *folders, const char *const *paths);
void pecia_resources_free(pecia_resources *resources);
/** The image NAME, as the document has it; *OUT lives as long as RESOURCES. PECIA_OK; PECIA_ERR_INPUT, reported once
 * for each name (resource-missing, resource-outside, resource-not-image); PECIA_ERR_LIMIT; PECIA_ERR_MEMORY. */
int32_t pecia_resources_load(pecia_resources *resources, pecia_str name, pecia_resource *out);
/** From now on DOCUMENT is asked first; what is known already stays. */
void pecia_resources_ask(pecia_resources *resources, const pecia_document *document);
/** Bytes loaded so far. */
uint64_t pecia_resources_bytes(const pecia_resources *resources);
/** How many images the document holds itself that nobody has asked for. */
uint64_t pecia_resources_left(pecia_resources *resources);

/** Media type of an image by its bytes: PNG, JPEG, GIF, WebP, or SVG that holds no script and refers to nothing
 * outside. NULL if it is none; then *WHY (may be NULL) is what it is instead, as the end of a sentence. [any] (sniff.c)
 */
const char *pecia_image_type(const char *data, uint64_t size, const char **why);
/** NULL if the SIZE bytes at DATA are XML whose root is svg, with nothing active in it; else what is wrong, as the end
 * of a sentence. [any] (svg.c) */
const char *pecia_svg_fault(const char *data, uint64_t size);

/** Turns NAME into a path beneath a folder: percent-decoded, "." and ".." resolved, no leading "/". NULL in *PATH if
 * there is none: *WHY says why, as the end of a sentence. PECIA_OK or PECIA_ERR_MEMORY. [any] (relative.c) */
int32_t pecia_relative_path(pecia_str name, pecia_arena *arena, const char **path, const char **why);
/** Decodes "%41" in place, in one go; returns the new size and puts a NUL there, for which there must be room. A "%"
 * that is followed by no two hexadecimal digits stands for itself. [any] (relative.c) */
uint64_t pecia_percent_decode(char *text, uint64_t size);
/** True for "data:..."; and the bytes that such a URL holds, in ARENA: absent if there are none, and *WHY says why, as
 * the end of a sentence. PECIA_OK or PECIA_ERR_MEMORY. [any] (dataurl.c) */
bool pecia_is_data_url(pecia_str name);
int32_t pecia_data_url_bytes(pecia_str url, pecia_arena *arena, pecia_str *out, const char **why);
/** Opens PATH, relative and without "..", beneath the folder open at FOLDER, following no link; the descriptor, or -1
 * and errno. [any] (beneath.c) */
int pecia_open_beneath(int folder, const char *path);

#endif
