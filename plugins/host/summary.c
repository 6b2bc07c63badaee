/* SPDX-License-Identifier: MIT
 *
 * summary.c: understands the lines "name ext,ext type,type" of a module's section .pecia.summary.
 */
#include "plugins/host/summary.h"

#include <string.h>

#include "plugins/host/elf.h"

#define HEAD "pecia-summary/1\n"
enum { SUMMARY_MAX = 1 << 16, FORMATS_MAX = 64 };

/** Cuts the words of TEXT at SEPARATOR into a NULL-terminated list; NULL when memory ran out. "-" is the empty list. */
static const char *const *cut_list(char *text, char separator, pecia_arena *arena) {
    uint64_t count = 1;
    for (const char *p = text; *p; p++)
        count += *p == separator;
    const char **list = pecia_arena_alloc(arena, (count + 1) * sizeof *list);
    if (!list || text[0] == '\0' || strcmp(text, "-") == 0)
        return list;
    count = 0;
    for (char *next; text; text = next) {
        next = strchr(text, separator);
        if (next)
            *next++ = '\0';
        list[count++] = text;
    }
    return list;
}

/** Ends the word at TEXT; returns the next one, or the empty end of the line. */
static char *cut_word(char *text) {
    char *space = strchr(text, ' ');
    if (!space)
        return text + strlen(text);
    *space = '\0';
    return space + 1;
}

static bool parse_line(char *line, pecia_arena *arena, pecia_summary_format *format, pecia_why *why) {
    char *extensions = cut_word(line);
    char *types = cut_word(extensions);
    if (line[0] == '\0' || strchr(types, ' '))
        return pecia_refuse(why,
                            "a line of its summary is not \"name extensions types\"; build it against this plugin.h");
    format->name = line;
    format->extensions = cut_list(extensions, ',', arena);
    format->media_types = cut_list(types, ',', arena);
    return format->extensions && format->media_types ? true : pecia_refuse_memory(why);
}

/** One text, then nothing but NUL (a sanitizer pads what it guards). */
static bool is_one_text(const char *text, uint64_t size) {
    uint64_t end = strnlen(text, size);
    for (uint64_t i = end; i < size; i++)
        if (text[i] != '\0')
            return false;
    return end < size;
}

bool pecia_summary_parse(const char *text, uint64_t size, pecia_arena *arena, pecia_summary *summary, pecia_why *why) {
    uint64_t head = sizeof HEAD - 1;
    *summary = (pecia_summary){NULL, 0};
    if (size <= head || memcmp(text, HEAD, head) != 0 || !is_one_text(text, size))
        return pecia_refuse(why, "its summary does not begin with pecia-summary/1 or is not ended; build it with "
                                 "PECIA_SUMMARY of this plugin.h");
    char *lines = pecia_arena_copy(arena, text + head, size - head);
    pecia_summary_format *formats = pecia_arena_alloc(arena, FORMATS_MAX * sizeof *formats);
    if (!lines || !formats)
        return pecia_refuse_memory(why);
    uint32_t count = 0;
    for (char *line = lines, *next; *line; line = next) {
        next = strchr(line, '\n');
        if (!next || count == FORMATS_MAX)
            return pecia_refuse(why, "its summary holds an unfinished line or more than %d; shorten it", FORMATS_MAX);
        *next++ = '\0';
        if (!parse_line(line, arena, &formats[count++], why))
            return false;
    }
    if (count == 0)
        return pecia_refuse(why, "its summary names no format; remove it or name the formats");
    *summary = (pecia_summary){formats, count};
    return true;
}

bool pecia_summary_read(int fd, pecia_arena *arena, pecia_summary *summary, pecia_why *why) {
    pecia_section section;
    *summary = (pecia_summary){NULL, 0};
    if (!pecia_elf_section(fd, ".pecia.summary", SUMMARY_MAX, arena, &section, why))
        return false;
    return !section.data || pecia_summary_parse(section.data, section.size, arena, summary, why);
}
