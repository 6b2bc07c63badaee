/* SPDX-License-Identifier: MIT
 *
 * navigation.c: the navigation document (EPUB 3.3, 7) and, for old reading systems, the NCX of EPUB 2.
 */
#include "writer.h"

/* True if ENTRY is not too deep for the navigation. */
static bool is_shown(const epub_writer *w, const epub_toc *entry) {
    return entry->level <= w->toc_depth;
}

static bool shows_any(const epub_writer *w) {
    for (uint64_t i = 0; i < w->toc_count; i++) {
        if (is_shown(w, &w->toc[i])) {
            return true;
        }
    }
    return false;
}

static const epub_page *first_page(const epub_writer *w) {
    for (uint64_t i = 0; i < w->page_count; i++) {
        if (w->pages[i].written) {
            return &w->pages[i];
        }
    }
    return NULL;
}

/* The file that stands for the whole text where it has no headings. */
static const char *first_file(const epub_writer *w) {
    const epub_page *page = first_page(w);
    return page ? page->name : w->with_title_page ? "title.xhtml" : w->cover.size > 0 ? "cover.xhtml" : "nav.xhtml";
}

/* "text-00001.xhtml#id", or without the fragment. */
static void add_target(epub_writer *w, const char *page, pecia_str id) {
    pecia_buf_add_text(&w->file, page);
    if (id.size > 0) {
        pecia_buf_add_char(&w->file, '#');
        xhtml_escape_attribute(&w->file, id);
    }
}

/* Depth of an entry: one more than the last at most, so that lists nest without gaps. */
static uint32_t depth_of(const epub_toc *entry, uint32_t last) {
    uint32_t level = entry->level > 0 ? entry->level : 1;
    level = level > 6 ? 6 : level;
    return level > last + 1 ? last + 1 : level;
}

static void add_toc_lists(epub_writer *w) {
    uint32_t depth = 0;
    for (uint64_t i = 0; i < w->toc_count; i++) {
        const epub_toc *entry = &w->toc[i];
        if (!is_shown(w, entry)) {
            continue;
        }
        uint32_t next = depth_of(entry, depth);
        if (next > depth) {
            pecia_buf_add_text(&w->file, "\n<ol>\n");
        } else {
            for (; depth > next; depth--) {
                pecia_buf_add_text(&w->file, "</li>\n</ol>\n");
            }
            pecia_buf_add_text(&w->file, "</li>\n");
        }
        depth = next;
        pecia_buf_add_text(&w->file, "<li><a href=\"");
        add_target(w, w->pages[entry->page].name, entry->id);
        pecia_buf_add_text(&w->file, "\">");
        xhtml_escape(&w->file, entry->words);
        pecia_buf_add_text(&w->file, "</a>");
    }
    for (; depth > 0; depth--) {
        pecia_buf_add_text(&w->file, "</li>\n</ol>\n");
    }
}

static void add_landmark(epub_writer *w, const char *type, const char *target, const char *words) {
    pecia_buf_add_text(&w->file, "<li><a epub:type=\"");
    pecia_buf_add_text(&w->file, type);
    pecia_buf_add_text(&w->file, "\" href=\"");
    pecia_buf_add_text(&w->file, target);
    pecia_buf_add_text(&w->file, "\">");
    pecia_buf_add_text(&w->file, words);
    pecia_buf_add_text(&w->file, "</a></li>\n");
}

static void add_landmarks(epub_writer *w) {
    const epub_page *body = NULL;
    for (uint64_t i = 0; i < w->page_count && !body; i++) {
        const epub_page *page = &w->pages[i];
        body = page->written && !page->front && !page->back ? page : NULL;
    }
    body = body ? body : first_page(w);
    pecia_buf_add_text(&w->file, "<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n");
    if (w->cover.size > 0) {
        add_landmark(w, "cover", "cover.xhtml", xhtml_word(w->lang, XHTML_WORD_COVER));
    }
    if (w->with_title_page) {
        add_landmark(w, "titlepage", "title.xhtml", xhtml_word(w->lang, XHTML_WORD_TITLE_PAGE));
    }
    if (body) {
        add_landmark(w, "bodymatter", body->name, xhtml_word(w->lang, XHTML_WORD_TEXT));
    }
    if (w->xhtml.notes == XHTML_NOTES_END && w->pages[w->page_count - 1].written) {
        add_landmark(w, "endnotes", w->pages[w->page_count - 1].name, xhtml_word(w->lang, XHTML_WORD_NOTES));
    }
    pecia_buf_add_text(&w->file, "</ol>\n</nav>\n");
}

