/* SPDX-License-Identifier: MIT
 *
 * md_write_blocks.c: blocks: what each kind is in Markdown, or as an element around blocks. See md_writer.h.
 *
 * long: one kind of block after the other, a few lines each, on one state.
 */
#include "md_html.h"
#include "md_writer.h"

/* ------------------------------------------------------------------ elements around blocks */

void md_html_enter(md_writer *w, const char *name, uint32_t kind, pecia_event *event, uint32_t set) {
    if (w->is_plain) {
        event->outcome = PECIA_DEGRADED;
        md_frame *outer = md_frame_top(w);
        md_frame copy = outer ? *outer : (md_frame){0};
        md_frame *frame = md_frame_open(w, event->kind, MD_HOW_PASS, event->node, "", "");
        if (frame) {
            frame->is_started = copy.is_started;
        }
        return;
    }
    if (md_bare_element(w, name, event, set)) {
        return;
    }
    md_block(w);
    md_note_head_block(w);
    md_line_begin(w);
    md_out_str(w, md_tag_open(w, name, kind, event->node, set));
    md_line_end(w);
    md_frame *frame = md_frame_open(w, event->kind, MD_HOW_HTML, event->node, "", "");
    if (frame) {
        frame->is_started = 1;
    }
}

/* The element that NODE, a foreign block, was in Markdown. */
static const char *foreign_name(const md_writer *w, uint32_t node) {
    pecia_str name = md_own_name(w, node);
    return name.size > 0 ? md_element_of(name)->name : "div";
}

static const char *element_name(const md_writer *w, uint32_t kind, uint32_t node) {
    switch (kind) {
    case PECIA_FOREIGN_BLOCK: return foreign_name(w, node);
    case PECIA_BLOCK_QUOTE: return "blockquote";
    case PECIA_FIGURE: return "figure";
    case PECIA_TABLE: return "table";
    case PECIA_ROW: return "tr";
    case PECIA_CELL: return "td";
    case PECIA_DEFINITION: return "dd";
    case PECIA_TERM: return "dt";
    case PECIA_ITEM: return "li";
    default: return "div";
    }
}

void md_before_block(md_writer *w, const char *what) {
    if (w->before_count > 0) {
        md_block(w);
        md_line_begin(w);
        md_before(w, what);
        md_note_head(w);
        md_line_end(w);
    }
}

void md_before(md_writer *w, const char *what) {
    for (uint64_t i = 0; i < w->before_count; i++) {
        uint32_t kind = w->host->document->kind(w->document, w->before[i]);
        bool is_anchor = kind == PECIA_ANCHOR;
        md_tag_open(w, is_anchor ? "a" : "span", is_anchor ? 0 : kind, w->before[i], MD_ATTR_ALL);
        w->tag.size--;
        if (*what) {
            md_tag_attribute(w, "data-before", pecia_str_of(what));
        }
        pecia_buf_add_text(&w->tag, is_anchor ? "></a>" : "></span>");
        md_out_str(w, pecia_buf_str(&w->tag));
    }
    w->before_count = 0;
}

/* Writes the marks that waited for a phrase, where a paragraph may stand. */
void md_held_end(md_writer *w) {
    if (md_frame_inner(w)->kind != PECIA_ITEM || w->pending.size == 0) { /* the item's first line is still to come */
        md_before_block(w, "");
    }
    const md_frame *top = md_frame_top(w);
    pecia_event phrase = {.kind = PECIA_PARAGRAPH};
    if (w->held.size > 0 && top && top->kind != PECIA_LIST && top->kind != PECIA_TABLE && top->kind != PECIA_ROW &&
        top->kind != PECIA_LINE_GROUP) {
        md_phrase_begin(w, &phrase);
        md_phrase_end(w);
    }
}

void md_div_close(md_writer *w) {
    w->closed = 0;
    md_block(w);
    md_line_begin(w);
    md_out_text(w, "</div>");
    md_line_end(w);
    md_frame_close(w);
}

