/* SPDX-License-Identifier: MIT
 *
 * md_write_own.c: what the author of Markdown said by elements and attributes that mean nothing to the document: it is
 * kept as origin, and written again where it stood. See md_writer.h.
 */
#include "md_html.h"
#include "md_writer.h"

/* True if TEXT can be the name of an element (IS_TAG) or of an attribute: a letter, and then what HTML allows. */
static bool is_name(pecia_str text, bool is_tag) {
    for (uint64_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool is_letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        bool is_other = (c >= '0' && c <= '9') || c == '-' || (!is_tag && (c == '_' || c == ':' || c == '.'));
        if (!is_letter && (i == 0 || !is_other)) {
            return false;
        }
    }
    return text.size > 0 && text.size < 40;
}

/* True for what no element means that is written for its kind. */
static bool is_free(uint32_t kind, const md_element *element) {
    switch (kind) {
    case PECIA_FOREIGN_BLOCK:
        return element && element->kind == PECIA_FOREIGN_BLOCK && strcmp(element->name, "textarea") != 0;
    case PECIA_FOREIGN_INLINE: return !element;
    case PECIA_SPAN:
    case PECIA_CODE: return element && element->role == MD_ROLE_INLINE;
    default: return false;
    }
}

pecia_str md_own_name(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    pecia_name name;
    bool may = w->is_own && !w->is_plain && node && d->origin(w->document, node, &name) && name.ns.size == 0 &&
               name.prefix.size == 0 && is_name(name.local, true) &&
               is_free(d->kind(w->document, node), md_element_of(name.local));
    return may ? name.local : (pecia_str){"", 0};
}

void md_own_attributes(md_writer *w, uint32_t node) {
    pecia_name name;
    pecia_str value;
    char room[40];
    bool may = w->is_own && !(w->host->document->origin(w->document, node, &name) && name.ns.size > 0);
    for (uint32_t i = 0; may && w->host->document->origin_attribute(w->document, node, i, &name, &value); i++) {
        if (name.ns.size == 0 && name.prefix.size == 0 && is_name(name.local, false)) {
            memcpy(room, name.local.data, (size_t)name.local.size);
            room[name.local.size] = 0;
            md_tag_attribute(w, room, value);
        }
    }
}

/* The element of TEI that NODE was, if its name can travel; empty for none. */
static pecia_str tei_name(const md_writer *w, uint32_t node) {
    pecia_name name;
    bool may = !w->is_plain && node && w->host->document->origin(w->document, node, &name) &&
               pecia_str_is(name.ns, MD_TEI_NS) && md_is_tei_name(name.local);
    return may ? name.local : (pecia_str){"", 0};
}

bool md_own_is_seen(const md_writer *w, uint32_t node) {
    return w->host->document->kind(w->document, node) == PECIA_FOREIGN_INLINE &&
           (md_own_name(w, node).size > 0 || tei_name(w, node).size > 0);
}

pecia_str md_tag_own(md_writer *w, pecia_str name, uint32_t node) {
    char room[40];
    memcpy(room, name.data, (size_t)name.size);
    room[name.size] = 0;
    return md_tag_open(w, room, 0, node, MD_ATTR_ALL);
}

pecia_str md_tag_end(md_writer *w, pecia_str name) {
    pecia_buf_clear(&w->tag);
    pecia_buf_add(&w->tag, "</", 2);
    pecia_buf_add_str(&w->tag, name);
    pecia_buf_add_char(&w->tag, '>');
    return pecia_buf_str(&w->tag);
}
