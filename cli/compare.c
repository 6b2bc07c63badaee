/* SPDX-License-Identifier: MIT
 *
 * compare.c: "pecia compare A B": are two documents, in any formats, the same? docs/comparing.md says what counts.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/differ.h"
#include "cli/json.h"
#include "plugins/host/documents.h"

enum { MOST_USUAL = 10, SHOWN_TOKENS = 14, BEFORE_TOKENS = 4, TEXT_SIZE = 600 };

typedef struct comparison {
    cli_session *session;
    pecia_source source[2];
    cli_flat flat[2];
    bool words, metadata, as_json;
    uint64_t most, found;
    cli_json json;
} comparison;

/* ------------------------------------------------------------------ what counts */

static void narrow(cli_view *view, const pecia_format_info *format) {
    view->folds = true;
    for (uint32_t kind = 0; kind < PECIA_KIND_COUNT; kind++) {
        view->holds[kind] = view->holds[kind] && format->fidelity[kind] == PECIA_HOLDS_FULLY;
    }
}

/** Everything counts between documents of one format; otherwise what all formats concerned hold fully. */
static int32_t choose_view(comparison *c, cli_view *view) {
    *view = (cli_view){.words = c->words};
    memset(view->holds, 1, sizeof view->holds);
    if (c->source[0].format != c->source[1].format) {
        narrow(view, c->source[0].format);
        narrow(view, c->source[1].format);
    }
    const char *const *name = c->session->args->list[CLI_OPTION_THROUGH];
    for (; *name != NULL; name++) {
        const pecia_format_info *format = pecia_registry_find(c->session->registry, *name);
        if (format == NULL) {
            return PECIA_ERR_USAGE;
        }
        narrow(view, format);
    }
    return PECIA_OK;
}

/* ------------------------------------------------------------------ showing differences */

/** Text that grows into a fixed place and stops at its end. */
typedef struct shown_text {
    char data[TEXT_SIZE];
    size_t used;
} shown_text;

static void show_bytes(shown_text *out, const char *data, size_t size) {
    char safe[128];
    size_t length = pecia_printable(data, size, safe, sizeof safe);
    if (out->used + length + 1 < sizeof out->data) {
        memcpy(out->data + out->used, safe, length);
        out->used += length;
        out->data[out->used] = '\0';
    }
}

static void show(shown_text *out, const char *word) {
    show_bytes(out, word, strlen(word));
}

static void show_node(shown_text *out, const cli_flat *flat, const cli_token *token) {
    char number[16];
    show(out, token->type == CLI_TOKEN_CLOSE ? "</" : "<");
    show(out, pecia_kind_get(token->kind)->name);
    if (token->type != CLI_TOKEN_CLOSE && token->detail != 0) {
        snprintf(number, sizeof number, " %u", (unsigned)token->detail);
        show(out, number);
    }
    if (token->type == CLI_TOKEN_OPEN && token->detail == PECIA_LIST_ORDERED && token->kind == PECIA_LIST &&
        token->number != 1) {
        snprintf(number, sizeof number, " at %" PRId32, (int32_t)token->number);
        show(out, number);
    }
    if (token->size > 0) {
        show(out, " ");
        show_bytes(out, cli_token_text(flat, token).data, token->size);
    }
    show(out, ">");
}

static void show_token(shown_text *out, const cli_flat *flat, const cli_token *token) {
    pecia_str text = cli_token_text(flat, token);
    char number[16];
    if (out->used > 0 && token->type != CLI_TOKEN_SIGN && out->data[out->used - 1] != '[') {
        show(out, " ");
    }
    switch (token->type) {
    case CLI_TOKEN_WORD:
    case CLI_TOKEN_SIGN: show_bytes(out, text.data, text.size); return;
    case CLI_TOKEN_MARK:
    case CLI_TOKEN_NOTE:
        show(out, token->type == CLI_TOKEN_MARK ? "<mark " : token->detail != 0 ? "<note " : "<no note ");
        if (token->size > 0) {
            show_bytes(out, text.data, text.size);
            show(out, " ");
        }
        snprintf(number, sizeof number, "#%" PRIu32 ">", token->number);
        show(out, number);
        return;
    default: show_node(out, flat, token); return;
    }
}

