/* SPDX-License-Identifier: MIT
 *
 * md_write_blocks.c: blocks: what each kind is in Markdown, or as an element around blocks. See md_writer.h.
 *
 * long: one kind of block after the other, a few lines each, on one state.
 */
#include "md_html.h"
#include "md_writer.h"

/* ------------------------------------------------------------------ phrases */

void md_phrase_begin(md_writer *w, const pecia_event *event) {
    w->in_phrase = true;
    w->phrase = event->kind;
    w->phrase_node = event->node;
    w->wraps = false;
    w->one_line = event->kind == PECIA_HEADING || event->kind == PECIA_LINE || event->kind == PECIA_CELL;
    w->is_soft = false;
    pecia_fold_block(&w->fold);
    pecia_buf_clear(&w->line);
    w->slot_count = 0;
    w->inline_count = 0;
    w->code_end = 0;
    if (w->held.size > 0) {
        md_raw(w, pecia_buf_str(&w->held));
        pecia_buf_clear(&w->held);
        w->fold.edge = true; /* still at the edge for white space */
    }
}

/* Writes TEXT as a block of its own, wrapped in a span if that is asked for. */
static void paragraph(md_writer *w, pecia_str text, uint32_t kind, uint32_t node) {
    md_frame *top = md_frame_top(w);
    if (top && top->kind == PECIA_BLOCK_QUOTE) {
        top->has_dash = w->has_dash;
    }
    md_block(w);
    md_line_begin(w);
    md_note_head(w);
    if (w->task) {
        md_out_text(w, w->task);
        w->task = NULL;
    }
    if (kind) {
        md_out_str(w, md_tag_open(w, "span", kind, node, MD_ATTR_FEW));
    }
    uint64_t from = 0;
    while (from < text.size) {
        const char *end = memchr(text.data + from, '\n', (size_t)(text.size - from));
        uint64_t size = (end ? (uint64_t)(end - text.data) : text.size) - from;
        if (from > 0) {
            md_line_begin(w);
        }
        md_out(w, text.data + from, size);
        from += size + 1;
        if (end) {
            md_line_end(w);
        }
    }
    if (kind) {
        md_out_text(w, "</span>");
    }
    md_line_end(w);
}

/* True if the group NODE holds one line: a reader sees verse only in several. */
static bool is_single(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t lines = 0;
    for (uint32_t n = d->first_child(w->document, node); n && lines < 2; n = d->next_sibling(w->document, n)) {
        lines += d->kind(w->document, n) == PECIA_LINE ? 1 : 0;
    }
    return lines < 2;
}

/* A line of verse: ends in a hard break when another one follows. */
static void verse_line(md_writer *w, pecia_str text, uint32_t node) {
    md_frame *top = md_frame_top(w);
    bool in_group = top && top->kind == PECIA_LINE_GROUP && top->how == MD_HOW_PASS;
    bool goes_on = top && top->last_list == '|' && w->verse_open;
    if (goes_on) {
        md_out(w, "\\\n", 2);
        w->verse_open = false;
    } else {
        md_block(w);
        md_note_head_block(w);
    }
    md_line_begin(w);
    if (!goes_on && !w->is_plain && (!in_group || is_single(w, top->node))) {
        md_out_text(w, in_group ? "<span data-kind=\"line-group\"></span>" : "<span data-kind=\"lines\"></span>");
    }
    bool has = md_tag_has(w, node);
    if (has) {
        md_out_str(w, md_tag_open(w, "span", PECIA_LINE, node, MD_ATTR_FEW));
    }
    md_out_str(w, text);
    md_out_text(w, has ? "</span>" : "");
    w->verse_open = true;
    for (uint64_t i = w->frame_count; i > 0; i--) {
        md_frame *frame = &w->frames[i - 1];
        frame->has_dash = frame->kind == PECIA_BLOCK_QUOTE ? w->has_dash : frame->has_dash;
        if (frame->how != MD_HOW_PASS) {
            break;
        }
    }
    if (top) {
        top->last_list = '|';
    }
}

static void heading(md_writer *w, pecia_str text, uint32_t level) {
    md_frame *top = md_frame_top(w);
    uint32_t section = top && top->kind == PECIA_SECTION && top->node ? top->node : 0;
    md_block(w);
    md_note_head_block(w);
    md_line_begin(w);
    md_out(w, "######", level > 6 ? 6 : level);
    md_out(w, " ", 1);
    if (section && top->how == MD_HOW_SIGN && md_tag_has(w, section)) {
        md_out_str(w, md_tag_open(w, "a", 0, section, MD_ATTR_FEW));
        md_out_text(w, "</a>");
    }
    bool has = md_tag_has(w, w->phrase_node);
    if (has) {
        md_out_str(w, md_tag_open(w, "span", 0, w->phrase_node, MD_ATTR_FEW));
    }
    bool is_sign = text.data[text.size - 1] == '#'; /* it would be taken for a closing one */
    bool is_hidden = is_sign && text.size > 1 && text.data[text.size - 2] == '\\';
    md_out(w, text.data, text.size - (is_sign && !is_hidden ? 1 : 0));
    md_out_text(w, is_sign && !is_hidden ? "\\#" : "");
    md_out_text(w, has ? "</span>" : "");
    md_line_end(w);
}

