/* SPDX-License-Identifier: MIT
 *
 * faulty.c: plugins that the host must refuse, and two odd ones that it must take; FAULT says which this is.
 */
#include "pecia/plugin.h"

#define NO_ENTRY      1
#define WRONG_MAGIC   2
#define WRONG_MAJOR   3
#define NEEDS_NEWER   4
#define CUT_SHORT     5
#define TWICE         6
#define DRIFTED       7
#define NO_SLOTS      8
#define BAD_STRINGS   9
#define NO_DESCRIPTOR 10
#define NEWER_MINOR   11 /* must be taken: longer structs, a new type of option, kinds unknown to this host */
#define OLDER_MINOR   12 /* must be taken: shorter structs, with poison behind their ends */

#if FAULT == DRIFTED
PECIA_SUMMARY("odd odd,other -\n");
#endif

#define POISON      ((const void *)(uintptr_t)0x5a5a5a58) /* whoever follows it dies */
#define POISON_CODE ((uintptr_t)0x5a5a5a58)

static int32_t read_nothing(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    (void)job;
    (void)input;
    return host->builder->status(builder);
}

static const char *const extensions[] = {"odd", NULL};

/* as a later minor would have it: fields appended */
typedef struct longer_option {
    pecia_option base;
    const void *appended;
} longer_option;
typedef struct longer_format {
    pecia_format base;
    const void *appended[3];
} longer_format;
typedef struct longer_plugin {
    pecia_plugin base;
    const void *appended[3];
} longer_plugin;

static const longer_option unknown_type = {
    .base = {.struct_size = sizeof(longer_option), .type = 99, .applies = PECIA_OPTION_READ, .name = "colour"},
    .appended = POISON};
static const longer_option known_type = {.base = {.struct_size = sizeof(longer_option),
                                                  .type = PECIA_OPTION_TEXT,
                                                  .applies = PECIA_OPTION_READ,
                                                  .name = "word"},
                                         .appended = POISON};
static const pecia_option older_option = {.struct_size = offsetof(pecia_option, choices),
                                          .type = PECIA_OPTION_NUMBER,
                                          .applies = PECIA_OPTION_READ,
                                          .name = "depth",
                                          .fallback = "3",
                                          .help = "how deep",
                                          .choices = POISON,
                                          .min = 9,
                                          .max = 1};
static const pecia_option *const newer_options[] = {&unknown_type.base, &known_type.base, NULL};
static const pecia_option *const older_options[] = {&older_option, NULL};

static const uint8_t fidelity[PECIA_KIND_COUNT + 20] = {[PECIA_TEXT] = PECIA_HOLDS_FULLY, [PECIA_KIND_COUNT + 3] = 2};

static const longer_format format = {
    .base =
        {
            .struct_size = FAULT == OLDER_MINOR ? offsetof(pecia_format, write) : sizeof(longer_format),
            .fidelity_count = FAULT == NEWER_MINOR ? sizeof fidelity : 0,
            .name = FAULT == BAD_STRINGS ? "Bad Name" : "odd",
            .title = FAULT == BAD_STRINGS ? "bell \a" : "Odd",
            .extensions = extensions,
            .options = FAULT == NEWER_MINOR   ? newer_options
                       : FAULT == OLDER_MINOR ? older_options
                                              : NULL,
            .fidelity = FAULT == NEWER_MINOR ? fidelity : NULL,
            .read = FAULT == NO_SLOTS ? NULL : read_nothing,
#if FAULT == OLDER_MINOR
            .write = (int32_t(*)(const pecia_host *, pecia_job *, const pecia_document *, pecia_output *))POISON_CODE,
            .get_extension = (const void *(*)(const char *))POISON_CODE,
#endif
        },
    .appended = {POISON, POISON, POISON}};
static const pecia_format *const formats[] = {&format.base, FAULT == TWICE ? &format.base : NULL, NULL};

static const longer_plugin plugin = {
    .base =
        {
            .magic = FAULT == WRONG_MAGIC ? 0x12345678 : PECIA_PLUGIN_MAGIC,
            .struct_size = FAULT == CUT_SHORT     ? offsetof(pecia_plugin, licence)
                           : FAULT == OLDER_MINOR ? sizeof(pecia_plugin)
                                                  : sizeof(longer_plugin),
            .abi_major = FAULT == WRONG_MAJOR ? PECIA_ABI_MAJOR + 1 : PECIA_ABI_MAJOR,
            .abi_minor = FAULT == NEWER_MINOR || FAULT == NEEDS_NEWER ? PECIA_ABI_MINOR + 3 : PECIA_ABI_MINOR,
            .min_host_minor = FAULT == NEEDS_NEWER ? PECIA_ABI_MINOR + 2 : 0,
            .id = "test.odd",
            .version = "0.1",
            .licence = NULL,
            .formats = FAULT == CUT_SHORT ? POISON : formats,
        },
    .appended = {POISON, POISON, POISON}};

#if FAULT == NO_ENTRY
PECIA_EXPORT const void *some_other_function(void);
const void *some_other_function(void) {
    return &plugin;
}
#else
const pecia_plugin *pecia_plugin_entry(void) {
    return FAULT == NO_DESCRIPTOR ? NULL : &plugin.base;
}
#endif
