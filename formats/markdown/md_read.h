/* SPDX-License-Identifier: MIT
 *
 * md_read.h: reading Markdown: the entry, and the cleaning of its bytes.
 */
#ifndef PECIA_MARKDOWN_READ_H
#define PECIA_MARKDOWN_READ_H

#include "common/buf.h"

/** pecia_format.read: CommonMark 0.30 by cmark, with notes, tables, metadata, verse, strikes and tasks. */
int32_t md_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder);
/** Takes the byte order mark off *TEXT; UTF-16 is refused. What is no UTF-8 passes through cmark, which takes bytes as
 * they are, and is replaced and reported by the builder, which checks every text once. */
int32_t md_clean(const pecia_host *host, pecia_job *job, pecia_str *text);

#endif
