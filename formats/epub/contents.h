/* SPDX-License-Identifier: MIT
 *
 * contents.h: the navigation document of EPUB 3 (EPUB 3.3, 7) and the NCX of EPUB 2 (OPF 2.0.1, 2.4.1): contents, list
 * of pages, landmarks.
 */
#ifndef PECIA_FORMATS_EPUB_CONTENTS_H
#define PECIA_FORMATS_EPUB_CONTENTS_H

#include "common/xhtml_toc.h"
#include "opf.h"

/** Adds what the document BYTES at PATH, which must outlive TOC, says of the pages to TOC, and covers and title pages
 * to PACKAGE. What cannot be read is reported and left. PECIA_OK or PECIA_ERR_MEMORY and the like. */
int32_t epub_read_contents(xhtml_toc *toc, opf_package *package, pecia_str path, pecia_str bytes);

#endif
