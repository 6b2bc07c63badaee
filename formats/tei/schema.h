/* SPDX-License-Identifier: MIT
 *
 * schema.h: validation by RELAX NG (ISO/IEC 19757-2) with libxml2, shared by the schema*.c files.
 *
 * All of it runs in a process that its caller bounds: libxml2's compiler and validator may take any time and memory.
 */
#ifndef PECIA_FORMATS_TEI_SCHEMA_H
#define PECIA_FORMATS_TEI_SCHEMA_H

#include <libxml/relaxng.h>
#include <libxml/tree.h>

#include "common/map.h"
#include "common/xml_read.h"
#include "pecia/validate.h"

#define RNG_NS "http://relaxng.org/ns/structure/1.0"

#define RNG_LIBRARY_FUNCTIONS(FUNCTION)                                                                                \
    FUNCTION(xmlAddChild)                                                                                              \
    FUNCTION(xmlDocSetRootElement)                                                                                     \
    FUNCTION(xmlFreeDoc)                                                                                               \
    FUNCTION(xmlGetLastError)                                                                                          \
    FUNCTION(xmlNewDoc)                                                                                                \
    FUNCTION(xmlNewDocNode)                                                                                            \
    FUNCTION(xmlNewDocTextLen)                                                                                         \
    FUNCTION(xmlNewNs)                                                                                                 \
    FUNCTION(xmlNewNsProp)                                                                                             \
    FUNCTION(xmlRelaxNGFree)                                                                                           \
    FUNCTION(xmlRelaxNGFreeParserCtxt)                                                                                 \
    FUNCTION(xmlRelaxNGFreeValidCtxt)                                                                                  \
    FUNCTION(xmlRelaxNGNewDocParserCtxt)                                                                               \
    FUNCTION(xmlRelaxNGNewValidCtxt)                                                                                   \
    FUNCTION(xmlRelaxNGParse)                                                                                          \
    FUNCTION(xmlRelaxNGSetParserStructuredErrors)                                                                      \
    FUNCTION(xmlRelaxNGSetValidStructuredErrors)                                                                       \
    FUNCTION(xmlRelaxNGValidateDoc)                                                                                    \
    FUNCTION(xmlResetLastError)                                                                                        \
    FUNCTION(xmlSearchNs)

typedef struct rng_library {
#define FUNCTION(name) __typeof__(&name) name;
    RNG_LIBRARY_FUNCTIONS(FUNCTION)
#undef FUNCTION
} rng_library;

/** What a schema says that an element of some name may hold, all its definitions together. */
typedef struct rng_content {
    pecia_map children;   /* local names: RNG_ bits */
    pecia_map attributes; /* "xml:id" with its prefix: RNG_ bits */
    bool any_child, any_attribute, text, several;
} rng_content;
enum { RNG_ALLOWED = 1, RNG_WANTED = 2 };

/** An element pattern or a define, and the next of the same name. */
typedef struct rng_part {
    xmlNodePtr node;
    uint32_t next; /* UINT32_MAX: none */
} rng_part;

/** Lives on the memory of the job that opened it. */
struct pecia_schema {
    const pecia_host *host;
    pecia_job *job;
    rng_library library;
    xmlDocPtr document;
    xmlRelaxNGPtr compiled;
    rng_part *parts;
    uint64_t part_count, part_capacity;
    pecia_map elements, defines; /* the first part of each name */
    pecia_map known;             /* elements: index into contents */
    rng_content **contents;
    uint64_t content_count, content_capacity;
};

/** Reads XML into a tree, by the hardened reader; the line of each element is in its _private. An xi:include
 * is left out; the element around it gets RNG_INCLUDES in its extra. PECIA_OK and *OUT, to be
 * freed with xmlFreeDoc; or a status, reported. (schema_tree.c) */
int32_t rng_tree_read(const rng_library *library, const pecia_host *host, pecia_job *job, pecia_str bytes,
                      xmlDocPtr *out);
/** The line of NODE. [any] */
uint32_t rng_line(const xmlNode *node);
/** Finds the elements and defines of SCHEMA. (schema_facts.c) */
int32_t rng_facts_gather(pecia_schema *schema);
/** What the schema says of elements called NAME; NULL if it has none, or when memory ran out, which *STATUS tells. */
const rng_content *rng_facts_of(pecia_schema *schema, const char *name, int32_t *status);
/** Looks for elements, attributes and text that stand where the schema never has them, and reports them; *COUNT is how
 * many. Elements that something is wrong in get RNG_EXPLAINED in their extra;
 * those with RNG_INCLUDES are not blamed for what they lack. (schema_explain.c) */
int32_t rng_explain(pecia_schema *schema, pecia_job *job, xmlDocPtr document, uint64_t *count);
enum { RNG_EXPLAINED = 1, RNG_AROUND = 2, RNG_INCLUDES = 4, RNG_FINDINGS = 100000 };

#endif
