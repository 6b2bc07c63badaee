/* SPDX-License-Identifier: MIT
 *
 * tei_make_blocks.c: blocks, each where TEI P5 allows it.
 *
 * A div holds its head, then components, then divs (4.1.1): what comes behind the divs of a section goes into a div of
 * its own. A list, a table, a group of lines and a speech must not be empty (3.8, 14.1, 3.13.1, 7.2.2). What has no
 * element is opened up: its content stays.
 */
#include "tei/tei_maker.h"

static tei_made *division_of(tei_maker *maker) {
    for (uint64_t i = maker->count; i-- > 0;)
        if (maker->open[i].tags || maker->open[i].division)
            return &maker->open[i];
    return &maker->open[0];
}

/* The innermost node that wrote an element: the others are open to it. */
static tei_made *holder(tei_maker *maker) {
    return division_of(maker);
}

static void close_rest(tei_maker *maker, tei_made *division) {
    if (division->in_rest)
        tei_out_end(maker->out);
    division->in_rest = false;
}

/* Before a component of a division: behind divs it needs one of its own. */
static void component(tei_maker *maker) {
    tei_made *division = holder(maker);
    if (division->division && division->had_division && !division->in_rest) {
        tei_out_element(maker->out, "div", true);
        division->in_rest = true;
    }
    division->had_content = true;
}

/* In a table only rows may stand, in these only cells (14.1.1); between the items of a list nothing (3.8). Opens what is
 * wanted around the element NAME; returns how many elements. */
static uint32_t wrap(tei_maker *maker, const tei_made *outer, const char *name) {
    bool in_table = outer->kind == PECIA_TABLE && strcmp(name, "row") != 0;
    bool in_row = outer->kind == PECIA_ROW && strcmp(name, "cell") != 0;
    bool in_list = outer->kind == PECIA_LIST && strcmp(name, "item") != 0 && strcmp(name, "label") != 0;
    if (in_list)
        tei_out_element(maker->out, "item", false);
    if (in_table)
        tei_out_element(maker->out, "row", true);
    if (in_table || in_row)
        tei_out_element(maker->out, "cell", false);
    return in_table ? 2 : in_row || in_list;
}

static void start(tei_maker *maker, uint32_t kind, const char *name, bool only, bool mixed) {
    component(maker);
    uint32_t around = wrap(maker, holder(maker), name);
    tei_out_element(maker->out, name, only);
    tei_made_push(maker, kind, 1 + around, mixed);
}

static void start_section(tei_maker *maker, const pecia_event *event) {
    tei_made *outer = holder(maker);
    if (!outer->division) { /* no div may stand in an item, a cell, a quotation */
        tei_made_push(maker, event->kind, 0, outer->mixed);
        return;
    }
    close_rest(maker, outer);
    outer->had_division = true;
    tei_out_element(maker->out, "div", true);
    tei_make_common(maker, event->node);
    tei_make_word(maker, event->node, PECIA_TYPE, "type");
    tei_made_push(maker, event->kind, 1, false)->division = true;
}

/* A title among lines: at their beginning the head, else a label (6.2). */
static void start_title_of_group(tei_maker *maker, const pecia_event *event, const tei_made *group) {
    if (group->had_content) {
        start(maker, event->kind, "label", false, true);
    } else {
        tei_out_element(maker->out, "head", false);
        tei_made_push(maker, event->kind, 1, true);
    }
    tei_make_common(maker, event->node);
}

static void start_heading(tei_maker *maker, const pecia_event *event) {
    tei_made *outer = holder(maker);
    bool first = outer->division && !outer->had_content && !outer->had_division;
    if (outer->kind == PECIA_LINE_GROUP) {
        start_title_of_group(maker, event, outer);
        return;
    }
    if (first) {
        tei_out_element(maker->out, "head", false);
        tei_made_push(maker, event->kind, 1, true);
    } else {
        start(maker, event->kind, "ab", false, true);
        tei_out_attribute(maker->out, "type", PECIA_STR("head"));
    }
    tei_make_common(maker, event->node);
}

/* A list holds items, or a label before each item and nothing else (3.8). */
static void start_item(tei_maker *maker, uint32_t kind, tei_made *list, bool term) {
    if (!list->had_content)
        list->has_terms = term;
    if (list->has_terms && term && list->after_term)
        tei_out_simple(maker->out, "item", PECIA_STR(""));
    if (list->has_terms && !term && !list->after_term)
        tei_out_simple(maker->out, "label", PECIA_STR(""));
    list->after_term = list->has_terms && term;
    start(maker, kind, list->after_term ? "label" : "item", false, true);
}

