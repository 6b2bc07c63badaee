/* SPDX-License-Identifier: MIT
 *
 * tei_replay_nodes.c: one node of a document read from TEI as it came: its element, attributes, text, white space.
 */
#include "tei/profile.h"
#include "tei/tei_replay.h"

static bool is_among(const char *const *names, pecia_str name) {
    for (; names && *names; names++)
        if (pecia_str_is(name, *names))
            return true;
    return false;
}

/* Attributes, and the description of an image, which comes last. */
void tei_replay_properties(tei_out *out, uint32_t node, const char *const *skip) {
    pecia_property property;
    pecia_str alt = {NULL, 0};
    for (uint32_t at = 0; out->host->document->next_property(out->document, node, &at, &property);) {
        if (!property.key) {
            if (pecia_str_is(property.name.ns, TEI_PRIVATE_NS))
                continue;
            if (!(skip && is_among(skip, property.name.local)))
                tei_out_property(out, &property);
            if (pecia_str_is(property.name.local, "space") && pecia_str_is(property.name.ns, XML_NS))
                tei_out_preserve(out, pecia_str_is(property.text, "preserve"));
            continue;
        }
        if (property.key == PECIA_ALT)
            alt = property.text;
        const char *name = property.is_number ? NULL : tei_attribute_name(property.key);
        if (name && !(skip && is_among(skip, pecia_str_of(name))))
            tei_out_attribute(out, name, property.text);
    }
    if (alt.data)
        tei_out_instruction(out, PECIA_STR(TEI_ALT), alt);
}

/* The attribute NAME of the namespace NS that the source had, or the reader made, on NODE; absent when there is none.
 */
pecia_str tei_replay_kept(const tei_out *out, uint32_t node, const char *ns, const char *name) {
    pecia_property property;
    for (uint32_t at = 0; out->host->document->next_property(out->document, node, &at, &property);)
        if (!property.key && pecia_str_is(property.name.ns, ns) && pecia_str_is(property.name.local, name))
            return property.text;
    return (pecia_str){NULL, 0};
}

enum { CARRIED_NAME_MAX = 64 };

/* NAME as a string in ROOM; an empty one if it is too long. */
static const char *string_of(pecia_str name, char room[CARRIED_NAME_MAX]) {
    uint64_t size = name.size < CARRIED_NAME_MAX ? name.size : 0;
    memcpy(room, size ? name.data : "", size);
    room[size] = 0;
    return room;
}

/* What P5 calls PROPERTY of NODE, an ELEMENT, if it has it there, and no other is called so; NULL if it has it not. */
static const char *carried_name(const tei_out *out, uint32_t node, const char *element, const char *name) {
    if (tei_word_bears(element, name))
        return name;
    const char *now = tei_legacy_attribute(element, name);
    return now && !tei_replay_kept(out, node, "", now).data ? now : NULL;
}

/* The attributes of NODE, which is called ELEMENT, but those in the list SKIP and those that P5 does not have there. */
static void carried_properties(tei_out *out, uint32_t node, pecia_str element, const char *const *skip) {
    pecia_property property;
    char called[CARRIED_NAME_MAX], room[CARRIED_NAME_MAX];
    uint32_t index = 0;
    string_of(element, called);
    for (uint32_t at = 0; out->host->document->next_property(out->document, node, &at, &property);) {
        uint32_t number = property.key ? 0 : index++;
        const char *name = property.key ? property.is_number ? NULL : tei_attribute_name(property.key)
                                        : string_of(property.name.local, room);
        bool plain = property.key || !property.name.ns.size;
        if (!name || (skip && is_among(skip, pecia_str_of(name))) ||
            (!plain && pecia_str_is(property.name.ns, TEI_PRIVATE_NS)))
            continue;
        const char *now = plain ? carried_name(out, node, called, name) : NULL;
        if (now)
            tei_out_attribute(out, now, property.text);
        else if (!plain)
            tei_out_property(out, &property);
        if (property.key && now)
            pecia_keep_key(out->origins, out->job, node, property.key);
        else if (now || !plain)
            pecia_keep_attribute(out->origins, out->job, node, number);
    }
}

void tei_replay_space(tei_out *out, uint32_t node, const char *where) {
    if (out->spaces && tei_replay_kept(out, node, TEI_PRIVATE_NS, where).data)
        tei_out_space(out, strcmp(where, TEI_SPACE_AT_END) == 0);
}

