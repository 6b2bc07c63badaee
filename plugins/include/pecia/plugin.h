/* SPDX-License-Identifier: MIT
 *
 * pecia/plugin.h: the whole contract between Pecia and a format plugin, ABI 1.1.
 *
 * A plugin is a shared object that exports one function, pecia_plugin_entry(). It links its own
 * libraries and nothing of Pecia: every service reaches it as a table of functions (pecia_host).
 * This header needs nothing but the C library's fixed-width types and compiles as C11, C17 and C++17.
 *
 * Rules for both sides
 *  - Text is UTF-8 in a pecia_str: pointer and size in bytes, not ended by NUL unless a comment says so.
 *    A pointer of NULL means "not there"; a size of 0 with a pointer means "there and empty".
 *  - What one side allocates that side frees. What a getter returns is borrowed: it lives as long as the
 *    document (or the job) it came from.
 *  - Functions return PECIA_OK or a negative status. Words go through diagnostics, never to fds 1 or 2.
 *  - A plugin has no mutable static data, calls no exit, abort, setlocale or longjmp across this edge, and
 *    may be called from several threads at once for different jobs.
 *  - Thread tags: [any] may be called from any thread at any time; [job] only from the thread that
 *    works on that job, between the host's call of read or write and its return.
 *  - Growth: a minor version only appends fields to tables. Ask PECIA_HAS(table, field) before using a
 *    field that is newer than 1.0. What a plugin leaves NULL, it does not do.
 */
#ifndef PECIA_PLUGIN_H
#define PECIA_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Major version of the contract that this header holds: the number of the folder of modules. */
#define PECIA_ABI_MAJOR 1
/** Its minor version. */
#define PECIA_ABI_MINOR 1
/** What a descriptor begins with: "PCI1". */
#define PECIA_PLUGIN_MAGIC UINT32_C(0x50434931)

/** True if the table that P points to is long enough to hold FIELD. Compares against the offset of the
 *  field, never against the size of the struct as this header knows it. */
#define PECIA_HAS(p, field) ((uint64_t)(p)->struct_size >= PECIA_FIELD_END_(p, field))
/** For PECIA_HAS alone: where FIELD ends. */
#define PECIA_FIELD_END_(p, field)                                                                                     \
    ((uint64_t)((const char *)(&(p)->field) - (const char *)(p)) + (uint64_t)sizeof((p)->field))

#if defined(__GNUC__)
/** On what a module or library shows. */
#define PECIA_EXPORT __attribute__((visibility("default")))
/** On functions that take a format as printf does: compilers check the arguments. */
#define PECIA_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define PECIA_EXPORT
#define PECIA_PRINTF(text, first)
#endif

/* ------------------------------------------------------------------ words shared by all tables */

/** UTF-8 text: SIZE bytes at DATA, borrowed. */
typedef struct pecia_str {
    const char *data; /**< the first byte; NULL: not there */
    uint64_t size;    /**< bytes */
} pecia_str;

/** A status. Negative values are failures and sticky: once a builder, input or output has failed, its later
 *  calls return the same status and do nothing. */
enum {
    PECIA_OK = 0,
    PECIA_ERR_USAGE = -1,      /**< an option or argument is wrong (exit code 2) */
    PECIA_ERR_INPUT = -2,      /**< the input is not what it should be (3) */
    PECIA_ERR_IO = -3,         /**< a file could not be read or written (4) */
    PECIA_ERR_LIMIT = -4,      /**< a limit was met (5) */
    PECIA_ERR_MEMORY = -5,     /**< memory ran out (5) */
    PECIA_ERR_PLUGIN = -6,     /**< a plugin broke its contract or is missing (6) */
    PECIA_ERR_CANCELLED = -7,  /**< the user or the host stopped the job (4) */
    PECIA_ERR_UNSUPPORTED = -8 /**< the format cannot do what was asked (2) */
};

/** How grave a message is. */
enum pecia_severity { PECIA_INFO = 0, PECIA_WARNING = 1, PECIA_ERROR = 2 };

/** The kinds of nodes, made from core/kinds.def (docs/DOCUMENT.md explains each). Append only. */
enum pecia_kind {
    PECIA_NO_KIND = 0,
    /* kinds:begin */
    PECIA_DOCUMENT = 1,
    PECIA_MATTER = 2,
    PECIA_SECTION = 3,
    PECIA_HEADING = 4,
    PECIA_PARAGRAPH = 5,
    PECIA_BLOCK_QUOTE = 6,
    PECIA_CITATION = 7,
    PECIA_ATTRIBUTION = 8,
    PECIA_LIST = 9,
    PECIA_ITEM = 10,
    PECIA_TERM = 11,
    PECIA_DEFINITION = 12,
    PECIA_LINE_GROUP = 13,
    PECIA_LINE = 14,
    PECIA_SPEECH = 15,
    PECIA_SPEAKER = 16,
    PECIA_STAGE = 17,
    PECIA_CODE_BLOCK = 18,
    PECIA_TABLE = 19,
    PECIA_ROW = 20,
    PECIA_CELL = 21,
    PECIA_FIGURE = 22,
    PECIA_CAPTION = 23,
    PECIA_RULE = 24,
    PECIA_NOTE = 25,
    PECIA_NOTE_SLOT = 26,
    PECIA_FOREIGN_BLOCK = 27,
    PECIA_TEXT = 28,
    PECIA_SOFT_BREAK = 29,
    PECIA_LINE_BREAK = 30,
    PECIA_EMPHASIS = 31,
    PECIA_STRONG = 32,
    PECIA_STYLE = 33,
    PECIA_CODE = 34,
    PECIA_LINK = 35,
    PECIA_IMAGE = 36,
    PECIA_QUOTE = 37,
    PECIA_CITE = 38,
    PECIA_BIBL = 39,
    PECIA_NOTE_REF = 40,
    PECIA_SPAN = 41,
    PECIA_ANCHOR = 42,
    PECIA_FOREIGN_INLINE = 43,
    PECIA_PAGE_BREAK = 44,
    PECIA_COLUMN_BREAK = 45,
    PECIA_LINE_BEGINNING = 46,
    PECIA_MILESTONE = 47,
    PECIA_COMMENT = 48,
    PECIA_INSTRUCTION = 49,
    PECIA_SPACE = 50,
    PECIA_HIDDEN_BLOCK = 51,
    PECIA_KIND_COUNT = 52
    /* kinds:end */
};