void md_phrase_end(md_writer *w) {
    pecia_str text = md_flush(w);
    uint32_t node = w->phrase_node;
    w->in_phrase = false;
    if (w->phrase == PECIA_LINE) {
        verse_line(w, text, node);
    } else if (text.size == 0) {
        return;
    } else if (w->phrase == PECIA_HEADING && !w->wraps) {
        md_frame *top = md_frame_top(w);
        heading(w, text, top && top->level ? top->level : 1);
    } else {
        bool is_other = w->phrase != PECIA_PARAGRAPH;
        if (w->phrase == PECIA_TERM && !w->wraps && !w->is_plain) { /* in its own element */
            md_block(w);
            md_line_begin(w);
            md_out_str(w, md_tag_open(w, "dt", 0, node, MD_ATTR_FEW));
            md_line_end(w);
            paragraph(w, text, 0, 0);
            md_block(w);
            md_line_begin(w);
            md_out_text(w, "</dt>");
            md_line_end(w);
            return;
        }
        bool has = !w->is_plain && (is_other ? w->wraps : md_tag_has(w, node));
        paragraph(w, text, has ? w->phrase : 0, node);
    }
}

/* A phrase begins: decides how it will be written. */
static void phrase_enter(md_writer *w, pecia_event *event) {
    md_frame *top = md_frame_top(w);
    uint32_t level = 0;
    bool is_sign = event->kind == PECIA_HEADING && md_heading_sign(w, event, &level);
    if (event->kind == PECIA_HEADING && is_sign && top) {
        top->level = (uint8_t)level;
    }
    if (event->kind != PECIA_HEADING || !is_sign) {
        md_sections_settle(w, 0);
    }
    md_phrase_begin(w, event);
    if (event->kind == PECIA_ATTRIBUTION && top && top->kind == PECIA_CITATION && top->how == MD_HOW_SIGN) {
        md_raw(w, PECIA_STR("\xE2\x80\x94 "));
        w->fold.edge = true;
        w->one_line = true;
    } else if (event->kind == PECIA_TERM && top && top->kind == PECIA_LIST && top->how == MD_HOW_HTML) {
        w->wraps = false; /* stands in its own element */
    } else {
        w->wraps = event->kind == PECIA_HEADING ? !is_sign : event->kind != PECIA_PARAGRAPH && event->kind != PECIA_LINE;
    }
    if (w->is_plain && w->wraps) {
        event->outcome = PECIA_DEGRADED;
    }
}

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

static const char *element_name(uint32_t kind) {
    switch (kind) {
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

/* Writes the points that waited for a phrase, where a paragraph may stand. */
void md_held_end(md_writer *w) {
    const md_frame *top = md_frame_top(w);
    pecia_event phrase = {.kind = PECIA_PARAGRAPH};
    if (w->held.size > 0 && top && top->kind != PECIA_LIST && top->kind != PECIA_TABLE && top->kind != PECIA_ROW &&
        top->kind != PECIA_LINE_GROUP) {
        md_phrase_begin(w, &phrase);
        md_phrase_end(w);
    }
}

/* Closes the frame that is on top. */
static void frame_exit(md_writer *w) {
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
        const char *name = element_name(was.kind);
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
        top->last_list = was.last_list;
    }
    if (was.kind == PECIA_LIST && top) {
        top->last_list = was.sign;
    }
    md_held_end(w);
}

/* ------------------------------------------------------------------ kinds */

static void pass_enter(md_writer *w, pecia_event *event) {
    md_frame *top = md_frame_top(w);
    md_frame copy = top ? *top : (md_frame){0};
    md_frame *frame = md_frame_open(w, event->kind, MD_HOW_PASS, event->node, "", "");
    if (frame) {
        frame->is_started = copy.is_started;
        frame->is_tight = copy.is_tight;
        frame->last_list = copy.last_list;
    }
}

static void quote_enter(md_writer *w, pecia_event *event) {
    md_frame *top = md_frame_top(w);
    if (top && top->kind == PECIA_CITATION && top->how == MD_HOW_SIGN) {
        pass_enter(w, event);
        return;
    }
    if (md_tag_has(w, event->node)) {
        md_html_enter(w, "blockquote", 0, event, MD_ATTR_FEW);
        return;
    }
    md_block(w);
    md_frame_open(w, PECIA_BLOCK_QUOTE, MD_HOW_SIGN, event->node, "> ", "> ");
}

static bool begins_with_dash(pecia_str text) {
    text = pecia_str_trim(text);
    return pecia_str_begins(text, "\xE2\x80\x94") || pecia_str_begins(text, "\xE2\x80\x93") ||
           pecia_str_begins(text, "\xE2\x80\x95") || pecia_str_begins(text, "--");
}

/* True if a line in NODE, a block quotation, begins as an attribution does. */
static bool has_dash_line(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t block = d->first_child(w->document, node); block; block = d->next_sibling(w->document, block)) {
        bool is_start = true;
        if (d->kind(w->document, block) == PECIA_TEXT && begins_with_dash(d->text(w->document, block))) {
            return true;
        }
        for (uint32_t n = d->first_child(w->document, block); n; n = d->next_sibling(w->document, n)) {
            uint32_t kind = d->kind(w->document, n);
            if (is_start && kind == PECIA_TEXT && begins_with_dash(d->text(w->document, n))) {
                return true;
            }
            is_start = kind == PECIA_SOFT_BREAK || kind == PECIA_LINE_BREAK;
        }
    }
    return false;
}

