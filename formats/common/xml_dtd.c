/* SPDX-License-Identifier: MIT
 *
 * xml_dtd.c: what a document's DOCTYPE may do: declare internal entities, within limits, and nothing else.
 */
#include <inttypes.h>
#include <stdio.h>

#include "common/xml_reader.h"

static xml_reader *reader_of(void *context) {
    return context;
}

static void internal_subset(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    xml_reader *reader = reader_of(context);
    reader->has_external = external || system;
    reader->library->xmlSAX2InternalSubset(reader->parser, name, external, system);
}

static void external_subset(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    (void)context;
    (void)name;
    (void)external;
    (void)system;
}

static xmlParserInputPtr resolve_entity(void *context, const xmlChar *public_id, const xmlChar *system_id) {
    (void)context;
    (void)public_id;
    (void)system_id;
    return NULL;
}

static void *no_memory(xml_reader *reader) {
    xml_stop(reader, PECIA_ERR_MEMORY);
    return NULL;
}

enum { NAME_MOST = 200 };
#define SIZE_MOST (UINT64_C(1) << 40) /* more than any limit */

/* What CONTENT expands to, in bytes: what it refers to must be declared before it, else it is counted when it is met.
 */
static uint64_t expanded_size(xml_reader *reader, const char *content) {
    uint64_t size = strlen(content) + 1;
    char name[NAME_MOST + 1];
    for (const char *at = content; (at = strchr(at, '&')); at++) {
        size_t length = strcspn(at + 1, ";&");
        if (at[1] == '#' || length > NAME_MOST || at[1 + length] != ';')
            continue;
        memcpy(name, at + 1, length);
        name[length] = 0;
        const xmlEntity *entity = reader->library->xmlSAX2GetEntity(reader->parser, BAD_CAST name);
        const xml_unknown *known = entity ? entity->_private : NULL;
        size += known ? known->size : 0;
        size = size < SIZE_MOST ? size : SIZE_MOST;
    }
    return size;
}

static void keep_size(xml_reader *reader, const xmlChar *name, const xmlChar *content) {
    xmlEntityPtr entity = reader->library->xmlSAX2GetEntity(reader->parser, name);
    if (!entity || entity->_private || !content)
        return; /* of two declarations the first holds */
    xml_unknown *made = reader->source->host->job->alloc(reader->source->job, sizeof *made);
    if (!made) {
        no_memory(reader);
        return;
    }
    *made = (xml_unknown){.size = expanded_size(reader, (const char *)content)};
    entity->_private = made;
}

static void entity_declaration(void *context, const xmlChar *name, int type, const xmlChar *public_id,
                               const xmlChar *system_id, xmlChar *content) {
    xml_reader *reader = reader_of(context);
    const pecia_job_api *job = reader->source->host->job;
    pecia_place place = xml_place(reader);
    if (++reader->entities > job->limit(reader->source->job, PECIA_LIMIT_ENTITIES)) {
        xml_stop(reader, job->limit_met(reader->source->job, PECIA_LIMIT_ENTITIES, &place));
        return;
    }
    if (type == XML_INTERNAL_GENERAL_ENTITY) {
        reader->library->xmlSAX2EntityDecl(reader->parser, name, type, public_id, system_id, content);
        keep_size(reader, name, content);
        return;
    }
    if (type == XML_INTERNAL_PARAMETER_ENTITY)
        return; /* if it is referred to, that is said */
    if (type == XML_EXTERNAL_GENERAL_PARSED_ENTITY || type == XML_EXTERNAL_GENERAL_UNPARSED_ENTITY)
        reader->has_external = true; /* so that its references are kept as they are, not refused */
    job->report(reader->source->job, PECIA_WARNING, "external-entity", &place,
                "the entity '%s' lies outside the document and was not read", (const char *)name);
}

static void attribute_declaration(void *context, const xmlChar *element, const xmlChar *name, int type, int def,
                                  const xmlChar *value, xmlEnumerationPtr tree) {
    xml_reader *reader = reader_of(context);
    (void)element;
    (void)name;
    (void)type;
    (void)def;
    (void)value;
    reader->library->xmlFreeEnumeration(tree);
    pecia_place place = xml_place(reader);
    const pecia_job_api *job = reader->source->host->job;
    if (++reader->attlists > job->limit(reader->source->job, PECIA_LIMIT_ATTLISTS))
        xml_stop(reader, job->limit_met(reader->source->job, PECIA_LIMIT_ATTLISTS, &place));
}

static xml_unknown *unknown_entity(xml_reader *reader, const char *name) {
    const pecia_job_api *job = reader->source->host->job;
    size_t size = strlen(name);
    char *copy = job->alloc(reader->source->job, size + 1);
    xml_unknown *made = job->alloc(reader->source->job, sizeof *made);
    if (!copy || !made)
        return no_memory(reader);
    memcpy(copy, name, size);
    *made = (xml_unknown){.name = copy,
                          .code = xml_entity_code((pecia_str){name, size}),
                          .line = xml_line(reader),
                          .next = reader->unknown};
    return reader->unknown = made;
}