/** What a node can say about itself beside its kind. Each key holds text or a number, as told; a node holds
 *  each key at most once (the last value wins). Append only. */
enum pecia_key {
    PECIA_ID = 1, /**< text: identifier, unique in the document where the source was right */
    PECIA_N,      /**< text: number or label as printed, without brackets (page number, note mark, list label) */
    PECIA_LANG,   /**< text: BCP 47 language tag; inherited by what is inside */
    PECIA_TYPE,   /**< text: the source's own type of a section, note, name ... */
    PECIA_ROLE,   /**< text: front, body, back, notes, bibliography, toc, titlepage, epigraph ... */
    PECIA_LEVEL,  /**< number: level of a heading, 1 highest; only where the source gave one */
    PECIA_HREF,   /**< text: target of a link: a URL, or "#" and an identifier, within the document */
    PECIA_TITLE,  /**< text: advisory title of a link or image */
    PECIA_SRC,    /**< text: where an image's bytes are: a path relative to the input, a URL, or a resource's name */
    PECIA_ALT,    /**< text: description of an image */
    PECIA_CLASS,  /**< text: class names of the source, space separated */
    PECIA_PLACE,  /**< text: place of a note, stage direction, addition: foot end margin inline ... */
    PECIA_RESP,   /**< text: who is responsible (author, editor, "#id") */
    PECIA_LIST_STYLE,  /**< number: enum pecia_list_style */
    PECIA_START,       /**< number: first number of an ordered list */
    PECIA_TIGHT,       /**< number: 1 when the items of a list are not set apart by blank lines */
    PECIA_CHECKED,     /**< number: a task item, 0 open, 1 done */
    PECIA_ALIGN,       /**< number: enum pecia_align */
    PECIA_COLS,        /**< number: columns a cell spans */
    PECIA_ROWS,        /**< number: rows a cell spans */
    PECIA_HEADER,      /**< number: 1 on a header row or header cell */
    PECIA_STYLE_BITS,  /**< number: set of enum pecia_style */
    PECIA_QUOTATION,   /**< number: enum pecia_quotation */
    PECIA_MARKS,       /**< number: enum pecia_marks */
    PECIA_PART,        /**< number: enum pecia_part: fragment of a quotation, verse line, paragraph */
    PECIA_TIE,         /**< number: fragments with the same tie are one quotation, verse line, paragraph */
    PECIA_SOURCE,      /**< text: source of a quotation: a URL or "#id" */
    PECIA_FACS,        /**< text: facsimile of a page */
    PECIA_EDITION,     /**< text: edition a page or milestone belongs to */
    PECIA_UNIT,        /**< text: unit of a milestone */
    PECIA_WHO,         /**< text: speaker of a speech */
    PECIA_CODE_INFO,   /**< text: info string of a code block; its first word is the language */
    PECIA_BREAK,       /**< text: "no" when a page, column or line begins inside a word */
    PECIA_REF,         /**< text: what a name, term or date refers to */
    PECIA_WHEN,        /**< text: normalised date */
    PECIA_ALT_IS_TEXT, /**< number: 1 when the words of ALT are words of the text, as in Markdown */
    PECIA_CONFIDENCE,  /**< number: percent, how sure a reader is that a guess of its own is right; absent: no guess */
    PECIA_KEY_COUNT
};

/** PECIA_LIST_STYLE: bullets, numbers, terms with definitions, or nothing before an item. */
enum pecia_list_style { PECIA_LIST_BULLET = 1, PECIA_LIST_ORDERED, PECIA_LIST_DEFINITION, PECIA_LIST_PLAIN };
/** PECIA_ALIGN: where the words of a cell stand. */
enum pecia_align { PECIA_ALIGN_LEFT = 1, PECIA_ALIGN_CENTER, PECIA_ALIGN_RIGHT, PECIA_ALIGN_JUSTIFY };
/** PECIA_STYLE_BITS: how words look. */
enum pecia_style {
    PECIA_ITALIC = 1,
    PECIA_BOLD = 2,
    PECIA_UNDERLINE = 4,
    PECIA_STRIKE = 8,
    PECIA_SUPERSCRIPT = 16,
    PECIA_SUBSCRIPT = 32,
    PECIA_SMALL_CAPS = 64,
    PECIA_SPACED = 128,
    PECIA_MONOSPACE = 256,
    PECIA_LARGE = 512,
    PECIA_SMALL = 1024,
    PECIA_UPRIGHT = 2048 /**< set in roman within italics */
};
/** What kind of quotation: a quoted source; undecided; direct speech; distance; a word spoken of. */
enum pecia_quotation { PECIA_QUOTED = 1, PECIA_Q, PECIA_SAID, PECIA_SO_CALLED, PECIA_MENTIONED };
/** Where the quotation marks are: in the text; to be made by the writer; nowhere and not wanted. */
enum pecia_marks { PECIA_MARKS_KEPT = 1, PECIA_MARKS_GENERATED, PECIA_MARKS_NONE };
/** PECIA_PART: which fragment of a whole that was broken up. */
enum pecia_part { PECIA_INITIAL = 1, PECIA_MEDIAL, PECIA_FINAL, PECIA_FRAGMENT /**< part unknown */ };

