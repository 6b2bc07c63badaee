/* SPDX-License-Identifier: MIT
 *
 * transform.c: see transform.h. The source goes down a socket, the result and the messages come up pipes; this side
 * waits for all three at once, so that neither can hold the other.
 */
#include "plugins/host/transform.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plugins/host/registry.h"

enum { LOOK_MS = 20, LINE_SIZE = 8192, CHUNK = 65536, UNIT = 31, DEPTH = 1000, FIXED = 5, ARGUMENTS = 80 };
enum { LIMIT_MET = 3 }; /* status of plugins/xslt */
/* What a stylesheet may do: so many instructions, and more for each byte; it may take ten times as many steps of XPath.
 */
#define OPERATIONS        UINT64_C(10000000)
#define OPERATIONS_A_BYTE 100

typedef struct running {
    const pecia_host *host;
    pecia_job *job;
    const pecia_transform *transform;
    pecia_output *output;
    pid_t pid;
    int down, up, said; /* -1 when closed */
    uint64_t sent;
    char line[LINE_SIZE]; /* of a message that is not whole yet */
    size_t used;
    int32_t status;
} running;

/* ---------------------------------------------------------------- in the other process */

/** Lowers LIMIT to MOST; false if MOST is no limit. */
static bool lower(struct rlimit *limit, uint64_t most) {
    if (most >= UINT64_MAX / 4)
        return false;
    limit->rlim_cur = (rlim_t)most < limit->rlim_max ? (rlim_t)most : limit->rlim_max;
    return true;
}

/** Bounds the process's time and memory. */
static void bound(const pecia_limits *limits) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_CPU, &limit) == 0 && lower(&limit, limits->value[PECIA_LIMIT_SECONDS]))
        setrlimit(RLIMIT_CPU, &limit);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    if (getrlimit(RLIMIT_AS, &limit) == 0 && lower(&limit, limits->value[PECIA_LIMIT_DOCUMENT]))
        setrlimit(RLIMIT_AS, &limit);
#endif
}

/** Between fork and exec; calls nothing that a thread of the other side may hold a lock of. */
static void become(const pecia_limits *limits, int in, int out, int err, const char *program, char *const *arguments) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGALRM, SIGPIPE, SIGXFSZ};
    char locale[] = "LC_ALL=C", zone[] = "TZ=UTC", *const environment[] = {locale, zone, NULL};
    struct rlimit none = {0, 0};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
    setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_THREAD__         /* whose memory is a file */
    setrlimit(RLIMIT_FSIZE, &none); /* it writes to pipes */
#endif
    bound(limits);
    if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0)
        execve(program, arguments, environment);
    _exit(127);
}

/* ---------------------------------------------------------------- on this side */

static int32_t report_start(pecia_job *job, const char *what) {
    pecia_report(job->diagnostics, PECIA_ERROR, "stylesheet-failed", NULL,
                 "no process could be made to run the stylesheet: %s: %s", what, strerror(errno));
    return PECIA_ERR_IO;
}

/** The words of the command: the options that hold for this direction become parameters. */
static void make_arguments(running *r, const char *program, const char *sheet, char numbers[2][24],
                           const char *arguments[ARGUMENTS]) {
    const pecia_stylesheet *of = r->transform->sheet;
    uint32_t count = FIXED;
    snprintf(numbers[0], 24, "%d", DEPTH);
    snprintf(numbers[1], 24, "%" PRIu64, OPERATIONS + r->transform->source.size * OPERATIONS_A_BYTE);
    const char *fixed[FIXED] = {program, of->folder, sheet, numbers[0], numbers[1]};
    memcpy(arguments, fixed, sizeof fixed);
    for (uint32_t i = 0; i < of->option_count && count + 3 < ARGUMENTS; i++) {
        const char *value = pecia_values_get(&r->job->values, of->option[i].name);
        if (!value || !(of->option[i].applies & r->transform->direction))
            continue;
        arguments[count++] = of->option[i].name;
        arguments[count++] = value;
    }
    arguments[count++] = "generator";
    arguments[count++] = pecia_host_get()->job->generator(r->job);
    arguments[count] = NULL;
}

static void close_one(int *fd) {
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static int32_t start(running *r) {
    char program[PATH_MAX], numbers[2][24];
    const char *arguments[ARGUMENTS + 2], *slash = strrchr(r->transform->path, '/');
    int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
    if (!pecia_places_helper(r->transform->sheet->registry, "xslt", program)) {
        errno = ENOENT;
        return report_start(r->job, "the program host/xslt beside the formats");
    }
    make_arguments(r, program, slash ? slash + 1 : r->transform->path, numbers, arguments);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) == 0 && pipe2(out, O_CLOEXEC) == 0 &&
        pipe2(err, O_CLOEXEC) == 0)
        r->pid = fork();
    if (r->pid == 0)
        become(&r->job->limits, in[1], out[1], err[1], program, (char *const *)(const void *)arguments);
    int32_t status = r->pid < 0 ? report_start(r->job, "fork") : PECIA_OK;
    close_one(&in[1]);
    close_one(&out[1]);
    close_one(&err[1]);
    r->down = in[0];
    r->up = out[0];
    r->said = err[0];
    return status;
}

/** One message: severity, file, line, text. What a sheet says is about the sheet; what is wrong with the source is
 * about the source, and if that is TEI of our making, without a line. */
