/* SPDX-License-Identifier: MIT
 *
 * messages.c: prints diagnostics, and counts those that would be too many.
 */
#include "cli/messages.h"

#include <inttypes.h>
#include <string.h>

cli_message_count *cli_message_of(cli_message_count *counts, uint32_t *used, const pecia_diagnostic *diagnostic) {
    for (uint32_t i = 0; i < *used; i++) {
        if (strncmp(counts[i].code, diagnostic->code, sizeof counts[i].code - 1) == 0) {
            return &counts[i];
        }
    }
    if (*used == CLI_MESSAGE_CODES) {
        return NULL;
    }
    cli_message_count *count = &counts[(*used)++];
    *count = (cli_message_count){.severity = diagnostic->severity};
    snprintf(count->code, sizeof count->code, "%s", diagnostic->code);
    return count;
}

static bool is_silent(const cli_messages *messages, const pecia_diagnostic *diagnostic) {
    if (diagnostic->severity < messages->threshold) {
        return true;
    }
    if (messages->silent_file != NULL && diagnostic->file != NULL &&
        strcmp(messages->silent_file, diagnostic->file) == 0) {
        return true;
    }
    for (const char *const *code = messages->silent; code != NULL && *code != NULL; code++) {
        if (strcmp(*code, diagnostic->code) == 0) {
            return true;
        }
    }
    return false;
}

/** True if enough of its kind were shown. What befell a note is always said: notes are what users look for. */
static bool is_enough(const cli_messages *messages, const cli_message_count *count) {
    return !messages->everything && count->severity != PECIA_ERROR && strncmp(count->code, "note-", 5) != 0 &&
           count->shown >= CLI_MESSAGE_USUAL;
}

static void print(cli_messages *messages, const pecia_diagnostic *diagnostic) {
    char text[CLI_MESSAGE_LINE];
    size_t used = pecia_diagnostic_text(diagnostic, messages->colour, text, sizeof text);
    if (messages->lines >= messages->most) {
        messages->left_out++;
        if (diagnostic->severity == PECIA_ERROR) {
            snprintf(messages->last_error, sizeof messages->last_error, "%s", text);
        }
        return;
    }
    messages->lines++;
    fwrite(text, 1, used, messages->out);
    if (messages->everything && diagnostic->advice != NULL) {
        fprintf(messages->out, "    %s\n", diagnostic->advice);
    }
}

void cli_messages_hear(void *context, const pecia_diagnostic *diagnostic) {
    cli_messages *messages = context;
    if (is_silent(messages, diagnostic)) {
        return;
    }
    cli_message_count *count = cli_message_of(messages->count, &messages->count_used, diagnostic);
    if (count != NULL && is_enough(messages, count)) {
        count->hidden++;
        return;
    }
    if (count != NULL) {
        count->shown++;
    }
    print(messages, diagnostic);
}

void cli_messages_pause(cli_messages *messages) {
    char message[128];
    for (uint32_t i = 0; i < messages->count_used; i++) {
        const cli_message_count *count = &messages->count[i];
        if (messages->lines >= messages->most) {
            messages->left_out += count->hidden;
        } else if (count->hidden > 0) {
            snprintf(message, sizeof message, "%" PRIu64 " more of this kind %s not shown; --verbose shows them",
                     count->hidden, count->hidden == 1 ? "is" : "are");
            print(messages, &(pecia_diagnostic){.severity = count->severity, .code = count->code, .message = message});
        }
    }
    messages->count_used = 0;
}

void cli_messages_finish(cli_messages *messages) {
    char message[128];
    char text[CLI_MESSAGE_LINE];
    cli_messages_pause(messages);
    bool last = messages->last_error[0] != '\0';
    uint64_t left = messages->left_out - last;
    fputs(messages->last_error, messages->out);
    if (left == 0) {
        return;
    }
    snprintf(message, sizeof message, "%" PRIu64 " more %s not shown; --limit diagnostics=NUMBER shows more", left,
             left == 1 ? "message is" : "messages are");
    pecia_diagnostic_text(
        &(pecia_diagnostic){.severity = PECIA_WARNING, .code = "more-diagnostics", .message = message},
        messages->colour, text, sizeof text);
    fputs(text, messages->out);
}
