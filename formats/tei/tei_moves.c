/* SPDX-License-Identifier: MIT
 *
 * tei_moves.c: see tei_moves.h.
 *
 * A note that another one holds goes where that goes. To its mark goes a note that was printed away from it; to the
 * back of the text around it goes any that is not there yet.
 */
#include "tei/tei_moves.h"

#include <stdlib.h>

enum { DEEPEST = 200 }; /* notes that come to marks within notes that come to marks */

void tei_moves_stay(tei_moves *moves, uint32_t note) {
    pecia_note_state state;
    moves->out->host->document->note(moves->out->document, note, NULL, &state);
    moves->fates[note] = TEI_STAYS;
    if (!moves->unmoved++)
        moves->first_unmoved = state.body;
}

pecia_str tei_moves_name(const tei_out *out, uint32_t node) {
    pecia_name name;
    bool known = node && out->host->document->origin(out->document, node, &name) && pecia_str_is(name.ns, TEI_NS);
    return known ? name.local : (pecia_str){NULL, 0};
}

tei_around tei_moves_around(const tei_out *out, uint32_t node) {
    const pecia_document_api *api = out->host->document;
    tei_around found = {.note = 0};
    while ((node = tei_moves_parent(out, node))) {
        uint32_t kind = api->kind(out->document, node);
        pecia_str name = tei_moves_name(out, node);
        if (kind == PECIA_NOTE && !found.note)
            found.note = node;
        found.in_mark = found.in_mark || kind == PECIA_NOTE_REF || pecia_str_is(name, "fw");
        if (kind != PECIA_MATTER || found.text)
            continue;
        found.in_back = found.in_back || pecia_str_is(name, "back");
        if (pecia_str_is(name, "text"))
            found.text = node;
    }
    return found;
}

/* ---------------------------------------------------------------- to the mark */

static int32_t give_up(tei_moves *moves, uint32_t mark, uint32_t body) {
    tei_given_up one = {.mark = mark, .body = body};
    if (!moves->out->host->document->get(moves->out->document, mark, PECIA_ID, &one.id))
        return PECIA_OK;
    return TEI_MOVES_ADD(moves, given_up, one);
}

static void plan_mark(tei_moves *moves, uint32_t note, const pecia_note_state *state, uint32_t *owners) {
    if (!state->slot || !state->first_ref)
        return;
    tei_around mark = tei_moves_around(moves->out, state->first_ref), place = tei_moves_around(moves->out, state->body);
    if (mark.in_mark || place.in_mark) {
        tei_moves_stay(moves, note);
        return;
    }
    owners[note] = mark.note ? moves->out->host->document->note_of(moves->out->document, mark.note) + 1 : 0;
    moves->fates[note] = TEI_TO_MARK;
}

/* Goes from NOTE from mark to the note around it, as far as depths are not known; returns how many steps that were, and
 * in *BASE the depth behind the last. Where it comes upon its own way one note stays. */
static uint32_t follow(tei_moves *moves, const uint32_t *owners, uint32_t *depths, uint32_t note, uint32_t *base) {
    uint32_t at = note, steps = 0;
    *base = 0;
    while (moves->fates[at] == TEI_TO_MARK && !depths[at]) {
        depths[at] = UINT32_MAX;
        steps++;
        if (!owners[at])
            return steps;
        at = owners[at] - 1;
    }
    if (moves->fates[at] == TEI_TO_MARK && depths[at] == UINT32_MAX)
        tei_moves_stay(moves, at);
    else if (moves->fates[at] == TEI_TO_MARK)
        *base = depths[at];
    return steps;
}

/* Notes whose marks stand in each other's bodies would never be met, and those too deep not be shown: they stay. */
static void break_rings(tei_moves *moves, const uint32_t *owners, uint32_t *depths, uint32_t count) {
    for (uint32_t note = 0; note < count; note++) {
        uint32_t base, at = note, steps = follow(moves, owners, depths, note, &base);
        for (; steps; steps--) {
            depths[at] = base + steps;
            if (depths[at] > DEEPEST && moves->fates[at] == TEI_TO_MARK)
                tei_moves_stay(moves, at);
            at = owners[at] - (owners[at] > 0);
        }
    }
}

static int by_id(const void *a, const void *b) {
    const tei_given_up *x = a, *y = b;
    uint64_t size = x->id.size < y->id.size ? x->id.size : y->id.size;
    int order = size ? memcmp(x->id.data, y->id.data, size) : 0;
    return order ? order : (x->id.size > y->id.size) - (x->id.size < y->id.size);
}

/* NODE says TEXT, whose words may be pointers. */
static void note_pointers(tei_moves *moves, uint32_t node, pecia_str text) {
    pecia_str word;
    while (text.size && memchr(text.data, '#', text.size) && (word = pecia_str_word(&text)).size) {
        tei_given_up key = {.id = pecia_str_from(word, 1)};
        if (word.data[0] != '#')
            continue;
        tei_given_up *found =
            bsearch(&key, moves->given_up.at, moves->given_up.count, sizeof *moves->given_up.at, by_id);
        if (found && found->body != node)
            found->wanted = true;
    }
}

/* Which of the identifiers that marks give up other elements lead to. */
static void find_wanted(tei_moves *moves) {
    const pecia_document_api *api = moves->out->host->document;
    pecia_property property;
    if (!moves->given_up.count)
        return;
    qsort(moves->given_up.at, moves->given_up.count, sizeof *moves->given_up.at, by_id);
    for (uint32_t node = 1; api->kind(moves->out->document, node); node++)
        for (uint32_t at = 0; api->next_property(moves->out->document, node, &at, &property);)
            if (!property.is_number)
                note_pointers(moves, node, property.text);
}

