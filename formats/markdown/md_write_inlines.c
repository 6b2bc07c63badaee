/* SPDX-License-Identifier: MIT
 *
 * md_write_inlines.c: inlines: what each kind is in a line of Markdown. See md_writer.h.
 */
#include "common/data_name.h"
#include "md_html.h"
#include "md_writer.h"

static md_inline *push(md_writer *w, const pecia_event *event, uint8_t how) {
    if (pecia_grow(w->host, w->job, &w->inlines, &w->inline_capacity, w->inline_count + 1, sizeof *w->inlines) < 0) {
        md_fail(w, PECIA_ERR_MEMORY);
        return NULL;
    }
    md_inline *top = &w->inlines[w->inline_count++];
    *top = (md_inline){.kind = event->kind, .how = how, .node = event->node, .close = ""};
    return top;
}

/* Appends what opens an inline: a space behind it is still one at the edge of the block. */
static void open_raw(md_writer *w, pecia_str text) {
    const md_slot *last = w->slot_count > 0 ? &w->slots[w->slot_count - 1] : NULL;
    bool is_behind_slot = last && !last->is_close && last->at == w->line.size;
    bool was_edge = w->fold.edge || (w->fold.pending && is_behind_slot); /* that space goes before the slot */
    md_raw(w, text);
    w->fold.edge = was_edge;
}

/* Opens an element; its end tag is CLOSE. */
static void open_html(md_writer *w, pecia_event *event, const char *name, const char *close, uint32_t kind,
                      uint32_t set) {
    if (w->is_plain) {
        event->outcome = PECIA_DEGRADED;
        push(w, event, MD_INLINE_NOTHING);
        return;
    }
    md_inline *top = push(w, event, MD_INLINE_HTML);
    if (top) {
        top->close = close;
        open_raw(w, md_tag_open(w, name, kind, event->node, set));
    }
}

/* Opens a span with attributes as pandoc has them, which its end will say. */
static void open_span(md_writer *w, pecia_event *event) {
    bool is_behind_label = w->has_references && w->markup_end > 0 && w->markup_end == w->line.size && !w->fold.pending;
    if (is_behind_label) { /* the bracket would be another label */
        bool is_style = event->kind == PECIA_STYLE;
        open_html(w, event, "span", "</span>", is_style ? PECIA_STYLE : 0, MD_ATTR_ALL);
    } else if (push(w, event, MD_INLINE_SPAN)) {
        md_guard_bang(w);
        open_raw(w, PECIA_STR("["));
    }
}

static void open_slot(md_writer *w, pecia_event *event, uint8_t kind) {
    md_inline *top = push(w, event, MD_INLINE_SLOT);
    if (top) {
        top->slot = md_slot_open(w, kind);
    }
}

/* A style that TEI says more of: the element of its look, if it has one, with that. */
static void open_named(md_writer *w, pecia_event *event, int64_t bits) {
    static const struct {
        int64_t bits;
        const char *name, *close;
    } looks[] = {{PECIA_ITALIC, "i", "</i>"},          {PECIA_BOLD, "b", "</b>"},
                 {PECIA_STRIKE, "s", "</s>"},          {PECIA_UNDERLINE, "u", "</u>"},
                 {PECIA_SUPERSCRIPT, "sup", "</sup>"}, {PECIA_SUBSCRIPT, "sub", "</sub>"},
                 {PECIA_MONOSPACE, "tt", "</tt>"},     {PECIA_SMALL, "small", "</small>"},
                 {PECIA_LARGE, "big", "</big>"}};
    const char *name = "span", *close = "</span>";
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (looks[i].bits == bits) {
            name = looks[i].name;
            close = looks[i].close;
        }
    }
    md_inline *top = push(w, event, MD_INLINE_HTML);
    if (top) {
        top->close = close;
        md_tag_open(w, name, 0, 0, MD_ATTR_NONE);
        w->tag.size--;
        bool is_told = bits == 0 || strcmp(name, "span") != 0;
        md_tag_attributes(w, event->node, is_told ? UINT64_C(1) << PECIA_STYLE_BITS : 0);
        pecia_buf_add_char(&w->tag, '>');
        open_raw(w, pecia_buf_str(&w->tag));
    }
}

