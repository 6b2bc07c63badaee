/* SPDX-License-Identifier: MIT
 *
 * text.h: the two halves of the plain text format.
 */
#ifndef PECIA_FORMATS_TEXT_TEXT_H
#define PECIA_FORMATS_TEXT_TEXT_H

#include "pecia/plugin.h"

/** pecia_format.read and write. [job] */
int32_t text_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder);
int32_t text_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output);

#endif
