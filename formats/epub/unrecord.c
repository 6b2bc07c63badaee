/* SPDX-License-Identifier: MIT
 *
 * unrecord.c: see unrecord.h. Elements keep their names and attributes; none of them is of a kind, for none is text.
 */
#include "unrecord.h"

#include "common/buf.h"
#include "common/origins.h"
#include "common/xml_read.h"

typedef struct unrecorder {
    const pecia_host *host;
    pecia_builder *builder;
    uint32_t depth, root; /* the hidden block that is open */
    uint32_t top;         /* its depth: 1, or 2 where a TEI element holds several */
    bool foreign;         /* the root is neither */
} unrecorder;

static uint32_t name_number(const unrecorder *u, const char *ns, const char *prefix, const char *local) {
    pecia_name name = {pecia_str_of(ns), pecia_str_of(prefix), pecia_str_of(local)};
    return u->host->builder->name(u->builder, &name);
}

/* What the user said on the command line goes into the header when it is written: which keys these are is kept. */
static int32_t keep_stated(const unrecorder *u) {
    static const char *const keys[] = {"title",      "creator",     "contributor", "publisher", "pubplace", "date",
                                       "identifier", "licence",     "rights",      "series",    "source",   "language",
                                       "subject",    "description", "extent",      "edition"};
    char stated[256] = "";
    pecia_meta meta;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (u->host->builder->meta_get(u->builder, keys[i], 0, &meta)) {
            strncat(stated, keys[i], 32);
            strncat(stated, " ", 2);
        }
    return stated[0] ? u->host->builder->set(u->builder, u->root, PECIA_CLASS, pecia_str_of(stated)) : PECIA_OK;
}

static int32_t start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                     const xml_attribute *declarations, uint32_t declared) {
    unrecorder *u = context;
    const pecia_builder_api *b = u->host->builder;
    (void)declarations;
    (void)declared;
    if (u->depth++ == 0) {
        u->top = strcmp(name->local, "TEI") == 0 ? 2 : 1;
        u->foreign = (u->top == 1 && strcmp(name->local, "teiHeader") != 0) || !name->ns ||
                     strcmp(name->ns, "http://www.tei-c.org/ns/1.0") != 0;
    }
    if (u->foreign || u->depth < u->top)
        return PECIA_OK;
    bool first = u->depth == u->top;
    b->enter(u->builder, first ? PECIA_HIDDEN_BLOCK : PECIA_FOREIGN_BLOCK);
    uint32_t node = b->last(u->builder);
    uint32_t number = name_number(u, name->ns, NULL, name->local);
    bool header = first && strcmp(name->local, "teiHeader") == 0;
    const pecia_origin_api *origins = header ? pecia_origins_of(u->host) : NULL;
    b->origin(u->builder, node, number);
    if (origins)
        origins->implies(u->builder, number, PECIA_HIDDEN_BLOCK);
    for (uint32_t i = 0; i < count; i++) {
        const xml_name *attribute = &attributes[i].name;
        bool xml = attribute->ns && strcmp(attribute->ns, "http://www.w3.org/XML/1998/namespace") == 0;
        if (xml || !attribute->ns)
            b->origin_attribute(u->builder, node, name_number(u, attribute->ns, xml ? "xml" : NULL, attribute->local),
                                attributes[i].value);
    }
    u->root = first ? node : u->root;
    return header ? keep_stated(u) : b->status(u->builder);
}

static int32_t end(void *context, const xml_name *name) {
    unrecorder *u = context;
    (void)name;
    bool last = u->depth == u->top, within = u->depth-- >= u->top;
    u->root = last ? 0 : u->root;
    return u->foreign || !within ? PECIA_OK
                                 : u->host->builder->leave(u->builder, last ? PECIA_HIDDEN_BLOCK : PECIA_FOREIGN_BLOCK);
}

static int32_t text(void *context, pecia_str data) {
    unrecorder *u = context;
    bool blank = pecia_str_trim(data).size == 0;
    if (u->foreign || u->depth < u->top || !u->depth)
        return PECIA_OK;
    return blank ? u->host->builder->hidden_text(u->builder, PECIA_SPACE, data)
                 : u->host->builder->text(u->builder, data.data, data.size);
}

int32_t epub_unrecord(const pecia_host *host, pecia_job *job, pecia_builder *builder, pecia_str bytes,
                      pecia_str member) {
    static const xml_events events = {.start = start, .end = end, .text = text};
    unrecorder u = {.host = host, .builder = builder};
    xml_source source = {.host = host, .job = job, .bytes = bytes, .member = member, .quiet = true};
    int32_t status = xml_read(&source, &events, &u, NULL);
    if (status == PECIA_ERR_INPUT || u.foreign) {
        pecia_place place = {member, 0, 0};
        host->job->report(job, PECIA_WARNING, "epub.record", &place,
                          "the linked record is no TEI header and was left out");
        if (u.root)
            host->builder->leave_to(builder, u.root);
        return host->builder->status(builder);
    }
    return status;
}
