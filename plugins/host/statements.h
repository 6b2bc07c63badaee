/* SPDX-License-Identifier: MIT
 *
 * statements.h: what metadata.c and metadata_file.c share.
 */
#ifndef PECIA_HOST_STATEMENTS_H
#define PECIA_HOST_STATEMENTS_H

#include "core/builder.h"
#include "plugins/host/host.h"

enum { PECIA_METADATA_KEY_MAX = 60 };

/** The statements of one place: the command line or a file. */
typedef struct pecia_statements {
    const pecia_settings *settings;
    pecia_builder *builder;
    const char *file; /* NULL: the command line */
    uint32_t line;
    pecia_meta last; /* waits for what may yet be said about it */
    char key[PECIA_METADATA_KEY_MAX + 1], word[PECIA_METADATA_KEY_MAX + 1];
} pecia_statements;

/** States VALUE under KEY, "key" or "key.part"; both are to live until pecia_statements_settle. PECIA_OK, or the status
 * of a refusal, reported. */
int32_t pecia_statements_add(pecia_statements *all, pecia_str key, pecia_str value);
/** Hands over the statement that waits. */
int32_t pecia_statements_settle(pecia_statements *all);
/** Reports that PART, at the line at hand, is WHAT; returns PECIA_ERR_USAGE. */
int32_t pecia_statements_refuse(const pecia_statements *all, const char *what, pecia_str part);

/** metadata_file.c: states all that TEXT, a file of metadata, says. */
int32_t pecia_statements_read(pecia_statements *all, pecia_str text);

#endif
