/* SPDX-License-Identifier: MIT
 *
 * reader.h: what the files that read a book share.
 */
#ifndef PECIA_FORMATS_EPUB_READER_H
#define PECIA_FORMATS_EPUB_READER_H

#include "common/xhtml_read.h"
#include "opf.h"
#include "unbox.h"

typedef struct epub_reader {
    const pecia_host *host;
    pecia_job *job;
    pecia_builder *builder;
    epub_unbox box;
    opf_package package;
    pecia_buf bytes;  /* of the page at hand */
    pecia_buf image;  /* of the image */
    pecia_map images; /* paths that were taken in (1) or could not be (0) */
    int32_t status;
    pecia_str text;  /* of the page at hand, in UTF-8 */
    opf_locks locks; /* what encryption.xml names */
    xhtml_reader xhtml;
    xhtml_toc toc;
    pecia_str *sheets; /* paths of style sheets, those of the manifest first */
    uint64_t sheet_count, sheet_capacity;
    pecia_map sheet_paths;
    pecia_str sheet; /* that is read */
} epub_reader;

/** spine.c: paths of the manifest as the container has them, what is not there reported; the pages of the spine, looked
 * over (SURVEY) or read, *PAGES of them. */
int32_t epub_settle_paths(epub_reader *r);
int32_t epub_each_page(epub_reader *r, bool survey, uint64_t *pages);
/** The path of a file as the container has it (xhtml_survey). */
pecia_str epub_locate(void *reader, pecia_str path);
/** An image becomes a resource of the document (xhtml_files). */
bool epub_read_image(void *reader, pecia_str path);

/** sheets.c: style sheets; navigation. */
int32_t epub_read_styles(epub_reader *r);
int32_t epub_read_navigation(epub_reader *r);

#endif
