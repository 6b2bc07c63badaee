/* SPDX-License-Identifier: MIT
 *
 * output.h: bytes to write, to a file (whole or not at all), to standard output or to memory; counted and limited.
 *
 * A file is written without a name in its folder (O_TMPFILE; where the file system has none, under a short random name
 * with O_EXCL), and pecia_output_finish syncs it, names it and renames it into place; closed without finish, or when
 * the process dies, nothing of it stays. The mode of a replaced file is kept; a new one follows the umask. Devices and
 * FIFOs are written in place.
 */
#ifndef PECIA_CORE_OUTPUT_H
#define PECIA_CORE_OUTPUT_H

#include "core/diagnostics.h"

/** Opens PATH ("-": standard output) for writing; PECIA_ERR_IO, reported, if it is a folder or cannot be made. LIMIT:
 * bytes allowed. */
int32_t pecia_output_open(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                          const char *path, pecia_output **out);
/** An output that collects its bytes in memory. */
int32_t pecia_output_open_memory(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                                 pecia_output **out);
/** As pecia_output_api says. */
int32_t pecia_output_write(pecia_output *output, const void *data, uint64_t size);
int32_t pecia_output_status(pecia_output *output);
char *pecia_output_reserve(pecia_output *output, uint64_t size);
int32_t pecia_output_commit(pecia_output *output, uint64_t size);
/** Lowers the limit to BYTES if that is less (output limit relative to the input). */
void pecia_output_bound(pecia_output *output, uint64_t bytes);
/** Bytes written so far. */
uint64_t pecia_output_count(const pecia_output *output);
/** The bytes of a memory output, borrowed. */
pecia_str pecia_output_bytes(pecia_output *output);
/** Puts everything in its place: flushes, syncs, renames, syncs the folder. PECIA_OK or a status, reported. */
int32_t pecia_output_finish(pecia_output *output);
/** Frees; what was not finished is removed. NULL is allowed. */
void pecia_output_close(pecia_output *output);
#endif
