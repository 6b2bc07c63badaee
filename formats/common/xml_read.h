/* SPDX-License-Identifier: MIT
 *
 * xml_read.h: XML 1.0 with namespaces, read by libxml2's SAX2 interface, for input that nobody trusts.
 *
 * No DOM, no network, no file but the input; external entities and DTDs are never read. Internal entities are expanded
 * within PECIA_LIMIT_EXPANSION. In a document whose DTD is absent the names of the ISO and HTML sets become their
 * characters and any other stays visible as it was written; each name is reported once. Depth, attributes, entity and
 * attribute declarations are limited. The first error of the parser refuses the document: there is no partial success.
 */
#ifndef PECIA_FORMATS_COMMON_XML_READ_H
#define PECIA_FORMATS_COMMON_XML_READ_H

#include <stdbool.h>

#include "common/str.h"

typedef struct xml_reader xml_reader;
typedef struct xml_library xml_library; /* libxml2, opened: xml_library.h */

/** The name of an element or attribute. The pointers are NUL-terminated, NULL when absent, and the same pointer for the
 * same text throughout one reading, so they can be compared and used as keys. */
typedef struct xml_name {
    const char *local;
    const char *prefix;
    const char *ns;
} xml_name;

typedef struct xml_attribute {
    xml_name name;
    pecia_str value; /* entities and line ends resolved; valid during the call */
} xml_attribute;

/** What the reader calls, each with the context given to xml_read. A status other than PECIA_OK ends the reading and is
 * returned by it. Any may be NULL. Text comes in pieces. Attributes that declare namespaces come first in their own
 * list: name.local is the prefix declared or NULL, VALUE the name of the namespace. */
typedef struct xml_events {
    int32_t (*start)(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                     const xml_attribute *declarations, uint32_t declared);
    int32_t (*end)(void *context, const xml_name *name);
    int32_t (*text)(void *context, pecia_str text);
    int32_t (*comment)(void *context, pecia_str text);
    int32_t (*instruction)(void *context, pecia_str target, pecia_str data);
} xml_events;

/** What to read. LIBRARY is for those who read many documents: where to keep the opened library from one reading to
 * the next, NULL before the first. */
typedef struct xml_source {
    const pecia_host *host;
    pecia_job *job;
    pecia_input *input;          /* read to its end; or NULL, then: */
    pecia_str bytes;             /* read these */
    pecia_str member;            /* name for messages of a file inside a container; absent otherwise */
    const xml_library **library; /* or NULL: it is looked up for this reading alone */
    bool html_entities;          /* the names of HTML are known even without a DOCTYPE (XHTML) */
    bool quiet; /* say nothing when the document is refused for what it is (PECIA_ERR_INPUT): the caller will repair it
                 */
} xml_source;

/** Reads SOURCE. PECIA_OK, or the status that ended it, reported: PECIA_ERR_INPUT (not well-formed, wrong encoding),
 * PECIA_ERR_LIMIT, PECIA_ERR_MEMORY, PECIA_ERR_PLUGIN (libxml2 is not there), what the input or a callback returned.
 * The reader handed to callbacks through *OUT (may be NULL) is valid during the call. For the thread of the job;
 * several readers may be at work at once. */
int32_t xml_read(const xml_source *source, const xml_events *events, void *context, xml_reader **out);

/** Line, from 1, of the event at hand; inside an entity that of its reference. */
uint32_t xml_line(const xml_reader *reader);
/** Column, from 1, in characters, of the '<' of the start tag at hand; 0 when its line began too far back to be
 * counted. */
uint32_t xml_column(const xml_reader *reader);
/** True at the event of a start tag that its end follows at once: <a/> or <a></a>. */
bool xml_is_empty(const xml_reader *reader);
/** The place of the event at hand. */
pecia_place xml_place(const xml_reader *reader);

/** The value of the attribute with the local NAME, in whatever namespace; absent if there is none. [any] */
pecia_str xml_value(const xml_attribute *attributes, uint32_t count, const char *name);
/** The code point of the character entity NAME (entities.def), 0 if there is none. [any] */
uint32_t xml_entity_code(pecia_str name);

#endif
