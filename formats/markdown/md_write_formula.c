/* SPDX-License-Identifier: MIT
 *
 * md_write_formula.c: formulas of TeX, in the flavours that have them. See md_writer.h and md_formula.h.
 */
#include "md_formula.h"
#include "md_html.h"
#include "md_writer.h"

/* True if all that TEI says of NODE is that it is a formula of TeX. *IS_DISPLAY: one that stands by itself. */
static bool is_formula(const md_writer *w, uint32_t node, bool *is_display) {
    const pecia_document_api *d = w->host->document;
    pecia_name name;
    pecia_str value;
    bool is_tex = false;
    *is_display = false;
    if (!d->origin(w->document, node, &name) || !pecia_str_is(name.ns, MD_TEI_NS) ||
        !pecia_str_is(name.local, "formula") || md_get(w, node, PECIA_ID).data || md_get(w, node, PECIA_LANG).data ||
        md_get(w, node, PECIA_N).data || md_get(w, node, PECIA_TYPE).data || md_get(w, node, PECIA_CLASS).data) {
        return false;
    }
    for (uint32_t i = 0; d->origin_attribute(w->document, node, i, &name, &value); i++) {
        bool is_notation = pecia_str_is(name.local, "notation") && pecia_str_is(value, "TeX");
        bool is_rend = pecia_str_is(name.local, "rend") && pecia_str_is(value, "display");
        if (!is_notation && !is_rend) {
            return false;
        }
        is_tex = is_tex || is_notation;
        *is_display = *is_display || is_rend;
    }
    return is_tex;
}

/* Makes in w->tag what NODE is between its signs; false if it cannot be read back here. */
static bool make(md_writer *w, uint32_t node, bool is_display) {
    const pecia_document_api *d = w->host->document;
    pecia_str sign = is_display ? PECIA_STR("$$") : PECIA_STR("$");
    pecia_buf *text = &w->code;
    pecia_buf_clear(text);
    for (uint32_t n = d->first_child(w->document, node); n; n = d->next_sibling(w->document, n)) {
        if (d->kind(w->document, n) != PECIA_TEXT) {
            return false;
        }
        pecia_buf_add_str(text, d->text(w->document, n));
    }
    pecia_str whole = pecia_buf_str(text), inner;
    pecia_buf_clear(&w->tag);
    pecia_buf_add_str(&w->tag, sign);
    md_formula_fold(&w->tag, whole);
    pecia_buf_add_str(&w->tag, sign);
    if (text->status < 0 || w->tag.status < 0 || pecia_str_trim(whole).size < whole.size) {
        return false;
    }
    bool is_inside = w->inline_count > 0 || w->in_note > 0 || w->wraps;
    for (uint64_t i = 0; i < whole.size; i++) {
        bool is_bracket = whole.data[i] == '[' || whole.data[i] == ']';
        if ((is_bracket && is_inside) || (whole.data[i] == '|' && w->phrase == PECIA_CELL)) {
            return false;
        }
    }
    return md_formula_size(pecia_buf_str(&w->tag), true, &inner) == w->tag.size;
}

/* True if a '$' of the words before would make a formula with the one that is to follow. */
static bool is_behind_dollar(const md_writer *w) {
    const pecia_buf *line = &w->line;
    bool is_slot = w->slot_count > 0 && w->slots[w->slot_count - 1].at == line->size;
    if (line->size == w->formula_end || (!is_slot && (w->fold.pending || pecia_is_space(line->data[line->size - 1])))) {
        return false;
    }
    for (uint64_t i = line->size; i > w->formula_end; i--) {
        bool is_bare = line->data[i - 1] == '$' && (i < 2 || line->data[i - 2] != '\\');
        if (is_bare) {
            return true;
        }
    }
    return false;
}

bool md_formula(md_writer *w, const pecia_event *event) {
    const pecia_document_api *d = w->host->document;
    bool is_display = false;
    uint32_t node = event->node;
    if (!(w->syntax & MD_FORMULAS) || w->in_code > 0 || !is_formula(w, node, &is_display) || is_behind_dollar(w) ||
        !make(w, node, is_display)) {
        return false;
    }
    md_raw(w, pecia_buf_str(&w->tag));
    w->formula_end = w->line.size;
    w->is_seen = true;
    pecia_keep_name(w->origins, w->job, node);
    pecia_name name;
    pecia_str value;
    for (uint32_t i = 0; d->origin_attribute(w->document, node, i, &name, &value); i++) {
        pecia_keep_attribute(w->origins, w->job, node, i);
    }
    pecia_event *e = w->host->cursor->next(w->cursor);
    while (e->type != PECIA_END && e->type != PECIA_EXIT) {
        e->outcome = PECIA_CARRIED;
        e = w->host->cursor->next(w->cursor);
    }
    return true;
}
