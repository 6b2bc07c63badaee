/* SPDX-License-Identifier: MIT
 *
 * metadata.c: what the user says about a document on the command line or in a file.
 *
 * A key may have a second part. It says what the statement is (title.sub, contributor.trl, identifier.isbn), or more
 * about the one before it (title.file-as, series.position, licence.href, creator.lang).
 */
#include "plugins/host/metadata.h"

#include <string.h>

#include "core/input.h"
#include "core/utf8.h"
#include "plugins/host/statements.h"

#define ROOT 1

int32_t pecia_statements_refuse(const pecia_statements *all, const char *what, pecia_str part) {
    pecia_place place = {{NULL, 0}, all->line, 0};
    if (all->file)
        pecia_diagnostics_file(all->settings->diagnostics, all->file);
    pecia_report(all->settings->diagnostics, PECIA_ERROR, "metadata-form", all->file ? &place : NULL, "\"%.*s\" %s",
                 (int)(part.size < 80 ? part.size : 80), part.data, what);
    pecia_diagnostics_file(all->settings->diagnostics, NULL);
    return PECIA_ERR_USAGE;
}

/** Other names that users have for a key, as metadata blocks of Markdown do. */
static const char *const other_names[][2] = {{"lang", "language"},
                                             {"author", "creator"},
                                             {"authors", "creator"},
                                             {"editor", "contributor.edt"},
                                             {"translator", "contributor.trl"},
                                             {"subtitle", "title.sub"},
                                             {"short-title", "title.short"},
                                             {"keywords", "subject"},
                                             {"subjects", "subject"},
                                             {"license", "licence"},
                                             {"copyright", "rights"},
                                             {"abstract", "description"},
                                             {"isbn", "identifier.isbn"},
                                             {"doi", "identifier.doi"}};

/** KEY, which may have a second part, by the name that documents use; false if that is too long. */
static bool rename_key(char key[PECIA_METADATA_KEY_MAX + 1]) {
    char part[PECIA_METADATA_KEY_MAX + 1];
    size_t first = strcspn(key, ".");
    memcpy(part, key + first, strlen(key + first) + 1);
    for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
        const char *name = other_names[i][1];
        if (strlen(other_names[i][0]) != first || memcmp(key, other_names[i][0], first) != 0)
            continue;
        size_t size = *part ? strcspn(name, ".") : strlen(name); /* what is said more about it is said of the key */
        if (size + strlen(part) > PECIA_METADATA_KEY_MAX)
            return false;
        memcpy(key, name, size);
        memcpy(key + size, part, strlen(part) + 1);
        break;
    }
    return true;
}

/** KEY in lower case, by the name that documents use; false if it is none. */
static bool normal_key(pecia_str key, char out[PECIA_METADATA_KEY_MAX + 1]) {
    if (key.size == 0 || key.size > PECIA_METADATA_KEY_MAX)
        return false;
    for (uint64_t i = 0; i < key.size; i++) {
        char c = key.data[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        if (!(out[i] >= 'a' && out[i] <= 'z') && (i == 0 || !strchr("0123456789-_.", c)))
            return false;
    }
    out[key.size] = '\0';
    return rename_key(out);
}

/** Where the second part of KEY begins; NULL if KEY has none, or is a key of somebody's own. */
static char *second_part(char *key) {
    static const char *const keys[] = {"title",  "creator",  "contributor", "publisher", "date",
                                       "series", "subject",  "identifier",  "licence",   "rights",
                                       "source", "language", "description"};
    char *dot = strchr(key, '.');
    for (size_t i = 0; dot && i < sizeof keys / sizeof *keys; i++)
        if (strlen(keys[i]) == (size_t)(dot - key) && memcmp(key, keys[i], (size_t)(dot - key)) == 0)
            return dot + 1;
    return NULL;
}

/** True if KEY is the key of one of the settings on the command line. */
static bool is_overridden(const pecia_settings *settings, const char *key) {
    char other[PECIA_METADATA_KEY_MAX + 1];
    for (const char *const *at = settings->metadata; at && *at; at++)
        if (strchr(*at, '=') && normal_key((pecia_str){*at, (uint64_t)(strchr(*at, '=') - *at)}, other)) {
            char *part = second_part(other);
            if (part)
                part[-1] = '\0';
            if (strcmp(key, other) == 0)
                return true;
        }
    return false;
}

/** Hands over the statement that waits. */
int32_t pecia_statements_settle(pecia_statements *all) {
    pecia_meta meta = all->last;
    all->last = (pecia_meta){.key = {NULL, 0}};
    return meta.key.data ? pecia_builder_meta_fix(all->builder, &meta) : PECIA_OK;
}

/** The field of META that the second part of a key names; NULL if it is a word of the user's own. */
static pecia_str *named_field(pecia_meta *meta, const char *part) {
    static const char *const names[] = {"file-as", "sort", "position", "lang", "href", "role", "type", "scheme"};
    pecia_str *const fields[] = {&meta->sort, &meta->sort, &meta->sort, &meta->lang,
                                 &meta->href, &meta->role, &meta->type, &meta->scheme};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(part, names[i]) == 0)
            return fields[i];
    return NULL;
}

