/* SPDX-License-Identifier: MIT
 *
 * area.c: which part of a page is its text, when navigation and the like are to be left out.
 */
#include "html.h"

/* The only element of TAG (or with ROLE) on the page, 0 if there is none or more than one beside each other. */
static uint32_t only_one(const xhtml_page *page, uint32_t tag, const char *role) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < page->count; i++) {
        const xhtml_item *item = &page->items[i];
        if (item->type != XHTML_START ||
            (item->tag != tag && !(role && xhtml_has_word(xhtml_page_value(page, item, XHTML_KEY_ROLE), role))))
            continue;
        if (found)
            return 0;
        found = i;
        i = item->end; /* one within it is a part of it */
    }
    return found;
}

void html_find_area(xhtml_reader *reader) {
    const char *content = reader->host->job->option(reader->job, "content");
    if (!content || strcmp(content, "main") != 0)
        return;
    uint32_t at = only_one(&reader->page, XHTML_main, "main");
    if (!at)
        at = only_one(&reader->page, XHTML_article, "article");
    if (!at) {
        reader->host->job->report(
            reader->job, PECIA_WARNING, "html.no-main", NULL,
            "the page does not say which part of it is the text (main, article); all of it was read");
        return;
    }
    reader->from = at;
    reader->to = reader->page.items[at].end + 1;
}
