/* SPDX-License-Identifier: MIT
 *
 * xhtml_inlines.c: phrases, images, and the points that may stand anywhere in a document but not anywhere in a page.
 */
#include "common/xhtml_writer.h"

/* Each style's element, in the order in which they are opened. */
static const struct style {
    uint32_t bit;
    const char *open, *close;
} styles[] = {
    {PECIA_BOLD, "<b>", "</b>"},
    {PECIA_ITALIC, "<i>", "</i>"},
    {PECIA_UNDERLINE, "<u>", "</u>"},
    {PECIA_STRIKE, "<s>", "</s>"},
    {PECIA_SMALL_CAPS, "<span class=\"small-caps\">", "</span>"},
    {PECIA_SPACED, "<span class=\"spaced\">", "</span>"},
    {PECIA_MONOSPACE, "<span class=\"mono\">", "</span>"},
    {PECIA_LARGE, "<span class=\"large\">", "</span>"},
    {PECIA_SMALL, "<small>", "</small>"},
    {PECIA_UPRIGHT, "<span class=\"upright\">", "</span>"},
    {PECIA_SUPERSCRIPT, "<sup>", "</sup>"},
    {PECIA_SUBSCRIPT, "<sub>", "</sub>"},
};

enum { STYLE_COUNT = sizeof(styles) / sizeof(styles[0]) };

/* Quotation marks that a writer makes, by language: opening and closing, outer and inner. */
static const struct marks {
    const char *lang;
    const char *open[2], *close[2];
} quotation_marks[] = {
    {"ru", {"\u00AB", "\u201E"}, {"\u00BB", "\u201C"}}, {"uk", {"\u00AB", "\u201E"}, {"\u00BB", "\u201C"}},
    {"be", {"\u00AB", "\u201E"}, {"\u00BB", "\u201C"}}, {"bg", {"\u201E", "\u2018"}, {"\u201C", "\u2019"}},
    {"de", {"\u201E", "\u201A"}, {"\u201C", "\u2018"}}, {"cs", {"\u201E", "\u201A"}, {"\u201C", "\u2018"}},
    {"pl", {"\u201E", "\u00AB"}, {"\u201D", "\u00BB"}}, {"fr", {"\u00AB\u00A0", "\u201C"}, {"\u00A0\u00BB", "\u201D"}},
    {"it", {"\u00AB", "\u201C"}, {"\u00BB", "\u201D"}}, {"es", {"\u00AB", "\u201C"}, {"\u00BB", "\u201D"}},
    {"pt", {"\u00AB", "\u201C"}, {"\u00BB", "\u201D"}}, {"el", {"\u00AB", "\u201C"}, {"\u00BB", "\u201D"}},
    {"ja", {"\u300C", "\u300E"}, {"\u300D", "\u300F"}}, {"zh", {"\u201C", "\u2018"}, {"\u201D", "\u2019"}},
    {"sv", {"\u201D", "\u2019"}, {"\u201D", "\u2019"}}, {"fi", {"\u201D", "\u2019"}, {"\u201D", "\u2019"}},
    {"", {"\u201C", "\u2018"}, {"\u201D", "\u2019"}},
};

static const struct marks *marks_for(pecia_str lang) {
    const struct marks *found = quotation_marks;
    while (found->lang[0] != '\0' &&
           !(pecia_str_begins(lang, found->lang) && (lang.size == 2 || lang.data[2] == '-'))) {
        found++;
    }
    return found;
}

static void add_mark(pecia_buf *out, const char *mark) {
    pecia_buf_add_text(out, "<span class=\"quotation-mark\">");
    pecia_buf_add_text(out, mark);
    pecia_buf_add_text(out, "</span>");
}

static void leave_no_space(xhtml_writer *w) {
    if (w->fold.pending) {
        pecia_str space = pecia_fold_solid(&w->fold);
        pecia_buf_add_str(&w->out, space);
    }
}