/** The tokens from AT to END in brackets, with a little of what stands before and behind. */
static void show_stretch(shown_text *out, const cli_flat *flat, const cli_row *row, uint64_t at, uint64_t end) {
    uint64_t from = at > BEFORE_TOKENS ? at - BEFORE_TOKENS : 0;
    out->used = 0;
    out->data[0] = '\0';
    for (uint64_t i = from; i < at; i++) {
        show_token(out, flat, &row->at[i]);
    }
    show(out, out->used > 0 ? " [" : "[");
    for (uint64_t i = at; i < end && i < at + SHOWN_TOKENS; i++) {
        show_token(out, flat, &row->at[i]);
    }
    show(out, end > at + SHOWN_TOKENS ? " ...]" : "]");
    for (uint64_t i = end; i < row->count && i < end + BEFORE_TOKENS; i++) {
        show_token(out, flat, &row->at[i]);
    }
}

static pecia_place place_of(const cli_flat *flat, const cli_row *row, uint64_t at) {
    for (uint64_t i = at < row->count ? at : row->count; i > 0 || at == 0; i--) {
        uint64_t index = i < row->count ? i : i - 1;
        if (index < row->count && row->at[index].node != 0) {
            return pecia_document_place(flat->document, row->at[index].node);
        }
        if (i == 0) {
            break;
        }
    }
    return (pecia_place){0};
}

static void print_side(const char *path, pecia_place place, const char *stream, const char *text) {
    char name[256];
    char member[128];
    pecia_printable(path, strlen(path), name, sizeof name);
    fputs(name, stdout);
    if (place.member.data != NULL) {
        pecia_printable(place.member.data, place.member.size, member, sizeof member);
        printf("(%s)", member);
    }
    if (place.line > 0) {
        printf(":%" PRIu32, place.line);
    }
    if (place.line > 0 && place.column > 0) {
        printf(":%" PRIu32, place.column);
    }
    printf(": %s: %s\n", stream, text);
}

static void json_side(cli_json *json, const char *key, const char *path, pecia_place place, const char *text) {
    cli_json_open(json, key, '{');
    cli_json_word(json, "file", path);
    if (place.member.data != NULL) {
        cli_json_str(json, "member", place.member);
    }
    cli_json_number(json, "line", place.line);
    cli_json_number(json, "column", place.column);
    cli_json_word(json, "text", text);
    cli_json_close(json, '}');
}

/** Counts a difference; true if it is still to be shown. */
static bool is_wanted(comparison *c) {
    c->found++;
    return c->found <= c->most;
}

static void put_sides(comparison *c, const char *stream, const pecia_place place[2], const shown_text text[2]) {
    if (c->as_json) {
        cli_json_open(&c->json, NULL, '{');
        cli_json_word(&c->json, "in", stream);
        json_side(&c->json, "a", c->source[0].path, place[0], text[0].data);
        json_side(&c->json, "b", c->source[1].path, place[1], text[1].data);
        cli_json_close(&c->json, '}');
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        print_side(c->source[i].path, place[i], stream, text[i].data);
    }
}

static void compare_rows(comparison *c, const char *stream, const cli_row *a, const cli_row *b) {
    cli_differ differ = {.a = &c->flat[0], .b = &c->flat[1], .row_a = a, .row_b = b};
    cli_difference found;
    shown_text text[2];
    while (c->found <= c->most && cli_differ_next(&differ, &found)) {
        if (is_wanted(c)) {
            pecia_place place[2] = {place_of(differ.a, a, found.a), place_of(differ.b, b, found.b)};
            show_stretch(&text[0], differ.a, a, found.a, found.a_end);
            show_stretch(&text[1], differ.b, b, found.b, found.b_end);
            put_sides(c, stream, place, text);
        }
    }
}

/* ------------------------------------------------------------------ metadata */

/** Compares the statements with KEY in their order. */
static void compare_meta(comparison *c, const char *key) {
    pecia_meta meta[2];
    for (uint32_t i = 0;; i++) {
        shown_text text[2] = {{.used = 0}, {.used = 0}};
        int32_t there[2];
        for (size_t side = 0; side < 2; side++) {
            meta[side] = (pecia_meta){.value = {NULL, 0}};
            there[side] = pecia_document_meta_find(c->source[side].document, key, i, &meta[side]);
            show(&text[side], "[");
            show_bytes(&text[side], meta[side].value.data != NULL ? meta[side].value.data : "", meta[side].value.size);
            show(&text[side], "]");
        }
        if (!there[0] && !there[1]) {
            return;
        }
        bool same =
            meta[0].value.size == meta[1].value.size &&
            (meta[0].value.size == 0 || memcmp(meta[0].value.data, meta[1].value.data, meta[0].value.size) == 0);
        if (!same && is_wanted(c)) {
            pecia_place place[2] = {{.line = 0}, {.line = 0}};
            put_sides(c, key, place, text);
        }
    }
}

