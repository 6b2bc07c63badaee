/* SPDX-License-Identifier: MIT
 *
 * record.c: the header that a document from TEI brought along, and what else it has that is no part of the text
 * (stand-off annotation, facsimiles), kept in the book as a linked metadata record (EPUB 3.3, 5.5.7), so that the way
 * back to TEI has it. A header alone is the root of the file; with others it stands in a TEI element.
 */
#include "writer.h"

/* How TEI names what the document has keys for. */
static const struct {
    uint32_t key;
    const char *name;
} attributes[] = {{PECIA_ID, "xml:id"},     {PECIA_LANG, "xml:lang"}, {PECIA_N, "n"},         {PECIA_TYPE, "type"},
                  {PECIA_HREF, "target"},   {PECIA_SRC, "url"},       {PECIA_PLACE, "place"}, {PECIA_RESP, "resp"},
                  {PECIA_SOURCE, "source"}, {PECIA_FACS, "facs"},     {PECIA_EDITION, "ed"},  {PECIA_UNIT, "unit"},
                  {PECIA_WHO, "who"},       {PECIA_BREAK, "break"},   {PECIA_REF, "ref"},     {PECIA_WHEN, "when"}};

/* True if NODE is an element of the record: what the reader put in is none, and bodies of notes stand in the text. */
static bool is_element(const epub_writer *w, uint32_t node) {
    pecia_name name;
    uint32_t kind = w->host->document->kind(w->document, node);
    return kind != PECIA_NOTE && kind != PECIA_COMMENT && kind != PECIA_INSTRUCTION &&
           w->host->document->origin(w->document, node, &name);
}

/* True for what travels in the record: a hidden element of TEI that holds something. */
static bool is_recorded(const epub_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    pecia_name name;
    if (d->kind(w->document, node) != PECIA_HIDDEN_BLOCK || !d->origin(w->document, node, &name) ||
        !pecia_str_is(name.ns, EPUB_TEI_NS)) {
        return false;
    }
    uint32_t child = d->first_child(w->document, node);
    while (child != 0 && !is_element(w, child)) {
        child = d->next_sibling(w->document, child);
    }
    return child != 0;
}

static bool is_header(const epub_writer *w, uint32_t node) {
    pecia_name name;
    return w->host->document->origin(w->document, node, &name) && pecia_str_is(name.local, "teiHeader");
}

/* The first that is recorded among NODE and those behind it; 0 if there is none. */
static uint32_t next_recorded(const epub_writer *w, uint32_t node) {
    while (node != 0 && !is_recorded(w, node)) {
        node = w->host->document->next_sibling(w->document, node);
    }
    return node;
}

/* What is recorded stands at the root, or in the first element there that has some; the first of it. */
static uint32_t find_recorded(const epub_writer *w) {
    const pecia_document_api *d = w->host->document;
    uint32_t node = d->first_child(w->document, 1), found = next_recorded(w, node);
    for (; found == 0 && node != 0; node = d->next_sibling(w->document, node)) {
        if (d->kind(w->document, node) == PECIA_MATTER) {
            found = next_recorded(w, d->first_child(w->document, node));
        }
    }
    return found;
}

static void add_attribute(epub_writer *w, const char *prefix, pecia_str name, pecia_str value) {
    epub_add(w, " ");
    epub_add(w, prefix);
    pecia_buf_add_str(&w->file, name);
    epub_add(w, "=\"");
    xhtml_escape_attribute(&w->file, value);
    epub_add(w, "\"");
}

static void add_attributes(epub_writer *w, uint32_t node) {
    pecia_property property;
    for (uint32_t at = 0; w->host->document->next_property(w->document, node, &at, &property);) {
        if (property.key == 0) {
            bool xml = pecia_str_is(property.name.ns, "http://www.w3.org/XML/1998/namespace");
            if (xml || property.name.ns.size == 0) {
                add_attribute(w, xml ? "xml:" : "", property.name.local, property.text);
            }
        }
        for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]) && !property.is_number; i++) {
            if (attributes[i].key == property.key) {
                add_attribute(w, "", pecia_str_of(attributes[i].name), property.text);
            }
        }
    }
}

static pecia_name name_of(const epub_writer *w, uint32_t node) {
    pecia_name name = {.local = PECIA_STR("seg"), .ns = PECIA_STR(EPUB_TEI_NS)};
    w->host->document->origin(w->document, node, &name);
    return name;
}

static void begin_element(epub_writer *w, uint32_t node, bool first) {
    pecia_name name = name_of(w, node), outer = name_of(w, w->host->document->parent(w->document, node));
    epub_add(w, "<");
    pecia_buf_add_str(&w->file, name.local);
    if (first || !pecia_str_equal(name.ns, outer.ns)) {
        add_attribute(w, "", PECIA_STR("xmlns"), name.ns);
    }
    add_attributes(w, node);
    epub_add(w, ">");
}

static void end_element(epub_writer *w, uint32_t node) {
    epub_add(w, "</");
    pecia_buf_add_str(&w->file, name_of(w, node).local);
    epub_add(w, ">");
}

static void add_tree(epub_writer *w, uint32_t root) {
    const pecia_document_api *d = w->host->document;
    pecia_keep_all(pecia_origins_of(w->host), w->job, root);
    for (uint32_t node = root; node != 0;) {
        uint32_t kind = d->kind(w->document, node), next = 0;
        if (kind == PECIA_TEXT || kind == PECIA_SPACE) {
            epub_add_words(w, d->text(w->document, node));
        } else if (is_element(w, node)) {
            begin_element(w, node, node == root);
            next = d->first_child(w->document, node);
            if (next == 0) {
                end_element(w, node);
            }
        }
        while (next == 0 && node != root) {
            next = d->next_sibling(w->document, node);
            if (next == 0) {
                node = d->parent(w->document, node);
                end_element(w, node);
            }
        }
        node = next;
    }
}

int32_t epub_write_record(epub_writer *w) {
    const pecia_document_api *d = w->host->document;
    uint32_t first = find_recorded(w);
    if (first == 0) {
        return PECIA_OK;
    }
    bool alone = is_header(w, first) && next_recorded(w, d->next_sibling(w->document, first)) == 0;
    pecia_buf_clear(&w->file);
    epub_add(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    epub_add(w, alone ? "" : "<TEI xmlns=\"" EPUB_TEI_NS "\">\n");
    for (uint32_t node = first; node != 0; node = next_recorded(w, d->next_sibling(w->document, node))) {
        add_tree(w, node);
        epub_add(w, "\n");
    }
    epub_add(w, alone ? "" : "</TEI>\n");
    epub_extra extra = {.href = PECIA_STR("header.xml"),
                        .media_type = PECIA_STR("application/tei+xml"),
                        .id = "record",
                        .is_record = true};
    return w->file.status != PECIA_OK ? w->file.status : epub_add_extra(w, &extra, pecia_buf_str(&w->file), true);
}
