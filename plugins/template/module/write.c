/* SPDX-License-Identifier: MIT
 *
 * write.c: from a document to a file. The cursor shows the document as formats of lines can hold it: blocks hold
 * blocks, phrases hold words. Every node that it shows gets an outcome; one that was forgotten makes the conversion
 * fail. */
#include <string.h>

#include "quire.h"

enum { DEEPEST_HEADING = 9 };

typedef struct writer {
    const pecia_host *host;
    pecia_job *job;
    pecia_output *output;
    const pecia_document *document;
    pecia_cursor *cursor;
    uint32_t sections, quotes; /* that are open; quotes within the note if one is */
    uint32_t joint;            /* quotations that went on since the last block */
    uint32_t note;             /* number of the note whose body is written, from 1; 0: none */
    pecia_str label;           /* that is printed for it */
    int note_began;            /* its sign with its number was written */
    int block_began;           /* anything was written at all */
    int in_line;               /* the line holds something */
    int wants_space;           /* white space was seen and not yet written */
    int keeps_lines;           /* the option "lines" */
} writer;

static void put(writer *w, const char *data, uint64_t size) {
    w->host->output->write(w->output, data, size);
}

static void put_sign(writer *w, const char *sign) {
    put(w, sign, strlen(sign));
}

static void put_number(writer *w, uint32_t number) {
    char digits[10];
    char *at = digits + sizeof digits;
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    put(w, at, (uint64_t)(digits + sizeof digits - at));
}

static int is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* ------------------------------------------------------------------ notes */

/* True if LABEL can stand in a mark. */
static int is_plain(pecia_str label) {
    for (uint64_t i = 0; i < label.size; i++)
        if (label.data[i] == ']' || label.data[i] == '\\' || is_space(label.data[i]))
            return 0;
    return label.size > 0;
}

/* A note is named by its number, which is unique, and then by what is printed, if that is something else. */
static void put_note_name(writer *w, uint32_t note, pecia_str label) {
    int64_t number = 0;
    for (uint64_t i = 0; i < label.size && number >= 0 && number <= UINT32_MAX; i++)
        number = label.data[i] >= '0' && label.data[i] <= '9' ? number * 10 + (label.data[i] - '0') : -1;
    put_number(w, note + 1);
    if (number == (int64_t)note + 1 && label.data[0] != '0')
        return;
    put_sign(w, ":");
    if (is_plain(label))
        put(w, label.data, label.size);
}

/* ------------------------------------------------------------------ blocks */

static void put_quotes(writer *w) {
    for (uint32_t i = 0; i < w->quotes; i++)
        put_sign(w, "> ");
}

/* What stands before the first word of a block: a line between it and the last one, and its signs. */
static void begin_block(writer *w) {
    for (uint32_t i = 0; i < w->joint; i++)
        put_sign(w, i ? " >" : ">");
    put_sign(w, w->block_began ? "\n" : "");
    if (w->note) {
        put_sign(w, "^");
        if (!w->note_began)
            put_note_name(w, w->note - 1, w->label);
        put_sign(w, " ");
        w->note_began = 1;
    }
    put_quotes(w);
    w->joint = w->quotes;
    w->block_began = 1;
}

static void end_line(writer *w) {
    if (w->in_line)
        put_sign(w, "\n");
    w->in_line = w->wants_space = 0;
}

/* Goes on in another line of the same block. */
static void break_line(writer *w) {
    if (w->in_line) {
        put_sign(w, "\n");
        put_quotes(w);
        w->in_line = w->wants_space = 0;
    }
}

/* ------------------------------------------------------------------ words */

static void begin_word(writer *w, char first) {
    if (!w->in_line && strchr("=>", first))
        put_sign(w, "\\");
    if (w->wants_space && w->in_line)
        put_sign(w, " ");
    w->in_line = 1;
    w->wants_space = 0;
}

/* White space folds to one space; signs that would mean something get a backslash. */
static void put_words(writer *w, pecia_str text) {
    uint64_t at = 0;
    while (at < text.size) {
        if (is_space(text.data[at])) {
            w->wants_space = 1;
            at++;
            continue;
        }
        uint64_t from = at;
        begin_word(w, text.data[at]);
        while (at < text.size && !is_space(text.data[at])) {
            if (text.data[at] == '\\' || text.data[at] == '^') {
                put(w, text.data + from, at - from);
                put_sign(w, "\\");
                from = at;
            }
            at++;
        }
        put(w, text.data + from, at - from);
    }
}

static uint8_t put_mark(writer *w, const pecia_event *event) {
    pecia_str mark = {NULL, 0};
    pecia_note entry;
    w->host->document->note(w->document, event->note, &entry, NULL);
    if (!w->host->document->get(w->document, event->node, PECIA_N, &mark))
        mark = entry.label;
    begin_word(w, '^');
    put_sign(w, "^[");
    put_note_name(w, event->note, mark);
    put_sign(w, "]");
    return is_plain(mark) || !mark.size ? PECIA_CARRIED : PECIA_DEGRADED;
}

/* ------------------------------------------------------------------ the walk */

