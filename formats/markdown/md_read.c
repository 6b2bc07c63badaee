/* SPDX-License-Identifier: MIT
 *
 * md_read.c: reads Markdown: takes the metadata, then piece by piece. A long text is cut where a new
 * block surely begins at the top level, so that cmark's tree never holds more than a piece.
 */
#include "md_read.h"

#include "md_reader.h"

#define PIECE UINT64_C(32768)

static int32_t begin(md_reader *reader) {
    const pecia_host *host = reader->host;
    reader->syntax = md_flavour(host, reader->job) & ~(uint32_t)MD_SPANS;
    reader->syntax |= host->job->option_number(reader->job, "addresses", 0) ? MD_ADDRESSES : 0u;
    pecia_buf *buffers[] = {&reader->piece, &reader->definitions, &reader->rest[0], &reader->rest[1],
                            &reader->head,  &reader->work,        &reader->sources, &reader->label_text,
                            &reader->plain, &reader->value,       &reader->alt};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        pecia_buf_init(buffers[i], host, reader->job);
    }
    pecia_buf_room(&reader->sources, reader->text.size < PIECE ? reader->text.size : PIECE); /* of words: most of it */
    uint64_t depth = host->job->limit(reader->job, PECIA_LIMIT_CONTAINERS);
    uint64_t brackets = host->job->limit(reader->job, PECIA_LIMIT_BRACKETS);
    reader->max_brackets = brackets > UINT32_MAX ? 0 : (uint32_t)brackets;
    int32_t status =
        md_scan_init(&reader->scan, host, reader->job, depth == 0 || depth > 100000 ? 100000 : (uint32_t)depth);
    reader->scan.no_notes = !(reader->syntax & MD_NOTES);
    reader->scan.is_wordy = (reader->syntax & MD_WORDY_NOTES) != 0;
    return status;
}

/* Says once what was met many times. */
static void report_counts(md_reader *reader) {
    const pecia_job_api *job = reader->host->job;
    if (reader->unbalanced > 0) {
        pecia_place place = md_place(reader->unbalanced_line);
        job->report(reader->job, PECIA_WARNING, "markdown-html", &place,
                    "%u tags of HTML have no other half, the first of them on this line", reader->unbalanced);
    }
    if (reader->literals > 0) {
        pecia_place place = md_place(reader->literal_line);
        job->report(reader->job, PECIA_WARNING, "markdown-brackets", &place,
                    "%u brackets are over the limit for one block, the first of them in this one: they are text",
                    reader->literals);
    }
    if (reader->hidden > 0) {
        pecia_place place = md_place(reader->hidden_line);
        job->report(reader->job, PECIA_WARNING, "markdown-script", &place,
                    "%u scripts or styles are no text and were left out, the first of them on this line",
                    reader->hidden);
    }
}

/* True if OPENING stands in the window, which holds a short text as a whole. */
static bool has(const md_reader *reader, const char *opening) {
    return memmem(reader->text.window, (size_t)reader->text.filled, opening, 2);
}

/* Inline notes are pieces of their own, which need the definitions too, and keys are known by their definitions. */
static bool needs_definitions(const md_reader *reader) {
    return ((reader->syntax & MD_INLINE_NOTES) && (has(reader, "^[") || has(reader, "[^"))) ||
           ((reader->syntax & MD_WORDY_NOTES) && (has(reader, "[#") || has(reader, "[?")));
}

/* Reads the inline notes that were met. */
static int32_t read_inlines(md_reader *reader) {
    int32_t status = PECIA_OK;
    bool any = md_piece_inlines(reader, &status);
    return !any || status < 0 ? status : md_parse(reader);
}

static int32_t read_pieces(md_reader *reader) {
    const pecia_job_api *job = reader->host->job;
    uint64_t least = PIECE;
    reader->has_formulas = (reader->syntax & MD_FORMULAS) && reader->text.has_dollar;
    reader->has_attributes = (reader->syntax & MD_ATTRIBUTES) && reader->text.has_brace;
    int32_t status = PECIA_OK;
    if (reader->text.may_define && (reader->text.size - reader->text.at > PIECE || needs_definitions(reader))) {
        status = md_piece_definitions(reader);
        uint64_t wanted = reader->definitions.size * 16; /* every piece parses all definitions */
        least = wanted > least ? wanted : least;
    }
    while (status == PECIA_OK && !md_source_is_done(&reader->text)) {
        status = job->proceed(reader->job);
        status = status < 0 ? status : md_piece_next(reader, least);
        status = status < 0 ? status : md_parse(reader);
        status = status < 0 ? status : read_inlines(reader);
    }
    status = status < 0 ? status : md_wordy_notes(reader);
    return status < 0 ? status : read_inlines(reader);
}

int32_t md_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    md_reader *reader = host->job->alloc(job, sizeof *reader);
    if (!reader) {
        return PECIA_ERR_MEMORY;
    }
    reader->host = host;
    reader->job = job;
    reader->builder = builder;
    int32_t status = md_source_open(&reader->text, host, job, input);
    status = status < 0 ? status : begin(reader);
    status = status < 0 || !(reader->syntax & MD_METADATA) ? status : md_yaml(reader);
    status = status < 0 ? status : read_pieces(reader);
    status = status < 0 ? status : md_close(reader, 0);
    if (status == PECIA_OK) {
        report_counts(reader);
    }
    return status;
}
