/* SPDX-License-Identifier: MIT
 *
 * worker.h: a process of its own for what may take any time and memory: compiling a schema, and checking by it.
 *
 * The worker is a fork of this process, which must have one thread. It gets documents through a socket and sends back
 * what it has to say; it ends when the other end is closed, and is killed when it takes too much.
 */
#ifndef PECIA_HOST_WORKER_H
#define PECIA_HOST_WORKER_H

#include "plugins/host/host.h"

/** The work: functions that run in the worker, with what they say going back to the other side. */
typedef struct pecia_work {
    const pecia_settings *settings;
    const pecia_format_info *format;
    const char *schema; /* path */
    uint32_t seconds;   /* of processor time for each step */
} pecia_work;

typedef struct pecia_worker pecia_worker;

/** Starts a worker that compiles the schema of WORK. PECIA_OK and *OUT, to be ended; or a status, reported about the
 * schema. */
int32_t pecia_worker_start(const pecia_work *work, pecia_worker **out);
/** Has the document BYTES checked; what is found is reported. A status other than PECIA_OK, reported, for
 * what could not be checked; *ALIVE tells if the worker can go on. */
int32_t pecia_worker_check(pecia_worker *worker, pecia_str bytes, bool *alive);
/** Ends the worker. NULL is allowed. */
void pecia_worker_end(pecia_worker *worker);

#endif