/* True if the citation NODE is a quotation and then the line of its source, and nothing more. */
static bool is_plain_citation(md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t seen = 0;
    for (uint32_t n = d->first_child(w->document, node); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        uint32_t child = d->first_child(w->document, n);
        if (kind == PECIA_SPACE || kind == PECIA_COMMENT || kind == PECIA_INSTRUCTION || kind == PECIA_NOTE) {
            continue;
        }
        uint32_t first = child ? d->kind(w->document, child) : 0;
        if (kind == PECIA_TEXT && pecia_str_trim(d->text(w->document, n)).size == 0) {
            continue;
        }
        if (seen == 0 && kind == PECIA_BLOCK_QUOTE && (first == PECIA_PARAGRAPH || first == PECIA_TEXT) && !md_tag_has(w, n) &&
            !has_dash_line(w, n)) {
            seen = 1;
        } else if (seen == 1 && kind == PECIA_ATTRIBUTION && first >= PECIA_TEXT && !md_tag_has(w, n)) {
            seen = 2;
        } else {
            return false;
        }
    }
    return seen == 2;
}

static void citation_enter(md_writer *w, pecia_event *event) {
    if (!is_plain_citation(w, event->node)) {
        md_html_enter(w, "div", PECIA_CITATION, event, MD_ATTR_FEW);
        return;
    }
    md_block(w);
    md_frame_open(w, PECIA_CITATION, MD_HOW_SIGN, event->node, "> ", "> ");
}

/* True if NODE holds lines of verse and points alone. */
static bool is_stanza(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t n = d->first_child(w->document, node); n; n = d->next_sibling(w->document, n)) {
        switch (d->kind(w->document, n)) {
        case PECIA_LINE:
        case PECIA_PAGE_BREAK:
        case PECIA_COLUMN_BREAK:
        case PECIA_LINE_BEGINNING:
        case PECIA_MILESTONE:
        case PECIA_ANCHOR:
        case PECIA_SPACE:
        case PECIA_COMMENT:
        case PECIA_INSTRUCTION:
        case PECIA_NOTE: break;
        default: return false;
        }
    }
    return true;
}

