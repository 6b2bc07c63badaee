/* SPDX-License-Identifier: MIT
 *
 * schema_tree.c: XML as the tree that libxml2's validator wants, built by our own reader, so that limits hold and
 * nothing else is read.
 */
#include "common/buf.h"
#include "tei/schema.h"

#define XINCLUDE_NS "http://www.w3.org/2001/XInclude"

typedef struct builder {
    const rng_library *library;
    xml_reader *xml;
    xmlDocPtr document;
    xmlNodePtr current; /* NULL: outside the root */
    uint32_t outside;   /* elements open since an xi:include */
    pecia_buf text;     /* of the current element, not yet in the tree */
    pecia_buf value;    /* an attribute's, ended by NUL */
} builder;

uint32_t rng_line(const xmlNode *node) {
    return (uint32_t)(uintptr_t)node->_private;
}

static int32_t flush(builder *b) {
    if (!b->text.size || !b->current) {
        b->text.size = 0;
        return b->text.status;
    }
    xmlNodePtr node = b->library->xmlNewDocTextLen(b->document, (const xmlChar *)b->text.data, (int)b->text.size);
    b->text.size = 0;
    return node && b->library->xmlAddChild(b->current, node) ? PECIA_OK : PECIA_ERR_MEMORY;
}

/* VALUE ended by NUL, until the next call. */
static const xmlChar *ended(builder *b, pecia_str value) {
    b->value.size = 0;
    pecia_buf_add_str(&b->value, value);
    pecia_buf_add_char(&b->value, '\0');
    return b->value.status == PECIA_OK ? (const xmlChar *)b->value.data : NULL;
}

static int32_t declare(builder *b, xmlNodePtr node, const xml_attribute *declarations, uint32_t declared) {
    for (uint32_t i = 0; i < declared; i++) {
        const xmlChar *href = ended(b, declarations[i].value);
        if (!href || !b->library->xmlNewNs(node, href, (const xmlChar *)declarations[i].name.local))
            return PECIA_ERR_MEMORY;
    }
    return PECIA_OK;
}

static int32_t add_attributes(builder *b, xmlNodePtr node, const xml_attribute *attributes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const xml_name *name = &attributes[i].name;
        xmlNsPtr ns = name->ns ? b->library->xmlSearchNs(b->document, node, (const xmlChar *)name->prefix) : NULL;
        const xmlChar *value = ended(b, attributes[i].value);
        if (!value || (name->ns && !ns) || !b->library->xmlNewNsProp(node, ns, (const xmlChar *)name->local, value))
            return PECIA_ERR_MEMORY;
    }
    return PECIA_OK;
}

static int32_t start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                     const xml_attribute *declarations, uint32_t declared) {
    builder *b = context;
    if (flush(b) != PECIA_OK)
        return PECIA_ERR_MEMORY;
    if (b->outside || (b->current && name->ns && strcmp(name->ns, XINCLUDE_NS) == 0)) {
        b->outside++;
        b->current->extra = (unsigned short)(b->current->extra | RNG_INCLUDES);
        return PECIA_OK;
    }
    xmlNodePtr node = b->library->xmlNewDocNode(b->document, NULL, (const xmlChar *)name->local, NULL);
    if (!node)
        return PECIA_ERR_MEMORY;
    uint32_t line = xml_line(b->xml);
    node->line = (unsigned short)(line < 65535 ? line : 65535);
    node->_private = (void *)(uintptr_t)line;
    if (b->current)
        b->library->xmlAddChild(b->current, node);
    else
        b->library->xmlDocSetRootElement(b->document, node);
    b->current = node;
    int32_t status = declare(b, node, declarations, declared);
    if (status == PECIA_OK && name->ns) {
        node->ns = b->library->xmlSearchNs(b->document, node, (const xmlChar *)name->prefix);
        status = node->ns ? PECIA_OK : PECIA_ERR_MEMORY;
    }
    return status == PECIA_OK ? add_attributes(b, node, attributes, count) : status;
}

static int32_t end(void *context, const xml_name *name) {
    builder *b = context;
    (void)name;
    if (b->outside) {
        b->outside--;
        return PECIA_OK;
    }
    int32_t status = flush(b);
    b->current = b->current->parent && b->current->parent->type == XML_ELEMENT_NODE ? b->current->parent : NULL;
    return status;
}

static int32_t text(void *context, pecia_str data) {
    builder *b = context;
    return b->current && !b->outside ? pecia_buf_add_str(&b->text, data) : PECIA_OK;
}

int32_t rng_tree_read(const rng_library *library, const pecia_host *host, pecia_job *job, pecia_str bytes,
                      xmlDocPtr *out) {
    static const xml_events events = {.start = start, .end = end, .text = text};
    builder b = {.library = library};
    pecia_buf_init(&b.text, host, job);
    pecia_buf_init(&b.value, host, job);
    b.document = library->xmlNewDoc((const xmlChar *)"1.0");
    if (!b.document)
        return PECIA_ERR_MEMORY;
    xml_source source = {.host = host, .job = job, .bytes = bytes};
    int32_t status = xml_read(&source, &events, &b, &b.xml);
    if (status != PECIA_OK)
        library->xmlFreeDoc(b.document);
    *out = status == PECIA_OK ? b.document : NULL;
    return status;
}