/** A place in the input, for diagnostics. LINE and COLUMN count from 1, 0 means unknown; COLUMN counts characters.
 *  MEMBER names a file inside a container (EPUB) or is {NULL, 0}. */
typedef struct pecia_place {
    pecia_str member; /**< a file inside a container, or absent */
    uint32_t line;    /**< from 1; 0: unknown */
    uint32_t column;  /**< in characters, from 1; 0: unknown */
} pecia_place;

/** A qualified name of the source format. NS and PREFIX may be absent. */
typedef struct pecia_name {
    pecia_str ns;     /**< address of the namespace, or absent */
    pecia_str prefix; /**< as the source wrote it, or absent */
    pecia_str local;  /**< the name without its prefix */
} pecia_name;

/** One statement about the document. KEY is a Dublin Core term in lower case (title, creator, contributor, publisher,
 *  date, language, identifier, rights, licence, source, subject, description, series, extent, revision ...); the rest
 * may be absent. Order counts; a key may come many times. */
typedef struct pecia_meta {
    pecia_str key;    /**< a Dublin Core term, or the source's own word */
    pecia_str value;  /**< what is stated */
    pecia_str type;   /**< title: main, sub, short ...; date: publication ...; identifier: isbn, doi, uuid ... */
    pecia_str role;   /**< MARC relator (aut, edt, trl ...) or a word of the source */
    pecia_str lang;   /**< BCP 47 */
    pecia_str scheme; /**< authority of an identifier or subject */
    pecia_str sort;   /**< form for sorting ("file-as") */
    pecia_str href;   /**< address: of a licence, a source, an authority record */
} pecia_meta;

/** An entry of the notes table. A note may have any number of references, and a body or none. */
typedef struct pecia_note {
    pecia_str label; /**< as printed, without brackets: "30", "*", "a"; absent when the source printed none */
    pecia_str id;    /**< identifier, as the key PECIA_ID, or absent */
    pecia_str place; /**< foot, end, margin, inline ... or absent */
    pecia_str resp;  /**< author, editor, a reference to an identifier, or absent */
    pecia_str type;  /**< the source's own type, or absent */
} pecia_note;

/** What the finished document knows of a note beside its entry. */
typedef struct pecia_note_state {
    uint32_t body;       /**< node of the body (kind NOTE), 0 when there is none */
    uint32_t references; /**< how many NOTE_REF nodes point to it */
    uint32_t first_ref;  /**< node of the first of them, 0 when there is none */
    uint32_t slot;       /**< node of its NOTE_SLOT, 0 when there is none */
} pecia_note_state;

/** Bytes that belong to the document: an image, a font, a style sheet. */
typedef struct pecia_resource {
    pecia_str name;       /**< path or URL as the source wrote it; unique */
    pecia_str media_type; /**< told from the bytes where they are known */
    pecia_str data;       /**< the bytes; absent when they are not in the document (pecia_job_api.load gets them) */
} pecia_resource;

/** One thing a node says of itself: a key of the model (KEY is not 0) with its text or number, or an attribute of the
 * source (KEY is 0) with its name and text. */
typedef struct pecia_property {
    uint32_t key;       /**< enum pecia_key, 0 for an attribute of the source */
    uint32_t is_number; /**< 1: NUMBER holds the value, else TEXT */
    int64_t number;     /**< the value, if it is a number */
    pecia_name name;    /**< of an attribute of the source */
    pecia_str text;     /**< the value, if it is text */
} pecia_property;

typedef struct pecia_job pecia_job;           /**< one conversion: options, limits, diagnostics, scratch memory */
typedef struct pecia_input pecia_input;       /**< a stream of bytes to read */
typedef struct pecia_output pecia_output;     /**< a stream of bytes to write */
typedef struct pecia_builder pecia_builder;   /**< what a reader pushes a document into */
typedef struct pecia_document pecia_document; /**< a finished document: frozen, may be read from many threads */
typedef struct pecia_cursor pecia_cursor;     /**< a walk over a document */

/* ------------------------------------------------------------------ the job */

