/* SPDX-License-Identifier: MIT
 *
 * metadata.h: what the user says about a document on the command line or in a file.
 *
 * A metadata file holds "key: value" lines, the simplest part of YAML: blank lines, lines that begin with "#" and lines
 * of "---" or "..." mean nothing; quotation marks around a value are left out; "- value" lines below a key without a
 * value are its values.
 */
#ifndef PECIA_HOST_METADATA_H
#define PECIA_HOST_METADATA_H

#include "core/builder.h"
#include "plugins/host/host.h"

/** Gives BUILDER the statements of SETTINGS, which readers then cannot add to, and the language to its root. PECIA_OK,
 * PECIA_ERR_USAGE, PECIA_ERR_IO or PECIA_ERR_MEMORY, reported. */
int32_t pecia_metadata_apply(const pecia_settings *settings, pecia_builder *builder);

#endif
