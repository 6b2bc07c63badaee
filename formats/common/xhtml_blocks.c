/* SPDX-License-Identifier: MIT
 *
 * xhtml_blocks.c: what each kind of block looks like, and how it is made to fit where it stands.
 */
#include "common/xhtml_writer.h"

/* The plain ones: an element, perhaps with a class of its own. */
typedef struct shape {
    const char *open;
    const char *class_name;
    const char *close;
} shape;

static const shape shapes[PECIA_KIND_COUNT] = {
    [PECIA_PARAGRAPH] = {"<p", NULL, "</p>\n"},
    [PECIA_BLOCK_QUOTE] = {"<blockquote", NULL, "</blockquote>\n"},
    [PECIA_CITATION] = {"<figure", "citation", "</figure>\n"},
    [PECIA_LINE_GROUP] = {"<div", "verse", "</div>\n"},
    [PECIA_LINE] = {"<div", "line", "</div>\n"},
    [PECIA_SPEECH] = {"<div", "speech", "</div>\n"},
    [PECIA_SPEAKER] = {"<p", "speaker", "</p>\n"},
    [PECIA_STAGE] = {"<p", "stage", "</p>\n"},
    [PECIA_FIGURE] = {"<figure", NULL, "</figure>\n"},
    [PECIA_FOREIGN_BLOCK] = {"<div", "foreign", "</div>\n"},
    [PECIA_CODE_BLOCK] = {"<pre", NULL, "</code></pre>\n"},
};

/* Types and roles of sections that EPUB and DPUB-ARIA have a word for. */
static const struct meaning {
    const char *name, *type, *role;
} meanings[] = {
    {"chapter", "chapter", "doc-chapter"},
    {"part", "part", "doc-part"},
    {"preface", "preface", "doc-preface"},
    {"foreword", "foreword", "doc-foreword"},
    {"introduction", "introduction", "doc-introduction"},
    {"prologue", "prologue", "doc-prologue"},
    {"epilogue", "epilogue", "doc-epilogue"},
    {"afterword", "afterword", "doc-afterword"},
    {"conclusion", "conclusion", "doc-conclusion"},
    {"dedication", "dedication", "doc-dedication"},
    {"acknowledgements", "acknowledgments", "doc-acknowledgments"},
    {"acknowledgments", "acknowledgments", "doc-acknowledgments"},
    {"appendix", "appendix", "doc-appendix"},
    {"bibliography", "bibliography", "doc-bibliography"},
    {"colophon", "colophon", "doc-colophon"},
};

static const char *part_name(int64_t part) {
    static const char *const names[] = {NULL, "initial", "medial", "final", "fragment"};
    return part > 0 && part < 5 ? names[part] : NULL;
}

bool xhtml_is_edge(const xhtml_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    bool first = true, before = true, last = true;
    uint32_t child = d->first_child(w->document, d->parent(w->document, node));
    for (; child != 0; child = d->next_sibling(w->document, child)) {
        uint32_t kind = d->kind(w->document, child);
        bool blank = (kind >= PECIA_COMMENT && kind <= PECIA_HIDDEN_BLOCK) || kind == PECIA_NOTE ||
                     (kind == PECIA_TEXT && pecia_str_trim(d->text(w->document, child)).size == 0);
        if (child == node) {
            before = false;
        } else if (!blank) {
            first = first && !before;
            last = last && before;
        }
    }
    return first || last;
}

/* The id of NODE, which has no element of its own, goes to the next place where a point may stand. */
static void wait_with_id(xhtml_writer *w, uint32_t node) {
    pecia_str id = xhtml_get(w, node, PECIA_ID);
    if (id.size > 0 && xhtml_owns_id(w, node, id) && xhtml_emit_id(w, node)) {
        pecia_buf_add_text(&w->points, "<span id=\"");
        xhtml_add_id(&w->points, id);
        pecia_buf_add_text(&w->points, "\"></span>");
    }
}

/* A phrase that holds nothing but blocks is never shown; its id goes in front of the first of them. */
static void adopt_ids(xhtml_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t parent = node != 0 ? d->parent(w->document, node) : 0;
    while (parent != 0) {
        uint32_t kind = d->kind(w->document, parent);
        bool container = kind <= PECIA_SECTION || kind == PECIA_BLOCK_QUOTE || kind == PECIA_CITATION ||
                         (kind >= PECIA_LIST && kind <= PECIA_ITEM) || kind == PECIA_DEFINITION ||
                         kind == PECIA_LINE_GROUP || kind == PECIA_SPEECH || kind == PECIA_NOTE ||
                         (kind >= PECIA_TABLE && kind <= PECIA_FIGURE) || kind == PECIA_FOREIGN_BLOCK;
        if (container && kind != PECIA_MATTER) {
            return;
        }
        wait_with_id(w, parent);
        parent = d->parent(w->document, parent);
    }
}

