/* SPDX-License-Identifier: MIT
 *
 * quire.c: what this plugin tells the host about itself.
 */
#include "quire.h"

static const char *const extensions[] = {"quire", NULL};

/* How well each kind survives being written and read back. The conformance kit tries every claim. */
static const uint8_t fidelity[PECIA_KIND_COUNT] = {
    [PECIA_SECTION] = PECIA_HOLDS_FULLY,
    [PECIA_HEADING] = PECIA_HOLDS_FULLY,
    [PECIA_PARAGRAPH] = PECIA_HOLDS_FULLY,
    [PECIA_BLOCK_QUOTE] = PECIA_HOLDS_FULLY,
    [PECIA_NOTE] = PECIA_HOLDS_FULLY,
    [PECIA_NOTE_REF] = PECIA_HOLDS_FULLY,
    [PECIA_TEXT] = PECIA_HOLDS_FULLY,
    [PECIA_SOFT_BREAK] = PECIA_HOLDS_FULLY,
    [PECIA_LINE_BREAK] = PECIA_HOLDS_FULLY,
    /* the words of all others are written, but what they were is not */
    [PECIA_DOCUMENT] = PECIA_HOLDS_PARTLY, /* its title and all else that is said about it are not */
    [PECIA_MATTER] = PECIA_HOLDS_PARTLY,
    [PECIA_CITATION] = PECIA_HOLDS_PARTLY,
    [PECIA_ATTRIBUTION] = PECIA_HOLDS_PARTLY,
    [PECIA_LIST] = PECIA_HOLDS_PARTLY,
    [PECIA_ITEM] = PECIA_HOLDS_PARTLY,
    [PECIA_TERM] = PECIA_HOLDS_PARTLY,
    [PECIA_DEFINITION] = PECIA_HOLDS_PARTLY,
    [PECIA_LINE_GROUP] = PECIA_HOLDS_PARTLY,
    [PECIA_LINE] = PECIA_HOLDS_PARTLY,
    [PECIA_SPEECH] = PECIA_HOLDS_PARTLY,
    [PECIA_SPEAKER] = PECIA_HOLDS_PARTLY,
    [PECIA_STAGE] = PECIA_HOLDS_PARTLY,
    [PECIA_CODE_BLOCK] = PECIA_HOLDS_PARTLY,
    [PECIA_TABLE] = PECIA_HOLDS_PARTLY,
    [PECIA_ROW] = PECIA_HOLDS_PARTLY,
    [PECIA_CELL] = PECIA_HOLDS_PARTLY,
    [PECIA_FIGURE] = PECIA_HOLDS_PARTLY,
    [PECIA_CAPTION] = PECIA_HOLDS_PARTLY,
    [PECIA_FOREIGN_BLOCK] = PECIA_HOLDS_PARTLY,
    [PECIA_EMPHASIS] = PECIA_HOLDS_PARTLY,
    [PECIA_STRONG] = PECIA_HOLDS_PARTLY,
    [PECIA_STYLE] = PECIA_HOLDS_PARTLY,
    [PECIA_CODE] = PECIA_HOLDS_PARTLY,
    [PECIA_LINK] = PECIA_HOLDS_PARTLY,
    [PECIA_QUOTE] = PECIA_HOLDS_PARTLY,
    [PECIA_CITE] = PECIA_HOLDS_PARTLY,
    [PECIA_BIBL] = PECIA_HOLDS_PARTLY,
    [PECIA_SPAN] = PECIA_HOLDS_PARTLY,
    [PECIA_FOREIGN_INLINE] = PECIA_HOLDS_PARTLY,
};

/* -O quire:lines=keep writes lines as they were; the host checks the value before write() is called. */
static const char *const lines_choices[] = {"join", "keep", NULL};
static const pecia_option lines_option = {
    .struct_size = sizeof(pecia_option),
    .type = PECIA_OPTION_CHOICE,
    .applies = PECIA_OPTION_WRITE,
    .name = "lines",
    .fallback = "join",
    .help = "what becomes of ends of line in a paragraph that only mean a space",
    .choices = lines_choices,
};
static const pecia_option *const options[] = {&lines_option, NULL};

static const pecia_format quire_format = {
    .struct_size = sizeof(pecia_format),
    .fidelity_count = PECIA_KIND_COUNT,
    .name = "quire",
    .title = "Text of the format quire",
    .extensions = extensions,
    .options = options,
    .fidelity = fidelity,
    .read = quire_read,
    .write = quire_write,
};

static const pecia_format *const formats[] = {&quire_format, NULL};

static const pecia_plugin quire_plugin = {
    .magic = PECIA_PLUGIN_MAGIC,
    .struct_size = sizeof(pecia_plugin),
    .abi_major = PECIA_ABI_MAJOR,
    .abi_minor = PECIA_ABI_MINOR,
    .id = "example.quire",
    .version = "0.1.0",
    .licence = "MIT",
    .formats = formats,
};

/* The same for the host to read without opening the module: it is opened only when a conversion needs it. */
PECIA_SUMMARY("quire quire -\n");

const pecia_plugin *pecia_plugin_entry(void) {
    return &quire_plugin;
}
