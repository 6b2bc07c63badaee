/* SPDX-License-Identifier: MIT
 *
 * md_source.h: the text of an input, line by line, through a window: it is never held whole, unless a line does not fit
 * into the window.
 */
#ifndef PECIA_MARKDOWN_SOURCE_H
#define PECIA_MARKDOWN_SOURCE_H

#include <stdbool.h>

#include "common/buf.h"

typedef struct md_source {
    const pecia_host *host;
    pecia_job *job;
    pecia_input *input;
    char *window;
    uint64_t capacity;
    uint64_t base;   /* offset in the text of the window's first byte */
    uint64_t filled; /* bytes in the window */
    bool has_last;   /* the window holds the last byte of the text */
    bool is_whole;   /* the window is the whole text, borrowed from the input */
    uint64_t at;     /* offset of the line that comes next */
    uint32_t line;   /* its number, from 1 */
    int32_t status;

    /* found by md_source_open: */
    uint64_t size;   /* of the text in bytes */
    bool has_return; /* it holds carriage returns */
    bool may_define; /* definitions of links ("[label]: address") may stand in it */
    bool has_brace;  /* a brace stands in it */
    bool has_dollar; /* the sign of formulas */
} md_source;

/** Opens TEXT, zeroed, over INPUT and looks over it once. A byte order mark is passed; UTF-16 is refused. What is no
 * UTF-8 is left to the builder, which checks every text. The status, which is sticky. */
int32_t md_source_open(md_source *text, const pecia_host *host, pecia_job *job, pecia_input *input);
/** Takes the next line, without its end, into *LINE, which is valid until the next call. False at the end of the text,
 * or when the input fails. */
bool md_source_line(md_source *text, pecia_str *line);
/** True if no line comes any more. */
static inline bool md_source_is_done(const md_source *text) {
    return text->has_last && text->at >= text->base + text->filled;
}

/** Goes back, or on, to the line number LINE that begins at offset AT. */
int32_t md_source_seek(md_source *text, uint64_t at, uint32_t line);
/** The text from the next line on that the window holds; with IS_MORE all there is, whatever that takes. */
pecia_str md_source_ahead(md_source *text, bool is_more);

#endif
