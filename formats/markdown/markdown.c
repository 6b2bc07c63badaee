/* SPDX-License-Identifier: MIT
 *
 * markdown.c: the plugin that reads and writes Markdown: CommonMark, with notes, tables, verse and metadata.
 */
#include "md_read.h"
#include "md_write.h"

static const char *const extensions[] = {"md", "markdown", "mkd", NULL};
static const char *const media_types[] = {"text/markdown", NULL};

static const char *const flavour_choices[] = {"pecia", "commonmark", "gfm", "pandoc", NULL};
static const char *const html_choices[] = {"full", "none", NULL};
static const char *const notes_choices[] = {"end", "section", "block", NULL};
static const char *const heading_choices[] = {"atx", "setext", NULL};
static const char *const link_choices[] = {"inline", "reference", NULL};

#define MD_OPTION(use, what, is, about, ...)                                                                           \
    { .struct_size = sizeof(pecia_option), .type = what, .applies = use, .fallback = is, .help = about, __VA_ARGS__ }
static const pecia_option
    flavour_option =
        MD_OPTION(PECIA_OPTION_READ | PECIA_OPTION_WRITE, PECIA_OPTION_CHOICE, "pecia",
                  "what is read and written beside CommonMark", .name = "flavour", .choices = flavour_choices),
    addresses_option = MD_OPTION(PECIA_OPTION_READ, PECIA_OPTION_BOOL, "no", "take a bare https://... for a link",
                                 .name = "addresses"),
    html_option = MD_OPTION(PECIA_OPTION_WRITE, PECIA_OPTION_CHOICE, "full",
                            "write what Markdown has no sign for as HTML (full), or as plain text (none)",
                            .name = "html", .choices = html_choices),
    wrap_option = MD_OPTION(PECIA_OPTION_WRITE, PECIA_OPTION_TEXT, "keep",
                            "where lines of a paragraph end: keep, none, sentence, or the most characters in one",
                            .name = "wrap"),
    notes_option = MD_OPTION(PECIA_OPTION_WRITE, PECIA_OPTION_CHOICE, "end",
                             "where the bodies of notes stand: at the end, behind their section or their block",
                             .name = "notes", .choices = notes_choices),
    headings_option = MD_OPTION(PECIA_OPTION_WRITE, PECIA_OPTION_CHOICE, "atx",
                                "headings with # before them (atx), or underlined where there is a sign (setext)",
                                .name = "headings", .choices = heading_choices),
    links_option = MD_OPTION(PECIA_OPTION_WRITE, PECIA_OPTION_CHOICE, "inline",
                             "addresses of links behind their text (inline), or at the end (reference)",
                             .name = "links", .choices = link_choices);
static const pecia_option *const options[] = {&flavour_option, &addresses_option, &html_option,  &wrap_option,
                                              &notes_option,   &headings_option,  &links_option, NULL};

static const uint8_t fidelity[PECIA_KIND_COUNT] = {
#define HOLDS(kind, how) [PECIA_##kind] = PECIA_HOLDS_##how,
#include "md_fidelity.def"
#undef HOLDS
};

/* Markdown has no sign of its own: what is text and no markup of another kind may be Markdown. */
static int32_t probe(const void *data, uint64_t size, const char *name) {
    pecia_str text = {data, size};
    (void)name;
    if (size == 0) {
        return 5;
    }
    if (memchr(data, 0, (size_t)size) || pecia_str_begins(text, "PK") || pecia_str_begins(text, "<?xml") ||
        pecia_str_begins(text, "\xFF\xFE") || pecia_str_begins(text, "\xFE\xFF")) {
        return 0;
    }
    if (memmem(data, (size_t)size, "\n[^", 3) && memmem(data, (size_t)size, "]: ", 3)) {
        return 60;
    }
    if (pecia_str_begins(text, "---\n") || pecia_str_begins(text, "# ") || memmem(data, (size_t)size, "\n## ", 4) ||
        memmem(data, (size_t)size, "\n# ", 3)) {
        return 50;
    }
    return 10;
}

static const pecia_format format = {
    .struct_size = sizeof(pecia_format),
    .fidelity_count = PECIA_KIND_COUNT,
    .name = "markdown",
    .title = "Markdown (CommonMark with notes, tables and metadata)",
    .extensions = extensions,
    .media_types = media_types,
    .options = options,
    .fidelity = fidelity,
    .probe = probe,
    .read = md_read,
    .write = md_write,
};

static const pecia_format *const formats[] = {&format, NULL};

static const pecia_plugin plugin = {
    .magic = PECIA_PLUGIN_MAGIC,
    .struct_size = sizeof(pecia_plugin),
    .abi_major = PECIA_ABI_MAJOR,
    .abi_minor = PECIA_ABI_MINOR,
    .min_host_minor = 0,
    .id = "pecia.markdown",
    .version = "0.1.0",
    .licence = "MIT",
    .formats = formats,
};

PECIA_SUMMARY("markdown md,markdown,mkd text/markdown\n");

const pecia_plugin *pecia_plugin_entry(void) {
    return &plugin;
}
