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

/** Gives BUILDER the statements of SETTINGS, which readers then cannot add to, and the language to its root; *LANGUAGE
 * tells whether there was one. PECIA_OK, PECIA_ERR_USAGE, PECIA_ERR_IO or PECIA_ERR_MEMORY, reported. */
int32_t pecia_metadata_apply(const pecia_settings *settings, pecia_builder *builder, bool *language);

/** Gives the root the language of BUILDER's metadata: to be called once more after a reader when the user stated one,
 * since the reader may have set its own. Returns the builder's status. */
int32_t pecia_metadata_settle(pecia_builder *builder);

#endif
