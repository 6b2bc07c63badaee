/* SPDX-License-Identifier: MIT
 *
 * package.c: the package document (EPUB 3.3, 5), with the accessibility metadata that the content bears out.
 */
#include "writer.h"

static void add_property(epub_writer *w, const char *property, const char *value) {
    epub_add(w, "<meta property=\"");
    epub_add(w, property);
    epub_add(w, "\">");
    epub_add(w, value);
    epub_add(w, "</meta>\n");
}

static bool has_numbered_pages(const epub_writer *w) {
    for (uint64_t i = 0; i < w->break_count; i++) {
        if (w->breaks[i].number.size > 0) {
            return true;
        }
    }
    return false;
}

/* What the book needs of its reader: eyes for what is not described. */
static void add_modes(epub_writer *w, bool visual, bool described) {
    add_property(w, "schema:accessMode", "textual");
    if (visual) {
        add_property(w, "schema:accessMode", "visual");
        add_property(w, "schema:accessModeSufficient", "textual,visual");
    }
    if (described) {
        add_property(w, "schema:accessModeSufficient", "textual");
    }
}

static void add_feature(epub_writer *w, bool has, const char *feature) {
    if (has) {
        add_property(w, "schema:accessibilityFeature", feature);
    }
}

static void add_summary(epub_writer *w, bool pages, bool described) {
    const xhtml_writer *x = &w->xhtml;
    pecia_meta meta;
    epub_add(w, "<meta property=\"schema:accessibilitySummary\">");
    if (w->host->document->meta_find(w->document, "accessibilitysummary", 0, &meta) && meta.value.size > 0) {
        epub_add_words(w, pecia_str_trim(meta.value));
    } else {
        epub_add(w, "A text with a table of contents");
        epub_add(w, w->toc_count > 0 ? " and headings" : "");
        epub_add(w, x->notes_written > 0 ? "; notes are linked from their marks and back" : "");
        epub_add(w, pages ? "; page numbers of the printed source are marked" : "");
        epub_add(w, x->math > 0 ? "; formulas are MathML" : "");
        epub_add(w, x->images == 0 ? "."
                    : described    ? "; every image has a description."
                                   : "; not every image has a description.");
    }
    epub_add(w, "</meta>\n");
}

/* EPUB Accessibility 1.1, 2: only what was produced is claimed. */
static void add_accessibility(epub_writer *w) {
    const xhtml_writer *x = &w->xhtml;
    bool described = x->images == x->images_described, pages = has_numbered_pages(w), gif = false;
    bool covered = w->cover.size > 0;
    for (uint64_t i = 0; i < w->image_count; i++) {
        gif = gif || pecia_str_is(w->images[i].media_type, "image/gif");
    }
    add_modes(w, x->images > 0 || covered, described);
    add_feature(w, true, "tableOfContents");
    add_feature(w, true, "readingOrder");
    add_feature(w, true, "displayTransformability");
    add_feature(w, w->toc_count > 0, "structuralNavigation");
    add_feature(w, (x->images > 0 || covered) && described, "alternativeText");
    add_feature(w, x->math > 0, "MathML");
    add_feature(w, pages, "pageBreakMarkers");
    add_feature(w, pages, "pageNavigation");
    add_property(w, "schema:accessibilityHazard", gif ? "unknown" : "none");
    add_summary(w, pages, described);
}

