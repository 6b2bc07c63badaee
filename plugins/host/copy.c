/* SPDX-License-Identifier: MIT
 *
 * copy.c: copies the content of a document into a builder.
 */
#include "plugins/host/copy.h"

#include <stdio.h>
#include <string.h>

#include "core/kinds.h"

#define ROOT 1

static pecia_str renamed(pecia_copy *copy, pecia_rename rename, pecia_str name) {
    if (!rename || !name.size)
        return name;
    pecia_str other = rename(copy->context, name);
    copy->failed = copy->failed || !other.data;
    return other.data ? other : name;
}

/** A list of pointers, separated by spaces, with those of the form "#id" renamed. The text itself if none is. */
static pecia_str renamed_pointers(pecia_copy *copy, pecia_str value) {
    uint64_t pointers = 0, length = 0;
    for (uint64_t i = 0; copy->rename_id && i < value.size; i++)
        pointers += value.data[i] == '#';
    if (!pointers)
        return value;
    char *out = pecia_arena_alloc(copy->arena, value.size + pointers * PECIA_RENAME_MAX);
    copy->failed = copy->failed || !out;
    for (uint64_t i = 0; out && i < value.size;) {
        const char *space = memchr(value.data + i, ' ', value.size - i);
        uint64_t size = space ? (uint64_t)(space - value.data) - i : value.size - i;
        pecia_str word = {value.data + i, size};
        if (size > 1 && word.data[0] == '#') {
            word = renamed(copy, copy->rename_id, (pecia_str){word.data + 1, size - 1});
            out[length++] = '#';
        }
        memcpy(out + length, word.data, word.size);
        length += word.size;
        i += size;
        if (space)
            out[length++] = ' ', i++;
    }
    return out ? (pecia_str){out, length} : value;
}

static pecia_str renamed_value(pecia_copy *copy, uint32_t key, pecia_str value) {
    switch (key) {
    case PECIA_ID: return renamed(copy, copy->rename_id, value);
    case PECIA_SRC: return renamed(copy, copy->rename_resource, value);
    case PECIA_HREF:
    case PECIA_RESP:
    case PECIA_SOURCE:
    case PECIA_WHO:
    case PECIA_FACS:
    case PECIA_EDITION:
    case PECIA_REF: return renamed_pointers(copy, value);
    default: return value;
    }
}

int32_t pecia_copy_notes(pecia_copy *copy) {
    pecia_note entry;
    uint32_t number = 0;
    int32_t status = PECIA_OK;
    for (uint32_t i = 0; status == PECIA_OK && pecia_document_note(copy->from, i, &entry, NULL); i++) {
        entry.id = renamed(copy, copy->rename_id, entry.id);
        entry.resp = renamed_pointers(copy, entry.resp);
        status = pecia_builder_note(copy->to, &entry, &number);
        if (i == 0)
            copy->first_note = number;
    }
    return status;
}

int32_t pecia_copy_resources(pecia_copy *copy) {
    pecia_resource resource;
    int32_t status = PECIA_OK;
    for (uint32_t i = 0; status == PECIA_OK && pecia_document_resource(copy->from, i, &resource); i++) {
        resource.name = renamed(copy, copy->rename_resource, resource.name);
        status = pecia_builder_resource(copy->to, &resource);
        pecia_document_rest(copy->from, i);
    }
    return status;
}

/** Sets a property of the model. */
static void copy_key(pecia_copy *copy, const pecia_property *property, uint32_t node) {
    int64_t number = property->number;
    if (!property->is_number) {
        pecia_builder_set(copy->to, node, property->key, renamed_value(copy, property->key, property->text));
        return;
    }
    if (property->key == PECIA_TIE && number < INT64_MAX - copy->first_tie) {
        number += copy->first_tie;
        copy->last_tie = number > copy->last_tie ? number : copy->last_tie;
    }
    pecia_builder_set_number(copy->to, node, property->key, number);
}

