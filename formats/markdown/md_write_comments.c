/* SPDX-License-Identifier: MIT
 *
 * md_write_comments.c: comments, which the flow view does not show: they are found once, and written where the walk
 * passes them. A line that begins with one would be a block of HTML: in a phrase they stand behind words, and those at
 * its beginning wait for some. Between the items of a list, the rows of a table and the lines of a stanza they wait for
 * the phrase that comes next.
 */
#include "md_writer.h"

int32_t md_comments(md_writer *w) {
    const pecia_document_api *d = w->host->document;
    uint32_t left = w->is_plain ? 0 : d->count(w->document, PECIA_COMMENT);
    for (uint32_t node = 1; node && left > 0; node = md_next_node(w, node)) {
        if (d->kind(w->document, node) != PECIA_COMMENT) {
            continue;
        }
        left--;
        if (pecia_str_trim(d->text(w->document, node)).size == 0 || md_within(w, node, PECIA_HIDDEN_BLOCK)) {
            continue;
        }
        if (pecia_grow(w->host, w->job, &w->comments, &w->comment_capacity, w->comment_count + 1, sizeof *w->comments) <
            0) {
            return PECIA_ERR_MEMORY;
        }
        w->comments[w->comment_count++] = (md_comment){node, md_within(w, node, PECIA_NOTE)};
    }
    return PECIA_OK;
}

md_comment_place md_comments_enter(md_writer *w, uint32_t body) {
    md_comment_place was = w->comment_at;
    uint64_t low = 0;
    uint64_t high = w->comment_count;
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        if (w->comments[middle].node < body) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    w->comment_at = (md_comment_place){low, body};
    return was;
}

/* Appends TEXT as a comment. What would end it, or is no comment to CommonMark (6.6), gets spaces, and so does what
 * could end the label of a definition of a link (4.7). IN_LINE: it stands among words. */
static void add_comment(pecia_buf *out, pecia_str text, bool in_line) {
    char last = 0;
    pecia_buf_add_text(out, "<!--");
    for (uint64_t i = 0; i < text.size; i++) {
        char c = in_line && pecia_is_space(text.data[i]) ? ' ' : text.data[i];
        bool is_edge = (i == 0 && c == '>') || (c == '-' && (i == 0 || last == '-')) || (c == ':' && last == ']');
        pecia_buf_add(out, " ", is_edge ? 1 : 0);
        pecia_buf_add_char(out, c);
        last = c;
    }
    pecia_buf_add_text(out, last == '-' ? " -->" : "-->");
}

/* The text of comment NODE; one that would say something to the reader says it with a space. */
static pecia_str text_of(const md_writer *w, uint32_t node) {
    pecia_str text = w->host->document->text(w->document, node);
    return pecia_str_is(pecia_str_trim(text), "/section") ? PECIA_STR(" / section ") : text;
}

/* True if words stand in the phrase: not nothing, and not points alone, which are blocks to a reader. */
static bool has_words(const md_writer *w) {
    uint64_t points = w->point_count > 0 ? w->point_ends[w->point_count - 1] : 0;
    return w->in_phrase && w->in_code == 0 && w->line.size > points;
}

/* Puts TEXT, one or more comments, into the line that is gathered. */
static void put(md_writer *w, pecia_str text) {
    char last = w->line.size > 0 ? w->line.data[w->line.size - 1] : ' ';
    bool was_edge = w->fold.edge;
    bool waits = w->fold.pending;
    w->fold.pending = false;
    w->is_soft = false;
    if (last == '\n') {
        w->line.data[w->line.size - 1] = ' ';
    } else if (waits && last != ' ') {
        pecia_buf_add_char(&w->line, ' ');
    }
    for (uint64_t i = 0; i < text.size; i++) { /* a pipe in a cell is hidden, a backslash before it would be, too */
        bool is_pipe = text.data[i] == '|' && w->phrase == PECIA_CELL;
        pecia_buf_add_text(&w->line, !is_pipe ? "" : text.data[i - 1] == '\\' ? " \\" : "\\");
        pecia_buf_add(&w->line, text.data + i, text.data[i] == '\n' ? 0 : 1);
    }
    w->fold.edge = was_edge;
}

void md_remarks(md_writer *w) {
    if (w->remarks.size > 0 && has_words(w)) {
        put(w, pecia_buf_str(&w->remarks));
        pecia_buf_clear(&w->remarks);
    }
}

/* True if a comment may be a block here. */
static bool may_stand(const md_writer *w, const pecia_event *event) {
    const md_frame *top = md_frame_top(w);
    if (!top || w->in_phrase || w->in_note > 0 || w->task || w->starts_note || w->before_count > 0 ||
        w->held.size > 0) {
        return false;
    }
    bool is_sign = top->how == MD_HOW_SIGN;
    bool is_pipe = (top->kind == PECIA_TABLE || top->kind == PECIA_ROW) && top->how == MD_HOW_PASS;
    bool is_nothing = event->node && event->type != PECIA_LEAF &&
                      (md_passes(w, event->node) || (event->type == PECIA_ENTER && md_is_empty(w, event->node)));
    bool in_verse = w->verse_open && (event->kind == PECIA_LINE || is_nothing);
    bool is_first = w->pending.size > 0 && !(event->type == PECIA_EXIT && event->kind == PECIA_ITEM);
    bool in_item = top->is_tight && md_frame_inner(w)->kind == PECIA_ITEM &&
                   (is_first || event->kind == PECIA_PARAGRAPH); /* the paragraph may be implied */
    return !in_verse && !in_item && !is_pipe && !(is_sign && (top->kind == PECIA_LIST || top->kind == PECIA_CITATION));
}

