/* SPDX-License-Identifier: MIT
 *
 * check.h: is a plugin's descriptor what the ABI says? Then it is copied to the form the host works with.
 */
#ifndef PECIA_HOST_CHECK_H
#define PECIA_HOST_CHECK_H

#include "plugins/host/host.h"
#include "plugins/host/summary.h"
#include "plugins/host/why.h"

/** A format as the host uses it: what to tell others, and what to call. */
typedef struct pecia_checked {
    pecia_format_info info;
    const pecia_format *format;
    const struct pecia_stylesheet *stylesheet; /* NULL: it is a module's */
    int32_t (*probe)(const void *data, uint64_t size, const char *name);
    int32_t (*read)(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder);
    int32_t (*write)(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output);
} pecia_checked;

/** Checks the descriptor PLUGIN (NULL: the entry function gave none) of MODULE and copies its formats, COUNT of them,
 * to ARENA. A descriptor of an older minor may be shorter, of a newer one longer. False if it must not be used: WHY
 * says what was wanted, what was found and what to do. [any] */
bool pecia_check_plugin(const pecia_plugin *plugin, const char *module, pecia_arena *arena, pecia_checked **formats,
                        uint32_t *count, pecia_why *why);
/** Does the summary say the same as the formats? As above. [any] */
bool pecia_check_summary(const pecia_summary *summary, const pecia_checked *formats, uint32_t count, pecia_why *why);
/** Checks one format, its lists and options. As above. */
bool pecia_check_format(const pecia_format *format, pecia_arena *arena, pecia_checked *out, pecia_why *why);
/** Checks OPTIONS, a NULL-terminated list, and copies it with complete structs. As above. [any] */
bool pecia_check_options(const pecia_option *const *options, const char *format, pecia_arena *arena,
                         const pecia_option *const **out, pecia_why *why);
/** True for 1 to LIMIT characters out of a-z, 0-9 and EXTRA, the first a letter or digit. [any] */
bool pecia_check_name(const char *name, size_t limit, const char *extra);
/** True for a line of text: UTF-8 without control characters, at most 300 bytes. [any] */
bool pecia_check_line(const char *text);

#endif