static void style_enter(md_writer *w, pecia_event *event) {
    int64_t bits = md_number(w, event->node, PECIA_STYLE_BITS, 0);
    if (!w->is_plain && md_tei_named(w, event->node, bits)) {
        open_named(w, event, bits);
        return;
    }
    switch (bits) {
    case 0: /* a style that the source does not name */
        event->outcome = PECIA_DEGRADED;
        push(w, event, MD_INLINE_NOTHING);
        break;
    case PECIA_ITALIC: /* comes back as emphasis */
        pecia_lose_name(w->origins, w->job, event->node);
        open_slot(w, event, PECIA_EMPHASIS);
        break;
    case PECIA_BOLD: open_slot(w, event, PECIA_STRONG); break;
    case PECIA_STRIKE: open_slot(w, event, PECIA_STYLE); break;
    case PECIA_SUPERSCRIPT: open_html(w, event, "sup", "</sup>", 0, MD_ATTR_NONE); break;
    case PECIA_SUBSCRIPT: open_html(w, event, "sub", "</sub>", 0, MD_ATTR_NONE); break;
    case PECIA_UNDERLINE:
    case PECIA_SMALL_CAPS:
        if ((w->syntax & MD_SPANS) && !w->is_plain) {
            open_span(w, event);
        } else if (bits == PECIA_UNDERLINE) {
            open_html(w, event, "u", "</u>", 0, MD_ATTR_NONE);
        } else {
            open_html(w, event, "span", "</span>", PECIA_STYLE, MD_ATTR_ALL);
        }
        break;
    case PECIA_SMALL: open_html(w, event, "small", "</small>", 0, MD_ATTR_NONE); break;
    case PECIA_LARGE: open_html(w, event, "big", "</big>", 0, MD_ATTR_NONE); break;
    case PECIA_MONOSPACE: open_html(w, event, "tt", "</tt>", 0, MD_ATTR_NONE); break;
    default: open_html(w, event, "span", "</span>", PECIA_STYLE, MD_ATTR_ALL); break;
    }
}

static void link_enter(md_writer *w, pecia_event *event) {
    pecia_str href = md_get(w, event->node, PECIA_HREF);
    bool says = !(w->syntax & MD_SPANS) && md_tag_has(w, event->node);
    if (w->links > 0 || !href.data || says) {
        if (!href.data) {
            open_html(w, event, "span", "</span>", PECIA_LINK, MD_ATTR_ALL);
        } else {
            open_html(w, event, "a", "</a>", 0, MD_ATTR_ALL);
        }
        return;
    }
    if (push(w, event, MD_INLINE_LINK)) {
        w->links++;
        md_guard_bang(w);
        open_raw(w, PECIA_STR("["));
    }
}

static void quote_enter(md_writer *w, pecia_event *event) {
    int64_t marks = md_number(w, event->node, PECIA_MARKS, PECIA_MARKS_KEPT);
    if (marks == PECIA_MARKS_GENERATED && !w->is_plain) {
        md_inline *top = push(w, event, MD_INLINE_HTML);
        pecia_str tag = md_tag_open(w, "q", 0, event->node, MD_ATTR_FEW);
        if (top) {
            top->close = "</q>";
            open_raw(w, tag);
        }
        return;
    }
    open_html(w, event, "span", "</span>", PECIA_QUOTE, MD_ATTR_ALL);
}

/* An element of the source that has no kind: one of TEI that has words travels, of others the content does. */
static void foreign_enter(md_writer *w, pecia_event *event) {
    const pecia_document_api *d = w->host->document;
    pecia_name name;
    if (md_formula(w, event)) {
        return;
    }
    pecia_str own = md_own_name(w, event->node);
    if (own.size > 0) {
        md_inline *opened = push(w, event, MD_INLINE_OWN);
        if (opened) {
            open_raw(w, md_tag_own(w, own, event->node));
        }
        return;
    }
    bool is_tei = d->origin(w->document, event->node, &name) && pecia_str_is(name.ns, MD_TEI_NS);
    if (!is_tei || w->is_plain || !md_is_tei_name(name.local)) {
        event->outcome = PECIA_DEGRADED;
        push(w, event, MD_INLINE_NOTHING);
        return;
    }
    open_html(w, event, "span", "</span>", 0, MD_ATTR_ALL);
}