/* Declares NAME as its character, or as the text "&name;", so that libxml2 puts it where it stands, in text and in
 * attributes. */
static xmlEntityPtr declare_unknown(xml_reader *reader, xml_unknown *unknown) {
    xmlDocPtr document = reader->parser->myDoc;
    char content[300];
    if (!document)
        return NULL;
    if (!document->intSubset && !reader->library->xmlCreateIntSubset(document, BAD_CAST "x", NULL, NULL))
        return no_memory(reader);
    if (unknown->code)
        content[pecia_str_put(unknown->code, content)] = 0;
    else
        snprintf(content, sizeof content, "&#38;%.200s;", unknown->name);
    xmlEntityPtr entity = reader->library->xmlAddDocEntity(document, BAD_CAST unknown->name,
                                                           XML_INTERNAL_GENERAL_ENTITY, NULL, NULL, BAD_CAST content);
    if (entity)
        entity->_private = unknown; /* so that its references can be counted */
    return entity;
}

static xmlEntityPtr undeclared(xml_reader *reader, const char *name) {
    bool standard = xml_entity_code(pecia_str_of(name)) != 0;
    if (!reader->has_external && !(standard && reader->source->html_entities))
        return NULL; /* libxml2 says that it is not declared */
    if (reader->entities + 1 > reader->source->host->job->limit(reader->source->job, PECIA_LIMIT_ENTITIES) ||
        strlen(name) > NAME_MOST)
        return NULL;
    reader->entities++;
    xml_unknown *unknown = unknown_entity(reader, name);
    return unknown ? declare_unknown(reader, unknown) : NULL;
}

/* libxml2 asks for an entity when it is declared, too. */
static void count_reference(xml_reader *reader, const xmlEntity *entity) {
    xml_unknown *unknown = entity->_private;
    if (reader->parser->inSubset)
        return;
    if (unknown && unknown->name)
        unknown->count++;
    else if (reader->references++ == 0)
        reader->reference_line = xml_line(reader);
}

static xmlEntityPtr get_entity(void *context, const xmlChar *name) {
    xml_reader *reader = reader_of(context);
    xmlEntityPtr entity = reader->library->xmlGetPredefinedEntity(name);
    if (entity || reader->status != PECIA_OK)
        return entity;
    entity = reader->library->xmlSAX2GetEntity(reader->parser, name);
    if (!entity)
        entity = undeclared(reader, (const char *)name);
    if (!entity)
        return NULL;
    count_reference(reader, entity);
    const xml_unknown *known = entity->_private;
    const pecia_job_api *job = reader->source->host->job;
    /* all that it will come to, so that the limit is met before libxml2 expands anything */
    uint64_t ahead = known && known->size && !reader->parser->inSubset ? known->size : 0;
    reader->expanded += (uint64_t)entity->length + 1;
    if ((reader->expanded > ahead ? reader->expanded : ahead) >
        job->limit(reader->source->job, PECIA_LIMIT_EXPANSION)) {
        pecia_place place = xml_place(reader);
        xml_stop(reader, job->limit_met(reader->source->job, PECIA_LIMIT_EXPANSION, &place));
        return NULL;
    }
    return entity;
}

static xmlEntityPtr get_parameter_entity(void *context, const xmlChar *name) {
    xml_reader *reader = reader_of(context);
    pecia_place place = xml_place(reader);
    if (!reader->in_doctype_said)
        reader->source->host->job->report(reader->source->job, PECIA_WARNING, "external-entity", &place,
                                          "the parameter entity '%s' was not read", (const char *)name);
    reader->in_doctype_said = true;
    reader->has_external = true;
    return NULL;
}

void xml_dtd_handlers(xmlSAXHandler *sax) {
    sax->internalSubset = internal_subset;
    sax->externalSubset = external_subset;
    sax->resolveEntity = resolve_entity;
    sax->entityDecl = entity_declaration;
    sax->attributeDecl = attribute_declaration;
    sax->getEntity = get_entity;
    sax->getParameterEntity = get_parameter_entity;
}

void xml_dtd_report(xml_reader *reader) {
    const xml_source *source = reader->source;
    pecia_place first = {source->member, reader->reference_line, 0};
    if (reader->references)
        source->host->job->report(source->job, PECIA_INFO, "entity-expanded", &first,
                                  "entities that the DOCTYPE declares were expanded (%" PRIu64 " time%s)",
                                  reader->references, reader->references == 1 ? "" : "s");
    for (const xml_unknown *unknown = reader->unknown; unknown; unknown = unknown->next) {
        pecia_place place = {source->member, unknown->line, 0};
        if (!unknown->code)
            source->host->job->report(source->job, PECIA_WARNING, "entity-unknown", &place,
                                      "the entity '&%s;' is not declared and stays as it is written (%" PRIu64
                                      " time%s)",
                                      unknown->name, unknown->count, unknown->count == 1 ? "" : "s");
        else if (!source->html_entities)
            source->host->job->report(source->job, PECIA_INFO, "entity-standard", &place,
                                      "the entity '&%s;' became its standard character (%" PRIu64 " time%s)",
                                      unknown->name, unknown->count, unknown->count == 1 ? "" : "s");
    }
}
