/* SPDX-License-Identifier: MIT
 *
 * tei_replay_notes.c: notes and marks of a document said again that are not written as the source had them: a body at
 * its mark, a mark for a body in the back, a gap for a body that is not there (Guidelines, 3.9.1).
 */
#include "tei/profile.h"
#include "tei/tei_replay.h"

static pecia_str property_of(const tei_out *out, uint32_t node, uint32_t key) {
    pecia_str value = {NULL, 0};
    out->host->document->get(out->document, node, key, &value);
    return value;
}

/* The identifier of the note, or one made for it. */
static pecia_str note_id(const tei_moves *moves, uint32_t note, uint32_t body, char *buf) {
    pecia_str id = property_of(moves->out, body, PECIA_ID);
    return id.size ? id : tei_ids_new(&moves->ids, TEI_NOTE_STEM, (uint64_t)note + 1, 0, buf);
}

static void put_pointer(tei_out *out, const char *name, pecia_str id) {
    pecia_buf buf;
    pecia_buf_init(&buf, out->host, out->job);
    pecia_buf_add_char(&buf, '#');
    pecia_buf_add_str(&buf, id);
    tei_out_attribute(out, name, pecia_buf_str(&buf));
}

/* ---------------------------------------------------------------- a mark for a note that goes to the back */

/* Where no text may stand a mark is a point; so it is where there may be text and no ref (tei_all). */
static bool takes_ref(const tei_out *out, uint32_t node) {
    pecia_str name = tei_moves_name(out, node);
    char element[64] = "";
    if (tei_words_have("w m line zone", name))
        return false;
    if (name.size < sizeof element)
        memcpy(element, name.data ? name.data : "", name.size);
    const tei_word *word = tei_word_element(element);
    return word && word->text;
}

static void put_mark(tei_moves *moves, uint32_t point, uint32_t note, uint32_t body) {
    tei_out *out = moves->out;
    char buf[TEI_ID_MAX];
    pecia_note entry;
    bool in_text = takes_ref(out, out->host->document->parent(out->document, point));
    out->host->document->note(out->document, note, &entry, NULL);
    tei_out_element(out, in_text ? "ref" : "anchor", false);
    if (in_text)
        tei_out_attribute(out, "type", PECIA_STR("noteref"));
    tei_out_attribute(out, "xml:id", tei_ids_new(&moves->ids, TEI_REF_STEM, (uint64_t)note + 1, 0, buf));
    if (entry.label.size)
        tei_out_attribute(out, "n", entry.label);
    if (in_text) {
        put_pointer(out, "target", note_id(moves, note, body, buf));
        tei_out_mark(out, entry.label);
    }
    tei_out_end(out);
}

/* The note leads back to its mark, beside whatever else it leads to. */
static void put_back_pointer(tei_moves *moves, uint32_t note, uint32_t body) {
    tei_out *out = moves->out;
    char buf[TEI_ID_MAX];
    pecia_buf targets;
    pecia_buf_init(&targets, out->host, out->job);
    pecia_buf_add_str(&targets, property_of(out, body, PECIA_HREF));
    pecia_buf_add_text(&targets, targets.size ? " #" : "#");
    pecia_buf_add_str(&targets, tei_ids_new(&moves->ids, TEI_REF_STEM, (uint64_t)note + 1, 0, buf));
    tei_out_attribute(out, "target", pecia_buf_str(&targets));
}

static void start_in_back(tei_moves *moves, uint32_t note, uint32_t body, bool has_slot) {
    static const char *const skip[] = {"target", NULL};
    tei_out *out = moves->out;
    char buf[TEI_ID_MAX];
    tei_replay_start(out, body, PECIA_NOTE, false, has_slot ? NULL : skip);
    if (has_slot)
        return; /* its mark leads to it as it did */
    if (!property_of(out, body, PECIA_ID).size)
        tei_out_attribute(out, "xml:id", note_id(moves, note, body, buf));
    put_back_pointer(moves, note, body);
}

/* ---------------------------------------------------------------- a note in the place of its mark */

/* True if all that the mark says of itself and shows is said by the note that comes in its place. */
static bool says_no_more(const tei_out *out, uint32_t mark, pecia_str label) {
    const pecia_document_api *api = out->host->document;
    pecia_property property;
    for (uint32_t at = 0; api->next_property(out->document, mark, &at, &property);) {
        bool link = property.key == PECIA_ID || property.key == PECIA_N || property.key == PECIA_HREF ||
                    property.key == PECIA_TYPE || pecia_str_is(property.name.local, "corresp") ||
                    pecia_str_is(property.name.local, "next");
        if (!link && !property.is_number)
            return false;
    }
    for (uint32_t child = api->first_child(out->document, mark); child;
         child = api->next_sibling(out->document, child)) {
        pecia_str text = api->text(out->document, child);
        if (api->kind(out->document, child) != PECIA_TEXT || text.size > label.size + 3 ||
            (label.size && !memmem(text.data, text.size, label.data, label.size)))
            return false;
    }
    return true;
}

