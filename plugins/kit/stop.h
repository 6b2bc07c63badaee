/* SPDX-License-Identifier: MIT
 *
 * stop.h: memory that runs out at a wanted allocation, and a request to stop that comes while a plugin works.
 */
#ifndef PECIA_KIT_STOP_H
#define PECIA_KIT_STOP_H

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "core/memory.h"

typedef struct kit_failing {
    pecia_memory memory;
    uint64_t left;
    bool failed;
} kit_failing;

/** An allocator that serves N requests and then no more. FAILING must not move. */
const pecia_memory *kit_fail_at(kit_failing *failing, uint64_t n);

/* How often a plugin is asked, and within how many seconds it has to stop at least once: other programs may hold one
 * attempt up, but no luck makes a plugin stop in time that does not ask. */
enum { KIT_STOPS = 12 };
#define KIT_STOP_SECONDS  0.1
#define KIT_STOPS_SECONDS 3.0 /* of all attempts */

typedef struct kit_stop {
    volatile sig_atomic_t flag;
    pthread_t thread;
    bool running;
    long milliseconds;
    pid_t worker; /* the thread that works */
    struct timespec asked;
    double waited; /* for a processor, until it was asked */
} kit_stop;

/** Sets the flag that it returns after MILLISECONDS. To be called by the thread that will do the work. */
const volatile sig_atomic_t *kit_stop_after(kit_stop *stop, long milliseconds);
/** Waits for that; the seconds that have gone since the flag was set, 0 if the work was done before. Those in which
 * this thread could have worked but other programs had the processors do not count, where the system tells. */
double kit_stop_end(kit_stop *stop);

#endif
