/* SPDX-License-Identifier: MIT
 *
 * tree.c: a format for tests that writes a document as an outline, a node a line: kind, attributes, text. Note bodies
 * stand behind the text. Texts longer than 60 bytes are cut in the middle, so that outlines can be read.
 */
#include <stdio.h>
#include <string.h>

#include "pecia/plugin.h"
#include "../../plugins/descriptor.h"

static const char *const kinds[] = {
    "?",           "DOCUMENT",       "MATTER",      "SECTION",      "HEADING",        "PARAGRAPH",  "BLOCK_QUOTE",
    "CITATION",    "ATTRIBUTION",    "LIST",        "ITEM",         "TERM",           "DEFINITION", "LINE_GROUP",
    "LINE",        "SPEECH",         "SPEAKER",     "STAGE",        "CODE_BLOCK",     "TABLE",      "ROW",
    "CELL",        "FIGURE",         "CAPTION",     "RULE",         "NOTE",           "NOTE_SLOT",  "FOREIGN_BLOCK",
    "TEXT",        "SOFT_BREAK",     "LINE_BREAK",  "EMPHASIS",     "STRONG",         "STYLE",      "CODE",
    "LINK",        "IMAGE",          "QUOTE",       "CITE",         "BIBL",           "NOTE_REF",   "SPAN",
    "ANCHOR",      "FOREIGN_INLINE", "PAGE_BREAK",  "COLUMN_BREAK", "LINE_BEGINNING", "MILESTONE",  "COMMENT",
    "INSTRUCTION", "SPACE",          "HIDDEN_BLOCK"};

static const struct {
    uint32_t key;
    const char *name;
    int number;
} keys[] = {{PECIA_N, "n", 0},           {PECIA_LANG, "lang", 0},
            {PECIA_ROLE, "role", 0},     {PECIA_PLACE, "place", 0},
            {PECIA_START, "start", 1},   {PECIA_LIST_STYLE, "list", 1},
            {PECIA_HEADER, "header", 1}, {PECIA_QUOTATION, "quotation", 1},
            {PECIA_MARKS, "marks", 1},   {PECIA_PART, "part", 1},
            {PECIA_TIE, "tie", 1}};

typedef struct out {
    const pecia_host *host;
    pecia_output *output;
    const pecia_document *document;
} out;

static void put(out *o, const char *data, size_t size) {
    o->host->output->write(o->output, data, size);
}

static void put_text(out *o, pecia_str text) {
    put(o, " \"", 2);
    if (text.size <= 60) {
        put(o, text.data, (size_t)text.size);
    } else {
        uint64_t from = text.size - 20, to = 35;
        while (((unsigned char)text.data[from] & 0xC0) == 0x80) {
            from++;
        }
        while (((unsigned char)text.data[to] & 0xC0) == 0x80) {
            to--;
        }
        put(o, text.data, (size_t)to);
        put(o, " ... ", 5);
        put(o, text.data + from, (size_t)(text.size - from));
    }
    put(o, "\"", 1);
}

static void put_keys(out *o, uint32_t node) {
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        char line[64];
        pecia_str text;
        int64_t value = o->host->document->get_number(o->document, node, keys[i].key, INT64_MIN);
        if (keys[i].number && value != INT64_MIN) {
            put(o, line, (size_t)snprintf(line, sizeof(line), " %s=%lld", keys[i].name, (long long)value));
        } else if (!keys[i].number && o->host->document->get(o->document, node, keys[i].key, &text)) {
            put(o, line, (size_t)snprintf(line, sizeof(line), " %s=", keys[i].name));
            put(o, text.data, (size_t)text.size);
        }
    }
}

static void put_event(out *o, pecia_event *event, uint32_t deeper) {
    char line[512];
    uint32_t depth = (event->depth + deeper) * 2 < 200 ? (event->depth + deeper) * 2 : 200;
    int size = snprintf(line, sizeof(line), "%*s%s", (int)depth, "", kinds[event->kind]);
    put(o, line, (size_t)size);
    if (event->kind == PECIA_NOTE_REF || event->kind == PECIA_NOTE || event->kind == PECIA_NOTE_SLOT) {
        pecia_note note = {0};
        o->host->document->note(o->document, event->note, &note, NULL);
        put(o, line,
            (size_t)snprintf(line, sizeof(line), " #%u %.*s %.*s", event->note, (int)note.label.size,
                             note.label.data ? note.label.data : "", (int)note.place.size,
                             note.place.data ? note.place.data : ""));
    }
    put_keys(o, event->node);
    if (event->text.data) {
        put_text(o, event->text);
    }
    put(o, "\n", 1);
}

static void walk(out *o, pecia_cursor *cursor, uint32_t deeper) {
    for (pecia_event *event = o->host->cursor->next(cursor); event->type != PECIA_END;
         event = o->host->cursor->next(cursor)) {
        event->outcome = PECIA_CARRIED;
        if (event->type != PECIA_EXIT) {
            put_event(o, event, deeper);
        }
    }
}

static int32_t tree_write(const pecia_host *host, pecia_job *job, const pecia_document *document,
                          pecia_output *output) {
    out o = {host, output, document};
    pecia_note_state state;
    pecia_meta meta;
    for (uint32_t i = 0; host->document->meta(document, i, &meta); i++) {
        put(&o, meta.key.data, (size_t)meta.key.size);
        put(&o, ": ", 2);
        put(&o, meta.value.data, (size_t)meta.value.size);
        put(&o, "\n", 1);
    }
    walk(&o, host->cursor->open(job, document, 1, PECIA_VIEW_COUNT), 0);
    for (uint32_t i = 0; host->document->note(document, i, NULL, &state); i++) {
        if (state.body) {
            walk(&o, host->cursor->open(job, document, state.body, PECIA_VIEW_COUNT), 1);
        }
    }
    return host->output->status(output);
}

static const char *const extensions[] = {"tree", NULL};
static const uint8_t fidelity[PECIA_KIND_COUNT] = {0};
static const pecia_format format = {.struct_size = sizeof(format),
                                    .fidelity_count = PECIA_KIND_COUNT,
                                    .name = "tree",
                                    .title = "Outline, for tests",
                                    .extensions = extensions,
                                    .fidelity = fidelity,
                                    .write = tree_write};
static const pecia_format *const formats[] = {&format, NULL};
static const pecia_plugin plugin = TEST_PLUGIN("pecia.test.tree", formats);

const pecia_plugin *pecia_plugin_entry(void) {
    return &plugin;
}
