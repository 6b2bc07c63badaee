/* SPDX-License-Identifier: MIT
 *
 * md_write.h: writing Markdown: the entry.
 */
#ifndef PECIA_MARKDOWN_WRITE_H
#define PECIA_MARKDOWN_WRITE_H

#include "common/buf.h"

/** pecia_format.write: Markdown that md_read() turns into the same document. */
int32_t md_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output);

#endif
