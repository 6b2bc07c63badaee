/* SPDX-License-Identifier: MIT
 *
 * session.c: limits, messages, the report and the formats of one run of the command.
 */
#include "cli/session.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** Listener: adds a line to the report, but of each kind no more than the limit. */
static void report_diagnostic(void *context, const pecia_diagnostic *diagnostic) {
    cli_session *session = context;
    char text[4096];
    cli_message_count *count = cli_message_of(session->reported, &session->reported_used, diagnostic);
    if (count != NULL && count->shown < session->limits.value[PECIA_LIMIT_DIAGNOSTICS]) {
        count->shown++;
        cli_session_report(session, text, pecia_diagnostic_json(diagnostic, text, sizeof text));
    }
}

void cli_session_report(cli_session *session, const char *data, uint64_t size) {
    if (session->report != NULL && size > 0) {
        pecia_output_write(session->report, data, size);
    }
}

static bool wants_colour(const cli_args *args) {
    const char *when = cli_args_last(args, CLI_OPTION_COLOR);
    if (when != NULL && strcmp(when, "auto") != 0) {
        return strcmp(when, "always") == 0;
    }
    const char *no = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) != 0 && (no == NULL || no[0] == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

static int32_t set_limits(cli_session *session) {
    char why[512];
    pecia_limits_default(&session->limits);
    const char *const *settings = session->args->list[CLI_OPTION_LIMIT];
    for (; settings != NULL && *settings != NULL; settings++) {
        if (pecia_limits_set(&session->limits, *settings, why, sizeof why) != PECIA_OK) {
            return cli_usage(session, "--limit: %s", why);
        }
    }
    session->messages.most = session->limits.value[PECIA_LIMIT_DIAGNOSTICS];
    return PECIA_OK;
}

bool cli_is_same_file(const char *a, const char *b) {
    struct stat first;
    struct stat second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && S_ISREG(first.st_mode) && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

/** The report must not take the place of what is read or written. */
static int32_t check_report(cli_session *session, const char *path) {
    const char *output = cli_args_last(session->args, CLI_OPTION_OUTPUT);
    bool streams = strcmp(path, "-") == 0;
    if (streams && session->args->command == CLI_CONVERT && (output == NULL || strcmp(output, "-") == 0)) {
        return cli_usage(session, "the document and the report cannot both go to standard output; name one of them");
    }
    if (!streams && output != NULL && (strcmp(path, output) == 0 || cli_is_same_file(path, output))) {
        return cli_usage(session, "the report and the document cannot have the same name");
    }
    for (const char *const *input = session->args->operands; *input != NULL; input++) {
        if (!streams && cli_is_same_file(path, *input)) {
            return cli_usage(session, "the report cannot have the name of an input");
        }
    }
    return PECIA_OK;
}

static int32_t open_report(cli_session *session) {
    const char *path = cli_args_last(session->args, CLI_OPTION_REPORT);
    if (path == NULL) {
        return PECIA_OK;
    }
    int32_t status = check_report(session, path);
    if (status == PECIA_OK) {
        status =
            pecia_output_open(pecia_memory_default(), &session->limits, session->diagnostics, path, &session->report);
    }
    if (status == PECIA_OK) {
        pecia_diagnostics_listen(session->diagnostics, report_diagnostic, session);
    }
    return status;
}

int32_t cli_session_open(cli_session *session, const cli_args *args, const volatile sig_atomic_t *cancelled) {
    *session = (cli_session){.args = args, .cancelled = cancelled};
    session->messages = (cli_messages){.out = stderr, .threshold = PECIA_WARNING, .colour = wants_colour(args)};
    if (cli_args_has(args, CLI_OPTION_QUIET)) {
        session->messages.threshold = PECIA_ERROR;
    } else if (cli_args_has(args, CLI_OPTION_VERBOSE)) {
        session->messages.threshold = PECIA_INFO;
        session->messages.everything = true;
    }
    pecia_limits_default(&session->limits);
    session->messages.most = session->limits.value[PECIA_LIMIT_DIAGNOSTICS];
    session->diagnostics = pecia_diagnostics_new(pecia_memory_default(), &session->limits);
    if (session->diagnostics == NULL) {
        fputs("pecia: error: memory ran out [out-of-memory]\n", stderr);
        return PECIA_ERR_MEMORY;
    }
    pecia_diagnostics_show(session->diagnostics, UINT64_MAX); /* messages.c and the report decide how many */
    pecia_diagnostics_listen(session->diagnostics, cli_messages_hear, &session->messages);
    int32_t status = set_limits(session);
    return status == PECIA_OK ? open_report(session) : status;
}

int32_t cli_session_formats(cli_session *session) {
    session->registry = pecia_registry_new(pecia_memory_default(), session->diagnostics);
    if (session->registry == NULL) {
        pecia_report(session->diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out");
        return PECIA_ERR_MEMORY;
    }
    return pecia_registry_scan(session->registry, session->args->list[CLI_OPTION_PLUGIN_DIR]);
}

pecia_settings cli_session_settings(const cli_session *session) {
    const cli_args *args = session->args;
    return (pecia_settings){.limits = &session->limits,
                            .registry = session->registry,
                            .diagnostics = session->diagnostics,
                            .from = cli_args_last(args, CLI_OPTION_FROM),
                            .to = cli_args_last(args, CLI_OPTION_TO),
                            .options = args->list[CLI_OPTION_FORMAT_OPTION],
                            .metadata = args->list[CLI_OPTION_METADATA],
                            .metadata_files = args->list[CLI_OPTION_METADATA_FILE],
                            .resource_paths = args->list[CLI_OPTION_RESOURCE_PATH],
                            .strict = cli_args_has(args, CLI_OPTION_STRICT),
                            .extract_media = cli_args_last(args, CLI_OPTION_EXTRACT_MEDIA),
                            .cancelled = session->cancelled};
}

int32_t cli_usage(cli_session *session, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    pecia_diagnostics_file(session->diagnostics, NULL);
    pecia_report_list(session->diagnostics, PECIA_ERROR, "usage", NULL, format, arguments);
    va_end(arguments);
    return PECIA_ERR_USAGE;
}

static void report_end(cli_session *session, int code) {
    char line[256];
    int used =
        snprintf(line, sizeof line,
                 "{\"end\":true,\"exit\":%d,\"errors\":%" PRIu64 ",\"warnings\":%" PRIu64 ",\"infos\":%" PRIu64 "}\n",
                 code, pecia_diagnostics_count(session->diagnostics, PECIA_ERROR),
                 pecia_diagnostics_count(session->diagnostics, PECIA_WARNING),
                 pecia_diagnostics_count(session->diagnostics, PECIA_INFO));
    cli_session_report(session, line, used > 0 ? (uint64_t)used : 0);
}

int cli_session_close(cli_session *session, int code) {
    if (session->diagnostics != NULL) {
        pecia_diagnostics_file(session->diagnostics, NULL);
        pecia_diagnostics_finish(session->diagnostics);
        cli_messages_finish(&session->messages);
        report_end(session, code);
    }
    if (session->report != NULL) {
        pecia_output *report = session->report;
        session->report = NULL; /* what follows cannot be in it */
        int32_t status = pecia_output_finish(report);
        code = code == 0 ? pecia_exit_code(status) : code;
        pecia_output_close(report);
    }
    pecia_registry_free(session->registry);
    pecia_diagnostics_free(session->diagnostics);
    return code;
}
