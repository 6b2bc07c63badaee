/* SPDX-License-Identifier: MIT
 *
 * inspect_lists.c: the headings, notes and quotations of a document.
 */
#include <inttypes.h>
#include <stdio.h>

#include "cli/inspect.h"

enum { PLACE_SIZE = 192 };

static const char *word_of(const char *const *words, size_t count, int64_t value) {
    return value >= 0 && (uint64_t)value < count ? words[value] : "";
}

/** How sure the reader is of NODE: as a member of the open JSON object, or as ", 85%" in the 16 bytes at OUT. */
static const char *put_confidence(cli_inspection *in, uint32_t node, char *out) {
    int64_t percent = pecia_document_get_number(in->document, node, PECIA_CONFIDENCE, 0);
    out[0] = '\0';
    if (percent > 0 && percent <= 100) {
        if (in->as_json) {
            cli_json_number(&in->json, "confidence", (uint64_t)percent);
        }
        snprintf(out, 16, "%" PRIi64 "%%", percent);
    }
    return out;
}

/* ------------------------------------------------------------------ headings */

/** How many nodes of KIND, or of ALSO, stand around NODE. */
static uint32_t around(const pecia_document *document, uint32_t node, uint32_t kind, uint32_t also) {
    uint32_t count = 0;
    for (uint32_t up = pecia_document_parent(document, node); up != 0; up = pecia_document_parent(document, up)) {
        uint32_t is = pecia_document_kind(document, up);
        count += is == kind || is == also;
    }
    return count;
}

static void put_heading(cli_inspection *in, uint32_t node) {
    char sure[16];
    char text[CLI_EXCERPT_SIZE];
    char place[PLACE_SIZE];
    int64_t level = pecia_document_get_number(in->document, node, PECIA_LEVEL,
                                              around(in->document, node, PECIA_SECTION, PECIA_SECTION));
    uint32_t depth = level < 1 ? 1 : level > 12 ? 12 : (uint32_t)level;
    cli_inspect_excerpt(in->document, node, text);
    if (in->as_json) {
        cli_json_open(&in->json, NULL, '{');
        cli_json_number(&in->json, "level", depth);
        cli_json_word(&in->json, "text", text);
        put_confidence(in, node, sure);
        cli_inspect_json_place(in, node);
        cli_json_close(&in->json, '}');
        return;
    }
    put_confidence(in, node, sure);
    printf("  %8s  %*s%s%s%s%s\n", cli_inspect_place(in->document, node, place, sizeof place), (int)(2 * (depth - 1)),
           "", text, sure[0] != '\0' ? " (" : "", sure, sure[0] != '\0' ? ")" : "");
}

void cli_inspect_headings(cli_inspection *in) {
    uint32_t count = pecia_document_count(in->document, PECIA_HEADING);
    if (in->as_json) {
        cli_json_open(&in->json, "headings", '[');
    } else if (count > 0) {
        printf("\nHeadings: %" PRIu32 "\n", count);
    }
    for (uint32_t node = 1; count > 0 && node != 0; node = cli_inspect_next(in->document, node)) {
        if (pecia_document_kind(in->document, node) == PECIA_HEADING) {
            put_heading(in, node);
        }
    }
    if (in->as_json) {
        cli_json_close(&in->json, ']');
    }
}

/* ------------------------------------------------------------------ notes */

static void json_note(cli_inspection *in, const pecia_note *entry, const pecia_note_state *state) {
    char sure[16];
    char text[CLI_EXCERPT_SIZE];
    cli_json_open(&in->json, NULL, '{');
    cli_json_str(&in->json, "label", entry->label);
    cli_json_str(&in->json, "id", entry->id);
    cli_json_str(&in->json, "place", entry->place);
    if (entry->resp.data != NULL) {
        cli_json_str(&in->json, "resp", entry->resp);
    }
    if (entry->type.data != NULL) {
        cli_json_str(&in->json, "type", entry->type);
    }
    cli_json_number(&in->json, "references", state->references);
    put_confidence(in, state->first_ref, sure);
    cli_inspect_json_place(in, state->first_ref != 0 ? state->first_ref : state->body);
    if (state->body != 0) {
        cli_inspect_excerpt(in->document, state->body, text);
        cli_json_word(&in->json, "body", text);
        cli_json_number(&in->json, "body_line", pecia_document_place(in->document, state->body).line);
    } else {
        cli_json_null(&in->json, "body");
    }
    cli_json_close(&in->json, '}');
}

