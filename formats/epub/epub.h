/* SPDX-License-Identifier: MIT
 *
 * epub.h: the two ways of the EPUB format, as the host calls them.
 */
#ifndef PECIA_FORMATS_EPUB_EPUB_H
#define PECIA_FORMATS_EPUB_EPUB_H

#include "pecia/plugin.h"

/** Reads an EPUB 2 or 3 into BUILDER. */
int32_t epub_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder);
/** Writes DOCUMENT as EPUB 3.3 to OUTPUT. */
int32_t epub_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output);

#endif
