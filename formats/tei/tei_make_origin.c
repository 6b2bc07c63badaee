/* SPDX-License-Identifier: MIT
 *
 * tei_make_origin.c: what was TEI before it went through another format comes back as that: its element, where the
 * profile has it there (likes.def), and its attributes. */
#include "tei/tei_maker.h"

/* The element that NODE was; what it stands like, TEI_E_none if it is not known. */
static uint32_t element_of(const tei_maker *maker, uint32_t node, pecia_name *name, const char **known) {
    if (!maker->host->document->origin(maker->document, node, name))
        return TEI_E_none;
    return pecia_str_is(name->ns, TEI_NS) ? tei_fit_like(&maker->fit, name->local, known) : TEI_E_none;
}

/* True if what is in NODE may stand in ELEMENT as it was: where there is no text, only parts that it has. */
static bool holds_its_parts(const tei_maker *maker, uint32_t node, uint32_t element) {
    const pecia_document_api *api = maker->host->document;
    uint32_t parts = 0;
    if (tei_fit_holds(&maker->fit, element, TEI_E_none))
        return true;
    for (uint32_t child = api->first_child(maker->document, node); child;
         child = api->next_sibling(maker->document, child)) {
        uint32_t kind = api->kind(maker->document, child);
        const char *known;
        pecia_name name;
        if (kind == PECIA_SOFT_BREAK || (kind == PECIA_TEXT && !pecia_str_trim(api->text(maker->document, child)).size))
            continue;
        bool fits = tei_fit_holds(&maker->fit, element, element_of(maker, child, &name, &known));
        if (!fits || (parts && strcmp(known, "lem") == 0)) /* a lemma comes first (12.1.2) */
            return false;
        parts++;
    }
    return parts || !maker->fit.holds[element];
}

bool tei_make_origin_start(tei_maker *maker, const pecia_event *event) {
    pecia_name name;
    const char *known;
    uint32_t element = element_of(maker, event->node, &name, &known);
    if (!element || !tei_fit_holds(&maker->fit, tei_made_holder(maker)->element, element) ||
        !holds_its_parts(maker, event->node, element))
        return false;
    tei_make_like(maker, event->kind, element, known);
    tei_make_common(maker, event->node, tei_make_goes_on(event));
    return true;
}

/* ---------------------------------------------------------------- attributes */

static bool is_said(const tei_maker *maker, pecia_str name) {
    for (uint32_t i = 0; i < maker->said_count; i++)
        if (pecia_str_is(name, maker->said[i]))
            return true;
    return maker->said_count == TEI_SAID_MAX;
}

void tei_make_kept(tei_maker *maker, uint32_t node) {
    pecia_name name;
    pecia_property property;
    bool all = maker->fit.profile->bit == TEI_PROFILE_ALL;
    if (!maker->tag || !all || !maker->host->document->origin(maker->document, node, &name) ||
        !pecia_str_is(name.local, maker->tag_name))
        return;
    for (uint32_t at = 0; maker->host->document->next_property(maker->document, node, &at, &property);) {
        const char *key = property.key && !property.is_number ? tei_attribute_name(property.key) : NULL;
        bool own = !property.key && !property.name.ns.size && xml_is_ncname(property.name.local);
        if (key && !is_said(maker, pecia_str_of(key)))
            tei_out_attribute(maker->out, key, property.text);
        else if (own && !is_said(maker, property.name.local))
            tei_out_property(maker->out, &property);
    }
}
