/* SPDX-License-Identifier: MIT
 *
 * xhtml_tables.c: lists and tables, which let only their own parts stand in them.
 */
#include "common/xhtml_writer.h"

static bool is_point(const xhtml_writer *w, uint32_t node) {
    uint32_t kind = w->host->document->kind(w->document, node);
    return kind >= PECIA_COMMENT || kind == PECIA_NOTE_SLOT || kind == PECIA_NOTE || kind == PECIA_ANCHOR ||
           (kind >= PECIA_PAGE_BREAK && kind <= PECIA_MILESTONE) || kind == PECIA_CAPTION || kind == PECIA_TEXT;
}

/* A list is one of definitions if it says so or begins with a term. */
static bool is_definitions(const xhtml_writer *w, uint32_t node) {
    int64_t style = xhtml_get_number(w, node, PECIA_LIST_STYLE);
    uint32_t child = w->host->document->first_child(w->document, node);
    while (child != 0 && is_point(w, child)) {
        child = w->host->document->next_sibling(w->document, child);
    }
    uint32_t kind = child != 0 ? w->host->document->kind(w->document, child) : 0;
    return style == PECIA_LIST_DEFINITION || kind == PECIA_TERM || kind == PECIA_DEFINITION;
}

static void begin_list(xhtml_writer *w, xhtml_open *list) {
    int64_t style = xhtml_get_number(w, list->node, PECIA_LIST_STYLE);
    int64_t start = w->host->document->get_number(w->document, list->node, PECIA_START, 1);
    bool ordered = style == PECIA_LIST_ORDERED;
    if (is_definitions(w, list->node)) {
        xhtml_markup(w, "<dl");
        list->shape = PECIA_LIST_DEFINITION;
        list->close = "</dl>\n";
    } else {
        xhtml_markup(w, ordered ? "<ol" : "<ul");
        list->shape = ordered ? PECIA_LIST_ORDERED : PECIA_LIST_BULLET;
        list->close = ordered ? "</ol>\n" : "</ul>\n";
    }
    xhtml_common(w, list->node, style == PECIA_LIST_PLAIN ? "plain" : NULL);
    if (ordered && start != 1 && start > -1000000000 && start < 1000000000) {
        xhtml_number(w, "start", start);
    }
    xhtml_markup(w, ">\n");
}

void xhtml_begin_container(xhtml_writer *w, xhtml_open *parent) {
    parent->begun = true;
    if (parent->kind == PECIA_LIST) {
        begin_list(w, parent);
    } else {
        xhtml_markup(w, "<table");
        xhtml_common(w, parent->node, NULL);
        xhtml_markup(w, ">\n");
        parent->close = "</table>\n";
        w->tables++;
    }
}

static const char *place_in_list(xhtml_writer *w, xhtml_open *list, uint8_t kind) {
    if (kind == PECIA_CAPTION && !list->begun) {
        return NULL; /* the title of a list stands before it */
    }
    if (!list->begun) {
        xhtml_begin_container(w, list);
    }
    bool definitions = list->shape == PECIA_LIST_DEFINITION;
    uint8_t before = list->last;
    bool own = definitions ? kind == PECIA_TERM || kind == PECIA_DEFINITION || kind == PECIA_ITEM
                           : kind == PECIA_ITEM || kind == PECIA_TERM || kind == PECIA_DEFINITION;
    list->last = kind == PECIA_TERM ? PECIA_TERM : PECIA_DEFINITION;
    if (definitions && kind != PECIA_TERM && before == PECIA_NO_KIND) {
        xhtml_markup(w, "<dt></dt>");
    }
    if (own) {
        return NULL;
    }
    xhtml_markup(w, definitions ? "<dd>" : "<li class=\"between\">");
    return definitions ? "</dd>\n" : "</li>\n";
}

static const char *place_in_table(xhtml_writer *w, xhtml_open *table, uint8_t kind) {
    bool fresh = !table->begun;
    if (fresh) {
        xhtml_begin_container(w, table);
    }
    if (kind == PECIA_ROW || (kind == PECIA_CAPTION && fresh)) {
        return NULL;
    }
    if (kind == PECIA_CELL) {
        xhtml_markup(w, "<tr>");
        return "</tr>\n";
    }
    xhtml_markup(w, "<tr class=\"between\"><td>");
    return "</td></tr>\n";
}

const char *xhtml_make_place(xhtml_writer *w, uint8_t kind) {
    xhtml_open *parent = xhtml_top(w);
    if (!parent || parent->closed) {
        return NULL;
    }
    if (parent->kind == PECIA_LIST) {
        return place_in_list(w, parent, kind);
    }
    if (parent->kind == PECIA_TABLE) {
        return place_in_table(w, parent, kind);
    }
    if (parent->kind == PECIA_ROW && kind != PECIA_CELL) {
        xhtml_markup(w, "<td>");
        return "</td>";
    }
    return NULL;
}

