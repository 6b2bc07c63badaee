/* SPDX-License-Identifier: MIT
 *
 * writer.h: what the parts of the plain text writer share.
 *
 * The layout is what the reader takes back (docs/TEXT.md): a blank line between blocks; a heading is underlined, the
 * sign tells its depth; a block quotation whose marks are not in the text is indented by four; list marks stand two
 * columns in, their text four further; verse lines follow each other; notes stand as "[30] ..." behind a line of
 * dashes, or where the source had them.
 */
#ifndef PECIA_FORMATS_TEXT_WRITER_H
#define PECIA_FORMATS_TEXT_WRITER_H

#include "columns.h"
#include "common/buf.h"
#include "common/fold.h"
#include "language.h"
#include "layout.h"
#include "stream.h"

enum { TEXT_MOST_LISTS = 64, TEXT_MOST_QUOTES = 64 };

/** What stood last in the output. */
enum text_last { TEXT_LAST_NOTHING = 0, TEXT_LAST_BLOCK, TEXT_LAST_LINE, TEXT_LAST_ROW };

/** Whether notes stand in the output right now. */
enum text_zone { TEXT_ZONE_FLOW = 0, TEXT_ZONE_HEADED, TEXT_ZONE_RULED };

/** Where notes stand: where the source had them and else at the end; at the end; behind their section; behind the block
 * that holds their mark. And how they look: [30]; as Project Gutenberg's; raised digits. */
enum text_notes { TEXT_NOTES_AUTO = 0, TEXT_NOTES_END, TEXT_NOTES_SECTION, TEXT_NOTES_INLINE };
enum text_notes_style { TEXT_STYLE_BRACKET = 0, TEXT_STYLE_PG, TEXT_STYLE_RAISED };

typedef struct text_list {
    int64_t number; /* of the next item; 0 for bullets */
    bool fresh;     /* the sign of the item waits for its first text */
} text_list;

typedef struct text_quote {
    uint32_t node;
    bool generated; /* its marks are to be made */
} text_quote;

typedef struct text_writer {
    const pecia_host *host;
    pecia_job *job;
    const pecia_document *document;
    text_stream *stream;
    text_ruler ruler;
    pecia_cursor *cursor;
    int32_t status;

    pecia_buf phrase; /* text of the phrase that is open; LF where a line break is meant */
    pecia_fold fold;
    uint32_t phrase_kind; /* kind of the phrase that is open, 0 for none */
    pecia_buf table;      /* rows of the table that is open, to be drawn when it ends (tables.c) */
    uint32_t row_count;   /* in it */
    bool table_header;    /* its first row is a header */
    pecia_buf prefix;     /* what stands before the next phrase: the label of a note */
    bool fill_space;      /* code: white space is kept */

    uint32_t sections; /* open */
    uint32_t level;    /* of the heading that is open */
    uint32_t indents;  /* open block quotations that are shown by indentation */
    uint32_t cells;    /* open cells */
    text_list lists[TEXT_MOST_LISTS];
    uint32_t list_count;
    text_quote quotes[TEXT_MOST_QUOTES]; /* inline quotations whose marks are made */
    uint32_t quote_count, quotes_over;
    uint32_t lists_over;   /* lists too deep to count */
    uint32_t note_depth;   /* open bodies of notes */
    uint32_t containers;   /* open lists, quotations, stanzas ...: no note may stand in them */
    uint32_t feeds;        /* form feeds before the next block */
    uint32_t unreferenced; /* notes below this number that nothing refers to are written */
    bool group_fresh;      /* the next line or row is the first of its group */
    bool image_words;
    bool by_section;  /* numbering restarts: notes stand at the end of each section */
    bool emptying;    /* the notes that wait are being written */
    bool from_text;   /* the document was read from plain text */
    bool underscores; /* emphasis is written as it was read, _so_ */
    bool wordy;       /* while attach is on: the phrase holds more than marks and points */
    bool attach;      /* the next phrase goes on in the line of the last one: the note mark behind a block quotation */
    bool labelled;    /* the prefix holds the label of a note */
    bool speaking;    /* the prefix holds a speaker's name */
    bool over_verse;  /* the last line was a speaker's name, and verse follows */
    uint8_t last;     /* enum text_last */
    uint8_t zone;     /* enum text_zone */
    bool notes_head;  /* the last block was a heading over notes */
    bool end_notes;   /* the text is over, the notes that had no place are written */

    uint32_t wrap;       /* columns, 0 for none */
    bool plain_headings; /* no underlines */
    bool centred;        /* headings, in the middle of the lines */
    uint8_t notes_at;    /* enum text_notes */
    uint8_t notes_style; /* enum text_notes_style */
    bool page_brackets, page_feeds;
    bool heading_wanted; /* words over the notes that had no place */
    pecia_str language;

    pecia_str *labels; /* of each note, without brackets */
    uint8_t *state;    /* of each note: TEXT_NOTE_ bits */
    uint32_t *queue;   /* notes in the order in which they will be written at the end */
    uint32_t queued, written, notes;
    uint32_t *placed; /* notes whose bodies stay where they were, in their order: those of a text */
    uint32_t placed_count, placed_done;
} text_writer;

