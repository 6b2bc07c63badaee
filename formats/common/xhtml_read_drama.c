/* SPDX-License-Identifier: MIT
 *
 * xhtml_read_drama.c: drama that is set as a table, a row for each speech, and stage directions (EPUB Structural
 * Semantics and the Z39.98 vocabulary).
 */
#include "common/xhtml_reader.h"

static bool is_stage(const xhtml_reader *r, const xhtml_item *item) {
    return xhtml_in_is(r, item, "z3998:stage-direction", NULL);
}

static bool is_persona(const xhtml_reader *r, const xhtml_item *item) {
    return item->type == XHTML_START && (item->tag == XHTML_td || item->tag == XHTML_th) &&
           xhtml_in_is(r, item, "z3998:persona", NULL);
}

static bool in_drama(const xhtml_reader *r) {
    for (uint64_t i = r->count; i-- > 0;)
        if (r->open[i].tag == XHTML_table)
            return r->open[i].drama;
    return false;
}

/* All that the cell holds is one stage direction. */
static bool holds_stage_only(const xhtml_reader *r, const xhtml_item *cell) {
    const xhtml_item *at = cell + 1, *end = r->page.items + cell->end;
    bool found = false;
    for (; at < end; at++) {
        if (at->type == XHTML_TEXT && pecia_str_trim(xhtml_page_item_text(&r->page, at)).size)
            return false;
        if (at->type != XHTML_START)
            continue;
        if (found || !is_stage(r, at))
            return false;
        found = true;
        at = r->page.items + at->end;
    }
    return found;
}

static bool speaks(const xhtml_reader *r, const xhtml_item *row) {
    for (const xhtml_item *at = row + 1; at < r->page.items + row->end; at++)
        if (is_persona(r, at) && at->holds_text)
            return true;
    return false;
}

static uint32_t open_around(xhtml_reader *r, const xhtml_item *item) {
    xhtml_in_anchor(r, item);
    xhtml_in_push(r, item, 0)->wraps = true;
    return (uint32_t)(item - r->page.items) + 1;
}

static void open_cell(xhtml_reader *r, const xhtml_item *item) {
    if (is_persona(r, item) && item->holds_text) {
        xhtml_in_push(r, item, PECIA_SPEAKER);
    } else if (!item->holds_blocks && (is_stage(r, item) || holds_stage_only(r, item))) {
        xhtml_in_push(r, item, PECIA_STAGE);
    } else {
        open_around(r, item);
        xhtml_in_top(r)->verse = xhtml_holds_verse(r, item);
        r->verse += xhtml_in_top(r)->verse;
    }
}

bool xhtml_read_drama(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    if (r->own)
        return false;
    if (item->tag == XHTML_table && xhtml_in_is(r, item, "z3998:drama", NULL)) {
        open_around(r, item);
        xhtml_in_top(r)->drama = true;
    } else if (item->tag == XHTML_tr && in_drama(r)) {
        open_around(r, item);
        if (speaks(r, item)) {
            xhtml_in *in = xhtml_in_top(r);
            r->build->enter(r->builder, PECIA_SPEECH);
            in->node = r->build->last(r->builder);
            in->kind = PECIA_SPEECH;
            in->wraps = false;
        }
    } else if ((item->tag == XHTML_td || item->tag == XHTML_th) && in_drama(r)) {
        open_cell(r, item);
    } else if (item->tag == XHTML_p && is_stage(r, item)) {
        xhtml_in_push(r, item, PECIA_STAGE);
    } else {
        return false;
    }
    return true;
}
