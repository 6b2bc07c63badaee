/* SPDX-License-Identifier: MIT
 *
 * md_read.h: reading Markdown: the entry.
 */
#ifndef PECIA_MARKDOWN_READ_H
#define PECIA_MARKDOWN_READ_H

#include "common/buf.h"

/** pecia_format.read: CommonMark 0.30 by cmark, with notes, tables, metadata, verse, strikes and tasks. */
int32_t md_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder);

#endif
