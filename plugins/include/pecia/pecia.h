/* SPDX-License-Identifier: MIT
 *
 * pecia/pecia.h: Pecia as a library (libpecia): documents are opened, looked into and saved in other formats.
 *
 *   pecia_converter *converter = pecia_converter_new();
 *   pecia_exemplar *exemplar;
 *   if (pecia_open_file(converter, "book.xml", &exemplar) == PECIA_OK) {
 *       pecia_save_file(converter, exemplar, "book.epub");
 *       pecia_close(exemplar);
 *   }
 *   pecia_converter_free(converter);
 *
 * A converter holds settings and knows the formats; an exemplar is a document that was read, from which any number of
 * copies can be made. Formats are the plugins of the command: they are looked for in the folders named by
 * PECIA_SET_PLUGINS, in PECIA_PLUGIN_PATH, beside the program, beside the library and where Pecia was installed.
 *
 * Rules
 *  - Functions return PECIA_OK or a negative status of pecia/plugin.h. Why something failed is said to the converter's
 *    listener, in one sentence, before the function returns; without a listener nobody hears it. Nothing is printed.
 *  - What is handed over is borrowed for the call. What is returned belongs to the object it was asked of, and lives as
 *    long, unless it says otherwise.
 *  - Thread tags: [any] may be called from any thread at any time. [one] only from one thread at a time for the same
 *    converter; different converters are independent of each other. An exemplar never changes: several threads may look
 *    into it and save it at once, each with a converter of its own. The converter that opened it must outlive it.
 *  - A document is input that nobody trusts: limits hold for each, no network is used, and no file is read but the
 *    input, images beneath its folder or beneath those of PECIA_SET_RESOURCES, and the files that settings name.
 *  - Errors in the use of the library itself (a NULL where none is allowed) are errors of the program and not caught.
 *  - Nothing here keeps state outside the two objects; signal handlers, locale and descriptors are left alone. Formats
 * made of stylesheets run in a child process, which is waited for.
 */
#ifndef PECIA_PECIA_H
#define PECIA_PECIA_H

#include "pecia/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pecia_converter pecia_converter; /**< settings and the formats that were found */
typedef struct pecia_exemplar pecia_exemplar;   /**< a document that was read */

/** Version of the library, "0.1.0". [any] */
PECIA_EXPORT const char *pecia_version(void);

/* ------------------------------------------------------------------ converters */

/** A new converter; NULL when memory ran out. It looks for formats when it is first used. [any] */
PECIA_EXPORT pecia_converter *pecia_converter_new(void);
/** Frees it. NULL is allowed. Modules that it opened stay in the process. [one] */
PECIA_EXPORT void pecia_converter_free(pecia_converter *converter);

/** What can be set, each as the command's option of the same meaning. "Adds" may be set many times. Append only. */
enum pecia_setting {
    PECIA_SET_FROM = 1,      /**< name of the format to read; otherwise told by name and content */
    PECIA_SET_TO,            /**< name of the format to write; otherwise told by the name of the file */
    PECIA_SET_STRICT,        /**< "true": nothing is saved if anything is lost or a warning was given */
    PECIA_SET_EXTRACT_MEDIA, /**< folder to put the images of a document in */
    PECIA_SET_OPTION,        /**< adds an option of a format: "FORMAT:NAME=VALUE" */
    PECIA_SET_METADATA,      /**< adds a statement about the documents that are read: "KEY=VALUE" */
    PECIA_SET_METADATA_FILE, /**< adds a file of them */
    PECIA_SET_RESOURCES,     /**< adds folders, separated by colons, to look for images in */
    PECIA_SET_PLUGINS,       /**< adds a folder or module to look for formats in; only before the first other call */
    PECIA_SET_LIMIT          /**< sets a limit: "NAME=VALUE", as pecia limits lists them ("input=10M", "seconds=5") */
};

/** Sets SETTING to VALUE, which is copied, for the calls that follow; NULL takes back what was set (not for LIMIT and
 * PLUGINS). PECIA_OK; PECIA_ERR_USAGE, said, for a setting, a limit or a moment that is none; PECIA_ERR_MEMORY. Options
 * and metadata are checked when they are used. [one] */
PECIA_EXPORT int32_t pecia_converter_set(pecia_converter *converter, uint32_t setting, const char *value);

/** What a listener hears. A later version may append fields: ask PECIA_HAS. */
typedef struct pecia_message {
    uint32_t struct_size; /**< as the library was built: for PECIA_HAS */
    int32_t severity;     /**< enum pecia_severity */
    const char *code;     /**< stable, in kebab-case: "note-without-body" */
    const char *file;     /**< as it was named to the library; NULL: about no file */
    pecia_place place;    /**< in that file */
    const char *text;     /**< one sentence, without control characters */
    const char *advice;   /**< what to do; NULL if there is none */
} pecia_message;

/** Hears MESSAGE, which lasts for the call. Runs in the thread that called the library, and must not use the
 * converter. */
typedef void (*pecia_hear)(void *context, const pecia_message *message);
/** From now on HEAR (NULL: nobody) is told of everything, in order; the limit "diagnostics" is the command's. [one] */
PECIA_EXPORT void pecia_converter_listen(pecia_converter *converter, pecia_hear hear, void *context);

/** With ON not 0: the call that works with CONVERTER stops soon, with PECIA_ERR_CANCELLED, and so does every later one,
 * until it is called with 0. May be called from a signal handler. [any] */
PECIA_EXPORT void pecia_cancel(pecia_converter *converter, int32_t on);

