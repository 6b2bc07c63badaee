/* SPDX-License-Identifier: MIT
 *
 * media_names.h: what the files of images are called, and the way to their folder.
 */
#ifndef PECIA_HOST_MEDIA_NAMES_H
#define PECIA_HOST_MEDIA_NAMES_H

#include <limits.h>

#include "plugins/host/resources.h"

enum { PECIA_MEDIA_NAME = 100, PECIA_MEDIA_WAY = PATH_MAX };

/** The name of the file for RESOURCE, which the document calls FROM: its last part, of harmless characters; of a data:
 * URL only the type is known. May be empty. [any] */
void pecia_media_name(const pecia_resource *resource, pecia_str from, char out[PECIA_MEDIA_NAME + 1]);
/** The way from the folder of the file OUTPUT to FOLDER, both of which are there: "../media/", or "" for the same.
 * False, with errno, if it cannot be told. [any] */
bool pecia_media_way(const char *folder, const char *output, char out[PECIA_MEDIA_WAY]);

#endif
