/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_inlines.c: phrases, images, line breaks, points.
 */
#include "common/xhtml_reader.h"

static uint32_t open_inline(xhtml_reader *r, uint32_t index, uint32_t kind) {
    const xhtml_item *item = &r->page.items[index];
    if (!kind)
        xhtml_in_anchor(r, item);
    if (kind || (!r->own && item->holds_text && !item->holds_blocks))
        xhtml_in_ready(r);
    xhtml_in *parent = xhtml_in_top(r);
    bool wraps = parent->wraps && !parent->has_paragraph && !kind, lines = parent->lines;
    xhtml_in *in = xhtml_in_push(r, item, kind);
    in->wraps = wraps;
    in->lines = wraps && lines;
    return index + 1;
}

/* The writer puts a style with more to say, or of several looks, into one element around those of its looks. */
static bool joins_style(xhtml_reader *r, uint32_t index, uint32_t bits) {
    const xhtml_in *top = xhtml_in_top(r);
    const xhtml_item *item = &r->page.items[index];
    uint32_t style = top->style, all = top->bits | bits;
    if (!style || item[-1].type != XHTML_START || item[-1].end != top->end || item->end + 1 != top->end)
        return false;
    r->build->set_number(r->builder, style, PECIA_STYLE_BITS, all);
    xhtml_in *in = xhtml_in_push(r, item, 0);
    in->style = style;
    in->bits = all;
    return true;
}

static uint32_t open_style(xhtml_reader *r, uint32_t index, uint32_t bits) {
    if (joins_style(r, index, bits))
        return index + 1;
    open_inline(r, index, PECIA_STYLE);
    r->build->set_number(r->builder, xhtml_in_top(r)->node, PECIA_STYLE_BITS, bits);
    return index + 1;
}

static uint32_t style_of_tag(uint32_t tag) {
    switch (tag) {
    case XHTML_i:
    case XHTML_var: return PECIA_ITALIC;
    case XHTML_b: return PECIA_BOLD;
    case XHTML_u:
    case XHTML_ins: return PECIA_UNDERLINE;
    case XHTML_s:
    case XHTML_strike:
    case XHTML_del: return PECIA_STRIKE;
    case XHTML_sup: return PECIA_SUPERSCRIPT;
    case XHTML_sub: return PECIA_SUBSCRIPT;
    case XHTML_big: return PECIA_LARGE;
    case XHTML_small: return PECIA_SMALL;
    case XHTML_tt:
    case XHTML_kbd:
    case XHTML_samp: return PECIA_MONOSPACE;
    default: return 0;
    }
}

/* The little of CSS that says what a span is. */
static uint32_t style_of_span(xhtml_reader *r, const xhtml_item *item) {
    static const struct {
        const char *name;
        uint32_t bits;
    } classes[] = {{"small-caps", PECIA_SMALL_CAPS}, {"smallcaps", PECIA_SMALL_CAPS},
                   {"smcap", PECIA_SMALL_CAPS},      {"sc", PECIA_SMALL_CAPS},
                   {"spaced", PECIA_SPACED},         {"mono", PECIA_MONOSPACE},
                   {"large", PECIA_LARGE},           {"upright", PECIA_UPRIGHT},
                   {"italic", PECIA_ITALIC},         {"bold", PECIA_BOLD},
                   {"underline", PECIA_UNDERLINE}};
    uint32_t bits = 0;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (xhtml_in_has_class(r, item, classes[i].name))
            bits |= classes[i].bits;
    bits |= xhtml_in_look(r, item).bits & ~(uint32_t)CSS_BITS;
    return bits;
}