/** Sets an attribute of the source, number AT there. */
static void copy_origin_attribute(pecia_copy *copy, const pecia_property *property, uint32_t node, uint32_t at) {
    uint32_t name = pecia_builder_name(copy->to, &property->name);
    pecia_builder_origin_attribute(copy->to, node, name, renamed_pointers(copy, property->text));
    if (pecia_document_is_told(copy->from, at))
        pecia_builder_told(copy->to, node, name);
}

/** Properties keep their order, which is that of the source. */
int32_t pecia_copy_attributes(pecia_copy *copy, uint32_t source, uint32_t node) {
    pecia_name name;
    pecia_property property;
    if ((copy->keep_origins || copy->keeps_origin) && pecia_document_origin(copy->from, source, &name) &&
        (copy->keep_origins || copy->keeps_origin(&name)))
        pecia_builder_origin(copy->to, node, pecia_builder_name(copy->to, &name));
    for (uint32_t at = 0; pecia_document_next_property(copy->from, source, &at, &property);)
        if (property.key)
            copy_key(copy, &property, node);
        else if (copy->keep_origins)
            copy_origin_attribute(copy, &property, node, at);
    return pecia_builder_status(copy->to);
}

/** Members of the source, or the file itself, are the members of the copy. */
static void copy_place(pecia_copy *copy, uint32_t node) {
    pecia_place place = pecia_document_place(copy->from, node);
    char joined[512];
    bool same = place.member.data == copy->member_name.data && place.member.size == copy->member_name.size;
    if (!copy->member || !same) {
        pecia_str name = place.member;
        if (copy->file) {
            int size = snprintf(joined, sizeof joined, "%s%s%.*s", copy->file, name.size ? "!" : "",
                                (int)(name.size < 200 ? name.size : 200), name.data ? name.data : "");
            name = (pecia_str){joined, size < 0                       ? 0
                                       : (size_t)size < sizeof joined ? (uint64_t)size
                                                                      : sizeof joined - 1};
        }
        copy->member = name.data ? pecia_builder_member(copy->to, name) : 0;
        copy->member_name = place.member;
    }
    pecia_builder_at(copy->to, copy->member, place.line, place.column);
}

/** In a join: does the wrapper or hidden block NODE stay? */
static bool is_kept(const pecia_copy *copy, uint32_t node) {
    pecia_name name;
    return copy->keep_wrappers && pecia_document_origin(copy->from, node, &name);
}

/** In a join: a wrapper of the whole text goes. */
static bool is_dissolved(const pecia_copy *copy, uint32_t node) {
    return copy->join && pecia_document_kind(copy->from, node) == PECIA_MATTER && !is_kept(copy, node);
}

/** What stays of it: an anchor for its identifier. */
static bool dissolve(pecia_copy *copy, uint32_t node) {
    pecia_str id;
    if (pecia_document_get(copy->from, node, PECIA_ID, &id)) {
        pecia_builder_leaf(copy->to, PECIA_ANCHOR);
        pecia_builder_set(copy->to, pecia_builder_last(copy->to), PECIA_ID, renamed(copy, copy->rename_id, id));
    }
    return true;
}

/** In a join: is NODE a hidden block beside the text (a header), which the whole has no place for? */
static bool is_left_out(const pecia_copy *copy, uint32_t node) {
    uint32_t parent = pecia_document_parent(copy->from, node);
    return copy->join && pecia_document_kind(copy->from, node) == PECIA_HIDDEN_BLOCK && !is_kept(copy, node) &&
           (parent == ROOT || pecia_document_kind(copy->from, parent) == PECIA_MATTER);
}

/** Closes what copy_node opened for NODE. */
static void leave(pecia_copy *copy, uint32_t node) {
    uint32_t kind = pecia_document_kind(copy->from, node), made;
    if (kind == PECIA_NOTE_REF) {
        pecia_builder_current(copy->to, &made);
        pecia_builder_leave(copy->to, PECIA_LINK);
        pecia_builder_set_note_ref(copy->to, made, copy->first_note + pecia_document_note_of(copy->from, node));
    } else if (!is_dissolved(copy, node)) {
        pecia_builder_leave(copy->to, kind);
    }
}

