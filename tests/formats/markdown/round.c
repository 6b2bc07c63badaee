/* SPDX-License-Identifier: MIT
 *
 * round.c: a document's way to Markdown and back. See round.h.
 */
#include "round.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/differ.h"
#include "core/cursor.h"
#include "core/document.h"
#include "core/kinds.h"

/* What is looked at when a document went through Markdown. */
void markdown_view(pecia_registry *registry, cli_view *view) {
    const pecia_format_info *format = pecia_registry_find(registry, "markdown");
    *view = (cli_view){.folds = true};
    for (uint32_t kind = 0; kind < PECIA_KIND_COUNT; kind++) {
        view->holds[kind] = format->fidelity[kind] == PECIA_HOLDS_FULLY;
    }
}

/* Shows the tokens around a difference. */
static void show(const char *title, const cli_flat *flat, const cli_row *row, uint64_t from, uint64_t to) {
    printf("  %s:", title);
    for (uint64_t i = from > 6 ? from - 6 : 0; i < row->count && i < to + 4; i++) {
        const cli_token *token = &row->at[i];
        pecia_str text = cli_token_text(flat, token);
        printf("%s%s", i == from ? " [[" : "", i == to ? " ]]" : "");
        printf(token->type == CLI_TOKEN_WORD || token->type == CLI_TOKEN_SIGN ? " %.*s" : " <%.*s", (int)text.size,
               text.size ? text.data : "");
        if (token->type > CLI_TOKEN_SIGN) {
            printf("%s%s %u>", token->type == CLI_TOKEN_CLOSE ? "/" : "", pecia_kind_get(token->kind)->name,
                   (unsigned)(token->type >= CLI_TOKEN_MARK ? token->number : token->detail));
        }
    }
    printf("\n");
}

/* Shows the tree from ROOT on. */
static void show_tree(const pecia_document *document, uint32_t root) {
    pecia_cursor *cursor = pecia_cursor_new(pecia_memory_default(), document, NULL, root, PECIA_VIEW_HIDDEN);
    int depth = 0;
    for (const pecia_event *e = pecia_cursor_next(cursor); e->type != PECIA_END; e = pecia_cursor_next(cursor)) {
        depth -= e->type == PECIA_EXIT ? 1 : 0;
        if (e->type != PECIA_EXIT) {
            printf("  %*s%s '%.*s'\n", depth * 2, "", pecia_kind_get(e->kind)->name, (int)e->text.size,
                   e->text.size ? e->text.data : "");
        }
        depth += e->type == PECIA_ENTER ? 1 : 0;
    }
    pecia_cursor_close(cursor);
}

/* Shows DOCUMENT and the bodies of its notes. */
static void show_document(const pecia_document *document) {
    pecia_note_state state;
    show_tree(document, 1);
    for (uint32_t note = 0; pecia_document_note(document, note, NULL, &state); note++) {
        if (state.body) {
            show_tree(document, state.body);
        }
    }
}

static bool rows_differ(const cli_flat *a, const cli_row *row_a, const cli_flat *b, const cli_row *row_b) {
    cli_differ differ = {.a = a, .b = b, .row_a = row_a, .row_b = row_b};
    cli_difference d;
    if (!cli_differ_next(&differ, &d)) {
        return false;
    }
    if (getenv("PECIA_SHOW")) {
        show("before", a, row_a, d.a, d.a_end);
        show("behind", b, row_b, d.b, d.b_end);
    }
    return true;
}

bool differ(const pecia_document *a, const pecia_document *b, const cli_view *view) {
    cli_flat flat_a, flat_b;
    assert_int_equal(cli_flatten(pecia_memory_default(), a, view, &flat_a), PECIA_OK);
    assert_int_equal(cli_flatten(pecia_memory_default(), b, view, &flat_b), PECIA_OK);
    bool found = rows_differ(&flat_a, &flat_a.text, &flat_b, &flat_b.text) ||
                 rows_differ(&flat_a, &flat_a.notes, &flat_b, &flat_b.notes);
    cli_flat_free(pecia_memory_default(), &flat_a);
    cli_flat_free(pecia_memory_default(), &flat_b);
    return found;
}

