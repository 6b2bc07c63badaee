/* SPDX-License-Identifier: MIT
 *
 * host.h: everything a program needs to convert documents: which formats there are, reading, writing, losses.
 *
 *   pecia_registry *registry = pecia_registry_new(memory, diagnostics);
 *   pecia_registry_scan(registry, NULL);
 *   pecia_settings settings = {.registry = registry, .diagnostics = diagnostics};
 *   int32_t status = pecia_convert(&settings, (const char *[]){"book.xml", NULL}, "book.md", NULL);
 *   pecia_registry_free(registry);
 *
 * Rules
 *  - Every function that fails has already reported why to the diagnostics it was given, in one sentence; the caller
 *    only turns the status into an exit code (pecia_exit_code).
 *  - Lists of strings end with NULL; a NULL list is an empty one. Paths are as the user wrote them; "-" is standard
 *    input or output. What is handed over is borrowed for the duration of the call unless a comment says longer.
 *  - No globals. A registry, a sink of diagnostics and a job belong to one thread at a time. Documents never change
 *    and may be read from many threads.
 */
#ifndef PECIA_HOST_HOST_H
#define PECIA_HOST_HOST_H

#include <signal.h>
#include <stdbool.h>

#include "core/diagnostics.h"
#include "core/limits.h"
#include "core/memory.h"

/* ------------------------------------------------------------------ formats */

/** The plugin modules that were found, and their formats. */
typedef struct pecia_registry pecia_registry;

/** What is known of a format, whichever minor version of the ABI its plugin was built for: every pointer is safe to
 * follow, lists are never NULL, what the plugin does not say is empty. Lives as long as the registry. */
typedef struct pecia_format_info {
    const char *name;              /* "tei" */
    const char *title;             /* "TEI P5 XML" */
    const char *const *extensions; /* without the dot, best first */
    const char *const *media_types;
    const pecia_option *const *options; /* complete structs of this header's version */
    uint8_t fidelity[PECIA_KIND_COUNT]; /* enum pecia_fidelity */
    bool reads;
    bool writes;
    bool probes;        /* can tell its files by their content */
    const char *plugin; /* id of the plugin: "pecia.tei" */
    const char *version;
    const char *licence;
    const char *module; /* path of the module; "" for a plugin offered by the program itself */
    uint32_t abi_minor; /* minor version of the ABI that the plugin was built for */
} pecia_format_info;

/** An empty registry; NULL when memory ran out. DIAGNOSTICS hears of refused and shadowed modules and must outlive the
 * registry; MEMORY may be NULL (the C library's). */
pecia_registry *pecia_registry_new(const pecia_memory *memory, pecia_diagnostics *diagnostics);
/** Frees it and every pecia_format_info. Modules stay in the process: they are never unloaded. NULL is allowed. */
void pecia_registry_free(pecia_registry *registry);
/** Looks for modules, without opening those that carry a summary: in ASKED (folders or modules named by the user, may
 * be NULL), PECIA_PLUGIN_PATH (colon-separated; ignored in a set-uid program), plugins-1 beside the executable, the
 * installed folder. The first of two formats with the same name wins; the other is reported (info, plugin-shadowed). A
 * module that cannot be used is reported (warning, plugin-refused) and left out. Returns PECIA_OK, PECIA_ERR_IO if one
 * of ASKED is not there, PECIA_ERR_MEMORY. Call once. */
int32_t pecia_registry_scan(pecia_registry *registry, const char *const *asked);
/** Adds a plugin that is part of the program, with the checks that every plugin undergoes; NAME stands for its module
 * in messages. PLUGIN must outlive the registry. PECIA_OK, PECIA_ERR_PLUGIN, PECIA_ERR_MEMORY. */
int32_t pecia_registry_offer(pecia_registry *registry, const pecia_plugin *plugin, const char *name);
/** Opens all modules and returns how many formats there are. */
uint32_t pecia_registry_count(pecia_registry *registry);
/** Format number INDEX, from 0, in the order of their names; NULL past the last. */
const pecia_format_info *pecia_registry_at(pecia_registry *registry, uint32_t index);
/** The format NAME; opens its module. NULL if there is none or its module is refused: reported (error, format-unknown,
 * with the nearest name). */
