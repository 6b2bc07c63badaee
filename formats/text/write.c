/* SPDX-License-Identifier: MIT
 *
 * write.c: walks a document and writes it as plain text; the notes that had no place of their own come last.
 */
#include <stdlib.h>

#include "text.h"
#include "writer.h"

static bool is_inline(uint32_t kind) {
    switch (kind) {
    case PECIA_TEXT:
    case PECIA_SOFT_BREAK:
    case PECIA_LINE_BREAK:
    case PECIA_LINE_BEGINNING:
    case PECIA_EMPHASIS:
    case PECIA_STRONG:
    case PECIA_STYLE:
    case PECIA_CODE:
    case PECIA_LINK:
    case PECIA_IMAGE:
    case PECIA_QUOTE:
    case PECIA_CITE:
    case PECIA_BIBL:
    case PECIA_NOTE_REF:
    case PECIA_SPAN:
    case PECIA_FOREIGN_INLINE: return true;
    default: return false;
    }
}

static uint32_t body_of(const text_writer *w, uint32_t note) {
    pecia_note_state state;
    w->host->document->note(w->document, note, NULL, &state);
    return state.body;
}

/* True if the body of NOTE stood in the source before what comes next. */
static bool has_passed(const text_writer *w, uint32_t note) {
    const pecia_event *next = w->host->cursor->peek(w->cursor);
    uint32_t body = body_of(w, note);
    return next->type == PECIA_EXIT ? w->host->document->parent(w->document, body) == next->node : next->node > body;
}

/* The next note of a text whose place has come. */
static bool enter_placed_note(text_writer *w) {
    for (; w->placed_done < w->placed_count; w->placed_done++) {
        uint32_t note = w->placed[w->placed_done];
        if (w->state[note] & TEXT_NOTE_DONE) {
            continue;
        }
        if (!has_passed(w, note)) {
            return false;
        }
        if (w->host->cursor->enter_note(w->cursor, note)) {
            w->placed_done++;
            return true;
        }
    }
    return false;
}

/* The next note that waits to be written: those that were referred to, and at the end those that nothing refers to. */
static bool enter_next_note(text_writer *w) {
    if (enter_placed_note(w)) {
        return true;
    }
    while (w->written < w->queued) {
        uint32_t note = w->queue[w->written++];
        if (!(w->state[note] & TEXT_NOTE_DONE) && w->host->cursor->enter_note(w->cursor, note)) {
            return true;
        }
    }
    for (; w->end_notes && w->unreferenced < w->notes; w->unreferenced++) {
        pecia_note_state state;
        w->host->document->note(w->document, w->unreferenced, NULL, &state);
        if (state.body != 0 && !(w->state[w->unreferenced] & TEXT_NOTE_DONE) &&
            w->host->cursor->enter_note(w->cursor, w->unreferenced++)) {
            return true;
        }
    }
    return false;
}

/* True at the end of the body: what follows, a licence say, is no part of the text that the notes belong to. */
static bool ends_body(const text_writer *w, const pecia_event *event) {
    pecia_str role = {NULL, 0};
    if (event->kind != PECIA_MATTER || event->type != PECIA_EXIT) {
        return false;
    }
    w->host->document->get(w->document, event->node, PECIA_ROLE, &role);
    return pecia_str_is(role, "body");
}

/* True behind a block whose notes are to follow it. */
static bool ends_holder(const text_writer *w, const pecia_event *event) {
    bool block = w->phrase_kind == 0 && event->type == PECIA_EXIT && !is_inline(event->kind);
    return block && w->containers == 0 && !w->attach && !w->speaking;
}

static void write_event(text_writer *w, pecia_event *event) {
    bool last = event->type == PECIA_EXIT && event->kind == PECIA_DOCUMENT;
    bool note_over = event->type == PECIA_EXIT && event->kind == PECIA_NOTE;
    event->outcome = is_inline(event->kind) ? text_write_inline(w, event) : text_write_block(w, event);
    if (last) {
        w->end_notes = true;
    }
    bool sections = w->by_section || w->notes_at == TEXT_NOTES_SECTION;
    bool holder = ends_holder(w, event);
    bool section = w->written < w->queued && ((event->kind == PECIA_SECTION && sections) || ends_body(w, event) ||
                                              (w->notes_at == TEXT_NOTES_INLINE && holder));
    section = section || (holder && w->placed_done < w->placed_count && has_passed(w, w->placed[w->placed_done]));
    if (w->note_depth == 0 && w->cells == 0 && (last || section || (note_over && w->emptying))) {
        w->emptying = enter_next_note(w);
    }
}

static bool is_option(const text_writer *w, const char *name, const char *value) {
    const char *option = w->host->job->option(w->job, name);
    return option && strcmp(option, value) == 0;
}

static uint8_t choice(const text_writer *w, const char *name, const char *const *values) {
    uint8_t i = 0;
    while (values[i] && !is_option(w, name, values[i])) {
        i++;
    }
    return values[i] ? i : 0;
}

