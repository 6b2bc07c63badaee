/* SPDX-License-Identifier: MIT
 *
 * options.c: the options of a format, from "FORMAT:NAME=VALUE" to checked values.
 */
#include "plugins/host/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 257 };

/** The parts of "FORMAT:NAME=VALUE"; sizes without what follows. */
typedef struct setting {
    const char *format, *name, *value;
    size_t format_size, name_size;
} setting;

static bool split(const char *text, setting *out) {
    const char *colon = strchr(text, ':'), *equals = strchr(text, '=');
    *out = (setting){NULL, NULL, NULL, 0, 0};
    if (!colon || !equals || equals < colon || colon == text || equals == colon + 1)
        return false;
    *out = (setting){text, colon + 1, equals + 1, (size_t)(colon - text), (size_t)(equals - colon - 1)};
    return true;
}

static bool is_word(const char *word, const char *data, size_t size) {
    return strlen(word) == size && memcmp(word, data, size) == 0;
}

static const char *const *bool_words(bool value) {
    static const char *const yes[] = {"true", "yes", "on", "1", NULL}, *const no[] = {"false", "no", "off", "0", NULL};
    return value ? yes : no;
}

static bool is_one_of(const char *const *words, const char *value) {
    for (; *words; words++)
        if (strcmp(*words, value) == 0)
            return true;
    return false;
}

static bool is_number(const char *value, int64_t *out) {
    char *end;
    errno = 0;
    *out = strtoll(value, &end, 10);
    return errno == 0 && end != value && *end == '\0' && (value[0] == '-' || (value[0] >= '0' && value[0] <= '9'));
}

/** "a, b or c" */
static void list_words(const char *const *words, char *out, size_t size) {
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; words[i] && length < size; i++) {
        const char *between = i == 0 ? "" : words[i + 1] ? ", " : " or ";
        int added = snprintf(out + length, size - length, "%s%s", between, words[i]);
        length += added > 0 ? (size_t)added : 0;
    }
}

bool pecia_option_accepts(const pecia_option *option, const char *value, pecia_why *why) {
    char words[300];
    int64_t number;
    switch (option->type) {
    case PECIA_OPTION_BOOL:
        return is_one_of(bool_words(true), value) || is_one_of(bool_words(false), value) ||
               pecia_refuse(why, "true or false was wanted");
    case PECIA_OPTION_NUMBER:
        return (is_number(value, &number) && number >= option->min && number <= option->max) ||
               pecia_refuse(why, "a number from %lld to %lld was wanted", (long long)option->min,
                            (long long)option->max);
    case PECIA_OPTION_CHOICE:
        list_words(option->choices, words, sizeof words);
        return is_one_of(option->choices, value) || pecia_refuse(why, "%s was wanted", words);
    case PECIA_OPTION_FILE: return value[0] != '\0' || pecia_refuse(why, "the name of a file was wanted");
    default: return true;
    }
}

static int64_t option_index(const pecia_format_info *info, const char *name, size_t size) {
    for (size_t i = 0; info->options[i]; i++)
        if (is_word(info->options[i]->name, name, size))
            return (int64_t)i;
    return -1;
}

static int32_t report_unknown(const pecia_format_info *info, const setting *given, pecia_diagnostics *diagnostics) {
    const char *names[NAMES_MAX];
    size_t count = 0;
    char word[64];
    for (; info->options[count] && count < NAMES_MAX - 1; count++)
        names[count] = info->options[count]->name;
    names[count] = NULL;
    snprintf(word, sizeof word, "%.*s", (int)(given->name_size < 60 ? given->name_size : 60), given->name);
    const char *near = pecia_nearest(word, names);
    if (near)
        pecia_report(diagnostics, PECIA_ERROR, "option-unknown", NULL, "%s has no option %s; did you mean %s:%s?",
                     info->name, word, info->name, near);
    else
        pecia_report(diagnostics, PECIA_ERROR, "option-unknown", NULL,
                     "%s has no option %s; \"pecia formats %s\" lists what there is", info->name, word, info->name);
    return PECIA_ERR_USAGE;
}

/** Checks GIVEN against its descriptor and puts the value into VALUES, unless that is NULL. */
static int32_t take(const pecia_format_info *info, uint32_t applies, const setting *given,
                    pecia_diagnostics *diagnostics, const char **values) {
    pecia_why why;
    int64_t index = option_index(info, given->name, given->name_size);
    if (index < 0)
        return report_unknown(info, given, diagnostics);
    const pecia_option *option = info->options[index];
    if (!(option->applies & applies)) /* the other half of a conversion takes it */
        return PECIA_OK;
    if (!pecia_option_accepts(option, given->value, &why)) {
        pecia_report(diagnostics, PECIA_ERROR, "option-value", NULL, "%s:%s cannot be \"%.80s\": %s", info->name,
                     option->name, given->value, why.text);
        return PECIA_ERR_USAGE;
    }
    if (values)
        values[index] = given->value;
    return PECIA_OK;
}