/** Limits that a plugin may have to keep itself; the streams and the builder keep the others. Append only. */
enum pecia_limit {
    PECIA_LIMIT_INPUT = 0,   /**< bytes of an input */
    PECIA_LIMIT_OUTPUT,      /**< bytes of an output */
    PECIA_LIMIT_DEPTH,       /**< depth of elements and of the document */
    PECIA_LIMIT_CONTAINERS,  /**< Markdown: depth of nested containers */
    PECIA_LIMIT_BRACKETS,    /**< Markdown: '[' in one block */
    PECIA_LIMIT_ATTRIBUTES,  /**< attributes on one element */
    PECIA_LIMIT_TEXT,        /**< bytes of one text or attribute value */
    PECIA_LIMIT_EXPANSION,   /**< bytes that entities may expand to (already scaled to this input) */
    PECIA_LIMIT_ENTITIES,    /**< entity declarations */
    PECIA_LIMIT_ATTLISTS,    /**< attribute list declarations */
    PECIA_LIMIT_NODES,       /**< nodes of a document */
    PECIA_LIMIT_DOCUMENT,    /**< bytes of a document in memory */
    PECIA_LIMIT_ENTRIES,     /**< entries of a container */
    PECIA_LIMIT_ENTRY_TEXT,  /**< bytes of one entry that is text */
    PECIA_LIMIT_ENTRY_MEDIA, /**< bytes of one entry that is not */
    PECIA_LIMIT_UNPACKED,    /**< bytes of all entries */
    PECIA_LIMIT_ENTRY_RATIO, /**< unpacked : packed bytes of one entry, once 1 MiB has come out */
    PECIA_LIMIT_RATIO,       /**< the same over all entries */
    PECIA_LIMIT_SCRATCH,     /**< bytes of scratch memory of a job */
    PECIA_LIMIT_DIAGNOSTICS, /**< diagnostics printed; the rest is counted */
    PECIA_LIMIT_SECONDS,     /**< seconds of processor time of a job */
    PECIA_LIMIT_COUNT
};

/** Services of the job. All [job]. */
typedef struct pecia_job_api {
    uint32_t struct_size; /**< as the host was built: for PECIA_HAS */
    uint32_t reserved;    /**< 0 */
    /** Says something to the user. CODE is a stable id in kebab-case ("note-without-body"; a plugin's own begin with
     * the format's name and a dot, "fb2.unknown-genre"). PLACE may be NULL. The text is one sentence without a full
     * stop or newline; control and bidirectional characters in it are made visible. An ERROR does not end the job:
     * return a status for that. */
    void (*report)(pecia_job *job, int32_t severity, const char *code, const pecia_place *place, const char *format,
                   ...) PECIA_PRINTF(5, 6);
    /** Value of the option NAME of this format as text, NUL-terminated: the user's, checked against the descriptor, or
     * the default; NULL if the descriptor has no such option or no default. Lives as long as the job. */
    const char *(*option)(pecia_job *job, const char *name);
    /** The same as a number; booleans are 0 or 1. FALLBACK if it has no value. */
    int64_t (*option_number)(pecia_job *job, const char *name, int64_t fallback);
    /** Value of LIMIT (enum pecia_limit). */
    uint64_t (*limit)(pecia_job *job, uint32_t limit);
    /** Reports that LIMIT was met at PLACE (may be NULL), in one sentence that names it and how to raise it; returns
     * PECIA_ERR_LIMIT. */
    int32_t (*limit_met)(pecia_job *job, uint32_t limit, const pecia_place *place);
    /** PECIA_OK, or PECIA_ERR_CANCELLED or PECIA_ERR_LIMIT (time) if the plugin should stop. Cheap; ask at least for
     * every 64 KiB. */
    int32_t (*proceed)(pecia_job *job);
    /** SIZE bytes of zeroed scratch memory, aligned for anything, freed by the host when read or write returns. NULL
     * when memory or PECIA_LIMIT_SCRATCH ran out. */
    void *(*alloc)(pecia_job *job, uint64_t size);
    /** The time to write into outputs, in seconds since 1970 (SOURCE_DATE_EPOCH), or -1 when none is given. Never the
     * clock. */
    int64_t (*timestamp)(pecia_job *job);
    /** Name of the (first) input as the user gave it, for messages and guesses; "-" for standard input. The same when
     * writing, so that what is written does not depend on where it goes. */
    const char *(*file_name)(pecia_job *job);
    /** Gets the bytes of a file that the document names (an image): RELATIVE is as the document has it,
     * percent-encoding included. The host looks beneath the input's folder and --resource-path only, follows no link,
     * and gives the bytes only if they are those of an image; otherwise it reports why and returns PECIA_ERR_INPUT.
     * *OUT lives as long as the job. Asked for a name again, it gives the same bytes; those of large images are not held
     * in memory while others are looked at, so a writer should go through one image, then the next. */
    int32_t (*load)(pecia_job *job, pecia_str relative, pecia_resource *out);
    /** Name and version to sign outputs with, "Pecia 0.1.0". */
    const char *(*generator)(pecia_job *job);
} pecia_job_api;

/* ------------------------------------------------------------------ streams */

