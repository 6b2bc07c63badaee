/* SPDX-License-Identifier: MIT
 *
 * kit.c: runs the tests of the kit, each for each format, in a process of its own.
 */
#include "plugins/kit/kit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plugins/kit/world.h"

enum { MODULE = 0, FORMAT = 1, READ = 2, WRITE = 4, BOTH = 6, FORMATS_MAX = 64, SECONDS = 60 };

static const struct {
    kit_test run;
    const char *name;
    uint32_t needs;
    const char *asks;
} tests[] = {
#define TEST(function, name, needs, asks) {kit_test_##function, name, needs, asks},
#include "plugins/kit/tests.def"
#undef TEST
};
enum { COUNT = sizeof tests / sizeof *tests };

const char *pecia_kit_test(uint32_t index, const char **asks) {
    *asks = index < COUNT ? tests[index].asks : NULL;
    return index < COUNT ? tests[index].name : NULL;
}

const char *pecia_kit_verdict_name(int32_t verdict) {
    static const char *const names[] = {"pass", "warn", "skip", "fail"};
    return verdict >= 0 && verdict < 4 ? names[verdict] : "fail";
}

/** What the format lacks for the test; NULL if nothing. */
static const char *lacks(const kit *k, uint32_t needs) {
    if ((needs & READ) && !k->format->read)
        return "the format is not read";
    if ((needs & WRITE) && !k->format->write)
        return "the format is not written";
    if ((needs & READ) && k->samples == 0)
        return "there is no sample: name one, or put it into the folder samples beside the module";
    return NULL;
}

/** One test in this process. *MORE: there may be another format. */
static void run_here(const pecia_kit_order *order, uint32_t test, uint32_t index, pecia_kit_result *result,
                     bool *more) {
    kit k = {.order = order, .result = result};
    bool opened = kit_open(&k, index, more);
    const char *without = opened && k.format && tests[test].needs != MODULE ? lacks(&k, tests[test].needs) : NULL;
    if (tests[test].needs == MODULE)
        *more = false;
    if (without)
        kit_say(&k, PECIA_KIT_SKIP, "%s", without);
    else if (opened && k.format)
        tests[test].run(&k);
    if (result->words[0] == '\0')
        kit_say(&k, PECIA_KIT_PASS, "%s", tests[test].asks);
    kit_close(&k);
}

typedef struct answer {
    pecia_kit_result result;
    bool more;
} answer;

PECIA_PRINTF(2, 3)
static void fail(answer *a, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    a->result.verdict = PECIA_KIT_FAIL;
    vsnprintf(a->result.words, sizeof a->result.words, format, arguments);
    va_end(arguments);
}

/** Waits for the child's answer at FD and its end. False when it took too long. */
static bool await(int fd, pid_t child, answer *a, int *how) {
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    answer got;
    size_t used = 0;
    bool in_time = true;
    while (used < sizeof got) {
        int events = poll(&ready, 1, SECONDS * 1000);
        ssize_t size = events > 0 ? read(fd, (char *)&got + used, sizeof got - used) : 0;
        if ((events < 0 || size < 0) && errno == EINTR)
            continue;
        in_time = events != 0;
        if (events <= 0 || size <= 0)
            break;
        used += (size_t)size;
    }
    if (!in_time)
        kill(child, SIGKILL);
    while (waitpid(child, how, 0) < 0 && errno == EINTR)
        ;
    if (used == sizeof got)
        *a = got;
    return in_time;
}

/** The same in a process of its own. */
static void run_apart(const pecia_kit_order *order, uint32_t test, uint32_t index, answer *a) {
    int pair[2], how = 0;
    if (pipe2(pair, O_CLOEXEC) != 0) {
        fail(a, "no pipe could be made (%d)", errno);
        return;
    }
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct rlimit none = {0, 0}, time = {SECONDS, SECONDS};
        setrlimit(RLIMIT_CORE, &none);
        setrlimit(RLIMIT_CPU, &time);
        close(pair[0]);
        run_here(order, test, index, &a->result, &a->more);
        _exit(write(pair[1], a, sizeof *a) == (ssize_t)sizeof *a ? 0 : 1);
    }
    close(pair[1]);
    if (child < 0)
        fail(a, "no process could be made (%d)", errno);
    else if (!await(pair[0], child, a, &how))
        fail(a, "it did not end within %d seconds", SECONDS);
    else if (WIFSIGNALED(how))
        fail(a, "it ended by signal %d", WTERMSIG(how));
    else if (WEXITSTATUS(how) != 0)
        fail(a, "it ended the process with status %d", WEXITSTATUS(how));
    close(pair[0]);
}

/** Test number TEST for every format; returns how many failed. */
static int run_test(const pecia_kit_order *order, uint32_t test) {
    int failed = 0;
    answer a = {.more = true};
    for (uint32_t index = 0; a.more && index < FORMATS_MAX; index++) {
        a = (answer){.more = false};
        snprintf(a.result.test, sizeof a.result.test, "%s", tests[test].name);
        if (order->in_process)
            run_here(order, test, index, &a.result, &a.more);
        else
            run_apart(order, test, index, &a);
        if (index > 0 && a.result.format[0] == '\0' && a.result.verdict != PECIA_KIT_FAIL)
            break; /* there was no further format */
        order->hear(order->context, &a.result);
        failed += a.result.verdict == PECIA_KIT_FAIL;
    }
    return failed;
}

int pecia_kit_run(const pecia_kit_order *order) {
    int failed = 0;
    bool found = false;
    for (uint32_t i = 0; i < COUNT; i++) {
        if (order->only && strcmp(order->only, tests[i].name) != 0)
            continue;
        found = true;
        failed += run_test(order, i);
    }
    return found ? failed : -1;
}
