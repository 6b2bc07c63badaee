/* SPDX-License-Identifier: MIT
 *
 * inspect.c: "pecia inspect INPUT": what a document holds and what in it does not resolve.
 */
#include "cli/inspect.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "plugins/host/documents.h"

/* ------------------------------------------------------------------ helpers of all parts */

/** The node behind NODE and all inside it, as long as it lies in TOP; 0 at the end. */
static uint32_t behind(const pecia_document *document, uint32_t node, uint32_t top) {
    for (; node != top && node != 0; node = pecia_document_parent(document, node)) {
        uint32_t next = pecia_document_next_sibling(document, node);
        if (next != 0) {
            return next;
        }
    }
    return 0;
}

uint32_t cli_inspect_next(const pecia_document *document, uint32_t node) {
    uint32_t next = pecia_document_first_child(document, node);
    next = next != 0 ? next : behind(document, node, 1);
    while (next != 0) {
        uint32_t kind = pecia_document_kind(document, next);
        if (kind == PECIA_NOTE || pecia_kind_get(kind)->class_ != PECIA_CLASS_HIDDEN) {
            return next;
        }
        next = behind(document, next, 1);
    }
    return 0;
}

/** Text that is folded into one line and cut. */
typedef struct folded {
    char data[CLI_EXCERPT_SIZE - 8];
    size_t used;
    bool blank; /* a space is due before the next character */
} folded;

static void fold(folded *out, pecia_str text) {
    for (uint64_t at = 0; at < text.size && out->used < sizeof out->data; at++) {
        char c = text.data[at];
        bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space && out->blank && out->used > 0) {
            out->data[out->used++] = ' ';
        }
        if (!space && out->used < sizeof out->data) {
            out->data[out->used++] = c;
        }
        out->blank = space;
    }
}

/** Takes half a character from the end of a text that was cut. */
static void trim(folded *out) {
    while (out->used > 0 && ((unsigned char)out->data[out->used - 1] & 0xC0U) == 0x80U) {
        out->used--;
    }
    out->used -= out->used > 0 && (unsigned char)out->data[out->used - 1] >= 0xC0U;
}

void cli_inspect_excerpt(const pecia_document *document, uint32_t top, char *out) {
    folded text = {.used = 0};
    uint32_t node = pecia_document_first_child(document, top);
    while (node != 0 && text.used < sizeof text.data) {
        uint32_t kind = pecia_document_kind(document, node);
        uint8_t class = pecia_kind_get(kind)->class_;
        uint32_t child = 0;
        if (kind == PECIA_TEXT) {
            fold(&text, pecia_document_text(document, node));
        } else if (class != PECIA_CLASS_HIDDEN) {
            text.blank = text.blank || kind == PECIA_SOFT_BREAK || kind == PECIA_LINE_BREAK ||
                         class == PECIA_CLASS_FLOW || class == PECIA_CLASS_PHRASE;
            child = pecia_document_first_child(document, node);
        }
        node = child != 0 ? child : behind(document, node, top);
    }
    bool cut = text.used == sizeof text.data;
    if (cut) {
        trim(&text);
    }
    size_t used = pecia_printable(text.data, text.used, out, CLI_EXCERPT_SIZE - 4);
    snprintf(out + used, 4, "%s", cut ? "..." : "");
}

const char *cli_inspect_text(pecia_str text, char *out) {
    pecia_printable(text.data != NULL ? text.data : "", text.size, out, CLI_EXCERPT_SIZE);
    return out;
}

const char *cli_inspect_place(const pecia_document *document, uint32_t node, char *out, size_t size) {
    pecia_place place = pecia_document_place(document, node);
    char member[CLI_EXCERPT_SIZE];
    char column[16] = "";
    out[0] = '\0';
    if (place.line > 0 && place.column > 0) {
        snprintf(column, sizeof column, ":%" PRIu32, place.column);
    }
    if (place.member.data != NULL) {
        snprintf(out, size, "%s:%" PRIu32 "%s", cli_inspect_text(place.member, member), place.line, column);
    } else if (place.line > 0) {
        snprintf(out, size, "%" PRIu32 "%s", place.line, column);
    }
    return out;
}

void cli_inspect_json_place(cli_inspection *in, uint32_t node) {
    pecia_place place = pecia_document_place(in->document, node);
    if (place.member.data != NULL) {
        cli_json_str(&in->json, "member", place.member);
    }
    if (place.line > 0) {
        cli_json_number(&in->json, "line", place.line);
    }
    if (place.column > 0) {
        cli_json_number(&in->json, "column", place.column);
    }
}