static void pass_on(running *r, char *line) {
    char *word[4] = {line, NULL, NULL, NULL};
    for (int i = 1; i < 4; i++) {
        word[i] = strchr(word[i - 1], UNIT);
        if (!word[i])
            return;
        *word[i]++ = '\0';
    }
    char *end = strchr(word[3], UNIT);
    if (end)
        *end = '\0';
    pecia_diagnostics *diagnostics = r->job->diagnostics;
    bool of_sheet = word[1][0] != '\0';
    bool ours = !of_sheet && r->transform->direction == PECIA_OPTION_WRITE;
    pecia_place place = {{NULL, 0}, ours ? 0 : (uint32_t)strtoul(word[2], NULL, 10), 0};
    int32_t severity = word[0][0] == '2' ? PECIA_ERROR : word[0][0] == '1' ? PECIA_WARNING : PECIA_INFO;
    const char *slash = strrchr(r->transform->path, '/');
    const char *path = r->transform->path;
    if (of_sheet && slash && strcmp(slash + 1, word[1]) != 0) { /* one that was included */
        size_t size = strlen(r->transform->sheet->folder) + strlen(word[1]) + 2;
        char *other = pecia_arena_alloc(pecia_registry_arena(r->transform->sheet->registry), size);
        if (other)
            snprintf(other, size, "%s/%s", r->transform->sheet->folder, word[1]);
        path = other ? other : path;
    }
    const char *before = pecia_diagnostics_file(diagnostics, of_sheet ? path : r->job->file_name);
    pecia_report(diagnostics, severity, severity == PECIA_ERROR ? "stylesheet-error" : "stylesheet-message", &place,
                 "%s", word[3]);
    pecia_diagnostics_file(diagnostics, before);
}

static void take_messages(running *r) {
    ssize_t got = read(r->said, r->line + r->used, sizeof r->line - 1 - r->used);
    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0) {
        close_one(&r->said);
        return;
    }
    r->used += (size_t)got;
    r->line[r->used] = '\0';
    char *at = r->line;
    for (char *end; (end = strchr(at, '\n')); at = end + 1) {
        *end = '\0';
        pass_on(r, at);
    }
    r->used -= (size_t)(at - r->line);
    memmove(r->line, at, r->used);
    if (r->used == sizeof r->line - 1)
        r->used = 0; /* no message is as long */
}

static void take_result(running *r) {
    char piece[CHUNK];
    ssize_t got = read(r->up, piece, sizeof piece);
    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0)
        close_one(&r->up);
    else
        r->status = r->host->output->write(r->output, piece, (uint64_t)got);
}

static void give_source(running *r) {
    uint64_t left = r->transform->source.size - r->sent;
    ssize_t sent = left ? send(r->down, r->transform->source.data + r->sent, left, MSG_NOSIGNAL | MSG_DONTWAIT) : 0;
    if (sent < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (sent <= 0)
        close_one(&r->down); /* all is sent, or nobody takes it: the end will tell why */
    else
        r->sent += (uint64_t)sent;
}

/** Moves bytes until both pipes are closed or something is wrong. */
static void carry(running *r) {
    while (r->status == PECIA_OK && (r->up >= 0 || r->said >= 0)) {
        struct pollfd fds[] = {{r->down, POLLOUT, 0}, {r->up, POLLIN, 0}, {r->said, POLLIN, 0}};
        int ready = poll(fds, 3, LOOK_MS);
        if (ready < 0 && errno != EINTR)
            r->status = report_start(r->job, "poll");
        if (ready > 0 && fds[0].revents)
            give_source(r);
        if (ready > 0 && fds[1].revents)
            take_result(r);
        if (ready > 0 && fds[2].revents)
            take_messages(r);
        if (r->status == PECIA_OK)
            r->status = pecia_job_proceed(r->job);
    }
}

/** Ends the process, if it has not ended, and judges how it did. */
static int32_t settle(running *r, uint64_t errors) {
    int how = 0;
    if (r->status != PECIA_OK)
        kill(r->pid, SIGKILL);
    while (waitpid(r->pid, &how, 0) < 0 && errno == EINTR)
        ;
    if (r->status != PECIA_OK)
        return r->status;
    if (WIFEXITED(how) && WEXITSTATUS(how) == 0)
        return PECIA_OK;
    if (WIFSIGNALED(how) && (WTERMSIG(how) == SIGXCPU || WTERMSIG(how) == SIGKILL))
        return pecia_report_limit(r->job->diagnostics, &r->job->limits, PECIA_LIMIT_SECONDS, NULL);
    if (WIFSIGNALED(how) || pecia_diagnostics_count(r->job->diagnostics, PECIA_ERROR) == errors)
        pecia_report(r->job->diagnostics, PECIA_ERROR, "stylesheet-failed", NULL,
                     "%s failed: it ran out of memory or depth, or ended by a fault of the library (%s %d)",
                     r->transform->path, WIFSIGNALED(how) ? "signal" : "status",
                     WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how));
    return WIFSIGNALED(how) || WEXITSTATUS(how) == LIMIT_MET ? PECIA_ERR_LIMIT : PECIA_ERR_INPUT;
}

int32_t pecia_transform_run(const pecia_host *host, pecia_job *job, const pecia_transform *transform,
                            pecia_output *output) {
    uint64_t errors = pecia_diagnostics_count(job->diagnostics, PECIA_ERROR);
    running *r = pecia_memory_new(job->memory, sizeof *r);
    if (!r)
        return pecia_report_memory(job->diagnostics);
    *r = (running){.host = host,
                   .job = job,
                   .transform = transform,
                   .output = output,
                   .pid = -1,
                   .down = -1,
                   .up = -1,
                   .said = -1};
    int32_t status = start(r);
    if (status == PECIA_OK) {
        carry(r);
        status = settle(r, errors);
    }
    close_one(&r->down);
    close_one(&r->up);
    close_one(&r->said);
    pecia_memory_free(job->memory, r);
    return status;
}