/* Closes the frame that is on top. */
static void frame_exit(md_writer *w) {
    if (md_frame_top(w) && md_frame_top(w)->kind == PECIA_NO_KIND) {
        if (w->frames[w->frame_count - 2].how == MD_HOW_PASS) { /* more may follow in the list around it */
            w->frames[w->frame_count - 2] = w->frames[w->frame_count - 1];
            w->frame_count--;
            return;
        }
        md_div_close(w);
    }
    md_frame *frame = md_frame_top(w);
    if (!frame || w->frame_count < 2) {
        return;
    }
    md_frame was = *frame;
    const pecia_document_api *d = w->host->document;
    if (was.how == MD_HOW_HTML) {
        w->closed = 0; /* the end tag closes them too */
        md_block(w);
        md_line_begin(w);
        const char *name = element_name(w, was.kind, was.node);
        if (was.kind == PECIA_LIST) {
            int64_t style = d->get_number(w->document, was.node, PECIA_LIST_STYLE, PECIA_LIST_BULLET);
            name = style == PECIA_LIST_DEFINITION ? "dl" : style == PECIA_LIST_ORDERED ? "ol" : "ul";
        }
        md_out_text(w, "</");
        md_out_text(w, name);
        md_out_text(w, ">");
        md_line_end(w);
        md_frame_close(w);
        return;
    }
    if (was.kind == PECIA_ITEM && was.is_tight && w->held.size > 0) { /* nothing but points in it */
        pecia_event phrase = {.kind = PECIA_PARAGRAPH};
        md_phrase_begin(w, &phrase);
        md_phrase_end(w);
    }
    if (was.kind == PECIA_ITEM && !was.is_tight && w->ends_in_rule && d->next_sibling(w->document, was.node) &&
        !w->is_plain) { /* cmark does not see the blank line behind a rule: the list would be tight */
        w->ends_in_rule = false;
        md_block(w);
        md_line_begin(w);
        md_out_text(w, "<!-- -->");
        md_line_end(w);
    }
    if (was.kind == PECIA_BLOCK_QUOTE && was.has_dash && was.how == MD_HOW_SIGN && !w->is_plain) {
        md_block(w);
        md_line_begin(w);
        md_out_text(w, "<!-- -->"); /* the last line is no attribution */
        md_line_end(w);
    }
    md_frame_close(w);
    md_frame *top = md_frame_top(w);
    if (was.how == MD_HOW_PASS && top) {
        top->is_started = top->is_started || was.is_started;
        top->last_list = was.kind == PECIA_LINE_GROUP ? 0 : was.last_list; /* a stanza ends */
    }
    if (was.kind == PECIA_LIST && top) {
        top->last_list = was.sign;
    }
    if (was.how != MD_HOW_PASS || !was.is_tight) { /* marks and points wait for a line in the item around it */
        md_held_end(w);
    }
}

/* ------------------------------------------------------------------ kinds */

void md_pass_enter(md_writer *w, pecia_event *event) {
    md_frame *top = md_frame_top(w);
    md_frame copy = top ? *top : (md_frame){0};
    md_frame *frame = md_frame_open(w, event->kind, MD_HOW_PASS, event->node, "", "");
    if (frame) {
        frame->is_started = copy.is_started;
        frame->is_tight = copy.is_tight;
        frame->last_list = copy.last_list;
    }
}

/* True if NODE holds lines of verse and points alone. */
static bool is_stanza(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t n = d->first_child(w->document, node); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        if (kind != PECIA_LINE && kind != PECIA_NOTE_SLOT && !md_is_point(kind) && !md_is_hidden(kind) &&
            !md_is_empty(w, n)) {
            return false;
        }
    }
    return true;
}