static uint32_t milestone(xhtml_reader *r, uint32_t index, uint32_t kind) {
    const xhtml_item *item = &r->page.items[index];
    r->build->leaf(r->builder, kind);
    uint32_t node = r->build->last(r->builder);
    xhtml_in_common(r, node, item);
    xhtml_in_set(r, node, PECIA_N, item, XHTML_KEY_DATA_N);
    xhtml_in_set(r, node, PECIA_UNIT, item, XHTML_KEY_UNIT);
    xhtml_in_set(r, node, PECIA_EDITION, item, XHTML_KEY_EDITION);
    xhtml_in_set(r, node, PECIA_BREAK, item, XHTML_KEY_BREAK);
    xhtml_in_origin(r, node, kind, item);
    return item->end + 1;
}

/* The words that the writer put in the place of an image that it could not have. */
static uint32_t read_lost_image(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    pecia_buf words;
    pecia_buf_init(&words, r->host, r->job);
    for (const xhtml_item *at = item; at < r->page.items + item->end; at++)
        if (at->type == XHTML_TEXT)
            pecia_buf_add_str(&words, xhtml_page_item_text(&r->page, at));
    xhtml_in_ready(r);
    r->build->leaf(r->builder, PECIA_IMAGE);
    uint32_t node = r->build->last(r->builder);
    xhtml_in_common(r, node, item);
    xhtml_in_set(r, node, PECIA_SRC, item, XHTML_KEY_SRC);
    xhtml_in_origin(r, node, PECIA_IMAGE, item);
    if (words.size) {
        r->build->set(r->builder, node, PECIA_ALT, pecia_buf_str(&words));
        r->build->set_number(r->builder, node, PECIA_ALT_IS_TEXT, 1);
    }
    return item->end + 1;
}

/* A link that led nowhere in the book. */
static uint32_t open_lost_link(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    open_inline(r, index, PECIA_LINK);
    xhtml_in_set(r, xhtml_in_top(r)->node, PECIA_HREF, item, XHTML_KEY_DATA_HREF);
    return index + 1;
}

static uint32_t open_span(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    if (r->own && xhtml_in_has_class(r, item, "link"))
        return open_lost_link(r, index);
    if (r->own && xhtml_in_has_class(r, item, "image"))
        return read_lost_image(r, index);
    if (xhtml_in_has_class(r, item, "quotation-mark"))
        return item->end + 1;     /* made by a writer for a quotation that has none */
    if (item->end == index + 1) { /* empty: a place */
        if (xhtml_in_has_class(r, item, "column-break"))
            return milestone(r, index, PECIA_COLUMN_BREAK);
        if (xhtml_in_has_class(r, item, "milestone"))
            return milestone(r, index, PECIA_MILESTONE);
        if (r->own && xhtml_in_has_class(r, item, "anchor"))
            return milestone(r, index, PECIA_ANCHOR);
        if (r->own && xhtml_in_value(r, item, XHTML_KEY_TEI).size && xhtml_in_has_class(r, item, "foreign"))
            return open_inline(r, index, PECIA_FOREIGN_INLINE); /* gap, handShift: they have no words */
        xhtml_in_anchor(r, item);
        return item->end + 1;
    }
    if (xhtml_in_top(r)->kind == PECIA_LINE_GROUP && r->verse && !xhtml_in_top(r)->has_paragraph &&
        xhtml_is_whole_line(r, item)) {
        xhtml_in_push(r, item, PECIA_LINE);
        return index + 1;
    }
    if (xhtml_in_has_class(r, item, "quote")) {
        open_inline(r, index, PECIA_QUOTE);
        const xhtml_item *next = item + 1;
        xhtml_in_quotation(r, xhtml_in_top(r)->node, item);
        if (next->type == XHTML_START && xhtml_in_has_class(r, next, "quotation-mark"))
            r->build->set_number(r->builder, xhtml_in_top(r)->node, PECIA_MARKS, PECIA_MARKS_GENERATED);
        return index + 1;
    }
    if (xhtml_in_has_class(r, item, "cit"))
        return open_inline(r, index, PECIA_CITE);
    if (xhtml_in_has_class(r, item, "foreign"))
        return open_inline(r, index, PECIA_FOREIGN_INLINE);
    uint32_t bits = style_of_span(r, item);
    if (bits || xhtml_in_has_class(r, item, "style")) {
        uint32_t next = open_style(r, index, bits);
        xhtml_in *in = xhtml_in_top(r);
        in->style = r->own && !bits ? in->node : in->style;
        return next;
    }
    bool says = xhtml_in_value(r, item, XHTML_KEY_LANG).size || xhtml_in_value(r, item, XHTML_KEY_ID).size ||
                xhtml_in_has_origin(r, item);
    return open_inline(r, index, says ? PECIA_SPAN : 0);
}