static void quotation_attributes(xhtml_writer *w, uint32_t node) {
    static const char *const names[] = {NULL, "quoted", "q", "said", "so-called", "mentioned"};
    int64_t which = xhtml_get_number(w, node, PECIA_QUOTATION), tie = xhtml_get_number(w, node, PECIA_TIE);
    const char *part = part_name(xhtml_get_number(w, node, PECIA_PART));
    if (which > 0 && which < 6) {
        xhtml_attribute(w, "data-quotation", pecia_str_of(names[which]));
    }
    if (part) {
        xhtml_attribute(w, "data-part", pecia_str_of(part));
    }
    if (tie != 0) {
        xhtml_number(w, "data-tie", tie);
    }
}

static uint8_t enter_plain(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    const shape *form = &shapes[event->kind];
    const char *class_name = form->class_name;
    int64_t align = event->kind == PECIA_PARAGRAPH ? xhtml_get_number(w, event->node, PECIA_ALIGN) : 0;
    pecia_str info;
    class_name = align ? xhtml_align_name(align) : class_name;
    xhtml_markup(w, form->open);
    xhtml_common(w, event->node, class_name);
    quotation_attributes(w, event->node);
    if (event->kind == PECIA_SPEECH) {
        xhtml_property(w, event->node, PECIA_WHO, "data-who");
    }
    pecia_buf_add_char(&w->out, '>');
    open->close = form->close;
    if (event->kind == PECIA_CODE_BLOCK) {
        info = xhtml_get(w, event->node, PECIA_CODE_INFO);
        xhtml_markup(w, "<code");
        if (info.size > 0) {
            xhtml_markup(w, " class=\"language-");
            xhtml_escape_attribute(&w->out, pecia_str_word(&info));
            pecia_buf_add_char(&w->out, '"');
        }
        pecia_buf_add_char(&w->out, '>');
        w->code++;
    }
    return event->kind == PECIA_FOREIGN_BLOCK ? PECIA_DEGRADED : PECIA_CARRIED;
}

static uint8_t enter_section(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    pecia_str type = xhtml_get(w, event->node, PECIA_TYPE), role = xhtml_get(w, event->node, PECIA_ROLE);
    w->sections++;
    xhtml_markup(w, "<section");
    xhtml_common(w, event->node, NULL);
    for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
        if (pecia_str_is(type, meanings[i].name) || pecia_str_is(role, meanings[i].name)) {
            xhtml_type(w, &w->out, meanings[i].type);
            xhtml_attribute(w, "role", pecia_str_of(meanings[i].role));
            break;
        }
    }
    xhtml_property(w, event->node, PECIA_TYPE, "data-type");
    xhtml_attribute(w, "data-role", role);
    xhtml_property(w, event->node, PECIA_N, "data-n");
    xhtml_markup(w, ">\n");
    open->close = "</section>\n";
    return PECIA_CARRIED;
}

/* One below the heading of the nearest section around it on this page that has one: no level is left out, and a page of
 * a book has one h1. */
static uint32_t level_of_heading(const xhtml_writer *w) {
    for (uint64_t i = w->count - 1; i-- > 0 && !w->stack[i].closed;) {
        if (w->stack[i].kind == PECIA_SECTION && w->stack[i].shape > 0) {
            return w->stack[i].shape < 6 ? w->stack[i].shape + 1u : 6;
        }
    }
    return w->has_h1 && !w->is_html ? 2 : 1;
}

