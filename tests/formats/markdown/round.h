/* SPDX-License-Identifier: MIT
 *
 * round.h: a document's way to Markdown and back, and whether it is the same then.
 */
#ifndef PECIA_TESTS_MARKDOWN_ROUND_H
#define PECIA_TESTS_MARKDOWN_ROUND_H

#include "cli/flatten.h"
#include "tests/plugins/support.h"

/** What is looked at when a document went through Markdown. */
void markdown_view(pecia_registry *registry, cli_view *view);
/** True if A and B differ; with PECIA_SHOW in the environment prints where. */
bool differ(const pecia_document *a, const pecia_document *b, const cli_view *view);
/** Reads PATH; false if that fails. */
bool try_file(scene *s, pecia_registry *registry, const char *format, const char *path, pecia_source *source);
/** Reads PATH; fails the test if that fails. */
pecia_source read_file(scene *s, pecia_registry *registry, const char *format, const char *path);
/** SOURCE as Markdown with OPTIONS, parted by spaces ("markdown:wrap=72 markdown:links=reference", or NULL); to be
 * freed with pecia_memory_free(). */
pecia_str write_markdown(scene *s, pecia_registry *registry, const pecia_source *source, const char *options);
/** MARKDOWN read and written again as Markdown with OPTION, or NULL; to be freed. *NODES (NULL: not wanted) is how many
 * nodes of KIND were read. */
char *again(scene *s, const char *markdown, const char *option, uint32_t kind, uint32_t *nodes);
/** Fails the test if MARKDOWN, read and written with OPTION, holds other than COUNT nodes of KIND, or becomes other
 * than EXPECTED (NULL: stays). */
void holds(scene *s, const char *option, const char *markdown, uint32_t kind, uint32_t count, const char *expected);
/** What is wrong with FIRST when it was written as Markdown with OPTIONS and read back: NULL for nothing. */
const char *round_wrong(scene *s, pecia_registry *registry, const cli_view *view, const pecia_source *first,
                        const char *options);

#endif