int32_t pecia_values_fill(const pecia_format_info *info, uint32_t applies, const char *const *settings,
                          pecia_arena *arena, pecia_diagnostics *diagnostics, pecia_values *out) {
    uint64_t count = 0;
    while (info->options[count])
        count++;
    *out = (pecia_values){info, pecia_arena_alloc(arena, (count + 1) * sizeof *out->value)};
    if (!out->value)
        return PECIA_ERR_MEMORY;
    for (uint64_t i = 0; i < count; i++)
        out->value[i] = info->options[i]->fallback;
    for (; settings && *settings; settings++) {
        setting given;
        if (!split(*settings, &given) || !is_word(info->name, given.format, given.format_size))
            continue;
        int32_t status = take(info, applies, &given, diagnostics, out->value);
        if (status != PECIA_OK)
            return status;
    }
    return PECIA_OK;
}

int32_t pecia_options_form(const char *const *settings, pecia_diagnostics *diagnostics) {
    setting given;
    for (; settings && *settings; settings++)
        if (!split(*settings, &given)) {
            pecia_report(diagnostics, PECIA_ERROR, "option-form", NULL,
                         "\"%.80s\" is no option; write FORMAT:NAME=VALUE, as in markdown:wrap=80", *settings);
            return PECIA_ERR_USAGE;
        }
    return PECIA_OK;
}

/** "tei to text": the formats of a conversion. */
static void name_formats(const pecia_format_info *const *from, const pecia_format_info *to, char *out, size_t size) {
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; from[i] && length < size; i++) {
        int added = snprintf(out + length, size - length, "%s%s", i ? ", " : "", from[i]->name);
        length += added > 0 ? (size_t)added : 0;
    }
    if (length < size)
        snprintf(out + length, size - length, " to %s", to->name);
}

/** The option that GIVEN names in INFO; NULL if INFO is not its format or has none of that name. */
static const pecia_option *find_option(const pecia_format_info *info, const setting *given) {
    int64_t index =
        is_word(info->name, given->format, given->format_size) ? option_index(info, given->name, given->name_size) : -1;
    return index < 0 ? NULL : info->options[index];
}

/** Is there somebody to hear of GIVEN, and will he take it? */
static int32_t check_part(const setting *given, const pecia_format_info *const *from, const pecia_format_info *to,
                          pecia_diagnostics *diagnostics) {
    const pecia_format_info *info = is_word(to->name, given->format, given->format_size) ? to : NULL;
    uint32_t does = info ? PECIA_OPTION_WRITE : 0;
    char formats[200];
    for (size_t i = 0; from[i]; i++)
        if (is_word(from[i]->name, given->format, given->format_size)) {
            info = from[i];
            does |= PECIA_OPTION_READ;
        }
    if (!info) {
        name_formats(from, to, formats, sizeof formats);
        pecia_report(diagnostics, PECIA_ERROR, "option-format", NULL,
                     "the option \"%.80s\" is for a format that takes no part in this conversion (%s)", given->format,
                     formats);
        return PECIA_ERR_USAGE;
    }
    const pecia_option *option = find_option(info, given);
    if (!option || (option->applies & does)) /* told before anything is read */
        return take(info, does, given, diagnostics, NULL);
    pecia_report(diagnostics, PECIA_ERROR, "option-format", NULL, "%s:%s is for %s, and %s is only %s here", info->name,
                 option->name, option->applies & PECIA_OPTION_READ ? "reading" : "writing", info->name,
                 does & PECIA_OPTION_READ ? "read" : "written");
    return PECIA_ERR_USAGE;
}

int32_t pecia_options_check(const char *const *settings, const pecia_format_info *const *from,
                            const pecia_format_info *to, pecia_diagnostics *diagnostics) {
    int32_t status = pecia_options_form(settings, diagnostics);
    for (; settings && *settings && status == PECIA_OK; settings++) {
        setting given;
        split(*settings, &given);
        status = check_part(&given, from, to, diagnostics);
    }
    return status;
}

const char *pecia_values_get(const pecia_values *values, const char *name) {
    int64_t index = option_index(values->info, name, strlen(name));
    return index < 0 ? NULL : values->value[index];
}

int64_t pecia_values_number(const pecia_values *values, const char *name, int64_t fallback) {
    const char *value = pecia_values_get(values, name);
    int64_t number;
    if (!value)
        return fallback;
    if (is_number(value, &number))
        return number;
    return is_one_of(bool_words(true), value) ? 1 : is_one_of(bool_words(false), value) ? 0 : fallback;
}
