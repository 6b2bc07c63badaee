/* SPDX-License-Identifier: MIT
 *
 * tei_make_origin.c: what was TEI before it went through another format comes back as that: its element, where the
 * profile has it there (likes.def), and its attributes.
 */
#include "tei/tei_maker.h"

/* What an element called NAME stands like, TEI_E_none if it is not known. */
static uint32_t like(const tei_maker *maker, const pecia_name *name, const char **known) {
    const char *now = tei_legacy_element(name->local);
    return pecia_str_is(name->ns, TEI_NS) ? tei_fit_like(&maker->fit, now ? pecia_str_of(now) : name->local, known)
                                          : TEI_E_none;
}

/* The same for the element that NODE was. */
static uint32_t element_of(const tei_maker *maker, uint32_t node, const char **known) {
    pecia_name name;
    return maker->host->document->origin(maker->document, node, &name) ? like(maker, &name, known) : TEI_E_none;
}

/* The element that NODE would be in one that holds parts of its own only. */
static uint32_t part_of(const tei_maker *maker, uint32_t node, const char **known) {
    *known = "head";
    return maker->host->document->kind(maker->document, node) == PECIA_HEADING ? TEI_E_head
                                                                               : element_of(maker, node, known);
}

static bool is_point(const tei_maker *maker, uint32_t node) {
    uint32_t kind = maker->host->document->kind(maker->document, node);
    return kind == PECIA_SOFT_BREAK || (kind >= PECIA_COMMENT && kind <= PECIA_HIDDEN_BLOCK) ||
           (kind == PECIA_TEXT && !pecia_str_trim(maker->host->document->text(maker->document, node)).size);
}

enum { PARTS_DEPTH = 4 }; /* of choices in choices that come back as they were */

static bool holds_text_only(const tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    uint32_t child = api->first_child(maker->document, node);
    while (child &&
           (api->kind(maker->document, child) == PECIA_TEXT || api->kind(maker->document, child) == PECIA_SOFT_BREAK))
        child = api->next_sibling(maker->document, child);
    return !child;
}

/* True if what is in NODE may stand in ELEMENT as it was: no note is opened up. In one that holds neither text nor
 * paragraphs this takes parts that it has and that hold theirs, DEPTH deep; a head or a lemma comes first (12.1.2). */
static bool holds_its_parts(const tei_maker *maker, uint32_t node, uint32_t element, uint32_t depth) {
    const pecia_document_api *api = maker->host->document;
    uint32_t parts = 0, heads = 0;
    if (tei_fit_holds(&maker->fit, element, TEI_E_none))
        return tei_fit_holds(&maker->fit, element, TEI_E_note) || holds_text_only(maker, node);
    if (tei_fit_holds(&maker->fit, element, TEI_E_p))
        return true;
    for (uint32_t child = api->first_child(maker->document, node); child;
         child = api->next_sibling(maker->document, child)) {
        const char *known;
        if (is_point(maker, child))
            continue;
        uint32_t part = part_of(maker, child, &known);
        bool fits = depth && tei_fit_holds(&maker->fit, element, part);
        if (!fits || !holds_its_parts(maker, child, part, depth - 1) ||
            (parts && (part == TEI_E_head || strcmp(known, "lem") == 0)))
            return false;
        parts++;
        heads += part == TEI_E_head;
    }
    if (element == TEI_E_choice) /* it is between two at least (3.5) */
        return parts > 1;
    return parts > heads || (!parts && !maker->fit.holds[element]);
}

/* True if the innermost element may hold ELEMENT, which is called KNOWN. */
static bool has_place(tei_maker *maker, uint32_t element, const char *known) {
    const tei_made *holder = tei_made_holder(maker);
    const tei_word *word = tei_word_element(known);
    const char *outer = holder->name ? holder->name : tei_fit_name(holder->element);
    return tei_fit_holds(&maker->fit, holder->element, element) &&
           (!*word->parents || tei_words_have(word->parents, pecia_str_of(outer)));
}