static uint8_t open_as(xhtml_writer *w, uint32_t node, xhtml_open *open, const char *tag, const char *close) {
    xhtml_markup(w, tag);
    xhtml_common(w, node, NULL);
    pecia_buf_add_char(&w->out, '>');
    open->close = close;
    return PECIA_CARRIED;
}

static uint8_t enter_item(xhtml_writer *w, const pecia_event *event, xhtml_open *open, bool ordered) {
    int64_t checked = w->host->document->get_number(w->document, event->node, PECIA_CHECKED, -1), value;
    pecia_str label = xhtml_get(w, event->node, PECIA_N);
    xhtml_markup(w, "<li");
    xhtml_common(w, event->node, NULL);
    if (ordered && pecia_str_number(label, &value) && value >= 0 && value < 1000000000) {
        xhtml_number(w, "value", value);
    } else {
        xhtml_attribute(w, "data-n", label);
    }
    if (checked >= 0) {
        xhtml_number(w, "data-checked", checked);
    }
    xhtml_markup(w, checked > 0 ? ">\xE2\x98\x91 " : checked == 0 ? ">\xE2\x98\x90 " : ">");
    open->close = "</li>\n";
    return PECIA_CARRIED;
}

uint8_t xhtml_enter_list_part(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    const xhtml_open *list = w->count > 1 && (open - 1)->kind == PECIA_LIST ? open - 1 : NULL;
    bool definitions = list && list->shape == PECIA_LIST_DEFINITION && !list->closed;
    if (event->kind == PECIA_LIST) {
        return PECIA_CARRIED; /* its tag waits for the first item */
    }
    if (!list || list->closed) {
        open_as(w, event->node, open, event->kind == PECIA_TERM ? "<p" : "<div",
                event->kind == PECIA_TERM ? "</p>\n" : "</div>\n");
        return PECIA_DEGRADED;
    }
    if (event->kind == PECIA_TERM && definitions) {
        open->shape = 1;
        return open_as(w, event->node, open, "<dt", "</dt>\n");
    }
    if (definitions) {
        return open_as(w, event->node, open, "<dd", "</dd>\n");
    }
    return enter_item(w, event, open, list->shape == PECIA_LIST_ORDERED);
}

const char *xhtml_align_name(int64_t align) {
    static const char *const names[] = {NULL, "left", "center", "right", "justify"};
    return align > 0 && align < 5 ? names[align] : NULL;
}

static uint8_t enter_cell(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    const xhtml_open *row = w->count > 1 && (open - 1)->kind == PECIA_ROW ? open - 1 : NULL;
    bool header_row = row && xhtml_get_number(w, row->node, PECIA_HEADER) == 1;
    bool header = header_row || xhtml_get_number(w, event->node, PECIA_HEADER) == 1;
    int64_t cols = xhtml_get_number(w, event->node, PECIA_COLS), rows = xhtml_get_number(w, event->node, PECIA_ROWS);
    int64_t align = xhtml_get_number(w, event->node, PECIA_ALIGN);
    bool named = header && !xhtml_is_empty(w, event->node); /* an empty cell heads nothing */
    xhtml_markup(w, named ? "<th" : "<td");
    xhtml_common(w, event->node, xhtml_align_name(align));
    if (named) {
        xhtml_attribute(w, "scope", header_row ? PECIA_STR("col") : PECIA_STR("row"));
    } else if (header) {
        xhtml_number(w, "data-header", 1);
    }
    if (cols > 1 && cols <= 1000) {
        xhtml_number(w, "colspan", cols);
    }
    if (rows > 1 && rows <= 65534) {
        xhtml_number(w, "rowspan", rows);
    }
    pecia_buf_add_char(&w->out, '>');
    open->close = named ? "</th>" : "</td>";
    return PECIA_CARRIED;
}

uint8_t xhtml_enter_table_part(xhtml_writer *w, const pecia_event *event, xhtml_open *open) {
    switch (event->kind) {
    case PECIA_TABLE: return PECIA_CARRIED;
    case PECIA_ROW:
        if (w->count > 1 && (open - 1)->kind == PECIA_TABLE && !(open - 1)->closed) {
            return open_as(w, event->node, open, "<tr", "</tr>\n");
        }
        open_as(w, event->node, open, "<table class=\"row\"><tbody><tr", "</tr></tbody></table>\n");
        return PECIA_DEGRADED;
    case PECIA_CELL:
        if (w->count > 1 && ((open - 1)->kind == PECIA_ROW || (open - 1)->kind == PECIA_TABLE)) {
            return enter_cell(w, event, open);
        }
        open_as(w, event->node, open, "<div", "</div>\n");
        return PECIA_DEGRADED;
    default:
        if (open->wrap) {
            return open_as(w, event->node, open, "<p", "</p>");
        }
        open->shape = 1;
        return open_as(w, event->node, open, "<caption", "</caption>\n");
    }
}
