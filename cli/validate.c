/* SPDX-License-Identifier: MIT
 *
 * validate.c: "pecia validate" checks files by the rules of their format, and by a schema.
 *
 * What is found in a file is gathered, put in the order of its lines and printed; what keeps the command from its work
 * goes where all messages go.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/json.h"

enum { SECONDS_USUAL = 60, SECONDS_MOST = 86400, LINE_SIZE = 2048 };

/** Something found in a file. */
typedef struct finding {
    pecia_diagnostic diagnostic;
    uint64_t order; /* in which it was said */
} finding;

/** The files so far, and the one at hand. */
typedef struct validation {
    cli_session *session;
    const char *path;
    pecia_arena *arena; /* of the file at hand */
    finding *findings;
    uint64_t count, capacity;
    uint64_t kept[PECIA_ERROR + 1], found[PECIA_ERROR + 1]; /* in the file, by severity */
    bool failed;                                            /* memory ran out */
    bool as_json;
    bool colour;
    cli_json json;
    uint64_t files, bad_files, total[PECIA_ERROR + 1];
} validation;

/* ------------------------------------------------------------------ gathering */

/** Keeps FOUND with copies of what it points to. */
static bool keep(validation *v, const pecia_diagnostic *found) {
    if (v->arena == NULL) {
        v->arena = pecia_arena_new(pecia_memory_default(), 0);
    }
    char *message = v->arena ? pecia_arena_copy(v->arena, found->message, strlen(found->message)) : NULL;
    if (message == NULL ||
        pecia_memory_grow(pecia_memory_default(), &v->findings, &v->capacity, v->count + 1, sizeof *v->findings) != 0) {
        return false;
    }
    finding *kept = &v->findings[v->count++];
    *kept = (finding){.diagnostic = *found, .order = v->count};
    kept->diagnostic.message = message;
    kept->diagnostic.place.member = (pecia_str){NULL, 0};
    return true;
}

static void print_finding(const validation *v, const pecia_diagnostic *found) {
    char message[LINE_SIZE / 2];
    char line[LINE_SIZE];
    pecia_diagnostic shown = *found;
    if (found->advice != NULL) {
        snprintf(message, sizeof message, "%s. %s", found->message, found->advice);
        shown.message = message;
    }
    fwrite(line, 1, pecia_diagnostic_text(&shown, v->colour, line, sizeof line), stdout);
}

/** A listener: what is said of the file at hand is a finding. */
static void hear(void *context, const pecia_diagnostic *diagnostic) {
    validation *v = context;
    if (v->path == NULL || diagnostic->file == NULL || strcmp(diagnostic->file, v->path) != 0) {
        return;
    }
    v->found[diagnostic->severity]++;
    bool wanted = v->as_json || diagnostic->severity >= v->session->messages.threshold;
    if (wanted && v->kept[diagnostic->severity] < v->session->limits.value[PECIA_LIMIT_DIAGNOSTICS]) {
        v->kept[diagnostic->severity]++;
        if (!keep(v, diagnostic)) {
            v->failed = true;
            if (!v->as_json) {
                print_finding(v, diagnostic); /* better out of its order than not at all */
            }
        }
    }
}

static int by_line(const void *a, const void *b) {
    const finding *x = a, *y = b;
    if (x->diagnostic.place.line != y->diagnostic.place.line) {
        return x->diagnostic.place.line < y->diagnostic.place.line ? -1 : 1;
    }
    return x->order < y->order ? -1 : x->order > y->order;
}

/* ------------------------------------------------------------------ printing */

static void json_finding(validation *v, const pecia_diagnostic *found) {
    cli_json_open(&v->json, NULL, '{');
    cli_json_word(&v->json, "severity", pecia_severity_name(found->severity));
    cli_json_word(&v->json, "code", found->code);
    if (found->place.line > 0) {
        cli_json_number(&v->json, "line", found->place.line);
    }
    if (found->place.column > 0) {
        cli_json_number(&v->json, "column", found->place.column);
    }
    cli_json_word(&v->json, "message", found->message);
    if (found->advice != NULL) {
        cli_json_word(&v->json, "advice", found->advice);
    }
    cli_json_close(&v->json, '}');
}

/** The findings that were too many to be kept. */
static void print_rest(const validation *v) {
    uint64_t left = 0;
    char message[128];
    char line[LINE_SIZE];
    for (int32_t severity = v->session->messages.threshold; severity <= PECIA_ERROR; severity++) {
        left += v->found[severity] - v->kept[severity];
    }
    if (left > 0) {
        snprintf(message, sizeof message, "%" PRIu64 " more %s not shown; --limit diagnostics=NUMBER shows more", left,
                 left == 1 ? "finding is" : "findings are");
        pecia_diagnostic rest = {
            .severity = PECIA_WARNING, .code = "more-diagnostics", .file = v->path, .message = message};
        fwrite(line, 1, pecia_diagnostic_text(&rest, v->colour, line, sizeof line), stdout);
    }
}

static void json_counts(validation *v, const uint64_t counts[PECIA_ERROR + 1]) {
    cli_json_number(&v->json, "errors", counts[PECIA_ERROR]);
    cli_json_number(&v->json, "warnings", counts[PECIA_WARNING]);
    cli_json_number(&v->json, "infos", counts[PECIA_INFO]);
}

static void put_file(validation *v, int32_t status) {
    if (v->count > 0) {
        qsort(v->findings, v->count, sizeof *v->findings, by_line);
    }
    if (!v->as_json) {
        for (uint64_t i = 0; i < v->count; i++) {
            print_finding(v, &v->findings[i].diagnostic);
        }
        print_rest(v);
        return;
    }
    cli_json_open(&v->json, NULL, '{');
    cli_json_word(&v->json, "file", v->path);
    cli_json_bool(&v->json, "checked", status == PECIA_OK);
    cli_json_open(&v->json, "findings", '[');
    for (uint64_t i = 0; i < v->count; i++) {
        json_finding(v, &v->findings[i].diagnostic);
    }
    cli_json_close(&v->json, ']');
    json_counts(v, v->found);
    cli_json_close(&v->json, '}');
}

