/* SPDX-License-Identifier: MIT
 *
 * diagnostics.c: collects, counts and hands on what is reported.
 */
#include "core/diagnostics.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LISTENERS = 4, MESSAGE = 501, NAME = 512 };

/* The one diagnostic past the limit that is worth a line: the last error, or the first of any other kind. */
typedef struct held {
    bool any;
    int32_t severity;
    const char *code;
    bool has_file;
    pecia_place place;
    char file[NAME];
    char member[NAME];
    char message[MESSAGE];
} held;

struct pecia_diagnostics {
    const pecia_memory *memory;
    uint64_t shown_at_most;
    uint64_t shown;
    uint64_t count[PECIA_ERROR + 1];
    uint64_t hidden[PECIA_ERROR + 1];
    const char *file;
    struct {
        pecia_listener call;
        void *context;
    } listeners[LISTENERS];
    uint32_t listener_count;
    held held;
};

static const struct {
    const char *code;
    const char *advice;
} table[] = {
#define CODE(code, advice) {code, advice},
#include "core/diagnostics.def"
#undef CODE
};

pecia_diagnostics *pecia_diagnostics_new(const pecia_memory *memory, const pecia_limits *limits) {
    pecia_diagnostics *diagnostics = pecia_memory_new(memory, sizeof *diagnostics);
    if (!diagnostics)
        return NULL;
    diagnostics->memory = memory;
    diagnostics->shown_at_most = limits->value[PECIA_LIMIT_DIAGNOSTICS];
    return diagnostics;
}

void pecia_diagnostics_free(pecia_diagnostics *diagnostics) {
    if (diagnostics)
        pecia_memory_free(diagnostics->memory, diagnostics);
}

void pecia_diagnostics_show(pecia_diagnostics *diagnostics, uint64_t most) {
    diagnostics->shown_at_most = most;
}

int pecia_diagnostics_listen(pecia_diagnostics *diagnostics, pecia_listener listener, void *context) {
    if (diagnostics->listener_count == LISTENERS)
        return -1;
    diagnostics->listeners[diagnostics->listener_count].call = listener;
    diagnostics->listeners[diagnostics->listener_count].context = context;
    diagnostics->listener_count++;
    return 0;
}

const char *pecia_diagnostics_file(pecia_diagnostics *diagnostics, const char *file) {
    const char *before = diagnostics->file;
    diagnostics->file = file;
    return before;
}

const char *pecia_severity_name(int32_t severity) {
    return severity <= PECIA_INFO ? "info" : severity == PECIA_WARNING ? "warning" : "error";
}

/* Where CODE stands in the table; its size if it does not. */
static size_t find_code(const char *code) {
    size_t i = 0;
    while (i < sizeof table / sizeof table[0] && strcmp(table[i].code, code) != 0)
        i++;
    return i;
}

const char *pecia_diagnostic_code(const char *code) {
    size_t i = find_code(code);
    return i < sizeof table / sizeof table[0] ? table[i].code : NULL;
}

const char *pecia_diagnostic_advice(const char *code) {
    size_t i = find_code(code);
    return i < sizeof table / sizeof table[0] ? table[i].advice : NULL;
}

static void tell(pecia_diagnostics *diagnostics, const pecia_diagnostic *diagnostic) {
    for (uint32_t i = 0; i < diagnostics->listener_count; i++)
        diagnostics->listeners[i].call(diagnostics->listeners[i].context, diagnostic);
}

static void hold(pecia_diagnostics *diagnostics, const pecia_diagnostic *diagnostic) {
    held *keep = &diagnostics->held;
    keep->any = true;
    keep->severity = diagnostic->severity;
    keep->code = diagnostic->code;
    keep->has_file = diagnostic->file != NULL;
    snprintf(keep->file, sizeof keep->file, "%s", diagnostic->file ? diagnostic->file : "");
    keep->place = diagnostic->place;
    keep->place.member.size = pecia_printable(diagnostic->place.member.data, diagnostic->place.member.size,
                                              keep->member, sizeof keep->member);
    keep->place.member.data = diagnostic->place.member.data ? keep->member : NULL;
    snprintf(keep->message, sizeof keep->message, "%s", diagnostic->message);
}

/* All lines but the last are shown as they come; the last is kept for what matters most among the rest. */
static void deliver(pecia_diagnostics *diagnostics, const pecia_diagnostic *diagnostic) {
    if (diagnostics->shown + 1 < diagnostics->shown_at_most) {
        diagnostics->shown++;
        tell(diagnostics, diagnostic);
        return;
    }
    diagnostics->hidden[diagnostic->severity]++;
    hold(diagnostics, diagnostic);
}

/* True, and counted, if nobody will see a diagnostic of SEVERITY: its words need not be made. */
static bool is_only_counted(pecia_diagnostics *diagnostics, int32_t severity) {
    uint64_t most = diagnostics->shown_at_most;
    diagnostics->count[severity]++;
    if (diagnostics->shown + 1 < most || (most > 0 && (severity == PECIA_ERROR || !diagnostics->held.any)))
        return false;
    diagnostics->hidden[severity]++;
    return true;
}

