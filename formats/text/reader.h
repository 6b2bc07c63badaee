/* SPDX-License-Identifier: MIT
 *
 * reader.h: what the steps of the plain text reader share.
 *
 * The steps, in order: decode (bytes to UTF-8), clean (characters that XML or a line cannot hold), lines (a table of
 * the lines that are not blank), pages (page numbers and running heads leave it), units (paragraphs, headings, verse
 * lines: what is to be one phrase), areas (units that are bodies of notes), language, tokens (quotation and note marks
 * within the units), notes (marks meet bodies), quotations (opening marks meet closing ones), emit (the document).
 * Everything is linear in the text, and offsets are 32 bits wide: a text of 4 GiB is refused.
 */
#ifndef PECIA_FORMATS_TEXT_READER_H
#define PECIA_FORMATS_TEXT_READER_H

#include "common/buf.h"

#include "language.h"
#include "layout.h"
#include "signs.h"

/** What was guessed: guesses.def says how sure that is. */
enum text_guess_kind {
    TEXT_GUESS_NONE = 0,
#define GUESS(name, percent, what) TEXT_GUESS_##name,
#include "guesses.def"
#undef GUESS
};

/** A line that is not blank. SIZE leaves out white space at its end, START the one at its beginning. */
typedef struct text_line {
    uint32_t start;
    uint32_t size;
    uint32_t number;     /* in the file, from 1 */
    uint16_t width;      /* characters from START on, at most TEXT_WIDE */
    uint16_t indent;     /* columns, a tab is 8 */
    uint8_t blank;       /* blank lines before it, at most 255 */
    uint8_t page;        /* form feeds before it, at most 255 */
    uint8_t joint;       /* enum text_joint */
    uint8_t through : 1; /* a page begins here, and the paragraph goes on */
    uint8_t cited : 4;   /* signs > before it, as mail quotes */
    uint8_t foot : 2;    /* of notes at the foot of a page; 2: the first line of them */
    uint8_t flowed : 1;  /* ends in one space: the paragraph goes on in the next line (RFC 3676) */
} text_line;

/** The number of the page that begins at a line. */
typedef struct text_page {
    uint32_t line;  /* index into lines */
    uint32_t label; /* offset in the text */
    uint32_t size;
} text_page;

enum { TEXT_WIDE = 400 };

/** What becomes of a hyphen at the end of a wrapped line, inside a word. */
enum text_joint { TEXT_JOINT_NONE = 0, TEXT_JOINT_KEEP, TEXT_JOINT_DROP, TEXT_JOINT_SOFT };

enum text_unit_kind {
    TEXT_PARAGRAPH = 1,
    TEXT_HEADING,
    TEXT_VERSE,     /* one line of verse; flag GROUP_START on the first of a stanza */
    TEXT_RULE,      /* a line of asterisks or dashes */
    TEXT_ITEM,      /* one item of a list; GROUP_START on the first of a list */
    TEXT_ROW,       /* a line of a table drawn with bars; GROUP_START on the first */
    TEXT_PLAIN,     /* a line of preformatted text; GROUP_START on the first */
    TEXT_SPEECH,    /* a paragraph that a speaker's name opens */
    TEXT_SPEAKER,   /* a speaker's name over what is said */
    TEXT_STAGE,     /* a stage direction */
    TEXT_FIGURE,    /* [Illustration: ...] */
    TEXT_SEPARATOR, /* a line of dashes between the text and its notes: layout only */
};

/** Flags of a unit. */
enum {
    TEXT_GROUP_START = 1,
    TEXT_BREAKS = 2,       /* the ends of its lines are meant */
    TEXT_BODY = 4,         /* begins the body of a note */
    TEXT_BODY_MORE = 8,    /* goes on with the body of a note */
    TEXT_NOTES_HEAD = 16,  /* a heading over notes */
    TEXT_ORDERED = 32,     /* an item with a number */
    TEXT_QUOTED = 64,      /* wholly one quotation, or a whole paragraph of one */
    TEXT_NUMERAL = 128,    /* a heading that is only a number */
    TEXT_QUOTE_ON = 256,   /* TEXT_QUOTED: the next unit belongs to the same block quotation */
    TEXT_CITED = 512,      /* TEXT_QUOTED: a note mark follows, and nothing else */
    TEXT_TIE_FIRST = 1024, /* the quotation of the unit's tie begins here */
    TEXT_TIE_LAST = 2048,  /* it ends here */
    TEXT_SPOKEN = 4096,    /* goes on with the speech before it */
    TEXT_UNTITLED = 8192,  /* a heading that says a number and no title */
};

