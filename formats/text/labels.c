/* SPDX-License-Identifier: MIT
 *
 * labels.c: what each note is called in the output.
 *
 * A printed label stays if the reader can take it back: 1 to 16 bytes without white space or brackets, and not two
 * notes that could be confused; of two lists with the same numbers the second gets curly brackets. Others get a number
 * that no label uses. Where numbering restarts, notes stand at the end of each section.
 */
#include "writer.h"

#include "characters.h"

typedef struct label_slot {
    uint32_t note; /* first with the label, counted from 1; 0 for an empty slot */
    uint32_t notes;
    uint32_t once; /* of them, those with exactly one reference, in an order that the reader can follow */
    uint32_t parent, last_ref, last_place; /* where the last of these stood */
    uint32_t seen;                         /* of them, those that have their form */
} label_slot;

typedef struct label_table {
    text_writer *w;
    label_slot *slots;
    uint64_t size; /* a power of two */
} label_table;

static bool may_stand(pecia_str label) {
    if (label.size == 0 || label.size > 16) {
        return false;
    }
    while (label.size > 0) {
        uint32_t code = pecia_str_next(&label);
        if (code < 0x21 || strchr("[]{}(),;<>^", (int)(code < 0x80 ? code : ' ')) != NULL ? code < 0x80
                                                                                          : text_is_space(code)) {
            return false;
        }
    }
    return true;
}

static label_slot *slot_of(label_table *t, pecia_str label) {
    uint32_t hash = 2166136261u;
    for (uint64_t i = 0; i < label.size; i++) {
        hash = (hash ^ (unsigned char)label.data[i]) * 16777619u;
    }
    for (uint64_t i = 0;; i++) {
        label_slot *slot = &t->slots[(hash + i) & (t->size - 1)];
        if (slot->note == 0 || pecia_str_equal(t->w->labels[slot->note - 1], label)) {
            return slot;
        }
    }
}

/* The section that NODE stands in; 0 for none. */
static uint32_t section_of(const text_writer *w, uint32_t node) {
    for (int i = 0; node != 0 && i < 32 && w->host->document->kind(w->document, node) != PECIA_SECTION; i++) {
        node = w->host->document->parent(w->document, node);
    }
    return node;
}

/* True if the note of STATE can be told from others of its label by their order alone: each has one mark, and a place
 * of its own, if it has one, in the same list and the same order. */
static bool follows(const label_table *t, label_slot *slot, const pecia_note_state *state) {
    uint32_t parent = section_of(t->w, state->slot);
    bool first = slot->notes == 1;
    bool good = state->references == 1 && state->body != 0 && state->first_ref > slot->last_ref &&
                (state->slot == 0 || state->slot > slot->last_place) && (first || parent == slot->parent);
    slot->parent = parent;
    slot->last_ref = state->first_ref;
    slot->last_place = state->slot;
    return good;
}

/* Counts the notes of each label; returns the greatest number that is one. */
static int64_t count_labels(label_table *t) {
    text_writer *w = t->w;
    int64_t most = 0, value = 0;
    for (uint32_t i = 0; i < w->notes; i++) {
        pecia_note entry;
        pecia_note_state state;
        w->host->document->note(w->document, i, &entry, &state);
        w->labels[i] = entry.label;
        if (!may_stand(entry.label)) {
            continue;
        }
        if (pecia_str_number(entry.label, &value) && value > most && value < 1000000) {
            most = value;
        }
        label_slot *slot = slot_of(t, entry.label);
        slot->note = slot->note ? slot->note : i + 1;
        slot->notes++;
        slot->once += follows(t, slot, &state);
    }
    return most;
}

static bool is_clear(const label_slot *slot) {
    return slot->notes == 1 || slot->once == slot->notes;
}

static pecia_str number_label(text_writer *w, int64_t number) {
    pecia_buf digits;
    pecia_buf_init(&digits, w->host, w->job);
    pecia_buf_add_number(&digits, number);
    w->status = digits.status != PECIA_OK ? digits.status : w->status;
    return pecia_buf_str(&digits);
}

int32_t text_make_labels(text_writer *w) {
    label_table t = {w, NULL, 16};
    w->notes = w->host->document->note_count(w->document);
    while (t.size < (uint64_t)w->notes * 2) {
        t.size *= 2;
    }
    w->labels = w->host->job->alloc(w->job, ((uint64_t)w->notes + 1) * sizeof(pecia_str));
    w->state = w->host->job->alloc(w->job, (uint64_t)w->notes + 1);
    w->queue = w->host->job->alloc(w->job, ((uint64_t)w->notes + 1) * sizeof(uint32_t));
    t.slots = w->host->job->alloc(w->job, t.size * sizeof(label_slot));
    if (!w->labels || !w->state || !w->queue || !t.slots) {
        return PECIA_ERR_MEMORY;
    }
    int64_t next = count_labels(&t);
    bool sections = w->host->document->count(w->document, PECIA_SECTION) > 0;
    for (uint32_t i = 0; i < w->notes; i++) {
        pecia_note_state state;
        w->host->document->note(w->document, i, NULL, &state);
        label_slot *slot = may_stand(w->labels[i]) ? slot_of(&t, w->labels[i]) : NULL;
        w->state[i] = state.slot ? TEXT_NOTE_SLOTTED : 0;
        w->by_section = w->by_section || (slot && slot->notes > 1 && state.slot == 0);
        if (slot && state.body != 0 && state.references > 0 && !is_clear(slot) && (state.slot || !sections)) {
            /* two lists with the same numbers: the second gets curly brackets, a third other numbers */
            w->state[i] |= slot->seen == 1 ? TEXT_NOTE_CURLY : 0;
            slot = slot->seen++ < 2 ? slot : NULL;
        }
        if (!slot) {
            w->labels[i] = number_label(w, ++next);
            w->state[i] |= TEXT_NOTE_RELABELLED;
        }
    }
    return w->status;
}
