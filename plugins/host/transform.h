/* SPDX-License-Identifier: MIT
 *
 * transform.h: has a stylesheet applied to XML, by the program xslt beside the modules (plugins/xslt), which is
 * confined: processor time, memory and what it may write are bounded by the limits of the job.
 */
#ifndef PECIA_HOST_TRANSFORM_H
#define PECIA_HOST_TRANSFORM_H

#include "core/output.h"
#include "plugins/host/job.h"
#include "plugins/host/stylesheet.h"

typedef struct pecia_transform {
    const pecia_stylesheet *sheet;
    const char *path;   /* of read.xsl or write.xsl */
    uint32_t direction; /* PECIA_OPTION_READ or PECIA_OPTION_WRITE: the options that become parameters */
    pecia_str source;
} pecia_transform;

/** Applies the sheet and writes what comes out to OUTPUT by HOST; what the stylesheet says is reported with its file and line.
 * PECIA_OK, or a status, reported. Thread-safe: the program is started by fork and exec. */
int32_t pecia_transform_run(const pecia_host *host, pecia_job *job, const pecia_transform *transform, pecia_output *output);

#endif
