/* SPDX-License-Identifier: MIT
 *
 * session.h: what all commands share: limits, messages, the report, the formats.
 */
#ifndef PECIA_CLI_SESSION_H
#define PECIA_CLI_SESSION_H

#include "cli/args.h"
#include "cli/messages.h"
#include "plugins/host/documents.h"

typedef struct cli_session {
    const cli_args *args;
    pecia_limits limits;
    pecia_diagnostics *diagnostics;
    pecia_registry *registry; /* NULL before cli_session_formats */
    pecia_output *report;     /* NULL: none was asked for */
    cli_messages messages;
    cli_message_count reported[CLI_MESSAGE_CODES]; /* how often each code is in the report */
    uint32_t reported_used;
    const volatile sig_atomic_t *cancelled; /* the signal that was caught, 0 for none */
} cli_session;

/** Begins: limits, messages to standard error, the report. PECIA_OK or a status, reported as far as that goes. */
int32_t cli_session_open(cli_session *session, const cli_args *args, const volatile sig_atomic_t *cancelled);
/** Looks for the format plugins. */
int32_t cli_session_formats(cli_session *session);
/** The settings for conversions that the options ask for. They borrow from the session. */
pecia_settings cli_session_settings(const cli_session *session);
/** Says what is wrong with the command line; returns PECIA_ERR_USAGE. */
int32_t cli_usage(cli_session *session, const char *format, ...) PECIA_PRINTF(2, 3);
/** True if the two names lead to one regular file. */
bool cli_is_same_file(const char *a, const char *b);
/** Ends: says how many messages were left out, puts the report in its place with a last line that holds the exit
 * status. Returns the exit code for STATUS, or another if that failed. */
int cli_session_close(cli_session *session, int code);
/** Adds the SIZE bytes at DATA, one line of JSON, to the report if there is one. */
void cli_session_report(cli_session *session, const char *data, uint64_t size);

#endif