void pecia_report_list(pecia_diagnostics *diagnostics, int32_t severity, const char *code, const pecia_place *place,
                       const char *format, va_list arguments) {
    char raw[MESSAGE + 11], message[MESSAGE]; /* what is cut from RAW is beyond what MESSAGE takes */
    severity = severity < PECIA_INFO ? PECIA_INFO : severity > PECIA_ERROR ? PECIA_ERROR : severity;
    if (is_only_counted(diagnostics, severity))
        return;
    int length = vsnprintf(raw, sizeof raw, format, arguments);
    size_t size = length < 0 ? 0 : (size_t)length;
    if (size >= sizeof raw) {
        size = sizeof raw - 1;
        while (size > sizeof raw - 5 && ((unsigned char)raw[size] & 0xC0) == 0x80)
            size--; /* not into the middle of a character */
    }
    pecia_printable(raw, size, message, sizeof message);
    pecia_diagnostic diagnostic = {
        .severity = severity < PECIA_INFO    ? PECIA_INFO
                    : severity > PECIA_ERROR ? PECIA_ERROR
                                             : severity,
        .code = code ? code : "unnamed",
        .file = diagnostics->file,
        .message = message,
    };
    if (place)
        diagnostic.place = *place;
    diagnostic.advice = pecia_diagnostic_advice(diagnostic.code);
    deliver(diagnostics, &diagnostic);
}

void pecia_report(pecia_diagnostics *diagnostics, int32_t severity, const char *code, const pecia_place *place,
                  const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    pecia_report_list(diagnostics, severity, code, place, format, arguments);
    va_end(arguments);
}

/* Writes VALUE of a limit as the command line takes it, or for people when UNIT is given. */
static void limit_value(uint64_t value, const char *unit, char *out, size_t size) {
    bool bytes = unit && strcmp(unit, "bytes") == 0;
    const char *space = unit ? " " : "";
    if (value >= 1048576 && value % 1048576 == 0 && (bytes || !unit))
        snprintf(out, size, "%" PRIu64 "%s%s", value / 1048576, space, unit ? "MiB" : "M");
    else
        snprintf(out, size, "%" PRIu64 "%s%s", value, space, unit ? unit : "");
}

int32_t pecia_report_limit(pecia_diagnostics *diagnostics, const pecia_limits *limits, uint32_t limit,
                           const pecia_place *place) {
    char now[64], more[64];
    if (limit >= PECIA_LIMIT_COUNT) {
        pecia_report(diagnostics, PECIA_ERROR, "limit-met", place, "limit number %" PRIu32 " was met", limit);
        return PECIA_ERR_LIMIT;
    }
    uint64_t value = limits->value[limit];
    const char *meaning = pecia_limit_meaning(limit);
    limit_value(value, pecia_limit_unit(limit), now, sizeof now);
    limit_value(value == 0 ? 1 : value <= UINT64_MAX / 2 ? value * 2 : UINT64_MAX, NULL, more, sizeof more);
    pecia_report(diagnostics, PECIA_ERROR, "limit-met", place,
                 "the limit '%s' was met (%.*s: at most %s); --limit %s=%s raises it", pecia_limit_name(limit),
                 (int)strcspn(meaning, ";"), meaning, now, pecia_limit_name(limit), more);
    return PECIA_ERR_LIMIT;
}

uint64_t pecia_diagnostics_count(const pecia_diagnostics *diagnostics, int32_t severity) {
    return severity >= PECIA_INFO && severity <= PECIA_ERROR ? diagnostics->count[severity] : 0;
}

static void tell_held(pecia_diagnostics *diagnostics) {
    const held *kept = &diagnostics->held;
    tell(diagnostics, &(pecia_diagnostic){
                          .severity = kept->severity,
                          .code = kept->code,
                          .file = kept->has_file ? kept->file : NULL,
                          .place = kept->place,
                          .message = kept->message,
                          .advice = pecia_diagnostic_advice(kept->code),
                      });
    diagnostics->hidden[kept->severity]--;
    diagnostics->held.any = false;
}

void pecia_diagnostics_finish(pecia_diagnostics *diagnostics) {
    const uint64_t *hidden = diagnostics->hidden;
    char message[MESSAGE];
    if (diagnostics->held.any)
        tell_held(diagnostics);
    uint64_t sum = hidden[PECIA_INFO] + hidden[PECIA_WARNING] + hidden[PECIA_ERROR];
    if (sum == 0)
        return;
    snprintf(message, sizeof message,
             "%" PRIu64 " more %s not shown: %" PRIu64 " of errors, %" PRIu64 " of warnings, %" PRIu64
             " of information; --limit diagnostics=VALUE shows more",
             sum, sum == 1 ? "diagnostic is" : "diagnostics are", hidden[PECIA_ERROR], hidden[PECIA_WARNING],
             hidden[PECIA_INFO]);
    tell(diagnostics, &(pecia_diagnostic){
                          .severity = PECIA_INFO,
                          .code = "more-diagnostics",
                          .message = message,
                          .advice = pecia_diagnostic_advice("more-diagnostics"),
                      });
    memset(diagnostics->hidden, 0, sizeof diagnostics->hidden);
}