/* True if the reader will take _so_ for emphasis, by the conventions that it finds in the text. */
static bool shows_underscores(const text_writer *w) {
    const pecia_host *host = w->host;
    if (w->from_text || w->notes_style == TEXT_STYLE_PG || host->document->count(w->document, PECIA_EMPHASIS) == 0) {
        return true;
    }
    pecia_cursor *cursor = host->cursor->open(w->job, w->document, 1, PECIA_VIEW_RAW);
    bool found = false;
    for (const pecia_event *event = cursor ? host->cursor->next(cursor) : NULL;
         event && !found && event->type != PECIA_END; event = host->cursor->next(cursor)) {
        pecia_str text = event->kind == PECIA_TEXT ? pecia_str_trim(event->text) : (pecia_str){NULL, 0};
        found = text.size > 3 && (text.data[0] == '*' || text.data[0] == '[') &&
                (text_is_frame(text) || text_is_bracket_words(text));
    }
    if (cursor) {
        host->cursor->close(cursor);
    }
    return found;
}

static void read_options(text_writer *w) {
    static const char *const places[] = {"auto", "end", "section", "inline", NULL};
    static const char *const styles[] = {"bracket", "pg", "superscript", NULL};
    const char *wrap = w->host->job->option(w->job, "wrap");
    int64_t columns = 0;
    if (wrap && pecia_str_number(pecia_str_of(wrap), &columns) && columns >= 20 && columns <= 10000) {
        w->wrap = (uint32_t)columns;
    }
    w->from_text = strcmp(w->host->document->source_format(w->document), "text") == 0;
    w->notes_at = choice(w, "notes", places);
    w->notes_style = choice(w, "notes-style", styles);
    w->centred = is_option(w, "headings", "centred");
    w->plain_headings = is_option(w, "headings", "plain");
    w->page_brackets = is_option(w, "pages", "bracket");
    w->page_feeds = is_option(w, "pages", "auto");
    w->heading_wanted = is_option(w, "notes-heading", "word");
    w->image_words = is_option(w, "images", "words");
    w->underscores =
        is_option(w, "emphasis", "underscores") || (is_option(w, "emphasis", "auto") && shows_underscores(w));
    w->language = w->host->document->lang(w->document, 1);
}

static int32_t write_document(text_writer *w) {
    for (uint64_t i = 0; w->status == PECIA_OK; i++) {
        pecia_event *event = w->host->cursor->next(w->cursor);
        if (event->type == PECIA_END) {
            break;
        }
        write_event(w, event);
        if ((i & 4095) == 0 && w->status == PECIA_OK) {
            w->status = w->host->job->proceed(w->job);
        }
    }
    if (w->status == PECIA_OK && w->last != TEXT_LAST_NOTHING) {
        w->status = text_stream_put(w->stream, "\n", 1);
    }
    return w->status;
}

typedef struct text_place {
    uint32_t body, note;
} text_place;

static int by_body(const void *a, const void *b) {
    const text_place *one = a, *other = b;
    return (one->body > other->body) - (one->body < other->body);
}

/* Notes of a text stay where their bodies were, between the same paragraphs. */
static int32_t find_places(text_writer *w) {
    if (!w->from_text || w->notes_at != TEXT_NOTES_AUTO || w->heading_wanted || w->notes == 0) {
        return PECIA_OK;
    }
    text_place *places = w->host->job->alloc(w->job, (uint64_t)w->notes * sizeof(*places));
    w->placed = w->host->job->alloc(w->job, (uint64_t)w->notes * sizeof(*w->placed));
    if (!places || !w->placed) {
        return PECIA_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < w->notes; i++) {
        uint32_t body = body_of(w, i);
        if (body != 0 && !(w->state[i] & TEXT_NOTE_SLOTTED)) {
            places[w->placed_count++] = (text_place){body, i};
            w->state[i] |= TEXT_NOTE_QUEUED;
        }
    }
    qsort(places, w->placed_count, sizeof(*places), by_body);
    for (uint32_t i = 0; i < w->placed_count; i++) {
        w->placed[i] = places[i].note;
    }
    return PECIA_OK;
}

int32_t text_write(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output) {
    text_writer *w = host->job->alloc(job, sizeof(*w));
    int32_t status = PECIA_OK;
    if (!w) {
        return PECIA_ERR_MEMORY;
    }
    w->host = host;
    w->job = job;
    w->document = document;
    pecia_buf_init(&w->phrase, host, job);
    pecia_buf_init(&w->table, host, job);
    pecia_buf_init(&w->prefix, host, job);
    read_options(w);
    w->status = text_make_labels(w);
    w->status = w->status == PECIA_OK ? find_places(w) : w->status;
    w->cursor = host->cursor->open(job, document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (!w->cursor) {
        return PECIA_ERR_MEMORY;
    }
    w->stream = text_stream_open(host, job, output, w->from_text, &status);
    if (!w->stream) {
        return status;
    }
    status = write_document(w);
    text_stream_close(w->stream);
    return status != PECIA_OK ? status : host->output->status(output);
}
