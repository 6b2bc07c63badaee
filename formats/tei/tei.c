/* SPDX-License-Identifier: MIT
 *
 * tei.c: what the TEI module offers.
 */
#include "tei/tei.h"

static const char *const extensions[] = {"tei", "xml", "tei.xml", NULL};
static const char *const media_types[] = {"application/tei+xml", NULL};
static const char *const notes_choices[] = {"source", "inline", "back", NULL};
static const char *const missing_choices[] = {"mark", "gap", "error", NULL};
static const char *const marks_choices[] = {"keep", "strip", NULL};
static const char *const profile_choices[] = {
#define PROFILE(id, letter, name, about, notes_in_back, note_says_kind) name,
#include "tei/profiles.def"
#undef PROFILE
    NULL};

static const pecia_option notes = {
    .struct_size = sizeof(pecia_option),
    .type = PECIA_OPTION_CHOICE,
    .applies = PECIA_OPTION_WRITE,
    .name = "notes",
    .fallback = "source",
    .help = "where bodies of notes go: where the source had them, at their first mark, or in back",
    .choices = notes_choices};
static const pecia_option missing = {.struct_size = sizeof(pecia_option),
                                     .type = PECIA_OPTION_CHOICE,
                                     .applies = PECIA_OPTION_WRITE,
                                     .name = "missing-notes",
                                     .fallback = "mark",
                                     .help = "a mark without a note is written as it is, as a note with a gap, or is "
                                             "an error",
                                     .choices = missing_choices};
static const pecia_option marks = {.struct_size = sizeof(pecia_option),
                                   .type = PECIA_OPTION_CHOICE,
                                   .applies = PECIA_OPTION_WRITE,
                                   .name = "marks",
                                   .fallback = "keep",
                                   .help = "quotation marks stay in the text, or are taken out and said in @rend",
                                   .choices = marks_choices};
static const pecia_option profile = {.struct_size = sizeof(pecia_option),
                                     .type = PECIA_OPTION_CHOICE,
                                     .applies = PECIA_OPTION_WRITE,
                                     .name = "profile",
                                     .fallback = "all",
                                     .help = "the schema to write for: all is TEI P5 whole (tei_all), dtabf the DTA's",
                                     .choices = profile_choices};
static const pecia_option header = {.struct_size = sizeof(pecia_option),
                                    .type = PECIA_OPTION_FILE,
                                    .applies = PECIA_OPTION_WRITE,
                                    .name = "header",
                                    .help =
                                        "a file whose teiHeader is written in the place of one made of the document"};
static const pecia_option model = {.struct_size = sizeof(pecia_option),
                                   .type = PECIA_OPTION_TEXT,
                                   .applies = PECIA_OPTION_WRITE,
                                   .name = "model",
                                   .help = "address of a schema, for an xml-model instruction before the text"};
static const pecia_option indent = {.struct_size = sizeof(pecia_option),
                                    .type = PECIA_OPTION_BOOL,
                                    .applies = PECIA_OPTION_WRITE,
                                    .name = "indent",
                                    .fallback = "yes",
                                    .help = "indent elements that hold only elements; mixed content is never touched"};
static const pecia_option *const options[] = {&profile,
                                              &notes,
                                              &missing,
                                              &marks,
                                              &header,
                                              &model,
                                              &indent,
                                              &tei_choice_options[0],
                                              &tei_choice_options[1],
                                              &tei_choice_options[2],
                                              NULL};

#define FULL(kind) [PECIA_##kind] = PECIA_HOLDS_FULLY
static const uint8_t fidelity[PECIA_KIND_COUNT] = {
    FULL(DOCUMENT),
    FULL(MATTER),
    FULL(SECTION),
    FULL(HEADING),
    FULL(PARAGRAPH),
    FULL(BLOCK_QUOTE),
    FULL(CITATION),
    FULL(ATTRIBUTION),
    FULL(LIST),
    FULL(ITEM),
    FULL(TERM),
    FULL(DEFINITION),
    FULL(LINE_GROUP),
    FULL(LINE),
    FULL(SPEECH),
    FULL(SPEAKER),
    FULL(STAGE),
    FULL(CODE_BLOCK),
    FULL(TABLE),
    FULL(ROW),
    FULL(CELL),
    FULL(FIGURE),
    FULL(CAPTION),
    FULL(RULE),
    FULL(NOTE),
    FULL(NOTE_SLOT),
    [PECIA_FOREIGN_BLOCK] = PECIA_HOLDS_PARTLY,
    FULL(TEXT),
    FULL(SOFT_BREAK),
    FULL(LINE_BREAK),
    FULL(EMPHASIS),
    FULL(STRONG),
    FULL(STYLE),
    FULL(CODE),
    FULL(LINK),
    FULL(IMAGE),
    FULL(QUOTE),
    FULL(CITE),
    FULL(BIBL),
    FULL(NOTE_REF),
    FULL(SPAN),
    FULL(ANCHOR),
    [PECIA_FOREIGN_INLINE] = PECIA_HOLDS_PARTLY,
    FULL(PAGE_BREAK),
    FULL(COLUMN_BREAK),
    FULL(LINE_BEGINNING),
    FULL(MILESTONE),
    FULL(COMMENT),
    FULL(INSTRUCTION),
    FULL(HIDDEN_BLOCK),
};

/* A document that speaks of TEI near its beginning is TEI; other XML may be. */
static int32_t probe(const void *data, uint64_t size, const char *name) {
    static const char *const signs[] = {TEI_NS, "<TEI.2", "<teiCorpus", "<teiHeader"};
    pecia_str bytes = {data, size};
    (void)name;
    if (pecia_str_begins(bytes, "\xEF\xBB\xBF"))
        bytes = pecia_str_from(bytes, 3);
    bool wide = size > 1 && (memcmp(data, "\xFF\xFE", 2) == 0 || memcmp(data, "\xFE\xFF", 2) == 0);
    if (wide)
        return 5;
    bytes = pecia_str_trim(bytes);
    if (!bytes.size || bytes.data[0] != '<')
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (memmem(bytes.data, bytes.size, signs[i], strlen(signs[i])))
            return 95;
    return pecia_str_begins(bytes, "<?xml") ? 30 : 5;
}

static const pecia_format tei = {.struct_size = sizeof(pecia_format),
                                 .fidelity_count = PECIA_KIND_COUNT,
                                 .name = "tei",
                                 .title = "TEI P5 XML",
                                 .extensions = extensions,
                                 .media_types = media_types,
                                 .options = options,
                                 .fidelity = fidelity,
                                 .probe = probe,
                                 .read = tei_read,
                                 .write = tei_write,
                                 .get_extension = tei_get_extension};
static const pecia_format *const formats[] = {&tei, NULL};
static const pecia_plugin plugin = {.magic = PECIA_PLUGIN_MAGIC,
                                    .struct_size = sizeof(pecia_plugin),
                                    .abi_major = PECIA_ABI_MAJOR,
                                    .abi_minor = PECIA_ABI_MINOR,
                                    .id = "pecia.tei",
                                    .version = "0.1.0",
                                    .licence = "MIT",
                                    .formats = formats};

const pecia_plugin *pecia_plugin_entry(void) {
    return &plugin;
}

PECIA_SUMMARY("tei tei,xml,tei.xml application/tei+xml\n");