static void start_paragraph(tei_maker *maker, const pecia_event *event) {
    tei_made *outer = holder(maker);
    if (event->flags & PECIA_IMPLIED && (outer->mixed || outer->kind == PECIA_CITATION)) {
        tei_made_push(maker, event->kind, 0, true);
        return;
    }
    if (outer->kind == PECIA_LIST)
        start_item(maker, event->kind, outer, false);
    else if (outer->kind == PECIA_TABLE || outer->kind == PECIA_ROW)
        start(maker, event->kind, "p", false, true);
    else if (outer->kind == PECIA_LINE_GROUP)
        start(maker, event->kind, "l", false, true);
    else if (event->flags & PECIA_IMPLIED) {
        component(maker);
        tei_made_push(maker, event->kind, 0, true)->pending = true;
        return;
    } else
        start(maker, event->kind, "p", false, true);
    tei_make_common(maker, event->flags & PECIA_CONTINUED ? 0 : event->node);
}

static const char *quotation_element(const tei_maker *maker, uint32_t node) {
    switch (maker->host->document->get_number(maker->document, node, PECIA_QUOTATION, PECIA_QUOTED)) {
    case PECIA_Q: return "q";
    case PECIA_SAID: return "said";
    default: return "quote";
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
    start(maker, cit ? PECIA_CITATION : PECIA_BLOCK_QUOTE, cit ? "cit" : quotation_element(maker, event->node), cit,
          !cit);
    tei_made_top(maker)->kind = cit ? PECIA_CITATION : PECIA_BLOCK_QUOTE;
    tei_make_common(maker, event->node);
    if (!cit)
        tei_make_tie(maker, event->node);
    pecia_str source;
    if (!cit && maker->host->document->get(maker->document, event->node, PECIA_SOURCE, &source) && source.size)
        tei_make_pointer(maker, "source", source);
}

static void start_list(tei_maker *maker, const pecia_event *event) {
    static const char *const types[] = {"bulleted", "bulleted", "ordered", "gloss", "simple"};
    int64_t style = maker->host->document->get_number(maker->document, event->node, PECIA_LIST_STYLE, 0);
    int64_t first = maker->host->document->get_number(maker->document, event->node, PECIA_START, 1);
    start(maker, event->kind, "list", true, false);
    tei_out_attribute(maker->out, "type", pecia_str_of(types[style >= 0 && style <= 4 ? style : 0]));
    tei_make_common(maker, event->node);
    if (style == PECIA_LIST_ORDERED && first != 1)
        tei_out_number(maker->out, "n", first);
}

static void start_list_part(tei_maker *maker, const pecia_event *event) {
    tei_made *list = holder(maker);
    bool term = event->kind == PECIA_TERM;
    if (list->kind != PECIA_LIST) {
        if (term)
            start(maker, event->kind, "label", false, true);
        else
            tei_made_push(maker, event->kind, 0, list->mixed);
        return;
    }
    start_item(maker, event->kind, list, term);
    tei_make_common(maker, event->node);
}

static void spans(tei_maker *maker, uint32_t node) {
    static const char *const aligns[] = {NULL, "left", "center", "right", "justify"};
    const pecia_document_api *api = maker->host->document;
    int64_t cols = api->get_number(maker->document, node, PECIA_COLS, 1),
            rows = api->get_number(maker->document, node, PECIA_ROWS, 1);
    int64_t align = api->get_number(maker->document, node, PECIA_ALIGN, 0);
    if (api->get_number(maker->document, node, PECIA_HEADER, 0))
        tei_out_attribute(maker->out, "role", PECIA_STR("label"));
    if (cols > 1)
        tei_out_number(maker->out, "cols", cols);
    if (rows > 1)
        tei_out_number(maker->out, "rows", rows);
    if (align >= PECIA_ALIGN_LEFT && align <= PECIA_ALIGN_JUSTIFY)
        tei_out_attribute(maker->out, "rend", pecia_str_of(aligns[align]));
}

static void start_table_part(tei_maker *maker, const pecia_event *event) {
    uint8_t wanted = event->kind == PECIA_ROW ? PECIA_TABLE : PECIA_ROW;
    tei_made *outer = holder(maker);
    if (outer->kind != wanted) {
        tei_made_push(maker, event->kind, 0, outer->mixed);
        return;
    }
    start(maker, event->kind, event->kind == PECIA_ROW ? "row" : "cell", event->kind == PECIA_ROW,
          event->kind == PECIA_CELL);
    tei_make_common(maker, event->node);
    spans(maker, event->node);
}

static void start_caption(tei_maker *maker, const pecia_event *event) {
    tei_made *outer = holder(maker);
    bool titled = outer->kind == PECIA_TABLE || outer->kind == PECIA_LIST;
    if (outer->kind == PECIA_LINE_GROUP) {
        start_title_of_group(maker, event, outer);
        return;
    }
    if (outer->kind == PECIA_FIGURE || (titled && !outer->had_content)) {
        tei_out_element(maker->out, "head", false);
        tei_made_push(maker, event->kind, 1, true);
    } else if (titled) {
        tei_out_element(maker->out, "trailer", false);
        tei_made_push(maker, event->kind, 1, true);
    } else {
        start(maker, event->kind, "ab", false, true);
        tei_out_attribute(maker->out, "type", PECIA_STR("caption"));
    }
    tei_make_common(maker, event->node);
}

static void start_in(tei_maker *maker, const pecia_event *event, bool fits, const char *name) {
    start(maker, event->kind, fits ? name : "ab", false, true);
    if (!fits)
        tei_out_attribute(maker->out, "type", pecia_str_of(name));
    tei_make_common(maker, event->node);
}

static void start_code(tei_maker *maker, const pecia_event *event) {
    start(maker, event->kind, "eg", false, true);
    tei_make_common(maker, event->node);
    tei_out_attribute(maker->out, "xml:space", PECIA_STR("preserve"));
    tei_make_word(maker, event->node, PECIA_CODE_INFO, "rend");
}

static void start_open(tei_maker *maker, pecia_event *event) {
    tei_made *outer = maker->count ? holder(maker) : NULL;
    tei_made_push(maker, event->kind, 0, outer && outer->mixed);
}

bool tei_make_block_start(tei_maker *maker, pecia_event *event) {
    event->outcome = PECIA_CARRIED;
    switch (event->kind) {
    case PECIA_DOCUMENT: tei_made_push(maker, event->kind, 0, false)->division = true; break;
    case PECIA_SECTION: start_section(maker, event); break;
    case PECIA_HEADING: start_heading(maker, event); break;
    case PECIA_PARAGRAPH: start_paragraph(maker, event); break;
    case PECIA_BLOCK_QUOTE:
    case PECIA_CITATION: start_quotation(maker, event); break;
    case PECIA_ATTRIBUTION:
        start(maker, event->kind, "bibl", false, true);
        tei_make_common(maker, event->node);
        break;
    case PECIA_LIST: start_list(maker, event); break;
    case PECIA_ITEM:
    case PECIA_DEFINITION:
    case PECIA_TERM: start_list_part(maker, event); break;
    case PECIA_LINE_GROUP:
        start(maker, event->kind, "lg", true, false);
        tei_make_common(maker, event->node);
        break;
    case PECIA_LINE:
        start(maker, event->kind, "l", false, true);
        tei_make_common(maker, event->node);
        break;
    case PECIA_SPEECH:
        start(maker, event->kind, "sp", true, false);
        tei_make_common(maker, event->node);
        break;
    case PECIA_SPEAKER:
        start_in(maker, event, holder(maker)->kind == PECIA_SPEECH && !holder(maker)->had_content, "speaker");
        break;
    case PECIA_STAGE: start_in(maker, event, true, "stage"); break;
    case PECIA_CODE_BLOCK: start_code(maker, event); break;
    case PECIA_TABLE:
        start(maker, event->kind, "table", true, false);
        tei_make_common(maker, event->node);
        break;
    case PECIA_ROW:
    case PECIA_CELL: start_table_part(maker, event); break;
    case PECIA_FIGURE:
        start(maker, event->kind, "figure", true, false);
        tei_make_common(maker, event->node);
        break;
    case PECIA_CAPTION: start_caption(maker, event); break;
    case PECIA_NOTE:
        tei_make_note(maker, event->note);
        tei_made_push(maker, event->kind, 1, true);
        break;
    case PECIA_MATTER:
    case PECIA_FOREIGN_BLOCK:
        start_open(maker, event);
        event->outcome = event->kind == PECIA_MATTER ? PECIA_CARRIED : PECIA_DEGRADED;
        break;
    default: return false;
    }
    return true;
}

/* What TEI wants in an element that has nothing. */
static void fill(tei_maker *maker, const tei_made *made) {
    if (made->after_term)
        tei_out_simple(maker->out, "item", PECIA_STR(""));
    if (made->had_content || !made->tags)
        return;
    if (made->kind == PECIA_LIST) {
        tei_out_simple(maker->out, "item", PECIA_STR(""));
    } else if (made->kind == PECIA_TABLE) {
        tei_out_element(maker->out, "row", true);
        tei_out_simple(maker->out, "cell", PECIA_STR(""));
        tei_out_end(maker->out);
    } else if (made->kind == PECIA_ROW) {
        tei_out_simple(maker->out, "cell", PECIA_STR(""));
    } else if (made->kind == PECIA_LINE_GROUP) {
        tei_out_simple(maker->out, "l", PECIA_STR(""));
    } else if (made->kind == PECIA_SPEECH || (made->kind == PECIA_SECTION && !made->had_division)) {
        tei_out_simple(maker->out, "p", PECIA_STR(""));
    }
}

void tei_make_block_end(tei_maker *maker, const pecia_event *event) {
    if (!maker->count)
        return;
    tei_made made = maker->open[--maker->count];
    if (made.in_rest)
        tei_out_end(maker->out);
    fill(maker, &made);
    if (made.kind == PECIA_SPEAKER && maker->count)
        tei_made_top(maker)->had_content = false; /* a speech needs more than its speaker */
    if (made.kind == PECIA_DOCUMENT && !made.had_content && !made.had_division)
        tei_out_simple(maker->out, "p", PECIA_STR(""));
    for (uint32_t i = 0; i < made.tags; i++)
        tei_out_end(maker->out);
    (void)event;
}
