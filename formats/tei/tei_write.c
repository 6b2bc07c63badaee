/* SPDX-License-Identifier: MIT
 *
 * tei_write.c: which of the two ways a document is written in.
 */
#include "tei/tei_out.h"

/* A whole TEI document and nothing beside it can be said again as it came. */
static bool can_replay(const pecia_host *host, const pecia_document *document) {
    const pecia_document_api *api = host->document;
    pecia_name name;
    uint32_t elements = 0;
    if (strcmp(api->source_format(document), "tei") != 0)
        return false;
    for (uint32_t child = api->first_child(document, 1); child; child = api->next_sibling(document, child)) {
        uint32_t kind = api->kind(document, child);
        bool mark = (kind == PECIA_NOTE_REF || kind == PECIA_NOTE_SLOT) && !api->origin(document, child, &name);
        if (kind == PECIA_COMMENT || kind == PECIA_INSTRUCTION || kind == PECIA_SPACE || mark)
            continue;
        if (++elements > 1 || !(api->origin(document, child, &name) || kind == PECIA_NOTE))
            return false;
    }
    return elements == 1;
}

/* A document that came from TEI keeps its notes and marks where they are, whatever was asked for. */
static int32_t replay(tei_out *out) {
    static const char *const unheard[][2] = {{"notes", "source"}, {"missing-notes", "mark"}, {"marks", "keep"}};
    for (size_t i = 0; i < sizeof unheard / sizeof *unheard; i++) {
        const char *value = out->host->job->option(out->job, unheard[i][0]);
        if (value && strcmp(value, unheard[i][1]) != 0)
            out->host->job->report(out->job, PECIA_WARNING, "option-no-effect", NULL,
                                   "%s=%s has no effect on a document that is TEI already and is written whole: its "
                                   "notes and marks stay as they are",
                                   unheard[i][0], value);
    }
    return tei_replay(out);
}

/* The schema that the user names (W3C, Associating Schemas with XML documents, section 2). */
static void put_model(tei_out *out) {
    const char *model = out->host->job->option(out->job, "model");
    pecia_buf data;
    if (!model || !*model)
        return;
    pecia_buf_init(&data, out->host, out->job);
    pecia_buf_add_text(&data, "href=\"");
    for (const char *c = model; *c; c++)
        if (*c == '"' || *c == '<' || *c == '&')
            pecia_buf_add_text(&data, *c == '"' ? "&quot;" : *c == '<' ? "&lt;" : "&amp;");
        else
            pecia_buf_add_char(&data, *c);
    pecia_buf_add_text(&data, "\" type=\"application/xml\" schematypens=\"http://relaxng.org/ns/structure/1.0\"");
    tei_out_instruction(out, PECIA_STR("xml-model"), pecia_buf_str(&data));
}

int32_t tei_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output) {
    tei_out out;
    int32_t status = tei_out_init(&out, host, job, document, output);
    const char *profile = host->job->option(job, "profile");
    bool whole = !profile || strcmp(profile, "all") == 0;
    if (status == PECIA_OK)
        put_model(&out);
    if (status == PECIA_OK)
        status = whole && can_replay(host, document) ? replay(&out) : tei_make(&out);
    int32_t finished = status == PECIA_OK ? tei_out_finish(&out) : status;
    return finished;
}
