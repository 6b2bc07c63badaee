/* SPDX-License-Identifier: MIT
 *
 * md_write_phrases.c: phrases: paragraphs, headings, lines of verse, and those that a span must name. See md_writer.h.
 */
#include "md_html.h"
#include "md_writer.h"

void md_phrase_begin(md_writer *w, const pecia_event *event) {
    w->in_phrase = true;
    w->phrase = event->kind;
    w->phrase_node = event->node;
    w->wraps = w->is_seen = w->is_inner = false;
    w->one_line = event->kind == PECIA_HEADING || event->kind == PECIA_LINE || event->kind == PECIA_CELL;
    w->is_soft = false;
    pecia_fold_block(&w->fold);
    pecia_buf_clear(&w->line);
    w->slot_count = 0;
    w->inline_count = 0;
    w->code_end = 0;
    w->formula_end = 0;
    w->point_count = 0;
    w->markup_end = 0;
    if (w->held.size > 0) {
        w->is_seen = true;
        md_raw(w, pecia_buf_str(&w->held));
        pecia_buf_clear(&w->held);
        w->fold.edge = true; /* still at the edge for white space */
    }
}

/* Remembers for the block quotation around whether its last paragraph has a line like an attribution. */
static void note_dash(md_writer *w) {
    for (uint64_t i = w->frame_count; i > 0; i--) {
        md_frame *frame = &w->frames[i - 1];
        frame->has_dash = frame->kind == PECIA_BLOCK_QUOTE ? w->has_dash : frame->has_dash;
        if (frame->how != MD_HOW_PASS) {
            break;
        }
    }
}

void md_task(md_writer *w) {
    if (w->task) {
        md_out_text(w, w->task);
        w->task = NULL;
    }
}

/* True if TEXT is a tag that stands alone and would be no paragraph: a break, or an image where text may stand bare. */
static bool is_lone_tag(const md_writer *w, pecia_str text) {
    uint32_t around = md_frame_inner(w)->kind;
    bool is_image =
        pecia_str_begins(text, "<img ") && memchr(text.data, '>', (size_t)text.size) == text.data + text.size - 1;
    return pecia_str_is(text, "<br/>") || (is_image && (around == PECIA_CELL || around == PECIA_ITEM));
}

