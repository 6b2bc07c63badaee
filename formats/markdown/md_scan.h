/* SPDX-License-Identifier: MIT
 *
 * md_scan.h: follows the block structure of Markdown line by line (CommonMark 0.30, appendix "phase 1"), so that the
 * reader knows where text is text before cmark sees it: where a note or a table may begin, where a long document may be
 * cut, how deep containers nest. It keeps a stack of containers and the open leaf, and no text.
 *
 * For the thread of the job.
 */
#ifndef PECIA_MARKDOWN_SCAN_H
#define PECIA_MARKDOWN_SCAN_H

#include "md_lines.h"

/** What a line is, in its innermost container. */
enum md_line {
    MD_BLANK,
    MD_PARAGRAPH, /* begins a paragraph */
    MD_MORE,      /* goes on with one */
    MD_HEADING,
    MD_UNDERLINE, /* ends a paragraph and makes it a heading */
    MD_OTHER,     /* rule, underline, code, HTML: nothing to rewrite */
    MD_NOTE,      /* begins with "[^label]:"; the caller calls md_scan_note */
    MD_ROW        /* goes on with a table */
};

enum md_leaf { MD_LEAF_NONE, MD_LEAF_PARAGRAPH, MD_LEAF_FENCE, MD_LEAF_HTML, MD_LEAF_TABLE };

typedef struct md_box {
    uint32_t offset; /* of an item's content, in columns from its container's */
    bool is_quote;
    bool is_bare; /* an item that has no content yet */
} md_box;

typedef struct md_scan {
    md_box *boxes;
    uint32_t count, capacity;
    uint8_t leaf;
    char fence_sign;
    uint32_t fence_length;
    uint32_t html_type;
    bool was_blank; /* the line before this one was blank */
    bool no_notes;  /* "[^label]:" begins nothing */
    bool is_wordy;  /* a label may hold spaces */
    /* of the line last taken: */
    uint32_t line;   /* enum md_line */
    uint64_t text;   /* byte where its content begins */
    uint32_t indent; /* columns of white space before it, within its container */
    uint32_t spare;  /* MD_NOTE: how many of these are spaces that count for nothing */
    bool is_first;   /* the content stands on the line of an item's marker */
} md_scan;

/** Sets up SCAN with room for CAPACITY containers on the job's memory. */
int32_t md_scan_init(md_scan *scan, const pecia_host *host, pecia_job *job, uint32_t capacity);
/** Forgets all containers: a new document begins. */
void md_scan_reset(md_scan *scan);
/** Takes LINE, without its line end. False if containers nest too deep; else scan->line and its neighbours are set. */
bool md_scan_line(md_scan *scan, pecia_str line);
/** After MD_NOTE: opens the item whose content is 4 columns in. False: too deep. */
bool md_scan_note(md_scan *scan);
/** True if a new top-level block surely begins with LINE, so that the document may be cut before it. */
bool md_scan_may_cut(const md_scan *scan, pecia_str line);

#endif
