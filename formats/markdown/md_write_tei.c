/* SPDX-License-Identifier: MIT
 *
 * md_write_tei.c: what TEI says of a node beyond its kind: the name of its element, and attributes that are no keys.
 * What is worth an element of HTML where Markdown has a sign, and what only comes along where one is written anyway.
 * See md_writer.h and docs/MARKDOWN.md.
 */
#include "common/data_name.h"
#include "md_html.h"
#include "md_writer.h"

/* The element of TEI that NODE was. */
static bool is_tei(const md_writer *w, uint32_t node, pecia_name *name) {
    return node && w->host->document->origin(w->document, node, name) && pecia_str_is(name->ns, MD_TEI_NS);
}

bool md_tei_is(const md_writer *w, uint32_t node) {
    pecia_name name;
    return is_tei(w, node, &name);
}

/* True if a wrapper around a node of KIND would change what is around it: an item, a row. There nothing is said. */
static bool is_part(uint32_t kind) {
    switch (kind) {
    case PECIA_LIST:
    case PECIA_ITEM:
    case PECIA_TERM:
    case PECIA_DEFINITION:
    case PECIA_TABLE:
    case PECIA_ROW:
    case PECIA_CELL:
    case PECIA_CODE_BLOCK:
    case PECIA_IMAGE: return true;
    default: return false;
    }
}

/* True if the kind of NODE, or what is said of it by keys, means NAME. Levels of divisions have no numbers here. */
static bool is_meant(const md_writer *w, uint32_t node, uint32_t kind, pecia_str name) {
    switch (kind) {
    case PECIA_QUOTE: return true;
    case PECIA_BLOCK_QUOTE: return !pecia_str_is(name, "epigraph");
    case PECIA_SECTION: return pecia_str_begins(name, "div");
    case PECIA_NOTE:
    case PECIA_MATTER:
    case PECIA_CAPTION: return true;
    case PECIA_SPAN: return pecia_str_is(name, md_tei_implied(kind, false, md_get(w, node, PECIA_LANG).size > 0));
    default: break;
    }
    const char *plain = md_tei_element(kind);
    return plain && pecia_str_is(name, plain);
}

/* True for an attribute that says how something looks, and nothing else. */
static bool is_look(pecia_str name) {
    return pecia_str_is(name, "rend") || pecia_str_is(name, "rendition") || pecia_str_is(name, "style");
}

/* True for the part of a line of verse, which a key says too. */
static bool is_part_of_line(const md_writer *w, uint32_t node, pecia_str name) {
    return pecia_str_is(name, "part") && w->host->document->kind(w->document, node) == PECIA_LINE &&
           md_number(w, node, PECIA_PART, 0) != 0;
}

/* True if the attribute NAME of NODE can travel. */
static bool is_carried(const md_writer *w, uint32_t node, const pecia_name *name) {
    return name->ns.size == 0 && name->prefix.size == 0 && md_is_tei_name(name->local) &&
           !is_part_of_line(w, node, name->local);
}

bool md_tei_key(const md_writer *w, uint32_t node, uint32_t key) {
    pecia_name name;
    switch (key) {
    case PECIA_N:
    case PECIA_TYPE:
    case PECIA_WHO:
    case PECIA_PLACE:
    case PECIA_RESP:
    case PECIA_REF:
    case PECIA_WHEN:
    case PECIA_FACS:
    case PECIA_EDITION:
    case PECIA_UNIT: return is_tei(w, node, &name) && !is_part(w->host->document->kind(w->document, node));
    default: return false;
    }
}

bool md_tei_says(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t kind = d->kind(w->document, node);
    pecia_name name;
    pecia_str value;
    if (is_part(kind) || !is_tei(w, node, &name)) {
        return false;
    }
    if (md_is_tei_name(name.local) && !is_meant(w, node, kind, name.local)) {
        return true;
    }
    for (uint32_t i = 0; d->origin_attribute(w->document, node, i, &name, &value); i++) {
        if (is_carried(w, node, &name) && !is_look(name.local)) {
            return true;
        }
    }
    return false;
}

bool md_tei_adds(const md_writer *w, uint32_t node) {
    for (uint32_t key = 1; key < PECIA_KEY_COUNT; key++) {
        if (md_get(w, node, key).data && (md_tei_key(w, node, key) || (key == PECIA_ID && md_tei_is(w, node)))) {
            return true;
        }
    }
    return md_tei_says(w, node);
}

/* Appends the attribute NAME of TEI: capitals are a hyphen and a small letter. */
static void add_attribute(md_writer *w, pecia_str name, pecia_str value) {
    char full[140] = "data-tei-";
    full[9 + pecia_data_name(name, full + 9).size] = 0;
    md_tag_attribute(w, full, value);
}

bool md_tei_named(md_writer *w, uint32_t node, int64_t bits) {
    pecia_name name;
    return is_tei(w, node, &name) && (bits == 0 || md_tag_has(w, node));
}

/* True if NODE, of KIND, has attributes that come back only to an element whose name is known: others are said of any,
 * and of a division its type. */
static bool needs_name(const md_writer *w, uint32_t node, uint32_t kind) {
    static const uint32_t keys[] = {PECIA_WHO,  PECIA_PLACE, PECIA_RESP,    PECIA_REF,
                                    PECIA_WHEN, PECIA_FACS,  PECIA_EDITION, PECIA_UNIT};
    const pecia_document_api *d = w->host->document;
    pecia_name name;
    pecia_str value;
    bool is_point = md_is_point(kind);
    for (size_t i = 0; !is_point && i < sizeof keys / sizeof *keys; i++) {
        if (md_get(w, node, keys[i]).data) {
            return true;
        }
    }
    for (uint32_t i = 0; d->origin_attribute(w->document, node, i, &name, &value); i++) {
        if (is_carried(w, node, &name)) {
            return true;
        }
    }
    return kind != PECIA_SECTION && !is_part(kind) && !is_point && md_get(w, node, PECIA_TYPE).data;
}

void md_tei_add(md_writer *w, uint32_t node, bool has_kind) {
    const pecia_document_api *d = w->host->document;
    pecia_name name;
    pecia_str value;
    if (!is_tei(w, node, &name)) {
        return;
    }
    uint32_t kind = d->kind(w->document, node);
    const char *implied = md_tei_implied(kind, has_kind, md_get(w, node, PECIA_LANG).size > 0);
    bool is_implied = implied && pecia_str_is(name.local, implied);
    if (md_is_tei_name(name.local) && !is_implied &&
        (kind == PECIA_STYLE || !is_meant(w, node, kind, name.local) || needs_name(w, node, kind))) {
        md_tag_attribute(w, "data-tei", name.local);
        pecia_keep_name(w->origins, w->job, node);
    } else if (kind == PECIA_SPAN && is_meant(w, node, kind, name.local)) { /* its language makes it foreign again */
        pecia_keep_name(w->origins, w->job, node);
    }
    for (uint32_t i = 0; d->origin_attribute(w->document, node, i, &name, &value); i++) {
        bool is_carried_here = is_carried(w, node, &name);
        if (is_carried_here) {
            add_attribute(w, name.local, value);
        }
        if (is_carried_here || is_part_of_line(w, node, name.local)) {
            pecia_keep_attribute(w->origins, w->job, node, i);
        }
    }
}
