/* SPDX-License-Identifier: MIT
 *
 * fuzz_diagnostics.c: whatever is in names and messages, a diagnostic is one line of printable UTF-8, as text and as
 * JSON, and fits.
 */
#include <stdlib.h>
#include <string.h>

#include "core/diagnostics.h"
#include "core/utf8.h"

static void check_line(const char *line, size_t size, size_t room) {
    if (size < 2 || size >= room || line[size] != '\0' || line[size - 1] != '\n')
        abort();
    uint32_t width;
    for (size_t at = 0; at < size - 1; at += width) {
        uint32_t code = pecia_utf8_decode(line + at, size - 1 - at, &width);
        if (code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x2028 && code <= 0x202E) ||
            (code >= 0x2066 && code <= 0x2069) || (code == 0xFFFD && width != 3))
            abort();
    }
}

/* Outside strings JSON is what the program writes itself; strings end where they should. */
static void check_json(const char *line, size_t size) {
    int inside = 0;
    for (size_t i = 0; i < size; i++) {
        if (inside && line[i] == '\\')
            i++;
        else if (line[i] == '"')
            inside = !inside;
    }
    if (inside || line[0] != '{' || line[size - 2] != '}')
        abort();
}

static void hear(void *context, const pecia_diagnostic *diagnostic) {
    char line[8192];
    (void)context;
    if (strlen(diagnostic->message) > 500)
        abort();
    size_t size = pecia_diagnostic_text(diagnostic, false, line, 1100);
    check_line(line, size, 1100);
    size = pecia_diagnostic_json(diagnostic, line, sizeof line);
    check_line(line, size, sizeof line);
    check_json(line, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    pecia_limits limits;
    pecia_limits_default(&limits);
    limits.value[PECIA_LIMIT_DIAGNOSTICS] = 3;
    pecia_diagnostics *diagnostics = pecia_diagnostics_new(pecia_memory_default(), &limits);
    char *text = malloc(size + 1);
    if (!diagnostics || !text)
        abort();
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    pecia_place place = {.member = {text, size}, .line = 1};
    pecia_diagnostics_listen(diagnostics, hear, NULL);
    pecia_diagnostics_file(diagnostics, text);
    for (int i = 0; i < 5; i++)
        pecia_report(diagnostics, i % 3, text, &place, "'%s' and '%.*s'", text, (int)(size < 50 ? size : 50), text);
    pecia_diagnostics_finish(diagnostics);
    pecia_diagnostics_free(diagnostics);
    free(text);
    return 0;
}
