/* SPDX-License-Identifier: MIT
 *
 * md_write_notes.c: marks of notes and their bodies.
 *
 * long: marks and bodies share what decides how a note is written.
 *
 * The first mark of a note is "[^label]", its body a definition at the end; a note in a note is inline, "^[...]", where
 * it is one line of text. Readers of Markdown show the body again for every "[^label]", so another mark of the same
 * note is an element that names it. A mark without a body is "[30]" in an element; a body without a mark gets a
 * "[^label]" in an element that says that none was printed.
 */
#include "md_reader.h"
#include "md_writer.h"

int32_t md_notes_init(md_writer *w) {
    uint64_t capacity = 64;
    w->note_count = w->host->document->note_count(w->document);
    while (capacity < (uint64_t)w->note_count * 3) {
        capacity *= 2;
    }
    w->notes = w->host->job->alloc(w->job, ((uint64_t)w->note_count + 1) * sizeof *w->notes);
    w->label_set = w->host->job->alloc(w->job, capacity * sizeof *w->label_set);
    w->label_mask = capacity - 1;
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

static pecia_str label_of(const md_writer *w, uint32_t note) {
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
static void name_note(md_writer *w, uint32_t note) {
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

static void queue(md_writer *w, uint32_t note) {
    if (w->notes[note].is_queued) {
        return;
    }
    w->notes[note].is_queued = 1;
    if (pecia_grow(w->host, w->job, &w->queue, &w->queue_capacity, w->queue_count + 1, sizeof *w->queue) < 0) {
        md_fail(w, PECIA_ERR_MEMORY);
        return;
    }
    w->queue[w->queue_count++] = note;
}

/* True if the body of a note can be written "^[...]": as one line of text. */
static bool is_inline_body(const md_writer *w, uint32_t body) {
    return md_shape(w, body, false) == MD_SHAPE_LINE && md_has_words(w, body);
}

/* What the entry of NOTE says that LABEL does not, as an element to begin its body with; empty for nothing. */
static pecia_str head(md_writer *w, uint32_t note, pecia_str label) {
    pecia_note entry = {0};
    bool is_made = pecia_str_begins(label, "note-");
    pecia_str printed = label.size > 0 && md_is_printed_mark(label) ? label : (pecia_str){NULL, 0};
    pecia_str id = printed.size > 0 || is_made ? (pecia_str){NULL, 0} : label;
    w->host->document->note(w->document, note, &entry, NULL);
    bool differs = !pecia_str_equal(entry.label, printed);
    if (md_is_made_up(entry.id)) { /* as writers of TEI number notes that have no name */
        entry.id = (pecia_str){NULL, 0};
    }
    bool has_id = entry.id.size > 0 && !pecia_str_equal(entry.id, id);
    bool drops_id = entry.id.size == 0 && id.size > 0;
    bool has_place = entry.place.size > 0 && !pecia_str_is(entry.place, "foot");
    bool is_shown = !(w->syntax & MD_NOTES) && label.size > 0; /* the body begins with the mark, as an element */
    if (is_shown && w->is_plain) {
        pecia_buf_clear(&w->tag);
        pecia_buf_add_text(&w->tag, "\\[");
        md_escape(&w->tag, label);
        pecia_buf_add_text(&w->tag, "\\] ");
        return pecia_buf_str(&w->tag);
    }
    if (w->is_plain ||
        (!is_shown && !differs && !has_id && !drops_id && !has_place && !entry.resp.size && !entry.type.size)) {
        return (pecia_str){"", 0};
    }
    md_tag_open(w, "span", PECIA_NOTE, 0, MD_ATTR_NONE);
    w->tag.size--;
    if (entry.id.size > 0) {
        md_tag_attribute(w, "id", entry.id);
    }
    if (entry.label.size > 0) {
        md_tag_attribute(w, "data-n", entry.label);
    }
    if (has_place) {
        md_tag_attribute(w, "data-place", entry.place);
    }
    if (entry.resp.size > 0) {
        md_tag_attribute(w, "data-resp", entry.resp);
    }
    if (entry.type.size > 0) {
        md_tag_attribute(w, "data-type", entry.type);
    }
    pecia_buf_add_char(&w->tag, '>');
    if (is_shown) {
        md_escape(&w->tag, label);
    }
    pecia_buf_add_text(&w->tag, is_shown ? "</span> " : "</span>");
    return pecia_buf_str(&w->tag);
}

/* The mark of a note that is shown by an element: KEEP says how it looks. */
static void element_mark(md_writer *w, uint32_t note, const char *name, pecia_str mark, bool is_repeated) {
    pecia_note entry = {0};
    w->host->document->note(w->document, note, &entry, NULL);
    md_tag_open(w, name, PECIA_NOTE_REF, 0, MD_ATTR_NONE);
    w->tag.size--;
    bool is_missing = *name == 's' && name[1] == 'p'; /* in a span: no body */
    if (is_repeated) {
        md_tag_attribute(w, "data-note", label_of(w, note));
    }
    if (is_repeated && is_missing) {
        md_tag_attribute(w, "data-missing", PECIA_STR("1"));
    }
    if (is_missing && entry.id.size > 0) {
        md_tag_attribute(w, "data-note-id", entry.id);
    }
    if (mark.size > 0) {
        md_tag_attribute(w, "data-n", mark);
    }
    if (is_missing && !pecia_str_equal(mark, entry.label)) {
        md_tag_attribute(w, "data-label", entry.label);
    }
    pecia_buf_add_char(&w->tag, '>');
    md_raw(w, pecia_buf_str(&w->tag));
}

/* True if a reader that counts words would count one in MARK. */
static bool is_word(pecia_str mark) {
    while (mark.size > 0) {
        uint32_t c = pecia_str_next(&mark);
        if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
            (c >= 0xAA && c != 0xAB && c != 0xAC && c != 0xAE && c != 0xB6 && c != 0xB7 && c != 0xBB && c != 0xBF &&
             (c < 0x2000 || c > 0x206F))) {
            return true;
        }
    }
    return false;
}

static void missing_body(md_writer *w, uint32_t note, pecia_str mark, uint32_t references) {
    pecia_note entry = {0};
    w->host->document->note(w->document, note, &entry, NULL);
    pecia_str shown = mark.size > 0 ? mark : entry.label;
    if (references > 1 && !w->notes[note].is_named) {
        name_note(w, note);
    }
    if (!w->is_plain) {
        element_mark(w, note, "span", shown, references > 1);
    }
    md_raw(w, PECIA_STR("\\["));
    bool is_hidden = w->is_plain || w->has_references; /* the mark may be the label of a link */
    if (!is_hidden) {
        w->line.size -= 2;
        pecia_buf_add_char(&w->line, '[');
    }
    uint64_t from = w->line.size;
    md_escape(&w->line, pecia_str_trim(shown).size > 0 ? pecia_str_trim(shown) : PECIA_STR("?"));
    md_fold_from(w, from);
    pecia_buf_add_text(&w->line, w->is_plain ? "\\]" : is_hidden ? "\\]</span>" : "]</span>");
    w->notes[note].was_marked = 1;
}

/* Where there are no notes, the name of the place that the mark of NOTE links to. */
static void add_place(md_writer *w, pecia_buf *out, uint32_t note) {
    pecia_str label = label_of(w, note);
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

/* The mark of a note in a flavour without notes: a link to the body, in an element that says what it is. */
static void bare_mark(md_writer *w, uint32_t note, pecia_str mark) {
    pecia_str shown = mark.size > 0 ? mark : label_of(w, note);
    w->notes[note].was_marked = 1;
    queue(w, note);
    if (w->is_plain) {
        md_raw(w, PECIA_STR("\\["));
        md_escape(&w->line, shown);
        pecia_buf_add_text(&w->line, "\\]");
        return;
    }
    element_mark(w, note, "sup", mark, true);
    pecia_buf_add_text(&w->line, "<a href=\"#");
    add_place(w, &w->line, note);
    pecia_buf_add_text(&w->line, "\">");
    uint64_t from = w->line.size;
    md_escape(&w->line, shown);
    md_fold_from(w, from);
    pecia_buf_add_text(&w->line, "</a></sup>");
    w->markup_end = w->line.size;
}

void md_note_ref(md_writer *w, pecia_event *event) {
    pecia_note_state state = {0};
    uint32_t note = event->note;
    if (note >= w->note_count || !w->host->document->note(w->document, note, NULL, &state)) {
        event->outcome = PECIA_DROPPED;
        return;
    }
    pecia_str mark = md_get(w, event->node, PECIA_N);
    if (!w->in_phrase) { /* in a code block: the mark goes to the next phrase */
        pecia_event phrase = {.kind = PECIA_PARAGRAPH};
        md_phrase_begin(w, &phrase);
        md_note_ref(w, event);
        pecia_buf_add_str(&w->held, md_flush(w));
        w->in_phrase = false;
        return;
    }
    if (state.body == 0) {
        missing_body(w, note, mark, state.references);
        return;
    }
    bool is_inner = w->body > 0 || w->in_note > 0;
    md_note_out *out = &w->notes[note];
    if (!out->was_marked && is_inner && state.references == 1 && !out->is_queued && w->in_note < 6 && w->in_code == 0 &&
        (w->syntax & MD_INLINE_NOTES) && !pecia_str_ends(pecia_str_trim(pecia_buf_str(&w->line)), "[") &&
        is_inline_body(w, state.body)) {
        out->was_marked = 1;
        out->is_queued = 1;
        if (w->host->cursor->enter_note(w->cursor, note)) {
            w->comments_behind[w->in_note++] = md_comments_enter(w, state.body);
        }
        return;
    }
    if (!out->is_named) {
        name_note(w, note);
    }
    if (!(w->syntax & MD_NOTES)) {
        bare_mark(w, note, mark);
        event->outcome = w->is_plain ? PECIA_DEGRADED : event->outcome;
        return;
    }
    if (out->was_marked) {
        if (w->is_plain) {
            md_raw(w, PECIA_STR("[^"));
            pecia_buf_add_str(&w->line, label_of(w, note));
            pecia_buf_add_char(&w->line, ']');
            return;
        }
        element_mark(w, note, "sup", mark, true);
        pecia_str shown = mark.size > 0 && !is_word(mark) ? mark : PECIA_STR("\xE2\x80\xBB");
        md_escape(&w->line, shown);
        pecia_buf_add_text(&w->line, "</sup>");
        return;
    }
    out->was_marked = 1;
    md_raw(w, PECIA_STR("[^"));
    pecia_buf_add_str(&w->line, label_of(w, note));
    pecia_buf_add_char(&w->line, ']');
    w->markup_end = w->line.size;
    queue(w, note);
}

void md_note_slot(md_writer *w, pecia_event *event) {
    pecia_note_state state = {0};
    uint32_t note = event->note;
    if (note >= w->note_count || !w->host->document->note(w->document, note, NULL, &state) || state.references > 0 ||
        state.body == 0 || w->notes[note].was_marked) {
        return;
    }
    if (!w->notes[note].is_named) {
        name_note(w, note);
    }
    w->notes[note].was_marked = 1;
    queue(w, note);
    if (!(w->syntax & MD_NOTES)) {
        md_tag_open(w, "span", PECIA_NOTE_SLOT, 0, MD_ATTR_NONE);
        w->tag.size--;
        md_tag_attribute(w, "data-note", label_of(w, note));
        pecia_buf_add_text(&w->tag, "></span>");
        md_raw(w, w->is_plain ? PECIA_STR("") : pecia_buf_str(&w->tag));
        return;
    }
    md_raw(w, w->is_plain ? PECIA_STR("[^") : PECIA_STR("<span data-kind=\"note-slot\">[^"));
    pecia_buf_add_str(&w->line, label_of(w, note));
    pecia_buf_add_text(&w->line, w->is_plain ? "]" : "]</span>");
}

void md_note_edge(md_writer *w, const pecia_event *event) {
    if (event->kind != PECIA_NOTE) { /* a paragraph, or what is empty */
        pecia_fold_space(&w->fold);
        return;
    }
    if (event->type == PECIA_ENTER) {
        md_raw(w, PECIA_STR("^["));
        pecia_str said = head(w, event->note, (pecia_str){"", 0});
        pecia_buf_add_str(&w->line, said);
        w->fold.edge = true;
        return;
    }
    w->fold.pending = false;
    w->fold.edge = false;
    pecia_buf_add_char(&w->line, ']');
    w->markup_end = w->line.size;
    w->comment_at = w->comments_behind[--w->in_note];
}

void md_note_head(md_writer *w) {
    if (w->starts_note && w->body > 0) {
        w->starts_note = false;
        md_out_str(w, head(w, w->body - 1, label_of(w, w->body - 1)));
    }
}

void md_note_head_alone(md_writer *w) {
    pecia_str said = w->starts_note && w->body > 0 ? head(w, w->body - 1, label_of(w, w->body - 1)) : PECIA_STR("");
    w->starts_note = false;
    if (said.size > 0) {
        md_block(w);
        md_line_begin(w);
        md_out_str(w, said);
        md_line_end(w);
    }
}

void md_note_head_block(md_writer *w) {
    if (w->starts_note && w->body > 0) {
        w->starts_note = false;
        pecia_str said = head(w, w->body - 1, label_of(w, w->body - 1));
        if (said.size > 0) {
            md_line_begin(w);
            md_task(w);
            md_out_str(w, said);
            md_line_end(w);
            md_block(w);
        }
    }
}

/* Opens what holds BODY, that of NOTE: a definition, or an element where there are none. */
static md_frame *open_body(md_writer *w, uint32_t note, uint32_t body) {
    if (w->syntax & MD_NOTES) {
        pecia_buf_clear(&w->flushed);
        pecia_buf_add_text(&w->flushed, "[^");
        pecia_buf_add_str(&w->flushed, label_of(w, note));
        pecia_buf_add(&w->flushed, "]: ", 4); /* with its end */
        return md_frame_open(w, PECIA_NOTE, MD_HOW_SIGN, body, w->flushed.data ? w->flushed.data : "", "    ");
    }
    if (w->is_plain) {
        md_frame *frame = md_frame_open(w, PECIA_NOTE, MD_HOW_PASS, body, "", "");
        return frame;
    }
    pecia_buf_clear(&w->flushed);
    add_place(w, &w->flushed, note);
    md_tag_open(w, "div", 0, 0, MD_ATTR_NONE);
    w->tag.size--;
    md_tag_attribute(w, "id", pecia_buf_str(&w->flushed));
    md_tag_attribute(w, "data-kind", PECIA_STR("note-body"));
    md_tag_attribute(w, "data-note", label_of(w, note));
    pecia_buf_add_char(&w->tag, '>');
    md_line_begin(w);
    md_out_str(w, pecia_buf_str(&w->tag));
    md_line_end(w);
    md_frame *frame = md_frame_open(w, PECIA_NOTE, MD_HOW_HTML, body, "", "");
    if (frame) {
        frame->is_started = 1;
    }
    return frame;
}

/* Writes the definition of NOTE. */
static void definition(md_writer *w, uint32_t note) {
    pecia_note_state state = {0};
    pecia_cursor *outer = w->cursor;
    w->host->document->note(w->document, note, NULL, &state);
    w->cursor = w->host->cursor->open(w->job, w->document, state.body, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (!w->cursor) {
        w->cursor = outer;
        md_fail(w, PECIA_ERR_MEMORY);
        return;
    }
    md_block(w);
    if (open_body(w, note, state.body)) {
        uint32_t sections = w->sections, closed = w->closed;
        w->body = note + 1;
        w->starts_note = true;
        w->sections = 0;
        w->closed = 0;
        md_comment_place behind = md_comments_enter(w, state.body);
        md_walk(w);
        w->comment_at = behind;
        md_note_head_alone(w);
        md_remarks_block(w);
        w->body = 0;
        if (md_frame_top(w)->how == MD_HOW_HTML) {
            md_block(w);
            md_line_begin(w);
            md_out_text(w, "</div>");
            md_line_end(w);
        }
        w->sections = sections;
        w->closed = closed;
        md_frame_close(w);
    }
    w->host->cursor->close(w->cursor);
    w->cursor = outer;
}

void md_notes_turn(md_writer *w, const pecia_event *event, bool is_before) {
    bool is_turn = w->where == MD_AT_BLOCK
                       ? !is_before && (event->type != PECIA_ENTER || event->kind == PECIA_TABLE ||
                                        event->kind == PECIA_CODE_BLOCK) /* which are written as a whole */
                       : event->kind == PECIA_SECTION && (is_before || event->type == PECIA_EXIT);
    if (!is_turn || w->queue_at == w->queue_count || w->body > 0 || w->in_note > 0 || w->in_phrase) {
        return;
    }
    for (uint64_t i = 0; i < w->frame_count; i++) { /* bodies stand at the top, between blocks */
        const md_frame *frame = &w->frames[i];
        bool is_top = frame->how == MD_HOW_PASS ? frame->kind != PECIA_LINE_GROUP && frame->kind != PECIA_TABLE
                                                : frame->kind == PECIA_SECTION && frame->how == MD_HOW_SIGN;
        if (!is_top || (w->verse_open && w->where == MD_AT_BLOCK)) {
            return;
        }
    }
    pecia_buf waiting = w->remarks; /* to a reader these stand behind the block, and so behind its notes */
    pecia_buf_init(&w->remarks, w->host, w->job);
    while (w->queue_at < w->queue_count && w->status == PECIA_OK) {
        definition(w, w->queue[w->queue_at++]);
    }
    w->remarks = waiting;
    md_remarks_block(w);
}

/* True if NODE lies in matter that is no part of the text. */
static bool is_hidden(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    while (node && d->kind(w->document, node) != PECIA_HIDDEN_BLOCK) {
        node = d->parent(w->document, node);
    }
    return node != 0;
}

void md_notes_end(md_writer *w) {
    const pecia_document_api *d = w->host->document;
    pecia_event phrase = {.kind = PECIA_PARAGRAPH};
    md_remarks_block(w);
    for (uint32_t note = 0;; note++) {
        while (w->queue_at < w->queue_count && w->status == PECIA_OK) {
            definition(w, w->queue[w->queue_at++]);
        }
        pecia_note_state state = {0};
        while (note < w->note_count && d->note(w->document, note, NULL, &state) &&
               (w->notes[note].was_marked || state.body == 0 || is_hidden(w, state.body))) {
            note++;
        }
        if (note >= w->note_count || w->status < 0) {
            break;
        }
        pecia_event slot = {.kind = PECIA_NOTE_SLOT, .note = note};
        md_phrase_begin(w, &phrase);
        if (state.references == 0) {
            md_note_slot(w, &slot);
        } else { /* its mark was not met: it stands in what was not shown */
            w->notes[note].was_marked = 1;
            name_note(w, note);
            queue(w, note);
        }
        md_phrase_end(w);
    }
    if (w->held.size > 0 && w->status == PECIA_OK) {
        md_phrase_begin(w, &phrase);
        md_phrase_end(w);
    }
}
