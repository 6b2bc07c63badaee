/* SPDX-License-Identifier: MIT
 *
 * lines.c: a format of one paragraph a line, as somebody outside the project would write it: it includes the installed
 * header and nothing else of Pecia. Notes stand at the end, each on a line that begins with its mark in brackets.
 */
#include <pecia/plugin.h>
#include <string.h>

static const pecia_str newline = {"\n", 1};
static const pecia_str space = {" ", 1};

typedef struct writer {
    const pecia_host *host;
    pecia_output *output;
    const pecia_document *document;
    pecia_cursor *cursor;
    int wants_space; /* white space was seen and not yet written */
    int in_line;     /* the line holds something */
} writer;

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static int32_t lines_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder)
{
    const pecia_builder_api *b = host->builder;
    pecia_str text;
    int32_t status = host->input->content(input, &text);
    (void)job;
    if (status != PECIA_OK)
        return status;
    uint32_t number = 0;
    for (uint64_t at = 0; at < text.size;) {
        const char *end = memchr(text.data + at, '\n', text.size - at);
        uint64_t size = end ? (uint64_t)(end - text.data) - at : text.size - at;
        b->at(builder, 0, ++number, 1);
        if (size > 0) {
            b->enter(builder, PECIA_PARAGRAPH);
            b->text(builder, text.data + at, size);
            b->leave(builder, PECIA_PARAGRAPH);
        }
        at += size + 1;
    }
    return b->status(builder);
}

static void put(writer *w, pecia_str text)
{
    w->host->output->write(w->output, text.data, text.size);
}

/** Writes TEXT with every run of white space as one space, none at the edges of the line. */
static void put_folded(writer *w, pecia_str text)
{
    for (uint64_t at = 0; at < text.size;) {
        uint64_t from = at;
        if (is_space(text.data[at])) {
            w->wants_space = 1;
            at++;
            continue;
        }
        while (at < text.size && !is_space(text.data[at]))
            at++;
        if (w->wants_space && w->in_line)
            put(w, space);
        put(w, (pecia_str){text.data + from, at - from});
        w->wants_space = 0;
        w->in_line = 1;
    }
}

static void end_line(writer *w)
{
    if (w->in_line)
        put(w, newline);
    w->in_line = w->wants_space = 0;
}

static void put_mark(writer *w, uint32_t note)
{
    pecia_note entry;
    char number[24];
    if (!w->host->document->note(w->document, note, &entry, NULL))
        return;
    if (entry.label.data == NULL) {
        char *at = number + sizeof number;
        uint64_t rest = (uint64_t)note + 1;
        do {
            *--at = (char)('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        entry.label = (pecia_str){at, (uint64_t)(number + sizeof number - at)};
    }
    put_folded(w, PECIA_STR("["));
    put(w, entry.label);
    put(w, PECIA_STR("]"));
}

static int ends_line(uint32_t kind)
{
    static const uint8_t phrases[] = {PECIA_HEADING, PECIA_PARAGRAPH, PECIA_ATTRIBUTION, PECIA_TERM,    PECIA_LINE,
                                      PECIA_SPEAKER, PECIA_STAGE,     PECIA_CODE_BLOCK,  PECIA_CAPTION, PECIA_NOTE};
    return kind == 0 || memchr(phrases, (int)kind, sizeof phrases) != NULL;
}

static uint8_t put_leaf(writer *w, const pecia_event *event)
{
    switch (event->kind) {
    case PECIA_TEXT: put_folded(w, event->text); return PECIA_CARRIED;
    case PECIA_SOFT_BREAK: w->wants_space = 1; return PECIA_CARRIED;
    case PECIA_LINE_BREAK: w->wants_space = 1; return PECIA_DEGRADED;
    case PECIA_NOTE_REF: put_mark(w, event->note); return PECIA_DEGRADED;
    default: return PECIA_DROPPED;
    }
}

/** Writes until the cursor's end, or the end of the note body that it was just sent into. */
static void walk(writer *w, int note)
{
    for (;;) {
        pecia_event *event = w->host->cursor->next(w->cursor);
        if (event->type == PECIA_END)
            return;
        if (event->type == PECIA_LEAF)
            event->outcome = put_leaf(w, event);
        else if (event->type == PECIA_ENTER)
            event->outcome = event->kind == PECIA_PARAGRAPH || event->kind == PECIA_DOCUMENT ? PECIA_CARRIED : PECIA_DEGRADED;
        else if (ends_line(event->kind))
            end_line(w);
        if (event->type == PECIA_EXIT && note && event->kind == PECIA_NOTE)
            return;
    }
}

static int32_t lines_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output)
{
    writer w = {.host = host, .output = output, .document = document};
    w.cursor = host->cursor->open(job, document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (w.cursor == NULL)
        return PECIA_ERR_MEMORY;
    walk(&w, 0);
    for (uint32_t note = 0; note < host->document->note_count(document); note++)
        if (host->cursor->enter_note(w.cursor, note)) {
            put_mark(&w, note);
            w.wants_space = 1;
            walk(&w, 1);
        }
    return host->output->status(output);
}

static const char *const extensions[] = {"lines", NULL};
static const uint8_t fidelity[PECIA_KIND_COUNT] = {
    [PECIA_DOCUMENT] = PECIA_HOLDS_FULLY,    [PECIA_PARAGRAPH] = PECIA_HOLDS_FULLY,
    [PECIA_TEXT] = PECIA_HOLDS_FULLY,        [PECIA_SOFT_BREAK] = PECIA_HOLDS_FULLY,
    [PECIA_SECTION] = PECIA_HOLDS_PARTLY,    [PECIA_HEADING] = PECIA_HOLDS_PARTLY,
    [PECIA_BLOCK_QUOTE] = PECIA_HOLDS_PARTLY, [PECIA_QUOTE] = PECIA_HOLDS_PARTLY,
    [PECIA_NOTE] = PECIA_HOLDS_PARTLY,       [PECIA_NOTE_REF] = PECIA_HOLDS_PARTLY,
};

static const pecia_format lines_format = {
    .struct_size = sizeof(pecia_format),
    .fidelity_count = PECIA_KIND_COUNT,
    .name = "lines",
    .title = "One paragraph a line",
    .extensions = extensions,
    .fidelity = fidelity,
    .read = lines_read,
    .write = lines_write,
};

static const pecia_format *const formats[] = {&lines_format, NULL};

static const pecia_plugin plugin = {
    .magic = PECIA_PLUGIN_MAGIC,
    .struct_size = sizeof(pecia_plugin),
    .abi_major = PECIA_ABI_MAJOR,
    .abi_minor = PECIA_ABI_MINOR,
    .id = "example.lines",
    .version = "1.0",
    .licence = "MIT",
    .formats = formats,
};

const pecia_plugin *pecia_plugin_entry(void)
{
    return &plugin;
}
