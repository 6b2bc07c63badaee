/* SPDX-License-Identifier: MIT
 *
 * xml_library.h: the functions of libxml2 that reading uses. The library is opened only where XML is read: it brings
 * along ICU and the C++ runtime, whose start takes longer than writing most documents. Seen by xml_*.c only.
 */
#ifndef PECIA_FORMATS_COMMON_XML_LIBRARY_H
#define PECIA_FORMATS_COMMON_XML_LIBRARY_H

#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>

#include "common/xml_read.h"

#define XML_LIBRARY_FUNCTIONS(FUNCTION)                                                                                \
    FUNCTION(xmlAddDocEntity)                                                                                          \
    FUNCTION(xmlCreateIOParserCtxt)                                                                                    \
    FUNCTION(xmlCreateIntSubset)                                                                                       \
    FUNCTION(xmlCtxtUseOptions)                                                                                        \
    FUNCTION(xmlFreeDoc)                                                                                               \
    FUNCTION(xmlFreeEnumeration)                                                                                       \
    FUNCTION(xmlFreeParserCtxt)                                                                                        \
    FUNCTION(xmlGetLastError)                                                                                          \
    FUNCTION(xmlGetPredefinedEntity)                                                                                   \
    FUNCTION(xmlInitParser)                                                                                            \
    FUNCTION(xmlParseDocument)                                                                                         \
    FUNCTION(xmlResetLastError)                                                                                        \
    FUNCTION(xmlSAX2EntityDecl)                                                                                        \
    FUNCTION(xmlSAX2GetEntity)                                                                                         \
    FUNCTION(xmlSAX2InternalSubset)                                                                                    \
    FUNCTION(xmlSAX2StartDocument)                                                                                     \
    FUNCTION(xmlStopParser)

struct xml_library {
#define FUNCTION(name) __typeof__(&name) name;
    XML_LIBRARY_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

/** Opens libxml2 for the life of the process and puts its functions into *OUT, from the scratch memory of the job.
 * PECIA_OK; PECIA_ERR_PLUGIN, reported, when it is not there; PECIA_ERR_MEMORY. [job] */
int32_t xml_library_open(const pecia_host *host, pecia_job *job, const xml_library **out);

#endif
