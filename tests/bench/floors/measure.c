/* SPDX-License-Identifier: MIT
 *
 * measure.c: measure OUTPUT PROGRAM [ARGUMENT...]  runs a program with standard output to OUTPUT ("-": nowhere) and prints what it
 * took: microseconds of user and system time, KiB of memory at its peak, exit status. A small process of its own, because
 * a child's peak includes that of the process it was forked from.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void redirect(const char *path)
{
    int out = strcmp(path, "-") == 0 ? open("/dev/null", O_WRONLY) : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    int in = open("/dev/null", O_RDONLY);
    if (out < 0 || in < 0 || dup2(out, 1) < 0 || dup2(in, 0) < 0 || dup2(open("/dev/null", O_WRONLY), 2) < 0)
        _exit(126);
}

int main(int argc, char **argv)
{
    struct rusage usage;
    int status;
    if (argc < 3)
        return 2;
    pid_t child = fork();
    if (child == 0) {
        redirect(argv[1]);
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        return 1;
    long long micros = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    printf("%lld %ld %d\n", micros, usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
