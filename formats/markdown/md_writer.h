/* SPDX-License-Identifier: MIT
 *
 * md_writer.h: the state of one writing, shared by the files of the Markdown writer.
 *
 * The document comes in the flow view. A phrase is gathered in LINE, with a slot wherever an emphasis opens or closes;
 * at its end the neighbours of every slot are known, so that it is written as a sign of Markdown where CommonMark's
 * flanking rules will see it, and as HTML where they would not. Blocks are lines behind the prefixes of the containers
 * around them. What Markdown has no sign for is an element with data-kind, which md_read() knows.
 */
#ifndef PECIA_MARKDOWN_WRITER_H
#define PECIA_MARKDOWN_WRITER_H

#include "common/buf.h"
#include "common/fold.h"
#include "common/origins.h"
#include "md_flavour.h"

/** Where an emphasis opens or closes. */
typedef struct md_slot {
    uint64_t at;    /* in LINE */
    uint32_t other; /* its other half */
    uint8_t is_close;
    uint8_t is_html;   /* how it will be written */
    uint8_t has_space; /* a space was written just before it */
    uint8_t is_empty;  /* nothing stands in it: it is not written */
    uint8_t kind;      /* PECIA_EMPHASIS, PECIA_STRONG, PECIA_STYLE (strike) */
} md_slot;

/** A container of blocks that is open. */
typedef struct md_frame {
    uint64_t prefix; /* size of PREFIX around it */
    uint32_t node;
    uint32_t number; /* of the next item of an ordered list */
    uint8_t kind;
    uint8_t how;        /* enum md_how */
    uint8_t is_started; /* something was written in it */
    uint8_t is_tight;
    uint8_t last_list; /* the sign of the list that was written last in it; 0 when something came behind */
    uint8_t sign;      /* of a list's markers */
    uint8_t level;     /* of a section's heading */
    uint8_t has_dash;  /* a block quotation in which a line may look like an attribution */
} md_frame;

enum md_how {
    MD_HOW_PASS = 1, /* its content alone */
    MD_HOW_SIGN,     /* as Markdown */
    MD_HOW_HTML      /* as an HTML element around blocks */
};

/** What an inline that is open will need at its end. */
typedef struct md_inline {
    uint8_t kind;
    uint8_t how; /* enum md_inline_how */
    uint32_t slot;
    uint32_t node;
    const char *close; /* HTML to close it */
} md_inline;

enum md_inline_how {
    MD_INLINE_NOTHING = 1,
    MD_INLINE_SLOT,
    MD_INLINE_HTML,
    MD_INLINE_LINK,
    MD_INLINE_SPAN,
    MD_INLINE_OWN,
    MD_INLINE_CODE
};

/** Where lines of a paragraph end: as in the source; nowhere; behind a sentence. More: behind so many characters. */
enum md_wrap_mode { MD_WRAP_KEEP = 0, MD_WRAP_NONE, MD_WRAP_SENTENCE };
/** Where the bodies of notes are written. */
enum md_where { MD_AT_END = 0, MD_AT_SECTION, MD_AT_BLOCK };

/** What is known of a note while writing. */
typedef struct md_note_out {
    uint64_t label; /* in LABELS */
    uint32_t size;
    uint8_t is_named;
    uint8_t is_queued;  /* its body is or will be written as a definition */
    uint8_t is_written; /* as an inline note */
    uint8_t was_marked;
} md_note_out;

/** A comment, and the body of the note that it stands in; 0 for none. */
typedef struct md_comment {
    uint32_t node, body;
} md_comment;
/** Which comment comes next in the walk of BODY; 0: of the document. */
typedef struct md_comment_place {
    uint64_t at;
    uint32_t body;
} md_comment_place;

