/* SPDX-License-Identifier: MIT
 *
 * manifest.c: understands the manifest of a plugin made of stylesheets: lines "key: value", # begins a comment. The
 * words are checked where those of a module are checked, in check*.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/kinds.h"
#include "plugins/host/stylesheet.h"

enum { LIST_MAX = 32 };

typedef struct manifest {
    pecia_stylesheet *sheet;
    pecia_arena *arena;
    pecia_why *why;
    uint32_t line;
} manifest;

typedef bool (*taker)(manifest *m, char *value);

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static char *trim(char *text) {
    while (is_space(*text))
        text++;
    size_t size = strlen(text);
    while (size > 0 && is_space(text[size - 1]))
        text[--size] = '\0';
    return text;
}

/** Cuts the first of the words at *TEXT that SEPARATOR parts; NULL after the last. */
static char *cut(char **text, char separator) {
    char *start = *text, *end;
    if (!start)
        return NULL;
    end = strchr(start, separator);
    *text = end ? end + 1 : NULL;
    if (end)
        *end = '\0';
    return trim(start);
}

/** A NULL-terminated list of the words of VALUE. */
static const char *const *list_of(manifest *m, char *value, char separator) {
    const char **list = pecia_arena_alloc(m->arena, (LIST_MAX + 1) * sizeof *list);
    uint32_t count = 0;
    for (char *word; list && (word = cut(&value, separator));) {
        if (count == LIST_MAX) {
            pecia_refuse(m->why, "line %u of its manifest names more than %d; shorten it", m->line, LIST_MAX);
            return NULL;
        }
        list[count++] = word;
    }
    if (!list)
        pecia_refuse_memory(m->why);
    return list;
}

static bool take_version_of_manifest(manifest *m, char *value) {
    return strcmp(value, "1") == 0 ||
           pecia_refuse(m->why, "its manifest is of version %.20s, this program knows 1; install a newer pecia", value);
}

static bool take_name(manifest *m, char *value) {
    size_t size = strlen(value);
    char *id = pecia_arena_alloc(m->arena, size + sizeof "stylesheet.");
    if (!id)
        return pecia_refuse_memory(m->why);
    memcpy(id, "stylesheet.", sizeof "stylesheet." - 1);
    memcpy(id + sizeof "stylesheet." - 1, value, size + 1);
    m->sheet->plugin.id = id;
    m->sheet->format.name = value;
    return true;
}

static bool take_title(manifest *m, char *value) {
    m->sheet->format.title = value;
    return true;
}

static bool take_version(manifest *m, char *value) {
    m->sheet->plugin.version = value;
    return true;
}

static bool take_licence(manifest *m, char *value) {
    m->sheet->plugin.licence = value;
    return true;
}

static bool take_extensions(manifest *m, char *value) {
    m->sheet->format.extensions = list_of(m, value, ',');
    return m->sheet->format.extensions != NULL;
}

static bool take_media_types(manifest *m, char *value) {
    m->sheet->format.media_types = list_of(m, value, ',');
    return m->sheet->format.media_types != NULL;
}

/** "{namespace}name" or "name". */
static bool take_root(manifest *m, char *value) {
    pecia_stylesheet *sheet = m->sheet;
    char *end = value[0] == '{' ? strchr(value, '}') : NULL;
    if (sheet->root_count == PECIA_STYLESHEET_ROOTS)
        return pecia_refuse(m->why, "its manifest names more than %d root elements; shorten it",
                            PECIA_STYLESHEET_ROOTS);
    if ((value[0] == '{' && !end) || (end ? end[1] : value[0]) == '\0')
        return pecia_refuse(m->why, "line %u of its manifest is no root element; write {namespace}name or name",
                            m->line);
    pecia_root *root = &sheet->roots[sheet->root_count++];
    if (end)
        *end = '\0';
    *root = (pecia_root){end ? value + 1 : NULL, end ? end + 1 : value};
    return true;
}

/** The kind called WORD ("block quotation"), 0 for none. */
static uint32_t kind_of(const char *word) {
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++)
        if (strcmp(pecia_kind_get(kind)->name, word) == 0)
            return kind;
    return 0;
}

static bool take_kinds(manifest *m, char *value, uint8_t held) {
    for (char *word; (word = cut(&value, ','));) {
        uint32_t kind = kind_of(word);
        if (kind == 0)
            return pecia_refuse(m->why,
                                "line %u of its manifest names the kind \"%.40s\", which there is not; "
                                "docs/DOCUMENT.md lists them",
                                m->line, word);
        m->sheet->fidelity[kind] = held;
    }
    return true;
}

static bool take_fully(manifest *m, char *value) {
    return take_kinds(m, value, PECIA_HOLDS_FULLY);
}

static bool take_partly(manifest *m, char *value) {
    return take_kinds(m, value, PECIA_HOLDS_PARTLY);
}

