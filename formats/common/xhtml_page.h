/* SPDX-License-Identifier: MIT
 *
 * xhtml_page.h: one page of XHTML as a flat list of what stands in it, in order.
 *
 * The page is parsed once, as XML or, when it is none, by an HTML5 parser that repairs it. It is a list and not a tree
 * of objects: an element's content is the run of items up to its END, so looking ahead is looking further on. What is
 * no part of the document (scripts, styles, navigation) is left out and counted.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_PAGE_H
#define PECIA_FORMATS_COMMON_XHTML_PAGE_H

#include "common/buf.h"
#include "common/xml_read.h"

enum xhtml_tag {
    XHTML_OTHER = 0, /* an element that is not in xhtml_tags.def */
#define TAG(name, class_) XHTML_##name,
#include "common/xhtml_tags.def"
#undef TAG
    XHTML_TAG_COUNT
};
enum xhtml_class { XHTML_CLASS_INLINE, XHTML_CLASS_BLOCK, XHTML_CLASS_WRAP, XHTML_CLASS_VOID, XHTML_CLASS_SKIP };

/** Attributes that are kept. */
enum xhtml_key {
    XHTML_KEY_ID,
    XHTML_KEY_CLASS,
    XHTML_KEY_HREF,
    XHTML_KEY_SRC,
    XHTML_KEY_ALT,
    XHTML_KEY_TITLE,
    XHTML_KEY_LANG,
    XHTML_KEY_TYPE,
    XHTML_KEY_ROLE,
    XHTML_KEY_LABEL,
    XHTML_KEY_COLSPAN,
    XHTML_KEY_ROWSPAN,
    XHTML_KEY_START,
    XHTML_KEY_STYLE,
    XHTML_KEY_NAME,
    XHTML_KEY_QUOTATION,
    XHTML_KEY_PART,
    XHTML_KEY_TIE,
    XHTML_KEY_MARKS,
    XHTML_KEY_DATA_TYPE,
    XHTML_KEY_DATA_ROLE,
    XHTML_KEY_DATA_N,
    XHTML_KEY_UNIT,
    XHTML_KEY_FACS,
    XHTML_KEY_EDITION,
    XHTML_KEY_BREAK,
    XHTML_KEY_WHO,
    XHTML_KEY_LEVEL,
    XHTML_KEY_CITE,
    XHTML_KEY_VALUE,
    XHTML_KEY_PLACE,
    XHTML_KEY_RESP,
    XHTML_KEY_CHECKED,
    XHTML_KEY_HEADER,
    XHTML_KEY_TEI,
    XHTML_KEY_REF,
    XHTML_KEY_WHEN,
    XHTML_KEY_SOURCE,
    XHTML_KEY_CONTENT,
    XHTML_KEY_PROPERTY,
    XHTML_KEY_REL,
    XHTML_KEY_SCOPE,
    XHTML_KEY_DATA_HREF,
    XHTML_KEY_OTHER, /* kept by its name: data-tei-*, and all within math */
    XHTML_KEY_COUNT
};

enum xhtml_item_type { XHTML_START, XHTML_END, XHTML_TEXT, XHTML_COMMENT };

typedef struct xhtml_item {
    uint8_t type;      /* enum xhtml_item_type */
    uint8_t tag;       /* START, END: enum xhtml_tag */
    bool holds_blocks; /* START: a block stands directly in it, or in a wrapper or inline in it */
    bool holds_text;   /* START: words stand directly in it, or in an inline in it */
    uint32_t line;
    uint32_t end;   /* START: index of its END; END: of its START */
    uint32_t first; /* START: its first attribute; TEXT: offset of its bytes */
    uint32_t count; /* START: attributes; TEXT: bytes */
    uint32_t name;  /* START: offset and size of its name in the text, for XHTML_OTHER and other namespaces */
    uint16_t name_size;
} xhtml_item;

typedef struct xhtml_value {
    uint32_t key; /* enum xhtml_key */
    uint32_t offset, size;
    uint32_t name, name_size; /* OTHER */
} xhtml_value;

typedef struct xhtml_page {
    const pecia_host *host;
    pecia_job *job;
    xhtml_item *items;
    uint64_t count, capacity;
    xhtml_value *values;
    uint64_t value_count, value_capacity;
    pecia_buf text; /* text and attribute values */
    uint32_t *open; /* items that are open while the page is read */
    uint64_t open_count, open_capacity;
    uint32_t math; /* open elements since one of MathML began */
    uint32_t skip; /* open elements since one whose content is not read */
    uint32_t line;
    int32_t status;
    const xml_library *library; /* kept from page to page */
    uint64_t scripts;           /* scripts and the like that were left out, attributes that act included */
    bool is_html;               /* the caller's: it is read as HTML at once, and its head and style are items too */
} xhtml_page;

/** Makes PAGE empty, keeping its memory; the first time it must be zeroed. */
void xhtml_page_begin(xhtml_page *page, const pecia_host *host, pecia_job *job);
/** Reads BYTES, a page named MEMBER, as XHTML; what is no well-formed XML is repaired, with a diagnostic. PECIA_OK or a
 * status, reported. */
int32_t xhtml_page_read(xhtml_page *page, const pecia_host *host, pecia_job *job, pecia_str bytes, pecia_str member);
/** The repairing parser alone (HTML, section 13.2). */
int32_t xhtml_page_repair(xhtml_page *page, pecia_str bytes);

/** Parsers' side: an element begins, ends; text; a comment. */
void xhtml_page_start(xhtml_page *page, pecia_str name);
void xhtml_page_attribute(xhtml_page *page, pecia_str prefix, pecia_str name, pecia_str value);
void xhtml_page_end(xhtml_page *page);
void xhtml_page_text(xhtml_page *page, pecia_str text);

/** Value of KEY of the START item, absent if there is none. Borrowed until the page begins anew. */
pecia_str xhtml_page_value(const xhtml_page *page, const xhtml_item *item, uint32_t key);
/** Text of a TEXT item; name of a START item. */
pecia_str xhtml_page_item_text(const xhtml_page *page, const xhtml_item *item);
pecia_str xhtml_page_item_name(const xhtml_page *page, const xhtml_item *item);
/** True if WORD is one of the words of LIST (class names, epub:type, role). [any] */
bool xhtml_has_word(pecia_str list, const char *word);
/** The tag named NAME in lower case; its class. [any] */
uint32_t xhtml_tag_find(pecia_str name);
uint32_t xhtml_tag_class(uint32_t tag);

#endif