typedef struct md_writer {
    const pecia_host *host;
    const pecia_origin_api *origins;
    pecia_job *job;
    const pecia_document *document;
    pecia_output *output;
    pecia_cursor *cursor;
    uint32_t syntax; /* set of enum md_syntax */
    bool is_plain;   /* no HTML */
    bool is_own;     /* the document was Markdown: what its author said of things is written again */
    bool is_setext, has_references;
    uint32_t wrap;       /* enum md_wrap_mode, or the most characters a line has */
    uint32_t where;      /* enum md_where */
    pecia_buf links_end; /* definitions of links, to be written at the end */
    uint32_t link_count;
    int32_t status;

    pecia_buf prefix;  /* what continues all open containers */
    pecia_buf pending; /* what begins the next line instead, when an item or quotation was just opened */
    md_frame *frames;
    uint64_t frame_count, frame_capacity;
    uint32_t sections;     /* open */
    uint32_t closed;       /* sections that ended and are still open for a reader */
    uint32_t closed_level; /* the least level among them */

    pecia_buf line;    /* the phrase being gathered, escaped */
    pecia_buf flushed; /* the same with its slots written */
    pecia_fold fold;
    bool is_soft; /* the pending space is a soft break */
    bool in_phrase;
    bool is_seen;       /* something stands in the phrase that a reader sees */
    bool one_line;      /* the phrase may not hold line ends: headings, cells */
    bool is_inner;      /* the phrase is a heading in an element: its first line begins with that */
    bool wraps;         /* the phrase is wrapped in a span that says its kind */
    uint8_t level;      /* of the phrase, if it is a heading that begins no section; else 0 */
    uint8_t phrase;     /* kind of the phrase */
    bool has_dash;      /* a line of the phrase begins with a dash and a space */
    uint64_t last_open; /* where the last opening slot or tag ends, for spaces that follow it */
    md_slot *slots;
    md_inline *inlines;
    uint64_t slot_count, slot_capacity, inline_count, inline_capacity;
    uint64_t *point_ends; /* the phrase holds nothing but points so far, which end there in LINE */
    uint64_t point_count, point_capacity;
    pecia_buf code;   /* content of inline code */
    uint32_t in_code; /* depth */
    uint64_t code_end, formula_end,
        markup_end; /* where code, a formula, a link, image, mark or code ended in LINE last */
    uint32_t links; /* open */
    pecia_buf tag;
    pecia_buf held;   /* marks that wait for a phrase */
    uint32_t *before; /* points that stand before the item or the line of verse that comes next */
    uint64_t before_count, before_capacity;
    const char *task; /* the box of a task's item, for its first phrase */
    uint32_t phrase_node;
    uint32_t lost_signs;  /* emphases that have no sign where they stand, without HTML */
    bool ends_in_markup;  /* the phrase: with a link, code or a span */
    bool ends_in_rule;    /* a rule was written last */
    bool has_lines;       /* something was written */
    md_comment *comments; /* in document order */
    uint64_t comment_count, comment_capacity;
    md_comment_place comment_at; /* the next one */
    uint32_t met;                /* the node that was met last */
    pecia_buf remarks;           /* comments that wait for words to stand behind */
    bool verse_open;             /* a line of verse was written whose end is still to come */
    uint32_t verse_blanks;       /* empty lines behind it */

    md_note_out *notes;
    uint32_t note_count;
    pecia_str note_place; /* that the metadata say of all notes */
    uint32_t *queue;
    uint64_t queue_count, queue_capacity, queue_at;
    pecia_buf labels;
    uint64_t *label_set; /* hashes of the labels in use; open addressing */
    uint64_t label_mask;
    uint32_t next_note, next_twin;       /* numbers of labels that were made up, or given again */
    uint32_t in_note;                    /* depth of inline notes */
    md_comment_place comments_behind[8]; /* for each of them: what to go on with behind it */
    uint32_t body;                       /* the note whose definition is being written + 1; 0 for none */
    bool starts_note;                    /* its first line is still to come */
    uint64_t *targets;                   /* hashes of the ids that links point to */
    uint64_t target_mask;
} md_writer;

/** md_write_lines.c: lines and containers. Opens a block: a blank line before it, if it needs one. */
void md_block(md_writer *w);
/** Begins a line with the prefixes of what is open. */
void md_line_begin(md_writer *w);
void md_line_end(md_writer *w);
void md_out(md_writer *w, const char *data, uint64_t size);
void md_out_text(md_writer *w, const char *text);
void md_out_str(md_writer *w, pecia_str text);
/** Opens a container: FIRST begins its first line, REST the others. NULL when memory ran out. */
md_frame *md_frame_open(md_writer *w, uint8_t kind, uint8_t how, uint32_t node, const char *first, const char *rest);
void md_frame_close(md_writer *w);
md_frame *md_frame_top(const md_writer *w);
/** The innermost container that is written itself, not by its content alone; the outermost if none is. */
md_frame *md_frame_inner(const md_writer *w);

