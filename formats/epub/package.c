/* SPDX-License-Identifier: MIT
 *
 * package.c: the package document (EPUB 3.3, 5), with the accessibility metadata that the content bears out.
 */
#include "writer.h"

static void add(epub_writer *w, const char *markup) {
    pecia_buf_add_text(&w->file, markup);
}

static void add_element(epub_writer *w, const char *name, const char *attributes, pecia_str value) {
    add(w, "<");
    add(w, name);
    add(w, attributes);
    add(w, ">");
    xhtml_escape(&w->file, pecia_str_trim(value));
    add(w, "</");
    add(w, name);
    add(w, ">\n");
}

static void add_property(epub_writer *w, const char *property, const char *value) {
    add(w, "<meta property=\"");
    add(w, property);
    add(w, "\">");
    add(w, value);
    add(w, "</meta>\n");
}

static void add_refinement(epub_writer *w, const char *kind, uint32_t number, const char *property, const char *scheme,
                           pecia_str value) {
    if (value.size == 0) {
        return;
    }
    add(w, "<meta refines=\"#");
    add(w, kind);
    pecia_buf_add_number(&w->file, number);
    add(w, "\" property=\"");
    add(w, property);
    add(w, scheme);
    add(w, "\">");
    xhtml_escape(&w->file, value);
    add(w, "</meta>\n");
}

static void begin_numbered(epub_writer *w, const char *name, const char *kind, uint32_t number, pecia_str lang) {
    add(w, "<");
    add(w, name);
    add(w, " id=\"");
    add(w, kind);
    pecia_buf_add_number(&w->file, number);
    add(w, "\"");
    if (lang.size > 0 && xhtml_is_language(lang)) {
        add(w, " xml:lang=\"");
        xhtml_escape_attribute(&w->file, lang);
        add(w, "\"");
    }
    add(w, ">");
}

static void add_titles(epub_writer *w) {
    pecia_meta meta;
    uint32_t number = 0;
    bool has_main = false;
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "title", i, &meta); i++) {
        pecia_str value = pecia_str_trim(meta.value), type = meta.type;
        if (value.size == 0) {
            continue;
        }
        bool main = !has_main && pecia_str_equal(value, w->title);
        has_main = has_main || main;
        begin_numbered(w, "dc:title", "title", ++number, meta.lang);
        xhtml_escape(&w->file, value);
        add(w, "</dc:title>\n");
        type = main                                   ? PECIA_STR("main")
               : pecia_str_begins(type, "sub")        ? PECIA_STR("subtitle")
               : pecia_str_is(type, "short")          ? PECIA_STR("short")
               : pecia_str_begins(type, "collection") ? PECIA_STR("collection")
                                                      : PECIA_STR("");
        add_refinement(w, "title", number, "title-type", "", type);
        add_refinement(w, "title", number, "file-as", "", meta.sort);
    }
    if (!has_main) {
        begin_numbered(w, "dc:title", "title", ++number, (pecia_str){NULL, 0});
        xhtml_escape(&w->file, w->title);
        add(w, "</dc:title>\n");
        add_refinement(w, "title", number, "title-type", "", PECIA_STR("main"));
    }
}

static bool is_relator(pecia_str role) {
    for (uint64_t i = 0; i < role.size; i++) {
        if (role.data[i] < 'a' || role.data[i] > 'z') {
            return false;
        }
    }
    return role.size == 3;
}

static void add_people(epub_writer *w, const char *key, const char *element) {
    pecia_meta meta;
    for (uint32_t i = 0; w->host->document->meta_find(w->document, key, i, &meta); i++) {
        if (pecia_str_trim(meta.value).size == 0) {
            continue;
        }
        begin_numbered(w, element, key, i + 1, meta.lang);
        xhtml_escape(&w->file, pecia_str_trim(meta.value));
        add(w, "</");
        add(w, element);
        add(w, ">\n");
        if (is_relator(meta.role)) {
            add_refinement(w, key, i + 1, "role", "\" scheme=\"marc:relators", meta.role);
        }
        add_refinement(w, key, i + 1, "file-as", "", meta.sort);
    }
}

static void add_all(epub_writer *w, const char *key, const char *element, uint32_t most) {
    pecia_meta meta;
    for (uint32_t i = 0, done = 0; done < most && w->host->document->meta_find(w->document, key, i, &meta); i++) {
        if (pecia_str_trim(meta.value).size > 0) {
            add_element(w, element, "", meta.value);
            done++;
        }
    }
}

static bool is_digits(pecia_str text) {
    for (uint64_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
    }
    return text.size > 0;
}

