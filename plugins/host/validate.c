/* SPDX-License-Identifier: MIT
 *
 * validate.c: checks documents by the extension pecia.validate/1 of their formats.
 */
#include "pecia/validate.h"

#include <string.h>

#include "core/input.h"
#include "plugins/host/job.h"
#include "plugins/host/registry.h"
#include "plugins/host/source.h"
#include "plugins/host/why.h"
#include "plugins/host/worker.h"

struct pecia_validator {
    const pecia_settings *settings;
    pecia_validation validation;
    pecia_worker *worker; /* NULL: none, or none yet */
    int32_t status;       /* of all: the schema, the profile */
};

pecia_validator *pecia_validator_new(const pecia_settings *settings, const pecia_validation *validation) {
    pecia_validator *validator = pecia_memory_new(pecia_settings_memory(settings), sizeof *validator);
    if (!validator) {
        pecia_report_memory(settings->diagnostics);
        return NULL;
    }
    *validator = (pecia_validator){.settings = settings, .validation = *validation};
    return validator;
}

void pecia_validator_free(pecia_validator *validator) {
    if (!validator)
        return;
    pecia_worker_end(validator->worker);
    pecia_memory_free(pecia_settings_memory(validator->settings), validator);
}

int32_t pecia_validator_status(const pecia_validator *validator) {
    return validator->status;
}

/** The table of FORMAT, NULL if it cannot check. */
static const pecia_validate_api *api_of(const pecia_format_info *info) {
    const pecia_format *format = pecia_checked_of(info)->format;
    const pecia_validate_api *api = NULL;
    if (PECIA_HAS(format, get_extension) && format->get_extension)
        api = format->get_extension(PECIA_VALIDATE_ID);
    return api && PECIA_HAS(api, check) && api->profiles && api->check ? api : NULL;
}

static int32_t check_profile(pecia_validator *validator, const pecia_validate_api *api, const char *format) {
    const char *wanted = validator->validation.profile, *const *names = api->profiles();
    for (const char *const *name = names; wanted && *name; name++)
        if (strcmp(*name, wanted) == 0)
            return PECIA_OK;
    if (!wanted)
        return PECIA_OK;
    char list[512] = "";
    size_t used = 0;
    for (const char *const *name = names; *name && used + strlen(*name) + 3 < sizeof list; name++) {
        size_t size = strlen(*name);
        memcpy(list + used, used ? ", " : "", used ? 2 : 0);
        used += used ? 2 : 0;
        memcpy(list + used, *name, size + 1);
        used += size;
    }
    const char *near = pecia_nearest(wanted, names);
    pecia_diagnostics_file(validator->settings->diagnostics, NULL); /* it is no fault of the file */
    pecia_report(validator->settings->diagnostics, PECIA_ERROR, "profile-unknown", NULL,
                 "%s has no profile '%.60s'%s%s%s; there are: %s", format, wanted, near ? " (did you mean '" : "",
                 near ? near : "", near ? "'?)" : "", list);
    return validator->status = PECIA_ERR_USAGE;
}

/** Calls the format's own check. */
static int32_t run_check(pecia_validator *validator, const pecia_format_info *info, const char *path,
                         pecia_input *input) {
    int64_t size = pecia_input_size(input);
    pecia_job_order order = {.settings = validator->settings,
                             .format = info,
                             .applies = PECIA_OPTION_READ,
                             .file_name = path,
                             .input_size = size < 0 ? UINT64_MAX : (uint64_t)size};
    pecia_job *job;
    uint64_t errors = pecia_diagnostics_count(validator->settings->diagnostics, PECIA_ERROR);
    int32_t status = pecia_job_new(&order, &job);
    if (status != PECIA_OK)
        return status;
    status = api_of(info)->check(pecia_host_get(), job, input, validator->validation.profile);
    if (status == PECIA_OK)
        status = pecia_input_status(input);
    status = pecia_job_outcome(job, status, errors, "check");
    pecia_job_free(job);
    return status;
}

static int32_t start_worker(pecia_validator *validator, const pecia_format_info *info) {
    const pecia_validate_api *api = api_of(info);
    if (!PECIA_HAS(api, check_schema) || !api->open || !api->check_schema) {
        pecia_report(validator->settings->diagnostics, PECIA_ERROR, "schema-unsupported", NULL,
                     "%s cannot be checked by a schema", info->name);
        return validator->status = PECIA_ERR_UNSUPPORTED;
    }
    pecia_work work = {.settings = validator->settings,
                       .format = info,
                       .schema = validator->validation.schema,
                       .seconds = validator->validation.schema_seconds};
    return validator->status = pecia_worker_start(&work, &validator->worker);
}

static int32_t check_by_schema(pecia_validator *validator, pecia_input *input) {
    pecia_str bytes;
    bool alive = true;
    int32_t status = pecia_input_content(input, &bytes);
    if (status == PECIA_OK)
        status = pecia_worker_check(validator->worker, bytes, &alive);
    if (!alive) { /* the next document gets a new one */
        pecia_worker_end(validator->worker);
        validator->worker = NULL;
    }
    return status;
}

static int32_t check_input(pecia_validator *validator, const char *path, pecia_input *input) {
    const pecia_settings *settings = validator->settings;
    const pecia_format_info *info;
    char first;
    if (pecia_input_peek(input, &first, 1) == 0) {
        pecia_report(settings->diagnostics, PECIA_ERROR, "validate-format", NULL, "this file is empty");
        return PECIA_ERR_INPUT;
    }
    int32_t status = pecia_source_format(settings, path, input, &info);
    if (status != PECIA_OK)
        return status;
    const pecia_validate_api *api = api_of(info);
    if (!api) {
        pecia_report(settings->diagnostics, PECIA_ERROR, "validate-format", NULL,
                     "this is %s, which has no rules to be checked by", info->title);
        return PECIA_ERR_INPUT;
    }
    status = check_profile(validator, api, info->name);
    if (status == PECIA_OK && validator->validation.schema && !validator->worker)
        status = start_worker(validator, info);
    if (status == PECIA_OK)
        status = run_check(validator, info, path, input);
    if (status == PECIA_OK && validator->validation.schema)
        status = check_by_schema(validator, input);
    return status;
}

int32_t pecia_validator_check(pecia_validator *validator, const char *path) {
    const pecia_settings *settings = validator->settings;
    pecia_limits limits;
    pecia_input *input;
    pecia_settings_limits(settings, &limits);
    int32_t status = pecia_input_open(pecia_settings_memory(settings), &limits, settings->diagnostics, path, &input);
    if (status != PECIA_OK)
        return status;
    const char *before = pecia_diagnostics_file(settings->diagnostics, path);
    status = check_input(validator, path, input);
    pecia_diagnostics_file(settings->diagnostics, before);
    pecia_input_close(input);
    return status;
}
