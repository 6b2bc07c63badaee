/* SPDX-License-Identifier: MIT
 *
 * input.h: bytes to read, from a file, memory, standard input or a function; counted and limited.
 */
#ifndef PECIA_CORE_INPUT_H
#define PECIA_CORE_INPUT_H

#include "core/diagnostics.h"

/** Opens the file PATH ("-": standard input) for reading. PECIA_OK and *OUT; or PECIA_ERR_IO, reported (missing, a
 * folder, not readable). A device or FIFO is read until the input limit. Close with pecia_input_close. DIAGNOSTICS and
 * LIMITS must outlive it. */
int32_t pecia_input_open(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                         const char *path, pecia_input **out);
/** An input over the SIZE bytes at DATA, borrowed. */
int32_t pecia_input_open_memory(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                                const void *data, uint64_t size, pecia_input **out);
/** An input over what PULL gives, named NAME in messages: up to SIZE bytes into DATA at each call, their number
 * returned, 0 at the end, negative for a failure. */
typedef int64_t (*pecia_pull)(void *context, void *data, uint64_t size);
int32_t pecia_input_open_pull(const pecia_memory *memory, const pecia_limits *limits, pecia_diagnostics *diagnostics,
                              const char *name, pecia_pull pull, void *context, pecia_input **out);
void pecia_input_close(pecia_input *input);
/** As pecia_input_api says. */
int64_t pecia_input_read(pecia_input *input, void *data, uint64_t size);
int32_t pecia_input_content(pecia_input *input, pecia_str *out);
int64_t pecia_input_size(pecia_input *input);
int32_t pecia_input_rewind(pecia_input *input);
void pecia_input_release(pecia_input *input, uint64_t size);
int64_t pecia_input_read_at(pecia_input *input, void *data, uint64_t size, uint64_t offset);
/** The first bytes, up to SIZE, without consuming them: for probes. Returns how many, or a negative status. */
int64_t pecia_input_peek(pecia_input *input, void *data, uint64_t size);
/** The sticky status. */
int32_t pecia_input_status(const pecia_input *input);
/** Bytes given out so far (content counts whole). */
uint64_t pecia_input_count(const pecia_input *input);

#endif
