/* SPDX-License-Identifier: MIT
 *
 * inspect_faults.c: the languages of a document, and what in it does not resolve.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/inspect.h"

enum { LANGUAGES_MAX = 256, PLACE_SIZE = 192 };

/* ------------------------------------------------------------------ languages */

typedef struct language {
    pecia_str tag;
    uint32_t count;
} language;

static size_t add_language(language *list, size_t count, pecia_str tag) {
    for (size_t i = 0; i < count; i++) {
        if (list[i].tag.size == tag.size && memcmp(list[i].tag.data, tag.data, tag.size) == 0) {
            list[i].count++;
            return count;
        }
    }
    if (count < LANGUAGES_MAX) {
        list[count++] = (language){tag, 1};
    }
    return count;
}

void cli_inspect_languages(cli_inspection *in) {
    language list[LANGUAGES_MAX];
    char tag[CLI_EXCERPT_SIZE];
    size_t count = 0;
    pecia_str value;
    for (uint32_t node = 1; node != 0; node = cli_inspect_next(in->document, node)) {
        if (pecia_document_get(in->document, node, PECIA_LANG, &value) && value.size > 0) {
            count = add_language(list, count, value);
        }
    }
    if (in->as_json) {
        cli_json_open(&in->json, "languages", '{');
    } else if (count > 0) {
        puts("\nLanguages, and how many nodes name them");
    }
    for (size_t i = 0; i < count; i++) {
        cli_inspect_text(list[i].tag, tag);
        if (in->as_json) {
            cli_json_number(&in->json, tag, list[i].count);
        } else {
            printf("  %-12s %" PRIu32 "\n", tag, list[i].count);
        }
    }
    if (in->as_json) {
        cli_json_close(&in->json, '}');
    }
}

/* ------------------------------------------------------------------ what does not resolve */

static void put_fault(cli_inspection *in, uint32_t *count, uint32_t node, const char *code, const char *text) {
    char place[PLACE_SIZE];
    if (in->as_json) {
        cli_json_open(&in->json, NULL, '{');
        cli_json_word(&in->json, "code", code);
        cli_json_word(&in->json, "message", text);
        cli_inspect_json_place(in, node);
        cli_json_close(&in->json, '}');
    } else {
        if (*count == 0) {
            puts("\nDoes not resolve");
        }
        printf("  %8s  %s\n", cli_inspect_place(in->document, node, place, sizeof place), text);
    }
    ++*count;
}

static void put_note_faults(cli_inspection *in, uint32_t *count) {
    pecia_note entry;
    pecia_note_state state;
    char label[CLI_EXCERPT_SIZE];
    char text[2 * CLI_EXCERPT_SIZE];
    for (uint32_t i = 0; pecia_document_note(in->document, i, &entry, &state); i++) {
        if (state.body == 0) {
            snprintf(text, sizeof text, "the mark [%s] has no note", cli_inspect_text(entry.label, label));
            put_fault(in, count, state.first_ref, "note-without-body", text);
        } else if (state.references == 0) {
            snprintf(text, sizeof text, "the note [%s] has no mark", cli_inspect_text(entry.label, label));
            put_fault(in, count, state.body, "note-without-mark", text);
        }
    }
}

/** Links into the document whose target is not there. */
static void put_link_faults(cli_inspection *in, uint32_t *count) {
    pecia_str href;
    char target[CLI_EXCERPT_SIZE];
    char text[2 * CLI_EXCERPT_SIZE];
    for (uint32_t node = 1; node != 0; node = cli_inspect_next(in->document, node)) {
        if (pecia_document_kind(in->document, node) == PECIA_LINK &&
            pecia_document_get(in->document, node, PECIA_HREF, &href) && href.size > 1 && href.data[0] == '#' &&
            pecia_document_find_id(in->document, (pecia_str){href.data + 1, href.size - 1}) == 0) {
            snprintf(text, sizeof text, "the link to %s leads nowhere", cli_inspect_text(href, target));
            put_fault(in, count, node, "link-nowhere", text);
        }
    }
}

/** A part of a quotation that goes on, but the document ends, or another begins, before its last part. Parts stand in
 * document order, so the last one of a tie tells. */
static void put_part_faults(cli_inspection *in, uint32_t *count) {
    int64_t open_tie = -1;
    uint32_t open_node = 0;
    for (uint32_t node = 1;; node = cli_inspect_next(in->document, node)) {
        uint32_t kind = node != 0 ? pecia_document_kind(in->document, node) : 0;
        int64_t part = node != 0 ? pecia_document_get_number(in->document, node, PECIA_PART, 0) : PECIA_INITIAL;
        int64_t tie = node != 0 ? pecia_document_get_number(in->document, node, PECIA_TIE, -1) : -1;
        bool quotation = node == 0 || kind == PECIA_QUOTE || kind == PECIA_BLOCK_QUOTE;
        if (quotation && part == PECIA_INITIAL && open_node != 0 && tie != open_tie) {
            put_fault(in, count, open_node, "quotation-open", "the quotation has a first part and no last one");
            open_node = 0;
        }
        if (node == 0) {
            return;
        }
        if (quotation && part == PECIA_INITIAL && tie >= 0) {
            open_tie = tie;
            open_node = node;
        } else if (quotation && part == PECIA_FINAL && tie == open_tie) {
            open_node = 0;
        }
    }
}

void cli_inspect_unresolved(cli_inspection *in) {
    uint32_t count = 0;
    if (in->as_json) {
        cli_json_open(&in->json, "unresolved", '[');
    }
    put_note_faults(in, &count);
    put_link_faults(in, &count);
    put_part_faults(in, &count);
    if (in->as_json) {
        cli_json_close(&in->json, ']');
    } else if (count == 0) {
        puts("\nEverything resolves: notes, marks, links, quotations");
    }
}
