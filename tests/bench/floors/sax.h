/* SPDX-License-Identifier: MIT
 *
 * sax.h: a bare SAX2 parse with empty callbacks, by pull.
 */
#ifndef BENCH_SAX_H
#define BENCH_SAX_H

#include <libxml/parser.h>
#include <string.h>

static void sax_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                      const xmlChar **namespace_list, int attributes, int defaulted, const xmlChar **attribute_list)
{
    (void)context, (void)name, (void)prefix, (void)uri, (void)namespaces, (void)namespace_list, (void)attributes;
    (void)defaulted, (void)attribute_list;
}

static void sax_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)context, (void)name, (void)prefix, (void)uri;
}

static void sax_text(void *context, const xmlChar *text, int size)
{
    (void)context, (void)text, (void)size;
}

/** Parses what READ gives until its end; 0 if it was well-formed. */
static int sax_parse(xmlInputReadCallback read, void *context)
{
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = sax_start;
    handler.endElementNs = sax_end;
    handler.characters = handler.ignorableWhitespace = sax_text;
    xmlParserCtxtPtr parser = xmlCreateIOParserCtxt(&handler, NULL, read, NULL, context, XML_CHAR_ENCODING_NONE);
    if (parser == NULL)
        return 1;
    int failed = xmlParseDocument(parser);
    xmlFreeParserCtxt(parser);
    return failed != 0;
}
#endif
