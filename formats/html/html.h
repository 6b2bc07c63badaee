/* SPDX-License-Identifier: MIT
 *
 * html.h: what the files of the HTML format share.
 */
#ifndef PECIA_FORMATS_HTML_HTML_H
#define PECIA_FORMATS_HTML_HTML_H

#include "common/buf.h"
#include "common/xhtml_read.h"
#include "common/xhtml_write.h"

int32_t html_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder);
int32_t html_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output);

/** The vocabularies of <meta>, in the order in which they are believed. */
enum html_vocabulary { HTML_DC, HTML_CITATION, HTML_PLAIN, HTML_SOCIAL, HTML_VOCABULARY_COUNT };

/** One row of metas.def. */
typedef struct html_meta {
    const char *name; /* of the <meta>, in lower case but for what is written */
    const char *key;  /* of the statement */
    const char *type; /* NULL: any */
    uint8_t vocabulary;
    bool writes;
} html_meta;

extern const html_meta html_metas[];
extern const size_t html_meta_count;

/* ------------------------------------------------------------------ reading */

/** States what the head of the page says. PECIA_OK or the builder's status. (head.c) */
int32_t html_read_head(xhtml_reader *reader);

/** The items of the page that are its text: all of them, or what the option "content" wants. (area.c) */
void html_find_area(xhtml_reader *reader);

/* ------------------------------------------------------------------ writing */

typedef struct html_writer {
    const pecia_host *host;
    pecia_job *job;
    const pecia_document *document;
    pecia_output *output;
    xhtml_writer xhtml;
    pecia_buf head;  /* of the page, up to the text */
    pecia_str title; /* that the document gives itself, or empty */
    pecia_str lang;
    bool embeds; /* images */
} html_writer;

/** Appends all that stands before the text but its title. PECIA_OK or a status, reported. (metadata.c) */
int32_t html_add_head(html_writer *w);
/** Appends the title, the creators and so on; nothing if the text has them itself. (title.c) */
void html_add_title(html_writer *w);
/** A hook of the XHTML writer. (images.c) */
int32_t html_take_image(void *context, uint32_t node, pecia_str src, pecia_str *path);

/** page.css. */
extern const unsigned char html_page_style_text[];
extern const uint64_t html_page_style_size;

#endif
