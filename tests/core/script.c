/* SPDX-License-Identifier: MIT
 *
 * script.c: see script.h. For tests: it trusts its scripts.
 */
#include "tests/core/script.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/core/cmocka_all.h"

#include "core/kinds.h"

static uint32_t kind_of(const char *word, size_t size) {
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++) {
        const char *id = pecia_kind_get(kind)->id;
        size_t i = 0;
        while (i < size && id[i] && tolower((unsigned char)id[i]) == word[i])
            i++;
        if (i == size && !id[size])
            return kind;
    }
    return PECIA_NO_KIND;
}

static uint32_t note_number(pecia_builder *builder, const char **at) {
    char *end;
    uint32_t number = (uint32_t)strtoul(*at, &end, 10), made;
    *at = end;
    while (builder->document->notes.count <= number) {
        char label[16];
        int size = snprintf(label, sizeof label, "%u", (unsigned)builder->document->notes.count);
        pecia_note entry = {.label = {label, (uint64_t)size}};
        if (pecia_builder_note(builder, &entry, &made) != PECIA_OK)
            break;
    }
    return number;
}

static const char *string_end(const char *at) {
    return strchr(at, '"');
}

/* Deals with "(word"; pushes nothing for leaves. */
static const char *open_word(pecia_builder *builder, const char *at, int *is_leaf) {
    size_t size = strspn(at, "abcdefghijklmnopqrstuvwxyz_");
    const char *word = at;
    at += size;
    uint32_t kind = kind_of(word, size);
    *is_leaf = 1;
    if (size == 3 && memcmp(word, "ref", 3) == 0) {
        pecia_builder_note_ref(builder, note_number(builder, &at), (pecia_str){NULL, 0});
    } else if (size == 4 && memcmp(word, "slot", 4) == 0) {
        pecia_builder_note_slot(builder, note_number(builder, &at));
    } else if (kind == PECIA_NOTE) {
        pecia_builder_note_enter(builder, note_number(builder, &at), PECIA_NOTE_IN_PLACE);
        *is_leaf = 0;
    } else if (kind == PECIA_COMMENT || kind == PECIA_SPACE) {
        at += strspn(at, " ") + 1;
        pecia_builder_hidden_text(builder, kind, (pecia_str){at, (uint64_t)(string_end(at) - at)});
        at = string_end(at) + 1;
    } else if (pecia_kind_get(kind)->content == PECIA_CONTENT_NOTHING) {
        pecia_builder_leaf(builder, kind);
    } else {
        pecia_builder_enter(builder, kind);
        *is_leaf = 0;
    }
    return at;
}

int32_t script_run(pecia_builder *builder, const char *script) {
    char leaves[256];
    size_t depth = 0;
    for (const char *at = script; *at && pecia_builder_status(builder) == PECIA_OK;) {
        int is_leaf;
        if (*at == '(') {
            at = open_word(builder, at + 1, &is_leaf);
            leaves[depth++] = (char)is_leaf;
        } else if (*at == ')') {
            if (!leaves[--depth])
                pecia_builder_leave(builder, pecia_builder_current(builder, NULL));
            at++;
        } else if (*at == '"') {
            const char *end = string_end(at + 1);
            pecia_builder_text(builder, at + 1, (uint64_t)(end - at - 1));
            at = end + 1;
        } else {
            at++;
        }
    }
    return pecia_builder_status(builder);
}

pecia_document *script_document(const char *script) {
    pecia_limits limits;
    pecia_limits_default(&limits);
    const pecia_memory *memory = pecia_memory_default();
    pecia_diagnostics *diagnostics = pecia_diagnostics_new(memory, &limits);
    pecia_builder *builder = pecia_builder_new(memory, &limits, diagnostics, "script");
    assert_int_equal(script_run(builder, script), PECIA_OK);
    pecia_document *document;
    assert_int_equal(pecia_builder_finish(builder, &document), PECIA_OK);
    pecia_diagnostics_free(diagnostics);
    return document;
}

static void word(FILE *out, const pecia_event *event) {
    for (const char *c = pecia_kind_get(event->kind)->id; *c; c++)
        fputc(tolower((unsigned char)*c), out);
}

char *script_show(const pecia_document *document, uint32_t view, int notes) {
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    pecia_cursor *cursor = pecia_cursor_new(pecia_memory_default(), document, NULL, 1, view);
    int first = 1;
    for (const pecia_event *event; (event = pecia_cursor_next(cursor))->type != PECIA_END; first = 0) {
        if (event->type == PECIA_EXIT) {
            fputs(event->flags & PECIA_BROKEN ? "-)" : ")", out);
            continue;
        }
        if (!first)
            fputc(' ', out);
        if (event->type == PECIA_LEAF && event->kind == PECIA_TEXT) {
            fprintf(out, "\"%.*s\"", (int)event->text.size, event->text.data);
            continue;
        }
        fputc('(', out);
        fputs(event->flags & PECIA_IMPLIED ? "~" : event->flags & PECIA_CONTINUED ? "+" : "", out);
        word(out, event);
        if (event->type == PECIA_LEAF)
            fputc(')', out);
        if (event->kind == PECIA_NOTE_REF && notes)
            pecia_cursor_enter_note(cursor, event->note);
    }
    pecia_cursor_close(cursor);
    fclose(out);
    return text;
}