/* ------------------------------------------------------------------ metadata and kinds */

static void json_meta(cli_inspection *in, const pecia_meta *meta) {
    const struct {
        const char *key;
        pecia_str value;
    } fields[] = {{"key", meta->key},   {"value", meta->value},   {"type", meta->type}, {"role", meta->role},
                  {"lang", meta->lang}, {"scheme", meta->scheme}, {"sort", meta->sort}, {"href", meta->href}};
    cli_json_open(&in->json, NULL, '{');
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (fields[i].value.data != NULL) {
            cli_json_str(&in->json, fields[i].key, fields[i].value);
        }
    }
    cli_json_close(&in->json, '}');
}

static void print_meta(const pecia_meta *meta) {
    char key[CLI_EXCERPT_SIZE];
    char value[512];
    char detail[CLI_EXCERPT_SIZE];
    pecia_str more = meta->role.data != NULL ? meta->role : meta->type.data != NULL ? meta->type : meta->scheme;
    pecia_printable(meta->value.data != NULL ? meta->value.data : "", meta->value.size, value, sizeof value);
    printf("  %-12s %s", cli_inspect_text(meta->key, key), value);
    if (more.size > 0) {
        printf(" (%s)", cli_inspect_text(more, detail));
    }
    putchar('\n');
}

static void put_metadata(cli_inspection *in) {
    uint32_t count = pecia_document_meta_count(in->document);
    pecia_meta meta;
    if (in->as_json) {
        cli_json_open(&in->json, "metadata", '[');
    } else if (count > 0) {
        puts("\nMetadata");
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!pecia_document_meta(in->document, i, &meta)) {
            continue;
        }
        if (in->as_json) {
            json_meta(in, &meta);
        } else {
            print_meta(&meta);
        }
    }
    if (in->as_json) {
        cli_json_close(&in->json, ']');
    }
}

static void put_kinds(cli_inspection *in) {
    if (in->as_json) {
        cli_json_open(&in->json, "kinds", '{');
    } else {
        puts("\nKinds");
    }
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++) {
        uint32_t count = pecia_document_count(in->document, kind);
        if (in->as_json && count > 0) {
            cli_json_number(&in->json, pecia_kind_get(kind)->id, count);
        } else if (count > 0) {
            printf("  %-24s %" PRIu32 "\n", pecia_kind_get(kind)->name, count);
        }
    }
    if (in->as_json) {
        cli_json_close(&in->json, '}');
    }
}

/* ------------------------------------------------------------------ the command */

static void put_head(cli_inspection *in) {
    char name[256];
    if (in->as_json) {
        cli_json_open(&in->json, NULL, '{');
        cli_json_word(&in->json, "file", in->source->path);
        cli_json_word(&in->json, "format", in->source->format->name);
        cli_json_number(&in->json, "bytes", in->source->bytes);
        return;
    }
    pecia_printable(in->source->path, strlen(in->source->path), name, sizeof name);
    printf("%s: %s, %" PRIu64 " bytes\n", name, in->source->format->title, in->source->bytes);
}

static void put_document(cli_inspection *in) {
    put_head(in);
    put_metadata(in);
    cli_inspect_languages(in);
    cli_inspect_headings(in);
    cli_inspect_notes(in);
    cli_inspect_quotations(in);
    cli_inspect_guesses(in);
    put_kinds(in);
    cli_inspect_unresolved(in);
    if (in->as_json) {
        cli_json_close(&in->json, '}');
    }
}

int cli_inspect(cli_session *session) {
    static const char *const shown_here[] = {"note-without-body", "note-without-mark", NULL};
    const cli_args *args = session->args;
    pecia_source source = {.document = NULL};
    int32_t status = PECIA_OK;
    if (args->operand_count != 1) {
        status = cli_usage(session, "name one document: pecia inspect INPUT");
    }
    if (status == PECIA_OK) {
        status = cli_session_formats(session);
    }
    if (status == PECIA_OK) {
        pecia_settings settings = cli_session_settings(session);
        session->messages.silent = shown_here;
        status = pecia_read(&settings, args->operands, &source);
    }
    if (status == PECIA_OK) {
        cli_inspection inspection = {.session = session,
                                     .document = source.document,
                                     .source = &source,
                                     .as_json = cli_args_has(args, CLI_OPTION_JSON),
                                     .json = {.out = stdout}};
        put_document(&inspection);
    }
    pecia_source_free(&source);
    return pecia_exit_code(status);
}
