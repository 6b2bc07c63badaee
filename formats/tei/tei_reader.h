/* SPDX-License-Identifier: MIT
 *
 * tei_reader.h: the state of reading one TEI document, shared by the tei_read*.c files.
 */
#ifndef PECIA_FORMATS_TEI_READER_H
#define PECIA_FORMATS_TEI_READER_H

#include "common/origins.h"
#include "common/xml_read.h"
#include "tei/tei.h"

/** An element that is open. */
typedef struct tei_open {
    const tei_element *element; /* NULL: not in map.def */
    const char *local;
    uint32_t node;
    uint8_t kind;      /* kind it has now */
    uint8_t leaf_kind; /* kind it gets at its end if it stays empty; 0 for none */
    bool hidden;       /* in or itself a hidden block */
    bool running;      /* in or itself a running title, signature or catchword: no part of the text but its notes */
    bool only;         /* white space in it is layout */
    bool phrase;       /* what stands in it stands in a line of text */
    bool code;
    bool notes;    /* a division that prints notes */
    bool empty;    /* nothing came in it so far */
    bool is_mark;  /* its text is gathered: the mark of a note */
    bool apart;    /* its words are words of their own */
    bool spaced;   /* reader->spaced as it was before it */
    bool meta;     /* leads to what the header says of this document */
    bool preserve; /* xml:space="preserve" holds in it */
    bool hides;    /* <choice>: a reading of it is hidden */
    bool shows;    /* <choice>: a reading of it is not */
    bool in_word;  /* <choice>: it stands behind the beginning of a word, and its readings touch */
    pecia_str src; /* images: where the bytes are */
    bool loose;    /* holds elements only, but text or an inline stood last: white space that comes now is text */
} tei_open;

/** Names seen in this document, by the parser's own pointers. */
typedef struct tei_cached {
    const char *local, *ns, *prefix;
    const char *modern; /* elements: the local name in P5, "" for elements of other namespaces */
    const tei_element *element;
    uint32_t name; /* number in the builder */
    uint32_t key;  /* attributes: key, 0 for none */
    bool apart;    /* elements: its words are words of its own */
} tei_cached;
enum { TEI_CACHE = 512 };

/** A ref or ptr that may turn out to be the mark of a note. */
typedef struct tei_link {
    uint32_t node;
    pecia_str id;   /* of its target, without '#'; absent when it has none */
    pecia_str mark; /* its text, at most 64 bytes */
    bool typed;     /* its type says that it is the mark of a note */
    bool several;   /* it leads to several places, so its text is the label of none */
} tei_link;

/** A rendition that the header declares. */
typedef struct tei_rendition {
    pecia_str id;
    uint32_t bits;
} tei_rendition;
enum { TEI_MOST_RENDITIONS = 256 };

/** A fragment of a quotation. */
typedef struct tei_part {
    uint32_t node, order, tie;
    pecia_str id, next, prev;
} tei_part;

/** An element that notes may point to, or a note. */
typedef struct tei_place {
    pecia_str id;
    uint32_t node;
    uint32_t note; /* number of the note; for places UINT32_MAX */
    bool in_place;
    bool referenced;
    pecia_str target; /* notes: the places that it says are its marks, absent for none */
    pecia_note entry; /* notes: their entry, kept */
} tei_place;

