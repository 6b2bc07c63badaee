/* SPDX-License-Identifier: MIT
 *
 * xhtml_math.c: formulas that came as MathML, written as MathML. What is not presentation MathML throughout is shown as
 * its words, like other elements that have no kind.
 */
#include "common/xhtml_writer.h"

static const char *const elements[] = {
#define MATH(name) #name,
#include "common/xhtml_math.def"
#undef MATH
};

static const char *const attributes[] = {
#define MATH_ATTRIBUTE(name) name,
#include "common/xhtml_math.def"
#undef MATH_ATTRIBUTE
};

static bool is_attribute(pecia_str name) {
    for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
        if (pecia_str_is(name, attributes[i])) {
            return true;
        }
    }
    return false;
}

/* The element of MathML that NODE was; NULL if it was none that a book may hold. */
static const char *math_element(const xhtml_writer *w, uint32_t node) {
    pecia_name name;
    if (!w->host->document->origin(w->document, node, &name) ||
        !pecia_str_is(name.ns, "http://www.w3.org/1998/Math/MathML")) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
        if (pecia_str_is(name.local, elements[i])) {
            return elements[i];
        }
    }
    return NULL;
}

/* True if all in the formula ROOT is text, or elements that a book may hold. */
static bool is_presentation(const xhtml_writer *w, uint32_t root) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t node = root; node != 0;) {
        uint32_t kind = d->kind(w->document, node);
        bool silent = kind == PECIA_TEXT || kind == PECIA_SOFT_BREAK || kind >= PECIA_COMMENT;
        if (!silent && !(kind == PECIA_FOREIGN_INLINE && math_element(w, node))) {
            return false;
        }
        uint32_t next = silent ? 0 : d->first_child(w->document, node);
        while (next == 0 && node != root) {
            next = d->next_sibling(w->document, node);
            node = next != 0 ? node : d->parent(w->document, node);
        }
        node = next;
    }
    return true;
}

static void add_attributes(xhtml_writer *w, uint32_t node) {
    pecia_name name;
    pecia_str value;
    for (uint32_t i = 0; w->host->document->origin_attribute(w->document, node, i, &name, &value); i++) {
        if (name.ns.size == 0 && is_attribute(name.local)) {
            pecia_buf_add_char(&w->out, ' ');
            pecia_buf_add_str(&w->out, name.local);
            xhtml_markup(w, "=\"");
            xhtml_escape_attribute(&w->out, value);
            pecia_buf_add_char(&w->out, '"');
            pecia_keep_attribute(w->origins, w->job, node, i);
        }
    }
}

bool xhtml_enter_math(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    const char *name = math_element(w, event->node);
    bool inside = w->count > 1 && (open - 1)->math;
    if (!name || !(inside || (strcmp(name, "math") == 0 && is_presentation(w, event->node)))) {
        return false;
    }
    open->math = name;
    pecia_buf_add_char(&w->out, '<');
    xhtml_markup(w, open->math);
    xhtml_markup(w, inside ? "" : " xmlns=\"http://www.w3.org/1998/Math/MathML\"");
    xhtml_identity(w, event->node);
    pecia_keep_name(w->origins, w->job, event->node);
    add_attributes(w, event->node);
    pecia_buf_add_char(&w->out, '>');
    w->math += !inside;
    return true;
}