/** What will be one phrase of the document. */
typedef struct text_unit {
    uint32_t line; /* first line */
    uint32_t lines;
    uint32_t token; /* first token */
    uint32_t tokens;
    uint32_t note;    /* TEXT_BODY: index into bodies */
    uint32_t source;  /* TEXT_CITED: the first token of the marks behind the quotation */
    uint32_t tie;     /* all of it is inside the quotation of this number, without marks of its own; else 0 */
    uint32_t skip;    /* bytes of the first line that are a sign: a list mark, the number of a note */
    uint16_t rank;    /* heading: before depths are known, smaller is higher; item: its number */
    uint16_t flags;   /* TEXT_GROUP_START ... */
    uint16_t speaker; /* speech: bytes of the first line that name the speaker */
    uint16_t stage;   /* speech: where a direction behind the name begins, and ends; 0 for none */
    uint16_t stage_end;
    uint16_t words;    /* speech: where what is said begins */
    uint8_t kind;      /* enum text_unit_kind */
    uint8_t level;     /* heading, item: depth, from 1; paragraph: depth of the item it stands in, or 0 */
    uint8_t underline; /* heading: depth that its underline shows, or 0 */
    uint8_t quote;     /* depth of block quotation by indentation */
    uint8_t guess;     /* enum text_guess_kind; of a group: at its first unit */
    uint8_t cut;       /* bytes at the end of the last line that are a sign: the bracket of [Footnote 1: ...] */
} text_unit;

enum text_token_kind {
    TEXT_NONE = 0,  /* turned out to be nothing: stays text */
    TEXT_QUOTE,     /* a quotation mark, not matched yet */
    TEXT_OPEN,      /* opening mark of a quotation */
    TEXT_CLOSE,     /* closing mark of a quotation */
    TEXT_MARK,      /* a note mark */
    TEXT_MARK_IF,   /* a note mark if a body is found for it */
    TEXT_EMPH_OPEN, /* Gutenberg's _italic_ */
    TEXT_EMPH_CLOSE,
    TEXT_PAGE_IF, /* [p. 12]: the number of a page if it counts on; mate: the number */
    TEXT_PAGE,
};

/** Something within a unit that may be more than text. */
typedef struct text_token {
    uint32_t start; /* offset in the text */
    uint32_t mate;  /* marks: note; quotation: index of the other end; TEXT_NO_MATE */
    uint32_t tie;   /* quotation that runs over units: its number; 0 for none */
    uint8_t kind;   /* enum text_token_kind */
    uint8_t size;   /* bytes */
    uint8_t form;   /* mark: enum text_form; quotation: enum text_glyph */
    uint8_t part;   /* enum pecia_part, or 0; of a TEXT_QUOTE: TEXT_MAY_ bits; of a mark: enum text_guess_kind */
} text_token;

#define TEXT_NO_MATE UINT32_MAX

/** Quotation marks; the order is that of the table in glyphs.c. */
enum text_glyph {
    TEXT_GUILLEMET_LEFT = 0, /* « */
    TEXT_GUILLEMET_RIGHT,    /* » */
    TEXT_LOW,                /* „ */
    TEXT_LEFT,               /* “ */
    TEXT_RIGHT,              /* ” */
    TEXT_LOW_SINGLE,         /* ‚ */
    TEXT_LEFT_SINGLE,        /* ‘ */
    TEXT_RIGHT_SINGLE,       /* ’ */
    TEXT_ANGLE_LEFT,         /* ‹ */
    TEXT_ANGLE_RIGHT,        /* › */
    TEXT_CORNER_LEFT,        /* 「 */
    TEXT_CORNER_RIGHT,       /* 」 */
    TEXT_DOUBLE_LEFT,        /* 『 */
    TEXT_DOUBLE_RIGHT,       /* 』 */
    TEXT_STRAIGHT,           /* " */
    TEXT_UNDERSCORE,         /* _ of Gutenberg's italics */
    TEXT_STRAIGHT_SINGLE,    /* ' */
    TEXT_GLYPHS
};
enum { TEXT_MAY_OPEN = 1, TEXT_MAY_CLOSE = 2, TEXT_MAY_BE_PLURAL = 4 };