/** md_write_text.c: gathers text. Escapes TEXT, folding white space. */
void md_text(md_writer *w, pecia_str text);
/** Appends TEXT as it is, behind a space that waits. */
void md_raw(md_writer *w, pecia_str text);
/** Folds the white space in LINE from FROM on, which stands within a line. */
void md_fold_from(md_writer *w, uint64_t from);
/** Appends TEXT, escaped and unfolded, to OUT. */
void md_escape(pecia_buf *out, pecia_str text);
void md_break(md_writer *w, bool is_soft);
/** Something closes: takes back the space behind a line break that ends what is inside. */
void md_break_end(md_writer *w);
uint32_t md_slot_open(md_writer *w, uint8_t kind);
void md_slot_close(md_writer *w, uint32_t slot);
/** md_write_formula.c: writes the formula of TeX that EVENT enters and passes it; false if it cannot be. */
bool md_formula(md_writer *w, const pecia_event *event);
/** md_write_wrap.c: ends lines in TEXT, a paragraph. */
void md_wrap(md_writer *w, pecia_buf *text);
/** md_write_flush.c: true if LINE would begin a block, or the source of a quotation. */
bool md_needs_escape(pecia_str line);
/** LINE with its slots and line starts dealt with, borrowed; LINE is empty then. */
pecia_str md_flush(md_writer *w);

/** md_write_tags.c: makes the open tag of element NAME in w->tag: data-kind (KIND, 0 for none), the attributes of NODE
 * that SET asks for. */
enum md_attributes { MD_ATTR_NONE = 0, MD_ATTR_FEW = 1, MD_ATTR_ALL = 2, MD_ATTR_LIST = 3 /* few, and its start */ };
pecia_str md_tag_open(md_writer *w, const char *name, uint32_t kind, uint32_t node, uint32_t set);
/** Appends to w->tag the attributes of NODE that MD_ATTR_FEW asks for, but for its id. */
void md_tag_rest(md_writer *w, uint32_t node);
/** Appends all attributes of NODE but for those of the keys in LEFT_OUT, a bit each. */
void md_tag_attributes(md_writer *w, uint32_t node, uint64_t left_out);
/** The same for an element that md_own_name() told; its end tag, in w->tag. */
pecia_str md_tag_own(md_writer *w, pecia_str name, uint32_t node);
pecia_str md_tag_end(md_writer *w, pecia_str name);
void md_tag_attribute(md_writer *w, const char *name, pecia_str value);
/** Makes in w->tag what NODE says as attributes of pandoc's, "{#id .class key=value}" behind a space; or nothing. */
pecia_str md_tag_braces(md_writer *w, uint32_t node, uint32_t set);
/** True if TEXT can be a name behind '#' or '.' in braces. */
bool md_is_simple(pecia_str text);
/** True if NODE says something that MD_ATTR_FEW would write; md_tag_has: and will, as HTML. */
bool md_tag_says(md_writer *w, uint32_t node);
bool md_tag_has(md_writer *w, uint32_t node);
/** md_write_own.c: the element that NODE was in Markdown and can be again, where its kind does not say it; empty for
 * none. */
pecia_str md_own_name(const md_writer *w, uint32_t node);
/** Appends to w->tag the attributes that NODE had in Markdown and that are no keys. */
void md_own_attributes(md_writer *w, uint32_t node);
/** True if NODE is an inline that is written as an element of its own, whatever stands in it. */
bool md_own_is_seen(const md_writer *w, uint32_t node);
/** md_write_tei.c: true if KEY of NODE is an attribute of TEI that is worth an element. */
bool md_tei_key(const md_writer *w, uint32_t node, uint32_t key);
/** True if NODE was an element of TEI; md_tei_says: TEI says by a name or an attribute what NODE's kind and keys do
 * not, and that is worth an element; md_tei_adds: or by keys. */
bool md_tei_is(const md_writer *w, uint32_t node);
bool md_tei_says(const md_writer *w, uint32_t node);
bool md_tei_adds(const md_writer *w, uint32_t node);
/** True if the style NODE, of the looks BITS, is to be an element that TEI names. */
bool md_tei_named(md_writer *w, uint32_t node, int64_t bits);
/** Appends to w->tag what TEI says of NODE beyond its kind, which HAS_KIND says is written: data-tei, data-tei-*. */
void md_tei_add(md_writer *w, uint32_t node, bool has_kind);
/** The next node in document order, whatever it is; 0 at the end. */
uint32_t md_next_node(const md_writer *w, uint32_t node);
/** Collects the identifiers that links point to. */
int32_t md_targets(md_writer *w);

