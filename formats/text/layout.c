/* SPDX-License-Identifier: MIT
 *
 * layout.c: puts finished phrases into the output: blank lines, indentation, signs of items, wrapping.
 */
#include "characters.h"
#include "writer.h"

enum { QUOTE_INDENT = 4, ITEM_INDENT = 2, TEXT_INDENT = 4, USUAL_WIDTH = 72 };

static const char separator[] = "--------------------";

static void put(text_writer *w, const char *data, uint64_t size) {
    if (w->status == PECIA_OK && size > 0) {
        w->status = text_stream_put(w->stream, data, size);
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
    if (w->zone != TEXT_ZONE_FLOW && !w->end_notes && w->notes_style != TEXT_STYLE_PG) {
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
    bool headed = w->heading_wanted && w->end_notes;
    if (w->notes_style == TEXT_STYLE_PG && !(headed && w->zone == TEXT_ZONE_FLOW && !w->notes_head)) {
        w->zone = TEXT_ZONE_HEADED;
    } else if (w->zone == TEXT_ZONE_FLOW && !w->notes_head) {
        part(w);
        if (headed) {
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

/* Writes TEXT broken at the width asked for; the line has USED columns already, further lines begin at INDENT. A space
 * before each break tells the reader that the paragraph goes on (RFC 3676). */
static void put_wrapped(text_writer *w, pecia_str text, uint64_t used, uint64_t indent) {
    for (bool first = true; text.size > 0; first = false) {
        bool space = !first && text.data[0] == ' ';
        text = pecia_str_from(text, space);
        uint64_t end = text_piece_end(text);
        uint64_t width = text_columns(&w->ruler, (pecia_str){text.data, end});
        if (!first && used + space + width > w->wrap) {
            put_text(w, " \n");
            put_spaces(w, indent);
            used = indent;
        } else if (space) {
            put_text(w, " ");
            used++;
        }
        put(w, text.data, end);
        used += width;
        text = pecia_str_from(text, end);
    }
}

/* Spaces before a line of the phrase that is to stand in the middle. */
static uint64_t centre(text_writer *w, pecia_str line) {
    uint64_t room = w->wrap > 0 ? w->wrap : USUAL_WIDTH, width = text_columns(&w->ruler, line);
    return room > width ? (room - width) / 2 : 0;
}

/* Writes the lines of the phrase; each but the first begins at INDENT, or all stand in the MIDDLE. */
static void put_lines(text_writer *w, uint64_t indent, bool middle) {
    pecia_str rest = pecia_buf_str(&w->phrase);
    for (;;) {
        const char *end = rest.size > 0 ? memchr(rest.data, '\n', (size_t)rest.size) : NULL;
        uint64_t size = end ? (uint64_t)(end - rest.data) : rest.size;
        put_spaces(w, middle ? centre(w, (pecia_str){rest.data, size}) : 0);
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
static void put_phrase(text_writer *w, enum text_setting setting) {
    uint64_t indent = (uint64_t)w->indents * QUOTE_INDENT;
    indent += w->list_count > 1 ? (uint64_t)(w->list_count - 1) * TEXT_INDENT : 0;
    if (w->list_count > 0 && w->lists[w->list_count - 1].fresh) {
        indent = put_item_sign(w, indent);
    } else {
        indent += w->list_count > 0 ? TEXT_INDENT + ITEM_INDENT : 0;
        put_spaces(w, indent);
    }
    uint64_t used = indent + text_columns(&w->ruler, pecia_buf_str(&w->prefix));
    put(w, w->prefix.data, w->prefix.size);
    pecia_buf_clear(&w->prefix);
    bool lines = w->phrase.size > 0 && memchr(w->phrase.data, '\n', (size_t)w->phrase.size) != NULL;
    if (w->wrap > 0 && setting == TEXT_SET_PROSE && !lines && !text_is_frame(pecia_buf_str(&w->phrase))) {
        put_wrapped(w, pecia_buf_str(&w->phrase), used, indent);
    } else {
        put_lines(w, indent, setting == TEXT_SET_MIDDLE);
    }
    pecia_buf_clear(&w->phrase);
    w->status = w->status == PECIA_OK ? w->phrase.status : w->status;
}

/* The label of a note stands before its first paragraph, but over a verse, a list, a quotation: these would not be read
 * back from behind it. */
static void put_label_alone(text_writer *w, enum text_setting setting) {
    if (w->labelled && (setting != TEXT_SET_PROSE || w->list_count > 0 || w->indents > 0)) {
        part(w);
        put(w, w->prefix.data, w->prefix.size - 1);
        pecia_buf_clear(&w->prefix);
    }
    w->labelled = false;
}

void text_put_block(text_writer *w, enum text_setting setting) {
    if (w->attach && !w->wordy && w->last != TEXT_LAST_NOTHING) {
        put(w, w->phrase.data, w->phrase.size);
        pecia_buf_clear(&w->phrase);
        return;
    }
    put_label_alone(w, setting);
    part(w);
    put_phrase(w, setting);
}

void text_put_line(text_writer *w, bool first) {
    first = first || w->labelled;
    put_label_alone(w, TEXT_SET_LINE);
    if (first || w->last == TEXT_LAST_NOTHING) {
        part(w);
    } else {
        put_text(w, "\n");
    }
    put_phrase(w, TEXT_SET_LINE);
    w->last = TEXT_LAST_LINE;
}

void text_put_raw(text_writer *w, const char *data, uint64_t size) {
    part(w);
    put(w, data, size);
}

void text_put_behind(text_writer *w, const char *text) {
    put_text(w, text);
}