/** Bytes to read. All [job]. Counted and limited: over PECIA_LIMIT_INPUT they fail with PECIA_ERR_LIMIT. */
typedef struct pecia_input_api {
    uint32_t struct_size; /**< as the host was built: for PECIA_HAS */
    uint32_t reserved;    /**< 0 */
    /** Reads up to SIZE bytes into DATA; returns how many, 0 at the end, or a negative status. May return fewer than
     * asked. */
    int64_t (*read)(pecia_input *input, void *data, uint64_t size);
    /** Gives the whole content in one piece, from the first byte, however much was read before. *OUT lives as long as
     * the input. One NUL byte stands behind the last byte. */
    int32_t (*content)(pecia_input *input, pecia_str *out);
    /** Size in bytes when it is known without reading, else -1. */
    int64_t (*size)(pecia_input *input);
    /** Lets read() begin again with the first byte, for readers that go over the text twice without holding it. A file
     * is read again; what cannot be (a pipe) has been kept. PECIA_OK or the sticky status. */
    int32_t (*rewind)(pecia_input *input);
    /** Says that the first SIZE bytes of what content() gave will not be looked at again, so that their memory can be
     * given back before the input is closed. From then on only this function may be called. */
    void (*release)(pecia_input *input, uint64_t size);
    /** Reads the SIZE bytes from OFFSET on into DATA; returns how many there are, fewer only at the end, or a negative
     * status. For containers, whose directory stands at the end: a file is read where it lies and not held, what cannot
     * be (a pipe) is kept. Where read() goes on after this is not said. */
    int64_t (*read_at)(pecia_input *input, void *data, uint64_t size, uint64_t offset);
} pecia_input_api;

/** Bytes to write. All [job]. Nothing reaches the user's file before the whole conversion has succeeded. */
typedef struct pecia_output_api {
    uint32_t struct_size; /**< as the host was built: for PECIA_HAS */
    uint32_t reserved;    /**< 0 */
    /** Writes all SIZE bytes or fails. Buffered. */
    int32_t (*write)(pecia_output *output, const void *data, uint64_t size);
    /** The sticky status. */
    int32_t (*status)(pecia_output *output);
    /** A place of SIZE bytes (at most 65536) in the buffer, to fill and then to hand over by commit: for writers that
     * make many small pieces. NULL when the output has failed. */
    char *(*reserve)(pecia_output *output, uint64_t size);
    /** Hands over the first SIZE bytes of the place last reserved. */
    int32_t (*commit)(pecia_output *output, uint64_t size);
} pecia_output_api;

/* ------------------------------------------------------------------ building a document */

/** Builds a document, in document order. All [job]. Every function returns PECIA_OK or the sticky status; once it has
 * failed the reader should return that status. The builder keeps the limits (depth, nodes, attributes, text, bytes),
 * checks that text is UTF-8 of XML characters (others become U+FFFD and are counted and reported once), and copies what
 * it is given. */
typedef struct pecia_builder_api {
    uint32_t struct_size;                      /**< as the host was built: for PECIA_HAS */
    uint32_t reserved;                         /**< 0 */
    int32_t (*status)(pecia_builder *builder); /**< The sticky status. */
    /** Sets the place in the input for the nodes that follow. MEMBER: as member() returned it, 0 for the input itself.
     * COLUMN may be 0. */
    void (*at)(pecia_builder *builder, uint32_t member, uint32_t line, uint32_t column);
    /** Registers the name of a file inside the input; returns its number, 0 on failure. */
    uint32_t (*member)(pecia_builder *builder, pecia_str name);

    /** Opens a node of KIND inside the current one and makes it the current one. Not for TEXT, COMMENT, INSTRUCTION,
     * SPACE. */
    int32_t (*enter)(pecia_builder *builder, uint32_t kind);
    /** Closes the current node, which must be of KIND. */
    int32_t (*leave)(pecia_builder *builder, uint32_t kind);
    /** Adds a node without content (kinds whose content is NOTHING). */
    int32_t (*leaf)(pecia_builder *builder, uint32_t kind);
    /** Adds characters; joined to the text before them when nothing came between. Nothing happens for SIZE 0. */
    int32_t (*text)(pecia_builder *builder, const char *data, uint64_t size);
    /** Adds a leaf that holds text: COMMENT, INSTRUCTION (data; its target goes to PECIA_N), SPACE. */
    int32_t (*hidden_text)(pecia_builder *builder, uint32_t kind, pecia_str text);
    /** Node last made by enter, leaf, note_ref, note_slot, note_enter or hidden_text; 0 when the builder has failed. */
    uint32_t (*last)(pecia_builder *builder);
    /** Changes the kind of NODE, which must be open or without children: for readers that learn late what it is. */
    int32_t (*set_kind)(pecia_builder *builder, uint32_t node, uint32_t kind);

    /** Sets KEY (enum pecia_key) of NODE to text or to a number. NODE may be any node made so far. */
    int32_t (*set)(pecia_builder *builder, uint32_t node, uint32_t key, pecia_str value);
    /** The same, a number. */
    int32_t (*set_number)(pecia_builder *builder, uint32_t node, uint32_t key, int64_t value);
    /** Registers a qualified name; returns its number for origin and origin_attribute, 0 on failure. The same name has
     * the same number. */
    uint32_t (*name)(pecia_builder *builder, const pecia_name *name);
    /** Says what NODE was in the source format: its element. */
    int32_t (*origin)(pecia_builder *builder, uint32_t node, uint32_t name);
    /** Keeps an attribute of the source's element that the model has no key for. */
    int32_t (*origin_attribute)(pecia_builder *builder, uint32_t node, uint32_t name, pecia_str value);

    /** Adds an entry to the notes table; *NOTE gets its number, from 0. */
    int32_t (*note)(pecia_builder *builder, const pecia_note *entry, uint32_t *note);
    /** Replaces the entry of NOTE (label, id ...) by ENTRY; references and body stay. */
    int32_t (*note_update)(pecia_builder *builder, uint32_t note, const pecia_note *entry);
    /** Adds a reference to NOTE. MARK as printed here goes to PECIA_N when it is present. */
    int32_t (*note_ref)(pecia_builder *builder, uint32_t note, pecia_str mark);
    /** Adds the place where the source printed the body of NOTE. */
    int32_t (*note_slot)(pecia_builder *builder, uint32_t note);
    /** Opens the body of NOTE, which has none yet. It may stand anywhere, also inside a paragraph or another note: it
     * is no part of the flow around it. Close it with leave(PECIA_NOTE). PECIA_NOTE_IN_PLACE in FLAGS: the body stands
     * where its mark is. */
    int32_t (*note_enter)(pecia_builder *builder, uint32_t note, uint32_t flags);

    /** Adds a statement about the document. Keys that the user set on the command line are ignored here. */
    int32_t (*meta)(pecia_builder *builder, const pecia_meta *meta);
    /** The statement number INDEX of KEY made so far (the user's first among them); 0 when there is none, else 1. */
    int32_t (*meta_get)(pecia_builder *builder, const char *key, uint32_t index, pecia_meta *out);
    /** Adds bytes that belong to the document, copied; or only their name, when DATA is absent. */
    int32_t (*resource)(pecia_builder *builder, const pecia_resource *resource);
    /** Says that nothing more is wanted from the node that is open since NODE: closes all that is open inside and NODE
     * itself. For readers that end early; a reader that balances enter and leave never needs it. */
    int32_t (*leave_to)(pecia_builder *builder, uint32_t node);
    /** Kind of the current node, and the node itself in *NODE (may be NULL). */
    uint32_t (*current)(pecia_builder *builder, uint32_t *node);
    /** Makes NODE, which is closed, a reference to NOTE: for readers that learn late that a link leads to a note. What
     * is inside is the look of the mark: no walk of the flow meets it any more, first_child() still finds it. */
    int32_t (*set_note_ref)(pecia_builder *builder, uint32_t node, uint32_t note);
} pecia_builder_api;

