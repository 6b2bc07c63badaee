/* SPDX-License-Identifier: MIT
 *
 * check_options.c: checks the options of a format and copies them to structs of this host's length.
 */
#include <string.h>

#include "plugins/host/check.h"
#include "plugins/host/options.h"

enum { OPTIONS_MAX = 256, NAME_MAX_BYTES = 40, CHOICES_MAX = 64 };

static bool check_choices(const pecia_option *option, const char *format, pecia_why *why) {
    if (option->type != PECIA_OPTION_CHOICE)
        return true;
    size_t count = 0;
    while (option->choices && count <= CHOICES_MAX && option->choices[count]) {
        if (!pecia_check_name(option->choices[count], NAME_MAX_BYTES, "-_.+"))
            return pecia_refuse(why, "a choice of the option %s:%s is no plain word; correct it", format, option->name);
        count++;
    }
    return count > 0 && count <= CHOICES_MAX
               ? true
               : pecia_refuse(why, "the option %s:%s has no list of choices; give it one", format, option->name);
}

static bool check_fallback(const pecia_option *option, const char *format, pecia_why *why) {
    pecia_why inner;
    if (!option->fallback || pecia_option_accepts(option, option->fallback, &inner))
        return true;
    return pecia_refuse(why, "the default of the option %s:%s is not a value of it: %.200s", format, option->name,
                        inner.text);
}

/** The fields that older minors may lack keep zero. */
static void copy(const pecia_option *option, pecia_option *out) {
    uint32_t size = option->struct_size < sizeof *out ? option->struct_size : (uint32_t)sizeof *out;
    memcpy(out, option, size);
    out->struct_size = sizeof *out;
    if (!PECIA_HAS(option, max))
        out->min = INT64_MIN, out->max = INT64_MAX;
    if (!PECIA_HAS(option, fallback))
        out->fallback = NULL;
    if (!PECIA_HAS(option, help) || !out->help)
        out->help = "";
    if (!PECIA_HAS(option, choices))
        out->choices = NULL;
}

static bool check_option(const pecia_option *option, const char *format, pecia_option *out, pecia_why *why) {
    if (!PECIA_HAS(option, name) || !option->name || !pecia_check_name(option->name, NAME_MAX_BYTES, "-"))
        return pecia_refuse(why, "an option of %s has no name of a-z, 0-9 and '-'; correct it", format);
    copy(option, out);
    if (!pecia_check_line(out->help))
        return pecia_refuse(why, "the help of the option %s:%s is no line of UTF-8 text; correct it", format,
                            out->name);
    if (out->type == PECIA_OPTION_NUMBER && out->min > out->max)
        return pecia_refuse(why, "the range of the option %s:%s is empty; correct it", format, out->name);
    return check_choices(out, format, why) && check_fallback(out, format, why);
}

static bool is_twice(const pecia_option *const *list, uint64_t count, const char *name) {
    for (uint64_t i = 0; i < count; i++)
        if (strcmp(list[i]->name, name) == 0)
            return true;
    return false;
}

bool pecia_check_options(const pecia_option *const *options, const char *format, pecia_arena *arena,
                         const pecia_option *const **out, pecia_why *why) {
    uint64_t count = 0, kept = 0;
    while (count <= OPTIONS_MAX && options[count])
        count++;
    if (count > OPTIONS_MAX)
        return pecia_refuse(why, "%s has more than %d options; end its list with NULL", format, OPTIONS_MAX);
    const pecia_option **list = pecia_arena_alloc(arena, (count + 1) * sizeof *list);
    pecia_option *copies = pecia_arena_alloc(arena, (count + 1) * sizeof *copies);
    if (!list || !copies)
        return pecia_refuse_memory(why);
    for (uint64_t i = 0; i < count; i++) {
        if (!check_option(options[i], format, &copies[i], why))
            return false;
        if (is_twice(list, kept, copies[i].name))
            return pecia_refuse(why, "%s has two options named %s; give each its own name", format, copies[i].name);
        /* a type of a newer minor: this host cannot check its values, so it does not offer it */
        if (copies[i].type >= PECIA_OPTION_BOOL && copies[i].type <= PECIA_OPTION_FILE)
            list[kept++] = &copies[i];
    }
    *out = list;
    return true;
}