/** md_write_blocks.c, md_write_inlines.c: an event that is a block's, or an inline's. */
void md_write_block(md_writer *w, pecia_event *event);
void md_write_inline(md_writer *w, pecia_event *event);
/** md_write_links.c: hides a '!' before what would be an image with it; the address of a link behind its ']'; an image;
 * the addresses that were put off. */
void md_guard_bang(md_writer *w);
void md_add_target(md_writer *w, pecia_str url, pecia_str title);
void md_image(md_writer *w, pecia_event *event);
void md_links_end(md_writer *w);
/** Opens a container whose content alone is written. */
void md_pass_enter(md_writer *w, pecia_event *event);
/** md_write_code.c: a block of code: the cursor stands behind its ENTER. Code in a line, NODE, that was gathered; true
 * if a mark stands in it; what NODE says, in braces behind code or a link. */
void md_code_block(md_writer *w, pecia_event *event);
void md_code_end(md_writer *w, uint32_t node);
bool md_code_holds_mark(const md_writer *w, uint32_t node);
void md_add_braces(md_writer *w, uint32_t node);
/** md_write_bare.c: writes the term NODE, or an element around blocks and passes it, in one line; false if more than
 * words stands in it. */
bool md_bare_term(md_writer *w, pecia_str text, uint32_t node);
bool md_bare_element(md_writer *w, const char *name, pecia_event *event, uint32_t set);
/** md_write_quotes.c */
void md_quote_enter(md_writer *w, pecia_event *event);
void md_citation_enter(md_writer *w, pecia_event *event);
/** md_write_phrases.c: a phrase begins: decides how it will be written. */
void md_phrase_enter(md_writer *w, pecia_event *event);
/** Begins to gather a phrase, and writes what was gathered. */
void md_phrase_begin(md_writer *w, const pecia_event *event);
void md_phrase_end(md_writer *w);
void md_held_end(md_writer *w);
/** The box of a task that is to be written. */
void md_task(md_writer *w);
/** Writes the points that wait, each of which says that it stands before WHAT, an "item" or a "line", or nothing; in
 * the line that is open, or as a block. */
void md_before(md_writer *w, const char *what);
void md_before_block(md_writer *w, const char *what);
/** md_write_lists.c */
void md_list_enter(md_writer *w, pecia_event *event);
void md_item_enter(md_writer *w, pecia_event *event);
/** Opens NODE as an element around blocks, and closes such a frame. */
void md_html_enter(md_writer *w, const char *name, uint32_t data_kind, pecia_event *event, uint32_t set);
/** A point that stands among blocks. */
void md_write_point(md_writer *w, pecia_event *event);

/** md_write_blocks.c: ends a <div> of the writer's own, and its frame. */
void md_div_close(md_writer *w);
/** md_write_sections.c: the beginning and the end of a section; what must stand before the next block. */
void md_section_enter(md_writer *w, pecia_event *event);
void md_section_exit(md_writer *w);
void md_sections_settle(md_writer *w, uint32_t level);
/** The same before NODE, unless that is empty; 0 for an implied paragraph. */
void md_sections_settle_before(md_writer *w, uint32_t node);
/** True if PHRASE begins with words, which can be a line of their own. */
bool md_is_line(const md_writer *w, uint32_t phrase);
/** The level that the heading NODE counts as. */
uint32_t md_heading_level(const md_writer *w, uint32_t node);
/** True if the heading NODE is to be written with '#'; *LEVEL how many. */
bool md_heading_sign(md_writer *w, const pecia_event *event, uint32_t *level);
/** True if the heading of EVENT, which begins no section, can be written with '#' and an element that says so. */
bool md_heading_marked(const md_writer *w, const pecia_event *event);

/** md_write_table.c: true if TABLE can be a pipe table. Writes it: the cursor stands behind its ENTER. */
bool md_table_is_simple(md_writer *w, uint32_t table);
void md_table_write(md_writer *w, pecia_event *event);
/** True if anything visible stands in NODE: text, marks, images. */
bool md_has_words(const md_writer *w, uint32_t node);

/** md_write_shape.c: what NODE holds: nothing that is seen, one line of text, or more. SKIPS_LISTS: the lists among its
 * children are looked at by the caller. */
