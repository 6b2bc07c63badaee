/* SPDX-License-Identifier: MIT
 *
 * xhtml_title.c: see xhtml_title.h.
 */
#include "common/xhtml_title.h"

pecia_str xhtml_title(const pecia_host *host, const pecia_document *document) {
    pecia_meta meta;
    pecia_str first = {NULL, 0};
    for (uint32_t i = 0; host->document->meta_find(document, "title", i, &meta); i++) {
        pecia_str value = pecia_str_trim(meta.value);
        if (value.size > 0 && (pecia_str_is(meta.type, "main") || meta.type.size == 0)) {
            return value;
        }
        if (first.size == 0) {
            first = value;
        }
    }
    return first;
}

enum { TITLE_MOST = 90, TITLE_LEAST = 40 };

/* Adds TEXT, its white space folded, to the *SIZE bytes at OUT; false when there is no more room. */
static bool add_folded(char *out, uint64_t *size, pecia_str text) {
    for (uint64_t i = 0; i < text.size; i++) {
        bool space = pecia_is_space(text.data[i]);
        if (space && (*size == 0 || out[*size - 1] == ' ')) {
            continue;
        }
        if (*size == TITLE_MOST) {
            return false;
        }
        out[(*size)++] = space ? ' ' : text.data[i];
    }
    return true;
}

/* The text was cut: it ends with a whole word, or at least with a whole character. */
static uint64_t whole_words(const char *text, uint64_t size) {
    uint64_t end = size;
    while (end > TITLE_LEAST && text[end] != ' ') {
        end--;
    }
    for (end = text[end] == ' ' ? end : size; end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80;) {
        end--;
    }
    return end;
}

pecia_str xhtml_first_words(const pecia_host *host, pecia_job *job, const pecia_document *document) {
    char *words = host->job->alloc(job, TITLE_MOST + 8);
    pecia_cursor *cursor = host->cursor->open(job, document, 1, PECIA_VIEW_FLOW);
    uint64_t size = 0;
    bool room = words && cursor;
    while (room) {
        const pecia_event *event = host->cursor->next(cursor);
        if (event->type == PECIA_END || (event->type == PECIA_EXIT && event->kind < PECIA_TEXT && size > 0)) {
            break;
        }
        if (event->kind == PECIA_TEXT) {
            room = add_folded(words, &size, event->text);
        } else if (event->kind == PECIA_SOFT_BREAK || event->kind == PECIA_LINE_BREAK) {
            room = add_folded(words, &size, PECIA_STR(" "));
        }
    }
    if (cursor) {
        host->cursor->close(cursor);
    }
    if (words && !room) {
        size = whole_words(words, size - 1);
        memcpy(words + size, "\xE2\x80\xA6", 3); /* an ellipsis */
        size += 3;
    }
    return pecia_str_trim((pecia_str){words, size});
}
