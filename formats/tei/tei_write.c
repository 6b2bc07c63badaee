/* SPDX-License-Identifier: MIT
 *
 * tei_write.c: which of the two ways a document is written in.
 */
#include "tei/tei_out.h"

enum way { ANEW, AGAIN, CORPUS };

/* What the reader put beside the root element, or a comment there. */
static bool is_beside(const tei_out *out, uint32_t node) {
    uint32_t kind = out->host->document->kind(out->document, node);
    pecia_name name;
    bool mark = kind == PECIA_NOTE_REF || kind == PECIA_NOTE_SLOT;
    return kind == PECIA_COMMENT || kind == PECIA_INSTRUCTION || kind == PECIA_SPACE ||
           (mark && !out->host->document->origin(out->document, node, &name));
}

static bool is_whole(const tei_out *out, uint32_t node) {
    pecia_name name;
    return out->host->document->origin(out->document, node, &name) &&
           (pecia_str_is(name.local, "TEI") || pecia_str_is(name.local, "teiCorpus"));
}

/* The division that a join made of a document holds its title and the document, if that is a whole one. */
static bool is_joined(const tei_out *out, uint32_t node) {
    const pecia_document_api *api = out->host->document;
    pecia_name name;
    uint32_t wholes = 0;
    if (api->kind(out->document, node) != PECIA_SECTION || api->origin(out->document, node, &name))
        return false;
    for (uint32_t child = api->first_child(out->document, node); child;
         child = api->next_sibling(out->document, child)) {
        bool title = api->kind(out->document, child) == PECIA_HEADING && !api->origin(out->document, child, &name);
        if (is_whole(out, child))
            wholes++;
        else if (!is_beside(out, child) && !title)
            return false;
    }
    return wholes == 1;
}

/* A whole TEI document, or a part of one, and nothing beside it can be said again as it came; so can several wholes. */
static enum way way_of(const tei_out *out) {
    const pecia_document_api *api = out->host->document;
    pecia_name name;
    uint32_t elements = 0, wholes = 0;
    bool known = strcmp(api->source_format(out->document), "tei") == 0;
    for (uint32_t child = api->first_child(out->document, 1); known && child;
         child = api->next_sibling(out->document, child)) {
        if (is_beside(out, child))
            continue;
        elements++;
        if (is_whole(out, child) || is_joined(out, child))
            wholes++;
        known = elements == wholes || api->origin(out->document, child, &name) ||
                api->kind(out->document, child) == PECIA_NOTE;
    }
    if (!known || !elements)
        return ANEW;
    return elements == 1 ? AGAIN : elements == wholes ? CORPUS : ANEW;
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
    enum way way = whole ? way_of(&out) : ANEW;
    if (status == PECIA_OK)
        status = way == ANEW ? tei_make(&out) : tei_replay(&out, way == CORPUS);
    int32_t finished = status == PECIA_OK ? tei_out_finish(&out) : status;
    return finished;
}