/** glyphs.c: the glyph that is CODE, or TEXT_GLYPHS. */
uint32_t text_glyph_of(uint32_t code);
/** Whether GLYPH between the characters BEFORE and AFTER (0 at an edge) may open or close a quotation by the habits of
 * MARKS: a set of TEXT_MAY_ bits. */
uint32_t text_glyph_sides(uint32_t glyph, uint32_t before, uint32_t after, const text_marks *marks);
/** True if CLOSE can end what OPEN began. */
bool text_glyphs_match(uint32_t open, uint32_t close);

/** How a note mark or the number of a body is printed. */
enum text_form {
    TEXT_FORM_NONE = 0,
    TEXT_FORM_SQUARE, /* [30] */
    TEXT_FORM_CURLY,  /* {30} */
    TEXT_FORM_ROUND,  /* (30) */
    TEXT_FORM_RAISED, /* superscript digits */
    TEXT_FORM_STAR,   /* * ** † ‡ § */
    TEXT_FORM_DOT,    /* body only: 30. */
    TEXT_FORM_PAREN,  /* 30) */
    TEXT_FORM_ALONE,  /* body only: 30 on a line of its own */
    TEXT_FORM_BARE,   /* body only, in a list of notes: 30 and white space */
    TEXT_FORM_NAMED   /* body only: [Footnote 30: ...] */
};

/** The body of a note, found before its mark. */
typedef struct text_body {
    uint32_t unit;   /* where it begins */
    uint32_t units;  /* how many units it has */
    uint32_t label;  /* offset of the label in the text */
    uint32_t area;   /* run of bodies it stands in, from 1 */
    uint32_t note;   /* entry in the notes table, TEXT_NO_MATE until it has one */
    uint8_t size;    /* bytes of the label */
    uint8_t form;    /* enum text_form */
    uint32_t next;   /* body with the same label, TEXT_NO_MATE at the last */
    uint8_t sure;    /* stands under a heading or separator: a body even without a mark */
    uint8_t dropped; /* no body after all */
    uint8_t listed;  /* stands under a heading: it keeps its place */
} text_body;

typedef struct text_reader {
    const pecia_host *host;
    pecia_job *job;
    pecia_builder *builder;
    pecia_input *input;
    pecia_str raw;       /* the input as it came */
    uint64_t released;   /* bytes of a text made of it, whose memory was given back */
    uint32_t order_mark; /* bytes of the byte order mark */
    pecia_str text;      /* UTF-8, lines ended by LF (or CR LF) */
    text_line *lines;
    uint64_t line_count, line_room;
    text_page *pages; /* numbered ones, by their lines */
    uint64_t page_count, page_room;
    text_unit *units;
    uint64_t unit_count, unit_room;
    text_token *tokens;
    uint64_t token_count, token_room;
    text_body *bodies;
    uint64_t body_count, body_room;
    uint32_t area_count;
    const text_marks *marks; /* of the language */
    char language[16];       /* "" when it is not known */
    uint32_t ties;
    int style;            /* enum text_style */
    uint32_t width;       /* of wrapped lines */
    uint32_t margin;      /* columns that most lines are indented by */
    bool underscores;     /* _so_ is emphasis here */
    bool gutenberg;       /* made by Project Gutenberg: its conventions hold */
    bool underlined;      /* some heading is underlined, so all headings are */
    bool in_notes;        /* units.c: under a heading of notes, where each number begins a unit */
    uint32_t last_note;   /* units.c: the number of the last note there */
    uint32_t last_alone;  /* units.c: the last number alone on its line over other lines */
    bool tokens_open;     /* tokens.c: a straight mark is open, so that 6" is no inch */
    bool flowed;          /* lines that go on end in a space, so all other ends are meant */
    uint32_t headed;      /* note_heads.c: marks of notes were looked for up to this byte of the text */
    bool moved;           /* page_notes.c: lines are not in the order of the text */
    bool page_notes;      /* areas.c: notes stand at the foot of pages, behind separators */
    bool spaced;          /* blank lines stand between most lines, so that they tell nothing */
    uint32_t first, last; /* lines of the work itself: Gutenberg's header and licence lie outside */
    uint32_t tail;        /* from here on stand its notes, where a converter put them behind the licence */
} text_reader;

