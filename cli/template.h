/* SPDX-License-Identifier: MIT
 *
 * template.h: the files of plugins/template, which the command holds.
 */
#ifndef PECIA_CLI_TEMPLATE_H
#define PECIA_CLI_TEMPLATE_H

#include <stddef.h>

typedef struct cli_file {
    const char *path; /* NULL: behind the last one */
    const unsigned char *bytes;
    size_t size;
} cli_file;

/** A plugin in C, one in XSLT, and the texts of licences. Made by cmake/PeciaEmbed.cmake. */
extern const cli_file cli_template_module[];
extern const cli_file cli_template_stylesheets[];
extern const cli_file cli_template_licences[];

#endif