/* ------------------------------------------------------------------ the command */

static int32_t read_options(comparison *c) {
    const cli_args *args = c->session->args;
    const char *level = cli_args_last(args, CLI_OPTION_LEVEL);
    const char *most = cli_args_last(args, CLI_OPTION_MOST);
    c->words = level != NULL && strcmp(level, "words") == 0;
    c->metadata = level != NULL && strcmp(level, "metadata") == 0;
    c->as_json = cli_args_has(args, CLI_OPTION_JSON);
    c->most = MOST_USUAL;
    if (most != NULL) {
        char *end = NULL;
        unsigned long value = strtoul(most, &end, 10);
        if (most[0] < '0' || most[0] > '9' || *end != '\0' || value > 1000000) {
            return cli_usage(c->session, "--most takes a number from 0 to 1000000");
        }
        c->most = value;
    }
    if (args->operand_count != 2) {
        return cli_usage(c->session, "name two documents: pecia compare A B");
    }
    if (strcmp(args->operands[0], "-") == 0 && strcmp(args->operands[1], "-") == 0) {
        return cli_usage(c->session, "standard input (-) can be read only once");
    }
    return PECIA_OK;
}

static int32_t read_both(comparison *c) {
    pecia_settings settings = cli_session_settings(c->session);
    const char *const format[2] = {settings.from, settings.to};
    int32_t status = PECIA_OK;
    settings.to = NULL;
    for (size_t i = 0; i < 2 && status == PECIA_OK; i++) {
        const char *const paths[2] = {c->session->args->operands[i], NULL};
        settings.from = format[i];
        status = pecia_read(&settings, paths, &c->source[i]);
    }
    return status;
}

static int32_t flatten_both(comparison *c) {
    cli_view view;
    int32_t status = choose_view(c, &view);
    for (size_t i = 0; i < 2 && status == PECIA_OK; i++) {
        status = cli_flatten(pecia_memory_default(), c->source[i].document, &view, &c->flat[i]);
        if (status != PECIA_OK) {
            pecia_report(c->session->diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out");
        }
    }
    return status;
}

static void put_result(comparison *c) {
    static const char *const keys[] = {"title", "language", NULL};
    c->json = (cli_json){.out = stdout};
    if (c->as_json) {
        cli_json_open(&c->json, NULL, '{');
        cli_json_word(&c->json, "level", c->words ? "words" : c->metadata ? "metadata" : "structure");
        cli_json_open(&c->json, "differences", '[');
    }
    compare_rows(c, "text", &c->flat[0].text, &c->flat[1].text);
    compare_rows(c, "notes", &c->flat[0].notes, &c->flat[1].notes);
    for (size_t i = 0; c->metadata && keys[i] != NULL; i++) {
        compare_meta(c, keys[i]);
    }
    if (c->as_json) {
        cli_json_close(&c->json, ']');
        cli_json_bool(&c->json, "more", c->found > c->most);
        cli_json_bool(&c->json, "same", c->found == 0);
        cli_json_close(&c->json, '}');
    } else if (c->found > c->most) {
        puts("... and further differences; --most NUMBER shows more");
    }
}

int cli_compare(cli_session *session) {
    comparison c = {.session = session};
    int32_t status = read_options(&c);
    if (status == PECIA_OK) {
        status = cli_session_formats(session);
    }
    if (status == PECIA_OK) {
        status = read_both(&c);
    }
    if (status == PECIA_OK) {
        status = flatten_both(&c);
    }
    if (status == PECIA_OK) {
        put_result(&c);
    }
    for (size_t i = 0; i < 2; i++) {
        cli_flat_free(pecia_memory_default(), &c.flat[i]);
        pecia_source_free(&c.source[i]);
    }
    return status != PECIA_OK ? pecia_exit_code(status) : c.found > 0 ? CLI_EXIT_DIFFERENT : 0;
}
