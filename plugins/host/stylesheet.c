/* SPDX-License-Identifier: MIT
 *
 * stylesheet.c: reads and writes by stylesheets, through the format named tei.
 */
#include "plugins/host/stylesheet.h"

#include "core/input.h"
#include "core/ledger.h"
#include "plugins/host/registry.h"
#include "plugins/host/regular.h"
#include "plugins/host/transform.h"

#define THROUGH "tei"

/* Whatever else is asked for, write.xsl gets TEI of one form: each note at its first mark, no layout between elements.
 */
static const char *const written[] = {THROUGH ":notes=inline", THROUGH ":indent=no", NULL};

/** The format that stylesheets go through, for a job beside JOB with SETTINGS. */
static int32_t open_middle(pecia_job *job, const pecia_settings *settings, uint32_t direction,
                           const pecia_checked **middle, pecia_job **inner) {
    const pecia_stylesheet *sheet = pecia_checked_of(job->values.info)->stylesheet;
    const pecia_format_info *info = pecia_registry_find(sheet->registry, THROUGH);
    *inner = NULL;
    if (!info)
        return PECIA_ERR_PLUGIN;
    *middle = pecia_checked_of(info);
    if (direction == PECIA_OPTION_READ ? !(*middle)->read : !(*middle)->write) {
        pecia_report(job->diagnostics, PECIA_ERROR, "format-direction", NULL,
                     "%s goes through " THROUGH ", whose plugin cannot do this", job->values.info->name);
        return PECIA_ERR_UNSUPPORTED;
    }
    pecia_job_order order = job->order;
    order.settings = settings;
    order.format = info;
    order.applies = direction;
    order.ledger = NULL;
    order.origins = NULL;
    return pecia_job_new(&order, inner);
}

/** Lets the middle format read the XML that came out of read.xsl. */
static int32_t read_middle(pecia_job *job, pecia_str bytes, pecia_builder *builder) {
    const pecia_checked *middle;
    pecia_job *inner;
    pecia_input *input = NULL;
    uint64_t errors = pecia_diagnostics_count(job->diagnostics, PECIA_ERROR);
    int32_t status = open_middle(job, job->order.settings, PECIA_OPTION_READ, &middle, &inner);
    if (status == PECIA_OK)
        status = pecia_input_open_memory(job->memory, &job->limits, job->diagnostics, bytes.data, bytes.size, &input);
    if (status == PECIA_OK)
        status = middle->read(pecia_host_get(), inner, input, builder);
    if (inner)
        status = pecia_job_outcome(inner, status, errors, "read");
    pecia_input_close(input);
    pecia_job_free(inner);
    return status;
}

int32_t pecia_stylesheet_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    const pecia_stylesheet *sheet = pecia_checked_of(job->values.info)->stylesheet;
    pecia_transform transform = {.sheet = sheet, .path = sheet->read_path, .direction = PECIA_OPTION_READ};
    pecia_output *result = NULL;
    int32_t status = host->input->content(input, &transform.source);
    if (status == PECIA_OK)
        status = pecia_output_open_memory(job->memory, &job->limits, job->diagnostics, &result);
    if (status == PECIA_OK)
        status = pecia_transform_run(pecia_host_get(), job, &transform, result);
    if (status == PECIA_OK)
        status = read_middle(job, pecia_output_bytes(result), builder);
    pecia_output_close(result);
    return status;
}

/** The document as the middle format writes it. */
static int32_t write_middle(pecia_job *job, const pecia_document *document, pecia_output *output) {
    const pecia_checked *middle;
    pecia_job *inner;
    pecia_settings settings = *job->order.settings;
    pecia_regular *regular = NULL;
    uint64_t errors = pecia_diagnostics_count(job->diagnostics, PECIA_ERROR);
    settings.options = written;
    int32_t status = open_middle(job, &settings, PECIA_OPTION_WRITE, &middle, &inner);
    if (status == PECIA_OK)
        status =
            pecia_regular_new(job, document, pecia_checked_of(job->values.info)->stylesheet->embeds_images, &regular);
    if (status == PECIA_OK)
        status = middle->write(pecia_host_get(), inner, pecia_regular_document(regular), output);
    if (status == PECIA_OK)
        status = pecia_output_status(output);
    if (inner)
        status = pecia_job_outcome(inner, status, errors, "write");
    pecia_regular_free(regular);
    pecia_job_free(inner);
    return status;
}

/** A stylesheet tells nobody what it did with a node: what its manifest claims for the kind is taken for it. */
static void account(const pecia_job *job) {
    static const uint8_t outcome[] = {
        [PECIA_HOLDS_NOT] = PECIA_DROPPED, [PECIA_HOLDS_PARTLY] = PECIA_DEGRADED, [PECIA_HOLDS_FULLY] = PECIA_CARRIED};
    uint8_t outcomes[PECIA_KIND_COUNT];
    for (uint32_t kind = 0; kind < PECIA_KIND_COUNT; kind++)
        outcomes[kind] = outcome[job->values.info->fidelity[kind]];
    if (job->ledger)
        pecia_ledger_account_kinds(job->ledger, outcomes);
}

int32_t pecia_stylesheet_write(const pecia_host *host, pecia_job *job, const pecia_document *document,
                               pecia_output *output) {
    const pecia_stylesheet *sheet = pecia_checked_of(job->values.info)->stylesheet;
    pecia_transform transform = {.sheet = sheet, .path = sheet->write_path, .direction = PECIA_OPTION_WRITE};
    pecia_output *middle = NULL;
    int32_t status = pecia_output_open_memory(job->memory, &job->limits, job->diagnostics, &middle);
    if (status == PECIA_OK)
        status = write_middle(job, document, middle);
    if (status == PECIA_OK) {
        transform.source = pecia_output_bytes(middle);
        status = pecia_transform_run(host, job, &transform, output);
    }
    if (status == PECIA_OK)
        account(job);
    pecia_output_close(middle);
    return status;
}
