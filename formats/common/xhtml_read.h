/* SPDX-License-Identifier: MIT
 *
 * xhtml_read.h: pages of XHTML into one document: what xhtml_write.h writes, and what others write.
 *
 * Headings make sections by their levels, also across pages. Notes are found by epub:type and role, and by their links:
 * a short mark whose own place something links back to. Links between pages become links within the document.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_READ_H
#define PECIA_FORMATS_COMMON_XHTML_READ_H

#include "common/map.h"
#include "common/origins.h"
#include "common/xhtml_css.h"
#include "common/xhtml_page.h"
#include "common/xhtml_survey.h"
#include "common/xhtml_toc.h"

/** What the container of the pages knows. */
typedef struct xhtml_files {
    /** Makes the image at PATH (from the container's root) a resource of the document, once; false if there is none. */
    bool (*image)(void *context, pecia_str path);
    /** Looks at the page READER->PAGE before it is read, and may set READER->FROM and READER->TO, its first item to
     * read and the one behind the last. May be NULL. */
    int32_t (*look)(void *context);
    void *context;
} xhtml_files;

/** What a page is that stands before the text. */
enum xhtml_front { XHTML_FRONT_NONE, XHTML_FRONT_COVER, XHTML_FRONT_TITLE_PAGE };

/** An element that is open. */
typedef struct xhtml_in {
    uint32_t node;  /* 0: none of its own */
    uint32_t end;   /* item of its END */
    uint32_t start; /* of its START */
    uint32_t until; /* a note that is a run of elements: the item that it ends before; 0 for none */
    uint8_t kind;   /* kind of NODE; 0 for none */
    uint8_t tag;
    bool wraps;         /* bare words in it need a paragraph */
    bool has_paragraph; /* and have one that is open */
    bool has_words;     /* a paragraph in it was its first line */
    bool lines;         /* that paragraph is a line of verse */
    bool is_note;
    bool verse;           /* its end leaves verse */
    bool head;            /* thead; a group of headings that has its first */
    bool box;             /* what it holds stands beside the text: its headings make no sections */
    bool drama;           /* a table of speeches */
    bool bracket;         /* a reading beside the line, which a bracket ends */
    bool section;         /* its node is on the stack of sections */
    uint32_t style, bits; /* the style that an element around this one stands for, and its looks so far */
} xhtml_in;

typedef struct xhtml_section {
    uint32_t node;
    uint32_t level;  /* of its heading; 0: an element without a heading so far */
    uint32_t entry;  /* of the navigation, by number + 1 */
    bool by_element; /* made by an element, which ends it */
    bool kept;       /* its element ended, but what stands in it is on the pages that follow */
    bool has_content;
} xhtml_section;

/** The body of a note on the page: the items from START up to END, side by side in PARENT. */
typedef struct xhtml_body {
    uint32_t start, end, parent;
    uint32_t mark; /* number in the survey of the first mark that leads to it */
} xhtml_body;

/** What is left out of the text that comes next. */
enum xhtml_trim { XHTML_TRIM_NONE, XHTML_TRIM_SPACE, XHTML_TRIM_LABEL };

typedef struct xhtml_reader {
    const pecia_host *host;
    pecia_job *job;
    pecia_builder *builder;
    const pecia_builder_api *build;
    const pecia_origin_api *origins;
    const xhtml_files *files;
    xhtml_css css; /* of all style sheets of the book; the caller adds them after xhtml_reader_init */
    xhtml_page page;
    bool is_single;    /* the caller's: there is one page, and addresses that lead elsewhere are kept */
    uint64_t from, to; /* items of the page to read */
    pecia_str path;    /* of the page, from the container's root */
    uint32_t member;
    xhtml_in *open;
    uint64_t count, capacity;
    xhtml_section *sections;
    uint64_t section_count, section_capacity;
    uint32_t matter; /* the front or back matter that is open */
    bool in_front, in_back;
    xhtml_survey survey; /* of all pages */
    pecia_map notes;     /* "path#id" of a note's body -> its number in the builder */
    xhtml_body *bodies;  /* of the page, in order */
    uint64_t body_count, bodies_capacity, next_body;
    pecia_note *entries; /* entries of the notes made so far */
    uint8_t *has_body;
    uint64_t note_count, note_capacity, body_capacity;
    uint32_t code;        /* open elements whose white space counts */
    uint32_t verse;       /* open elements that hold verse */
    uint32_t in_notes;    /* open notes */
    uint32_t titled;      /* list that is open since its title, 0 for none */
    uint32_t math;        /* item at which the formula that is open ends */
    uint32_t in_list;     /* open divisions of notes, whose lists are no lists */
    bool own;             /* the page is one of xhtml_write.h */
    uint64_t late;        /* sections whose elements ended, but which may go on in the next page */
    uint32_t entered;     /* item + 1 that the note which was opened last begins with */
    uint8_t trim;         /* enum xhtml_trim */
    bool note_begins;     /* no words of the note yet */
    bool leads_back;      /* and a link leads back from it */
    bool closes;          /* the bracket behind a mark is still to come */
    pecia_str label;      /* of the note that begins */
    xhtml_toc *toc;       /* the caller's; NULL where there is no navigation */
    uint32_t entry;       /* of the navigation that waits for its heading, by number + 1 */
    uint32_t deeper;      /* levels that headings stand below what they say */
    uint32_t numbered;    /* section whose only heading so far is a number */
    uint32_t awaits;      /* section whose first heading has begun with what is none */
    pecia_str title_rest; /* of a title in several paragraphs */
    bool on_page;         /* the navigation leads to the page */
    uint8_t front;        /* the caller's: enum xhtml_front of the page */
    pecia_str cover;      /* path of the cover's image; the caller's, or found on the page that is called the cover */
    uint32_t front_node;  /* section of the title page */
    uint64_t hidden;      /* passages with words that style sheets hide */
    uint32_t quoted;      /* item + 1 that the quotation of several paragraphs which was opened last begins with */
    int32_t status;
    uint64_t scripts;
} xhtml_reader;

/** Prepares READER, which is zeroed. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t xhtml_reader_init(xhtml_reader *reader, const pecia_host *host, pecia_job *job, pecia_builder *builder,
                          const xhtml_files *files);
/** Reads the page at PATH; all pages have to be in READER's survey by then. */
int32_t xhtml_reader_page(xhtml_reader *reader, pecia_str path, pecia_str bytes);
/** Ends the document: closes the sections, says what was left out. */
int32_t xhtml_reader_finish(xhtml_reader *reader);

/** The path from the container's root of HREF on the page at BASE, percent-decoded, without fragment; the fragment goes
 * to *FRAGMENT. Absent when HREF leads out of the container. Lives as long as the job. */
pecia_str xhtml_resolve(const pecia_host *host, pecia_job *job, pecia_str base, pecia_str href, pecia_str *fragment);

#endif
