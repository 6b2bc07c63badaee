/* SPDX-License-Identifier: MIT
 *
 * title.c: the title above the text, with the creators and what the imprint says, unless the text begins with it.
 */
#include "common/xhtml_title.h"
#include "html.h"

/* True if the text has a title page of its own, or begins with the words of the title. */
static bool has_own(html_writer *w) {
    const pecia_cursor_api *c = w->host->cursor;
    pecia_cursor *cursor = c->open(w->job, w->document, 1, PECIA_VIEW_FLOW);
    bool found = pecia_str_equal(xhtml_first_words(w->host, w->job, w->document), w->title);
    while (cursor && !found) {
        pecia_str role;
        const pecia_event *event = c->next(cursor);
        if (event->type == PECIA_END || event->kind == PECIA_PARAGRAPH)
            break;
        found = event->type == PECIA_ENTER && w->host->document->get(w->document, event->node, PECIA_ROLE, &role) &&
                pecia_str_is(role, "titlepage");
    }
    if (cursor)
        c->close(cursor);
    return found;
}

static void add_line(html_writer *w, const char *key, const char *type, const char *class_name) {
    pecia_meta meta;
    for (uint32_t i = 0; w->host->document->meta_find(w->document, key, i, &meta); i++) {
        if (pecia_str_trim(meta.value).size == 0 || (type && !pecia_str_begins(meta.type, type)))
            continue;
        pecia_buf_add_text(&w->head, "<p class=\"");
        pecia_buf_add_text(&w->head, class_name);
        pecia_buf_add_text(&w->head, "\">");
        xhtml_escape(&w->head, pecia_str_trim(meta.value));
        pecia_buf_add_text(&w->head, "</p>\n");
    }
}

void html_add_title(html_writer *w) {
    if (w->title.size == 0 || !w->host->job->option_number(w->job, "title-block", 1) || has_own(w))
        return;
    pecia_buf_add_text(&w->head, "<header class=\"title-page made\">\n");
    add_line(w, "creator", NULL, "author");
    pecia_buf_add_text(&w->head, "<h1>");
    xhtml_escape(&w->head, w->title);
    pecia_buf_add_text(&w->head, "</h1>\n");
    add_line(w, "title", "sub", "subtitle");
    add_line(w, "date", NULL, "date");
    pecia_buf_add_text(&w->head, "</header>\n");
}