const pecia_format_info *pecia_registry_find(pecia_registry *registry, const char *name);
/** The format to write a file named PATH in, by its extension ("x.tei.xml" is longer and so stronger than "xml"). NULL,
 * reported with what to do, if no format or more than one claims it. */
const pecia_format_info *pecia_registry_for_output(pecia_registry *registry, const char *path);
/** The format of the file PATH whose first bytes are the SIZE (at most 4096) at DATA: by its extension if just one
 * format claims it and does not find its content impossible, else by content. NULL, reported with the candidates, if
 * that is not sure. */
const pecia_format_info *pecia_registry_for_input(pecia_registry *registry, const char *path, const void *data,
                                                  uint64_t size);

/** True if files of the format are text: a terminal can show them, and they can only refer to images. Told from its
 * media types. [any] */
bool pecia_format_is_text(const pecia_format_info *format);

/* ------------------------------------------------------------------ losses */

/** What became of the nodes of a document when it was written, counted by kind. */
typedef struct pecia_loss {
    uint64_t carried[PECIA_KIND_COUNT];
    uint64_t degraded[PECIA_KIND_COUNT]; /* content written, kind or details not */
    uint64_t dropped[PECIA_KIND_COUNT];
    uint64_t unaccounted[PECIA_KIND_COUNT]; /* the writer's error */
    uint64_t names;                         /* elements and attributes of the source that lost their names */
} pecia_loss;

/** Names of the source that are not in what was written: an element's own name, or an attribute of it. Strings are
 * valid during the call only. */
typedef struct pecia_loss_name {
    pecia_str element;
    pecia_str attribute; /* absent: the element's own name */
    uint64_t count;      /* how often it is lost */
    pecia_place place;   /* of the first */
} pecia_loss_name;
/** One line of JSON, newline and all, that says so of FORMAT: element, attribute, format, count, line, column. Written
 * to the SIZE bytes at OUT (1024 do for usual names); returns its length, 0 if it does not fit. [any] */
size_t pecia_loss_name_json(const pecia_loss_name *name, const char *format, char *out, size_t size);

/** True if anything was degraded or dropped, or lost its name. [any] */
bool pecia_loss_any(const pecia_loss *loss);
/** How well TO holds what FROM can hold of each kind: enum pecia_fidelity, relative to what FROM itself holds (a kind
 * that FROM never makes counts as held fully). Returns the number of kinds that suffer. [any] */
uint32_t pecia_loss_predict(const pecia_format_info *from, const pecia_format_info *to, uint8_t held[PECIA_KIND_COUNT]);
/** One line of JSON, newline and all, that says what became of the nodes of KIND when FORMAT was written: kind, name,
 * format, carried, degraded, dropped. Written to the SIZE bytes at OUT (512 do); returns its length, 0 if there were no
 * nodes of the kind. [any] */
size_t pecia_loss_json(const pecia_loss *loss, const char *format, uint32_t kind, char *out, size_t size);

/* ------------------------------------------------------------------ conversions */

/** How to convert. All zero but REGISTRY and DIAGNOSTICS means: as usual. */
typedef struct pecia_settings {
    const pecia_memory *memory; /* NULL: the C library's */
    const pecia_limits *limits; /* NULL: the defaults */
    pecia_registry *registry;
    pecia_diagnostics *diagnostics;
    const char *from;                       /* name of the format to read; NULL: found by name and content */
    const char *to;                         /* name of the format to write; NULL: found by the output's name */
    const char *const *options;             /* each "FORMAT:NAME=VALUE" */
    const char *const *metadata;            /* each "KEY=VALUE"; lang means language, author means creator */
    const char *const *metadata_files;      /* each a file of "key: value" lines; METADATA wins over it */
    const char *const *resource_paths;      /* each folders, separated by colons, to look for images in */
    bool strict;                            /* PECIA_HELD_BACK if anything is lost or a warning was given */
    const char *extract_media;              /* folder to put the images of the document in; NULL: leave them */
    const volatile sig_atomic_t *cancelled; /* the conversion stops soon after this is not 0; may be NULL */
    /* Hears of each name of the source that is lost, most often first; may be NULL. FORMAT is what was written. */
    void (*lost)(void *context, const char *format, const pecia_loss_name *name);
    void *lost_context;
} pecia_settings;

/** The status of a conversion that settings.strict kept from being written. */
enum { PECIA_HELD_BACK = 1 };