static void enter_quote(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    static const char *const names[] = {NULL, "quoted", "q", "said", "so-called", "mentioned"};
    static const char *const parts[] = {NULL, "initial", "medial", "final", "fragment"};
    int64_t which = xhtml_get_number(w, event->node, PECIA_QUOTATION), marks, part, tie;
    marks = xhtml_get_number(w, event->node, PECIA_MARKS);
    part = xhtml_get_number(w, event->node, PECIA_PART);
    tie = xhtml_get_number(w, event->node, PECIA_TIE);
    xhtml_markup(w, "<span");
    xhtml_common(w, event->node, "quote");
    if (which > 0 && which < 6) {
        xhtml_attribute(w, "data-quotation", pecia_str_of(names[which]));
    }
    if (part > 0 && part < 5) {
        xhtml_attribute(w, "data-part", pecia_str_of(parts[part]));
    }
    if (tie != 0) {
        xhtml_number(w, "data-tie", tie);
    }
    if (marks == PECIA_MARKS_NONE) {
        xhtml_attribute(w, "data-marks", PECIA_STR("none"));
    }
    pecia_buf_add_char(&w->out, '>');
    open->close = "</span>";
    if (marks == PECIA_MARKS_GENERATED) {
        uint32_t nesting = 0;
        for (uint64_t i = 0; i + 1 < w->count; i++) {
            nesting += w->stack[i].kind == PECIA_QUOTE && !w->stack[i].closed;
        }
        const struct marks *set = marks_for(w->host->document->lang(w->document, event->node));
        add_mark(&w->out, set->open[nesting & 1]);
        open->bits = 1;
        open->shape = (uint8_t)(1 + (nesting & 1));
        open->wrap = set->close[nesting & 1];
    }
}

/* A style with more to say than its looks; its looks alone are told by TEI's rendition too, which is not repeated. */
static bool says_more(const xhtml_writer *w, uint32_t node) {
    return xhtml_get(w, node, PECIA_ID).size > 0 || xhtml_get(w, node, PECIA_LANG).size > 0 ||
           xhtml_get(w, node, PECIA_CLASS).size > 0 || xhtml_has_origin(w, node);
}

static void enter_style(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    uint32_t bits = (uint32_t)xhtml_get_number(w, event->node, PECIA_STYLE_BITS);
    bool several = (bits & (bits - 1)) != 0, more = several || bits == 0 || says_more(w, event->node);
    xhtml_markup(w, "<span");
    uint64_t before = w->out.size;
    if (more) {
        xhtml_common(w, event->node, "style");
    }
    if (w->out.size == before && w->out.size >= 5) {
        w->out.size -= 5; /* nothing but its style: no element for itself */
        open->close = "";
    } else {
        pecia_buf_add_char(&w->out, '>');
        open->close = "</span>";
    }
    open->bits = bits;
    for (uint32_t i = 0; i < STYLE_COUNT; i++) {
        if (bits & styles[i].bit) {
            xhtml_markup(w, styles[i].open);
        }
    }
}

static uint8_t enter_link(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    pecia_buf_clear(&w->scratch);
    if (w->links > 0 || !xhtml_link_target(w, event->node, &w->scratch)) {
        xhtml_markup(w, "<span");
        xhtml_common(w, event->node, "link");
        pecia_str lost = xhtml_lost_target(w, event->node);
        xhtml_attribute(w, "data-href", lost);
        if (lost.data) { /* it is a link again */
            xhtml_keep_plain(w, event->node, PECIA_HREF);
        }
        pecia_buf_add_char(&w->out, '>');
        open->close = "</span>";
        return PECIA_DEGRADED;
    }
    bool empty = xhtml_is_unnamed(w, event->node);
    xhtml_markup(w, "<a href=\"");
    pecia_buf_add_str(&w->out, pecia_buf_str(&w->scratch));
    pecia_buf_add_char(&w->out, '"');
    xhtml_common(w, event->node, empty ? "pointer" : NULL);
    if (empty) { /* a link needs a name, and something to press */
        xhtml_attribute(w, "aria-label", xhtml_get(w, event->node, PECIA_HREF));
    }
    pecia_str title = xhtml_get(w, event->node, PECIA_TITLE);
    if (title.size > 0) {
        xhtml_attribute(w, "title", title);
    }
    xhtml_markup(w, empty ? ">\u2192" : ">");
    open->close = "</a>";
    open->shape = 1;
    w->links++;
    return PECIA_CARRIED;
}

static uint8_t write_image(xhtml_writer *w, const pecia_event *event) {
    pecia_str src = xhtml_get(w, event->node, PECIA_SRC), alt = xhtml_get(w, event->node, PECIA_ALT), path = {NULL, 0};
    pecia_str title = xhtml_get(w, event->node, PECIA_TITLE);
    int32_t status = w->hooks->image(w->context, event->node, src, &path);
    pecia_buf_add_str(&w->out, pecia_fold_solid(&w->fold));
    if (status != PECIA_OK) {
        w->status = status;
        return PECIA_DROPPED;
    }
    if (!path.data) {
        xhtml_markup(w, "<span");
        xhtml_common(w, event->node, "image");
        xhtml_attribute(w, "data-src", src);
        xhtml_keep_plain(w, event->node, PECIA_SRC);
        if (pecia_str_trim(alt).size == 0 && src.size > 0) { /* so that a heading of it alone has a name */
            xhtml_attribute(w, "role", PECIA_STR("img"));
            xhtml_attribute(w, "aria-label", src);
        }
        pecia_buf_add_char(&w->out, '>');
        xhtml_escape(&w->out, alt);
        xhtml_markup(w, "</span>");
        return alt.size > 0 ? PECIA_DEGRADED : PECIA_DROPPED;
    }
    xhtml_markup(w, "<img src=\"");
    xhtml_escape_attribute(&w->out, path);
    xhtml_markup(w, "\" alt=\"");
    xhtml_escape_attribute(&w->out, alt);
    pecia_buf_add_char(&w->out, '"');
    xhtml_common(w, event->node, NULL);
    if (title.size > 0) {
        xhtml_attribute(w, "title", title);
    }
    xhtml_markup(w, "/>");
    w->images++;
    w->images_described += alt.size > 0;
    return PECIA_CARRIED;
}

