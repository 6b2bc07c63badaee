/* SPDX-License-Identifier: MIT
 *
 * schema_facts.c: what a schema lets an element hold, read off its patterns: enough to say what is wrong where libxml2
 * only says that something is. A name counts without its namespace.
 */
#include "common/buf.h"
#include "tei/schema.h"

/* What is still to be looked at of an element's content. */
typedef struct step {
    xmlNodePtr node;
    bool optional;
} step;

typedef struct walk {
    pecia_schema *schema;
    rng_content *content;
    pecia_map seen; /* defines: 1 met where it may be left out, 2 where not */
    step *steps;
    uint64_t count, capacity;
    int32_t status;
} walk;

static bool is_rng(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && node->ns && node->ns->href &&
           strcmp((const char *)node->ns->href, RNG_NS) == 0 && (!name || strcmp((const char *)node->name, name) == 0);
}

/* Text of the attribute NAME, or of the element itself when NAME is NULL. */
static pecia_str text_of(const xmlNode *node, const char *name) {
    const xmlNode *text = NULL;
    if (!name)
        text = node->children;
    for (const xmlAttr *attribute = name ? node->properties : NULL; attribute; attribute = attribute->next)
        if (!attribute->ns && strcmp((const char *)attribute->name, name) == 0)
            text = attribute->children;
    if (!text || text->type != XML_TEXT_NODE)
        return (pecia_str){NULL, 0};
    return pecia_str_trim(pecia_str_of((const char *)text->content));
}

/* Without its prefix, unless that is xml. */
static pecia_str without_prefix(pecia_str name) {
    const char *colon = name.size ? memchr(name.data, ':', (size_t)name.size) : NULL;
    if (!colon || pecia_str_begins(name, "xml:"))
        return name;
    return pecia_str_from(name, (uint64_t)(colon - name.data) + 1);
}

static const xmlNode *first_child(const xmlNode *node) {
    const xmlNode *child = node->children;
    while (child && !is_rng(child, NULL))
        child = child->next;
    return child;
}

static const xmlNode *next_child(const xmlNode *child) {
    do
        child = child->next;
    while (child && !is_rng(child, NULL));
    return child;
}

/* Calls ADD for each name that the element or attribute pattern NODE has; true if it may have any. */
typedef void (*name_adder)(void *context, pecia_str name, bool alone);

static bool each_name(const xmlNode *node, name_adder add, void *context) {
    pecia_str name = text_of(node, "name");
    if (name.size) {
        add(context, without_prefix(name), true);
        return false;
    }
    const xmlNode *class = first_child(node);
    if (class && is_rng(class, "name")) {
        add(context, without_prefix(text_of(class, NULL)), true);
        return false;
    }
    if (!class || !is_rng(class, "choice"))
        return true;
    for (const xmlNode *one = first_child(class); one; one = next_child(one)) {
        if (!is_rng(one, "name"))
            return true;
        add(context, without_prefix(text_of(one, NULL)), false);
    }
    return false;
}

/* ---------------------------------------------------------------- gathering */

typedef struct gathering {
    pecia_schema *schema;
    xmlNodePtr node;
    int32_t status;
} gathering;

static void add_part(pecia_schema *schema, pecia_map *map, pecia_str name, xmlNodePtr node, int32_t *status) {
    uint32_t before = UINT32_MAX;
    if (*status != PECIA_OK)
        return;
    *status = pecia_grow(schema->host, schema->job, &schema->parts, &schema->part_capacity, schema->part_count + 1,
                         sizeof *schema->parts);
    if (*status != PECIA_OK)
        return;
    pecia_map_get(map, name, &before);
    schema->parts[schema->part_count] = (rng_part){node, before};
    *status = pecia_map_put(map, name, (uint32_t)schema->part_count++);
}

static void add_element(void *context, pecia_str name, bool alone) {
    gathering *g = context;
    (void)alone;
    add_part(g->schema, &g->schema->elements, name, g->node, &g->status);
}

/* The node behind NODE in document order; NULL at the end. */
static xmlNodePtr following(xmlNodePtr node) {
    if (node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node && !node->next)
        node = node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
    return node ? node->next : NULL;
}

int32_t rng_facts_gather(pecia_schema *schema) {
    gathering g = {.schema = schema};
    pecia_map_init(&schema->elements, schema->host, schema->job);
    pecia_map_init(&schema->defines, schema->host, schema->job);
    pecia_map_init(&schema->known, schema->host, schema->job);
    for (xmlNodePtr node = schema->document->children; node && g.status == PECIA_OK; node = following(node)) {
        g.node = node;
        if (is_rng(node, "element"))
            each_name(node, add_element, &g);
        else if (is_rng(node, "define"))
            add_part(schema, &schema->defines, text_of(node, "name"), node, &g.status);
    }
    return g.status;
}

/* ---------------------------------------------------------------- one element */