/** The field that a word of the user's own goes to: what kind of title, which office, whose number. */
static pecia_str *word_field(pecia_meta *meta, const char *key) {
    bool person = strcmp(key, "creator") == 0 || strcmp(key, "contributor") == 0 || strcmp(key, "publisher") == 0;
    bool number = strcmp(key, "identifier") == 0 || strcmp(key, "subject") == 0;
    bool typed = strcmp(key, "title") == 0 || strcmp(key, "date") == 0;
    return person ? &meta->role : number ? &meta->scheme : typed ? &meta->type : NULL;
}

/** A statement of NAME, whose second part is PART ("" for none). */
static int32_t state_part(pecia_statements *all, const char *name, const char *part, pecia_str value) {
    pecia_str *field = named_field(&all->last, part);
    if (field && all->last.key.data && strcmp(all->key, name) == 0) {
        *field = value;
        return PECIA_OK;
    }
    if (field)
        return pecia_statements_refuse(all, "says more about a statement that does not stand before it",
                                       (pecia_str){name, strlen(name)});
    int32_t status = pecia_statements_settle(all);
    memcpy(all->key, name, strlen(name) + 1);
    memcpy(all->word, part, strlen(part) + 1);
    all->last = (pecia_meta){.key = {all->key, strlen(all->key)}, .value = value};
    field = word_field(&all->last, name);
    if (field && *part)
        *field = (pecia_str){all->word, strlen(all->word)};
    return status;
}

int32_t pecia_statements_add(pecia_statements *all, pecia_str key, pecia_str value) {
    char name[PECIA_METADATA_KEY_MAX + 1];
    if (!normal_key(key, name))
        return pecia_statements_refuse(all, "is no key; keys are words like title, creator, language or date", key);
    if (pecia_utf8_valid_prefix(value.data, value.size) != value.size)
        return pecia_statements_refuse(all, "has a value that is not UTF-8", key);
    char *part = second_part(name);
    if (part)
        part[-1] = '\0';
    if (all->file && is_overridden(all->settings, name))
        return PECIA_OK;
    return state_part(all, name, part ? part : "", value);
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
    pecia_statements all = {.settings = settings, .builder = builder, .file = path};
    status = pecia_input_content(input, &text);
    if (status == PECIA_OK)
        status = pecia_statements_read(&all, text);
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
    pecia_statements all = {.settings = settings, .builder = builder};
    int32_t status = PECIA_OK;
    for (const char *const *at = settings->metadata; at && *at && status == PECIA_OK; at++) {
        const char *equals = strchr(*at, '=');
        if (!equals)
            return pecia_statements_refuse(&all, "is no metadata; write KEY=VALUE, as in title=Sakhalin",
                                           (pecia_str){*at, strlen(*at)});
        status = pecia_statements_add(&all, (pecia_str){*at, (uint64_t)(equals - *at)},
                                      (pecia_str){equals + 1, strlen(equals + 1)});
    }
    if (status == PECIA_OK)
        status = pecia_statements_settle(&all);
    for (const char *const *at = settings->metadata_files; at && *at && status == PECIA_OK; at++)
        status = apply_file(settings, *at, builder);
    *language = pecia_builder_meta_get(builder, "language", 0, &meta);
    return status == PECIA_OK ? pecia_metadata_settle(builder) : status;
}