static void print_note(cli_inspection *in, const pecia_note *entry, const pecia_note_state *state) {
    char label[CLI_EXCERPT_SIZE];
    char mark[CLI_EXCERPT_SIZE + 4] = "-";
    char kind[CLI_EXCERPT_SIZE];
    char text[CLI_EXCERPT_SIZE] = "no body";
    char place[PLACE_SIZE];
    char times[32] = "";
    char sure[16];
    uint32_t node = state->first_ref != 0 ? state->first_ref : state->body;
    cli_inspect_text(entry->place, kind);
    if (entry->label.size > 0) {
        snprintf(mark, sizeof mark, "[%s]", cli_inspect_text(entry->label, label));
    }
    if (state->references == 0) {
        snprintf(times, sizeof times, "no mark: ");
    } else if (state->references > 1) {
        snprintf(times, sizeof times, "%" PRIu32 " marks: ", state->references);
    }
    if (state->body != 0) {
        cli_inspect_excerpt(in->document, state->body, text);
    }
    put_confidence(in, state->first_ref, sure);
    printf("  %8s  %-5s %s%s%s%s%s%s%s\n", cli_inspect_place(in->document, node, place, sizeof place), mark, kind,
           kind[0] != '\0' ? ": " : "", times, text, sure[0] != '\0' ? " (" : "", sure, sure[0] != '\0' ? ")" : "");
}

void cli_inspect_notes(cli_inspection *in) {
    uint32_t count = pecia_document_note_count(in->document);
    pecia_note entry;
    pecia_note_state state;
    uint32_t bodies = 0;
    for (uint32_t i = 0; i < count; i++) {
        bodies += pecia_document_note(in->document, i, NULL, &state) && state.body != 0;
    }
    if (in->as_json) {
        cli_json_open(&in->json, "notes", '[');
    } else if (count > 0) {
        printf("\nNotes: %" PRIu32 ", %" PRIu32 " with a body, %" PRIu32 " marks\n", count, bodies,
               pecia_document_count(in->document, PECIA_NOTE_REF));
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!pecia_document_note(in->document, i, &entry, &state)) {
            continue;
        }
        if (in->as_json) {
            json_note(in, &entry, &state);
        } else {
            print_note(in, &entry, &state);
        }
    }
    if (in->as_json) {
        cli_json_close(&in->json, ']');
    }
}

/* ------------------------------------------------------------------ quotations */

