/* SPDX-License-Identifier: MIT
 *
 * convert.c: "pecia convert": carries out the plan.
 *
 * With --strict a document is written to memory first, and put in its place only if nothing was lost and no warning
 * given: a conversion that fails leaves nothing behind.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/plan.h"

static uint64_t warnings(const cli_session *session) {
    return pecia_diagnostics_count(session->diagnostics, PECIA_WARNING);
}

/** Puts the bytes of a finished document in their place. */
static int32_t put_in_place(cli_session *session, const char *path, pecia_str bytes) {
    pecia_output *output = NULL;
    int32_t status =
        pecia_output_open(pecia_memory_default(), &session->limits, session->diagnostics, path, &output);
    if (status == PECIA_OK) {
        status = pecia_output_write(output, bytes.data, bytes.size);
    }
    if (status == PECIA_OK) {
        status = pecia_output_finish(output);
    }
    pecia_output_close(output);
    return status;
}

/** Converts TASK if that goes without loss or warning; *STRICT tells that it did not. */
static int32_t convert_strictly(cli_session *session, const pecia_settings *settings, const cli_task *task,
                                pecia_loss *loss, bool *strict) {
    uint64_t before = warnings(session);
    pecia_source source;
    pecia_str bytes = {NULL, 0};
    int32_t status = pecia_read(settings, task->inputs, &source);
    if (status == PECIA_OK) {
        status = pecia_write_memory(settings, &source, &bytes, loss);
    }
    if (status == PECIA_OK && (warnings(session) > before || pecia_loss_any(loss))) {
        *strict = true;
        pecia_diagnostics_file(session->diagnostics, task->inputs[0]);
        pecia_report(session->diagnostics, PECIA_ERROR, "strict", NULL,
                     "nothing was written, since --strict allows neither losses nor warnings");
    } else if (status == PECIA_OK) {
        status = put_in_place(session, task->output, bytes);
    }
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)bytes.data);
    pecia_source_free(&source);
    return status;
}

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

static int convert_one(cli_session *session, const cli_plan *plan, const cli_task *task) {
    pecia_settings settings = cli_session_settings(session);
    pecia_loss loss = {0};
    bool strict = false;
    int32_t status = PECIA_OK;
    settings.to = plan->to->name;
    if (cli_args_has(session->args, CLI_OPTION_STRICT)) {
        status = convert_strictly(session, &settings, task, &loss, &strict);
    } else {
        status = pecia_convert(&settings, task->inputs, task->output, &loss);
    }
    int code = strict ? CLI_EXIT_STRICT : pecia_exit_code(status);
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
    }
    cli_plan_free(&plan);
    return code;
}
