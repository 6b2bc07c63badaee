/* SPDX-License-Identifier: MIT
 *
 * fonts.c: fonts that the user wants in the book. Family, weight and slant are told from the font's own tables
 * (OpenType: name, OS/2), for compressed ones from the name of the file ("PTSerif-BoldItalic.woff2").
 */
#include <stdio.h>

#include "common/named.h"
#include "writer.h"

typedef struct font {
    char family[64];
    uint32_t weight;
    bool italic, restricted;
    const char *media_type, *extension;
} font;

static uint32_t number(pecia_str data, uint64_t at, uint32_t bytes) {
    uint32_t value = 0;
    for (uint32_t i = 0; i < bytes; i++) {
        value = value << 8 | (at + i < data.size ? (unsigned char)data.data[at + i] : 0);
    }
    return value;
}

/* The table TAG; absent if the font has none or lies about where it is. */
static pecia_str table(pecia_str data, const char *tag) {
    uint32_t count = number(data, 4, 2);
    for (uint32_t i = 0; i < count && 12 + 16 * (uint64_t)i + 16 <= data.size; i++) {
        uint64_t at = 12 + 16 * (uint64_t)i, from = number(data, at + 8, 4), size = number(data, at + 12, 4);
        if (memcmp(data.data + at, tag, 4) == 0 && from <= data.size && size <= data.size - from) {
            return (pecia_str){data.data + from, size};
        }
    }
    return (pecia_str){NULL, 0};
}

/* Letters, digits, spaces and hyphens of a name in UTF-16BE: what needs no escape in a style sheet. */
static void take_name(font *made, pecia_str text) {
    size_t size = 0;
    for (uint64_t i = 0; i + 1 < text.size && size + 1 < sizeof(made->family); i += 2) {
        uint32_t code = number(text, i, 2);
        bool plain = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || (code >= '0' && code <= '9');
        if (plain || code == ' ' || code == '-') {
            made->family[size++] = (char)code;
        }
    }
    made->family[size] = '\0';
}

/* Name 16 (typographic family), else 1 (family), of the Windows platform. */
static void read_names(font *made, pecia_str names) {
    uint32_t count = number(names, 2, 2), strings = number(names, 4, 2);
    for (uint32_t want = 16; want > 0 && !made->family[0]; want = want == 16 ? 1 : 0) {
        for (uint32_t i = 0; i < count && !made->family[0]; i++) {
            uint64_t at = 6 + 12 * (uint64_t)i, from = strings + (uint64_t)number(names, at + 10, 2);
            uint64_t size = number(names, at + 8, 2);
            bool fits = at + 12 <= names.size && from <= names.size && size <= names.size - from;
            if (fits && number(names, at, 2) == 3 && number(names, at + 6, 2) == want) {
                take_name(made, (pecia_str){names.data + from, size});
            }
        }
    }
}

/* From the name of the file: what stands before the first hyphen, and words behind it. */
static void guess(font *made, const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t size = strcspn(name, "-._[");
    size = size < sizeof(made->family) - 1 ? size : sizeof(made->family) - 1;
    for (size_t i = 0, at = 0; i < size; i++) {
        char c = name[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ') {
            made->family[at++] = c;
        }
    }
    made->weight = strstr(name, "Bold") || strstr(name, "bold") ? 700 : 400;
    made->italic = strstr(name, "Italic") || strstr(name, "italic") || strstr(name, "Oblique");
}

static bool read_font(font *made, pecia_str data, const char *path) {
    static const struct {
        const char *begins;
        const char *media_type, *extension;
    } forms[] = {{"OTTO", "font/otf", "otf"},
                 {"true", "font/ttf", "ttf"},
                 {"wOFF", "font/woff", "woff"},
                 {"wOF2", "font/woff2", "woff2"}};
    *made = (font){.weight = 400};
    if (data.size > 4 && memcmp(data.data, "\0\1\0\0", 4) == 0) {
        made->media_type = "font/ttf";
        made->extension = "ttf";
    }
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (pecia_str_begins(data, forms[i].begins)) {
            made->media_type = forms[i].media_type;
            made->extension = forms[i].extension;
        }
    }
    if (!made->media_type) {
        return false;
    }
    guess(made, path);
    if (data.data[0] != 'w') {
        pecia_str os2 = table(data, "OS/2");
        made->family[0] = '\0';
        read_names(made, table(data, "name"));
        if (os2.size >= 64) {
            made->weight = number(os2, 4, 2);
            made->restricted = (number(os2, 8, 2) & 15) == 2;
            made->italic = (number(os2, 62, 2) & 1) != 0;
        }
    }
    return made->family[0] != '\0' && made->weight > 0 && made->weight <= 1000;
}

static int32_t add_rule(epub_writer *w, pecia_buf *rules, const font *made, pecia_str href, bool first) {
    char rule[320];
    int size = snprintf(
        rule, sizeof(rule), "@font-face { font-family: \"%s\"; font-weight: %u; font-style: %s; src: url(%.*s); }\n",
        made->family, (unsigned)made->weight, made->italic ? "italic" : "normal", (int)href.size, href.data);
    if (made->restricted) {
        w->host->job->report(w->job, PECIA_WARNING, "epub.font-restricted", NULL,
                             "the font '%s' says that it may not be embedded; make sure that you have the right to",
                             made->family);
    }
    int32_t status = pecia_buf_add(rules, rule, (uint64_t)size);
    if (status == PECIA_OK && first) {
        size = snprintf(rule, sizeof(rule), "body { font-family: \"%s\", serif; }\n", made->family);
        status = pecia_buf_add(rules, rule, (uint64_t)size);
    }
    return status;
}

static int32_t take_font(epub_writer *w, pecia_buf *rules, const char *path, uint32_t index) {
    font made;
    char href[48];
    pecia_str bytes;
    int32_t status = pecia_read_named(w->host, w->job, path, &bytes);
    if (status != PECIA_OK) {
        return status;
    }
    if (!read_font(&made, bytes, path)) {
        w->host->job->report(w->job, PECIA_ERROR, "epub.font", NULL, "'%.200s' is no TrueType, OpenType or WOFF font",
                             path);
        return PECIA_ERR_INPUT;
    }
    int size = snprintf(href, sizeof(href), "fonts/font-%02u.%s", (unsigned)index + 1, made.extension);
    epub_extra extra = {.href = epub_keep(w, (pecia_str){href, (uint64_t)size}),
                        .media_type = pecia_str_of(made.media_type),
                        .id = "font"};
    if (!extra.href.data) {
        return PECIA_ERR_MEMORY;
    }
    status = epub_add_extra(w, &extra, bytes, made.extension[0] != 'w');
    return status == PECIA_OK ? add_rule(w, rules, &made, extra.href, index == 0) : status;
}

int32_t epub_take_fonts(epub_writer *w, pecia_buf *rules) {
    const char *list = w->host->job->option(w->job, "fonts");
    int32_t status = PECIA_OK;
    for (uint32_t index = 0; list && *list && status == PECIA_OK;) {
        size_t size = strcspn(list, ":");
        char *path = w->host->job->alloc(w->job, size + 1);
        if (!path) {
            return PECIA_ERR_MEMORY;
        }
        memcpy(path, list, size);
        list += size + (list[size] == ':');
        if (size > 0) {
            status = index < 32 ? take_font(w, rules, path, index++) : PECIA_ERR_USAGE;
        }
    }
    return status;
}
