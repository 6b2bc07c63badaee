/* SPDX-License-Identifier: MIT
 *
 * xhtml_toc.h: what the navigation of a book says of its pages: titles of divisions, one within another, and numbers of
 * printed pages.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_TOC_H
#define PECIA_FORMATS_COMMON_XHTML_TOC_H

#include "common/buf.h"
#include "common/map.h"

typedef struct xhtml_entry {
    pecia_str title; /* white space folded */
    pecia_str path;  /* of its page; absent for a title that leads nowhere */
    uint32_t parent; /* the entry around it, by number + 1; 0 for none */
    uint32_t level;  /* of its section in the text; 0: not met so far */
    bool is_page;    /* it leads to a page, not to a place on it */
    bool has_more;   /* entries stand in it */
} xhtml_entry;

typedef struct xhtml_toc {
    const pecia_host *host;
    pecia_job *job;
    xhtml_entry *entries;
    uint64_t count, capacity;
    pecia_map places;  /* "path#id", "path#" -> the first entry there, by number */
    pecia_map pages;   /* path -> the first entry on the page */
    pecia_map breaks;  /* "path#id" -> number of a printed page, by number */
    pecia_str *labels; /* of these */
    uint64_t label_count, label_capacity;
} xhtml_toc;

/** Makes TOC, which is zeroed, empty. */
void xhtml_toc_init(xhtml_toc *toc, const pecia_host *host, pecia_job *job);
/** Adds an entry that leads to FRAGMENT, which may be empty, on the page PATH; *NUMBER is its number. All but TITLE
 * must outlive TOC. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t xhtml_toc_add(xhtml_toc *toc, pecia_str title, pecia_str path, pecia_str fragment, uint32_t parent,
                      uint32_t *number);
/** Adds the printed page LABEL, which begins at FRAGMENT on the page PATH. */
int32_t xhtml_toc_add_break(xhtml_toc *toc, pecia_str label, pecia_str path, pecia_str fragment);
/** The level of the nearest entry around ENTRY that was met; 0 if there is none. [any] */
uint32_t xhtml_toc_around(const xhtml_toc *toc, const xhtml_entry *entry);
/** True if the entry numbered INNER + 1 is that numbered OUTER + 1 or stands in it. [any] */
bool xhtml_toc_within(const xhtml_toc *toc, uint32_t inner, uint32_t outer);
/** True if *TITLE begins with all of WORDS, whatever their case and punctuation; *TITLE is what is left of it. [any] */
bool xhtml_toc_take(pecia_str *title, pecia_str words);
/** True if TEXT has no letter and no digit. [any] */
bool xhtml_toc_is_done(pecia_str text);
/** TEXT without the number ("1.", "IV") that it begins with. [any] */
pecia_str xhtml_toc_unnumbered(pecia_str text);

#endif