static uint8_t enter_plain(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    static const struct {
        uint8_t kind, outcome;
        const char *open, *class_name, *close;
    } forms[] = {
        {PECIA_EMPHASIS, PECIA_CARRIED, "<em", NULL, "</em>"},
        {PECIA_STRONG, PECIA_CARRIED, "<strong", NULL, "</strong>"},
        {PECIA_CODE, PECIA_CARRIED, "<code", NULL, "</code>"},
        {PECIA_CITE, PECIA_CARRIED, "<span", "cit", "</span>"},
        {PECIA_BIBL, PECIA_CARRIED, "<cite", "bibl", "</cite>"},
        {PECIA_SPAN, PECIA_CARRIED, "<span", NULL, "</span>"},
        {PECIA_FOREIGN_INLINE, PECIA_DEGRADED, "<span", "foreign", "</span>"},
    };
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (forms[i].kind == event->kind) {
            xhtml_markup(w, forms[i].open);
            xhtml_common(w, event->node, forms[i].class_name);
            pecia_buf_add_char(&w->out, '>');
            open->close = forms[i].close;
            w->code += event->kind == PECIA_CODE;
            return forms[i].outcome;
        }
    }
    return PECIA_DEGRADED;
}

static uint8_t enter_inline(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    switch (event->kind) {
    case PECIA_QUOTE: enter_quote(w, event, open); return PECIA_CARRIED;
    case PECIA_STYLE: enter_style(w, event, open); return PECIA_CARRIED;
    case PECIA_LINK: return enter_link(w, event, open);
    case PECIA_FOREIGN_INLINE:
        if (xhtml_enter_math(w, event, open)) {
            return PECIA_CARRIED;
        }
        return enter_plain(w, event, open);
    default: return enter_plain(w, event, open);
    }
}

uint8_t xhtml_write_inline(xhtml_writer *w, const pecia_event *event) {
    if (event->kind == PECIA_IMAGE) {
        return write_image(w, event);
    }
    leave_no_space(w);
    if (w->out.size != w->tags_end) {
        w->tags_from = w->out.size;
    }
    xhtml_open *open = xhtml_push(w, event, "");
    if (!open) {
        return PECIA_DROPPED;
    }
    uint8_t outcome = enter_inline(w, event, open);
    w->tags_end = w->out.size;
    return outcome;
}

void xhtml_soft_break(xhtml_writer *w) {
    if (w->code > 0) {
        pecia_buf_add_char(&w->out, '\n');
    }
    bool before = !w->fold.edge && w->out.size == w->tags_end && w->tags_from < w->tags_end;
    if (before && pecia_buf_add_char(&w->out, ' ') == PECIA_OK) {
        char *from = w->out.data + w->tags_from;
        memmove(from + 1, from, w->tags_end - w->tags_from);
        *from = ' ';
        pecia_fold_block(&w->fold);
    } else {
        pecia_fold_space(&w->fold);
    }
    pecia_fold_space(&w->heading_fold);
}

void xhtml_close_inline(xhtml_writer *w) {
    xhtml_open *open = xhtml_top(w);
    if (open->kind == PECIA_STYLE && !open->closed) {
        for (uint32_t i = STYLE_COUNT; i-- > 0;) {
            if (open->bits & styles[i].bit) {
                xhtml_markup(w, styles[i].close);
            }
        }
    }
    if (open->kind == PECIA_QUOTE && open->wrap) {
        if (!open->closed) {
            add_mark(&w->out, open->wrap);
            pecia_fold_solid(&w->fold);
        }
        open->wrap = NULL;
    }
}

/* ---------------------------------------------------------------- points */

