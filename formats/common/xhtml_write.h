/* SPDX-License-Identifier: MIT
 *
 * xhtml_write.h: a document as pages of XHTML (the syntax that EPUB 3.3 and browsers share), events of a flow cursor
 * in, the content of <body> out.
 *
 * The caller walks the document, decides where a page begins and ends, and keeps what the hooks tell it. Every kind has
 * a form (docs/EPUB.md lists them); xhtml_read.h makes the same document of it. For the thread of the job.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_WRITE_H
#define PECIA_FORMATS_COMMON_XHTML_WRITE_H

#include "common/buf.h"
#include "common/fold.h"
#include "common/map.h"
#include "common/origins.h"

/** Where the bodies of notes are written. */
enum xhtml_notes {
    XHTML_NOTES_PAGE,    /* <aside> at the end of the page that holds the first mark */
    XHTML_NOTES_VISIBLE, /* the same as <div>: reading systems hide asides */
    XHTML_NOTES_END      /* in a list at the end of the whole text */
};

/** What the container of the pages decides. All get the context of the writer. */
typedef struct xhtml_hooks {
    /** File name of the page that NODE is written to. */
    pecia_str (*page_of)(void *context, uint32_t node);
    /** Takes the image SRC of NODE in; *PATH is its address from a page, absent when it cannot be had (reported). */
    int32_t (*image)(void *context, uint32_t node, pecia_str src, pecia_str *path);
    /** A heading was written: its LEVEL in the whole text, from 1, the id of its element, its words without note marks.
     */
    int32_t (*heading)(void *context, uint32_t level, pecia_str id, pecia_str words);
    /** A page break was written. */
    int32_t (*page_break)(void *context, pecia_str id, pecia_str number);
} xhtml_hooks;

/** An element that is open on the page. */
typedef struct xhtml_open {
    uint32_t node;
    uint8_t kind;
    uint8_t shape;     /* what the kind looks like here; private to the file that writes it */
    bool closed;       /* its page ended before it did */
    bool begun;        /* a list or table whose tag is written when the first item comes */
    bool captioned;    /* has its figcaption */
    bool wrote;        /* a definition list: something came */
    uint8_t last;      /* the kind last written in it */
    uint32_t bits;     /* styles to close */
    const char *close; /* end tag and what follows it */
    const char *math;  /* element of MathML that this is, NULL for none */
    const char *wrap;  /* end tag of an element that was put around it to make it fit */
} xhtml_open;

typedef struct xhtml_writer {
    const pecia_host *host;
    const pecia_origin_api *origins;
    pecia_job *job;
    const pecia_document *document;
    pecia_cursor *cursor;
    const xhtml_hooks *hooks;
    void *context;
    int32_t status; /* sticky */
    enum xhtml_notes notes;
    bool is_html;    /* for browsers alone: no attributes of EPUB, and addresses of files beside the page are kept */
    bool is_rtl;     /* the book is written from right to left */
    bool show_lines; /* line beginnings of the source show as line breaks */

    pecia_buf out; /* the page: content of <body> */
    pecia_fold fold;
    xhtml_open *stack;
    uint64_t count, capacity;
    uint32_t code;       /* open elements in which white space counts */
    uint32_t links;      /* open <a> */
    uint32_t sections;   /* open sections of the document */
    uint32_t page_level; /* how many sections are around the content of this page */
    bool has_h1;         /* the page has its heading of the first level */
    bool in_heading;     /* collecting the words of a heading */
    uint32_t heading_level;
    uint32_t heading_id;
    pecia_buf heading;
    pecia_fold heading_fold;
    uint64_t tags_from, tags_end; /* where start tags of phrases stand that nothing is behind so far */
    pecia_buf points; /* markup of points and note marks that wait for a place where they may stand */
    pecia_buf marks;  /* note marks that wait for the end of a link */
    pecia_buf scratch;
    uint8_t *emitted; /* bit for each node whose id was written */
    uint64_t emitted_bytes;
    pecia_map note_ids;   /* note entries by id, for links to notes */
    uint32_t *references; /* marks written so far, for each note */
    uint8_t *is_queued;   /* for each note */
    uint32_t *next_body;  /* for each note: the one whose body comes next in the document, itself for the last */
    uint32_t *queue;      /* notes whose bodies this page (or the end) still has to write, in order */
    uint64_t queued, written, queue_capacity;
    uint32_t *pile; /* notes within notes that wait */
    uint64_t pile_capacity;
    uint32_t made_ids;
    /* what was met in all, for the package's metadata */
    uint64_t images, images_described, page_breaks, tables, notes_written, math;
} xhtml_writer;

/** Prepares WRITER, which is zeroed, for DOCUMENT. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t xhtml_writer_init(xhtml_writer *writer, const pecia_host *host, pecia_job *job, const pecia_document *document,
                          const xhtml_hooks *hooks, void *context);
/** Writes one event of CURSOR (flow view, counting) and sets its outcome. */
int32_t xhtml_write_event(xhtml_writer *writer, pecia_cursor *cursor, pecia_event *event);
/** Begins a page whose first section is at LEVEL sections deep; the buffer is emptied. */
void xhtml_begin_page(xhtml_writer *writer, uint32_t level);
/** Ends a page: closes what is open, writes the bodies of the notes that wait, then those of the COUNT notes in REST
 * that no mark led to. */
int32_t xhtml_end_page(xhtml_writer *writer, const uint32_t *rest, uint64_t count);
/** Writes all notes that wait, and those in REST, as a section of endnotes (XHTML_NOTES_END), headed by TITLE. */
int32_t xhtml_write_endnotes(xhtml_writer *writer, pecia_str title, const uint32_t *rest, uint64_t count);

/** Appends TEXT as character data, or as the value of an attribute in double quotes. */
void xhtml_escape(pecia_buf *out, pecia_str text);
void xhtml_escape_attribute(pecia_buf *out, pecia_str text);
/** Appends URL, made fit for an attribute; false, and nothing is appended, if it is active, local or names no host. */
bool xhtml_add_url(pecia_buf *out, pecia_str url);
/** True if TAG has the form of a BCP 47 language tag, so that it may stand in lang and xml:lang. [any] */
bool xhtml_is_language(pecia_str tag);
/** True if the language TAG is written from right to left, by its script or by custom. [any] */
bool xhtml_is_rtl(pecia_str tag);
/** Appends TAG as BCP 47 wants it: two letters for a language that has them ("en" for "eng"). */
void xhtml_add_language(pecia_buf *out, pecia_str tag);

#endif
