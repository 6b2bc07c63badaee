/* SPDX-License-Identifier: MIT
 *
 * notes.c: reports notes that have no body or no mark.
 */
#include "plugins/host/notes.h"

#include <stdio.h>

enum { LABEL_MAX = 60 };

/** "[30]", or nothing for a note without a label. */
static void show_label(const pecia_document *document, const pecia_note *entry, uint32_t mark, char *out, size_t size) {
    pecia_str label = entry->label;
    if (!label.size && mark)
        pecia_document_get(document, mark, PECIA_N, &label);
    out[0] = '\0';
    if (label.size)
        snprintf(out, size, " [%.*s]", (int)(label.size < LABEL_MAX ? label.size : LABEL_MAX), label.data);
}

/** The body of a marginal note or of one that is its own mark stands in its place: nothing is missing. */
static bool stands_in_place(const pecia_document *document, const pecia_note_state *state) {
    return document->nodes.at[state->body].flags & PECIA_NODE_IN_PLACE;
}

void pecia_notes_report(const pecia_document *document, pecia_diagnostics *diagnostics) {
    pecia_note entry;
    pecia_note_state state;
    char label[LABEL_MAX + 8];
    for (uint32_t i = 0; pecia_document_note(document, i, &entry, &state); i++) {
        show_label(document, &entry, state.first_ref, label, sizeof label);
        if (state.references && !state.body) {
            pecia_place place = pecia_document_place(document, state.first_ref);
            pecia_report(diagnostics, PECIA_WARNING, "note-without-body", &place, "the note mark%s has no note", label);
        } else if (state.body && !state.references && !stands_in_place(document, &state)) {
            pecia_place place = pecia_document_place(document, state.body);
            pecia_report(diagnostics, PECIA_WARNING, "note-without-mark", &place, "the note%s has no mark in the text",
                         label);
        }
    }
}
