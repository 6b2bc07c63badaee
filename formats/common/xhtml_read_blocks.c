/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_blocks.c: blocks: sections and headings, paragraphs, quotations, lists, tables, figures, verse, drama.
 */
#include "common/xhtml_reader.h"

static uint32_t wrap(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    xhtml_in_anchor(r, item);
    xhtml_in *in = xhtml_in_push(r, item, 0);
    in->wraps = true;
    in->head = item->tag == XHTML_thead || (r->count > 1 && r->open[r->count - 2].head);
    return index + 1;
}

/* ---------------------------------------------------------------- sections */

static bool push_section(xhtml_reader *r, uint32_t node, uint32_t level, bool by_element) {
    r->status =
        pecia_grow(r->host, r->job, &r->sections, &r->section_capacity, r->section_count + 1, sizeof *r->sections);
    if (r->status == PECIA_OK)
        r->sections[r->section_count++] = (xhtml_section){.node = node, .level = level, .by_element = by_element};
    return r->status == PECIA_OK;
}

/* True where a section may be opened: nothing but wrappers and sections is open on this page, and no paragraph that an
 * inline without a node of its own keeps open. */
static bool at_section_level(const xhtml_reader *r) {
    for (uint64_t i = 0; i < r->count; i++)
        if (r->open[i].has_paragraph || (r->open[i].node && !r->open[i].section))
            return false;
    return true;
}

bool xhtml_prints_notes(const xhtml_reader *r, const xhtml_item *item) {
    return xhtml_in_is(r, item, "endnotes", "doc-endnotes") || xhtml_in_is(r, item, "footnotes", NULL) ||
           xhtml_in_is(r, item, "rearnotes", NULL) || xhtml_in_has_class(r, item, "footnotes") ||
           xhtml_in_has_class(r, item, "endnotes") || xhtml_in_has_class(r, item, "_idFootnotes") ||
           pecia_str_is(xhtml_in_value(r, item, XHTML_KEY_DATA_TYPE), "footnotes");
}

