/* SPDX-License-Identifier: MIT
 *
 * stream.c: the way out: line ends, encoding, and an account of the characters that the encoding does not have.
 */
#include <errno.h>
#include <iconv.h>
#include <strings.h>

#include "stream.h"

enum { PIECE = 32768, LOST_SLOTS = 512, MOST_LOST = 256 };

/* A character that the encoding does not have, and how often it stood in the text. */
typedef struct text_lost {
    uint32_t code;
    uint64_t count;
} text_lost;

struct text_stream {
    const pecia_host *host;
    pecia_job *job;
    pecia_output *output;
    iconv_t converter; /* (iconv_t)-1: the output is UTF-8 */
    const char *encoding;
    const char *line_end; /* NULL for LF */
    text_lost lost[LOST_SLOTS];
    uint64_t kinds, others; /* in the table; characters that found no room there */
};

static const char *substitute(uint32_t code) {
    static const struct {
        uint32_t code;
        const char *text;
    } table[] = {
#define SUBSTITUTE(code, text) {code, text},
#include "substitutes.def"
#undef SUBSTITUTE
    };
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (table[i].code == code) {
            return table[i].text;
        }
    }
    return "?";
}

static void count_lost(text_stream *s, uint32_t code) {
    for (uint32_t i = code;; i++) {
        text_lost *slot = &s->lost[i % LOST_SLOTS];
        if (slot->count == 0 && s->kinds == MOST_LOST) {
            s->others++;
            return;
        }
        if (slot->count == 0 || slot->code == code) {
            s->kinds += slot->count == 0;
            slot->code = code;
            slot->count++;
            return;
        }
    }
}

/* One warning for each kind of character, in the order of their code points. */
static void report_lost(text_stream *s) {
    const pecia_job_api *job = s->host->job;
    for (uint32_t below = 0; s->kinds > 0; s->kinds--) {
        const text_lost *next = NULL;
        for (int i = 0; i < LOST_SLOTS; i++) {
            const text_lost *slot = &s->lost[i];
            if (slot->count > 0 && slot->code >= below && (!next || slot->code < next->code)) {
                next = slot;
            }
        }
        if (!next) {
            return;
        }
        char shown[8] = {0};
        shown[pecia_str_put(next->code, shown)] = 0;
        job->report(s->job, PECIA_WARNING, "text.character-replaced", NULL,
                    "%s does not have U+%04X (%s): %llu became \"%s\"", s->encoding, (unsigned)next->code, shown,
                    (unsigned long long)next->count, substitute(next->code));
        below = next->code + 1;
    }
    if (s->others > 0) {
        job->report(s->job, PECIA_WARNING, "text.character-replaced", NULL,
                    "%s does not have %llu more characters, written as question marks or their like", s->encoding,
                    (unsigned long long)s->others);
    }
}

static bool is_named(const char *name, const char *other) {
    return name && strcasecmp(name, other) == 0;
}

/* Whether the output begins with a byte order mark: on request, and in UTF-16 and UTF-32 of no named order. */
static bool wants_mark(text_stream *s, const char *encoding) {
    const char *mark = s->host->job->option(s->job, "bom");
    bool open = is_named(encoding, "UTF-16") || is_named(encoding, "UTF-32");
    return is_named(mark, "always") || (open && !is_named(mark, "never"));
}

static int32_t open_converter(text_stream *s, const char *encoding) {
    bool utf8 = !encoding || is_named(encoding, "auto") || is_named(encoding, "UTF-8") || is_named(encoding, "UTF8");
    const char *name = is_named(encoding, "UTF-16") ? "UTF-16LE" : is_named(encoding, "UTF-32") ? "UTF-32LE" : encoding;
    s->encoding = encoding;
    s->converter = utf8 ? (iconv_t)-1 : iconv_open(name, "UTF-8");
    if (!utf8 && s->converter == (iconv_t)-1) {
        s->host->job->report(s->job, PECIA_ERROR, "text.unknown-encoding", NULL, "the encoding %s is not known",
                             encoding);
        return PECIA_ERR_USAGE;
    }
    return PECIA_OK;
}

text_stream *text_stream_open(const pecia_host *host, pecia_job *job, pecia_output *output, bool from_text,
                              int32_t *status) {
    text_stream *s = host->job->alloc(job, sizeof(*s));
    const char *encoding = host->job->option(job, "output-encoding"), *end = host->job->option(job, "eol");
    if (!from_text && (!encoding || is_named(encoding, "auto"))) {
        encoding = host->job->option(job, "encoding");
    }
    if (!s) {
        *status = PECIA_ERR_MEMORY;
        return NULL;
    }
    s->host = host;
    s->job = job;
    s->output = output;
    s->line_end = is_named(end, "crlf") ? "\r\n" : is_named(end, "cr") ? "\r" : NULL;
    *status = open_converter(s, encoding);
    if (*status == PECIA_OK && wants_mark(s, encoding)) {
        *status = text_stream_put(s, "\xEF\xBB\xBF", 3);
    }
    return *status == PECIA_OK ? s : NULL;
}

/* Converts SIZE bytes of DATA and writes them; what the encoding does not have is replaced and counted. */
static int32_t convert(text_stream *s, const char *data, uint64_t size) {
    char *in = (char *)(uintptr_t)data;
    size_t left = (size_t)size;
    int32_t status = PECIA_OK;
    while (status == PECIA_OK && left > 0) {
        char *room = s->host->output->reserve(s->output, PIECE), *to = room;
        size_t free_room = PIECE;
        if (!room) {
            return s->host->output->status(s->output);
        }
        size_t done = iconv(s->converter, &in, &left, &to, &free_room);
        int why = done == (size_t)-1 ? errno : 0;
        status = s->host->output->commit(s->output, (uint64_t)(to - room));
        if (why == EILSEQ || why == EINVAL) {
            pecia_str rest = {in, left};
            uint32_t code = pecia_str_next(&rest);
            const char *other = code < 0x80 ? "" : substitute(code);
            if (code != 0xFEFF) {
                count_lost(s, code);
            }
            in = (char *)(uintptr_t)rest.data;
            left = (size_t)rest.size;
            status = status == PECIA_OK ? convert(s, other, strlen(other)) : status;
        }
    }
    return status;
}

static int32_t put_run(text_stream *s, const char *data, uint64_t size) {
    return s->converter == (iconv_t)-1 ? s->host->output->write(s->output, data, size) : convert(s, data, size);
}

int32_t text_stream_put(text_stream *s, const char *data, uint64_t size) {
    int32_t status = PECIA_OK;
    while (s->line_end && status == PECIA_OK && size > 0) {
        const char *end = memchr(data, '\n', (size_t)size);
        uint64_t run = end ? (uint64_t)(end - data) : size;
        status = run > 0 ? put_run(s, data, run) : status;
        if (end && status == PECIA_OK) {
            status = put_run(s, s->line_end, strlen(s->line_end));
        }
        data += end ? run + 1 : run;
        size -= end ? run + 1 : run;
    }
    return status == PECIA_OK && size > 0 ? put_run(s, data, size) : status;
}

void text_stream_close(text_stream *s) {
    if (s->converter == (iconv_t)-1) {
        return;
    }
    char *room = s->host->output->reserve(s->output, PIECE), *to = room;
    size_t free_room = PIECE;
    if (room && iconv(s->converter, NULL, NULL, &to, &free_room) != (size_t)-1) {
        s->host->output->commit(s->output, (uint64_t)(to - room)); /* back to the encoding's first state */
    }
    iconv_close(s->converter);
    report_lost(s);
}
