/* SPDX-License-Identifier: MIT
 *
 * writer.h: the state of an EPUB that is being written, shared by the files of the writer.
 */
#ifndef PECIA_FORMATS_EPUB_WRITER_H
#define PECIA_FORMATS_EPUB_WRITER_H

#include "box.h"
#include "common/map.h"
#include "common/xhtml_write.h"
#include "sha1.h"

enum { EPUB_NAME = 24, EPUB_SPLIT_AUTO = -1 };

/** A file of the text. */
typedef struct epub_page {
    char name[EPUB_NAME];
    uint32_t node;  /* the first node in it */
    uint32_t level; /* sections around its content */
    bool written;
    bool back, front;            /* in back or front matter */
    uint32_t note_from, note_to; /* its notes in epub_writer.note_order */
} epub_page;

typedef struct epub_toc {
    uint32_t page, level;
    pecia_str id, words;
} epub_toc;

typedef struct epub_page_break {
    uint32_t page;
    pecia_str id, number;
} epub_page_break;

typedef struct epub_image {
    pecia_str path; /* from a page; absent: it cannot be had */
    pecia_str media_type;
} epub_image;

typedef struct epub_writer {
    const pecia_host *host;
    pecia_job *job;
    const pecia_document *document;
    pecia_output *output;
    xhtml_writer xhtml;
    epub_box box;
    epub_sha1 hash;
    int64_t split; /* EPUB_SPLIT_AUTO or a level */
    epub_page *pages;
    uint64_t page_count, page_capacity;
    uint32_t current;     /* the page being written */
    uint32_t *note_page;  /* page of each note's body */
    uint32_t *note_order; /* notes by page */
    epub_toc *toc;
    uint64_t toc_count, toc_capacity;
    epub_page_break *breaks;
    uint64_t break_count, break_capacity;
    epub_image *images;
    uint64_t image_count, image_capacity;
    pecia_map image_names;
    pecia_str title; /* never empty once the pages are written */
    pecia_str page_title;
    pecia_str lang;
    char modified[24];
    pecia_str identifier;
    pecia_buf file; /* the file that is put together */
    char *keep_at;
    uint64_t keep_left;
} epub_writer;

/** A copy of STR that lives as long as the job; absent when memory ran out. */
pecia_str epub_keep(epub_writer *w, pecia_str str);

/** plan.c: decides where pages begin and which page each note goes to. */
int32_t epub_plan(epub_writer *w);
/** The page that NODE is written to. */
uint32_t epub_page_of(const epub_writer *w, uint32_t node);

/** pages.c: writes the text. */
int32_t epub_write_pages(epub_writer *w);
/** Begins a file of XHTML in w->file: head with TITLE; body open for BODY_ATTRIBUTES. */
void epub_begin_xhtml(epub_writer *w, pecia_str title, pecia_str lang, const char *body_attributes);

/** images.c: hook of the XHTML writer. */
int32_t epub_take_image(void *context, uint32_t node, pecia_str src, pecia_str *path);

/** metadata.c: title, language, identifier, dates, once the text is known. */
int32_t epub_settle_metadata(epub_writer *w);
/** package.c: the package document; front.c: title page; navigation.c: nav and NCX. */
int32_t epub_write_package(epub_writer *w);
int32_t epub_write_title_page(epub_writer *w);
int32_t epub_write_nav(epub_writer *w);
int32_t epub_write_ncx(epub_writer *w);

/** style.c: the style sheet, in pieces, NULL-terminated. */
extern const char *const epub_style[];

#endif