static void push(walk *w, xmlNodePtr node, bool optional) {
    if (w->status == PECIA_OK)
        w->status =
            pecia_grow(w->schema->host, w->schema->job, &w->steps, &w->capacity, w->count + 1, sizeof *w->steps);
    if (w->status == PECIA_OK)
        w->steps[w->count++] = (step){node, optional};
}

static void push_children(walk *w, const xmlNode *node, bool optional) {
    for (const xmlNode *child = first_child(node); child; child = next_child(child))
        push(w, (xmlNodePtr)(uintptr_t)child, optional);
}

static void add_name(walk *w, pecia_map *map, pecia_str name, bool wanted) {
    uint32_t bits = 0;
    pecia_map_get(map, name, &bits);
    if (w->status == PECIA_OK)
        w->status = pecia_map_put(map, name, bits | RNG_ALLOWED | (wanted ? (uint32_t)RNG_WANTED : 0));
}

typedef struct naming {
    walk *w;
    pecia_map *map;
    bool optional;
} naming;

static void add_allowed(void *context, pecia_str name, bool alone) {
    naming *n = context;
    add_name(n->w, n->map, name, alone && !n->optional);
}

static void follow_reference(walk *w, const xmlNode *node, bool optional) {
    pecia_str name = text_of(node, "name");
    uint32_t seen = 0, bit = optional ? 1 : 2, at;
    pecia_map_get(&w->seen, name, &seen);
    if ((seen & bit) || (seen & 2) || !pecia_map_get(&w->schema->defines, name, &at))
        return;
    w->status = pecia_map_put(&w->seen, name, seen | bit);
    for (; at != UINT32_MAX; at = w->schema->parts[at].next) {
        const xmlNode *define = w->schema->parts[at].node;
        push_children(w, define, optional || pecia_str_is(text_of(define, "combine"), "choice"));
    }
}

static void take_step(walk *w, step at) {
    const char *name = (const char *)at.node->name;
    naming n = {w, &w->content->children, at.optional};
    if (strcmp(name, "element") == 0) {
        w->content->any_child = each_name(at.node, add_allowed, &n) || w->content->any_child;
    } else if (strcmp(name, "attribute") == 0) {
        n.map = &w->content->attributes;
        w->content->any_attribute = each_name(at.node, add_allowed, &n) || w->content->any_attribute;
    } else if (strcmp(name, "ref") == 0 || strcmp(name, "parentRef") == 0) {
        follow_reference(w, at.node, at.optional);
    } else if (strcmp(name, "text") == 0 || strcmp(name, "data") == 0 || strcmp(name, "value") == 0 ||
               strcmp(name, "list") == 0) {
        w->content->text = true;
    } else {
        bool choice = strcmp(name, "choice") == 0 || strcmp(name, "optional") == 0 || strcmp(name, "zeroOrMore") == 0;
        w->content->text = w->content->text || strcmp(name, "mixed") == 0;
        push_children(w, at.node, at.optional || choice);
    }
}

static int32_t describe(pecia_schema *schema, uint32_t part, rng_content *content) {
    walk w = {.schema = schema, .content = content};
    content->several = schema->parts[part].next != UINT32_MAX;
    for (uint32_t at = part; at != UINT32_MAX && w.status == PECIA_OK; at = schema->parts[at].next) {
        const xmlNode *pattern = schema->parts[at].node;
        const xmlNode *child = first_child(pattern);
        pecia_map_init(&w.seen, schema->host, schema->job);
        if (child && !text_of(pattern, "name").size)
            child = next_child(child); /* the first is its name */
        for (; child; child = next_child(child))
            push(&w, (xmlNodePtr)(uintptr_t)child, false);
        while (w.count && w.status == PECIA_OK)
            take_step(&w, w.steps[--w.count]);
    }
    return w.status;
}

static int32_t keep(pecia_schema *schema, pecia_str name, rng_content *content) {
    char *copy = schema->host->job->alloc(schema->job, name.size + 1);
    if (!copy || pecia_grow(schema->host, schema->job, &schema->contents, &schema->content_capacity,
                            schema->content_count + 1, sizeof *schema->contents) != PECIA_OK)
        return PECIA_ERR_MEMORY;
    memcpy(copy, name.data, name.size);
    schema->contents[schema->content_count] = content;
    return pecia_map_put(&schema->known, (pecia_str){copy, name.size}, (uint32_t)schema->content_count++);
}

const rng_content *rng_facts_of(pecia_schema *schema, const char *name, int32_t *status) {
    pecia_str key = pecia_str_of(name);
    uint32_t at;
    if (pecia_map_get(&schema->known, key, &at))
        return schema->contents[at];
    if (!pecia_map_get(&schema->elements, key, &at))
        return NULL;
    rng_content *content = schema->host->job->alloc(schema->job, sizeof *content);
    if (!content) {
        *status = PECIA_ERR_MEMORY;
        return NULL;
    }
    pecia_map_init(&content->children, schema->host, schema->job);
    pecia_map_init(&content->attributes, schema->host, schema->job);
    *status = describe(schema, at, content);
    if (*status == PECIA_OK)
        *status = keep(schema, key, content);
    return *status == PECIA_OK ? content : NULL;
}
