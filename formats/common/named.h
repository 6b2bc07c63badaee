/* SPDX-License-Identifier: MIT
 *
 * named.h: a file that the user named by an option of a format: a cover, a style sheet, a header.
 */
#ifndef PECIA_FORMATS_COMMON_NAMED_H
#define PECIA_FORMATS_COMMON_NAMED_H

#include "common/str.h"

/** Reads the regular file at PATH, up to PECIA_LIMIT_ENTRY_MEDIA bytes; *BYTES lives as long as the job. PECIA_OK;
 * PECIA_ERR_IO, PECIA_ERR_LIMIT or PECIA_ERR_MEMORY, reported. For the thread of the job. */
int32_t pecia_read_named(const pecia_host *host, pecia_job *job, const char *path, pecia_str *bytes);

#endif
