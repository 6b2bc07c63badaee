/* SPDX-License-Identifier: MIT
 *
 * epub.c: the EPUB format as the host sees it.
 */
#include "epub.h"
#include "common/xhtml_words.h"

#include <string.h>

static const char *const extensions[] = {"epub", NULL};
static const char *const media_types[] = {"application/epub+zip", NULL};
static const char *const splits[] = {"auto", "0", "1", "2", "3", "4", "5", "6", NULL};
static const char *const notes[] = {"chapter", "endnotes", "visible", NULL};

#define OPTION(kind, word, otherwise, words, list, low, high)                                                          \
    {                                                                                                                  \
        .struct_size = sizeof(pecia_option), .type = PECIA_OPTION_##kind, .applies = PECIA_OPTION_WRITE, .name = word, \
        .fallback = otherwise, .help = words, .choices = list, .min = low, .max = high                                 \
    }
#define YES_OR_NO(word, otherwise, words) OPTION(BOOL, word, otherwise, words, NULL, 0, 0)

static const pecia_option all[] = {
    OPTION(CHOICE, "split", "auto", "depth of sections that begin a file of their own; 0: one file", splits, 0, 0),
    OPTION(NUMBER, "split-size", "220", "kilobytes of text beyond which a file is split further; 0: any", NULL, 0,
           4096),
    OPTION(CHOICE, "notes", "chapter",
           "notes pop up from the end of each file, stand there visibly, or at the end of the book", notes, 0, 0),
    OPTION(NUMBER, "toc-depth", "6", "levels of headings that the navigation shows", NULL, 1, 6),
    YES_OR_NO("ncx", "yes", "add the navigation of EPUB 2 for old reading systems"),
    OPTION(TEXT, "cover", NULL, "image of the cover: a file, 'drawn' to make one of title and author, or 'none'", NULL,
           0, 0),
    YES_OR_NO("title-page", "yes", "make a title page"),
    YES_OR_NO("colophon", "yes", "make a last page with source and licence, where they are known"),
    OPTION(FILE, "css", NULL, "style sheet that is added to the book's own", NULL, 0, 0),
    YES_OR_NO("own-style", "yes", "write the book's own style sheet; no: that of epub:css alone"),
    OPTION(TEXT, "fonts", NULL, "files of fonts, separated by colons; the first is that of the text", NULL, 0, 0),
    YES_OR_NO("lines", "no", "keep the line breaks of the printed source visible"),
    OPTION(NUMBER, "compression", "6", "how hard to deflate: 0 not at all, 1 is fast, 12 is small", NULL, 0, 12),
};

static const pecia_option *const options[] = {&all[0], &all[1], &all[2], &all[3],  &all[4],  &all[5],  &all[6],
                                              &all[7], &all[8], &all[9], &all[10], &all[11], &all[12], NULL};

/* The first entry of an EPUB is "mimetype", stored: its name and content stand at fixed offsets (OCF 3.3, 4.3). */
static int32_t probe(const void *data, uint64_t size, const char *name) {
    const char *bytes = data;
    uint64_t length = strlen(name);
    if (size < 4 || memcmp(bytes, "PK\x03\x04", 4) != 0) {
        return 0;
    }
    if (size >= 58 && memcmp(bytes + 30, "mimetypeapplication/epub+zip", 28) == 0) {
        return 100;
    }
    return length > 5 && strcmp(name + length - 5, ".epub") == 0 ? 90 : 20;
}

static const pecia_format format = {.struct_size = sizeof(pecia_format),
                                    .fidelity_count = PECIA_KIND_COUNT,
                                    .name = "epub",
                                    .title = "EPUB",
                                    .extensions = extensions,
                                    .media_types = media_types,
                                    .options = options,
                                    .fidelity = xhtml_fidelity,
                                    .probe = probe,
                                    .read = epub_read,
                                    .write = epub_write};

static const pecia_format *const formats[] = {&format, NULL};

static const pecia_plugin plugin = {.magic = PECIA_PLUGIN_MAGIC,
                                    .struct_size = sizeof(pecia_plugin),
                                    .abi_major = PECIA_ABI_MAJOR,
                                    .abi_minor = PECIA_ABI_MINOR,
                                    .min_host_minor = 0,
                                    .id = "pecia.epub",
                                    .version = "0.1.0",
                                    .licence = "MIT",
                                    .formats = formats};

const pecia_plugin *pecia_plugin_entry(void) {
    return &plugin;
}

PECIA_SUMMARY("epub epub application/epub+zip\n");