pecia_str tei_moves_wanted_id(const tei_moves *moves, uint32_t mark) {
    tei_given_up key = {.mark = mark};
    bool named = moves->out->host->document->get(moves->out->document, mark, PECIA_ID, &key.id);
    const tei_given_up *found =
        named && moves->given_up.count
            ? bsearch(&key, moves->given_up.at, moves->given_up.count, sizeof *moves->given_up.at, by_id)
            : NULL;
    return found && found->wanted ? key.id : (pecia_str){NULL, 0};
}

/* ---------------------------------------------------------------- what is left empty */

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static bool has(const uint32_t *nodes, uint64_t count, uint32_t node) {
    return count && bsearch(&node, nodes, count, sizeof *nodes, ascending);
}

bool tei_moves_emptied(const tei_moves *moves, uint32_t node) {
    return has(moves->emptied.at, moves->emptied.count, node);
}

/* An element that is there for notes alone, and says nothing more of itself than that. */
static bool is_for_notes(const tei_out *out, uint32_t node) {
    pecia_str name = tei_moves_name(out, node);
    pecia_property property;
    if (pecia_str_is(name, "noteGrp") || pecia_str_is(name, "standOff"))
        return true; /* these may not be empty */
    if (!pecia_str_is(name, "back") && !pecia_str_begins(name, "div"))
        return false;
    for (uint32_t at = 0; out->host->document->next_property(out->document, node, &at, &property);)
        if (!property.is_number && property.key != PECIA_TYPE && property.key != PECIA_ROLE &&
            !pecia_str_is(property.name.ns, TEI_PRIVATE_NS)) /* where layout was: the reader's own */
            return false;
    return true;
}

/* True if nothing is in NODE but notes that moved, and what was found empty before. */
static bool is_empty_now(const tei_moves *moves, uint32_t node) {
    const pecia_document_api *api = moves->out->host->document;
    const pecia_document *document = moves->out->document;
    for (uint32_t child = api->first_child(document, node); child; child = api->next_sibling(document, child)) {
        uint32_t kind = api->kind(document, child);
        bool of_note = kind == PECIA_NOTE || kind == PECIA_NOTE_SLOT;
        bool blank = kind == PECIA_SPACE || (kind == PECIA_TEXT && !pecia_str_trim(api->text(document, child)).size);
        if (of_note ? moves->fates[api->note_of(document, child)] == TEI_STAYS
                    : !blank && !tei_moves_emptied(moves, child))
            return false;
    }
    return is_for_notes(moves->out, node);
}

/* From the elements that notes left outwards: each round looks at those around the ones that were found empty. */
static int32_t find_emptied(tei_moves *moves, uint32_t *nodes, uint64_t count) {
    int32_t status = PECIA_OK;
    while (count && status == PECIA_OK) {
        uint64_t found = 0, before = moves->emptied.count;
        qsort(nodes, count, sizeof *nodes, ascending);
        for (uint64_t i = 0; i < count; i++)
            if ((!i || nodes[i] != nodes[i - 1]) && is_empty_now(moves, nodes[i]))
                nodes[found++] = nodes[i];
        for (uint64_t i = 0; i < found && status == PECIA_OK; i++) {
            status = TEI_MOVES_ADD(moves, emptied, nodes[i]);
            nodes[i] = tei_moves_parent(moves->out, nodes[i]);
        }
        if (moves->emptied.count > before)
            qsort(moves->emptied.at, moves->emptied.count, sizeof *moves->emptied.at, ascending);
        count = found;
    }
    return status;
}

/* ---------------------------------------------------------------- all of it */

/* What notes that were printed away from their marks left behind, and what their marks give up. */
static int32_t settle(tei_moves *moves, uint32_t *scratch, uint32_t count) {
    const pecia_document_api *api = moves->out->host->document;
    uint64_t left = 0;
    int32_t status = PECIA_OK;
    for (uint32_t note = 0; note < count && status == PECIA_OK; note++) {
        pecia_note_state state;
        api->note(moves->out->document, note, NULL, &state);
        if (moves->fates[note] == TEI_STAYS || !state.slot)
            continue;
        scratch[left++] = tei_moves_parent(moves->out, state.body);
        if (moves->fates[note] == TEI_TO_MARK)
            status = give_up(moves, state.first_ref, state.body);
    }
    if (status == PECIA_OK)
        find_wanted(moves);
    return status == PECIA_OK ? find_emptied(moves, scratch, left) : status;
}

int32_t tei_moves_plan(tei_moves *moves, tei_out *out) {
    const pecia_document_api *api = out->host->document;
    uint32_t count = api->note_count(out->document);
    *moves = (tei_moves){.out = out, .ids = {.host = out->host, .job = out->job, .document = out->document}};
    moves->fates = out->host->job->alloc(out->job, (uint64_t)count + 1);
    uint32_t *owners = out->host->job->alloc(out->job, 2 * ((uint64_t)count + 1) * sizeof *owners);
    uint32_t *scratch = owners ? owners + count + 1 : NULL;
    if (!moves->fates || !owners)
        return PECIA_ERR_MEMORY;
    int32_t status = PECIA_OK;
    for (uint32_t note = 0; note < count && status == PECIA_OK; note++) {
        pecia_note_state state;
        api->note(out->document, note, NULL, &state);
        if (state.body && out->wishes.notes == TEI_NOTES_BACK)
            status = tei_moves_back(moves, note, &state);
        else if (state.body && out->wishes.notes == TEI_NOTES_INLINE)
            plan_mark(moves, note, &state, owners);
    }
    tei_moves_back_settled(moves);
    break_rings(moves, owners, scratch, count);
    return status == PECIA_OK ? settle(moves, scratch, count) : status;
}
