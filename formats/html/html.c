/* SPDX-License-Identifier: MIT
 *
 * html.c: the HTML format as the host sees it.
 */
#include "html.h"

#include "common/xhtml_words.h"

static const char *const extensions[] = {"html", "htm", "xhtml", NULL};
static const char *const media_types[] = {"text/html", "application/xhtml+xml", NULL};
static const char *const notes[] = {"pop-up", "end", NULL};
static const char *const images[] = {"embed", "link", NULL};
static const char *const contents[] = {"all", "main", NULL};

#define OPTION(kind, use, word, otherwise, words, list)                                                                \
    {                                                                                                                  \
        .struct_size = sizeof(pecia_option), .type = PECIA_OPTION_##kind, .applies = PECIA_OPTION_##use, .name = word, \
        .fallback = otherwise, .help = words, .choices = list                                                          \
    }

static const pecia_option all[] = {
    OPTION(TEXT, READ, "encoding", NULL, "encoding of the page, whatever it says", NULL),
    OPTION(CHOICE, READ, "content", "all", "read all of a page, or only what it calls its main part or its article",
           contents),
    OPTION(CHOICE, WRITE, "notes", "pop-up", "notes pop up when their marks are followed, or only stand at the end",
           notes),
    OPTION(CHOICE, WRITE, "images", "embed", "images are put into the page, or linked from where they are", images),
    OPTION(FILE, WRITE, "css", NULL, "style sheet that is added to the page's own", NULL),
    OPTION(BOOL, WRITE, "own-style", "yes", "write the page's own style sheet; no: that of html:css alone", NULL),
    OPTION(BOOL, WRITE, "title-block", "yes",
           "print title, creators and date above a text that does not begin with them", NULL),
    OPTION(BOOL, WRITE, "lines", "no", "keep the line breaks of the printed source visible", NULL),
};

static const pecia_option *const options[] = {&all[0], &all[1], &all[2], &all[3], &all[4],
                                              &all[5], &all[6], &all[7], NULL};

/* Past a byte order mark, white space, comments and an XML declaration stands a doctype or the root element. */
static int32_t probe(const void *data, uint64_t size, const char *name) {
    pecia_str text = {data, size};
    bool is_named = pecia_str_ends(pecia_str_of(name), "html") || pecia_str_ends(pecia_str_of(name), ".htm");
    if (pecia_str_begins(text, "\xFF\xFE") || pecia_str_begins(text, "\xFE\xFF")) /* UTF-16 */
        return is_named ? 50 : 0;
    if (pecia_str_begins(text, "\xEF\xBB\xBF"))
        text = pecia_str_from(text, 3);
    for (;;) {
        text = pecia_str_trim(text);
        bool is_comment = pecia_str_begins(text, "<!--");
        if (!is_comment && !pecia_str_begins(text, "<?xml"))
            break;
        const char *close = memmem(text.data, text.size, is_comment ? "-->" : "?>", is_comment ? 3 : 2);
        if (!close)
            return 0;
        text = pecia_str_from(text, (uint64_t)(close - text.data) + 2 + is_comment);
    }
    if (pecia_str_begins_anycase(text, "<!doctype html") || pecia_str_begins_anycase(text, "<html"))
        return 95;
    return is_named && pecia_str_begins(text, "<") ? 20 : 0; /* a piece of a page */
}

static const pecia_format format = {.struct_size = sizeof(pecia_format),
                                    .fidelity_count = PECIA_KIND_COUNT,
                                    .name = "html",
                                    .title = "HTML",
                                    .extensions = extensions,
                                    .media_types = media_types,
                                    .options = options,
                                    .fidelity = xhtml_fidelity,
                                    .probe = probe,
                                    .read = html_read,
                                    .write = html_write};

static const pecia_format *const formats[] = {&format, NULL};

static const pecia_plugin plugin = {.magic = PECIA_PLUGIN_MAGIC,
                                    .struct_size = sizeof(pecia_plugin),
                                    .abi_major = PECIA_ABI_MAJOR,
                                    .abi_minor = PECIA_ABI_MINOR,
                                    .min_host_minor = 0,
                                    .id = "pecia.html",
                                    .version = "0.1.0",
                                    .licence = "MIT",
                                    .formats = formats};

const pecia_plugin *pecia_plugin_entry(void) {
    return &plugin;
}

PECIA_SUMMARY("html html,htm,xhtml text/html,application/xhtml+xml\n");
