/* SPDX-License-Identifier: MIT
 *
 * job.c: one call of a reader or writer: memory, limits, time, cancellation.
 */
#include "plugins/host/job.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#define MIB       (UINT64_C(1) << 20)
#define SECOND_NS UINT64_C(1000000000)
enum { ASKS_PER_LOOK = 8 }; /* looking at the clock is a system call */

const pecia_memory *pecia_settings_memory(const pecia_settings *settings) {
    return settings->memory ? settings->memory : pecia_memory_default();
}

void pecia_settings_limits(const pecia_settings *settings, pecia_limits *out) {
    if (settings->limits)
        *out = *settings->limits;
    else
        pecia_limits_default(out);
}

/** Processor time of this thread in nanoseconds. */
static uint64_t time_used(void) {
    struct timespec now;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
        return 0;
    return (uint64_t)now.tv_sec * SECOND_NS + (uint64_t)now.tv_nsec;
}

/** Unless the user has said how much, entities may expand to 1 MiB and 8 times the input, and to the limit at most. */
static void scale(pecia_limits *limits, uint64_t input) {
    uint64_t *expansion = &limits->value[PECIA_LIMIT_EXPANSION];
    pecia_limits usual;
    pecia_limits_default(&usual);
    bool is_usual = *expansion == usual.value[PECIA_LIMIT_EXPANSION];
    if (is_usual && input < (UINT64_MAX - MIB) / 8 && MIB + 8 * input < *expansion)
        *expansion = MIB + 8 * input;
}

/** SOURCE_DATE_EPOCH, or -1 when it is not set. (reproducible-builds.org/specs/source-date-epoch) */
static int32_t read_epoch(pecia_diagnostics *diagnostics, int64_t *out) {
    const char *text = getenv("SOURCE_DATE_EPOCH");
    char *end;
    *out = -1;
    if (!text || !*text)
        return PECIA_OK;
    errno = 0;
    *out = strtoll(text, &end, 10);
    if (errno == 0 && *end == '\0' && *text >= '0' && *text <= '9' && *out <= INT64_C(253402300799)) /* year 9999 */
        return PECIA_OK;
    pecia_report(diagnostics, PECIA_ERROR, "source-date-epoch", NULL,
                 "SOURCE_DATE_EPOCH is \"%.40s\", seconds since 1970 were wanted; correct or unset it", text);
    return PECIA_ERR_USAGE;
}

static void set_deadline(pecia_job *job) {
    uint64_t seconds = job->limits.value[PECIA_LIMIT_SECONDS], now = time_used();
    job->deadline = seconds < (UINT64_MAX - now) / SECOND_NS ? now + seconds * SECOND_NS : UINT64_MAX;
}

static int32_t fill(pecia_job *job, const pecia_job_order *order) {
    uint64_t scratch = job->limits.value[PECIA_LIMIT_SCRATCH];
    job->scratch = pecia_arena_new(job->memory, scratch == UINT64_MAX ? 0 : scratch);
    job->keep = pecia_arena_new(job->memory, 0);
    if (!job->scratch || !job->keep)
        return PECIA_ERR_MEMORY;
    int32_t status = read_epoch(job->diagnostics, &job->timestamp);
    if (status != PECIA_OK)
        return status;
    return pecia_values_fill(order->format, order->applies, order->settings->options, job->keep, job->diagnostics,
                             &job->values);
}

int32_t pecia_job_new(const pecia_job_order *order, pecia_job **out) {
    const pecia_memory *memory = pecia_settings_memory(order->settings);
    pecia_job *job = pecia_memory_new(memory, sizeof *job);
    *out = job;
    if (!job)
        return pecia_report_memory(order->settings->diagnostics);
    *job = (pecia_job){.order = *order,
                       .memory = memory,
                       .diagnostics = order->settings->diagnostics,
                       .resources = order->resources,
                       .ledger = order->ledger,
                       .file_name = order->file_name,
                       .cancelled = order->settings->cancelled};
    pecia_tracked_start(&job->cursors, memory);
    pecia_settings_limits(order->settings, &job->limits);
    scale(&job->limits, order->input_size);
    set_deadline(job);
    int32_t status = fill(job, order);
    if (status == PECIA_ERR_MEMORY)
        pecia_report_memory(job->diagnostics);
    if (status != PECIA_OK) {
        pecia_job_free(job);
        *out = NULL;
    }
    return status;
}

void pecia_job_free(pecia_job *job) {
    if (!job)
        return;
    pecia_tracked_end(&job->cursors);
    pecia_arena_free(job->scratch);
    pecia_arena_free(job->keep);
    pecia_memory_free(job->memory, job);
}

int32_t pecia_job_proceed(pecia_job *job) {
    if (job->stopped != PECIA_OK)
        return job->stopped;
    if (job->cancelled && __atomic_load_n(job->cancelled, __ATOMIC_RELAXED)) /* another thread may set it */
        return job->stopped = PECIA_ERR_CANCELLED;
    if (job->asked++ % ASKS_PER_LOOK == 0 && time_used() > job->deadline)
        job->stopped = pecia_report_limit(job->diagnostics, &job->limits, PECIA_LIMIT_SECONDS, NULL);
    return job->stopped;
}

int32_t pecia_job_outcome(pecia_job *job, int32_t status, uint64_t errors, const char *doing) {
    if (status == PECIA_OK && job->stopped != PECIA_OK)
        status = job->stopped; /* it was told to stop and did not say so */
    if (status == PECIA_OK && job->cursors.failed)
        status = PECIA_ERR_MEMORY;
    if (status > 0 || status < PECIA_ERR_UNSUPPORTED) {
        pecia_report(job->diagnostics, PECIA_ERROR, "plugin-status", NULL,
                     "the plugin %s returned %d from %s, which is no status; report this to its author",
                     job->values.info->plugin, status, doing);
        return PECIA_ERR_PLUGIN;
    }
    if (status == PECIA_OK || pecia_diagnostics_count(job->diagnostics, PECIA_ERROR) > errors)
        return status;
    if (status == PECIA_ERR_MEMORY)
        pecia_report_memory(job->diagnostics);
    else if (status == PECIA_ERR_CANCELLED)
        pecia_report(job->diagnostics, PECIA_ERROR, "cancelled", NULL, "stopped on request");
    else
        pecia_report(job->diagnostics, PECIA_ERROR, "plugin-silent", NULL,
                     "%s could not %s this and did not say why (status %d); report this to the author of the plugin %s",
                     job->values.info->name, doing, status, job->values.info->plugin);
    return status;
}
