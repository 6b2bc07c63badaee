/* SPDX-License-Identifier: MIT
 *
 * check.c: is a plugin's descriptor what the ABI says?
 */
#include "plugins/host/check.h"

#include <string.h>

#include "core/utf8.h"

enum { FORMATS_MAX = 64, LINE_MAX_BYTES = 300 };

bool pecia_check_name(const char *name, size_t limit, const char *extra) {
    size_t length = strnlen(name, limit + 1);
    if (length == 0 || length > limit || strchr(extra, name[0]))
        return false;
    for (size_t i = 0; i < length; i++)
        if (!(name[i] >= 'a' && name[i] <= 'z') && !(name[i] >= '0' && name[i] <= '9') && !strchr(extra, name[i]))
            return false;
    return true;
}

bool pecia_check_line(const char *text) {
    size_t length = strnlen(text, LINE_MAX_BYTES + 1);
    if (length > LINE_MAX_BYTES || pecia_utf8_valid_prefix(text, length) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
            return false;
    return true;
}

/** The fields up to abi_major never move, whatever the version. */
static bool check_version(const pecia_plugin *plugin, pecia_why *why) {
    if (!plugin)
        return pecia_refuse(why, "its pecia_plugin_entry gave no descriptor; return the address of a constant one");
    if (plugin->magic != PECIA_PLUGIN_MAGIC)
        return pecia_refuse(why,
                            "its descriptor begins with 0x%08x, 0x%08x was wanted; set magic to PECIA_PLUGIN_MAGIC",
                            plugin->magic, PECIA_PLUGIN_MAGIC);
    if (plugin->struct_size < offsetof(pecia_plugin, min_host_minor))
        return pecia_refuse(why, "its descriptor is cut short: %u bytes; set struct_size to sizeof(pecia_plugin)",
                            plugin->struct_size);
    if (plugin->abi_major != PECIA_ABI_MAJOR)
        return pecia_refuse(why,
                            "it is built for plugin ABI %u.%u, this program speaks %u.%u; build it against this "
                            "program's plugin.h or install a version for ABI %u",
                            plugin->abi_major, plugin->abi_minor, PECIA_ABI_MAJOR, PECIA_ABI_MINOR, PECIA_ABI_MAJOR);
    if (!PECIA_HAS(plugin, formats))
        return pecia_refuse(why,
                            "its descriptor is cut short: %u bytes, the list of formats ends at %u; set struct_size to "
                            "sizeof(pecia_plugin)",
                            plugin->struct_size, (unsigned)PECIA_FIELD_END_(plugin, formats));
    if (plugin->min_host_minor > PECIA_ABI_MINOR)
        return pecia_refuse(
            why,
            "it needs a host of plugin ABI %u.%u, this program speaks %u.%u; install a newer pecia or an "
            "older version of the plugin",
            plugin->abi_major, plugin->min_host_minor, PECIA_ABI_MAJOR, PECIA_ABI_MINOR);
    return true;
}

static bool check_strings(const pecia_plugin *plugin, pecia_why *why) {
    if (!plugin->id || !pecia_check_name(plugin->id, 100, ".-_"))
        return pecia_refuse(why,
                            "its id is missing or holds other characters than a-z, 0-9, '.', '-' and '_'; correct it");
    if (!plugin->version || !pecia_check_line(plugin->version) || plugin->version[0] == '\0')
        return pecia_refuse(why, "its version is missing or no line of UTF-8 text; correct it");
    if (plugin->licence && !pecia_check_line(plugin->licence))
        return pecia_refuse(why, "its licence is no line of UTF-8 text; correct it");
    return true;
}

/** How many formats the list holds; 0, with WHY, if that is wrong. */
static uint32_t count_formats(const pecia_plugin *plugin, pecia_why *why) {
    uint32_t count = 0;
    while (plugin->formats && count <= FORMATS_MAX && plugin->formats[count])
        count++;
    if (count > 0 && count <= FORMATS_MAX)
        return count;
    pecia_refuse(why, "it offers %s; its list must hold 1 to %d formats and end with NULL",
                 count ? "too many formats" : "no format", FORMATS_MAX);
    return 0;
}

/** What all formats of a plugin share. */
static void describe(pecia_format_info *info, const pecia_plugin *plugin, const char *module) {
    info->plugin = plugin->id;
    info->version = plugin->version;
    info->licence = plugin->licence ? plugin->licence : "";
    info->module = module;
    info->abi_minor = plugin->abi_minor;
}

static bool is_twice(const pecia_checked *formats, uint32_t index) {
    for (uint32_t i = 0; i < index; i++)
        if (strcmp(formats[i].info.name, formats[index].info.name) == 0)
            return true;
    return false;
}

bool pecia_check_plugin(const pecia_plugin *plugin, const char *module, pecia_arena *arena, pecia_checked **formats,
                        uint32_t *count, pecia_why *why) {
    *formats = NULL;
    *count = 0;
    if (!check_version(plugin, why) || !check_strings(plugin, why))
        return false;
    uint32_t all = count_formats(plugin, why);
    if (all == 0)
        return false;
    pecia_checked *checked = pecia_arena_alloc(arena, all * sizeof *checked);
    if (!checked)
        return pecia_refuse_memory(why);
    for (uint32_t i = 0; i < all; i++) {
        if (!pecia_check_format(plugin->formats[i], arena, &checked[i], why))
            return false;
        if (is_twice(checked, i))
            return pecia_refuse(why, "it offers two formats named %s; give each its own name", checked[i].info.name);
        describe(&checked[i].info, plugin, module);
    }
    *formats = checked;
    *count = all;
    return true;
}

static bool same_list(const char *const *a, const char *const *b) {
    while (*a && *b && strcmp(*a, *b) == 0)
        a++, b++;
    return !*a && !*b;
}

bool pecia_check_summary(const pecia_summary *summary, const pecia_checked *formats, uint32_t count, pecia_why *why) {
    if (!summary->formats)
        return true;
    if (summary->count != count)
        return pecia_refuse(why, "its summary names %u formats, its descriptor %u; make PECIA_SUMMARY say the same",
                            summary->count, count);
    for (uint32_t i = 0; i < count; i++) {
        const pecia_summary_format *told = &summary->formats[i];
        const pecia_format_info *info = &formats[i].info;
        if (strcmp(told->name, info->name) != 0)
            return pecia_refuse(
                why, "its summary names the format %.40s, its descriptor %.40s; make PECIA_SUMMARY say the same",
                told->name, info->name);
        if (!same_list(told->extensions, info->extensions) || !same_list(told->media_types, info->media_types))
            return pecia_refuse(why,
                                "its summary gives %s other extensions or media types than its descriptor; make "
                                "PECIA_SUMMARY say the same",
                                info->name);
    }
    return true;
}