/* Takes the next line of *TEXT. */
static pecia_str next_line(pecia_str *text) {
    const char *end = memchr(text->data, '\n', (size_t)text->size);
    pecia_str line = {text->data, end ? (uint64_t)(end - text->data) : text->size};
    *text = pecia_str_from(*text, line.size + (end ? 1 : 0));
    return line;
}

/* Writes the comment TEXT as a block. */
static void block(md_writer *w, pecia_str text) {
    md_block(w);
    while (text.size > 0) {
        pecia_str line = next_line(&text);
        md_line_begin(w);
        md_out_str(w, line);
        md_line_end(w);
    }
}

void md_remarks_block(md_writer *w) {
    pecia_str text = pecia_buf_str(&w->remarks);
    while (text.size > 0) {
        block(w, next_line(&text));
    }
    pecia_buf_clear(&w->remarks);
}

/* True if nothing but what is hidden or empty stands between the node that was met last, with what it holds, and
 * comment NODE. */
static bool is_next(const md_writer *w, uint32_t node) {
    uint32_t n = w->met;
    do {
        n = md_next(w, n, 1);
    } while (n && n < node &&
             (md_is_hidden(w->host->document->kind(w->document, n)) || md_is_empty(w, n) || md_lies_in(w, n, w->met)));
    return n == node;
}

/* True if EVENT ends a section or a stanza behind which notes stand; within the body of a note they stand nowhere. */
static bool ends_before_notes(const md_writer *w, const pecia_event *event) {
    const md_frame *top = md_frame_top(w);
    bool is_element = top && top->how == MD_HOW_HTML;
    return w->body == 0 && ((w->where == MD_AT_SECTION && event->kind == PECIA_SECTION && !is_element) ||
                            (w->where == MD_AT_BLOCK && event->kind == PECIA_LINE_GROUP));
}

/* True if comment NODE stands at the end of an implied paragraph, which has no node: in the container around it, or in
 * something empty there. */
static bool ends_implied(const md_writer *w, uint32_t node) {
    const md_frame *top = md_frame_top(w);
    uint32_t container = top && w->in_phrase ? top->node : 0;
    uint32_t outer = w->host->document->parent(w->document, node);
    while (outer && outer != container && md_is_empty(w, outer)) {
        outer = w->host->document->parent(w->document, outer);
    }
    return outer && outer == container && is_next(w, node);
}

/* True if comment NODE stands before EVENT, or at the end of what EVENT ends. */
static bool is_before(const md_writer *w, uint32_t node, const pecia_event *event) {
    if (event->type != PECIA_EXIT) {
        return event->node > node;
    }
    if (event->kind == PECIA_DOCUMENT) {
        return true;
    }
    return !ends_before_notes(w, event) && (event->node ? md_lies_in(w, node, event->node) : ends_implied(w, node));
}

/* A stanza that is open ends here, and the notes that waited for its end come before what follows. */
static void end_verse(md_writer *w) {
    pecia_event end = {.type = PECIA_EXIT, .kind = PECIA_LINE_GROUP};
    if (w->verse_open && w->where == MD_AT_BLOCK) {
        md_out(w, "\n", 1);
        w->verse_open = false;
        w->verse_blanks = 0;
        md_notes_turn(w, &end, false);
    }
}

void md_comments_before(md_writer *w, const pecia_event *event) {
    if (w->where != MD_AT_END && w->body == 0 && event->node && event->kind < PECIA_TEXT &&
        md_is_empty(w, event->node)) {
        return; /* not written: the section or stanza may end here, and its notes come first */
    }
    if (w->remarks.size > 0) {
        md_remarks(w);
        if (may_stand(w, event)) {
            end_verse(w);
            md_remarks_block(w);
        }
    }
    for (; w->comment_at.at < w->comment_count; w->comment_at.at++) {
        uint32_t node = w->comments[w->comment_at.at].node;
        if (w->comments[w->comment_at.at].body != w->comment_at.body) {
            continue; /* written with its note */
        }
        if (!is_before(w, node, event)) {
            break;
        }
        pecia_keep_name(w->origins, w->job, node);
        if (may_stand(w, event)) {
            end_verse(w);
            pecia_buf_clear(&w->flushed);
            add_comment(&w->flushed, text_of(w, node), false);
            block(w, pecia_buf_str(&w->flushed));
        } else if (has_words(w) && w->remarks.size == 0) {
            pecia_buf_clear(&w->tag);
            add_comment(&w->tag, text_of(w, node), true);
            put(w, pecia_buf_str(&w->tag));
        } else {
            pecia_buf_add(&w->remarks, "\n", w->remarks.size > 0 ? 1 : 0);
            add_comment(&w->remarks, text_of(w, node), true);
        }
    }
    w->met = event->type != PECIA_EXIT && event->node ? event->node : w->met;
}
