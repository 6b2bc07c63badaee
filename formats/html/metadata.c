/* SPDX-License-Identifier: MIT
 *
 * metadata.c: the head of the page: what the document says of itself, and the style sheets.
 */
#include "common/named.h"
#include "common/xhtml_title.h"
#include "common/xhtml_words.h"
#include "html.h"

static void add_attribute(html_writer *w, const char *name, pecia_str value) {
    if (value.size > 0) {
        pecia_buf_add_char(&w->head, ' ');
        pecia_buf_add_text(&w->head, name);
        pecia_buf_add_text(&w->head, "=\"");
        xhtml_escape_attribute(&w->head, value);
        pecia_buf_add_char(&w->head, '"');
    }
}

static void add_meta(html_writer *w, const html_meta *row, const pecia_meta *meta) {
    bool is_dc = row->vocabulary == HTML_DC;
    pecia_buf_add_text(&w->head, "<meta");
    add_attribute(w, "name", pecia_str_of(row->name));
    add_attribute(w, "content", pecia_str_trim(meta->value));
    if (is_dc && xhtml_is_language(meta->lang)) {
        pecia_buf_add_text(&w->head, " lang=\"");
        xhtml_add_language(&w->head, meta->lang);
        pecia_buf_add_char(&w->head, '"');
    }
    add_attribute(w, "data-type", is_dc ? meta->type : (pecia_str){NULL, 0});
    add_attribute(w, "data-role", is_dc ? meta->role : (pecia_str){NULL, 0});
    add_attribute(w, "data-ref", is_dc ? meta->href : (pecia_str){NULL, 0});
    pecia_buf_add_text(&w->head, ">\n");
}

static void add_metas(html_writer *w) {
    pecia_meta meta;
    for (size_t k = 0; k < html_meta_count; k++) {
        const html_meta *row = &html_metas[k];
        for (uint32_t i = 0; row->writes && w->host->document->meta_find(w->document, row->key, i, &meta); i++)
            if (pecia_str_trim(meta.value).size > 0 && (!row->type || pecia_str_is(meta.type, row->type)))
                add_meta(w, row, &meta);
    }
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "licence", i, &meta); i++) {
        uint64_t start = w->head.size;
        pecia_buf_add_text(&w->head, "<link rel=\"license\" href=\"");
        if (!xhtml_add_url(&w->head, meta.href.size > 0 ? meta.href : meta.value)) {
            w->head.size = start;
            continue;
        }
        pecia_buf_add_char(&w->head, '"');
        add_attribute(w, "title", meta.href.size > 0 ? pecia_str_trim(meta.value) : (pecia_str){NULL, 0});
        pecia_buf_add_text(&w->head, ">\n");
    }
}

/* What the user adds may not end the element that it stands in. */
static int32_t add_users_style(html_writer *w, const char *path) {
    pecia_str bytes;
    int32_t status = pecia_read_named(w->host, w->job, path, &bytes);
    if (status != PECIA_OK)
        return status;
    if (bytes.size > 0 && memmem(bytes.data, bytes.size, "</", 2)) {
        w->host->job->report(w->job, PECIA_ERROR, "html.css", NULL,
                             "the style sheet '%.200s' holds \"</\", which would end it within a page", path);
        return PECIA_ERR_INPUT;
    }
    return pecia_buf_add_str(&w->head, bytes);
}

static int32_t add_style(html_writer *w) {
    const char *css = w->host->job->option(w->job, "css"), *notes = w->host->job->option(w->job, "notes");
    bool own = w->host->job->option_number(w->job, "own-style", 1) != 0;
    int32_t status = PECIA_OK;
    pecia_buf_add_text(&w->head, "<style>\n");
    if (own) {
        pecia_buf_add(&w->head, xhtml_style_text, xhtml_style_size);
        pecia_buf_add(&w->head, html_page_style_text, html_page_style_size);
    }
    if (css)
        status = add_users_style(w, css);
    pecia_buf_add_text(&w->head, "</style>\n</head>\n<body data-level=\"0\"");
    pecia_buf_add_text(&w->head, notes && strcmp(notes, "end") == 0 ? ">\n" : " class=\"pop-up\">\n");
    return status == PECIA_OK ? w->head.status : status;
}

/* A page has to have a title: that of a text without one is made of its first words, and says so. */
static void add_title(html_writer *w) {
    pecia_str title = w->title;
    if (title.size == 0)
        title = xhtml_first_words(w->host, w->job, w->document);
    pecia_buf_add_text(&w->head, w->title.size > 0 ? "<title>" : "<title class=\"made\">");
    xhtml_escape(&w->head, title.size > 0 ? title : PECIA_STR("Untitled"));
    pecia_buf_add_text(&w->head, "</title>\n");
}

int32_t html_add_head(html_writer *w) {
    pecia_buf_add_text(&w->head, "<!DOCTYPE html>\n<html");
    add_attribute(w, "lang", w->lang);
    pecia_buf_add_text(&w->head, w->xhtml.is_rtl ? " dir=\"rtl\">\n" : ">\n");
    pecia_buf_add_text(&w->head, "<head>\n<meta charset=\"UTF-8\">\n"
                                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    add_title(w);
    pecia_buf_add_text(&w->head, "<meta");
    add_attribute(w, "name", PECIA_STR("generator"));
    add_attribute(w, "content", pecia_str_of(w->host->job->generator(w->job)));
    pecia_buf_add_text(&w->head, ">\n");
    add_metas(w);
    return add_style(w);
}