static bool holds_words(const tei_out *out, pecia_str name) {
    pecia_str rest = out->holders, word;
    while ((word = pecia_str_word(&rest)).size)
        if (pecia_str_equal(word, name))
            return true;
    return false;
}

static bool is_only(tei_out *out, const pecia_name *name, bool hidden) {
    if (hidden)
        return false;
    size_t slot = ((uintptr_t)name->local.data * 31) % TEI_ONLY_CACHE;
    if (out->only[slot].name != name->local.data) {
        const tei_element *element = pecia_str_is(name->ns, TEI_NS) ? tei_element_find(name->local) : NULL;
        out->only[slot].name = name->local.data;
        out->only[slot].only = element && element->only && !(out->spaces && holds_words(out, name->local));
    }
    return out->only[slot].only;
}

void tei_replay_start(tei_out *out, uint32_t node, uint32_t kind, bool hidden, const char *const *skip) {
    pecia_name name;
    if (!out->host->document->origin(out->document, node, &name)) {
        const char *element = tei_element_for(kind);
        tei_out_element(out, element ? element : "seg", false);
        return;
    }
    static const char *const target[] = {"target", NULL}; /* of an xref the reader made it */
    bool fits = out->carried && pecia_str_is(name.ns, TEI_NS);
    const char *now = fits ? tei_legacy_element(name.local) : NULL;
    if (fits)
        pecia_keep_name(out->origins, out->job, node);
    else if (out->carried) /* of another vocabulary: as it is */
        pecia_keep_all(out->origins, out->job, node);
    tei_out_start(out, name.prefix, now ? pecia_str_of(now) : name.local, name.ns, is_only(out, &name, hidden));
    if (fits)
        carried_properties(out, node, now ? pecia_str_of(now) : name.local, skip);
    else
        tei_replay_properties(out, node, kind == PECIA_LINK && tei_legacy_element(name.local) ? target : skip);
}

void tei_replay_text(tei_out *out, uint32_t node, uint32_t kind) {
    pecia_str text = out->host->document->text(out->document, node), target;
    if (kind == PECIA_COMMENT) {
        tei_out_comment(out, text);
    } else if (kind == PECIA_INSTRUCTION) {
        out->host->document->get(out->document, node, PECIA_N, &target);
        tei_out_instruction(out, target, text);
    } else if (!tei_out_is_layout(out, text)) {
        tei_out_text(out, text);
    }
}

bool tei_replay_is_text(uint32_t kind) {
    return kind == PECIA_TEXT || kind == PECIA_COMMENT || kind == PECIA_INSTRUCTION || kind == PECIA_SPACE;
}

/* What the reader put in for other formats and no element stood for: the space between two elements, the point where
 * a note stands, whose body comes behind it, the further targets of a mark, an image whose element has content. */
static bool is_readers_own(const tei_out *out, uint32_t node, uint32_t kind) {
    pecia_name name;
    bool may_be = kind == PECIA_NOTE_REF || kind == PECIA_NOTE_SLOT || kind == PECIA_ANCHOR || kind == PECIA_IMAGE;
    return kind == PECIA_SOFT_BREAK || (may_be && !out->host->document->origin(out->document, node, &name));
}

/* The look of a mark lies inside its NOTE_REF, where no cursor goes. */
void tei_replay_subtree(tei_out *out, uint32_t root) {
    const pecia_document_api *document = out->host->document;
    uint32_t node = root;
    for (;;) {
        uint32_t kind = document->kind(out->document, node), child = 0;
        if (node != root)
            tei_replay_space(out, node, TEI_SPACE_BEFORE);
        if (tei_replay_is_text(kind)) {
            tei_replay_text(out, node, kind);
        } else if (!is_readers_own(out, node, kind)) {
            tei_replay_start(out, node, kind, true, NULL);
            child = document->first_child(out->document, node);
            if (!child) {
                tei_replay_space(out, node, TEI_SPACE_AT_END);
                tei_out_end(out);
            }
        }
        if (child) {
            node = child;
            continue;
        }
        while (node != root && !document->next_sibling(out->document, node)) {
            node = document->parent(out->document, node);
            tei_replay_space(out, node, TEI_SPACE_AT_END);
            tei_out_end(out);
        }
        if (node == root)
            return;
        node = document->next_sibling(out->document, node);
    }
}
