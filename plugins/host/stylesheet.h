/* SPDX-License-Identifier: MIT
 *
 * stylesheet.h: a plugin that is a folder with a manifest and stylesheets instead of a module.
 *
 * The manifest becomes a descriptor (manifest.c), which is checked like that of any module. Reading turns the input
 * into TEI by read.xsl and lets the TEI reader have it; writing makes TEI of the document in one way (regular.h) and turns that by
 * write.xsl.
 */
#ifndef PECIA_HOST_STYLESHEET_H
#define PECIA_HOST_STYLESHEET_H

#include "plugins/host/host.h"
#include "plugins/host/why.h"

#define PECIA_MANIFEST_NAME "manifest"
enum { PECIA_STYLESHEET_ROOTS = 32, PECIA_STYLESHEET_OPTIONS = 32 };

typedef struct pecia_root {
    const char *ns;    /* NULL: none */
    const char *local; /* name of the root element */
} pecia_root;

typedef struct pecia_stylesheet {
    pecia_registry *registry;
    const char *folder;
    const char *read_path, *write_path; /* of the sheets; NULL: there is none */
    pecia_root roots[PECIA_STYLESHEET_ROOTS];
    uint32_t root_count;
    pecia_option option[PECIA_STYLESHEET_OPTIONS];
    const pecia_option *options[PECIA_STYLESHEET_OPTIONS + 1];
    uint32_t option_count;
    uint8_t fidelity[PECIA_KIND_COUNT];
    bool embeds_images; /* write.xsl gets them as "data:" URLs */
    pecia_format format;
    const pecia_format *formats[2];
    pecia_plugin plugin;
} pecia_stylesheet;

/** Understands the manifest TEXT (changed by it; ended by NUL) and fills SHEET, whose FOLDER and sheets are set.
 * Strings are borrowed from TEXT or come from ARENA. False, and WHY, if it is no manifest. (manifest.c) */
bool pecia_manifest_parse(char *text, pecia_arena *arena, pecia_stylesheet *sheet, pecia_why *why);
/** How sure the SIZE bytes at DATA begin a document of SHEET, by its root element: 0 to 100; -1 if its manifest names
 * no roots. [any] (root.c) */
int64_t pecia_stylesheet_probe(const pecia_stylesheet *sheet, const void *data, uint64_t size);
/** The read and write of every such format. (stylesheet.c) */
int32_t pecia_stylesheet_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder);
int32_t pecia_stylesheet_write(const pecia_host *host, pecia_job *job, const pecia_document *document,
                               pecia_output *output);

#endif
