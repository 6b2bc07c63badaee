/* SPDX-License-Identifier: MIT
 *
 * inspect.h: the parts of "pecia inspect". Each prints one part of what is known of a document, as text or as a member
 * of a JSON object. Seen by inspect*.c only.
 */
#ifndef PECIA_CLI_INSPECT_H
#define PECIA_CLI_INSPECT_H

#include "cli/json.h"
#include "cli/session.h"
#include "plugins/host/documents.h"

typedef struct cli_inspection {
    cli_session *session;
    const pecia_document *document;
    const pecia_source *source;
    bool as_json;
    cli_json json;
} cli_inspection;

enum { CLI_EXCERPT_SIZE = 128 };

void cli_inspect_headings(cli_inspection *inspection);
void cli_inspect_notes(cli_inspection *inspection);
void cli_inspect_quotations(cli_inspection *inspection);
void cli_inspect_guesses(cli_inspection *inspection);
void cli_inspect_languages(cli_inspection *inspection);
void cli_inspect_unresolved(cli_inspection *inspection);

/** The first node behind NODE in document order that is no hidden matter; 0 at the end. Bodies of notes are walked
 * through where they were made. */
uint32_t cli_inspect_next(const pecia_document *document, uint32_t node);
/** The first words inside NODE, printable, white space folded, in the CLI_EXCERPT_SIZE bytes at OUT; notes inside are
 * left out. */
void cli_inspect_excerpt(const pecia_document *document, uint32_t node, char *out);
/** TEXT, printable, in the CLI_EXCERPT_SIZE bytes at OUT; returns OUT. */
const char *cli_inspect_text(pecia_str text, char *out);
/** "12:5" or "OPS/ch1.xhtml:12" or "" in the SIZE bytes at OUT; returns OUT. */
const char *cli_inspect_place(const pecia_document *document, uint32_t node, char *out, size_t size);
/** Adds member, line and column of NODE to the open JSON object. */
void cli_inspect_json_place(cli_inspection *inspection, uint32_t node);

#endif