/* <gi> and <att> hold a name and nothing else (22.5.1): true if KNOWN is one of them and NODE holds something else. */
static bool lacks_a_name(const tei_maker *maker, uint32_t node, const char *known) {
    const pecia_document_api *api = maker->host->document;
    if (strcmp(known, "gi") != 0 && strcmp(known, "att") != 0)
        return false;
    uint32_t child = api->first_child(maker->document, node);
    if (!child || api->next_sibling(maker->document, child) || api->kind(maker->document, child) != PECIA_TEXT)
        return true;
    pecia_str name = api->text(maker->document, child);
    const char *colon = memchr(name.data, ':', name.size);
    uint64_t prefix = colon ? (uint64_t)(colon - name.data) : 0;
    return !xml_is_ncname(colon ? pecia_str_from(name, prefix + 1) : name) ||
           (colon && !xml_is_ncname((pecia_str){name.data, prefix}));
}

/* True if the profile asks of the element KNOWN for an attribute that is not said of NODE: but in the whole TEI only
 * its language is. */
static bool lacks_its_attribute(const tei_maker *maker, uint32_t node, const char *known) {
    uint32_t count;
    pecia_str lang;
    const tei_content *row = tei_content_find(TEI_SAYS, known, &count);
    bool speaks = maker->host->document->get(maker->document, node, PECIA_LANG, &lang) && tei_is_language(lang);
    for (; count--; row++)
        if ((row->profiles & maker->fit.profile->bit & ~TEI_PROFILE_ALL) &&
            !(speaks && strcmp(row->names, "xml:lang") == 0))
            return true;
    return false;
}

static bool start(tei_maker *maker, const pecia_event *event, uint32_t element, const char *known, bool block) {
    if (!has_place(maker, element, known) || !holds_its_parts(maker, event->node, element, PARTS_DEPTH) ||
        lacks_its_attribute(maker, event->node, known) || lacks_a_name(maker, event->node, known))
        return false;
    tei_make_like(maker, event->kind, element, known, block);
    tei_make_common(maker, event->node, tei_make_goes_on(event));
    pecia_str target;
    if (event->kind == PECIA_LINK && maker->host->document->get(maker->document, event->node, PECIA_HREF, &target) &&
        target.size)
        tei_make_target(maker, "target", target);
    return true;
}

bool tei_make_origin_start(tei_maker *maker, const pecia_event *event) {
    const char *known;
    uint32_t element = like(maker, &maker->origin, &known);
    return element && start(maker, event, element, known, false);
}

/* ---------------------------------------------------------------- blocks */

/* True if nothing but elements of the bottom of a division follows NODE in its section. */
static bool is_at_bottom(const tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    const char *known;
    if (api->kind(maker->document, api->parent(maker->document, node)) != PECIA_SECTION)
        return false;
    while ((node = api->next_sibling(maker->document, node)))
        if (!is_point(maker, node) && !tei_fit_wraps(element_of(maker, node, &known)))
            return false;
    return true;
}

/* True if ELEMENT, called KNOWN, can come here in a division: opener at the top, closer, postscript, signed and trailer
 * at the bottom, the others at both (4.2); a list that is a section not behind divisions. */
static bool is_in_order(tei_maker *maker, uint32_t node, uint32_t element, const char *known) {
    const tei_made *holder = tei_made_holder(maker);
    bool bottom = tei_words_have(TEI_BOTTOMS, pecia_str_of(known));
    if (!holder->division && element == TEI_E_trailer)
        return false; /* in a list it is its caption, and comes last */
    if (!holder->division || !tei_fit_wraps(element))
        return !(holder->division && holder->had_division && holder->element != TEI_E_front &&
                 maker->host->document->kind(maker->document, node) == PECIA_SECTION);
    if (!holder->had_content && !holder->had_division)
        return !bottom;
    return element != TEI_E_opener && is_at_bottom(maker, node);
}

