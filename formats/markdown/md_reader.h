/* SPDX-License-Identifier: MIT
 *
 * md_reader.h: the state of one reading, shared by the files of the Markdown reader.
 *
 * The way of a document: md_source.c gives out its lines; md_yaml.c takes the metadata; md_piece.c cuts the text into
 * pieces and rewrites what cmark does not know (notes, tables, verse, strikes) into things that it does, with tokens in
 * the text, and long stretches of words too (md_words.c); md_parse.c has cmark parse a piece on an arena; md_blocks.c,
 * md_inlines.c and md_html.c turn its tree into builder calls, and tokens into what they stand for, or back into their
 * source where cmark took them for code.
 *
 * A token is U+2E2C, a letter, a number, U+2E2C. The sign is punctuation, as the bracket that it replaces, so that
 * emphasis beside it comes out right; one that stands in the source is replaced by a token itself.
 */
#ifndef PECIA_MARKDOWN_READER_H
#define PECIA_MARKDOWN_READER_H

#include <cmark.h>

#include "common/buf.h"
#include "md_flavour.h"
#include "md_scan.h"
#include "md_source.h"

#define MD_SIGN      "\xE2\xB8\xAC"
#define MD_SIGN_SIZE 3

enum md_token_kind {
    MD_TOKEN_MARK = 'm',    /* [^label] */
    MD_TOKEN_INLINE = 'i',  /* ^[body] */
    MD_TOKEN_NOTE = 'd',    /* begins an item that is the body of a note */
    MD_TOKEN_TABLE = 't',   /* begins a block quotation that is a table, with a paragraph for each cell */
    MD_TOKEN_ROW = 'r',     /* begins the first cell of a row */
    MD_TOKEN_CELL = 'c',    /* begins another cell */
    MD_TOKEN_VERSE = 'v',   /* begins a line of a line block */
    MD_TOKEN_TASK = 'k',    /* begins an open item of a task list, or a done one: VALUE */
    MD_TOKEN_STRIKE = 's',  /* ~~ */
    MD_TOKEN_OPEN = 'o',    /* [ of a span with attributes */
    MD_TOKEN_CLOSE = 'e',   /* ]{...}, its end */
    MD_TOKEN_HEAD = 'h',    /* {...} at the end of a heading */
    MD_TOKEN_FORMULA = 'f', /* $...$ */
    MD_TOKEN_SAYS = 'a',    /* {...} behind a link, an image or code */
    MD_TOKEN_WORDS = 'w',   /* words in which cmark would find nothing */
    MD_TOKEN_LITERAL = 'l'  /* stands for its source */
};

typedef struct md_token {
    uint8_t kind;
    uint8_t used;    /* INLINE: its mark was made */
    uint32_t value;  /* NOTE: the INLINE token it belongs to, or MD_NONE; INLINE: number of the note; TABLE: columns;
                        TASK: done;
                        STRIKE: 1 opens, 2 closes;
                        OPEN: the number of its CLOSE + 1, or 0; CLOSE: the kind that it closes, or 0;
                        WORDS: how many bytes of them stand before the token << 16 | behind it */
    uint64_t source; /* where its source stands in the reader's SOURCES; TABLE: its first column in ALIGNS */
    uint64_t size;
} md_token;

#define MD_NONE UINT32_MAX

/** From line LINE of the piece on, the source's line is DELTA further. */
typedef struct md_shift {
    uint32_t line;
    int64_t delta;
} md_shift;

/** A label of the notes and its note; open addressing. */
typedef struct md_label {
    uint64_t hash;
    uint64_t text; /* in LABELS */
    uint64_t size;
    uint32_t note;
    uint8_t has_body;
} md_label;

/** The body of an inline note, to be parsed behind its piece. */
typedef struct md_inline_note {
    uint32_t token;
    uint32_t depth;
    uint64_t body; /* in SOURCES */
    uint64_t size;
    uint32_t line; /* of the source */
} md_inline_note;

