/* SPDX-License-Identifier: MIT
 *
 * copy.h: copies the content of a document into a builder, with names changed on the way.
 */
#ifndef PECIA_HOST_COPY_H
#define PECIA_HOST_COPY_H

#include <stdbool.h>

#include "core/builder.h"
#include "core/document.h"

/** Gives the name that stands for NAME in the copy: NAME itself if it stays; at most PECIA_RENAME_MAX bytes longer for
 * an identifier; with no data when memory ran out. */
enum { PECIA_RENAME_MAX = 32 };
typedef pecia_str (*pecia_rename)(void *context, pecia_str name);

/** A copy to be made. */
typedef struct pecia_copy {
    const pecia_document *from;
    pecia_builder *to;
    pecia_rename rename_id;       /* of identifiers and the "#id" that point to them; may be NULL */
    pecia_rename rename_resource; /* of resources and the images that show them; may be NULL */
    void *context;
    pecia_arena *arena;                           /* for what is renamed */
    const char *file;                             /* name of the file, for places; NULL: as in FROM */
    bool keep_origins;                            /* both documents are in terms of the same format */
    bool (*keeps_origin)(const pecia_name *name); /* else: origins of elements to keep all the same; may be NULL */
    bool join; /* wrappers of the whole text (MATTER) are dissolved, and what is hidden beside them is left out */
    bool keep_wrappers;  /* in a join: but for those that are elements of the source */
    int64_t first_tie;   /* added to the ties of fragments */
    int64_t last_tie;    /* set: the greatest tie given */
    uint32_t first_note; /* set by pecia_copy_notes */
    uint32_t member;     /* the last place's member, and its number */
    pecia_str member_name;
    bool failed; /* memory ran out */
} pecia_copy;

/** Adds the notes table. First of the three. All return PECIA_OK or the builder's status. */
int32_t pecia_copy_notes(pecia_copy *copy);
/** Adds all that is inside the root to the builder's current node. */
int32_t pecia_copy_content(pecia_copy *copy);
/** Adds the resources. */
int32_t pecia_copy_resources(pecia_copy *copy);
/** Gives NODE of the builder the attributes of FROM's node SOURCE, and its origin. */
int32_t pecia_copy_attributes(pecia_copy *copy, uint32_t source, uint32_t node);

#endif
