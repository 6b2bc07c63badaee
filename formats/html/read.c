/* SPDX-License-Identifier: MIT
 *
 * read.c: a page of HTML into the builder.
 */
#include "common/xhtml_charset.h"
#include "html.h"

/* Images are where the page says: the host looks for them when they are wanted. */
static bool take_image(void *context, pecia_str path) {
    (void)context;
    (void)path;
    return false;
}

static int32_t look(void *context) {
    xhtml_reader *reader = context;
    html_find_area(reader);
    return html_read_head(reader);
}

int32_t html_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    pecia_str bytes = {NULL, 0}, text = {NULL, 0}, path = PECIA_STR("page");
    xhtml_reader *reader = host->job->alloc(job, sizeof *reader);
    xhtml_files files = {.image = take_image, .look = look, .context = reader};
    if (!reader)
        return PECIA_ERR_MEMORY;
    int32_t status = host->input->content(input, &bytes);
    xhtml_bytes coded = {.host = host,
                         .job = job,
                         .bytes = bytes,
                         .asked = host->job->option(job, "encoding"),
                         .code = "html.encoding"};
    if (status == PECIA_OK)
        status = xhtml_decode(&coded, &text);
    if (status == PECIA_OK)
        status = xhtml_reader_init(reader, host, job, builder, &files);
    reader->is_single = reader->page.is_html = reader->survey.is_single = true;
    if (status == PECIA_OK)
        status = xhtml_survey_page(&reader->survey, path, text);
    if (status == PECIA_OK)
        status = xhtml_reader_page(reader, path, text);
    return status == PECIA_OK ? xhtml_reader_finish(reader) : status;
}