/** What is open in the builder. */
enum md_open_type {
    MD_OPEN_CMARK = 1, /* made for a node of cmark */
    MD_OPEN_SECTION,   /* a section opened by a heading of LEVEL */
    MD_OPEN_ELEMENT,   /* an HTML element in an HTML block */
    MD_OPEN_IMPLIED    /* a paragraph around bare text of an HTML block */
};
typedef struct md_open {
    uint8_t type;
    uint8_t kind;     /* of the builder's node; 0: none was made */
    uint8_t level;    /* of a section */
    uint8_t role;     /* of an element: enum md_role */
    uint8_t is_used;  /* a phrase that has content */
    uint8_t is_ended; /* an element whose end tag was met */
    uint32_t hash;    /* of an element's name */
    uint32_t node;    /* NOTE: its number */
} md_open;

/** A tag, or a strike, among the inlines of one node, and what it became. */
typedef struct md_tag {
    uint32_t hash;    /* of its name */
    uint8_t type;     /* enum md_html_type */
    uint8_t kind;     /* of the node that it opens or closes, once it has found its other half; else 0 */
    uint8_t skips;    /* OPEN: what stands inside is not shown, up to its other half */
    uint32_t other;   /* its other half, or MD_NONE */
    uint32_t token;   /* of a strike or a span */
    cmark_node *node; /* of a tag */
} md_tag;

typedef struct md_reader {
    const pecia_host *host;
    pecia_job *job;
    pecia_builder *builder;
    md_source text;
    uint32_t max_brackets;
    uint32_t syntax; /* set of enum md_syntax */
    uint32_t links;  /* open around the inline */

    md_scan scan;
    pecia_buf piece;       /* what cmark gets */
    pecia_buf definitions; /* link reference definitions of the whole document, when it is cut */
    uint32_t definition_lines;
    uint32_t piece_lines; /* lines in PIECE */
    uint64_t paragraph;   /* where the open paragraph begins in PIECE; UINT64_MAX for none */
    uint64_t *starts;     /* where the content of each of its lines begins */
    uint64_t start_count, start_capacity;
    bool is_heading;       /* the open paragraph is a heading */
    bool has_attributes;   /* the text may hold attributes in braces */
    bool has_formulas;     /* the text may hold formulas of TeX */
    uint32_t heading;      /* node of the heading whose inlines are added; 0 for none */
    uint32_t link, done;   /* nodes: the link that is open; the link, image or code that was added last */
    uint32_t bare;         /* node: the last one of what stands bare among blocks */
    uint32_t said_of;      /* node: what attributes at the start of the present text belong to; 0 for none */
    uint32_t inline_depth; /* of the inline note whose body is being rewritten */
    uint32_t paragraph_line;
    pecia_buf rest[2]; /* the rest of a line behind a note's label */
    pecia_buf head;    /* the head of a table */
    pecia_buf work;    /* a copy of a paragraph that is being rewritten */
    pecia_buf sources;
    md_token *tokens;
    uint64_t token_count, token_capacity;
    md_shift *shifts;
    uint64_t shift_count, shift_capacity, shift_at;
    md_inline_note *inlines;
    uint64_t inline_count, inline_capacity;
    uint32_t *aligns; /* of all tables of the piece, in turn */
    uint64_t align_count, align_capacity;

    pecia_str note_place; /* of notes that say nothing else; absent for none */
    md_label *labels;     /* the notes by label */
    bool has_keys;        /* MultiMarkdown's, which mark notes without a '^' */
    uint64_t label_count, label_capacity;
    pecia_buf label_text;

    md_open *open;
    uint64_t open_count, open_capacity;
    uint32_t containers; /* how many of them are cmark's */
    pecia_buf plain;     /* a literal with its tokens resolved */
    pecia_buf value;     /* an attribute's value */
    pecia_buf alt;
    md_tag *tags;
    uint64_t tag_count, tag_capacity;
    const md_token *expected; /* the token that the paragraph begins with, which is no part of its text */
    uint64_t skip;            /* bytes at the start of the next text that are no part of it */
    bool has_tokens;          /* the piece holds tokens */
    bool has_pairs;           /* the piece holds tokens of strikes or spans */
    bool has_tags;            /* the piece holds HTML */
    struct md_arena *arena;
    int block_line;                       /* of the piece: where the present block begins */
    uint32_t unbalanced, unbalanced_line; /* tags that belong to nothing */
    uint32_t hidden, hidden_line;         /* scripts and styles */
    uint32_t literals, literal_line;      /* brackets over the limit, which are text */
} md_reader;

