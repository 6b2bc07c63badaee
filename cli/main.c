/* SPDX-License-Identifier: MIT
 *
 * main.c: the command pecia: signals, the command line, the way to the command that was asked for.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/help.h"

/** The signal that asked us to stop. The one variable that a signal handler can reach. */
static volatile sig_atomic_t caught;

/** Long enough for every conversion to notice that it was cancelled. */
enum { GRACE_SECONDS = 5 };

/** The conversion looks at CAUGHT and ends by itself, cleaning up. A read from standard input that waits gets an end of
 * file; whatever else may wait for ever is ended by the alarm. Only functions that are safe in a handler are used. */
static void stop(int signal_number) {
    int saved = errno;
    caught = signal_number;
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0) {
        dup2(nothing, STDIN_FILENO);
        close(nothing);
    }
    alarm(GRACE_SECONDS);
    errno = saved;
}

static void give_up(int signal_number) {
    (void)signal_number;
    _exit(128 + (int)caught);
}

static void catch_signals(void) {
    static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = SIG_IGN};
    sigemptyset(&action.sa_mask);
    sigaction(SIGPIPE, &action, NULL); /* a write fails instead, and is reported */
    sigaction(SIGXFSZ, &action, NULL);
    action.sa_handler = give_up;
    sigaction(SIGALRM, &action, NULL);
    action.sa_handler = stop;
    action.sa_flags = (int)SA_RESETHAND; /* the second one ends us at once */
    for (size_t i = 0; i < sizeof stopping / sizeof stopping[0]; i++) {
        struct sigaction before;
        if (sigaction(stopping[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(stopping[i], &action, NULL);
        }
    }
}

/** A file that we open must not become standard output or error: what is closed is filled with something that refuses
 * to be written to. */
static void fill_descriptors(void) {
    for (int fd = 0; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) {
            int got = open("/dev/null", O_RDONLY);
            (void)got;
        }
    }
}

static int run_command(cli_session *session) {
    switch (session->args->command) {
    case CLI_FORMATS: return cli_formats(session);
    case CLI_INSPECT: return cli_inspect(session);
    case CLI_COMPARE: return cli_compare(session);
    case CLI_VALIDATE: return cli_validate(session);
    case CLI_PLUGIN: return cli_plugin(session);
    case CLI_LIMITS: return cli_limits(session);
    default: return cli_convert(session);
    }
}

/** "pecia help COMMAND" and --help. */
static int help(const cli_args *args) {
    int command = args->command;
    if (command != CLI_HELP) {
        cli_help_command(stdout, command, !args->named);
        return 0;
    }
    const char *topic = args->operands[0];
    if (topic == NULL) {
        cli_help_command(stdout, CLI_CONVERT, true);
        return 0;
    }
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        if (strcmp(cli_commands[i].name, topic) == 0) {
            cli_help_command(stdout, i, false);
            return 0;
        }
    }
    const char *near = pecia_nearest(topic, cli_command_names);
    char shown[128];
    pecia_printable(topic, strlen(topic), shown, sizeof shown);
    fprintf(stderr, "pecia: error: there is no command '%s'%s%s%s [usage]\n", shown, near ? "; did you mean '" : "",
            near ? near : "", near ? "'?" : "");
    return CLI_EXIT_USAGE;
}

static int run(const cli_args *args) {
    if (cli_args_has(args, CLI_OPTION_VERSION)) {
        puts("pecia " PECIA_VERSION);
        return 0;
    }
    if (cli_args_has(args, CLI_OPTION_HELP) || args->command == CLI_HELP) {
        return help(args);
    }
    cli_session session;
    int32_t status = cli_session_open(&session, args, &caught);
    int code = status == PECIA_OK ? run_command(&session) : pecia_exit_code(status);
    if (caught != 0 && code != 0) {
        code = 128 + (int)caught;
    }
    return cli_session_close(&session, code);
}

/** What was printed must have arrived. Whoever closed the pipe knows it. */
static int end_output(int code) {
    if (fflush(stdout) == 0 && ferror(stdout) == 0) {
        return code;
    }
    if (errno != EPIPE) {
        fprintf(stderr, "pecia: error: standard output cannot be written: %s [cannot-write]\n", strerror(errno));
    }
    return code != 0 ? code : CLI_EXIT_IO;
}

int main(int argc, char **argv) {
    char why[512];
    cli_args args;
    fill_descriptors();
    catch_signals();
    if (argc < 2) {
        cli_help_short(stderr);
        return CLI_EXIT_USAGE;
    }
    int32_t status = cli_args_parse((const char *const *)argv, &args, why, sizeof why);
    int code;
    if (status == PECIA_OK) {
        code = end_output(run(&args));
    } else {
        fprintf(stderr, "pecia: error: %s [usage]\n'pecia %s --help' lists the options\n", why,
                cli_commands[args.command].name);
        code = pecia_exit_code(status);
    }
    cli_args_free(&args);
    return code;
}