bool tei_make_origin_block(tei_maker *maker, pecia_event *event) {
    bool may_be = event->kind == PECIA_PARAGRAPH || event->kind == PECIA_SECTION || event->kind == PECIA_BLOCK_QUOTE ||
                  event->kind == PECIA_FOREIGN_BLOCK;
    const char *known;
    if (may_be && !(event->flags & PECIA_IMPLIED) && tei_make_tree(maker, event, true))
        return true;
    uint32_t element = may_be && !(event->flags & PECIA_IMPLIED) ? like(maker, &maker->origin, &known) : TEI_E_none;
    return element && is_in_order(maker, event->node, element, known) && start(maker, event, element, known, true);
}

/* ---------------------------------------------------------------- attributes */

static bool is_said(const tei_maker *maker, pecia_str name) {
    for (uint32_t i = 0; i < maker->said_count; i++)
        if (pecia_str_is(name, maker->said[i]))
            return true;
    return maker->said_count == TEI_SAID_MAX;
}

/* True if NODE has the attribute NAME by a key, beside the property that is called so. */
static bool has_by_key(const tei_maker *maker, uint32_t node, const char *name) {
    pecia_str value;
    uint32_t key = tei_attribute_key(pecia_str_of(name), false);
    return key && maker->host->document->get(maker->document, node, key, &value);
}

/* The attribute that PROPERTY of NODE was, as a string that may be in ROOM; NULL if it cannot be one again. */
static const char *own_name(const tei_maker *maker, uint32_t node, const pecia_property *property, char *room) {
    pecia_str local = property->name.local;
    if (property->key)
        return property->is_number ? NULL : tei_attribute_name(property->key);
    if (property->name.ns.size || !xml_is_ncname(local) || local.size >= TEI_NAME_MAX)
        return NULL;
    memcpy(room, local.data, local.size);
    room[local.size] = 0;
    return has_by_key(maker, node, room) ? NULL : room;
}

/* What NAME of NODE is called on the element that is open, if it is still to be said and can be there; else NULL. */
static const char *kept_name(const tei_maker *maker, uint32_t node, const pecia_property *property, const char *name) {
    bool common = property->key == PECIA_ID || property->key == PECIA_LANG || property->key == PECIA_N;
    if (common || maker->fit.profile->bit != TEI_PROFILE_ALL || is_said(maker, pecia_str_of(name)))
        return NULL;
    if (tei_word_bears(maker->tag_name, name))
        return name;
    const char *now = tei_legacy_attribute(maker->tag_name, name);
    return now && !is_said(maker, pecia_str_of(now)) && !has_by_key(maker, node, now) ? now : NULL;
}

static bool is_what_it_was(const tei_maker *maker, const pecia_name *origin) {
    const char *now = tei_legacy_element(origin->local);
    return now ? strcmp(now, maker->tag_name) == 0 : pecia_str_is(origin->local, maker->tag_name);
}

void tei_make_kept(tei_maker *maker, uint32_t node, const pecia_name *origin) {
    const tei_out *out = maker->out;
    pecia_property property;
    char room[TEI_NAME_MAX];
    uint32_t index = 0;
    if (!maker->tag || !is_what_it_was(maker, origin))
        return;
    pecia_keep_name(out->origins, out->job, node);
    for (uint32_t at = 0; maker->host->document->next_property(maker->document, node, &at, &property);) {
        const char *name = own_name(maker, node, &property, room);
        const char *now = name ? kept_name(maker, node, &property, name) : NULL;
        if (now)
            tei_out_attribute(maker->out, now, property.text);
        if (now || (name && is_said(maker, pecia_str_of(name)))) {
            if (property.key)
                pecia_keep_key(out->origins, out->job, node, property.key);
            else
                pecia_keep_attribute(out->origins, out->job, node, index);
        }
        index += !property.key;
    }
}
