/* SPDX-License-Identifier: MIT
 *
 * stop.c: see stop.h.
 */
#include "plugins/kit/stop.h"

#include <stdio.h>
#include <unistd.h>

static void *resize(void *context, void *old, size_t size) {
    kit_failing *failing = context;
    const pecia_memory *memory = pecia_memory_default();
    if (size > 0 && failing->left == 0) {
        failing->failed = true;
        return NULL;
    }
    failing->left -= size > 0;
    return memory->resize(memory->context, old, size);
}

const pecia_memory *kit_fail_at(kit_failing *failing, uint64_t n) {
    *failing = (kit_failing){.memory = {resize, failing}, .left = n};
    return &failing->memory;
}

/** Seconds for which THREAD has waited for a processor; 0 where the system does not tell. */
static double waited(pid_t thread) {
    char path[64];
    unsigned long long run, wait = 0;
    snprintf(path, sizeof path, "/proc/self/task/%ld/schedstat", (long)thread);
    FILE *file = fopen(path, "re");
    if (file && fscanf(file, "%llu %llu", &run, &wait) != 2)
        wait = 0;
    if (file)
        fclose(file);
    return (double)wait / 1e9;
}

static void *set_flag(void *context) {
    kit_stop *stop = context;
    struct timespec pause = {0, stop->milliseconds * 1000000};
    nanosleep(&pause, NULL);
    stop->waited = waited(stop->worker);
    clock_gettime(CLOCK_MONOTONIC, &stop->asked);
    stop->flag = 1;
    return NULL;
}

const volatile sig_atomic_t *kit_stop_after(kit_stop *stop, long milliseconds) {
    *stop = (kit_stop){.milliseconds = milliseconds, .worker = gettid()};
    stop->running = pthread_create(&stop->thread, NULL, set_flag, stop) == 0;
    return &stop->flag;
}

double kit_stop_end(kit_stop *stop) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double after = waited(stop->worker);
    if (stop->running)
        pthread_join(stop->thread, NULL);
    double late = (double)(now.tv_sec - stop->asked.tv_sec) + (double)(now.tv_nsec - stop->asked.tv_nsec) / 1e9;
    if (after > stop->waited)
        late -= after - stop->waited;
    return stop->running && late > 0 ? late : 0;
}