/* POINTERS without the one that leads to ID. */
static void put_others(tei_out *out, const char *name, pecia_str pointers, pecia_str id) {
    pecia_buf left;
    pecia_str word;
    pecia_buf_init(&left, out->host, out->job);
    while ((word = pecia_str_word(&pointers)).size) {
        if (id.size && word.size == id.size + 1 && word.data[0] == '#' && pecia_str_equal(pecia_str_from(word, 1), id))
            continue;
        pecia_buf_add_text(&left, left.size ? " " : "");
        pecia_buf_add_str(&left, word);
    }
    if (left.size)
        tei_out_attribute(out, name, pecia_buf_str(&left));
}

static void start_at_mark(tei_moves *moves, uint32_t body, const pecia_note *entry, const pecia_note_state *state) {
    static const char *const pointers[] = {"target", "corresp", "sameAs", "prev", NULL};
    static const char *const pointers_and_id[] = {"target", "corresp", "sameAs", "prev", "xml:id", NULL};
    tei_out *out = moves->out;
    pecia_property property;
    pecia_str mark = property_of(out, state->first_ref, PECIA_ID);
    bool ours = state->references == 1 && pecia_str_begins(property_of(out, body, PECIA_ID), TEI_NOTE_STEM);
    tei_replay_start(out, body, PECIA_NOTE, false, ours ? pointers_and_id : pointers);
    for (uint32_t at = 0; out->host->document->next_property(out->document, body, &at, &property);) {
        pecia_str name = property.key == PECIA_HREF ? PECIA_STR("target")
                         : property.key             ? (pecia_str){NULL, 0}
                                                    : property.name.local;
        for (size_t i = 0; pointers[i]; i++)
            if (pecia_str_is(name, pointers[i]))
                put_others(out, pointers[i], property.text, mark);
    }
    if (entry->label.size && !property_of(out, body, PECIA_N).data)
        tei_out_attribute(out, "n", entry->label);
}

bool tei_replay_note(tei_moves *moves, uint32_t note, uint32_t body) {
    pecia_note entry;
    pecia_note_state state;
    moves->out->host->document->note(moves->out->document, note, &entry, &state);
    if (moves->fates[note] == TEI_TO_BACK)
        start_in_back(moves, note, body, state.slot > 0);
    else if (moves->fates[note] == TEI_TO_MARK)
        start_at_mark(moves, body, &entry, &state);
    return moves->fates[note] != TEI_STAYS;
}

/* What else leads to a mark finds a point in its place. */
static bool put_at_mark(tei_moves *moves, pecia_cursor *cursor, pecia_event *event, pecia_str label) {
    tei_out *out = moves->out;
    pecia_str id = tei_moves_wanted_id(moves, event->node);
    if (id.size) {
        tei_out_element(out, "anchor", false);
        tei_out_attribute(out, "xml:id", id);
        tei_out_end(out);
    }
    if (!says_no_more(out, event->node, label))
        event->outcome = PECIA_DEGRADED;
    if (!out->host->cursor->enter_note(cursor, event->note))
        out->status = PECIA_ERR_PLUGIN;
    return true;
}

/* ---------------------------------------------------------------- a mark whose note is not there */

static bool put_missing(tei_out *out, pecia_event *event, pecia_str label) {
    static const char *const skip[] = {"type", "target", "corresp", "next", "n", NULL};
    pecia_name name;
    if (out->wishes.missing == TEI_MISSING_MARK || !out->host->document->origin(out->document, event->node, &name))
        return false;
    if (out->wishes.missing == TEI_MISSING_ERROR) {
        tei_note_missing(out, event->node, label);
        return true;
    }
    tei_out_element(out, "note", false);
    tei_replay_properties(out, event->node, skip);
    if (label.size)
        tei_out_attribute(out, "n", label);
    tei_out_element(out, "gap", false);
    tei_out_attribute(out, "reason", PECIA_STR("sampling"));
    tei_out_end(out);
    tei_out_end(out);
    if (!says_no_more(out, event->node, label))
        event->outcome = PECIA_DEGRADED;
    return true;
}

bool tei_replay_point(tei_moves *moves, pecia_cursor *cursor, pecia_event *event) {
    pecia_note entry;
    pecia_note_state state;
    moves->out->host->document->note(moves->out->document, event->note, &entry, &state);
    uint8_t fate = moves->fates[event->note];
    pecia_str label = property_of(moves->out, event->node, PECIA_N);
    if (!label.size)
        label = entry.label;
    if (!state.body)
        return event->kind == PECIA_NOTE_REF && put_missing(moves->out, event, label);
    if (fate == TEI_TO_MARK && event->kind == PECIA_NOTE_REF && event->node == state.first_ref)
        return put_at_mark(moves, cursor, event, label);
    if (fate == TEI_TO_BACK && event->kind == PECIA_NOTE_REF && event->flags & PECIA_IN_PLACE) {
        tei_replay_space(moves->out, state.body, TEI_SPACE_BEFORE);
        put_mark(moves, event->node, event->note, state.body);
    }
    return fate != TEI_STAYS && event->flags & PECIA_IN_PLACE;
}
