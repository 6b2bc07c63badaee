/* SPDX-License-Identifier: MIT
 *
 * unrecord.h: a header of TEI that a book has as a linked record, and what stands beside it there, read back into the
 * document as record.c wrote it.
 */
#ifndef PECIA_FORMATS_EPUB_UNRECORD_H
#define PECIA_FORMATS_EPUB_UNRECORD_H

#include "pecia/plugin.h"

/** Puts what BYTES hold, of the file MEMBER, into BUILDER as hidden blocks. PECIA_OK also where it is none: then
 * nothing is put, and that is reported; else the builder's status. */
int32_t epub_unrecord(const pecia_host *host, pecia_job *job, pecia_builder *builder, pecia_str bytes,
                      pecia_str member);

#endif
