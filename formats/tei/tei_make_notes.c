/* SPDX-License-Identifier: MIT
 *
 * tei_make_notes.c: marks of notes, and notes: at their mark or in back (Guidelines, 3.9.1).
 */
#include "tei/tei_maker.h"

#include <stdio.h>

static bool goes_back(const tei_maker *maker, const pecia_note_state *state) {
    if (maker->fit.profile->notes_in_back || maker->out->wishes.notes == TEI_NOTES_BACK)
        return true;
    return maker->out->wishes.notes == TEI_NOTES_SOURCE && state->slot;
}

static void say_ref_id(tei_maker *maker, const char *name, uint32_t note, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    char buf[TEI_ID_MAX], with_hash[TEI_ID_MAX + 1] = "#";
    pecia_str id;
    if (api->get(maker->document, node, PECIA_ID, &id) && id.size && api->find_id(maker->document, id) == node)
        id = tei_ids_ncname(&maker->ids, id, buf);
    else
        id = tei_ids_new(&maker->ids, "ref-", (uint64_t)note + 1, 0, buf);
    if (strcmp(name, "xml:id") == 0) {
        tei_make_say(maker, name, id);
        return;
    }
    memcpy(with_hash + 1, id.data, id.size < TEI_ID_MAX ? id.size : TEI_ID_MAX);
    if (id.size <= TEI_ID_MAX)
        tei_make_say(maker, name, (pecia_str){with_hash, id.size + 1});
}

static void say_note_id(tei_maker *maker, const char *name, uint32_t note) {
    pecia_buf buf;
    pecia_str id = maker->ids.notes[note];
    if (strcmp(name, "xml:id") == 0) {
        tei_make_say(maker, name, id);
        return;
    }
    pecia_buf_init(&buf, maker->host, maker->out->job);
    pecia_buf_add_char(&buf, '#');
    pecia_buf_add_str(&buf, id);
    tei_make_say(maker, name, pecia_buf_str(&buf));
}

/* ---------------------------------------------------------------- the mark */

static pecia_str mark_of(const tei_maker *maker, const pecia_event *event, const pecia_note *entry) {
    pecia_str mark;
    return maker->host->document->get(maker->document, event->node, PECIA_N, &mark) ? mark : entry->label;
}

/* In dtabf the place of a note printed elsewhere is an empty note. */
static void put_empty_note(tei_maker *maker, const pecia_event *event, pecia_str mark) {
    tei_make_inline(maker, event->kind, TEI_E_note);
    say_ref_id(maker, "xml:id", event->note, event->node);
    if (mark.size)
        tei_make_say(maker, "n", mark);
    tei_make_say(maker, "place", PECIA_STR("end"));
    say_note_id(maker, "next", event->note);
    tei_make_close(maker);
}

static void put_ref(tei_maker *maker, const pecia_event *event, const pecia_note *entry,
                    const pecia_note_state *state) {
    pecia_str mark = mark_of(maker, event, entry);
    bool first = state->first_ref == event->node, dta = maker->fit.profile->note_says_kind;
    if (dta && first && state->body) {
        put_empty_note(maker, event, mark);
        return;
    }
    tei_make_inline(maker, event->kind, TEI_E_ref);
    uint8_t outcome = event->outcome;
    tei_make_say(maker, "type", PECIA_STR("noteref"));
    if (first && state->body && goes_back(maker, state))
        say_ref_id(maker, "xml:id", event->note, event->node);
    if (mark.size)
        tei_make_say(maker, "n", mark);
    if (state->body)
        say_note_id(maker, "target", event->note);
    if (dta && maker->event)
        maker->event->outcome = outcome; /* the text of the mark says the same */
    tei_out_mark(maker->out, mark);
    tei_make_close(maker);
}

/* ---------------------------------------------------------------- notes without a body */

static void put_gap(tei_maker *maker) {
    bool dta = maker->fit.profile->note_says_kind;
    tei_make_inline(maker, PECIA_TEXT, TEI_E_gap);
    tei_make_say(maker, "reason", dta ? PECIA_STR("lost") : PECIA_STR("sampling"));
    tei_make_close(maker);
}

