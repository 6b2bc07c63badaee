/* SPDX-License-Identifier: MIT
 *
 * cover.c: the cover: an image that the user or the document names, or one that is drawn from title and author.
 */
#include "common/named.h"
#include "writer.h"

enum { LINES = 12 };

/* A text broken into lines of at most ROOM characters, at spaces. */
typedef struct lines {
    pecia_str line[LINES];
    uint32_t count;
} lines;

/* Where the line that begins TEXT ends; a word longer than ROOM is cut. */
static uint64_t line_end(pecia_str text, uint64_t room) {
    pecia_str rest = text;
    uint64_t count = 0, space = 0;
    while (rest.size > 0 && count < room) {
        if (pecia_is_space(rest.data[0])) {
            space = (uint64_t)(rest.data - text.data);
        }
        pecia_str_next(&rest);
        count++;
    }
    return rest.size == 0 ? text.size : space > 0 ? space : (uint64_t)(rest.data - text.data);
}

static lines break_lines(pecia_str text, uint64_t room) {
    lines made = {.count = 0};
    for (text = pecia_str_trim(text); text.size > 0 && made.count < LINES; text = pecia_str_trim(text)) {
        uint64_t end = line_end(text, room);
        made.line[made.count++] = pecia_str_trim((pecia_str){text.data, end});
        text = pecia_str_from(text, end);
    }
    return made;
}

static void add_text(epub_writer *w, const lines *text, int64_t middle, int64_t size, const char *more) {
    int64_t y = middle - (int64_t)(text->count - 1) * size * 6 / 10 + size / 3;
    for (uint32_t i = 0; i < text->count; i++, y += size * 6 / 5) {
        epub_add(w, "<text x=\"600\" y=\"");
        pecia_buf_add_number(&w->file, y);
        epub_add(w, "\" font-size=\"");
        pecia_buf_add_number(&w->file, size);
        epub_add(w, more);
        epub_add_words(w, text->line[i]);
        epub_add(w, "</text>\n");
    }
}

/* A plain cover: frame, author above, title in the middle, publisher below. */
static void draw(epub_writer *w) {
    pecia_meta meta;
    lines title = break_lines(w->title, 16);
    int64_t size = title.count > 6 ? 74 : title.count > 3 ? 96 : 124;
    if (title.count > 6) {
        title = break_lines(w->title, 24);
    }
    pecia_buf_clear(&w->file);
    epub_add(w, "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" viewBox=\"0 0 1200 1800\" width=\"1200\" "
                "height=\"1800\">\n<title>");
    epub_add_words(w, w->title);
    epub_add(w, "</title>\n<rect width=\"1200\" height=\"1800\" fill=\"#f4efe4\"/>\n"
                "<rect x=\"60\" y=\"60\" width=\"1080\" height=\"1680\" fill=\"none\" stroke=\"#7a2e22\" "
                "stroke-width=\"6\"/>\n<rect x=\"78\" y=\"78\" width=\"1044\" height=\"1644\" fill=\"none\" "
                "stroke=\"#7a2e22\" stroke-width=\"2\"/>\n<path d=\"M450 520H750M450 1330H750\" stroke=\"#7a2e22\" "
                "stroke-width=\"4\"/>\n<g font-family=\"Georgia, 'PT Serif', 'Noto Serif', serif\" "
                "text-anchor=\"middle\" fill=\"#2a2522\">\n");
    if (w->host->document->meta_find(w->document, "creator", 0, &meta)) {
        lines author = break_lines(meta.value, 28);
        add_text(w, &author, 330, 64, "\">");
    }
    add_text(w, &title, 925, size, "\" font-weight=\"bold\">");
    if (w->host->document->meta_find(w->document, "publisher", 0, &meta)) {
        lines publisher = break_lines(meta.value, 40);
        publisher.count = publisher.count > 3 ? 3 : publisher.count;
        add_text(w, &publisher, 1530, 46, "\">");
    }
    epub_add(w, "</g>\n</svg>\n");
}

static int32_t take(epub_writer *w, pecia_str data, pecia_str type, const char *name) {
    const char *media_type, *extension;
    char href[32] = "images/cover.";
    if (!epub_image_form(data, type, &media_type, &extension)) {
        w->host->job->report(w->job, PECIA_ERROR, "epub.cover", NULL,
                             "the cover '%.200s' is no JPEG, PNG, GIF or safe SVG image", name);
        return PECIA_ERR_INPUT;
    }
    strncat(href, extension, 8);
    epub_extra extra = {.href = epub_keep(w, (pecia_str){href, strlen(href)}),
                        .media_type = pecia_str_of(media_type),
                        .id = "cover-image",
                        .properties = "cover-image"};
    if (!extra.href.data) {
        return PECIA_ERR_MEMORY;
    }
    w->cover = extra.href;
    return epub_add_extra(w, &extra, data, pecia_str_is(extra.media_type, "image/svg+xml"));
}

/* The image that the document itself calls its cover. */
static int32_t take_own(epub_writer *w) {
    pecia_meta meta;
    pecia_resource found;
    if (!w->host->document->meta_find(w->document, "cover-image", 0, &meta) || meta.value.size == 0) {
        return PECIA_OK;
    }
    int32_t status = epub_find_image(w, 1, meta.value, &found);
    if (status != PECIA_OK || found.data.size == 0) {
        return status;
    }
    const char *type, *extension;
    if (epub_image_form(found.data, found.media_type, &type, &extension)) {
        return take(w, found.data, found.media_type, "");
    }
    w->host->job->report(w->job, PECIA_WARNING, "epub.cover", NULL,
                         "the document's cover image is of a kind that books may not hold, or is not safe");
    return PECIA_OK;
}

static int32_t write_page(epub_writer *w) {
    epub_begin_xhtml(w, w->title, w->lang, " epub:type=\"cover\" class=\"cover\"");
    epub_add(w, "<section class=\"title-page cover\" epub:type=\"cover\"><img role=\"doc-cover\" src=\"");
    pecia_buf_add_str(&w->file, w->cover);
    epub_add(w, "\" alt=\"");
    xhtml_escape_attribute(&w->file, pecia_str_of(xhtml_word(w->lang, XHTML_WORD_COVER)));
    epub_add(w, ": ");
    xhtml_escape_attribute(&w->file, w->title);
    epub_add(w, "\"/></section>\n</body>\n</html>\n");
    return w->file.status != PECIA_OK ? w->file.status
                                      : epub_box_add(&w->box, "EPUB/cover.xhtml", pecia_buf_str(&w->file), true);
}

int32_t epub_write_cover(epub_writer *w) {
    const char *cover = w->host->job->option(w->job, "cover");
    int32_t status = PECIA_OK;
    if (cover && strcmp(cover, "drawn") == 0) {
        draw(w);
        pecia_str drawn = epub_keep(w, pecia_buf_str(&w->file));
        status = drawn.data ? take(w, drawn, PECIA_STR("image/svg+xml"), cover) : PECIA_ERR_MEMORY;
    } else if (cover && strcmp(cover, "none") != 0) {
        pecia_str bytes;
        status = pecia_read_named(w->host, w->job, cover, &bytes);
        status = status == PECIA_OK ? take(w, bytes, PECIA_STR("image/svg+xml"), cover) : status;
    } else if (!cover) {
        status = take_own(w);
    }
    return status == PECIA_OK && w->cover.size > 0 ? write_page(w) : status;
}