enum md_shape { MD_SHAPE_NOTHING = 0, MD_SHAPE_LINE, MD_SHAPE_MORE };
uint32_t md_shape(const md_writer *w, uint32_t node, bool skips_lists);
/** The child of ROOT behind NODE, the first one behind ROOT itself, as a reader sees them: also those of blocks of
 * which the content alone is written, behind these. 0 at the end. */
uint32_t md_next_child(const md_writer *w, uint32_t node, uint32_t root);
/** True if NODE is a block of which the content alone is written. */
bool md_passes(const md_writer *w, uint32_t node);
/** True if NODE, a paragraph, holds nothing but points: to a reader these stand among the blocks. */
bool md_holds_points(const md_writer *w, uint32_t node);
/** True if NODE and what is in it is nothing that is seen. */
bool md_is_empty(const md_writer *w, uint32_t node);
/** True if NODE is OUTER or stands in it; the node of KIND that NODE is or stands in, 0 for none. */
bool md_lies_in(const md_writer *w, uint32_t node, uint32_t outer);
uint32_t md_within(const md_writer *w, uint32_t node, uint32_t kind);
/** The node behind NODE in document order, within ROOT and out of what no walk of the flow shows; 0 at the end. */
uint32_t md_next(const md_writer *w, uint32_t node, uint32_t root);
/** True for kinds that no walk of the flow shows, and for those that are points. */
bool md_is_hidden(uint32_t kind);
bool md_is_point(uint32_t kind);
/** md_write_labels.c */
int32_t md_notes_init(md_writer *w);
/** Finds a label for NOTE: as printed, or its identifier, or one made up; and the label found. */
void md_note_name(md_writer *w, uint32_t note);
pecia_str md_note_label(const md_writer *w, uint32_t note);
/** Appends to OUT the name of the place that the mark of NOTE links to, where there are no notes. */
void md_note_place(md_writer *w, pecia_buf *out, uint32_t note);
/** md_write_notes.c: the body of NOTE is to be written as a definition. */
void md_note_queue(md_writer *w, uint32_t note);
/** md_write_marks.c */
void md_note_ref(md_writer *w, pecia_event *event);
void md_note_slot(md_writer *w, pecia_event *event);
/** md_write_notes.c: writes what is left: definitions, notes without marks. */
void md_notes_end(md_writer *w);
/** Writes the bodies whose turn has come: before EVENT is dealt with, or behind it. */
void md_notes_turn(md_writer *w, const pecia_event *event, bool is_before);
/** md_write_heads.c: what begins the body that is being written, in its first line. */
void md_note_head(md_writer *w);
/** The same as a block of its own, before a block that is no line of text; behind md_block(). */
void md_note_head_block(md_writer *w);
/** The same as a paragraph of its own, in a note that is empty, or where none of its lines can begin with it. */
void md_note_head_alone(md_writer *w);
/** The beginning or the end of an inline note, or of the paragraph in it. */
void md_note_edge(md_writer *w, const pecia_event *event);
/** md_write_comments.c: finds the comments of the document. */
int32_t md_comments(md_writer *w);
/** Writes the comments that stand before EVENT: in the phrase that is open, as blocks, or later. */
void md_comments_before(md_writer *w, const pecia_event *event);
/** The walk of BODY, of a note, begins: comments in it come next. Returns what w->comment_at has to be behind it. */
md_comment_place md_comments_enter(md_writer *w, uint32_t body);
/** Appends the comments that wait to the phrase, if words stand in it. */
void md_remarks(md_writer *w);
/** Writes the comments that wait as blocks. */
void md_remarks_block(md_writer *w);
/** md_write_yaml.c */
void md_write_yaml(md_writer *w);
/** md_write.c: walks what CURSOR shows. */
void md_walk(md_writer *w);
static inline uint64_t md_hash(pecia_str text) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (uint64_t i = 0; i < text.size; i++) {
        hash = (hash ^ (unsigned char)text.data[i]) * UINT64_C(1099511628211);
    }
    return hash ? hash : 1;
}
static inline void md_fail(md_writer *w, int32_t status) {
    w->status = w->status == PECIA_OK ? status : w->status;
}
static inline int64_t md_number(const md_writer *w, uint32_t node, uint32_t key, int64_t fallback) {
    return w->host->document->get_number(w->document, node, key, fallback);
}
static inline pecia_str md_get(const md_writer *w, uint32_t node, uint32_t key) {
    pecia_str text = {NULL, 0};
    return w->host->document->get(w->document, node, key, &text) ? text : (pecia_str){NULL, 0};
}

#endif
