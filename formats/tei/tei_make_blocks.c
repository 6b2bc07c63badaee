/* SPDX-License-Identifier: MIT
 *
 * tei_make_blocks.c: blocks: the element for each, and what it says of itself. Where it may stand is the matter of
 * tei_make_place.c.
 */
#include "tei/tei_maker.h"

static void start(tei_maker *maker, const pecia_event *event, uint32_t element) {
    tei_make_block(maker, event->kind, element, false);
    tei_make_common(maker, event->node, tei_make_goes_on(event));
}

static void start_section(tei_maker *maker, const pecia_event *event) {
    pecia_str role;
    start(maker, event, TEI_E_div);
    if (maker->tag && maker->host->document->get(maker->document, event->node, PECIA_TYPE, &role) && role.size)
        tei_make_word(maker, event->node, PECIA_TYPE, "type");
    else if (maker->tag && maker->fit.profile->notes_in_back &&
             maker->host->document->get(maker->document, event->node, PECIA_ROLE, &role) &&
             pecia_str_is(role, "titlepage"))
        tei_make_say(maker, "type", role);
}

/* Bare inlines among the blocks of something are a paragraph; among text they need none, unless what holds them was
 * opened up and its words would run together with others. */
static void start_implied(tei_maker *maker, const pecia_event *event) {
    tei_made *outer = tei_made_holder(maker), *top = tei_made_top(maker);
    bool opened = top != outer && top->block && !top->element;
    if (!outer->mixed) {
        tei_made_push(maker, event->kind)->pending = true;
        tei_made_top(maker)->block = true;
        maker->tag = TEI_E_none;
    } else if (opened && tei_fit_holds(&maker->fit, outer->element, maker->fit.made[TEI_E_p].element)) {
        tei_make_block(maker, event->kind, TEI_E_p, false);
    } else {
        tei_make_opened(maker, event->kind, opened);
    }
}

static void start_paragraph(tei_maker *maker, const pecia_event *event) {
    if (event->flags & PECIA_IMPLIED)
        start_implied(maker, event);
    else
        start(maker, event, TEI_E_p);
}

static uint32_t quotation_element(const tei_maker *maker, uint32_t node) {
    switch (maker->host->document->get_number(maker->document, node, PECIA_QUOTATION, PECIA_QUOTED)) {
    case PECIA_Q: return TEI_E_q;
    case PECIA_SAID: return TEI_E_said;
    default: return TEI_E_quote;
    }
}

static bool has_quotation(const tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    for (uint32_t child = api->first_child(maker->document, node); child;
         child = api->next_sibling(maker->document, child))
        if (api->kind(maker->document, child) == PECIA_BLOCK_QUOTE)
            return true;
    return false;
}

static void start_quotation(tei_maker *maker, const pecia_event *event) {
    bool cit = event->kind == PECIA_CITATION && has_quotation(maker, event->node);
    pecia_str source;
    start(maker, event, cit ? TEI_E_cit : quotation_element(maker, event->node));
    if (cit)
        return;
    tei_make_tie(maker, event->node);
    tei_make_strip(maker, event->node);
    if (maker->host->document->get(maker->document, event->node, PECIA_SOURCE, &source) && source.size)
        tei_make_target(maker, "source", source);
}

static void start_list(tei_maker *maker, const pecia_event *event) {
    static const char *const types[] = {"bulleted", "bulleted", "ordered", "gloss", "simple"};
    int64_t style = maker->host->document->get_number(maker->document, event->node, PECIA_LIST_STYLE, 0);
    int64_t first = maker->host->document->get_number(maker->document, event->node, PECIA_START, 1);
    pecia_str n;
    start(maker, event, TEI_E_list);
    tei_make_say(maker, "type", pecia_str_of(types[style >= 0 && style <= 4 ? style : 0]));
    bool numbered = maker->host->document->get(maker->document, event->node, PECIA_N, &n) && n.size;
    if (style == PECIA_LIST_ORDERED && first != 1 && !numbered)
        tei_make_say_number(maker, "n", first);
}

/* Items and what stands for them; outside a list they are opened up, but for a term. */
static void start_part(tei_maker *maker, const pecia_event *event, uint32_t whole, uint32_t element) {
    bool inside = tei_made_holder(maker)->element == whole;
    if (inside || element == TEI_E_label) {
        start(maker, event, element);
        return;
    }
    tei_make_opened(maker, event->kind, true);
    tei_make_degrade(maker);
    tei_make_common(maker, event->node, tei_make_goes_on(event));
}

static void say_spans(tei_maker *maker, uint32_t node) {
    static const char *const aligns[] = {NULL, "left", "center", "right", "justify"};
    const pecia_document_api *api = maker->host->document;
    int64_t cols = api->get_number(maker->document, node, PECIA_COLS, 1),
            rows = api->get_number(maker->document, node, PECIA_ROWS, 1);
    int64_t align = api->get_number(maker->document, node, PECIA_ALIGN, 0);
    if (api->get_number(maker->document, node, PECIA_HEADER, 0))
        tei_make_say(maker, "role", PECIA_STR("label"));
    if (cols > 1)
        tei_make_say_number(maker, "cols", cols);
    if (rows > 1)
        tei_make_say_number(maker, "rows", rows);
    if (align >= PECIA_ALIGN_LEFT && align <= PECIA_ALIGN_JUSTIFY)
        tei_make_say(maker, "rend", pecia_str_of(aligns[align]));
}

static void start_table_part(tei_maker *maker, const pecia_event *event) {
    bool row = event->kind == PECIA_ROW;
    start_part(maker, event, row ? TEI_E_table : TEI_E_row, row ? TEI_E_row : TEI_E_cell);
    if (maker->tag)
        say_spans(maker, event->node);
    if (!row)
        tei_make_late(maker);
}

