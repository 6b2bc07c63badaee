/* SPDX-License-Identifier: MIT
 *
 * tei_moves_back.c: notes that go to the back of the text around them: which these are, and where there they go.
 */
#include <stdlib.h>

#include "tei/profile.h"
#include "tei/tei_moves.h"

/* True for elements that may hold a note but no point where it was (tei_all): it is a field of an entry there. */
static bool takes_no_point(pecia_str name) {
    static const char names[] = "adminInfo altIdentifier annotation app biblStruct char climate correspAction "
                                "correspContext correspDesc event glyph listAnnotation location metDecl monogr "
                                "msItemStruct noteGrp notesStmt object place population rdgGrp respStmt state terrain "
                                "trait witness";
    return tei_words_have(names, name) || !name.size; /* another namespace */
}

static bool is_division(pecia_str name) {
    return pecia_str_is(name, "div") || pecia_str_is(name, "div1");
}

/* Where in BACK: in its division of notes, behind its last division, or at its end. */
static tei_rest rest_in_back(const tei_out *out, uint32_t back) {
    const pecia_document_api *api = out->host->document;
    tei_rest rest = {.node = back, .wrap = 1};
    uint32_t last = 0;
    bool divided = false;
    for (uint32_t child = api->first_child(out->document, back); child;
         child = api->next_sibling(out->document, child)) {
        pecia_str name = tei_moves_name(out, child), type = {NULL, 0};
        bool division = is_division(name);
        if (division && api->get(out->document, child, PECIA_TYPE, &type) && pecia_str_is(type, "notes"))
            return (tei_rest){.node = child};
        rest.numbered = rest.numbered || pecia_str_is(name, "div1");
        if (division || (name.size && !divided && !tei_words_have(TEI_BOTTOMS, name)))
            last = child;
        divided = divided || division;
    }
    if (last) {
        rest.node = last;
        rest.behind = true;
    }
    return rest;
}

static tei_rest rest_of(const tei_out *out, uint32_t text) {
    const pecia_document_api *api = out->host->document;
    for (uint32_t child = api->first_child(out->document, text); child; child = api->next_sibling(out->document, child))
        if (pecia_str_is(tei_moves_name(out, child), "back"))
            return rest_in_back(out, child);
    return (tei_rest){.node = text, .wrap = 2};
}

/* A mark cannot lead to an identifier that several elements have. */
static bool is_addressable(const tei_out *out, uint32_t body) {
    pecia_str id;
    const pecia_document_api *api = out->host->document;
    return !api->get(out->document, body, PECIA_ID, &id) || api->find_id(out->document, id) == body;
}

int32_t tei_moves_back(tei_moves *moves, uint32_t note, const pecia_note_state *state) {
    tei_around place = tei_moves_around(moves->out, state->body);
    if (place.note || (state->slot && place.in_back))
        return PECIA_OK;
    uint32_t text = place.text;
    if (!text && state->slot && state->first_ref)
        text = tei_moves_around(moves->out, state->first_ref).text;
    bool fixed =
        !state->slot && (!is_addressable(moves->out, state->body) ||
                         takes_no_point(tei_moves_name(moves->out, tei_moves_parent(moves->out, state->body))));
    if (!text || place.in_mark || fixed) {
        tei_moves_stay(moves, note);
        return PECIA_OK;
    }
    tei_rest rest = rest_of(moves->out, text);
    rest.note = note;
    moves->fates[note] = TEI_TO_BACK;
    return TEI_MOVES_ADD(moves, rests, rest);
}

static int by_node(const void *a, const void *b) {
    const tei_rest *x = a, *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    return (x->note > y->note) - (x->note < y->note);
}

void tei_moves_back_settled(tei_moves *moves) {
    if (moves->rests.count)
        qsort(moves->rests.at, moves->rests.count, sizeof *moves->rests.at, by_node);
}

const tei_rest *tei_moves_rests(const tei_moves *moves, uint32_t node, uint64_t *count) {
    uint64_t low = 0, high = moves->rests.count;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (moves->rests.at[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    for (high = low; high < moves->rests.count && moves->rests.at[high].node == node;)
        high++;
    *count = high - low;
    return *count ? &moves->rests.at[low] : NULL;
}