static void group_enter(md_writer *w, pecia_event *event) {
    if (!is_stanza(w, event->node) || md_tag_has(w, event->node)) {
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
    const pecia_document_api *d = w->host->document;
    const char *source = d->source_format(w->document);
    if (source && strcmp(source, "markdown") == 0 && !w->is_plain) {
        md_sections_settle(w, 0);
        md_html_enter(w, "div", 0, event, MD_ATTR_ALL);
        return;
    }
    event->outcome = PECIA_DEGRADED;
    pass_enter(w, event);
}

/* Content of a code block: raw, line by line. */
static void code_block(md_writer *w, pecia_event *event) {
    const pecia_cursor_api *c = w->host->cursor;
    pecia_str info = md_get(w, event->node, PECIA_CODE_INFO);
    uint64_t longest = 0;
    pecia_buf_clear(&w->code);
    for (pecia_event *e = c->next(w->cursor); e->type != PECIA_END && e->kind != PECIA_CODE_BLOCK; e = c->next(w->cursor)) {
        if (e->type != PECIA_EXIT) {
            e->outcome = e->type == PECIA_LEAF && e->kind == PECIA_TEXT ? PECIA_CARRIED : PECIA_DEGRADED;
        }
        if (e->type == PECIA_LEAF && e->kind == PECIA_TEXT) {
            pecia_buf_add_str(&w->code, e->text);
        } else if (e->type == PECIA_LEAF && (e->kind == PECIA_LINE_BREAK || e->kind == PECIA_SOFT_BREAK)) {
            pecia_buf_add_char(&w->code, '\n');
        } else if (e->type == PECIA_LEAF && e->kind == PECIA_NOTE_REF) {
            md_note_ref(w, e); /* its mark goes to what follows */
        }
    }
    pecia_str text = pecia_buf_str(&w->code);
    bool is_tilde = info.data && memchr(info.data, '`', (size_t)info.size);
    char tick = is_tilde ? '~' : '`';
    for (uint64_t i = 0, run = 0; i < text.size; i++) {
        run = text.data[i] == tick ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    pecia_buf_clear(&w->flushed);
    pecia_buf_fill(&w->flushed, tick, longest < 3 ? 3 : longest + 1);
    pecia_str fence = pecia_buf_str(&w->flushed);
    md_block(w);
    md_note_head_block(w);
    md_line_begin(w);
    md_out_str(w, fence);
    pecia_str words = pecia_str_trim(info);
    if (words.size > 0) {
        md_out(w, " ", 1);
        for (uint64_t i = 0; i < words.size; i++) {
            char sign = words.data[i] == '\n' || words.data[i] == '\r' ? ' ' : words.data[i];
            md_out_text(w, sign == '&' ? "&amp;" : sign == '\\' || sign == '*' || sign == '_' ? "\\" : "");
            md_out(w, &sign, sign == '&' ? 0 : 1);
        }
    }
    md_line_end(w);
    while (text.size > 0) {
        const char *end = memchr(text.data, '\n', (size_t)text.size);
        uint64_t size = end ? (uint64_t)(end - text.data) : text.size;
        if (size > 0 || w->prefix.size > 0) {
            md_line_begin(w);
        }
        md_out(w, text.data, size);
        md_line_end(w);
        bool is_last_empty = end && size + 1 == text.size;
        text = pecia_str_from(text, size + (end ? 1 : 0));
        if (is_last_empty) {
            md_line_begin(w);
            md_line_end(w);
        }
    }
    md_line_begin(w);
    md_out_str(w, fence);
    md_line_end(w);
}

static void rule(md_writer *w) {
    md_block(w);
    md_note_head_block(w);
    bool in_item = w->pending.size > 0;
    md_line_begin(w);
    md_out_text(w, in_item ? "___" : "***");
    md_line_end(w);
}

static void block_enter(md_writer *w, pecia_event *event) {
    switch (event->kind) {
    case PECIA_MATTER: event->outcome = PECIA_DEGRADED; pass_enter(w, event); break;
    case PECIA_DOCUMENT:
    case PECIA_NOTE: pass_enter(w, event); break;
    case PECIA_BLOCK_QUOTE: quote_enter(w, event); break;
    case PECIA_CITATION: citation_enter(w, event); break;
    case PECIA_LIST: md_list_enter(w, event); break;
    case PECIA_ITEM: md_item_enter(w, event); break;
    case PECIA_LINE_GROUP: group_enter(w, event); break;
    case PECIA_TABLE: md_table_write(w, event); break;
    case PECIA_FOREIGN_BLOCK: foreign_enter(w, event); break;
    case PECIA_FIGURE: md_html_enter(w, "figure", 0, event, MD_ATTR_FEW); break;
    case PECIA_ROW:
    case PECIA_CELL: md_html_enter(w, element_name(event->kind), 0, event, MD_ATTR_ALL); break;
    case PECIA_DEFINITION: md_html_enter(w, element_name(event->kind), 0, event, MD_ATTR_FEW); break;
    default: md_html_enter(w, "div", event->kind, event, MD_ATTR_FEW); break;
    }
}

void md_write_block(md_writer *w, pecia_event *event) {
    bool is_enter = event->type == PECIA_ENTER;
    if (w->in_note > 0 && (event->kind == PECIA_NOTE || event->kind == PECIA_PARAGRAPH)) {
        md_note_edge(w, event);
        return;
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
            phrase_enter(w, event);
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
        md_sections_settle(w, 0);
    }
    if (event->kind == PECIA_CODE_BLOCK) {
        code_block(w, event);
    } else if (event->kind == PECIA_RULE) {
        rule(w);
    } else {
        block_enter(w, event);
    }
}

void md_write_point(md_writer *w, pecia_event *event) {
    md_frame *top = md_frame_top(w);
    bool waits = top && (top->kind == PECIA_LIST || top->kind == PECIA_TABLE || top->kind == PECIA_ROW ||
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
        md_phrase_begin(w, &phrase);
        md_write_inline(w, event);
        pecia_str text = md_flush(w);
        pecia_buf_add_str(&w->held, text);
        w->in_phrase = false;
        return;
    }
    md_phrase_begin(w, &phrase);
    md_write_inline(w, event);
    if (w->line.size > 0) {
        md_sections_settle(w, 0);
    }
    md_phrase_end(w);
}