static void add_metadata(epub_writer *w) {
    epub_add(w, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    epub_add_statements(w);
    epub_add(w, "<meta property=\"dcterms:modified\">");
    epub_add(w, w->modified);
    epub_add(w, "</meta>\n<meta name=\"generator\" content=\"");
    xhtml_escape_attribute(&w->file, pecia_str_of(w->host->job->generator(w->job)));
    epub_add(w, "\"/>\n");
    if (w->cover.size > 0) {
        epub_add(w, "<meta name=\"cover\" content=\"cover-image\"/>\n"); /* for reading systems of EPUB 2 */
    }
    add_accessibility(w);
    for (uint64_t i = 0; i < w->extra_count; i++) {
        if (w->extras[i].is_record) {
            epub_add(w, "<link rel=\"record\" href=\"");
            pecia_buf_add_str(&w->file, w->extras[i].href);
            epub_add(w, "\" media-type=\"");
            pecia_buf_add_str(&w->file, w->extras[i].media_type);
            epub_add(w, "\"/>\n");
        }
    }
    epub_add(w, "</metadata>\n");
}

static void add_item(epub_writer *w, const char *id, uint64_t number, pecia_str href, pecia_str type,
                     const char *properties) {
    epub_add(w, "<item id=\"");
    epub_add(w, id);
    if (number > 0) {
        pecia_buf_add_number(&w->file, (int64_t)number);
    }
    epub_add(w, "\" href=\"");
    pecia_buf_add_str(&w->file, href);
    epub_add(w, "\" media-type=\"");
    pecia_buf_add_str(&w->file, type);
    if (properties) {
        epub_add(w, "\" properties=\"");
        epub_add(w, properties);
    }
    epub_add(w, "\"/>\n");
}

static void add_manifest(epub_writer *w) {
    pecia_str xhtml = PECIA_STR("application/xhtml+xml");
    epub_add(w, "<manifest>\n");
    add_item(w, "nav", 0, PECIA_STR("nav.xhtml"), xhtml, "nav");
    if (w->with_ncx) {
        add_item(w, "ncx", 0, PECIA_STR("toc.ncx"), PECIA_STR("application/x-dtbncx+xml"), NULL);
    }
    add_item(w, "style", 0, PECIA_STR("style.css"), PECIA_STR("text/css"), NULL);
    if (w->cover.size > 0) {
        add_item(w, "cover", 0, PECIA_STR("cover.xhtml"), xhtml, NULL);
    }
    if (w->with_title_page) {
        add_item(w, "title-page", 0, PECIA_STR("title.xhtml"), xhtml, NULL);
    }
    for (uint64_t i = 0; i < w->page_count; i++) {
        if (w->pages[i].written) {
            add_item(w, "text", i + 1, pecia_str_of(w->pages[i].name), xhtml, w->pages[i].has_math ? "mathml" : NULL);
        }
    }
    if (w->has_colophon) {
        add_item(w, "colophon", 0, PECIA_STR("colophon.xhtml"), xhtml, NULL);
    }
    for (uint64_t i = 0; i < w->image_count; i++) {
        if (w->images[i].path.data) {
            add_item(w, "image", i + 1, w->images[i].path, w->images[i].media_type, NULL);
        }
    }
    for (uint64_t i = 0; i < w->extra_count; i++) {
        const epub_extra *extra = &w->extras[i];
        if (!extra->is_record) {
            add_item(w, extra->id, extra->properties ? 0 : i + 1, extra->href, extra->media_type, extra->properties);
        }
    }
    epub_add(w, "</manifest>\n");
}

static void add_spine(epub_writer *w) {
    epub_add(w, w->with_ncx ? "<spine toc=\"ncx\"" : "<spine");
    epub_add(w, w->xhtml.is_rtl ? " page-progression-direction=\"rtl\">\n" : ">\n");
    epub_add(w, w->cover.size > 0 ? "<itemref idref=\"cover\"/>\n" : "");
    epub_add(w, w->with_title_page ? "<itemref idref=\"title-page\"/>\n" : "");
    for (uint64_t i = 0; i < w->page_count; i++) {
        if (w->pages[i].written) {
            epub_add(w, "<itemref idref=\"text");
            pecia_buf_add_number(&w->file, (int64_t)i + 1);
            epub_add(w, "\"/>\n");
        }
    }
    epub_add(w, w->has_colophon ? "<itemref idref=\"colophon\"/>\n" : "");
    epub_add(w, "</spine>\n");
}

int32_t epub_write_package(epub_writer *w) {
    pecia_buf_clear(&w->file);
    epub_add(
        w,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
        "unique-identifier=\"book-id\" xml:lang=\"");
    xhtml_escape_attribute(&w->file, w->lang);
    epub_add(w, "\">\n");
    add_metadata(w);
    add_manifest(w);
    add_spine(w);
    epub_add(w, "</package>\n");
    return w->file.status != PECIA_OK ? w->file.status
                                      : epub_box_add(&w->box, "EPUB/package.opf", pecia_buf_str(&w->file), true);
}
