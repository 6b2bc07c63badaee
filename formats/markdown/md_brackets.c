/* SPDX-License-Identifier: MIT
 *
 * md_brackets.c: which ']' belongs to which '[' of a paragraph, for inline notes. See md_reader.h.
 */
#include "md_reader.h"

uint64_t md_comment_size(pecia_str text) {
    pecia_str inner = pecia_str_from(text, 4);
    if (!pecia_str_begins(text, "<!--") || pecia_str_begins(inner, ">") || pecia_str_begins(inner, "->")) {
        return 0;
    }
    const char *end = memmem(inner.data, (size_t)inner.size, "--", 2);
    uint64_t behind = end ? (uint64_t)(end - text.data) + 2 : text.size;
    return behind < text.size && text.data[behind] == '>' ? behind + 1 : 0;
}

/* Runs of backticks: where the last one of each length stands; longer ones close nothing. */
#define MAX_TICKS 80
typedef struct ticks {
    uint64_t last[MAX_TICKS];
} ticks;

static uint64_t tick_run(pecia_str text, uint64_t at) {
    uint64_t n = 0;
    while (at + n < text.size && text.data[at + n] == '`') {
        n++;
    }
    return n;
}

static void find_ticks(pecia_str text, ticks *out) {
    memset(out, 0, sizeof *out);
    for (uint64_t i = 0; i < text.size; i++) {
        uint64_t n = text.data[i] == '`' ? tick_run(text, i) : 0;
        if (n > 0 && n < MAX_TICKS) {
            out->last[n] = i;
        }
        i += n > 0 ? n - 1 : 0;
    }
}

/* Where the code that the run of N backticks before FROM opens ends; FROM if it opens none. Linear: what is passed in
 * vain is passed once. */
static uint64_t code_end(pecia_str text, uint64_t from, uint64_t n, const ticks *known) {
    if (n >= MAX_TICKS || known->last[n] < from) {
        return from;
    }
    for (uint64_t i = from; i < text.size;) {
        uint64_t run = text.data[i] == '`' ? tick_run(text, i) : 0;
        if (run == n) {
            return i + n;
        }
        i += run > 0 ? run : 1;
    }
    return from;
}

int32_t md_brackets(md_reader *reader, pecia_str text, uint64_t count, uint32_t **closers) {
    const pecia_job_api *job = reader->host->job;
    uint32_t *stack = job->alloc(reader->job, count * sizeof *stack);
    uint32_t *found = job->alloc(reader->job, count * sizeof *found);
    if (!stack || !found) {
        return PECIA_ERR_MEMORY;
    }
    if (text.size >= MD_NONE) {
        return PECIA_OK;
    }
    ticks known;
    find_ticks(text, &known);
    uint32_t open = 0;
    uint32_t n = 0;
    uint64_t in_code = 0; /* up to here */
    for (uint64_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\\' && i >= in_code) {
            i++;
        } else if (c == '[' && n < count) {
            found[n] = MD_NONE;
            if (i >= in_code) {
                stack[open++] = n;
            }
            n++;
        } else if (c == '<' && i >= in_code) {
            in_code = i + md_comment_size(pecia_str_from(text, i));
        } else if (c == ']' && open > 0 && i >= in_code) {
            found[stack[--open]] = (uint32_t)i;
        } else if (c == '`' && i >= in_code) {
            uint64_t run = tick_run(text, i);
            in_code = code_end(text, i + run, run, &known);
            i += run - 1;
        }
    }
    *closers = found;
    return PECIA_OK;
}
