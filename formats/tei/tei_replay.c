/* SPDX-License-Identifier: MIT
 *
 * tei_replay.c: a document read from TEI, written as it came: the element, attributes, comments and white space of each
 * node.
 */
#include "tei/tei_replay.h"

#include <inttypes.h>

#include "tei/tei_strip.h"

typedef struct replay {
    tei_out *out;
    pecia_cursor *cursor;
    uint64_t hidden;  /* hidden blocks that are open */
    tei_edits edits;  /* of the header that is open */
    bool replaced;    /* the user's header was written */
    bool joined;      /* a corpus of several documents, with a header of its own */
    tei_moves *moves; /* NULL: notes stay where they are */
    tei_strip strip;
} replay;

/* The user's header stands for the first one. */
static bool replaces_header(replay *at, const pecia_event *event) {
    pecia_name name;
    return event->kind == PECIA_HIDDEN_BLOCK && !at->hidden && !at->replaced && tei_header_named(at->out) &&
           at->out->host->document->origin(at->out->document, event->node, &name) &&
           pecia_str_is(name.local, "teiHeader");
}

/* A quotation whose marks are taken out says so in its @rend, and so does the header. */
static bool start_stripped(replay *at, const pecia_event *event) {
    static const char *const rend[] = {"rend", NULL}, *const marks[] = {"marks", NULL};
    tei_out *out = at->out;
    char words[TEI_STRIP_MAX];
    pecia_buf all;
    if (at->hidden && pecia_str_is(tei_moves_name(out, event->node), "quotation")) {
        tei_replay_start(out, event->node, event->kind, true, marks);
        tei_out_attribute(out, "marks", PECIA_STR("none"));
        return true;
    }
    bool quotation = out->host->document->get_number(out->document, event->node, PECIA_QUOTATION, 0) > 0;
    if (at->hidden || !quotation || !tei_strip_find(&at->strip, event->node, words))
        return false;
    pecia_buf_init(&all, out->host, out->job);
    pecia_buf_add_str(&all, tei_replay_kept(out, event->node, "", "rend"));
    pecia_buf_add_text(&all, all.size ? " " : "");
    pecia_buf_add_text(&all, words);
    tei_replay_start(out, event->node, event->kind, false, rend);
    tei_out_attribute(out, "rend", pecia_buf_str(&all));
    return true;
}

/* What a join made around a document: its division and the heading of that. */
static bool is_of_join(const replay *at, uint32_t node) {
    pecia_name name;
    return at->joined && node && !at->out->host->document->origin(at->out->document, node, &name);
}

/* A document begins with its root element. */
static void begin_document(tei_out *out, uint32_t root) {
    out->holders = tei_replay_kept(out, root, TEI_PRIVATE_NS, TEI_HOLDERS);
    out->spaces = out->holders.size > 0;
    memset(out->only, 0, sizeof out->only);
}

static int32_t replay_enter(replay *at, const pecia_event *event) {
    tei_out *out = at->out;
    if (event->depth < 3 && is_of_join(at, event->node)) {
        if (event->kind == PECIA_HEADING)
            out->host->cursor->skip(at->cursor);
        return PECIA_OK;
    }
    if (event->depth == 1 || (event->depth == 2 && is_of_join(at, tei_moves_parent(out, event->node))))
        begin_document(out, event->node);
    if (replaces_header(at, event)) {
        at->replaced = true;
        out->host->cursor->skip(at->cursor);
        return tei_header_from_file(out);
    }
    if (event->kind == PECIA_HIDDEN_BLOCK && at->hidden++ == 0 && !at->joined) /* what the user states is the whole's */
        tei_edits_find(out, event->node, &at->edits);
    if (at->edits.count && tei_edits_start(out, &at->edits, event->node)) {
        out->host->cursor->skip(at->cursor);
        return out->status;
    }
    if (at->moves && tei_moves_emptied(at->moves, event->node))
        return out->status;
    if (at->moves && event->kind == PECIA_NOTE && tei_replay_note(at->moves, event->note, event->node))
        return out->status;
    if (!out->wishes.strip_marks || !start_stripped(at, event))
        tei_replay_start(out, event->node, event->kind, at->hidden > 0, NULL);
    return out->status;
}

static int32_t replay_walk(replay *at, uint32_t root);

/* Notes that go to the back are written where NODE ends. */
static int32_t replay_rests(replay *at, uint32_t node, bool behind) {
    uint64_t count = 0;
    tei_out *out = at->out;
    pecia_cursor *cursor = at->cursor;
    const tei_rest *rest = at->moves ? tei_moves_rests(at->moves, node, &count) : NULL;
    int32_t status = PECIA_OK;
    if (!rest || rest->behind != behind)
        return PECIA_OK;
    if (rest->wrap > 1)
        tei_out_element(out, "back", true);
    if (rest->wrap) {
        tei_out_element(out, rest->numbered ? "div1" : "div", true);
        tei_out_attribute(out, "type", PECIA_STR("notes"));
    }
    for (uint64_t i = 0; i < count && status == PECIA_OK; i++) {
        pecia_note_state state;
        out->host->document->note(out->document, rest[i].note, NULL, &state);
        status = replay_walk(at, state.body);
    }
    for (uint8_t i = 0; i < rest->wrap; i++)
        tei_out_end(out);
    at->cursor = cursor;
    return status;
}

