/* SPDX-License-Identifier: MIT
 *
 * job.h: one call of a reader or writer: what stands behind pecia_job.
 */
#ifndef PECIA_HOST_JOB_H
#define PECIA_HOST_JOB_H

#include "core/ledger.h"
#include "core/origins.h"
#include "plugins/host/host.h"
#include "plugins/host/options.h"
#include "plugins/host/resources.h"
#include "plugins/host/tracked.h"

/** What a job needs. All borrowed, to outlive the job. */
typedef struct pecia_job_order {
    const pecia_settings *settings;
    const pecia_format_info *format;
    uint32_t applies; /* PECIA_OPTION_READ or PECIA_OPTION_WRITE */
    const char *file_name;
    uint64_t input_size; /* bytes of the input, UINT64_MAX if unknown; scales the limits */
    pecia_resources *resources;
    pecia_ledger *ledger;
    pecia_origins *origins; /* NULL when reading */
} pecia_job_order;

struct pecia_job {
    pecia_job_order order;
    const pecia_memory *memory;
    pecia_diagnostics *diagnostics;
    pecia_limits limits;
    pecia_arena *scratch;  /* what plugins ask for */
    pecia_arena *keep;     /* option values */
    pecia_tracked cursors; /* what cursors are made of */
    pecia_values values;
    pecia_resources *resources; /* borrowed; NULL: none can be loaded */
    pecia_ledger *ledger;       /* borrowed; NULL when reading */
    const char *file_name;
    const volatile sig_atomic_t *cancelled;
    int64_t timestamp;
    uint64_t deadline; /* nanoseconds of processor time of this thread */
    uint32_t asked;    /* how often proceed was called */
    int32_t stopped;   /* sticky status of proceed */
};

/** A new job; PECIA_OK, PECIA_ERR_USAGE (an option, SOURCE_DATE_EPOCH) or PECIA_ERR_MEMORY, reported. */
int32_t pecia_job_new(const pecia_job_order *order, pecia_job **out);
void pecia_job_free(pecia_job *job);
/** PECIA_OK, or why the job should stop. The service of plugin.h. */
int32_t pecia_job_proceed(pecia_job *job);
/** The status that a plugin's call stands for: STATUS itself if it is one; a failure that nobody explained is reported.
 * ERRORS: how many errors had been reported before the call. DOING: "read" or "write". */
int32_t pecia_job_outcome(pecia_job *job, int32_t status, uint64_t errors, const char *doing);
/** The memory and limits that SETTINGS mean. */
const pecia_memory *pecia_settings_memory(const pecia_settings *settings);
void pecia_settings_limits(const pecia_settings *settings, pecia_limits *out);

/** The tables for plugins. (services.c) */
const pecia_host *pecia_host_get(void);

#endif