static void group_enter(md_writer *w, pecia_event *event) {
    bool is_said_in_line = (w->syntax & MD_HARD_VERSE) && md_tei_is(w, event->node);
    if (!is_stanza(w, event->node) || (md_tag_has(w, event->node) && !is_said_in_line)) {
        md_html_enter(w, "div", PECIA_LINE_GROUP, event, MD_ATTR_FEW);
        return;
    }
    md_frame *top = md_frame_top(w);
    bool was_started = top && top->is_started;
    md_frame *frame = md_frame_open(w, PECIA_LINE_GROUP, MD_HOW_PASS, event->node, "", "");
    if (frame) {
        frame->is_started = was_started;
    }
}

static void foreign_enter(md_writer *w, pecia_event *event) {
    if (!md_passes(w, event->node)) {
        md_sections_settle(w, 0);
        md_html_enter(w, foreign_name(w, event->node), 0, event, MD_ATTR_ALL);
        return;
    }
    event->outcome = PECIA_DEGRADED;
    md_pass_enter(w, event);
}

static void rule(md_writer *w) {
    md_block(w);
    md_note_head_block(w);
    bool in_item = w->pending.size > 0;
    md_line_begin(w);
    md_out_text(w, in_item ? "___" : "***");
    md_line_end(w);
    w->ends_in_rule = true;
}

/* True if EVENT's node is a wrapper in which nothing stands: it is not written. */
static bool is_hollow(const md_writer *w, const pecia_event *event) {
    switch (event->kind) {
    case PECIA_BLOCK_QUOTE:
    case PECIA_CITATION:
    case PECIA_LIST:
    case PECIA_LINE_GROUP:
    case PECIA_SPEECH:
    case PECIA_FIGURE: return md_is_empty(w, event->node);
    default: return false;
    }
}

static void block_enter(md_writer *w, pecia_event *event) {
    if (is_hollow(w, event)) {
        pecia_name name;
        bool was_element = w->host->document->origin(w->document, event->node, &name) != 0;
        event->outcome = was_element ? PECIA_DEGRADED : event->outcome;
        md_pass_enter(w, event);
        return;
    }
    switch (event->kind) {
    case PECIA_MATTER:
        event->outcome = PECIA_DEGRADED;
        md_pass_enter(w, event);
        break;
    case PECIA_DOCUMENT:
    case PECIA_NOTE: md_pass_enter(w, event); break;
    case PECIA_BLOCK_QUOTE: md_quote_enter(w, event); break;
    case PECIA_CITATION: md_citation_enter(w, event); break;
    case PECIA_LIST: md_list_enter(w, event); break;
    case PECIA_ITEM: md_item_enter(w, event); break;
    case PECIA_LINE_GROUP: group_enter(w, event); break;
    case PECIA_TABLE: md_table_write(w, event); break;
    case PECIA_FOREIGN_BLOCK: foreign_enter(w, event); break;
    case PECIA_FIGURE: md_html_enter(w, "figure", 0, event, MD_ATTR_FEW); break;
    case PECIA_ROW:
    case PECIA_CELL: md_html_enter(w, element_name(w, event->kind, event->node), 0, event, MD_ATTR_ALL); break;
    case PECIA_DEFINITION: md_html_enter(w, element_name(w, event->kind, event->node), 0, event, MD_ATTR_FEW); break;
    default: md_html_enter(w, "div", event->kind, event, MD_ATTR_FEW); break;
    }
}

/* A block that stands in a list or a table among items or rows, where a reader would make one for it: an
 * element around it says so. */
