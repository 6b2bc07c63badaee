/* SPDX-License-Identifier: MIT
 *
 * text.c: the plain text format as the host sees it.
 */
#include "text.h"

#include <string.h>

#include "characters.h"

static const char *const extensions[] = {"txt", "text", NULL};
static const char *const media_types[] = {"text/plain", NULL};
static const char *const errors[] = {"strict", "replace", NULL};
static const char *const paragraphs[] = {"auto", "block", "single", "print", "unformatted", NULL};
static const char *const joining[] = {"auto", "never", NULL};
static const char *const hyphens[] = {"auto", "keep", "join", "mark", NULL};
static const char *const headings[] = {"underlined", "centred", "plain", NULL};
static const char *const emphasis[] = {"auto", "none", "underscores", NULL};
static const char *const places[] = {"auto", "end", "section", "inline", NULL};
static const char *const note_styles[] = {"bracket", "pg", "superscript", NULL};
static const char *const line_ends[] = {"lf", "crlf", "cr", NULL};
static const char *const marks[] = {"auto", "always", "never", NULL};
static const char *const pages[] = {"auto", "none", "bracket", NULL};
static const char *const notes_headings[] = {"none", "word", NULL};
static const char *const metadata[] = {"none", "first-lines", NULL};
static const char *const images[] = {"none", "words", NULL};

#define OPTION(kind, way, word, value, list, sentence)                                                                 \
    {                                                                                                                  \
        .struct_size = sizeof(pecia_option), .type = (kind), .applies = (way), .name = (word), .fallback = (value),    \
        .choices = (list), .help = (sentence)                                                                          \
    }

static const pecia_option option_table[] = {
    OPTION(PECIA_OPTION_TEXT, PECIA_OPTION_READ | PECIA_OPTION_WRITE, "encoding", "auto", NULL,
           "encoding by its name for iconv: of the input, or of the output when only that is text; auto tells it from "
           "the bytes, and writes UTF-8"),
    OPTION(PECIA_OPTION_TEXT, PECIA_OPTION_WRITE, "output-encoding", "auto", NULL,
           "encoding of the output when the input is text too; auto writes UTF-8"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_READ, "errors", "strict", errors,
           "bytes that the encoding does not allow: refuse the input, or replace them by U+FFFD"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_READ, "paragraphs", "auto", paragraphs,
           "how paragraphs show: blank lines, one a line, indentation, short last lines"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_READ, "join-quotes", "auto", joining,
           "join closed fragments of a quotation that one note cites"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_READ, "hyphens", "auto", hyphens,
           "hyphens where a line ends inside a word: dropped where the text shows the joined word, kept, dropped, "
           "or made soft"),
    {.struct_size = sizeof(pecia_option),
     .type = PECIA_OPTION_NUMBER,
     .applies = PECIA_OPTION_READ,
     .name = "confidence",
     .fallback = "50",
     .help = "percent: guesses that are less sure are reported as warnings, which --strict does not allow",
     .min = 0,
     .max = 100},
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_READ, "metadata", "none", metadata,
           "take title, author and date from the first lines of a text that names them there"),
    OPTION(PECIA_OPTION_TEXT, PECIA_OPTION_WRITE, "wrap", "none", NULL,
           "columns that lines are broken at, 20 to 10000; none writes one line a paragraph"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_WRITE, "headings", "underlined", headings,
           "underlined headings can be read back with their depth; centred ones are underlined too"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_WRITE, "pages", "auto", pages,
           "page breaks: form feeds where nothing else is known of them, never, or as [p. 12]"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_WRITE, "notes", "auto", places,
           "notes stand where the source had them or else at the end, all at the end, behind each section, or behind "
           "the paragraph that has their mark"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_WRITE, "notes-style", "bracket", note_styles,
           "notes look like [30], like [Footnote 30: ...] as in Project Gutenberg's texts, or have raised digits"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_WRITE, "eol", "lf", line_ends, "what ends a line"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_WRITE, "bom", "auto", marks,
           "byte order mark; auto writes one in UTF-16 and UTF-32 where the name of the encoding gives no order"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_WRITE, "notes-heading", "none", notes_headings,
           "notes without a place of their own stand at the end behind a line of dashes, or under a heading"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_WRITE, "emphasis", "auto", emphasis,
           "write emphasis as _so_: where the text itself shows that they are signs, never, or always"),
    OPTION(PECIA_OPTION_CHOICE, PECIA_OPTION_WRITE, "images", "none", images,
           "write the descriptions of images in brackets too that are no words of the text"),
};

