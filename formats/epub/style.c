/* SPDX-License-Identifier: MIT
 *
 * style.c: the style sheet of a book: its own (xhtml.css), the rules for fonts, and what the user adds.
 */
#include "common/named.h"
#include "writer.h"

static bool holds(pecia_str text, const char *word) {
    return text.size > 0 && memmem(text.data, text.size, word, strlen(word)) != NULL;
}

/* What the user adds may not lead out of the book. */
static int32_t add_users(epub_writer *w, const char *path) {
    pecia_str bytes;
    int32_t status = pecia_read_named(w->host, w->job, path, &bytes);
    if (status != PECIA_OK) {
        return status;
    }
    for (pecia_str rest = bytes; rest.size > 0 && status == PECIA_OK;) {
        bool broken = pecia_str_next(&rest) == 0xFFFD;
        status = broken ? PECIA_ERR_INPUT : PECIA_OK;
    }
    if (status != PECIA_OK || holds(bytes, "@import") || holds(bytes, "url(")) {
        w->host->job->report(w->job, PECIA_ERROR, "epub.css", NULL, "the style sheet '%.200s' %s", path,
                             status != PECIA_OK ? "is not UTF-8"
                                                : "uses @import or url(), which lead to no file of the book");
        return PECIA_ERR_INPUT;
    }
    const char *charset = pecia_str_begins(bytes, "@charset") ? memchr(bytes.data, ';', bytes.size) : NULL;
    uint64_t skip = charset ? (uint64_t)(charset - bytes.data) + 1 : pecia_str_begins(bytes, "\xEF\xBB\xBF") ? 3 : 0;
    return pecia_buf_add_str(&w->file, pecia_str_from(bytes, skip));
}

int32_t epub_write_style(epub_writer *w) {
    pecia_buf fonts;
    const char *css = w->host->job->option(w->job, "css");
    pecia_buf_init(&fonts, w->host, w->job);
    int32_t status = epub_take_fonts(w, &fonts);
    pecia_buf_clear(&w->file);
    epub_add(w, "@charset \"UTF-8\";\n");
    if (w->host->job->option_number(w->job, "own-style", 1) != 0) {
        pecia_buf_add(&w->file, xhtml_style_text, xhtml_style_size);
    }
    if (status == PECIA_OK) {
        status = pecia_buf_add_str(&w->file, pecia_buf_str(&fonts));
    }
    if (status == PECIA_OK && css) {
        status = add_users(w, css);
    }
    return status == PECIA_OK ? epub_box_add(&w->box, "EPUB/style.css", pecia_buf_str(&w->file), true) : status;
}
