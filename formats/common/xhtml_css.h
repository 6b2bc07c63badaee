/* SPDX-License-Identifier: MIT
 *
 * xhtml_css.h: the rules of style sheets that tell what a text is. Selectors of elements and classes, several side by
 * side ("p.a.b") or one in another ("div.poem p", "div.poem > p"), with a class somewhere; later rules win. Of rules for elements
 * alone ("blockquote span") only what they say of display holds: the rest is how a whole book looks.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_CSS_H
#define PECIA_FORMATS_COMMON_XHTML_CSS_H

#include "common/buf.h"
#include "common/css.h"
#include "common/map.h"

typedef struct xhtml_element {
    pecia_str name, classes;
} xhtml_element;

/** The elements around one: AT gives that of LEVEL, 0 for the parent, and false beyond the last. */
typedef struct xhtml_around {
    bool (*at)(void *context, uint64_t level, xhtml_element *out);
    void *context;
} xhtml_around;

typedef struct xhtml_css_rule {
    pecia_str selector;
    css_look look;
    uint32_t next; /* the next with the same key, 0 for none */
    uint32_t last; /* of the first of a key: the last with it, 0 for itself */
} xhtml_css_rule;

typedef struct xhtml_css {
    const pecia_host *host;
    pecia_job *job;
    pecia_map rules; /* first class or element of the last compound -> first rule */
    xhtml_css_rule *list;
    uint64_t count, capacity;
    bool displays; /* some rule tells of display */
    bool is_full;  /* rules were left out: there are too many */
    /** Takes the style sheet that @import names by HREF; NULL where nothing can be taken. The caller's. */
    void (*import)(void *context, pecia_str href);
    void *context;
    uint64_t left; /* @import that nobody took */
} xhtml_css;

/** Makes CSS empty. */
void xhtml_css_init(xhtml_css *css, const pecia_host *host, pecia_job *job);
/** Adds the rules of the style sheet TEXT. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t xhtml_css_add(xhtml_css *css, pecia_str text);
/** What the rules say of ELEMENT; AROUND may be NULL. */
css_look xhtml_css_look(xhtml_css *css, const xhtml_element *element, const xhtml_around *around);
/** LOOK with what the element's own DECLARATIONS say. [any] */
css_look xhtml_css_own(css_look look, pecia_str declarations);

#endif