static bool points_may_stand(const xhtml_writer *w) {
    const xhtml_open *top = w->count > 0 ? &w->stack[w->count - 1] : NULL;
    return !top || top->closed ||
           !(top->kind == PECIA_LIST || top->kind == PECIA_TABLE || top->kind == PECIA_ROW ||
             top->kind == PECIA_FIGURE || top->kind == PECIA_CITATION);
}

void xhtml_flush_points(xhtml_writer *w) {
    if (w->points.size > 0 && points_may_stand(w)) {
        pecia_buf_add_str(&w->out, pecia_buf_str(&w->points));
        pecia_buf_clear(&w->points);
    }
}

static void add_page_break(xhtml_writer *w, const pecia_event *event) {
    pecia_str number = xhtml_get(w, event->node, PECIA_N), id = xhtml_get(w, event->node, PECIA_ID);
    bool own = id.size > 0 && xhtml_owns_id(w, event->node, id) && xhtml_emit_id(w, event->node);
    uint64_t start;
    if (!own) {
        w->made_ids++;
    }
    pecia_buf_clear(&w->scratch);
    if (own) {
        xhtml_add_id(&w->scratch, id);
        pecia_keep_key(w->origins, w->job, event->node, PECIA_ID);
    } else {
        pecia_buf_add_text(&w->scratch, "pecia-p");
        pecia_buf_add_number(&w->scratch, w->made_ids);
    }
    xhtml_markup(w, "<span");
    if (number.size > 0) {
        xhtml_type(w, &w->out, "pagebreak");
    }
    xhtml_markup(w, number.size > 0 ? " role=\"doc-pagebreak\" id=\"" : " class=\"page-break\" id=\"");
    start = w->out.size;
    pecia_buf_add_str(&w->out, pecia_buf_str(&w->scratch));
    pecia_str written = {w->out.data ? w->out.data + start : NULL, w->out.size - start};
    if (w->status == PECIA_OK && w->out.status == PECIA_OK) {
        w->status = w->hooks->page_break(w->context, written, number);
    }
    pecia_buf_add_char(&w->out, '"');
    if (number.size > 0) {
        xhtml_attribute(w, "aria-label", number);
        xhtml_attribute(w, "title", number);
    }
    xhtml_property(w, event->node, PECIA_FACS, "data-facs");
    xhtml_property(w, event->node, PECIA_EDITION, "data-edition");
    xhtml_property(w, event->node, PECIA_BREAK, "data-break");
    xhtml_markup(w, "></span>");
    w->page_breaks += number.size > 0;
}

static void add_span(xhtml_writer *w, const pecia_event *event, const char *class_name) {
    xhtml_markup(w, "<span");
    xhtml_common(w, event->node, class_name);
    if (class_name) {
        xhtml_property(w, event->node, PECIA_UNIT, "data-unit");
        xhtml_property(w, event->node, PECIA_N, "data-n");
        xhtml_property(w, event->node, PECIA_EDITION, "data-edition");
        xhtml_property(w, event->node, PECIA_BREAK, "data-break");
    }
    xhtml_markup(w, "></span>");
}

static void add_line_beginning(xhtml_writer *w, const pecia_event *event) {
    if (!w->show_lines && !pecia_str_is(xhtml_get(w, event->node, PECIA_BREAK), "no")) {
        pecia_fold_space(&w->fold);
        leave_no_space(w);
    }
    xhtml_markup(w, "<br");
    xhtml_common(w, event->node, "lb");
    xhtml_property(w, event->node, PECIA_N, "data-n");
    xhtml_property(w, event->node, PECIA_BREAK, "data-break");
    xhtml_markup(w, "/>");
}

/* Where a point may not stand here, its markup waits; page breaks are told in their order all the same. */
uint8_t xhtml_write_point(xhtml_writer *w, const pecia_event *event) {
    uint64_t start = w->out.size;
    uint8_t outcome = PECIA_CARRIED;
    switch (event->kind) {
    case PECIA_PAGE_BREAK: add_page_break(w, event); break;
    case PECIA_COLUMN_BREAK: add_span(w, event, "column-break"); break;
    case PECIA_MILESTONE: add_span(w, event, "milestone"); break;
    case PECIA_LINE_BEGINNING: add_line_beginning(w, event); break;
    case PECIA_ANCHOR: add_span(w, event, "anchor"); break;
    case PECIA_NOTE_SLOT:
        if (xhtml_get(w, event->node, PECIA_ID).size > 0) {
            add_span(w, event, NULL);
        }
        outcome = PECIA_DEGRADED;
        break;
    default: return PECIA_DROPPED;
    }
    if (!points_may_stand(w) && w->out.size > start) {
        pecia_buf_add(&w->points, w->out.data + start, w->out.size - start);
        w->out.size = start;
    }
    return outcome;
}
