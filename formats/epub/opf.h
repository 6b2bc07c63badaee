/* SPDX-License-Identifier: MIT
 *
 * opf.h: the package document of an EPUB (EPUB 3.3, 5; OPF 2.0.1): metadata, manifest, spine, read as they stand.
 */
#ifndef PECIA_FORMATS_EPUB_OPF_H
#define PECIA_FORMATS_EPUB_OPF_H

#include "common/buf.h"
#include "common/map.h"

typedef struct opf_item {
    pecia_str id;
    pecia_str path; /* from the container's root; absent when it leads out of it */
    pecia_str href; /* as written */
    pecia_str media_type;
    pecia_str fallback; /* id of the item to take instead */
    bool is_nav;
    bool is_cover;
} opf_item;

typedef struct opf_statement {
    pecia_str name; /* element of Dublin Core, or property of a meta */
    pecia_str id;
    pecia_str refines; /* id of the statement that this one is about, without '#' */
    pecia_str value;
    pecia_str role, file_as, scheme, event, lang; /* EPUB 2 attributes; scheme also of a meta */
} opf_statement;

/** What a page before the text is. */
enum opf_front { OPF_TEXT, OPF_COVER, OPF_TITLE_PAGE };

typedef struct opf_package {
    const pecia_host *host;
    pecia_job *job;
    pecia_str path;
    opf_item *items;
    uint64_t item_count, item_capacity;
    pecia_map by_id;      /* id -> item */
    pecia_map in_spine;   /* ids of its items */
    pecia_map front;      /* path -> enum opf_front */
    pecia_str ncx;        /* id of the NCX that the spine names */
    uint32_t *spine;      /* items, in reading order */
    uint8_t *spine_aside; /* linear="no" */
    uint64_t spine_count, spine_capacity, aside_capacity;
    pecia_str record; /* path of a linked record that is TEI, absent if there is none */
    opf_statement *statements;
    uint64_t statement_count, statement_capacity;
    /* while it is read */
    pecia_buf text;
    bool gathering;
    bool in_metadata;
} opf_package;

/** Reads container.xml: the path of the first package document; one of another media type is none. Absent if it names
 * none. PECIA_OK or a status; PECIA_ERR_INPUT is not reported. */
int32_t opf_container(const pecia_host *host, pecia_job *job, pecia_str bytes, pecia_str *path);
/** Reads the package document BYTES at PATH. */
int32_t opf_read(opf_package *package, const pecia_host *host, pecia_job *job, pecia_str path, pecia_str bytes);
/** Puts what is not in the order of reading behind what is; before the text it stays. */
int32_t opf_settle_spine(opf_package *package);
/** BYTES with the faults that are common in package documents mended: names without their namespace, a bare '&'.
 * Absent when there is no memory. (mend.c) */
pecia_str opf_mend(const pecia_host *host, pecia_job *job, pecia_str bytes);
/** Tells the document what the package says of it. */
int32_t opf_tell(const opf_package *package, pecia_builder *builder);
/** The kind of front that guide and landmarks call WORD ("cover", "title-page"). [any] */
uint32_t opf_front_of(pecia_str word);
/** Says that the page at PATH is FRONT. */
int32_t opf_add_front(opf_package *package, pecia_str path, uint32_t front);
/** The item at PATH; NULL if there is none. */
const opf_item *opf_item_at(const opf_package *package, pecia_str path);
/** The item that is the image of the cover; NULL if the package names none. */
const opf_item *opf_cover(const opf_package *package);
/** What is encrypted, from encryption.xml; obfuscated fonts are not. (locks.c) */
typedef struct opf_locks {
    const pecia_host *host;
    pecia_job *job;
    pecia_map paths;
    bool all; /* something that is not named */
    /* while it is read */
    bool locked, named;
} opf_locks;

/** Reads encryption.xml. PECIA_OK or a status; one that cannot be read is reported and passed over. */
int32_t opf_read_locks(opf_locks *locks, const pecia_host *host, pecia_job *job, pecia_str bytes);
/** True if the entry PATH is encrypted. */
bool opf_is_locked(const opf_locks *locks, pecia_str path);
/** PECIA_OK if no page of the book is encrypted, else PECIA_ERR_INPUT, reported. */
int32_t opf_check_locks(const opf_locks *locks, const opf_package *package);

#endif
