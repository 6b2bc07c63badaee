/* SPDX-License-Identifier: MIT
 *
 * layout.c: puts finished phrases into the output: blank lines, indentation, signs of items, wrapping.
 */
#include "characters.h"
#include "writer.h"

enum { QUOTE_INDENT = 4, ITEM_INDENT = 2, TEXT_INDENT = 4 };

static const char separator[] = "--------------------";

static void put(text_writer *w, const char *data, uint64_t size) {
    if (w->status == PECIA_OK && size > 0) {
        w->status = w->host->output->write(w->output, data, size);
    }
}

static void put_text(text_writer *w, const char *text) {
    put(w, text, strlen(text));
}

static void put_spaces(text_writer *w, uint64_t count) {
    static const char spaces[] = "                                ";
    for (; count > 0; count -= count < 32 ? count : 32) {
        put(w, spaces, count < 32 ? count : 32);
    }
}

/* Ends what stands last so that a block can follow: a blank line. */
static void part(text_writer *w) {
    if (w->last != TEXT_LAST_NOTHING) {
        put_text(w, "\n\n");
    }
    for (; w->feeds > 0; w->feeds--) {
        put_text(w, "\f");
    }
    w->last = TEXT_LAST_BLOCK;
}

void text_end_zone(text_writer *w) {
    if (w->zone != TEXT_ZONE_FLOW && !w->end_notes) {
        part(w);
        put_text(w, separator);
    }
    w->zone = TEXT_ZONE_FLOW;
}

/* The word for notes in the document's language, as a heading of the highest rank. */
static void put_notes_heading(text_writer *w) {
    pecia_buf heading;
    pecia_str word = pecia_str_of(text_notes_word(w->language));
    pecia_buf_init(&heading, w->host, w->job);
    pecia_buf_add_code(&heading, text_upper(pecia_str_next(&word)));
    pecia_buf_add_str(&heading, word);
    uint64_t width = text_width(pecia_buf_str(&heading), UINT32_MAX);
    pecia_buf_add_char(&heading, '\n');
    pecia_buf_fill(&heading, '=', width < 3 ? 3 : width);
    put(w, heading.data, heading.size);
    w->status = w->status == PECIA_OK ? heading.status : w->status;
}

void text_begin_zone(text_writer *w) {
    if (w->zone == TEXT_ZONE_FLOW && !w->notes_head) {
        part(w);
        if (w->heading_wanted && w->end_notes) {
            put_notes_heading(w);
        } else {
            put_text(w, separator);
        }
        w->zone = TEXT_ZONE_RULED;
    } else if (w->zone == TEXT_ZONE_FLOW) {
        w->zone = TEXT_ZONE_HEADED;
    }
    w->notes_head = false;
}

/* Writes the sign of the item that waits for its first text; the columns that its text stands at. */
static uint64_t put_item_sign(text_writer *w, uint64_t indent) {
    pecia_buf sign;
    text_list *list = &w->lists[w->list_count - 1];
    pecia_buf_init(&sign, w->host, w->job);
    if (list->number > 0) {
        pecia_buf_add_number(&sign, list->number++);
        pecia_buf_add_text(&sign, ". ");
    } else {
        pecia_buf_add_text(&sign, "\xE2\x80\xA2 ");
    }
    list->fresh = false;
    put_spaces(w, indent + ITEM_INDENT);
    put(w, sign.data, sign.size);
    return indent + TEXT_INDENT + ITEM_INDENT;
}

/* Where the next space or line break of TEXT is, from FROM on. */
static uint64_t word_end(pecia_str text, uint64_t from) {
    while (from < text.size && text.data[from] != ' ' && text.data[from] != '\n') {
        from++;
    }
    return from;
}

/* Writes TEXT broken at WIDTH columns; the line has USED of them already, further lines begin at INDENT. */
static void put_wrapped(text_writer *w, pecia_str text, uint64_t used, uint64_t indent) {
    uint64_t at = 0;
    bool first = true;
    while (at < text.size) {
        uint64_t end = word_end(text, at);
        uint64_t width = text_width((pecia_str){text.data + at, end - at}, UINT32_MAX);
        if (!first && used + 1 + width > w->wrap) {
            put_text(w, "\n");
            put_spaces(w, indent);
            used = indent;
        } else if (!first) {
            put_text(w, " ");
            used++;
        }
        put(w, text.data + at, end - at);
        used += width;
        first = false;
        at = end + 1;
        if (end < text.size && text.data[end] == '\n') {
            put_text(w, "\n");
            put_spaces(w, indent);
            used = indent;
            first = true;
        }
    }
}

/* Writes the phrase; each of its lines but the first begins at INDENT. */
static void put_phrase(text_writer *w, uint64_t indent) {
    pecia_str rest = pecia_buf_str(&w->phrase);
    if (w->wrap > 0) {
        put_wrapped(w, rest, indent, indent);
        return;
    }
    for (;;) {
        const char *end = rest.size > 0 ? memchr(rest.data, '\n', (size_t)rest.size) : NULL;
        uint64_t size = end ? (uint64_t)(end - rest.data) : rest.size;
        put(w, rest.data, size);
        if (!end) {
            return;
        }
        put_text(w, "\n");
        put_spaces(w, indent);
        rest = pecia_str_from(rest, size + 1);
    }
}

/* Writes indentation, the sign of an item or the label of a note, and the phrase. */
static void put_line(text_writer *w) {
    uint64_t indent = (uint64_t)w->indents * QUOTE_INDENT;
    indent += w->list_count > 1 ? (uint64_t)(w->list_count - 1) * TEXT_INDENT : 0;
    if (w->list_count > 0 && w->lists[w->list_count - 1].fresh) {
        indent = put_item_sign(w, indent);
    } else {
        indent += w->list_count > 0 ? TEXT_INDENT + ITEM_INDENT : 0;
        put_spaces(w, indent);
    }
    put(w, w->prefix.data, w->prefix.size);
    pecia_buf_clear(&w->prefix);
    put_phrase(w, indent);
    pecia_buf_clear(&w->phrase);
    w->status = w->status == PECIA_OK ? w->phrase.status : w->status;
}

void text_put_block(text_writer *w) {
    if (w->attach && !w->wordy && w->last != TEXT_LAST_NOTHING) {
        put(w, w->phrase.data, w->phrase.size);
        pecia_buf_clear(&w->phrase);
        return;
    }
    part(w);
    put_line(w);
}

void text_put_line(text_writer *w, bool first) {
    if (first || w->last == TEXT_LAST_NOTHING) {
        part(w);
    } else {
        put_text(w, "\n");
    }
    put_line(w);
    w->last = TEXT_LAST_LINE;
}

void text_put_raw(text_writer *w, const char *data, uint64_t size) {
    part(w);
    put(w, data, size);
}
