/* SPDX-License-Identifier: MIT
 *
 * shape.c: a function through which every type of the ABI can be seen, for abidiff.
 */
#include "pecia/plugin.h"
#include "pecia/validate.h"

PECIA_EXPORT void pecia_shape(const pecia_host *host, const pecia_plugin *plugin, const pecia_event *event,
                              const pecia_validate_api *validate, enum pecia_kind kind, enum pecia_key key,
                              enum pecia_limit limit);

void pecia_shape(const pecia_host *host, const pecia_plugin *plugin, const pecia_event *event,
                 const pecia_validate_api *validate, enum pecia_kind kind, enum pecia_key key, enum pecia_limit limit) {
    (void)host, (void)plugin, (void)event, (void)validate, (void)kind, (void)key, (void)limit;
}