bool try_file(scene *s, pecia_registry *registry, const char *format, const char *path, pecia_source *source) {
    pecia_settings settings = {
        .registry = registry, .diagnostics = s->diagnostics, .limits = &s->limits, .from = format};
    const char *paths[] = {path, NULL};
    scene_forget(s);
    return pecia_read(&settings, paths, source) == PECIA_OK;
}

pecia_source read_file(scene *s, pecia_registry *registry, const char *format, const char *path) {
    pecia_source source;
    if (!try_file(s, registry, format, path, &source)) {
        fail_msg("%s was not read: %s", path, s->said);
    }
    return source;
}

/* Makes OPTIONS of what TEXT names, parted by spaces; ROOM gets their text. */
static void split(const char *text, char room[256], const char *options[8]) {
    size_t count = 0;
    snprintf(room, 256, "%s", text ? text : "");
    for (char *at = *room ? room : NULL; at && count < 7;) {
        char *end = strchr(at, ' ');
        options[count++] = at;
        if (end) {
            *end++ = 0;
        }
        at = end;
    }
    options[count] = NULL;
}

pecia_str write_markdown(scene *s, pecia_registry *registry, const pecia_source *source, const char *said) {
    char room[256];
    const char *options[8];
    split(said, room, options);
    pecia_settings settings = {.registry = registry,
                               .diagnostics = s->diagnostics,
                               .limits = &s->limits,
                               .options = options,
                               .to = "markdown"};
    pecia_str out;
    scene_forget(s);
    if (pecia_write_memory(&settings, source, &out, NULL) != PECIA_OK) {
        fail_msg("not written: %s", s->said);
    }
    return out;
}

const char *round_wrong(scene *s, pecia_registry *registry, const cli_view *view, const pecia_source *first,
                        const char *option) {
    pecia_str once = write_markdown(s, registry, first, option);
    pecia_source second = read_file(s, registry, "markdown", scene_bytes(s, "once.md", once.data, (size_t)once.size));
    bool is_balanced = scene_said(s, "markdown-html") == 0;
    pecia_str twice = write_markdown(s, registry, &second, option);
    bool same = !differ(first->document, second.document, view);
    bool stable = once.size == twice.size && memcmp(once.data, twice.data, (size_t)once.size) == 0;
    if (getenv("PECIA_SHOW")) {
        show_document(first->document);
        printf("%.*s----\n%.*s----\n", (int)once.size, once.data, stable || !same ? 0 : (int)twice.size, twice.data);
    }
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)once.data);
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)twice.data);
    pecia_source_free(&second);
    return !same          ? "reads back as another document"
           : !stable      ? "is written otherwise the second time"
           : !is_balanced ? "has tags without another half"
                          : NULL;
}

char *again(scene *s, const char *markdown, const char *option, uint32_t kind, uint32_t *nodes) {
    const char *options[] = {option, NULL};
    const char *paths[] = {scene_file(s, "in.md", markdown), NULL};
    pecia_registry *registry = scene_registry(s, PLUGINS);
    pecia_settings settings = {.registry = registry,
                               .diagnostics = s->diagnostics,
                               .limits = &s->limits,
                               .options = options,
                               .from = "markdown",
                               .to = "markdown"};
    pecia_source source;
    pecia_str out;
    assert_int_equal(pecia_read(&settings, paths, &source), PECIA_OK);
    if (nodes) {
        *nodes = pecia_document_count(source.document, kind);
    }
    assert_int_equal(pecia_write_memory(&settings, &source, &out, NULL), PECIA_OK);
    char *copy = strdup(out.data);
    pecia_memory_free(pecia_memory_default(), (void *)(uintptr_t)out.data);
    pecia_source_free(&source);
    pecia_registry_free(registry);
    return copy;
}

void holds(scene *s, const char *option, const char *markdown, uint32_t kind, uint32_t count, const char *expected) {
    uint32_t found = 0;
    char *out = again(s, markdown, option, kind, &found);
    if (found != count) {
        fail_msg("%s: %u", markdown, found);
    }
    assert_string_equal(out, expected ? expected : markdown);
    free(out);
}
