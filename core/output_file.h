/* SPDX-License-Identifier: MIT
 *
 * output_file.h: a file that appears whole or not at all. Private to output.c.
 */
#ifndef PECIA_CORE_OUTPUT_FILE_H
#define PECIA_CORE_OUTPUT_FILE_H

#include "core/memory.h"

typedef struct pecia_output_file pecia_output_file;

/** Opens PATH ("-": standard output) for writing. *OUT is NULL when memory ran out. Returns 0 or an errno; the file is
 * to be closed either way. */
int pecia_output_file_open(const pecia_memory *memory, const char *path, pecia_output_file **out);
int pecia_output_file_descriptor(const pecia_output_file *file);
/** The name for messages. */
const char *pecia_output_file_name(const pecia_output_file *file);
/** A sentence for the errno ERROR, as it is meant for outputs. */
const char *pecia_output_file_error(int error);
/** Syncs what was written and puts it in its place. Returns 0 or an errno. */
int pecia_output_file_place(pecia_output_file *file);
/** Frees; removes what was not placed. NULL is allowed. */
void pecia_output_file_close(pecia_output_file *file);

#endif