static int32_t replay_exit(replay *at, const pecia_event *event) {
    uint32_t node = event->node; /* the event is the cursor's, which may change */
    if (event->depth < 3 && is_of_join(at, node))
        return PECIA_OK;
    if (at->edits.count)
        tei_edits_end(at->out, &at->edits, node);
    if (event->kind == PECIA_HIDDEN_BLOCK && --at->hidden == 0)
        at->edits.count = 0;
    if (at->moves && tei_moves_emptied(at->moves, node))
        return PECIA_OK;
    int32_t status = replay_rests(at, node, false);
    tei_replay_space(at->out, node, TEI_SPACE_AT_END);
    tei_out_end(at->out);
    return status == PECIA_OK ? replay_rests(at, node, true) : status;
}

static int32_t replay_leaf(replay *at, pecia_event *event) {
    tei_out *out = at->out;
    if (event->kind == PECIA_NOTE_REF || event->kind == PECIA_NOTE_SLOT) {
        if (at->moves && tei_replay_point(at->moves, at->cursor, event))
            return out->status;
        if (event->flags & PECIA_IN_PLACE)
            return out->host->cursor->enter_note(at->cursor, event->note) ? PECIA_OK : PECIA_ERR_PLUGIN;
    }
    if (event->kind == PECIA_TEXT && at->strip.count)
        tei_out_text(out, tei_strip_left(&at->strip, event->node, event->text));
    else if (tei_replay_is_text(event->kind))
        tei_replay_text(out, event->node, event->kind);
    else
        tei_replay_subtree(out, event->node);
    return PECIA_OK;
}

static int32_t replay_event(replay *at, pecia_event *event) {
    tei_out *out = at->out;
    if (event->kind == PECIA_DOCUMENT)
        return PECIA_OK;
    if (event->type == PECIA_EXIT)
        return replay_exit(at, event);
    event->outcome = PECIA_CARRIED;
    if (!at->moves || event->kind != PECIA_NOTE || at->moves->fates[event->note] == TEI_STAYS)
        tei_replay_space(out, event->node, TEI_SPACE_BEFORE); /* a note that moves leaves it where it was */
    if (event->kind == PECIA_SOFT_BREAK) /* the reader's, for other formats */
        return PECIA_OK;
    return event->type == PECIA_ENTER ? replay_enter(at, event) : replay_leaf(at, event);
}

/* Writes what is in ROOT. */
static int32_t replay_walk(replay *at, uint32_t root) {
    const tei_out *out = at->out;
    const pecia_cursor_api *api = out->host->cursor;
    pecia_cursor *cursor =
        api->open(out->job, out->document, root, PECIA_VIEW_RAW | PECIA_VIEW_HIDDEN | PECIA_VIEW_COUNT);
    uint64_t events = 0;
    int32_t status = cursor ? PECIA_OK : PECIA_ERR_MEMORY;
    at->cursor = cursor;
    for (pecia_event *event; status == PECIA_OK && (event = api->next(cursor))->type != PECIA_END;) {
        status = replay_event(at, event);
        if (status == PECIA_OK && (++events & 0xFFF) == 0)
            status = out->host->job->proceed(out->job);
    }
    api->close(cursor);
    return status;
}

static void tell_unmoved(const tei_out *out, const tei_moves *moves) {
    pecia_place place = out->host->document->place(out->document, moves->first_unmoved);
    uint64_t count = moves->unmoved;
    if (count)
        out->host->job->report(out->job, PECIA_WARNING, "notes-unmoved", &place,
                               "%" PRIu64 " note%s where the source has %s, this first: no mark can stand for it here, "
                               "no text is around it, or its mark cannot be reached",
                               count, count == 1 ? " stays" : "s stay", count == 1 ? "it" : "them");
}

int32_t tei_replay_carried(tei_out *out, uint32_t node) {
    replay at = {.out = out};
    out->carried = true;
    int32_t status = replay_walk(&at, node);
    out->carried = false;
    return status;
}

/* The documents one after the other, each whole, below a header of their own. */
static int32_t replay_corpus(replay *at) {
    tei_out *out = at->out;
    at->joined = at->replaced = true;
    tei_out_element(out, "teiCorpus", true);
    int32_t status = tei_make_corpus(out);
    if (status == PECIA_OK)
        status = replay_walk(at, 1);
    tei_out_end(out);
    return status;
}

int32_t tei_replay(tei_out *out, bool corpus) {
    replay at = {.out = out};
    tei_moves moves;
    int32_t status = PECIA_OK;
    tei_strip_init(&at.strip, out);
    if (out->wishes.notes != TEI_NOTES_SOURCE || out->wishes.missing != TEI_MISSING_MARK) {
        status = tei_moves_plan(&moves, out);
        at.moves = &moves;
        tell_unmoved(out, &moves);
    }
    if (status != PECIA_OK)
        return status;
    pecia_keep_all(out->origins, out->job, 1);
    return corpus ? replay_corpus(&at) : replay_walk(&at, 1);
}