/** The type of an option: bool, text, number(MIN..MAX), choice(a|b). */
static bool take_type(manifest *m, char *type, pecia_option *option) {
    char *open = strchr(type, '('), *close = open ? strchr(open, ')') : NULL, *dots;
    if (strcmp(type, "bool") == 0) {
        option->type = PECIA_OPTION_BOOL;
    } else if (strcmp(type, "text") == 0) {
        option->type = PECIA_OPTION_TEXT;
    } else if (close && strncmp(type, "choice(", 7) == 0) {
        *close = '\0';
        option->type = PECIA_OPTION_CHOICE;
        option->choices = list_of(m, open + 1, '|');
        return option->choices != NULL;
    } else if (close && strncmp(type, "number(", 7) == 0 && (dots = strstr(open, ".."))) {
        option->type = PECIA_OPTION_NUMBER;
        option->min = strtoll(open + 1, NULL, 10);
        option->max = strtoll(dots + 2, NULL, 10);
    } else {
        return pecia_refuse(m->why,
                            "line %u of its manifest has an option of type \"%.40s\"; write bool, text, "
                            "number(MIN..MAX) or choice(A|B)",
                            m->line, type);
    }
    return true;
}

/** "NAME TYPE DEFAULT HELP"; a default of - is none. */
static bool take_option(manifest *m, char *value, uint16_t applies) {
    pecia_stylesheet *sheet = m->sheet;
    if (sheet->option_count == PECIA_STYLESHEET_OPTIONS)
        return pecia_refuse(m->why, "its manifest has more than %d options; shorten it", PECIA_STYLESHEET_OPTIONS);
    pecia_option *option = &sheet->option[sheet->option_count];
    char *rest = value, *name = cut(&rest, ' '), *type = cut(&rest, ' '), *fallback = cut(&rest, ' ');
    if (!rest)
        return pecia_refuse(m->why, "line %u of its manifest is no option; write NAME TYPE DEFAULT HELP", m->line);
    *option = (pecia_option){.struct_size = sizeof *option,
                             .applies = applies,
                             .name = name,
                             .fallback = strcmp(fallback, "-") == 0 ? NULL : fallback,
                             .help = trim(rest)};
    sheet->options[sheet->option_count++] = option;
    return take_type(m, type, option);
}

static bool take_any_option(manifest *m, char *value) {
    return take_option(m, value, PECIA_OPTION_READ | PECIA_OPTION_WRITE);
}

static bool take_read_option(manifest *m, char *value) {
    return take_option(m, value, PECIA_OPTION_READ);
}

static bool take_write_option(manifest *m, char *value) {
    return take_option(m, value, PECIA_OPTION_WRITE);
}

static bool take_images(manifest *m, char *value) {
    m->sheet->embeds_images = strcmp(value, "data") == 0;
    return m->sheet->embeds_images || strcmp(value, "address") == 0 ||
           pecia_refuse(m->why, "line %u of its manifest says \"%.40s\" of images; write data or address", m->line,
                        value);
}

static const struct {
    const char *key;
    taker take;
} keys[] = {{"pecia-stylesheets", take_version_of_manifest},
            {"name", take_name},
            {"title", take_title},
            {"version", take_version},
            {"licence", take_licence},
            {"extensions", take_extensions},
            {"media-types", take_media_types},
            {"root", take_root},
            {"images", take_images},
            {"fully", take_fully},
            {"partly", take_partly},
            {"option", take_any_option},
            {"option-read", take_read_option},
            {"option-write", take_write_option}};

static bool take_line(manifest *m, char *line) {
    char *colon;
    if (line[0] == '\0' || line[0] == '#')
        return true;
    colon = strchr(line, ':');
    if (colon)
        *colon = '\0';
    for (size_t i = 0; colon && i < sizeof keys / sizeof *keys; i++)
        if (strcmp(trim(line), keys[i].key) == 0)
            return keys[i].take(m, trim(colon + 1));
    return pecia_refuse(
        m->why, "line %u of its manifest does not begin with a key of a manifest; docs/ABI.md lists them", m->line);
}

/** What the manifest said, as a module would say it. */
static void describe(pecia_stylesheet *sheet) {
    sheet->format.struct_size = sizeof sheet->format;
    sheet->format.fidelity_count = PECIA_KIND_COUNT;
    sheet->format.fidelity = sheet->fidelity;
    sheet->format.options = sheet->options;
    sheet->format.read = sheet->read_path ? pecia_stylesheet_read : NULL;
    sheet->format.write = sheet->write_path ? pecia_stylesheet_write : NULL;
    sheet->formats[0] = &sheet->format;
    sheet->plugin.magic = PECIA_PLUGIN_MAGIC;
    sheet->plugin.struct_size = sizeof sheet->plugin;
    sheet->plugin.abi_major = PECIA_ABI_MAJOR;
    sheet->plugin.abi_minor = PECIA_ABI_MINOR;
    sheet->plugin.formats = sheet->formats;
}

bool pecia_manifest_parse(char *text, pecia_arena *arena, pecia_stylesheet *sheet, pecia_why *why) {
    manifest m = {.sheet = sheet, .arena = arena, .why = why};
    if (strncmp(text, "pecia-stylesheets:", 18) != 0)
        return pecia_refuse(why, "its manifest does not begin with \"pecia-stylesheets: 1\"; add this line");
    for (char *line; (line = cut(&text, '\n'));) {
        m.line++;
        if (!take_line(&m, line))
            return false;
    }
    if (!sheet->plugin.id)
        return pecia_refuse(why, "its manifest gives no name; add a line \"name: ...\"");
    describe(sheet);
    return true;
}