static void add_page_list(epub_writer *w) {
    bool begun = false;
    for (uint64_t i = 0; i < w->break_count; i++) {
        const epub_page_break *at = &w->breaks[i];
        if (at->number.size == 0) {
            continue;
        }
        pecia_buf_add_text(
            &w->file, begun ? "" : "<nav epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"hidden\">\n<ol>\n");
        begun = true;
        pecia_buf_add_text(&w->file, "<li><a href=\"");
        add_target(w, w->pages[at->page].name, at->id);
        pecia_buf_add_text(&w->file, "\">");
        xhtml_escape(&w->file, at->number);
        pecia_buf_add_text(&w->file, "</a></li>\n");
    }
    if (begun) {
        pecia_buf_add_text(&w->file, "</ol>\n</nav>\n");
    }
}

int32_t epub_write_nav(epub_writer *w) {
    epub_begin_xhtml(w, w->title, w->lang, "");
    pecia_buf_add_text(&w->file, "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\">\n<h1>");
    pecia_buf_add_text(&w->file, xhtml_word(w->lang, XHTML_WORD_CONTENTS));
    pecia_buf_add_text(&w->file, "</h1>");
    if (shows_any(w)) {
        add_toc_lists(w);
    } else {
        pecia_buf_add_text(&w->file, "\n<ol>\n<li><a href=\"");
        add_target(w, first_file(w), PECIA_STR(""));
        pecia_buf_add_text(&w->file, "\">");
        xhtml_escape(&w->file, w->title);
        pecia_buf_add_text(&w->file, "</a></li>\n</ol>\n");
    }
    pecia_buf_add_text(&w->file, "</nav>\n");
    add_landmarks(w);
    add_page_list(w);
    pecia_buf_add_text(&w->file, "</body>\n</html>\n");
    return w->file.status != PECIA_OK ? w->file.status
                                      : epub_box_add(&w->box, "EPUB/nav.xhtml", pecia_buf_str(&w->file), true);
}

static void add_point(epub_writer *w, uint64_t number, pecia_str words, const char *page, pecia_str id) {
    pecia_buf_add_text(&w->file, "<navPoint id=\"point-");
    pecia_buf_add_number(&w->file, (int64_t)number);
    pecia_buf_add_text(&w->file, "\" playOrder=\"");
    pecia_buf_add_number(&w->file, (int64_t)number);
    pecia_buf_add_text(&w->file, "\"><navLabel><text>");
    xhtml_escape(&w->file, words);
    pecia_buf_add_text(&w->file, "</text></navLabel><content src=\"");
    add_target(w, page, id);
    pecia_buf_add_text(&w->file, "\"/>");
}

static void add_points(epub_writer *w) {
    uint32_t depth = 0;
    for (uint64_t i = 0; i < w->toc_count; i++) {
        const epub_toc *entry = &w->toc[i];
        if (!is_shown(w, entry)) {
            continue;
        }
        uint32_t next = depth_of(entry, depth);
        for (; depth >= next && depth > 0; depth--) {
            pecia_buf_add_text(&w->file, "</navPoint>\n");
        }
        depth = next;
        add_point(w, i + 1, entry->words, w->pages[entry->page].name, entry->id);
    }
    for (; depth > 0; depth--) {
        pecia_buf_add_text(&w->file, "</navPoint>\n");
    }
    if (!shows_any(w)) {
        add_point(w, 1, w->title, first_file(w), PECIA_STR(""));
        pecia_buf_add_text(&w->file, "</navPoint>\n");
    }
}

int32_t epub_write_ncx(epub_writer *w) {
    if (!w->with_ncx) {
        return PECIA_OK;
    }
    pecia_buf_clear(&w->file);
    pecia_buf_add_text(&w->file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                 "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\">\n"
                                 "<head>\n<meta name=\"dtb:uid\" content=\"");
    xhtml_escape_attribute(&w->file, w->identifier);
    pecia_buf_add_text(&w->file, "\"/>\n</head>\n<docTitle><text>");
    xhtml_escape(&w->file, w->title);
    pecia_buf_add_text(&w->file, "</text></docTitle>\n<navMap>\n");
    add_points(w);
    pecia_buf_add_text(&w->file, "</navMap>\n</ncx>\n");
    return w->file.status != PECIA_OK ? w->file.status
                                      : epub_box_add(&w->box, "EPUB/toc.ncx", pecia_buf_str(&w->file), true);
}