/** True if LINE belongs to the work. */
static inline bool text_is_inside(const text_reader *r, uint32_t line) {
    return (line >= r->first && line < r->last) || line >= r->tail;
}

enum text_style { TEXT_AUTO = 0, TEXT_BLOCK, TEXT_SINGLE, TEXT_PRINT, TEXT_UNFORMATTED };

/** Text of LINE. */
static inline pecia_str text_of_line(const text_reader *r, const text_line *line) {
    pecia_str str = {r->text.data + line->start, line->size};
    return str;
}

/** First line of UNIT, and its text behind the sign that opens it. */
static inline const text_line *text_first_line(const text_reader *r, const text_unit *unit) {
    return &r->lines[unit->line];
}
static inline pecia_str text_of_unit(const text_reader *r, const text_unit *unit) {
    return pecia_str_from(text_of_line(r, text_first_line(r, unit)), unit->skip);
}

/** The byte behind the text of UNIT. */
static inline uint32_t text_unit_end(const text_reader *r, const text_unit *unit) {
    const text_line *last = &r->lines[unit->line + unit->lines - 1];
    return last->start + last->size - unit->cut;
}

/** The token that opens the text of UNIT, TEXT_NO_MATE if none does. */
static inline uint32_t text_opening_token(const text_reader *r, const text_unit *unit) {
    uint32_t start = r->lines[unit->line].start + (unit->kind == TEXT_SPEECH ? unit->words : unit->skip);
    return unit->tokens > 0 && r->tokens[unit->token].start == start ? unit->token : TEXT_NO_MATE;
}

/** The place of the byte OFFSET of the text, in LINE. Linear in the line: for diagnostics only. */
pecia_place text_place(const text_reader *r, const text_line *line, uint32_t offset);

/** True if the language of the text opens quotations with GLYPH. */
bool text_is_usual(const text_reader *r, uint32_t glyph);

/** read.c: the text before the byte UNTIL, and what it was made from, is not looked at again. */
void text_release(text_reader *r, uint64_t until);
/* Gives back the memory of the input up to its byte UNTIL, of which another text was made. */
void text_release_raw(text_reader *r, uint64_t until);

/* Each step works on R and returns a status. */

/** decode.c: tells the encoding of RAW and makes R->text. */
int32_t text_decode(text_reader *r, pecia_str raw);
/** clean.c: makes NULs, controls and unusual line ends harmless. */
int32_t text_clean(text_reader *r);
/** lines.c: the table of lines. */
int32_t text_find_lines(text_reader *r);
/** cited.c: takes the signs off lines that mail quotes. */
int32_t text_find_cited(text_reader *r);
/** pages.c: takes page numbers and running heads out of the table. */
int32_t text_find_pages(text_reader *r);
/** pages.c: the bytes of "[p. 12]" if it opens STR, else 0; its number goes to LABEL and VALUE. */
uint32_t text_read_page(pecia_str str, pecia_str *label, uint32_t *value);
/** pages.c: which TEXT_PAGE_IF are pages: those that count on, and no references to pages of other books. */
int32_t text_settle_pages(text_reader *r);
/** pages.c: the number, in LABEL, of the page that begins at LINE; false if it has none. */
bool text_page_label(const text_reader *r, uint32_t line, pecia_str *label);
/** pages.c: true if the paragraph that the line BEFORE ends goes on, by its last and its first word, in AFTER. */
bool text_goes_on(const text_reader *r, uint64_t before, uint64_t after);
/** page_notes.c: where the notes begin of the page that has the lines FIRST to END; END if it has none. */
uint32_t text_foot_notes(const text_reader *r, uint32_t first, uint32_t end);
/** page_notes.c: puts notes that stand at the foot of a page, within a paragraph, behind it. */
int32_t text_move_page_notes(text_reader *r);
/** style.c: how the file marks its paragraphs. */
int32_t text_find_style(text_reader *r);
/** style.c: the columns of LINE, indentation included. */
uint32_t text_line_width(const text_reader *r, const text_line *line);
/** True if the first word of NEXT would not have fitted at the end of LINE in WIDTH columns. */
bool text_line_is_full(const text_reader *r, const text_line *line, const text_line *next, uint32_t width);
/** Adds a unit of LINES lines from LINE on; NULL when memory ran out. */
text_unit *text_add_unit(text_reader *r, uint32_t line, uint32_t lines, uint8_t kind);
/** plain.c: true if the LINES lines from FIRST on are held together by columns; adds them as preformatted text. */
bool text_is_plain(const text_reader *r, uint32_t first, uint32_t lines);
int32_t text_add_plain(text_reader *r, uint32_t first, uint32_t lines);
/** verse.c: true if the LINES lines from FIRST on look like verse. With LOOSE, two lines that are set apart will do. */
bool text_is_verse(const text_reader *r, uint32_t first, uint32_t lines, bool loose);
/** items.c: true if LINE shows by a sign what it is; takes such a line: how many lines were taken, 0 if LINE is none,
 * -1 without memory. */