/** A format that was found. */
typedef struct pecia_format_facts {
    uint32_t struct_size;               /**< to be set by the caller: sizeof(pecia_format_facts) */
    uint8_t reads;                      /**< 1 if it can be read */
    uint8_t writes;                     /**< 1 if it can be written */
    uint8_t reserved[2];                /**< 0 */
    const char *name;                   /**< "tei" */
    const char *title;                  /**< "TEI P5 XML" */
    const char *const *extensions;      /**< without the dot, NULL-terminated */
    const char *const *media_types;     /**< NULL-terminated */
    const pecia_option *const *options; /**< NULL-terminated */
} pecia_format_facts;

/** Format number INDEX, from 0, in the order of their names: PECIA_OK, PECIA_ERR_USAGE past the last, PECIA_ERR_IO or
 * PECIA_ERR_MEMORY, said. Opens all modules. [one] */
PECIA_EXPORT int32_t pecia_format_at(pecia_converter *converter, uint32_t index, pecia_format_facts *out);

/* ------------------------------------------------------------------ opening */

/** Reads the file PATH ("-": standard input). PECIA_OK and *OUT, to be closed with pecia_close; or a status, said, and
 * NULL. [one] */
PECIA_EXPORT int32_t pecia_open_file(pecia_converter *converter, const char *path, pecia_exemplar **out);
/** Reads the files PATHS, NULL-terminated, into one document, each as a section of it. As above. [one] */
PECIA_EXPORT int32_t pecia_open_files(pecia_converter *converter, const char *const *paths, pecia_exemplar **out);
/** Reads the SIZE bytes at DATA. NAME stands for a path in messages and tells the format ("book.md"); nothing is opened
 * by that name, and no folder is searched for images but those of PECIA_SET_RESOURCES. As above. [one] */
PECIA_EXPORT int32_t pecia_open_memory(pecia_converter *converter, const char *name, const void *data, uint64_t size,
                                       pecia_exemplar **out);
/** Gives up to SIZE bytes into DATA and returns their number, 0 at the end, a negative number for a failure. */
typedef int64_t (*pecia_read_bytes)(void *context, void *data, uint64_t size);
/** Reads what READ gives. NAME as above. [one] */
PECIA_EXPORT int32_t pecia_open_stream(pecia_converter *converter, const char *name, pecia_read_bytes read,
                                       void *context, pecia_exemplar **out);
/** Frees it. NULL is allowed. */
PECIA_EXPORT void pecia_close(pecia_exemplar *exemplar);

/* ------------------------------------------------------------------ saving */

/** Writes EXEMPLAR to PATH ("-": standard output), whole or not at all. PECIA_OK or a status, said; with
 * PECIA_SET_STRICT PECIA_ERR_UNSUPPORTED if anything would be lost. [one] */
PECIA_EXPORT int32_t pecia_save_file(pecia_converter *converter, const pecia_exemplar *exemplar, const char *path);
/** Writes it to memory in the format of PECIA_SET_TO: PECIA_OK and *OUT, ended by a NUL that is not counted, to be
 * freed with pecia_release. [one] */
PECIA_EXPORT int32_t pecia_save_memory(pecia_converter *converter, const pecia_exemplar *exemplar, pecia_str *out);
/** Frees what pecia_save_memory gave. [any] */
PECIA_EXPORT void pecia_release(pecia_str *bytes);
/** Takes the SIZE bytes at DATA; not 0 is a failure. */
typedef int32_t (*pecia_write_bytes)(void *context, const void *data, uint64_t size);
/** Writes it, in the format of PECIA_SET_TO, by calls of WRITE, which begin when the whole is known to be good;
 * PECIA_ERR_IO, said, if one fails. [one] */
PECIA_EXPORT int32_t pecia_save_stream(pecia_converter *converter, const pecia_exemplar *exemplar,
                                       pecia_write_bytes write, void *context);

/** What became of the nodes of a kind. */
typedef struct pecia_kept {
    uint64_t carried;  /**< written so that reading makes the same of them */
    uint64_t degraded; /**< their content was written, their kind or details were not */
    uint64_t dropped;  /**< they were not written at all */
} pecia_kept;
/** The same for KIND (enum pecia_kind) when CONVERTER last saved; all 0 if it has not. [one] */
PECIA_EXPORT pecia_kept pecia_last_kept(const pecia_converter *converter, uint32_t kind);

/* ------------------------------------------------------------------ looking into documents */

/** A document in figures. */
typedef struct pecia_facts {
    uint32_t struct_size;        /**< to be set by the caller: sizeof(pecia_facts) */
    uint32_t reserved;           /**< 0 */
    const char *format;          /**< that it was read from */
    pecia_str title;             /**< absent if it says none */
    pecia_str language;          /**< BCP 47; absent if it says none */
    uint64_t bytes;              /**< read */
    uint64_t notes;              /**< entries of the notes table */
    uint64_t notes_without_body; /**< marks that lead nowhere */
    uint64_t notes_without_mark; /**< bodies that nothing leads to */
    uint64_t quotations;         /**< blocks and in the line */
    uint64_t headings;           /**< of sections */
    uint64_t paragraphs;         /**< of prose */
    uint64_t images;             /**< in the text */
    uint64_t links;              /**< and cross-references */
    uint64_t tables;             /**< of rows and cells */
    uint64_t verse_lines;        /**< in stanzas or alone */
    uint64_t page_breaks;        /**< that the source marked */
} pecia_facts;

/** Fills *OUT as far as its struct_size goes. [any] */
PECIA_EXPORT void pecia_inspect(const pecia_exemplar *exemplar, pecia_facts *out);
/** The document itself, and the functions that ask it: every node, note and statement about it. [any] */
PECIA_EXPORT const pecia_document *pecia_document_of(const pecia_exemplar *exemplar);
/** See pecia_document_of. [any] */
PECIA_EXPORT const pecia_document_api *pecia_document_functions(void);

#ifdef __cplusplus
}
#endif
#endif
