/* SPDX-License-Identifier: MIT
 *
 * gutenberg.c: Project Gutenberg's frame: what stands before "*** START OF" and behind "*** END OF" is no part of the
 * work. Its statements about the work become metadata; its text is kept as front and back matter.
 */
#include "characters.h"
#include "reader.h"

/* True if LINE holds WORD, in lower case, whatever the case of LINE. */
static bool holds(pecia_str line, const char *word) {
    for (; line.size >= strlen(word); line = pecia_str_from(line, 1)) {
        if (text_begins_folded(line, word)) {
            return true;
        }
    }
    return false;
}

static bool is_frame(pecia_str line, const char *begin) {
    return line.size < 400 && pecia_str_begins(line, "***") && holds(line, begin) && holds(line, "project gutenberg");
}

bool text_is_frame(pecia_str line) {
    return is_frame(line, "start of") || is_frame(line, "*start");
}

static int32_t say(text_reader *r, const char *key, const char *type, const char *role, pecia_str value) {
    pecia_meta meta = {0};
    meta.key = pecia_str_of(key);
    meta.type = pecia_str_of(type);
    meta.role = pecia_str_of(role);
    meta.value = pecia_str_trim(value);
    return meta.value.size > 0 ? r->host->builder->meta(r->builder, &meta) : PECIA_OK;
}

static int32_t read_statement(text_reader *r, pecia_str line) {
    static const struct {
        const char *name, *key, *type, *role;
    } known[] = {{"title:", "title", "main", NULL},
                 {"author:", "creator", NULL, "aut"},
                 {"translator:", "contributor", NULL, "trl"},
                 {"editor:", "contributor", NULL, "edt"},
                 {"illustrator:", "contributor", NULL, "ill"}};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (text_begins_folded(line, known[i].name)) {
            return say(r, known[i].key, known[i].type, known[i].role, pecia_str_from(line, strlen(known[i].name)));
        }
    }
    return PECIA_OK;
}

/* Notes after the licence: behind a line of dashes, or [Footnote 1: ...]. */
static void find_tail(text_reader *r) {
    text_entry entry;
    uint64_t size;
    for (uint32_t i = r->last; i < r->line_count; i++) {
        pecia_str line = text_of_line(r, &r->lines[i]);
        bool separated = i + 1 < r->line_count && text_is_separator(line) &&
                         text_read_mark(text_of_line(r, &r->lines[i + 1]), &entry) > 0;
        if (separated || text_bracket_word(line, &size) == TEXT_BRACKET_NOTE) {
            r->tail = i;
            return;
        }
    }
}

int32_t text_find_gutenberg(text_reader *r) {
    uint64_t search = r->line_count < 600 ? r->line_count : 600;
    int32_t status = PECIA_OK;
    for (uint32_t i = 0; i < search && r->first == 0; i++) {
        pecia_str line = text_of_line(r, &r->lines[i]);
        if (text_is_frame(line)) {
            r->first = i + 1;
            r->gutenberg = true;
        }
    }
    for (uint32_t i = 0; i < r->first && status == PECIA_OK; i++) {
        status = read_statement(r, text_of_line(r, &r->lines[i]));
    }
    for (uint64_t i = r->line_count; r->gutenberg && i > r->first; i--) {
        pecia_str line = text_of_line(r, &r->lines[i - 1]);
        if (line.size < 400 && (is_frame(line, "end of") || text_begins_folded(line, "end of the project gutenberg") ||
                                text_begins_folded(line, "end of project gutenberg"))) {
            r->last = (uint32_t)i - 1;
        }
    }
    find_tail(r);
    return status;
}
