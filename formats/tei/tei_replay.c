/* SPDX-License-Identifier: MIT
 *
 * tei_replay.c: a document read from TEI, written as it came: the element, attributes, comments and white space of each
 * node.
 */
#include "tei/tei_replay.h"

static bool is_among(const char *const *names, pecia_str name) {
    for (; names && *names; names++)
        if (pecia_str_is(name, *names))
            return true;
    return false;
}

static void replay_attribute(tei_out *out, const pecia_property *property) {
    xml_put(out->xml, " ", 1);
    if (property->name.prefix.size) {
        xml_put(out->xml, property->name.prefix.data, property->name.prefix.size);
        xml_put(out->xml, ":", 1);
    }
    xml_put(out->xml, property->name.local.data, property->name.local.size);
    xml_put(out->xml, "=\"", 2);
    xml_escape_attribute(out->xml, property->text);
    xml_put(out->xml, "\"", 1);
}

/* Attributes, and the description of an image, which comes last. */
static void replay_properties(tei_out *out, uint32_t node, const char *const *skip) {
    pecia_property property;
    pecia_str alt = {NULL, 0};
    for (uint32_t at = 0; out->host->document->next_property(out->document, node, &at, &property);) {
        if (!property.key) {
            if (out->spaces && pecia_str_is(property.name.ns, TEI_PRIVATE_NS))
                continue;
            if (out->tag_open && !(skip && is_among(skip, property.name.local)))
                replay_attribute(out, &property);
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

/* The reader's own attribute NAME of NODE; absent when it has none. */
static pecia_str private_of(const tei_out *out, uint32_t node, const char *name) {
    pecia_property property;
    for (uint32_t at = 0; out->host->document->next_property(out->document, node, &at, &property);)
        if (!property.key && pecia_str_is(property.name.ns, TEI_PRIVATE_NS) && pecia_str_is(property.name.local, name))
            return property.text;
    return (pecia_str){NULL, 0};
}

static void replay_space(tei_out *out, uint32_t node, const char *where) {
    if (out->spaces && private_of(out, node, where).data)
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
    tei_out_start(out, name.prefix, name.local, name.ns, is_only(out, &name, hidden));
    replay_properties(out, node, skip);
}

static void replay_leaf_text(tei_out *out, uint32_t node, uint32_t kind) {
    pecia_str text = out->host->document->text(out->document, node), target;
    if (kind == PECIA_COMMENT) {
        tei_out_comment(out, text);
    } else if (kind == PECIA_INSTRUCTION) {
        out->host->document->get(out->document, node, PECIA_N, &target);
        tei_out_instruction(out, target, text);
    } else {
        tei_out_text(out, text);
    }
}

static bool holds_text(uint32_t kind) {
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
static void replay_subtree(tei_out *out, uint32_t root) {
    const pecia_document_api *document = out->host->document;
    uint32_t node = root;
    for (;;) {
        uint32_t kind = document->kind(out->document, node), child = 0;
        if (node != root)
            replay_space(out, node, TEI_SPACE_BEFORE);
        if (holds_text(kind)) {
            replay_leaf_text(out, node, kind);
        } else if (!is_readers_own(out, node, kind)) {
            tei_replay_start(out, node, kind, true, NULL);
            child = document->first_child(out->document, node);
            if (!child) {
                replay_space(out, node, TEI_SPACE_AT_END);
                tei_out_end(out);
            }
        }
        if (child) {
            node = child;
            continue;
        }
        while (node != root && !document->next_sibling(out->document, node)) {
            node = document->parent(out->document, node);
            replay_space(out, node, TEI_SPACE_AT_END);
            tei_out_end(out);
        }
        if (node == root)
            return;
        node = document->next_sibling(out->document, node);
    }
}

typedef struct replay {
    tei_out *out;
    pecia_cursor *cursor;
    uint64_t hidden; /* hidden blocks that are open */
    tei_edits edits; /* of the header that is open */
    bool replaced;   /* the user's header was written */
} replay;

/* The user's header stands for the first one. */
static bool replaces_header(replay *at, const pecia_event *event) {
    pecia_name name;
    return event->kind == PECIA_HIDDEN_BLOCK && !at->hidden && !at->replaced && tei_header_named(at->out) &&
           at->out->host->document->origin(at->out->document, event->node, &name) &&
           pecia_str_is(name.local, "teiHeader");
}

static int32_t replay_enter(replay *at, const pecia_event *event) {
    tei_out *out = at->out;
    if (replaces_header(at, event)) {
        at->replaced = true;
        out->host->cursor->skip(at->cursor);
        return tei_header_from_file(out);
    }
    if (event->kind == PECIA_HIDDEN_BLOCK && at->hidden++ == 0)
        tei_edits_find(out, event->node, &at->edits);
    if (at->edits.count && tei_edits_start(out, &at->edits, event->node)) {
        out->host->cursor->skip(at->cursor);
        return out->status;
    }
    tei_replay_start(out, event->node, event->kind, at->hidden > 0, NULL);
    return out->status;
}

static void replay_exit(replay *at, const pecia_event *event) {
    if (at->edits.count)
        tei_edits_end(at->out, &at->edits, event->node);
    if (event->kind == PECIA_HIDDEN_BLOCK && --at->hidden == 0)
        at->edits.count = 0;
    replay_space(at->out, event->node, TEI_SPACE_AT_END);
    tei_out_end(at->out);
}

static int32_t replay_event(replay *at, pecia_event *event) {
    tei_out *out = at->out;
    if (event->kind == PECIA_DOCUMENT)
        return PECIA_OK;
    if (event->type == PECIA_EXIT) {
        replay_exit(at, event);
        return PECIA_OK;
    }
    event->outcome = PECIA_CARRIED;
    replay_space(out, event->node, TEI_SPACE_BEFORE);
    if (event->kind == PECIA_SOFT_BREAK) /* the reader's, for other formats */
        return PECIA_OK;
    if (event->type == PECIA_ENTER)
        return replay_enter(at, event);
    if ((event->kind == PECIA_NOTE_REF || event->kind == PECIA_NOTE_SLOT) && event->flags & PECIA_IN_PLACE)
        return out->host->cursor->enter_note(at->cursor, event->note) ? PECIA_OK : PECIA_ERR_PLUGIN;
    if (holds_text(event->kind))
        replay_leaf_text(out, event->node, event->kind);
    else
        replay_subtree(out, event->node);
    return PECIA_OK;
}

int32_t tei_replay(tei_out *out) {
    const pecia_cursor_api *api = out->host->cursor;
    replay at = {.out = out};
    at.cursor = api->open(out->job, out->document, 1, PECIA_VIEW_RAW | PECIA_VIEW_HIDDEN | PECIA_VIEW_COUNT);
    if (!at.cursor)
        return PECIA_ERR_MEMORY;
    out->holders = private_of(out, 1, TEI_HOLDERS);
    out->spaces = out->holders.size > 0;
    uint64_t events = 0;
    int32_t status = PECIA_OK;
    for (pecia_event *event; status == PECIA_OK && (event = api->next(at.cursor))->type != PECIA_END;) {
        status = replay_event(&at, event);
        if (status == PECIA_OK && (++events & 0xFFF) == 0)
            status = out->host->job->proceed(out->job);
    }
    api->close(at.cursor);
    return status;
}
