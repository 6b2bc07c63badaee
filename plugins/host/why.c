/* SPDX-License-Identifier: MIT
 *
 * why.c: a sentence that says why something is refused.
 */
#include "plugins/host/why.h"

#include <stdarg.h>
#include <stdio.h>

bool pecia_refuse(pecia_why *why, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why->text, sizeof why->text, format, arguments);
    va_end(arguments);
    why->memory = false;
    return false;
}

int32_t pecia_report_memory(pecia_diagnostics *diagnostics) {
    pecia_report(diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out");
    return PECIA_ERR_MEMORY;
}

bool pecia_refuse_memory(pecia_why *why) {
    pecia_refuse(why, "memory ran out");
    why->memory = true;
    return false;
}