static bool holds_verse(const xhtml_reader *r, const xhtml_item *item) {
    static const char *const types[] = {"z3998:verse", "z3998:poem", "z3998:hymn", "z3998:song", "z3998:lyrics"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (xhtml_in_is(r, item, types[i], NULL))
            return true;
    return false;
}

static uint32_t start_section(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    if (!at_section_level(r) || xhtml_own_is_made(r, item))
        return wrap(r, index);
    xhtml_in *in = xhtml_in_push(r, item, PECIA_SECTION);
    in->wraps = in->section = true;
    if (!push_section(r, in->node, 0, true))
        return index + 1;
    pecia_str type = xhtml_in_value(r, item, XHTML_KEY_DATA_TYPE), types = xhtml_in_value(r, item, XHTML_KEY_TYPE);
    if (!type.size)
        type = xhtml_prints_notes(r, item) ? PECIA_STR("notes") : pecia_str_word(&types);
    if (type.size)
        r->build->set(r->builder, in->node, PECIA_TYPE, type);
    xhtml_in_set(r, in->node, PECIA_ROLE, item, XHTML_KEY_DATA_ROLE);
    xhtml_in_set(r, in->node, PECIA_N, item, XHTML_KEY_DATA_N);
    in->verse = holds_verse(r, item);
    r->verse += in->verse;
    return index + 1;
}

/* Sections that a heading of LEVEL ends: those of its level and below, back to the element it stands in. */
static void end_sections(xhtml_reader *r, uint32_t level) {
    while (r->section_count) {
        const xhtml_section *last = &r->sections[r->section_count - 1];
        if (last->by_element || last->level < level)
            return;
        uint32_t node = last->node;
        r->section_count--;
        r->build->leave_to(r->builder, node);
    }
}

static uint32_t start_heading(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    uint32_t level = (uint32_t)(item->tag - XHTML_h1) + 1;
    if (!item->holds_text) { /* no words, no section */
        return wrap(r, index);
    }
    xhtml_section *last = r->section_count ? &r->sections[r->section_count - 1] : NULL;
    if (!at_section_level(r) || (r->own && last && last->by_element)) { /* our sections are all elements */
        xhtml_in_push(r, item, PECIA_HEADING);
        return index + 1;
    }
    if (last && last->by_element && !last->level && !last->has_content) {
        last->level = level;
    } else if (!(r->own && r->is_single)) { /* there every section is an element: this is a heading without one */
        end_sections(r, level);
        r->build->enter(r->builder, PECIA_SECTION);
        if (!push_section(r, r->build->last(r->builder), level, false))
            return index + 1;
    }
    xhtml_in_push(r, item, PECIA_HEADING);
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
    if (xhtml_own_is_heading(r, item))
        return plain(r, index, PECIA_HEADING);
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
        return wrap(r, index);
    if (item->tag != XHTML_dl && among_notes(r))
        return wrap(r, index); /* a list of notes is no list */
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
        return wrap(r, index);
    uint32_t list = xhtml_in_top(r)->node;
    plain(r, index, item->tag == XHTML_dt ? PECIA_TERM : item->tag == XHTML_dd ? PECIA_DEFINITION : PECIA_ITEM);
    if (item->tag == XHTML_li)
        xhtml_own_item(r, list, xhtml_in_top(r)->node, item);
    return index + 1;
}

static bool inside(const xhtml_reader *r, uint32_t kind) {
    for (uint64_t i = r->count; i-- > 0;)
        if (r->open[i].node)
            return r->open[i].kind == kind;
    return false;
}

static uint32_t start_table_part(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    bool row = item->tag == XHTML_tr, head = xhtml_in_top(r)->head;
    int64_t span;
    if (!inside(r, row ? PECIA_TABLE : PECIA_ROW))
        return wrap(r, index);
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

static uint32_t start_div(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    uint32_t parent = xhtml_in_top(r)->kind;
    if (xhtml_in_has_class(r, item, "verse") && parent == PECIA_LINE_GROUP && !r->own && !item->holds_blocks)
        return plain(r, index, PECIA_LINE);
    if (xhtml_in_has_class(r, item, "verse") || xhtml_is_stanza(r, item)) {
        plain(r, index, PECIA_LINE_GROUP);
        xhtml_in_top(r)->verse = xhtml_is_stanza(r, item);
        r->verse += xhtml_in_top(r)->verse;
        return index + 1;
    }
    if (xhtml_in_has_class(r, item, "line") && (parent == PECIA_LINE_GROUP || !item->holds_blocks))
        return plain(r, index, PECIA_LINE);
    if (xhtml_in_has_class(r, item, "speech")) {
        uint32_t node = xhtml_in_push(r, item, PECIA_SPEECH)->node;
        xhtml_in_set(r, node, PECIA_WHO, item, XHTML_KEY_WHO);
        return index + 1;
    }
    if (xhtml_in_has_class(r, item, "foreign"))
        return plain(r, index, PECIA_FOREIGN_BLOCK);
    uint32_t next = wrap(r, index);
    xhtml_in_top(r)->verse = holds_verse(r, item) || xhtml_is_poem(r, item);
    r->verse += xhtml_in_top(r)->verse;
    return next;
}

/* A title page repeats what the metadata says; it is kept but it is no part of the text. */
static bool is_title_page(const xhtml_reader *r, const xhtml_item *item) {
    return xhtml_in_is(r, item, "titlepage", NULL) || xhtml_in_is(r, item, "cover", "doc-cover") ||
           xhtml_in_has_class(r, item, "title-page");
}

static uint32_t hide(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    xhtml_in_block(r);
    r->build->enter(r->builder, PECIA_HIDDEN_BLOCK);
    pecia_str words = {NULL, 0};
    for (const xhtml_item *at = item; at < r->page.items + item->end; at++)
        if (at->type == XHTML_TEXT) {
            words = xhtml_page_item_text(&r->page, at);
            r->build->text(r->builder, words.data, words.size);
        }
    r->build->leave(r->builder, PECIA_HIDDEN_BLOCK);
    return item->end + 1;
}

static uint32_t start_quotation(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    xhtml_in *in = xhtml_in_push(r, item, PECIA_BLOCK_QUOTE);
    xhtml_in_quotation(r, in->node, item);
    in->verse = holds_verse(r, item);
    r->verse += in->verse;
    return index + 1;
}

static void note_content(xhtml_reader *r, const xhtml_item *item) {
    bool is_heading = item->tag >= XHTML_h1 && item->tag <= XHTML_h6;
    if (xhtml_tag_class(item->tag) == XHTML_CLASS_BLOCK && !is_heading && item->tag != XHTML_section &&
        item->tag != XHTML_div && r->section_count)
        r->sections[r->section_count - 1].has_content = true;
}

uint32_t xhtml_read_block(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    if ((item->tag == XHTML_h1 || item->tag == XHTML_header) && xhtml_own_is_made(r, item))
        return item->end + 1;
    if (is_title_page(r, item))
        return hide(r, index);
    xhtml_in_block(r);
    note_content(r, item);
    switch (item->tag) {
    case XHTML_section: return start_section(r, index);
    case XHTML_h1:
    case XHTML_h2:
    case XHTML_h3:
    case XHTML_h4:
    case XHTML_h5:
    case XHTML_h6: return start_heading(r, index);
    case XHTML_p: return xhtml_begins_with_body(r, index) ? wrap(r, index) : start_paragraph(r, index);
    case XHTML_div: return start_div(r, index);
    case XHTML_blockquote: return start_quotation(r, index);
    case XHTML_ul:
    case XHTML_ol:
    case XHTML_dl: return start_list(r, index);
    case XHTML_li:
    case XHTML_dt:
    case XHTML_dd: return start_item(r, index);
    case XHTML_table: return xhtml_begins_with_body(r, index) ? wrap(r, index) : plain(r, index, PECIA_TABLE);
    case XHTML_tr:
    case XHTML_td:
    case XHTML_th: return start_table_part(r, index);
    case XHTML_caption: return plain(r, index, PECIA_CAPTION);
    case XHTML_figure: return plain(r, index, xhtml_in_has_class(r, item, "citation") ? PECIA_CITATION : PECIA_FIGURE);
    case XHTML_figcaption: return plain(r, index, inside(r, PECIA_CITATION) ? PECIA_ATTRIBUTION : PECIA_CAPTION);
    case XHTML_pre: return start_code(r, index);
    case XHTML_hr:
        if (!r->own && among_notes(r)) /* the line above the notes */
            return item->end + 1;
        r->build->leaf(r->builder, PECIA_RULE);
        xhtml_in_common(r, r->build->last(r->builder), item);
        return item->end + 1;
    default: return wrap(r, index);
    }
}
