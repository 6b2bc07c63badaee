/* SPDX-License-Identifier: MIT
 *
 * pecia/validate.h: the extension "pecia.validate/1" of a format: checking documents, instead of converting them.
 *
 * A format that can check its documents returns the table from pecia_format.get_extension(PECIA_VALIDATE_ID). What is
 * found goes to pecia_job_api.report: an ERROR is what makes a document invalid, a WARNING what its maker should look
 * at, an INFO what might be better. The rules of plugin.h hold here too. [job] everywhere.
 */
#ifndef PECIA_VALIDATE_H
#define PECIA_VALIDATE_H

#include "pecia/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The name of this extension, for pecia_format.get_extension. */
#define PECIA_VALIDATE_ID "pecia.validate/1"

/** A schema that was compiled, by a library that may neither end nor keep to any memory: see open. */
typedef struct pecia_schema pecia_schema;

/** The extension that a format offers if it can check its documents. */
typedef struct pecia_validate_api {
    uint32_t struct_size; /**< sizeof(pecia_validate_api) as the plugin was built */
    uint32_t reserved;    /**< 0 */
    /** The names of the profiles that documents can be checked for, the usual one first, NULL-terminated. */
    const char *const *(*profiles)(void);
    /** Checks INPUT by the format's own rules for PROFILE (one of profiles(); NULL: the usual one). PECIA_OK when the
     * document was checked to its end, whatever was found; PECIA_ERR_INPUT, reported, when it is not of the format at
     * all, PECIA_ERR_LIMIT and so on as for reading. */
    int32_t (*check)(const pecia_host *host, pecia_job *job, pecia_input *input, const char *profile);
    /** Compiles the schema in INPUT. PECIA_OK and *OUT, to be closed before the scratch memory of
     * JOB is freed; or a status, reported. May be NULL with the two
     * that follow: then the format has no schemas. Compiling, and checking, may take any time and memory: the caller
     * bounds both by making the calls in a process of its own. */
    int32_t (*open)(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_schema **out);
    /** Checks INPUT by SCHEMA, which another job of the thread, still there, has opened. As check. */
    int32_t (*check_schema)(const pecia_host *host, pecia_job *job, pecia_schema *schema, pecia_input *input);
    void (*close)(pecia_schema *schema); /**< Frees SCHEMA. */
} pecia_validate_api;

#ifdef __cplusplus
}
#endif
#endif
