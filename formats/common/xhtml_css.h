/* SPDX-License-Identifier: MIT
 *
 * xhtml_css.h: the little of a style sheet that tells what a text is: slant, weight, small capitals, height above the
 * line, decoration, letter spacing, alignment; for rules whose selector is a class, or an element with a class.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_CSS_H
#define PECIA_FORMATS_COMMON_XHTML_CSS_H

#include "common/buf.h"
#include "common/map.h"

/** What declarations say. */
typedef struct xhtml_look {
    uint32_t bits;  /* set of enum pecia_style */
    uint32_t align; /* enum pecia_align, 0 for none */
} xhtml_look;

typedef struct xhtml_css {
    const pecia_host *host;
    pecia_job *job;
    pecia_map rules; /* ".class" or "element.class" -> look */
    xhtml_look *looks;
    uint64_t count, capacity;
} xhtml_css;

/** Makes CSS empty. */
void xhtml_css_init(xhtml_css *css, const pecia_host *host, pecia_job *job);
/** Adds the rules of the style sheet TEXT. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t xhtml_css_add(xhtml_css *css, pecia_str text);
/** What the rules say of an element NAME with CLASSES. */
xhtml_look xhtml_css_look(const xhtml_css *css, pecia_str name, pecia_str classes);
/** What the declarations in TEXT ("font-style: italic; ...") say. [any] */
xhtml_look xhtml_css_declarations(pecia_str text);

#endif
