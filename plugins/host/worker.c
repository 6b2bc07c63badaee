/* SPDX-License-Identifier: MIT
 *
 * worker.c: see worker.h.
 *
 * Down the socket go documents: a header with the size, then the bytes. Up come messages, and an end for each step. The
 * worker bounds its processor time and memory by the kernel's limits, so that whatever a library does there it ends; a
 * second clock, of the wall, is kept here for a worker that neither works nor answers.
 */
#include "plugins/host/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/input.h"
#include "pecia/validate.h"
#include "plugins/host/job.h"
#include "plugins/host/registry.h"
#include "plugins/host/source.h"
#include "plugins/host/why.h"

enum { UP_MESSAGE = 1, UP_END = 2, CODE_SIZE = 64, MESSAGE_SIZE = 512, LOOK_MS = 200, PATIENCE = 10 };

/* What goes up: one message, or the end of a step. */
typedef struct up {
    uint32_t what;
    int32_t status; /* END: the status; MESSAGE: the severity */
    uint32_t line, column;
    char code[CODE_SIZE];
    char message[MESSAGE_SIZE];
} up;

/* What goes down before a document. */
typedef struct down {
    uint64_t size;
} down;

struct pecia_worker {
    pecia_work work;
    pid_t pid;
    int socket;
};

/* ---------------------------------------------------------------- both sides */

