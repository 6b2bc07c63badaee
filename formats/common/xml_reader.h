/* SPDX-License-Identifier: MIT
 *
 * xml_reader.h: the state of a reading, shared by xml_read.c (parser, events) and xml_dtd.c (entities, declarations).
 * Seen by these only.
 */
#ifndef PECIA_FORMATS_COMMON_XML_READER_H
#define PECIA_FORMATS_COMMON_XML_READER_H

#include "common/xml_library.h"

/** What is kept of an entity: of one that no declaration explains its name, which was met COUNT times. */
typedef struct xml_unknown {
    const char *name; /* NULL: it is declared */
    uint64_t size;    /* of one that is declared: bytes that it expands to, with all that it refers to */
    uint64_t count;
    uint32_t code; /* its character, 0: it stays as written */
    uint32_t line;
    struct xml_unknown *next;
} xml_unknown;

enum { XML_AHEAD = 65536, XML_TEXT_OF_LIBXML2 = 10 << 20 /* nearly what libxml2 bears by itself */ };

struct xml_reader {
    const xml_source *source;
    const xml_library *library;
    const xml_events *events;
    void *context;
    xmlParserCtxtPtr parser;
    int32_t status;
    uint32_t depth;
    uint64_t most_depth, most_attributes;
    pecia_str bytes;  /* read and not yet handed to the parser */
    char *ahead;      /* where they are when they come from an input: XML_AHEAD bytes */
    uint64_t equals;  /* attributes in a tag that goes on and on */
    bool quiet_since; /* no event came since the parser last asked for bytes */
    xml_attribute *attributes;
    uint64_t attribute_capacity;
    uint64_t expanded; /* bytes that entities expanded to */
    uint64_t entities, attlists;
    uint64_t references;     /* to entities that the DOCTYPE declares */
    uint32_t reference_line; /* of the first */
    bool has_external;       /* the DOCTYPE names an external subset, which is not read */
    xml_unknown *unknown;
    bool expansion_said;
    bool in_doctype_said;
};

/** Ends the reading with STATUS, once. */
void xml_stop(xml_reader *reader, int32_t status);
/** Puts the handlers of xml_dtd.c into SAX. */
void xml_dtd_handlers(xmlSAXHandler *sax);
/** Reports the entity names that no declaration explained. */
void xml_dtd_report(xml_reader *reader);

#endif