/* A date in the form that package documents take: a year, with month and day or without. */
static bool is_date(pecia_str date) {
    pecia_str year = {date.data, date.size < 4 ? date.size : 4};
    return is_digits(year) && year.size == 4 &&
           (date.size == 4 ||
            (date.size >= 7 && date.data[4] == '-' && is_digits((pecia_str){date.data + 5, 2}) &&
             (date.size == 7 || (date.size == 10 && date.data[7] == '-' && is_digits((pecia_str){date.data + 8, 2})))));
}

static void add_date(epub_writer *w) {
    pecia_meta meta;
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "date", i, &meta); i++) {
        if (is_date(pecia_str_trim(meta.value))) {
            add_element(w, "dc:date", "", meta.value);
            return;
        }
    }
}

static void add_series(epub_writer *w) {
    pecia_meta meta;
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "series", i, &meta); i++) {
        if (pecia_str_trim(meta.value).size == 0) {
            continue;
        }
        add(w, "<meta property=\"belongs-to-collection\" id=\"series");
        pecia_buf_add_number(&w->file, i + 1);
        add(w, "\">");
        xhtml_escape(&w->file, pecia_str_trim(meta.value));
        add(w, "</meta>\n");
        add_refinement(w, "series", i + 1, "collection-type", "", PECIA_STR("series"));
        add_refinement(w, "series", i + 1, "group-position", "", is_digits(meta.sort) ? meta.sort : PECIA_STR(""));
    }
}

static void add_identifiers(epub_writer *w) {
    pecia_meta meta;
    bool first = true;
    add_element(w, "dc:identifier", " id=\"book-id\"", w->identifier);
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "identifier", i, &meta); i++) {
        pecia_str value = pecia_str_trim(meta.value);
        if (first && pecia_str_equal(value, w->identifier)) {
            first = false;
        } else if (value.size > 0) {
            add_element(w, "dc:identifier", "", value);
        }
    }
}

static void add_languages(epub_writer *w) {
    pecia_meta meta;
    add_element(w, "dc:language", "", w->lang);
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "language", i, &meta); i++) {
        if (xhtml_is_language(meta.value) && !pecia_str_equal(meta.value, w->lang)) {
            add_element(w, "dc:language", "", meta.value);
        }
    }
}

static void add_rights(epub_writer *w) {
    pecia_meta meta;
    add_all(w, "rights", "dc:rights", UINT32_MAX);
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "licence", i, &meta); i++) {
        pecia_str value = pecia_str_trim(meta.value);
        if (value.size > 0 || meta.href.size > 0) {
            add_element(w, "dc:rights", "", value.size > 0 ? value : meta.href);
        }
    }
}

static bool has_numbered_pages(const epub_writer *w) {
    for (uint64_t i = 0; i < w->break_count; i++) {
        if (w->breaks[i].number.size > 0) {
            return true;
        }
    }
    return false;
}

/* EPUB Accessibility 1.1, 2: only what was produced is claimed. */
static void add_accessibility(epub_writer *w) {
    const xhtml_writer *x = &w->xhtml;
    bool described = x->images == x->images_described, pages = has_numbered_pages(w), gif = false;
    for (uint64_t i = 0; i < w->image_count; i++) {
        gif = gif || pecia_str_is(w->images[i].media_type, "image/gif");
    }
    add_property(w, "schema:accessMode", "textual");
    if (x->images > 0) {
        add_property(w, "schema:accessMode", "visual");
        add_property(w, "schema:accessModeSufficient", "textual,visual");
    }
    if (described) {
        add_property(w, "schema:accessModeSufficient", "textual");
    }
    add_property(w, "schema:accessibilityFeature", "tableOfContents");
    add_property(w, "schema:accessibilityFeature", "readingOrder");
    add_property(w, "schema:accessibilityFeature", "displayTransformability");
    if (w->toc_count > 0) {
        add_property(w, "schema:accessibilityFeature", "structuralNavigation");
    }
    if (x->images > 0 && described) {
        add_property(w, "schema:accessibilityFeature", "alternativeText");
    }
    if (pages) {
        add_property(w, "schema:accessibilityFeature", "printPageNumbers");
    }
    add_property(w, "schema:accessibilityHazard", gif ? "unknown" : "none");
    add(w, "<meta property=\"schema:accessibilitySummary\">A text with a table of contents and headings");
    add(w, x->notes_written > 0 ? "; notes are linked from their marks and back" : "");
    add(w, pages ? "; page numbers of the printed source are marked" : "");
    add(w, x->images == 0 ? "."
           : described    ? "; every image has a description."
                          : "; not every image has a description.");
    add(w, "</meta>\n");
}