static bool send_all(int to, const void *data, uint64_t size) {
    const char *at = data;
    while (size) {
        ssize_t sent = send(to, at, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        size -= (uint64_t)sent;
    }
    return true;
}

static bool receive_all(int from, void *data, uint64_t size) {
    char *at = data;
    while (size) {
        ssize_t got = recv(from, at, size, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= (uint64_t)got;
    }
    return true;
}

/* ---------------------------------------------------------------- in the worker */

typedef struct inside {
    const pecia_work *work;
    pecia_settings settings; /* with diagnostics of its own */
    const pecia_validate_api *api;
    int socket;
    pecia_job *job; /* that opened the schema, which lives as long */
    pecia_schema *schema;
} inside;

static void send_message(void *context, const pecia_diagnostic *diagnostic) {
    const inside *in = context;
    up message = {.what = UP_MESSAGE,
                  .status = diagnostic->severity,
                  .line = diagnostic->place.line,
                  .column = diagnostic->place.column};
    snprintf(message.code, sizeof message.code, "%s", diagnostic->code);
    snprintf(message.message, sizeof message.message, "%s", diagnostic->message);
    if (!send_all(in->socket, &message, sizeof message))
        _exit(1); /* nobody listens */
}

/* What libraries print by themselves goes nowhere. */
static void silence(void) {
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0)
        return;
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
}

/* Nothing that is wrong in here may come out: not by signals, core files, time or memory. */
static void confine(const pecia_work *work, bool first) {
    static const int signals[] = {SIGINT,  SIGTERM, SIGHUP, SIGALRM, SIGXCPU, SIGPIPE,
                                  SIGSEGV, SIGBUS,  SIGILL, SIGFPE,  SIGABRT};
    struct rusage used;
    struct rlimit limit = {0, 0};
    for (size_t i = 0; first && i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
    if (first) {
        silence();
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setrlimit(RLIMIT_CORE, &limit);
    }
    if (getrusage(RUSAGE_SELF, &used) == 0 && getrlimit(RLIMIT_CPU, &limit) == 0) {
        rlim_t end = (rlim_t)used.ru_utime.tv_sec + (rlim_t)used.ru_stime.tv_sec + 1 + work->seconds;
        limit.rlim_cur = end < limit.rlim_max ? end : limit.rlim_max;
        setrlimit(RLIMIT_CPU, &limit);
    }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    pecia_limits limits;
    pecia_settings_limits(work->settings, &limits);
    uint64_t most = limits.value[PECIA_LIMIT_DOCUMENT];
    if (first && most < UINT64_MAX / 4 && getrlimit(RLIMIT_AS, &limit) == 0) {
        rlim_t end = (rlim_t)most * 2;
        limit.rlim_cur = end < limit.rlim_max ? end : limit.rlim_max;
        setrlimit(RLIMIT_AS, &limit);
    }
#endif
}

static int32_t new_job(inside *in, const char *path, uint64_t size, pecia_job **job) {
    pecia_job_order order = {.settings = &in->settings,
                             .format = in->work->format,
                             .applies = PECIA_OPTION_READ,
                             .file_name = path,
                             .input_size = size};
    return pecia_job_new(&order, job);
}

static int32_t open_schema(inside *in) {
    pecia_limits limits;
    pecia_input *input;
    pecia_settings_limits(in->work->settings, &limits);
    uint64_t errors = pecia_diagnostics_count(in->settings.diagnostics, PECIA_ERROR);
    int32_t status = pecia_input_open(pecia_settings_memory(&in->settings), &limits, in->settings.diagnostics,
                                      in->work->schema, &input);
    if (status != PECIA_OK)
        return status;
    int64_t size = pecia_input_size(input);
    status = new_job(in, in->work->schema, size < 0 ? UINT64_MAX : (uint64_t)size, &in->job);
    if (status == PECIA_OK)
        status = in->api->open(pecia_host_get(), in->job, input, &in->schema);
    if (status == PECIA_OK)
        status = pecia_input_status(input);
    if (in->job)
        status = pecia_job_outcome(in->job, status, errors, "open");
    pecia_input_close(input);
    return status;
}

static int32_t check(inside *in, const char *bytes, uint64_t size) {
    pecia_limits limits;
    pecia_input *input;
    pecia_job *job = NULL;
    pecia_settings_limits(in->work->settings, &limits);
    uint64_t errors = pecia_diagnostics_count(in->settings.diagnostics, PECIA_ERROR);
    int32_t status = pecia_input_open_memory(pecia_settings_memory(&in->settings), &limits, in->settings.diagnostics,
                                             bytes, size, &input);
    if (status != PECIA_OK)
        return status;
    status = new_job(in, "-", size, &job);
    if (status == PECIA_OK)
        status = in->api->check_schema(pecia_host_get(), job, in->schema, input);
    if (job)
        status = pecia_job_outcome(job, status, errors, "check");
    pecia_job_free(job);
    pecia_input_close(input);
    return status;
}

static void send_end(const inside *in, int32_t status) {
    up end = {.what = UP_END, .status = status};
    if (!send_all(in->socket, &end, sizeof end))
        _exit(1);
}

static int32_t receive_and_check(inside *in, uint64_t size) {
    const pecia_memory *memory = pecia_settings_memory(&in->settings);
    char *bytes = pecia_memory_new(memory, size + 1);
    if (!bytes)
        _exit(1); /* the bytes cannot be passed over without reading them */
    if (!receive_all(in->socket, bytes, size))
        _exit(0);
    confine(in->work, false);
    int32_t status = check(in, bytes, size);
    pecia_memory_free(memory, bytes);
    return status;
}

static void run(const pecia_work *work, int socket) {
    inside in = {.work = work, .settings = *work->settings, .socket = socket};
    pecia_limits limits;
    down order;
    confine(work, true);
    pecia_settings_limits(work->settings, &limits);
    limits.value[PECIA_LIMIT_DIAGNOSTICS] = UINT64_MAX; /* the other side decides */
    in.settings.diagnostics = pecia_diagnostics_new(pecia_settings_memory(work->settings), &limits);
    if (!in.settings.diagnostics)
        _exit(1);
    pecia_diagnostics_listen(in.settings.diagnostics, send_message, &in);
    in.api = pecia_checked_of(work->format)->format->get_extension(PECIA_VALIDATE_ID);
    int32_t status = open_schema(&in);
    send_end(&in, status);
    while (status == PECIA_OK && receive_all(socket, &order, sizeof order))
        send_end(&in, receive_and_check(&in, order.size));
    _exit(0);
}

/* ---------------------------------------------------------------- on this side */

static void pass_on(pecia_worker *worker, const up *message) {
    pecia_place place = {{NULL, 0}, message->line, message->column};
    const char *code = pecia_diagnostic_code(message->code);
    pecia_report(worker->work.settings->diagnostics, message->status, code ? code : "schema-invalid", &place, "%.*s",
                 MESSAGE_SIZE - 1, message->message);
}

/* Waits for something to read. PECIA_OK, or why not. */
static int32_t wait_for(const pecia_worker *worker, time_t end) {
    const volatile sig_atomic_t *cancelled = worker->work.settings->cancelled;
    struct pollfd ready = {.fd = worker->socket, .events = POLLIN};
    struct timespec now;
    for (;;) {
        int got = poll(&ready, 1, LOOK_MS);
        if (cancelled && *cancelled)
            return PECIA_ERR_CANCELLED;
        if (got > 0)
            return PECIA_OK;
        if ((got < 0 && errno != EINTR) || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
            return PECIA_ERR_IO;
        if (now.tv_sec > end)
            return PECIA_ERR_LIMIT;
    }
}

/* Takes what comes up until the end of a step. False, and *STATUS, when the worker is gone or has to go. */
static bool listen_to(pecia_worker *worker, int32_t *status) {
    struct timespec now = {0, 0};
    up got;
    clock_gettime(CLOCK_MONOTONIC, &now);
    time_t end = now.tv_sec + (time_t)worker->work.seconds * PATIENCE + PATIENCE;
    for (;;) {
        *status = wait_for(worker, end);
        if (*status != PECIA_OK)
            return false;
        if (!receive_all(worker->socket, &got, sizeof got)) {
            *status = PECIA_ERR_PLUGIN; /* it died: end_of tells of what */
            return false;
        }
        got.code[CODE_SIZE - 1] = '\0';
        got.message[MESSAGE_SIZE - 1] = '\0';
        if (got.what == UP_END) {
            *status = got.status;
            return true;
        }
        pass_on(worker, &got);
    }
}

/* How the process ended; it is ended if it has not. */
static int end_of(pecia_worker *worker, bool kill_it) {
    int how = 0;
    if (worker->pid <= 0)
        return 0;
    if (kill_it)
        kill(worker->pid, SIGKILL);
    while (waitpid(worker->pid, &how, 0) < 0 && errno == EINTR)
        ;
    worker->pid = 0;
    return how;
}

/* Says why the worker gave no answer to what it was DOING. */
static int32_t explain(pecia_worker *worker, int32_t status, const char *doing) {
    pecia_diagnostics *diagnostics = worker->work.settings->diagnostics;
    int how = end_of(worker, status != PECIA_ERR_PLUGIN);
    if (status == PECIA_ERR_CANCELLED) {
        pecia_report(diagnostics, PECIA_ERROR, "cancelled", NULL, "stopped on request");
    } else if (status == PECIA_ERR_LIMIT || (WIFSIGNALED(how) && WTERMSIG(how) == SIGXCPU)) {
        pecia_report(diagnostics, PECIA_ERROR, "schema-time", NULL,
                     "%s took more than %u second%s of processor time and was stopped", doing, worker->work.seconds,
                     worker->work.seconds == 1 ? "" : "s");
        status = PECIA_ERR_LIMIT;
    } else {
        pecia_report(diagnostics, PECIA_ERROR, "schema-failed", NULL,
                     "%s failed: the library ran out of memory or ended by a fault of its own (%s %d)", doing,
                     WIFSIGNALED(how) ? "signal" : "status", WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how));
        status = PECIA_ERR_LIMIT;
    }
    return status;
}

static int32_t fail_start(const pecia_work *work, const char *what) {
    pecia_report(work->settings->diagnostics, PECIA_ERROR, "schema-failed", NULL,
                 "no process could be made to compile the schema: %s: %s", what, strerror(errno));
    return PECIA_ERR_IO;
}

static int32_t compile(pecia_worker *worker) {
    int32_t status;
    pecia_diagnostics *diagnostics = worker->work.settings->diagnostics;
    const char *before = pecia_diagnostics_file(diagnostics, worker->work.schema);
    if (!listen_to(worker, &status))
        status = explain(worker, status, "compiling the schema");
    pecia_diagnostics_file(diagnostics, before);
    return status;
}

int32_t pecia_worker_start(const pecia_work *work, pecia_worker **out) {
    int pair[2];
    *out = NULL;
    pecia_worker *worker = pecia_memory_new(pecia_settings_memory(work->settings), sizeof *worker);
    if (!worker)
        return pecia_report_memory(work->settings->diagnostics);
    *worker = (pecia_worker){.work = *work, .socket = -1};
    int32_t status = PECIA_OK;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        status = fail_start(work, "socketpair");
    } else {
        worker->pid = fork();
        if (worker->pid == 0) {
            close(pair[0]);
            run(&worker->work, pair[1]);
        }
        close(pair[1]);
        worker->socket = pair[0];
        status = worker->pid < 0 ? fail_start(work, "fork") : compile(worker);
    }
    if (status != PECIA_OK) {
        pecia_worker_end(worker);
        return status;
    }
    *out = worker;
    return PECIA_OK;
}

int32_t pecia_worker_check(pecia_worker *worker, pecia_str bytes, bool *alive) {
    down order = {.size = bytes.size};
    int32_t status = PECIA_ERR_PLUGIN;
    *alive = send_all(worker->socket, &order, sizeof order) && send_all(worker->socket, bytes.data, bytes.size) &&
             listen_to(worker, &status);
    return *alive ? status : explain(worker, status, "checking by the schema");
}

void pecia_worker_end(pecia_worker *worker) {
    if (!worker)
        return;
    if (worker->socket >= 0)
        close(worker->socket);
    end_of(worker, true);
    pecia_memory_free(pecia_settings_memory(worker->work.settings), worker);
}
