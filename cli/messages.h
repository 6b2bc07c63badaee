/* SPDX-License-Identifier: MIT
 *
 * messages.h: how diagnostics are shown. A kind of message (a code) that comes again and again is shown a few times for
 * each conversion and then counted; messages about notes are all shown. No more lines than the limit "diagnostics" are
 * printed, but the last error always is.
 */
#ifndef PECIA_CLI_MESSAGES_H
#define PECIA_CLI_MESSAGES_H

#include <stdio.h>

#include "plugins/host/host.h"

enum { CLI_MESSAGE_CODES = 128, CLI_MESSAGE_USUAL = 10, CLI_MESSAGE_LINE = 2048 };

/** How often a code came. */
typedef struct cli_message_count {
    char code[64];
    int32_t severity;
    uint64_t shown, hidden;
} cli_message_count;

typedef struct cli_messages {
    FILE *out;
    int32_t threshold; /* the severity that is still shown */
    bool colour;
    bool everything;           /* kinds are not cut short; the advice is shown, too */
    const char *const *silent; /* codes that are not shown; NULL: none */
    const char *silent_file;   /* a file about which nothing is shown: the command does it; NULL: none */
    uint64_t most, lines;      /* printed at most, printed so far */
    uint64_t left_out;         /* because of MOST */
    cli_message_count count[CLI_MESSAGE_CODES];
    uint32_t count_used;
    char last_error[CLI_MESSAGE_LINE]; /* one that MOST kept back; "" for none */
} cli_messages;

/** A pecia_listener; the context is a cli_messages. */
void cli_messages_hear(void *messages, const pecia_diagnostic *diagnostic);
/** A conversion is over: says how many messages were left out, and begins to count anew. */
void cli_messages_pause(cli_messages *messages);
/** Ends: says what the limit kept back. */
void cli_messages_finish(cli_messages *messages);
/** The count of CODE, made if there is none; NULL if there are too many codes. Seen by the report too. */
cli_message_count *cli_message_of(cli_message_count *counts, uint32_t *used, const pecia_diagnostic *diagnostic);

#endif
