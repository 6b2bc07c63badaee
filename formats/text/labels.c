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
    uint32_t last_body;                    /* where the last of these stood */
    bool referenced;                       /* a mark refers to the body of one of them */
    bool crossed; /* a mark stands before the body of another, in a text that keeps its places */
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
    bool ends = t->w->notes_at == TEXT_NOTES_END; /* whatever places they had */
    uint32_t parent = ends ? 0 : section_of(t->w, state->slot);
    bool first = slot->notes == 1;
    bool good = state->references == 1 && state->body != 0 && state->first_ref > slot->last_ref &&
                (ends || state->slot == 0 || state->slot > slot->last_place) && (first || parent == slot->parent);
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
        bool placed = w->from_text && w->notes_at == TEXT_NOTES_AUTO && state.slot == 0;
        slot->crossed = slot->crossed || (placed && state.references > 0 && state.first_ref < slot->last_body);
        slot->last_body = state.body;
        slot->referenced = slot->referenced || (state.references > 0 && state.body != 0);
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

/* True if LABEL can be written in raised digits behind what OUT ends with. */
static bool may_rise(const text_writer *w, const pecia_buf *out, pecia_str label) {
    uint32_t last = text_last(pecia_buf_str(out), NULL);
    bool digits = w->notes_style == TEXT_STYLE_RAISED && label.size > 0;
    for (uint64_t i = 0; i < label.size; i++) {
        digits = digits && label.data[i] >= '0' && label.data[i] <= '9';
    }
    bool measure = (last == 'm' || last == 0x43C) && (pecia_str_is(label, "2") || pecia_str_is(label, "3"));
    return digits && !text_is_digit(last) && text_raised_digit(last) < 0 && !measure;
}

static void add_raised(pecia_buf *out, pecia_str digits) {
    for (uint64_t i = 0; i < digits.size; i++) {
        pecia_buf_add_code(out, text_raised_of((uint32_t)(digits.data[i] - '0')));
    }
}

/* True if a raised mark behind what OUT ends with is read as one: not at a beginning, nor behind a space or a bracket.
 */
static bool may_hang(const pecia_buf *out) {
    uint32_t last = text_last(pecia_buf_str(out), NULL);
    return last != 0 && last != '\n' && !text_is_space(last) && !(last < 0x80 && strchr("([{/<=", (int)last));
}

/* LABEL in the form that NOTE has: behind a word, or before its body. */
static void add_formed(text_writer *w, pecia_buf *out, uint32_t note, pecia_str label, bool behind) {
    bool curly = (w->state[note] & TEXT_NOTE_CURLY) != 0;
    if (!(w->state[note] & TEXT_NOTE_SQUARE) && !curly && may_rise(w, out, label) && (!behind || may_hang(out))) {
        add_raised(out, label);
        return;
    }
    w->state[note] |= TEXT_NOTE_SQUARE;
    pecia_buf_add_char(out, curly ? '{' : '[');
    pecia_buf_add_str(out, label);
    pecia_buf_add_char(out, curly ? '}' : ']');
}

void text_add_mark(text_writer *w, pecia_buf *out, uint32_t note, pecia_str label) {
    add_formed(w, out, note, label, true);
}

void text_add_label(text_writer *w, pecia_buf *out, uint32_t note) {
    if (w->notes_style == TEXT_STYLE_PG) {
        pecia_buf_add_text(out, "[Footnote ");
        bool curly = (w->state[note] & TEXT_NOTE_CURLY) != 0;
        pecia_buf_add_text(out, curly ? "{" : "");
        pecia_buf_add_str(out, w->labels[note]);
        pecia_buf_add_text(out, curly ? "}: " : ": ");
        return;
    }
    add_formed(w, out, note, w->labels[note], false);
    pecia_buf_add_char(out, ' ');
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
        bool early = state.slot != 0 && state.slot < state.first_ref;
        w->state[i] = state.slot ? TEXT_NOTE_SLOTTED : 0;
        w->state[i] |= early ? TEXT_NOTE_SQUARE : 0; /* its mark may have to be so */
        bool again = slot && slot->notes > 1 && state.slot == 0;
        w->by_section = w->by_section || (again && w->notes_at != TEXT_NOTES_END);
        if (slot && state.body != 0 && slot->referenced && (!is_clear(slot) || slot->crossed) &&
            (state.slot || !sections || slot->crossed || w->notes_at == TEXT_NOTES_END)) {
            /* two lists with the same numbers: the second gets curly brackets, a third other numbers; those of pages,
             * where only neighbours cross, have them in turn */
            bool turns = is_clear(slot) && slot->crossed;
            w->state[i] |= (turns ? slot->seen % 2 : slot->seen) == 1 ? TEXT_NOTE_CURLY : 0;
            slot = slot->seen++ < 2 || turns ? slot : NULL;
        }
        if (!slot) {
            w->labels[i] = number_label(w, ++next);
            w->state[i] |= TEXT_NOTE_RELABELLED;
        }
    }
    return w->status;
}