/** md_piece.c: takes the next piece of the text into reader->piece; reader->at moves on. */
int32_t md_piece_next(md_reader *reader, uint64_t least);
/** Puts the bodies of the inline notes met so far into reader->piece; false if there are none. */
bool md_piece_inlines(md_reader *reader, int32_t *status);
/** Collects the link reference definitions of the whole text. */
int32_t md_piece_definitions(md_reader *reader);
/** Line of the source for LINE of the piece; lines must come in order. */
uint32_t md_piece_line(md_reader *reader, uint32_t line);

/** md_rewrite.c: rewrites the open paragraph of reader->piece, which ends here. */
int32_t md_rewrite(md_reader *reader);
/** md_words.c: replaces long stretches of words by tokens in the paragraph that begins at FROM of reader->piece. */
int32_t md_words(md_reader *reader, uint64_t from);
/** Appends TEXT to OUT with its lines joined, without what continues containers. */
void md_join_lines(pecia_buf *out, pecia_str text);
/** Remembers NOTE, an inline note to be parsed behind the piece. */
int32_t md_inline_add(md_reader *reader, md_inline_note note);
/** md_brackets.c: the size of the comment at the start of TEXT, "<!--...-->" (CommonMark 0.30, 6.6); 0 if there is
 * none.
 */
uint64_t md_comment_size(pecia_str text);
/** For each of the COUNT '[' of TEXT where its ']' stands, or MD_NONE, in *CLOSERS, which stays NULL if
 * TEXT is too long. Backslashes hide both, and code holds neither. Linear. */
int32_t md_brackets(md_reader *reader, pecia_str text, uint64_t count, uint32_t **closers);
/** md_tokens.c: appends a token with its source to reader->piece. */
int32_t md_token_add(md_reader *reader, uint8_t kind, uint32_t value, pecia_str source);
/** The token at the start of TEXT, which begins with MD_SIGN; *SIZE gets its length. NULL if it is none. */
md_token *md_token_at(md_reader *reader, pecia_str text, uint64_t *size);
/** Where MD_SIGN stands first in TEXT; NULL if it does not. */
static inline const char *md_sign_find(pecia_str text) {
    const char *s = text.data;
    const char *end = text.data + text.size;
    while (s && end - s >= MD_SIGN_SIZE && (s = memchr(s, '\xE2', (size_t)(end - s))) != NULL) {
        if (end - s >= MD_SIGN_SIZE && memcmp(s, MD_SIGN, MD_SIGN_SIZE) == 0) {
            return s;
        }
        s++;
    }
    return NULL;
}
pecia_str md_token_source(const md_reader *reader, const md_token *token);
/** How many bytes of a token's source stand before it too, and *BEHIND it. */
uint64_t md_token_edges(const md_token *token, uint64_t *behind);
/** TEXT with every token replaced by its source: TEXT itself if it holds none, else borrowed until the next call. */
pecia_str md_plain(md_reader *reader, pecia_str text);

/** md_attributes.c: the size of the attributes at the start of TEXT, "{#id .class key=value}"; 0 if there are none. */
uint64_t md_attributes_size(pecia_str text);
/** Takes the attributes off TEXT, a heading that ends with them, with the signs that close it. Returns them. */
pecia_str md_attributes_take(pecia_str *text);
/** Sets what TEXT, which begins with attributes, says on NODE. */
int32_t md_attributes_set(md_reader *reader, uint32_t node, uint32_t kind, pecia_str text);
/** The first class in TEXT, which begins with attributes; absent if there is none. */
pecia_str md_attributes_class(pecia_str text);