static void put_quotation(cli_inspection *in, uint32_t node) {
    static const char *const types[] = {"", "quoted", "q", "said", "so called", "mentioned"};
    static const char *const marks[] = {"", "kept", "generated", "none"};
    static const char *const parts[] = {"", "initial", "medial", "final", "fragment"};
    const pecia_document *document = in->document;
    bool block = pecia_document_kind(document, node) == PECIA_BLOCK_QUOTE;
    char sure[16];
    char text[CLI_EXCERPT_SIZE];
    char place[PLACE_SIZE];
    int64_t type = pecia_document_get_number(document, node, PECIA_QUOTATION, block ? PECIA_QUOTED : PECIA_Q);
    int64_t mark = pecia_document_get_number(document, node, PECIA_MARKS, block ? PECIA_MARKS_NONE : PECIA_MARKS_KEPT);
    const char *part = word_of(parts, 5, pecia_document_get_number(document, node, PECIA_PART, 0));
    int64_t tie = pecia_document_get_number(document, node, PECIA_TIE, -1);
    uint32_t depth = around(document, node, PECIA_QUOTE, PECIA_BLOCK_QUOTE);
    cli_inspect_excerpt(document, node, text);
    if (in->as_json) {
        cli_json_open(&in->json, NULL, '{');
        cli_json_word(&in->json, "form", block ? "block" : "inline");
        cli_json_word(&in->json, "type", word_of(types, 6, type));
        cli_json_word(&in->json, "marks", word_of(marks, 4, mark));
        cli_json_number(&in->json, "depth", depth);
        if (part[0] != '\0') {
            cli_json_word(&in->json, "part", part);
        }
        if (tie >= 0) {
            cli_json_number(&in->json, "tie", (uint64_t)tie);
        }
        put_confidence(in, node, sure);
        cli_inspect_json_place(in, node);
        cli_json_word(&in->json, "text", text);
        cli_json_close(&in->json, '}');
        return;
    }
    printf("  %8s  %*s%s, %s, marks %s%s%s", cli_inspect_place(document, node, place, sizeof place),
           (int)(2 * (depth < 12 ? depth : 12)), "", block ? "block" : "inline", word_of(types, 6, type),
           word_of(marks, 4, mark), part[0] != '\0' ? ", part " : "", part);
    if (tie >= 0) {
        printf(" of #%" PRIi64, tie);
    }
    if (put_confidence(in, node, sure)[0] != '\0') {
        printf(", %s", sure);
    }
    printf(": %s\n", text);
}

void cli_inspect_quotations(cli_inspection *in) {
    uint32_t blocks = pecia_document_count(in->document, PECIA_BLOCK_QUOTE);
    uint32_t inlines = pecia_document_count(in->document, PECIA_QUOTE);
    if (in->as_json) {
        cli_json_open(&in->json, "quotations", '[');
    } else if (blocks + inlines > 0) {
        printf("\nQuotations: %" PRIu32 " block, %" PRIu32 " inline\n", blocks, inlines);
    }
    for (uint32_t node = 1; blocks + inlines > 0 && node != 0; node = cli_inspect_next(in->document, node)) {
        uint32_t kind = pecia_document_kind(in->document, node);
        if (kind == PECIA_BLOCK_QUOTE || kind == PECIA_QUOTE) {
            put_quotation(in, node);
        }
    }
    if (in->as_json) {
        cli_json_close(&in->json, ']');
    }
}

/* ------------------------------------------------------------------ other guesses */

static bool is_listed_above(uint32_t kind) {
    return kind == PECIA_HEADING || kind == PECIA_NOTE_REF || kind == PECIA_QUOTE || kind == PECIA_BLOCK_QUOTE;
}

void cli_inspect_guesses(cli_inspection *in) {
    char text[CLI_EXCERPT_SIZE];
    char place[PLACE_SIZE];
    char sure[16];
    uint32_t count = 0;
    if (in->as_json) {
        cli_json_open(&in->json, "guesses", '[');
    }
    for (uint32_t node = 1; node != 0; node = cli_inspect_next(in->document, node)) {
        uint32_t kind = pecia_document_kind(in->document, node);
        if (is_listed_above(kind) || pecia_document_get_number(in->document, node, PECIA_CONFIDENCE, 0) <= 0) {
            continue;
        }
        cli_inspect_excerpt(in->document, node, text);
        if (in->as_json) {
            cli_json_open(&in->json, NULL, '{');
            cli_json_word(&in->json, "kind", pecia_kind_get(kind)->id);
            put_confidence(in, node, sure);
            cli_inspect_json_place(in, node);
            cli_json_word(&in->json, "text", text);
            cli_json_close(&in->json, '}');
            continue;
        }
        if (count++ == 0) {
            puts("\nWhat else was guessed");
        }
        printf("  %8s  %s, %s%s%s\n", cli_inspect_place(in->document, node, place, sizeof place),
               pecia_kind_get(kind)->name, put_confidence(in, node, sure), text[0] != '\0' ? ": " : "", text);
    }
    if (in->as_json) {
        cli_json_close(&in->json, ']');
    }
}