enum {
    TEXT_NOTE_SLOTTED = 1,
    TEXT_NOTE_QUEUED = 2,
    TEXT_NOTE_DONE = 4,
    TEXT_NOTE_RELABELLED = 8,
    TEXT_NOTE_CURLY = 16,
    TEXT_NOTE_SQUARE = 32 /* has been written in brackets: so must be what follows */
};

/** labels.c: tells what each note is called in the output: as printed where the reader can take that back, else a
 * number. Returns a status. */
int32_t text_make_labels(text_writer *w);

/** Adds to OUT what opens the body of NOTE: "[30] ", "[Footnote 30: ". */
void text_add_label(text_writer *w, pecia_buf *out, uint32_t note);
/** Adds to OUT the mark of NOTE, called LABEL: "[30]", or raised digits. */
void text_add_mark(text_writer *w, pecia_buf *out, uint32_t note, pecia_str label);

/** How a phrase is set: wrapped, its lines as they are, each in the middle. */
enum text_setting { TEXT_SET_PROSE = 0, TEXT_SET_LINE, TEXT_SET_MIDDLE };
/** layout.c: puts what lies in W->phrase into the output as a block of its own, behind a blank line, and empties it. */
void text_put_block(text_writer *w, enum text_setting setting);
/** The same as a line that follows the one before it without a blank line; FIRST: as the first of its group. */
void text_put_line(text_writer *w, bool first);
/** Puts the bytes of TEXT behind what stands last: the end of a bracketed note. */
void text_put_behind(text_writer *w, const char *text);
/** Puts SIZE bytes of DATA as they are, behind a blank line. */
void text_put_raw(text_writer *w, const char *data, uint64_t size);
/** Ends the run of notes that is open, because something else comes. */
void text_end_zone(text_writer *w);
/** Opens a run of notes, unless one is open. */
void text_begin_zone(text_writer *w);

/** tables.c: a row begins; the phrase is its next cell; it ends; the table is drawn, if one is open. */
void text_begin_row(text_writer *w, bool header);
void text_add_cell(text_writer *w);
void text_end_row(text_writer *w);
void text_draw_table(text_writer *w);

/** phrases.c: events inside a phrase. Returns the outcome of the event's node. */
uint8_t text_write_inline(text_writer *w, const pecia_event *event);
/** Adds TEXT to the phrase, folded. */
void text_add(text_writer *w, pecia_str text);
/** Adds something that is no text, whole. */
void text_add_solid(text_writer *w, pecia_str text);

/** blocks.c: events between phrases. */
uint8_t text_write_block(text_writer *w, const pecia_event *event);
void text_open_phrase(text_writer *w, uint32_t kind);

#endif
