/* SPDX-License-Identifier: MIT
 *
 * tei.h: what the files of the TEI module share.
 */
#ifndef PECIA_FORMATS_TEI_H
#define PECIA_FORMATS_TEI_H

#include "common/buf.h"

#define TEI_NS         "http://www.tei-c.org/ns/1.0"
#define TEI_CONVERSION "conversion" /* type of the change that says that Pecia wrote the document */
/* What a header that Pecia makes says where nothing is known; read again it says nothing. */
#define TEI_NO_RIGHTS    "No statement of rights is known."
#define TEI_NO_SOURCE    "The source is not stated."
#define TEI_NO_PUBLISHER "unknown"
#define TEI_NO_TITLE     "untitled"
#define TEI_NO_EDITION   "not stated"
#define TEI_NO_DATE      "unknown"
/** Namespace of what the reader keeps for the writer alone, as attributes of origin: on the root element the names of
 * the elements of elements that hold text, on a node that white space stood before it or at its end. */
#define TEI_PRIVATE_NS   "urn:pecia:tei"
#define TEI_HOLDERS      "holders"
#define TEI_SPACE_BEFORE "space-before"
#define TEI_SPACE_AT_END "space-at-end"
#define XML_NS           "http://www.w3.org/XML/1998/namespace"

/** Target of the instruction within <graphic> that holds the description of an image: TEI has no attribute for it, and
 * the words of a <figDesc> are words of the text. */
#define TEI_ALT "pecia-alt"

/** A list that grows. */
#define TEI_LIST(type)                                                                                                 \
    struct {                                                                                                           \
        type *at;                                                                                                      \
        uint64_t count, capacity;                                                                                      \
    }

/** Room for one more in LIST; false when memory ran out. */
#define TEI_ROOM_IN(host, job, list)                                                                                   \
    (pecia_grow(host, job, &(list).at, &(list).capacity, (list).count + 1, sizeof *(list).at) == PECIA_OK)

/** One line of map.def. */
typedef struct tei_element {
    const char *name;
    uint8_t block, line; /* enum pecia_kind among blocks and in a line of text */
    bool only;           /* white space in it is layout */
} tei_element;

/** One line of meta.def. */
typedef struct tei_meta_row {
    const char *parent, *element, *key, *role, *type, *value;
} tei_meta_row;

/** The lines of meta.def; how many goes to *COUNT. [any] */
const tei_meta_row *tei_meta_rows(size_t *count);
/** True if meta.def has lines for what is in CHILD when it stands in ELEMENT. [any] */
bool tei_meta_path(const char *element, pecia_str child);
/** The first line of meta.def for ELEMENT in PARENT, NULL if there is none. [any] */
const tei_meta_row *tei_meta_find(const char *parent, pecia_str element);

/** What map.def says of the TEI element NAME; NULL if it is not there. [any] */
const tei_element *tei_element_find(pecia_str name);
/** The key of attributes.def for the attribute NAME (of the xml: namespace when IS_XML), 0 if there is none. [any] */
uint32_t tei_attribute_key(pecia_str name, bool is_xml);
/** The name of the attribute for KEY as written ("xml:id"), NULL if TEI has none. [any] */
const char *tei_attribute_name(uint32_t key);
/** The default element for a node of KIND that has no origin, NULL if the kind has none of its own. [any] */
const char *tei_element_for(uint32_t kind);

/** The set of enum pecia_style that the words of @rend, @rendition or @style mean; 0 if none is known. [any] */
uint32_t tei_style_bits(pecia_str value);
/** Writes the words for BITS as @rend has them to the SIZE bytes at OUT; returns the length. [any] */
size_t tei_style_words(uint32_t bits, char *out, size_t size);

/** tei_read_choice.c: which reading of <choice> other formats show. */
extern const pecia_option tei_choice_options[3];

/** The extensions of the format: pecia.validate/1. [any] */
const void *tei_get_extension(const char *id);

/** Read and write as pecia_format wants them. */
int32_t tei_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder);
int32_t tei_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output);

#endif