static uint8_t enter_heading(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    static const char *const closes[] = {"", "</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"};
    const xhtml_open *parent = w->count > 1 ? open - 1 : NULL;
    bool title = (!parent || parent->kind <= PECIA_SECTION) && !(event->flags & PECIA_CONTINUED);
    if (!title || (parent && parent->captioned)) {
        xhtml_markup(w, "<p");
        xhtml_common(w, event->node, title ? "subtitle" : "head");
        pecia_buf_add_char(&w->out, '>');
        open->close = "</p>\n";
        return PECIA_CARRIED;
    }
    uint32_t level = level_of_heading(w);
    if (w->count > 1) {
        w->stack[w->count - 2].captioned = true;
        w->stack[w->count - 2].shape = (uint8_t)level;
    }
    w->has_h1 = w->has_h1 || level == 1;
    xhtml_markup(w, "<h");
    pecia_buf_add_number(&w->out, level);
    pecia_str own = xhtml_get(w, event->node, PECIA_ID);
    w->heading_id = own.size > 0 && xhtml_owns_id(w, event->node, own) ? 0 : ++w->made_ids;
    if (w->heading_id != 0) {
        xhtml_markup(w, " id=\"pecia-h");
        pecia_buf_add_number(&w->out, w->heading_id);
        pecia_buf_add_char(&w->out, '"');
    }
    xhtml_common(w, event->node, NULL);
    xhtml_markup(w, xhtml_is_empty(w, event->node) ? " hidden=\"hidden\">" : ">"); /* nothing to jump to */
    open->close = closes[level];
    open->shape = 1;
    w->in_heading = true;
    w->heading_level = w->sections > 0 ? w->sections : 1;
    pecia_buf_clear(&w->heading);
    pecia_fold_block(&w->heading_fold);
    return PECIA_CARRIED;
}

static void leave_heading(xhtml_writer *w, uint32_t node) {
    w->in_heading = false;
    pecia_buf_clear(&w->scratch);
    if (w->heading_id != 0) {
        pecia_buf_add_text(&w->scratch, "pecia-h");
        pecia_buf_add_number(&w->scratch, w->heading_id);
    } else {
        xhtml_add_id(&w->scratch, xhtml_get(w, node, PECIA_ID));
    }
    if (w->heading.size > 0 && w->status == PECIA_OK) {
        w->status =
            w->hooks->heading(w->context, w->heading_level, pecia_buf_str(&w->scratch), pecia_buf_str(&w->heading));
    }
}

/* The line below a quotation, a figure: a figcaption where HTML has room for one. */
static uint8_t enter_caption(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    xhtml_open *parent = w->count > 1 ? open - 1 : NULL;
    bool attribution = event->kind == PECIA_ATTRIBUTION;
    bool in_figure = parent && (parent->kind == PECIA_FIGURE || parent->kind == PECIA_CITATION);
    const char *class_name = attribution ? "attribution" : "caption";
    if (in_figure && !parent->captioned && !parent->closed && xhtml_is_edge(w, event->node)) {
        parent->captioned = true;
        xhtml_markup(w, "<figcaption");
        xhtml_common(w, event->node, attribution ? class_name : NULL);
        open->close = "</figcaption>\n";
        open->shape = 1;
    } else {
        xhtml_markup(w, "<p");
        xhtml_common(w, event->node, class_name);
        open->close = "</p>\n";
    }
    pecia_buf_add_char(&w->out, '>');
    return PECIA_CARRIED;
}

static uint8_t write_rule(xhtml_writer *w, const pecia_event *event) {
    const char *wrap = xhtml_make_place(w, PECIA_RULE);
    xhtml_markup(w, "<hr");
    xhtml_common(w, event->node, NULL);
    xhtml_markup(w, "/>\n");
    xhtml_markup(w, wrap ? wrap : "");
    return PECIA_CARRIED;
}

/* Bare words in an item, a cell, a definition, a figure, a caption need no paragraph of their own. */
static bool needs_no_paragraph(const xhtml_open *parent) {
    return parent && !parent->closed &&
           (parent->kind == PECIA_ITEM || parent->kind == PECIA_CELL || parent->kind == PECIA_DEFINITION ||
            parent->kind == PECIA_FIGURE || parent->kind == PECIA_LINE ||
            ((parent->kind == PECIA_CAPTION || parent->kind == PECIA_ATTRIBUTION || parent->kind == PECIA_TERM) &&
             parent->shape == 1));
}

/* The one paragraph, without anything to say of itself, that begins an item of a tight list. */
static bool is_tight(const xhtml_writer *w, const pecia_event *event, const xhtml_open *item) {
    const pecia_document_api *d = w->host->document;
    if (event->kind != PECIA_PARAGRAPH || event->node == 0 || !item || item->kind != PECIA_ITEM || item->closed) {
        return false;
    }
    uint32_t list = d->parent(w->document, item->node);
    return xhtml_get_number(w, list, PECIA_TIGHT) == 1 && d->first_child(w->document, item->node) == event->node &&
           xhtml_get(w, event->node, PECIA_ID).size == 0 && xhtml_get(w, event->node, PECIA_LANG).size == 0;
}