static void put_summary(validation *v) {
    if (v->as_json) {
        cli_json_close(&v->json, ']');
        json_counts(v, v->total);
        cli_json_close(&v->json, '}');
        return;
    }
    if (v->session->messages.threshold == PECIA_ERROR) {
        return;
    }
    printf("%" PRIu64 " file%s, %" PRIu64 " with errors: %" PRIu64 " error%s, %" PRIu64 " warning%s, %" PRIu64
           " remark%s%s\n",
           v->files, v->files == 1 ? "" : "s", v->bad_files, v->total[PECIA_ERROR],
           v->total[PECIA_ERROR] == 1 ? "" : "s", v->total[PECIA_WARNING], v->total[PECIA_WARNING] == 1 ? "" : "s",
           v->total[PECIA_INFO], v->total[PECIA_INFO] == 1 ? "" : "s",
           v->total[PECIA_INFO] > 0 && v->session->messages.threshold > PECIA_INFO ? " (--verbose shows them)" : "");
}

/* ------------------------------------------------------------------ the command */

static int check_file(validation *v, pecia_validator *validator, const char *path) {
    v->path = path;
    v->session->messages.silent_file = path;
    int32_t status = pecia_validator_check(validator, path);
    v->session->messages.silent_file = NULL;
    put_file(v, status);
    if (v->failed && v->as_json) {
        pecia_report(v->session->diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out");
        status = PECIA_ERR_MEMORY;
    }
    int code = status != PECIA_OK ? pecia_exit_code(status) : v->found[PECIA_ERROR] > 0 ? CLI_EXIT_DIFFERENT : 0;
    v->files++;
    v->bad_files += code != 0;
    for (int32_t severity = PECIA_INFO; severity <= PECIA_ERROR; severity++) {
        v->total[severity] += v->found[severity];
        v->found[severity] = 0;
        v->kept[severity] = 0;
    }
    v->count = 0;
    v->path = NULL;
    pecia_arena_free(v->arena);
    v->arena = NULL;
    cli_messages_pause(&v->session->messages);
    return code;
}

static int check_files(validation *v, pecia_validator *validator) {
    int worst = 0; /* of the first file that could not be checked; else 1 if errors were found */
    if (v->as_json) {
        cli_json_open(&v->json, NULL, '{');
        cli_json_open(&v->json, "files", '[');
    }
    for (const char *const *path = v->session->args->operands; *path != NULL; path++) {
        int code = check_file(v, validator, *path);
        worst = worst <= CLI_EXIT_DIFFERENT && code > worst ? code : worst;
        if (pecia_validator_status(validator) != PECIA_OK || *v->session->cancelled != 0) {
            break; /* nothing more can be checked, and that has been said */
        }
    }
    if (v->as_json || pecia_validator_status(validator) == PECIA_OK) {
        put_summary(v);
    }
    return worst;
}

/** A number of seconds from the option; 0 if it is none. */
static uint32_t seconds_of(const cli_args *args) {
    const char *given = cli_args_last(args, CLI_OPTION_SCHEMA_SECONDS);
    uint32_t seconds = 0;
    if (given == NULL) {
        return SECONDS_USUAL;
    }
    for (; *given >= '0' && *given <= '9' && seconds <= SECONDS_MOST; given++) {
        seconds = seconds * 10 + (uint32_t)(*given - '0');
    }
    return *given == '\0' && seconds <= SECONDS_MOST ? seconds : 0;
}

static int32_t check_usage(cli_session *session, uint32_t seconds) {
    const char *schema = cli_args_last(session->args, CLI_OPTION_SCHEMA);
    if (session->args->operand_count == 0) {
        return cli_usage(session, "name the files to check, or - for standard input: pecia validate FILE ...");
    }
    if (schema != NULL && strcmp(schema, "-") == 0) {
        return cli_usage(session, "--schema: a file was wanted; standard input can only be a document");
    }
    if (seconds == 0) {
        return cli_usage(session, "--schema-seconds: a number from 1 to %d was wanted", SECONDS_MOST);
    }
    return PECIA_OK;
}

int cli_validate(cli_session *session) {
    const cli_args *args = session->args;
    const char *colour = cli_args_last(args, CLI_OPTION_COLOR);
    uint32_t seconds = seconds_of(args);
    int32_t status = check_usage(session, seconds);
    if (status == PECIA_OK) {
        status = cli_session_formats(session);
    }
    if (status != PECIA_OK) {
        return pecia_exit_code(status);
    }
    validation v = {.session = session,
                    .as_json = cli_args_has(args, CLI_OPTION_JSON),
                    .colour = colour != NULL && strcmp(colour, "always") == 0,
                    .json = {.out = stdout}};
    pecia_settings settings = cli_session_settings(session);
    pecia_validation wanted = {.profile = cli_args_last(args, CLI_OPTION_PROFILE),
                               .schema = cli_args_last(args, CLI_OPTION_SCHEMA),
                               .schema_seconds = seconds};
    pecia_validator *validator = pecia_validator_new(&settings, &wanted);
    if (validator == NULL) {
        return pecia_exit_code(PECIA_ERR_MEMORY);
    }
    pecia_diagnostics_listen(session->diagnostics, hear, &v);
    int code = check_files(&v, validator);
    pecia_validator_free(validator);
    pecia_memory_free(pecia_memory_default(), v.findings);
    return code;
}
