/* SPDX-License-Identifier: MIT
 *
 * check_format.c: checks one format of a descriptor and copies it to the host's form, field by field as long as its
 * struct is.
 */
#include <string.h>

#include "plugins/host/check.h"

enum { LIST_MAX = 64, NAME_MAX_BYTES = 32, EXTENSION_MAX = 32, TYPE_MAX = 120 };

/** The field of the struct at P, or NULL if the struct ends before it. */
#define FIELD(p, field) (PECIA_HAS(p, field) ? (p)->field : NULL)

static const char *const empty_list[1] = {NULL};
static const pecia_option *const no_options[1] = {NULL};

/** Checks that each word of LIST is at most LIMIT characters of a-z, 0-9 and EXTRA; *OUT is LIST or an empty one. */
static bool check_list(const char *const *list, size_t limit, const char *extra, const char *const **out) {
    *out = list ? list : empty_list;
    for (size_t i = 0; (*out)[i]; i++)
        if (i == LIST_MAX || !pecia_check_name((*out)[i], limit, extra))
            return false;
    return true;
}

static bool check_names(const pecia_format *format, pecia_format_info *info, pecia_why *why) {
    info->name = FIELD(format, name);
    if (!info->name || !pecia_check_name(info->name, NAME_MAX_BYTES, "-"))
        return pecia_refuse(
            why, "the name of a format is missing or holds other characters than a-z, 0-9 and '-'; correct it");
    info->title = FIELD(format, title) ? format->title : info->name;
    if (!pecia_check_line(info->title))
        return pecia_refuse(why, "the title of %s is no line of UTF-8 text; correct it", info->name);
    if (!check_list(FIELD(format, extensions), EXTENSION_MAX, ".-_+", &info->extensions))
        return pecia_refuse(
            why,
            "an extension of %s is empty, begins with a dot or holds other characters than a-z, 0-9 and "
            "'.-_+'; correct it",
            info->name);
    if (!check_list(FIELD(format, media_types), TYPE_MAX, "/.-+", &info->media_types))
        return pecia_refuse(
            why, "a media type of %s is empty or holds other characters than a-z, 0-9 and '/.-+'; correct it",
            info->name);
    return true;
}

static bool check_fidelity(const pecia_format *format, pecia_format_info *info, pecia_why *why) {
    const uint8_t *fidelity = FIELD(format, fidelity);
    uint32_t count = fidelity ? format->fidelity_count : 0;
    for (uint32_t kind = 0; kind < count && kind < PECIA_KIND_COUNT; kind++) {
        if (fidelity[kind] > PECIA_HOLDS_FULLY)
            return pecia_refuse(why, "the fidelity of %s for kind %u is %u, 0 to 2 was wanted; correct its table",
                                info->name, kind, fidelity[kind]);
        info->fidelity[kind] = fidelity[kind];
    }
    return true;
}

bool pecia_check_format(const pecia_format *format, pecia_arena *arena, pecia_checked *out, pecia_why *why) {
    pecia_format_info *info = &out->info;
    if (!PECIA_HAS(format, name))
        return pecia_refuse(why,
                            "the struct of a format is cut short: %u bytes; set struct_size to sizeof(pecia_format)",
                            format->struct_size);
    if (!check_names(format, info, why) || !check_fidelity(format, info, why))
        return false;
    const pecia_option *const *options = FIELD(format, options);
    if (!pecia_check_options(options ? options : no_options, info->name, arena, &info->options, why))
        return false;
    out->format = format;
    out->probe = FIELD(format, probe);
    out->read = FIELD(format, read);
    out->write = FIELD(format, write);
    info->probes = out->probe != NULL;
    info->reads = out->read != NULL;
    info->writes = out->write != NULL;
    if (!info->reads && !info->writes)
        return pecia_refuse(why, "the format %s has neither read nor write; give it one", info->name);
    return true;
}
