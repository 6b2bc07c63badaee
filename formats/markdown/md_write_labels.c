/* SPDX-License-Identifier: MIT
 *
 * md_write_labels.c: the labels of notes: as printed where Markdown can have it so, else made up; and the names of the
 * places that marks link to in flavours without notes. See md_writer.h.
 */
#include "md_reader.h"
#include "md_writer.h"

/* The place that all notes have, if there are several and it is worth a word; absent if they have none or others. */
static pecia_str common_place(const md_writer *w) {
    pecia_note first = {0}, other = {0};
    bool may = w->note_count > 1 && (w->syntax & MD_METADATA) && !w->is_plain;
    may = may && w->host->document->note(w->document, 0, &first, NULL) && first.place.size > 0 &&
          !pecia_str_is(first.place, "foot");
    for (uint32_t i = 1; may && i < w->note_count; i++) {
        may = w->host->document->note(w->document, i, &other, NULL) && pecia_str_equal(other.place, first.place);
    }
    return may ? first.place : (pecia_str){NULL, 0};
}

int32_t md_notes_init(md_writer *w) {
    uint64_t capacity = 64;
    w->note_count = w->host->document->note_count(w->document);
    while (capacity < (uint64_t)w->note_count * 3) {
        capacity *= 2;
    }
    w->notes = w->host->job->alloc(w->job, ((uint64_t)w->note_count + 1) * sizeof *w->notes);
    w->label_set = w->host->job->alloc(w->job, capacity * sizeof *w->label_set);
    w->label_mask = capacity - 1;
    w->note_place = common_place(w);
    return w->notes && w->label_set ? PECIA_OK : PECIA_ERR_MEMORY;
}

/* Puts LABEL among those in use; false if it is there already. */
static bool use_label(md_writer *w, pecia_str label) {
    uint64_t hash = md_hash(label);
    uint64_t i = hash & w->label_mask;
    while (w->label_set[i]) {
        if (w->label_set[i] == hash) {
            return false;
        }
        i = (i + 1) & w->label_mask;
    }
    w->label_set[i] = hash;
    return true;
}

/* True if LABEL can stand in "[^label]". */
static bool is_legal(pecia_str label) {
    for (uint64_t i = 0; i < label.size; i++) {
        unsigned char c = (unsigned char)label.data[i];
        if (c <= 0x20 || c == 0x7F || strchr("[]\\|`^<>", c)) {
            return false;
        }
    }
    return label.size > 0 && label.size <= 200 && !memmem(label.data, (size_t)label.size, "\xC2\xA0", 2) &&
           !memmem(label.data, (size_t)label.size, MD_SIGN, MD_SIGN_SIZE);
}

pecia_str md_note_label(const md_writer *w, uint32_t note) {
    pecia_str label = {(w->labels.data ? w->labels.data : "") + w->notes[note].label, w->notes[note].size};
    return label;
}

/* Gives NOTE the label that stands from FROM on in LABELS. */
static void set_label(md_writer *w, uint32_t note, uint64_t from) {
    w->notes[note].label = from;
    w->notes[note].size = (uint32_t)(w->labels.size - from);
    w->notes[note].is_named = 1;
    if (w->labels.status < 0) {
        md_fail(w, w->labels.status);
    }
}

/* Finds a label for NOTE: as printed, or its identifier, or one made up. */
void md_note_name(md_writer *w, uint32_t note) {
    pecia_note entry = {0};
    w->host->document->note(w->document, note, &entry, NULL);
    uint64_t from = w->labels.size;
    pecia_str wanted = entry.label.size > 0 ? entry.label : entry.id;
    bool is_fine = is_legal(wanted) && (entry.label.size > 0 || !md_is_printed_mark(wanted));
    if (is_fine && use_label(w, wanted)) {
        pecia_buf_add_str(&w->labels, wanted);
        set_label(w, note, from);
        return;
    }
    do { /* the label again with a number, or a number alone */
        w->labels.size = from;
        if (is_fine && wanted.size < 100) {
            pecia_buf_add_str(&w->labels, wanted);
            pecia_buf_add_char(&w->labels, '-');
            pecia_buf_add_number(&w->labels, ++w->next_twin);
        } else {
            pecia_buf_add_text(&w->labels, "note-");
            pecia_buf_add_number(&w->labels, ++w->next_note);
        }
    } while (w->labels.status == PECIA_OK && !use_label(w, pecia_buf_from(&w->labels, from)));
    set_label(w, note, from);
}

/* Where there are no notes, the name of the place that the mark of NOTE links to. */
void md_note_place(md_writer *w, pecia_buf *out, uint32_t note) {
    pecia_str label = md_note_label(w, note);
    bool is_simple = true;
    for (uint64_t i = 0; i < label.size; i++) {
        char c = label.data[i];
        is_simple = is_simple && ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-');
    }
    pecia_buf_add_text(out, is_simple ? "fn-" : "fn-x");
    if (is_simple) {
        pecia_buf_add_str(out, label);
    } else {
        pecia_buf_add_number(out, (int64_t)(md_hash(label) >> 1));
    }
}
