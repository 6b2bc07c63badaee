/* SPDX-License-Identifier: MIT
 *
 * find.c: which format a file is in, by its name and by its first bytes.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "plugins/host/registry.h"
#include "plugins/host/stylesheet.h"

enum { SURE_ENOUGH = 20, SURE = 90, CANDIDATES_MAX = 8 };

/** Formats that are as good as each other. */
typedef struct candidates {
    const pecia_known *best[CANDIDATES_MAX];
    uint32_t count;
    int64_t score; /* bytes of the extension, or what the probe said */
} candidates;

static void propose(candidates *all, const pecia_known *known, int64_t score) {
    if (score > all->score)
        all->score = score, all->count = 0;
    if (score == all->score && all->count < CANDIDATES_MAX)
        all->best[all->count++] = known;
}

/** Bytes of the longest extension of KNOWN that ends PATH's file name, 0 if none does. Letter case does not count. */
static int64_t extension_match(const pecia_known *known, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t length = strlen(name), best = 0;
    for (size_t i = 0; known->extensions[i]; i++) {
        size_t size = strlen(known->extensions[i]);
        if (size > best && size + 1 < length && name[length - size - 1] == '.' &&
            strncasecmp(name + length - size, known->extensions[i], size) == 0)
            best = size;
    }
    return (int64_t)best;
}

/** Formats by the extension of PATH; a longer extension is stronger. */
static void by_extension(const pecia_registry *registry, const char *path, candidates *all) {
    *all = (candidates){.score = 1};
    for (uint64_t i = 0; i < registry->known_count; i++)
        if (pecia_known_counts(registry, &registry->known[i]))
            propose(all, &registry->known[i], extension_match(&registry->known[i], path));
}

static void name_candidates(const candidates *all, char *out, size_t size) {
    size_t length = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < all->count && length < size; i++) {
        const char *between = i == 0 ? "" : i + 1 < all->count ? ", " : " or ";
        int added = snprintf(out + length, size - length, "%s%s", between, all->best[i]->name);
        length += added > 0 ? (size_t)added : 0;
    }
}

const pecia_format_info *pecia_registry_for_output(pecia_registry *registry, const char *path) {
    candidates all;
    char names[300];
    by_extension(registry, path, &all);
    if (all.count == 1) {
        const pecia_checked *format = pecia_known_open(registry, all.best[0]);
        return format ? &format->info : pecia_registry_for_output(registry, path); /* it was refused: without it */
    }
    name_candidates(&all, names, sizeof names);
    if (all.count > 1)
        pecia_report(registry->diagnostics, PECIA_ERROR, "format-unclear", NULL,
                     "%s could be written as %s; say which with -t FORMAT", path, names);
    else if (strcmp(path, "-") == 0)
        pecia_report(registry->diagnostics, PECIA_ERROR, "format-unclear", NULL,
                     "standard output has no name to tell the format by; say which with -t FORMAT");
    else
        pecia_report(registry->diagnostics, PECIA_ERROR, "format-unclear", NULL,
                     "no format has the extension of %s; say which with -t FORMAT", path);
    return NULL;
}

/** What the format's probe says of the bytes, 0 to 100; -1 without a probe. */
static int64_t probe(const pecia_checked *format, const void *data, uint64_t size, const char *path) {
    if (format->stylesheet && format->read)
        return pecia_stylesheet_probe(format->stylesheet, data, size);
    if (!format->probe || !format->read)
        return -1;
    int32_t score = format->probe(data, size, strcmp(path, "-") == 0 ? "" : path);
    return score < 0 ? 0 : score > 100 ? 100 : score;
}

/** Formats by content, the best and all that are POSSIBLE at all; opens all modules. */
static void by_content(pecia_registry *registry, const char *path, const void *data, uint64_t size, candidates *all,
                       candidates *possible) {
    uint32_t count = pecia_registry_count(registry);
    *all = (candidates){.score = SURE_ENOUGH};
    *possible = (candidates){.score = 1};
    for (uint32_t i = 0; i < count; i++) {
        const pecia_known *known = &registry->known[registry->sorted[i]];
        int64_t score = probe(pecia_known_open(registry, known), data, size, path);
        propose(all, known, score);
        propose(possible, known, score > 0 ? 1 : 0);
    }
}

/** Of formats that are as good by content, one whose extension the file has is meant. */
static const pecia_known *break_tie(const candidates *content, const char *path) {
    const pecia_known *one = content->count == 1 ? content->best[0] : NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < content->count && !one; i++)
        count += extension_match(content->best[i], path) > 0;
    for (uint32_t i = 0; i < content->count && !one && count == 1; i++)
        one = extension_match(content->best[i], path) > 0 ? content->best[i] : NULL;
    return one;
}

static const pecia_format_info *report_unsure(pecia_registry *registry, const candidates *all,
                                              const candidates *possible, const char *file) {
    char names[300];
    const char *path = strcmp(file, "-") == 0 ? "standard input" : file;
    name_candidates(all->count > 1 ? all : possible, names, sizeof names);
    if (all->count > 1)
        pecia_report(registry->diagnostics, PECIA_ERROR, "format-unclear", NULL,
                     "%s looks like %s alike; say which with -f FORMAT", path, names);
    else if (possible->count > 0)
        pecia_report(registry->diagnostics, PECIA_ERROR, "format-unclear", NULL,
                     "neither name nor content of %s tells its format for sure: it may be %s; say which with -f FORMAT",
                     path, names);
    else
        pecia_report(registry->diagnostics, PECIA_ERROR, "format-unclear", NULL,
                     "neither name nor content of %s tells its format; say which with -f FORMAT", path);
    return NULL;
}

/** The one stylesheet plugin whose root element the file has: ".xml" is claimed by formats that cannot know it better.
 * NULL if there is none, or more than one. */
static const pecia_checked *by_root(pecia_registry *registry, const void *data, uint64_t size) {
    const pecia_checked *found = NULL;
    for (uint64_t i = 0; i < registry->known_count; i++) {
        const pecia_known *known = &registry->known[i];
        const pecia_stylesheet *sheet = registry->modules[known->module].stylesheet;
        if (!sheet || !sheet->read_path || !pecia_known_counts(registry, known) ||
            pecia_stylesheet_probe(sheet, data, size) < SURE)
            continue;
        if (found)
            return NULL;
        found = pecia_known_open(registry, known);
    }
    return found;
}

const pecia_format_info *pecia_registry_for_input(pecia_registry *registry, const char *path, const void *data,
                                                  uint64_t size) {
    candidates all, possible;
    by_extension(registry, path, &all);
    const pecia_checked *format = all.count == 1 ? pecia_known_open(registry, all.best[0]) : NULL;
    if (format && format->read && probe(format, data, size, path) != 0) {
        const pecia_checked *other = probe(format, data, size, path) < SURE ? by_root(registry, data, size) : NULL;
        return other ? &other->info : &format->info;
    }
    by_content(registry, path, data, size, &all, &possible);
    const pecia_known *known = break_tie(&all, path);
    return known ? &pecia_known_open(registry, known)->info : report_unsure(registry, &all, &possible, path);
}