enum { PECIA_NOTE_IN_PLACE = 1 };

/* ------------------------------------------------------------------ reading a document */

/** A finished document. All [any]: it never changes. Nodes are numbered in document order, the root is 1; 0 is no node.
 */
typedef struct pecia_document_api {
    uint32_t struct_size; /**< as the host was built: for PECIA_HAS */
    uint32_t reserved;    /**< 0 */
    /** Value of KEY of NODE: 1 when it has one, else 0 and *OUT is absent. Numbers are not given as text. */
    int32_t (*get)(const pecia_document *document, uint32_t node, uint32_t key, pecia_str *out);
    /** Value of KEY of NODE as a number; FALLBACK when it has none. */
    int64_t (*get_number)(const pecia_document *document, uint32_t node, uint32_t key, int64_t fallback);
    uint32_t (*kind)(const pecia_document *document, uint32_t node);   /**< enum pecia_kind of NODE */
    uint32_t (*parent)(const pecia_document *document, uint32_t node); /**< The node around NODE; 0 for the root. */
    /** First child and next sibling, whatever their kind, hidden ones and note bodies included; 0 when there is none.
     */
    uint32_t (*first_child)(const pecia_document *document, uint32_t node);
    uint32_t (*next_sibling)(const pecia_document *document, uint32_t node); /**< See first_child. */
    /** Text of a TEXT, COMMENT, INSTRUCTION or SPACE node. */
    pecia_str (*text)(const pecia_document *document, uint32_t node);
    /** Language that holds for NODE: its own, or the nearest one around it; absent if none is known. */
    pecia_str (*lang)(const pecia_document *document, uint32_t node);
    /** Where NODE stood in the input. */
    pecia_place (*place)(const pecia_document *document, uint32_t node);
    /** What NODE was in the source: 1 and its name, or 0. */
    int32_t (*origin)(const pecia_document *document, uint32_t node, pecia_name *out);
    /** The source's attribute number INDEX, from 0: 1, or 0 past the last. */
    int32_t (*origin_attribute)(const pecia_document *document, uint32_t node, uint32_t index, pecia_name *name,
                                pecia_str *value);
    /** Name of the format that the document was read from ("tei"); origins are in its terms. */
    const char *(*source_format)(const pecia_document *document);

    uint32_t (*note_count)(const pecia_document *document); /**< How many entries the notes table has. */
    /** Entry and state of NOTE; either may be NULL. 0 past the last note, else 1. */
    int32_t (*note)(const pecia_document *document, uint32_t note, pecia_note *entry, pecia_note_state *state);
    /** The note that a NOTE_REF, NOTE_SLOT or NOTE node belongs to. */
    uint32_t (*note_of)(const pecia_document *document, uint32_t node);

    uint32_t (*meta_count)(const pecia_document *document); /**< How many statements there are about the document. */
    /** Statement number INDEX, from 0: 1, or 0 past the last. */
    int32_t (*meta)(const pecia_document *document, uint32_t index, pecia_meta *out);
    /** Statement number INDEX, from 0, among those with KEY: 1, or 0 past the last. */
    int32_t (*meta_find)(const pecia_document *document, const char *key, uint32_t index, pecia_meta *out);
    uint32_t (*resource_count)(const pecia_document *document); /**< How many resources the document holds. */
    /** Resource number INDEX, from 0: 1, or 0 past the last. */
    int32_t (*resource)(const pecia_document *document, uint32_t index, pecia_resource *out);
    /** The node whose PECIA_ID is ID, 0 when there is none. */
    uint32_t (*find_id)(const pecia_document *document, pecia_str id);
    /** How many nodes of KIND the document holds. */
    uint32_t (*count)(const pecia_document *document, uint32_t kind);
    /** All properties of NODE in the order in which they were set: *AT is 0 at first and is moved on. 1 and *OUT, or 0
     * past the last. */
    int32_t (*next_property)(const pecia_document *document, uint32_t node, uint32_t *at, pecia_property *out);
} pecia_document_api;