/** md_table.c: if LINE (content only) is the delimiter row that makes the open paragraph's only line the head of a
 * table, rewrites both; *DONE says so. */
int32_t md_table_begin(md_reader *reader, pecia_str line, bool *done);
/** Appends a row of the table that is open. */
int32_t md_table_row(md_reader *reader, pecia_str line);
/** Appends the prefix that continues all open containers. */
int32_t md_prefix(md_reader *reader, pecia_buf *out);

/** md_parse.c: parses reader->piece with cmark and converts it. */
int32_t md_parse(md_reader *reader);

/** md_notes.c: the note with LABEL (as in "[^label]"), made when it is new. */
md_label *md_note(md_reader *reader, pecia_str label);
/** The label in MARK, "[^label]", "[#key]" or "[?term]", with or without a colon behind it. */
pecia_str md_note_key(pecia_str mark);
/** Remembers that LABEL is defined, before its note is made; whether it is, or has a note. */
int32_t md_note_define(md_reader *reader, pecia_str label);
bool md_note_is_defined(md_reader *reader, pecia_str label);
/** md_keyed.c: remembers the key that LINE, a definition, begins with, if it is one. */
int32_t md_key_met(md_reader *reader, pecia_str line);
/** Size of the "[#key]" or "[?term]" that TEXT begins with, if it is defined; else 0. */
uint64_t md_keyed_mark(md_reader *reader, pecia_str text);
/** TEXT with its lines joined, without what continues containers: itself, or borrowed until reader->value changes. */
pecia_str md_joined(md_reader *reader, pecia_str text);
/** At the end of the text: the notes that are their own bodies, "[^like this one]", become inline notes to be parsed.
 */
int32_t md_wordy_notes(md_reader *reader);
/** True for a label that the writer made for a note without one: "note-7". */
bool md_is_made_up(pecia_str label);
/** True if LABEL looks like a mark as books print it. */
bool md_is_printed_mark(pecia_str label);

/** md_front.c: reads the metadata block at the start of the text, if there is one; moves reader->at and ->line. */
int32_t md_yaml(md_reader *reader);
/** md_yaml.c: takes the statements out of BLOCK; *IS_MAPPING: they are such, and no Markdown. Reports PROBLEM at LINE,
 * returns PECIA_ERR_INPUT. */
int32_t md_yaml_parse(md_reader *reader, pecia_str block, bool *is_mapping);
int32_t md_yaml_broken(md_reader *reader, uint32_t line, const char *problem);

/** md_blocks.c: turns the tree ROOT into builder calls. */
int32_t md_blocks(md_reader *reader, cmark_node *root);
/** Enters KIND in the builder (0: nothing) and remembers it as open. */
int32_t md_push(md_reader *reader, uint8_t type, uint8_t kind, uint32_t hash);
/** Closes everything that is open down to COUNT entries of reader->open. */
int32_t md_close(md_reader *reader, uint64_t count);
/** Makes a place where a block may stand: closes phrases, opens the item or cell that a list or row wants. */
int32_t md_room(md_reader *reader);
/** The innermost open entry; NULL if nothing is open. */
static inline md_open *md_top(const md_reader *reader) {
    return reader->open_count > 0 ? &reader->open[reader->open_count - 1] : NULL;
}

/** md_sections.c: a tag without its other half was met in the block that is being read: it is counted. */
void md_unbalanced(md_reader *reader);
/** Makes room for a heading of LEVEL: closes sections, opens one where sections may stand. *NUMBER gets
 * what goes to PECIA_LEVEL, 0 for nothing. */
int32_t md_section(md_reader *reader, uint32_t level, uint32_t *number);