/** A document and where it came from. The registry must outlive it: formats are named in it. */
typedef struct pecia_source {
    pecia_document *document;
    const pecia_format_info *format;         /* of the (first) input */
    const pecia_format_info *const *formats; /* of all inputs, NULL-terminated */
    const char *path;                        /* of the (first) input */
    const char *const *folders;              /* of the inputs: images are looked for there; none for standard input */
    uint64_t bytes;                          /* read from all inputs */
    uint64_t warnings;                       /* given before it was read */
    pecia_arena *arena;                      /* owns the strings */
} pecia_source;

/** Reads the files PATHS into one document: one file as it is; of several each becomes a section of one document, with
 * notes and identifiers kept apart. Reports what does not resolve (note-without-body, note-without-mark).
 * PECIA_OK and *OUT, to be freed with pecia_source_free; or a status and *OUT all zero. */
int32_t pecia_read(const pecia_settings *settings, const char *const *paths, pecia_source *out);
void pecia_source_free(pecia_source *source);
/** Bytes to read that are in no file: the SIZE at DATA or, when PULL is not NULL, what it gives (core/input.h). */
typedef struct pecia_stream {
    const char *name; /* stands for a path in messages and tells the format; no folder is searched for its sake */
    const void *data;
    uint64_t size;
    int64_t (*pull)(void *context, void *data, uint64_t size);
    void *context;
} pecia_stream;
/** As pecia_read, from STREAM. */
int32_t pecia_read_stream(const pecia_settings *settings, const pecia_stream *stream, pecia_source *out);
/** Writes SOURCE to PATH, whole or not at all. *LOSS (may be NULL) gets what became of the nodes; the same in short is
 * reported as one warning (loss). A node that the writer forgot makes PECIA_ERR_PLUGIN. */
int32_t pecia_write(const pecia_settings *settings, const pecia_source *source, const char *path, pecia_loss *loss);
/** The same, collecting the bytes in memory; *OUT is a NUL-terminated copy of MEMORY's, to be freed by the caller with
 * pecia_memory_free. settings->to must be set. */
int32_t pecia_write_memory(const pecia_settings *settings, const pecia_source *source, pecia_str *out,
                           pecia_loss *loss);
/** Reads PATHS and writes them to OUTPUT. The output's format is found before anything is read. */
int32_t pecia_convert(const pecia_settings *settings, const char *const *paths, const char *output, pecia_loss *loss);

/* ------------------------------------------------------------------ checking */

/** Checks documents by the rules of their formats (pecia/validate.h), and by a schema that is compiled once. */
typedef struct pecia_validator pecia_validator;

/** What to check for. All zero means: the usual profile of the format, no schema. */
typedef struct pecia_validation {
    const char *profile;     /* NULL: the format's usual one */
    const char *schema;      /* path of a schema; NULL: none */
    uint32_t schema_seconds; /* processor time that compiling the schema, and each check by it, may take */
} pecia_validation;

/** A new validator; SETTINGS and what it names must outlive it. NULL when memory ran out, reported. */
pecia_validator *pecia_validator_new(const pecia_settings *settings, const pecia_validation *validation);
void pecia_validator_free(pecia_validator *validator);
/** Checks the file PATH ("-": standard input); what is found goes to the diagnostics, for this file. PECIA_OK when it
 * was checked to its end, whatever was found; else a status, reported: PECIA_ERR_INPUT (not well-formed, not of a
 * format that can be checked), PECIA_ERR_IO, PECIA_ERR_LIMIT ... A schema is compiled, and asked, in a process of its
 * own, which is ended when it takes too much time or memory: for programs with one thread. */
int32_t pecia_validator_check(pecia_validator *validator, const char *path);
/** PECIA_OK, or why nothing more can be checked: the schema is no good, or the profile is not known. */
int32_t pecia_validator_status(const pecia_validator *validator);

/* ------------------------------------------------------------------ small things */

/** Exit code of the command for a status (design of the command: 0 done, 1 held back, 2 usage, 3 input, 4 files, 5
 * limits, 6 plugins). [any] */
int pecia_exit_code(int32_t status);
/** The one of WORDS that WORD was probably meant to be, NULL if none is near. [any] */
const char *pecia_nearest(const char *word, const char *const *words);

#endif
