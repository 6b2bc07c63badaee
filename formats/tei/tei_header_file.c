/* SPDX-License-Identifier: MIT
 *
 * tei_header_file.c: a header that the user has in a file (-O tei:header=FILE), written in the place of the document's.
 *
 * The first teiHeader of the file is taken, alone or in a TEI document, whole and unchanged, layout included.
 */
#include "common/named.h"
#include "common/xml_read.h"
#include "tei/tei_out.h"

enum { SCOPE_MAX = 32 };

typedef struct header_file {
    tei_out *out;
    struct {
        const char *prefix;
        pecia_str ns;
    } scope[SCOPE_MAX]; /* prefixes declared around the header */
    uint32_t scopes;
    uint64_t depth; /* elements open within the header, itself included */
    bool found, done;
} header_file;

static pecia_str kept(header_file *file, pecia_str from) {
    char *copy = from.size ? file->out->host->job->alloc(file->out->job, from.size) : NULL;
    if (!copy)
        return (pecia_str){NULL, 0};
    memcpy(copy, from.data, from.size);
    return (pecia_str){copy, from.size};
}

static void put_attribute(header_file *file, const char *prefix, const char *local, pecia_str value) {
    xml_writer *xml = file->out->xml;
    xml_put(xml, " ", 1);
    if (prefix) {
        xml_put_text(xml, prefix);
        xml_put(xml, ":", 1);
    }
    xml_put_text(xml, local);
    xml_put(xml, "=\"", 2);
    xml_escape_attribute(xml, value);
    xml_put(xml, "\"", 1);
}

static void remember(header_file *file, const xml_attribute *declarations, uint32_t declared) {
    for (uint32_t i = 0; i < declared; i++) {
        const char *prefix = declarations[i].name.local;
        uint32_t at = 0;
        while (at < file->scopes && prefix && strcmp(file->scope[at].prefix, prefix) != 0)
            at++;
        if (!prefix || at == SCOPE_MAX)
            continue;
        file->scope[at].prefix = prefix;
        file->scope[at].ns = kept(file, declarations[i].value);
        file->scopes += at == file->scopes;
    }
}

static void put_scope(header_file *file, const xml_attribute *declarations, uint32_t declared) {
    for (uint32_t at = 0; at < file->scopes; at++) {
        bool again = false;
        for (uint32_t i = 0; i < declared; i++)
            again |= declarations[i].name.local && strcmp(declarations[i].name.local, file->scope[at].prefix) == 0;
        if (!again)
            put_attribute(file, "xmlns", file->scope[at].prefix, file->scope[at].ns);
    }
}

static int32_t start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                     const xml_attribute *declarations, uint32_t declared) {
    header_file *file = context;
    bool tei = !name->ns || strcmp(name->ns, TEI_NS) == 0;
    if (!file->depth && (file->done || !tei || strcmp(name->local, "teiHeader") != 0)) {
        remember(file, declarations, declared);
        return PECIA_OK;
    }
    file->found = true;
    file->depth++;
    pecia_str ns = tei ? PECIA_STR(TEI_NS) : kept(file, pecia_str_of(name->ns));
    tei_out_start(file->out, tei ? (pecia_str){NULL, 0} : kept(file, pecia_str_of(name->prefix ? name->prefix : "")),
                  kept(file, pecia_str_of(name->local)), ns, false);
    if (file->depth == 1)
        put_scope(file, declarations, declared);
    for (uint32_t i = 0; i < declared; i++)
        if (declarations[i].name.local)
            put_attribute(file, "xmlns", declarations[i].name.local, declarations[i].value);
    for (uint32_t i = 0; i < count; i++)
        put_attribute(file, attributes[i].name.prefix, attributes[i].name.local, attributes[i].value);
    return file->out->status;
}

static int32_t end(void *context, const xml_name *name) {
    header_file *file = context;
    (void)name;
    if (!file->depth)
        return PECIA_OK;
    tei_out_end(file->out);
    file->done = --file->depth == 0;
    return PECIA_OK;
}

static int32_t text(void *context, pecia_str data) {
    header_file *file = context;
    if (file->depth)
        tei_out_text(file->out, data);
    return PECIA_OK;
}

static int32_t comment(void *context, pecia_str data) {
    header_file *file = context;
    if (file->depth)
        tei_out_comment(file->out, data);
    return PECIA_OK;
}

static int32_t instruction(void *context, pecia_str target, pecia_str data) {
    header_file *file = context;
    if (file->depth)
        tei_out_instruction(file->out, target, data);
    return PECIA_OK;
}

const char *tei_header_named(const tei_out *out) {
    const char *path = out->host->job->option(out->job, "header");
    return path && *path ? path : NULL;
}

int32_t tei_header_from_file(tei_out *out) {
    static const xml_events events = {start, end, text, comment, instruction};
    header_file file = {.out = out};
    const char *path = tei_header_named(out);
    xml_source source = {.host = out->host, .job = out->job, .member = pecia_str_of(path)};
    int32_t status = pecia_read_named(out->host, out->job, path, &source.bytes);
    if (status == PECIA_OK)
        status = xml_read(&source, &events, &file, NULL);
    if (status == PECIA_OK && !file.found) {
        out->host->job->report(out->job, PECIA_ERROR, "tei.no-header", NULL, "'%.200s' holds no teiHeader", path);
        status = PECIA_ERR_INPUT;
    }
    if (status != PECIA_OK)
        out->status = status;
    return status;
}