/** Adds NODE without its content. True if it was opened and holds more. */
static bool copy_node(pecia_copy *copy, uint32_t node) {
    uint32_t kind = pecia_document_kind(copy->from, node), note = copy->first_note;
    pecia_str none = {NULL, 0};
    uint8_t content = pecia_kind_get(kind)->content;
    copy_place(copy, node);
    if (kind == PECIA_NOTE_REF || kind == PECIA_NOTE_SLOT || kind == PECIA_NOTE)
        note += pecia_document_note_of(copy->from, node);
    if (is_left_out(copy, node))
        return false;
    if (is_dissolved(copy, node))
        return dissolve(copy, node);
    uint32_t mark = kind == PECIA_NOTE_REF ? pecia_document_first_child(copy->from, node) : 0;
    bool in_place = copy->from->nodes.at[node].flags & PECIA_NODE_IN_PLACE;
    if (kind == PECIA_TEXT) {
        pecia_str text = pecia_document_text(copy->from, node);
        pecia_builder_text(copy->to, text.data, text.size);
        return false;
    }
    if (content == PECIA_CONTENT_TEXT)
        pecia_builder_hidden_text(copy->to, kind, pecia_document_text(copy->from, node));
    else if (kind == PECIA_NOTE_REF && mark)
        pecia_builder_enter(copy->to, PECIA_LINK); /* becomes a mark when all that it shows is in it */
    else if (kind == PECIA_NOTE_REF)
        pecia_builder_note_ref(copy->to, note, none);
    else if (kind == PECIA_NOTE_SLOT)
        pecia_builder_note_slot(copy->to, note);
    else if (kind == PECIA_NOTE)
        pecia_builder_note_enter(copy->to, note, in_place ? PECIA_NOTE_IN_PLACE : 0);
    else if (content == PECIA_CONTENT_NOTHING)
        pecia_builder_leaf(copy->to, kind);
    else
        pecia_builder_enter(copy->to, kind);
    pecia_copy_attributes(copy, node, pecia_builder_last(copy->to));
    return mark || (content != PECIA_CONTENT_TEXT && content != PECIA_CONTENT_NOTHING);
}

/** What the names of the source mean, for a copy that keeps them. */
static void copy_meanings(pecia_copy *copy) {
    const pecia_document *from = copy->from;
    uint32_t name, key, kind;
    pecia_name full;
    for (name = 1; name < from->names.count; name++)
        for (kind = 0; from->names.at[name].implied && kind < PECIA_KIND_COUNT; kind++)
            if (from->names.at[name].implied >> kind & 1) {
                pecia_document_name(from, name, &full);
                pecia_builder_implies(copy->to, pecia_builder_name(copy->to, &full), kind);
            }
    for (key = 1; key < PECIA_KEY_COUNT; key++)
        if (from->key_name[key]) {
            pecia_document_name(from, from->key_name[key], &full);
            pecia_builder_key_name(copy->to, key, pecia_builder_name(copy->to, &full));
        }
}

int32_t pecia_copy_content(pecia_copy *copy) {
    if (copy->keep_origins)
        copy_meanings(copy);
    uint32_t node = pecia_document_first_child(copy->from, ROOT);
    while (node && pecia_builder_status(copy->to) == PECIA_OK) {
        bool opened = copy_node(copy, node);
        uint32_t inside = opened ? pecia_document_first_child(copy->from, node) : 0;
        if (inside) {
            node = inside;
            continue;
        }
        if (opened)
            leave(copy, node);
        uint32_t next = pecia_document_next_sibling(copy->from, node);
        while (!next && (node = pecia_document_parent(copy->from, node)) > ROOT) {
            leave(copy, node);
            next = pecia_document_next_sibling(copy->from, node);
        }
        node = next;
    }
    return pecia_builder_status(copy->to);
}
