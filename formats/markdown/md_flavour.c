/* SPDX-License-Identifier: MIT
 *
 * md_flavour.c: the flavours of Markdown. See md_flavour.h.
 */
#include "md_flavour.h"

#include <string.h>

static const struct flavour {
    const char *name;
    uint32_t syntax;
} flavours[] = {
    {"pecia", MD_NOTES | MD_INLINE_NOTES | MD_TABLES | MD_STRIKES | MD_TASKS | MD_LINE_BLOCKS | MD_HARD_VERSE |
                  MD_METADATA | MD_ATTRIBUTIONS | MD_ATTRIBUTES | MD_WORDY_NOTES | MD_FORMULAS},
    {"commonmark", 0},
    {"gfm", MD_NOTES | MD_TABLES | MD_STRIKES | MD_TASKS | MD_METADATA | MD_ADDRESSES},
    {"pandoc", MD_NOTES | MD_INLINE_NOTES | MD_TABLES | MD_STRIKES | MD_TASKS | MD_LINE_BLOCKS | MD_METADATA |
                   MD_ATTRIBUTES | MD_SPANS | MD_FORMULAS | MD_ALL_FORMULAS},
};

uint32_t md_flavour(const pecia_host *host, pecia_job *job) {
    const char *name = host->job->option(job, "flavour");
    uint32_t syntax = flavours[0].syntax;
    for (size_t i = 0; name && i < sizeof flavours / sizeof *flavours; i++) {
        syntax = strcmp(name, flavours[i].name) == 0 ? flavours[i].syntax : syntax;
    }
    return syntax;
}