/* Kinds that hold words: each is a block of its own. */
static int is_phrase(uint32_t kind) {
    switch (kind) {
    case PECIA_HEADING:
    case PECIA_PARAGRAPH:
    case PECIA_ATTRIBUTION:
    case PECIA_TERM:
    case PECIA_LINE:
    case PECIA_SPEAKER:
    case PECIA_STAGE:
    case PECIA_CODE_BLOCK:
    case PECIA_CAPTION: return 1;
    default: return 0;
    }
}

static uint8_t enter_heading(writer *w) {
    int at_top = !w->quotes && !w->note && w->sections > 0 && w->sections <= DEEPEST_HEADING;
    begin_block(w);
    for (uint32_t i = 0; at_top && i < w->sections; i++)
        put_sign(w, "=");
    put_sign(w, at_top ? " " : "");
    return at_top ? PECIA_CARRIED : PECIA_DEGRADED;
}

/* The marks of a quotation in a line are characters of its text, unless the writer is to make them. A quotation that a
 * block broke off goes on behind it without new ones. */
static void put_quotation_mark(writer *w, const pecia_event *event, const char *mark) {
    int64_t marks = w->host->document->get_number(w->document, event->node, PECIA_MARKS, PECIA_MARKS_KEPT);
    if (marks != PECIA_MARKS_GENERATED || (event->flags & (PECIA_CONTINUED | PECIA_BROKEN)))
        return;
    if (event->type == PECIA_ENTER)
        begin_word(w, *mark);
    put_sign(w, mark);
}

static uint8_t enter(writer *w, const pecia_event *event) {
    switch (event->kind) {
    case PECIA_DOCUMENT:
    case PECIA_NOTE: return PECIA_CARRIED;
    case PECIA_SECTION: w->sections++; return PECIA_CARRIED;
    case PECIA_BLOCK_QUOTE: w->quotes++; return PECIA_CARRIED;
    case PECIA_HEADING: return enter_heading(w);
    case PECIA_PARAGRAPH: begin_block(w); return PECIA_CARRIED;
    case PECIA_QUOTE: put_quotation_mark(w, event, "\u201C"); return PECIA_DEGRADED;
    default:
        if (is_phrase(event->kind))
            begin_block(w);
        return PECIA_DEGRADED; /* what is inside is written */
    }
}

static void leave(writer *w, const pecia_event *event) {
    if (event->kind == PECIA_SECTION)
        w->sections--;
    else if (event->kind == PECIA_BLOCK_QUOTE)
        w->quotes--;
    else if (event->kind == PECIA_QUOTE)
        put_quotation_mark(w, event, "\u201D");
    else if (is_phrase(event->kind))
        end_line(w);
    w->joint = w->joint < w->quotes ? w->joint : w->quotes;
}

static uint8_t put_leaf(writer *w, const pecia_event *event) {
    switch (event->kind) {
    case PECIA_TEXT: put_words(w, event->text); return PECIA_CARRIED;
    case PECIA_SOFT_BREAK: /* an end of line or a space: both mean the same */
        if (w->keeps_lines)
            break_line(w);
        w->wants_space = 1;
        return PECIA_CARRIED;
    case PECIA_LINE_BREAK:
        put_sign(w, w->in_line ? "\\" : "");
        break_line(w);
        return PECIA_CARRIED;
    case PECIA_NOTE_REF: return put_mark(w, event);
    case PECIA_NOTE_SLOT: return PECIA_DEGRADED; /* bodies stand at the end */
    default: return PECIA_DROPPED;
    }
}

/* Writes what the cursor shows, to its end or, with NOTE, to the end of the note that it was sent into. */
static int32_t walk(writer *w, int note) {
    int32_t status = PECIA_OK;
    for (uint64_t count = 1; status == PECIA_OK; count++) {
        pecia_event *event = w->host->cursor->next(w->cursor);
        if (event->type == PECIA_END)
            return PECIA_OK;
        if (event->type == PECIA_ENTER)
            event->outcome = enter(w, event);
        else if (event->type == PECIA_LEAF)
            event->outcome = put_leaf(w, event);
        else
            leave(w, event);
        if (note && event->type == PECIA_EXIT && event->kind == PECIA_NOTE)
            return PECIA_OK;
        status = w->host->output->status(w->output);
        if (status == PECIA_OK && count % 1024 == 0)
            status = w->host->job->proceed(w->job); /* the user may have asked to stop */
    }
    return status;
}

int32_t quire_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output) {
    writer w = {.host = host, .job = job, .output = output, .document = document};
    w.keeps_lines = strcmp(host->job->option(job, "lines"), "keep") == 0;
    w.cursor = host->cursor->open(job, document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    int32_t status = w.cursor ? walk(&w, 0) : PECIA_ERR_MEMORY;
    for (uint32_t note = 0; status == PECIA_OK && note < host->document->note_count(document); note++) {
        if (!host->cursor->enter_note(w.cursor, note))
            continue; /* a mark without a body */
        pecia_note entry;
        host->document->note(document, note, &entry, NULL);
        w.note = note + 1;
        w.label = entry.label;
        w.note_began = 0;
        w.joint = w.quotes = 0;
        status = walk(&w, 1);
    }
    return status == PECIA_OK ? host->output->status(output) : status;
}
