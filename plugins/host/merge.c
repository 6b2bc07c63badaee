/* SPDX-License-Identifier: MIT
 *
 * merge.c: makes one document out of several: each becomes a section with its title as heading. Identifiers and
 * resources whose names an earlier document has used are renamed, so that nothing runs together.
 */
#include <stdio.h>
#include <string.h>

#include "core/kinds.h"
#include "plugins/host/copy.h"
#include "plugins/host/job.h"
#include "plugins/host/metadata.h"
#include "plugins/host/source.h"
#include "plugins/host/why.h"

#define ROOT 1

typedef struct merging {
    pecia_document *const *documents;
    uint64_t at; /* the document at hand */
    pecia_arena *arena;
    pecia_builder *builder;
    pecia_diagnostics *diagnostics;
    int64_t ties;       /* given so far */
    pecia_str lang;     /* of the whole */
    const char *common; /* the format that all are of, "" if there are several */
    bool same;          /* that is the format to write: each document may be said again */
} merging;

static bool is_same(pecia_str a, pecia_str b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/** NAME with "dN-" before it, where N is the number of the document. */
static pecia_str prefixed(merging *m, pecia_str name) {
    char prefix[32];
    int size = snprintf(prefix, sizeof prefix, "d%llu-", (unsigned long long)m->at + 1);
    char *text = size > 0 ? pecia_arena_alloc(m->arena, (uint64_t)size + name.size) : NULL;
    if (!text)
        return (pecia_str){NULL, 0};
    memcpy(text, prefix, (size_t)size);
    memcpy(text + size, name.data, name.size);
    return (pecia_str){text, (uint64_t)size + name.size};
}

static pecia_str rename_id(void *context, pecia_str id) {
    merging *m = context;
    for (uint64_t i = 0; i < m->at; i++)
        if (pecia_document_find_id(m->documents[i], id))
            return prefixed(m, id);
    return id;
}

static bool has_resource(const pecia_document *document, pecia_str name) {
    pecia_resource resource;
    for (uint32_t i = 0; pecia_document_resource(document, i, &resource); i++)
        if (resource.name.size == name.size && memcmp(resource.name.data, name.data, name.size) == 0)
            return true;
    return false;
}

/** A resource is renamed only if the document at hand has bytes of its own for it. */
static pecia_str rename_resource(void *context, pecia_str name) {
    merging *m = context;
    for (uint64_t i = 0; i < m->at; i++)
        if (has_resource(m->documents[i], name) && has_resource(m->documents[m->at], name))
            return prefixed(m, name);
    return name;
}

/** The title of the document, or the name of its file without folder and extension. */
static pecia_str title_of(const pecia_document *document, const char *path) {
    pecia_meta meta;
    if (pecia_document_meta_find(document, "title", 0, &meta) && meta.value.size)
        return meta.value;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strchr(name, '.');
    return (pecia_str){name, dot && dot > name ? (uint64_t)(dot - name) : strlen(name)};
}

/** The child of NODE that is visible, if there is just one. */
static uint32_t only_child(const pecia_document *document, uint32_t node) {
    uint32_t only = 0, count = 0;
    for (uint32_t at = pecia_document_first_child(document, node); at && count < 2;
         at = pecia_document_next_sibling(document, at))
        if (pecia_kind_get(pecia_document_kind(document, at))->class_ != PECIA_CLASS_HIDDEN) {
            only = at;
            count++;
        }
    return count == 1 ? only : 0;
}

/** Is all of it one section with a heading? Then that is the division. */
static bool is_one_section(const pecia_document *document) {
    uint32_t node = only_child(document, ROOT);
    while (node && pecia_document_kind(document, node) == PECIA_MATTER)
        node = only_child(document, node);
    return node && pecia_document_kind(document, node) == PECIA_SECTION &&
           pecia_document_kind(document, pecia_document_first_child(document, node)) == PECIA_HEADING;
}

/** Opens the section of the document at hand, and gives it its title. */
static void open_section(merging *m, const char *path) {
    const pecia_document *document = m->documents[m->at];
    pecia_str lang;
    pecia_builder_enter(m->builder, PECIA_SECTION);
    if (pecia_document_get(document, ROOT, PECIA_LANG, &lang) && !is_same(lang, m->lang))
        pecia_builder_set(m->builder, pecia_builder_last(m->builder), PECIA_LANG, lang);
    pecia_str title = title_of(document, path);
    pecia_builder_enter(m->builder, PECIA_HEADING);
    pecia_builder_text(m->builder, title.data, title.size);
    pecia_builder_leave(m->builder, PECIA_HEADING);
}

/** The first document's statements are the whole's; of the others only who made them and their languages. */
static void merge_metadata(merging *m) {
    pecia_meta meta, known;
    const pecia_document *document = m->documents[m->at];
    for (uint32_t i = 0; pecia_document_meta(document, i, &meta); i++) {
        bool shared = (meta.key.size == 7 && memcmp(meta.key.data, "creator", 7) == 0) ||
                      (meta.key.size == 8 && memcmp(meta.key.data, "language", 8) == 0);
        bool wanted = m->at == 0 || shared;
        for (uint32_t j = 0; wanted && shared && m->at > 0; j++) {
            if (!pecia_builder_meta_get(m->builder, meta.key.size == 7 ? "creator" : "language", j, &known))
                break;
            wanted =
                known.value.size != meta.value.size || memcmp(known.value.data, meta.value.data, meta.value.size) != 0;
        }
        if (wanted)
            pecia_builder_meta(m->builder, &meta);
    }
}

static int32_t merge_one(merging *m, const char *path) {
    pecia_copy copy = {.from = m->documents[m->at],
                       .to = m->builder,
                       .rename_id = rename_id,
                       .rename_resource = rename_resource,
                       .context = m,
                       .arena = m->arena,
                       .file = path,
                       .join = true,
                       .first_tie = m->ties,
                       .last_tie = m->ties,
                       .keep_origins = m->common[0] != '\0',
                       .keep_wrappers = m->same};
    bool one = is_one_section(m->documents[m->at]);
    merge_metadata(m);
    if (!one)
        open_section(m, path);
    int32_t status = pecia_copy_notes(&copy);
    if (status == PECIA_OK)
        status = pecia_copy_content(&copy);
    if (status == PECIA_OK)
        status = pecia_copy_resources(&copy);
    m->ties = copy.last_tie;
    if (status == PECIA_OK && copy.failed)
        return pecia_report_memory(m->diagnostics);
    return status == PECIA_OK && !one ? pecia_builder_leave(m->builder, PECIA_SECTION) : status;
}

/** The format that all documents come from; "" if there are several. */
static const char *common_format(pecia_document *const *documents, uint64_t count) {
    const char *format = pecia_document_source_format(documents[0]);
    for (uint64_t i = 1; i < count; i++)
        if (strcmp(format, pecia_document_source_format(documents[i])) != 0)
            return "";
    return format;
}

/** The language of the whole: the user's, or the first document's. */
static int32_t settle_language(merging *m, bool stated) {
    pecia_meta meta;
    if (stated && pecia_builder_meta_get(m->builder, "language", 0, &meta))
        m->lang = (pecia_str){pecia_arena_copy(m->arena, meta.value.data, meta.value.size), meta.value.size};
    else if (pecia_document_get(m->documents[0], ROOT, PECIA_LANG, &m->lang))
        return pecia_builder_set(m->builder, ROOT, PECIA_LANG, m->lang);
    return stated && !m->lang.data ? pecia_report_memory(m->diagnostics) : PECIA_OK;
}

static int32_t merge_all(merging *m, const pecia_settings *settings, const char *const *paths, uint64_t count) {
    bool stated;
    int32_t status = pecia_metadata_apply(settings, m->builder, &stated);
    if (status == PECIA_OK)
        status = settle_language(m, stated);
    for (; m->at < count && status == PECIA_OK; m->at++)
        status = merge_one(m, paths[m->at]);
    return status;
}

int32_t pecia_merge(const pecia_settings *settings, pecia_document *const *documents, const char *const *paths,
                    uint64_t count, pecia_document **out) {
    const pecia_memory *memory = pecia_settings_memory(settings);
    pecia_limits limits;
    pecia_settings_limits(settings, &limits);
    merging m = {.documents = documents, .arena = pecia_arena_new(memory, 0), .diagnostics = settings->diagnostics};
    m.common = common_format(documents, count);
    m.same = settings->to && strcmp(settings->to, m.common) == 0;
    m.builder = m.arena ? pecia_builder_new(memory, &limits, settings->diagnostics, m.common) : NULL;
    int32_t status = m.builder ? merge_all(&m, settings, paths, count) : pecia_report_memory(settings->diagnostics);
    if (status == PECIA_OK)
        status = pecia_builder_finish(m.builder, out);
    else
        pecia_builder_free(m.builder);
    pecia_arena_free(m.arena);
    return status;
}
