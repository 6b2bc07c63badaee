/* SPDX-License-Identifier: MIT
 *
 * md_html.h: the HTML that Markdown may hold: tags, attributes, and what the elements mean. Reads what md_write makes,
 * and what people write by hand. Pure functions for any thread, linear in what they take.
 */
#ifndef PECIA_MARKDOWN_HTML_H
#define PECIA_MARKDOWN_HTML_H

#include "common/buf.h"

enum md_html_type {
    MD_HTML_TEXT = 1,
    MD_HTML_OPEN,
    MD_HTML_CLOSE,
    MD_HTML_EMPTY, /* an element without content: void, or written <x/> */
    MD_HTML_COMMENT,
    MD_HTML_PI,
    MD_HTML_OTHER, /* a declaration */
    MD_HTML_CDATA,
    MD_HTML_STRIKE, /* ~~ */
    MD_HTML_SPAN    /* [...]{...} */
};

typedef struct md_html {
    uint8_t type;
    pecia_str whole;      /* as it stands */
    pecia_str name;       /* of a tag */
    pecia_str attributes; /* of a tag: what stands behind its name; else the content */
} md_html;

/** Takes what stands at the start of *REST: a tag, a comment, a run of text. False at the end. */
bool md_html_next(pecia_str *rest, md_html *out);
/** Takes the next attribute of *REST; VALUE is as written, absent when there is none. False at the end. */
bool md_html_attribute(pecia_str *rest, pecia_str *name, pecia_str *value);
/** The attribute NAME (lower case) of TAG as written, absent if it has none. */
pecia_str md_html_get(const md_html *tag, const char *name);
/** Appends TEXT to OUT with its character references resolved; unknown ones stay as they are. */
int32_t md_html_decode(pecia_buf *out, pecia_str text);
/** A hash of a name, the same for small letters and capitals; never 0. */
uint32_t md_html_hash(pecia_str name);

/** How an element behaves. */
enum md_role {
    MD_ROLE_UNKNOWN = 0,
    MD_ROLE_INLINE, /* holds inlines */
    MD_ROLE_POINT,  /* holds nothing, stands among inlines */
    MD_ROLE_FLOW,   /* holds blocks */
    MD_ROLE_PHRASE, /* is a block that holds inlines */
    MD_ROLE_LEAF,   /* is a block that holds nothing */
    MD_ROLE_PASS,   /* is no node, its content is */
    MD_ROLE_HIDDEN  /* its content is no text */
};

typedef struct md_element {
    const char *name;
    uint8_t role;
    uint8_t kind;   /* of the node, 0 for none */
    int32_t number; /* STYLE: bits; HEADING: level; LIST: style; CELL: 1 for a header */
} md_element;

/** What the element NAME means, in any case of letters; NULL if it is unknown. */
const md_element *md_element_of(pecia_str name);
/** What TAG means: by its data-kind, if it has one, else by its name. *OUT is a copy. False if it is unknown. */
bool md_element_get(const md_html *tag, md_element *out);

#define MD_TEI_NS "http://www.tei-c.org/ns/1.0"
/** True if NAME has the shape of a name in TEI that travels by data-tei: ASCII letters, the first one small. */
bool md_is_tei_name(pecia_str name);

/** The element of TEI that KIND means where nothing else is said; NULL for none. */
const char *md_tei_element(uint32_t kind);
/** The element that attributes of TEI on one of KIND mean without data-tei: of a block or point that has data-kind, and
 * of a span, whose language makes it foreign; NULL for none. */
const char *md_tei_implied(uint32_t kind, bool has_kind, bool has_lang);
/** The kind of an inline that data-tei calls NAME. */
uint32_t md_tei_kind(pecia_str name);
/** Sets what the attributes of TAG say on NODE, data-tei its origin.
 * What has no key is kept as an attribute of the origin. A tag with data-kind and attributes of TEI, and without
 * data-tei, is the element of TEI that KIND means. */
int32_t md_html_set(const pecia_host *host, pecia_builder *builder, uint32_t node, uint32_t kind, const md_html *tag,
                    pecia_buf *value);

/** Name of KIND in data-kind ("page-break"), and the kind of a name; 0 for none. */
const char *md_kind_name(uint32_t kind);
uint32_t md_kind_of(pecia_str name);

/** How the key KEY is written as an attribute; NULL if it is not. *IS_NUMBER: its value is a number. */
const char *md_key_name(uint32_t key, bool *is_number);

#endif
