/* SPDX-License-Identifier: MIT
 *
 * schema.c: compiles a schema and validates by it; turns what libxml2 says into sentences.
 */
#include "tei/schema.h"

#include <inttypes.h>
#include <stdio.h>

#include "common/library.h"
#include "tei/validate.h"

enum { SCHEMA_MESSAGES = 5, KEPT = 64, SAID = 10, MESSAGE = 200 };

/* ---------------------------------------------------------------- the schema */

static int32_t open_library(pecia_schema *schema) {
    void *opened = pecia_library_open(XML_LIBRARY_NAME);
    bool found = opened != NULL;
#define FUNCTION(name)                                                                                                 \
    found = found && pecia_library_find(opened, #name, &schema->library.name, sizeof schema->library.name);
    RNG_LIBRARY_FUNCTIONS(FUNCTION)
#undef FUNCTION
    if (found)
        return PECIA_OK;
    schema->host->job->report(schema->job, PECIA_ERROR, "xml-library", NULL,
                              "the library " XML_LIBRARY_NAME " could not be opened, or has no RELAX NG");
    return PECIA_ERR_PLUGIN;
}

static int32_t refuse(const pecia_schema *schema, const xmlNode *node, const char *why) {
    pecia_place place = {{NULL, 0}, node ? rng_line(node) : 0, 0};
    schema->host->job->report(schema->job, PECIA_ERROR, "schema-unreadable", &place, "%s", why);
    return PECIA_ERR_INPUT;
}

/* Nothing is read that was not named: what lies in other files has to be brought in first. */
static int32_t check_schema_tree(const pecia_schema *schema) {
    const xmlNode *root = schema->document->children, *node = root;
    if (!root->ns || strcmp((const char *)root->ns->href, RNG_NS) != 0)
        return refuse(schema, root, "this is no RELAX NG schema: its root element is of another namespace");
    while (node) {
        const char *name = (const char *)node->name;
        bool rng = node->type == XML_ELEMENT_NODE && node->ns && strcmp((const char *)node->ns->href, RNG_NS) == 0;
        if (rng && (strcmp(name, "include") == 0 || strcmp(name, "externalRef") == 0))
            return refuse(schema, node, "the schema lies in several files, and only this one was named");
        const xmlNode *next = node->type == XML_ELEMENT_NODE ? node->children : NULL;
        while (!next && node) {
            next = node->next;
            node = next ? node : node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
        }
        node = next;
    }
    return PECIA_OK;
}

typedef struct complaints {
    pecia_schema *schema;
    pecia_job *job;
    uint32_t count;
} complaints;

/* libxml2's sentence without the line's end. */
static pecia_str sentence_of(const xmlError *error) {
    return pecia_str_trim(pecia_str_of(error->message ? error->message : "something is wrong"));
}

static void schema_error(void *context, xmlErrorPtr error) {
    complaints *c = context;
    pecia_str text = sentence_of(error);
    pecia_place place = {{NULL, 0}, error->line > 0 ? (uint32_t)error->line : 0, 0};
    if (error->level >= XML_ERR_ERROR && c->count++ < SCHEMA_MESSAGES)
        c->schema->host->job->report(c->job, PECIA_ERROR, "schema-unreadable", &place,
                                     "the schema cannot be compiled: %.*s", (int)text.size, text.data);
}

/* Parts of libxml2 go on without what they had no memory for, and tell the thread alone. */
static bool memory_ran_out(const pecia_schema *schema) {
    const xmlError *last = schema->library.xmlGetLastError();
    return last && last->code == XML_ERR_NO_MEMORY;
}

static int32_t compile(pecia_schema *schema) {
    complaints c = {schema, schema->job, 0};
    xmlRelaxNGParserCtxtPtr parser = schema->library.xmlRelaxNGNewDocParserCtxt(schema->document);
    if (!parser)
        return PECIA_ERR_MEMORY;
    schema->library.xmlResetLastError();
    schema->library.xmlRelaxNGSetParserStructuredErrors(parser, schema_error, &c);
    schema->compiled = schema->library.xmlRelaxNGParse(parser);
    schema->library.xmlRelaxNGFreeParserCtxt(parser);
    if (memory_ran_out(schema))
        return PECIA_ERR_MEMORY;
    if (schema->compiled)
        return PECIA_OK;
    return c.count ? PECIA_ERR_INPUT : refuse(schema, NULL, "the schema cannot be compiled");
}

static int32_t read_schema(pecia_schema *schema, pecia_input *input) {
    pecia_str bytes;
    int32_t status = schema->host->input->content(input, &bytes);
    if (status != PECIA_OK)
        return status;
    pecia_str start = pecia_str_trim(pecia_str_begins(bytes, "\xEF\xBB\xBF") ? pecia_str_from(bytes, 3) : bytes);
    bool wide = bytes.size > 1 && (memcmp(bytes.data, "\xFF\xFE", 2) == 0 || memcmp(bytes.data, "\xFE\xFF", 2) == 0);
    if (!wide && (!start.size || start.data[0] != '<'))
        return refuse(schema, NULL, "this is no XML; a schema in compact syntax (.rnc) has to be turned into XML");
    status = rng_tree_read(&schema->library, schema->host, schema->job, bytes, &schema->document);
    return status == PECIA_OK ? check_schema_tree(schema) : status;
}

int32_t tei_schema_open(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_schema **out) {
    pecia_schema *schema = host->job->alloc(job, sizeof *schema);
    *out = NULL;
    if (!schema)
        return PECIA_ERR_MEMORY;
    schema->host = host;
    schema->job = job;
    int32_t status = open_library(schema);
    if (status == PECIA_OK)
        status = read_schema(schema, input);
    if (status == PECIA_OK)
        status = rng_facts_gather(schema);
    if (status == PECIA_OK)
        status = compile(schema);
    if (status == PECIA_OK)
        *out = schema;
    else
        tei_schema_close(schema);
    return status;
}

void tei_schema_close(pecia_schema *schema) {
    if (schema && schema->compiled)
        schema->library.xmlRelaxNGFree(schema->compiled);
    if (schema && schema->document)
        schema->library.xmlFreeDoc(schema->document);
}

/* ---------------------------------------------------------------- a document */

/* Something that libxml2 said. */
typedef struct kept {
    xmlNodePtr node;
    int code;
    char message[MESSAGE];
} kept;

typedef struct checking {
    kept kept[KEPT];
    uint32_t count;
} checking;

static void document_error(void *context, xmlErrorPtr error) {
    checking *c = context;
    if (c->count == KEPT)
        return;
    kept *one = &c->kept[c->count++];
    pecia_str text = sentence_of(error);
    one->node = error->node;
    one->code = error->code;
    snprintf(one->message, sizeof one->message, "%.*s", (int)(text.size < MESSAGE ? text.size : MESSAGE - 1),
             text.data);
}

/* An attribute's or text's element. */
static xmlNodePtr element_of(xmlNodePtr node) {
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->parent;
    return node;
}

static const char *name_of(const xmlNode *node) {
    return node && node->type == XML_ELEMENT_NODE ? (const char *)node->name : "the document";
}

/* The elements around what is wrong are said to be wrong, too: they are marked, to be passed over. */
static void mark_around(const checking *c) {
    for (uint32_t i = 0; i < c->count; i++) {
        xmlNodePtr node = element_of(c->kept[i].node);
        for (node = node ? node->parent : NULL; node && node->type == XML_ELEMENT_NODE && !(node->extra & RNG_AROUND);
             node = node->parent)
            node->extra = (unsigned short)(node->extra | RNG_AROUND);
    }
}

static void say(const pecia_schema *schema, pecia_job *job, const kept *one) {
    const xmlNode *node = element_of(one->node), *before = node ? node->prev : NULL;
    const xmlNode *parent = node ? node->parent : NULL;
    pecia_place place = {{NULL, 0}, node ? rng_line(node) : 0, 0};
    while (before && before->type != XML_ELEMENT_NODE)
        before = before->prev;
    const pecia_job_api *api = schema->host->job;
    switch (one->code) {
    case XML_RELAXNG_ERR_ELEMWRONG:
    case XML_RELAXNG_ERR_EXTRACONTENT:
    case XML_RELAXNG_ERR_ELEMNAME:
        if (!parent || parent->type != XML_ELEMENT_NODE) {
            api->report(job, PECIA_ERROR, "schema-invalid", &place,
                        "<%s> may not be the root, or its content is not in the order that the schema wants",
                        name_of(node));
            break;
        }
        api->report(job, PECIA_ERROR, "schema-invalid", &place,
                    "<%s> in <%s> may not stand here%s%s%s, or its content is not in the order that the schema wants",
                    name_of(node), name_of(parent), before ? " behind <" : "", before ? name_of(before) : "",
                    before ? ">" : "");
        break;
    case XML_RELAXNG_ERR_NOELEM:
    case XML_RELAXNG_ERR_CONTENTVALID:
        api->report(job, PECIA_ERROR, "schema-invalid", &place,
                    "<%s> is not complete, or what it holds is not in the order that the schema wants", name_of(node));
        break;
    case XML_RELAXNG_ERR_TEXTWRONG:
        api->report(job, PECIA_ERROR, "schema-invalid", &place, "text may not stand here in <%s>", name_of(node));
        break;
    case XML_RELAXNG_ERR_ATTRVALID:
        api->report(job, PECIA_ERROR, "schema-invalid", &place,
                    "an attribute of <%s> is missing, or has a value that the schema does not have", name_of(node));
        break;
    default: api->report(job, PECIA_ERROR, "schema-invalid", &place, "<%s>: %s", name_of(node), one->message);
    }
}

/* What libxml2 said, as far as nothing better is known. */
static void say_rest(const pecia_schema *schema, pecia_job *job, checking *c, bool explained) {
    uint32_t said = 0;
    bool includes = false; /* what is wrong may be right with what was not read */
    const xmlNode *last = NULL;
    mark_around(c);
    for (uint32_t i = 0; i < c->count && said < SAID; i++) {
        const xmlNode *node = element_of(c->kept[i].node);
        bool near = node && ((node->extra & (RNG_EXPLAINED | RNG_AROUND)) ||
                             (explained && node->parent && (node->parent->extra & RNG_EXPLAINED)));
        bool include = node && ((node->extra & RNG_INCLUDES) || (node->parent && (node->parent->extra & RNG_INCLUDES)));
        includes = includes || include;
        if (near || include || (node && node == last))
            continue;
        say(schema, job, &c->kept[i]);
        last = node;
        said++;
    }
    if (!said && !explained && !includes)
        schema->host->job->report(job, PECIA_ERROR, "schema-invalid", NULL,
                                  "the document is not valid by the schema; libxml2 does not say where%s%s",
                                  c->count ? ": " : "", c->count ? c->kept[0].message : "");
}

static int32_t validate(pecia_schema *schema, pecia_job *job, xmlDocPtr document, checking *c) {
    const rng_library *library = &schema->library;
    uint64_t explained = 0;
    xmlRelaxNGValidCtxtPtr valid = library->xmlRelaxNGNewValidCtxt(schema->compiled);
    if (!valid)
        return PECIA_ERR_MEMORY;
    library->xmlResetLastError();
    library->xmlRelaxNGSetValidStructuredErrors(valid, document_error, c);
    int result = library->xmlRelaxNGValidateDoc(valid, document);
    library->xmlRelaxNGFreeValidCtxt(valid);
    if (result < 0 || memory_ran_out(schema))
        return PECIA_ERR_MEMORY;
    if (result == 0)
        return PECIA_OK;
    int32_t status = rng_explain(schema, job, document, &explained);
    if (status == PECIA_OK)
        say_rest(schema, job, c, explained > 0);
    return status;
}

int32_t tei_schema_check(const pecia_host *host, pecia_job *job, pecia_schema *schema, pecia_input *input) {
    pecia_str bytes;
    xmlDocPtr document;
    checking *c = host->job->alloc(job, sizeof *c);
    int32_t status = c ? host->input->content(input, &bytes) : PECIA_ERR_MEMORY;
    if (status == PECIA_OK)
        status = rng_tree_read(&schema->library, host, job, bytes, &document);
    if (status != PECIA_OK)
        return status;
    status = validate(schema, job, document, c);
    schema->library.xmlFreeDoc(document);
    return status;
}
