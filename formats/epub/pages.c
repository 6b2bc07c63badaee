/* SPDX-License-Identifier: MIT
 *
 * pages.c: walks the document once and writes its files.
 */
#include "writer.h"

pecia_str epub_keep(epub_writer *w, pecia_str str) {
    enum { CHUNK = 16384 };
    pecia_str kept = {NULL, 0};
    if (str.size > w->keep_left) {
        uint64_t size = str.size > CHUNK ? str.size : CHUNK;
        w->keep_at = w->host->job->alloc(w->job, size);
        w->keep_left = w->keep_at ? size : 0;
        if (!w->keep_at) {
            w->is_short = true;
            return kept;
        }
    }
    if (!w->keep_at) {
        return PECIA_STR("");
    }
    if (str.size > 0) {
        memcpy(w->keep_at, str.data, (size_t)str.size);
    }
    kept.data = w->keep_at;
    kept.size = str.size;
    w->keep_at += str.size;
    w->keep_left -= str.size;
    return kept;
}

static pecia_str page_of(void *context, uint32_t node) {
    epub_writer *w = context;
    uint32_t page = epub_page_of(w, node);
    return page == w->current ? PECIA_STR("") : pecia_str_of(w->pages[page].name);
}

static int32_t take_heading(void *context, uint32_t level, pecia_str id, pecia_str words) {
    epub_writer *w = context;
    int32_t status = pecia_grow(w->host, w->job, &w->toc, &w->toc_capacity, w->toc_count + 1, sizeof(*w->toc));
    if (status != PECIA_OK) {
        return status;
    }
    epub_toc *entry = &w->toc[w->toc_count++];
    entry->page = w->current;
    entry->level = level;
    entry->id = epub_keep(w, id);
    entry->words = epub_keep(w, pecia_str_trim(words));
    if (w->page_title.size == 0) {
        w->page_title = entry->words;
    }
    return entry->id.data && entry->words.data ? PECIA_OK : PECIA_ERR_MEMORY;
}

static int32_t take_page_break(void *context, pecia_str id, pecia_str number) {
    epub_writer *w = context;
    int32_t status =
        pecia_grow(w->host, w->job, &w->breaks, &w->break_capacity, w->break_count + 1, sizeof(*w->breaks));
    if (status != PECIA_OK) {
        return status;
    }
    epub_page_break *entry = &w->breaks[w->break_count++];
    entry->page = w->current;
    entry->id = epub_keep(w, id);
    entry->number = epub_keep(w, pecia_str_trim(number));
    return entry->id.data && entry->number.data ? PECIA_OK : PECIA_ERR_MEMORY;
}

void epub_begin_xhtml(epub_writer *w, pecia_str title, pecia_str lang, const char *body_attributes) {
    pecia_buf *out = &w->file;
    pecia_buf_clear(out);
    pecia_buf_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                            "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                            "xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"");
    xhtml_escape_attribute(out, lang);
    pecia_buf_add_text(out, "\" xml:lang=\"");
    xhtml_escape_attribute(out, lang);
    pecia_buf_add_text(out, w->xhtml.is_rtl ? "\" dir=\"rtl" : "");
    pecia_buf_add_text(out, "\">\n<head>\n<meta charset=\"UTF-8\"/>\n<title>");
    xhtml_escape(out, title);
    pecia_buf_add_text(out,
                       "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body");
    pecia_buf_add_text(out, body_attributes);
    pecia_buf_add_text(out, ">\n");
}

static bool has_words(pecia_str markup) {
    return pecia_str_trim(markup).size > 0;
}

static int32_t finish_page(epub_writer *w) {
    epub_page *page = &w->pages[w->current];
    char name[64] = "EPUB/";
    int32_t status;
    if (!has_words(pecia_buf_str(&w->xhtml.out))) {
        return PECIA_OK;
    }
    char body[96] = " data-level=\"0\"";
    uint32_t level = page->level < 9 ? page->level : 9;
    body[13] = (char)('0' + level);
    if (page->front || page->back) {
        strncat(body, page->front ? " epub:type=\"frontmatter\"" : " epub:type=\"backmatter\"", 40);
    } else {
        strncat(body, " epub:type=\"bodymatter\"", 40);
    }
    epub_begin_xhtml(w, w->page_title.size > 0 ? w->page_title : w->title, w->lang, body);
    pecia_buf_add_str(&w->file, pecia_buf_str(&w->xhtml.out));
    status = pecia_buf_add_text(&w->file, "</body>\n</html>\n");
    if (status != PECIA_OK) {
        return status;
    }
    strncat(name, page->name, EPUB_NAME);
    pecia_str kept = epub_keep(w, (pecia_str){name, strlen(name) + 1});
    page->written = true;
    page->has_math = w->xhtml.math > w->math_before;
    epub_sha1_add_content(&w->hash, w->file.data, w->file.size);
    return kept.data ? epub_box_add(&w->box, kept.data, pecia_buf_str(&w->file), true) : PECIA_ERR_MEMORY;
}

static int32_t end_page(epub_writer *w) {
    epub_page *page = &w->pages[w->current];
    int32_t status = xhtml_end_page(&w->xhtml, w->note_order + page->note_from, page->note_to - page->note_from);
    return status == PECIA_OK ? finish_page(w) : status;
}

static void begin_page(epub_writer *w, uint32_t page) {
    w->current = page;
    w->math_before = w->xhtml.math;
    w->page_title = (pecia_str){NULL, 0};
    xhtml_begin_page(&w->xhtml, w->pages[page].level);
}

static int32_t write_endnotes(epub_writer *w) {
    epub_page *page = &w->pages[w->page_count - 1];
    int32_t status;
    begin_page(w, (uint32_t)w->page_count - 1);
    if (w->xhtml.queued == 0 && page->note_from == page->note_to) {
        return PECIA_OK;
    }
    pecia_str title = pecia_str_of(xhtml_word(w->lang, XHTML_WORD_NOTES));
    w->page_title = title;
    status = xhtml_write_endnotes(&w->xhtml, title, w->note_order + page->note_from, page->note_to - page->note_from);
    status = status == PECIA_OK ? take_heading(w, 1, PECIA_STR("pecia-notes"), title) : status;
    return status == PECIA_OK ? finish_page(w) : status;
}

int32_t epub_write_pages(epub_writer *w) {
    static const xhtml_hooks hooks = {page_of, epub_take_image, take_heading, take_page_break};
    const pecia_host *host = w->host;
    bool at_end = w->xhtml.notes == XHTML_NOTES_END;
    uint32_t text_pages = (uint32_t)w->page_count - at_end;
    pecia_cursor *cursor = host->cursor->open(w->job, w->document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    int32_t status = cursor ? PECIA_OK : PECIA_ERR_MEMORY;
    w->xhtml.hooks = &hooks;
    w->xhtml.context = w;
    begin_page(w, 0);
    for (uint64_t i = 1; status == PECIA_OK; i++) {
        pecia_event *event = host->cursor->next(cursor);
        if (event->type == PECIA_END) {
            break;
        }
        while (status == PECIA_OK && w->current + 1 < text_pages && event->node >= w->pages[w->current + 1].node &&
               event->type != PECIA_EXIT) {
            status = end_page(w);
            begin_page(w, w->current + 1);
        }
        if (status == PECIA_OK) {
            status = xhtml_write_event(&w->xhtml, cursor, event);
        }
        if (status == PECIA_OK && (i & 4095) == 0) {
            status = host->job->proceed(w->job);
        }
    }
    status = status == PECIA_OK ? end_page(w) : status;
    return status == PECIA_OK && at_end ? write_endnotes(w) : status;
}