/* True if the user wants something else than a mark for a note that is not there, and it was written. */
static bool put_missing(tei_maker *maker, pecia_event *event, const pecia_note *entry) {
    if (maker->out->wishes.missing == TEI_MISSING_MARK)
        return false;
    if (maker->out->wishes.missing == TEI_MISSING_ERROR) {
        tei_note_missing(maker->out, event->node, mark_of(maker, event, entry));
        return true;
    }
    if (maker->fit.profile->notes_in_back || maker->note_written[event->note])
        return false;
    tei_make_note(maker, event->note);
    put_gap(maker);
    tei_make_close(maker);
    return true;
}

void tei_make_note_ref(tei_maker *maker, pecia_event *event) {
    pecia_note entry;
    pecia_note_state state;
    maker->host->document->note(maker->document, event->note, &entry, &state);
    bool here = state.body && !maker->note_written[event->note] && !goes_back(maker, &state);
    if (here && maker->host->cursor->enter_note(maker->cursor, event->note))
        return;
    if (state.body || !put_missing(maker, event, &entry))
        put_ref(maker, event, &entry, &state);
}

/* ---------------------------------------------------------------- the body */

static void say_of_note(tei_maker *maker, uint32_t note) {
    pecia_note entry;
    pecia_note_state state;
    maker->host->document->note(maker->document, note, &entry, &state);
    bool back = goes_back(maker, &state), dta = maker->fit.profile->note_says_kind;
    say_note_id(maker, "xml:id", note);
    if (entry.label.size)
        tei_make_say(maker, "n", entry.label);
    if (entry.place.size && xml_is_ncname(entry.place))
        tei_make_say(maker, "place", entry.place);
    else if (dta || back)
        tei_make_say(maker, "place", back ? PECIA_STR("end") : PECIA_STR("foot"));
    if (entry.type.size && xml_is_ncname(entry.type))
        tei_make_say(maker, "type", entry.type);
    if (pecia_str_is(entry.resp, "author") || pecia_str_is(entry.resp, "editor"))
        tei_make_pointer(maker, "resp", entry.resp);
    if (!state.references && !dta && !maker->fit.profile->notes_in_back)
        tei_make_say(maker, "anchored", PECIA_STR("false"));
    if (state.references && back)
        say_ref_id(maker, dta ? "prev" : "target", note, state.first_ref);
}

void tei_make_note(tei_maker *maker, uint32_t note) {
    tei_make_inline(maker, PECIA_NOTE, TEI_E_note)->block = true;
    say_of_note(maker, note);
    maker->note_written[note] = 1;
}

/* The division of the notes that stand in the back: begun with the first of them. */
static void begin_back(tei_maker *maker, bool *begun) {
    if (*begun)
        return;
    *begun = true;
    tei_make_frame(maker, TEI_E_back);
    tei_make_block(maker, PECIA_MATTER, TEI_E_div, true);
    tei_make_say(maker, "type", PECIA_STR("notes"));
}

static int32_t put_body(tei_maker *maker, uint32_t body) {
    maker->cursor =
        maker->host->cursor->open(maker->out->job, maker->document, body, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (!maker->cursor)
        return PECIA_ERR_MEMORY;
    int32_t status = tei_make_walk(maker);
    maker->host->cursor->close(maker->cursor);
    return status;
}

int32_t tei_make_back(tei_maker *maker) {
    uint32_t count = maker->host->document->note_count(maker->document);
    int32_t status = PECIA_OK;
    bool begun = false, gaps = maker->out->wishes.missing == TEI_MISSING_GAP && maker->fit.profile->notes_in_back;
    for (uint32_t note = 0; note < count && status == PECIA_OK; note++) {
        pecia_note_state state;
        maker->host->document->note(maker->document, note, NULL, &state);
        if (maker->note_written[note] || (!state.body && !gaps))
            continue;
        begin_back(maker, &begun);
        if (state.body) {
            status = put_body(maker, state.body);
            continue;
        }
        maker->event = NULL;
        tei_make_note(maker, note);
        put_gap(maker);
        tei_make_close(maker);
    }
    if (begun)
        tei_make_close(maker);
    return status;
}