/* Writes TEXT as a block of its own, wrapped in a span if that is asked for. */
static void paragraph(md_writer *w, pecia_str text, uint32_t kind, uint32_t node) {
    note_dash(w);
    kind = kind == 0 && !w->is_plain && is_lone_tag(w, text) ? PECIA_PARAGRAPH : kind; /* no block of HTML */
    md_block(w);
    md_line_begin(w);
    md_task(w);
    md_before(w, "item");
    md_note_head(w);
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

/* True if the group NODE may come out as one line, or as one by itself: a reader sees verse only in several. */
static bool is_single(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t lines = 0;
    for (uint32_t n = d->first_child(w->document, node); n; n = d->next_sibling(w->document, n)) {
        uint32_t shape = d->kind(w->document, n) == PECIA_LINE ? md_shape(w, n, false) : MD_SHAPE_NOTHING;
        if (shape == MD_SHAPE_MORE) {
            return true;
        }
        lines += shape == MD_SHAPE_LINE ? 1 : 0;
    }
    return lines < 2;
}

/* A line of verse: ends in a hard break when another one follows. */
static void verse_line(md_writer *w, pecia_str text, uint32_t node) {
    md_frame *top = md_frame_top(w);
    bool in_group = top && top->kind == PECIA_LINE_GROUP && top->how == MD_HOW_PASS;
    bool goes_on = top && top->last_list == '|' && w->verse_open;
    bool has = md_tag_has(w, node);
    if (text.size == 0 && !has) { /* an empty line counts only between others */
        w->verse_blanks += goes_on ? 1 : 0;
        return;
    }
    bool is_block = in_group && !(w->syntax & MD_HARD_VERSE) && (w->syntax & MD_LINE_BLOCKS); /* "| line" */
    const char *end = is_block ? "\n" : "\\\n";
    for (; goes_on && w->verse_blanks > 0; w->verse_blanks--) {
        md_out_text(w, end);
        md_line_begin(w);
        md_out(w, "|", is_block ? 1 : 0);
    }
    w->verse_blanks = 0;
    if (goes_on) {
        md_out_text(w, end);
        w->verse_open = false;
    } else {
        md_block(w);
        md_note_head_block(w);
    }
    md_line_begin(w);
    md_out(w, "| ", is_block ? 2 : 0);
    if (!goes_on && !w->is_plain && !is_block &&
        (!in_group || !(w->syntax & MD_HARD_VERSE) || is_single(w, top->node) || md_tag_has(w, top->node))) {
        md_out_str(w, in_group ? md_tag_open(w, "span", PECIA_LINE_GROUP, top->node, MD_ATTR_FEW)
                               : PECIA_STR("<span data-kind=\"lines\">"));
        md_out_text(w, "</span>");
    }
    md_before(w, "line");
    if (has) {
        md_out_str(w, md_tag_open(w, "span", PECIA_LINE, node, MD_ATTR_FEW));
    }
    md_out_str(w, text);
    md_out_text(w, has ? "</span>" : "");
    w->verse_open = true;
    note_dash(w);
    if (top) {
        top->last_list = '|';
    }
}

/* What stands behind the words of a heading, in flavours that have attributes there: those of NODE, or of its SECTION
 * when it has none itself. Empty for nothing. */
static pecia_str heading_says(md_writer *w, uint32_t section, uint32_t node) {
    pecia_str said = {"", 0};
    if ((w->syntax & MD_SPANS) && node) {
        said = md_tag_braces(w, node, MD_ATTR_ALL);
        said = said.size == 0 && section ? md_tag_braces(w, section, MD_ATTR_FEW) : said;
    }
    return said;
}

/* An empty element that says what TEI says of the heading. */
static void heading_title(md_writer *w) {
    md_tag_open(w, "span data-kind=\"title\"", 0, 0, MD_ATTR_NONE);
    w->tag.size--;
    md_tag_attributes(w, w->phrase_node, 0);
    md_out_str(w, pecia_buf_str(&w->tag));
    md_out_text(w, "></span>");
}

static void heading(md_writer *w, pecia_str text, uint32_t level) {
    md_frame *top = md_frame_top(w);
    uint32_t section = top && top->kind == PECIA_SECTION && top->node && !w->level ? top->node : 0;
    md_block(w);
    md_note_head_block(w);
    md_line_begin(w);
    bool has_anchor = section && top->how == MD_HOW_SIGN && md_tag_has(w, section);
    bool has_lang = has_anchor && !(w->syntax & MD_SPANS) && md_get(w, section, PECIA_LANG).size > 0; /* of no anchor */
    bool has_sign = has_anchor && (has_lang || md_tei_adds(w, section)); /* where TEI says more, it says all */
    bool has_title = !w->is_plain && md_tei_is(w, w->phrase_node) && md_tag_has(w, w->phrase_node);
    uint32_t said_of = has_anchor && !has_sign ? section : 0;
    bool has_said = !has_title && heading_says(w, said_of, w->phrase_node).size > 0;
    has_anchor = has_anchor && !has_sign && !has_said;
    bool has = !has_said && !has_title && md_tag_has(w, w->phrase_node);
    bool is_marked = w->level > 0 && !w->is_plain;
    bool is_setext = w->is_setext && level <= 2 && !is_marked && text.data[0] != '<' && !has && !has_anchor &&
                     !has_sign && !has_title;
    md_out(w, "######", is_setext ? 0 : level > 6 ? 6 : level);
    md_out(w, " ", is_setext ? 0 : 1);
    md_out_text(w, is_marked ? "<span data-kind=\"heading\"></span>" : "");
    if (has_sign) {
        md_out_str(w,
                   md_tag_open(w, "span", PECIA_SECTION, section, md_tei_is(w, section) ? MD_ATTR_ALL : MD_ATTR_FEW));
        md_out_text(w, "</span>");
    }
    if (has_title) {
        heading_title(w);
    }
    if (has_anchor) {
        md_out_str(w, md_tag_open(w, "a", 0, section, MD_ATTR_FEW));
        md_out_text(w, "</a>");
    }
    if (has) {
        md_out_str(w, md_tag_open(w, "span", 0, w->phrase_node, MD_ATTR_FEW));
    }
    char last = text.data[text.size - 1];
    bool is_sign =
        !has &&
        (last == '#' || (last == '}' && !w->ends_in_markup)); /* it would close the heading, or end its attributes */
    bool is_hidden = is_sign && text.size > 1 && text.data[text.size - 2] == '\\';
    md_out(w, text.data, text.size - (is_sign && !is_hidden ? 1 : 0));
    md_out(w, "\\", is_sign && !is_hidden ? 1 : 0);
    md_out(w, &last, is_sign && !is_hidden ? 1 : 0);
    md_out_text(w, has ? "</span>" : "");
    if (has_said) {
        md_out_str(w, heading_says(w, said_of, w->phrase_node));
    }
    md_line_end(w);
    if (is_setext) {
        md_line_begin(w);
        for (uint64_t i = 0, n = 0; i < text.size && n < 72; i++) {
            bool is_start = ((unsigned char)text.data[i] & 0xC0) != 0x80;
            md_out(w, level == 1 ? "=" : "-", is_start ? 1 : 0);
            n += is_start ? 1 : 0;
        }
        md_out(w, "---", level == 2 && text.size < 3 ? 3 : 0); /* one dash would be a list */
        md_line_end(w);
    }
}

/* True if the phrase stands among items or rows and holds nothing: no element is made for what says nothing. */
static bool is_vain(const md_writer *w) {
    uint32_t around = md_frame_inner(w)->kind;
    return !w->is_seen && (around == PECIA_LIST || around == PECIA_TABLE || around == PECIA_ROW);
}

void md_phrase_end(md_writer *w) {
    if (!w->in_phrase) {
        return; /* its points were blocks */
    }
    md_remarks(w);
    w->ends_in_markup = w->markup_end == w->line.size;
    pecia_str text = md_flush(w);
    uint32_t node = w->phrase_node;
    w->in_phrase = false;
    if (w->is_seen && (w->phrase != PECIA_HEADING || w->level > 0 || w->wraps)) {
        md_sections_settle(w, 0);
    }
    if (w->phrase == PECIA_LINE) {
        verse_line(w, text, node);
    } else if (text.size == 0 || is_vain(w) || (!w->is_seen && w->phrase == PECIA_PARAGRAPH)) {
        return;
    } else if (w->phrase == PECIA_HEADING && !w->wraps) {
        md_frame *top = md_frame_top(w);
        heading(w, text, w->level ? w->level : top && top->level ? top->level : 1);
    } else {
        bool is_other = w->phrase != PECIA_PARAGRAPH;
        if (w->phrase == PECIA_TERM && !w->wraps && !w->is_plain) { /* in its own element */
            if (md_bare_term(w, text, node)) {
                return;
            }
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
        uint64_t from = 0;
        bool is_points = !is_other && w->point_count > 0 && w->point_ends[w->point_count - 1] == text.size;
        for (uint64_t i = 0; is_points && i + 1 < w->point_count; from = w->point_ends[i++]) {
            paragraph(w, (pecia_str){text.data + from, w->point_ends[i] - from}, 0, 0); /* each a block to a reader */
        }
        text = pecia_str_from(text, from);
        bool has = !w->is_plain && !is_points && (is_other ? w->wraps : md_tag_has(w, node));
        paragraph(w, text, has ? w->phrase : 0, node);
    }
}

/* A phrase begins: decides how it will be written. */
void md_phrase_enter(md_writer *w, pecia_event *event) {
    md_frame *top = md_frame_top(w);
    uint32_t level = 0;
    if (event->node && ((event->kind == PECIA_PARAGRAPH && md_holds_points(w, event->node)) ||
                        (event->kind == PECIA_HEADING && md_is_empty(w, event->node)))) {
        return; /* the points are blocks, and nothing is none */
    }
    bool is_sign = event->kind == PECIA_HEADING && md_heading_sign(w, event, &level);
    if (event->kind == PECIA_HEADING && is_sign && top) {
        top->level = (uint8_t)level;
    }
    bool is_marked = event->kind == PECIA_HEADING && !is_sign && md_heading_marked(w, event);
    bool is_source = event->kind == PECIA_ATTRIBUTION && top && top->kind == PECIA_CITATION && top->how == MD_HOW_SIGN;
    if (is_source) {
        md_note_head_alone(w);
    }
    md_phrase_begin(w, event);
    if (is_source) {
        md_raw(w, PECIA_STR("\xE2\x80\x94 "));
        w->fold.edge = true;
        w->one_line = true;
    } else if (event->kind == PECIA_TERM && top && top->kind == PECIA_LIST && top->how == MD_HOW_HTML) {
        w->wraps = false; /* stands in its own element */
    } else {
        w->wraps = event->kind == PECIA_HEADING ? !is_sign && !is_marked
                                                : event->kind != PECIA_PARAGRAPH && event->kind != PECIA_LINE;
    }
    w->is_inner = (is_sign || is_marked) && !(w->syntax & MD_SPANS) && md_tag_has(w, event->node);
    w->level = is_marked ? (uint8_t)md_heading_level(w, event->node) : 0;
    if (w->is_plain && w->wraps) {
        event->outcome = PECIA_DEGRADED;
    }
}