/** md_headings.c: the heading NODE; one without words begins no section, and comments stand by themselves. */
int32_t md_heading(md_reader *reader, cmark_node *node);
/** True if NODE, an inline, is a comment, an instruction, or an element that is nothing. */
bool md_is_remark(cmark_node *node);
/** md_paragraph.c: a paragraph, or what it stands for: verse, an attribution, a block of another kind. FIRST: the
 * inline to begin with. */
int32_t md_paragraph(md_reader *reader, cmark_node *node, cmark_node *first);
/** If the block quotation NODE ends with the line of its source: the paragraph, and the inline the line begins with. */
bool md_attribution(cmark_node *node, cmark_node **paragraph, cmark_node **line);
int32_t md_attribution_line(md_reader *reader, cmark_node *paragraph, cmark_node *line);

/** md_inlines.c: turns the children of PARENT into builder calls, from FIRST up to, not including, STOP (NULL: all). */
int32_t md_inlines(md_reader *reader, cmark_node *parent, cmark_node *first, cmark_node *stop);
/** md_formula.c: adds the formula whose SOURCE, with its signs, this is. */
int32_t md_formula_read(md_reader *reader, pecia_str source);
/** md_addresses.c: adds TEXT, in which bare addresses become links. */
int32_t md_addresses(md_reader *reader, pecia_str text);
/** md_inlines.c: adds TEXT, in which tokens are resolved. */
int32_t md_inline_text(md_reader *reader, pecia_str text);
/** The literal of NODE. */
pecia_str md_literal(cmark_node *node);
/** True if the literal of NODE begins with a token. */
bool md_begins_with_token(cmark_node *node);

/** md_written.c: the mark of a note that the writer made an element of HTML, and the place of a note without a mark,
 * which TEXT is. */
struct md_html;
int32_t md_written_mark(md_reader *reader, const struct md_html *html);
int32_t md_written_slot(md_reader *reader, const struct md_html *html, cmark_node *text);
/** The body of a note that the writer made an element of HTML: enters *NOTE. */
int32_t md_written_body(md_reader *reader, const struct md_html *html, uint32_t *note);
/** The points from NODE on that the writer says stand before WHAT NODE is the first inline of, an "item" or a "line":
 * adds them and takes them out of the tree. Returns what is first then. */
cmark_node *md_points_before(md_reader *reader, cmark_node *node, const char *what, int32_t *status);
/** md_inlines.c: the point that HTML is, which ELEMENT says. */
struct md_element;
int32_t md_point(md_reader *reader, const struct md_html *html, const struct md_element *element);

/** md_tags.c: matches the tags among the siblings from FIRST to STOP; a tag's node gets its number + 1 in
 * reader->tags as user data. */
int32_t md_tags(md_reader *reader, cmark_node *first, cmark_node *stop);

/** md_notes.c: what an element at the start of a note says of its entry. */
int32_t md_note_says(md_reader *reader, const struct md_html *html);

/** md_markup.c: an HTML block. */
int32_t md_markup(md_reader *reader, cmark_node *node);
/** md_nesting.c: number of the innermost open element of HTML of the name HASH or, if that is 0, of KIND, down to the
 * nearest container of cmark; UINT64_MAX for none. */
uint64_t md_innermost(const md_reader *reader, uint32_t hash, uint8_t kind);
/** Closes what must be closed before an element of KIND may open: the item before an item and so on. */
int32_t md_make_way(md_reader *reader, uint8_t kind);
/** Closes the phrase that is open: <tbody> and its like begin no row and no item. */
int32_t md_leave_phrases(md_reader *reader);
/** True if an element of KIND may stand where we are. */
bool md_fits(const md_reader *reader, uint8_t kind);
/** TAG, of ROLE (enum md_role), is to open an element that is no node: closes the one of its name that is open right
 * around it, as HTML does, and keeps the limit of the depth, which the builder keeps for nodes alone. */
int32_t md_nest(md_reader *reader, const struct md_html *tag, uint8_t role);

/** The place of a line, for diagnostics. */
static inline pecia_place md_place(uint32_t line) {
    return (pecia_place){{NULL, 0}, line, 0};
}

#endif
