/* SPDX-License-Identifier: MIT
 *
 * md_source.c: see md_source.h.
 */
#include "md_source.h"

#include <string.h>

#define WINDOW UINT64_C(262144)
#define STEP   UINT64_C(32768) /* what the processor's nearest cache holds: read and looked over at once */

/* Reads until SIZE bytes are in the window, with a NUL behind them. */
static int32_t fill_to(md_source *text, uint64_t size) {
    size = size < text->capacity ? size : text->capacity;
    while (text->status == PECIA_OK && !text->has_last && text->filled < size) {
        uint64_t room = size - text->filled;
        int64_t got = text->host->input->read(text->input, text->window + text->filled, room < STEP ? room : STEP);
        text->has_last = got == 0;
        text->filled += got > 0 ? (uint64_t)got : 0;
        text->status = got < 0 ? (int32_t)got : PECIA_OK;
    }
    if (text->status == PECIA_OK) {
        text->window[text->filled] = '\0';
    }
    return text->status;
}

static int32_t fill(md_source *text) {
    return fill_to(text, text->capacity);
}

/* Drops what is before the next line and fills the window. */
static int32_t slide(md_source *text) {
    uint64_t passed = text->at - text->base;
    memmove(text->window, text->window + passed, text->filled - passed);
    text->base = text->at;
    text->filled -= passed;
    return fill(text);
}

/* Makes the whole text the window. */
static int32_t take_whole(md_source *text) {
    pecia_str all = {NULL, 0};
    text->status = text->host->input->content(text->input, &all);
    text->window = text->status == PECIA_OK ? (char *)(uintptr_t)all.data : text->window; /* only read from now on */
    text->is_whole = text->has_last = text->status == PECIA_OK;
    text->base = 0;
    text->filled = text->size = all.size;
    return text->status;
}

/* Sets AT and LINE to where the window begins anew. */
static int32_t reset(md_source *text) {
    text->base = text->filled = 0;
    text->has_last = false;
    text->status = text->status < 0 ? text->status : text->host->input->rewind(text->input);
    return fill(text);
}

int32_t md_source_seek(md_source *text, uint64_t at, uint32_t line) {
    text->line = line;
    if (at < text->base && reset(text) < 0) {
        return text->status;
    }
    while (at > text->base + text->filled && !text->has_last && text->status == PECIA_OK) {
        text->base += text->filled;
        text->filled = 0;
        fill(text);
    }
    uint64_t end = text->base + text->filled;
    text->at = at < end ? at : end;
    return text->status;
}

/* True if a definition of a link may have its "]:" between FROM and TO of the window; one that is cut by the window's
 * edge counts as one. */
static bool may_define(const md_source *text, uint64_t from, uint64_t to) {
    const char *s = text->window + from;
    const char *end = text->window + to;
    while (s < end && (s = memchr(s, ']', (size_t)(end - s))) != NULL) {
        const char *close = s++;
        if (s < end && *s != ':') {
            continue;
        }
        const char *open = close;
        while (open > text->window && open[-1] != '\n' && *open != '[' && (open == close || *open != ']')) {
            open--;
        }
        if (*open != '[' || open + 1 >= close || open[1] != '^') {
            return s < end || !text->has_last;
        }
    }
    return false;
}

/* Looks over what is in the window behind FROM. */
static void survey(md_source *text, uint64_t from) {
    if (from < text->filled) {
        text->has_return = text->has_return || memchr(text->window + from, '\r', (size_t)(text->filled - from));
        text->has_brace = text->has_brace || memchr(text->window + from, '{', (size_t)(text->filled - from));
        text->has_dollar = text->has_dollar || memchr(text->window + from, '$', (size_t)(text->filled - from));
        text->may_define = text->may_define || may_define(text, from, text->filled);
    }
}

/* Reads the text to its end, a step at a time, so that each is looked over while it is near. */
static int32_t survey_all(md_source *text) {
    while (text->status == PECIA_OK && !text->has_last) {
        if (text->filled == text->capacity) {
            text->base += text->filled;
            text->filled = 0;
        }
        uint64_t from = text->filled;
        fill_to(text, from + STEP);
        survey(text, from);
    }
    text->size = text->base + text->filled;
    return text->status;
}

int32_t md_source_open(md_source *text, const pecia_host *host, pecia_job *job, pecia_input *input) {
    text->host = host;
    text->job = job;
    text->input = input;
    text->line = 1;
    int64_t size = host->input->size(input);
    text->capacity = size >= 0 && (uint64_t)size < WINDOW ? (uint64_t)size + 1 : WINDOW; /* one more shows the end */
    text->window = host->job->alloc(job, text->capacity + 1);
    text->status = text->window ? PECIA_OK : PECIA_ERR_MEMORY;
    if (survey_all(text) < 0 || md_source_seek(text, 0, 1) < 0) {
        return text->status;
    }
    pecia_str start = {text->window, text->filled};
    if (pecia_str_begins(start, "\xFF\xFE") || pecia_str_begins(start, "\xFE\xFF")) {
        pecia_place place = {{NULL, 0}, 1, 0};
        host->job->report(job, PECIA_ERROR, "markdown-encoding", &place, "this is UTF-16; convert it to UTF-8 first");
        return text->status = PECIA_ERR_INPUT;
    }
    text->at = pecia_str_begins(start, "\xEF\xBB\xBF") ? 3 : 0;
    return PECIA_OK;
}

/* Finds the line at AT in the window. *PASSED: its bytes with its end. False if the window does not hold its end, and
 * there is more text. */
static bool find_line(const md_source *text, pecia_str *line, uint64_t *passed) {
    const char *from = text->window + (text->at - text->base);
    uint64_t left = text->base + text->filled - text->at;
    const char *end = memchr(from, '\n', (size_t)left);
    *line = (pecia_str){from, end ? (uint64_t)(end - from) : left};
    *passed = line->size + (end ? 1 : 0);
    const char *cr = text->has_return ? memchr(from, '\r', (size_t)line->size) : NULL;
    if (cr) {
        line->size = (uint64_t)(cr - from);
        *passed = line->size + 1;
        bool is_last = *passed == left;
        *passed += !is_last && cr[1] == '\n' ? 1 : 0;
        return !is_last || text->has_last;
    }
    return end || text->has_last;
}

bool md_source_line(md_source *text, pecia_str *line) {
    uint64_t passed = 0;
    while (text->status == PECIA_OK && !find_line(text, line, &passed)) {
        bool is_full = text->at == text->base && text->filled == text->capacity;
        text->status = is_full ? take_whole(text) : slide(text);
    }
    if (text->status < 0 || text->at >= text->base + text->filled) {
        *line = (pecia_str){"", 0};
        return false;
    }
    text->at += passed;
    text->line++;
    return true;
}

pecia_str md_source_ahead(md_source *text, bool is_more) {
    if (is_more && !text->has_last && text->status == PECIA_OK) {
        text->status = take_whole(text);
    }
    if (text->status < 0) {
        return (pecia_str){"", 0};
    }
    return (pecia_str){text->window + (text->at - text->base), text->base + text->filled - text->at};
}
