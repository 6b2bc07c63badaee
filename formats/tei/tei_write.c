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

static bool wants(const tei_out *out, const char *option, const char *value) {
    const char *given = out->host->job->option(out->job, option);
    return given && strcmp(given, value) == 0;
}

static void read_wishes(tei_out *out) {
    out->wishes.notes = wants(out, "notes", "back")     ? TEI_NOTES_BACK
                        : wants(out, "notes", "inline") ? TEI_NOTES_INLINE
                                                        : TEI_NOTES_SOURCE;
    out->wishes.missing = wants(out, "missing-notes", "gap")     ? TEI_MISSING_GAP
                          : wants(out, "missing-notes", "error") ? TEI_MISSING_ERROR
                                                                 : TEI_MISSING_MARK;
    out->wishes.strip_marks = wants(out, "marks", "strip");
}

void tei_note_missing(tei_out *out, uint32_t node, pecia_str mark) {
    pecia_place place = out->host->document->place(out->document, node);
    out->host->job->report(out->job, PECIA_ERROR, "note-missing", &place,
                           "the mark \"%.*s\" has no note, and missing-notes=error asks for one",
                           (int)(mark.size < 40 ? mark.size : 40), mark.data ? mark.data : "");
    out->status = PECIA_ERR_INPUT;
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
    read_wishes(&out);
    if (status == PECIA_OK)
        put_model(&out);
    if (status == PECIA_OK)
        status = whole && can_replay(host, document) ? tei_replay(&out) : tei_make(&out);
    int32_t finished = status == PECIA_OK ? tei_out_finish(&out) : status;
    return finished;
}
