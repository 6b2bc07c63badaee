/* SPDX-License-Identifier: MIT
 *
 * regular.c: see regular.h.
 */
#include "plugins/host/regular.h"

#include <string.h>

#include "plugins/host/copy.h"

enum { SHARE = 4, PARSED_MAX = 9 << 20 }; /* libxml2 takes no longer attribute value than ten million bytes */

struct pecia_regular {
    pecia_job *job;
    pecia_arena *arena; /* addresses */
    uint64_t left;      /* bytes of addresses that may still be made */
    bool told;          /* that there are too many */
    pecia_document *document;
};

/** Part of what one document may take is for images, at most. */
static bool fits(pecia_regular *regular, uint64_t size) {
    uint64_t longest = regular->job->limits.value[PECIA_LIMIT_TEXT];
    if (size <= regular->left && size <= PARSED_MAX && size <= longest) {
        regular->left -= size;
        return true;
    }
    if (!regular->told)
        pecia_report(regular->job->diagnostics, PECIA_WARNING, "image-too-large", NULL,
                     "an image is not put into the output: it and those before it are too large together");
    regular->told = true;
    return false;
}

/** The "data:" URL of the image NAME, or NAME. One that cannot be had was reported when it was asked for. */
static pecia_str embedded(void *context, pecia_str name) {
    pecia_regular *regular = context;
    pecia_resource image;
    if (pecia_is_data_url(name) || !regular->job->resources ||
        pecia_resources_load(regular->job->resources, name, &image) != PECIA_OK ||
        !fits(regular, image.data.size / 3 * 4 + 64))
        return name;
    return pecia_data_url(regular->arena, image.media_type, image.data);
}

/** What documents have in common though it has no kind of its own. */
static bool has_no_kind(const pecia_name *name) {
    static const char epigraph[] = "epigraph";
    return name->local.size == sizeof epigraph - 1 && memcmp(name->local.data, epigraph, sizeof epigraph - 1) == 0;
}

static int32_t copy_document(pecia_regular *regular, const pecia_document *document, bool embed) {
    pecia_job *job = regular->job;
    pecia_builder *builder = pecia_builder_new(job->memory, &job->limits, job->diagnostics, job->values.info->name);
    if (!builder)
        return pecia_report_memory(job->diagnostics);
    pecia_copy copy = {.from = document,
                       .to = builder,
                       .rename_resource = embed ? embedded : NULL,
                       .context = regular,
                       .arena = regular->arena,
                       .keeps_origin = has_no_kind};
    pecia_meta meta;
    int32_t status = pecia_copy_notes(&copy);
    if (status == PECIA_OK)
        status = pecia_copy_content(&copy);
    if (status == PECIA_OK)
        status = pecia_copy_attributes(&copy, 1, 1);
    for (uint32_t i = 0; status == PECIA_OK && pecia_document_meta(document, i, &meta); i++)
        status = pecia_builder_meta(builder, &meta);
    if (status == PECIA_OK && copy.failed)
        status = pecia_report_memory(job->diagnostics);
    if (status == PECIA_OK)
        return pecia_builder_finish(builder, &regular->document);
    pecia_builder_free(builder);
    return status;
}

int32_t pecia_regular_new(pecia_job *job, const pecia_document *document, bool embed, pecia_regular **out) {
    pecia_regular *regular = pecia_memory_new(job->memory, sizeof *regular);
    *out = regular;
    if (!regular)
        return pecia_report_memory(job->diagnostics);
    *regular = (pecia_regular){
        .job = job, .arena = pecia_arena_new(job->memory, 0), .left = job->limits.value[PECIA_LIMIT_DOCUMENT] / SHARE};
    return regular->arena ? copy_document(regular, document, embed) : pecia_report_memory(job->diagnostics);
}

const pecia_document *pecia_regular_document(const pecia_regular *regular) {
    return regular->document;
}

void pecia_regular_free(pecia_regular *regular) {
    if (!regular)
        return;
    pecia_document_free(regular->document);
    pecia_arena_free(regular->arena);
    pecia_memory_free(regular->job->memory, regular);
}
