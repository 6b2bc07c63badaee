/* SPDX-License-Identifier: MIT
 *
 * world.h: what a test of the kit stands on: the format under test, samples of it, and reading and writing with streams
 * and memory that fail when told to.
 */
#ifndef PECIA_KIT_WORLD_H
#define PECIA_KIT_WORLD_H

#include <signal.h>

#include "core/builder.h"
#include "plugins/host/job.h"
#include "plugins/host/registry.h"
#include "plugins/host/stylesheet.h"
#include "plugins/kit/kit.h"

enum { KIT_SAMPLES = 16, KIT_NEVER = -1 };

typedef struct kit {
    const pecia_kit_order *order;
    pecia_diagnostics *diagnostics;
    pecia_limits limits;
    pecia_registry *registry;
    pecia_settings settings;
    const pecia_checked *format; /* NULL for a test of the module alone */
    char *sample[KIT_SAMPLES];   /* bytes, allocated; the first is of the kit's making if the format writes */
    uint64_t sample_size[KIT_SAMPLES];
    uint32_t samples;
    uint64_t random;
    pecia_kit_result *result;
    char said[PECIA_KIT_WORDS]; /* the last error or warning */
} kit;

/** How to read or write. All zero but the numbers means: as usual. */
typedef struct kit_way {
    uint64_t piece;             /* bytes that one read gives at most; 0: all */
    int64_t fail_at;            /* the stream fails behind this byte; KIT_NEVER */
    const pecia_memory *memory; /* NULL: the C library's */
    const pecia_limits *limits; /* NULL: the usual */
    const char *const *options; /* "FORMAT:NAME=VALUE" */
    const volatile sig_atomic_t *cancelled;
    pecia_loss *loss; /* of writing; may be NULL */
    bool bare;        /* writing: keep no ledger */
} kit_way;

/** Bytes that a writer made; free with free(). */
typedef struct kit_bytes {
    char *data;
    uint64_t size;
} kit_bytes;

/** Opens the module and its format number INDEX. False, with the result failed, if the host refuses it; *MORE tells if
 * there is such a format. (world.c) */
bool kit_open(kit *k, uint32_t index, bool *more);
void kit_close(kit *k);
/** Calls the reader on SIZE bytes at DATA. PECIA_OK and *OUT, or its status. */
int32_t kit_read(kit *k, const kit_way *way, const char *data, uint64_t size, pecia_document **out);
/** Calls the writer. *OUT holds what came, to be freed, whatever the status. */
int32_t kit_write(kit *k, const kit_way *way, const pecia_document *document, kit_bytes *out);
/** A number below MOST (over 0), the same for the same seed. */
uint64_t kit_random(kit *k, uint64_t most);
/** Sets the result. A failure is never taken back; returns VERDICT. */
int kit_say(kit *k, int verdict, const char *format, ...) PECIA_PRINTF(3, 4);

/** A document with KIND (0: with every kind) in the middle of what it needs; the flow is wrapped in DEPTH block
 * quotations and said TIMES times. NULL when memory ran out. (document.c;
 * what is compared: compare.c) */
pecia_document *kit_document(kit *k, uint32_t kind, uint32_t depth, uint32_t times);
/** A document with one note whose body begins with a node of KIND. NULL when memory ran out. */
pecia_document *kit_noted(kit *k, uint32_t kind);
/** A number that is the same for the same nodes, texts, properties, notes and statements. */
uint64_t kit_digest(const pecia_document *document);
/** The words of the text alone, notes included: their number and *HASH. */
uint64_t kit_words(const pecia_document *document, uint64_t *hash);
/** True if every word in *FEWER is in *MORE too. */
bool kit_has_words(const pecia_document *more, const pecia_document *fewer);
/** True if everything stated about FEWER is stated about MORE; and if MORE has each note of FEWER, with its label, its
 * body and as many marks. */
bool kit_has_metadata(const pecia_document *more, const pecia_document *fewer);
bool kit_has_notes(const pecia_document *more, const pecia_document *fewer);
/** True if the body of the first note of MORE has every word of that of FEWER; *COUNT is how many nodes of KIND it holds. */
bool kit_has_body(const pecia_document *more, const pecia_document *fewer, uint32_t kind, uint32_t *count);

typedef void (*kit_test)(kit *k);
#define TEST(function, name, needs, asks) void kit_test_##function(kit *k);
#include "plugins/kit/tests.def"
#undef TEST

#endif