bool text_starts_special(const text_reader *r, uint32_t line);
int text_take_special(text_reader *r, uint32_t line);
/** signs.c: the label of MARK, without brackets. */
pecia_str text_label_of(const text_reader *r, const text_token *mark);
/** signs.c: the bytes that labels are compared by, and kept: raised and wide digits are digits. 32 bytes at OUT. */
pecia_str text_plain_label(pecia_str label, char *out);

/** units.c: paragraphs, verse, lists, rules, headings. */
int32_t text_find_units(text_reader *r);
/** hyphens.c: what becomes of hyphens where a wrapped line ends inside a word. */
int32_t text_find_hyphens(text_reader *r);
/** headings.c: which units of one line are headings. */
int32_t text_find_headings(text_reader *r);
/** headings.c: true if LINE is a heading by a word of headings.def or notes.def. */
bool text_is_worded_heading(pecia_str line);
/** headings.c: true if no letter of LINE is small and LEAST of them are capital. */
bool text_is_in_capitals(pecia_str line, uint32_t least);
/** headings.c: true if LINE, but for a note mark and full stops, is a number in digits or Roman. */
bool text_is_numeral(pecia_str line);
/** headings.c: bytes of the words of notes.def that open LINE, 0 if none do. */
uint64_t text_opening_notes_word(pecia_str line);
/** note_heads.c: true if LINE, with NEXT behind it, is a heading over notes. Asked line by line, from the first on. */
bool text_heads_notes(text_reader *r, uint32_t line, uint32_t next);
/** levels.c: the depths of headings. */
int32_t text_find_levels(text_reader *r);
/** areas.c: which units are bodies of notes. */
int32_t text_find_bodies(text_reader *r);
/** areas.c: makes what was taken for BODY paragraphs as any other. */
void text_drop_body(text_reader *r, text_body *body);
/** named_notes.c: bytes of LINE until behind "[Footnote 30: "; the label goes to ENTRY. 0 if it is no such note. */
uint32_t text_read_named(pecia_str line, text_entry *entry);
/** named_notes.c: the unit that closes the note in brackets that FIRST opens, unit_count if none does. No other note
 * begins within; where brackets do not pair, the first at the end of a unit will do. */
uint64_t text_find_closing(const text_reader *r, uint64_t first);
/** drama.c: which units are speeches and stage directions. */
int32_t text_find_speeches(text_reader *r);
/** language.c: the language of the text, into R->language and R->marks. */
int32_t text_find_language(text_reader *r);
/** tokens.c: quotation marks and note marks. */
int32_t text_find_tokens(text_reader *r);
/** notes.c: which mark belongs to which body. */
int32_t text_match_notes(text_reader *r);
/** notes_table.c: makes a note of each mark and of each body that has none. */
int32_t text_make_notes(text_reader *r);
/** quotations.c: which marks are the two ends of one quotation. */
int32_t text_match_quotations(text_reader *r);
/** passages.c: block quotations, and fragments that one note cites. */
void text_find_passages(text_reader *r);
/** emit.c: builds the document. */
int32_t text_emit(text_reader *r);

/** front.c: true if LINE is a word before an author's name ("by") and nothing else. */
bool text_is_by(pecia_str line);
/** front.c: title, author and date from the first lines, if they are asked for. */
int32_t text_find_front(text_reader *r);
/** gutenberg.c: finds Project Gutenberg's header and licence. */
int32_t text_find_gutenberg(text_reader *r);

#endif
