/* SPDX-License-Identifier: MIT
 *
 * measure.c: measure OUTPUT PROGRAM [ARGUMENT...]  runs a program with standard output to OUTPUT ("-": nowhere) and prints what it
 * took: microseconds of user and system time, KiB of memory at its peak, exit status. A small process of its own, because
 * a child's peak includes that of the process it was forked from.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

/* Starts ARGV with its streams elsewhere. Not by fork: the pages that a copy of this process touches would be counted as
 * the program's. */
static int start(pid_t *child, const char *output, char **argv)
{
    posix_spawn_file_actions_t streams;
    const char *path = strcmp(output, "-") == 0 ? "/dev/null" : output;
    int failed = posix_spawn_file_actions_init(&streams);
    if (failed)
        return failed;
    failed = posix_spawn_file_actions_addopen(&streams, 0, "/dev/null", O_RDONLY, 0);
    if (!failed)
        failed = posix_spawn_file_actions_addopen(&streams, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (!failed)
        failed = posix_spawn_file_actions_addopen(&streams, 2, "/dev/null", O_WRONLY, 0);
    if (!failed)
        failed = posix_spawnp(child, argv[0], &streams, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&streams);
    return failed;
}

int main(int argc, char **argv)
{
    struct rusage usage;
    int status;
    pid_t child;
    if (argc < 3)
        return 2;
    if (start(&child, argv[1], argv + 2) != 0 || wait4(child, &status, 0, &usage) != child)
        return 1;
    long long micros = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    printf("%lld %ld %d\n", micros, usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
