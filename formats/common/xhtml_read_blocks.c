/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_blocks.c: blocks: paragraphs, quotations, lists, tables, figures, verse, drama.
 */
#include "common/xhtml_reader.h"

uint32_t xhtml_in_wrap(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    xhtml_in_anchor(r, item);
    xhtml_in *in = xhtml_in_push(r, item, 0);
    in->wraps = true;
    in->box = xhtml_is_box(r, item);
    in->head = item->tag == XHTML_thead || (r->count > 1 && r->open[r->count - 2].head);
    return index + 1;
}

/* ---------------------------------------------------------------- blocks */

static uint32_t plain(xhtml_reader *r, uint32_t index, uint32_t kind) {
    xhtml_in_push(r, &r->page.items[index], kind);
    return index + 1;
}

/* The writer puts the title of a list before it; the list begins with it. */
static void begin_titled_list(xhtml_reader *r, const xhtml_item *item, uint32_t kind) {
    const xhtml_item *next = &r->page.items[item->end] + 1, *last = r->page.items + r->page.count;
    if (next < last && next->type == XHTML_TEXT && pecia_str_trim(xhtml_page_item_text(&r->page, next)).size == 0)
        next++;
    if (!r->own || kind != PECIA_CAPTION || next >= last || next->type != XHTML_START ||
        (next->tag != XHTML_ul && next->tag != XHTML_ol && next->tag != XHTML_dl))
        return;
    r->build->enter(r->builder, PECIA_LIST);
    r->titled = r->build->last(r->builder);
}

/* True in what holds no blocks. */
static bool in_phrase(const xhtml_reader *r) {
    static const uint8_t phrases[] = {PECIA_HEADING,     PECIA_CAPTION, PECIA_TERM,
                                      PECIA_ATTRIBUTION, PECIA_SPEAKER, PECIA_STAGE};
    return memchr(phrases, (int)xhtml_in_kind(r), sizeof phrases) != NULL;
}

/* A stanza, or a line in one: a paragraph there that has no lines of its own. */
static uint32_t start_stanza(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    bool lines = xhtml_in_top(r)->kind != PECIA_LINE_GROUP;
    for (uint32_t i = index + 1; i < item->end && !lines; i++)
        lines = r->page.items[i].type == XHTML_START && r->page.items[i].tag == XHTML_br;
    xhtml_in *in = xhtml_in_push(r, item, lines ? PECIA_LINE_GROUP : PECIA_LINE);
    in->wraps = in->lines = lines;
    return index + 1;
}

/* A quotation of paragraphs side by side that are called so, the first at INDEX. */
static void open_quotation(xhtml_reader *r, uint32_t index) {
    const xhtml_page *page = &r->page;
    uint32_t until = page->items[index].end + 1;
    for (uint32_t i = until; i < page->count; i++) {
        const xhtml_item *item = &page->items[i];
        if (item->type == XHTML_TEXT && !pecia_str_trim(xhtml_page_item_text(page, item)).size)
            continue;
        if (item->type != XHTML_START || !(xhtml_is_quotation(r, item) || xhtml_is_attribution(r, item)) ||
            item->tag != XHTML_p)
            break;
        i = item->end;
        until = i + 1;
    }
    xhtml_in *in = xhtml_in_push(r, &page->items[index], 0);
    r->build->enter(r->builder, PECIA_BLOCK_QUOTE);
    in->node = r->build->last(r->builder);
    in->kind = PECIA_BLOCK_QUOTE;
    in->until = until;
}

static uint32_t start_paragraph(xhtml_reader *r, uint32_t index) {
    static const struct {
        const char *name;
        uint32_t kind;
    } classes[] = {{"speaker", PECIA_SPEAKER},
                   {"stage", PECIA_STAGE},
                   {"attribution", PECIA_ATTRIBUTION},
                   {"caption", PECIA_CAPTION}};
    const xhtml_item *item = &r->page.items[index];
    uint32_t parent = xhtml_in_top(r)->kind;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        bool fits = classes[i].kind == PECIA_SPEAKER       ? parent == PECIA_SPEECH
                    : classes[i].kind == PECIA_ATTRIBUTION ? parent == PECIA_CITATION || parent == PECIA_BLOCK_QUOTE
                                                           : true;
        if (fits && xhtml_in_has_class(r, item, classes[i].name)) {
            begin_titled_list(r, item, classes[i].kind);
            return plain(r, index, classes[i].kind);
        }
    }
    if (xhtml_own_is_heading(r, item) || (!r->own && xhtml_in_heading(r)))
        return plain(r, index, PECIA_HEADING);
    if (xhtml_is_attribution(r, item) && (parent == PECIA_CITATION || parent == PECIA_BLOCK_QUOTE))
        return plain(r, index, PECIA_ATTRIBUTION);
    if (!r->own && in_phrase(r)) { /* the paragraphs of a caption are its lines */
        if (item->holds_text && xhtml_in_top(r)->has_words)
            r->build->leaf(r->builder, PECIA_LINE_BREAK);
        xhtml_in_top(r)->has_words = true;
        return plain(r, index, 0);
    }
    if (!r->own && !xhtml_shows(r, item)) /* it holds a place, or nothing */
        return xhtml_in_wrap(r, index);
    if (r->verse && !r->own)
        return xhtml_is_attribution(r, item) ? plain(r, index, PECIA_PARAGRAPH) : start_stanza(r, index);
    if (xhtml_is_quotation(r, item) && parent != PECIA_BLOCK_QUOTE)
        open_quotation(r, index);
    plain(r, index, r->verse ? PECIA_LINE_GROUP : PECIA_PARAGRAPH);
    xhtml_own_cell(r, xhtml_in_top(r)->node, item);
    return index + 1;
}

