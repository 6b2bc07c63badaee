/* SPDX-License-Identifier: MIT
 *
 * xhtml_origin.c: what TEI says and XHTML has no element or attribute for, as data-* attributes.
 *
 * data-tei names the element where the kind does not; data-ref, data-when, data-resp, data-place, data-type and data-n
 * hold what the document has keys for; data-tei-NAME holds an attribute of TEI as it stood. HTML wants these names in
 * lower case: a capital is written as a hyphen and its small letter ("data-tei-not-before").
 */
#include "common/data_name.h"
#include "common/xhtml_writer.h"

enum { NAME_MOST = 64 };

static const char *const plain[PECIA_KIND_COUNT] = {
#define ORIGIN(kind, name) [PECIA_##kind] = name,
#include "common/xhtml_origin.def"
#undef ORIGIN
};

static const struct {
    uint32_t key;
    const char *name;
} keys[] = {{PECIA_REF, "data-ref"},     {PECIA_WHEN, "data-when"},     {PECIA_RESP, "data-resp"},
            {PECIA_PLACE, "data-place"}, {PECIA_SOURCE, "data-source"}, {PECIA_TYPE, "data-type"},
            {PECIA_N, "data-n"},         {PECIA_UNIT, "data-unit"},     {PECIA_EDITION, "data-edition"},
            {PECIA_FACS, "data-facs"},   {PECIA_WHO, "data-who"}};

/* True if the writer of KIND says KEY in its own way. */
static bool says_itself(uint32_t kind, uint32_t key) {
    bool point = kind >= PECIA_PAGE_BREAK && kind <= PECIA_MILESTONE;
    switch (key) {
    case PECIA_TYPE:
    case PECIA_N: return point || kind == PECIA_SECTION || kind == PECIA_ITEM;
    case PECIA_UNIT:
    case PECIA_EDITION:
    case PECIA_FACS: return point;
    case PECIA_WHO: return kind == PECIA_SPEECH;
    default: return false;
    }
}

/* Only what comes back as it was: ASCII letters, and no hyphen. */
static bool is_simple(pecia_str name) {
    for (uint64_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (!((c >= 'a' && c <= 'z') || (i > 0 && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))))) {
            return false;
        }
    }
    return name.size > 0 && name.size < NAME_MOST;
}

static void add_attributes(xhtml_writer *w, uint32_t node) {
    pecia_name name;
    pecia_str value;
    char room[2 * NAME_MOST];
    for (uint32_t i = 0; w->host->document->origin_attribute(w->document, node, i, &name, &value); i++) {
        if (name.prefix.size == 0 && name.ns.size == 0 && is_simple(name.local)) {
            xhtml_markup(w, " data-tei-");
            pecia_buf_add_str(&w->out, pecia_data_name(name.local, room));
            xhtml_markup(w, "=\"");
            xhtml_escape_attribute(&w->out, value);
            pecia_buf_add_char(&w->out, '"');
            pecia_keep_attribute(w->origins, w->job, node, i);
        }
    }
}

static bool is_tei(pecia_str ns) {
    return pecia_str_is(ns, "http://www.tei-c.org/ns/1.0");
}

void xhtml_origin(xhtml_writer *w, uint32_t node) {
    pecia_name name;
    if (node == 0 || !w->host->document->origin(w->document, node, &name) || !is_tei(name.ns)) {
        return;
    }
    uint32_t kind = w->host->document->kind(w->document, node);
    if (kind >= PECIA_KIND_COUNT || kind == PECIA_PAGE_BREAK) {
        return;
    }
    if (!(plain[kind] && pecia_str_is(name.local, plain[kind])) && is_simple(name.local)) {
        xhtml_attribute(w, "data-tei", name.local);
        pecia_keep_name(w->origins, w->job, node);
    }
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (!says_itself(kind, keys[i].key)) {
            xhtml_property(w, node, keys[i].key, keys[i].name);
        }
    }
    add_attributes(w, node);
}

void xhtml_keep_plain(xhtml_writer *w, uint32_t node, uint32_t key) {
    pecia_name name;
    uint32_t kind = w->host->document->kind(w->document, node);
    if (node != 0 && w->host->document->origin(w->document, node, &name) && is_tei(name.ns) && plain[kind] &&
        pecia_str_is(name.local, plain[kind])) {
        pecia_keep_name(w->origins, w->job, node);
    }
    pecia_keep_key(w->origins, w->job, node, key);
}

bool xhtml_has_origin(const xhtml_writer *w, uint32_t node) {
    pecia_name name, attribute;
    pecia_str value;
    if (!w->host->document->origin(w->document, node, &name) || !is_tei(name.ns)) {
        return false;
    }
    for (uint32_t i = 0; w->host->document->origin_attribute(w->document, node, i, &attribute, &value); i++) {
        if (!pecia_str_is(attribute.local, "rend")) {
            return true;
        }
    }
    return !pecia_str_is(name.local, plain[PECIA_STYLE]);
}
