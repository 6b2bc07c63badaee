/* SPDX-License-Identifier: MIT
 *
 * xhtml_title.h: what a document is called.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_TITLE_H
#define PECIA_FORMATS_COMMON_XHTML_TITLE_H

#include "common/str.h"

/** The title that DOCUMENT gives itself: the main one, or the first; empty if there is none. */
pecia_str xhtml_title(const pecia_host *host, const pecia_document *document);
/** The words that the text begins with, for a document without a title: they do not depend on where it is written.
 * Empty if there are none. They live as long as the job, whose thread calls. */
pecia_str xhtml_first_words(const pecia_host *host, pecia_job *job, const pecia_document *document);

#endif