/* True if a block stands in NODE and breaks it off. */
static bool breaks(const tei_maker *maker, uint32_t node) {
    const pecia_cursor_api *api = maker->host->cursor;
    pecia_cursor *cursor = api->open(maker->out->job, maker->document, node, PECIA_VIEW_FLOW);
    bool found = false;
    for (const pecia_event *event; cursor && !found && (event = api->next(cursor))->type != PECIA_END;)
        found = event->node != node && event->type != PECIA_EXIT && event->kind < PECIA_TEXT;
    api->close(cursor);
    return found;
}

/* True if nothing stands behind NODE in the list or table of KIND around it. */
static bool is_last(const tei_maker *maker, uint32_t node, uint32_t kind) {
    const pecia_document_api *api = maker->host->document;
    if (breaks(maker, node))
        return false;
    while (node && api->kind(maker->document, node) != kind) {
        if (api->next_sibling(maker->document, node))
            return false;
        node = api->parent(maker->document, node);
    }
    return node != 0;
}

static void start_caption(tei_maker *maker, const pecia_event *event) {
    tei_made *outer = tei_made_holder(maker);
    bool begins = outer->element == TEI_E_figure || outer->element == TEI_E_lg;
    bool rows = outer->element == TEI_E_table || outer->element == TEI_E_list;
    bool heads = begins || (rows && !outer->had_content);
    tei_make_block(maker, event->kind, heads ? TEI_E_head : TEI_E_trailer,
                   rows && !heads && is_last(maker, event->node, outer->kind));
    tei_make_common(maker, event->node, tei_make_goes_on(event));
}

static void start_code(tei_maker *maker, const pecia_event *event) {
    start(maker, event, TEI_E_eg);
    tei_make_say(maker, "xml:space", PECIA_STR("preserve"));
    tei_make_word(maker, event->node, PECIA_CODE_INFO, "rend");
}

/* True if nothing that is seen stands behind NODE, nor around it but wrappers. */
static bool ends_document(tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    if (tei_made_holder(maker) != &maker->open[0])
        return false;
    for (; node > 1; node = api->parent(maker->document, node))
        for (uint32_t next = api->next_sibling(maker->document, node); next;
             next = api->next_sibling(maker->document, next)) {
            uint32_t kind = api->kind(maker->document, next);
            if (kind != PECIA_NOTE && (kind < PECIA_COMMENT || kind > PECIA_HIDDEN_BLOCK))
                return false;
        }
    return true;
}

/* Front and back matter of the whole text have elements of their own; other wrappers have none. */
static void start_matter(tei_maker *maker, pecia_event *event) {
    pecia_str role;
    if (event->kind == PECIA_MATTER && maker->host->document->get(maker->document, event->node, PECIA_ROLE, &role) &&
        pecia_str_is(role, "back") && ends_document(maker, event->node))
        tei_make_frame(maker, TEI_E_back);
    tei_make_opened(maker, event->kind, true);
    if (event->kind == PECIA_FOREIGN_BLOCK)
        event->outcome = PECIA_DEGRADED;
    tei_make_common(maker, event->node, tei_make_goes_on(event));
}

/* A line that is broken over speeches says which part it is (6.1.4). */
static void start_line(tei_maker *maker, const pecia_event *event) {
    static const char *const parts[] = {NULL, "I", "M", "F"};
    int64_t part = maker->host->document->get_number(maker->document, event->node, PECIA_PART, 0);
    start(maker, event, TEI_E_l);
    if (part >= PECIA_INITIAL && part <= PECIA_FINAL && maker->tag == TEI_E_l)
        tei_make_say(maker, "part", pecia_str_of(parts[part]));
}

static const uint8_t elements[PECIA_KIND_COUNT] = {
    [PECIA_HEADING] = TEI_E_head, [PECIA_ATTRIBUTION] = TEI_E_bibl, [PECIA_LINE_GROUP] = TEI_E_lg,
    [PECIA_SPEECH] = TEI_E_sp,    [PECIA_SPEAKER] = TEI_E_speaker,  [PECIA_STAGE] = TEI_E_stage,
    [PECIA_TABLE] = TEI_E_table,  [PECIA_FIGURE] = TEI_E_figure,
};

bool tei_make_block_start(tei_maker *maker, pecia_event *event) {
    event->outcome = PECIA_CARRIED;
    if (maker->has_origin && tei_make_origin_block(maker, event))
        return true;
    switch (event->kind) {
    case PECIA_DOCUMENT: tei_made_push(maker, event->kind)->block = true; break;
    case PECIA_SECTION: start_section(maker, event); break;
    case PECIA_PARAGRAPH: start_paragraph(maker, event); break;
    case PECIA_BLOCK_QUOTE:
    case PECIA_CITATION: start_quotation(maker, event); break;
    case PECIA_LIST: start_list(maker, event); break;
    case PECIA_ITEM:
    case PECIA_DEFINITION: start_part(maker, event, TEI_E_list, TEI_E_item); break;
    case PECIA_TERM: start_part(maker, event, TEI_E_list, TEI_E_label); break;
    case PECIA_CODE_BLOCK: start_code(maker, event); break;
    case PECIA_ROW:
    case PECIA_CELL: start_table_part(maker, event); break;
    case PECIA_LINE: start_line(maker, event); break;
    case PECIA_CAPTION: start_caption(maker, event); break;
    case PECIA_NOTE: tei_make_note(maker, event->note); break;
    case PECIA_MATTER:
    case PECIA_FOREIGN_BLOCK: start_matter(maker, event); break;
    default:
        if (!elements[event->kind])
            return false;
        start(maker, event, elements[event->kind]);
        break;
    }
    return true;
}
