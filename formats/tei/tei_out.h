/* SPDX-License-Identifier: MIT
 *
 * tei_out.h: TEI tags out, with layout where layout is free. Shared by the replay of TEI documents and the making of
 * TEI from others.
 */
#ifndef PECIA_FORMATS_TEI_OUT_H
#define PECIA_FORMATS_TEI_OUT_H

#include "common/origins.h"
#include "common/xml_write.h"
#include "tei/tei.h"

typedef struct tei_level {
    pecia_str prefix, name; /* borrowed */
    pecia_str ns;           /* default namespace in force inside */
    bool only;              /* white space inside is layout */
    bool wants_only;        /* the same, were it not for xml:space */
    bool preserve;          /* xml:space="preserve" holds inside */
    bool busy;              /* something was written inside */
} tei_level;

enum { TEI_ONLY_CACHE = 256 };

/** How the user wants notes and quotation marks. */
typedef struct tei_wishes {
    enum { TEI_NOTES_SOURCE, TEI_NOTES_INLINE, TEI_NOTES_BACK } notes;
    enum { TEI_MISSING_MARK, TEI_MISSING_GAP, TEI_MISSING_ERROR } missing;
    bool strip_marks;
} tei_wishes;

typedef struct tei_out {
    const pecia_host *host;
    const pecia_origin_api *origins;
    pecia_job *job;
    const pecia_document *document;
    xml_writer *xml;
    tei_level *levels;
    uint64_t count, capacity;
    bool tag_open; /* the start tag still wants its '>' */
    bool indent;
    tei_wishes wishes;
    bool carried;      /* what is said again comes from elsewhere: attributes that TEI does not have are left out */
    bool spaces;       /* the reader kept where white space was */
    pecia_str holders; /* names of elements whose white space is no layout in this document */
    int32_t status;
    struct {
        const char *name; /* names of one document have one address each */
        bool only;
    } only[TEI_ONLY_CACHE];
} tei_out;

int32_t tei_out_init(tei_out *out, const pecia_host *host, pecia_job *job, const pecia_document *document,
                     pecia_output *output);
/** Begins a start tag; attributes may follow until something else is written. NAME is borrowed until the end tag. */
void tei_out_start(tei_out *out, pecia_str prefix, pecia_str name, pecia_str ns, bool only);
/** The same for a TEI element named by a literal. */
void tei_out_element(tei_out *out, const char *name, bool only);
/** Ends the innermost element. */
void tei_out_end(tei_out *out);
void tei_out_attribute(tei_out *out, const char *name, pecia_str value);
/** An attribute that the source had, by its name. */
void tei_out_property(tei_out *out, const pecia_property *property);
/** An attribute with a number. */
void tei_out_number(tei_out *out, const char *name, int64_t value);
void tei_out_text(tei_out *out, pecia_str text);
void tei_out_literal(tei_out *out, const char *text);
void tei_out_comment(tei_out *out, pecia_str text);
void tei_out_instruction(tei_out *out, pecia_str target, pecia_str data);
/** White space where it may be text, before an element or (AT_END) before an end tag; nothing where it is layout. */
void tei_out_space(tei_out *out, bool at_end);
/** True if TEXT is white space where white space is layout, which other formats may have a use for. */
bool tei_out_is_layout(tei_out *out, pecia_str text);
/** Whether white space in the element whose start tag is open, and in all inside it, is no layout: xml:space. */
void tei_out_preserve(tei_out *out, bool preserve);
/** The mark of a note as the text of what stands for it: "[30]", "*". */
void tei_out_mark(tei_out *out, pecia_str mark);
/** A whole element with text: <name>text</name>. */
void tei_out_simple(tei_out *out, const char *name, pecia_str text);
/** Ends the document: a newline, everything handed over. Returns the status. */
int32_t tei_out_finish(tei_out *out);

/** tei_out.c: true for a language tag of the shape that TEI's teidata.language takes. [any] */
bool tei_is_language(pecia_str tag);
/** True for a year, a month or a day as teidata.temporal.w3c takes it. [any] */
bool tei_is_date(pecia_str value);

/** tei_write.c: MARK at NODE has no note, and the user wants none such: says so, and the document fails. */
void tei_note_missing(tei_out *out, uint32_t node, pecia_str mark);

/** tei_header_file.c: the name of the file whose header the user wants, NULL if none; and that header, written. */
const char *tei_header_named(const tei_out *out);
int32_t tei_header_from_file(tei_out *out);

/** tei_replay.c: a document read from TEI, said again; a CORPUS of several, which were joined. */
int32_t tei_replay(tei_out *out, bool corpus);
/** tei_replay.c: the hidden block NODE, a header or what stands beside it, that travelled with a document from
 * elsewhere: with what the user states, and without what TEI P5 has no place for. */
int32_t tei_replay_carried(tei_out *out, uint32_t node);
/** tei_make.c: what begins a corpus of documents that are said again: its language and its header. */
int32_t tei_make_corpus(tei_out *out);
/** tei_make.c: TEI for a document from elsewhere. */
int32_t tei_make(tei_out *out);

#endif
