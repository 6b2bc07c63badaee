/* SPDX-License-Identifier: MIT
 *
 * options.h: the options of a format, from "FORMAT:NAME=VALUE" to checked values.
 */
#ifndef PECIA_HOST_OPTIONS_H
#define PECIA_HOST_OPTIONS_H

#include "plugins/host/host.h"
#include "plugins/host/why.h"

/** Values of a format's options: VALUE[i] belongs to info->options[i]; NULL where nothing is given and there is no
 * default. */
typedef struct pecia_values {
    const pecia_format_info *info;
    const char **value;
} pecia_values;

/** True if VALUE is one of OPTION's; else WHY is what is wrong, as the end of a sentence ("2 to 80 was wanted"). [any]
 */
bool pecia_option_accepts(const pecia_option *option, const char *value, pecia_why *why);
/** The defaults of INFO's options in ARENA, then SETTINGS (each "FORMAT:NAME=VALUE") that are for this format and for
 * reading or writing (APPLIES). Others are passed over. PECIA_OK, PECIA_ERR_USAGE or PECIA_ERR_MEMORY, reported. */
int32_t pecia_values_fill(const pecia_format_info *info, uint32_t applies, const char *const *settings,
                          pecia_arena *arena, pecia_diagnostics *diagnostics, pecia_values *out);
/** Checks that each of SETTINGS has the form FORMAT:NAME=VALUE. PECIA_OK or PECIA_ERR_USAGE, reported. */
int32_t pecia_options_form(const char *const *settings, pecia_diagnostics *diagnostics);
/** Checks that each of SETTINGS is for one of the formats FROM (NULL-terminated) that are read or for TO that is
 * written, and for what that format does here: an option that nothing would hear of is a mistake. PECIA_OK or
 * PECIA_ERR_USAGE, reported. */
int32_t pecia_options_check(const char *const *settings, const pecia_format_info *const *from,
                            const pecia_format_info *to, pecia_diagnostics *diagnostics);
/** Value of NAME as text or NULL; as a number or FALLBACK. [any] */
const char *pecia_values_get(const pecia_values *values, const char *name);
int64_t pecia_values_number(const pecia_values *values, const char *name, int64_t fallback);

#endif
