/* SPDX-License-Identifier: MIT
 *
 * read.c: the steps of the reader, one behind the other.
 */
#include <sys/mman.h>

#include "reader.h"
#include "text.h"

enum { RELEASED = 2 << 20 }; /* bytes: size of the largest pages on common machines */

/* The text that the language is told from: the work itself. */
static pecia_str work(const text_reader *r) {
    uint32_t from = r->first < r->line_count ? r->lines[r->first].start : 0;
    pecia_str all = {r->text.data + from, r->text.size - from};
    return all;
}

static void keep(text_reader *r, pecia_str language) {
    uint64_t size = language.size < sizeof(r->language) ? language.size : 0;
    memcpy(r->language, language.data, (size_t)size);
    r->language[size] = 0;
}

static int32_t guess(text_reader *r) {
    text_guess found;
    void *space = r->host->job->alloc(r->job, text_guess_space());
    pecia_meta meta = {0};
    if (!space) {
        return PECIA_ERR_MEMORY;
    }
    text_guess_language(work(r), space, &found);
    if (!found.language[0]) {
        return PECIA_OK;
    }
    r->host->job->report(r->job, PECIA_INFO, "text.language-guessed", NULL,
                         "the language was taken for %s (confidence 0.%02u); --metadata language=TAG overrides that",
                         found.language, found.percent < 100 ? found.percent : 99);
    keep(r, pecia_str_of(found.language));
    meta.key = PECIA_STR("language");
    meta.value = pecia_str_of(r->language);
    return r->host->builder->meta(r->builder, &meta);
}

int32_t text_find_language(text_reader *r) {
    pecia_meta meta;
    uint32_t root = 0;
    int32_t status = PECIA_OK;
    if (r->host->builder->meta_get(r->builder, "language", 0, &meta) == 1 && meta.value.size > 0) {
        keep(r, meta.value);
    } else if (r->line_count > 0) {
        status = guess(r);
    }
    r->marks = text_marks_of(pecia_str_of(r->language));
    r->host->builder->current(r->builder, &root);
    if (status == PECIA_OK && r->language[0] && root != 0) {
        status = r->host->builder->set(r->builder, root, PECIA_LANG, pecia_str_of(r->language));
    }
    return status;
}

/* Gives back whole pages of the text up to UNTIL: of memory that is the reader's alone and is not read again. */
static void release_own(text_reader *r, uint64_t until) {
    uintptr_t first = (uintptr_t)r->text.data + r->released, last = (uintptr_t)r->text.data + until;
    uintptr_t from = (first + RELEASED - 1) / RELEASED * RELEASED, to = last / RELEASED * RELEASED;
    if (to > from) {
        (void)madvise((void *)from, to - from, MADV_DONTNEED); /* if it fails, the memory stays, and nothing is lost */
        r->released = to - (uintptr_t)r->text.data;
    }
}

void text_release_raw(text_reader *r, uint64_t until) {
    if (PECIA_HAS(r->host->input, release) && r->host->input->release) {
        r->host->input->release(r->input, until);
    }
}

void text_release(text_reader *r, uint64_t until) {
    uintptr_t text = (uintptr_t)r->text.data, raw = (uintptr_t)r->raw.data;
    if (text >= raw && text <= raw + r->raw.size) {
        text_release_raw(r, text - raw + until);
    } else {
        release_own(r, until);
    }
}

/* Where another text was made of the input, that is done with. */
static int32_t leave_raw(text_reader *r) {
    uintptr_t text = (uintptr_t)r->text.data, raw = (uintptr_t)r->raw.data;
    if (text < raw || text > raw + r->raw.size) {
        text_release_raw(r, r->raw.size);
    }
    return PECIA_OK;
}

int32_t text_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    static int32_t (*const steps[])(text_reader *) = {text_clean,
                                                      leave_raw,
                                                      text_find_lines,
                                                      text_find_cited,
                                                      text_find_pages,
                                                      text_find_gutenberg,
                                                      text_find_front,
                                                      text_find_style,
                                                      text_move_page_notes,
                                                      text_find_units,
                                                      text_find_hyphens,
                                                      text_find_headings,
                                                      text_find_bodies,
                                                      text_find_speeches,
                                                      text_find_levels,
                                                      text_find_language,
                                                      text_find_tokens,
                                                      text_settle_pages,
                                                      text_match_notes,
                                                      text_match_quotations,
                                                      text_emit};
    text_reader *r = host->job->alloc(job, sizeof(*r));
    if (!r) {
        return PECIA_ERR_MEMORY;
    }
    r->host = host;
    r->job = job;
    r->builder = builder;
    r->input = input;
    int32_t status = host->input->content(input, &r->raw);
    status = status == PECIA_OK ? text_decode(r, r->raw) : status;
    for (size_t i = 0; status == PECIA_OK && i < sizeof(steps) / sizeof(steps[0]); i++) {
        status = steps[i](r);
    }
    return status;
}
