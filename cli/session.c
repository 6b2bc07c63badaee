/* SPDX-License-Identifier: MIT
 *
 * session.c: limits, messages, the report and the formats of one run of the command.
 */
#include "cli/session.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_among(const char *const *list, const char *word) {
    while (list != NULL && *list != NULL) {
        if (strcmp(*list++, word) == 0) {
            return true;
        }
    }
    return false;
}

/** Listener: prints to standard error. */
static void print_diagnostic(void *context, const pecia_diagnostic *diagnostic) {
    const cli_session *session = context;
    char text[2048];
    if (diagnostic->severity < session->threshold || is_among(session->silent, diagnostic->code)) {
        return;
    }
    size_t used = pecia_diagnostic_text(diagnostic, session->colour, text, sizeof text);
    fwrite(text, 1, used, stderr);
    if (session->advice && diagnostic->advice != NULL) {
        fprintf(stderr, "    %s\n", diagnostic->advice);
    }
}

/** Listener: adds a line to the report. */
static void report_diagnostic(void *context, const pecia_diagnostic *diagnostic) {
    char text[4096];
    cli_session_report(context, text, pecia_diagnostic_json(diagnostic, text, sizeof text));
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
    pecia_diagnostics_show(session->diagnostics, session->limits.value[PECIA_LIMIT_DIAGNOSTICS]);
    return PECIA_OK;
}

static int32_t open_report(cli_session *session) {
    const char *path = cli_args_last(session->args, CLI_OPTION_REPORT);
    if (path == NULL) {
        return PECIA_OK;
    }
    int32_t status = pecia_output_open(pecia_memory_default(), &session->limits, session->diagnostics, path,
                                       &session->report);
    if (status == PECIA_OK) {
        pecia_diagnostics_listen(session->diagnostics, report_diagnostic, session);
    }
    return status;
}

int32_t cli_session_open(cli_session *session, const cli_args *args, const volatile sig_atomic_t *cancelled) {
    *session = (cli_session){.args = args, .cancelled = cancelled, .threshold = PECIA_WARNING};
    if (cli_args_has(args, CLI_OPTION_QUIET)) {
        session->threshold = PECIA_ERROR;
    } else if (cli_args_has(args, CLI_OPTION_VERBOSE)) {
        session->threshold = PECIA_INFO;
        session->advice = true;
    }
    session->colour = wants_colour(args);
    pecia_limits_default(&session->limits);
    session->diagnostics = pecia_diagnostics_new(pecia_memory_default(), &session->limits);
    if (session->diagnostics == NULL) {
        fputs("pecia: error: memory ran out [out-of-memory]\n", stderr);
        return PECIA_ERR_MEMORY;
    }
    pecia_diagnostics_listen(session->diagnostics, print_diagnostic, session);
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
    int used = snprintf(line, sizeof line,
                        "{\"end\":true,\"exit\":%d,\"errors\":%" PRIu64 ",\"warnings\":%" PRIu64 ",\"infos\":%" PRIu64
                        "}\n",
                        code, pecia_diagnostics_count(session->diagnostics, PECIA_ERROR),
                        pecia_diagnostics_count(session->diagnostics, PECIA_WARNING),
                        pecia_diagnostics_count(session->diagnostics, PECIA_INFO));
    cli_session_report(session, line, used > 0 ? (uint64_t)used : 0);
}

int cli_session_close(cli_session *session, int code) {
    if (session->diagnostics != NULL) {
        pecia_diagnostics_file(session->diagnostics, NULL);
        pecia_diagnostics_finish(session->diagnostics);
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