static uint32_t open_link(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    pecia_str href = xhtml_in_value(r, item, XHTML_KEY_HREF), fragment;
    if (!href.data || !href.size) {
        xhtml_in_anchor(r, item);
        xhtml_in *parent = xhtml_in_top(r);
        bool wraps = parent->wraps && !parent->has_paragraph;
        xhtml_in_push(r, item, 0)->wraps = wraps;
        return index + 1;
    }
    if (xhtml_is_permalink(r, item))
        return item->end + 1;
    open_inline(r, index, PECIA_LINK);
    uint32_t node = xhtml_in_top(r)->node;
    pecia_str path = xhtml_survey_resolve(&r->survey, r->path, href, &fragment);
    if (path.data && (!r->is_single || pecia_str_equal(path, r->path))) {
        pecia_buf buf;
        pecia_buf_init(&buf, r->host, r->job);
        pecia_buf_add_char(&buf, '#');
        pecia_buf_add_str(&buf, xhtml_in_id(r, path, fragment));
        href = pecia_buf_str(&buf);
    }
    r->build->set(r->builder, node, PECIA_HREF, href);
    xhtml_in_set(r, node, PECIA_TITLE, item, XHTML_KEY_TITLE);
    return r->own && xhtml_in_has_class(r, item, "pointer") ? item->end : index + 1; /* its arrow is the writer's */
}

static uint32_t read_image(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    pecia_str src = xhtml_in_value(r, item, item->tag == XHTML_image ? XHTML_KEY_HREF : XHTML_KEY_SRC), fragment;
    xhtml_in_ready(r);
    r->build->leaf(r->builder, PECIA_IMAGE);
    uint32_t node = r->build->last(r->builder);
    xhtml_in_common(r, node, item);
    pecia_str path = xhtml_survey_resolve(&r->survey, r->path, src, &fragment);
    bool inside = src.size && path.data && r->files->image(r->files->context, path);
    r->build->set(r->builder, node, PECIA_SRC, inside ? path : src);
    xhtml_in_origin(r, node, PECIA_IMAGE, item);
    xhtml_in_set(r, node, PECIA_ALT, item, XHTML_KEY_ALT);
    xhtml_in_set(r, node, PECIA_TITLE, item, XHTML_KEY_TITLE);
    return item->end + 1;
}

static uint32_t read_break(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    if (xhtml_in_has_class(r, item, "lb"))
        return milestone(r, index, PECIA_LINE_BEGINNING);
    if (xhtml_in_top(r)->kind == PECIA_LINE_GROUP && r->verse) { /* between the lines of a stanza */
        xhtml_in_block(r);
        return item->end + 1;
    }
    if (r->in_notes && r->note_begins) /* between the label of a note and its words */
        return item->end + 1;
    if (xhtml_in_top(r)->kind == PECIA_LINE && r->verse && r->page.items[item->end + 1].type == XHTML_END)
        return item->end + 1; /* at the end of a line of verse */
    if (!(xhtml_in_top(r)->wraps && !xhtml_in_top(r)->has_paragraph))
        r->build->leaf(r->builder, PECIA_LINE_BREAK);
    return item->end + 1;
}

static uint32_t open_foreign(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    pecia_name name = {.local = xhtml_page_item_name(&r->page, item)};
    open_inline(r, index, PECIA_FOREIGN_INLINE);
    uint32_t node = xhtml_in_top(r)->node;
    if (item->tag == XHTML_math || (r->math && index < r->math))
        xhtml_in_math(r, node, item);
    else
        r->build->origin(r->builder, node, r->build->name(r->builder, &name));
    r->math = item->tag == XHTML_math ? item->end : r->math;
    return index + 1;
}