static const pecia_option *const options[] = {&option_table[0],
                                              &option_table[1],
                                              &option_table[2],
                                              &option_table[3],
                                              &option_table[4],
                                              &option_table[5],
                                              &option_table[6],
                                              &option_table[7],
                                              &option_table[8],
                                              &option_table[9],
                                              &option_table[10],
                                              &option_table[11],
                                              &option_table[12],
                                              &option_table[13],
                                              &option_table[14],
                                              &option_table[15],
                                              &option_table[16],
                                              &option_table[17],
                                              NULL};

static const uint8_t fidelity[PECIA_KIND_COUNT] = {
    [PECIA_DOCUMENT] = PECIA_HOLDS_PARTLY, /* words, no title, no language */
    [PECIA_MATTER] = PECIA_HOLDS_PARTLY,
    [PECIA_SECTION] = PECIA_HOLDS_PARTLY,
    [PECIA_HEADING] = PECIA_HOLDS_PARTLY,
    [PECIA_PARAGRAPH] = PECIA_HOLDS_FULLY,
    [PECIA_BLOCK_QUOTE] = PECIA_HOLDS_PARTLY,
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
    [PECIA_RULE] = PECIA_HOLDS_FULLY,
    [PECIA_NOTE] = PECIA_HOLDS_FULLY,
    [PECIA_NOTE_SLOT] = PECIA_HOLDS_PARTLY,
    [PECIA_FOREIGN_BLOCK] = PECIA_HOLDS_PARTLY,
    [PECIA_TEXT] = PECIA_HOLDS_FULLY,
    [PECIA_SOFT_BREAK] = PECIA_HOLDS_PARTLY,
    [PECIA_LINE_BREAK] = PECIA_HOLDS_FULLY,
    [PECIA_EMPHASIS] = PECIA_HOLDS_PARTLY,
    [PECIA_STRONG] = PECIA_HOLDS_PARTLY,
    [PECIA_STYLE] = PECIA_HOLDS_PARTLY,
    [PECIA_CODE] = PECIA_HOLDS_PARTLY,
    [PECIA_LINK] = PECIA_HOLDS_PARTLY,
    [PECIA_IMAGE] = PECIA_HOLDS_NOT,
    [PECIA_QUOTE] = PECIA_HOLDS_PARTLY,
    [PECIA_CITE] = PECIA_HOLDS_PARTLY,
    [PECIA_BIBL] = PECIA_HOLDS_PARTLY,
    [PECIA_NOTE_REF] = PECIA_HOLDS_FULLY,
    [PECIA_SPAN] = PECIA_HOLDS_PARTLY,
    [PECIA_ANCHOR] = PECIA_HOLDS_NOT,
    [PECIA_FOREIGN_INLINE] = PECIA_HOLDS_PARTLY,
    [PECIA_PAGE_BREAK] = PECIA_HOLDS_PARTLY,
    [PECIA_COLUMN_BREAK] = PECIA_HOLDS_NOT,
    [PECIA_LINE_BEGINNING] = PECIA_HOLDS_PARTLY,
    [PECIA_MILESTONE] = PECIA_HOLDS_NOT,
};

/* Anything may be text; a file that other formats know better, or that is full of control bytes, is less so. */
static int32_t probe(const void *data, uint64_t size, const char *name) {
    pecia_str head = {data, size};
    uint64_t controls = 0, length = strlen(name);
    bool named = length > 4 && strcmp(name + length - 4, ".txt") == 0;
    for (uint64_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)head.data[i];
        controls += c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    }
    if (pecia_str_begins(head, "PK\x03\x04") || controls * 10 > size) {
        return named ? 5 : 0;
    }
    bool clean = text_utf8_prefix(head) + 4 > size;
    return named ? 60 : clean ? 10 : 5;
}

static const pecia_format format = {
    .struct_size = sizeof(pecia_format),
    .fidelity_count = PECIA_KIND_COUNT,
    .name = "text",
    .title = "Plain text",
    .extensions = extensions,
    .media_types = media_types,
    .options = options,
    .fidelity = fidelity,
    .probe = probe,
    .read = text_read,
    .write = text_write,
};

static const pecia_format *const formats[] = {&format, NULL};

static const pecia_plugin plugin = {
    .magic = PECIA_PLUGIN_MAGIC,
    .struct_size = sizeof(pecia_plugin),
    .abi_major = PECIA_ABI_MAJOR,
    .abi_minor = PECIA_ABI_MINOR,
    .min_host_minor = 0,
    .id = "pecia.text",
    .version = "0.1.0",
    .licence = "MIT",
    .formats = formats,
};

const pecia_plugin *pecia_plugin_entry(void) {
    return &plugin;
}

PECIA_SUMMARY("text txt,text text/plain\n");