/* Elements that may hold blocks stay open where the flow view breaks them off. */
static bool stays_open(const xhtml_open *open) {
    return open && (open->kind == PECIA_LINE ||
                    ((open->kind == PECIA_CAPTION || open->kind == PECIA_ATTRIBUTION || open->kind == PECIA_TERM) &&
                     open->shape == 1));
}

/* What wraps pages is no element of theirs; the language of the root is theirs where it is that of the whole. */
static uint8_t enter_matter(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    pecia_str lang = xhtml_get(w, event->node, PECIA_LANG), whole = w->host->document->lang(w->document, 1);
    open->close = "";
    if (event->kind == PECIA_MATTER && w->host->document->parent(w->document, event->node) == 1 &&
        pecia_str_equal(lang, whole)) {
        pecia_keep_key(w->origins, w->job, event->node, PECIA_LANG);
    }
    return PECIA_CARRIED;
}

static uint8_t open_kind(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    switch (event->kind) {
    case PECIA_DOCUMENT:
    case PECIA_MATTER: return enter_matter(w, event, open);
    case PECIA_SECTION: return enter_section(w, event, open);
    case PECIA_HEADING: return enter_heading(w, event, open);
    case PECIA_ATTRIBUTION: return enter_caption(w, event, open);
    case PECIA_CAPTION:
        return w->count > 1 && (open - 1)->kind == PECIA_TABLE ? xhtml_enter_table_part(w, event, open)
                                                               : enter_caption(w, event, open);
    case PECIA_LIST:
    case PECIA_ITEM:
    case PECIA_TERM:
    case PECIA_DEFINITION: return xhtml_enter_list_part(w, event, open);
    case PECIA_TABLE:
    case PECIA_ROW:
    case PECIA_CELL: return xhtml_enter_table_part(w, event, open);
    default:
        if (!shapes[event->kind].open) {
            open->close = "";
            return PECIA_DEGRADED;
        }
        return enter_plain(w, event, open);
    }
}

uint8_t xhtml_enter_block(xhtml_writer *w, const pecia_event *event) {
    xhtml_open *top = xhtml_top(w), *open;
    if ((event->flags & PECIA_CONTINUED) && stays_open(top) && top->node == event->node) {
        return PECIA_CARRIED;
    }
    pecia_fold_block(&w->fold);
    adopt_ids(w, event->node);
    if (event->kind == PECIA_MATTER) {
        wait_with_id(w, event->node);
    }
    if (event->kind == PECIA_RULE) {
        return write_rule(w, event);
    }
    if ((event->node == 0 && needs_no_paragraph(top)) || is_tight(w, event, top)) {
        xhtml_push(w, event, "");
        xhtml_flush_points(w);
        return PECIA_CARRIED;
    }
    const char *wrap = xhtml_make_place(w, event->kind);
    open = xhtml_push(w, event, "");
    if (!open) {
        return PECIA_DROPPED;
    }
    open->wrap = wrap;
    uint8_t outcome = open_kind(w, event, open);
    xhtml_flush_points(w);
    return outcome;
}

void xhtml_leave_block(xhtml_writer *w, const pecia_event *event) {
    xhtml_open *open = xhtml_top(w);
    if ((event->flags & PECIA_BROKEN) && stays_open(open)) {
        return;
    }
    if (open->kind == PECIA_CODE_BLOCK) {
        w->code--;
    }
    if ((open->kind == PECIA_LIST || open->kind == PECIA_TABLE) && !open->begun && !open->closed) {
        xhtml_begin_container(w, open);
    }
    if (open->kind == PECIA_LIST && open->shape == PECIA_LIST_DEFINITION && open->last == PECIA_TERM && !open->closed) {
        xhtml_markup(w, "<dd></dd>");
    }
    if (event->kind == PECIA_SECTION && w->sections > 0) {
        w->sections--;
    }
    bool was_title = open->kind == PECIA_HEADING && open->shape == 1;
    uint32_t node = open->node;
    xhtml_pop(w);
    pecia_fold_block(&w->fold);
    if (was_title) {
        leave_heading(w, node);
    }
    xhtml_flush_points(w);
}
