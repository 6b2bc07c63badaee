/* SPDX-License-Identifier: MIT
 *
 * decode.c: the encoding of a text, by the published order: option, byte order mark, strict UTF-8, zero bytes of
 * UTF-16, uchardet; then conversion by iconv. An impossible byte is an error, or is replaced on request.
 */
#include <errno.h>
#include <iconv.h>

#include "characters.h"
#include "detect.h"
#include "reader.h"

enum { LOOKED_AT = 8 << 20, SHORT = 500 }; /* bytes: that tell the script; below which an encoding is told badly */

/* How a run of conversion went wrong. */
typedef struct text_fault {
    uint64_t count;
    uint64_t first; /* byte offset in the input */
    uint32_t line;
    unsigned char byte; /* found there */
} text_fault;

static bool replacing(const text_reader *r) {
    const char *errors = r->host->job->option(r->job, "errors");
    return errors && strcmp(errors, "replace") == 0;
}

/* The line that TEXT ends in. */
static uint32_t line_behind(pecia_str text) {
    uint32_t line = 1;
    for (const char *at = text.data, *end = text.data + text.size;
         at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++) {
        line++;
    }
    return line;
}

/* Says what was wrong; the status that reading ends with, or PECIA_OK when bytes were replaced. */
static int32_t report_fault(text_reader *r, const text_fault *fault, const char *encoding) {
    pecia_place place = {{NULL, 0}, fault->line, 0};
    if (fault->count == 0) {
        return PECIA_OK;
    }
    if (replacing(r)) {
        r->host->job->report(r->job, PECIA_WARNING, "text.bytes-replaced", &place,
                             "%llu bytes that are no %s were replaced by U+FFFD, the first is byte %llu",
                             (unsigned long long)fault->count, encoding, (unsigned long long)fault->first);
        return PECIA_OK;
    }
    r->host->job->report(r->job, PECIA_ERROR, "text.bad-byte", &place,
                         "byte %llu (0x%02X) is impossible in %s; give -O text:encoding=NAME or -O text:errors=replace",
                         (unsigned long long)fault->first, (unsigned)fault->byte, encoding);
    return PECIA_ERR_INPUT;
}

/* UTF-8 with bad bytes in it: copies it with U+FFFD for each of them. */
static int32_t repair_utf8(text_reader *r, pecia_str raw) {
    pecia_buf out;
    pecia_str rest = raw;
    pecia_buf_init(&out, r->host, r->job);
    pecia_buf_room(&out, raw.size + raw.size / 8);
    while (rest.size > 0 && out.status == PECIA_OK) {
        uint64_t good = text_utf8_prefix(rest);
        pecia_buf_add(&out, rest.data, good);
        rest = pecia_str_from(rest, good);
        if (rest.size > 0) {
            pecia_buf_add_code(&out, 0xFFFD);
            rest = pecia_str_from(rest, 1);
        }
    }
    r->text = pecia_buf_str(&out);
    return out.status;
}

static int32_t take_utf8(text_reader *r, pecia_str raw, const text_utf8_facts *facts) {
    text_fault fault = {facts->bad, facts->first_bad + r->order_mark, 0, 0};
    if (facts->bad > 0) {
        fault.line = line_behind((pecia_str){raw.data, facts->first_bad});
        fault.byte = (unsigned char)raw.data[facts->first_bad];
    }
    int32_t status = report_fault(r, &fault, "UTF-8");
    r->text = raw;
    if (status == PECIA_OK && facts->bad > 0) {
        status = repair_utf8(r, raw);
    }
    return status;
}

/* One stretch of conversion: false at a byte that cannot be converted, or when memory ran out. */
static bool convert_run(text_reader *r, iconv_t converter, char **in, size_t *left, pecia_buf *out) {
    while (*left > 0) {
        size_t chunk = *left < 65536 ? *left : 65536;
        size_t room = 4 * chunk + 16, rest = chunk, free_room = room;
        char *to = pecia_buf_room(out, room);
        if (!to) {
            return false;
        }
        size_t done = iconv(converter, in, &rest, &to, &free_room);
        int why = errno;
        out->size += room - free_room;
        *left -= chunk - rest;
        text_release_raw(r, (uint64_t)(*in - r->raw.data));
        if (done == (size_t)-1 && (why != EINVAL || chunk - rest == 0)) {
            return false;
        }
    }
    return true;
}

/* Takes down where the first byte that cannot be converted stands: behind what OUT was made of. */
static void count_fault(const text_reader *r, const pecia_buf *out, const char *in, text_fault *fault) {
    if (fault->count++ == 0) {
        fault->first = (uint64_t)(in - r->raw.data);
        fault->byte = (unsigned char)*in;
        fault->line = line_behind((pecia_str){out->data, out->size});
    }
}

