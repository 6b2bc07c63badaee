/* SPDX-License-Identifier: MIT
 *
 * diagnostics.h: what Pecia tells its user, collected, counted and printed.
 *
 * Printed as "file:line:column: severity: message [code]", or as one JSON object a line. Codes and their advice stand
 * in diagnostics.def. A sink belongs to one job and one thread.
 */
#ifndef PECIA_CORE_DIAGNOSTICS_H
#define PECIA_CORE_DIAGNOSTICS_H

#include <stdarg.h>
#include <stdbool.h>

#include "core/limits.h"
#include "core/memory.h"

/** One diagnostic, handed to a listener. All pointers are valid during the call only. MESSAGE holds no control or
 * bidirectional characters and is at most 500 bytes long. */
typedef struct pecia_diagnostic {
    int32_t severity;
    const char *code;
    const char *file; /* NULL: about no file */
    pecia_place place;
    const char *message;
    const char *advice; /* from diagnostics.def; NULL if there is none */
} pecia_diagnostic;

typedef void (*pecia_listener)(void *context, const pecia_diagnostic *diagnostic);

typedef struct pecia_diagnostics pecia_diagnostics;

/** A new sink; NULL when memory ran out. LIMITS gives how many diagnostics reach the listeners one by one; the rest is
 * counted. The last of these lines waits for pecia_diagnostics_finish, so that the last error is among what is shown,
 * however much was said before it. */
pecia_diagnostics *pecia_diagnostics_new(const pecia_memory *memory, const pecia_limits *limits);
void pecia_diagnostics_free(pecia_diagnostics *diagnostics);
/** From now on at most MOST diagnostics are shown one by one, those shown before among them. */
void pecia_diagnostics_show(pecia_diagnostics *diagnostics, uint64_t most);
/** Adds a listener (at most 4); it hears every diagnostic from now on, in order. Returns 0, or -1 if there is no room.
 */
int pecia_diagnostics_listen(pecia_diagnostics *diagnostics, pecia_listener listener, void *context);
/** Sets the name of the file that the following diagnostics are about; NULL for none. Borrowed until set again. Returns
 * the name that was set before. */
const char *pecia_diagnostics_file(pecia_diagnostics *diagnostics, const char *file);
/** Says something. CODE is kept by pointer. PLACE may be NULL. */
void pecia_report(pecia_diagnostics *diagnostics, int32_t severity, const char *code, const pecia_place *place,
                  const char *format, ...) PECIA_PRINTF(5, 6);
void pecia_report_list(pecia_diagnostics *diagnostics, int32_t severity, const char *code, const pecia_place *place,
                       const char *format, va_list arguments) PECIA_PRINTF(5, 0);
/** Reports that LIMIT was met and how to raise it; returns PECIA_ERR_LIMIT. */
int32_t pecia_report_limit(pecia_diagnostics *diagnostics, const pecia_limits *limits, uint32_t limit,
                           const pecia_place *place);
/** How many diagnostics of SEVERITY were reported, printed or not. */
uint64_t pecia_diagnostics_count(const pecia_diagnostics *diagnostics, int32_t severity);
/** Tells the listeners the diagnostic that was held back and how many were not shown one by one, if any. Call it at the
 * end, whether the job succeeded or not. */
void pecia_diagnostics_finish(pecia_diagnostics *diagnostics);

/** "info", "warning" or "error". [any] */
const char *pecia_severity_name(int32_t severity);
/** CODE as it stands in diagnostics.def, which lasts; NULL if it is not there. [any] */
const char *pecia_diagnostic_code(const char *code);
/** Advice for CODE from diagnostics.def; NULL if there is none. [any] */
const char *pecia_diagnostic_advice(const char *code);
/** Writes DIAGNOSTIC as one line of text, newline and all, to the SIZE bytes at OUT (at least 1024 do for everything
 * but very long file names, which are cut); returns its length. With COLOUR the severity carries ANSI colour. [any] */
size_t pecia_diagnostic_text(const pecia_diagnostic *diagnostic, bool colour, char *out, size_t size);
/** The same as one JSON object and a newline: severity, code, file, member, line, column, message, advice; what is not
 * known, or does not fit in SIZE (8192 do for any usual file name), is left out. RFC 8259. [any] */
size_t pecia_diagnostic_json(const pecia_diagnostic *diagnostic, char *out, size_t size);
/** Copies TEXT to the SIZE bytes at OUT with control characters (C0, DEL, C1), bidirectional controls and bytes that
 * are no UTF-8 made visible as "\xNN" or "<U+202E>"; ends with NUL; a cut shows as "...". Returns the length. [any] */
size_t pecia_printable(const char *text, size_t length, char *out, size_t size);

#endif
