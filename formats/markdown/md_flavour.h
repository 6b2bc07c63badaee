/* SPDX-License-Identifier: MIT
 *
 * md_flavour.h: what the flavours of Markdown have beside CommonMark (the option "flavour"), for reading and writing.
 */
#ifndef PECIA_MARKDOWN_FLAVOUR_H
#define PECIA_MARKDOWN_FLAVOUR_H

#include "pecia/plugin.h"

enum md_syntax {
    MD_NOTES = 1,
    MD_INLINE_NOTES = 2,
    MD_TABLES = 4,
    MD_STRIKES = 8,
    MD_TASKS = 16,
    MD_LINE_BLOCKS = 32,
    MD_HARD_VERSE = 64, /* a paragraph of hard breaks is verse */
    MD_METADATA = 128,
    MD_ATTRIBUTIONS = 256,
    MD_ADDRESSES = 512,     /* https://... without brackets is a link */
    MD_ATTRIBUTES = 1024,   /* # Title {#id .class}, [text]{.class} */
    MD_WORDY_NOTES = 2048,  /* [^more than one word]: a label, or the note itself */
    MD_SPANS = 4096,        /* attributes are written so, not as HTML */
    MD_FORMULAS = 8192,     /* $x^2$, $$...$$: of TeX */
    MD_ALL_FORMULAS = 16384 /* those too that could be two prices */
};

/** What the flavour that the user chose has: a set of enum md_syntax. */
uint32_t md_flavour(const pecia_host *host, pecia_job *job);

/** The field of the metadata that says where all notes stand that say nothing else. */
#define MD_NOTE_PLACE "note-place"

#endif
