/* SPDX-License-Identifier: MIT
 *
 * services.c: the tables of functions that plugins get.
 */
#include <string.h>

#include "core/builder.h"
#include "core/cursor.h"
#include "core/document.h"
#include "core/input.h"
#include "core/output.h"
#include "pecia/origin.h"
#include "plugins/host/job.h"
#include "plugins/host/version.h"

PECIA_PRINTF(5, 6)
static void job_report(pecia_job *job, int32_t severity, const char *code, const pecia_place *place, const char *format,
                       ...) {
    va_list arguments;
    int32_t known = severity < PECIA_INFO ? PECIA_INFO : severity > PECIA_ERROR ? PECIA_ERROR : severity;
    va_start(arguments, format);
    pecia_report_list(job->diagnostics, known, code, place, format, arguments);
    va_end(arguments);
}

static const char *job_option(pecia_job *job, const char *name) {
    return pecia_values_get(&job->values, name);
}

static int64_t job_option_number(pecia_job *job, const char *name, int64_t fallback) {
    return pecia_values_number(&job->values, name, fallback);
}

static uint64_t job_limit(pecia_job *job, uint32_t limit) {
    return limit < PECIA_LIMIT_COUNT ? job->limits.value[limit] : UINT64_MAX;
}

static int32_t job_limit_met(pecia_job *job, uint32_t limit, const pecia_place *place) {
    return limit < PECIA_LIMIT_COUNT ? pecia_report_limit(job->diagnostics, &job->limits, limit, place)
                                     : PECIA_ERR_LIMIT;
}

static void *job_alloc(pecia_job *job, uint64_t size) {
    void *piece = pecia_arena_alloc(job->scratch, size);
    uint64_t most = job->limits.value[PECIA_LIMIT_SCRATCH], used = pecia_arena_used(job->scratch);
    if (!piece && job->stopped == PECIA_OK && (used > most || size > most - used))
        job->stopped = pecia_report_limit(job->diagnostics, &job->limits, PECIA_LIMIT_SCRATCH, NULL);
    return piece;
}

static int64_t job_timestamp(pecia_job *job) {
    return job->timestamp;
}

static const char *job_file_name(pecia_job *job) {
    return job->file_name;
}

static int32_t job_load(pecia_job *job, pecia_str relative, pecia_resource *out) {
    if (job->resources)
        return pecia_resources_load(job->resources, relative, out);
    *out = (pecia_resource){.name = relative};
    return PECIA_ERR_INPUT;
}

static const char *job_generator(pecia_job *job) {
    (void)job;
    return "Pecia " PECIA_VERSION;
}

static pecia_cursor *cursor_open(pecia_job *job, const pecia_document *document, uint32_t node, uint32_t view) {
    pecia_ledger *ledger = view & PECIA_VIEW_COUNT ? job->ledger : NULL;
    return pecia_cursor_new(&job->cursors.memory, document, ledger, node,
                            ledger ? view : view & ~(uint32_t)PECIA_VIEW_COUNT);
}

static void keep_name(pecia_job *job, uint32_t node) {
    pecia_origins_keep_name(job->order.origins, node);
}

static void lose_name(pecia_job *job, uint32_t node) {
    pecia_origins_lose_name(job->order.origins, node);
}

static void keep_key(pecia_job *job, uint32_t node, uint32_t key) {
    pecia_origins_keep_key(job->order.origins, node, key);
}

static void keep_attribute(pecia_job *job, uint32_t node, uint32_t index) {
    pecia_origins_keep_attribute(job->order.origins, node, index);
}

static void keep_all(pecia_job *job, uint32_t node) {
    pecia_origins_keep_all(job->order.origins, node);
}

static const pecia_origin_api origin_api = {
    .struct_size = sizeof(pecia_origin_api),
    .implies = pecia_builder_implies,
    .key_name = pecia_builder_key_name,
    .keep_name = keep_name,
    .keep_key = keep_key,
    .keep_attribute = keep_attribute,
    .keep_all = keep_all,
    .told = pecia_builder_told,
    .lose_name = lose_name,
};

static const void *host_get_extension(const char *id) {
    return strcmp(id, PECIA_ORIGIN_ID) == 0 ? &origin_api : NULL;
}