typedef struct tei_reader {
    const pecia_host *host;
    pecia_job *job;
    pecia_builder *builder;
    const pecia_builder_api *build;
    const pecia_origin_api *origins;
    xml_reader *xml;
    TEI_LIST(tei_open) open;
    TEI_LIST(tei_link) links;
    TEI_LIST(tei_place) notes;  /* notes that have an id or a target */
    TEI_LIST(tei_place) places; /* anchors, refs and segs with an id */
    tei_cached elements[TEI_CACHE], attributes[TEI_CACHE];
    bool legacy; /* no namespace: TEI P4 or carelessness */
    bool lang_known;
    uint32_t root;    /* node of the root element */
    uint32_t headers; /* headers met */
    uint32_t includes;
    pecia_buf mark;    /* text of the ref that is open */
    pecia_str targets; /* where it leads besides its first target */
    uint32_t ties;     /* quotations in fragments so far */
    TEI_LIST(tei_part) parts;
    TEI_LIST(tei_rendition) renditions;
    bool in_rendition;
    pecia_buf css;           /* text of the rendition that is open */
    const char *unwanted[4]; /* readings of <choice> that are not shown */
    uint32_t unwanted_count;
    bool spaced;             /* the text so far ends in white space, or in none */
    bool apart;              /* the next word is no part of the last one */
    bool letter;             /* the last text ends in a letter or a digit */
    pecia_buf space;         /* white space in an element of elements: layout, unless text follows */
    TEI_LIST(uint32_t) gaps; /* where such layout was: a node shifted left by one, plus tei_gap */
    pecia_buf holders;       /* names of elements of elements that hold text in this document */
    /* the header: what is being gathered */
    pecia_buf meta_text;
    const tei_meta_row *meta_row; /* line of meta.def being gathered, NULL for none */
    uint64_t meta_depth;
    uint64_t choice_depth; /* in a line of meta.def: how deep the readings of its <choice> stand, 0: in none */
    uint64_t choice_at;    /* what was gathered before the first of them */
    uint64_t skip_depth;   /* how deep what is in an element that is not gathered stands, 0: in none */
    bool meta_named;       /* a name was found in it */
    bool meta_surname;     /* it begins with a surname, and nothing stands behind that yet */
    pecia_str meta_unit;   /* of the measure in it */
    uint64_t meta_at;      /* where the last element in it began */
    pecia_meta counted;    /* an extent in words, which may be the writer's */
    bool converted;        /* the header tells of a conversion */
    bool meta_ours;        /* what is being gathered tells of the conversion, not of the document */
    pecia_meta meta;
    pecia_str role;                   /* text of respStmt/resp, or of seriesStmt/biblScope */
    pecia_str scheme;                 /* of the keywords that are open */
    TEI_LIST(pecia_meta) responsible; /* names of the respStmt, titles of the seriesStmt that is open */
} tei_reader;

/** The innermost open element, NULL before the root. */
static inline tei_open *tei_top(tei_reader *reader) {
    return reader->open.count ? &reader->open.at[reader->open.count - 1] : NULL;
}

/** Room for one more in LIST; false when memory ran out. */
#define TEI_ROOM(reader, list) TEI_ROOM_IN((reader)->host, (reader)->job, list)

/** A copy of TEXT on the job's scratch memory; absent when memory ran out or TEXT is. */
pecia_str tei_keep(tei_reader *reader, pecia_str text);
/** Value of the attribute NAME without prefix, absent if there is none. */
pecia_str tei_value(const xml_attribute *attributes, uint32_t count, const char *name);

/** The identifier of the first word of TARGET, "#id"; absent if it is none. */
pecia_str tei_pointer(pecia_str target);
/** The identifier of an element, absent if it has none. */
pecia_str tei_id(const tei_reader *reader, const xml_attribute *attributes, uint32_t count);