/* True where nothing but notes is printed. */
static bool among_notes(const xhtml_reader *r) {
    for (uint64_t i = r->count; i-- > 1;) {
        uint32_t open = r->open[i].end < r->page.count ? r->page.items[r->open[i].end].end : 0;
        if (xhtml_prints_notes(r, &r->page.items[open]))
            return true;
        if (r->open[i].kind == PECIA_LIST || r->open[i].is_note)
            break;
    }
    return false;
}

static uint32_t start_list(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    int64_t start;
    if (xhtml_begins_with_body(r, index))
        return xhtml_in_wrap(r, index);
    if (item->tag != XHTML_dl && among_notes(r))
        return xhtml_in_wrap(r, index); /* a list of notes is no list */
    uint32_t node = r->titled;
    if (node) {
        xhtml_in *in = xhtml_in_push(r, item, 0);
        in->node = node;
        in->kind = PECIA_LIST;
        xhtml_in_common(r, node, item);
        xhtml_in_origin(r, node, PECIA_LIST, item);
        r->titled = 0;
    } else {
        node = xhtml_in_push(r, item, PECIA_LIST)->node;
    }
    int64_t style = item->tag == XHTML_ol   ? PECIA_LIST_ORDERED
                    : item->tag == XHTML_dl ? PECIA_LIST_DEFINITION
                                            : PECIA_LIST_BULLET;
    if (item->tag == XHTML_ul && xhtml_in_has_class(r, item, "plain"))
        style = PECIA_LIST_PLAIN;
    r->build->set_number(r->builder, node, PECIA_LIST_STYLE, style);
    if (item->tag == XHTML_ol && pecia_str_number(xhtml_in_value(r, item, XHTML_KEY_START), &start) && start != 1)
        r->build->set_number(r->builder, node, PECIA_START, start);
    return index + 1;
}

static uint32_t start_item(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    if (xhtml_in_top(r)->kind != PECIA_LIST)
        return xhtml_in_wrap(r, index);
    uint32_t list = xhtml_in_top(r)->node;
    plain(r, index, item->tag == XHTML_dt ? PECIA_TERM : item->tag == XHTML_dd ? PECIA_DEFINITION : PECIA_ITEM);
    if (item->tag == XHTML_li)
        xhtml_own_item(r, list, xhtml_in_top(r)->node, item);
    return index + 1;
}

static bool inside(const xhtml_reader *r, uint32_t kind) {
    return xhtml_in_kind(r) == kind;
}

static uint32_t start_table_part(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    bool row = item->tag == XHTML_tr, head = xhtml_in_top(r)->head;
    int64_t span;
    if (!inside(r, row ? PECIA_TABLE : PECIA_ROW))
        return xhtml_in_wrap(r, index);
    uint32_t node = xhtml_in_push(r, item, row ? PECIA_ROW : PECIA_CELL)->node;
    if (row ? head : item->tag == XHTML_th || xhtml_in_value(r, item, XHTML_KEY_HEADER).size)
        r->build->set_number(r->builder, node, PECIA_HEADER, 1);
    if (pecia_str_number(xhtml_in_value(r, item, XHTML_KEY_COLSPAN), &span) && span > 1)
        r->build->set_number(r->builder, node, PECIA_COLS, span);
    if (pecia_str_number(xhtml_in_value(r, item, XHTML_KEY_ROWSPAN), &span) && span > 1)
        r->build->set_number(r->builder, node, PECIA_ROWS, span);
    if (!row)
        xhtml_own_cell(r, node, item);
    if (r->own && pecia_str_is(xhtml_in_value(r, item, XHTML_KEY_SCOPE), "col")) /* such a row heads the table */
        r->build->set_number(r->builder, r->open[r->count - 2].node, PECIA_HEADER, 1);
    return index + 1;
}

static uint32_t start_code(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    uint32_t node = xhtml_in_push(r, item, PECIA_CODE_BLOCK)->node;
    r->code++;
    const xhtml_item *next = item + 1;
    if (next->type == XHTML_START && next->tag == XHTML_code) {
        pecia_str names = xhtml_in_value(r, next, XHTML_KEY_CLASS), name;
        while ((name = pecia_str_word(&names)).size)
            if (pecia_str_begins(name, "language-"))
                r->build->set(r->builder, node, PECIA_CODE_INFO, pecia_str_from(name, 9));
    }
    return index + 1;
}

