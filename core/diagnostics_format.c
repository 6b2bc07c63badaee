/* SPDX-License-Identifier: MIT
 *
 * diagnostics_format.c: a diagnostic as a line of text or as a JSON object (RFC 8259), safe for any terminal.
 */
#include "core/diagnostics.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

/* Text that grows into a fixed place and is cut at its end; the last byte is kept for NUL. */
typedef struct line {
    char *data;
    size_t size; /* at most this many bytes, without NUL */
    size_t used;
    bool cut;
} line;

static bool put(line *out, const char *data, size_t size) {
    if (out->cut || size > out->size - out->used) {
        out->cut = true;
        return false;
    }
    memcpy(out->data + out->used, data, size);
    out->used += size;
    return true;
}

static bool put_word(line *out, const char *word) {
    return put(out, word, strlen(word));
}

/* Would the character act on the terminal or on the order of what stands beside it? Controls of C0 and C1, DEL, line
 * and paragraph separators, and the bidirectional controls of Unicode (UAX 9). */
static bool is_active(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static bool put_printable(line *out, const char *at, uint32_t code, uint32_t width) {
    char visible[16];
    bool broken = code == 0xFFFD && (width != 3 || memcmp(at, "\xEF\xBF\xBD", 3) != 0);
    if (!broken && !is_active(code))
        return put(out, at, width);
    if (broken || code < 0x100) {
        for (uint32_t i = 0; i < (broken ? width : 1); i++) {
            unsigned value = broken ? (unsigned char)at[i] : (unsigned)code;
            snprintf(visible, sizeof visible, "\\x%02X", value);
            if (!put_word(out, visible))
                return false;
        }
        return true;
    }
    snprintf(visible, sizeof visible, "<U+%04" PRIX32 ">", code);
    return put_word(out, visible);
}

/* Goes back over whole characters until "..." fits, and puts it there. */
static void put_dots(line *out) {
    while (out->used > 0 && out->size - out->used < 3) {
        out->used--;
        while (out->used > 0 && ((unsigned char)out->data[out->used] & 0xC0) == 0x80)
            out->used--;
    }
    out->cut = false;
    put(out, "...", out->size < 3 ? out->size : 3);
}

size_t pecia_printable(const char *text, size_t length, char *out, size_t size) {
    if (size == 0)
        return 0;
    line made = {out, size - 1, 0, false};
    uint32_t width;
    for (size_t at = 0; at < length && !made.cut; at += width) {
        uint32_t code = pecia_utf8_decode(text + at, length - at, &width);
        put_printable(&made, text + at, code, width);
    }
    if (made.cut)
        put_dots(&made);
    out[made.used] = '\0';
    return made.used;
}

/* Room that the parts of a line of text may take; together with the message they stay under 1024 bytes. */
enum { FILE_ROOM = 256, MEMBER_ROOM = 96, CODE_ROOM = 64 };

static void put_text(line *out, const char *text, size_t length, size_t room) {
    char visible[FILE_ROOM + 1];
    pecia_printable(text, length, visible, room + 1);
    put_word(out, visible);
}

static void put_place(line *out, const pecia_diagnostic *diagnostic) {
    char number[32];
    const pecia_place *place = &diagnostic->place;
    if (diagnostic->file)
        put_text(out, diagnostic->file, strlen(diagnostic->file), FILE_ROOM);
    else
        put_word(out, "pecia");
    if (place->member.data) {
        put_word(out, "(");
        put_text(out, place->member.data, (size_t)place->member.size, MEMBER_ROOM);
        put_word(out, ")");
    }
    if (place->line > 0) {
        snprintf(number, sizeof number, ":%" PRIu32, place->line);
        put_word(out, number);
    }
    if (place->line > 0 && place->column > 0) {
        snprintf(number, sizeof number, ":%" PRIu32, place->column);
        put_word(out, number);
    }
    put_word(out, ": ");
}

static const char *colour_of(int32_t severity) {
    return severity <= PECIA_INFO ? "\033[36m" : severity == PECIA_WARNING ? "\033[33m" : "\033[1;31m";
}

size_t pecia_diagnostic_text(const pecia_diagnostic *diagnostic, bool colour, char *out, size_t size) {
    if (size < 2)
        return 0;
    line made = {out, size - 2, 0, false}; /* the newline is kept room for, too */
    put_place(&made, diagnostic);
    if (colour)
        put_word(&made, colour_of(diagnostic->severity));
    put_word(&made, pecia_severity_name(diagnostic->severity));
    if (colour)
        put_word(&made, "\033[0m");
    put_word(&made, ": ");
    put_word(&made, diagnostic->message);
    put_word(&made, " [");
    put_text(&made, diagnostic->code, strlen(diagnostic->code), CODE_ROOM);
    put_word(&made, "]");
    out[made.used] = '\n';
    out[made.used + 1] = '\0';
    return made.used + 1;
}

/* One character of a JSON string: what RFC 8259 section 7 wants escaped, and what would act on a terminal. */
static void put_json_character(line *out, const char *at, uint32_t code, uint32_t width) {
    char escape[16];
    if (code == '"' || code == '\\') {
        put(out, code == '"' ? "\\\"" : "\\\\", 2);
    } else if (is_active(code)) {
        snprintf(escape, sizeof escape, "\\u%04" PRIx32, code);
        put_word(out, escape);
    } else if (code == 0xFFFD) {
        put_word(out, "\xEF\xBF\xBD");
    } else {
        put(out, at, width);
    }
}

/* ,"NAME":"TEXT": whole, or not at all when it does not fit. */
static void put_json_text(line *out, const char *name, const char *text, size_t length) {
    line before = *out;
    uint32_t width;
    if (!text)
        return;
    put_word(out, before.used > 1 ? ",\"" : "\"");
    put_word(out, name);
    put_word(out, "\":\"");
    for (size_t at = 0; at < length && !out->cut; at += width) {
        uint32_t code = pecia_utf8_decode(text + at, length - at, &width);
        put_json_character(out, text + at, code, width);
    }
    put_word(out, "\"");
    if (out->cut)
        *out = before;
}

static void put_json_word(line *out, const char *name, const char *word) {
    put_json_text(out, name, word, word ? strlen(word) : 0);
}

static void put_json_number(line *out, const char *name, uint32_t value) {
    char text[64];
    line before = *out;
    if (value == 0)
        return;
    snprintf(text, sizeof text, ",\"%s\":%" PRIu32, name, value);
    if (!put_word(out, text))
        *out = before;
}

size_t pecia_diagnostic_json(const pecia_diagnostic *diagnostic, char *out, size_t size) {
    if (size < 4)
        return 0;
    line made = {out, size - 3, 0, false}; /* room is kept for "}", the newline and NUL */
    put_word(&made, "{");
    put_json_word(&made, "severity", pecia_severity_name(diagnostic->severity));
    put_json_word(&made, "code", diagnostic->code);
    put_json_word(&made, "file", diagnostic->file);
    put_json_text(&made, "member", diagnostic->place.member.data, (size_t)diagnostic->place.member.size);
    put_json_number(&made, "line", diagnostic->place.line);
    put_json_number(&made, "column", diagnostic->place.column);
    put_json_word(&made, "message", diagnostic->message);
    put_json_word(&made, "advice", diagnostic->advice);
    memcpy(out + made.used, "}\n", 3);
    return made.used + 2;
}
