/* SPDX-License-Identifier: MIT
 *
 * tei_replay.c: a document read from TEI, written as it came: the element, attributes, comments and white space of each
 * node.
 */
#include "tei/tei_out.h"

static void replay_properties(tei_out *out, uint32_t node) {
    pecia_property property;
    for (uint32_t at = 0; out->host->document->next_property(out->document, node, &at, &property);) {
        if (property.key) {
            const char *name = property.is_number ? NULL : tei_attribute_name(property.key);
            if (name)
                tei_out_attribute(out, name, property.text);
            continue;
        }
        if (!out->tag_open)
            continue;
        xml_put(out->xml, " ", 1);
        if (property.name.prefix.size) {
            xml_put(out->xml, property.name.prefix.data, property.name.prefix.size);
            xml_put(out->xml, ":", 1);
        }
        xml_put(out->xml, property.name.local.data, property.name.local.size);
        xml_put(out->xml, "=\"", 2);
        xml_escape_attribute(out->xml, property.text);
        xml_put(out->xml, "\"", 1);
    }
}

static bool is_only(tei_out *out, const pecia_name *name, bool hidden) {
    if (hidden)
        return false;
    size_t slot = ((uintptr_t)name->local.data * 31) % TEI_ONLY_CACHE;
    if (out->only[slot].name != name->local.data) {
        const tei_element *element = pecia_str_is(name->ns, TEI_NS) ? tei_element_find(name->local) : NULL;
        out->only[slot].name = name->local.data;
        out->only[slot].only = element && element->only;
    }
    return out->only[slot].only;
}

static void replay_start(tei_out *out, uint32_t node, uint32_t kind, bool hidden) {
    pecia_name name;
    if (!out->host->document->origin(out->document, node, &name)) {
        const char *element = tei_element_for(kind);
        tei_out_element(out, element ? element : "seg", false);
        return;
    }
    tei_out_start(out, name.prefix, name.local, name.ns, is_only(out, &name, hidden));
    replay_properties(out, node);
    pecia_str alt;
    if (kind == PECIA_IMAGE && out->host->document->get(out->document, node, PECIA_ALT, &alt))
        tei_out_instruction(out, PECIA_STR(TEI_ALT), alt);
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

/* The look of a mark lies inside its NOTE_REF, where no cursor goes. */
static void replay_subtree(tei_out *out, uint32_t root) {
    const pecia_document_api *document = out->host->document;
    uint32_t node = root;
    for (;;) {
        uint32_t kind = document->kind(out->document, node), child = 0;
        if (holds_text(kind)) {
            replay_leaf_text(out, node, kind);
        } else {
            replay_start(out, node, kind, true);
            child = document->first_child(out->document, node);
            if (!child)
                tei_out_end(out);
        }
        if (child) {
            node = child;
            continue;
        }
        while (node != root && !document->next_sibling(out->document, node)) {
            node = document->parent(out->document, node);
            tei_out_end(out);
        }
        if (node == root)
            return;
        node = document->next_sibling(out->document, node);
    }
}

static int32_t replay_event(tei_out *out, pecia_cursor *cursor, pecia_event *event, uint64_t *hidden) {
    if (event->kind == PECIA_DOCUMENT)
        return PECIA_OK;
    if (event->type == PECIA_EXIT) {
        *hidden -= event->kind == PECIA_HIDDEN_BLOCK;
        tei_out_end(out);
        return PECIA_OK;
    }
    event->outcome = PECIA_CARRIED;
    if (event->kind == PECIA_SOFT_BREAK) /* the reader's, for other formats */
        return PECIA_OK;
    if (event->type == PECIA_ENTER) {
        *hidden += event->kind == PECIA_HIDDEN_BLOCK;
        replay_start(out, event->node, event->kind, *hidden > 0);
        return PECIA_OK;
    }
    if ((event->kind == PECIA_NOTE_REF || event->kind == PECIA_NOTE_SLOT) && event->flags & PECIA_IN_PLACE)
        return out->host->cursor->enter_note(cursor, event->note) ? PECIA_OK : PECIA_ERR_PLUGIN;
    if (holds_text(event->kind))
        replay_leaf_text(out, event->node, event->kind);
    else
        replay_subtree(out, event->node);
    return PECIA_OK;
}

int32_t tei_replay(tei_out *out) {
    const pecia_cursor_api *api = out->host->cursor;
    pecia_cursor *cursor = api->open(out->job, out->document, 1, PECIA_VIEW_RAW | PECIA_VIEW_HIDDEN | PECIA_VIEW_COUNT);
    if (!cursor)
        return PECIA_ERR_MEMORY;
    uint64_t hidden = 0, events = 0;
    int32_t status = PECIA_OK;
    for (pecia_event *event; status == PECIA_OK && (event = api->next(cursor))->type != PECIA_END;) {
        status = replay_event(out, cursor, event, &hidden);
        if (status == PECIA_OK && (++events & 0xFFF) == 0)
            status = out->host->job->proceed(out->job);
    }
    api->close(cursor);
    return status;
}