static void between(md_writer *w, const pecia_event *event) {
    uint32_t kind = event->kind;
    md_frame *top = md_frame_inner(w);
    bool is_phrase = kind == PECIA_PARAGRAPH || kind == PECIA_LINE || kind == PECIA_STAGE || kind == PECIA_HEADING;
    bool is_part = kind == PECIA_ITEM || kind == PECIA_TERM || kind == PECIA_DEFINITION || kind == PECIA_ROW ||
                   kind == PECIA_CELL || kind == PECIA_CAPTION;
    bool closes = top && top->kind == PECIA_NO_KIND && is_part;
    bool opens = top && !is_part && top->how == MD_HOW_HTML &&
                 (top->kind == PECIA_LIST || top->kind == PECIA_TABLE || top->kind == PECIA_ROW);
    if ((!closes && !opens) || is_hollow(w, event) ||
        (event->node && (md_passes(w, event->node) ||
                         (is_phrase && (md_is_empty(w, event->node) || md_holds_points(w, event->node)))))) {
        return; /* what stands in it comes by itself */
    }
    if (closes) {
        md_div_close(w);
        return;
    }
    md_block(w);
    md_line_begin(w);
    md_out_text(w, "<div data-kind=\"between\">");
    md_line_end(w);
    md_frame *frame = md_frame_open(w, PECIA_NO_KIND, MD_HOW_HTML, 0, "", "");
    if (frame) {
        frame->is_started = 1;
    }
}

void md_write_block(md_writer *w, pecia_event *event) {
    bool is_enter = event->type == PECIA_ENTER;
    if (w->in_note > 0) {
        md_note_edge(w, event);
        return;
    }
    if (event->type != PECIA_EXIT) {
        between(w, event);
    }
    switch (event->kind) {
    case PECIA_SECTION:
        if (is_enter) {
            md_section_enter(w, event);
        } else {
            md_section_exit(w);
        }
        return;
    case PECIA_HEADING:
    case PECIA_PARAGRAPH:
    case PECIA_ATTRIBUTION:
    case PECIA_TERM:
    case PECIA_LINE:
    case PECIA_SPEAKER:
    case PECIA_STAGE:
    case PECIA_CAPTION:
        if (is_enter) {
            md_phrase_enter(w, event);
        } else {
            md_phrase_end(w);
        }
        return;
    default: break;
    }
    if (!is_enter && event->type == PECIA_EXIT) {
        frame_exit(w);
        return;
    }
    if (event->kind != PECIA_DOCUMENT && event->kind != PECIA_MATTER && event->kind != PECIA_NOTE &&
        event->kind != PECIA_FOREIGN_BLOCK) { /* these are written by what is in them */
        md_sections_settle_before(w, event->node);
    }
    if (event->kind == PECIA_CODE_BLOCK) {
        md_code_block(w, event);
    } else if (event->kind == PECIA_RULE) {
        rule(w);
    } else {
        block_enter(w, event);
    }
}

void md_write_point(md_writer *w, pecia_event *event) {
    md_frame *top = md_frame_top(w);
    bool waits = top && ((top->kind == PECIA_LIST && top->how != MD_HOW_HTML) ||
                         (top->kind == PECIA_LINE_GROUP && top->how == MD_HOW_PASS));
    pecia_event phrase = *event;
    phrase.kind = PECIA_PARAGRAPH;
    phrase.node = 0;
    if (event->kind == PECIA_NOTE_SLOT) {
        pecia_note_state state = {0};
        w->host->document->note(w->document, event->note, NULL, &state);
        if (state.references > 0) {
            return;
        }
    }
    if (waits) {
        if (event->kind == PECIA_NOTE_SLOT) {
            return; /* written with the notes that nothing marks */
        }
        if (w->is_plain) {
            event->outcome = PECIA_DROPPED;
            return;
        }
        if (pecia_grow(w->host, w->job, &w->before, &w->before_capacity, w->before_count + 1, sizeof *w->before) < 0) {
            md_fail(w, PECIA_ERR_MEMORY);
            return;
        }
        w->before[w->before_count++] = event->node;
        return;
    }
    md_phrase_begin(w, &phrase);
    md_write_inline(w, event);
    if (top && top->is_tight && md_frame_inner(w)->kind == PECIA_ITEM) { /* it begins the line that follows */
        pecia_str text = md_flush(w);
        pecia_buf_add_str(&w->held, text);
        w->in_phrase = false;
        return;
    }
    if (w->line.size > 0) {
        md_sections_settle(w, 0);
    }
    md_phrase_end(w);
}