/** The order of bytes. */
static inline int tei_order(pecia_str a, pecia_str b) {
    uint64_t size = a.size < b.size ? a.size : b.size;
    int order = size ? memcmp(a.data, b.data, size) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

/** tei_read_attributes.c: names and attributes. */
bool tei_is_tei(const tei_reader *reader, const char *ns);
/** The P5 name of a P4 element; the name itself where nothing changed. */
const char *tei_modern(const char *local);
const tei_cached *tei_element_name(tei_reader *reader, const xml_name *name);
int32_t tei_keep_attributes(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count);
int32_t tei_keep_declarations(tei_reader *reader, uint32_t node, const xml_attribute *declarations, uint32_t count);
/** Sets the keys of the kind that TEI says in its own way; the attributes themselves are kept beside them. */
void tei_describe(tei_reader *reader, const tei_open *open, const char *local, const xml_attribute *attributes,
                  uint32_t count);

/** tei_read_kinds.c: what an element is. */
bool tei_is_block_kind(uint32_t kind);
bool tei_is_leaf_kind(uint32_t kind);
/** Kinds in which inlines stand, or in which a quotation is rather one in a line of text. */
bool tei_is_phrase(uint32_t kind);
/** A block in an inline quotation makes it a block quotation, and so on outwards. */
int32_t tei_promote(tei_reader *reader);
/** A note comes in a running title, which is hidden: from now on it is seen, though its words are not. */
int32_t tei_show_running(tei_reader *reader);
/** The kind of ELEMENT (NULL: unknown) named LOCAL inside the innermost open element. */
uint32_t tei_kind_of(tei_reader *reader, const tei_element *element, const char *local);

/** tei_read_apart.c: whether the words of an element are words of its own; what its start, its end and text mean for
 * the spaces between. */
bool tei_is_apart(const tei_reader *reader, const tei_element *element, const xml_name *name, const char *local);
void tei_apart_start(tei_reader *reader, tei_open *open, const tei_open *parent);
void tei_apart_end(tei_reader *reader, const tei_open *open);
/** Call with TEXT, which is not empty, before it goes to the builder. */
int32_t tei_apart_text(tei_reader *reader, pecia_str text);

/** tei_read_space.c: white space where only elements belong. */
enum tei_gap { TEI_GAP_BEFORE = 0, TEI_GAP_AT_END = 1 };
/** TEXT comes, which is not empty, in TOP: PECIA_OK and *HELD if it was taken for layout. */
int32_t tei_space_text(tei_reader *reader, tei_open *top, pecia_str text, bool *held);
/** NODE, which is no text, begins or (AT_END) ends: what was held was layout. */
int32_t tei_space_gap(tei_reader *reader, uint32_t node, enum tei_gap gap);
/** At the end of a document that has text where only elements belong: tells the writer where space was. */
int32_t tei_space_keep(tei_reader *reader);

/** tei_read_choice.c: readings that the user does not want to see elsewhere. */
void tei_choice_init(tei_reader *reader);
/** True if the element LOCAL in PARENT is such a reading. */
bool tei_choice_hides(const tei_reader *reader, const tei_open *parent, const char *local);
/** True if LOCAL is the reading to take where there is room for one, as in metadata: the wanted one, and of both the
 * one that is easier to read. */
bool tei_choice_prefers(const tei_reader *reader, const char *local);
/** True if TEXT in OPEN is white space between readings: layout, which TEI keeps and other formats do not see. */
bool tei_choice_layout(tei_open *open, pecia_str text);
/** Before a reading of PARENT that is shown: sets it apart from the one before it. */
int32_t tei_choice_between(tei_reader *reader, tei_open *parent);
/** At the end of CHOICE: says if nothing of it is shown. */
void tei_choice_end(tei_reader *reader, const tei_open *choice);

/** tei_read_styles.c: a rendition of the header begins, goes on, ends. */
int32_t tei_rendition_start(tei_reader *reader, const xml_attribute *attributes, uint32_t count);
int32_t tei_rendition_text(tei_reader *reader, pecia_str text);
void tei_rendition_end(tei_reader *reader);
/** The set of enum pecia_style that the element LOCAL, that ATTRIBUTES ask for. */
uint32_t tei_look_of(const char *local);
uint32_t tei_style_of(const tei_reader *reader, const xml_attribute *attributes, uint32_t count);

/** tei_read_told.c: says which ATTRIBUTES of OPEN, the element LOCAL, keys of its node tell too. */
int32_t tei_tell(tei_reader *reader, const tei_open *open, const char *local, const xml_attribute *attributes,
                 uint32_t count);
/** tei_read_attributes.c: the builder's number of the attribute NAME. */
uint32_t tei_attribute_number(tei_reader *reader, const xml_name *name);

/** tei_read_parts.c: remembers a quotation that says what it goes on with or from, and ties them at the end. */
int32_t tei_part_start(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count);
int32_t tei_parts_tie(tei_reader *reader);

/** tei_read_notes.c: opens a note (its node goes to *NODE), remembers links and places, and ties them at the end. */
int32_t tei_note_start(tei_reader *reader, const xml_attribute *attributes, uint32_t count, bool phrase,
                       uint32_t *node);
/** True for the empty note at hand that is a mark; tei_note_mark remembers its NODE, which is a link. */
bool tei_note_is_mark(const tei_reader *reader, const xml_attribute *attributes, uint32_t count);
int32_t tei_note_mark(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count);
int32_t tei_link_end(tei_reader *reader, const tei_open *link);
int32_t tei_link_start(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count);
int32_t tei_anchor_start(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count);
int32_t tei_notes_resolve(tei_reader *reader);

/** tei_read_meta.c: the header as metadata. */
void tei_meta_start(tei_reader *reader, const tei_open *parent, tei_open *open, const xml_attribute *attributes,
                    uint32_t count);
void tei_meta_text(tei_reader *reader, pecia_str text);
/** Before OPEN, the innermost, ends. */
int32_t tei_meta_end(tei_reader *reader, const tei_open *open);
/** tei_read_inside.c: true for a line of meta.def whose statements are names of persons and institutions. */
bool tei_meta_is_name(const tei_meta_row *row);
/** The element LOCAL begins, or OPEN ends, inside the one that is being gathered. */
void tei_meta_inside_start(tei_reader *reader, const char *local, const xml_attribute *attributes, uint32_t count);
void tei_meta_inside_end(tei_reader *reader, const tei_open *open);
/** At the start of the first header: keeps with its node which keys the user has stated. */
int32_t tei_meta_stated(tei_reader *reader, uint32_t header);
/** Makes the language that the user has stated, if any, that of the root element NODE. */
int32_t tei_language_stated(tei_reader *reader, uint32_t node);

#endif