/* How a word is read stands beside it; in a line it stands in brackets behind it. */
static uint32_t open_reading(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    bool bracket = !r->own && item->holds_text && !(item[-1].type == XHTML_END && item[-1].tag == XHTML_rp);
    if (bracket) {
        xhtml_in_ready(r);
        r->build->text(r->builder, "(", 1);
    }
    uint32_t next = open_inline(r, index, 0);
    xhtml_in_top(r)->bracket = bracket;
    return next;
}

/* Browsers set marks around <q>, unless the style sheet has none; a text that has its own would have them twice. */
static void tell_marks(xhtml_reader *r, const xhtml_item *item) {
    static const char *const marks[] = {"\"", "“", "”", "„", "«", "»", "‘", "‹", "「", "『"};
    bool none = !r->own && (xhtml_in_look(r, item).bits & CSS_UNQUOTED);
    pecia_str text = {NULL, 0};
    for (const xhtml_item *at = item; at < r->page.items + item->end && !text.size; at++)
        if (at->type == XHTML_TEXT)
            text = pecia_str_trim(xhtml_page_item_text(&r->page, at));
    int64_t told = none ? PECIA_MARKS_NONE : PECIA_MARKS_GENERATED;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (pecia_str_begins(text, marks[i]))
            told = PECIA_MARKS_KEPT;
    r->build->set_number(r->builder, xhtml_in_top(r)->node, PECIA_MARKS, told);
}

uint32_t xhtml_read_inline(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    uint32_t bits = style_of_tag(item->tag);
    if ((item->tag == XHTML_sup || item->tag == XHTML_span || item->tag == XHTML_small) &&
        xhtml_holds_mark_only(r, index)) {
        xhtml_in *parent = xhtml_in_top(r); /* its identifier is that of the mark */
        bool wraps = parent->wraps && !parent->has_paragraph;
        xhtml_in_push(r, item, 0)->wraps = wraps;
        return index + 1;
    }
    if (bits)
        return open_style(r, index, bits | (xhtml_in_look(r, item).bits & ~(uint32_t)(PECIA_SUPERSCRIPT | CSS_BITS)));
    switch (item->tag) {
    case XHTML_a: return open_link(r, index);
    case XHTML_em: return open_inline(r, index, PECIA_EMPHASIS);
    case XHTML_strong: return open_inline(r, index, PECIA_STRONG);
    case XHTML_code:
        if (r->code)
            return open_inline(r, index, 0);
        r->code++;
        return open_inline(r, index, PECIA_CODE);
    case XHTML_q:
        open_inline(r, index, PECIA_QUOTE);
        tell_marks(r, item);
        return index + 1;
    case XHTML_cite:
        if (!r->own && xhtml_in_top(r)->kind == PECIA_BLOCK_QUOTE && !xhtml_in_top(r)->has_paragraph) {
            xhtml_in_push(r, item, PECIA_ATTRIBUTION); /* a line of its own behind what is quoted */
            return index + 1;
        }
        if (xhtml_in_has_class(r, item, "bibl"))
            return open_inline(r, index, PECIA_BIBL);
        return open_style(r, index, PECIA_ITALIC);
    case XHTML_span: return open_span(r, index);
    case XHTML_br: return read_break(r, index);
    case XHTML_img:
    case XHTML_image: return read_image(r, index);
    case XHTML_rt: return open_reading(r, index);
    case XHTML_wbr:
    case XHTML_col: return item->end + 1;
    case XHTML_math:
    case XHTML_svg:
    case XHTML_object:
    case XHTML_OTHER: return open_foreign(r, index);
    default: return open_inline(r, index, xhtml_in_value(r, item, XHTML_KEY_LANG).size ? PECIA_SPAN : 0);
    }
}