/* Converts RAW, whose memory is given back as far as it is done with. */
static int32_t convert(text_reader *r, pecia_str raw, const char *encoding, size_t unit) {
    iconv_t converter = iconv_open("UTF-8", encoding);
    pecia_buf out;
    char *in = (char *)(uintptr_t)raw.data;
    size_t left = (size_t)raw.size;
    text_fault fault = {0};
    if (converter == (iconv_t)-1) {
        r->host->job->report(r->job, PECIA_ERROR, "text.unknown-encoding", NULL, "the encoding %s is not known here",
                             encoding);
        return PECIA_ERR_USAGE;
    }
    pecia_buf_init(&out, r->host, r->job);
    pecia_buf_room(&out, raw.size * 2 + 512 * 1024); /* takes only what is written */
    while (!convert_run(r, converter, &in, &left, &out) && out.status == PECIA_OK) {
        count_fault(r, &out, in, &fault);
        if (!replacing(r)) {
            break;
        }
        size_t skip = left < unit ? left : unit;
        pecia_buf_add_code(&out, 0xFFFD);
        in += skip;
        left -= skip;
        iconv(converter, NULL, NULL, NULL, NULL);
    }
    iconv_close(converter);
    r->text = pecia_buf_str(&out);
    return out.status != PECIA_OK ? out.status : report_fault(r, &fault, encoding);
}

static bool begins_with(pecia_str raw, const char *mark, uint64_t size) {
    return raw.size >= size && memcmp(raw.data, mark, (size_t)size) == 0;
}

/* The encoding that a byte order mark tells; *SKIP is its size. */
static const char *by_order_mark(pecia_str raw, uint64_t *skip, size_t *unit) {
    static const struct {
        const char *bytes;
        uint64_t size;
        const char *name;
        size_t unit;
    } marks[] = {{"\xEF\xBB\xBF", 3, "UTF-8", 1},
                 {"\xFF\xFE\0\0", 4, "UTF-32LE", 4},
                 {"\0\0\xFE\xFF", 4, "UTF-32BE", 4},
                 {"\xFF\xFE", 2, "UTF-16LE", 2},
                 {"\xFE\xFF", 2, "UTF-16BE", 2}};
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (begins_with(raw, marks[i].bytes, marks[i].size)) {
            *skip = marks[i].size;
            *unit = marks[i].unit;
            return marks[i].name;
        }
    }
    *skip = 0;
    *unit = 1;
    return NULL;
}

/* UTF-16 or UTF-32 without a mark has zero bytes at regular places. */
static const char *by_zero_bytes(pecia_str raw, size_t *unit) {
    uint64_t zeros[4] = {0}, size = raw.size < 65536 ? raw.size : 65536;
    for (uint64_t i = 0; i < size; i++) {
        zeros[i & 3] += raw.data[i] == 0;
    }
    uint64_t even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3], quarter = size / 4;
    if (even + odd < size / 25 || size < 4) {
        return NULL;
    }
    *unit = 4;
    if (raw.size % 4 == 0 && zeros[2] + zeros[3] > 2 * quarter - quarter / 8 && zeros[0] < quarter / 8) {
        return "UTF-32LE";
    }
    if (raw.size % 4 == 0 && zeros[0] + zeros[1] > 2 * quarter - quarter / 8 && zeros[3] < quarter / 8) {
        return "UTF-32BE";
    }
    *unit = 2;
    if (raw.size % 2 != 0 || (even + odd < 4 && 2 * (even + odd) < size)) {
        return NULL;
    }
    return odd > 10 * even ? "UTF-16LE" : even > 10 * odd ? "UTF-16BE" : NULL;
}

/* True if NAME is an encoding for Latin letters, which uchardet often takes for another of them, or UTF-8, which the
 * text is not. */
static bool is_latin(const char *name) {
    static const char *const others[] = {"ISO-8859-5", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-11"};
    static const char *const latin[] = {
        "UTF-8",        "ISO-8859-", "WINDOWS-1250",      "WINDOWS-1252", "WINDOWS-1254", "WINDOWS-1257",
        "WINDOWS-1258", "VISCII",    "MAC-CENTRALEUROPE", "IBM852",       "IBM865"};
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (strncmp(name, others[i], strlen(others[i])) == 0) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof(latin) / sizeof(latin[0]); i++) {
        if (strncmp(name, latin[i], strlen(latin[i])) == 0) {
            return true;
        }
    }
    return !name[0];
}

/* True if hardly any of the SIZE bytes at DATA is none of ASCII, and these stand alone: another script has more of
 * them, and words of them. */
static bool is_mostly_ascii(const char *data, size_t size) {
    uint64_t high = 0, beside = 0;
    bool before = false;
    for (size_t i = 0; i < size; i++) {
        bool now = (unsigned char)data[i] >= 0x80;
        high += now;
        beside += now && before;
        before = now;
    }
    return high * 8 < size && beside * 2 < high;
}