/** What a step of a walk is: its end, a node that opens, one without content, one that closes. */
enum pecia_event_type { PECIA_END = 0, PECIA_ENTER = 1, PECIA_LEAF = 2, PECIA_EXIT = 3 };

/** What became of a node. The writer says it at its ENTER or LEAF event. */
enum pecia_outcome {
    PECIA_UNACCOUNTED = 0, /**< the writer said nothing: its error, when the cursor counts */
    PECIA_CARRIED,         /**< written so that the format's reader makes the same of it */
    PECIA_DEGRADED,        /**< its content was written, its kind or details were not */
    PECIA_DROPPED          /**< not written at all; also all that is inside */
};

/** Flags of an event. */
enum {
    PECIA_IMPLIED =
        1, /**< a paragraph that is not in the document: it wraps inlines that stood bare among blocks (flow view) */
    PECIA_CONTINUED = 2, /**< ENTER of a node that was broken off before a block and goes on behind it (flow view) */
    PECIA_BROKEN = 4,    /**< EXIT of a node that will go on behind a block (flow view) */
    PECIA_IN_PLACE = 8   /**< NOTE_REF or NOTE_SLOT whose note's body stands right behind it in the source */
};

/** One step of a walk. */
typedef struct pecia_event {
    uint8_t type;    /**< enum pecia_event_type */
    uint8_t flags;   /**< PECIA_IMPLIED, PECIA_CONTINUED, PECIA_BROKEN, PECIA_IN_PLACE */
    uint8_t kind;    /**< enum pecia_kind */
    uint8_t outcome; /**< for the writer to set at ENTER and LEAF: enum pecia_outcome */
    uint32_t node;   /**< 0 for an implied paragraph */
    uint32_t depth;  /**< how many nodes are open around it */
    uint32_t note;   /**< NOTE_REF, NOTE_SLOT, NOTE: number of the note */
    pecia_str text;  /**< TEXT and the hidden leaves: their text */
} pecia_event;

/** How a cursor shows the document. */
enum {
    PECIA_VIEW_RAW = 0,
    /** Only what flow formats can hold: blocks hold blocks, phrases hold inlines. Bare inlines get an implied
     * paragraph; a block inside a phrase or an inline breaks these off, and they go on behind it; white space between
     * blocks is left out. */
    PECIA_VIEW_FLOW = 1,
    PECIA_VIEW_HIDDEN = 2, /**< show comments, instructions, ignorable space and hidden blocks too (raw view only) */
    PECIA_VIEW_COUNT = 4   /**< outcomes set on this cursor's events go into the ledger */
};

/** Walks a document. All [job]. */
typedef struct pecia_cursor_api {
    uint32_t struct_size; /**< as the host was built: for PECIA_HAS */
    uint32_t reserved;    /**< 0 */
    /** Opens a cursor before NODE (1, the root, for the whole document). VIEW: PECIA_VIEW_ flags. NULL when memory ran
     * out. Every cursor of a write call is closed by the host at its end; close() just does it sooner. */
    pecia_cursor *(*open)(pecia_job *job, const pecia_document *document, uint32_t node, uint32_t view);
    void (*close)(pecia_cursor *cursor); /**< Ends the walk sooner than the host would. */
    /** The next event; PECIA_END at the end, again and again. The event belongs to the cursor and lasts until the next
     * call; only OUTCOME is for the writer to set. */
    pecia_event *(*next)(pecia_cursor *cursor);
    /** The event that next() will return, not yet consumed. */
    const pecia_event *(*peek)(pecia_cursor *cursor);
    /** After an ENTER: goes on behind the matching EXIT, which is not shown. All inside gets the outcome that was set
     * on the ENTER. */
    void (*skip)(pecia_cursor *cursor);
    /** Shows the body of NOTE next (ENTER NOTE ... EXIT NOTE), then goes on as before. Nothing happens if it has no
     * body, or if that body is open in this cursor already (a note that refers to itself). Returns 1 if the body will
     * be shown. */
    int32_t (*enter_note)(pecia_cursor *cursor, uint32_t note);
    /** Sets the outcome of NODE and, with DEEP, of all inside, in the ledger: for writers that treat nodes away from
     * the cursor. */
    void (*account)(pecia_cursor *cursor, uint32_t node, uint32_t outcome, int32_t deep);
    /** The node open around the current event at DEPTH levels up, 0 the nearest; 0 if there is none. */
    uint32_t (*ancestor)(pecia_cursor *cursor, uint32_t up);
} pecia_cursor_api;