static const pecia_job_api job_api = {
    .struct_size = sizeof(pecia_job_api),
    .report = job_report,
    .option = job_option,
    .option_number = job_option_number,
    .limit = job_limit,
    .limit_met = job_limit_met,
    .proceed = pecia_job_proceed,
    .alloc = job_alloc,
    .timestamp = job_timestamp,
    .file_name = job_file_name,
    .load = job_load,
    .generator = job_generator,
};

static const pecia_input_api input_api = {
    .struct_size = sizeof(pecia_input_api),
    .read = pecia_input_read,
    .content = pecia_input_content,
    .size = pecia_input_size,
    .rewind = pecia_input_rewind,
    .release = pecia_input_release,
    .read_at = pecia_input_read_at,
};

static const pecia_output_api output_api = {
    .struct_size = sizeof(pecia_output_api),
    .write = pecia_output_write,
    .status = pecia_output_status,
    .reserve = pecia_output_reserve,
    .commit = pecia_output_commit,
};

static const pecia_builder_api builder_api = {
    .struct_size = sizeof(pecia_builder_api),
    .status = pecia_builder_status,
    .at = pecia_builder_at,
    .member = pecia_builder_member,
    .enter = pecia_builder_enter,
    .leave = pecia_builder_leave,
    .leaf = pecia_builder_leaf,
    .text = pecia_builder_text,
    .hidden_text = pecia_builder_hidden_text,
    .last = pecia_builder_last,
    .set_kind = pecia_builder_set_kind,
    .set = pecia_builder_set,
    .set_number = pecia_builder_set_number,
    .name = pecia_builder_name,
    .origin = pecia_builder_origin,
    .origin_attribute = pecia_builder_origin_attribute,
    .note = pecia_builder_note,
    .note_update = pecia_builder_note_update,
    .note_ref = pecia_builder_note_ref,
    .note_slot = pecia_builder_note_slot,
    .note_enter = pecia_builder_note_enter,
    .meta = pecia_builder_meta,
    .meta_get = pecia_builder_meta_get,
    .resource = pecia_builder_resource,
    .leave_to = pecia_builder_leave_to,
    .current = pecia_builder_current,
    .set_note_ref = pecia_builder_set_note_ref,
};

static const pecia_document_api document_api = {
    .struct_size = sizeof(pecia_document_api),
    .get = pecia_document_get,
    .get_number = pecia_document_get_number,
    .kind = pecia_document_kind,
    .parent = pecia_document_parent,
    .first_child = pecia_document_first_child,
    .next_sibling = pecia_document_next_sibling,
    .text = pecia_document_text,
    .lang = pecia_document_lang,
    .place = pecia_document_place,
    .origin = pecia_document_origin,
    .origin_attribute = pecia_document_origin_attribute,
    .next_property = pecia_document_next_property,
    .source_format = pecia_document_source_format,
    .note_count = pecia_document_note_count,
    .note = pecia_document_note,
    .note_of = pecia_document_note_of,
    .meta_count = pecia_document_meta_count,
    .meta = pecia_document_meta,
    .meta_find = pecia_document_meta_find,
    .resource_count = pecia_document_resource_count,
    .resource = pecia_document_resource,
    .find_id = pecia_document_find_id,
    .count = pecia_document_count,
};

static const pecia_cursor_api cursor_api = {
    .struct_size = sizeof(pecia_cursor_api),
    .open = cursor_open,
    .close = pecia_cursor_close,
    .next = pecia_cursor_next,
    .peek = pecia_cursor_peek,
    .skip = pecia_cursor_skip,
    .enter_note = pecia_cursor_enter_note,
    .account = pecia_cursor_account,
    .ancestor = pecia_cursor_ancestor,
};

const pecia_host *pecia_host_get(void) {
    static const pecia_host host = {
        .struct_size = sizeof(pecia_host),
        .abi_major = PECIA_ABI_MAJOR,
        .abi_minor = PECIA_ABI_MINOR,
        .job = &job_api,
        .input = &input_api,
        .output = &output_api,
        .builder = &builder_api,
        .document = &document_api,
        .cursor = &cursor_api,
        .get_extension = host_get_extension,
    };
    return &host;
}
