/* SPDX-License-Identifier: MIT
 *
 * kinds.h: what kinds.def says of a kind.
 */
#ifndef PECIA_CORE_KINDS_H
#define PECIA_CORE_KINDS_H

#include "pecia/plugin.h"

enum pecia_class {
    PECIA_CLASS_ROOT,
    PECIA_CLASS_FLOW,
    PECIA_CLASS_PHRASE,
    PECIA_CLASS_INLINE,
    PECIA_CLASS_POINT,
    PECIA_CLASS_HIDDEN
};
enum pecia_content {
    PECIA_CONTENT_BLOCKS,
    PECIA_CONTENT_ROWS,
    PECIA_CONTENT_INLINES,
    PECIA_CONTENT_TEXT,
    PECIA_CONTENT_NOTHING
};

typedef struct pecia_kind_info {
    const char *name; /* "block quotation" */
    const char *id;   /* "BLOCK_QUOTE" */
    const char *meaning;
    uint8_t class_;  /* enum pecia_class */
    uint8_t content; /* enum pecia_content */
} pecia_kind_info;

/** What kinds.def says; read it by pecia_kind_get(). */
extern const pecia_kind_info pecia_kinds[PECIA_KIND_COUNT];

/** What is known of KIND; never NULL: an unknown kind gives an entry named "unknown". Asked for every node of a walk
 * several times over. [any] */
static inline const pecia_kind_info *pecia_kind_get(uint32_t kind) {
    return &pecia_kinds[kind < PECIA_KIND_COUNT ? kind : PECIA_NO_KIND];
}

#endif
