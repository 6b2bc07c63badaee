/* SPDX-License-Identifier: MIT
 *
 * library.h: what stands behind the objects of pecia/pecia.h.
 */
#ifndef PECIA_LIBRARY_LIBRARY_H
#define PECIA_LIBRARY_LIBRARY_H

#include "pecia/pecia.h"
#include "plugins/host/host.h"

/** The values of a setting, NULL-terminated; owned. */
typedef struct pecia_values_set {
    char **values;
    uint64_t count, capacity;
} pecia_values_set;

enum { PECIA_SETTINGS = PECIA_SET_LIMIT };

struct pecia_converter {
    pecia_values_set set[PECIA_SETTINGS]; /* by enum pecia_setting */
    pecia_limits limits;
    pecia_diagnostics *diagnostics;
    pecia_registry *registry; /* NULL until it is needed */
    pecia_hear hear;
    void *context;
    volatile sig_atomic_t cancelled;
    pecia_loss loss; /* of the last saving */
};

struct pecia_exemplar {
    pecia_source source;
};

/** Gets the formats, once, and SETTINGS in the terms of the host. PECIA_OK or a status, said. (converter.c) */
int32_t pecia_converter_settings(pecia_converter *converter, pecia_settings *settings);

#endif