static void enter(md_writer *w, pecia_event *event) {
    w->is_seen = w->is_seen || event->kind == PECIA_LINK || md_own_is_seen(w, event->node);
    switch (event->kind) {
    case PECIA_EMPHASIS:
        if (!w->is_plain && md_tei_says(w, event->node)) {
            open_html(w, event, "em", "</em>", 0, MD_ATTR_ALL);
        } else {
            open_slot(w, event, PECIA_EMPHASIS);
        }
        break;
    case PECIA_STRONG: open_slot(w, event, PECIA_STRONG); break;
    case PECIA_STYLE: style_enter(w, event); break;
    case PECIA_CODE:
        if (w->in_code == 0 && !w->is_plain && md_code_holds_mark(w, event->node)) {
            open_html(w, event, "code", "</code>", 0, MD_ATTR_FEW);
            break;
        }
        push(w, event, MD_INLINE_CODE);
        if (w->in_code++ == 0) {
            pecia_buf_clear(&w->code);
        }
        break;
    case PECIA_LINK: link_enter(w, event); break;
    case PECIA_QUOTE: quote_enter(w, event); break;
    case PECIA_BIBL: open_html(w, event, "cite", "</cite>", 0, MD_ATTR_FEW); break;
    case PECIA_CITE: open_html(w, event, "span", "</span>", PECIA_CITE, MD_ATTR_FEW); break;
    case PECIA_FOREIGN_INLINE: foreign_enter(w, event); break;
    default:
        if (md_own_name(w, event->node).size > 0) {
            foreign_enter(w, event);
        } else if (!md_tag_has(w, event->node) && !md_get(w, event->node, PECIA_CLASS).data) {
            pecia_name name;
            bool was_element = w->host->document->origin(w->document, event->node, &name) != 0;
            event->outcome = was_element ? PECIA_DEGRADED : event->outcome;
            push(w, event, MD_INLINE_NOTHING);
        } else if ((w->syntax & MD_SPANS) && !w->is_plain) {
            open_span(w, event);
        } else {
            open_html(w, event, "span", "</span>", 0, MD_ATTR_ALL);
        }
        break;
    }
}

/* What stands behind the ']' of a span. */
static void end_span(md_writer *w, uint32_t node, uint32_t kind) {
    if (kind == PECIA_STYLE) {
        bool is_line = md_number(w, node, PECIA_STYLE_BITS, 0) == PECIA_UNDERLINE;
        pecia_buf_add_text(&w->line, is_line ? "{.underline}" : "{.smallcaps}");
        return;
    }
    pecia_buf_add_str(&w->line, pecia_str_from(md_tag_braces(w, node, MD_ATTR_ALL), 1));
}

static void leave(md_writer *w, const pecia_event *event) {
    if (w->inline_count == 0) {
        return;
    }
    md_inline top = w->inlines[--w->inline_count];
    (void)event;
    switch (top.how) {
    case MD_INLINE_SLOT: md_slot_close(w, top.slot); break;
    case MD_INLINE_HTML:
        md_break_end(w);
        pecia_buf_add_text(&w->line, top.close);
        w->fold.edge = false;
        break;
    case MD_INLINE_OWN:
        md_break_end(w);
        pecia_buf_add_str(&w->line, md_tag_end(w, md_own_name(w, top.node)));
        w->fold.edge = false;
        break;
    case MD_INLINE_SPAN:
        md_break_end(w);
        pecia_buf_add_char(&w->line, ']');
        end_span(w, top.node, top.kind);
        w->markup_end = w->line.size;
        w->fold.edge = false;
        break;
    case MD_INLINE_LINK:
        w->links--;
        md_break_end(w);
        pecia_buf_add_char(&w->line, ']');
        md_add_target(w, md_get(w, top.node, PECIA_HREF), md_get(w, top.node, PECIA_TITLE));
        if (w->syntax & MD_SPANS) {
            md_add_braces(w, top.node);
            w->markup_end = w->line.size;
        }
        w->fold.edge = false;
        break;
    case MD_INLINE_CODE:
        if (--w->in_code == 0) {
            md_code_end(w, top.node);
        }
        break;
    default: break;
    }
}

