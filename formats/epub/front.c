/* SPDX-License-Identifier: MIT
 *
 * front.c: title page and colophon, made from what the document says of itself.
 */
#include "writer.h"

static bool find(const epub_writer *w, const char *key, uint32_t index, pecia_meta *meta) {
    if (!w->host->document->meta_find(w->document, key, index, meta)) {
        return false;
    }
    meta->value = pecia_str_trim(meta->value);
    return true;
}

static void begin_line(epub_writer *w, const char *class_name, pecia_str lang) {
    epub_add(w, "<p class=\"");
    epub_add(w, class_name);
    epub_add(w, "\"");
    if (lang.size > 0 && xhtml_is_language(lang)) {
        epub_add(w, " lang=\"");
        xhtml_add_language(&w->file, lang);
        epub_add(w, "\" xml:lang=\"");
        xhtml_add_language(&w->file, lang);
        epub_add(w, "\"");
    }
    epub_add(w, ">");
}

static void add_line(epub_writer *w, const char *class_name, pecia_str lang, pecia_str value) {
    if (value.size > 0) {
        begin_line(w, class_name, lang);
        epub_add_words(w, value);
        epub_add(w, "</p>\n");
    }
}

static int32_t finish(epub_writer *w, const char *name) {
    epub_add(w, "</section>\n</body>\n</html>\n");
    return w->file.status != PECIA_OK ? w->file.status : epub_box_add(&w->box, name, pecia_buf_str(&w->file), true);
}

int32_t epub_write_title_page(epub_writer *w) {
    pecia_meta meta;
    if (!w->with_title_page) {
        return PECIA_OK;
    }
    epub_begin_xhtml(w, w->title, w->lang, " epub:type=\"frontmatter\"");
    epub_add(w, "<section class=\"title-page\" epub:type=\"titlepage\">\n");
    for (uint32_t i = 0; find(w, "creator", i, &meta); i++) {
        add_line(w, "author", meta.lang, meta.value);
    }
    epub_add(w, "<h1>");
    epub_add_words(w, w->title);
    epub_add(w, "</h1>\n");
    for (uint32_t i = 0; find(w, "title", i, &meta); i++) {
        if (pecia_str_begins(meta.type, "sub")) {
            add_line(w, "subtitle", meta.lang, meta.value);
        }
    }
    epub_add(w, "<div class=\"imprint\">\n");
    if (find(w, "publisher", 0, &meta)) {
        add_line(w, "publisher", meta.lang, meta.value);
    }
    if (find(w, "date", 0, &meta)) {
        add_line(w, "date", meta.lang, meta.value);
    }
    epub_add(w, "</div>\n");
    return finish(w, "EPUB/title.xhtml");
}

/* ---------------------------------------------------------------- colophon */

/* A statement with a word in front of it, a link where it has an address. */
static void add_statement(epub_writer *w, enum xhtml_word word, const pecia_meta *meta) {
    begin_line(w, "statement", (pecia_str){NULL, 0});
    epub_add(w, "<span class=\"label\">");
    epub_add(w, xhtml_word(w->lang, word));
    epub_add(w, ":</span> ");
    uint64_t start = w->file.size;
    epub_add(w, "<a href=\"");
    bool linked = xhtml_add_url(&w->file, meta->href.size > 0 ? meta->href : meta->value);
    if (!linked) {
        w->file.size = start;
    }
    epub_add(w, linked ? "\">" : "");
    epub_add_words(w, meta->value.size > 0 ? meta->value : meta->href);
    epub_add(w, linked ? "</a></p>\n" : "</p>\n");
}

static uint32_t add_statements(epub_writer *w) {
    static const struct {
        const char *key;
        enum xhtml_word word;
    } parts[] = {{"source", XHTML_WORD_SOURCE}, {"licence", XHTML_WORD_LICENCE}, {"rights", XHTML_WORD_RIGHTS}};
    pecia_meta meta;
    uint32_t count = 0;
    for (size_t k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
        for (uint32_t i = 0; find(w, parts[k].key, i, &meta); i++) {
            if (meta.value.size > 0 || meta.href.size > 0) {
                add_statement(w, parts[k].word, &meta);
                count++;
            }
        }
    }
    return count;
}

int32_t epub_write_colophon(epub_writer *w) {
    pecia_meta meta;
    if (!w->with_colophon) {
        return PECIA_OK;
    }
    pecia_str name = pecia_str_of(xhtml_word(w->lang, XHTML_WORD_COLOPHON));
    epub_begin_xhtml(w, name, w->lang, " epub:type=\"backmatter\"");
    epub_add(w, "<section class=\"title-page colophon\" epub:type=\"colophon\" role=\"doc-colophon\" aria-label=\"");
    xhtml_escape_attribute(&w->file, name);
    epub_add(w, "\">\n");
    for (uint32_t i = 0; find(w, "creator", i, &meta); i++) {
        add_line(w, "author", meta.lang, meta.value);
    }
    add_line(w, "name", (pecia_str){NULL, 0}, w->title);
    if (add_statements(w) == 0) {
        return PECIA_OK; /* nothing that the title page does not say */
    }
    for (uint32_t i = 0; find(w, "identifier", i, &meta); i++) {
        const char *type;
        add_line(w, "identifier", (pecia_str){NULL, 0}, epub_identifier(w, &meta, &type));
    }
    w->has_colophon = true;
    return finish(w, "EPUB/colophon.xhtml");
}