/* What the encoding is told by: all of a short text, a sample of a long one; nothing without memory. */
static pecia_str sample_of(const text_reader *r, pecia_str raw) {
    if (raw.size <= TEXT_SAMPLE) {
        return raw;
    }
    char *copy = r->host->job->alloc(r->job, TEXT_SAMPLE);
    return (pecia_str){copy, copy ? text_sample(raw.data, raw.size, copy) : 0};
}

static int32_t guess(text_reader *r, pecia_str raw) {
    char name[TEXT_ENCODING_MAX], latin[TEXT_ENCODING_MAX];
    pecia_str sample = sample_of(r, raw);
    if (!sample.data) {
        return PECIA_ERR_MEMORY;
    }
    text_detect(sample.data, (size_t)sample.size, name);
    if (is_latin(name) || is_mostly_ascii(raw.data, raw.size < LOOKED_AT ? (size_t)raw.size : LOOKED_AT)) {
        void *space = r->host->job->alloc(r->job, text_latin_space());
        if (!space) {
            return PECIA_ERR_MEMORY;
        }
        text_detect_latin(sample.data, (size_t)sample.size, space, latin);
        memcpy(name, latin[0] ? latin : name, TEXT_ENCODING_MAX);
    }
    if (!name[0] || strcmp(name, "ASCII") == 0 || strcmp(name, "UTF-8") == 0) {
        r->host->job->report(r->job, PECIA_ERROR, "text.unknown-encoding", NULL,
                             "the encoding cannot be told; give -O text:encoding=NAME");
        return PECIA_ERR_INPUT;
    }
    r->host->job->report(r->job, PECIA_WARNING, "text.encoding-guessed", NULL,
                         "the encoding was taken for %s%s; -O text:encoding=NAME overrides that", name,
                         raw.size < SHORT ? ", a doubtful guess in so short a text: look at the letters beyond ASCII"
                                          : "");
    return convert(r, raw, name, 1);
}

/* UTF-16 of a script without spaces holds no zero bytes, but ideographic stops, which stand in no text of single bytes.
 */
static const char *by_ideographs(pecia_str raw) {
    uint64_t stops[2] = {0}, wide[2] = {0}, size = raw.size < 65536 ? raw.size & ~UINT64_C(1) : 65536;
    for (uint64_t i = 0; i < size; i += 2) {
        uint32_t a = (unsigned char)raw.data[i], b = (unsigned char)raw.data[i + 1];
        uint32_t codes[2] = {b << 8 | a, a << 8 | b};
        for (int order = 0; order < 2; order++) {
            stops[order] += codes[order] == 0x3001 || codes[order] == 0x3002 || codes[order] == 0xFF0C;
            wide[order] += codes[order] >= 0x3000 && codes[order] < 0xD7A4;
        }
    }
    for (int order = 0; order < 2 && raw.size % 2 == 0; order++) {
        if (stops[order] * 400 > size && stops[1 - order] * 8 < stops[order] && wide[order] * 4 > size) {
            return order == 0 ? "UTF-16LE" : "UTF-16BE";
        }
    }
    return NULL;
}

static size_t unit_of(const char *encoding) {
    return strncasecmp(encoding, "UTF-16", 6) == 0 || strncasecmp(encoding, "UCS-2", 5) == 0   ? 2
           : strncasecmp(encoding, "UTF-32", 6) == 0 || strncasecmp(encoding, "UCS-4", 5) == 0 ? 4
                                                                                               : 1;
}

/* The user's word for the encoding; NULL if it is to be told from the bytes. */
static const char *wanted(const text_reader *r) {
    const char *name = r->host->job->option(r->job, "encoding");
    return name && name[0] && strcasecmp(name, "auto") != 0 ? name : NULL;
}

int32_t text_decode(text_reader *r, pecia_str raw) {
    uint64_t skip;
    size_t unit;
    const char *marked = by_order_mark(raw, &skip, &unit);
    const char *name = wanted(r);
    text_utf8_facts facts;
    if (!name || (marked && strncasecmp(name, marked, strlen(name)) == 0)) {
        name = marked;
        raw = pecia_str_from(raw, skip);
        r->order_mark = (uint32_t)skip;
    }
    if (name && strcasecmp(name, "UTF-8") != 0 && strcasecmp(name, "UTF8") != 0) {
        return convert(r, raw, name, unit_of(name));
    }
    text_utf8_look(raw, &facts);
    if (name) {
        return take_utf8(r, raw, &facts);
    }
    const char *wide = facts.zeros > 0 || facts.bad > 0 ? by_zero_bytes(raw, &unit) : NULL;
    if (!wide && facts.bad > 0 && (wide = by_ideographs(raw)) != NULL) {
        unit = 2;
    }
    if (wide) {
        r->host->job->report(r->job, PECIA_INFO, "text.encoding-guessed", NULL,
                             "the encoding was taken for %s by the bytes of its characters", wide);
        return convert(r, raw, wide, unit);
    }
    if (facts.bad == 0 || facts.wide > 4 * facts.bad) {
        return take_utf8(r, raw, &facts);
    }
    return guess(r, raw);
}
