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
    return false;
}