static uint32_t start_quotation(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    xhtml_in *in = xhtml_in_push(r, item, PECIA_BLOCK_QUOTE);
    xhtml_in_quotation(r, in->node, item);
    in->wraps = !r->own;
    in->verse = xhtml_holds_verse(r, item);
    r->verse += in->verse;
    return index + 1;
}

static uint32_t start_div(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    uint32_t parent = xhtml_in_top(r)->kind;
    if (xhtml_in_has_class(r, item, "verse") && parent == PECIA_LINE_GROUP && !r->own && !item->holds_blocks)
        return plain(r, index, PECIA_LINE);
    if (!r->own && parent == PECIA_LINE_GROUP && r->verse && item->holds_text && !item->holds_blocks)
        return plain(r, index, PECIA_LINE);
    if (xhtml_in_has_class(r, item, "verse") || xhtml_is_stanza(r, item)) {
        plain(r, index, PECIA_LINE_GROUP);
        xhtml_in *in = xhtml_in_top(r);
        in->verse = in->wraps = in->lines = !r->own;
        r->verse += in->verse;
        return index + 1;
    }
    if (xhtml_is_quotation(r, item) && parent != PECIA_BLOCK_QUOTE)
        return start_quotation(r, index);
    if (xhtml_in_has_class(r, item, "line") && (parent == PECIA_LINE_GROUP || !item->holds_blocks))
        return plain(r, index, PECIA_LINE);
    if (xhtml_in_has_class(r, item, "speech")) {
        uint32_t node = xhtml_in_push(r, item, PECIA_SPEECH)->node;
        xhtml_in_set(r, node, PECIA_WHO, item, XHTML_KEY_WHO);
        return index + 1;
    }
    if (xhtml_in_has_class(r, item, "foreign"))
        return plain(r, index, PECIA_FOREIGN_BLOCK);
    uint32_t next = xhtml_in_wrap(r, index);
    xhtml_in_top(r)->verse = xhtml_holds_verse(r, item);
    r->verse += xhtml_in_top(r)->verse;
    return next;
}

static void note_content(xhtml_reader *r, const xhtml_item *item) {
    bool is_heading = item->tag >= XHTML_h1 && item->tag <= XHTML_h6;
    if ((r->own || xhtml_shows(r, item)) && xhtml_tag_class(item->tag) == XHTML_CLASS_BLOCK && !is_heading &&
        item->tag != XHTML_section && item->tag != XHTML_div && r->section_count)
        r->sections[r->section_count - 1].has_content = true;
}

uint32_t xhtml_read_block(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    if ((item->tag == XHTML_h1 || item->tag == XHTML_header) && xhtml_own_is_made(r, item))
        return item->end + 1;
    if (xhtml_is_title_page(r, item))
        return xhtml_front_hide(r, index);
    xhtml_in_block(r);
    if (xhtml_toc_block(r, index))
        return index + 1;
    note_content(r, item);
    if (xhtml_read_drama(r, index))
        return index + 1;
    switch (item->tag) {
    case XHTML_section: return xhtml_start_section(r, index);
    case XHTML_h1:
    case XHTML_h2:
    case XHTML_h3:
    case XHTML_h4:
    case XHTML_h5:
    case XHTML_h6: return xhtml_start_heading(r, index);
    case XHTML_p: return xhtml_begins_with_body(r, index) ? xhtml_in_wrap(r, index) : start_paragraph(r, index);
    case XHTML_div: return start_div(r, index);
    case XHTML_blockquote: return start_quotation(r, index);
    case XHTML_ul:
    case XHTML_ol:
    case XHTML_dl: return start_list(r, index);
    case XHTML_li:
    case XHTML_dt:
    case XHTML_dd: return start_item(r, index);
    case XHTML_table: return xhtml_begins_with_body(r, index) ? xhtml_in_wrap(r, index) : plain(r, index, PECIA_TABLE);
    case XHTML_tr:
    case XHTML_td:
    case XHTML_th: return start_table_part(r, index);
    case XHTML_caption: return plain(r, index, PECIA_CAPTION);
    case XHTML_figure: return plain(r, index, xhtml_is_citation(r, item) ? PECIA_CITATION : PECIA_FIGURE);
    case XHTML_figcaption: return plain(r, index, inside(r, PECIA_CITATION) ? PECIA_ATTRIBUTION : PECIA_CAPTION);
    case XHTML_pre: return start_code(r, index);
    case XHTML_hr:
        if (!r->own && (among_notes(r) || xhtml_comes_before_body(r, index))) /* the line above the notes */
            return item->end + 1;
        r->build->leaf(r->builder, PECIA_RULE);
        xhtml_in_common(r, r->build->last(r->builder), item);
        return item->end + 1;
    default: return xhtml_in_wrap(r, index);
    }
}
