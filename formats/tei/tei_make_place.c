/* SPDX-License-Identifier: MIT
 *
 * tei_make_place.c: elements opened where the profile lets them stand, and closed with what TEI wants in them.
 *
 * A div holds its head, then components, then divs (4.1.1): what comes behind the divs goes into a div of its own. A
 * list holds items, or a label before each item (3.8). A list, a table, a row, a group of lines and a speech must not
 * be empty (3.8, 14.1, 3.13.1, 7.2.2).
 */
#include "tei/tei_maker.h"

tei_made *tei_made_holder(tei_maker *maker) {
    for (uint64_t i = maker->count; i-- > 0;)
        if (maker->open[i].element)
            return &maker->open[i];
    return &maker->open[0];
}

tei_made *tei_made_push(tei_maker *maker, uint32_t kind) {
    if (pecia_grow(maker->host, maker->out->job, &maker->open, &maker->capacity, maker->count + 1,
                   sizeof *maker->open) != PECIA_OK) {
        maker->out->status = PECIA_ERR_MEMORY;
        return &maker->open[maker->count - 1];
    }
    maker->open[maker->count] = (tei_made){.kind = (uint8_t)kind};
    return &maker->open[maker->count++];
}

void tei_make_degrade(tei_maker *maker) {
    if (maker->event && maker->event->outcome == PECIA_CARRIED)
        maker->event->outcome = PECIA_DEGRADED;
}

static void start_tag(tei_maker *maker, uint32_t element, const char *name, bool only) {
    tei_out_element(maker->out, name, only);
    tei_made_tag(maker, element, name);
}

static void start_element(tei_maker *maker, uint32_t element) {
    start_tag(maker, element, tei_fit_name(element), !tei_fit_holds(&maker->fit, element, TEI_E_none));
}

/* ---------------------------------------------------------------- order within an element */

/* Before a component of a division: behind divs it needs one of its own. Before a div: that one ends. */
static void order_division(tei_maker *maker, tei_made *division, uint32_t first) {
    bool div = first == TEI_E_div;
    if (division->in_rest == !div && (div || division->in_rest))
        return;
    if (div && division->in_rest) {
        tei_out_end(maker->out);
        division->in_rest = false;
    } else if (!div && division->had_division) {
        tei_out_element(maker->out, "div", true);
        division->in_rest = true;
    }
}

static void order_item(tei_maker *maker, tei_made *list, bool term) {
    if (!list->had_content)
        list->has_terms = term;
    if (list->has_terms && term && list->after_term)
        tei_out_simple(maker->out, "item", PECIA_STR(""));
    if (list->has_terms && !term && !list->after_term)
        tei_out_simple(maker->out, "label", PECIA_STR(""));
    list->after_term = list->has_terms && term;
}

static void order(tei_maker *maker, tei_made *outer, uint32_t first) {
    bool apart = tei_fit_is_apart(outer->element, first);
    if (outer->division && !apart && first != TEI_E_head)
        order_division(maker, outer, first);
    if (outer->element == TEI_E_list && (first == TEI_E_item || first == TEI_E_label))
        order_item(maker, outer, first == TEI_E_label);
    if (first == TEI_E_speaker)
        outer->had_speaker = true;
    else if (first == TEI_E_div)
        outer->had_division = true;
    else if (outer->mixed || outer->element == TEI_E_cit || (!apart && first != TEI_E_head))
        outer->had_content = true;
}

/* ---------------------------------------------------------------- opening */

/* Writes the start tags for ELEMENT; returns how many, and what the last is in *MADE. */
static uint8_t open_way(tei_maker *maker, uint32_t element, bool is_inline, bool last, uint8_t *made) {
    tei_made *outer = tei_made_holder(maker);
    bool fresh = !outer->had_content && !outer->had_division;
    tei_way way;
    if (element == TEI_E_label && outer->element == TEI_E_list &&
        (!tei_fit_holds(&maker->fit, TEI_E_list, TEI_E_label) || (outer->had_content && !outer->has_terms)))
        element = TEI_E_item;
    tei_place_state state = {.outer = outer->element,
                             .inline_only = is_inline,
                             .may_head = fresh || outer->element == TEI_E_figure,
                             .may_trail = last && outer->had_content &&
                                          (outer->element == TEI_E_list || outer->element == TEI_E_table),
                             .may_speaker = fresh && !outer->had_speaker};
    tei_fit_way(&maker->fit, element, &state, &way);
    *made = TEI_E_none;
    if (!way.count)
        return 0;
    order(maker, outer, way.element[0]);
    for (uint32_t i = 0; i < way.count; i++)
        start_element(maker, way.element[i]);
    *made = way.element[way.count - 1];
    if (way.attribute)
        tei_make_attribute(maker, way.attribute, pecia_str_of(way.value));
    if (*made != element && maker->fit.profile->bit != TEI_PROFILE_ALL)
        tei_make_degrade(maker);
    return way.count;
}

static bool is_division(uint32_t element) {
    return element == TEI_E_div || element == TEI_E_body || element == TEI_E_front || element == TEI_E_back;
}

