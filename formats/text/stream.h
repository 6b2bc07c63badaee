/* SPDX-License-Identifier: MIT
 *
 * stream.h: the output of the plain text writer: UTF-8 goes in, the encoding and line ends that were asked for come
 * out (options encoding, eol, bom).
 */
#ifndef PECIA_FORMATS_TEXT_STREAM_H
#define PECIA_FORMATS_TEXT_STREAM_H

#include "common/str.h"

typedef struct text_stream text_stream;

/** Opens the way to OUTPUT by the job's options; NULL, after a diagnostic, with *STATUS when that failed. FROM_TEXT:
 * the option "encoding" was for the input. [job] */
text_stream *text_stream_open(const pecia_host *host, pecia_job *job, pecia_output *output, bool from_text,
                              int32_t *status);
/** Writes SIZE bytes of DATA: whole characters of UTF-8, lines ended by LF. Returns a status. */
int32_t text_stream_put(text_stream *stream, const char *data, uint64_t size);
/** Ends the output and warns of each kind of character that the encoding does not have; the memory is the job's. */
void text_stream_close(text_stream *stream);

#endif