/** Everything the host offers. Handed to read and write; valid during the call. */
typedef struct pecia_host {
    uint32_t struct_size;               /**< as the host was built: for PECIA_HAS */
    uint16_t abi_major;                 /**< of the host */
    uint16_t abi_minor;                 /**< of the host: ask before you use what is newer than 1.0 */
    const pecia_job_api *job;           /**< options, limits, messages, memory */
    const pecia_input_api *input;       /**< what is read */
    const pecia_output_api *output;     /**< what is written */
    const pecia_builder_api *builder;   /**< for readers */
    const pecia_document_api *document; /**< for writers: nodes by their numbers */
    const pecia_cursor_api *cursor;     /**< for writers: the walk */
    /** A table that is no part of ABI 1, by its id ("pecia.NAME/1"); NULL if this host does not have it. [any] */
    const void *(*get_extension)(const char *id);
} pecia_host;

/* ------------------------------------------------------------------ what a plugin offers */

/** What the value of an option is: yes or no, a whole number, a word of a list, text, the name of a file. */
enum pecia_option_type {
    PECIA_OPTION_BOOL = 1,
    PECIA_OPTION_NUMBER,
    PECIA_OPTION_CHOICE,
    PECIA_OPTION_TEXT,
    PECIA_OPTION_FILE
};
enum { PECIA_OPTION_READ = 1, PECIA_OPTION_WRITE = 2 };

/** One option of a format: given as -O FORMAT:NAME=VALUE, checked by the host. */
typedef struct pecia_option {
    uint32_t struct_size;       /**< sizeof(pecia_option) as the plugin was built */
    uint16_t type;              /**< enum pecia_option_type */
    uint16_t applies;           /**< PECIA_OPTION_READ | PECIA_OPTION_WRITE */
    const char *name;           /**< lower case, digits and hyphens */
    const char *fallback;       /**< default, as the user would write it; NULL for none */
    const char *help;           /**< one line */
    const char *const *choices; /**< CHOICE: NULL-terminated */
    /** NUMBER: the least and the most that is allowed. */
    /** @{ */
    int64_t min, max;
    /** @} */
} pecia_option;

/** How well a format holds a kind. */
enum pecia_fidelity { PECIA_HOLDS_NOT = 0, PECIA_HOLDS_PARTLY = 1, PECIA_HOLDS_FULLY = 2 };

/** What the host is told of a format. What is NULL, it does not do. */
typedef struct pecia_format {
    uint32_t struct_size;               /**< sizeof(pecia_format) as the plugin was built */
    uint32_t fidelity_count;            /**< entries of FIDELITY; kinds past it are not held */
    const char *name;                   /**< lower case ASCII, "tei"; unique among loaded formats */
    const char *title;                  /**< for people: "TEI P5 XML" */
    const char *const *extensions;      /**< without the dot, best first, NULL-terminated */
    const char *const *media_types;     /**< NULL-terminated; may be NULL */
    const pecia_option *const *options; /**< NULL-terminated; may be NULL */
    const uint8_t *fidelity;            /**< enum pecia_fidelity for each kind, when written and read back */
    /** How sure the format is that DATA, the first SIZE bytes (at most 4096) of a file, is its own: 0 surely not, 100
     * surely. NAME is the file's name or "". May be NULL. [any] */
    int32_t (*probe)(const void *data, uint64_t size, const char *name);
    /** Reads INPUT into BUILDER. NULL if the format is only written. */
    int32_t (*read)(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder);
    /** Writes DOCUMENT to OUTPUT. NULL if the format is only read. */
    int32_t (*write)(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output);
    /** A table by id ("pecia.NAME/1"), or NULL. May be NULL. [any] */
    const void *(*get_extension)(const char *id);
} pecia_format;

/** The descriptor: what the host is told of a module. */
typedef struct pecia_plugin {
    uint32_t magic;                     /**< PECIA_PLUGIN_MAGIC */
    uint32_t struct_size;               /**< sizeof(pecia_plugin) as the plugin was built */
    uint16_t abi_major;                 /**< PECIA_ABI_MAJOR */
    uint16_t abi_minor;                 /**< PECIA_ABI_MINOR */
    uint16_t min_host_minor;            /**< the oldest minor of a host that will do */
    uint16_t reserved;                  /**< 0 */
    const char *id;                     /**< unique, reverse-DNS or a plain word: "pecia.tei" */
    const char *version;                /**< of the plugin */
    const char *licence;                /**< SPDX expression */
    const pecia_format *const *formats; /**< NULL-terminated */
} pecia_plugin;

/** The one symbol a plugin exports. Returns the same constant descriptor at every call; does nothing else. [any] */
PECIA_EXPORT const pecia_plugin *pecia_plugin_entry(void);

/** Tells the host what a plugin offers before it is opened, so that a conversion opens only the plugins it needs.
 * Optional, once in a plugin, at file level: PECIA_SUMMARY("tei xml,tei application/tei+xml\n") is a line for each
 * format: name, extensions, media types ("-" for none). A plugin without a summary is opened to be asked; one whose
 * descriptor says other things than its summary is refused. */
#if defined(__ELF__)
#define PECIA_SUMMARY(lines)                                                                                           \
    extern const char pecia_summary[];                                                                                 \
    __attribute__((used, section(".pecia.summary"), visibility("hidden"))) const char pecia_summary[] =                \
        "pecia-summary/1\n" lines
#else
#define PECIA_SUMMARY(lines) extern int pecia_summary_unused
#endif

/** Makes a pecia_str of a string literal. */
#ifdef __cplusplus
#define PECIA_STR(literal) (pecia_str{(literal), sizeof(literal) - 1})
#else
#define PECIA_STR(literal) ((pecia_str){(literal), sizeof(literal) - 1})
#endif

#ifdef __cplusplus
}
#endif
#endif
