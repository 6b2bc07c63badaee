/* SPDX-License-Identifier: MIT
 *
 * writer.h: the state of an EPUB that is being written, shared by the files of the writer.
 */
#ifndef PECIA_FORMATS_EPUB_WRITER_H
#define PECIA_FORMATS_EPUB_WRITER_H

#include "box.h"
#include "common/map.h"
#include "common/xhtml_title.h"
#include "common/xhtml_words.h"
#include "common/xhtml_write.h"
#include "sha1.h"

enum { EPUB_NAME = 24, EPUB_SPLIT_AUTO = -1 };
/** Identifier of a source of page numbers that the document does not name. */
#define EPUB_PAGE_SOURCE "pecia-page-source"
#define EPUB_TEI_NS      "http://www.tei-c.org/ns/1.0"

/** A file of the text. */
typedef struct epub_page {
    char name[EPUB_NAME];
    uint32_t node;  /* the first node in it */
    uint32_t level; /* sections around its content */
    bool written, has_math;
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

/** A file of the book that is no page of the text: cover, font, header. */
typedef struct epub_extra {
    pecia_str href, media_type; /* HREF from the folder of the package document */
    const char *id;             /* with its number behind it */
    const char *properties;     /* of the manifest; NULL for none */
    bool is_record;             /* described by a link, not an item */
} epub_extra;

typedef struct epub_writer {
    const pecia_host *host;
    pecia_job *job;
    const pecia_document *document;
    pecia_output *output;
    xhtml_writer xhtml;
    epub_box box;
    epub_sha1 hash;
    int64_t split;      /* EPUB_SPLIT_AUTO or a level */
    uint64_t most;      /* bytes that a file may hold before it is split; 0: any */
    uint32_t toc_depth; /* levels of headings in the navigation */
    bool with_ncx, with_title_page, with_colophon;
    bool has_colophon;
    pecia_str cover; /* href of the image; absent when the book has none */
    epub_extra *extras;
    uint64_t extra_count, extra_capacity;
    epub_page *pages;
    uint64_t page_count, page_capacity;
    uint32_t current;     /* the page being written */
    uint64_t math_before; /* formulas in the pages before it */
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
    bool is_short; /* memory ran out while a text was kept: no book is written */
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

/** extra.c: adds BYTES as the file HREF, which is kept, to box and manifest. */
int32_t epub_add_extra(epub_writer *w, const epub_extra *extra, pecia_str bytes, bool compress);

/** images.c: media type and extension of an image that a book may hold; false if DATA is none. [any] */
bool epub_image_form(pecia_str data, pecia_str media_type, const char **type, const char **extension);
/** The bytes of SRC, from the document or beside the input; absent, reported, when there are none. */
int32_t epub_find_image(epub_writer *w, uint32_t node, pecia_str src, pecia_resource *found);
/** images.c: hook of the XHTML writer. */
int32_t epub_take_image(void *context, uint32_t node, pecia_str src, pecia_str *path);

/** metadata.c: the language and title that the pages need. */
void epub_settle_pages(epub_writer *w);
/** The title of the package, dates, identifier, once the text is known. */
int32_t epub_settle_metadata(epub_writer *w);
/** identifiers.c: the value of META, an identifier, in the form of its scheme ("urn:isbn:9785000000007"); *TYPE is its
 * code in ONIX list 5, NULL if it has none. */
pecia_str epub_identifier(epub_writer *w, const pecia_meta *meta, const char **type);

/** statements.c: the elements of Dublin Core and their refinements. */
void epub_add_statements(epub_writer *w);
/** package.c: the package document; front.c: title page, colophon; cover.c: cover; navigation.c: nav and NCX. */
int32_t epub_write_package(epub_writer *w);
int32_t epub_write_title_page(epub_writer *w);
int32_t epub_write_colophon(epub_writer *w);
int32_t epub_write_cover(epub_writer *w);
/** fonts.c: takes in the fonts of the option, with their rules; style.c: the style sheet. */
int32_t epub_take_fonts(epub_writer *w, pecia_buf *rules);
int32_t epub_write_style(epub_writer *w);
/** record.c: the header that the document brought along, as a linked record. */
int32_t epub_write_record(epub_writer *w);
int32_t epub_write_nav(epub_writer *w);
int32_t epub_write_ncx(epub_writer *w);


/** Appends markup to w->file as it is; text escaped. */
static inline void epub_add(epub_writer *w, const char *markup) {
    pecia_buf_add_text(&w->file, markup);
}
static inline void epub_add_words(epub_writer *w, pecia_str text) {
    xhtml_escape(&w->file, text);
}

#endif