/* Remembers where a point that began at FROM ends, if there are only points in the phrase. */
static void end_point(md_writer *w, uint64_t from) {
    uint64_t last = w->point_count > 0 ? w->point_ends[w->point_count - 1] : 0;
    if (last != from || w->line.size == from ||
        pecia_grow(w->host, w->job, &w->point_ends, &w->point_capacity, w->point_count + 1, sizeof last) < 0) {
        return;
    }
    w->point_ends[w->point_count++] = w->line.size;
}

/* A point in a line of text. */
static void point(md_writer *w, pecia_event *event) {
    uint64_t from = w->line.size;
    bool was_edge = w->fold.edge;
    if (event->kind == PECIA_NOTE_SLOT) {
        bool is_first = (w->point_count > 0 ? w->point_ends[w->point_count - 1] : 0) == from;
        md_note_slot(w, event);
        w->fold.edge = is_first && was_edge; /* to a reader it may stand before the line */
        end_point(w, from);
        return;
    }
    bool parts_words = event->kind == PECIA_LINE_BEGINNING && !md_get(w, event->node, PECIA_BREAK).data;
    if (w->is_plain) {
        event->outcome = PECIA_DROPPED;
        if (parts_words) {
            pecia_fold_space(&w->fold);
        }
        return;
    }
    bool is_anchor = event->kind == PECIA_ANCHOR;
    pecia_str tag = is_anchor ? md_tag_open(w, "a", 0, event->node, MD_ATTR_ALL)
                              : md_tag_open(w, "span", event->kind, event->node, MD_ATTR_ALL);
    bool waits = w->fold.pending || (parts_words && !w->fold.edge);
    w->fold.pending = false;
    char last = w->line.size > 0 ? w->line.data[w->line.size - 1] : ' ';
    if (waits && last != ' ' && last != '\n') { /* a space around a point stays where words part */
        pecia_buf_add_char(&w->line, ' ');
    }
    pecia_buf_add_str(&w->line, tag);
    pecia_buf_add_text(&w->line, is_anchor ? "</a>" : "</span>");
    w->fold.edge = was_edge || waits;
    end_point(w, from);
}

void md_write_inline(md_writer *w, pecia_event *event) {
    if (w->in_code > 0 && event->kind != PECIA_CODE && event->kind != PECIA_TEXT && event->kind != PECIA_SOFT_BREAK &&
        event->kind != PECIA_LINE_BREAK) {
        if (event->type != PECIA_EXIT) {
            event->outcome = PECIA_DEGRADED;
        }
        if (event->type == PECIA_LEAF && event->kind == PECIA_NOTE_REF) {
            md_note_ref(w, event);
        }
        return; /* nothing but characters stands in code */
    }
    if (event->type == PECIA_ENTER) {
        enter(w, event);
        return;
    }
    if (event->type == PECIA_EXIT) {
        leave(w, event);
        return;
    }
    w->is_seen = w->is_seen || (event->kind != PECIA_SOFT_BREAK && event->kind != PECIA_TEXT) ||
                 (event->kind == PECIA_TEXT && pecia_str_trim(event->text).size > 0);
    switch (event->kind) {
    case PECIA_TEXT: md_text(w, event->text); break;
    case PECIA_SOFT_BREAK: md_break(w, true); break;
    case PECIA_LINE_BREAK:
        event->outcome = w->is_plain ? PECIA_DEGRADED : event->outcome;
        md_break(w, false);
        break;
    case PECIA_IMAGE: md_image(w, event); break;
    case PECIA_NOTE_REF: md_note_ref(w, event); break;
    default: point(w, event); break;
    }
}
