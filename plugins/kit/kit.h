/* SPDX-License-Identifier: MIT
 *
 * kit.h: the conformance kit: does a format plugin do what pecia/plugin.h asks of it?
 *
 * Each test runs in a process of its own with a time limit, so that a plugin that crashes or hangs fails one test.
 */
#ifndef PECIA_KIT_KIT_H
#define PECIA_KIT_KIT_H

#include <stdbool.h>
#include <stdint.h>

enum pecia_kit_verdict { PECIA_KIT_PASS, PECIA_KIT_WARN, PECIA_KIT_SKIP, PECIA_KIT_FAIL };
enum { PECIA_KIT_WORDS = 400, PECIA_KIT_NAME = 32 };

/** What came of one test for one format. */
typedef struct pecia_kit_result {
    char test[PECIA_KIT_NAME];
    char format[PECIA_KIT_NAME + 8]; /* "" before the module could be opened */
    int32_t verdict;                 /* enum pecia_kit_verdict */
    char words[PECIA_KIT_WORDS];     /* one sentence */
} pecia_kit_result;

typedef struct pecia_kit_order {
    const char *module;         /* a module or a folder with a manifest */
    const char *const *samples; /* files in its formats, NULL-terminated; may be NULL */
    const char *only;           /* name of the one test to run; NULL: all */
    bool in_process;            /* for a debugger: no processes, no time limits */
    uint64_t seed;              /* of what is made at random */
    void (*hear)(void *context, const pecia_kit_result *result);
    void *context;
} pecia_kit_order;

/** Runs the tests; returns how many failed, or -1 if there is no test called ONLY. */
int pecia_kit_run(const pecia_kit_order *order);
/** Name of test number INDEX and what it asks; NULL past the last. [any] */
const char *pecia_kit_test(uint32_t index, const char **asks);
/** "pass", "warn", "skip" or "fail". [any] */
const char *pecia_kit_verdict_name(int32_t verdict);

#endif
