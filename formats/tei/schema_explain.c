/* SPDX-License-Identifier: MIT
 *
 * schema_explain.c: looks through a document that is not valid for what the schema never has: elements, attributes and
 * text where they may not stand, and for what is missing where the schema always has it.
 */
#include <stdio.h>

#include "tei/schema.h"

typedef struct explanation {
    pecia_schema *schema;
    const pecia_host *host;
    pecia_job *job;
    uint64_t count;
    int32_t status;
} explanation;

#define XML_NS_NAME "http://www.w3.org/XML/1998/namespace"

#define SAY(e, node, ...)                                                                                              \
    (e)->host->job->report((e)->job, PECIA_ERROR, "schema-invalid", &(pecia_place){{NULL, 0}, rng_line(node), 0},      \
                           __VA_ARGS__)

/* Something is wrong in NODE: what libxml2 says of it and of what is around it adds nothing. */
static void mark(explanation *e, xmlNodePtr node) {
    e->count++;
    for (; node && node->type == XML_ELEMENT_NODE && !(node->extra & RNG_EXPLAINED); node = node->parent)
        node->extra = (unsigned short)(node->extra | RNG_EXPLAINED);
}

/* "; there may: a, b" for the names of MAP, if they are few. */
static const char *instead(const pecia_map *map, char *out, size_t size) {
    size_t used = 0;
    out[0] = '\0';
    if (!map->count || map->count > 8)
        return out;
    for (uint64_t i = 0; i < map->capacity && used + 40 < size; i++)
        if (map->entries[i].key.data)
            used += (size_t)snprintf(out + used, size - used, "%s%.*s", used ? ", " : "; what may: ",
                                     (int)(map->entries[i].key.size < 32 ? map->entries[i].key.size : 32),
                                     map->entries[i].key.data);
    return out;
}

/* ---------------------------------------------------------------- one element */

static void check_attributes(explanation *e, xmlNodePtr node, const rng_content *content) {
    char list[400], name[64];
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        bool xml = attribute->ns && strcmp((const char *)attribute->ns->href, XML_NS_NAME) == 0;
        if (attribute->ns && !xml)
            continue;
        snprintf(name, sizeof name, "%s%s", xml ? "xml:" : "", (const char *)attribute->name);
        if (content->any_attribute || pecia_map_get(&content->attributes, pecia_str_of(name), NULL))
            continue;
        SAY(e, node, "<%s> may not have @%s%s", (const char *)node->name, name,
            instead(&content->attributes, list, sizeof list));
        mark(e, node);
    }
}

static bool has_attribute(const xmlNode *node, pecia_str name) {
    if (pecia_str_begins(name, "xml:"))
        name = pecia_str_from(name, 4);
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (pecia_str_is(name, (const char *)attribute->name))
            return true;
    return false;
}

static bool has_child(const xmlNode *node, pecia_str name) {
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && pecia_str_is(name, (const char *)child->name))
            return true;
    return false;
}

/* What every element of the name has, and this one lacks. */
static void check_wanted(explanation *e, xmlNodePtr node, const rng_content *content) {
    const pecia_map *maps[] = {&content->attributes, &content->children};
    for (size_t which = 0; which < 2 && !content->several && !(node->extra & RNG_INCLUDES); which++)
        for (uint64_t i = 0; i < maps[which]->capacity; i++) {
            const pecia_map_entry *entry = &maps[which]->entries[i];
            if (!entry->key.data || !(entry->value & RNG_WANTED) ||
                (which == 0 ? has_attribute(node, entry->key) : has_child(node, entry->key)))
                continue;
            SAY(e, node, which == 0 ? "<%s> has no @%.*s" : "<%s> holds no <%.*s>", (const char *)node->name,
                (int)entry->key.size, entry->key.data);
            mark(e, node);
        }
}

static void check_content(explanation *e, xmlNodePtr node, const rng_content *content) {
    char list[400];
    bool said = false;
    for (xmlNodePtr child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE && !content->text && !said &&
            pecia_str_trim(pecia_str_of((const char *)child->content)).size) {
            SAY(e, node, "text may not stand directly in <%s>", (const char *)node->name);
            mark(e, node);
            said = true;
        }
        if (child->type != XML_ELEMENT_NODE || content->any_child ||
            pecia_map_get(&content->children, pecia_str_of((const char *)child->name), NULL))
            continue;
        bool known = pecia_map_get(&e->schema->elements, pecia_str_of((const char *)child->name), NULL);
        SAY(e, child, "<%s> may not stand in <%s>%s%s", (const char *)child->name, (const char *)node->name,
            known ? "" : ", nor anywhere", instead(&content->children, list, sizeof list));
        mark(e, child);
    }
}

/* ---------------------------------------------------------------- the whole */

/* The element behind NODE in document order, past what is inside if DEEP is false. */
static xmlNodePtr following(xmlNodePtr node, bool deep) {
    xmlNodePtr next = deep ? node->children : NULL;
    for (;;) {
        while (next && next->type != XML_ELEMENT_NODE)
            next = next->next;
        if (next)
            return next;
        if (deep) {
            deep = false;
            next = node->next;
            continue;
        }
        next = node->next;
        while (next && next->type != XML_ELEMENT_NODE)
            next = next->next;
        if (next)
            return next;
        node = node->parent;
        if (!node || node->type != XML_ELEMENT_NODE)
            return NULL;
    }
}

int32_t rng_explain(pecia_schema *schema, pecia_job *job, xmlDocPtr document, uint64_t *count) {
    explanation e = {.schema = schema, .host = schema->host, .job = job};
    xmlNodePtr node = document->children;
    while (node && e.status == PECIA_OK && e.count < RNG_FINDINGS) {
        const rng_content *content = rng_facts_of(schema, (const char *)node->name, &e.status);
        if (content) {
            check_attributes(&e, node, content);
            check_wanted(&e, node, content);
            check_content(&e, node, content);
        } else if (e.status == PECIA_OK && node == document->children) {
            SAY(&e, node, "the schema has no element <%s>", (const char *)node->name);
            mark(&e, node);
        }
        if (e.status == PECIA_OK)
            e.status = e.host->job->proceed(job);
        node = following(node, content && !content->any_child);
    }
    *count = e.count;
    return e.status;
}
