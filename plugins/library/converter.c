/* SPDX-License-Identifier: MIT
 *
 * converter.c: the settings of a converter, its formats and its listener.
 */
#include <string.h>

#include "core/document.h"
#include "plugins/library/library.h"

const char *pecia_version(void) {
    return PECIA_VERSION;
}

static void tell(void *context, const pecia_diagnostic *diagnostic) {
    pecia_converter *converter = context;
    const pecia_message message = {.struct_size = sizeof message,
                                   .severity = diagnostic->severity,
                                   .code = diagnostic->code,
                                   .file = diagnostic->file,
                                   .place = diagnostic->place,
                                   .text = diagnostic->message,
                                   .advice = diagnostic->advice};
    if (converter->hear)
        converter->hear(converter->context, &message);
}

pecia_converter *pecia_converter_new(void) {
    const pecia_memory *memory = pecia_memory_default();
    pecia_converter *converter = pecia_memory_new(memory, sizeof *converter);
    if (!converter)
        return NULL;
    pecia_limits_default(&converter->limits);
    converter->diagnostics = pecia_diagnostics_new(memory, &converter->limits);
    if (!converter->diagnostics || pecia_diagnostics_listen(converter->diagnostics, tell, converter) != 0) {
        pecia_converter_free(converter);
        return NULL;
    }
    pecia_diagnostics_show(converter->diagnostics, UINT64_MAX); /* a program chooses for itself */
    return converter;
}

static void forget(pecia_values_set *set) {
    for (uint64_t i = 0; i < set->count; i++)
        pecia_memory_free(pecia_memory_default(), set->values[i]);
    pecia_memory_free(pecia_memory_default(), set->values);
    *set = (pecia_values_set){NULL, 0, 0};
}

void pecia_converter_free(pecia_converter *converter) {
    if (!converter)
        return;
    for (uint32_t i = 0; i < PECIA_SETTINGS; i++)
        forget(&converter->set[i]);
    pecia_registry_free(converter->registry);
    pecia_diagnostics_free(converter->diagnostics);
    pecia_memory_free(pecia_memory_default(), converter);
}

void pecia_converter_listen(pecia_converter *converter, pecia_hear hear, void *context) {
    converter->hear = hear;
    converter->context = context;
}

void pecia_cancel(pecia_converter *converter, int32_t on) {
    __atomic_store_n(&converter->cancelled, on != 0, __ATOMIC_RELAXED);
}

/* ------------------------------------------------------------------ settings */

static int32_t remember(pecia_converter *converter, pecia_values_set *set, const char *value) {
    const pecia_memory *memory = pecia_memory_default();
    size_t size = strlen(value) + 1;
    void *values = set->values;
    char *copy = pecia_memory_new(memory, size);
    if (!copy || pecia_memory_grow(memory, &values, &set->capacity, set->count + 2, sizeof *set->values) != 0) {
        pecia_memory_free(memory, copy);
        pecia_report(converter->diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out");
        return PECIA_ERR_MEMORY;
    }
    set->values = values;
    set->values[set->count++] = memcpy(copy, value, size);
    set->values[set->count] = NULL;
    return PECIA_OK;
}

static int32_t refuse(const pecia_converter *converter, const char *why) {
    pecia_report(converter->diagnostics, PECIA_ERROR, "bad-setting", NULL, "%s", why);
    return PECIA_ERR_USAGE;
}

int32_t pecia_converter_set(pecia_converter *converter, uint32_t setting, const char *value) {
    char why[300];
    if (setting < PECIA_SET_FROM || setting > PECIA_SET_LIMIT || (!value && setting >= PECIA_SET_PLUGINS))
        return refuse(converter, "this is no setting of a converter, or it cannot be taken back");
    if (setting == PECIA_SET_LIMIT)
        return pecia_limits_set(&converter->limits, value, why, sizeof why) == PECIA_OK ? PECIA_OK
                                                                                        : refuse(converter, why);
    if (setting == PECIA_SET_PLUGINS && converter->registry)
        return refuse(
            converter,
            "formats are looked for once, and this converter has done so: set their folders before it is used");
    if (setting < PECIA_SET_OPTION || !value)
        forget(&converter->set[setting]);
    return value ? remember(converter, &converter->set[setting], value) : PECIA_OK;
}

static const char *const *list_of(const pecia_converter *converter, uint32_t setting) {
    return (const char *const *)converter->set[setting].values;
}

static const char *first_of(const pecia_converter *converter, uint32_t setting) {
    return converter->set[setting].count > 0 ? converter->set[setting].values[0] : NULL;
}

static int32_t find_formats(pecia_converter *converter) {
    if (converter->registry)
        return PECIA_OK;
    pecia_registry *registry = pecia_registry_new(NULL, converter->diagnostics);
    if (!registry) {
        pecia_report(converter->diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out");
        return PECIA_ERR_MEMORY;
    }
    int32_t status = pecia_registry_scan(registry, list_of(converter, PECIA_SET_PLUGINS));
    if (status == PECIA_OK)
        converter->registry = registry;
    else
        pecia_registry_free(registry);
    return status;
}

int32_t pecia_converter_settings(pecia_converter *converter, pecia_settings *settings) {
    int32_t status = find_formats(converter);
    const char *strict = first_of(converter, PECIA_SET_STRICT);
    *settings = (pecia_settings){.limits = &converter->limits,
                                 .registry = converter->registry,
                                 .diagnostics = converter->diagnostics,
                                 .from = first_of(converter, PECIA_SET_FROM),
                                 .to = first_of(converter, PECIA_SET_TO),
                                 .options = list_of(converter, PECIA_SET_OPTION),
                                 .metadata = list_of(converter, PECIA_SET_METADATA),
                                 .metadata_files = list_of(converter, PECIA_SET_METADATA_FILE),
                                 .resource_paths = list_of(converter, PECIA_SET_RESOURCES),
                                 .strict = strict && strcmp(strict, "true") == 0,
                                 .extract_media = first_of(converter, PECIA_SET_EXTRACT_MEDIA),
                                 .cancelled = &converter->cancelled};
    return status;
}

/* ------------------------------------------------------------------ formats */

int32_t pecia_format_at(pecia_converter *converter, uint32_t index, pecia_format_facts *out) {
    int32_t status = find_formats(converter);
    if (status != PECIA_OK)
        return status;
    pecia_registry_count(converter->registry); /* opens all modules */
    const pecia_format_info *info = pecia_registry_at(converter->registry, index);
    if (!info)
        return PECIA_ERR_USAGE;
    const pecia_format_facts facts = {.struct_size = out->struct_size,
                                      .reads = info->reads,
                                      .writes = info->writes,
                                      .name = info->name,
                                      .title = info->title,
                                      .extensions = info->extensions,
                                      .media_types = info->media_types,
                                      .options = info->options};
    memcpy(out, &facts, out->struct_size < sizeof facts ? out->struct_size : sizeof facts);
    return PECIA_OK;
}
