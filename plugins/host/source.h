/* SPDX-License-Identifier: MIT
 *
 * source.h: reading and writing, as the parts of the host see them.
 */
#ifndef PECIA_HOST_SOURCE_H
#define PECIA_HOST_SOURCE_H

#include "plugins/host/host.h"

/** pecia_read, with the format TO that will be written (NULL: none): its options are then in order too. */
int32_t pecia_source_read(const pecia_settings *settings, const char *const *paths, const pecia_format_info *to,
                          pecia_source *out);
/** The format to read INPUT, named PATH, in: settings->from, or by name and content. PECIA_OK and *OUT, or a status,
 * reported. */
int32_t pecia_source_format(const pecia_settings *settings, const char *path, pecia_input *input,
                            const pecia_format_info **out);
/** Makes one document out of the COUNT at DOCUMENTS, read from PATHS: each becomes a section. PECIA_OK and *OUT, or a
 * status, reported. (merge.c) */
int32_t pecia_merge(const pecia_settings *settings, pecia_document *const *documents, const char *const *paths,
                    uint64_t count, pecia_document **out);
/** The format to write PATH in: settings->to, or by its name. NULL and *STATUS, reported, if that is none. (write.c) */
const pecia_format_info *pecia_target_find(const pecia_settings *settings, const char *path, int32_t *status);
/** pecia_write to a format that is known and whose options were checked. (write.c) */
int32_t pecia_write_as(const pecia_settings *settings, const pecia_source *source, const pecia_format_info *to,
                       const char *path, pecia_loss *loss);

#endif
