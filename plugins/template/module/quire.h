/* SPDX-License-Identifier: MIT
 *
 * quire.h: what the files of this plugin share.
 *
 * The format, for files that end in .quire: UTF-8 text of blocks, with blank lines between them.
 *
 *   = Title             a heading; more equals signs go deeper
 *   Words^[1] of text   a paragraph; ^[1] is the mark of the note "1", ^[1:*] one that is printed as *
 *   > Words             a quotation; "> >" is one inside another
 *   ^1 Words            the body of note 1 ("^1:* Words" if * is printed); further blocks of it begin with "^ "
 *
 * A backslash takes its meaning from the sign behind it; at the end of a line it is a line break that is meant.
 */
#ifndef QUIRE_H
#define QUIRE_H

#include <pecia/plugin.h>

/** Reads INPUT into BUILDER. (read.c) */
int32_t quire_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder);
/** Writes DOCUMENT to OUTPUT. (write.c) */
int32_t quire_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output);

#endif