static tei_made *push_made(tei_maker *maker, uint32_t kind, uint8_t tags, uint8_t element, bool block) {
    tei_made *made = tei_made_push(maker, kind);
    made->tags = tags;
    made->element = element;
    made->mixed = tei_fit_holds(&maker->fit, element, TEI_E_none);
    made->division = is_division(element);
    made->had_division = element == TEI_E_front || element == TEI_E_back;
    made->block = block;
    return made;
}

tei_made *tei_make_opened(tei_maker *maker, uint32_t kind, bool block) {
    tei_made *outer = tei_made_holder(maker);
    bool mixed = outer->mixed;
    maker->tag = TEI_E_none;
    if (block && mixed && outer->had_content)
        tei_out_literal(maker->out, " "); /* words of two blocks are two words */
    tei_made *made = tei_made_push(maker, kind);
    made->mixed = mixed;
    made->block = block;
    return made;
}

tei_made *tei_make_block(tei_maker *maker, uint32_t kind, uint32_t element, bool last) {
    uint8_t made, tags = open_way(maker, element, false, last, &made);
    if (tags)
        return push_made(maker, kind, tags, made, true);
    tei_make_degrade(maker);
    return tei_make_opened(maker, kind, true);
}

tei_made *tei_make_inline(tei_maker *maker, uint32_t kind, uint32_t element) {
    uint8_t made, tags = open_way(maker, element, true, false, &made);
    if (tags)
        return push_made(maker, kind, tags, made, false);
    tei_make_degrade(maker);
    return tei_make_opened(maker, kind, false);
}

tei_made *tei_make_like(tei_maker *maker, uint32_t kind, uint32_t element, const char *name, bool block) {
    order(maker, tei_made_holder(maker), element);
    start_tag(maker, element, name, block && !tei_fit_holds(&maker->fit, element, TEI_E_none));
    tei_made *made = push_made(maker, kind, 1, (uint8_t)element, block);
    made->name = name;
    return made;
}

void tei_make_empty(tei_maker *maker, uint32_t element) {
    tei_make_inline(maker, 0, element);
}

static void write_pending(tei_maker *maker) {
    tei_made *top = tei_made_top(maker);
    uint8_t made, tags = open_way(maker, TEI_E_p, false, false, &made);
    top->pending = false;
    top->tags = tags;
    top->element = made;
    top->mixed = true;
}

void tei_make_ready(tei_maker *maker) {
    if (tei_made_top(maker)->pending)
        write_pending(maker);
    tei_made *holder = tei_made_holder(maker);
    holder->had_content = holder->had_content || holder->mixed; /* elsewhere it is white space */
    if (maker->late_count)
        tei_make_late(maker);
}

bool tei_make_wait(tei_maker *maker, uint32_t node) {
    if (pecia_grow(maker->host, maker->out->job, &maker->late, &maker->late_capacity, maker->late_count + 1,
                   sizeof *maker->late) == PECIA_OK)
        maker->late[maker->late_count++] = node;
    else
        maker->out->status = PECIA_ERR_MEMORY;
    return true;
}

/* ---------------------------------------------------------------- closing */

static void fill_with(tei_maker *maker, uint32_t element) {
    uint32_t made = maker->fit.made[element].element;
    if (made)
        tei_out_simple(maker->out, tei_fit_name(made), PECIA_STR(""));
}

/* What TEI wants in an element that has nothing. */
static void fill(tei_maker *maker, const tei_made *made) {
    if (made->after_term)
        fill_with(maker, TEI_E_item);
    if (made->had_content)
        return;
    switch (made->element) {
    case TEI_E_list: fill_with(maker, TEI_E_item); break;
    case TEI_E_table:
        tei_out_element(maker->out, "row", true);
        fill_with(maker, TEI_E_cell);
        tei_out_end(maker->out);
        break;
    case TEI_E_row: fill_with(maker, TEI_E_cell); break;
    case TEI_E_lg: fill_with(maker, TEI_E_l); break;
    case TEI_E_cit: fill_with(maker, TEI_E_quote); break;
    case TEI_E_sp: fill_with(maker, TEI_E_p); break;
    case TEI_E_epigraph: fill_with(maker, TEI_E_p); break;
    case TEI_E_body:
    case TEI_E_div:
        if (!made->had_division)
            fill_with(maker, TEI_E_p);
        break;
    default: break;
    }
}

static void end(tei_maker *maker, const tei_made *made) {
    if (made->in_rest)
        tei_out_end(maker->out);
    fill(maker, made);
    for (uint32_t i = 0; i < made->tags; i++)
        tei_out_end(maker->out);
}

void tei_make_frame(tei_maker *maker, uint32_t element) {
    if (!maker->count)
        push_made(maker, PECIA_MATTER, 0, TEI_E_none, true);
    tei_made *frame = &maker->open[0];
    if (frame->element == element)
        return;
    end(maker, frame);
    start_element(maker, element);
    *frame = (tei_made){.kind = PECIA_MATTER,
                        .element = (uint8_t)element,
                        .tags = 1,
                        .division = true,
                        .had_division = element != TEI_E_body,
                        .block = true};
    maker->tag = TEI_E_none;
}

void tei_make_close(tei_maker *maker) {
    if (!maker->count)
        return;
    tei_made made = maker->open[--maker->count];
    end(maker, &made);
    if (made.element == TEI_E_row && maker->count)
        tei_make_late(maker);
}
