/* SPDX-License-Identifier: MIT
 *
 * convert.c: "pecia convert": carries out the plan.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/plan.h"

static void put_losses(cli_session *session, const pecia_loss *loss, const char *format) {
    char line[512];
    for (uint32_t kind = 0; kind < PECIA_KIND_COUNT; kind++) {
        if (loss->degraded[kind] > 0 || loss->dropped[kind] > 0) {
            cli_session_report(session, line, pecia_loss_json(loss, format, kind, line, sizeof line));
        }
    }
}

/** The line of the report that sums up one conversion. */
static void put_summary(cli_session *session, const cli_task *task, const char *format, int code) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = session->report != NULL ? open_memstream(&text, &size) : NULL;
    if (out == NULL) {
        return;
    }
    cli_json json = {.out = out, .depth = 1};
    fputc('{', out);
    json.depth = 2; /* on one line */
    cli_json_open(&json, "inputs", '[');
    for (const char *const *input = task->inputs; *input != NULL; input++) {
        cli_json_word(&json, NULL, *input);
    }
    cli_json_close(&json, ']');
    cli_json_word(&json, "output", task->output);
    cli_json_word(&json, "to", format);
    cli_json_word(&json, "result", code == 0 ? "converted" : "failed");
    cli_json_number(&json, "exit", (uint64_t)code);
    fputs("}\n", out);
    if (fclose(out) == 0) {
        cli_session_report(session, text, size);
    }
    free(text);
}

/** A line of the report for each name of the source that is lost. */
static void put_name(void *context, const char *format, const pecia_loss_name *name) {
    char line[1024];
    cli_session_report(context, line, pecia_loss_name_json(name, format, line, sizeof line));
}

static int convert_one(cli_session *session, const cli_plan *plan, const cli_task *task) {
    pecia_settings settings = cli_session_settings(session);
    pecia_loss loss = {0};
    settings.to = plan->to->name;
    settings.lost = put_name;
    settings.lost_context = session;
    int code = pecia_exit_code(pecia_convert(&settings, task->inputs, task->output, &loss));
    put_losses(session, &loss, plan->to->name);
    put_summary(session, task, plan->to->name, code);
    return code;
}

int cli_convert(cli_session *session) {
    cli_plan plan = {0};
    int32_t status = cli_session_formats(session);
    if (status == PECIA_OK) {
        status = cli_plan_make(session, &plan);
    }
    int code = pecia_exit_code(status);
    /* one that fails does not keep the others from being converted */
    for (size_t i = 0; status == PECIA_OK && i < plan.count && *session->cancelled == 0; i++) {
        int one = convert_one(session, &plan, &plan.tasks[i]);
        code = code != 0 ? code : one;
        cli_messages_pause(&session->messages);
    }
    cli_plan_free(&plan);
    return code;
}
