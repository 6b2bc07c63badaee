/* SPDX-License-Identifier: MIT
 *
 * media.h: puts the images of a document into a folder and points the document there (--extract-media).
 */
#ifndef PECIA_HOST_MEDIA_H
#define PECIA_HOST_MEDIA_H

#include "core/document.h"
#include "plugins/host/host.h"
#include "plugins/host/resources.h"

typedef struct pecia_media pecia_media;

/** Loads every image of DOCUMENT that can be had and makes *OUT: a copy of the document whose images have the names
 * that they will have in settings->extract_media, as seen from OUTPUT. The folder is made; files are not written yet.
 * PECIA_OK or a status, reported. */
int32_t pecia_media_new(const pecia_settings *settings, const pecia_document *document, pecia_resources *resources,
                        const char *output, pecia_media **out);
/** The copy, owned by MEDIA. */
const pecia_document *pecia_media_document(const pecia_media *media);
/** Writes the files. PECIA_OK or PECIA_ERR_IO, reported. */
int32_t pecia_media_write(pecia_media *media);
/** The files are to stay: the document that shows them is in its place. NULL is allowed. */
void pecia_media_keep(pecia_media *media);
/** Frees, and removes the files that were written but not kept, and an empty folder that was made for them. NULL is
 * allowed. */
void pecia_media_free(pecia_media *media);

#endif