static void add_metadata(epub_writer *w) {
    add(w, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    add_identifiers(w);
    add_titles(w);
    add_languages(w);
    add_people(w, "creator", "dc:creator");
    add_people(w, "contributor", "dc:contributor");
    add_all(w, "publisher", "dc:publisher", UINT32_MAX);
    add_date(w);
    add_rights(w);
    add_all(w, "source", "dc:source", UINT32_MAX);
    add_all(w, "subject", "dc:subject", UINT32_MAX);
    add_all(w, "description", "dc:description", UINT32_MAX);
    add_series(w);
    add(w, "<meta property=\"dcterms:modified\">");
    add(w, w->modified);
    add(w, "</meta>\n");
    add_accessibility(w);
    add(w, "</metadata>\n");
}

static void add_item(epub_writer *w, const char *id, uint64_t number, pecia_str href, pecia_str type,
                     const char *properties) {
    add(w, "<item id=\"");
    add(w, id);
    if (number > 0) {
        pecia_buf_add_number(&w->file, (int64_t)number);
    }
    add(w, "\" href=\"");
    pecia_buf_add_str(&w->file, href);
    add(w, "\" media-type=\"");
    pecia_buf_add_str(&w->file, type);
    add(w, "\"");
    add(w, properties);
    add(w, "/>\n");
}

static void add_manifest(epub_writer *w) {
    pecia_str xhtml = PECIA_STR("application/xhtml+xml");
    add(w, "<manifest>\n");
    add_item(w, "nav", 0, PECIA_STR("nav.xhtml"), xhtml, " properties=\"nav\"");
    add_item(w, "ncx", 0, PECIA_STR("toc.ncx"), PECIA_STR("application/x-dtbncx+xml"), "");
    add_item(w, "style", 0, PECIA_STR("style.css"), PECIA_STR("text/css"), "");
    add_item(w, "title-page", 0, PECIA_STR("title.xhtml"), xhtml, "");
    for (uint64_t i = 0; i < w->page_count; i++) {
        if (w->pages[i].written) {
            add_item(w, "text", i + 1, pecia_str_of(w->pages[i].name), xhtml, "");
        }
    }
    for (uint64_t i = 0; i < w->image_count; i++) {
        if (w->images[i].path.data) {
            add_item(w, "image", i + 1, w->images[i].path, w->images[i].media_type, "");
        }
    }
    add(w, "</manifest>\n");
}

static void add_spine(epub_writer *w) {
    add(w, "<spine toc=\"ncx\">\n<itemref idref=\"title-page\"/>\n");
    for (uint64_t i = 0; i < w->page_count; i++) {
        if (w->pages[i].written) {
            add(w, "<itemref idref=\"text");
            pecia_buf_add_number(&w->file, (int64_t)i + 1);
            add(w, "\"/>\n");
        }
    }
    add(w, "</spine>\n");
}

int32_t epub_write_package(epub_writer *w) {
    pecia_buf_clear(&w->file);
    add(w,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
        "unique-identifier=\"book-id\" xml:lang=\"");
    xhtml_escape_attribute(&w->file, w->lang);
    add(w, "\">\n");
    add_metadata(w);
    add_manifest(w);
    add_spine(w);
    add(w, "</package>\n");
    return w->file.status != PECIA_OK ? w->file.status
                                      : epub_box_add(&w->box, "EPUB/package.opf", pecia_buf_str(&w->file), true);
}

static void add_line(epub_writer *w, const char *class_name, pecia_str value) {
    if (pecia_str_trim(value).size > 0) {
        add(w, "<p class=\"");
        add(w, class_name);
        add(w, "\">");
        xhtml_escape(&w->file, pecia_str_trim(value));
        add(w, "</p>\n");
    }
}

int32_t epub_write_title_page(epub_writer *w) {
    pecia_meta meta;
    epub_begin_xhtml(w, w->title, w->lang, " epub:type=\"frontmatter\"");
    add(w, "<section class=\"title-page\" epub:type=\"titlepage\">\n");
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "creator", i, &meta); i++) {
        add_line(w, "author", meta.value);
    }
    add(w, "<h1>");
    xhtml_escape(&w->file, w->title);
    add(w, "</h1>\n");
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "title", i, &meta); i++) {
        if (pecia_str_begins(meta.type, "sub")) {
            add_line(w, "subtitle", meta.value);
        }
    }
    if (w->host->document->meta_find(w->document, "publisher", 0, &meta)) {
        add_line(w, "publisher", meta.value);
    }
    if (w->host->document->meta_find(w->document, "date", 0, &meta)) {
        add_line(w, "date", meta.value);
    }
    add(w, "</section>\n</body>\n</html>\n");
    return w->file.status != PECIA_OK ? w->file.status
                                      : epub_box_add(&w->box, "EPUB/title.xhtml", pecia_buf_str(&w->file), true);
}
