/* SPDX-License-Identifier: MIT
 *
 * metadata.c: what the user says about a document on the command line or in a file.
 */
#include "plugins/host/metadata.h"

#include <string.h>

#include "core/input.h"
#include "core/utf8.h"

enum { KEY_MAX = 60 };
#define ROOT 1

/** Keys that the command line has set: they win over the file's. */
typedef struct statements {
    const pecia_settings *settings;
    pecia_builder *builder;
    const char *file; /* NULL: the command line */
    uint32_t line;
} statements;

static int32_t refuse(const statements *all, const char *what, pecia_str part) {
    pecia_place place = {{NULL, 0}, all->line, 0};
    if (all->file)
        pecia_diagnostics_file(all->settings->diagnostics, all->file);
    pecia_report(all->settings->diagnostics, PECIA_ERROR, "metadata-form", all->file ? &place : NULL, "\"%.*s\" %s",
                 (int)(part.size < 80 ? part.size : 80), part.data, what);
    pecia_diagnostics_file(all->settings->diagnostics, NULL);
    return PECIA_ERR_USAGE;
}

/** KEY in lower case, by the name that documents use; false if it is none. */
static bool normal_key(pecia_str key, char out[KEY_MAX + 1]) {
    static const char *const names[][2] = {{"lang", "language"}, {"author", "creator"}, {"license", "licence"}};
    if (key.size == 0 || key.size > KEY_MAX)
        return false;
    for (uint64_t i = 0; i < key.size; i++) {
        char c = key.data[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        if (!(out[i] >= 'a' && out[i] <= 'z') && (i == 0 || !strchr("0123456789-_.", c)))
            return false;
    }
    out[key.size] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(out, names[i][0]) == 0)
            memcpy(out, names[i][1], strlen(names[i][1]) + 1);
    return true;
}

/** True if KEY is the key of one of the settings on the command line. */
static bool is_overridden(const pecia_settings *settings, const char *key) {
    char other[KEY_MAX + 1];
    for (const char *const *at = settings->metadata; at && *at; at++)
        if (strchr(*at, '=') && normal_key((pecia_str){*at, (uint64_t)(strchr(*at, '=') - *at)}, other) &&
            strcmp(key, other) == 0)
            return true;
    return false;
}

static int32_t state(const statements *all, pecia_str key, pecia_str value) {
    char name[KEY_MAX + 1];
    if (!normal_key(key, name))
        return refuse(all, "is no key; keys are words like title, creator, language or date", key);
    if (pecia_utf8_valid_prefix(value.data, value.size) != value.size)
        return refuse(all, "has a value that is not UTF-8", key);
    if (all->file && is_overridden(all->settings, name))
        return PECIA_OK;
    pecia_meta meta = {.key = {name, strlen(name)}, .value = value};
    return pecia_builder_meta_fix(all->builder, &meta);
}

static pecia_str trim(pecia_str text) {
    while (text.size && strchr(" \t\r", text.data[0]))
        text.data++, text.size--;
    while (text.size && strchr(" \t\r", text.data[text.size - 1]))
        text.size--;
    return text;
}

/** The value without the quotation marks around it. */
static pecia_str unquote(pecia_str value) {
    value = trim(value);
    char first = value.size > 1 ? value.data[0] : '\0';
    if ((first == '"' || first == '\'') && value.data[value.size - 1] == first)
        return (pecia_str){value.data + 1, value.size - 2};
    return value;
}

static bool means_nothing(pecia_str line) {
    return line.size == 0 || line.data[0] == '#' || (line.size == 3 && memcmp(line.data, "---", 3) == 0) ||
           (line.size == 3 && memcmp(line.data, "...", 3) == 0);
}

/** One line of a file; KEY is the key that "- value" lines belong to. */
static int32_t state_line(const statements *all, pecia_str line, pecia_str *key) {
    line = trim(line);
    if (means_nothing(line))
        return PECIA_OK;
    if (line.size > 1 && line.data[0] == '-' && line.data[1] == ' ' && key->size)
        return state(all, *key, unquote((pecia_str){line.data + 1, line.size - 1}));
    const char *colon = memchr(line.data, ':', line.size);
    if (!colon)
        return refuse(all, "is no line of metadata; write \"key: value\"", line);
    *key = trim((pecia_str){line.data, (uint64_t)(colon - line.data)});
    pecia_str value = unquote((pecia_str){colon + 1, line.size - (uint64_t)(colon - line.data) - 1});
    return value.size ? state(all, *key, value) : PECIA_OK;
}

static int32_t state_lines(statements *all, pecia_str text) {
    pecia_str key = {NULL, 0};
    int32_t status = PECIA_OK;
    if (text.size >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0)
        text.data += 3, text.size -= 3;
    while (text.size && status == PECIA_OK) {
        const char *end = memchr(text.data, '\n', text.size);
        uint64_t size = end ? (uint64_t)(end - text.data) : text.size;
        all->line++;
        status = state_line(all, (pecia_str){text.data, size}, &key);
        text.data += size + (end ? 1 : 0);
        text.size -= size + (end ? 1 : 0);
    }
    return status;
}

static int32_t apply_file(const pecia_settings *settings, const char *path, pecia_builder *builder) {
    pecia_input *input;
    pecia_limits limits;
    pecia_str text;
    pecia_limits_default(&limits);
    int32_t status =
        pecia_input_open(settings->memory ? settings->memory : pecia_memory_default(),
                         settings->limits ? settings->limits : &limits, settings->diagnostics, path, &input);
    if (status != PECIA_OK)
        return status;
    statements all = {settings, builder, path, 0};
    status = pecia_input_content(input, &text);
    if (status == PECIA_OK)
        status = state_lines(&all, text);
    pecia_input_close(input);
    return status;
}

int32_t pecia_metadata_settle(pecia_builder *builder) {
    pecia_meta meta;
    if (pecia_builder_meta_get(builder, "language", 0, &meta))
        return pecia_builder_set(builder, ROOT, PECIA_LANG, meta.value);
    return pecia_builder_status(builder);
}

int32_t pecia_metadata_apply(const pecia_settings *settings, pecia_builder *builder, bool *language) {
    pecia_meta meta;
    statements all = {settings, builder, NULL, 0};
    int32_t status = PECIA_OK;
    for (const char *const *at = settings->metadata; at && *at && status == PECIA_OK; at++) {
        const char *equals = strchr(*at, '=');
        if (!equals)
            return refuse(&all, "is no metadata; write KEY=VALUE, as in title=Sakhalin", (pecia_str){*at, strlen(*at)});
        status = state(&all, (pecia_str){*at, (uint64_t)(equals - *at)}, (pecia_str){equals + 1, strlen(equals + 1)});
    }
    for (const char *const *at = settings->metadata_files; at && *at && status == PECIA_OK; at++)
        status = apply_file(settings, *at, builder);
    *language = pecia_builder_meta_get(builder, "language", 0, &meta);
    return status == PECIA_OK ? pecia_metadata_settle(builder) : status;
}
